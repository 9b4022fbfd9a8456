//! The chain of a requirement as a list: every link with what it means, why it is believed, who says so,
//! and whether somebody should look at it.

use std::collections::HashMap;

use archweave_app::ledger::{Link, Trace, TraceNode, draw};
use archweave_model::delivery::record::{Basis, RecordKind};

use crate::pages::reading::Reading;

use super::say::moment;
use super::sheet::{Cell, Piece, Sheet};

/// Where the row about a node stands.
pub(super) fn anchor(node: usize) -> String {
    format!("r-{node}")
}

/// What a kind of record is called.
pub(super) fn kind_label(reading: &Reading<'_>, kind: RecordKind) -> String {
    match kind {
        RecordKind::Ticket => reading.say("step", "ticket"),
        kind => reading.kind(kind.name()),
    }
}

/// The stable name of a basis.
pub(super) fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::ByHand => "by-hand",
        Basis::Declared => "declared",
        Basis::Trailer => "trailer",
        Basis::Ticket => "ticket",
        Basis::BranchName => "branch-name",
        Basis::Purl => "purl",
        Basis::Guessed => "guessed",
    }
}

fn piece(reading: &Reading<'_>, node: &TraceNode) -> Piece {
    let language = reading.ask.language.code();
    let piece = Piece::new(draw::label(reading.snapshot(), node, language));
    match &node.element {
        Some(id) => piece.to(reading.address_of(id.as_str())),
        None => piece.outside(node.url.as_deref()),
    }
}

/// The list. A row is a link; what nothing leads to has none of its own.
pub(super) fn links(reading: &Reading<'_>, trace: &Trace) -> Sheet {
    let words = reading.words();
    let language = reading.ask.language.code();
    let mut sheet = Sheet::new(
        words.word("ledger_links"),
        &[
            words.word("ledger_what"),
            words.word("ledger_step"),
            words.word("ledger_state"),
            words.word("ledger_when"),
            words.word("ledger_from"),
            words.word("ledger_basis"),
            words.word("ledger_said_by"),
            words.word("ledger_suspect"),
        ],
    );
    let links = &trace.whereabouts.links;
    let known: HashMap<(RecordKind, &str), &Link> =
        links.iter().map(|link| ((link.kind, &*link.key), link)).collect();
    let mut into: Vec<Vec<&archweave_app::ledger::TraceEdge>> = vec![Vec::new(); trace.nodes.len()];
    for edge in &trace.edges {
        into[edge.to].push(edge);
    }
    for (n, node) in trace.nodes.iter().enumerate() {
        if into[n].is_empty() {
            continue;
        }
        let link = node.record.as_ref().and_then(|(kind, key)| known.get(&(*kind, &**key))).copied();
        let from = into[n].iter().map(|edge| {
            let from = &trace.nodes[edge.from];
            let text =
                format!("{} {}", draw::label(reading.snapshot(), from, language), edge.bond.words(language));
            Piece::new(text)
                .to(Some(format!("#{}", anchor(edge.from))).filter(|_| !into[edge.from].is_empty()))
        });
        let from = from.collect();
        let found = into[n].iter().find_map(|edge| edge.basis).or(link.map(|link| link.basis));
        let by = into[n]
            .iter()
            .find_map(|edge| edge.by.clone())
            .or_else(|| link.map(|link| link.asserted_by.clone()));
        let since = into[n].iter().find_map(|edge| edge.suspect).or_else(|| link?.suspect);
        let said = link.map(|link| moment(link.asserted_at)).unwrap_or_default();
        let affirmed = link.and_then(|link| {
            let by = link.affirmed_by.as_deref().unwrap_or_default();
            Some(words.fill("ledger_affirmed", &[("time", &moment(link.affirmed_at?)), ("who", by)]))
        });
        let mut said_by = vec![by.unwrap_or_default()];
        said_by.retain(|text| !text.is_empty());
        let key = node.record.as_ref().map(|(_, key)| key.clone()).unwrap_or_default();
        let key = if key == node.label { String::new() } else { key };
        let suspect = since.map(|since| {
            Piece::new(words.fill("ledger_suspect_since", &[("time", &moment(since))])).chip("tone-bad")
        });
        sheet.row_at(
            anchor(n),
            Cell::of(piece(reading, node)).note(key),
            vec![
                Cell::text(reading.say("step", node.step.name())),
                Cell::maybe(draw::state(trace, node, language)),
                Cell::at(node.at),
                Cell::all(from),
                Cell::maybe(found.map(|found| reading.say("basis", basis(found)))),
                Cell::text(said_by.join(" ")).note(
                    [Some(said).filter(|said| !said.is_empty()), affirmed]
                        .into_iter()
                        .flatten()
                        .collect::<Vec<_>>()
                        .join(" · "),
                ),
                Cell::all(suspect.into_iter().collect()),
            ],
        );
    }
    sheet
}
