//! `/m/<model>/delivery`: the board of requirements, as columns or as a table.

use archweave_app::AppError;
use archweave_app::ledger::{BoardQuery, BoardRow, BoardSort, Ledger};
use archweave_model::delivery::standing::{Column, DeliveryState};
use serde::Serialize;

use crate::pages::Ask;
use crate::pages::answer::Answer;
use crate::pages::language::grouped;
use crate::pages::pager::Pager;
use crate::pages::reading::Reading;

use super::doc::{Doc, Section};
use super::form::Form;
use super::open::{self, MAX_ROWS};
use super::queries;
use super::say::moment;
use super::sheet::{Cell, Piece, Sheet};

/// Requirements on a page.
const PAGE: usize = 50;
/// Effects, in their order.
const SORTS: [(&str, BoardSort); 5] = [
    ("priority", BoardSort::Priority),
    ("urgency", BoardSort::Urgency),
    ("owner", BoardSort::Owner),
    ("state", BoardSort::State),
    ("since", BoardSort::Since),
];

/// The board as columns.
#[derive(Serialize)]
pub(super) struct Board {
    columns: Vec<BoardColumn>,
}

#[derive(Serialize)]
struct BoardColumn {
    id: &'static str,
    label: String,
    /// All that stand in it, on every page.
    count: String,
    cards: Vec<BoardCard>,
}

#[derive(Serialize)]
struct BoardCard {
    name: Piece,
    id: String,
    parts: Vec<Piece>,
    note: String,
}

/// Builds the page.
pub(super) fn build(ask: &Ask) -> Result<Answer, AppError> {
    open::page(ask, "delivery", |reading| reading.words().word("ledger_delivery").to_owned(), fill)
}

fn fill(reading: &Reading<'_>, ledger: &Ledger<'_>, doc: &mut Doc) -> Result<(), AppError> {
    let (ask, words) = (reading.ask, reading.words());
    let all = open::wants_all(ask);
    let mut query = asked(ask)?;
    query.limit = if all { MAX_ROWS } else { PAGE };
    query.skip = if all { 0 } else { (ask.number("page") - 1) * PAGE };
    let mut page = ledger.board(&query)?;
    // A page after the last one is the last one.
    if page.rows.is_empty() && page.total > 0 {
        query.skip = (page.total - 1) / PAGE * PAGE;
        page = ledger.board(&query)?;
    }
    let is_table = all || ask.get("as") == Some("table");
    doc.form = Some(form(reading, ledger));
    doc.queries = queries::board(reading, &query);
    let heading = if is_table { words.word("ledger_as_table") } else { words.word("ledger_as_board") };
    let mut section =
        Section::new("board", heading).counted(words.count("ledger_requirement_count", page.total));
    section.more = Some(match is_table {
        true => (words.word("ledger_as_board").to_owned(), ask.here(&[("as", "")])),
        false => (words.word("ledger_as_table").to_owned(), ask.here(&[("as", "table")])),
    });
    section.pager = (page.total > PAGE).then(|| Pager::of(ask, page.total, PAGE));
    if is_table {
        let is_any =
            ask.query().any(|(name, value)| !matches!(name, "lang" | "at" | "as") && !value.is_empty());
        let empty =
            if is_any { words.word("ledger_nothing_fits") } else { words.word("ledger_no_requirements") };
        section = section.table(table(reading, &page.rows), empty);
    } else {
        let column = |(column, count): &(Column, usize)| BoardColumn {
            id: column.name(),
            label: reading.say("column", column.name()),
            count: grouped(*count),
            cards: page
                .rows
                .iter()
                .filter(|row| row.column == Some(*column))
                .map(|row| card(reading, row))
                .collect(),
        };
        section.board = Some(Board { columns: page.columns.iter().map(column).collect() });
        if page.without_column > 0 {
            section.notes.push(words.count("ledger_without_column", page.without_column));
        }
    }
    doc.add(section);
    if ledger.position()? == 0 {
        doc.nothing_yet(reading);
    }
    Ok(())
}

