//! Models changed over GraphQL: every mutation, and everything it may answer.

use serde_json::{Value, json};

use super::api::{COMMIT, FILES, Host, code, git, git_as, set};

const CRM: &str = "elements/application/application-component/crm.yaml";

#[test]
fn edits_are_one_commit_that_touches_only_what_it_must_and_can_be_taken_back_to_the_byte() {
    let host = Host::one();
    let base = host.head("main");
    let edits = json!([
        set("crm", &["properties", "vendor"], json!("Globex")),
        { "create": { "item": "element", "fields": { "kind": "application-component", "name": "Phone system" } } },
        { "connect": { "from": "phone-system", "kind": "flow", "to": "crm" } },
        { "rename": { "item": "element/desk", "name": "Front desk" } },
        { "create": { "item": "node/overview/n3", "fields": { "element": "phone-system" } } },
    ]);
    let variables = json!({ "base": base, "edits": edits, "message": "A phone system\n\nAnd more." });
    let planned =
        host.ask(COMMIT, &json!({ "base": base, "edits": edits, "dryRun": true }))["commitChanges"].clone();
    assert_eq!((&planned["isDryRun"], &planned["revision"]), (&json!(true), &json!(base)));
    assert_eq!(host.head("main"), base, "a dry run changes nothing");

    let done = host.ask(COMMIT, &variables)["commitChanges"].clone();
    assert_eq!(done["__typename"], "CommitSucceeded", "{done:#}");
    assert_eq!(done["changes"], planned["changes"], "a dry run says what would come of it");
    assert_eq!(done["changes"]["elements"], json!({ "added": 1, "changed": 2, "removed": 0 }));
    assert_eq!(done["changes"]["relations"]["added"], 1);
    assert_eq!(done["changes"]["views"]["changed"], 1);
    let log = host.git(&["log", "-1", "--format=%an <%ae> %s", "main"]);
    assert_eq!(log, "Olga Operator <olga@example.org> A phone system");
    assert_eq!(host.head("main"), done["revision"]);
    let expected = FILES.iter().find(|(path, _)| *path == CRM).unwrap().1.replace("Acme", "Globex");
    assert_eq!(host.file(CRM), expected.trim_end(), "comments, quotes and order are as they were");
    host.git(&["fsck", "--full", "--strict"]);

    let undo = json!({ "base": done["revision"], "undo": done["undo"] });
    let undone = host.ask(COMMIT, &undo)["commitChanges"].clone();
    assert_eq!(undone["__typename"], "CommitSucceeded", "{undone:#}");
    let tree = |at: &str| host.git(&["rev-parse", &format!("{at}^{{tree}}")]);
    assert_eq!(tree("main"), tree(&base), "the same bytes in the same files");
    let redo = json!({ "base": undone["revision"], "undo": undone["undo"] });
    assert_eq!(host.ask(COMMIT, &redo)["commitChanges"]["__typename"], "CommitSucceeded");
    assert_eq!(tree("main"), tree(done["revision"].as_str().unwrap()));
}

