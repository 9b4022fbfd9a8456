//! Pushes that must not get in, made of raw objects: each is refused in words, and leaves nothing.

mod cases;
mod forge;
mod pack;
mod wire;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use cases::{Case, Sent};
use forge::Forge;

use crate::support::git;
use crate::support::lasting::Lasting;
use crate::support::program::seed;

/// Files and folders of the object database.
fn objects(repository: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![repository.join("objects")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            folders.extend(path.is_dir().then(|| path.clone()));
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Everything that a push could change.
fn state(server: &Lasting) -> (String, Vec<PathBuf>) {
    (git::succeed(&server.repository, &["for-each-ref"]), objects(&server.repository))
}

/// Moves references back, so that one push that gets in spoils no other case.
fn restore(server: &Lasting, references: &str) {
    for line in git::succeed(&server.repository, &["for-each-ref"]).lines() {
        git::succeed(&server.repository, &["update-ref", "-d", line.split_once('\t').unwrap().1]);
    }
    for line in references.lines() {
        let (id, name) = (line.split(' ').next().unwrap(), line.split_once('\t').unwrap().1);
        git::succeed(&server.repository, &["update-ref", name, id]);
    }
}

/// Sends it; whether it was taken, and what was said.
fn send(server: &Lasting, forge: &Forge, sent: &Sent) -> (bool, String) {
    match sent {
        Sent::Git(arguments) => {
            let checks = ["-c", "transfer.fsckObjects=false", "-c", "push.negotiate=false"];
            let mut all: Vec<&str> = [&checks[..], &["push", "origin"]].concat();
            all.extend(arguments.iter().map(String::as_str));
            let said = git::git(forge.folder(), &all);
            (said.status.success(), String::from_utf8(said.stderr).expect("git's words are text"))
        }
        Sent::Wire(moves, pack) => {
            let body = wire::request(moves, pack);
            let said = wire::send(server.address, &server.name(), &server.authorization(), &body).unwrap();
            let is_taken = said.report.contains("unpack ok") && !said.report.contains("ng ");
            let lines: String = said.text.lines().map(|line| format!("remote: {line}\n")).collect();
            let unpacked = said.report.lines().find_map(|line| line.split_once("unpack "));
            let failed = unpacked.filter(|(_, how)| *how != "ok");
            let failed =
                failed.map_or(String::new(), |(_, how)| format!("error: remote unpack failed: {how}\n"));
            (is_taken, lines + &failed)
        }
    }
}

/// What is wrong with how a push was refused.
fn faults(server: &Lasting, forge: &Forge, case: &Case) -> Vec<String> {
    let sent = (case.make)(forge);
    let before = state(server);
    let (is_taken, said) = send(server, forge, &sent);
    let mut faults = Vec::new();
    if is_taken {
        faults.push("it was taken".to_owned());
    }
    let missing = case.says.iter().filter(|words| !said.contains(**words));
    faults.extend(missing.map(|words| format!("it is not said: {words}")));
    if said.contains(|char: char| char.is_control() && char != '\n') {
        faults.push(format!("control characters: {said:?}"));
    }
    let after = state(server);
    if before.0 != after.0 {
        faults.push(format!("references moved: {}", after.0));
        restore(server, &before.0);
    }
    let left: Vec<&PathBuf> = after.1.iter().filter(|path| !before.1.contains(path)).collect();
    if !left.is_empty() {
        faults.push(format!("left behind: {left:?}"));
    }
    if !faults.is_empty() {
        faults.push(said);
    }
    faults
}

#[test]
fn every_bad_push_is_refused_in_words_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let repository = seed(folder.path());
    git::succeed(&repository, &["tag", "v1", "main"]);
    let mut server = Lasting::on(repository);
    server.let_in("ada", "editor");
    let forge = Forge::new(git::clone(folder.path(), &server.url(), "clone", &[]));
    let only = std::env::var("ARCHWEAVE_CASE").unwrap_or_default();
    let (mut count, mut bad) = (0, Vec::new());
    for case in cases::all().filter(|case| case.name.contains(&only)) {
        let start = std::time::Instant::now();
        let found = faults(&server, &forge, &case);
        count += 1;
        if start.elapsed().as_secs() >= 3 {
            println!("{}: {:?}", case.name, start.elapsed());
        }
        if !found.is_empty() {
            bad.push(format!("## {}\n{}", case.name, found.join("\n")));
        }
    }
    assert!(bad.is_empty(), "{} of {count}:\n{}", bad.len(), bad.join("\n\n"));
    assert!(count >= 30 || !only.is_empty());
    git::check(&server.repository);
    server.graphql("{ model { name } }", serde_json::json!({}));
    git::clone(folder.path(), &server.url(), "again", &[]);
}

/// A push that is refused, if it is; none if it was taken.
fn refusal(clone: &Path, arguments: &[&str]) -> Option<String> {
    let said = git::git(clone, &[&["push", "origin"], arguments].concat());
    (!said.status.success()).then(|| String::from_utf8_lossy(&said.stderr).into_owned())
}

#[test]
fn what_is_not_of_the_model_passes_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Lasting::on(seed(folder.path()));
    server.let_in("ada", "editor");
    let clone = git::clone(folder.path(), &server.url(), "clone", &[]);
    let push = |arguments: &[&str]| assert_eq!(refusal(&clone, arguments), None, "{arguments:?}");
    let binary: Vec<u8> = (0..=255).cycle().take(70_000).collect();
    let files: [(&str, &[u8]); 7] = [
        ("README.md", b"# Other\r\n\r\nlines\r\n"),
        (".gitlab-ci.yml", b"check: { script: [\"archweave validate .\"] }\n"),
        (".github/workflows/check.yaml", b"on: push\nkey: &a x\nother: *a\n"),
        (".gitattributes", b"*.yaml merge=archweave\n*.png filter=lfs diff=lfs\n"),
        ("src/main.rs", b"fn main() {}\n"),
        ("docs/订单 a'b\"c.md", "订单\n".as_bytes()),
        ("tool.bin", &binary),
    ];
    for (path, bytes) in files {
        let path = clone.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    fs::set_permissions(clone.join("tool.bin"), fs::Permissions::from_mode(0o755)).unwrap();
    git::commit(&clone, &[], "files of others");
    push(&["HEAD:main"]);
    for (path, bytes) in files {
        let here = git::git(&server.repository, &["cat-file", "blob", &format!("main:{path}")]);
        assert_eq!(here.stdout, bytes, "{path}");
    }
    assert!(git::succeed(&server.repository, &["ls-tree", "main", "tool.bin"]).starts_with("100755"));

    git::commit(&clone, &[], "an empty commit");
    push(&["HEAD:main", "HEAD:refs/heads/side/one"]);
    git::succeed(&clone, &["tag", "-a", "v1", "-m", "version 1"]);
    push(&["v1"]);
    git::succeed(&clone, &["commit", "-q", "--amend", "--allow-empty", "-m", "said otherwise"]);
    push(&["--force", "HEAD:refs/heads/side/one"]);
    git::succeed(&clone, &["checkout", "-q", "--orphan", "pages"]);
    git::succeed(&clone, &["reset", "-q", "--hard"]);
    git::commit(&clone, &[("archweave.yaml", "format: 1\nname: Another\n")], "another root");
    push(&["HEAD:refs/heads/pages"]);
    push(&[":refs/heads/side/one", ":refs/heads/pages"]);
    let shallow = git::clone(folder.path(), &server.url(), "shallow", &["--depth", "1"]);
    git::commit(&shallow, &[("README.md", "from a shallow clone")], "a change");
    assert_eq!(refusal(&shallow, &["HEAD:main"]), None);
    git::check(&server.repository);
    let answer = server.graphql("{ model { revision } }", serde_json::json!({}));
    assert_eq!(answer["data"]["model"]["revision"].as_str().map(str::to_owned), server.target("main"));
}

#[test]
fn old_errors_stop_nobody_and_new_ones_do() {
    let folder = tempfile::tempdir().unwrap();
    let broken = "id: crm\nkind: application-component\nname: CRM\nrelations:\n  - serving: nobody\n";
    let files = [("archweave.yaml", "format: 1\nname: Centre\n"), ("elements/crm.yaml", broken)];
    let server = Lasting::of(folder.path(), &files);
    let clone = git::clone(folder.path(), &server.url(), "clone", &[]);
    git::commit(
        &clone,
        &[("elements/desk.yaml", "id: desk\nkind: application-component\nname: Desk\n")],
        "one more",
    );
    git::commit(&clone, &[("elements/crm.yaml", &broken.replace("CRM", "Other"))], "a name");
    assert_eq!(refusal(&clone, &["HEAD:main"]), None);
    git::commit(
        &clone,
        &[("elements/crm.yaml", &(broken.to_owned() + "  - flow: none\n"))],
        "one error more",
    );
    let said = refusal(&clone, &["HEAD:main"]).expect("a refusal");
    assert!(said.contains("remote: elements/crm.yaml:6") && said.contains("[dangling-relation]"), "{said}");
    assert!(said.contains("1 new error") && !said.contains("crm.yaml:5"), "{said}");
    git::commit(
        &clone,
        &[("elements/crm.yaml", "id: crm\nkind: application-component\nname: CRM\n")],
        "mended",
    );
    assert_eq!(refusal(&clone, &["HEAD:main"]), None);
}

#[test]
fn the_first_push_fills_an_empty_repository() {
    let folder = tempfile::tempdir().unwrap();
    git::succeed(folder.path(), &["init", "-q", "--bare", "-b", "main", "centre.git"]);
    let server = Lasting::on(folder.path().join("centre.git"));
    let clone = git::clone(folder.path(), &server.url(), "clone", &[]);
    git::succeed(&clone, &["checkout", "-q", "-B", "main"]);
    git::commit(&clone, &[("archweave.yaml", "format: 1\nname: [\n")], "broken");
    assert!(refusal(&clone, &["HEAD:main"]).is_some_and(|said| said.contains("archweave.yaml:")));
    let text = "id: crm\nkind: application-component\nname: CRM\n";
    git::commit(
        &clone,
        &[("archweave.yaml", "format: 1\nname: Centre\n"), ("elements/crm.yaml", text)],
        "mended",
    );
    assert_eq!(refusal(&clone, &["HEAD:main"]), None);
    let answer = server.graphql("{ model { title stats { elements } } }", serde_json::json!({}));
    assert_eq!(answer["data"]["model"], serde_json::json!({ "title": "Centre", "stats": { "elements": 1 } }));
}
