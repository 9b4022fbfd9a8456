//! Webhooks of GitHub, GitLab and Jira, in the shape that these tools document.

use archweave_interchange::events::{Event, EventError, Hook};
use serde_json::{Value, json};

use crate::{check_fact, check_one, facts, mention, read};

fn github(event: &str, body: Value) -> Result<Vec<Event>, EventError> {
    let mut body = body;
    body["repository"] = json!({
        "id": 186853002, "name": "gateway", "full_name": "acme/gateway", "private": true,
        "owner": { "login": "acme", "id": 1, "type": "Organization" },
        "html_url": "https://github.com/acme/gateway", "default_branch": "main",
        "clone_url": "https://github.com/acme/gateway.git",
        "created_at": 1_557_933_565, "updated_at": "2026-07-14T20:00:00Z", "pushed_at": 1_784_059_800,
    });
    body["sender"] = json!({ "login": "li-ming", "id": 2, "type": "User" });
    read(
        Hook::Github,
        &[("X-GitHub-Event", event), ("X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958")],
        &body,
    )
}

fn deployment(payload: Value) -> Value {
    json!({
        "id": 145_988_746, "sha": "f95f852bd8fca8fcc58a9a2d6c842781e32a215e", "ref": "main", "task": "deploy",
        "payload": payload, "original_environment": "production", "environment": "production",
        "description": null, "creator": { "login": "li-ming", "id": 2 },
        "created_at": "2026-07-14T20:08:00Z", "updated_at": "2026-07-14T20:10:00Z",
        "statuses_url": "https://api.github.com/repos/acme/gateway/deployments/145988746/statuses",
    })
}

fn status(state: &str, payload: Value) -> Value {
    json!({
        "action": "created", "deployment": deployment(payload),
        "deployment_status": {
            "id": 209_916_254, "state": state, "creator": { "login": "li-ming" }, "description": "",
            "environment": "production", "target_url": "", "log_url": "https://github.com/acme/gateway/actions/1",
            "created_at": "2026-07-14T20:10:00Z", "updated_at": "2026-07-14T20:10:00Z",
        },
    })
}

#[test]
fn a_deployment_of_github_goes_from_pending_to_done() {
    let key = "github.com/acme/gateway#deployment/145988746";
    let begun =
        github("deployment", json!({ "action": "created", "deployment": deployment(json!({})) })).unwrap();
    assert_eq!(begun[0].sort, "github.deployment.created");
    assert_eq!(begun[0].source, "github.com/acme");
    assert_eq!(begun[0].id, "72d3162e-cc78-11e3-81ab-4c9367dc0958");
    let fields = json!({
        "environment": "production", "commit": "f95f852bd8fca8fcc58a9a2d6c842781e32a215e", "result": "pending",
        "started_at": "2026-07-14T20:08:00Z", "deployed_by": "li-ming", "at": null, "kind": null,
        "repository": "github.com/acme/gateway",
    });
    check_fact(&begun, "deployment", key, &fields);

    let payload =
        json!({ "purl": "pkg:oci/gateway@3.4.1", "target": "south", "requirements": ["REQ-103"], "web": 1 });
    for payload in [payload.clone(), Value::from(payload.to_string())] {
        let done = github("deployment_status", status("success", payload)).unwrap();
        let fields = json!({
            "result": "success", "at": "2026-07-14T20:10:00Z", "purl": "pkg:oci/gateway@3.4.1", "target": "south",
            "url": "https://github.com/acme/gateway/actions/1", "mentions": [mention("REQ-103", "declared")],
        });
        check_fact(&done, "deployment", key, &fields);
    }
    for (state, result) in
        [("failure", "failure"), ("error", "error"), ("in_progress", "pending"), ("queued", "pending")]
    {
        let events = github("deployment_status", status(state, json!("not json"))).unwrap();
        check_fact(&events, "deployment", key, &json!({ "result": result, "at": null }));
    }
    // Said of every earlier deployment when a new one succeeds.
    let inactive = github("deployment_status", status("inactive", json!({}))).unwrap();
    assert!(inactive[0].facts.is_empty());
}

