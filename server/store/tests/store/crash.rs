//! After a crash, and when the disk is full: what was acknowledged is there, and writing goes on.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use archweave_store::{BranchName, ClaimError, CommitError, FileWrite, Repository, RevisionId};

use crate::{Fixture, author, element, git, main_branch};

fn commit(store: &Repository, path: &str, bytes: &[u8]) -> Result<RevisionId, CommitError> {
    let at = store.branch(&main_branch()).unwrap();
    let write = FileWrite { path: path.into(), bytes: Some(bytes.into()) };
    store.commit(&main_branch(), at, vec![write], &author(1), path).map(|done| done.revision())
}

#[test]
fn one_server_has_a_repository() {
    let fixture = Fixture::bare();
    let other = Repository::open(fixture.path()).unwrap();
    let claim = fixture.store.claim().unwrap();
    assert!(matches!(other.claim(), Err(ClaimError::Held(_))));
    // Commands may commit all the same.
    commit(&other, "a", b"1").unwrap();
    drop(claim);
    other.claim().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let plain = Repository::open(folder.path()).unwrap();
    assert!(matches!(plain.claim(), Err(ClaimError::Folder(_))));
}

/// The number of a process that has ended.
fn dead() -> u32 {
    let mut child = Command::new("true").spawn().unwrap();
    child.wait().unwrap();
    child.id()
}

fn age(path: &Path, seconds: u64) {
    let then = SystemTime::now() - Duration::from_secs(seconds);
    File::open(path).unwrap().set_modified(then).unwrap();
}

#[test]
fn what_dead_processes_left_is_removed_and_the_rest_is_not() {
    let fixture = Fixture::bare();
    let store = &fixture.store;
    commit(store, "a", b"1").unwrap();
    store.create_branch(&BranchName::parse("deep/er").unwrap(), store.head().unwrap()).unwrap();
    let (dead, own) = (dead(), std::process::id());
    let path = |name: &str| fixture.path().join(name);
    let gone = [
        "refs/heads/main.lock".to_owned(),
        "refs/heads/deep/er.lock".into(),
        "HEAD.lock".into(),
        "packed-refs.lock".into(),
        "config.lock".into(),
        "objects/pack/multi-pack-index.lock".into(),
        "objects/tmp_obj_Ab12Cd".into(),
        format!("objects/pack/tmp_pack_{dead}_0"),
        format!("objects/pack/tmp_idx_{dead}_1"),
        "objects/pack/tmp_pack_XyZ".into(),
        "objects/pack/.tmp-77-pack-0.pack".into(),
        format!("tmp_ref_{dead}_3"),
        "objects/pack/pack-1.keep".into(),
    ];
    let kept = [
        format!("objects/pack/tmp_pack_{own}_9"),
        "objects/pack/pack-2.keep".into(),
        "other.lock".into(),
        "refs/heads/main".into(),
        "objects/pack/pack-3.pack".into(),
    ];
    for name in gone.iter().chain(&kept) {
        let text = if name.ends_with("1.keep") { "receive-pack 77 on host" } else { "for good" };
        if !path(name).exists() {
            fs::write(path(name), text).unwrap();
        }
    }
    let quarantine = path("objects/tmp_objdir-incoming-Ab1/pack");
    fs::create_dir_all(&quarantine).unwrap();
    fs::write(quarantine.join("tmp_pack_1"), "").unwrap();
    assert!(matches!(commit(store, "b", b"2"), Err(CommitError::Busy(_))));
    let claim = store.claim().unwrap();
    let held = File::create(path("refs/heads/deep/held.lock")).unwrap();
    held.try_lock().unwrap();
    let recovered = store.recover(&claim).unwrap();
    for name in &gone {
        assert!(!path(name).exists(), "{name}");
    }
    assert!(!path("objects/tmp_objdir-incoming-Ab1").exists());
    for name in &kept {
        assert!(path(name).exists(), "{name}");
    }
    assert_eq!(recovered.left, [fs::canonicalize(path("refs/heads/deep/held.lock")).unwrap()]);
    assert_eq!(recovered.removed.len(), gone.len() + 1);
    commit(store, "b", b"2").unwrap();
    // A pack without its index may be about to get one.
    age(&path("objects/pack/pack-3.pack"), 7200);
    assert_eq!(store.recover(&claim).unwrap().removed.len(), 1);
}

