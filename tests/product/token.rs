//! Tokens and the audit, from the command line.

use serde_json::Value;

use crate::support::program::{archweave, succeed};

#[test]
fn a_token_is_shown_once_listed_and_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("archweave.db");
    let database = database.to_str().unwrap();
    let at = ["--database", database];
    let add = ["token", "add", "Ada Lovelace", "--email", "ada@example.org", "--role", "editor"];
    let words = succeed(add.iter().chain(&at));
    assert!(words.contains("awt_") && words.contains("Authorization: Bearer"), "{words}");

    let robot =
        ["token", "add", "robot", "--email", "ci@example.org", "--role", "reader", "--model", "centre"];
    let more = ["--expires", "2199-12-31", "--format", "json"];
    let made: Value = serde_json::from_str(&succeed(robot.iter().chain(&more).chain(&at))).unwrap();
    let secret = made["secret"].as_str().unwrap();
    assert!(secret.starts_with("awt_") && secret.contains(made["id"].as_str().unwrap()));
    assert_eq!(made["expires"], "2200-01-01T00:00:00Z");

    let list = || succeed(["token", "list", "--format", "json"].iter().chain(&at));
    assert!(
        !list().contains(secret)
            && !std::fs::read(database).unwrap().windows(20).any(|w| w == &secret.as_bytes()[..20])
    );
    let words = succeed(["token", "list"].iter().chain(&at));
    assert!(
        words.contains("reader of centre until 2200-01-01 00:00 UTC") && words.contains("never used"),
        "{words}"
    );

    succeed(["token", "revoke", "robot"].iter().chain(&at));
    let tokens: Value = serde_json::from_str(&list()).unwrap();
    let valid: Vec<_> =
        tokens.as_array().unwrap().iter().map(|token| (&token["name"], &token["valid"])).collect();
    assert_eq!(valid, [(&"Ada Lovelace".into(), &true.into()), (&"robot".into(), &false.into())]);

    let audit: Value = serde_json::from_str(&succeed(
        ["audit", "--format", "json", "--action", "token.add"].iter().chain(&at),
    ))
    .unwrap();
    assert_eq!(audit["entries"].as_array().unwrap().len(), 2);
    let words = succeed(["audit", "--limit", "1"].iter().chain(&at));
    assert!(words.contains("token.revoke") && words.contains("--before"), "{words}");
    assert!(!words.contains(secret));
}

#[test]
fn wrong_tokens_are_refused_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("archweave.db");
    let at = ["--database", database.to_str().unwrap()];
    let add = |words: &[&str]| archweave(["token", "add"].iter().chain(words).chain(&at));
    for (words, named) in [
        (&["a", "--email", "nobody", "--role", "editor"][..], "nobody"),
        (&["a", "--email", "a@b", "--role", "king"], "king"),
        (&["a", "--email", "a@b", "--role", "editor", "--expires", "soon"], "90d"),
        (&["a", "--email", "a@b", "--role", "editor", "--expires", "2020-01-01"], "expired already"),
        (&["a<b>", "--email", "a@b", "--role", "editor"], "must not contain"),
    ] {
        let output = add(words);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{words:?}: {errors}");
        assert!(errors.contains(named), "{words:?}: {errors}");
    }
    let absent = archweave(["token", "list", "--database", "/no/such/archweave.db"]);
    assert_eq!(absent.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&absent.stderr).contains("token add"));
}