#[test]
fn a_workflow_run_is_a_build() {
    let run = |status: &str, conclusion: Value, attempt: u32| {
        json!({ "action": status, "workflow_run": {
            "id": 30_433_642, "name": "Build", "path": ".github/workflows/build.yml", "head_branch": "main",
            "head_sha": "acb5820ced9479c074f688cc328bf03f341a511d", "run_number": 562, "run_attempt": attempt,
            "event": "push", "status": status, "conclusion": conclusion, "workflow_id": 159_038,
            "html_url": "https://github.com/acme/gateway/actions/runs/30433642",
            "created_at": "2026-07-14T19:00:00Z", "run_started_at": "2026-07-14T19:00:10Z",
            "updated_at": "2026-07-14T19:07:00Z",
        } })
    };
    let name = "github.com/acme/gateway/.github/workflows/build.yml";
    for (status, conclusion, attempt, key, fields) in [
        ("in_progress", Value::Null, 1, "30433642", json!({ "result": null, "finished_at": null })),
        (
            "completed",
            json!("success"),
            1,
            "30433642",
            json!({ "result": "success", "finished_at": "2026-07-14T19:07:00Z",
            "started_at": "2026-07-14T19:00:10Z", "commit": "acb5820ced9479c074f688cc328bf03f341a511d" }),
        ),
        (
            "completed",
            json!("timed_out"),
            2,
            "30433642/2",
            json!({ "result": "failure", "run": "30433642/2" }),
        ),
        ("completed", json!("skipped"), 1, "30433642", json!({ "result": "cancelled" })),
    ] {
        let events = github("workflow_run", run(status, conclusion, attempt)).unwrap();
        check_fact(&events, "build", &format!("{name}#{key}"), &fields);
    }
}

fn pull(action: &str, merged: bool) -> Value {
    let closed = (action == "closed").then_some("2026-07-14T18:00:00Z");
    json!({ "action": action, "number": 12, "pull_request": {
        "number": 12, "state": "open", "title": "REQ-103: send notices at once", "user": { "login": "li-ming" },
        "body": "Why it took so long.\n\nImplements: REQ-104\nFixes: INC-7",
        "html_url": "https://github.com/acme/gateway/pull/12",
        "labels": [{ "name": "bug", "color": "fc2929" }, { "name": "sms" }],
        "created_at": "2026-07-10T08:00:00Z", "updated_at": "2026-07-14T18:00:00Z", "closed_at": closed,
        "merged_at": merged.then_some("2026-07-14T18:00:00Z"), "merged": merged,
        "merge_commit_sha": "c000000000000000000000000000000000000001",
        "head": { "ref": "feature/CSC-103-notices", "sha": "a000000000000000000000000000000000000001" },
        "base": { "ref": "main", "sha": "b000000000000000000000000000000000000001" },
        "additions": 120, "deletions": 8, "commits": 3, "changed_files": 4,
    } })
}

#[test]
fn a_pull_request_is_a_change() {
    let key = "github.com/acme/gateway!pull/12";
    let opened = github("pull_request", pull("opened", false)).unwrap();
    let fields = json!({
        "opened_at": "2026-07-10T08:00:00Z", "merged_at": null, "abandoned_at": null, "size": 128,
        "flow_kind": "defect", "branch": "feature/CSC-103-notices", "author": "li-ming", "fixes": ["INC-7"],
        "commits": ["a000000000000000000000000000000000000001"],
        "mentions": [mention("CSC-103", "branch-name"), mention("INC-7", "trailer"), mention("REQ-103", "guessed"),
            mention("REQ-104", "trailer")],
    });
    check_fact(&opened, "app-change", key, &fields);
    let merged = github("pull_request", pull("closed", true)).unwrap();
    let commits = ["a000000000000000000000000000000000000001", "c000000000000000000000000000000000000001"];
    check_fact(
        &merged,
        "app-change",
        key,
        &json!({ "merged_at": "2026-07-14T18:00:00Z", "abandoned_at": null, "commits": commits }),
    );
    let closed = github("pull_request", pull("closed", false)).unwrap();
    check_fact(
        &closed,
        "app-change",
        key,
        &json!({ "merged_at": null, "abandoned_at": "2026-07-14T18:00:00Z", "reopened_at": null,
            "commits": [commits[0]] }),
    );
    let reopened = github("pull_request", pull("reopened", false)).unwrap();
    check_fact(
        &reopened,
        "app-change",
        key,
        &json!({ "merged_at": null, "abandoned_at": null, "reopened_at": "2026-07-14T18:00:00Z" }),
    );
}

