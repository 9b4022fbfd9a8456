//! A server over the small model, what sends events to it, and what changes the model.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use archweave_model::delivery::Moment;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::support::http::{Answer, request};
use crate::support::program::{archweave, program};
use crate::support::{git, root};

use super::model::FILES;

/// What GitHub signs with.
pub const SECRET: &str = "an-open-secret-of-the-tests-0123456789";

/// A server. Stops when dropped.
pub struct Site {
    /// Where it listens.
    pub address: SocketAddr,
    /// What holds the repository `centre.git` and the database.
    pub folder: tempfile::TempDir,
    process: Child,
}

impl Site {
    /// Serves the small model, made a month ago, with a database of its own or at this address.
    pub fn over(database: Option<&str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let repository = repository(folder.path());
        let secret = folder.path().join("github.secret");
        std::fs::write(&secret, SECRET).unwrap();
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let mut command = Command::new(program());
        command.arg("serve").arg(&repository).args(["--listen", &address.to_string()]);
        command.args(["--hook-secret", &format!("github={}", secret.display())]);
        match database {
            Some(url) => command.env("DATABASE_URL", url),
            None => command.env_remove("DATABASE_URL"),
        };
        let log = std::fs::File::create(folder.path().join("server.log")).unwrap();
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).current_dir(root());
        let mut site = Self { address, process: command.spawn().unwrap(), folder };
        let limit = Instant::now() + Duration::from_secs(60);
        while TcpStream::connect(address).is_err() {
            let is_over = site.process.try_wait().unwrap().is_some();
            assert!(!is_over && Instant::now() < limit, "no server: {}", site.said());
            std::thread::sleep(Duration::from_millis(20));
        }
        site
    }

    /// What the server wrote to its terminal.
    pub fn said(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("server.log")).unwrap_or_default()
    }

    /// The bare repository.
    pub fn repository(&self) -> PathBuf {
        self.folder.path().join("centre.git")
    }

    /// Asks over GraphQL; the code of the first error where there is one.
    pub fn try_ask(&self, query: &str, variables: Value) -> Result<Value, String> {
        let body = json!({ "query": query, "variables": variables }).to_string();
        let headers = [("Content-Type", "application/json")];
        let answer = request(self.address, "POST", "/graphql", &headers, &body).json();
        match answer["errors"][0]["extensions"]["code"].as_str() {
            Some("NOT_FOUND") => Err("NOT_FOUND".to_owned()),
            None if answer.get("errors").is_none() => Ok(answer["data"].clone()),
            _ => panic!("{query}\n{answer:#}\n{}", self.said()),
        }
    }

    /// Asks over GraphQL and takes no error for an answer.
    pub fn ask(&self, query: &str, variables: Value) -> Value {
        self.try_ask(query, variables).unwrap_or_else(|code| panic!("{code}: {query}"))
    }

    /// Sends a body to a hook.
    pub fn post(&self, hook: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        request(self.address, "POST", &format!("/hooks/{hook}"), headers, body)
    }

    /// Sends events that are taken; the receipt.
    pub fn send(&self, hook: &str, headers: &[(&str, &str)], body: &str) -> Value {
        let answer = self.post(hook, headers, body);
        assert_eq!(answer.status, 202, "{hook}: {}\n{body}", answer.text());
        answer.json()
    }

    /// Sends an event in the plain form.
    pub fn tell(&self, event: Value) -> Value {
        self.send("events", &[("Content-Type", "application/json")], &event.to_string())
    }

    /// `archweave record`, which must find nothing amiss.
    pub fn record(&self, words: &[&str]) -> String {
        let server = format!("http://{}", self.address);
        let all = [&["record"], words, &["--server", &server, "--sender", "ci.example.org"]].concat();
        let output = archweave(&all);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{all:?}: {said}{}", String::from_utf8_lossy(&output.stderr));
        said
    }

    /// Changes the model; the second in which it was committed.
    pub fn edit(&self, message: &str, edits: Value) -> i64 {
        let base = git::succeed(&self.repository(), &["rev-parse", "main"]);
        let mutation = "mutation($base: String!, $message: String!, $edits: [EditInput!]!) {
            commitChanges(model: \"centre\", branch: \"main\", base: $base, message: $message, edits: $edits) {
                __typename ... on CommitRefused { reason } } }";
        let done = self.ask(mutation, json!({ "base": base, "message": message, "edits": edits }));
        assert_eq!(done["commitChanges"]["__typename"], "CommitSucceeded", "{done:#}");
        git::succeed(&self.repository(), &["log", "-1", "--format=%ct", "main"]).parse().unwrap()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A bare repository of the small model, committed a month ago.
pub fn repository(folder: &Path) -> PathBuf {
    let work = folder.join("work");
    for (path, text) in FILES {
        let path = work.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    git::succeed(&work, &["init", "-q", "-b", "main"]);
    git::succeed(&work, &["add", "--all"]);
    commit_at(&work, "Begin", seconds() - 30 * 86_400);
    git::succeed(folder, &["clone", "-q", "--bare", "work", "centre.git"]);
    folder.join("centre.git")
}

/// Commits what is staged, or nothing, at a time; the commit.
pub fn commit_at(clone: &Path, message: &str, at: i64) -> String {
    let mut command = git::command(clone, &["commit", "-q", "--allow-empty", "-m", message]);
    let at = format!("{at} +0000");
    command.env("GIT_AUTHOR_DATE", &at).env("GIT_COMMITTER_DATE", &at);
    assert!(command.status().unwrap().success());
    git::succeed(clone, &["rev-parse", "HEAD"])
}

/// What GitHub writes in `X-Hub-Signature-256`: HMAC (RFC 2104) with SHA-256.
pub fn signature(secret: &str, body: &str) -> String {
    let mut key = [0; 64];
    key[..secret.len()].copy_from_slice(secret.as_bytes());
    let padded = |pad: u8| key.map(|byte| byte ^ pad);
    let inner = Sha256::new().chain_update(padded(0x36)).chain_update(body).finalize();
    let outer = Sha256::new().chain_update(padded(0x5c)).chain_update(inner).finalize();
    format!("sha256={}", outer.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
}

/// Seconds since 1970.
pub fn seconds() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs().try_into().unwrap()
}

/// A time as events write it.
pub fn time(seconds: i64) -> String {
    Moment(seconds * 1000).to_string()
}
