//! Suspect links: an end of a link changed in a way that matters since somebody last stood for it.
//!
//! What matters is data ([`RELEVANT`]): of a requirement what it demands, of an application what others
//! see of it. Names, descriptions, owners, tags and the form of a file never matter.

use sha2::{Digest, Sha256};

use super::Moment;
use crate::element::Element;
use crate::metamodel::{KindIndex, PropertyType};
use crate::snapshot::Snapshot;
use crate::value::Value;

/// A short digest of what matters of an element.
pub type Fingerprint = [u8; 16];

/// What matters of the elements of a kind and of those that specialize it.
#[derive(Clone, Copy, Debug)]
pub struct Relevant {
    /// The kind.
    pub kind: &'static str,
    /// Keys of properties.
    pub properties: &'static [&'static str],
    /// ArchiMate kinds of relations that start there; what they end at matters.
    pub relations: &'static [&'static str],
    /// Whether the state of its lifecycle matters.
    pub state: bool,
}

/// What matters, by kind. All rows that fit an element count.
pub const RELEVANT: &[Relevant] = &[
    row("requirement", &["statement", "acceptance", "level", "type", "verification"], &[], false),
    row("demand", &["problem", "proposal"], &[], false),
    row("user-story", &["as_role", "want", "so_that"], &[], false),
    row("policy", &["text", "obligation", "in_force"], &[], false),
    row("policy-clause", &["text", "obligation", "in_force"], &[], false),
    row("business-rule", &["condition", "action", "form", "table"], &[], false),
    row("application-component", &["sharing", "criticality"], &["realization", "serving"], true),
    row("application-service", &["sharing"], &["realization", "serving"], true),
    row("artifact", &["purl", "kind", "repository"], &["realization"], true),
];

const fn row(
    kind: &'static str,
    properties: &'static [&'static str],
    relations: &'static [&'static str],
    state: bool,
) -> Relevant {
    Relevant { kind, properties, relations, state }
}

/// The fingerprint of the element in a slot: all zeroes where there is none.
pub fn fingerprint(snapshot: &Snapshot, slot: u32) -> Fingerprint {
    let Some(element) = snapshot.element_at(slot) else { return Fingerprint::default() };
    let mut hash = Hash(Sha256::new());
    hash.text(element.kind.as_str());
    if let Some(kind) = snapshot.kind_at(slot) {
        for row in rows(snapshot, kind) {
            add(&mut hash, snapshot, element, kind, row);
        }
    }
    let digest = hash.0.finalize();
    let mut short = Fingerprint::default();
    short.copy_from_slice(&digest[..16]);
    short
}

/// Since when a link is suspect at a moment: since its end differs, without a break, from what it was
/// when somebody last asserted or affirmed the link.
///
/// `history` has the fingerprint of the end from each moment on, in order of time. Before its first
/// entry, the first one counts.
pub fn is_suspect(
    history: &[(Moment, Fingerprint)],
    affirmed_or_asserted: Moment,
    at: Moment,
) -> Option<Moment> {
    let before = history.partition_point(|(from, _)| *from <= affirmed_or_asserted);
    let (_, stood_for) = history.get(before.saturating_sub(1))?;
    let until = history.partition_point(|(from, _)| *from <= at);
    let since = history.get(before..until)?;
    let other = since.iter().rev().take_while(|(_, fingerprint)| fingerprint != stood_for);
    other.last().map(|(from, _)| *from)
}

fn rows(snapshot: &Snapshot, kind: KindIndex) -> impl Iterator<Item = &'static Relevant> {
    let metamodel = snapshot.metamodel();
    let fits = move |row: &&Relevant| {
        metamodel.kind_index(row.kind).is_some_and(|wanted| metamodel.is_a(kind, wanted))
    };
    RELEVANT.iter().filter(fits)
}

fn add(hash: &mut Hash, snapshot: &Snapshot, element: &Element, kind: KindIndex, row: &Relevant) {
    let metamodel = snapshot.metamodel();
    let definitions = &metamodel.kind(kind).properties;
    for key in row.properties {
        let Some(value) = element.properties.get(key) else { continue };
        let definition = definitions.iter().find(|definition| definition.key == *key);
        let is_localized = definition.is_some_and(|d| d.kind == PropertyType::Localized);
        let said = canonical(value, if is_localized { Some(snapshot.main_language()) } else { None });
        if let Some(said) = said {
            hash.text(key);
            hash.text(&said);
        }
    }
    let mut ends: Vec<(&str, &str)> = Vec::new();
    for relation in element.relations.iter().filter(|relation| relation.from.is_none()) {
        let Some(index) = metamodel.relation_index(relation.kind.as_str()) else { continue };
        let base = metamodel.relation(metamodel.relation(index).archimate).id.as_str();
        if let Some(name) = row.relations.iter().find(|name| **name == base) {
            ends.push((name, relation.to.as_str()));
        }
    }
    ends.sort_unstable();
    ends.dedup();
    for (kind, to) in ends {
        hash.text(kind);
        hash.text(to);
    }
    let state = element.lifecycle.as_ref().and_then(|lifecycle| lifecycle.state.as_deref());
    if let Some(state) = state.filter(|_| row.state) {
        hash.text("state");
        hash.text(state);
    }
}

/// A value as JSON without what is only form: order of keys, line breaks, empty values, and whether a
/// text says that it is in the main language.
fn canonical(value: &Value, language: Option<&str>) -> Option<String> {
    let json = plain(value)?;
    let json = match (json, language) {
        (serde_json::Value::String(text), Some(language)) => serde_json::json!({ language: text }),
        (json, _) => json,
    };
    Some(json.to_string())
}

fn plain(value: &Value) -> Option<serde_json::Value> {
    match value {
        Value::Text(text) => {
            let words: Vec<&str> = text.split_whitespace().collect();
            (!words.is_empty()).then(|| words.join(" ").into())
        }
        Value::List(items) => {
            let items: Vec<serde_json::Value> = items.iter().filter_map(plain).collect();
            (!items.is_empty()).then(|| items.into())
        }
        Value::Record(fields) => {
            let mut all: Vec<(String, serde_json::Value)> = Vec::new();
            all.extend(fields.iter().filter_map(|(key, value)| Some((key.to_owned(), plain(value)?))));
            all.sort_by(|a, b| a.0.cmp(&b.0));
            (!all.is_empty()).then(|| serde_json::Value::Object(all.into_iter().collect()))
        }
    }
}

/// Texts, each ended by a byte that no text has.
struct Hash(Sha256);

impl Hash {
    fn text(&mut self, text: &str) {
        self.0.update(text.as_bytes());
        self.0.update([0xff]);
    }
}

#[cfg(test)]
mod tests;