fn asked(ask: &Ask) -> Result<BoardQuery, AppError> {
    let text = |name: &str| ask.text(name).map(str::to_owned);
    let sort = match ask.get("sort") {
        None => BoardSort::default(),
        Some(name) => {
            let found = SORTS.iter().find(|(known, _)| *known == name).map(|(_, sort)| *sort);
            found.ok_or_else(|| {
                AppError::Invalid(format!("no order `{}`", crate::pages::ask::cut(name, 60)))
            })?
        }
    };
    Ok(BoardQuery {
        state: text("state"),
        column: Column::ALL.iter().copied().find(|column| ask.get("column") == Some(column.name())),
        environment: text("environment"),
        owner: text("owner"),
        priority: ask.get("priority").and_then(|priority| priority.parse().ok()),
        text: text("text"),
        sort,
        ..BoardQuery::default()
    })
}

fn form(reading: &Reading<'_>, ledger: &Ledger<'_>) -> Form {
    let words = reading.words();
    let any = || std::iter::once((String::new(), words.word("any").to_owned()));
    let states = DeliveryState::NAMES.iter().map(|name| ((*name).to_owned(), reading.say("state", name)));
    let environments = ledger.environments().iter();
    let environments = environments.map(|one| (one.id.to_string(), reading.name_of(one.id.as_str()).text));
    let columns = Column::ALL.iter().map(|one| (one.name().to_owned(), reading.say("column", one.name())));
    let sorts = [
        ("", words.word("ledger_by_priority")),
        ("urgency", words.word("ledger_by_urgency")),
        ("owner", words.word("ledger_by_owner")),
        ("state", words.word("ledger_by_state")),
        ("since", words.word("ledger_by_since")),
    ];
    let plain = |(id, label): (&str, &str)| (id.to_owned(), label.to_owned());
    let ways = [("", words.word("ledger_as_board")), ("table", words.word("ledger_as_table"))];
    Form::new(reading)
        .search(reading, "text", words.word("text"))
        .select(reading, "column", words.word("ledger_column"), any().chain(columns))
        .select(reading, "state", words.word("ledger_state"), any().chain(states))
        .select(reading, "environment", words.word("ledger_environment"), any().chain(environments))
        .select(reading, "owner", words.word("ledger_owner"), any().chain(owners(reading)))
        .select(
            reading,
            "priority",
            words.word("ledger_priority"),
            any().chain((1..=4).map(|level| (level.to_string(), level.to_string()))),
        )
        .day(reading, "at", words.word("ledger_at"))
        .select(reading, "sort", words.word("ledger_sort"), sorts.map(plain))
        .select(reading, "as", words.word("ledger_shown_as"), ways.map(plain))
}

/// Everybody who owns a requirement.
fn owners(reading: &Reading<'_>) -> Vec<(String, String)> {
    let snapshot = reading.snapshot();
    let metamodel = snapshot.metamodel();
    let requirement = metamodel.kind_index("requirement");
    let mut found = std::collections::BTreeMap::new();
    for slot in snapshot.slots() {
        let (Some(kind), Some(wanted)) = (snapshot.kind_at(slot), requirement) else { continue };
        let Some(element) = snapshot.element_at(slot).filter(|_| metamodel.is_a(kind, wanted)) else {
            continue;
        };
        for owner in [&element.owners.business, &element.owners.technology].into_iter().flatten() {
            found.entry(owner.to_string()).or_insert_with(|| reading.name_of(owner).text);
        }
    }
    found.into_iter().take(200).collect()
}

/// Colour of a state; the words say the same.
pub(super) fn tone(state: DeliveryState) -> &'static str {
    match state {
        DeliveryState::Live { .. } => "tone-good",
        DeliveryState::Deployed | DeliveryState::Accepted => "tone-s3",
        DeliveryState::Verified | DeliveryState::Built | DeliveryState::Building => "tone-s2",
        DeliveryState::RolledBack | DeliveryState::Removed => "tone-warning",
        DeliveryState::NotStarted => "tone-neutral",
    }
}