#[test]
fn while_git_is_at_work_its_locks_stay() {
    let fixture = Fixture::bare();
    let store = &fixture.store;
    commit(store, "a", b"1").unwrap();
    let lock = fixture.path().join("refs/heads/main.lock");
    fs::write(&lock, "").unwrap();
    age(&lock, 60);
    let claim = store.claim().unwrap();
    for by_path in [false, true] {
        let mut command = Command::new("git");
        match by_path {
            true => command.arg("--git-dir").arg(fs::canonicalize(fixture.path()).unwrap()).current_dir("/"),
            false => command.current_dir(fixture.path()),
        };
        command.args(["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::null());
        let mut working = command.spawn().unwrap();
        // Until it is git, it is still this program.
        std::thread::sleep(Duration::from_millis(200));
        let recovered = store.recover(&claim).unwrap();
        assert!(lock.exists() && recovered.left.len() == 1, "{recovered:?}");
        drop(working.stdin.take());
        working.wait().unwrap();
    }
    store.recover(&claim).unwrap();
    assert!(!lock.exists());
}

/// A file system that is soon full; unmounted when dropped.
struct Small(tempfile::TempDir);

impl Small {
    fn mount(options: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(folder.path()).stderr(Stdio::null());
        match mount.status() {
            Ok(done) if done.success() => Some(Self(folder)),
            _ => {
                eprintln!("skipped: only root may mount a small file system");
                None
            }
        }
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

/// Files that never got their names.
fn temporary(folder: &Path) -> Vec<String> {
    let listed = Command::new("find").arg(folder).args(["-name", "*tmp_*", "-o", "-name", "*.lock"]).output();
    let listed = String::from_utf8(listed.unwrap().stdout).unwrap();
    listed.lines().map(str::to_owned).collect()
}

/// Fills the disk with what `options` leaves, byte by byte or file by file, and commits until it is
/// full; then makes room.
fn check_full(options: &str, fill: impl Fn(&Path)) {
    let Some(small) = Small::mount(options) else { return };
    let folder = small.0.path().join("model.git");
    let store = Repository::init_bare(&folder).unwrap();
    let mut at = commit(&store, "elements/a.yaml", element("a", "A").as_bytes()).unwrap();
    let ballast = small.0.path().join("ballast");
    fs::create_dir(&ballast).unwrap();
    fill(&ballast);
    let mut refused = 0;
    for i in 0..200_u32 {
        let noise: Vec<u8> = (0..3000_u32).map(|n| (n.wrapping_mul(i + 7) >> 3) as u8).collect();
        match commit(&store, &format!("docs/{i}"), &noise) {
            Ok(next) => at = next,
            Err(error) => {
                assert!(matches!(error, CommitError::Io(_)), "{error}");
                assert!(error.to_string().contains("No space left"), "{error}");
                refused += 1;
            }
        }
        assert_eq!(store.head().unwrap(), at);
        assert!(temporary(&folder).is_empty(), "{:?}", temporary(&folder));
        if refused == 3 {
            break;
        }
    }
    assert_eq!(refused, 3);
    assert_eq!(store.load(at).unwrap().snapshot.element_count(), 1);
    fs::remove_dir_all(&ballast).unwrap();
    commit(&store, "again", b"1").unwrap();
    git(&folder, &["fsck", "--full", "--strict"]);
}

#[test]
fn a_full_disk_refuses_commits_until_there_is_room() {
    check_full("size=1m", |ballast| {
        let _ = fs::write(ballast.join("x"), vec![1; 900 << 10]);
    });
}

#[test]
fn a_disk_without_room_for_names_refuses_commits_until_there_is() {
    check_full("size=8m,nr_inodes=120", |ballast| {
        for i in 0..200 {
            let _ = File::create(ballast.join(i.to_string()));
        }
        // Enough for objects, not always for the branch.
        (0..4).for_each(|i| drop(fs::remove_file(ballast.join(i.to_string()))));
    });
}
