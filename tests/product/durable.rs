//! At the moment somebody is told that a write succeeded, it is on disk for good: watched with strace.

mod disk;
mod trace;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use disk::Disk;
use serde_json::json;

use crate::support::edit::{self, Written};
use crate::support::lasting::{Lasting, bare};
use crate::support::{git, is_strict};

/// What is watched: everything that makes, names, fills, flushes or removes files, and answers.
const CALLS: &str = "trace=openat,write,pwrite64,writev,pwritev,pwritev2,ftruncate,fallocate,mmap,rename,renameat,\
    renameat2,link,linkat,fsync,fdatasync,unlink,unlinkat,rmdir,mkdir,mkdirat,sendto,sendmsg";

/// Whether programs can be watched here; says so where they cannot.
fn can_trace() -> bool {
    let tried = Command::new("strace").args(["-D", "-f", "-o", "/dev/null", "true"]).output();
    let why = match tried {
        Ok(output) if output.status.success() => return true,
        Ok(output) => format!("strace may not look: {}", String::from_utf8_lossy(&output.stderr).trim()),
        Err(error) => format!("no strace: {error}"),
    };
    assert!(!is_strict(), "{why}");
    println!("skipped: {why}");
    false
}

/// A server that is watched.
struct Watched {
    server: Lasting,
    folder: tempfile::TempDir,
}

impl Watched {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let repository = bare(&folder.path().canonicalize().unwrap(), &MODEL);
        let trace = folder.path().join("trace");
        let strace = ["strace", "-D", "-f", "-yy", "-s", "600", "-e", CALLS, "-o", trace.to_str().unwrap()];
        let server = Lasting::under(&strace, repository);
        Self { server, folder }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Stops the server and gives what was missing on disk at each answer with these words.
    fn lost(mut self, words: &str) -> Vec<String> {
        self.server.stop();
        let place = self.path().join("trace");
        let limit = Instant::now() + Duration::from_secs(20);
        let mut text = String::new();
        // The watcher outlives the server for a moment.
        while !text.trim_end().ends_with("+++") && Instant::now() < limit {
            std::thread::sleep(Duration::from_millis(50));
            text = String::from_utf8_lossy(&fs::read(&place).unwrap()).into_owned();
        }
        let calls = trace::parse(&text);
        let folder = self.server.repository.canonicalize().unwrap();
        // Not the database: the projection of the model goes on in it while answers go out, and is made anew
        // from git where it is missing. Events that it acknowledges have a test with kills.
        let mut disk = Disk::new(folder.to_str().unwrap(), "/no database");
        let mut answers: Vec<usize> = calls
            .iter()
            .filter(|call| call.is_to_network() && call.arguments.contains(words))
            .map(|call| call.start)
            .collect();
        answers.sort_unstable();
        let mut lost = Vec::new();
        let mut seen = calls.iter().peekable();
        for answer in &answers {
            while let Some(call) = seen.next_if(|call| call.end < *answer) {
                disk.see(call);
            }
            lost.push(disk.lost().into_iter().collect::<Vec<_>>().join("\n"));
        }
        if let Some(kept) = std::env::var_os("ARCHWEAVE_TRACE") {
            fs::write(kept, text).unwrap();
        }
        lost
    }
}

/// Paths and texts.
type Files<'a> = &'a [(&'a str, &'a str)];

const MODEL: [(&str, &str); 3] = [
    ("archweave.yaml", "format: 1\nname: Centre\n"),
    (
        "elements/application/application-component/crm.yaml",
        "id: crm\nkind: application-component\nname: CRM\nproperties:\n  vendor: Acme\n",
    ),
    ("README.md", "# Centre\n"),
];

#[test]
fn a_push_is_on_disk_when_it_is_acknowledged() {
    if !can_trace() {
        return;
    }
    let watched = Watched::start();
    let clone = git::clone(watched.path(), &watched.server.url(), "clone", &[]);
    let many: Vec<String> = (0..100).map(|n| format!("docs/{n}.md")).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|path| (path.as_str(), path.as_str())).collect();
    let pushes: [(Files<'_>, &[&str]); 8] = [
        (&[("README.md", "one")], &["HEAD:main"]),
        (&[("README.md", "two")], &["HEAD:refs/heads/feature/deep/a"]),
        (&many, &["HEAD:main", "HEAD:refs/heads/other"]),
        (&[], &["HEAD:refs/tags/v1"]),
        (&[], &[":refs/heads/feature/deep/a"]),
        (&[("README.md", "three")], &["HEAD:refs/heads/feature/deep/a"]),
        (&[("README.md", "four")], &["HEAD:main", ":refs/heads/other"]),
        (&[], &[":refs/tags/v1"]),
    ];
    for (files, references) in pushes {
        git::commit(&clone, files, "a change");
        git::succeed(&clone, &[&["push", "-q", "origin"], references].concat());
    }
    let lost = watched.lost("receive-pack-result");
    assert_eq!(lost.len(), pushes.len(), "answers were seen");
    for (lost, (_, references)) in lost.iter().zip(pushes) {
        assert!(lost.is_empty(), "{references:?}:\n{lost}");
    }
}

