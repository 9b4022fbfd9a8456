//! Events on their way: over HTTP to a server, or into a database on this machine.

use std::path::PathBuf;
use std::time::Duration;

use archweave_app::sending::MAX_EVENTS;
use archweave_app::{Hosted, Records};
use serde_json::{Value, json};
use ureq::tls::{RootCerts, TlsConfig};

use crate::Outcome;
use crate::console::{Console, DIM, GOOD, Progress, RESET, WARNING, clean, count};
use crate::failure::Failure;

/// Where events go, and who sends them.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Where to")]
pub(super) struct Destination {
    /// Address of the server, such as https://archweave.example.org; ARCHWEAVE_SERVER if not given
    #[arg(long, value_name = "URL", conflicts_with = "database")]
    server: Option<String>,
    /// Token of an editor; better kept in ARCHWEAVE_TOKEN, which other users of the machine cannot see
    #[arg(long, value_name = "TOKEN")]
    token: Option<String>,
    /// Write into this database of a server on this machine instead; matched against --model
    #[arg(long, value_name = "FILE", requires = "model")]
    database: Option<PathBuf>,
    /// Name of the model on the server, if it has several; with --database, its repository
    #[arg(long, value_name = "NAME|REPO")]
    model: Option<String>,
    /// Who reports it, part of the identity of events; found from the CI system if not given
    #[arg(long, value_name = "NAME")]
    sender: Option<String>,
    /// Write the events to the terminal and send nothing
    #[arg(long)]
    dry_run: bool,
}

/// How long one request may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// Pauses before a request is tried again.
const PAUSES: [Duration; 3] = [Duration::from_secs(1), Duration::from_secs(4), Duration::from_secs(15)];
/// Most bytes of an answer.
const MAX_ANSWER: u64 = 4 << 20;
/// Names that are listed.
const SHOWN: usize = 20;

