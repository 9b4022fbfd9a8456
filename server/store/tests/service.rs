//! Git's processes and the gate, with real git: requests are made by hand, as a client over HTTP would
//! send them.

#![allow(clippy::unwrap_used, reason = "helpers of tests are tests")]
#![cfg(unix)]

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Barrier};
use std::time::{Duration, Instant};

use archweave_store::service::process::{Stop, stop_group};
use archweave_store::service::{
    Gate, GitService, Outcome, Push, Service, Verdict, flush_after_receive, hook,
};
use archweave_store::{Repository, RevisionId};
use tempfile::TempDir;

const ZERO: &str = "0000000000000000000000000000000000000000";
const AS_HOOK: &str = "ARCHWEAVE_TEST_IS_HOOK";

/// A bare repository, a clone to push from, and the service.
struct Bench {
    folder: TempDir,
    service: Arc<GitService>,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Repository::init_bare(folder.path().join("model.git")).unwrap();
        let program = folder.path().join("it's a hook");
        // The test program itself, which then is only the test below.
        let text = format!(
            "#!/bin/sh\n{AS_HOOK}=1 exec '{}' --exact acts_as_the_hook --nocapture >/dev/null\n",
            std::env::current_exe().unwrap().display()
        );
        fs::write(&program, text).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let service = GitService::start(program).unwrap();
        let bench = Self { folder, service };
        bench.git(&["init", "-q", "-b", "main", "work"]);
        bench
    }

    fn repository(&self) -> PathBuf {
        self.folder.path().join("model.git").canonicalize().unwrap()
    }

    /// Runs git, in the clone once there is one.
    fn git(&self, arguments: &[&str]) -> String {
        git(&self.clone_or_folder(), arguments, b"")
    }

    fn clone_or_folder(&self) -> PathBuf {
        let clone = self.folder.path().join("work");
        if clone.exists() { clone } else { self.folder.path().to_owned() }
    }

    /// A new commit in the clone.
    fn commit(&self, text: &str) -> String {
        fs::write(self.folder.path().join("work/a.txt"), text).unwrap();
        self.git(&["add", "."]);
        self.git(&["commit", "-q", "-m", text]);
        self.git(&["rev-parse", "HEAD"])
    }

    /// The body of a push of these updates, with all objects of the new commits.
    fn request(&self, updates: &[(&str, &str, &str)]) -> Vec<u8> {
        let mut body = Vec::new();
        for (n, (old, new, name)) in updates.iter().enumerate() {
            let capabilities = if n == 0 { "\0report-status side-band-64k" } else { "" };
            let line = format!("{old} {new} {name}{capabilities}\n");
            write!(body, "{:04x}{line}", line.len() + 4).unwrap();
        }
        body.extend_from_slice(b"0000");
        let new: String = updates.iter().filter(|u| u.1 != ZERO).map(|u| format!("{}\n", u.1)).collect();
        if !new.is_empty() {
            let mut pack = command(&self.clone_or_folder(), &["pack-objects", "--revs", "--stdout", "-q"]);
            body.extend(feed(pack.stdin(Stdio::piped()), new.as_bytes()).stdout);
        }
        body
    }

    /// Pushes, and says what the pusher sees.
    fn push(&self, gate: Gate, updates: &[(&str, &str, &str)]) -> String {
        let body = self.request(updates);
        let (mut command, pending) = self.service.receive_pack(&self.repository(), gate).unwrap();
        let output = feed(&mut command, &body);
        if pending.is_accepted() {
            flush_after_receive(&self.repository()).unwrap();
        }
        pending.finish(Outcome::Durable);
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    fn target(&self, name: &str) -> Option<String> {
        let found = command(&self.repository(), &["rev-parse", "--verify", "-q", name]).output().unwrap();
        found.status.success().then(|| String::from_utf8(found.stdout).unwrap().trim().to_owned())
    }

    /// Files below `objects`.
    fn objects(&self) -> Vec<PathBuf> {
        files(&self.repository().join("objects"))
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), "Ada").env(format!("GIT_{who}_EMAIL"), "ada@example.org");
    }
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    command
}

fn git(folder: &Path, arguments: &[&str], input: &[u8]) -> String {
    let output = feed(command(folder, arguments).stdin(Stdio::piped()), input);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?}: {errors}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

fn feed(command: &mut Command, input: &[u8]) -> Output {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // Git may stop reading early.
    let _ = stdin.write_all(input);
    drop(stdin);
    child.wait_with_output().unwrap()
}

fn yes() -> Gate {
    Box::new(|_| Verdict::accept())
}

