//! A server whose repository outlives it: it is killed, stopped and started again at the same address.

use std::fs::{self, File};
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::http::{self, Answer};
use super::program::{self, program};
use super::{git, root};

/// A bare repository and, most of the time, a server on it.
pub struct Lasting {
    /// Where it listens.
    pub address: SocketAddr,
    /// The bare repository.
    pub repository: PathBuf,
    /// A program and its arguments that the server is started by; none where it is empty.
    starter: Vec<String>,
    /// A name and the secret of its token; empty where nobody needs one.
    token: Option<(String, String)>,
    process: Option<Child>,
}

impl Lasting {
    /// Serves a repository. What the server says goes to `server.log` beside it.
    pub fn on(repository: PathBuf) -> Self {
        Self::under(&[], repository)
    }

    /// Serves a repository, started by another program.
    pub fn under(starter: &[&str], repository: PathBuf) -> Self {
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let starter = starter.iter().map(|word| (*word).to_owned()).collect();
        let mut server = Self { address, repository, starter, token: None, process: None };
        server.start();
        server
    }

    /// Serves a model of these files, in a repository `centre.git` of this folder.
    pub fn of(folder: &Path, files: &[(&str, &str)]) -> Self {
        Self::on(bare(folder, files))
    }

    /// Starts the server; how long until it first answers GraphQL about the model.
    pub fn start(&mut self) -> Duration {
        let start = Instant::now();
        let log = File::options().create(true).append(true).open(self.log()).unwrap();
        let mut command = match self.starter.as_slice() {
            [] => Command::new(program()),
            [starter, arguments @ ..] => {
                let mut command = Command::new(starter);
                command.args(arguments).arg(program());
                command
            }
        };
        command.arg("serve").arg(&self.repository).args(["--listen", &self.address.to_string()]);
        command.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log).current_dir(root());
        self.process = Some(command.spawn().unwrap());
        loop {
            let answer = self.try_graphql("{ model { stats { elements } } }", json!({}));
            if answer.is_ok_and(|answer| answer.status == 200) {
                return start.elapsed();
            }
            if let Some(status) = self.process.as_mut().and_then(|process| process.try_wait().unwrap()) {
                panic!("the server stopped ({status}): {}", self.said());
            }
            assert!(start.elapsed() < Duration::from_secs(60), "the server does not answer: {}", self.said());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Number of the process.
    pub fn process(&self) -> u32 {
        self.process.as_ref().unwrap().id()
    }

    /// SIGKILL.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().unwrap();
            process.wait().unwrap();
        }
    }

    /// SIGKILL to the server and to every git that works for it.
    pub fn kill_with_git(&mut self) {
        let mut all = vec![self.process()];
        let parents = parents();
        let mut next = 0;
        while let Some(&above) = all.get(next) {
            all.extend(parents.iter().filter(|(_, parent)| *parent == above).map(|(process, _)| *process));
            next += 1;
        }
        self.kill();
        let numbers = all[1..].iter().map(u32::to_string);
        // Some have ended by themselves.
        let _ = Command::new("kill").arg("-KILL").args(numbers).stderr(Stdio::null()).status();
    }

    /// Ends the program that started the server and looks at it since.
    pub fn let_alone(&self) {
        let status = format!("/proc/{}/status", self.process());
        let tracer = || {
            let status = fs::read_to_string(&status).unwrap();
            let line =
                status.lines().find_map(|line| line.strip_prefix("TracerPid:")).unwrap().trim().to_owned();
            (line != "0").then_some(line)
        };
        if let Some(tracer) = tracer() {
            assert!(Command::new("kill").args(["-TERM", &tracer]).status().unwrap().success());
        }
        let limit = Instant::now() + Duration::from_secs(20);
        while tracer().is_some() {
            assert!(Instant::now() < limit, "the server is still looked at");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// SIGTERM, and on without waiting.
    pub fn ask_to_stop(&self) {
        let told = Command::new("kill").args(["-TERM", &self.process().to_string()]).status().unwrap();
        assert!(told.success());
    }

    /// SIGTERM; how it ended, which may take a minute.
    pub fn stop(&mut self) -> ExitStatus {
        self.ask_to_stop();
        self.wait()
    }

    /// How it ended.
    pub fn wait(&mut self) -> ExitStatus {
        let mut process = self.process.take().unwrap();
        let limit = Instant::now() + Duration::from_secs(60);
        while Instant::now() < limit {
            if let Some(status) = process.try_wait().unwrap() {
                return status;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        process.kill().unwrap();
        process.wait().unwrap();
        panic!("the server does not stop: {}", self.said());
    }

    /// A GraphQL request; an error where nothing, or not all, came back.
    pub fn try_graphql(&self, query: &str, variables: Value) -> io::Result<Answer> {
        let body = json!({ "query": query, "variables": variables }).to_string();
        let who = self.authorization();
        let mut headers = vec![("Content-Type", "application/json")];
        headers.extend((!who.is_empty()).then_some(("Authorization", who.as_str())));
        http::attempt(self.address, "POST", "/graphql", &headers, body.as_bytes())
    }

    /// A GraphQL request.
    pub fn graphql(&self, query: &str, variables: Value) -> Value {
        self.try_graphql(query, variables).unwrap().json()
    }

    /// Makes a token, by which everything asks from now on.
    pub fn let_in(&mut self, name: &str, role: &str) {
        let database = self.repository.parent().unwrap().join("archweave.db");
        let email = format!("{name}@example.org");
        let at = ["--database", database.to_str().unwrap(), "--format", "json"];
        let add = ["token", "add", name, "--email", &email, "--role", role];
        let made: Value = serde_json::from_str(&program::succeed(add.iter().chain(&at))).unwrap();
        self.token = Some((name.to_owned(), made["secret"].as_str().unwrap().to_owned()));
    }

    /// The header of somebody with a token; empty where there is none.
    pub fn authorization(&self) -> String {
        self.token.as_ref().map(|(_, secret)| format!("Bearer {secret}")).unwrap_or_default()
    }

    /// Address for git.
    pub fn url(&self) -> String {
        let who = self.token.as_ref().map(|(name, secret)| format!("{name}:{secret}@")).unwrap_or_default();
        format!("http://{who}{}/git/{}.git", self.address, self.name())
    }

    /// The model's name.
    pub fn name(&self) -> String {
        self.repository.file_stem().unwrap().to_str().unwrap().to_owned()
    }

    /// Where a reference is; none if it is not.
    pub fn target(&self, name: &str) -> Option<String> {
        let found = git::git(&self.repository, &["rev-parse", "--verify", "-q", name]);
        found.status.success().then(|| String::from_utf8(found.stdout).unwrap().trim().to_owned())
    }

    /// What the server has said so far.
    pub fn said(&self) -> String {
        fs::read_to_string(self.log()).unwrap_or_default()
    }

    fn log(&self) -> PathBuf {
        self.repository.parent().unwrap().join("server.log")
    }
}

impl Drop for Lasting {
    fn drop(&mut self) {
        if let Some(mut process) = self.process.take() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

/// All processes with their parents.
fn parents() -> Vec<(u32, u32)> {
    let numbers = fs::read_dir("/proc").unwrap().flatten();
    let numbers = numbers.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let parent = |process: u32| {
        let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
        stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok().map(|parent| (process, parent))
    };
    numbers.filter_map(parent).collect()
}

/// A GraphQL request to a server that may die meanwhile.
pub fn graphql(to: SocketAddr, query: &str, variables: Value) -> io::Result<Answer> {
    let body = json!({ "query": query, "variables": variables }).to_string();
    http::attempt(to, "POST", "/graphql", &[("Content-Type", "application/json")], body.as_bytes())
}

/// A bare repository `centre.git` with one commit of these files.
pub fn bare(folder: &Path, files: &[(&str, &str)]) -> PathBuf {
    let work = folder.join("work");
    fs::create_dir_all(&work).unwrap();
    git::succeed(&work, &["init", "-q", "-b", "main"]);
    git::commit(&work, files, "Start");
    git::succeed(folder, &["clone", "-q", "--bare", "work", "centre.git"]);
    folder.join("centre.git")
}
