//! The server is killed at any moment while people write: what they were told was done is there when it
//! is started again, at once and without a repair.

mod writers;

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::support::edit;
use crate::support::git;
use crate::support::lasting::{Lasting, bare};
use crate::support::program::succeed;
use writers::{Ledger, file, locks, missing, text};

const EDITORS: [&str; 3] = ["edit-a", "edit-b", "edit-c"];
/// Who pushes, and to which branch.
const PUSHERS: [(&str, &str); 2] = [("push-a", "main"), ("push-b", "side/b")];

/// How often a long run kills; set by whoever wants one.
fn kills(usual: usize) -> usize {
    std::env::var("ARCHWEAVE_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// A model with an element for each writer and some more.
fn model(elements: usize) -> Vec<(String, String)> {
    let mut files = vec![("archweave.yaml".to_owned(), "format: 1\nname: Centre\n".to_owned())];
    files.extend(
        EDITORS
            .into_iter()
            .chain(PUSHERS.map(|(name, _)| name))
            .map(|writer| (file(writer), text(writer, 0))),
    );
    files.extend((0..elements).map(|n| {
        let relations: String =
            [n + 1, n + 7, n / 2].iter().map(|to| format!("  - flow: e{}\n", to % elements)).collect();
        let path = format!("elements/application/application-component/{}/e{n}.yaml", n % 100);
        (path, format!("id: e{n}\nkind: application-component\nname: Element {n}\nrelations:\n{relations}"))
    }));
    files
}

/// Numbers below `n`, different each time.
fn random(n: u64) -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    (u64::from(now.subsec_nanos()).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) % n.max(1)
}

/// Kills a server so often under writers; the longest time until it was ready again.
fn kill_under_writers(elements: usize, kills: usize) -> Duration {
    let folder = tempfile::tempdir().unwrap();
    let files = model(elements);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let mut server = Lasting::on(bare(folder.path(), &files));
    let clones = PUSHERS.map(|(name, _)| git::clone(folder.path(), &server.url(), name, &[]));
    let (address, name, ledger) = (server.address, server.name(), Ledger::default());
    let mut slowest = Duration::ZERO;
    std::thread::scope(|scope| {
        let _over = Over(&ledger);
        for writer in EDITORS {
            let (ledger, name) = (&ledger, &name);
            scope.spawn(move || writers::edit(ledger, address, name, writer));
        }
        for ((writer, branch), clone) in PUSHERS.into_iter().zip(&clones) {
            let ledger = &ledger;
            scope.spawn(move || writers::push(ledger, clone, writer, branch));
        }
        for round in 0..kills {
            wait_for_writes(&server, &ledger);
            std::thread::sleep(Duration::from_millis(random(300)));
            // Half of the time git goes on for a moment after the server has died.
            if round % 2 == 0 {
                server.kill()
            } else {
                server.kill_with_git()
            }
            slowest = slowest.max(server.start());
            let _quiet = ledger.pause.write().unwrap();
            let missing = missing(&server, &ledger);
            assert!(missing.is_empty(), "after {} kills: {}", round + 1, missing.join("\n"));
            git::check(&server.repository);
            assert_eq!(locks(&server.repository), Vec::<std::path::PathBuf>::new());
            assert_eq!(edit::head(address), server.target("refs/heads/main"));
        }
    });
    let odd = ledger.odd.lock().unwrap();
    assert!(odd.is_empty(), "{}", odd.join("\n"));
    server.stop();
    let database = folder.path().join("archweave.db");
    succeed(["audit", "--database", database.to_str().unwrap(), "--format", "json"]);
    println!(
        "{kills} kills at {elements} elements: {} commits and {} pushes were acknowledged, all are there; ready within {slowest:?}",
        ledger.count("edit"),
        ledger.count("push"),
    );
    slowest
}

/// Ends the writers, also when the test fails.
struct Over<'a>(&'a Ledger);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.is_over.store(true, Ordering::Relaxed);
    }
}

/// Until somebody of each kind was acknowledged: nothing that died keeps them from writing.
fn wait_for_writes(server: &Lasting, ledger: &Ledger) {
    let before = ["edit", "push"].map(|kind| ledger.count(kind));
    let start = Instant::now();
    while ["edit", "push"]
        .map(|kind| ledger.count(kind))
        .iter()
        .zip(before)
        .any(|(now, before)| *now == before)
    {
        let limit = Duration::from_secs(20);
        assert!(
            start.elapsed() < limit,
            "nobody can write: {:?}\n{}",
            locks(&server.repository),
            server.said()
        );
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn what_was_acknowledged_survives_fifty_kills() {
    kill_under_writers(40, kills(50));
}

#[test]
fn locks_of_the_dead_are_cleared_and_those_of_the_living_are_not() {
    let folder = tempfile::tempdir().unwrap();
    let files = model(3);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let mut server = Lasting::on(bare(folder.path(), &files));
    let clone = git::clone(folder.path(), &server.url(), "clone", &[]);
    server.kill();
    let place = |name: &str| server.repository.join(name);
    let left =
        ["refs/heads/main.lock", "packed-refs.lock", "HEAD.lock", "refs/heads/new.lock", "config.lock"];
    for name in left {
        std::fs::write(place(name), "").unwrap();
    }
    let quarantine = place("objects/tmp_objdir-incoming-x1Yz2Q");
    std::fs::create_dir_all(quarantine.join("pack")).unwrap();
    std::fs::write(quarantine.join("pack/tmp_pack_a1B2c3"), "PACK").unwrap();
    std::fs::write(place("objects/pack/tmp_idx_a1B2c3"), "").unwrap();
    let ready = server.start();
    assert!(ready < Duration::from_secs(if cfg!(debug_assertions) { 6 } else { 3 }), "ready after {ready:?}");
    assert_eq!(locks(&server.repository), Vec::<std::path::PathBuf>::new());
    assert!(!server.repository.join("objects/tmp_objdir-incoming-x1Yz2Q").exists());
    assert!(!server.repository.join("objects/pack/tmp_idx_a1B2c3").exists());
    git::commit(&clone, &[("README.md", "x")], "a change");
    git::succeed(&clone, &["push", "-q", "origin", "HEAD:main", "HEAD:refs/heads/new"]);
    git::check(&server.repository);
    let second = crate::support::program::archweave([
        "serve",
        server.repository.to_str().unwrap(),
        "--listen",
        "127.0.0.1:0",
    ]);
    assert_eq!(second.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&second.stderr).contains("another server"));
}

#[test]
fn a_server_of_ten_thousand_elements_is_ready_soon_after_a_kill() {
    let slowest = kill_under_writers(10_000, 3);
    // Unoptimised code is several times slower.
    let limit = Duration::from_secs(if cfg!(debug_assertions) { 12 } else { 3 });
    assert!(slowest < limit, "ready after {slowest:?}");
}
