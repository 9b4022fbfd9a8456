//! `/m/<model>/releases` and `/m/<model>/releases/<id>`: what was given out together, what is new in it,
//! and what was planned for it and is missing.

use std::collections::BTreeMap;

use archweave_app::AppError;
use archweave_app::ledger::{Ledger, Paging, Subject};
use archweave_model::delivery::Moment;
use archweave_model::delivery::record::{Record, RecordKind};
use archweave_model::id::ElementId;

use crate::pages::Ask;
use crate::pages::answer::Answer;
use crate::pages::language::grouped;
use crate::pages::reading::Reading;

use super::doc::{Doc, Section};
use super::environments::{changes, contained, head, missing, running};
use super::form::Form;
use super::say::moment;
use super::sheet::{Cell, Piece, Sheet};
use super::{open, queries};

/// Releases of one page.
const MAX: usize = 100;

/// Builds the list.
pub(super) fn build(ask: &Ask) -> Result<Answer, AppError> {
    open::page(ask, "releases", |reading| reading.words().word("ledger_releases").to_owned(), fill)
}

/// Builds the page of one.
pub(super) fn build_one(ask: &Ask) -> Result<Answer, AppError> {
    open::page(ask, "releases", |reading| reading.name_of(reading.ask.id()).text, fill_one)
}

/// A release, planned in the model, reported, or both.
struct Release {
    /// The id of its element, else the name that a source gave it.
    name: String,
    element: Option<ElementId>,
    version: String,
    planned: Option<String>,
    given_out: Option<Moment>,
}

impl Release {
    /// The day that puts it in order: when it was given out, else when it is planned.
    fn day(&self) -> Option<String> {
        self.given_out.map(Moment::day).or_else(|| self.planned.clone())
    }
}

/// All of them, the newest first; those without a day at the end.
fn all(reading: &Reading<'_>, ledger: &Ledger<'_>) -> Result<Vec<Release>, AppError> {
    let snapshot = reading.snapshot();
    let metamodel = snapshot.metamodel();
    let wanted = metamodel.kind_index("release");
    let mut found: Vec<Release> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for slot in snapshot.slots() {
        let (Some(kind), Some(wanted)) = (snapshot.kind_at(slot), wanted) else { continue };
        let Some(element) = snapshot.element_at(slot).filter(|_| metamodel.is_a(kind, wanted)) else {
            continue;
        };
        let version = element.properties.text("version").unwrap_or_default().to_owned();
        known.insert(element.id.to_string(), found.len());
        known.entry(version.clone()).or_insert(found.len());
        found.push(Release {
            name: element.id.to_string(),
            element: Some(element.id.clone()),
            version,
            planned: element.properties.text("planned_on").map(str::to_owned),
            given_out: None,
        });
    }
    let until = ledger.moment();
    for stored in ledger.list(RecordKind::Release, &Paging::first(1_000))?.items {
        let Record::Release(record) = stored.record else { continue };
        if record.at.is_some_and(|at| at > until) {
            continue;
        }
        let names = [Some(&stored.key), record.name.as_ref()];
        let found_at = names.into_iter().flatten().find_map(|name| known.get(name)).copied();
        match found_at {
            Some(at) => found[at].given_out = found[at].given_out.max(record.at),
            None => found.push(Release {
                name: stored.key.clone(),
                element: None,
                version: record.name.unwrap_or(stored.key),
                planned: None,
                given_out: record.at,
            }),
        }
    }
    found.sort_by(|a, b| b.day().cmp(&a.day()).then_with(|| b.version.cmp(&a.version)));
    Ok(found)
}

fn fill(reading: &Reading<'_>, ledger: &Ledger<'_>, doc: &mut Doc) -> Result<(), AppError> {
    let words = reading.words();
    let mut sheet = Sheet::new(
        words.word("ledger_releases"),
        &[
            words.word("ledger_release"),
            words.word("ledger_version"),
            words.word("ledger_planned_on"),
            words.word("ledger_given_out"),
            &format!("#{}", words.word("ledger_versions")),
            &format!("#{}", words.word("ledger_requirements")),
            &format!("#{}", words.word("ledger_missing")),
        ],
    );
    let releases = all(reading, ledger)?;
    for release in releases.iter().take(MAX) {
        let found = ledger.what_is_in(&Subject::Release(release.name.clone()))?;
        let head = match &release.element {
            Some(id) => reading.element_cell(id.as_str()),
            None => {
                Cell::of(Piece::new(release.name.clone()).to(Some(reading.to("releases", &release.name))))
                    .note(words.word("ledger_not_in_model"))
            }
        };
        sheet.row(
            head,
            vec![
                Cell::text(release.version.clone()),
                Cell::maybe(release.planned.clone()),
                Cell::at(release.given_out),
                Cell::number(grouped(found.versions.len())),
                Cell::number(grouped(found.requirements.len())),
                Cell::number(grouped(found.missing.len())),
            ],
        );
    }
    doc.form = Some(Form::new(reading).day(reading, "at", words.word("ledger_at")));
    doc.queries = queries::releases(reading);
    doc.add(
        Section::new("releases", words.word("ledger_releases"))
            .counted(grouped(releases.len()))
            .table(sheet, words.word("ledger_no_releases")),
    );
    if ledger.position()? == 0 {
        doc.nothing_yet(reading);
    }
    Ok(())
}

fn fill_one(reading: &Reading<'_>, ledger: &Ledger<'_>, doc: &mut Doc) -> Result<(), AppError> {
    let (ask, words) = (reading.ask, reading.words());
    let subject = Subject::Release(ask.id().to_owned());
    let found = ledger.what_is_in(&subject)?;
    head(reading, doc, found.element.as_ref());
    let releases = all(reading, ledger)?;
    let own = releases
        .iter()
        .position(|one| one.name == ask.id() || one.element == found.element && found.element.is_some());
    let given_out = own.and_then(|at| releases[at].given_out);
    let at = given_out.map(|at| words.fill("ledger_given_out_at", &[("time", &moment(at))]));
    let planned = own
        .and_then(|at| releases[at].planned.as_deref())
        .map(|day| words.fill("ledger_planned_for", &[("day", day)]));
    doc.sub.extend([planned, at].into_iter().flatten().map(Piece::new));
    doc.add(missing(reading, &found, words.word("ledger_missing_in_release")));
    // The list is the newest first, so the one before it comes after it.
    let previous = own.and_then(|at| releases[at + 1..].iter().find(|one| one.day().is_some()));
    doc.queries = queries::release(reading, ask.id(), previous.map(|one| one.name.as_str()));
    if let Some(previous) = previous {
        let before = Subject::Release(previous.name.clone());
        let difference = ledger.what_changed((&before, None), (&subject, None))?;
        let name = reading.name_of(&previous.name).text;
        changes(reading, doc, &difference, &words.fill("ledger_changed_since_release", &[("name", &name)]));
    }
    doc.add(contained(reading, &found));
    doc.add(running(reading, &found));
    if found.versions.is_empty() && found.requirements.is_empty() {
        doc.nothing_yet(reading);
    }
    Ok(())
}
