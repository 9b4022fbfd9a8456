//! Tables as a whole, on both databases: the projection of models, views for reports, backups.

#![allow(clippy::unwrap_used, reason = "helpers of tests are tests")]

mod backup;
mod encrypted;
mod older;
#[path = "../postgres/mod.rs"]
mod postgres;
mod projection;
mod reports;

use std::future::Future;
use std::path::PathBuf;

use archweave_index::{Index, Millis};
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

/// Runs a test on an empty database of each sort.
fn on_both(test: impl AsyncFn(Index)) {
    run(async {
        let (_folder, place) = place();
        test(Index::open(&place).await.unwrap()).await;
        if let Some(database) = postgres::Database::new() {
            test(Index::connect(&database.url()).await.unwrap()).await;
        }
    });
}
