//! `/m/<model>/unmatched`: names in events that nothing in the model has, with why; and how much of what
//! is reported stands for something, by source and team.

use archweave_app::AppError;
use archweave_app::ledger::{Ledger, Paging, sort_name};

use crate::pages::Ask;
use crate::pages::answer::Answer;
use crate::pages::language::grouped;
use crate::pages::reading::Reading;

use super::doc::{Doc, Section};
use super::say::percent;
use super::sheet::{Cell, Piece, Sheet};
use super::{open, queries, traced};

/// Names on a page.
const PAGE: u32 = 50;

/// Builds the page.
pub(super) fn build(ask: &Ask) -> Result<Answer, AppError> {
    open::page(ask, "unmatched", |reading| reading.words().word("ledger_unmatched").to_owned(), fill)
}

fn fill(reading: &Reading<'_>, ledger: &Ledger<'_>, doc: &mut Doc) -> Result<(), AppError> {
    let (ask, words) = (reading.ask, reading.words());
    let limit = if open::wants_all(ask) { 1_000 } else { PAGE };
    let page = ledger.unmatched(&Paging { after: ask.get("after").map(str::to_owned), limit })?;
    let mut sheet = Sheet::new(
        words.word("ledger_unmatched"),
        &[
            words.word("ledger_name_in_events"),
            words.word("ledger_meant"),
            words.word("ledger_reason"),
            &format!("#{}", words.word("ledger_times")),
            words.word("ledger_first_heard"),
            words.word("ledger_example"),
        ],
    );
    for one in &page.items {
        let (kind, key) = &one.example;
        sheet.row(
            Cell::text(one.text.clone()),
            vec![
                Cell::text(reading.say("sort", sort_name(one.sort))),
                Cell::of(Piece::new(reading.say("reason", &one.code)).chip("tone-warning"))
                    .note(one.reason(reading.ask.language.code())),
                Cell::number(grouped(one.count as usize)),
                Cell::at(Some(one.first_at)),
                Cell::text(traced::kind_label(reading, *kind)).note(key.clone()),
            ],
        );
    }
    doc.queries = queries::unmatched(reading);
    let mut section = Section::new("unmatched", words.word("ledger_unmatched"))
        .note(words.word("ledger_unmatched_help"))
        .table(sheet, words.word("ledger_all_matched"));
    section.more =
        page.next.map(|next| (words.word("ledger_more_names").to_owned(), ask.here(&[("after", &next)])));
    doc.add(section);
    let mut shares = Sheet::new(
        words.word("ledger_matched_share"),
        &[
            words.word("ledger_source"),
            words.word("ledger_team"),
            &format!("#{}", words.word("ledger_matched")),
            &format!("#{}", words.word("ledger_counted")),
        ],
    );
    for one in ledger.matched_share()? {
        let share = (one.total > 0).then(|| one.matched as f64 / one.total as f64);
        let counted = [("present", grouped(one.matched as usize)), ("required", grouped(one.total as usize))];
        shares.row(
            Cell::text(one.source),
            vec![
                Cell::maybe(one.team.map(|team| reading.name_of(&team).text)),
                Cell::number(share.map(percent).unwrap_or_default()),
                Cell::number(
                    words.fill("present_of", &counted.each_ref().map(|(name, text)| (*name, text.as_str()))),
                ),
            ],
        );
    }
    doc.add(
        Section::new("shares", words.word("ledger_matched_share"))
            .note(words.word("ledger_matched_help"))
            .table(shares, words.word("ledger_nothing_reported")),
    );
    if ledger.position()? == 0 {
        doc.nothing_yet(reading);
    }
    Ok(())
}