#[test]
fn a_commit_on_an_old_base_is_merged_or_says_what_conflicts() {
    let host = Host::one();
    let base = host.head("main");
    let first =
        host.committed("main", &base, json!([set("crm", &["description"], json!("knows customers"))]));
    let other = host.commit("main", &base, json!([set("crm", &["properties", "tier"], json!("2"))]));
    assert_eq!(
        (&other["__typename"], &other["isMerged"]),
        (&json!("CommitSucceeded"), &json!(true)),
        "{other:#}"
    );
    let text = host.file(CRM);
    assert!(text.contains("knows customers") && text.contains("tier: \"2\""), "both survive: {text}");

    let edits = json!([set("crm", &["description"], json!("knows everybody"))]);
    let conflicted = host.commit("main", &base, edits.clone());
    assert_eq!(conflicted["__typename"], "CommitConflicted", "{conflicted:#}");
    assert_eq!(conflicted["head"], host.head("main"));
    let conflict = &conflicted["conflicts"][0];
    assert_eq!(
        (&conflict["item"], &conflict["attribute"], &conflict["kind"]),
        (&json!("element/crm"), &json!("description"), &json!("EDITED"))
    );
    assert_eq!(
        (&conflict["base"], &conflict["ours"], &conflict["theirs"]),
        (&json!("knows callers"), &json!("knows customers"), &json!("knows everybody"))
    );
    assert_eq!(conflict["element"]["name"], "CRM");
    assert_eq!(
        (&conflict["oursBy"]["author"], &conflict["theirsBy"]),
        (&json!("Olga Operator"), &json!(null))
    );
    for (resolution, expected) in [
        (json!({ "choice": "VALUE", "value": "knows all" }), "knows all"),
        (json!({ "choice": "THEIRS", "seen": conflict["seen"] }), "knows everybody"),
    ] {
        let mut resolution = resolution;
        resolution["conflict"] = conflict["id"].clone();
        let variables = json!({ "base": base, "edits": edits, "resolutions": [resolution], "dryRun": true });
        let done = host.ask(COMMIT, &variables)["commitChanges"].clone();
        assert_eq!(done["__typename"], "CommitSucceeded", "{done:#}");
        assert!(done["changes"]["edits"].to_string().contains(expected), "{done:#}");
    }
    let resolution = json!([{ "conflict": conflict["id"], "choice": "THEIRS", "seen": "something else" }]);
    let again = host.ask(COMMIT, &json!({ "base": base, "edits": edits, "resolutions": resolution }));
    assert_eq!(
        again["commitChanges"]["__typename"], "CommitConflicted",
        "decided on what is not there any more"
    );
    let resolution = json!([{ "conflict": conflict["id"], "choice": "THEIRS" }]);
    let done = host.ask(COMMIT, &json!({ "base": base, "edits": edits, "resolutions": resolution }));
    assert_eq!(done["commitChanges"]["__typename"], "CommitSucceeded", "{done:#}");
    assert!(host.file(CRM).contains("knows everybody"));
    assert_ne!(host.head("main"), first);
}

#[test]
fn what_cannot_be_done_is_refused_with_the_reason_and_changes_nothing() {
    let host = Host::one();
    let base = host.head("main");
    for (edits, edit, said) in [
        (
            json!([set("desk", &["description"], json!("x")), set("ghost", &["name"], json!("x"))]),
            Some(1),
            "ghost",
        ),
        (json!([{ "create": { "item": "element/crm", "fields": { "kind": "goal" } } }]), Some(0), "crm"),
        (json!([{ "connect": { "from": "crm", "kind": "flow", "to": "ghost" } }]), None, "error"),
        (json!([{ "delete": { "item": "element/desk" } }]), None, "error"),
    ] {
        let refused = host.commit("main", &base, edits.clone());
        assert_eq!(refused["__typename"], "CommitRefused", "{edits} {refused:#}");
        assert_eq!(refused["edit"], json!(edit), "{edits}");
        assert!(refused["reason"].as_str().unwrap().contains(said), "{refused:#}");
        let found = refused["diagnostics"].as_array().unwrap();
        assert_eq!(found.is_empty(), edit.is_some(), "{refused:#}");
        assert!(
            found.iter().all(|found| found["file"] != "" && found["line"].as_u64() > Some(0)),
            "{refused:#}"
        );
    }
    let gone =
        host.commit("main", &base, json!([{ "delete": { "item": "element/desk", "references": true } }]));
    assert_eq!(gone["__typename"], "CommitSucceeded", "{gone:#}");
    let stale = host.commit("gone", &base, json!([set("crm", &["name"], json!("x"))]));
    assert_eq!((&stale["__typename"], &stale["head"]), (&json!("CommitStale"), &json!(null)), "{stale:#}");
    let stale = host.commit("main", &"1".repeat(40), json!([set("crm", &["name"], json!("x"))]));
    assert_eq!(
        (&stale["__typename"], &stale["head"]),
        (&json!("CommitStale"), &gone["revision"]),
        "{stale:#}"
    );

    for variables in [
        json!({ "base": "main", "edits": [] }),
        json!({ "base": base, "edits": [set("a b", &["name"], json!("x"))] }),
        json!({ "base": base, "edits": [], "message": " " }),
        json!({ "base": base, "undo": { "edits": "?" } }),
        json!({ "base": base, "edits": [set("crm", &["name"], json!("x"))], "undo": { "edits": [] } }),
        json!({ "base": base, "edits": [set("crm", &["x"], (0..80).fold(json!("x"), |inner, _| json!([inner])))] }),
    ] {
        let answer = host.ask_as(None, COMMIT, &variables).json();
        assert_eq!(code(&answer), "INVALID", "{variables} {answer}");
    }
    let many: Vec<Value> = (0..10_001).map(|_| set("crm", &["name"], json!("x"))).collect();
    let answer = host.ask_as(None, COMMIT, &json!({ "base": base, "edits": many })).json();
    assert_eq!(code(&answer), "LIMITED", "{answer}");
    let huge = "x".repeat(9 << 20);
    assert_eq!(host.ask_as(None, COMMIT, &json!({ "base": base, "message": huge })).status, 413);
    let large = json!({ "base": base, "edits": [], "message": "x".repeat(300 << 10) });
    assert_eq!(
        code(&host.ask_as(None, COMMIT, &large).json()),
        "LIMITED",
        "taken in, and the message is too long"
    );
    assert_eq!(
        host.ask_as(None, "query mutation { version }", &large).status,
        413,
        "only a change may be that large"
    );
}

