//! Elements and relations.

use archweave_model::diagnostic::Subject;
use archweave_model::element::{Access, Element, Junction, Relation};
use archweave_model::id::KindId;
use archweave_model::text::Text;

use super::ids::{is_replaced, is_written};
use super::properties::others;
use super::{Export, left_out};
use crate::escape::is_clean;
use crate::exchange::{TOOL, names};
use crate::kept::Recall;
use crate::reserved::Reserve;

/// What is written in place of a kind that the metamodel does not know.
const OTHER_ELEMENT: &str = "grouping";
const OTHER_RELATION: &str = "association";

impl<'a> Export<'a> {
    pub(super) fn concepts(&mut self) {
        let model = self.model;
        let mut written = std::collections::HashSet::new();
        let (elements, ()) = self.apart(2, |export| {
            for element in &model.elements {
                if export.ids.element(element.id.as_str()).is_some()
                    && export.is_first(&mut written, element.id.as_str())
                {
                    export.element(element);
                }
            }
        });
        self.section("elements", &elements);
        let mut written = std::collections::HashSet::new();
        let (relations, ()) = self.apart(2, |export| {
            for element in &model.elements {
                for relation in &element.relations {
                    let id = relation.id.as_str();
                    if export.ids.relation(id).is_some() && export.is_first(&mut written, id) {
                        export.relation(relation, relation.source(&element.id));
                    }
                }
            }
            for relation in &model.loose {
                let id = relation.id.as_str();
                let from = relation.from.as_ref().map_or("", |from| from.as_str());
                if export.ids.relation(id).is_some() && export.is_first(&mut written, id) {
                    export.relation(relation, from);
                }
            }
        });
        self.section("relationships", &relations);
    }

    /// Whether nothing with this id was written before; a file cannot have an id twice.
    fn is_first(&mut self, written: &mut std::collections::HashSet<&'a str>, id: &'a str) -> bool {
        let is_first = written.insert(id);
        if !is_first {
            let message = format!("a second `{id}` is left out: an id is used once");
            self.warnings.push(left_out(message, Some(Subject::Element(id.into()))));
        }
        is_first
    }

    /// A container, if there is something in it.
    pub(super) fn section(&mut self, name: &str, content: &crate::escape::Writer) {
        if !content.is_empty() {
            self.writer.open(name);
            self.writer.append(content);
            self.writer.close(name);
        }
    }

    fn element(&mut self, element: &'a Element) {
        let mut reserve = Reserve::default();
        let metamodel = self.metamodel;
        let index = metamodel.kind_index(element.kind.as_str());
        let base =
            index.and_then(|index| metamodel.kind(index).archimate).map(|base| &metamodel.kind(base).id);
        let label = index.map(|index| &metamodel.kind(index).label);
        let other = KindId::from(OTHER_ELEMENT);
        let base = base.unwrap_or(&other);
        let is_own = *base != element.kind;
        if is_own {
            reserve.text("kind", element.kind.as_str());
        }
        let is_junction = base.as_str() == "junction";
        let is_or = element.junction == Junction::Or;
        if is_or && !is_junction {
            reserve.text("junction", "or");
        }
        self.writer.open("element");
        let written = self.open(element.id.as_str(), &mut reserve);
        self.writer.attribute("xsi:type", names::element_type(base, is_or).unwrap_or("Grouping"));
        let is_named = !matches!(base.as_str(), "junction" | "grouping" | "location");
        self.words("name", "name", &element.name, is_named, &mut reserve);
        self.words("documentation", "description", &element.description, false, &mut reserve);
        let specialization = self.specialization(
            &element.kind,
            label.filter(|_| is_own),
            &element.specializations,
            &mut reserve,
        );
        reserve.accountability(element);
        reserve.record("attributes", &element.attributes);
        let is_filed = self.filed.contains(&(false, element.id.as_str()));
        reserve.record("extra", &others(&element.extra, is_filed, &handled(&element.extra, &written)));
        let order = Recall::of(TOOL, &element.extra).text("property_order");
        self.properties(&element.properties, order, specialization, reserve);
        self.writer.close("element");
    }

