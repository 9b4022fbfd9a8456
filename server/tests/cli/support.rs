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

pub fn binary() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_archweave"));
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").env_remove("RUST_LOG");
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
        let done = binary().args(arguments).current_dir(self.0.path()).output().unwrap();
        Run {
            code: done.status.code().unwrap_or(-1),
            out: String::from_utf8(done.stdout).unwrap(),
            err: String::from_utf8(done.stderr).unwrap(),
        }
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
        bench.write("clone/elements/more.yaml", "id: more\nkind: goal\n");
        bench
    }
}

/// A valid model in canonical form: two elements, one relation, one view.
pub const MODEL: [(&str, &str); 4] = [
    (
        "archweave.yaml",
        "format: 1\nname: Small\nlanguages: [en, zh]\nmetamodel: archimate-3.2\nrules: { level: strict }\n",
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