#[test]
fn one_edit_over_graphql_and_one_by_push_both_survive() {
    let host = Host::one();
    let base = host.head("main");
    let url = format!("http://{}/git/centre.git", host.address);
    git(host.folder.path(), &["clone", "-q", &url, "clone"]);
    let clone = host.folder.path().join("clone");
    host.committed("main", &base, json!([set("crm", &["description"], json!("knows customers"))]));

    let file = clone.join(CRM);
    let text = std::fs::read_to_string(&file).unwrap().replace("'CRM'", "'Customer hub'");
    std::fs::write(&file, text).unwrap();
    git(&clone, &["commit", "-qam", "Rename"]);
    assert!(!git_as(&clone, &["push", "-q", "origin", "HEAD:main"]).status.success(), "the branch has moved");
    git(&clone, &["push", "-q", "origin", "HEAD:refs/heads/gita"]);
    let merge = "mutation($dry: Boolean!) { mergeBranch(model: \"centre\", into: \"main\", from: \"gita\", dryRun: $dry) {
        __typename ... on Merged { revision isDryRun changes { elements { changed } editCount } }
        ... on UpToDate { revision } } }";
    let planned = host.ask(merge, &json!({ "dry": true }))["mergeBranch"].clone();
    assert_eq!(
        (&planned["__typename"], &planned["isDryRun"]),
        (&json!("Merged"), &json!(true)),
        "{planned:#}"
    );
    let merged = host.ask(merge, &json!({ "dry": false }))["mergeBranch"].clone();
    assert_eq!(merged["__typename"], "Merged", "{merged:#}");
    let text = host.file(CRM);
    assert!(text.contains("knows customers") && text.contains("'Customer hub'   # as people say"), "{text}");
    assert_eq!(host.git(&["log", "-1", "--format=%p", "main"]).split(' ').count(), 2, "two parents");
    assert_eq!(host.ask(merge, &json!({ "dry": false }))["mergeBranch"]["__typename"], "UpToDate");
}

/// Two branches that differ about the description and the tier of `crm`; and on one, a deleted element
/// that the other refers to.
fn apart(host: &Host) {
    let base = host.head("main");
    host.ask(
        "mutation { createBranch(model: \"centre\", name: \"draft\", at: \"main\") { name } }",
        &json!({}),
    );
    let edits = |text: &str, tier: &str| {
        json!([set("crm", &["description"], json!(text)), set("crm", &["properties", "tier"], json!(tier))])
    };
    host.committed("main", &base, edits("ours", "2"));
    host.committed("draft", &base, edits("theirs", "3"));
}