#[test]
fn a_commit_over_graphql_is_on_disk_when_it_is_acknowledged() {
    if !can_trace() {
        return;
    }
    let watched = Watched::start();
    let (address, model) = (watched.server.address, watched.server.name());
    let mut base = watched.server.target("main").unwrap();
    for edits in [
        edit::rename("crm", "One"),
        edit::set("crm", "vendor", "Beta"),
        json!([{ "create": { "item": "element/desk", "fields": { "kind": "application-component", "name": "Desk" } } }]),
        json!([{ "delete": { "item": "element/desk" } }]),
    ] {
        match edit::commit(address, &model, &base, edits.clone()) {
            Written::Done(revision) => base = revision,
            other => panic!("{edits}: {other:?}"),
        }
    }
    // Several people at once, who share flushes.
    std::thread::scope(|scope| {
        for n in 0..6 {
            let (model, base) = (&model, &base);
            let set = move |at: usize| edit::set("crm", &format!("p{n}"), at.to_string());
            scope.spawn(move || {
                for at in 0..3 {
                    let written = edit::commit(address, model, base, set(at));
                    assert!(matches!(written, Written::Done(_) | Written::Conflicted(_)), "{written:?}");
                }
            });
        }
    });
    let lost = watched.lost("CommitSucceeded");
    assert!(lost.len() >= 10, "{} answers were seen", lost.len());
    // While several write, the next batch may be under way when an answer goes out; what it has not flushed
    // yet is not what was acknowledged. With the last answer nobody writes any more.
    let is_quiet = |at: usize| at < 4 || at + 1 == lost.len();
    for (at, lost) in lost.iter().enumerate().filter(|(at, _)| is_quiet(*at)) {
        assert!(lost.is_empty(), "answer {at}:\n{lost}");
    }
}

/// A disk that does not flush one folder any more, until told otherwise.
#[test]
fn what_could_not_be_flushed_is_not_acknowledged() {
    if !can_trace() {
        return;
    }
    for folder in ["objects/pack", "refs/heads"] {
        let place = tempfile::tempdir().unwrap();
        let repository = bare(&place.path().canonicalize().unwrap(), &MODEL);
        let broken = repository.join(folder);
        let flush = "fsync,fdatasync";
        let (calls, fault) = (format!("trace={flush}"), format!("inject={flush}:error=EIO"));
        let strace = [
            "strace",
            "-I2",
            "-D",
            "-f",
            "-o",
            "/dev/null",
            "-P",
            broken.to_str().unwrap(),
            "-e",
            &calls,
            "-e",
            &fault,
        ];
        let server = Lasting::under(&strace, repository);
        let (address, model) = (server.address, server.name());
        let clone = git::clone(place.path(), &server.url(), "clone", &[]);
        let base = server.target("main").unwrap();
        let written = edit::commit(address, &model, &base, edit::rename("crm", "Refused"));
        assert!(
            matches!(&written, Written::Failed(why) if why.contains("Input/output error")),
            "{written:?}"
        );
        assert_eq!(
            (server.target("main"), edit::head(address)),
            (Some(base.clone()), Some(base.clone())),
            "{folder}"
        );
        git::commit(&clone, &[("README.md", "x")], "a change");
        let pushed = git::git(&clone, &["push", "origin", "HEAD:refs/heads/pushed"]);
        let words = String::from_utf8_lossy(&pushed.stderr).into_owned();
        assert!(
            !pushed.status.success() && words.contains("the disk did not take the push"),
            "{folder}: {words}"
        );

        server.let_alone();
        let written = edit::commit(address, &model, &base, edit::rename("crm", "Done"));
        assert!(matches!(written, Written::Done(_)), "{folder}: {written:?}");
        git::succeed(&clone, &["push", "-q", "origin", "HEAD:refs/heads/pushed-again"]);
        git::check(&server.repository);
    }
}

/// What the watch itself sees: calls, and what is not on disk after them.
#[test]
fn what_is_not_flushed_is_seen() {
    let open = r#"1 openat(AT_FDCWD</r>, "/r/a", O_RDWR|O_CREAT|O_EXCL, 0666) = 4</r/a>"#;
    let write = r#"1 write(4</r/a>, "x", 1) = 1"#;
    let fsync = "1 fsync(4</r/a>) = 0";
    let folder = "1 fsync(5</r>) = 0";
    let rename = r#"1 rename("./a", "/r/./b") = 0"#;
    for (calls, lost) in [
        (vec![open, write], &["/r/a was not flushed", "the folder of /r/a was not flushed"][..]),
        (vec![open, write, folder], &["/r/a was not flushed"]),
        (vec![open, write, fsync], &["the folder of /r/a was not flushed"]),
        (vec![open, fsync, write, folder], &["/r/a was not flushed"]),
        (vec![open, write, fsync, folder, rename], &["the folder of /r/b was not flushed"]),
        (vec![open, write, rename, folder], &["/r/b was not flushed"]),
        (vec![open, write, fsync, rename, folder], &[]),
        (
            vec![open, write, "1 fsync(4</r/a>) = -1 EIO (Input/output error)", folder],
            &["/r/a was not flushed"],
        ),
        (
            vec![
                open,
                "1 write(4</r/a>, \"x\" <unfinished ...>",
                "2 fsync(4</r/a>) = 0",
                "1 <... write resumed>, 1) = 1",
                folder,
            ],
            &["/r/a was not flushed"],
        ),
        (
            vec![r#"1 mkdir("/r/objects/ab", 0777) = 0"#, folder],
            &["the folder of /r/objects/ab was not flushed"],
        ),
        (vec![r#"1 unlink("/r/refs/heads/x") = 0"#], &["the folder of /r/refs/heads/x was not flushed"]),
        (vec![r#"1 pwrite64(7</archweave.db-wal>, "x", 1, 0) = 1"#], &["/archweave.db-wal was not flushed"]),
    ] {
        let mut disk = Disk::new("/r", "/archweave.db");
        trace::parse(&calls.join("\n")).iter().for_each(|call| disk.see(call));
        assert_eq!(disk.lost().iter().collect::<Vec<_>>(), lost, "{calls:?}");
    }
}
