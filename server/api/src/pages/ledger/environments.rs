//! `/m/<model>/environments` and `/m/<model>/environments/<id>`: what runs where, what that holds, and
//! what changed there since a day.

use archweave_app::AppError;
use archweave_app::ledger::{Contents, Difference, Ledger, Present, Subject, draw};
use archweave_model::id::ElementId;

use crate::pages::Ask;
use crate::pages::answer::Answer;
use crate::pages::language::grouped;
use crate::pages::reading::Reading;

use super::doc::{Doc, Section};
use super::form::Form;
use super::say::{moment, percent};
use super::sheet::{Cell, Piece, Sheet};
use super::{open, queries};

/// Environments of one page.
const MAX: usize = 60;

/// Builds the list.
pub(super) fn build(ask: &Ask) -> Result<Answer, AppError> {
    open::page(ask, "environments", |reading| reading.words().word("ledger_environments").to_owned(), fill)
}

/// Builds the page of one.
pub(super) fn build_one(ask: &Ask) -> Result<Answer, AppError> {
    open::page(ask, "environments", |reading| reading.name_of(reading.ask.id()).text, fill_one)
}

fn fill(reading: &Reading<'_>, ledger: &Ledger<'_>, doc: &mut Doc) -> Result<(), AppError> {
    let words = reading.words();
    let mut sheet = Sheet::new(
        words.word("ledger_environments"),
        &[
            words.word("ledger_environment"),
            words.word("ledger_stage"),
            &format!("#{}", words.word("ledger_versions")),
            &format!("#{}", words.word("ledger_requirements")),
            &format!("#{}", words.word("ledger_unknown")),
            words.word("ledger_newest"),
        ],
    );
    // Production first: that is what is asked for.
    for environment in ledger.environments().iter().rev().take(MAX) {
        let id = environment.id.as_str();
        let found = ledger.what_is_in(&Subject::Environment(id.to_owned()))?;
        let newest =
            found.versions.iter().filter_map(|one| Some((one.since?, one))).max_by_key(|(since, _)| *since);
        sheet.row(
            reading.element_cell(id),
            vec![
                Cell::maybe(environment.stage.map(|stage| reading.say("stage", stage.name()))),
                Cell::number(grouped(found.versions.len())),
                Cell::number(grouped(found.requirements.len())),
                Cell::number(grouped(found.versions.iter().filter(|one| one.unknown.is_some()).count())),
                newest.map(|(since, one)| Cell::text(version(one)).note(moment(since))).unwrap_or_default(),
            ],
        );
    }
    doc.form = Some(Form::new(reading).day(reading, "at", words.word("ledger_at")));
    doc.queries = queries::environments(reading);
    doc.add(
        Section::new("environments", words.word("ledger_environments"))
            .table(sheet, words.word("ledger_no_environments")),
    );
    if ledger.position()? == 0 {
        doc.nothing_yet(reading);
    }
    Ok(())
}

fn fill_one(reading: &Reading<'_>, ledger: &Ledger<'_>, doc: &mut Doc) -> Result<(), AppError> {
    let (ask, words) = (reading.ask, reading.words());
    let subject = Subject::Environment(ask.id().to_owned());
    let found = ledger.what_is_in(&subject)?;
    head(reading, doc, found.element.as_ref());
    doc.form = Some(Form::new(reading).day(reading, "at", words.word("ledger_at")).day(
        reading,
        "before",
        words.word("ledger_compare_with"),
    ));
    doc.queries = queries::environment(reading, ask.id());
    let before = open::moment_of(ask, "before")?;
    doc.add(running(reading, &found));
    if let Some(before) = before {
        let difference = ledger.what_changed((&subject, Some(before)), (&subject, ledger.at()))?;
        let note = words.fill("ledger_changed_since", &[("time", &moment(before))]);
        changes(reading, doc, &difference, &note);
    }
    doc.add(contained(reading, &found));
    doc.add(missing(reading, &found, words.word("ledger_missing_in_environment")));
    if found.versions.is_empty() {
        doc.nothing_yet(reading);
    }
    Ok(())
}

/// Heading of a page about an element.
pub(super) fn head(reading: &Reading<'_>, doc: &mut Doc, element: Option<&ElementId>) {
    let Some(element) = element.and_then(|id| reading.snapshot().element(id.as_str())) else { return };
    doc.titled(reading.name_of(element.id.as_str()));
    doc.thing = Some(reading.brief(element));
    let page = reading.to("elements", element.id.as_str());
    doc.sub.push(Piece::new(element.id.as_str()));
    doc.sub.push(Piece::new(reading.words().word("ledger_element_page")).to(Some(page)));
}

/// A version as people say it.
fn version(one: &Present) -> String {
    let name = draw::package(&one.package);
    if one.version.is_empty() { name } else { format!("{name} {}", one.version) }
}

