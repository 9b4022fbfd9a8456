//! `/m/<model>/incidents` and `/m/<model>/incidents/<key>`: what went wrong, and what that touched up to
//! goals.

use archweave_app::AppError;
use archweave_app::ledger::{Cause, IncidentFilter, Ledger, Paging, draw};
use archweave_model::delivery::record::Incident;
use archweave_model::id::ElementId;

use crate::pages::Ask;
use crate::pages::answer::Answer;
use crate::pages::language::grouped;
use crate::pages::reading::Reading;
use crate::pages::values::{Fact, Part};

use super::doc::{Doc, Section};
use super::form::Form;
use super::say::moment;
use super::sheet::{Cell, Piece, Sheet};
use super::{open, queries};

/// Incidents on a page.
const PAGE: u32 = 50;
const SEVERITIES: [&str; 4] = ["critical", "high", "medium", "low"];

/// Builds the list.
pub(super) fn build(ask: &Ask) -> Result<Answer, AppError> {
    open::page(ask, "incidents", |reading| reading.words().word("ledger_incidents").to_owned(), fill)
}

/// Builds the page of one.
pub(super) fn build_one(ask: &Ask) -> Result<Answer, AppError> {
    open::page(ask, "incidents", |reading| reading.ask.id().to_owned(), fill_one)
}

fn severity(reading: &Reading<'_>, incident: &Incident) -> Option<Piece> {
    let name = incident.severity.as_deref()?;
    let tone = match name {
        "critical" | "high" => "tone-bad",
        "medium" => "tone-warning",
        _ => "tone-neutral",
    };
    Some(Piece::new(reading.say("severity", name)).chip(tone))
}

/// A name of a record: an element of the model, or the word of the source.
fn named(reading: &Reading<'_>, name: Option<&str>) -> Cell {
    match name {
        Some(name) if reading.snapshot().element(name).is_some() => Cell::of(reading.element_piece(name)),
        Some(name) => Cell::text(name),
        None => Cell::default(),
    }
}

fn fill(reading: &Reading<'_>, ledger: &Ledger<'_>, doc: &mut Doc) -> Result<(), AppError> {
    let (ask, words) = (reading.ask, reading.words());
    let filter = IncidentFilter {
        is_open: ask.get("open").is_some(),
        severity: ask.text("severity").map(str::to_owned),
        environment: ask.get("environment").and_then(|id| ElementId::parse(id).ok()),
        ..IncidentFilter::default()
    };
    let limit = if open::wants_all(ask) { 1_000 } else { PAGE };
    let paging = Paging { after: ask.get("after").map(str::to_owned), limit };
    let page = ledger.incidents(&filter, &paging)?;
    let mut sheet = Sheet::new(
        words.word("ledger_incidents"),
        &[
            words.word("ledger_incident"),
            words.word("ledger_severity"),
            words.word("ledger_detected"),
            words.word("ledger_resolved"),
            words.word("ledger_lasted"),
            words.word("ledger_environment"),
            words.word("ledger_service"),
            words.word("ledger_cause"),
            &format!("#{}", words.word("ledger_customers")),
        ],
    );
    let until = ledger.moment();
    for keyed in &page.items {
        let incident = &keyed.record;
        let title = incident.title.clone().unwrap_or_else(|| keyed.key.clone());
        let note = if title == keyed.key { String::new() } else { keyed.key.clone() };
        let resolved = incident.resolved_at.filter(|at| *at <= until);
        let lasted = incident.detected_at.map(|from| resolved.unwrap_or(until).since(from));
        let end = match resolved {
            Some(at) => Cell::at(Some(at)),
            None => Cell::of(Piece::new(words.word("ledger_open")).chip("tone-bad")),
        };
        sheet.row(
            Cell::of(Piece::new(title).to(Some(reading.to("incidents", &keyed.key)))).note(note),
            vec![
                Cell::all(severity(reading, incident).into_iter().collect()),
                Cell::at(incident.detected_at),
                end,
                Cell::maybe(lasted.map(|lasted| reading.duration(lasted as f64))),
                named(reading, incident.environment.as_deref()),
                named(reading, incident.service.as_deref()),
                Cell::maybe(incident.cause.as_deref().map(|cause| reading.say("cause", cause))),
                Cell::number(
                    incident.customers_affected.map(|count| grouped(count as usize)).unwrap_or_default(),
                ),
            ],
        );
    }
    let any = || std::iter::once((String::new(), words.word("any").to_owned()));
    let severities = SEVERITIES.map(|name| (name.to_owned(), reading.say("severity", name)));
    let environments = ledger.environments().iter();
    let environments = environments.map(|one| (one.id.to_string(), reading.name_of(one.id.as_str()).text));
    let only_open = [("yes".to_owned(), words.word("ledger_open").to_owned())];
    doc.form = Some(
        Form::new(reading)
            .select(reading, "open", words.word("ledger_state"), any().chain(only_open))
            .select(reading, "severity", words.word("ledger_severity"), any().chain(severities))
            .select(reading, "environment", words.word("ledger_environment"), any().chain(environments))
            .day(reading, "at", words.word("ledger_at")),
    );
    doc.queries = queries::incidents(reading);
    let mut section = Section::new("incidents", words.word("ledger_incidents"))
        .table(sheet, words.word("ledger_no_incidents"));
    section.more =
        page.next.map(|next| (words.word("ledger_older").to_owned(), ask.here(&[("after", &next)])));
    doc.add(section);
    if ledger.position()? == 0 {
        doc.nothing_yet(reading);
    }
    Ok(())
}

