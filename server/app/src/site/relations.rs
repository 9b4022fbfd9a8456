//! Relations of a thing, grouped by what they say: "serves", "served by".

use std::collections::BTreeMap;

use archweave_model::element::Relation;
use archweave_model::parts;
use archweave_model::snapshot::{EndRef, RelationEntry};
use serde_json::{Value as Json, json};

use crate::site::reading::{Reading, anchor, cut};
use crate::site::words::named_value;

/// Relations of one kind shown on a page.
const MAX: usize = 2_000;
/// Attributes of a relation said beside it.
const MAX_NOTES: usize = 10;
/// Longest description of a relation beside it, in bytes.
const MAX_SAID: usize = 2_000;

/// Which way relations are read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// From source to target.
    Forward,
    /// From target to source.
    Backward,
}

impl Reading<'_> {
    /// Relations in groups, in the metamodel's order of kinds.
    pub(super) fn groups(&self, entries: &[RelationEntry<'_>], way: Way) -> Vec<Json> {
        let metamodel = self.snapshot.metamodel();
        let mut by_kind: BTreeMap<(usize, &str), Vec<&RelationEntry<'_>>> = BTreeMap::new();
        for entry in entries {
            let kind = entry.relation.kind.as_str();
            let order = metamodel.relation_index(kind).map_or(usize::MAX, |index| index.position());
            by_kind.entry((order, kind)).or_default().push(entry);
        }
        let groups = by_kind.into_iter().map(|((_, kind), entries)| {
            let mut rows: Vec<(String, Json)> =
                entries.iter().take(MAX).map(|entry| self.row(entry, way)).collect();
            rows.sort_by(|(a, _), (b, _)| a.cmp(b));
            let rows: Vec<Json> = rows.into_iter().map(|(_, row)| row).collect();
            let more = entries.len().saturating_sub(MAX);
            let verb = self.verb(kind, way).replace("..", "…");
            json!({ "verb": verb, "count": entries.len(), "rows": rows, "more": more })
        });
        groups.collect()
    }

    /// A relation seen from one end, with what it is sorted by.
    fn row(&self, entry: &RelationEntry<'_>, way: Way) -> (String, Json) {
        let relation = entry.relation;
        let to = relation.to.as_str();
        let other = if way == Way::Forward { to } else { entry.source() };
        let name = self.show(&relation.name);
        let (said, said_lang) = self.show(&relation.description);
        let mut notes = self.notes(relation);
        if way == Way::Backward && matches!(self.snapshot.end(to), Some(EndRef::Part(_))) {
            let (_, part) = parts::split(to).unwrap_or_default();
            notes.insert(0, format!("› {part}"));
        }
        let brief = self.brief_of_end(other);
        let order = brief["name"]["text"].as_str().unwrap_or_default().to_lowercase();
        let row = json!({
            "other": brief,
            "has_notes": !notes.is_empty() || !name.0.is_empty(),
            "name": (!name.0.is_empty()).then(|| named_value(name)),
            "notes": notes,
            "said": (!said.is_empty()).then(|| json!({ "text": cut(&said, MAX_SAID), "lang": said_lang })),
            "anchor": (way == Way::Forward).then(|| anchor("r", relation.id.as_str())),
        });
        (order, row)
    }

    /// What a relation of this kind says, read this way.
    fn verb(&self, kind: &str, way: Way) -> String {
        match (self.relation_kind(kind), way) {
            (Some(known), Way::Forward) => self.label(&known.forward, kind),
            (Some(known), Way::Backward) => self.label(&known.backward, kind),
            (None, _) => kind.to_owned(),
        }
    }

    /// What there is to say of a relation: specializations, access, strength, direction, and the
    /// attributes of its kind.
    fn notes(&self, relation: &Relation) -> Vec<String> {
        let words = self.words;
        let mut notes: Vec<String> =
            relation.specializations.iter().map(|name| format!("«{name}»")).collect();
        let access = relation.access.map(|access| access.name());
        notes.extend(access.map(|name| words.named("access", name).unwrap_or(name).to_owned()));
        notes.extend(relation.strength.as_deref().map(str::to_owned));
        notes.extend(relation.directed.then(|| words.word("directed").to_owned()));
        let defined = self.relation_kind(relation.kind.as_str()).map_or(&[][..], |kind| &kind.properties);
        for (key, value) in relation.properties.iter().take(MAX_NOTES) {
            let definition = defined.iter().find(|definition| definition.key == key);
            let label = definition.map_or_else(|| key.to_owned(), |d| self.label(&d.label, key));
            let parts = self.in_one_line(value, definition);
            let texts: Vec<&str> = parts.iter().map(|part| &*part.text).collect();
            notes.push(format!("{label}: {}", cut(&texts.join(", "), MAX_SAID)));
        }
        notes
    }

    /// A relation as a sentence.
    pub(super) fn sentence(&self, entry: &RelationEntry<'_>) -> Json {
        let verb = self.verb(entry.relation.kind.as_str(), Way::Forward);
        // Chinese verbs may close around the other end: 由..组成.
        let (verb, after) = verb.split_once("..").unwrap_or((&verb, ""));
        json!({
            "from": self.brief_of_end(entry.source()),
            "verb": verb,
            "to": self.brief_of_end(entry.relation.to.as_str()),
            "after": after,
        })
    }
}
