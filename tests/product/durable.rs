//! At the moment somebody is told that a write succeeded, it is on disk for good: watched with strace.

mod disk;
mod rows;
mod trace;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use disk::Disk;
use serde_json::{Value, json};

use crate::support::edit::{self, Written};
use crate::support::lasting::{Lasting, bare};
use crate::support::{git, http, is_strict};

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
        let strace = ["strace", "-D", "-f", "-yy", "-s", "8192", "-e", CALLS, "-o", trace.to_str().unwrap()];
        let server = Lasting::under(&strace, repository);
        Self { server, folder }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Stops the server and gives what was missing on disk at each answer with these words: files of the
    /// repository, and the row of the database that `row` reads from the number and the text of the answer.
    fn lost(mut self, words: &str, row: impl Fn(usize, &str) -> String) -> Vec<Lost> {
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
        let database = folder.parent().unwrap().join("archweave.db");
        let mut disk = Disk::new(folder.to_str().unwrap());
        let mut answers: Vec<_> =
            calls.iter().filter(|call| call.is_to_network() && call.arguments.contains(words)).collect();
        answers.sort_unstable_by_key(|call| call.start);
        let mut lost = Vec::new();
        let mut seen = calls.iter().peekable();
        for (at, answer) in answers.iter().enumerate() {
            while let Some(call) = seen.next_if(|call| call.end < answer.start) {
                disk.see(call);
            }
            let row = row(at, &answer.arguments);
            let row = rows::missing(&calls, database.to_str().unwrap(), &row, answer.start);
            lost.push(Lost { files: disk.lost().into_iter().collect::<Vec<_>>().join("\n"), row });
        }
        if let Some(kept) = std::env::var_os("ARCHWEAVE_TRACE") {
            fs::write(kept, text).unwrap();
        }
        lost
    }
}

/// What a power cut at the moment of an answer would have taken.
struct Lost {
    /// Of the repository; a line each.
    files: String,
    /// Of the database: the row that the answer tells of.
    row: Option<String>,
}

impl Lost {
    fn nothing(&self) -> bool {
        self.files.is_empty() && self.row.is_none()
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
    // What the audit says of the first reference of each push: columns of text that stand one after the other.
    let mut rows = Vec::new();
    for (files, references) in pushes {
        git::commit(&clone, files, "a change");
        git::succeed(&clone, &[&["push", "-q", "origin"], references].concat());
        let (from, to) = references[0].split_once(':').unwrap();
        let reference = if to == "main" { "refs/heads/main" } else { to };
        let end = if from.is_empty() {
            "127.0.0.1deleted".into()
        } else {
            git::succeed(&clone, &["rev-parse", from])
        };
        rows.push(format!("pushdonecentre{reference}{end}"));
    }
    let lost = watched.lost("receive-pack-result", |at, _| rows[at].clone());
    assert_eq!(lost.len(), pushes.len(), "answers were seen");
    for (lost, (_, references)) in lost.iter().zip(pushes) {
        assert!(lost.nothing(), "{references:?}:\n{}\n{:?}", lost.files, lost.row);
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
    let lost = watched.lost("CommitSucceeded", |_, answer| {
        let revision = answer.split("revision").nth(1).and_then(|rest| rest.get(5..45)).unwrap();
        format!("commitdonecentrerefs/heads/main{revision}")
    });
    assert!(lost.len() >= 10, "{} answers were seen", lost.len());
    for (at, lost) in lost.iter().enumerate() {
        assert_eq!(lost.row, None, "answer {at}");
    }
    // While several write, the next batch may be under way when an answer goes out; what it has not flushed
    // yet is not what was acknowledged. With the last answer nobody writes any more.
    let is_quiet = |at: usize| at < 4 || at + 1 == lost.len();
    for (at, lost) in lost.iter().enumerate().filter(|(at, _)| is_quiet(*at)) {
        assert!(lost.files.is_empty(), "answer {at}:\n{}", lost.files);
    }
}

#[test]
fn an_event_is_on_disk_when_it_is_acknowledged() {
    if !can_trace() {
        return;
    }
    let watched = Watched::start();
    let address = watched.server.address;
    let event = |key: &str| {
        json!({ "id": key, "at": "2026-07-14T20:10:00Z",
            "deployment": { "key": key, "environment": "production", "purl": "pkg:oci/crm@1" } })
    };
    let send = |keys: &[String]| {
        let events: Vec<Value> = keys.iter().map(|key| event(key)).collect();
        let request = json!({ "source": "ci", "events": events }).to_string();
        let headers = [("Content-Type", "application/json")];
        let answer = http::request(address, "POST", "/hooks/events", &headers, &request);
        assert_eq!((answer.status, &answer.json()["stored"]), (202, &json!(keys.len())), "{}", answer.text());
    };
    // One answer after the other, so that the test knows whose each is; the last of many in one request.
    let requests: Vec<Vec<String>> = [1, 1, 300, 1]
        .iter()
        .enumerate()
        .map(|(at, count)| (0..*count).map(|n| format!("told-{at}-{n}-end")).collect())
        .collect();
    requests.iter().for_each(|keys| send(keys));
    let lost = watched.lost("202 Accepted", |at, _| requests[at].last().unwrap().clone());
    assert_eq!(lost.len(), requests.len(), "answers were seen");
    for (at, lost) in lost.iter().enumerate() {
        assert_eq!(lost.row, None, "answer {at}");
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
    ] {
        let mut disk = Disk::new("/r");
        trace::parse(&calls.join("\n")).iter().for_each(|call| disk.see(call));
        assert_eq!(disk.lost().iter().collect::<Vec<_>>(), lost, "{calls:?}");
    }
}

/// What the watch sees of a database in which others write too.
#[test]
fn a_row_that_is_not_flushed_is_seen() {
    let row = r#"1 pwrite64(7</a.db-wal>, "\0\3commitdone1234\0", 4096, 0) = 4096"#;
    let other = r#"2 pwrite64(7</a.db-wal>, "\0\3projected\0", 4096, 0) = 4096"#;
    let again = r#"2 pwrite64(7</a.db-wal>, "\0\3commitdone1234commitdone9\0", 4096, 0) = 4096"#;
    let flush = "1 fdatasync(7</a.db-wal>) = 0";
    let elsewhere = "1 fdatasync(7</a.db>) = 0";
    let unwritten = Some("no row with `commitdone1234` was written");
    let unflushed = Some("the row with `commitdone1234` was written to /a.db-wal and not flushed");
    for (calls, missing) in [
        (vec![row, flush], None),
        (vec![row, flush, other], None),
        (vec![row, other, flush, other], None),
        (vec![row, flush, again], None),
        (vec![], unwritten),
        (vec![other, flush], unwritten),
        (vec![row], unflushed),
        (vec![flush, row, other], unflushed),
        (vec![row, elsewhere], unflushed),
        (vec![row, "1 fdatasync(7</a.db-wal>) = -1 EIO (Input/output error)"], unflushed),
        (
            vec![
                "1 pwrite64(7</a.db-wal>, \"commitdone1234\", 4096, 0 <unfinished ...>",
                flush,
                "1 <... pwrite64 resumed>) = 4096",
            ],
            unflushed,
        ),
        (vec![row, "1 fdatasync(7</a.db-wal> <unfinished ...>"], unflushed),
    ] {
        let parsed = trace::parse(&calls.join("\n"));
        let told = rows::missing(&parsed, "/a.db", "commitdone1234", calls.len());
        assert_eq!(told.as_deref(), missing, "{calls:?}");
    }
}
