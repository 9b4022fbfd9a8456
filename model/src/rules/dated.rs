//! What becomes wrong as time passes. The rules have no clock: the day comes from outside.

use crate::diagnostic::{Diagnostic, Subject};
use crate::element::Element;
use crate::rules::{Settings, value::is_date};
use crate::snapshot::Snapshot;

/// Findings that depend on the day, `YYYY-MM-DD` (UTC): trials that should have ended.
pub fn dated(snapshot: &Snapshot, today: &str) -> Vec<Diagnostic> {
    snapshot.slots().filter_map(|slot| dated_of(snapshot, slot, today)).collect()
}

/// The same for the element in a slot.
pub fn dated_of(snapshot: &Snapshot, slot: u32, today: &str) -> Option<Diagnostic> {
    let trial = snapshot.metamodel.known().trial?;
    if !snapshot.metamodel.is_a(snapshot.kind_at(slot)?, trial) {
        return None;
    }
    let element = snapshot.element_at(slot)?;
    if !is_overdue(element, today) {
        return None;
    }
    let expires = element.properties.text("expires").unwrap_or_default();
    let message = format!("trial `{}` ended on {expires} and nobody has decided", element.id);
    let finding = Diagnostic::error("expired-trial", message)
        .help("set `decision` to keep, change or stop with `decided`, or give it a later `expires`")
        .about(Subject::Element(element.id.as_str().into()))
        .file(snapshot.file_at(slot).unwrap_or_default())
        .at(element.place.0)
        .key("properties.expires");
    Settings::new(&snapshot.manifest).apply(finding)
}

/// Whether the last day of a trial is past, and nobody has decided.
pub(crate) fn is_overdue(trial: &Element, today: &str) -> bool {
    let text = |key: &str| trial.properties.text(key);
    text("expires").is_some_and(|day| is_date(day) && day < today)
        && matches!(text("decision"), None | Some("running"))
}
