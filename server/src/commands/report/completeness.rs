//! `archweave report completeness`: what elements lack of what their kinds ask for.

use archweave_app::Revision;
use archweave_model::report::{Counts, Incomplete, Missing, Survey};
use serde_json::{Value, json};

use crate::commands::report::table::Table;
use crate::commands::report::{Format, Selection, Source, percent};
use crate::console::{BOLD, Console, DIM, RESET, clean, count};
use crate::failure::Failure;

/// What elements lack of the attributes, owners and relations that their kinds ask for
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  archweave report completeness my-model
  archweave report completeness my-model --kind requirement --limit 100
  archweave report completeness my-model --format csv > lacking.csv

`archweave metamodel KIND` shows what a kind asks for: required attributes, both owners, relations.")]
pub(super) struct Args {
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    selection: Selection,
    /// List at most this many elements, the least complete first; 0 lists all. CSV and JSON list all
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let (_, revision) = args.source.place().read()?;
    let selector = args.selection.selector(revision.snapshot().metamodel())?;
    let survey = revision.completeness(&selector);
    let limit = if args.limit == 0 { usize::MAX } else { args.limit };
    match args.source.format {
        Format::Human => human(&mut Console::text(), &revision, &survey, limit),
        Format::Json => Console::raw().line(format!("{:#}", answer(&revision, &survey))),
        Format::Csv => elements(&revision, &survey, usize::MAX).csv(&mut Console::raw()),
        Format::Markdown => markdown(&mut Console::raw(), &revision, &survey, limit),
    }
    Ok(())
}

fn summary(total: &Counts) -> String {
    format!(
        "{} %: {} of {} things asked for are there; {} of {} lack nothing",
        percent(total.present, total.required),
        total.present,
        total.required,
        total.complete,
        count(total.elements, "element")
    )
}

/// `attribute criticality`, `owner technology`, `relation: realized by a process`.
fn lacks(missing: &Missing<'_>) -> String {
    match missing {
        Missing::Relation(expectation) => format!("relation \"{}\"", expectation.label.get("en")),
        other => format!("{} {}", other.kind(), other.key()),
    }
}

/// Id and kind of an element.
fn who(revision: &Revision, one: &Incomplete<'_>) -> (String, String) {
    let element = revision.snapshot().element_at(one.slot);
    element.map(|e| (e.id.to_string(), e.kind.to_string())).unwrap_or_default()
}

fn all_lacks(one: &Incomplete<'_>) -> Vec<String> {
    one.found.missing.iter().map(lacks).collect()
}

fn kinds(revision: &Revision, survey: &Survey<'_>) -> Table {
    let metamodel = revision.snapshot().metamodel();
    let rows = survey.kinds.iter().map(|row| {
        let counts = &row.counts;
        vec![
            metamodel.kind(row.kind).id.to_string(),
            counts.elements.to_string(),
            counts.complete.to_string(),
            counts.required.to_string(),
            counts.present.to_string(),
            format!("{} %", percent(counts.present, counts.required)),
        ]
    });
    Table { head: vec!["kind", "elements", "complete", "asked for", "there", "share"], rows: rows.collect() }
}

fn elements(revision: &Revision, survey: &Survey<'_>, limit: usize) -> Table {
    let rows = survey.incomplete.iter().take(limit).map(|one| {
        let (id, kind) = who(revision, one);
        let found = &one.found;
        vec![id, kind, found.present().to_string(), found.required.to_string(), all_lacks(one).join("; ")]
    });
    Table { head: vec!["element", "kind", "present", "required", "lacks"], rows: rows.collect() }
}

fn human(out: &mut Console, revision: &Revision, survey: &Survey<'_>, limit: usize) {
    out.line(format!("{BOLD}completeness{RESET} {}", summary(&survey.total())));
    let table = kinds(revision, survey);
    let width = table.rows.iter().filter_map(|row| row.first()).map(String::len).max().unwrap_or_default();
    out.line("");
    out.line(format!("  {DIM}{:<width$}  elements  complete  share{RESET}", "kind"));
    for row in &survey.kinds {
        let id = revision.snapshot().metamodel().kind(row.kind).id.as_str();
        let counts = &row.counts;
        if counts.required == 0 {
            out.line(format!("  {id:<width$}  {:>8}  {DIM}nothing is asked for{RESET}", counts.elements));
            continue;
        }
        let share = percent(counts.present, counts.required);
        let bar = "█".repeat(share / 10) + &"·".repeat(10 - share / 10);
        let (elements, complete) = (counts.elements, counts.complete);
        out.line(format!("  {id:<width$}  {elements:>8}  {complete:>8}  {share:>3} %  {bar}"));
    }
    if survey.incomplete.is_empty() {
        return;
    }
    out.line(format!("\n{BOLD}least complete{RESET} of {}", count(survey.incomplete.len(), "element")));
    for one in survey.incomplete.iter().take(limit) {
        let (id, kind) = who(revision, one);
        let (present, required) = (one.found.present(), one.found.required);
        out.line(format!(
            "  {BOLD}{}{RESET} {DIM}{}{RESET} {present} of {required}",
            clean(&id),
            clean(&kind)
        ));
        out.line(format!("    lacks {}", clean(&all_lacks(one).join("; "))));
    }
    let more = survey.incomplete.len().saturating_sub(limit);
    if more > 0 {
        out.line(format!("  {DIM}and {more} more; --limit 0 lists all{RESET}"));
    }
}

fn answer(revision: &Revision, survey: &Survey<'_>) -> Value {
    let metamodel = revision.snapshot().metamodel();
    let of = |counts: &Counts| {
        json!({
            "elements": counts.elements, "complete": counts.complete, "required": counts.required,
            "present": counts.present, "share": counts.share(),
        })
    };
    let kinds = survey.kinds.iter().map(|row| {
        let mut value = of(&row.counts);
        value["kind"] = json!(metamodel.kind(row.kind).id.as_str());
        value
    });
    let incomplete = survey.incomplete.iter().map(|one| {
        let (id, kind) = who(revision, one);
        let missing = one.found.missing.iter().map(|missing| match missing {
            Missing::Relation(expectation) => json!({
                "kind": "relation", "key": expectation.relation, "as": expectation.end.name(),
                "with": expectation.with, "label": expectation.label,
            }),
            Missing::Attribute(definition) => {
                json!({ "kind": "attribute", "key": definition.key, "label": definition.label })
            }
            Missing::Owner(side) => json!({ "kind": "owner", "key": side.name() }),
        });
        json!({
            "id": id, "kind": kind, "required": one.found.required, "present": one.found.present(),
            "share": one.found.share(), "missing": missing.collect::<Vec<_>>(),
        })
    });
    let mut value = of(&survey.total());
    value["kinds"] = kinds.collect();
    value["incomplete"] = incomplete.collect();
    value
}

fn markdown(out: &mut Console, revision: &Revision, survey: &Survey<'_>, limit: usize) {
    out.line(format!("# Completeness\n\n{}.\n", summary(&survey.total())));
    kinds(revision, survey).markdown(out);
    if !survey.incomplete.is_empty() {
        out.line("\n## Least complete\n");
        elements(revision, survey, limit).markdown(out);
    }
    let more = survey.incomplete.len().saturating_sub(limit);
    if more > 0 {
        out.line(format!("\nAnd {more} more."));
    }
}
