//! Two applications that do the same: the same capability, and data that both keep or a service that
//! both offer, with nothing that says why.
//!
//! Looked at from the data object or service that is shared, so that a change of one application asks
//! only its own neighbours.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Subject};
use crate::element::{Access, Element};
use crate::metamodel::KindIndex;
use crate::rules::Report;
use crate::rules::joined::{sources, targets};
use crate::snapshot::Snapshot;

pub(super) fn check(report: &mut Report<'_>, slot: u32, kind: KindIndex) {
    let snapshot = report.snapshot;
    let known = snapshot.metamodel.known();
    let is = |wanted: Option<KindIndex>| wanted.is_some_and(|wanted| snapshot.metamodel.is_a(kind, wanted));
    if !is(known.data_object) && !is(known.application_service) {
        return;
    }
    let mut by_capability: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let mut keepers = keepers(snapshot, slot);
    keepers.retain(|app| is_unexplained(snapshot, *app));
    if keepers.len() < 2 {
        return;
    }
    for app in keepers {
        for capability in capabilities(snapshot, app) {
            by_capability.entry(capability).or_default().push(app);
        }
    }
    for (capability, apps) in by_capability {
        let Some((first, others)) = apps.split_first() else { continue };
        for other in others {
            let is_first_time = shared(snapshot, *first, *other).next() == Some(slot)
                && common_capability(snapshot, *first, *other) == Some(capability);
            if is_first_time {
                let [first, other, at, of] =
                    [*first, *other, slot, capability].map(|slot| snapshot.slot(slot));
                if let (Some(first), Some(entry), Some(at), Some(of)) = (first, other, at, of) {
                    let path = snapshot.path(entry.file).unwrap_or_default();
                    report.add(finding(&entry.element, &first.element, &of.element, &at.element).file(path));
                }
            }
        }
    }
}

fn finding(app: &Element, other: &Element, capability: &Element, shared: &Element) -> Diagnostic {
    let message = format!(
        "`{}` and `{}` both support capability `{}` and share `{}`, and nothing says why there are two",
        app.id, other.id, capability.id, shared.id
    );
    Diagnostic::warning("duplicate-application", message)
        .help("associate a `gap` that removes one of them, retire one, or write why in `properties: { duplicate_reason: ... }`")
        .about(Subject::Element(app.id.as_str().into()))
        .at(app.place.0)
        .key("id")
}

/// Active applications that keep the data or offer the service, by id.
fn keepers(snapshot: &Snapshot, shared: u32) -> Vec<u32> {
    let known = snapshot.metamodel.known();
    let relations = [known.access, known.realization];
    let apps = sources(snapshot, shared, &relations).filter(|joined| {
        let is_app = matches!((joined.kind, known.application_component), (Some(kind), Some(app)) if snapshot.metamodel.is_a(kind, app));
        // To read data is to use a system, not to build it again.
        is_app && is_active(joined.element) && joined.relation.relation.access != Some(Access::Read)
    });
    let mut found: Vec<(&str, u32)> = apps.map(|joined| (joined.element.id.as_str(), joined.slot)).collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|(_, slot)| slot).collect()
}

fn is_active(element: &Element) -> bool {
    element.lifecycle.as_ref().is_some_and(|lifecycle| lifecycle.state.as_deref() == Some("active"))
}

/// Whether neither a reason nor a gap is recorded for the application.
fn is_unexplained(snapshot: &Snapshot, app: u32) -> bool {
    let known = snapshot.metamodel.known();
    let association = [known.association];
    let has_reason = snapshot.element_at(app).is_some_and(|e| e.properties.get("duplicate_reason").is_some());
    let mut around = sources(snapshot, app, &association).chain(targets(snapshot, app, &association));
    let has_gap = around.any(|joined| matches!((joined.kind, known.gap), (Some(kind), Some(gap)) if snapshot.metamodel.is_a(kind, gap)));
    !has_reason && !has_gap
}

/// Capabilities that the application serves or realizes, by id.
fn capabilities(snapshot: &Snapshot, app: u32) -> Vec<u32> {
    let known = snapshot.metamodel.known();
    let relations = [known.serving, known.realization];
    let found = targets(snapshot, app, &relations).filter(|joined| {
        matches!((joined.kind, known.capability), (Some(kind), Some(capability)) if snapshot.metamodel.is_a(kind, capability))
    });
    by_id(found.map(|joined| (joined.element.id.as_str(), joined.slot)).collect())
}

fn by_id(mut found: Vec<(&str, u32)>) -> Vec<u32> {
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|(_, slot)| slot).collect()
}

fn common_capability(snapshot: &Snapshot, one: u32, other: u32) -> Option<u32> {
    let others = capabilities(snapshot, other);
    capabilities(snapshot, one).into_iter().find(|capability| others.contains(capability))
}

/// What two applications both keep or offer, by id.
fn shared(snapshot: &Snapshot, one: u32, other: u32) -> impl Iterator<Item = u32> {
    let kept = |app: u32| {
        let known = snapshot.metamodel.known();
        let relations = [known.access, known.realization];
        let wanted = [known.data_object, known.application_service];
        let found = targets(snapshot, app, &relations).filter(|joined| {
            joined.relation.relation.access != Some(Access::Read)
                && joined
                    .kind
                    .is_some_and(|kind| wanted.iter().flatten().any(|w| snapshot.metamodel.is_a(kind, *w)))
        });
        by_id(found.map(|joined| (joined.element.id.as_str(), joined.slot)).collect())
    };
    let others = kept(other);
    kept(one).into_iter().filter(move |slot| others.contains(slot))
}
