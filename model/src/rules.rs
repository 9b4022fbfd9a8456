//! What is wrong with a model: the built-in structural rules.
//!
//! A rule looks at one element (with its relations) or one view, and at what these name. That is what
//! lets a changed model be checked at the cost of the change: see [`crate::snapshot`].

mod accountability;
mod codes;
mod dated;
mod duplicate;
mod element;
mod fix;
mod follow;
pub(crate) mod joined;
mod part;
mod property;
mod reference;
mod relation;
mod term;
mod value;
mod view;
mod waive;

use std::borrow::Cow;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, RuleCode, Severity, Subject};
use crate::element::Element;
use crate::metamodel::{Metamodel, PropertyDefinition};
use crate::model::{Manifest, RuleLevel};
use crate::snapshot::{Findings, Snapshot};
use crate::value::Value;
use crate::view::View;

pub(crate) use accountability::{
    is_active, is_agreed, is_digital, is_in_use, is_realized, needs_owners, outcome_indicator,
};
pub use codes::{CODES, Rule, rule};
pub(crate) use dated::is_overdue;
pub use dated::{dated, dated_of};
pub use fix::{Fix, fixes};
pub(crate) use follow::dependents;
pub(crate) use reference::{external_key, is_external};
pub(crate) use term::unknown_names;
pub(crate) use value::{as_boolean, is_date};
pub(crate) use view::orphan_layout;
pub use waive::{Waived, waive};

/// What is wrong with a value for its definition: codes and messages; empty if it fits.
pub fn misfits(
    snapshot: &Snapshot,
    value: &Value,
    definition: &PropertyDefinition,
) -> Vec<(RuleCode, String)> {
    let mut wrong = value::Wrong::new();
    value::fits(snapshot, value, definition, &mut wrong);
    wrong
}

/// Severities as the manifest sets them.
pub(crate) struct Settings<'a> {
    manifest: &'a Manifest,
}

impl<'a> Settings<'a> {
    pub(crate) fn new(manifest: &'a Manifest) -> Self {
        Self { manifest }
    }

    /// The finding with its severity in this repository; none if the rule is off.
    pub(crate) fn apply(&self, mut finding: Diagnostic) -> Option<Diagnostic> {
        let set = self.manifest.severities.iter().find(|(code, _)| **code == *finding.code);
        if let Some((_, severity)) = set {
            finding.severity = (*severity)?;
        }
        Some(finding)
    }

    /// Severity of relations that the metamodel does not allow; none if not reported.
    pub(crate) fn of_illegal_relations(&self) -> Option<Severity> {
        match self.manifest.level {
            RuleLevel::Strict => Some(Severity::Error),
            RuleLevel::Warn => Some(Severity::Warning),
            RuleLevel::Off => None,
        }
    }
}

/// Findings about the element in a slot and the relations it holds.
pub(crate) fn element(snapshot: &Snapshot, settings: &Settings<'_>, slot: u32) -> Findings {
    let entry = snapshot.slot(slot)?;
    let mut report = Report { snapshot, settings, file: entry.file, found: Vec::new() };
    element::check(&mut report, slot, entry);
    relation::check(&mut report, slot, entry);
    report.finish()
}

/// Findings about a view and its layout.
pub(crate) fn view(snapshot: &Snapshot, settings: &Settings<'_>, view: &View, file: u32) -> Findings {
    let mut report = Report { snapshot, settings, file, found: Vec::new() };
    view::check(&mut report, view);
    report.finish()
}

/// Findings about relations whose source is not in the model.
pub(crate) fn loose(snapshot: &Snapshot) -> Vec<Diagnostic> {
    let all = snapshot.loose.iter();
    let missing = all.map(|(file, relation)| {
        let from = relation.from.as_ref().map_or("", |from| from.as_str());
        let message = format!("relation `{}` starts at `{from}`, which is not in the model", relation.id);
        Diagnostic::error("dangling-relation", message)
            .help("add the element, or remove this file")
            .about(Subject::Relation(relation.id.as_str().into()))
            .file(snapshot.path(*file).unwrap_or_default())
            .at(relation.place.0)
            .key("from")
    });
    missing.collect()
}

/// Ids of elements that an element's attributes, properties and relations name otherwise than as
/// ends, and its ids in other systems as [`external_key`]s.
pub(crate) fn references(snapshot: &Snapshot, slot: u32) -> Vec<Cow<'_, str>> {
    let Some(entry) = snapshot.slot(slot) else { return Vec::new() };
    let definitions = definitions(&snapshot.metamodel, entry.kind);
    reference::references(&snapshot.metamodel, &entry.element, definitions)
}

fn definitions(metamodel: &Metamodel, kind: Option<crate::metamodel::KindIndex>) -> &[PropertyDefinition] {
    kind.map_or(&[], |kind| &metamodel.kind(kind).properties)
}

/// Findings under way.
struct Report<'a> {
    snapshot: &'a Snapshot,
    settings: &'a Settings<'a>,
    file: u32,
    found: Vec<Diagnostic>,
}

impl Report<'_> {
    fn add(&mut self, finding: Diagnostic) {
        let file = self.snapshot.path(self.file).unwrap_or_default();
        let finding = match finding.location.file.is_empty() {
            true => finding.file(file),
            false => finding,
        };
        self.found.extend(self.settings.apply(finding));
    }

    fn about_element(&mut self, element: &Element, key: &str, code: RuleCode, message: String, help: &str) {
        let severity = rule(code).map_or(Severity::Error, |rule| rule.severity);
        let mut finding = Diagnostic::error(code, message).help(help).key(key);
        finding.severity = severity;
        let subject = Subject::Element(element.id.as_str().into());
        self.add(finding.about(subject).at(element.place.0));
    }

    fn finish(self) -> Findings {
        match self.found.is_empty() {
            true => None,
            false => Some(Arc::from(self.found)),
        }
    }
}
