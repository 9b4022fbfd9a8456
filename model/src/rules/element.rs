//! Rules about an element by itself.

use crate::element::{Element, LIFECYCLE_STATES, Lifecycle};
use crate::metamodel::{Home, Metamodel, togaf_entities, zachman};
use crate::rules::{Report, accountability, definitions, duplicate, property, reference, term, value};
use crate::snapshot::Slot;

pub(super) fn check(report: &mut Report<'_>, slot: u32, entry: &Slot) {
    let element = &*entry.element;
    let metamodel = &report.snapshot.metamodel;
    match entry.kind {
        None => {
            let message = format!("unknown kind `{}`", element.kind);
            let help = match meant(metamodel, element.kind.as_str()) {
                Some(kind) => format!("write `{kind}`, which is what the standard's name means here"),
                None => {
                    format!("{}see `archweave metamodel` for the kinds there are", guess(report, element))
                }
            };
            report.about_element(element, "kind", "unknown-kind", message, &help);
        }
        Some(kind) if metamodel.kind(kind).home == Home::Ledger => {
            let message = format!("`{}` is a kind of the ledger", element.kind);
            let help = "record it through events; the model holds what people decide";
            report.about_element(element, "kind", "ledger-kind", message, help);
        }
        Some(_) => {}
    }
    specializations(report, entry);
    for cell in &element.zachman {
        if !zachman().cells.iter().any(|known| *known.id == **cell) {
            let message = format!("`{cell}` is no Zachman cell");
            let help = "write `row.column`, such as `business_management.how`";
            report.about_element(element, "zachman", "unknown-cell", message, help);
        }
    }
    if let Some(lifecycle) = &element.lifecycle {
        self::lifecycle(report, element, lifecycle);
    }
    if element.junction != crate::element::Junction::And && element.kind.as_str() != "junction" {
        let message = format!("`junction` says nothing about a `{}`", element.kind);
        report.about_element(element, "junction", "misplaced-attribute", message, "remove the key");
    }
    let metamodel = &report.snapshot.metamodel;
    property::check(report, element, definitions(metamodel, entry.kind));
    reference::check_external(report, slot, element);
    if let Some(kind) = entry.kind {
        accountability::check(report, slot, element, kind);
        term::check(report, slot, element, kind);
        duplicate::check(report, slot, kind);
    }
}

/// The kind that another standard's name means: `uml:component`, `togaf:process`.
fn meant(metamodel: &Metamodel, name: &str) -> Option<String> {
    let of_name = metamodel.names().iter().find(|known| *known.id == *name).map(|known| known.kind);
    let of_entity = || {
        let id = name.strip_prefix("togaf:")?;
        let entity = togaf_entities().find(|entity| entity.id == id)?;
        metamodel.kind_index(&entity.kind)
    };
    let kind = of_name.or_else(of_entity)?;
    Some(metamodel.kind(kind).id.to_string())
}

/// The nearest kind by spelling, as a sentence; empty if none is near.
fn guess(report: &Report<'_>, element: &Element) -> String {
    let wanted = element.kind.as_str();
    // Far words are not compared: a hostile model may have many long ones.
    let limit = 1 + wanted.len() / 4;
    let is_near = |name: &&str| name.len().abs_diff(wanted.len()) <= limit && wanted.len() <= 40;
    let near = report.snapshot.metamodel.kinds().map(|(_, kind)| kind.id.as_str()).filter(is_near);
    let best = near.map(|name| (distance(wanted, name), name)).min();
    match best {
        Some((far, name)) if far <= limit => format!("did you mean `{name}`? "),
        _ => String::new(),
    }
}

/// Edit distance over bytes; inputs are ids, so at most 255 bytes long.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, y) in b.bytes().enumerate() {
            let cost = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

fn specializations(report: &mut Report<'_>, entry: &Slot) {
    let element = &*entry.element;
    let Some(kind) = entry.kind else { return };
    let metamodel = report.snapshot.metamodel.clone();
    let id = metamodel.kind(kind).id.as_str();
    for name in &element.specializations {
        if metamodel.specialization(id, name).is_none() {
            let message = format!("`{}` has no specialization `{name}`", element.kind);
            let help = format!(
                "define it under `metamodel/`: specializations: [{{ id: ..., name: {name}, of: {id} }}]"
            );
            report.about_element(element, "specialization", "unknown-specialization", message, &help);
        }
    }
}

fn lifecycle(report: &mut Report<'_>, element: &Element, lifecycle: &Lifecycle) {
    let mut wrong = |key: &str, message: String, help: &str| {
        report.about_element(element, key, "bad-lifecycle", message, help);
    };
    if let Some(state) = &lifecycle.state
        && !LIFECYCLE_STATES.contains(&&**state)
    {
        let help = "use proposed, planned, active, phase-out or retired";
        wrong("lifecycle.state", format!("`{state}` is no lifecycle state"), help);
    }
    for (key, day) in [("lifecycle.since", &lifecycle.since), ("lifecycle.until", &lifecycle.until)] {
        if let Some(day) = day
            && !value::is_date(day)
        {
            wrong(key, format!("`{day}` is no day"), "write it as 2026-03-31");
        }
    }
    if let (Some(since), Some(until)) = (&lifecycle.since, &lifecycle.until)
        && value::is_date(since)
        && value::is_date(until)
        && until < since
    {
        let message = format!("ends on {until}, before it starts on {since}");
        wrong("lifecycle.until", message, "mend one of the days");
    }
}
