//! Bodies that mean harm, and bodies that mean nothing: an error each, never a panic.

use archweave_interchange::events::table::{Reading, read as read_table};
use archweave_interchange::events::{Headers, Hook, MAX_BATCH, MAX_BODY};
use archweave_model::delivery::RecordKind;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Headers that let every reader get to the body.
fn headers(hook: Hook, event: &str) -> Headers {
    let mut all =
        vec![("content-type", "application/json"), ("idempotency-key", "1"), ("x-github-delivery", "1")];
    match hook {
        Hook::Github => all.push(("x-github-event", event)),
        Hook::Gitlab => all.push(("x-gitlab-event", event)),
        _ => {}
    }
    Headers::new(all)
}

#[test]
fn large_and_deep_bodies_are_refused() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let nested = format!("{}1{}", r#"{"a":"#.repeat(100), "}".repeat(100));
    for hook in Hook::ALL {
        let headers = headers(hook, "push");
        let status = |bytes: &[u8]| hook.read(&headers, bytes).unwrap_err().status();
        assert_eq!(status(&vec![b' '; MAX_BATCH + 1]), 413, "{hook:?}");
        assert!(hook.limit(&headers) == MAX_BODY || hook.limit(&headers) == MAX_BATCH);
        assert_eq!(status(deep.as_bytes()), 400, "{hook:?}");
        assert_eq!(status(nested.as_bytes()), 422, "{hook:?}");
        for broken in [&b""[..], b"{", b"{}{}", b"\xFF\xFE", b"nul", b"<xml/>"] {
            assert_eq!(status(broken), 400, "{hook:?}");
        }
    }
}

const WORDS: [&str; 60] = [
    "context",
    "specversion",
    "id",
    "source",
    "type",
    "timestamp",
    "subject",
    "content",
    "customData",
    "archweave",
    "environment",
    "artifactId",
    "repository",
    "html_url",
    "deployment",
    "deployment_status",
    "state",
    "created_at",
    "workflow_run",
    "push",
    "ref",
    "commits",
    "message",
    "head_commit",
    "pull_request",
    "number",
    "issue",
    "object_attributes",
    "iid",
    "project",
    "web_url",
    "status",
    "webhookEvent",
    "fields",
    "key",
    "application",
    "phase",
    "images",
    "finished_at",
    "events",
    "at",
    "need",
    "change",
    "metric",
    "share",
    "mentions",
    "sort",
    "text",
    "payload",
    "labels",
    "name",
    "timestamp",
    "commit_url",
    "deployment_id",
    "last_commit",
    "merged_at",
    "title",
    "default_branch",
    "description",
    "data",
];

const TEXTS: [&str; 24] = [
    "0.5.1",
    "dev.cdevents.service.deployed.0.3.0",
    "dev.cdevents.change.merged.0.3.0",
    "2026-07-14T20:10:00Z",
    "2026-07-14 20:10:00 UTC",
    "success",
    "https://git.example.org/a/b.git",
    "refs/heads/main",
    "main",
    "Merge pull request #",
    "(#",
    "Implements: REQ-1",
    "pkg:oci/a@1",
    "jira:issue_created",
    "Succeeded",
    "é",
    "",
    "-0100",
    "git@",
    "://",
    "a/b:c@d",
    "\u{202e}",
    "2026-07-14T20:10:00é0800",
    "See merge request a!",
];

fn value() -> impl Strategy<Value = Value> {
    let text = prop::sample::select(TEXTS.to_vec()).prop_map(Value::from);
    let leaf = prop_oneof![
        4 => text,
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<f64>().prop_map(|n| json!(n)),
        1 => any::<bool>().prop_map(Value::from),
        1 => ".{0,12}".prop_map(Value::from),
        1 => Just(Value::Null),
    ];
    leaf.prop_recursive(5, 80, 8, |inner| {
        prop_oneof![
            1 => prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            4 => prop::collection::vec((prop::sample::select(WORDS.to_vec()), inner), 0..10)
                .prop_map(|pairs| pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_json_is_read_or_refused(body in value(), which in 0..6_usize, event in 0..8_usize) {
        let hook = Hook::ALL[which];
        let names = match hook {
            Hook::Gitlab => ["Push Hook", "Merge Request Hook", "Pipeline Hook", "Deployment Hook", "Issue Hook",
                "Release Hook", "Note Hook", "x"],
            _ => ["push", "pull_request", "deployment", "deployment_status", "workflow_run", "issues", "release", "x"],
        };
        let headers = headers(hook, names[event]);
        if let Ok(events) = hook.read(&headers, body.to_string().as_bytes()) {
            for event in events {
                prop_assert!(!event.id.is_empty() && !event.source.is_empty() && event.digest.len() == 64);
                for fact in event.facts {
                    prop_assert!(fact.check().is_ok());
                    prop_assert_eq!((&fact.source, &fact.id, fact.at), (&event.source, &event.id, event.at));
                }
            }
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400), which in 0..6_usize) {
        let hook = Hook::ALL[which];
        let _ = hook.read(&headers(hook, "push"), &bytes);
    }

    #[test]
    fn any_table_is_read_or_refused(text in "(text|kind|内容|received_at|key|,|;|\t|\n|\"|2026-07-14|é|[0-9]{1,3}){0,60}") {
        let reading = Reading { kind: RecordKind::Need, source: "t".into(), offset: -300 };
        if let Ok(table) = read_table(text.as_bytes(), &reading) {
            prop_assert!(table.events.len() + table.problems.len() + table.repeated == table.rows);
        }
    }
}
