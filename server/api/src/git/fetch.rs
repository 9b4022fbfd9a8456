//! Clone and fetch: the list of branches and tags (also for a push), and packs.

use std::io;

use actix_web::{HttpRequest, HttpResponseBuilder, web};
use archweave_app::git::Service;
use tokio::io::AsyncWriteExt as _;

use super::answer::{Answer, dumb, failed, of_git};
use super::body::Body;
use super::output::Output;
use super::queue::Place;
use super::{asked, check_post, child, protocol};
use crate::State;

/// Bytes of what a client wants and has: some 300,000 commits.
const MAX_QUESTION: u64 = 16 << 20;

/// `GET info/refs?service=...`
pub(super) async fn advertise(request: HttpRequest, state: web::Data<State>) -> Answer {
    let query = web::Query::<Vec<(String, String)>>::from_query(request.query_string());
    let query = query.map(web::Query::into_inner).unwrap_or_default();
    let service = query.iter().find(|(key, _)| key == "service").map(|(_, value)| Service::parse(value));
    let Some(service) = service.flatten() else { return Err(dumb()) };
    let asked = asked(&request, &state, service).await?;
    // A push has no version 2.
    let protocol = protocol(&request).filter(|_| service == Service::UploadPack);
    let name = format!("# service={}\n", service.name());
    let head = match protocol {
        Some("version=2") => String::new(),
        _ => format!("{:04x}{name}0000", name.len() + 4),
    };
    let place = asked.git.fetches.place().await?;
    let command = asked.git.service.advertise(&asked.repository, service, protocol);
    let answer = of_git(service, "advertisement");
    let output = stream(command, Vec::new(), place, head.as_bytes()).await;
    respond(answer, output)
}

/// `POST git-upload-pack`
pub(super) async fn upload_pack(request: HttpRequest, body: web::Payload, state: web::Data<State>) -> Answer {
    let service = Service::UploadPack;
    check_post(&request, service)?;
    let asked = asked(&request, &state, service).await?;
    // Whole, because git may answer before it has read everything, and nobody would listen.
    let question = Body::new(&request, body, MAX_QUESTION)?.whole().await?;
    let place = asked.git.fetches.place().await?;
    let command = asked.git.service.upload_pack(&asked.repository, protocol(&request));
    let output = stream(command, question, place, b"").await;
    respond(of_git(service, "result"), output)
}

/// Starts git with this input; its output follows when it begins to speak. None if it says nothing
/// and that is all right.
async fn stream(
    command: std::process::Command,
    input: Vec<u8>,
    place: Place,
    head: &[u8],
) -> io::Result<Option<Output>> {
    let mut running = child::start(command)?;
    if let Some(mut stdin) = running.stdin.take() {
        tokio::spawn(async move {
            // Git says itself why it did not read on.
            let _ = stdin.write_all(&input).await;
        });
    }
    match Output::begin(&mut running, head).await? {
        Some(beginning) => Ok(Some(Output::of(beginning, running.leash, place))),
        None => match running.end.await {
            Ok(Some(status)) if status.success() => Ok(None),
            _ => Err(io::Error::other("git ended without an answer")),
        },
    }
}

fn respond(mut answer: HttpResponseBuilder, output: io::Result<Option<Output>>) -> Answer {
    match output {
        Ok(Some(output)) => Ok(answer.body(output)),
        Ok(None) => Ok(answer.finish()),
        Err(error) => {
            tracing::error!(%error, "git could not answer");
            Err(failed())
        }
    }
}