#[test]
fn a_merge_that_a_person_must_decide_can_wait_for_days() {
    let host = Host::one();
    apart(&host);
    let session =
        "id version state from into canFinish conflicts { id attribute ours theirs seen oursBy { author } }
        resolved { choice conflict { attribute } }";
    let open = host.ask(
        "mutation { mergeBranch(model: \"centre\", into: \"main\", from: \"draft\") { __typename
            ... on MergeOpen { conflicts { id attribute } integrity { code } } } }",
        &json!({}),
    );
    assert_eq!(open["mergeBranch"]["__typename"], "MergeOpen", "{open:#}");
    assert_eq!(open["mergeBranch"]["conflicts"].as_array().unwrap().len(), 2);

    let start = format!(
        "mutation {{ startMerge(model: \"centre\", into: \"main\", from: \"draft\") {{ {session} }} }}"
    );
    let begun = host.ask(&start, &json!({}))["startMerge"].clone();
    assert_eq!(
        (&begun["state"], &begun["canFinish"], &begun["version"]),
        (&json!("OPEN"), &json!(false), &json!(1))
    );
    let conflicts = begun["conflicts"].as_array().unwrap();
    assert_eq!(conflicts.len(), 2, "{begun:#}");
    assert_eq!(conflicts[0]["oursBy"]["author"], "Olga Operator");

    let resolve = format!(
        "mutation($merge: ID!, $version: Int!, $resolutions: [ResolutionInput!]!) {{
        resolveConflicts(merge: $merge, version: $version, resolutions: $resolutions) {{ {session} }} }}"
    );
    let decide = |version: i64, conflict: &Value, choice: &str| {
        let resolutions = json!([{ "conflict": conflict["id"], "choice": choice }]);
        json!({ "merge": begun["id"], "version": version, "resolutions": resolutions })
    };
    let first = host.ask(&resolve, &decide(1, &conflicts[0], "THEIRS"))["resolveConflicts"].clone();
    assert_eq!(
        (&first["version"], &first["resolved"][0]["choice"]),
        (&json!(2), &json!("THEIRS")),
        "{first:#}"
    );
    assert_eq!(first["conflicts"].as_array().unwrap().len(), 1);
    let late = host.ask_as(None, &resolve, &decide(1, &conflicts[1], "OURS")).json();
    assert_eq!(code(&late), "STALE", "somebody else decided meanwhile");
    let unknown =
        host.ask_as(None, &resolve, &decide(2, &json!({ "id": "element/desk:name" }), "OURS")).json();
    assert_eq!(code(&unknown), "NOT_FOUND", "{unknown}");

    let finish = "mutation($merge: ID!) { finishMerge(merge: $merge, message: \"Together\") { __typename
        ... on Merged { revision resolved { choice } } ... on MergeOpen { conflicts { id } } } }";
    let merge = json!({ "merge": begun["id"] });
    assert_eq!(host.ask(finish, &merge)["finishMerge"]["__typename"], "MergeOpen", "one is not decided");
    let listed = host.ask(&format!("{{ openMerges(model: \"centre\") {{ {session} }} }}"), &json!({}));
    assert_eq!(listed["openMerges"][0], first);
    let one = host.ask(&format!("query($merge: ID!) {{ merge(id: $merge) {{ {session} }} }}"), &merge);
    assert_eq!(one["merge"], first);

    host.ask(&resolve, &decide(2, &conflicts[1], "UNDECIDED"));
    // What is decided on values that change meanwhile is asked again.
    host.ask(&resolve, &decide(3, &conflicts[1], "OURS"));
    let attribute = conflicts[1]["attribute"].as_str().unwrap();
    let path: Vec<&str> = attribute.split('.').collect();
    host.committed("main", &host.head("main"), json!([set("crm", &path, json!("4"))]));
    let asked =
        host.ask(&format!("query($merge: ID!) {{ merge(id: $merge) {{ {session} }} }}"), &merge)["merge"]
            .clone();
    assert_eq!(
        (&asked["canFinish"], &asked["conflicts"][0]["ours"]),
        (&json!(false), &json!("4")),
        "{asked:#}"
    );
    let version = asked["version"].as_i64().unwrap();
    let decided = host.ask(&resolve, &decide(version, &conflicts[1], "OURS"))["resolveConflicts"].clone();
    assert_eq!(decided["canFinish"], true, "{decided:#}");
    let done = host.ask(finish, &merge)["finishMerge"].clone();
    assert_eq!(done["__typename"], "Merged", "{done:#}");
    assert_eq!(host.git(&["log", "-1", "--format=%s", "main"]), "Together");
    assert_eq!(code(&host.ask_as(None, finish, &merge).json()), "STALE", "it is done");
    assert_eq!(host.ask("{ openMerges(model: \"centre\") { id } }", &json!({}))["openMerges"], json!([]));
}

