//! Elements and relations.

use archweave_model::element::{Access, Element, Junction, Relation};
use archweave_model::id::KindId;
use archweave_model::text::Text;
use archweave_model::value::Properties;

use super::Export;
use crate::archimate::TOOL;
use crate::archimate::names::{self, usable_id};
use crate::kept::Recall;
use crate::reserved::Reserve;

/// What a concept's type is in the file.
struct Native<'n> {
    name: &'n str,
    /// The kind of ArchiMate that it is or specializes.
    base: KindId,
    is_exact: bool,
}

impl<'a> Export<'a> {
    pub(super) fn element(&mut self, element: &'a Element) {
        let archi = Recall::of(TOOL, &element.extra);
        let mut reserve = Reserve::default();
        let metamodel = self.metamodel;
        let base = metamodel
            .kind_index(element.kind.as_str())
            .and_then(|k| Some(metamodel.kind(metamodel.kind(k).archimate?).id.clone()));
        let native = native(&element.kind, base, archi, "Grouping", "grouping");
        let is_junction = native.base.as_str() == "junction";
        if !native.is_exact {
            reserve.text("kind", element.kind.as_str());
        }
        self.open(element.id.as_str(), native.name, &element.name, &mut reserve);
        match (element.junction, is_junction) {
            (Junction::Or, true) => self.writer.attribute("type", "or"),
            (Junction::Or, false) => reserve.text("junction", "or"),
            (Junction::And, _) => {}
        }
        self.specializations(&element.kind, &native.base, &element.specializations, &mut reserve);
        self.kept_attributes(archi);
        reserve.accountability(element);
        self.finish(&element.description, &element.properties, &element.attributes, &element.extra, reserve);
    }

    pub(super) fn relation(&mut self, relation: &'a Relation, source: &'a str) {
        let archi = Recall::of(TOOL, &relation.extra);
        let mut reserve = Reserve::default();
        let metamodel = self.metamodel;
        let base = metamodel.relation_index(relation.kind.as_str());
        let base = base.map(|r| metamodel.relation(metamodel.relation(r).archimate).id.clone());
        let native = native(&relation.kind, base, archi, "AssociationRelationship", "association");
        if !native.is_exact {
            reserve.text("kind", relation.kind.as_str());
        }
        self.open(relation.id.as_str(), native.name, &relation.name, &mut reserve);
        for (key, end) in [("source", source), ("target", relation.to.as_str())] {
            let kept = archi.text(key).filter(|kept| usable_id(kept, || "missing".into()) == end);
            let written = kept.unwrap_or_else(|| self.ids.concept(end)).to_owned();
            if !written.is_empty() {
                self.writer.attribute(key, &written);
            }
        }
        match (relation.access, native.base.as_str()) {
            (None, _) => {}
            (Some(Access::Read), "access") => self.writer.attribute("accessType", "1"),
            (Some(Access::Access), "access") => self.writer.attribute("accessType", "2"),
            (Some(Access::ReadWrite), "access") => self.writer.attribute("accessType", "3"),
            (Some(access), _) => reserve.text("access", access.name()),
        }
        match (&relation.strength, native.base.as_str()) {
            (None, _) => {}
            (Some(strength), "influence") if !strength.is_empty() && crate::escape::is_clean(strength) => {
                self.writer.attribute("strength", strength);
            }
            (Some(strength), _) => reserve.text("strength", strength),
        }
        match (relation.directed, native.base.as_str()) {
            (false, _) => {}
            (true, "association") => self.writer.attribute("directed", "true"),
            (true, _) => reserve.text("directed", "true"),
        }
        self.specializations(&relation.kind, &native.base, &relation.specializations, &mut reserve);
        self.kept_attributes(archi);
        self.finish(
            &relation.description,
            &relation.properties,
            &relation.attributes,
            &relation.extra,
            reserve,
        );
    }

    /// Type, name and id, which all concepts have.
    fn open(&mut self, id: &str, kind: &str, name: &Text, reserve: &mut Reserve) {
        self.writer.open("element");
        if kind.contains(':') {
            self.writer.attribute("xsi:type", kind);
        } else if !kind.is_empty() {
            self.writer.attribute("xsi:type", &format!("archimate:{kind}"));
        }
        let name = reserve.localized("name", name, self.main);
        if !name.is_empty() {
            self.writer.attribute("name", name);
        }
        let written = self.ids.concept(id);
        if !written.is_empty() {
            self.writer.attribute("id", written);
        }
        if self.ids.is_replaced(id) {
            reserve.text("id", id);
        }
    }

    fn specializations(&mut self, kind: &KindId, base: &KindId, wanted: &[Box<str>], reserve: &mut Reserve) {
        if wanted.is_empty() {
            return;
        }
        let (ids, is_exact) = self.profiles.written(kind.as_str(), base.as_str(), wanted);
        if !ids.is_empty() {
            self.writer.attribute("profiles", &ids);
        }
        if !is_exact {
            reserve.list("specializations", wanted);
        }
    }

    /// Documentation, properties and the rest, which all concepts have.
    fn finish(
        &mut self,
        description: &Text,
        properties: &Properties,
        attributes: &Properties,
        extra: &Properties,
        mut reserve: Reserve,
    ) {
        let description = reserve.localized("description", description, self.main);
        reserve.record("attributes", attributes);
        reserve.extra(TOOL, extra);
        if !description.is_empty() {
            self.writer.leaf("documentation", description);
        }
        let archi = Recall::of(TOOL, extra);
        if !properties.is_empty() {
            self.properties(properties, archi);
        }
        self.reserved(reserve);
        self.kept_children(archi);
        self.writer.close("element");
    }
}

/// The type in the file of a kind; what the metamodel does not know is as it was read.
fn native<'n>(
    kind: &KindId,
    base: Option<KindId>,
    archi: Recall<'n>,
    other: &'n str,
    other_kind: &'static str,
) -> Native<'n> {
    match base {
        Some(base) => Native { name: names::native(&base).unwrap_or(other), is_exact: base == *kind, base },
        None => {
            let kept = archi.text("type").filter(|name| names::unknown_kind(name) == *kind);
            Native { name: kept.unwrap_or(other), is_exact: kept.is_some(), base: KindId::from(other_kind) }
        }
    }
}