fn commit(id: &str, message: &str, at: &str) -> Value {
    json!({ "id": id, "tree_id": "0", "distinct": true, "message": message, "timestamp": at,
        "url": format!("https://github.com/acme/gateway/commit/{id}"),
        "author": { "name": "Li Ming", "email": "li@example.org", "username": "li-ming" },
        "added": [], "removed": [], "modified": ["src/send.rs"] })
}

fn push(branch: &str, commits: &[Value]) -> Value {
    json!({ "ref": format!("refs/heads/{branch}"), "before": "0", "after": "1", "created": false, "deleted": false,
        "forced": false, "base_ref": null, "compare": "https://github.com/acme/gateway/compare/0...1",
        "commits": commits, "head_commit": commits.last(), "pusher": { "name": "li-ming" } })
}

#[test]
fn a_push_tells_of_changes_on_the_main_branch() {
    let late = "2026-07-14T20:10:00+08:00";
    let alone = commit("a1", "Send notices at once\n\nImplements: REQ-103", "2026-07-13T09:00:00Z");
    let squashed = commit("a2", "Count notices (#12)", late);
    let events = github("push", push("main", &[alone.clone(), squashed])).unwrap();
    let found = facts(&events);
    assert_eq!(found.len(), 2);
    check_one(
        &found[0],
        "app-change",
        "github.com/acme/gateway!commit/a1",
        &json!({ "title": "Send notices at once", "commits": ["a1"], "committed_at": "2026-07-13T09:00:00Z",
            "merged_at": "2026-07-14T12:10:00Z", "author": "li-ming", "mentions": [mention("REQ-103", "trailer")] }),
    );
    check_one(
        &found[1],
        "app-change",
        "github.com/acme/gateway!pull/12",
        &json!({ "title": null, "commits": ["a2"], "committed_at": "2026-07-14T12:10:00Z" }),
    );

    // All that a merge brings belongs to the pull request; its lead time begins with the first commit.
    let merge = commit("a3", "Merge pull request #12 from acme/late\n\nNotices", late);
    let events = github("push", push("main", &[alone.clone(), merge])).unwrap();
    check_fact(
        &events,
        "app-change",
        "github.com/acme/gateway!pull/12",
        &json!({ "commits": ["a1", "a3"], "committed_at": "2026-07-13T09:00:00Z", "author": null }),
    );

    for other in [push("late", &[alone]), push("main", &[])] {
        assert!(github("push", other).unwrap().iter().all(|event| event.facts.is_empty()));
    }
}

#[test]
fn an_issue_is_a_ticket() {
    let body = json!({ "action": "closed", "issue": {
        "number": 7, "title": "[REQ-103] Notices are late", "user": { "login": "li-ming" },
        "html_url": "https://github.com/acme/gateway/issues/7", "labels": [{ "name": "bug" }], "state": "closed",
        "state_reason": "completed", "created_at": "2026-07-14T20:32:00Z", "updated_at": "2026-07-15T10:00:00Z",
        "closed_at": "2026-07-15T10:00:00Z", "body": "since 20:10",
    } });
    let fields = json!({
        "number": "#7", "status": "closed", "resolution": "completed", "kind": "defect",
        "created_at": "2026-07-14T20:32:00Z", "closed_at": "2026-07-15T10:00:00Z",
        "mentions": [mention("REQ-103", "guessed"), mention("https://github.com/acme/gateway/issues/7", "ticket")],
    });
    check_fact(&github("issues", body).unwrap(), "ticket", "github.com/acme/gateway#7", &fields);
}

