//! `element` in a folder: an element, a relation or a view, as its type says.

use std::borrow::Cow;

use archweave_model::element::{Access, Element, Junction, Relation};
use archweave_model::id::{ElementId, EndId, KindId, RelationId};
use archweave_model::text::Text;

use super::super::names::{self, Type};
use super::Import;
use super::body::Body;
use crate::archimate::TOOL;
use crate::drafts::{Concept, RelationDraft, place};
use crate::kept::Kept;
use crate::xml::{Attribute, Result};

/// Attributes that concepts have, as far as they are there.
#[derive(Default)]
struct Head<'a> {
    id: Option<Cow<'a, str>>,
    name: Option<Cow<'a, str>>,
    source: Option<Cow<'a, str>>,
    target: Option<Cow<'a, str>>,
    profiles: Option<Cow<'a, str>>,
    kind: Option<Cow<'a, str>>,
    others: Vec<Attribute<'a>>,
}

impl<'a> Import<'a> {
    /// Reads the `element` whose start tag was the last token.
    pub(super) fn element(&mut self, folder: usize, order: usize) -> Result<()> {
        let offset = self.xml.offset;
        let mut head = Head::default();
        let mut attributes = std::mem::take(&mut self.xml.attributes);
        for attribute in attributes.drain(..) {
            let place = match attribute.name {
                "id" => &mut head.id,
                "name" => &mut head.name,
                "source" => &mut head.source,
                "target" => &mut head.target,
                "profiles" => &mut head.profiles,
                name if self.is_type(name) => &mut head.kind,
                _ => {
                    head.others.push(attribute);
                    continue;
                }
            };
            *place = Some(attribute.value);
        }
        self.xml.attributes = attributes;
        let written = head.kind.take().unwrap_or_default();
        let (full, local) = self.type_name(&written);
        let mut kept = Kept::default();
        match names::type_of(local) {
            Some(Type::Element(kind, default, is_or)) => {
                self.keep_place(&mut kept, folder, order, default);
                let is_junction = kind.as_str() == "junction";
                self.read_element(head, kind.clone(), is_junction, *is_or, folder, offset, kept)
            }
            Some(Type::Relation(kind)) => {
                self.keep_place(&mut kept, folder, order, "relations");
                self.read_relation(head, kind.clone(), folder, offset, kept)
            }
            Some(Type::View) => {
                self.keep_place(&mut kept, folder, order, "diagrams");
                if full != names::VIEW && local != "DiagramModel" {
                    kept.text("type", &full);
                }
                let (id, name) = (head.id.take(), head.name.take());
                let rest = [("source", head.source), ("target", head.target), ("profiles", head.profiles)];
                let named =
                    |(name, value): (&'a str, Option<Cow<'a, str>>)| Some(Attribute { name, value: value? });
                head.others.extend(rest.into_iter().filter_map(named));
                self.read_view(id, name, head.others, folder, offset, kept)
            }
            None => {
                let is_relation = head.source.is_some() && head.target.is_some();
                self.keep_place(&mut kept, folder, order, "");
                kept.text("type", &full);
                let kind = names::unknown_kind(&full);
                self.drafts.findings.unknown_type(offset, &full, None);
                if is_relation {
                    self.read_relation(head, kind, folder, offset, kept)
                } else {
                    self.read_element(head, kind, false, false, folder, offset, kept)
                }
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "what the one caller has found out")]
    fn read_element(
        &mut self,
        head: Head<'a>,
        kind: KindId,
        is_junction: bool,
        is_or: bool,
        folder: usize,
        offset: usize,
        mut kept: Kept,
    ) -> Result<()> {
        let concept = Concept::Element(self.drafts.elements.len());
        let id = self.drafts.concept_id(concept, head.id, offset, &mut kept);
        let Ok(id) = ElementId::parse(&id) else { return Ok(()) };
        let mut element = Element::new(id, kind);
        element.place = place(offset);
        if is_or {
            element.junction = Junction::Or;
        }
        if let Some(name) = head.name {
            element.name = Text::One(name.into());
        }
        let mut unknown: Vec<(&str, Cow<'a, str>)> = Vec::new();
        let mut known =
            |name: &'static str, value: Option<Cow<'a, str>>| unknown.extend(value.map(|v| (name, v)));
        known("source", head.source);
        known("target", head.target);
        for attribute in head.others {
            match (attribute.name, &*attribute.value) {
                ("type", "or") if is_junction => element.junction = Junction::Or,
                ("type", "and" | "") if is_junction && !is_or => {}
                _ => unknown.push((attribute.name, attribute.value)),
            }
        }
        kept.record("attributes", unknown.iter().map(|(name, value)| (*name, &**value)));
        let mut body = Body::default();
        self.body(&mut body, false)?;
        element.description = body.description();
        element.properties = body.properties(&mut kept);
        self.found(concept, &mut body, head.profiles);
        body.keep(&mut kept, false);
        element.extra = kept.into_extra(TOOL);
        self.drafts.elements.push(element);
        self.element_folders.push(folder);
        Ok(())
    }

    fn read_relation(
        &mut self,
        head: Head<'a>,
        kind: KindId,
        folder: usize,
        offset: usize,
        mut kept: Kept,
    ) -> Result<()> {
        let concept = Concept::Relation(self.drafts.relations.len());
        let id = self.drafts.concept_id(concept, head.id, offset, &mut kept);
        let (Ok(id), Ok(nowhere)) = (RelationId::parse(&id), EndId::parse("missing")) else {
            return Ok(());
        };
        let mut relation = Relation::new(id, kind, nowhere);
        relation.place = place(offset);
        if let Some(name) = head.name {
            relation.name = Text::One(name.into());
        }
        let mut unknown = Vec::new();
        for attribute in head.others {
            match (attribute.name, relation.kind.as_str(), &*attribute.value) {
                ("accessType", "access", "0") => {}
                ("accessType", "access", "1") => relation.access = Some(Access::Read),
                ("accessType", "access", "2") => relation.access = Some(Access::Access),
                ("accessType", "access", "3") => relation.access = Some(Access::ReadWrite),
                ("strength", "influence", "") => {}
                ("strength", "influence", strength) => relation.strength = Some(strength.into()),
                ("directed", "association", "true") => relation.directed = true,
                ("directed", "association", "false") => {}
                _ => unknown.push(attribute),
            }
        }
        kept.record("attributes", unknown.iter().map(|a| (a.name, &*a.value)));
        let mut body = Body::default();
        self.body(&mut body, false)?;
        relation.description = body.description();
        relation.properties = body.properties(&mut kept);
        self.found(concept, &mut body, head.profiles);
        body.keep(&mut kept, false);
        relation.extra = kept.into_extra(TOOL);
        self.drafts.relations.push(RelationDraft {
            relation,
            source: head.source,
            target: head.target,
            folder,
        });
        Ok(())
    }

    fn found(&mut self, concept: Concept, body: &mut Body<'a>, profiles: Option<Cow<'a, str>>) {
        let found = body.found();
        if !found.is_empty() {
            self.drafts.found.push((concept, found));
        }
        if let Some(profiles) = profiles {
            self.drafts.wanted_profiles.push((concept, profiles));
        }
    }
}
