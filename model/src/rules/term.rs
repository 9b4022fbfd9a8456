//! Rules about what things are called: elements and the glossary.

use crate::diagnostic::Diagnostic;
use crate::element::Element;
use crate::metamodel::{KindIndex, Metamodel};
use crate::rules::Report;
use crate::rules::reference::external_key;
use crate::snapshot::Snapshot;

/// Stands for the system in the key of a word, see [`external_key`]: no system is called so.
const WORD: &str = "\u{2}word";

/// A word that more elements have is a word of everyday life.
const MOST: usize = 100;

/// One key for each name of the element that a term claims: elements with the same word have a finding
/// each, so they are looked at together.
pub(super) fn word_keys(metamodel: &Metamodel, element: &Element) -> Vec<String> {
    claims(metamodel, element).into_iter().map(|(word, _)| external_key(WORD, &word)).collect()
}

/// Names of the element that terms claim, folded, with the positions of the terms.
fn claims(metamodel: &Metamodel, element: &Element) -> Vec<(String, Vec<usize>)> {
    let vocabulary = metamodel.vocabulary();
    if vocabulary.is_empty() {
        return Vec::new();
    }
    element.name.entries().filter_map(|(language, name)| vocabulary.claims(name, language)).collect()
}

pub(super) fn check(report: &mut Report<'_>, slot: u32, element: &Element, kind: KindIndex) {
    let metamodel = &*report.snapshot.metamodel;
    if metamodel.vocabulary().is_empty() {
        return;
    }
    avoided(report, metamodel, element);
    let found = claims(metamodel, element);
    for (word, terms) in found {
        if ambiguous(report, slot, element, kind, &word, &terms) {
            return;
        }
    }
}

fn avoided(report: &mut Report<'_>, metamodel: &Metamodel, element: &Element) {
    let mut seen = Vec::new();
    for (language, name) in element.name.entries() {
        for (term, word) in metamodel.vocabulary().avoided(name, language) {
            if seen.contains(&term) {
                continue;
            }
            seen.push(term);
            let Some(term) = metamodel.terms().get(term) else { continue };
            let wanted = language.map_or_else(|| term.name.main(), |language| term.name.get(language));
            let message =
                format!("`{word}` in the name of `{}` is to be avoided; say `{wanted}`", element.id);
            let help = format!("rename it, or take the word out of `avoid:` of term `{}`", term.id);
            let key = language.map_or_else(|| "name".into(), |language| format!("name.{language}"));
            report.about_element(element, &key, "avoided-term", message, &help);
        }
    }
}

/// Whether the word means another element too, one of another kind, and nothing tells them apart.
fn ambiguous(
    report: &mut Report<'_>,
    slot: u32,
    element: &Element,
    kind: KindIndex,
    word: &str,
    terms: &[usize],
) -> bool {
    let snapshot = report.snapshot;
    let metamodel = &*snapshot.metamodel;
    let is_listed = |id: &str| {
        let all = terms.iter().filter_map(|term| metamodel.terms().get(*term));
        all.flat_map(|term| &term.elements).any(|listed| listed == id)
    };
    if is_listed(element.id.as_str()) {
        return false;
    }
    let holders = snapshot.referrers.get(&*external_key(WORD, word)).map_or(&[][..], |holders| holders);
    if holders.len() > MOST {
        return false;
    }
    let archimate = |kind: KindIndex| metamodel.kind(kind).archimate.unwrap_or(kind);
    let others = holders.iter().filter(|other| **other != slot).filter_map(|other| {
        let found = snapshot.element_at(*other)?;
        let differs = archimate(snapshot.kind_at(*other)?) != archimate(kind);
        // Of two that no term lists, the second by id has the finding.
        let counts = is_listed(found.id.as_str()) || found.id < element.id;
        (differs && counts && !is_related(snapshot, slot, *other)).then_some(&found.id)
    });
    let Some(other) = others.min() else { return false };
    let term = terms.iter().find_map(|term| metamodel.terms().get(*term)).map_or("", |term| &term.id);
    let message = format!("`{}` and `{other}` are both called `{word}`, and are not the same", element.id);
    let help = format!(
        "rename one, say which realizes or specializes the other, or list both under `elements:` of term `{term}`"
    );
    report.about_element(element, "name", "ambiguous-term", message, &help);
    true
}

/// Whether one realizes or specializes the other.
fn is_related(snapshot: &Snapshot, one: u32, other: u32) -> bool {
    let known = snapshot.metamodel.known();
    let wanted = [known.realization, known.specialization];
    let edges = snapshot.out_edges(one).iter().chain(snapshot.in_edges(one));
    edges.filter(|edge| edge.slot == other).any(|edge| {
        let relation = snapshot.relation_at(edge.relation).map(|entry| entry.relation.kind.as_str());
        let index = relation.and_then(|kind| snapshot.metamodel.relation_index(kind));
        index.is_some_and(|index| wanted.contains(&Some(snapshot.metamodel.relation(index).archimate)))
    })
}

/// Elements and kinds that terms name and that are not there.
pub(crate) fn unknown_names(snapshot: &Snapshot) -> Vec<Diagnostic> {
    let metamodel = &*snapshot.metamodel;
    let mut found = Vec::new();
    let mut add = |n: usize, key: &str, message: String, help: &str| {
        found.push(metamodel.term_finding("unknown-term-element", n, key, message, help));
    };
    for (n, term) in metamodel.terms().iter().enumerate() {
        for (k, id) in term.elements.iter().enumerate().filter(|(_, id)| snapshot.slot_of(id).is_none()) {
            let message = format!("term `{}` names `{id}`, which is not in the model", term.id);
            add(n, &format!("elements.{k}"), message, "add the element, or take it out of the term");
        }
        if let Some(kind) = term.kind.as_deref().filter(|kind| metamodel.kind_index(kind).is_none()) {
            let message = format!("term `{}` names kind `{kind}`, which is not there", term.id);
            add(n, "kind", message, "see `archweave metamodel` for the kinds there are");
        }
    }
    found
}
