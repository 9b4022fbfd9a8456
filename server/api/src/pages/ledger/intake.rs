//! `/m/<model>/intake`: demands in a stable order, needs that say the same, and needs that are in no
//! demand yet.

use archweave_app::AppError;
use archweave_app::ledger::{Ledger, NeedFilter, NeedRow, Paging};

use crate::pages::Ask;
use crate::pages::answer::Answer;
use crate::pages::ask::cut;
use crate::pages::language::grouped;
use crate::pages::reading::Reading;

use super::doc::{Doc, Section};
use super::form::Form;
use super::say::moment;
use super::sheet::{Cell, Piece, Sheet};
use super::{open, queries};

/// Needs on a page, groups, and needs shown of a group.
const PAGE: u32 = 50;
const MAX_GROUPS: usize = 30;
const MAX_OF_GROUP: usize = 50;
/// Longest text of a need on a page, in bytes.
const MAX_TEXT: usize = 300;
const KINDS: [&str; 5] = ["fault", "enquiry", "complaint", "suggestion", "request"];

/// Builds the page.
pub(super) fn build(ask: &Ask) -> Result<Answer, AppError> {
    open::page(ask, "intake", |reading| reading.words().word("ledger_intake").to_owned(), fill)
}

fn fill(reading: &Reading<'_>, ledger: &Ledger<'_>, doc: &mut Doc) -> Result<(), AppError> {
    let (ask, words) = (reading.ask, reading.words());
    let all = open::wants_all(ask);
    let filter = NeedFilter {
        is_ungrouped: ask.get("grouped").is_none(),
        kind: ask.text("kind").map(str::to_owned),
        channel: ask.text("channel").map(str::to_owned),
        area: ask.text("area").map(str::to_owned),
        ..NeedFilter::default()
    };
    let any = || std::iter::once((String::new(), words.word("any").to_owned()));
    let kinds = KINDS.map(|name| (name.to_owned(), reading.say("need", name)));
    let which = [("", words.word("ledger_ungrouped")), ("yes", words.word("ledger_all_needs"))];
    doc.form = Some(
        Form::new(reading)
            .select(
                reading,
                "grouped",
                words.word("ledger_needs"),
                which.map(|(id, label)| (id.to_owned(), label.to_owned())),
            )
            .select(reading, "kind", words.word("kind"), any().chain(kinds))
            .search(reading, "channel", words.word("ledger_channel"))
            .search(reading, "area", words.word("ledger_area"))
            .day(reading, "at", words.word("ledger_at")),
    );
    doc.queries = queries::intake(reading);
    doc.add(demands(reading, ledger)?);
    doc.add(groups(reading, ledger, &filter, all)?);
    let limit = if all { 1_000 } else { PAGE };
    let page = ledger.needs(&filter, &Paging { after: ask.get("after").map(str::to_owned), limit })?;
    let mut sheet = Sheet::new(
        words.word("ledger_needs"),
        &[
            words.word("ledger_need"),
            words.word("kind"),
            words.word("ledger_channel"),
            words.word("ledger_area"),
            words.word("ledger_received"),
            words.word("ledger_demand"),
        ],
    );
    for row in &page.items {
        let need = &row.need;
        sheet.row(
            text(reading, row),
            vec![
                Cell::maybe(need.kind.as_deref().map(|kind| reading.say("need", kind))),
                Cell::maybe(need.channel.as_deref().map(|channel| reading.name_of(channel).text)),
                Cell::maybe(need.area.as_deref().map(|area| reading.name_of(area).text)),
                Cell::at(need.received_at),
                Cell::all(row.demand.iter().map(|id| reading.element_piece(id.as_str())).collect()),
            ],
        );
    }
    let mut section =
        Section::new("needs", words.word("ledger_needs")).table(sheet, words.word("ledger_no_needs"));
    section.more =
        page.next.map(|next| (words.word("ledger_older").to_owned(), ask.here(&[("after", &next)])));
    doc.add(section);
    if ledger.position()? == 0 {
        doc.nothing_yet(reading);
    }
    Ok(())
}

