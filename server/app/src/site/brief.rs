//! An element, relation, part, view or missing thing in one line: name, kind, layer, address.

use archweave_model::element::Element;
use archweave_model::parts;
use archweave_model::snapshot::{EndRef, RelationEntry};
use archweave_model::view::View;
use serde_json::{Value, json};

use crate::site::reading::{Reading, anchor, shortened};
use crate::site::words::named_value;

impl Reading<'_> {
    /// An element in one line.
    pub(super) fn brief(&self, element: &Element) -> Value {
        let kind = element.kind.as_str();
        json!({
            "name": named_value(self.name(element)),
            "href": self.element_href(element.id.as_str()),
            "kind": self.kind(kind),
            "layer": self.layer(kind),
        })
    }

    /// Whatever an id at the end of a relation means, in one line.
    pub(super) fn brief_of_end(&self, id: &str) -> Value {
        let found = match self.snapshot.end(id) {
            Some(EndRef::Element(slot)) => self.snapshot.element_at(slot).map(|element| self.brief(element)),
            Some(EndRef::Relation(entry)) => Some(self.brief_of_relation(&entry)),
            Some(EndRef::Part(slot)) => self.brief_of_part(slot, id),
            None => None,
        };
        found.unwrap_or_else(|| {
            let kind = self.words.word("missing");
            json!({ "name": { "text": id, "lang": null }, "href": null, "kind": kind, "layer": "missing" })
        })
    }

    fn brief_of_relation(&self, entry: &RelationEntry<'_>) -> Value {
        let kind = entry.relation.kind.as_str();
        let (mut name, lang) = self.show(&entry.relation.name);
        if name.is_empty() {
            let end = |id: &str| match self.snapshot.element(id) {
                Some(element) => self.name(element).0,
                None => id.to_owned(),
            };
            name = format!("{} → {}", end(entry.source()), end(entry.relation.to.as_str()));
        }
        json!({
            "name": { "text": shortened(name), "lang": lang },
            "href": self.relation_href(entry),
            "kind": self.relation_kind(kind).map_or_else(|| kind.to_owned(), |k| self.label(&k.label, kind)),
            "layer": "relation",
        })
    }

    /// A part, with its element's name before its own.
    fn brief_of_part(&self, slot: u32, address: &str) -> Option<Value> {
        let element = self.snapshot.element_at(slot)?;
        let (_, part) = parts::split(address)?;
        let (list, fields) = parts::find(element, part)?;
        let (whole, lang) = self.name(element);
        let name = self.part_name(fields).unwrap_or_else(|| part.to_owned());
        let definition = self.snapshot.kind_at(slot).and_then(|index| {
            let kind = self.snapshot.metamodel().kind(index);
            kind.properties.iter().find(|definition| definition.key == list)
        });
        Some(json!({
            "name": { "text": shortened(format!("{whole} › {name}")), "lang": lang },
            "href": format!("{}#{}", self.element_href(element.id.as_str()), anchor("part", part)),
            "kind": definition.map_or_else(|| list.to_owned(), |d| self.label(&d.label, list)),
            "layer": self.layer(element.kind.as_str()),
        }))
    }

    /// A view in one line.
    pub(super) fn view_brief(&self, view: &View) -> Value {
        let kind = view.viewpoint.as_deref().map(|id| self.viewpoint(id)).unwrap_or_default();
        let name = self.view_name(view);
        // Many views are called like what they are.
        let kind = if kind == name.0 { String::new() } else { kind };
        json!({ "name": named_value(name), "href": self.view_href(view.id.as_str()), "kind": kind })
    }
}
