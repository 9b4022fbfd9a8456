//! What a relation says in the cell of a matrix.

use foldhash::{HashMap, HashSet};

use crate::element::Access;
use crate::metamodel::{KindIndex, RelationIndex};
use crate::parts;
use crate::snapshot::{Edge, RelationEntry};
use crate::value::Value;
use crate::view::asked::Asked;
use crate::view::table::{Item, Of, value};
use crate::viewpoint::{CellShows, Matrix};

/// A relation that says no more than that it is there.
pub(super) const DOT: &str = "•";
/// A relation over an element between.
pub(super) const THROUGH: &str = "(•)";

/// The letters of a matrix in their order; empty for one without letters.
pub(super) fn letters(shows: CellShows) -> &'static str {
    match shows {
        CellShows::Raci => "RACI",
        CellShows::Crud => "CRUD",
        _ => "",
    }
}

/// Follows relations from rows to columns.
pub(super) struct Marks<'a> {
    asked: &'a Asked<'a>,
    matrix: &'a Matrix,
    /// By kind of relation: whether it counts.
    relations: Vec<bool>,
    /// By kind of element: whether one may stand between a row and a column.
    between: Vec<bool>,
}

impl<'a> Marks<'a> {
    /// Resolves the names of kinds once.
    pub(super) fn new(asked: &'a Asked<'a>, matrix: &'a Matrix) -> Self {
        let metamodel = asked.metamodel();
        let usual: &[&str] = match matrix.shows {
            CellShows::Raci => &["assignment", "association"],
            CellShows::Crud => &["access"],
            _ => &[],
        };
        let mut names: Vec<&str> = matrix.relations.iter().map(String::as_str).collect();
        if names.is_empty() {
            names.extend(usual);
        }
        let wanted: Vec<RelationIndex> =
            names.iter().filter_map(|name| metamodel.relation_index(name)).collect();
        let counts = |(index, kind): (RelationIndex, &crate::metamodel::RelationKind)| {
            names.is_empty() || wanted.iter().any(|one| *one == index || *one == kind.archimate)
        };
        let between: Vec<KindIndex> =
            matrix.through.iter().filter_map(|name| metamodel.kind_index(name)).collect();
        Self {
            asked,
            matrix,
            relations: metamodel.relations().map(counts).collect(),
            between: metamodel
                .kinds()
                .map(|(index, _)| between.iter().any(|other| metamodel.is_a(index, *other)))
                .collect(),
        }
    }

    /// What an element says in the cell of its own values.
    pub(super) fn element(&self, slot: u32) -> Item {
        let element = self.asked.snapshot.element_at(slot);
        let of = element.map_or(Of::Nothing, |element| Of::Element(element.id.clone()));
        let text = match self.matrix.shows {
            CellShows::Kind | CellShows::Property => element.map(|element| self.asked.name(element)),
            _ => None,
        };
        Item { text: text.unwrap_or_else(|| DOT.to_owned()), of }
    }

    /// Elements of the columns that are joined to a row's, with what joins them.
    pub(super) fn from(&self, slot: u32, columns: &HashMap<u32, Vec<u32>>) -> Vec<(u32, Vec<Item>)> {
        let mut found = Vec::new();
        for (first, is_out, other) in self.steps(slot) {
            if columns.contains_key(&other) {
                found.push((other, self.items(&first, is_out)));
            }
            if !self.is_between(other) {
                continue;
            }
            for (second, is_out, end) in self.steps(other) {
                if columns.contains_key(&end) && end != slot && second.at != first.at {
                    found.push((end, self.items_through(&first, &second, is_out, other)));
                }
            }
        }
        found.extend(self.named(slot, columns));
        found
    }

    /// Relations of an element that count, which way they run, and the element at the other end.
    fn steps(&self, slot: u32) -> impl Iterator<Item = (RelationEntry<'a>, bool, u32)> {
        let out = self.asked.snapshot.out_edges(slot).iter().map(|edge| (edge, true));
        let into = self.asked.snapshot.in_edges(slot).iter().map(|edge| (edge, false));
        // A relation from an element to itself is met once.
        let into = into.filter(move |(edge, _)| edge.slot != slot);
        let mut seen = HashSet::default();
        out.chain(into).filter_map(move |(edge, is_out)| {
            let entry = self.asked.snapshot.relation_at(edge.relation)?;
            let kind = self.asked.metamodel().relation_index(entry.relation.kind.as_str());
            let counts = match kind {
                Some(kind) => self.relations.get(kind.position()).copied().unwrap_or_default(),
                None => self.matrix.relations.is_empty(),
            };
            let joins = counts && self.is_direct(&entry, edge, slot, is_out);
            (joins && seen.insert((edge.relation, edge.slot))).then_some((entry, is_out, edge.slot))
        })
    }

    /// Whether a relation joins the elements themselves (or parts of them), not a relation of theirs.
    fn is_direct(&self, entry: &RelationEntry<'_>, edge: &Edge, slot: u32, is_out: bool) -> bool {
        let (source, target) = if is_out { (slot, edge.slot) } else { (edge.slot, slot) };
        let is_at = |end: &str, slot: u32| {
            let id = self.asked.id(slot);
            end == id || parts::split(end).is_some_and(|(element, _)| element == id)
        };
        is_at(entry.source(), source) && is_at(entry.relation.to.as_str(), target)
    }

    fn is_between(&self, slot: u32) -> bool {
        let kind = self.asked.snapshot.kind_at(slot);
        kind.is_some_and(|kind| self.between.get(kind.position()).copied().unwrap_or_default())
    }