/// A gate that says yes and tells what it saw, and how it ended.
fn telling() -> (Gate, Receiver<(Push, bool)>, Receiver<Outcome>) {
    let (seen, pushes) = channel();
    let (ended, outcomes) = channel();
    let gate: Gate = Box::new(move |push: Push| {
        let has_pack = push.quarantine.as_ref().is_some_and(|path| !files(&path.join("pack")).is_empty());
        seen.send((push, has_pack)).unwrap();
        Verdict::Accept(Box::new(move |outcome| {
            // A test that does not look has gone.
            let _ = ended.send(outcome);
        }))
    });
    (gate, pushes, outcomes)
}

/// Not a test: what the hook calls.
#[test]
fn acts_as_the_hook() {
    if std::env::var_os(AS_HOOK).is_some() {
        let said = hook::ask(std::io::stdin(), |name| std::env::var_os(name));
        said.lines.iter().for_each(|line| eprintln!("{line}"));
        std::process::exit(i32::from(!said.accepted));
    }
}

#[test]
fn a_push_that_is_let_through_moves_the_branch_and_stays_a_pack() {
    let bench = Bench::new();
    let commit = bench.commit("one");
    let (gate, pushes, outcomes) = telling();
    let report = bench.push(gate, &[(ZERO, &commit, "refs/heads/main"), (ZERO, &commit, "refs/tags/v1")]);
    assert!(report.contains("unpack ok") && report.contains("ok refs/heads/main"), "{report}");
    let (push, had_pack) = pushes.try_recv().unwrap();
    assert!(had_pack);
    let quarantine = push.quarantine.unwrap();
    assert_eq!(quarantine.parent(), Some(bench.repository().join("objects").as_path()));
    assert!(!quarantine.exists());
    let names: Vec<_> = push.updates.iter().map(|u| (u.name.as_str(), u.old, u.new)).collect();
    let new = RevisionId::parse(&commit).ok();
    assert_eq!(names, [("refs/heads/main", None, new), ("refs/tags/v1", None, new)]);
    assert_eq!(outcomes.try_recv(), Ok(Outcome::Durable));
    assert_eq!(bench.target("refs/heads/main"), Some(commit));
    let folders: Vec<_> = bench.objects().iter().map(|file| file.parent().unwrap().to_owned()).collect();
    assert!(folders.iter().all(|folder| folder.ends_with("objects/pack")), "{folders:?}");
}

#[test]
fn a_push_that_is_refused_leaves_nothing_and_says_why() {
    let bench = Bench::new();
    let commit = bench.commit("one");
    let gate: Gate = Box::new(|_| Verdict::Refuse(vec!["elements/a.yaml:3: no such kind\u{1b}[2J".into()]));
    let report = bench.push(gate, &[(ZERO, &commit, "refs/heads/main")]);
    assert!(report.contains("elements/a.yaml:3: no such kind[2J"), "{report}");
    assert!(report.contains("ng refs/heads/main pre-receive hook declined"), "{report}");
    assert_eq!((bench.target("refs/heads/main"), bench.objects()), (None, vec![]));
    assert_eq!(fs::read_dir(bench.repository().join("objects")).unwrap().count(), 2, "info and pack");
}

#[test]
fn removing_a_branch_has_no_quarantine() {
    let bench = Bench::new();
    let commit = bench.commit("one");
    bench.push(yes(), &[(ZERO, &commit, "refs/heads/a/b"), (ZERO, &commit, "refs/heads/main")]);
    let (gate, pushes, _) = telling();
    let report = bench.push(gate, &[(&commit, ZERO, "refs/heads/a/b")]);
    assert!(report.contains("ok refs/heads/a/b"), "{report}");
    let (push, _) = pushes.try_recv().unwrap();
    assert_eq!((push.quarantine, push.updates[0].new), (None, None));
    assert_eq!(bench.target("refs/heads/a/b"), None);
}

#[test]
fn the_gate_is_not_asked_about_what_no_server_takes() {
    let bench = Bench::new();
    let commit = bench.commit("one");
    let many: Vec<String> = (0..1001).map(|n| format!("refs/heads/b{n}")).collect();
    let many: Vec<_> = many.iter().map(|name| (ZERO, commit.as_str(), name.as_str())).collect();
    let notes = vec![(ZERO, commit.as_str(), "refs/notes/x"), (ZERO, &commit, "refs/heads/main")];
    for (updates, says) in [(many, "more than 1000"), (notes, "neither a branch nor a tag")] {
        let (gate, pushes, outcomes) = telling();
        let report = bench.push(gate, &updates);
        assert!(report.contains(says), "{report}");
        assert!(pushes.try_recv().is_err() && outcomes.try_recv().is_err());
        assert_eq!((bench.target("refs/heads/main"), bench.objects()), (None, vec![]));
    }
}

