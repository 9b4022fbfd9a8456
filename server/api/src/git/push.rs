//! Push: the request streams to git, and its answer is held back until everything is on disk.

use std::io;
use std::path::PathBuf;

use actix_web::{HttpRequest, web};
use archweave_app::git::environment::MAX_PACK_BYTES;
use archweave_app::git::preamble::Preamble;
use archweave_app::git::{Outcome, PendingPush, Service, flush_after_receive};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{ChildStdin, ChildStdout};

use super::answer::{Answer, Refusal, failed, of_git, refuse};
use super::body::Body;
use super::child::{self, Leash, Running};
use super::queue::Place;
use super::{asked, check_post, gate};
use crate::State;

/// Bytes of a push: a pack and what precedes it.
const MAX_PUSH: u64 = MAX_PACK_BYTES + (4 << 20);
/// Bytes of git's report that are kept.
const MAX_REPORT: u64 = 4 << 20;

/// `POST git-receive-pack`
pub(super) async fn receive_pack(
    request: HttpRequest,
    body: web::Payload,
    state: web::Data<State>,
) -> Answer {
    let service = Service::ReceivePack;
    check_post(&request, service)?;
    let asked = asked(&request, &state, service).await?;
    let mut body = Body::new(&request, body, MAX_PUSH)?;
    let place = asked.git.pushes.place().await?;
    let gate = gate::gate(asked.editor.ok_or_else(failed)?);
    let (git, repository) = (asked.git.clone(), asked.repository.clone());
    let prepared = web::block(move || git.service.receive_pack(&repository, gate)).await;
    let (command, pending) = match prepared {
        Ok(Ok(prepared)) => prepared,
        Ok(Err(error)) if error.kind() == io::ErrorKind::PermissionDenied => {
            return Err(refuse(403, &error.to_string()));
        }
        Ok(Err(error)) => return Err(log(&error)),
        Err(error) => return Err(log(&io::Error::other(error))),
    };
    let Running { stdin, stdout, leash, end } = child::start(command).map_err(|error| log(&error))?;
    let tail = tokio::spawn(tail(stdout, end, pending, asked.repository, place));
    // Returning early, or being dropped because the client went away, stops git.
    feed(&mut body, stdin, &leash).await?;
    leash.let_go();
    match tail.await {
        Ok(Ok(report)) => Ok(of_git(service, "result").body(report)),
        Ok(Err(error)) => Err(log(&error)),
        Err(error) => Err(log(&io::Error::other(error))),
    }
}

/// Passes the request on. Where git has stopped reading, the rest is read all the same, so that the
/// client gets to read why.
async fn feed(body: &mut Body, mut stdin: Option<ChildStdin>, leash: &Leash) -> Result<(), Refusal> {
    let mut preamble = Preamble::default();
    while let Some(piece) = body.next().await? {
        leash.beat();
        preamble.pass(&piece).map_err(|error| refuse(413, &error.to_string()))?;
        if let Some(pipe) = &mut stdin
            && pipe.write_all(&piece).await.is_err()
        {
            stdin = None;
        }
    }
    leash.beat();
    Ok(())
}

/// Waits until git is done, makes what it did durable, and gives its report. Runs to its end also
/// when nobody waits for the report.
async fn tail(
    stdout: Option<ChildStdout>,
    end: tokio::task::JoinHandle<Option<std::process::ExitStatus>>,
    pending: PendingPush,
    repository: PathBuf,
    place: Place,
) -> io::Result<Vec<u8>> {
    let mut report = Vec::new();
    if let Some(mut stdout) = stdout {
        // What is cut off or unreadable is found by the client.
        let _ = (&mut stdout).take(MAX_REPORT).read_to_end(&mut report).await;
        let _ = tokio::io::copy(&mut stdout, &mut tokio::io::sink()).await;
    }
    let status = end.await.ok().flatten();
    let settled = tokio::task::spawn_blocking(move || settle(pending, status.is_some(), &repository)).await;
    drop(place);
    match settled.map_err(io::Error::other).flatten() {
        Err(error) => {
            tracing::error!(%error, "a push could not be flushed to disk");
            Ok(fatal("the disk did not take the push for good; look at the branch and push again"))
        }
        Ok(()) if report.is_empty() && !status.is_some_and(|status| status.success()) => {
            Err(io::Error::other("git ended without an answer"))
        }
        Ok(()) => Ok(report),
    }
}

/// Flushes what git moved, then tells the one who let it.
fn settle(pending: PendingPush, has_ended: bool, repository: &std::path::Path) -> io::Result<()> {
    if !pending.is_accepted() {
        return Ok(());
    }
    let flushed = flush_after_receive(repository);
    let is_durable = flushed.is_ok() && has_ended;
    pending.finish(if is_durable { Outcome::Durable } else { Outcome::Unknown });
    flushed
}

/// A report that makes git stop with these words: a line of the third band.
fn fatal(text: &str) -> Vec<u8> {
    format!("{:04x}\u{3}{text}\n0000", text.len() + 6).into_bytes()
}

fn log(error: &io::Error) -> Refusal {
    tracing::error!(%error, "git could not take a push");
    failed()
}
