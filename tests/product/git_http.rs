//! Clone, fetch and push with ordinary git over HTTP.

use std::fs;
use std::io::Write as _;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use crate::support::http::request;
use crate::support::program::Server;

/// A server with the example and a folder to clone into.
struct Bench {
    server: Server,
    folder: tempfile::TempDir,
}

impl Bench {
    fn new() -> Self {
        Self { server: Server::start(), folder: tempfile::tempdir().unwrap() }
    }

    fn url(&self) -> String {
        format!("http://{}/git/customer-centre.git", self.server.address)
    }

    /// A clone with these options, and a commit of its own if `text` is given.
    fn clone(&self, name: &str, options: &[&str]) -> PathBuf {
        let path = self.folder.path().join(name);
        let url = self.url();
        let arguments = [&["clone", "-q"], options, &[&url, path.to_str().unwrap()]].concat();
        succeed(self.folder.path(), &arguments);
        path
    }

    /// Where a reference is on the server.
    fn target(&self, name: &str) -> Option<String> {
        let found = git(&self.server.repository(), &["rev-parse", "--verify", "-q", name]);
        found.status.success().then(|| String::from_utf8(found.stdout).unwrap().trim().to_owned())
    }

    /// Files and folders of the object database.
    fn objects(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![self.server.repository().join("objects")];
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
}

fn git(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new("git");
    command.args(arguments).current_dir(folder).env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C");
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), "Ada").env(format!("GIT_{who}_EMAIL"), "ada@example.org");
    }
    command
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("NO_PROXY", "127.0.0.1");
    command.output().unwrap()
}

fn succeed(folder: &Path, arguments: &[&str]) -> String {
    let output = git(folder, arguments);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?}: {errors}");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// A commit that changes nothing of the model.
fn commit(clone: &Path, text: &str) -> String {
    fs::write(clone.join("NOTES.md"), text).unwrap();
    succeed(clone, &["add", "."]);
    succeed(clone, &["commit", "-q", "-m", "a change"]);
    succeed(clone, &["rev-parse", "HEAD"])
}

#[test]
fn people_clone_push_and_fetch() {
    let bench = Bench::new();
    let (ada, ben) = (bench.clone("ada", &[]), bench.clone("ben", &[]));
    let first = commit(&ada, "first");
    succeed(&ada, &["push", "-q"]);
    assert_eq!(bench.target("refs/heads/main"), Some(first.clone()));
    succeed(&ben, &["pull", "-q", "--ff-only"]);
    assert_eq!(succeed(&ben, &["rev-parse", "HEAD"]), first);

    succeed(&ada, &["tag", "-a", "v1", "-m", "version 1"]);
    succeed(&ada, &["push", "-q", "origin", "v1", "HEAD:refs/heads/feature/a"]);
    succeed(&ben, &["fetch", "-q", "--tags"]);
    assert_eq!(succeed(&ben, &["rev-parse", "v1^{}", "origin/feature/a"]), format!("{first}\n{first}"));
    succeed(&ada, &["push", "-q", "origin", ":feature/a", ":v1"]);
    assert_eq!((bench.target("refs/heads/feature/a"), bench.target("refs/tags/v1")), (None, None));

    commit(&ada, "second");
    succeed(&ada, &["push", "-q"]);
    commit(&ben, "another second");
    let late = git(&ben, &["push", "-q"]);
    assert!(!late.status.success() && String::from_utf8_lossy(&late.stderr).contains("rejected"));
    succeed(&bench.server.repository(), &["fsck", "--full", "--strict"]);
}