impl Destination {
    /// Who reports: what was said, else the CI system that runs this.
    pub(super) fn sender(&self) -> String {
        let named = self.sender.clone().filter(|name| !name.trim().is_empty());
        named.or_else(ci).unwrap_or_else(|| "archweave-record".to_owned())
    }
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// The address of the CI system: `github.com/acme/gateway`.
fn ci() -> Option<String> {
    let host = |name| variable(name).map(|url| archweave_app::sending::repository_name(&url));
    if let (Some(server), Some(repository)) = (host("GITHUB_SERVER_URL"), variable("GITHUB_REPOSITORY")) {
        return Some(format!("{server}/{repository}"));
    }
    host("CI_PROJECT_URL").or_else(|| host("JENKINS_URL")).or_else(|| host("SYSTEM_COLLECTIONURI"))
}

/// The run of the pipeline that this is part of: the same when a job of it is run again.
pub(super) fn run_of_pipeline() -> Option<String> {
    let names = ["GITHUB_RUN_ID", "CI_PIPELINE_ID", "BUILD_TAG", "BUILD_BUILDID"];
    names.iter().find_map(|name| Some(format!("{name}={}", variable(name)?)))
}

/// What became of events, wherever they went.
#[derive(Default)]
struct Told {
    stored: u64,
    duplicate: u64,
    conflicts: Vec<String>,
    /// Sort, name and reason.
    unmatched: Vec<[String; 3]>,
}

/// Sends events, and says what became of them.
pub(super) fn send(destination: &Destination, events: &[Value]) -> Result<Outcome, Failure> {
    if destination.dry_run {
        let mut out = Console::raw();
        events.iter().for_each(|event| out.line(event.to_string()));
        return Ok(Outcome::Clean);
    }
    let server = destination.server.clone().or_else(|| variable("ARCHWEAVE_SERVER"));
    let told = match (&destination.database, server) {
        (Some(database), _) => write(database, destination.model.as_deref().unwrap_or_default(), events)?,
        (None, Some(server)) => post(&server, destination, events)?,
        (None, None) => {
            return Err(Failure::new("it is not said where to record this")
                .help("name a server with --server or ARCHWEAVE_SERVER, or a database with --database"));
        }
    };
    Ok(report(&told))
}

fn write(database: &std::path::Path, model: &str, events: &[Value]) -> Result<Told, Failure> {
    let model = Hosted::open(std::path::Path::new(model), None)?;
    let records = match Records::of_environment()? {
        Some(records) => records,
        None => Records::open(database)?,
    };
    let taken = {
        let _progress = Progress::start("recording");
        model.take_plain(&records, events)
    };
    records.close()?;
    let taken = taken?;
    Ok(Told {
        stored: taken.stored as u64,
        duplicate: taken.duplicate as u64,
        conflicts: taken.conflicts,
        unmatched: taken
            .unmatched
            .into_iter()
            .map(|name| [name.sort.to_owned(), name.text, name.reason])
            .collect(),
    })
}

fn post(server: &str, destination: &Destination, events: &[Value]) -> Result<Told, Failure> {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_global(Some(PATIENCE))
        .tls_config(TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build())
        .build()
        .into();
    let mut url = format!("{}/hooks/events", server.trim_end_matches('/'));
    if let Some(model) = &destination.model {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if !model.chars().all(is_plain) {
            return Err(Failure::new(format!("`{model}` is no name of a model on a server"))
                .help("name it as in the server's addresses: /m/NAME"));
        }
        url.push_str(&format!("?model={model}"));
    }
    let token = destination.token.clone().or_else(|| variable("ARCHWEAVE_TOKEN"));
    let _progress = Progress::start("sending");
    let mut told = Told::default();
    for part in events.chunks(MAX_EVENTS) {
        let body = json!({ "events": part }).to_string();
        let (status, answer) = patiently(&agent, &url, token.as_deref(), &body)?;
        let answer: Value = serde_json::from_str(&answer).unwrap_or_default();
        let receipt = match status {
            202 => &answer,
            409 => &answer["receipt"],
            _ => return Err(refused(server, status, &answer)),
        };
        told.stored += receipt["stored"].as_u64().unwrap_or_default();
        told.duplicate += receipt["duplicate"].as_u64().unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        told.conflicts.extend(answer["conflicts"].as_array().into_iter().flatten().map(text));
        for name in receipt["unmatched"].as_array().into_iter().flatten() {
            let name = [text(&name["sort"]), text(&name["text"]), text(&name["reason"])];
            if !told.unmatched.contains(&name) {
                told.unmatched.push(name);
            }
        }
    }
    Ok(told)
}

/// Sends a body; what may work later is tried again, which is safe because events have ids.
fn patiently(
    agent: &ureq::Agent,
    url: &str,
    token: Option<&str>,
    body: &str,
) -> Result<(u16, String), Failure> {
    let mut pauses = PAUSES.into_iter();
    loop {
        let mut request = agent.post(url).header("Content-Type", "application/json");
        if let Some(token) = token {
            request = request.header("Authorization", format!("Bearer {token}"));
        }
        let answer = request.send(body).and_then(|mut response| {
            let text = response.body_mut().with_config().limit(MAX_ANSWER).read_to_string()?;
            Ok((response.status().as_u16(), text))
        });
        let is_temporary = match &answer {
            Ok((status, _)) => *status == 429 || *status >= 500,
            Err(error) => !matches!(error, ureq::Error::BadUri(_) | ureq::Error::Tls(_)),
        };
        match (answer, pauses.next().filter(|_| is_temporary)) {
            (_, Some(pause)) => std::thread::sleep(pause),
            (Ok(answer), None) => return Ok(answer),
            (Err(error), None) => {
                return Err(Failure::new(format!("cannot reach {url}: {error}"))
                    .help("check the address, and that this machine may connect to it"));
            }
        }
    }
}

fn refused(server: &str, status: u16, answer: &Value) -> Failure {
    let said = answer["detail"].as_str().filter(|said| !said.is_empty());
    let help = match status {
        401 => "set ARCHWEAVE_TOKEN to the token of an editor; `archweave token add` makes one",
        300..=399 => "name the address that the server redirects to",
        404 => "check --server and --model",
        _ => "mend the fields and run it again",
    };
    let words = said.map_or_else(|| format!("status {status}"), str::to_owned);
    Failure::new(format!("{server} refused it: {words}")).help(help)
}

fn report(told: &Told) -> Outcome {
    let mut out = Console::text();
    out.line(format!(
        "{GOOD}recorded{RESET} {}",
        count(usize::try_from(told.stored).unwrap_or(usize::MAX), "event")
    ));
    if told.duplicate > 0 {
        out.line(format!("{} recorded before", told.duplicate));
    }
    if !told.unmatched.is_empty() {
        out.line(format!("{WARNING}not in the model{RESET}: {}", count(told.unmatched.len(), "name")));
        for [sort, text, reason] in told.unmatched.iter().take(SHOWN) {
            out.line(format!("  {DIM}{}{RESET} {}: {}", clean(sort), clean(text), clean(reason)));
        }
    }
    if told.conflicts.is_empty() {
        return Outcome::Clean;
    }
    out.line(format!(
        "{WARNING}left out{RESET}: {}, because something else is recorded under the same id",
        count(told.conflicts.len(), "event")
    ));
    for id in told.conflicts.iter().take(SHOWN) {
        out.line(format!("  {DIM}{}{RESET}", clean(id)));
    }
    Outcome::Findings
}
