//! An element, relation or missing thing in one line: name, kind, layer, address.

use archweave_model::element::Element;
use archweave_model::parts;
use archweave_model::snapshot::{EndRef, RelationEntry};
use serde::Serialize;

use crate::pages::ask::cut;
use crate::pages::language::Shown;
use crate::pages::parts::part_anchor;
use crate::pages::reading::Reading;

/// Longest name in a line, in bytes.
const MAX_NAME: usize = 300;

/// One line about a thing of the model.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Brief {
    /// Its name, or its id where it has none.
    pub name: Shown,
    /// Its id, where the name is another one.
    pub id: Option<String>,
    /// None for something the model does not have.
    pub href: Option<String>,
    /// Kind, for readers.
    pub kind: String,
    /// Class of the swatch: a layer, `relation` or `missing`.
    pub layer: &'static str,
}

impl Reading<'_> {
    /// An element by its slot.
    pub fn brief_at(&self, slot: u32) -> Option<Brief> {
        self.snapshot().element_at(slot).map(|element| self.brief(element))
    }

    /// An element.
    pub fn brief(&self, element: &Element) -> Brief {
        let id = element.id.as_str();
        let metamodel = self.snapshot().metamodel();
        let kind = metamodel.kind_index(element.kind.as_str()).map(|kind| metamodel.kind(kind));
        let mut name = self.show(&element.name);
        shorten(&mut name.text);
        let is_unnamed = name.text.trim().is_empty();
        Brief {
            id: (!is_unnamed && name.text != id).then(|| id.to_owned()),
            name: if is_unnamed { id.into() } else { name },
            href: Some(self.to("elements", id)),
            kind: self.kind(element.kind.as_str()),
            layer: kind.map_or("missing", |kind| kind.layer.id()),
        }
    }

    /// Whatever an id at the end of a relation means.
    pub fn brief_of_end(&self, id: &str) -> Brief {
        match self.snapshot().end(id) {
            Some(EndRef::Element(slot)) => self.brief_at(slot).unwrap_or_else(|| self.missing(id)),
            Some(EndRef::Relation(entry)) => self.brief_of_relation(&entry),
            Some(EndRef::Part(slot)) => self.brief_of_part(slot, id).unwrap_or_else(|| self.missing(id)),
            None => self.missing(id),
        }
    }

    /// A relation: its name, or its ends.
    pub fn brief_of_relation(&self, entry: &RelationEntry<'_>) -> Brief {
        let relation = entry.relation;
        let id = relation.id.as_str();
        let kind = self.relation_kind(relation.kind.as_str());
        let kind = kind.map_or_else(|| relation.kind.to_string(), |k| self.label(&k.label, k.id.as_str()));
        let mut name = self.show(&relation.name);
        if name.text.trim().is_empty() {
            let end = |id: &str| match self.snapshot().element(id) {
                Some(element) => self.brief(element).name.text,
                None => id.to_owned(),
            };
            name = Shown::from(&*format!("{} → {}", end(entry.source()), end(relation.to.as_str())));
        }
        shorten(&mut name.text);
        Brief { name, id: None, href: Some(self.to("relations", id)), kind, layer: "relation" }
    }

    /// A part, with its element's name before its own.
    fn brief_of_part(&self, slot: u32, address: &str) -> Option<Brief> {
        let element = self.snapshot().element_at(slot)?;
        let (_, part) = parts::split(address)?;
        let (list, fields) = parts::find(element, part)?;
        let whole = self.brief(element);
        let mut name =
            format!("{} › {}", whole.name.text, self.part_name(fields).unwrap_or_else(|| part.to_owned()));
        shorten(&mut name);
        let href = whole.href.map(|href| format!("{href}#{}", part_anchor(part)));
        Some(Brief {
            name: Shown { text: name, lang: whole.name.lang },
            id: None,
            href,
            kind: self.list_label(slot, list),
            ..whole
        })
    }

    fn missing(&self, id: &str) -> Brief {
        let kind = self.words().word("missing").to_owned();
        Brief { name: id.into(), id: None, href: None, kind, layer: "missing" }
    }
}

fn shorten(name: &mut String) {
    if name.len() > MAX_NAME {
        *name = format!("{}…", cut(name, MAX_NAME));
    }
}