#[test]
fn shallow_and_partial_clones_work_both_ways() {
    let bench = Bench::new();
    let ada = bench.clone("ada", &[]);
    for n in 0..3 {
        commit(&ada, &format!("change {n}"));
    }
    succeed(&ada, &["push", "-q"]);
    let shallow = bench.clone("shallow", &["--depth", "1"]);
    assert_eq!(succeed(&shallow, &["rev-list", "--count", "HEAD"]), "1");
    let new = commit(&shallow, "from a shallow clone");
    succeed(&shallow, &["push", "-q"]);
    assert_eq!(bench.target("refs/heads/main"), Some(new));
    succeed(&shallow, &["fetch", "-q", "--unshallow"]);
    let partial = bench.clone("partial", &["--filter=blob:none", "--no-checkout"]);
    succeed(&partial, &["checkout", "-q", "main"]);
    assert!(partial.join("archweave.yaml").is_file());
    let old = bench.clone("old", &["-c", "protocol.version=0"]);
    assert_eq!(succeed(&old, &["rev-parse", "HEAD"]), succeed(&partial, &["rev-parse", "HEAD"]));
}

#[test]
fn a_refused_push_says_why_and_leaves_nothing() {
    let bench = Bench::new();
    let ada = bench.clone("ada", &[]);
    let (before, main) = (bench.objects(), bench.target("refs/heads/main"));
    commit(&ada, "first");
    let refused = git(&ada, &["push", "origin", "HEAD:main", "HEAD:refs/notes/commits"]);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success());
    assert!(said.contains("remote: `refs/notes/commits` is neither a branch nor a tag"), "{said}");
    assert_eq!((bench.objects(), bench.target("refs/heads/main")), (before, main));
}

#[test]
fn many_clone_and_push_at_once() {
    let bench = Bench::new();
    let ada = bench.clone("ada", &[]);
    let new = commit(&ada, "for everyone");
    std::thread::scope(|scope| {
        for n in 0..20 {
            let bench = &bench;
            scope.spawn(move || bench.clone(&format!("clone-{n}"), &[]));
        }
        for n in 0..10 {
            // Each has the same objects, which git cannot bring in twice at the same moment.
            let ada = &ada;
            scope.spawn(move || {
                succeed(ada, &["push", "-q", "origin", &format!("HEAD:refs/heads/branch-{n}")])
            });
        }
    });
    for n in 0..10 {
        assert_eq!(bench.target(&format!("refs/heads/branch-{n}")), Some(new.clone()));
    }
    succeed(&bench.server.repository(), &["fsck", "--full", "--strict"]);
}

#[test]
fn requests_are_read_compressed_and_in_pieces() {
    let bench = Bench::new();
    let ada = bench.clone("ada", &[]);
    // Git compresses what is longer than a kilobyte: many commits that the server does not have.
    for n in 0..60 {
        succeed(&ada, &["commit", "-q", "--allow-empty", "-m", &format!("{n}")]);
    }
    let ben = bench.clone("ben", &[]);
    commit(&ben, "second");
    succeed(&ben, &["push", "-q"]);
    let trace = bench.folder.path().join("trace");
    let config = format!("GIT_TRACE_CURL={}", trace.display());
    let fetched =
        Command::new("env").args([&config, "git", "fetch", "-q"]).current_dir(&ada).output().unwrap();
    assert!(fetched.status.success(), "{}", String::from_utf8_lossy(&fetched.stderr));
    let trace = fs::read_to_string(trace).unwrap().to_lowercase();
    assert!(trace.contains("=> send header: content-encoding: gzip"));
    assert!(!trace.contains("<= recv header: content-encoding: gzip"), "packs are compressed already");

    let noise: String =
        (0..400_000_u64).map(|n| format!("{:x}", n.wrapping_mul(0x9e37_79b9_7f4a_7c15))).collect();
    let new = commit(&ben, &noise);
    succeed(&ben, &["-c", "http.postBuffer=65536", "push", "-q"]);
    assert_eq!(bench.target("refs/heads/main"), Some(new));
}

/// Command lines of processes that have to do with a folder.
fn processes(about: &Path) -> Vec<String> {
    let about = about.to_str().unwrap();
    let all = fs::read_dir("/proc").unwrap().flatten().map(|entry| entry.path().join("cmdline"));
    let all = all.filter_map(|path| fs::read_to_string(path).ok());
    all.filter(|line| line.contains(about) && line.contains("-pack")).collect()
}

