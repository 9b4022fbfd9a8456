//! The database as its users see it: files that are new, old, newer and damaged; tokens over their
//! life; several writers.

#![allow(clippy::unwrap_used, reason = "helpers of tests are tests")]

mod audit;
mod databases;
mod ledger;
mod merge;
mod open;
#[path = "../postgres/mod.rs"]
mod postgres;
mod protect;
mod together;
mod token;

use std::future::Future;
use std::path::PathBuf;

use archweave_index::{Entry, Index, Millis, NewToken, Role};
use tempfile::TempDir;

/// A moment on 2026-11-22, from `date -u -d 2026-11-22T12:00:00Z +%s`.
const NOON: Millis = Millis(1_795_348_800_000);

fn after(milliseconds: i64) -> Millis {
    Millis(NOON.0 + milliseconds)
}

/// Runs a test; several threads, as in the server.
fn run<F: Future<Output = ()>>(test: F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.unwrap().block_on(test);
}

/// A place for a database in a folder of its own.
fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join(Index::FILE_NAME);
    (folder, place)
}

fn editor(name: &str) -> NewToken {
    NewToken {
        name: name.to_owned(),
        email: "jane@example.org".to_owned(),
        role: Role::Editor,
        models: None,
        expires: None,
    }
}

fn commit(who: &str, at: Millis) -> Entry {
    Entry {
        at,
        who: who.to_owned(),
        email: "jane@example.org".to_owned(),
        token: Some("aaaaaaaaaaaaaaaa".to_owned()),
        action: "commit".to_owned(),
        outcome: "done".to_owned(),
        model: Some("grid".to_owned()),
        reference: Some("main".to_owned()),
        revision: Some("0".repeat(40)),
        from: Some("10.0.0.7".to_owned()),
        detail: "3 elements".to_owned(),
    }
}

/// What the `sqlite3` program says, as the second opinion; none where it is not installed.
fn sqlite3(place: &std::path::Path, statement: &str) -> Option<String> {
    let output = std::process::Command::new("sqlite3")
        .args(["-cmd", ".timeout 5000"])
        .arg(place)
        .arg(statement)
        .output();
    let Ok(output) = output else {
        eprintln!("skipped: sqlite3 is not installed");
        return None;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap().trim().to_owned())
}