/// The words of a need; of an erased one that it is.
fn text(reading: &Reading<'_>, row: &NeedRow) -> Cell {
    let words = reading.words();
    match (row.need.text.as_deref(), row.need.erased_at) {
        (Some(text), _) if text.len() > MAX_TEXT => {
            Cell::text(format!("{}…", cut(text, MAX_TEXT))).note(row.key.clone())
        }
        (Some(text), _) => Cell::text(text).note(row.key.clone()),
        (None, Some(at)) => {
            Cell::text(words.fill("ledger_erased", &[("day", &at.day())])).note(row.key.clone())
        }
        (None, None) => Cell::text(row.key.clone()),
    }
}

fn demands(reading: &Reading<'_>, ledger: &Ledger<'_>) -> Result<Section, AppError> {
    let words = reading.words();
    let mut sheet = Sheet::new(
        words.word("ledger_demands"),
        &[
            words.word("ledger_demand"),
            &format!("#{}", words.word("ledger_place")),
            words.word("ledger_decision"),
            &format!("#{}", words.word("ledger_priority")),
            &format!("#{}", words.word("ledger_urgency")),
            &format!("#{}", words.word("ledger_needs")),
            words.word("ledger_wanted_by"),
            words.word("ledger_recorded"),
        ],
    );
    let ranked = ledger.demands()?;
    for (n, one) in ranked.iter().enumerate() {
        let rank = &one.rank;
        let element = reading.snapshot().element(one.demand.as_str());
        let decision = element.and_then(|element| element.properties.text("decision"));
        let level =
            |level: Option<u8>| Cell::number(level.map(|level| level.to_string()).unwrap_or_default());
        sheet.row(
            reading.element_cell(one.demand.as_str()),
            vec![
                Cell::number((n + 1).to_string()),
                Cell::maybe(decision.map(|decision| reading.say("decision", decision))),
                level(rank.priority),
                level(rank.urgency),
                Cell::number(grouped(rank.need_count as usize)),
                Cell::maybe(rank.wanted_by.as_deref()),
                Cell::maybe(rank.recorded.map(|at| at.day())),
            ],
        );
    }
    Ok(Section::new("demands", words.word("ledger_demands"))
        .counted(grouped(ranked.len()))
        .note(words.word("ledger_demand_order"))
        .table(sheet, words.word("ledger_no_demands")))
}

fn groups(
    reading: &Reading<'_>,
    ledger: &Ledger<'_>,
    filter: &NeedFilter,
    all: bool,
) -> Result<Section, AppError> {
    let words = reading.words();
    let mut sheet = Sheet::new(
        words.word("ledger_same_needs"),
        &[
            words.word("ledger_in_words_of"),
            &format!("#{}", words.word("ledger_needs")),
            words.word("ledger_first_asked"),
            words.word("ledger_last_asked"),
            words.word("ledger_each"),
        ],
    );
    let found = ledger.need_groups(filter)?;
    let limit = if all { usize::MAX } else { MAX_GROUPS };
    for group in found.iter().take(limit) {
        let at =
            |need: Option<&NeedRow>| Cell::maybe(need.and_then(|need| need.need.received_at).map(moment));
        let most = if all { usize::MAX } else { MAX_OF_GROUP };
        let each = group.needs.iter().take(most).map(|need| {
            let text = need.need.text.as_deref().unwrap_or_default();
            Piece::new(format!("{} ({})", cut(text, MAX_TEXT), need.key))
        });
        sheet.row(
            Cell::text(cut(&group.text, MAX_TEXT)),
            vec![
                Cell::number(grouped(group.needs.len())),
                at(group.needs.first()),
                at(group.needs.last()),
                Cell::default().more(words.count("ledger_need_count", group.needs.len()), each.collect()),
            ],
        );
    }
    Ok(Section::new("groups", words.word("ledger_same_needs"))
        .counted(grouped(found.len()))
        .note(words.word("ledger_groups_help"))
        .table(sheet, words.word("ledger_no_groups")))
}