#[test]
fn a_stale_push_moves_nothing() {
    let bench = Bench::new();
    let one = bench.commit("one");
    bench.push(yes(), &[(ZERO, &one, "refs/heads/main")]);
    let two = bench.commit("two");
    let report = bench.push(yes(), &[(ZERO, &two, "refs/heads/main")]);
    assert!(report.contains("ng refs/heads/main"), "{report}");
    assert_eq!(bench.target("refs/heads/main"), Some(one));
}

#[test]
fn nothing_that_a_repository_configures_is_run() {
    let bench = Bench::new();
    let repository = bench.repository();
    let marker = bench.folder.path().join("ran");
    let program = bench.folder.path().join("program");
    fs::write(&program, format!("#!/bin/sh\necho \"$0 $*\" >> '{}'\n", marker.display())).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    fs::create_dir_all(repository.join("hooks")).unwrap();
    for hook in
        ["pre-receive", "update", "post-receive", "post-update", "reference-transaction", "proc-receive"]
    {
        fs::copy(&program, repository.join("hooks").join(hook)).unwrap();
    }
    let other = bench.folder.path().join("other.git");
    Repository::init_bare(&other).unwrap();
    fs::create_dir_all(repository.join("objects/info")).unwrap();
    fs::write(repository.join("objects/info/alternates"), format!("{}/objects\n", other.display())).unwrap();
    let text = program.to_str().unwrap();
    for (key, value) in [
        ("core.hooksPath", repository.join("hooks").to_str().unwrap()),
        ("core.alternateRefsCommand", text),
        ("core.fsmonitor", text),
        ("core.sshCommand", text),
        ("gpg.program", text),
        ("gpg.ssh.program", text),
        ("uploadpack.packObjectsHook", text),
        ("receive.procReceiveRefs", "refs/heads/magic"),
        ("receive.certNonceSeed", "seed"),
        ("receive.fsckObjects", "false"),
        ("receive.unpackLimit", "10000"),
    ] {
        git(&repository, &["config", key, value], b"");
    }
    let commit = bench.commit("one");
    let report = bench.push(yes(), &[(ZERO, &commit, "refs/heads/main")]);
    assert!(report.contains("ok refs/heads/main"), "{report}");
    let report = bench.push(yes(), &[(ZERO, &commit, "refs/heads/magic")]);
    assert!(report.contains("ng refs/heads/magic"), "{report}");
    let signed = signed_push(&commit);
    let (mut push, _pending) = bench.service.receive_pack(&repository, yes()).unwrap();
    feed(&mut push, &signed);
    for service in [Service::UploadPack, Service::ReceivePack] {
        let listed = feed(&mut bench.service.advertise(&repository, service, None), b"");
        assert!(String::from_utf8_lossy(&listed.stdout).contains("refs/heads/main"));
    }
    let want = format!("0032want {commit}\n00000009done\n");
    let fetched = feed(&mut bench.service.upload_pack(&repository, None), want.as_bytes());
    assert!(fetched.stdout.windows(4).any(|bytes| bytes == b"PACK"));
    assert_eq!(fs::read_to_string(&marker).unwrap_or_default(), "");
}

/// A push with a certificate, whose signature git would let a program check.
fn signed_push(commit: &str) -> Vec<u8> {
    let mut body = Vec::new();
    let mut line = |text: &str| write!(body, "{:04x}{text}", text.len() + 4).unwrap();
    line("push-cert\0report-status\n");
    line("certificate version 0.1\n");
    line("pusher Ada <ada@example.org> 1700000000 +0000\n");
    line("\n");
    line(&format!("{ZERO} {commit} refs/heads/signed\n"));
    line("-----BEGIN PGP SIGNATURE-----\n");
    line("-----END PGP SIGNATURE-----\n");
    line("push-cert-end\n");
    body.extend_from_slice(b"0000");
    body
}

#[test]
fn a_repository_with_configured_hooks_takes_no_pushes() {
    let bench = Bench::new();
    git(&bench.repository(), &["config", "hook.mine.command", "true"], b"");
    let refused = bench.service.receive_pack(&bench.repository(), yes()).err().unwrap();
    assert_eq!(refused.kind(), std::io::ErrorKind::PermissionDenied);
    assert!(refused.to_string().contains("hook.mine.command"), "{refused}");
}

/// The folder that the service made: where its hook is.
fn runtime(bench: &Bench) -> PathBuf {
    let command = bench.service.upload_pack(&bench.repository(), None);
    let hooks = command.get_envs().find_map(|(_, value)| {
        value.map(PathBuf::from).filter(|path| path.is_absolute() && path.ends_with("hooks"))
    });
    hooks.unwrap().parent().unwrap().to_owned()
}

