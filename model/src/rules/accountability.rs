//! Rules about who answers for what, and whether what is wanted is measured and made real.

use crate::element::Element;
use crate::metamodel::{KindIndex, Layer, Metamodel};
use crate::rules::joined::{sources, targets};
use crate::rules::{Report, as_boolean};
use crate::snapshot::Snapshot;
use crate::value::Value;

pub(super) fn check(report: &mut Report<'_>, slot: u32, element: &Element, kind: KindIndex) {
    let snapshot = report.snapshot;
    let metamodel = &*snapshot.metamodel;
    let known = metamodel.known();
    let is = |other: Option<KindIndex>| other.is_some_and(|other| metamodel.is_a(kind, other));
    if needs_owners(metamodel, kind) && is_active(metamodel, element, kind) {
        owners(report, element);
    }
    if is(known.business_process) && is_in_use(element) {
        accountable(report, slot, element);
    }
    if is(known.goal) && is_in_use(element) && outcome_indicator(snapshot, slot, |_| true).is_none() {
        let message = format!("no business outcome shows whether `{}` is reached", element.id);
        let help = "add an `indicator` of class `business-outcome` with a `measures` relation to it";
        report.about_element(element, "id", "unmeasured-goal", message, help);
    }
    if is(known.policy_clause) && is_in_use(element) && !is_digital(snapshot, slot) {
        let message = format!("nothing carries out policy clause `{}`", element.id);
        let help = "relate it: a process, service or application `realization` -> clause, or a business rule taken from it";
        report.about_element(element, "id", "policy-not-digital", message, help);
    }
    if Some(kind) == known.requirement && is_agreed(element) && !is_realized(snapshot, slot) {
        let message = format!("requirement `{}` is agreed, and nothing realizes it", element.id);
        let help = "add a `realization` from the process, service, component or node that fulfils it";
        report.about_element(element, "id", "missing-realization", message, help);
    }
    if is(known.data_product) {
        sharing(report, slot, element);
    }
}

/// Whether elements of the kind answer to both sides: applications, products, requirements and
/// indicators.
pub(crate) fn needs_owners(metamodel: &Metamodel, kind: KindIndex) -> bool {
    let known = metamodel.known();
    let kinds = [known.application_component, known.product, known.requirement, known.indicator];
    kinds.into_iter().flatten().any(|wanted| metamodel.is_a(kind, wanted))
}

fn state(element: &Element) -> Option<&str> {
    element.lifecycle.as_ref()?.state.as_deref()
}

/// Active by its lifecycle; without one, an agreed requirement and any indicator are.
pub(crate) fn is_active(metamodel: &Metamodel, element: &Element, kind: KindIndex) -> bool {
    match state(element) {
        Some(state) => state == "active",
        None => {
            let indicator = metamodel.known().indicator;
            is_agreed(element) || indicator.is_some_and(|indicator| metamodel.is_a(kind, indicator))
        }
    }
}

/// Not only thought of, and not gone.
pub(crate) fn is_in_use(element: &Element) -> bool {
    !matches!(state(element), Some("proposed" | "planned" | "retired"))
}

/// Both sides have said yes to it.
pub(crate) fn is_agreed(element: &Element) -> bool {
    element.properties.text("decision") == Some("agreed")
}

fn owners(report: &mut Report<'_>, element: &Element) {
    let sides = [("business", &element.owners.business), ("technology", &element.owners.technology)];
    let missing: Vec<&str> =
        sides.into_iter().filter(|(_, owner)| owner.is_none()).map(|(side, _)| side).collect();
    if missing.is_empty() {
        return;
    }
    let message =
        format!("active {} `{}` has no {} owner", element.kind, element.id, missing.join(" and no "));
    let help = "write `owners: { business: ..., technology: ... }` with the elements that answer for it";
    // Short for the business side is `owner`, so `owners` surely stands only where technology has one.
    let key = if element.owners.technology.is_some() { "owners" } else { "id" };
    report.about_element(element, key, "missing-owner", message, help);
}

