//! What a row and its properties say about something, put over what is known of it: only what they
//! mention changes.

use archweave_model::element::{Element, Relation};
use archweave_model::id::KindId;
use archweave_model::metamodel::{Metamodel, Specialization};
use archweave_model::text::Text;
use archweave_model::value::Properties;

use super::special;
use crate::drafts::found::{give_back, restore_element, restore_relation};
use crate::reserved::{self, Entries, Found};

/// The cells that elements and relations have; none where the table has no such column, or where
/// only properties are given.
#[derive(Clone, Copy, Default)]
pub struct Cells<'a> {
    pub name: Option<&'a str>,
    pub documentation: Option<&'a str>,
    pub specialization: Option<&'a str>,
}

/// What came of putting cells and properties over something.
#[derive(Default)]
pub struct Put {
    /// The specialization that the cell added.
    pub specialization: Option<Box<str>>,
    /// The row of a special property with a value that it cannot have, and what it can have.
    pub odd: Option<(usize, &'static str)>,
}

/// Properties of one thing: the special one, those with reserved keys, the others.
pub struct Given {
    /// With the number of its row.
    pub special: Option<(usize, String)>,
    pub found: Found,
    pub properties: Properties,
}

impl Given {
    /// Sorts properties; `base` is the ArchiMate type of the thing.
    pub fn of(list: Vec<(usize, String, String)>, base: &str) -> Self {
        let mut special = None;
        let mut found = Found::default();
        let mut others: Entries = Vec::new();
        for (row, key, value) in list {
            if special::key_of(base).is_some_and(|own| *own == *key) {
                special = Some((row, value));
            } else if let Some(field) = reserved::field(&key).filter(|field| *field != "property") {
                found.0.push((field.into(), value.into()));
            } else {
                others.push((key.into(), value.into()));
            }
        }
        let (properties, _) = reserved::properties(others);
        Self { special, found, properties }
    }
}

/// Puts cells and properties over an element.
pub fn put_element(
    element: &mut Element,
    cells: Cells<'_>,
    given: Given,
    main: &str,
    metamodel: &Metamodel,
) -> Put {
    let Given { special, mut found, properties } = given;
    let mentioned = mentioned(&found);
    let has = |field: &str| mentioned.iter().any(|known| **known == *field);
    put_text(&mut element.name, cells.name, &mut found, "name", main);
    put_text(&mut element.description, cells.documentation, &mut found, "description", main);
    let mut said = Element::new(element.id.clone(), element.kind.clone());
    restore_element(&mut said, &mut found, main);
    element.kind = said.kind;
    if has("junction") {
        element.junction = said.junction;
    }
    if has("owner.business") {
        element.owners.business = said.owners.business;
    }
    if has("owner.technology") {
        element.owners.technology = said.owners.technology;
    }
    if has("lifecycle") {
        element.lifecycle = said.lifecycle;
    }
    if has("zachman") {
        element.zachman = said.zachman;
    }
    if has("tags") {
        element.tags = said.tags;
    }
    if has("specializations") {
        element.specializations = said.specializations;
    }
    let labels = metamodel.kind_index(element.kind.as_str()).map(|kind| {
        let kind = metamodel.kind(kind);
        // Of ArchiMate's own kinds the label is no specialization's name by chance.
        (!kind.parents.is_empty()).then_some(&kind.label)
    });
    let specialization = put_specialization(&mut element.specializations, &cells, labels.flatten(), |name| {
        let base = element_base(metamodel, element.kind.as_str())?;
        metamodel.specialization(base.as_str(), name)
    });
    merge(&mut element.attributes, said.attributes);
    merge(&mut element.extra, said.extra);
    merge(&mut element.properties, properties);
    give_back(&mut element.properties, found);
    let odd = special
        .and_then(|(row, value)| special::into_element(element, &value).err().map(|wanted| (row, wanted)));
    Put { specialization, odd }
}

/// Puts cells and properties over a relation.
pub fn put_relation(
    relation: &mut Relation,
    cells: Cells<'_>,
    given: Given,
    base: &str,
    main: &str,
    metamodel: &Metamodel,
) -> Put {
    let Given { special, mut found, properties } = given;
    put_text(&mut relation.name, cells.name, &mut found, "name", main);
    put_text(&mut relation.description, cells.documentation, &mut found, "description", main);
    let attributes = std::mem::take(&mut relation.attributes);
    let extra = std::mem::take(&mut relation.extra);
    restore_relation(relation, &mut found, main);
    let said = (
        std::mem::replace(&mut relation.attributes, attributes),
        std::mem::replace(&mut relation.extra, extra),
    );
    let label = metamodel.relation_index(relation.kind.as_str()).map(|index| metamodel.relation(index));
    let label = label.filter(|kind| kind.id.as_str() != base).map(|kind| &kind.label);
    let specialization = put_specialization(&mut relation.specializations, &cells, label, |name| {
        metamodel.specialization(base, name)
    });
    merge(&mut relation.attributes, said.0);
    merge(&mut relation.extra, said.1);
    merge(&mut relation.properties, properties);
    give_back(&mut relation.properties, found);
    let key = special::key_of(base).unwrap_or_default();
    let odd = special.and_then(|(row, value)| {
        special::into_relation(relation, key, &value).err().map(|wanted| (row, wanted))
    });
    Put { specialization, odd }
}

fn mentioned(found: &Found) -> Vec<Box<str>> {
    found.0.iter().map(|(field, _)| field.clone()).collect()
}

/// Sets the keys that are said; the others stay.
pub fn merge(known: &mut Properties, said: Properties) {
    if known.is_empty() {
        *known = said;
        return;
    }
    for (key, value) in said.iter() {
        if known.get(key) != Some(value) {
            known.set(key, value.clone());
        }
    }
}

/// Sets a text: the cell is in the main language, reserved entries tell the others; a language that
/// is not mentioned stays.
pub fn put_text(text: &mut Text, cell: Option<&str>, found: &mut Found, field: &str, main: &str) {
    let is_mentioned = found
        .0
        .iter()
        .any(|(key, _)| key.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')));
    if is_mentioned {
        let mut said = Text::One(cell.unwrap_or_else(|| text.get(main)).into());
        found.localized(field, &mut said, main);
        if let (Text::Many(old), Text::Many(new)) = (&*text, &said) {
            let others = old.iter().filter(|(code, _)| new.iter().all(|(known, _)| known != code));
            said = Text::languages(new.iter().chain(others).cloned());
        }
        *text = said;
        return;
    }
    let Some(cell) = cell.filter(|cell| *cell != text.get(main)) else { return };
    *text = match &*text {
        Text::One(_) => Text::One(cell.into()),
        Text::Many(entries) => {
            let own = [(Box::from(main), Box::from(cell))];
            match entries.iter().any(|(code, _)| **code == *main) {
                true => Text::languages(entries.iter().map(|(code, text)| {
                    (code.clone(), if **code == *main { cell.into() } else { text.clone() })
                })),
                false => Text::languages(own.into_iter().chain(entries.iter().cloned())),
            }
        }
    };
}

/// The cell names the primary specialization, unless it says what the kind is. The result is the name
/// if it is new.
fn put_specialization<'m>(
    list: &mut Box<[Box<str>]>,
    cells: &Cells<'_>,
    label: Option<&Text>,
    known: impl Fn(&str) -> Option<&'m Specialization>,
) -> Option<Box<str>> {
    let cell = cells.specialization.filter(|cell| !cell.is_empty())?;
    let is_label = label.is_some_and(|label| label.entries().any(|(_, text)| text == cell));
    let is_first = |first: &str| first == cell || known(first).is_some_and(|s| s.name == cell);
    if is_label || list.first().is_some_and(|first| is_first(first)) {
        return None;
    }
    let others = list.iter().skip(1).filter(|name| ***name != *cell).cloned();
    *list = std::iter::once(cell.into()).chain(others).collect();
    Some(cell.into())
}

/// The ArchiMate type of a kind of element; none if the metamodel does not know the kind, or if
/// ArchiMate has no type for it.
pub fn element_base(metamodel: &Metamodel, kind: &str) -> Option<KindId> {
    let kind = metamodel.kind(metamodel.kind_index(kind)?);
    Some(metamodel.kind(kind.archimate?).id.clone())
}

/// The ArchiMate type of a kind of relation.
pub fn relation_base(metamodel: &Metamodel, kind: &str) -> Option<KindId> {
    let kind = metamodel.relation(metamodel.relation_index(kind)?);
    Some(metamodel.relation(kind.archimate).id.clone())
}
