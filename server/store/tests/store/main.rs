//! The store against real repositories: a bare one in a temporary folder is its own fake, and the
//! git executable is the second opinion.

#![allow(clippy::unwrap_used, reason = "helpers of tests are tests")]

mod at;
mod batch;
mod changed;
mod commit;
mod crash;
mod history;
mod hostile;
mod inspect;
mod load;
mod maintain;
mod references;
mod worktree;

use std::path::Path;
use std::process::{Command, Stdio};

use archweave_store::{At, BranchName, Committed, FileWrite, Repository, RevisionId, Signature, Time};
use tempfile::TempDir;

/// A repository in a temporary folder.
struct Fixture {
    folder: TempDir,
    store: Repository,
}

impl Fixture {
    /// Bare and empty.
    fn bare() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Repository::init_bare(folder.path()).unwrap();
        Self { folder, store }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Runs git in it.
    fn git(&self, arguments: &[&str]) -> String {
        git(self.path(), arguments)
    }

    /// Commits text files to `main`.
    fn commit(&self, files: &[(&str, &str)]) -> RevisionId {
        self.commit_at(1_700_000_000, files)
    }

    fn commit_at(&self, seconds: i64, files: &[(&str, &str)]) -> RevisionId {
        let write = |(path, text): &(&str, &str)| FileWrite {
            path: (*path).to_owned(),
            bytes: (*text != GONE).then(|| text.as_bytes().to_vec()),
        };
        let parent = self.store.branch(&main_branch()).unwrap();
        let files = files.iter().map(write).collect();
        let committed = self.store.commit(&main_branch(), parent, files, &author(seconds), "change").unwrap();
        assert!(matches!(committed, Committed::Moved(_)));
        committed.revision()
    }

    /// Makes a commit of entries `mode object path` on a branch, past every check but git's own.
    fn commit_entries(&self, branch: &str, entries: &[(&str, &str, &str)]) -> RevisionId {
        let _ = std::fs::remove_file(self.path().join("index"));
        for (mode, object, path) in entries {
            self.git(&["update-index", "--add", "--cacheinfo", &format!("{mode},{object},{path}")]);
        }
        let tree = self.git(&["write-tree", "--missing-ok"]);
        self.commit_of_tree(branch, &tree)
    }

    fn commit_of_tree(&self, branch: &str, tree: &str) -> RevisionId {
        let commit = self.git(&["commit-tree", tree, "-m", "made by hand"]);
        self.git(&["update-ref", &format!("refs/heads/{branch}"), &commit]);
        RevisionId::parse(&commit).unwrap()
    }

    fn blob(&self, bytes: &[u8]) -> String {
        input(self.path(), &["hash-object", "-w", "--stdin"], bytes)
    }

    fn resolve(&self, at: &str) -> Result<RevisionId, String> {
        let at = At::parse(at).map_err(|error| error.to_string())?;
        self.store.resolve(&at).map_err(|error| error.to_string())
    }
}

/// Instead of a text: the file is removed.
const GONE: &str = "\0gone";

fn main_branch() -> BranchName {
    BranchName::parse("main").unwrap()
}

fn author(seconds: i64) -> Signature {
    Signature { name: "Ada".into(), email: "ada@example.org".into(), time: Time::utc(seconds) }
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    input(folder, arguments, b"")
}

fn input(folder: &Path, arguments: &[&str], bytes: &[u8]) -> String {
    use std::io::Write as _;
    let mut child = command(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    let output = child.wait_with_output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?}: {errors}");
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}

fn command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    let nobody = ["GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"];
    command.envs(nobody.map(|name| (name, "git")));
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    command.env("TZ", "UTC").current_dir(folder);
    command
}

/// A small generator of numbers, so that a failing seed can be run again.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

fn element(id: &str, name: &str) -> String {
    format!("id: {id}\nkind: application-component\nname: {name}\n")
}
