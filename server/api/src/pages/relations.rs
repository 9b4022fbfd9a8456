//! Relations of a thing, grouped by what they say: "serves", "served by".

use std::collections::BTreeMap;

use archweave_model::element::{Access, Relation};
use archweave_model::parts;
use archweave_model::snapshot::{EndRef, RelationEntry};
use serde::Serialize;

use crate::pages::brief::Brief;
use crate::pages::language::Shown;
use crate::pages::reading::Reading;
use crate::pages::values::Part;

/// Relations of one kind shown at first.
const MAX: usize = 40;
/// Attributes of a relation said beside it.
const MAX_NOTES: usize = 10;
/// Relations of one kind shown at most.
const MAX_ALL: usize = 2_000;

/// Which way relations are read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// From source to target.
    Forward,
    /// From target to source.
    Backward,
}

/// Relations of one kind, in one direction.
#[derive(Serialize)]
pub(crate) struct Group {
    verb: String,
    count: usize,
    rows: Vec<Row>,
    /// Address and words of the way to all of them, if some are left out.
    more: Option<(String, String)>,
}

/// A relation and its other end.
#[derive(Serialize)]
struct Row {
    other: Brief,
    name: Option<Shown>,
    notes: Vec<String>,
    href: String,
}

/// A relation as a sentence: the words stand before, between and after its ends.
#[derive(Serialize)]
pub(crate) struct Sentence {
    from: Brief,
    verb: String,
    to: Brief,
    after: String,
    href: String,
}

impl Reading<'_> {
    /// Relations in groups, in the metamodel's order of kinds.
    pub fn groups(&self, entries: &[RelationEntry<'_>], way: Way) -> Vec<Group> {
        let metamodel = self.snapshot().metamodel();
        let mut by_kind: BTreeMap<(usize, &str), Vec<&RelationEntry<'_>>> = BTreeMap::new();
        for entry in entries {
            let kind = entry.relation.kind.as_str();
            let order = metamodel.relation_index(kind).map_or(usize::MAX, |index| index.position());
            by_kind.entry((order, kind)).or_default().push(entry);
        }
        let shows_all = self.ask.get("relations") == Some("all");
        let groups = by_kind.into_iter().map(|((_, kind), entries)| {
            let limit = if shows_all { MAX_ALL } else { MAX };
            let mut rows: Vec<Row> = entries.iter().take(limit).map(|entry| self.row(entry, way)).collect();
            rows.sort_by_cached_key(|row| row.other.name.text.to_lowercase());
            let count = entries.len();
            Group {
                verb: self.verb(kind, way).replace("..", "…"),
                more: (count > rows.len() && !shows_all).then(|| {
                    (self.ask.here(&[("relations", "all")]), self.words().count("show_all_relations", count))
                }),
                count,
                rows,
            }
        });
        groups.collect()
    }

    fn row(&self, entry: &RelationEntry<'_>, way: Way) -> Row {
        let other = match way {
            Way::Forward => entry.relation.to.as_str(),
            Way::Backward => entry.source(),
        };
        let name = self.show(&entry.relation.name);
        let mut notes = self.notes(entry.relation);
        if way == Way::Backward
            && matches!(self.snapshot().end(entry.relation.to.as_str()), Some(EndRef::Part(_)))
        {
            let (_, part) = parts::split(entry.relation.to.as_str()).unwrap_or_default();
            notes.insert(0, format!("› {part}"));
        }
        Row {
            other: self.brief_of_end(other),
            name: (!name.text.trim().is_empty()).then_some(name),
            notes,
            href: self.to("relations", entry.relation.id.as_str()),
        }
    }

    /// What a relation of this kind says, read this way.
    pub fn verb(&self, kind: &str, way: Way) -> String {
        match (self.relation_kind(kind), way) {
            (Some(known), Way::Forward) => self.label(&known.forward, kind),
            (Some(known), Way::Backward) => self.label(&known.backward, kind),
            (None, _) => kind.to_owned(),
        }
    }

    /// What ArchiMate itself says more of a relation: specializations, access, strength, direction.
    pub fn marks(&self, relation: &Relation) -> Vec<String> {
        let mut notes: Vec<String> =
            relation.specializations.iter().map(|name| format!("«{name}»")).collect();
        notes.extend(relation.access.map(|access| self.access(access)));
        notes.extend(relation.strength.as_deref().map(str::to_owned));
        notes.extend(relation.directed.then(|| self.words().word("directed").to_owned()));
        notes
    }

    /// The same, and the attributes of its kind: responsibility, operations, guard, multiplicities.
    fn notes(&self, relation: &Relation) -> Vec<String> {
        let mut notes = self.marks(relation);
        let defined = self.relation_kind(relation.kind.as_str()).map_or(&[][..], |kind| &kind.properties);
        for (key, value) in relation.properties.iter().take(MAX_NOTES) {
            let Some(definition) = defined.iter().find(|definition| definition.key == key) else { continue };
            let parts = self.in_one_line(value, Some(definition));
            let text: Vec<&str> = parts.iter().map(Part::words).collect();
            notes.push(format!("{}: {}", self.label(&definition.label, key), text.join(", ")));
        }
        notes
    }

    /// Name of an access mode.
    pub fn access(&self, access: Access) -> String {
        self.words().named("access", access.name()).unwrap_or(access.name()).to_owned()
    }

    /// A relation as a sentence.
    pub fn sentence(&self, entry: &RelationEntry<'_>) -> Sentence {
        let verb = self.verb(entry.relation.kind.as_str(), Way::Forward);
        // Chinese verbs may close around the other end: 由..组成.
        let (verb, after) = verb.split_once("..").unwrap_or((&verb, ""));
        Sentence {
            from: self.brief_of_end(entry.source()),
            verb: verb.to_owned(),
            to: self.brief_of_end(entry.relation.to.as_str()),
            after: after.to_owned(),
            href: self.to("relations", entry.relation.id.as_str()),
        }
    }
}