#[test]
fn a_client_that_goes_away_takes_its_processes_with_it() {
    let bench = Bench::new();
    let repository = bench.server.repository();
    let before = bench.objects();
    let zero = "0".repeat(40);
    let line = format!("{zero} {} refs/heads/x\0report-status\n", "1".repeat(40));
    let start = format!("{:04x}{line}0000PACK\0\0\0\u{2}\0\0\0\u{5}", line.len() + 4);
    let mut client = TcpStream::connect(bench.server.address).unwrap();
    write!(
        client,
        "POST /git/customer-centre.git/git-receive-pack HTTP/1.1\r\nHost: {}\r\nContent-Length: 100000\r\n\
         Content-Type: application/x-git-receive-pack-request\r\n\r\n{start}",
        bench.server.address
    )
    .unwrap();
    let limit = Instant::now() + Duration::from_secs(30);
    let wait = |until: &dyn Fn() -> bool, what: &str| {
        while !until() {
            assert!(Instant::now() < limit, "{what}");
            std::thread::sleep(Duration::from_millis(20));
        }
    };
    wait(&|| bench.objects() != before && !processes(&repository).is_empty(), "git was not started");
    drop(client);
    wait(&|| processes(&repository).is_empty(), "git still runs");
    assert_eq!(bench.objects(), before);
    bench.clone("ada", &[]);
}

#[test]
fn what_is_not_git_is_refused_in_words() {
    let bench = Bench::new();
    let address = bench.server.address;
    let at = |path: &str| format!("/git/customer-centre.git{path}");
    let kind = ("Content-Type", "application/x-git-receive-pack-request");
    for (method, path, headers, status, says) in [
        ("GET", at("/info/refs"), vec![], 403, "dumb protocol"),
        ("GET", at("/info/refs?service=git-upload-archive"), vec![], 403, "dumb protocol"),
        ("GET", at("/HEAD"), vec![], 403, "dumb protocol"),
        ("GET", at("/objects/info/packs"), vec![], 403, "dumb protocol"),
        ("GET", at(""), vec![], 404, "git clone"),
        ("GET", at("/config"), vec![], 404, "git clone"),
        ("GET", "/git/other.git/info/refs?service=git-upload-pack".into(), vec![], 404, "no model `other`"),
        ("POST", at("/git-receive-pack"), vec![], 415, "media type"),
        ("POST", at("/git-receive-pack"), vec![kind, ("Origin", "http://evil.example")], 403, "page"),
        ("POST", at("/git-receive-pack"), vec![kind, ("Content-Encoding", "br")], 415, "gzip only"),
        ("POST", at("/git-receive-pack"), vec![kind, ("Content-Encoding", "gzip")], 400, "cut off"),
    ] {
        let body = if method == "POST" { "0000" } else { "" };
        let answer = request(address, method, &path, &headers, body);
        assert_eq!(answer.status, status, "{method} {path}: {}", answer.text());
        assert!(answer.text().contains(says), "{method} {path}: {}", answer.text());
        assert!(answer.header("cache-control").starts_with("no-"), "{method} {path} may be kept");
    }
    let probe = request(address, "POST", &at("/git-receive-pack"), &[kind], "0000");
    assert_eq!((probe.status, probe.body.len()), (200, 0));
    let long = format!(
        "POST {} HTTP/1.1\r\nHost: {address}\r\nContent-Length: 900000000\r\n{}: {}\r\n\r\n",
        at("/git-receive-pack"),
        kind.0,
        kind.1
    );
    let mut client = TcpStream::connect(address).unwrap();
    client.write_all(long.as_bytes()).unwrap();
    let mut answer = [0; 12];
    std::io::Read::read_exact(&mut client, &mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 413");
}