#[test]
fn a_merge_may_be_given_up_mended_or_refused() {
    let host = Host::one();
    apart(&host);
    let begun = host.ask(
        "mutation { startMerge(model: \"centre\", into: \"main\", from: \"draft\") { id } }",
        &json!({}),
    );
    let id = json!({ "merge": begun["startMerge"]["id"] });
    let abandon = "mutation($merge: ID!) { abandonMerge(merge: $merge) { state } }";
    assert_eq!(host.ask(abandon, &id)["abandonMerge"]["state"], "ABANDONED");
    assert_eq!(code(&host.ask_as(None, abandon, &id).json()), "STALE");
    assert_eq!(code(&host.ask_as(None, abandon, &json!({ "merge": "nothing" })).json()), "NOT_FOUND");

    // One side deletes what the other comes to refer to.
    let base = host.head("main");
    host.ask(
        "mutation { createBranch(model: \"centre\", name: \"lean\", at: \"main\") { name } }",
        &json!({}),
    );
    host.committed("lean", &base, json!([{ "delete": { "item": "element/desk", "references": true } }]));
    let fresh = json!([{ "create": { "item": "element/chat", "fields": { "kind": "application-component", "name": "Chat" } } },
        { "connect": { "from": "chat", "kind": "serving", "to": "desk" } }]);
    host.committed("main", &base, fresh);
    let merge = "mutation($edits: [EditInput!], $resolutions: [ResolutionInput!]) {
        mergeBranch(model: \"centre\", into: \"main\", from: \"lean\", edits: $edits, resolutions: $resolutions) {
        __typename ... on MergeOpen { conflicts { id kind } integrity { code severity file line } }
        ... on MergeRefused { reason edit } ... on Merged { revision } } }";
    let open = host.ask(merge, &json!({}))["mergeBranch"].clone();
    assert_eq!(open["__typename"], "MergeOpen", "{open:#}");
    assert!(
        !open["integrity"].as_array().unwrap().is_empty()
            || !open["conflicts"].as_array().unwrap().is_empty()
    );
    let wrong = json!([{ "delete": { "item": "element/ghost" } }]);
    let resolutions: Vec<Value> = open["conflicts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|conflict| json!({ "conflict": conflict["id"], "choice": "THEIRS" }))
        .collect();
    let refused =
        host.ask(merge, &json!({ "edits": wrong, "resolutions": resolutions }))["mergeBranch"].clone();
    assert_eq!(
        (&refused["__typename"], &refused["edit"]),
        (&json!("MergeRefused"), &json!(0)),
        "{refused:#}"
    );
    let mended = json!([{ "delete": { "item": "element/chat", "references": true } }]);
    let merged =
        host.ask(merge, &json!({ "edits": mended, "resolutions": resolutions }))["mergeBranch"].clone();
    assert_eq!(merged["__typename"], "Merged", "{merged:#}");
}

#[test]
fn commits_are_taken_back_and_elements_restored() {
    let host = Host::one();
    let base = host.head("main");
    let first = host.committed("main", &base, json!([set("crm", &["description"], json!("new"))]));
    host.committed("main", &first, json!([set("crm", &["properties", "tier"], json!("2"))]));
    let revert =
        "mutation($commit: String!) { revertCommit(model: \"centre\", branch: \"main\", commit: $commit) {
        __typename ... on Merged { revision } } }";
    let reverted = host.ask(revert, &json!({ "commit": first }))["revertCommit"].clone();
    assert_eq!(reverted["__typename"], "Merged", "{reverted:#}");
    let text = host.file(CRM);
    assert!(text.contains("knows callers") && text.contains("tier: \"2\""), "{text}");
    assert_eq!(code(&host.ask_as(None, revert, &json!({ "commit": base })).json()), "INVALID", "the first");

    let before = host.git(&["rev-parse", "main:elements"]);
    let gone = json!([{ "delete": { "item": "element/crm", "references": true } }]);
    host.committed("main", &host.head("main"), gone);
    assert!(
        git_as(&host.repository("centre"), &["cat-file", "-e", &format!("main:{CRM}")]).status.code()
            != Some(0)
    );
    let restore =
        "mutation { restoreElement(model: \"centre\", branch: \"main\", element: \"crm\") { __typename
        ... on CommitSucceeded { revision lost } ... on CommitRefused { reason } } }";
    let restored = host.ask(restore, &json!({}))["restoreElement"].clone();
    assert_eq!(restored["__typename"], "CommitSucceeded", "{restored:#}");
    assert_eq!(host.git(&["rev-parse", "main:elements"]), before, "comments and all");
    assert_eq!(code(&host.ask_as(None, restore, &json!({})).json()), "INVALID", "it is there");
}

