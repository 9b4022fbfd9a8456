//! A disk that is full: what does not fit is refused and never acknowledged, reads go on, and when space
//! returns so do writes.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;

use crate::support::edit::{self, Written};
use crate::support::git;
use crate::support::lasting::{Lasting, bare};

/// A file system of this many bytes, gone when dropped.
struct Disk(tempfile::TempDir);

impl Disk {
    /// None where nobody may mount one; says so.
    fn of(bytes: usize) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let size = format!("size={bytes}");
        let mut mount = Command::new("mount");
        let mounted = mount.args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(folder.path()).output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(Self(folder));
        }
        println!("skipped: no right to mount a small disk, so none was filled");
        None
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn filler(&self) -> PathBuf {
        self.path().join("filler")
    }

    /// Leaves this many bytes free.
    fn fill_but(&self, free: u64) {
        let mut file = File::create(self.filler()).unwrap();
        let block = [0_u8; 4096];
        while file.write_all(&block).is_ok() {}
        let length = file.metadata().unwrap().len();
        file.set_len(length.saturating_sub(free)).unwrap();
    }

    fn empty(&self) {
        fs::remove_file(self.filler()).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.path()).status();
    }
}

fn name(server: &Lasting) -> String {
    let answer = server.graphql("{ model { element(id: \"crm\") { name } } }", json!({}));
    answer["data"]["model"]["element"]["name"].as_str().unwrap_or_default().to_owned()
}

const MODEL: [(&str, &str); 2] = [
    ("archweave.yaml", "format: 1\nname: Centre\n"),
    (
        "elements/application/application-component/crm.yaml",
        "id: crm\nkind: application-component\nname: CRM\n",
    ),
];

#[test]
fn a_full_disk_refuses_writes_keeps_reading_and_recovers() {
    let Some(disk) = Disk::of(24 << 20) else { return };
    let clones = tempfile::tempdir().unwrap();
    let server = Lasting::on(bare(disk.path(), &MODEL));
    let clone = git::clone(clones.path(), &server.url(), "clone", &[]);
    let (address, model) = (server.address, server.name());
    let (mut refused, mut done) = (0, 0);
    // From nothing at all to enough: each place where the space may end is met.
    for free in (0..12).map(|pages| pages * 4096).chain([64 << 10, 128 << 10]) {
        disk.fill_but(free);
        let before = server.target("main").unwrap();
        let wanted = format!("CRM with {free} bytes");
        match edit::commit(address, &model, &before, edit::rename("crm", &wanted)) {
            Written::Done(revision) => {
                done += 1;
                assert_eq!(server.target("main"), Some(revision), "{free}");
                assert_eq!(name(&server), wanted, "{free}");
            }
            Written::Failed(why) => {
                refused += 1;
                assert!(why.contains("space") || why.contains("full"), "{free}: {why}");
                assert_eq!(
                    server.target("main"),
                    Some(before.clone()),
                    "{free}: it was refused, and is there"
                );
                assert_ne!(name(&server), wanted, "{free}");
            }
            other => panic!("{free}: {other:?}"),
        }

        let before = server.target("main").unwrap();
        git::succeed(&clone, &["fetch", "-q"]);
        git::succeed(&clone, &["reset", "-q", "--hard", "origin/main"]);
        let noise: String =
            (0..20_000_u64).map(|n| format!("{:x}", n.wrapping_mul(0x9e37_79b9_7f4a_7c15))).collect();
        let pushed = git::commit(&clone, &[("NOTES.md", &format!("{free} {noise}"))], "a change");
        let said = git::git(&clone, &["push", "origin", "HEAD:main"]);
        let words = String::from_utf8_lossy(&said.stderr).into_owned();
        match said.status.success() {
            true => {
                done += 1;
                assert_eq!(server.target("main"), Some(pushed), "{free}");
            }
            false => {
                refused += 1;
                assert!(words.contains("space") || words.contains("full"), "{free}: {words}");
                assert_eq!(server.target("main"), Some(before), "{free}: it was refused, and is there");
            }
        }
        // Reads go on.
        git::clone(clones.path(), &server.url(), &format!("reader-{free}"), &[]);
        assert!(name(&server).starts_with("CRM"));
        disk.empty();
        git::check(&server.repository);
    }
    assert!(refused > 5 && done > 0, "{refused} refused, {done} done");
    println!("{refused} writes on a full disk were refused, {done} found room");

    let base = server.target("main").unwrap();
    let written = edit::commit(address, &model, &base, edit::rename("crm", "CRM at last"));
    assert!(matches!(written, Written::Done(_)), "{written:?}");
    git::succeed(&clone, &["fetch", "-q"]);
    git::succeed(&clone, &["reset", "-q", "--hard", "origin/main"]);
    git::commit(&clone, &[("NOTES.md", "at last")], "a change");
    git::succeed(&clone, &["push", "-q", "origin", "HEAD:main"]);
    git::check(&server.repository);
    assert_eq!(name(&server), "CRM at last");
}
