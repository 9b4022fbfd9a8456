//! A server over a small model with a history, and somebody who asks it.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use archweave_app::{App, BranchName};
use serde_json::{Value, json};

use crate::{server, story};

pub struct World {
    _folder: tempfile::TempDir,
    pub address: SocketAddr,
}

impl World {
    /// The model with its history, and all events of the story.
    pub fn told() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let work = folder.path().join("work");
        std::fs::create_dir_all(&work).unwrap();
        git(&work, "2026-01-01", &["init", "--quiet", "-b", "main"]);
        for (day, files) in story::HISTORY {
            for (path, text) in *files {
                let path = work.join(path);
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(path, text).unwrap();
            }
            git(&work, day, &["add", "."]);
            git(&work, day, &["commit", "--quiet", "-m", "Change"]);
        }
        git(folder.path(), "2026-01-01", &["clone", "--quiet", "--bare", "work", "small.git"]);
        let app = Arc::new(App::open_to_serve(&[folder.path().join("small.git")], None, None).unwrap());
        // What a server does in the background.
        let main = BranchName::parse("main").unwrap();
        app.models()[0].project(app.records().unwrap(), &main, true, &|| true).unwrap();
        let world = Self { _folder: folder, address: server::start_with(app) };
        for (mutation, sort, records) in story::events() {
            let query = format!(
                "mutation($r: [{sort}!]!) {{ {mutation}(model: \"small\", records: $r) {{ key unmatched {{ text }} }} }}"
            );
            let told = world.ask_with(&query, json!({ "r": records }));
            for one in told[mutation].as_array().unwrap() {
                assert_eq!(one["unmatched"], json!([]), "{mutation}");
            }
        }
        world
    }

    pub fn answer(&self, query: &str, variables: Value) -> Value {
        let body = json!({ "query": query, "variables": variables }).to_string();
        let answer = server::post(self.address, "/graphql", &body);
        serde_json::from_slice(&answer.body).unwrap()
    }

    pub fn ask_with(&self, query: &str, variables: Value) -> Value {
        let answer = self.answer(query, variables);
        assert_eq!(answer.get("errors"), None, "{query}\n{answer}");
        answer["data"].clone()
    }

    pub fn ask(&self, query: &str) -> Value {
        self.ask_with(query, json!({}))
    }

    /// The code of the first error.
    pub fn code(&self, query: &str) -> String {
        let answer = self.answer(query, json!({}));
        answer["errors"][0]["extensions"]["code"].as_str().unwrap_or("none").to_owned()
    }
}

fn git(folder: &Path, day: &str, arguments: &[&str]) {
    let at = format!("{day}T00:00:00Z");
    let output = Command::new("git")
        .args(["-c", "user.name=Jane", "-c", "user.email=jane@example.org"])
        .args(arguments)
        .env("GIT_AUTHOR_DATE", &at)
        .env("GIT_COMMITTER_DATE", &at)
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}
