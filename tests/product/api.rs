//! What the tests of the API have in common: a small model in bare repositories, a server over them, and
//! people with tokens who ask it.

pub mod socket;

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::http::{Answer, request};
use crate::support::program::{program, succeed};

/// The model. Comments, quotes and order are odd on purpose: whoever changes one thing must leave them.
pub const FILES: &[(&str, &str)] = &[
    ("archweave.yaml", "format: 1\nname: Centre\nlanguages: [en]\n"),
    (
        "elements/application/application-component/crm.yaml",
        "# bought in 2015\nid: crm\nkind: application-component\nname:   'CRM'   # as people say\ndescription: knows callers\n\
         properties: { vendor: Acme, tier: \"1\" }\nrelations:\n  - serving: desk\n",
    ),
    ("elements/business/business-actor/desk.yaml", "id: desk\nkind: business-actor\nname: Desk\n"),
    (
        "views/overview.yaml",
        "id: overview\nname: Overview\nviewpoint: layered\ncontent:\n  - { node: n1, element: crm }\n  - { node: n2, element: desk }\n",
    ),
];

/// A server over models, and their folder. Stops when dropped.
pub struct Host {
    /// Where it listens.
    pub address: SocketAddr,
    /// What holds the repositories.
    pub folder: tempfile::TempDir,
    process: Child,
}

impl Host {
    /// Serves bare repositories with these names and further options.
    pub fn start(models: &[&str], options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let work = folder.path().join("work");
        for (path, text) in FILES {
            let path = work.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        git(&work, &["init", "-q", "-b", "main"]);
        git(&work, &["add", "."]);
        git(&work, &["commit", "-q", "-m", "Begin"]);
        for model in models {
            git(folder.path(), &["clone", "-q", "--bare", "work", &format!("{model}.git")]);
        }
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let mut command = Command::new(program());
        command.arg("serve").args(models.iter().map(|model| folder.path().join(format!("{model}.git"))));
        command.args(["--listen", &address.to_string()]).args(options);
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_COUNT", "2");
        command.env("GIT_CONFIG_KEY_0", "user.name").env("GIT_CONFIG_VALUE_0", "Olga Operator");
        command.env("GIT_CONFIG_KEY_1", "user.email").env("GIT_CONFIG_VALUE_1", "olga@example.org");
        let process = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
        let mut host = Self { address, folder, process };
        let limit = Instant::now() + Duration::from_secs(60);
        while TcpStream::connect(address).is_err() {
            assert!(host.process.try_wait().unwrap().is_none() && Instant::now() < limit, "no server");
            std::thread::sleep(Duration::from_millis(20));
        }
        host
    }

    /// Serves one model, `centre`.
    pub fn one() -> Self {
        Self::start(&["centre"], &[])
    }

    /// The repository of a model.
    pub fn repository(&self, model: &str) -> PathBuf {
        self.folder.path().join(format!("{model}.git"))
    }

    /// Makes a token, and waits until the server asks for one.
    pub fn token(&self, name: &str, role: &str, models: &[&str]) -> String {
        let database = self.folder.path().join("archweave.db");
        let email = format!("{}@example.org", name.to_lowercase());
        let mut words = vec!["token", "add", name, "--email", &email, "--role", role, "--format", "json"];
        words.extend(models.iter().flat_map(|model| ["--model", *model]));
        words.extend(["--database", database.to_str().unwrap()]);
        let made: Value = serde_json::from_str(&succeed(words)).unwrap();
        let limit = Instant::now() + Duration::from_secs(10);
        while self.ask_as(None, "{ version }", &json!({})).status != 401 {
            assert!(Instant::now() < limit, "the server asks for no token");
            std::thread::sleep(Duration::from_millis(100));
        }
        made["secret"].as_str().unwrap().to_owned()
    }

    /// Asks as somebody with a token.
    pub fn ask_as(&self, token: Option<&str>, query: &str, variables: &Value) -> Answer {
        let authorization = format!("Bearer {}", token.unwrap_or_default());
        let mut headers = vec![("Content-Type", "application/json")];
        headers.extend(token.map(|_| ("Authorization", &*authorization)));
        let body = json!({ "query": query, "variables": variables }).to_string();
        request(self.address, "POST", "/graphql", &headers, &body)
    }

    /// Asks as the operator, and takes no error for an answer.
    pub fn ask(&self, query: &str, variables: &Value) -> Value {
        let answer = self.ask_as(None, query, variables).json();
        assert!(answer.get("errors").is_none(), "{query}\n{answer:#}");
        answer["data"].clone()
    }

    /// Runs git in the repository of `centre`.
    pub fn git(&self, arguments: &[&str]) -> String {
        git(&self.repository("centre"), arguments)
    }

    /// Where a branch of `centre` is.
    pub fn head(&self, branch: &str) -> String {
        self.git(&["rev-parse", &format!("refs/heads/{branch}")])
    }

    /// A file of `centre` on `main`.
    pub fn file(&self, path: &str) -> String {
        self.git(&["show", &format!("main:{path}")])
    }

    /// Commits edits onto a branch of `centre` as the operator.
    pub fn commit(&self, branch: &str, base: &str, edits: Value) -> Value {
        let variables = json!({ "branch": branch, "base": base, "edits": edits });
        self.ask(COMMIT, &variables)["commitChanges"].clone()
    }

    /// The same, which must succeed; gives the new revision.
    pub fn committed(&self, branch: &str, base: &str, edits: Value) -> String {
        let done = self.commit(branch, base, edits);
        assert_eq!(done["__typename"], "CommitSucceeded", "{done:#}");
        done["revision"].as_str().unwrap().to_owned()
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Commits and asks for all there is to say about it.
pub const COMMIT: &str = "mutation($model: String! = \"centre\", $branch: String! = \"main\", $base: String!, \
    $message: String! = \"Change\", $edits: [EditInput!]! = [], $undo: JSON, $resolutions: [ResolutionInput!], \
    $dryRun: Boolean! = false) {
    commitChanges(model: $model, branch: $branch, base: $base, message: $message, edits: $edits, undo: $undo, \
        resolutions: $resolutions, dryRun: $dryRun) {
        __typename
        ... on CommitSucceeded { revision isMerged isDryRun undo changes { editCount edits
            elements { added changed removed } relations { added changed removed } views { added changed removed } }
            diagnostics { code } }
        ... on CommitConflicted { head conflicts { id item attribute kind base ours theirs seen element { name }
            oursBy { author } theirsBy { author } } }
        ... on CommitRefused { reason edit diagnostics { code severity file line message } }
        ... on CommitStale { reason head }
    } }";

/// Runs git, which must succeed, and gives what it says.
pub fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = git_as(folder, arguments);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?}: {errors}");
    String::from_utf8(output.stdout).unwrap().trim_end_matches('\n').to_owned()
}

/// Runs git.
pub fn git_as(folder: &Path, arguments: &[&str]) -> std::process::Output {
    let mut command = Command::new("git");
    command.args(arguments).current_dir(folder).env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C");
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), "Gita").env(format!("GIT_{who}_EMAIL"), "gita@example.org");
    }
    command
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("NO_PROXY", "127.0.0.1");
    command.output().unwrap()
}

/// The code of the first error.
pub fn code(answer: &Value) -> &str {
    answer["errors"][0]["extensions"]["code"].as_str().unwrap_or("none")
}

/// An edit that sets one field of an element.
pub fn set(element: &str, path: &[&str], to: Value) -> Value {
    json!({ "update": { "item": format!("element/{element}"), "fields": [{ "path": path, "to": to }] } })
}
