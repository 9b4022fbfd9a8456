//! Ordinary git, as somebody called Ada runs it: no configuration of this machine's, no questions.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Git in a folder.
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.args(arguments).current_dir(folder);
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), "Ada").env(format!("GIT_{who}_EMAIL"), "ada@example.org");
    }
    for (name, value) in [
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_TERMINAL_PROMPT", "0"),
        // Housekeeping in the background would move objects while a clone copies them.
        ("GIT_CONFIG_COUNT", "1"),
        ("GIT_CONFIG_KEY_0", "gc.auto"),
        ("GIT_CONFIG_VALUE_0", "0"),
        ("LC_ALL", "C"),
        ("NO_PROXY", "127.0.0.1"),
    ] {
        command.env(name, value);
    }
    command
}

/// Runs git to its end.
pub fn git(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().unwrap()
}

/// Runs git, asserts that it succeeds, and returns what it printed, without the line's end.
pub fn succeed(folder: &Path, arguments: &[&str]) -> String {
    let output = git(folder, arguments);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?}: {errors}");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// Runs git with this input; what it printed.
pub fn feed(folder: &Path, arguments: &[&str], input: &[u8]) -> Vec<u8> {
    let mut git = command(folder, arguments);
    let mut git = git.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = git.stdin.take().unwrap();
    let output = std::thread::scope(|scope| {
        scope.spawn(move || stdin.write_all(input).unwrap());
        git.wait_with_output().unwrap()
    });
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// Writes files (and their folders) and commits all there is; the commit.
pub fn commit(clone: &Path, files: &[(&str, &str)], message: &str) -> String {
    for (path, text) in files {
        let path = clone.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    succeed(clone, &["add", "--all"]);
    succeed(clone, &["commit", "-q", "--allow-empty", "-m", message]);
    succeed(clone, &["rev-parse", "HEAD"])
}

/// A clone in `folder/name`.
pub fn clone(folder: &Path, url: &str, name: &str, options: &[&str]) -> PathBuf {
    let path = folder.join(name);
    succeed(folder, &[&["clone", "-q"], options, &[url, path.to_str().unwrap()]].concat());
    path
}

/// Asserts that a repository is as git wants it.
pub fn check(repository: &Path) {
    let said = git(repository, &["fsck", "--full", "--strict", "--no-dangling"]);
    let text = [said.stdout, said.stderr].concat();
    assert!(said.status.success(), "git fsck: {}", String::from_utf8_lossy(&text));
}
