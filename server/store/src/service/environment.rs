//! What git's processes may see and do: nothing of the machine's or a person's configuration, and
//! nothing of a repository's that runs a program or weakens a check.
//!
//! A repository's own configuration is still read, but ours comes after it and wins. What it could
//! otherwise run: hooks (`core.hooksPath`), signature checkers of signed pushes (`gpg.*.program`), a
//! lister of alternates (`core.alternateRefsCommand`), transports for objects that are missing
//! (`GIT_NO_LAZY_FETCH`, `GIT_ALLOW_PROTOCOL`), `gc` and `maintenance`, a checkout into a work tree
//! (`receive.denyCurrentBranch`). `uploadpack.packObjectsHook` git itself takes from no repository.
//! Hooks in the configuration (git 2.54 and later) have names that nobody can foresee, so a
//! repository that has any takes no pushes. `receive.procReceiveRefs` asks for a hook that is not
//! there, and so refuses.

use std::ffi::OsString;
use std::io;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// Bytes of a pack that is pushed.
pub const MAX_PACK_BYTES: u64 = 256 << 20;

/// What a process is for, which decides how much memory it may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Task {
    Read,
    /// What is pushed may be made to need much: a few bytes of a delta stand for gigabytes.
    Write,
}

impl Task {
    /// KiB of address space of each process.
    fn memory(self) -> u32 {
        match self {
            Self::Read => 4 << 20,
            Self::Write => 1 << 20,
        }
    }
}

/// Seconds of CPU time of each process.
const MAX_SECONDS: u32 = 600;

/// Settings that win over the repository's.
const SETTINGS: &[(&str, &str)] = &[
    ("safe.directory", "*"),
    // Programs that a repository could name.
    ("core.alternateRefsCommand", "true"),
    ("core.fsmonitor", "false"),
    ("gpg.program", "false"),
    ("gpg.openpgp.program", "false"),
    ("gpg.x509.program", "false"),
    ("gpg.ssh.program", "false"),
    ("gpg.ssh.defaultKeyCommand", "false"),
    ("receive.autogc", "false"),
    ("gc.auto", "0"),
    ("maintenance.auto", "false"),
    ("receive.updateServerInfo", "false"),
    ("receive.denyCurrentBranch", "ignore"),
    // What is checked.
    ("transfer.fsckObjects", "true"),
    ("receive.fsckObjects", "true"),
    // What `crate::inspect` refuses too, and names the path, which git does not.
    ("receive.fsck.hasDot", "ignore"),
    ("receive.fsck.hasDotdot", "ignore"),
    ("receive.fsck.hasDotgit", "ignore"),
    ("receive.fsck.fullPathname", "ignore"),
    ("receive.fsck.largePathname", "ignore"),
    ("receive.fsck.badFilemode", "ignore"),
    ("receive.fsck.zeroPaddedFilemode", "ignore"),
    ("receive.fsck.treeNotSorted", "ignore"),
    ("receive.fsck.duplicateEntries", "ignore"),
    ("receive.shallowUpdate", "false"),
    ("receive.advertisePushOptions", "false"),
    // Never within the time of a push. Not 0: then git passes on the NUL by which `index-pack` says
    // that it has read all, and the pusher's git shows nothing of what follows it.
    ("receive.keepAlive", "86400"),
    ("http.receivepack", "true"),
    ("http.uploadpack", "true"),
    // Only branches and tags are seen and moved; the last that fits counts.
    ("transfer.hideRefs", "refs"),
    ("transfer.hideRefs", "!refs/heads"),
    ("transfer.hideRefs", "!refs/tags"),
    // What a clone may ask for. The other filters cost more than they save.
    ("uploadpack.allowFilter", "true"),
    ("uploadpackfilter.sparse:oid.allow", "false"),
    ("uploadpack.allowAnySHA1InWant", "true"),
    // Every push stays one pack: few files to flush, and no other folders (see `flush`).
    ("receive.unpackLimit", "1"),
    ("transfer.unpackLimit", "1"),
    ("core.fsync", "all"),
    ("core.fsyncMethod", "fsync"),
    // Memory and threads.
    ("pack.threads", "1"),
    ("pack.windowMemory", "64m"),
    ("pack.deltaCacheSize", "64m"),
    ("core.packedGitWindowSize", "32m"),
    ("core.packedGitLimit", "256m"),
    ("core.deltaBaseCacheLimit", "64m"),
    ("core.bigFileThreshold", "16m"),
];

/// `git` with limits, in a process group of its own; the caller adds the subcommand.
pub(super) fn git(task: Task, hooks: &Path, protocol: Option<&str>) -> Command {
    let limits =
        format!("ulimit -c 0; ulimit -v {}; ulimit -t {MAX_SECONDS}; exec git \"$@\"", task.memory());
    let mut command = Command::new("/bin/sh");
    command.args(["-c", &limits, "git"]).process_group(0).env_clear();
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let path = std::env::var_os("PATH").unwrap_or_else(|| "/usr/local/bin:/usr/bin:/bin".into());
    command.env("PATH", path).env("HOME", "/nonexistent").env("LC_ALL", "C");
    for (variable, value) in [
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_ATTR_NOSYSTEM", "1"),
        ("GIT_NO_LAZY_FETCH", "1"),
        ("GIT_NO_REPLACE_OBJECTS", "1"),
        ("GIT_ALLOW_PROTOCOL", "none"),
        ("GIT_TERMINAL_PROMPT", "0"),
    ] {
        command.env(variable, value);
    }
    if let Some(protocol @ ("version=1" | "version=2")) = protocol {
        command.env("GIT_PROTOCOL", protocol);
    }
    let most = MAX_PACK_BYTES.to_string();
    let of_server = [("core.hooksPath", hooks.as_os_str().to_owned()), ("receive.maxInputSize", most.into())];
    let settings = SETTINGS.iter().map(|(key, value)| (*key, OsString::from(value))).chain(of_server);
    let mut count = 0;
    for (key, value) in settings {
        command.env(format!("GIT_CONFIG_KEY_{count}"), key);
        command.env(format!("GIT_CONFIG_VALUE_{count}"), value);
        count += 1;
    }
    command.env("GIT_CONFIG_COUNT", count.to_string());
    command
}

/// Git since 2.54 runs hooks that its configuration names, beside the one in the hooks folder.
pub(super) fn refuse_configured_hooks(repository: &Path, hooks: &Path) -> io::Result<()> {
    let mut command = git(Task::Read, hooks, None);
    command.arg("--git-dir").arg(repository).args(["config", "--list", "--name-only", "-z"]);
    let listed = command.stdin(Stdio::null()).output()?;
    let names = String::from_utf8_lossy(&listed.stdout);
    if !listed.status.success() {
        let said = String::from_utf8_lossy(&listed.stderr);
        return Err(io::Error::other(format!(
            "git cannot read the repository's configuration: {}",
            said.trim()
        )));
    }
    match names.split('\0').find(|name| name.starts_with("hook.")) {
        Some(name) => Err(io::Error::new(
            io::ErrorKind::PermissionDenied,
            format!(
                "the repository's configuration has a hook (`{name}`), which a server never runs; remove it to take pushes"
            ),
        )),
        None => Ok(()),
    }
}