fn fill_one(reading: &Reading<'_>, ledger: &Ledger<'_>, doc: &mut Doc) -> Result<(), AppError> {
    let (key, words) = (reading.ask.id(), reading.words());
    let found = ledger.impact(&Cause::Incident(key.to_owned()))?;
    let incident = found.incident.clone().unwrap_or_default();
    doc.titled(incident.title.as_deref().unwrap_or(key).into());
    doc.sub.push(Piece::new(key));
    doc.sub.extend(severity(reading, &incident));
    doc.queries = queries::incident(reading, key);
    let until = ledger.moment();
    let resolved = incident.resolved_at.filter(|at| *at <= until);
    let mut facts = Vec::new();
    let mut add = |label: &str, text: Option<String>| facts.extend(text.map(|text| Fact::plain(label, text)));
    add(words.word("ledger_detected"), incident.detected_at.map(moment));
    add(
        words.word("ledger_resolved"),
        Some(resolved.map_or_else(|| words.word("ledger_open").to_owned(), moment)),
    );
    let lasted =
        incident.detected_at.map(|from| reading.duration(resolved.unwrap_or(until).since(from) as f64));
    add(words.word("ledger_lasted"), lasted);
    add(words.word("ledger_cause"), incident.cause.as_deref().map(|cause| reading.say("cause", cause)));
    add(words.word("ledger_customers"), incident.customers_affected.map(|count| grouped(count as usize)));
    add(words.word("ledger_deployment"), found.deployment.clone());
    add(words.word("ledger_version"), found.version.as_deref().map(draw::package));
    for (label, name) in [
        (words.word("ledger_environment"), &incident.environment),
        (words.word("ledger_service"), &incident.service),
    ] {
        facts.extend(name.as_deref().map(|name| Fact::of(label, vec![reading.part_for(name)])));
    }
    if let Some(url) = &incident.url {
        facts.push(Fact::of(words.word("ledger_address"), vec![Part::text(url.clone()).outside(Some(url))]));
    }
    if !found.hit.is_empty() {
        let hit = found.hit.iter().map(|id| reading.part_for(id.as_str())).collect();
        facts.push(Fact::lines(words.word("ledger_hit"), hit));
    }
    doc.aside.push(Section { facts, ..Section::new("facts", words.word("facts")) });
    let mut sheet = Sheet::new(
        words.word("ledger_impact"),
        &[words.word("ledger_touched"), words.word("ledger_sort_of"), words.word("ledger_path")],
    );
    for touched in &found.touched {
        let path = touched.path.iter().enumerate().map(|(n, id)| {
            let piece = reading.element_piece(id.as_str());
            if n == 0 { piece } else { piece.after("→ ") }
        });
        sheet.row(
            reading.element_cell(touched.element.as_str()),
            vec![Cell::text(reading.say("touched", touched.sort.name())), Cell::chain(path.collect())],
        );
    }
    doc.lead.push(
        Section::new("impact", words.word("ledger_impact"))
            .counted(grouped(found.touched.len()))
            .note(words.word("ledger_impact_help"))
            .table(sheet, words.word("ledger_no_impact")),
    );
    Ok(())
}