#[test]
fn what_is_no_concern_of_ours_is_kept_without_facts() {
    assert!(github("ping", json!({ "zen": "Keep it logically awesome.", "hook_id": 1 })).unwrap().is_empty());
    let events =
        github("star", json!({ "action": "created", "starred_at": "2026-07-14T20:10:00Z" })).unwrap();
    assert_eq!((events[0].sort.as_str(), events[0].facts.len()), ("github.star.created", 0));
}

#[test]
fn a_body_of_github_says_what_it_is() {
    let body = json!({});
    let status =
        |headers: &[(&str, &str)]| read(Hook::Github, headers, &body).map_err(|error| error.status());
    assert_eq!(status(&[]), Err(400));
    assert_eq!(status(&[("X-GitHub-Event", "push")]), Err(400));
    let both = [("X-GitHub-Event", "push"), ("X-GitHub-Delivery", "1")];
    assert_eq!(status(&both), Ok(Vec::new()));
    let form = [both[0], both[1], ("Content-Type", "application/x-www-form-urlencoded")];
    assert_eq!(status(&form), Err(415));
}

fn gitlab(event: &str, body: Value) -> Vec<Event> {
    let mut body = body;
    body["project"] = json!({ "id": 1, "name": "Gateway", "web_url": "https://gitlab.example.org/csc/sms/gateway",
        "namespace": "sms", "path_with_namespace": "csc/sms/gateway", "default_branch": "main",
        "git_http_url": "https://gitlab.example.org/csc/sms/gateway.git" });
    let headers =
        [("X-Gitlab-Event", event), ("X-Gitlab-Event-UUID", "13792a34-cac6-4fda-95a8-c58e00a3954e")];
    read(Hook::Gitlab, &headers, &body).unwrap()
}