#[test]
fn the_folder_of_the_hook_is_private_and_goes_with_the_service() {
    let bench = Bench::new();
    let folder = runtime(&bench);
    assert_eq!(fs::metadata(&folder).unwrap().mode() & 0o777, 0o700);
    drop(bench);
    assert!(!folder.exists());
}

#[test]
fn a_hook_that_somebody_cleaned_away_is_made_anew() {
    let bench = Bench::new();
    for gone in ["hooks/pre-receive", "gate.sock", ""] {
        let before = runtime(&bench);
        let path = before.join(gone);
        if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }.unwrap();
        let commit = bench.commit(&format!("without {gone}"));
        let gate: Gate = Box::new(|_| Verdict::Refuse(vec!["not this one".into()]));
        let report = bench.push(gate, &[(ZERO, &commit, "refs/heads/main")]);
        assert!(report.contains("not this one"), "{gone}: {report}");
        assert_ne!(runtime(&bench), before);
    }
}

#[test]
fn a_hook_that_does_not_work_is_found_at_the_start() {
    for program in ["/nonexistent/archweave", "/bin/true", "/bin/false"] {
        assert!(GitService::start(program.into()).is_err(), "{program}");
    }
}

#[test]
fn the_server_answers_only_hooks_that_it_expects() {
    let bench = Bench::new();
    let socket = runtime(&bench).join("gate.sock");
    let ask = |nonce: &str| {
        hook::ask(&b""[..], |name| match name {
            "ARCHWEAVE_GATE" => Some(socket.clone().into_os_string()),
            "ARCHWEAVE_PUSH" => Some(nonce.into()),
            _ => None,
        })
    };
    for nonce in ["", "zz", "00000000000000000000000000000000"] {
        assert!(!ask(nonce).accepted, "{nonce}");
    }
    let (command, pending) = bench.service.receive_pack(&bench.repository(), yes()).unwrap();
    let nonce = command.get_envs().find(|(name, _)| *name == "ARCHWEAVE_PUSH").unwrap().1.unwrap();
    let nonce = nonce.to_str().unwrap();
    assert!(ask(nonce).accepted);
    assert!(!ask(nonce).accepted, "once");
    drop(pending);
    assert!(!ask(nonce).accepted, "over");
}

#[test]
fn gates_of_different_pushes_run_at_the_same_time() {
    let bench = Bench::new();
    let commit = bench.commit("one");
    let barrier = Arc::new(Barrier::new(3));
    std::thread::scope(|scope| {
        for n in 0..3 {
            let (bench, commit, barrier) = (&bench, &commit, barrier.clone());
            scope.spawn(move || {
                let gate: Gate = Box::new(move |_| {
                    barrier.wait();
                    Verdict::accept()
                });
                let report = bench.push(gate, &[(ZERO, commit, &format!("refs/heads/b{n}"))]);
                assert!(report.contains("ok refs/heads/b"), "{report}");
            });
        }
    });
}

#[test]
fn a_push_that_is_given_up_ends_with_all_its_processes_and_moves_nothing() {
    let bench = Bench::new();
    let commit = bench.commit(&"some text ".repeat(10_000));
    let body = bench.request(&[(ZERO, &commit, "refs/heads/main")]);
    let entries = || fs::read_dir(bench.repository().join("objects")).unwrap().count();
    for is_asked_politely in [true, false] {
        let (gate, pushes, outcomes) = telling();
        let (mut command, pending) = bench.service.receive_pack(&bench.repository(), gate).unwrap();
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(&body[..body.len() - 30]).unwrap();
        let limit = Instant::now() + Duration::from_secs(20);
        while entries() < 3 {
            assert!(Instant::now() < limit, "no quarantine");
            std::thread::sleep(Duration::from_millis(5));
        }
        let mut stdin = Some(stdin);
        match is_asked_politely {
            true => stdin = None,
            false => stop_group(child.id(), Stop::Ask),
        }
        // Its children hold the other end, so this ends when all of them have.
        child.wait_with_output().unwrap();
        drop((stdin, pending));
        assert!(pushes.try_recv().is_err() && outcomes.try_recv().is_err());
        assert_eq!(bench.target("refs/heads/main"), None);
        assert!(!is_asked_politely || entries() == 2, "info and pack");
    }
}

#[test]
fn the_one_who_let_a_push_through_is_told_when_it_is_given_up() {
    let bench = Bench::new();
    let commit = bench.commit("one");
    let body = bench.request(&[(ZERO, &commit, "refs/heads/main")]);
    let (gate, _pushes, outcomes) = telling();
    let (mut command, pending) = bench.service.receive_pack(&bench.repository(), gate).unwrap();
    feed(&mut command, &body);
    drop(pending);
    assert_eq!(outcomes.try_recv(), Ok(Outcome::Unknown));
}
