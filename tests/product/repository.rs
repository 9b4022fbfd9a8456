//! Models in git, with git itself as the judge.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::example;
use crate::support::program::{Server, seed, succeed};

/// Runs git without this machine's settings and returns what it printed.
fn git(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    command
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null");
    for role in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{role}_NAME"), "Test").env(format!("GIT_{role}_EMAIL"), "test@example.org");
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn an_import_is_one_sound_commit_and_the_same_import_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let repository = seed(folder.path());
    git(&repository, &["fsck", "--strict", "--full"]);
    assert_eq!(git(&repository, &["rev-list", "--count", "--all"]).trim(), "1");
    seed(folder.path());
    assert_eq!(git(&repository, &["rev-list", "--count", "--all"]).trim(), "1");

    // What git gives back is the example's own text wherever that is canonical.
    let clone = folder.path().join("clone");
    git(folder.path(), &["clone", "--quiet", repository.to_str().unwrap(), clone.to_str().unwrap()]);
    assert!(clone.join("archweave.yaml").is_file());
    assert_eq!(
        succeed(["stats".as_ref(), clone.as_os_str(), "--format".as_ref(), "json".as_ref()]),
        succeed(["stats".as_ref(), example().as_os_str(), "--format".as_ref(), "json".as_ref()]),
    );
}

#[test]
fn what_is_pushed_is_answered_at_once_and_the_past_stays_as_it_was() {
    let server = Server::start();
    let name_at = |at: &str| {
        let query =
            format!("{{ model(at: \"{at}\") {{ revision element(id: \"app-outage\") {{ name }} }} }}");
        let answer = server.graphql(&query).json();
        let model = &answer["data"]["model"];
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        (text(&model["revision"]), text(&model["element"]["name"]))
    };
    let (first, old) = name_at("main");
    assert_eq!(old, "Outage information hub");

    let folder = tempfile::tempdir().unwrap();
    let clone = folder.path().join("clone");
    git(folder.path(), &["clone", "--quiet", server.repository().to_str().unwrap(), clone.to_str().unwrap()]);
    let file = git(&clone, &["grep", "-l", "^id: app-outage$"]);
    let file = clone.join(file.trim());
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("Outage information hub", "Outage desk")).unwrap();
    git(&clone, &["commit", "--quiet", "-am", "Rename the hub"]);
    git(&clone, &["push", "--quiet", "origin", "HEAD"]);

    let head = git(&clone, &["rev-parse", "HEAD"]).trim().to_owned();
    assert_eq!(name_at("main"), (head.clone(), "Outage desk".into()));
    assert_eq!(name_at(&first), (first, old));
    let history = "{ model { element(id: \"app-outage\") { history { nodes { revision title author } } } } }";
    let answer = server.graphql(history).json();
    let newest = &answer["data"]["model"]["element"]["history"]["nodes"][0];
    assert_eq!(newest["revision"], head);
    assert_eq!(newest["title"], "Rename the hub");
}