#[test]
fn hooks_of_gitlab_are_understood() {
    let merge = json!({ "object_kind": "merge_request", "user": { "username": "li-ming" }, "object_attributes": {
        "iid": 12, "title": "Draft: notices", "description": "Text\n\nImplements: REQ-103", "state": "merged",
        "action": "merge", "source_branch": "REQ-104-notices", "target_branch": "main",
        "created_at": "2026-07-10 08:00:00 UTC", "updated_at": "2026-07-14 18:00:00 UTC",
        "merge_commit_sha": "c1", "url": "https://gitlab.example.org/csc/sms/gateway/-/merge_requests/12",
        "last_commit": { "id": "a1", "message": "Send", "timestamp": "2026-07-13T09:00:00+08:00",
            "author": { "name": "Li Ming", "email": "li@example.org" } },
    } });
    let key = "gitlab.example.org/csc/sms/gateway!merge/12";
    let of = |state: &str, action: &str| {
        let mut merge = merge.clone();
        merge["object_attributes"]["state"] = json!(state);
        merge["object_attributes"]["action"] = json!(action);
        gitlab("Merge Request Hook", merge)
    };
    for (state, action, abandoned, reopened) in [
        ("closed", "close", true, false),
        ("opened", "reopen", false, true),
        ("opened", "update", false, false),
    ] {
        let when = |is_so: bool| is_so.then_some("2026-07-14T18:00:00Z");
        let fields =
            json!({ "abandoned_at": when(abandoned), "reopened_at": when(reopened), "merged_at": null });
        check_fact(&of(state, action), "app-change", key, &fields);
    }
    let events = gitlab("Merge Request Hook", merge);
    assert_eq!(events[0].source, "gitlab.example.org/csc");
    assert_eq!(events[0].sort, "gitlab.merge_request.merge");
    check_fact(
        &events,
        "app-change",
        "gitlab.example.org/csc/sms/gateway!merge/12",
        &json!({
            "opened_at": "2026-07-10T08:00:00Z", "merged_at": "2026-07-14T18:00:00Z", "abandoned_at": null,
            "committed_at": "2026-07-13T01:00:00Z", "commits": ["a1", "c1"],
            "mentions": [mention("REQ-103", "trailer"), mention("REQ-104", "branch-name")],
        }),
    );

    let deployment = |status: &str| {
        json!({ "object_kind": "deployment", "status": status,
        "status_changed_at": "2026-07-14 20:10:00 +0000", "deployment_id": 15, "deployable_id": 796,
        "deployable_url": "https://gitlab.example.org/csc/sms/gateway/-/jobs/796", "environment": "production",
        "environment_tier": "production", "short_sha": "279484c0", "user": { "username": "li-ming" },
        "commit_url": "https://gitlab.example.org/csc/sms/gateway/-/commit/279484c09fbe69ededfced8c1bb6e6d24616b468",
        "commit_title": "Send", "ref": "main" })
    };
    let key = "gitlab.example.org/csc/sms/gateway#deployment/15";
    check_fact(
        &gitlab("Deployment Hook", deployment("running")),
        "deployment",
        key,
        &json!({ "result": "pending", "started_at": "2026-07-14T20:10:00Z", "at": null }),
    );
    check_fact(
        &gitlab("Deployment Hook", deployment("success")),
        "deployment",
        key,
        &json!({
        "result": "success", "at": "2026-07-14T20:10:00Z", "environment": "production", "deployed_by": "li-ming",
        "commit": "279484c09fbe69ededfced8c1bb6e6d24616b468" }),
    );
    check_fact(
        &gitlab("Deployment Hook", deployment("failed")),
        "deployment",
        key,
        &json!({ "result": "failure" }),
    );

    let pipeline = json!({ "object_kind": "pipeline", "object_attributes": { "id": 31, "iid": 3, "ref": "main",
        "sha": "bcbb5ec3", "status": "failed", "created_at": "2026-07-14 15:23:28 UTC",
        "finished_at": "2026-07-14 15:26:29 UTC", "duration": 63, "url": "https://gitlab.example.org/p/31" } });
    check_fact(
        &gitlab("Pipeline Hook", pipeline),
        "build",
        "gitlab.example.org/csc/sms/gateway#31",
        &json!({ "result": "failure", "commit": "bcbb5ec3", "finished_at": "2026-07-14T15:26:29Z" }),
    );

    let issue = json!({ "object_kind": "issue", "object_attributes": { "iid": 23, "title": "REQ-103: late",
        "state": "opened", "action": "open", "severity": "high", "type": "Issue",
        "created_at": "2026-07-14 20:32:00 UTC", "updated_at": "2026-07-14 20:32:00 UTC",
        "url": "https://gitlab.example.org/csc/sms/gateway/-/issues/23" } });
    check_fact(
        &gitlab("Issue Hook", issue),
        "ticket",
        "gitlab.example.org/csc/sms/gateway#23",
        &json!({ "number": "#23", "status": "opened", "created_at": "2026-07-14T20:32:00Z" }),
    );

    let commits = |last: &str| {
        json!({ "object_kind": "push", "ref": "refs/heads/main", "checkout_sha": "a2", "commits": [
        { "id": "a1", "message": "Send\n\nRefs: REQ-103", "timestamp": "2026-07-13T09:00:00+00:00", "author": { "name": "Li Ming" } },
        { "id": "a2", "message": last, "timestamp": "2026-07-14T18:00:00+00:00", "author": { "name": "Li Ming" } },
    ] })
    };
    assert_eq!(facts(&gitlab("Push Hook", commits("Count"))).len(), 2);
    let merged =
        gitlab("Push Hook", commits("Merge branch 'a' into 'main'\n\nSee merge request csc/sms/gateway!12"));
    check_fact(
        &merged,
        "app-change",
        "gitlab.example.org/csc/sms/gateway!merge/12",
        &json!({ "commits": ["a1", "a2"], "mentions": [mention("REQ-103", "trailer")] }),
    );

    let job = gitlab(
        "Job Hook",
        json!({ "object_kind": "build", "commit": { "timestamp": "2026-07-14T18:00:00Z" } }),
    );
    assert!(facts(&job).is_empty());
}