/// What is there.
pub(super) fn running(reading: &Reading<'_>, found: &Contents) -> Section {
    let words = reading.words();
    let is_release = matches!(found.subject, Subject::Release(_));
    let mut sheet = Sheet::new(
        words.word("ledger_versions"),
        &[
            words.word("ledger_artifact"),
            words.word("ledger_version"),
            words.word("ledger_target"),
            words.word("ledger_since"),
            words.word("ledger_share"),
            words.word("ledger_deployment"),
            words.word("ledger_unknown_why"),
        ],
    );
    for one in &found.versions {
        let name = match &one.artifact {
            Some(id) => Cell::of(reading.element_piece(id.as_str())),
            None => Cell::text(draw::package(&one.package)),
        };
        sheet.row(
            name.note(one.package.clone()),
            vec![
                Cell::text(one.version.clone()),
                Cell::all(one.target.iter().map(|id| reading.element_piece(id.as_str())).collect()),
                Cell::at(one.since),
                Cell::maybe(one.share.map(percent)),
                Cell::maybe(one.deployment.clone()),
                one.unknown
                    .map(|why| Cell::of(Piece::new(reading.say("unknown", why.code())).chip("tone-warning")))
                    .unwrap_or_default(),
            ],
        );
    }
    let heading =
        if is_release { words.word("ledger_versions_in_release") } else { words.word("ledger_runs_here") };
    let empty = if is_release {
        words.word("ledger_no_versions_in_release")
    } else {
        words.word("ledger_nothing_runs")
    };
    Section::new("versions", heading).counted(grouped(found.versions.len())).table(sheet, empty)
}

/// Requirements that are in it.
pub(super) fn contained(reading: &Reading<'_>, found: &Contents) -> Section {
    let words = reading.words();
    let mut sheet = Sheet::new(
        words.word("ledger_requirements"),
        &[words.word("ledger_requirement"), words.word("ledger_package"), words.word("ledger_first_version")],
    );
    for one in &found.requirements {
        sheet.row(
            reading.element_cell(one.requirement.as_str()),
            vec![Cell::text(draw::package(&one.package)), Cell::text(one.version.clone())],
        );
    }
    Section::new("requirements", words.word("ledger_requirements_in"))
        .counted(grouped(found.requirements.len()))
        .table(sheet, words.word("ledger_no_requirements_in"))
}

/// Planned, and not there.
pub(super) fn missing(reading: &Reading<'_>, found: &Contents, explained: &str) -> Section {
    let words = reading.words();
    let mut sheet = Sheet::new(
        words.word("ledger_missing"),
        &[words.word("ledger_requirement"), words.word("ledger_owner")],
    );
    for id in &found.missing {
        let owner = reading.snapshot().element(id.as_str()).and_then(|element| {
            element.owners.business.as_deref().or(element.owners.technology.as_deref()).map(str::to_owned)
        });
        let owner = owner.map(|owner| Cell::of(reading.element_piece(&owner))).unwrap_or_default();
        sheet.row(reading.element_cell(id.as_str()), vec![owner]);
    }
    Section::new("missing", words.word("ledger_missing"))
        .counted(grouped(found.missing.len()))
        .note(explained)
        .table(sheet, words.word("ledger_nothing_missing"))
}

/// What came, what went, which versions differ.
pub(super) fn changes(reading: &Reading<'_>, doc: &mut Doc, difference: &Difference, note: &str) {
    let words = reading.words();
    let mut sheet = Sheet::new(
        words.word("ledger_changed"),
        &[
            words.word("ledger_requirement"),
            words.word("ledger_change"),
            words.word("ledger_package"),
            words.word("ledger_first_version"),
            words.word("ledger_suspect"),
        ],
    );
    let sides = [
        (&difference.added, words.word("ledger_added"), "tone-good"),
        (&difference.removed, words.word("ledger_removed"), "tone-warning"),
    ];
    for (list, label, tone) in sides {
        for one in list {
            let is_suspect = difference.suspect.contains(&one.requirement);
            sheet.row(
                reading.element_cell(one.requirement.as_str()),
                vec![
                    Cell::of(Piece::new(label).chip(tone)),
                    Cell::text(draw::package(&one.package)),
                    Cell::text(one.version.clone()),
                    if is_suspect {
                        Cell::of(Piece::new(words.word("ledger_suspect")).chip("tone-bad"))
                    } else {
                        Cell::default()
                    },
                ],
            );
        }
    }
    let count = grouped(difference.added.len() + difference.removed.len());
    doc.add(
        Section::new("changed", words.word("ledger_changed"))
            .counted(count)
            .note(note)
            .table(sheet, words.word("ledger_nothing_changed")),
    );
    let mut versions = Sheet::new(
        words.word("ledger_version_changes"),
        &[words.word("ledger_package"), words.word("ledger_before"), words.word("ledger_after")],
    );
    for one in &difference.versions {
        let name = match &one.artifact {
            Some(id) => Cell::of(reading.element_piece(id.as_str())),
            None => Cell::text(draw::package(&one.package)),
        };
        let list = |versions: &std::collections::BTreeSet<String>| {
            Cell::all(versions.iter().map(Piece::new).collect())
        };
        versions.row(name, vec![list(&one.before), list(&one.after)]);
    }
    doc.add(
        Section::new("version-changes", words.word("ledger_version_changes"))
            .table(versions, words.word("ledger_nothing_changed")),
    );
}