    /// What a relation says; a dot if it says nothing that is asked.
    fn items(&self, entry: &RelationEntry<'_>, is_out: bool) -> Vec<Item> {
        let of = Of::Relation(entry.relation.id.clone());
        let mut texts = self.texts(entry, is_out);
        if texts.is_empty() {
            texts.push(DOT.to_owned());
        }
        texts.into_iter().map(|text| Item { text, of: of.clone() }).collect()
    }

    /// What two relations say over the element between.
    fn items_through(
        &self,
        first: &RelationEntry<'_>,
        second: &RelationEntry<'_>,
        is_out: bool,
        between: u32,
    ) -> Vec<Item> {
        let of = self.asked.snapshot.element_at(between).map_or(Of::Nothing, |e| Of::Element(e.id.clone()));
        let mut texts = match self.matrix.shows {
            CellShows::Mark | CellShows::Count => Vec::new(),
            CellShows::Kind => {
                vec![self.asked.snapshot.element_at(between).map_or_else(String::new, |e| self.asked.name(e))]
            }
            CellShows::Raci | CellShows::Crud | CellShows::Property => {
                let mut texts = self.texts(first, is_out);
                texts.extend(self.texts(second, is_out));
                texts
            }
        };
        if texts.is_empty() {
            texts.push(THROUGH.to_owned());
        }
        texts.into_iter().map(|text| Item { text, of: of.clone() }).collect()
    }

    fn texts(&self, entry: &RelationEntry<'_>, is_out: bool) -> Vec<String> {
        let relation = entry.relation;
        let index = self.asked.metamodel().relation_index(relation.kind.as_str());
        let kind = index.map(|index| self.asked.metamodel().relation(index));
        let archimate = kind.map_or("", |kind| self.asked.metamodel().relation(kind.archimate).id.as_str());
        let stated = |keys: [&str; 2]| {
            let value = keys.iter().find_map(|key| relation.properties.get(key));
            value
                .map(|value| read_letters(value, letters(self.matrix.shows)))
                .filter(|found| !found.is_empty())
        };
        match self.matrix.shows {
            CellShows::Mark | CellShows::Count => Vec::new(),
            CellShows::Kind => {
                let language = self.asked.language;
                let verb = kind.map(|kind| if is_out { &kind.forward } else { &kind.backward });
                let verb = verb.map_or("", |verb| verb.get(language));
                let label = kind.map_or(relation.kind.as_str(), |kind| kind.label.get(language));
                vec![if verb.is_empty() { label } else { verb }.to_owned()]
            }
            CellShows::Raci => stated(["responsibility", "raci"]).unwrap_or_else(|| match archimate {
                "assignment" => vec!["R".to_owned()],
                _ => Vec::new(),
            }),
            CellShows::Crud => stated(["operations", "crud"]).unwrap_or_else(|| {
                let letters: &[&str] = match (archimate, relation.access.unwrap_or(Access::Write)) {
                    ("access", Access::Read) => &["R"],
                    ("access", Access::Write) => &["C", "U"],
                    ("access", Access::ReadWrite) => &["C", "R", "U"],
                    _ => &[],
                };
                letters.iter().map(|letter| (*letter).to_owned()).collect()
            }),
            CellShows::Property => {
                let key = &self.matrix.property;
                let definition = kind.and_then(|kind| kind.properties.iter().find(|p| p.key == *key));
                let value = relation.properties.get(key).or_else(|| relation.attributes.get(key));
                let items = value.map_or_else(Vec::new, |value| value::items(self.asked, value, definition));
                items.into_iter().map(|item| item.text).collect()
            }
        }
    }

    /// Elements of the columns that a property of the row's element names.
    fn named(&self, slot: u32, columns: &HashMap<u32, Vec<u32>>) -> Vec<(u32, Vec<Item>)> {
        let is_of_row = matches!(self.matrix.shows, CellShows::Mark | CellShows::Kind | CellShows::Count);
        let key = &self.matrix.property;
        let element = self.asked.snapshot.element_at(slot).filter(|_| is_of_row && !key.is_empty());
        let value = element.and_then(|e| e.properties.get(key).or_else(|| e.attributes.get(key)));
        let ids = value.into_iter().flat_map(Value::items).filter_map(Value::as_text);
        let slots = ids.filter_map(|id| self.asked.snapshot.slot_of(id));
        let slots = slots.filter(|other| columns.contains_key(other));
        slots.map(|other| (other, vec![Item::new(DOT)])).collect()
    }
}

/// Letters of a list, of `R, A` or `RA`, or of whole words: `Responsible`.
fn read_letters(value: &Value, known: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for text in value.items().iter().filter_map(Value::as_text) {
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            let word = word.to_ascii_uppercase();
            let are_letters = word.len() <= known.len() && word.chars().all(|c| known.contains(c));
            let letters = if are_letters { &*word } else { word.get(..1).unwrap_or_default() };
            found.extend(letters.chars().filter(|c| known.contains(*c)).map(String::from));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_read_however_they_are_written() {
        let read = |text: &str, known| read_letters(&Value::from(text), known).concat();
        assert_eq!(read("R", "RACI"), "R");
        assert_eq!(read("ra", "RACI"), "RA");
        assert_eq!(read("A, R", "RACI"), "AR");
        assert_eq!(read("Accountable / Informed", "RACI"), "AI");
        assert_eq!(read("create", "CRUD"), "C");
        assert_eq!(read("CRUD", "CRUD"), "CRUD");
        assert_eq!(read("说明", "CRUD"), "");
        let list = Value::List([Value::from("R"), Value::from("A")].into());
        assert_eq!(read_letters(&list, "RACI").concat(), "RA");
    }
}