#[test]
fn events_of_gitlab_that_share_an_id_are_told_apart() {
    let note = |text: &str| json!({ "object_attributes": { "updated_at": "2026-07-14 20:32:00 UTC", "note": text } });
    let ids: Vec<String> =
        ["a", "b", "a"].iter().map(|text| gitlab("Note Hook", note(text))[0].id.clone()).collect();
    assert_eq!(ids[0], ids[2]);
    assert_ne!(ids[0], ids[1]);
    let headers = [("X-Gitlab-Event", "Note Hook"), ("Idempotency-Key", "f5e57ba4")];
    assert_eq!(read(Hook::Gitlab, &headers, &note("a")).unwrap()[0].id, "f5e57ba4");
    assert_eq!(read(Hook::Gitlab, &headers[..1], &note("a")).unwrap_err().status(), 400);
}

#[test]
fn an_issue_of_jira_is_a_ticket() {
    let issue = |status: &str, category: &str| {
        json!({
            "timestamp": 1_784_059_800_000_i64, "webhookEvent": "jira:issue_updated", "issue_event_type_name": "issue_generic",
            "user": { "self": "https://jira.example.org/rest/api/2/user?accountId=1", "displayName": "Li Ming" },
            "issue": { "id": "99291", "self": "https://jira.example.org/rest/api/2/issue/99291", "key": "CSC-103", "fields": {
                "summary": "[REQ-103] Notices are late", "issuetype": { "name": "Bug" }, "project": { "key": "CSC", "name": "Contact centre" },
                "priority": { "name": "High" }, "created": "2026-07-14T20:32:00.000+0800", "updated": "2026-07-14T20:10:00.000+0000",
                "status": { "name": status, "statusCategory": { "key": category } }, "statuscategorychangedate": "2026-07-15T18:00:00.000+0800",
                "resolution": null, "resolutiondate": null, "parent": { "key": "CSC-100" }, "labels": ["sms"] } },
            "changelog": { "id": "1", "items": [] },
        })
    };
    let events =
        read(Hook::Jira, &[("X-Atlassian-Webhook-Identifier", "w-1")], &issue("Doing", "indeterminate"))
            .unwrap();
    assert_eq!((events[0].source.as_str(), events[0].id.as_str()), ("jira.example.org", "w-1"));
    assert_eq!(
        (events[0].sort.as_str(), events[0].at.to_string().as_str()),
        ("jira.issue_updated", "2026-07-14T20:10:00Z")
    );
    check_fact(
        &events,
        "ticket",
        "jira.example.org/CSC-103",
        &json!({
            "system": "jira.example.org", "number": "CSC-103", "url": "https://jira.example.org/browse/CSC-103",
            "kind": "Bug", "status": "Doing", "priority": "High", "created_at": "2026-07-14T12:32:00Z", "closed_at": null,
            "mentions": [mention("CSC-100", "ticket"), mention("CSC-103", "ticket"), mention("REQ-103", "guessed")],
        }),
    );
    let done = read(Hook::Jira, &[], &issue("Done", "done")).unwrap();
    check_fact(&done, "ticket", "jira.example.org/CSC-103", &json!({ "closed_at": "2026-07-15T10:00:00Z" }));
    // Without an id, the same body is the same event.
    let again = read(Hook::Jira, &[], &issue("Done", "done")).unwrap();
    assert_eq!((&done[0].id, &done[0].digest), (&again[0].id, &again[0].digest));
    let sprint = json!({ "timestamp": 1_784_059_800_000_i64, "webhookEvent": "sprint_started" });
    assert!(facts(&read(Hook::Jira, &[], &sprint).unwrap()).is_empty());
    assert_eq!(read(Hook::Jira, &[], &json!({})).unwrap_err().status(), 400);
}
