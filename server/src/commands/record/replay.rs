//! A year from a file: facts, one a line, in the form in which they are stored.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use archweave_app::ledger::{PastAffirmation, REPLAYED_AT_ONCE, Replayed, sort_name};
use archweave_app::{Hosted, Records};
use archweave_model::delivery::{Fact, RecordKind};
use archweave_model::id::ElementId;
use serde_json::Value;

use crate::Outcome;
use crate::console::{Console, DIM, GOOD, Progress, RESET, WARNING, clean, count};
use crate::failure::Failure;

/// Bytes of a line; a fact has far fewer.
const LONGEST: u64 = 1 << 20;

/// Names and conflicts that are shown.
const SHOWN: usize = 20;

/// Record what a file of facts says happened
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  node examples/year/generate.mjs year.ndjson
  archweave record replay year.ndjson --database archweave.db --repository centre.git

Each line is one fact as JSON:
  {\"source\":\"ci.example.org\",\"id\":\"d-1\",\"at\":\"2026-07-14T20:10:00Z\",\"key\":\"d-1\",\"record\":{\"deployment\":{..}}}
or says that somebody looked at a link and found it right:
  {\"affirm\":{\"requirement\":\"req-1\",\"kind\":\"deployment\",\"key\":\"d-1\",\"at\":\"..\",\"by\":\"r-architect\",\"note\":\"..\"}}

What was recorded before is left as it is, so a file may be replayed again. Exit code 1: something
else is recorded under an id of the file.")]
pub(crate) struct Args {
    /// The file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The server's database; made if it is not there. DATABASE_URL=postgres://... names another
    #[arg(long, value_name = "FILE", default_value = "archweave.db")]
    database: PathBuf,
    /// The model that it is about; its name is that of the folder
    #[arg(long, value_name = "REPO")]
    repository: PathBuf,
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    let file = File::open(&args.file)
        .map_err(|error| Failure::new(format!("cannot read `{}`: {error}", args.file.display())))?;
    let model = Hosted::open(&args.repository, None)?;
    let records = match Records::of_environment()? {
        Some(records) => records,
        None => Records::open(&args.database)?,
    };
    let done = {
        let _progress = Progress::start("recording");
        replay(&records, &model, &args.file, BufReader::new(file))
    };
    records.close()?;
    let (replayed, affirmed) = done?;
    Ok(report(&replayed, affirmed))
}

/// Reads line by line; what is kept in memory does not grow with the file.
fn replay(
    records: &Records,
    model: &Hosted,
    path: &Path,
    mut lines: impl BufRead,
) -> Result<(Replayed, usize), Failure> {
    let (mut replayed, mut affirmed, mut number) = (Replayed::default(), 0, 0_usize);
    let mut waiting: Vec<Fact> = Vec::new();
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = lines.by_ref().take(LONGEST + 1).read_until(b'\n', &mut line);
        let read =
            read.map_err(|error| Failure::new(format!("cannot read `{}`: {error}", path.display())))?;
        number += 1;
        let at = |what: String| {
            Failure::new(format!("{}:{number}: {what}", path.display()))
                .help("mend the line and replay the file again; what is recorded already stays")
        };
        if read as u64 > LONGEST {
            return Err(at(format!("the line is longer than {LONGEST} bytes")));
        }
        if !line.trim_ascii().is_empty() {
            match parse(&line).map_err(at)? {
                Line::Fact(fact) => waiting.push(*fact),
                Line::Affirmation(past) => {
                    // What it is about comes first.
                    replayed.add(records.replay(model, std::mem::take(&mut waiting))?);
                    records.replay_affirmation(model, past)?;
                    affirmed += 1;
                }
            }
        }
        if waiting.len() == REPLAYED_AT_ONCE || read == 0 {
            replayed.add(records.replay(model, std::mem::take(&mut waiting))?);
        }
        if read == 0 {
            return Ok((replayed, affirmed));
        }
    }
}

enum Line {
    Fact(Box<Fact>),
    Affirmation(PastAffirmation),
}

fn parse(line: &[u8]) -> Result<Line, String> {
    let mut value: Value =
        serde_json::from_slice(line).map_err(|error| format!("this is no JSON: {error}"))?;
    match value.get_mut("affirm") {
        Some(inner) => affirmation(inner.take()).map(Line::Affirmation),
        None => match serde_json::from_value(value) {
            Ok(fact) => Ok(Line::Fact(Box::new(fact))),
            Err(error) => Err(format!("this is no fact: {error}")),
        },
    }
}

fn affirmation(of: Value) -> Result<PastAffirmation, String> {
    let text = |name: &str| {
        let text = of.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
        text.ok_or_else(|| format!("`affirm` needs a text `{name}`"))
    };
    let kind = text("kind")?;
    let known = RecordKind::ALL.iter().find(|known| known.name() == kind);
    Ok(PastAffirmation {
        requirement: ElementId::parse(text("requirement")?).map_err(|error| error.to_string())?,
        kind: *known.ok_or_else(|| format!("there is no sort of record `{kind}`"))?,
        key: text("key")?.to_owned(),
        at: text("at")?.parse().map_err(|error| format!("{error}"))?,
        by: text("by")?.to_owned(),
        note: of.get("note").and_then(Value::as_str).map(str::to_owned),
    })
}

fn report(replayed: &Replayed, affirmed: usize) -> Outcome {
    let mut out = Console::text();
    out.line(format!("{GOOD}recorded{RESET} {}", count(replayed.stored, "event")));
    if replayed.duplicates > 0 {
        out.line(format!("{} recorded before", count(replayed.duplicates, "event")));
    }
    if affirmed > 0 {
        out.line(format!("affirmed {}", count(affirmed, "link")));
    }
    if !replayed.unmatched.is_empty() {
        out.line(format!("{WARNING}not in the model{RESET}: {}", count(replayed.unmatched.len(), "name")));
        for (sort, text) in replayed.unmatched.iter().take(SHOWN) {
            out.line(format!("  {DIM}{}{RESET} {}", sort_name(*sort), clean(text)));
        }
    }
    if replayed.conflicts.is_empty() {
        return Outcome::Clean;
    }
    let what = count(replayed.conflicts.len(), "event");
    out.line(format!(
        "{WARNING}left out{RESET}: {what}, because something else is recorded under the same id"
    ));
    for (source, id) in replayed.conflicts.iter().take(SHOWN) {
        out.line(format!("  {DIM}{}{RESET} {}", clean(source), clean(id)));
    }
    Outcome::Findings
}