/// Colour of an effect.
pub(super) fn effect_tone(name: &str) -> &'static str {
    match name {
        "reached" => "tone-good",
        "missed" => "tone-bad",
        "moving" => "tone-s2",
        _ => "tone-neutral",
    }
}

fn owner(reading: &Reading<'_>, row: &BoardRow) -> Option<Piece> {
    let owner = row.owners.business.as_deref().or(row.owners.technology.as_deref())?;
    Some(Piece::from(reading.name_of(owner)).to(reading.address_of(owner)))
}

fn name(reading: &Reading<'_>, row: &BoardRow) -> Piece {
    let id = row.requirement.as_str();
    let shown = reading.show(&row.name);
    let shown = if shown.text.trim().is_empty() { id.into() } else { shown };
    Piece::from(shown).to(Some(reading.to("requirements", id)))
}

fn suspect(reading: &Reading<'_>, row: &BoardRow) -> Option<Piece> {
    (row.suspect > 0)
        .then(|| Piece::new(reading.words().count("ledger_suspect_links", row.suspect)).chip("tone-bad"))
}

fn effect(reading: &Reading<'_>, row: &BoardRow) -> Option<Piece> {
    let state = row.effect.state.name();
    (state != "no-indicator").then(|| Piece::new(reading.say("effect", state)).chip(effect_tone(state)))
}

fn card(reading: &Reading<'_>, row: &BoardRow) -> BoardCard {
    let words = reading.words();
    let mut parts = vec![Piece::new(reading.say_state(row.state)).chip(tone(row.state))];
    let is_live = matches!(row.column, Some(Column::Deployed | Column::Measured));
    parts.extend(effect(reading, row).filter(|_| is_live));
    parts.extend(suspect(reading, row));
    parts.extend(owner(reading, row));
    let mut notes = Vec::new();
    notes
        .extend(row.priority.map(|level| words.fill("ledger_priority_is", &[("level", &level.to_string())])));
    notes.extend(row.since.map(|since| words.fill("ledger_since_day", &[("day", &since.day())])));
    let last = row.deliveries.last();
    notes.extend(last.map(|there| reading.name_of(there.environment.as_str()).text));
    BoardCard { name: name(reading, row), id: row.requirement.to_string(), parts, note: notes.join(" · ") }
}

fn table(reading: &Reading<'_>, rows: &[BoardRow]) -> Sheet {
    let words = reading.words();
    let mut sheet = Sheet::new(
        words.word("ledger_delivery"),
        &[
            words.word("ledger_requirement"),
            words.word("ledger_decision"),
            words.word("ledger_delivery_state"),
            words.word("ledger_since"),
            words.word("ledger_where"),
            words.word("ledger_effect"),
            words.word("ledger_priority"),
            words.word("ledger_urgency"),
            words.word("ledger_owner"),
            words.word("ledger_suspect"),
        ],
    );
    for row in rows {
        let places = row.deliveries.iter().map(|there| {
            let text = format!(
                "{}: {}",
                reading.name_of(there.environment.as_str()).text,
                reading.say_state(there.state)
            );
            Piece::new(text).to(reading.address_of(there.environment.as_str()))
        });
        let level =
            |level: Option<u8>| Cell::number(level.map(|level| level.to_string()).unwrap_or_default());
        sheet.row(
            Cell::of(name(reading, row)).note(row.requirement.to_string()),
            vec![
                Cell::text(reading.say("decision", row.decision.name())),
                Cell::of(Piece::new(reading.say_state(row.state)).chip(tone(row.state))),
                Cell::maybe(row.since.map(moment)),
                Cell::all(places.collect()),
                Cell::all(effect(reading, row).into_iter().collect()),
                level(row.priority),
                level(row.urgency),
                Cell::all(owner(reading, row).into_iter().collect()),
                Cell::all(suspect(reading, row).into_iter().collect()),
            ],
        );
    }
    sheet
}
