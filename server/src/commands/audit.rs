//! Who did what on a server.

use archweave_app::records::{AuditFilter, Recorded};
use serde_json::{Value, json};

use crate::Outcome;
use crate::commands::token::{Format, Place, when};
use crate::console::{BOLD, Console, DIM, ERROR, GOOD, RESET, clean};
use crate::failure::Failure;

/// Show who changed what on a server, and what was refused; the newest first
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  archweave audit
  archweave audit --model centre --who 'Ada Lovelace' --limit 200
  archweave audit --action push --format json --database /srv/archweave/archweave.db

Actions are words like commit, push, merge, branch.create, token.add; outcomes are done, refused
and failed.")]
pub(crate) struct Args {
    /// Only about this model
    #[arg(long, value_name = "MODEL")]
    model: Option<String>,
    /// Only by this name
    #[arg(long, value_name = "NAME")]
    who: Option<String>,
    /// Only this action
    #[arg(long, value_name = "ACTION")]
    action: Option<String>,
    /// At most so many (1 to 1000)
    #[arg(long, value_name = "NUMBER", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=1000))]
    limit: u32,
    /// Those before the entry with this number: the `next` of an earlier answer
    #[arg(long, value_name = "NUMBER")]
    before: Option<i64>,
    #[command(flatten)]
    place: Place,
    /// For people, or for machines
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    let records = args.place.existing()?;
    let filter = AuditFilter {
        model: args.model.clone(),
        who: args.who.clone(),
        action: args.action.clone(),
        since: None,
        before: args.before,
    };
    let page = records.audit(&filter, args.limit)?;
    match args.format {
        Format::Json => {
            let entries: Vec<Value> = page.entries.iter().map(json).collect();
            Console::raw().line(format!("{:#}", json!({ "entries": entries, "next": page.next })));
        }
        Format::Text => {
            let mut out = Console::text();
            page.entries.iter().for_each(|entry| text(entry, &mut out));
            match page.next {
                Some(next) => out.line(format!("{DIM}older ones: --before {next}{RESET}")),
                None if page.entries.is_empty() => out.line("nothing is recorded"),
                None => {}
            }
        }
    }
    Ok(Outcome::Clean)
}

fn text(recorded: &Recorded, out: &mut Console) {
    let entry = &recorded.entry;
    let style = if entry.outcome == "done" { GOOD } else { ERROR };
    let some = |text: &Option<String>, before: &str| {
        text.as_ref().map(|text| format!("{before}{}", clean(text))).unwrap_or_default()
    };
    let revision: String = entry.revision.iter().flat_map(|id| id.chars().take(12)).collect();
    let revision = if revision.is_empty() { revision } else { format!(" at {}", clean(&revision)) };
    out.line(format!(
        "{DIM}{}{RESET} {BOLD}{}{RESET} {} {style}{}{RESET}{}{}{revision}{}",
        when::shown(entry.at),
        clean(&entry.who),
        clean(&entry.action),
        clean(&entry.outcome),
        some(&entry.model, ": "),
        some(&entry.reference, " "),
        some(&entry.from, " from "),
    ));
    if !entry.detail.is_empty() {
        out.line(format!("  {}", clean(&entry.detail)));
    }
}

fn json(recorded: &Recorded) -> Value {
    let entry = &recorded.entry;
    json!({
        "id": recorded.id,
        "at": when::rfc3339(entry.at),
        "who": entry.who,
        "email": entry.email,
        "token": entry.token,
        "action": entry.action,
        "outcome": entry.outcome,
        "model": entry.model,
        "reference": entry.reference,
        "revision": entry.revision,
        "from": entry.from,
        "detail": entry.detail,
    })
}