/// Exactly one assignment to a process says `responsibility: [A]`.
fn accountable(report: &mut Report<'_>, slot: u32, element: &Element) {
    let snapshot = report.snapshot;
    let assignment = [snapshot.metamodel.known().assignment];
    let holders = sources(snapshot, slot, &assignment).filter(|joined| {
        let value = joined.relation.relation.properties.get("responsibility");
        value.is_some_and(|value| value.items().iter().any(|item| item.as_text() == Some("A")))
    });
    let names: Vec<String> = holders.map(|joined| format!("`{}`", joined.element.id)).collect();
    let message = match names.len() {
        1 => return,
        0 => format!("nobody is accountable for process `{}`", element.id),
        _ => format!("{} are accountable for process `{}`", names.join(" and "), element.id),
    };
    let help = "give exactly one assignment to it the property `responsibility: [A]` (or [R, A])";
    report.about_element(element, "id", "process-accountability", message, help);
}

/// An indicator of a business outcome that measures the goal or one of its parts, if it is one that is
/// wanted.
pub(crate) fn outcome_indicator(
    snapshot: &Snapshot,
    goal: u32,
    is_wanted: impl Fn(u32) -> bool,
) -> Option<u32> {
    let known = snapshot.metamodel().known();
    let (association, parts) = ([known.association], [known.aggregation, known.composition]);
    let mut waiting = vec![goal];
    let mut seen = waiting.clone();
    while let Some(slot) = waiting.pop() {
        let both = sources(snapshot, slot, &association).chain(targets(snapshot, slot, &association));
        let mut outcomes = both.filter(|joined| {
            is_of(snapshot, joined.kind, known.indicator)
                && joined.element.properties.text("class") == Some("business-outcome")
        });
        if let Some(found) = outcomes.find(|joined| is_wanted(joined.slot)) {
            return Some(found.slot);
        }
        for part in targets(snapshot, slot, &parts) {
            if is_of(snapshot, part.kind, known.goal) && !seen.contains(&part.slot) {
                seen.push(part.slot);
                waiting.push(part.slot);
            }
        }
    }
    None
}

fn is_of(snapshot: &Snapshot, kind: Option<KindIndex>, wanted: Option<KindIndex>) -> bool {
    matches!((kind, wanted), (Some(kind), Some(wanted)) if snapshot.metamodel.is_a(kind, wanted))
}

/// Whether something of the core layers realizes it, or a business rule is taken from it.
pub(crate) fn is_digital(snapshot: &Snapshot, clause: u32) -> bool {
    let known = snapshot.metamodel.known();
    let association = [known.association];
    let mut both = sources(snapshot, clause, &association).chain(targets(snapshot, clause, &association));
    both.any(|joined| is_of(snapshot, joined.kind, known.business_rule)) || is_realized(snapshot, clause)
}

/// Whether something of the core layers realizes it.
pub(crate) fn is_realized(snapshot: &Snapshot, slot: u32) -> bool {
    let metamodel = &snapshot.metamodel;
    let realization = [metamodel.known().realization];
    sources(snapshot, slot, &realization).any(|joined| {
        let layer = joined.kind.map(|kind| metamodel.kind(kind).layer);
        // An unknown kind is one mistake, and reported where it stands.
        matches!(layer, None | Some(Layer::Business | Layer::Application | Layer::Technology))
    })
}

/// What may be shared holds nothing that may not.
fn sharing(report: &mut Report<'_>, slot: u32, element: &Element) {
    let snapshot = report.snapshot;
    let Some(sharing @ ("open" | "on-request")) = element.properties.text("sharing") else { return };
    let aggregation = [snapshot.metamodel.known().aggregation, snapshot.metamodel.known().composition];
    let held: Vec<&Element> = targets(snapshot, slot, &aggregation).map(|joined| joined.element).collect();
    for data in held.into_iter().filter(|data| is_sensitive(data)) {
        let message = format!(
            "data product `{}` is shared ({sharing}) and contains `{}`, which is sensitive or personal",
            element.id, data.id
        );
        let help = "set `sharing: aggregated-only` or `forbidden`, or take the data out of the product";
        report.about_element(element, "properties.sharing", "shared-sensitive-data", message, help);
    }
}

fn is_sensitive(element: &Element) -> bool {
    let classes = [element.attributes.get("confidentiality"), element.properties.get("classification")];
    let is_closed = |value: &Value| matches!(value.as_text(), Some("sensitive" | "secret"));
    classes.into_iter().flatten().any(is_closed)
        || element.properties.text("personal_data").and_then(as_boolean) == Some(true)
}
