//! Questions that git itself answers best: where its work tree and its hooks are.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::Failure;

/// Runs git in a folder and returns what it printed, without the last line break.
pub(crate) fn git(folder: &Path, arguments: &[&str]) -> Result<String, String> {
    let mut command = Command::new("git");
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    let done = command.output().map_err(|error| format!("cannot run git: {error}"))?;
    match done.status.success() {
        true => String::from_utf8(done.stdout)
            .map(|text| text.trim_end_matches('\n').to_owned())
            .map_err(|_| "git named a path that is not UTF-8".to_owned()),
        false => Err(String::from_utf8_lossy(&done.stderr).trim().to_owned()),
    }
}

/// The root of the work tree around a folder.
pub(crate) fn work_tree(folder: &Path) -> Result<PathBuf, Failure> {
    git(folder, &["rev-parse", "--show-toplevel"]).map(PathBuf::from).map_err(|reason| {
        Failure::new(format!("`{}` is not in a git clone: {reason}", folder.display()))
            .help("name a clone with --repo; a bare repository has no commits of its own to check, so call `archweave validate` in its hook `update` (docs/guide/ci.md)")
    })
}

/// The folder where git looks for hooks in this clone, also if it is a linked work tree.
pub(crate) fn hooks(root: &Path) -> Result<PathBuf, Failure> {
    // A folder for all repositories of this user or machine is not one clone's to change.
    if let Ok(set) = git(root, &["config", "--show-scope", "--get", "core.hooksPath"]) {
        let (scope, path) = set.split_once('\t').unwrap_or_default();
        if matches!(scope, "global" | "system") {
            let message = format!(
                "git looks for hooks of all repositories in `{path}` (core.hooksPath, {scope} configuration)"
            );
            return Err(Failure::new(message)
                .help("add the line `archweave hook run pre-commit || exit 1` to the hook there, or give this clone a folder of its own: git config core.hooksPath .git/hooks"));
        }
    }
    let path = git(root, &["rev-parse", "--path-format=absolute", "--git-path", "hooks"]);
    path.map(PathBuf::from).map_err(|reason| Failure::new(format!("cannot find the hooks: {reason}")))
}