#[test]
fn branches_and_tags_are_made_renamed_and_removed() {
    let host = Host::one();
    let base = host.head("main");
    let fields = "name revision isDefault isProtected";
    let ask = |mutation: &str| {
        host.ask_as(None, &format!("mutation {{ {mutation} {{ {fields} }} }}"), &json!({})).json()
    };
    let made = ask("x: createBranch(model: \"centre\", name: \"work\", at: \"main\")");
    assert_eq!(
        made["data"]["x"],
        json!({ "name": "work", "revision": base, "isDefault": false, "isProtected": false })
    );
    assert_eq!(
        code(&ask("createBranch(model: \"centre\", name: \"work\", at: \"main\")")),
        "INVALID",
        "it is there"
    );
    assert_eq!(code(&ask("createBranch(model: \"centre\", name: \"a..b\", at: \"main\")")), "INVALID");
    assert_eq!(code(&ask("createBranch(model: \"centre\", name: \"b\", at: \"nowhere\")")), "NOT_FOUND");
    let renamed = ask("x: renameBranch(model: \"centre\", name: \"work\", to: \"play\")");
    assert_eq!(renamed["data"]["x"]["name"], "play", "{renamed}");
    let elsewhere = host.committed("play", &base, json!([set("crm", &["name"], json!("X"))]));
    assert_eq!(
        code(&ask(&format!("deleteBranch(model: \"centre\", name: \"play\", seen: \"{base}\")"))),
        "STALE"
    );
    let deleted = ask(&format!("x: deleteBranch(model: \"centre\", name: \"play\", seen: \"{elsewhere}\")"));
    assert_eq!(deleted["data"]["x"]["revision"], elsewhere, "{deleted}");

    ask("createTag(model: \"centre\", name: \"v1\", at: \"main\", message: \"First\")");
    ask("createTag(model: \"centre\", name: \"light\", at: \"main\")");
    assert_eq!(host.git(&["cat-file", "-t", "v1"]), "tag");
    assert_eq!(
        host.git(&["for-each-ref", "--format=%(taggername) %(subject)", "refs/tags/v1"]),
        "Olga Operator First"
    );
    let tags = "{ model { tags { name revision } branches { name isProtected isDefault } protectedBranches { pattern by } } }";
    let model = host.ask(tags, &json!({}))["model"].clone();
    assert_eq!(model["tags"].as_array().unwrap().len(), 2);
    assert_eq!(model["branches"], json!([{ "name": "main", "isProtected": true, "isDefault": true }]));
    let removed = ask(&format!("x: deleteTag(model: \"centre\", name: \"light\", seen: \"{base}\")"));
    assert_eq!(removed["data"]["x"]["name"], "light", "{removed}");

    let protect = "mutation { protectBranch(model: \"centre\", pattern: \"release/*\") { pattern by } }";
    assert_eq!(
        host.ask(protect, &json!({}))["protectBranch"],
        json!([{ "pattern": "release/*", "by": "Olga Operator" }])
    );
    let made = ask("x: createBranch(model: \"centre\", name: \"release/1\", at: \"main\")");
    assert_eq!(made["data"]["x"]["isProtected"], true);
    let unprotect = "mutation { unprotectBranch(model: \"centre\", pattern: \"release/*\") { pattern } }";
    assert_eq!(host.ask(unprotect, &json!({}))["unprotectBranch"], json!([]));
}

#[test]
fn revisions_are_compared_for_people_and_for_programs() {
    let host = Host::one();
    let base = host.head("main");
    let edits = json!([
        set("crm", &["description"], json!("new")),
        { "create": { "item": "node-layout/overview/n1", "fields": { "x": 1, "y": 2, "w": 3, "h": 4 } } },
    ]);
    let after = host.committed("main", &base, edits);
    let query = "query($before: String!, $after: String!) { compare(before: $before, after: $after) { before after files
        changes { editCount elements { changed } layouts { added changed } geometry: edits(geometry: true) rest: edits(geometry: false) }
        entries { totalCount nodes { item group sort name fields { attribute before after } element { name } } } } }";
    let found = host.ask(query, &json!({ "before": base, "after": "main" }))["compare"].clone();
    assert_eq!((&found["before"], &found["after"]), (&json!(base), &json!(after)));
    assert_eq!(found["changes"]["elements"]["changed"], 1, "{found:#}");
    assert!(!found["changes"]["geometry"].as_array().unwrap().is_empty());
    assert_eq!(found["changes"]["rest"].as_array().unwrap().len(), 1);
    let entry = &found["entries"]["nodes"][0];
    assert_eq!((&entry["item"], &entry["sort"]), (&json!("element/crm"), &json!("CHANGED")));
    assert_eq!(
        entry["fields"],
        json!([{ "attribute": "description", "before": "knows callers", "after": "new" }])
    );
    // What was found is a change set that does the same again.
    let swapped = host.ask(query, &json!({ "before": "main", "after": base }))["compare"].clone();
    let edits = swapped["changes"]["rest"].clone();
    assert_eq!(host.commit("main", &after, edits)["__typename"], "CommitSucceeded");
    assert!(host.file(CRM).contains("knows callers"));
}
