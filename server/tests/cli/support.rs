//! Runs the built executable in a temporary folder.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// What a command said, and how it ended.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    /// Fails unless the command ended so, and without a panic.
    #[track_caller]
    pub fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:#?}");
        assert!(!self.err.contains("panicked"), "{self:#?}");
        self
    }

    /// Fails unless the output has this.
    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        assert!(self.out.contains(text), "{text}\n{self:#?}");
        self
    }

    /// Fails unless the errors have this.
    #[track_caller]
    pub fn complains(self, text: &str) -> Self {
        assert!(self.err.contains(text), "{text}\n{self:#?}");
        self
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}\n{self:#?}"))
    }
}

/// What a command did that was run to its end.
pub fn run(command: &mut Command) -> Run {
    let done = command.output().unwrap();
    Run {
        code: done.status.code().unwrap_or(-1),
        out: String::from_utf8(done.stdout).unwrap(),
        err: String::from_utf8(done.stderr).unwrap(),
    }
}

/// Variables of the machine that would change what is tested.
const OTHERS: [&str; 8] = [
    "GITHUB_STEP_SUMMARY",
    "GITHUB_SERVER_URL",
    "GITHUB_REPOSITORY",
    "GITHUB_SHA",
    "GIT_DIR",
    "GIT_INDEX_FILE",
    "GIT_WORK_TREE",
    "NO_COLOR",
];

/// A program in the test's own surroundings: git without this machine's settings, our executable
/// first on the PATH.
pub fn program(name: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(name);
    for name in OTHERS {
        command.env_remove(name);
    }
    for role in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{role}_NAME"), "Test").env(format!("GIT_{role}_EMAIL"), "test@example.org");
    }
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1").env("NO_COLOR", "1");
    let own = Path::new(env!("CARGO_BIN_EXE_archweave")).parent().unwrap().to_owned();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(std::iter::once(own).chain(std::env::split_paths(&path))).unwrap();
    command.env("PATH", path).stdin(Stdio::null());
    command
}

/// The checkout.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

/// A schema of CI reports in the optional folder `shared` beside the checkout; says so where absent.
pub fn schema(name: &str) -> Option<PathBuf> {
    let path = root().join("../shared/standards/ci-report").join(name);
    if !path.is_file() {
        println!("skipped: ../shared/standards/ci-report is not there");
        return None;
    }
    Some(path)
}

/// Whether a program is installed; says so where it is not.
pub fn has(name: &str) -> bool {
    let found = Command::new(name).arg("--version").output().is_ok();
    if !found {
        println!("skipped: {name} is not installed");
    }
    found
}

/// A program of the pre-commit framework, which `make test` installs below `target/`.
pub fn framework(name: &str) -> Option<PathBuf> {
    let target = Path::new(env!("CARGO_BIN_EXE_archweave")).ancestors().nth(2).unwrap();
    let path = target.join("tools/pre-commit/bin").join(name);
    if !path.exists() {
        println!("skipped: the pre-commit framework is not in target/tools; `make test` installs it");
        return None;
    }
    Some(path)
}

pub fn binary() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_archweave"));
    for name in OTHERS {
        command.env_remove(name);
    }
    command.env_remove("CLICOLOR_FORCE").env_remove("RUST_LOG");
    command.env("GIT_AUTHOR_NAME", "Test").env("GIT_AUTHOR_EMAIL", "test@example.org");
    command.stdin(Stdio::null());
    command
}

/// A folder of its own for a test; commands run in it.
pub struct Bench(TempDir);

impl Bench {
    pub fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    pub fn path(&self, relative: &str) -> PathBuf {
        self.0.path().join(relative)
    }

    pub fn write(&self, relative: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(relative);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    pub fn read(&self, relative: &str) -> String {
        std::fs::read_to_string(self.path(relative)).unwrap()
    }

    /// Runs archweave with arguments separated by blanks.
    pub fn run(&self, arguments: &str) -> Run {
        self.run_with(&arguments.split_whitespace().collect::<Vec<_>>())
    }

    pub fn run_with(&self, arguments: &[&str]) -> Run {
        run(binary().args(arguments).current_dir(self.0.path()))
    }

    /// Runs git as a person would, and says how it went.
    pub fn try_git(&self, folder: &str, arguments: &[&str]) -> Run {
        run(program("git").args(arguments).current_dir(self.path(folder)))
    }

    pub fn git(&self, folder: &str, arguments: &[&str]) {
        let identity =
            ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main"];
        let done = Command::new("git")
            .args(identity)
            .args(arguments)
            .current_dir(self.path(folder))
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }

    /// A small model in three places: `folder`, the ordinary repository `clone` (its work tree has an
    /// element more than its commit) and the bare `bare.git`. The commit has the tag `v1`.
    pub fn with_models() -> Self {
        let bench = Self::new();
        for (path, text) in MODEL {
            bench.write(&format!("folder/{path}"), text);
            bench.write(&format!("clone/{path}"), text);
        }
        bench.git("clone", &["init", "-q"]);
        bench.git("clone", &["add", "."]);
        bench.git("clone", &["commit", "-q", "-m", "Start"]);
        bench.git("clone", &["tag", "v1"]);
        bench.git("", &["clone", "-q", "--bare", "clone", "bare.git"]);
        bench.write("clone/elements/more.yaml", "id: more\nkind: driver\n");
        bench
    }
}

/// A valid model in canonical form: two elements, one relation, one view.
pub const MODEL: [(&str, &str); 4] = [
    (
        "archweave.yaml",
        "format: 1\nname: Small\nlanguages: [en, zh]\nmetamodel: archimate-3.2\nrules: { level: strict, process-accountability: \"off\" }\n",
    ),
    ("elements/call.yaml", "id: call\nkind: business-process\nname: { en: Handle call, zh: 处理来电 }\n"),
    (
        "elements/crm.yaml",
        "id: crm\nkind: application-component\nname: CRM\nrelations:\n  - { id: r1, kind: serving, to: call }\n",
    ),
    (
        "views/main.yaml",
        "id: main\nname: Main view\ncontent:\n  - { node: n1, element: crm }\n  - { node: n2, element: call }\nconnections:\n  - { id: c1, relation: r1, from: n1, to: n2 }\n",
    ),
];

/// The example that comes with the project.
pub fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/customer-centre")
}
