//! `element` and `relationship`.

use std::borrow::Cow;

use archweave_model::element::{Access, Element, Junction, Relation};
use archweave_model::id::{ElementId, EndId, RelationId};

use super::Import;
use super::body::extra;
use crate::archimate::names::unknown_kind;
use crate::drafts::{Concept, RelationDraft, place};
use crate::exchange::names;
use crate::kept::Kept;
use crate::xml::{Attribute, Result};

/// Whether this is the attribute that gives the type.
pub fn is_type(name: &str) -> bool {
    name == "xsi:type" || name == "type" || name.ends_with(":type")
}

/// A type without its prefix.
pub fn local<'t>(written: &'t Option<Cow<'_, str>>) -> &'t str {
    let written = written.as_deref().unwrap_or_default();
    written.rsplit(':').next().unwrap_or_default()
}

impl<'a> Import<'a> {
    /// Reads the `element` whose start tag was the last token.
    pub(super) fn element(&mut self) -> Result<()> {
        let offset = self.xml.offset;
        let mut id = None;
        let mut kind = None;
        let mut unknown: Vec<Attribute<'a>> = Vec::new();
        for attribute in self.xml.attributes.drain(..) {
            match attribute.name {
                "identifier" => id = Some(attribute.value),
                name if is_type(name) => kind = Some(attribute.value),
                _ => unknown.push(attribute),
            }
        }
        let mut kept = Kept::default();
        let mut is_or = false;
        let kind = match names::element(local(&kind)) {
            Some((known, or)) => {
                is_or = or;
                known.clone()
            }
            None => {
                let written = kind.as_deref().unwrap_or_default();
                kept.text("type", written);
                self.drafts.findings.unknown_type(offset, written, None);
                unknown_kind(written)
            }
        };
        let concept = Concept::Element(self.drafts.elements.len());
        let id = self.drafts.concept_id(concept, id, offset, &mut kept);
        let Ok(id) = ElementId::parse(&id) else { return Ok(()) };
        let mut element = Element::new(id, kind);
        element.place = place(offset);
        if is_or {
            element.junction = Junction::Or;
        }
        kept.record("attributes", unknown.iter().map(|a| (a.name, &*a.value)));
        let mut body = self.body()?;
        element.name = self.text(std::mem::take(&mut body.name), &mut kept);
        element.description = self.text(std::mem::take(&mut body.documentation), &mut kept);
        body.keep(&mut kept);
        if !body.properties.is_empty() {
            self.properties.push((concept, body.properties));
        }
        element.extra = extra(kept);
        self.drafts.elements.push(element);
        Ok(())
    }

    /// Reads the `relationship` whose start tag was the last token.
    pub(super) fn relation(&mut self) -> Result<()> {
        let offset = self.xml.offset;
        let (mut id, mut kind, mut source, mut target) = (None, None, None, None);
        let mut others: Vec<Attribute<'a>> = Vec::new();
        for attribute in self.xml.attributes.drain(..) {
            match attribute.name {
                "identifier" => id = Some(attribute.value),
                "source" => source = Some(attribute.value),
                "target" => target = Some(attribute.value),
                name if is_type(name) => kind = Some(attribute.value),
                _ => others.push(attribute),
            }
        }
        let mut kept = Kept::default();
        let kind = match names::relation(local(&kind)) {
            Some(known) => known.clone(),
            None => {
                let written = kind.as_deref().unwrap_or_default();
                kept.text("type", written);
                self.drafts.findings.unknown_type(offset, written, None);
                unknown_kind(written)
            }
        };
        let concept = Concept::Relation(self.drafts.relations.len());
        let id = self.drafts.concept_id(concept, id, offset, &mut kept);
        let (Ok(id), Ok(nowhere)) = (RelationId::parse(&id), EndId::parse("missing")) else {
            return Ok(());
        };
        let mut relation = Relation::new(id, kind, nowhere);
        relation.place = place(offset);
        let mut access = None;
        let mut unknown = Vec::new();
        for attribute in others {
            match (attribute.name, relation.kind.as_str(), &*attribute.value) {
                ("accessType", "access", "Write" | "write") => access = Some(None),
                ("accessType", "access", "Read" | "read") => access = Some(Some(Access::Read)),
                ("accessType", "access", "ReadWrite" | "readwrite") => access = Some(Some(Access::ReadWrite)),
                ("accessType", "access", "Access" | "access") => access = Some(Some(Access::Access)),
                ("modifier" | "strength", "influence", strength) => relation.strength = Some(strength.into()),
                ("isDirected" | "isdirected", "association", "true" | "1") => relation.directed = true,
                ("isDirected" | "isdirected", "association", "false" | "0") => {}
                _ => unknown.push(attribute),
            }
        }
        if relation.kind.as_str() == "access" {
            // The schema's default, unlike that of the native format.
            relation.access = access.unwrap_or(Some(Access::Access));
        }
        kept.record("attributes", unknown.iter().map(|a| (a.name, &*a.value)));
        let mut body = self.body()?;
        relation.name = self.text(std::mem::take(&mut body.name), &mut kept);
        relation.description = self.text(std::mem::take(&mut body.documentation), &mut kept);
        body.keep(&mut kept);
        if !body.properties.is_empty() {
            self.properties.push((concept, body.properties));
        }
        relation.extra = extra(kept);
        self.drafts.relations.push(RelationDraft { relation, source, target, folder: 0 });
        Ok(())
    }
}