    fn relation(&mut self, relation: &'a Relation, source: &'a str) {
        let mut reserve = Reserve::default();
        let metamodel = self.metamodel;
        let index = metamodel.relation_index(relation.kind.as_str());
        let base = index.map(|index| &metamodel.relation(metamodel.relation(index).archimate).id);
        let label = index.map(|index| &metamodel.relation(index).label);
        let other = KindId::from(OTHER_RELATION);
        let base = base.unwrap_or(&other);
        let is_own = *base != relation.kind;
        if is_own {
            reserve.text("kind", relation.kind.as_str());
        }
        self.writer.open("relationship");
        let written = self.open(relation.id.as_str(), &mut reserve);
        for (key, end) in [("source", source), ("target", relation.to.as_str())] {
            self.writer.attribute(key, self.ids.concept(end).unwrap_or_default());
        }
        self.writer.attribute("xsi:type", names::relation_type(base).unwrap_or("Association"));
        self.attributes(relation, base.as_str(), &mut reserve);
        self.words("name", "name", &relation.name, false, &mut reserve);
        self.words("documentation", "description", &relation.description, false, &mut reserve);
        let specialization = self.specialization(
            &relation.kind,
            label.filter(|_| is_own),
            &relation.specializations,
            &mut reserve,
        );
        reserve.record("attributes", &relation.attributes);
        let is_filed = self.filed.contains(&(false, relation.id.as_str()));
        reserve.record("extra", &others(&relation.extra, is_filed, &handled(&relation.extra, &written)));
        let order = Recall::of(TOOL, &relation.extra).text("property_order");
        self.properties(&relation.properties, order, specialization, reserve);
        self.writer.close("relationship");
    }

    /// What some relations have beside.
    fn attributes(&mut self, relation: &Relation, base: &str, reserve: &mut Reserve) {
        if base == "access" {
            let mode = match relation.access {
                None | Some(Access::Write) => "Write",
                Some(Access::Read) => "Read",
                Some(Access::Access) => "Access",
                Some(Access::ReadWrite) => "ReadWrite",
            };
            self.writer.attribute("accessType", mode);
        }
        match relation.access {
            Some(access) if base != "access" || access == Access::Write => {
                reserve.text("access", access.name())
            }
            _ => {}
        }
        match &relation.strength {
            Some(strength) if base == "influence" && is_clean(strength) => {
                self.writer.attribute("modifier", strength);
            }
            Some(strength) => reserve.text("strength", strength),
            None => {}
        }
        match relation.directed {
            true if base == "association" => self.writer.attribute("isDirected", "true"),
            true => reserve.text("directed", "true"),
            false => {}
        }
    }

    /// Writes the id; the result is how it is written.
    fn open(&mut self, id: &str, reserve: &mut Reserve) -> String {
        let written = self.ids.concept(id).unwrap_or_default().to_owned();
        self.writer.attribute("identifier", &written);
        if is_replaced(id, &written) {
            reserve.text("id", id);
        }
        written
    }

    /// What other tools read as the specialization: the first one, or the kind's name.
    fn specialization(
        &mut self,
        kind: &KindId,
        label: Option<&'a Text>,
        wanted: &'a [Box<str>],
        reserve: &mut Reserve,
    ) -> Option<&'a str> {
        let is_plain = self.specializations.is_plain(kind.as_str(), wanted);
        let shown = wanted.first().map(|name| &**name).or_else(|| label.map(|label| label.get("en")));
        if !is_plain || (wanted.is_empty() && shown.is_some()) {
            reserve.json(
                "specializations",
                &archweave_model::value::Value::List(wanted.iter().map(|name| (&**name).into()).collect()),
            );
        }
        shown.filter(|name| !name.is_empty())
    }
}

/// Keys of what is kept that the file says by itself.
fn handled(extra: &archweave_model::value::Properties, written: &str) -> Vec<&'static str> {
    let kept = Recall::of(TOOL, extra);
    let mut handled = vec!["property_order"];
    if is_written(kept.get("id"), written) {
        handled.push("id");
    }
    handled
}
