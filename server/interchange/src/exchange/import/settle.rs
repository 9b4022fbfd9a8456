//! The second pass: what needs the whole document. Properties by their definitions, languages,
//! specializations, ends, places in organizations.

use std::sync::Arc;

use archweave_model::diagnostic::Subject;
use archweave_model::id::RelationId;
use archweave_model::metamodel::{Extension, Specialization};
use archweave_model::model::{Filed, Model};
use archweave_model::value::{Properties, Value};
use foldhash::HashSet;

use super::body::Property;
use super::{Import, Root, parts};
use crate::drafts::found::restore_manifest;
use crate::drafts::views::restore_view;
use crate::drafts::{Concept, about};
use crate::exchange::{TOOL, names};
use crate::findings::Findings;
use crate::kept::{self, Kept};
use crate::reserved::{self, Entries, Found};
use crate::text_json;

/// What a property is.
enum Key {
    Free(Box<str>),
    Reserved(Box<str>),
    Specialization,
}

/// Properties by their names.
#[derive(Default)]
struct Resolved {
    entries: Entries,
    found: Entries,
    specializations: Vec<Box<str>>,
}

impl<'a> Import<'a> {
    /// Settles everything and fills the model.
    pub(super) fn settle(mut self, mut root: Root<'a>, model: &mut Model) -> Findings {
        let mut kept = std::mem::take(&mut root.kept);
        model.manifest.name = self.text(std::mem::take(&mut root.name), &mut kept);
        model.manifest.description = self.text(std::mem::take(&mut root.description), &mut kept);
        kept.list("children", root.unknown.iter().copied());
        let main: Box<str> = self.main.clone().unwrap_or_else(|| "en".into());
        let others = self.languages.iter().filter(|language| **language != main);
        model.manifest.languages = std::iter::once(&main).chain(others).cloned().collect();
        self.drafts.settle_duplicates();
        let keys = self.keys();
        let organizations = self.settle_model(std::mem::take(&mut root.properties), &keys, &mut kept, model);
        let main = model.manifest.languages.first().cloned().unwrap_or_default();
        let specialized = self.settle_properties(&keys);
        self.drafts.settle_found(&main);
        self.settle_specializations(specialized, model);
        let holders = self.drafts.settle_ends();
        self.settle_views(&keys, &main);
        self.drafts.settle_written_ids(&holders);
        self.settle_organizations(organizations.as_deref(), &mut kept, model);
        self.settle_definitions(&mut kept, model);
        if !kept.is_empty() {
            let value = kept.into_value();
            let record = value.as_record().map(sorted).unwrap_or_default();
            model.extra.push((TOOL.into(), Arc::new(Value::Record(record))));
        }
        self.tidy();
        self.drafts.fill(holders, model);
        for draft in std::mem::take(&mut self.drafts.views) {
            let path = draft.path.unwrap_or_default();
            model.views.push(Filed { path, value: Arc::new(draft.view) });
            if !draft.layout.nodes.is_empty() || !draft.layout.connections.is_empty() {
                model.layouts.push(Arc::new(draft.layout));
            }
        }
        self.drafts.findings
    }

    /// What each definition means.
    fn keys(&self) -> Vec<Key> {
        let all = self.definitions.iter().map(|definition| {
            let name = definition.name.main();
            let name = if name.is_empty() { &definition.id } else { name };
            key(&definition.id, name)
        });
        all.collect()
    }

    fn resolve(&mut self, list: Vec<Property<'a>>, keys: &[Key], subject: Option<&Subject>) -> Resolved {
        let mut resolved = Resolved::default();
        for Property { definition, values, offset } in list {
            let place = self.definition_places.get(&definition);
            let unknown;
            let key = match place.and_then(|place| keys.get(*place)) {
                Some(key) => key,
                None => {
                    let what = "the definition of a property";
                    self.drafts.findings.dangling(offset, what, &definition, subject.cloned());
                    unknown = key(&definition, &definition);
                    &unknown
                }
            };
            let mut seen = HashSet::default();
            let is_localized = values.len() > 1
                && values
                    .iter()
                    .all(|(language, _)| language.as_ref().is_some_and(|l| seen.insert(l.clone())));
            match key {
                Key::Specialization => {
                    resolved.specializations.extend(values.into_words().map(|(_, value)| value.into()));
                }
                Key::Reserved(field) => {
                    let value = values.into_words().next().map_or_else(String::new, |(_, value)| value);
                    resolved.found.push((field.clone(), value.into()));
                }
                Key::Free(name) if is_localized => {
                    let texts = values.into_words().filter_map(|(language, value)| {
                        Some((Box::<str>::from(language?), Value::from(&*value)))
                    });
                    let json = text_json::write(&Value::record([(name.clone(), Value::record(texts))]));
                    resolved.entries.push(("archweave.property".into(), json.into()));
                }
                Key::Free(name) if values.is_empty() => resolved.entries.push((name.clone(), "".into())),
                Key::Free(name) => {
                    let all = values.into_words().map(|(_, value)| (name.clone(), value.into()));
                    resolved.entries.extend(all);
                }
            }
        }
        resolved
    }

    /// The model's own properties; the result is how its organizations were made.
    fn settle_model(
        &mut self,
        list: Vec<Property<'a>>,
        keys: &[Key],
        kept: &mut Kept,
        model: &mut Model,
    ) -> Option<Box<str>> {
        let resolved = self.resolve(list, keys, None);
        let mut found = Found(resolved.found);
        let organizations = found.text("organizations");
        for (tool, value) in found.record("extra").iter().flat_map(Properties::iter) {
            match value.as_record() {
                Some(record) if tool == TOOL => {
                    for (key, value) in record.iter() {
                        kept.value(key, value.clone());
                    }
                }
                _ => model.extra.push((tool.into(), Arc::new(value.clone()))),
            }
        }
        let rest = restore_manifest(found, model);
        let mut entries = resolved.entries;
        entries.extend(rest);
        for name in resolved.specializations {
            entries.push((names::SPECIALIZATION.into(), name));
        }
        let (properties, order) = reserved::properties(entries);
        model.manifest.properties = properties;
        if let Some(order) = order {
            kept.text("property_order", &order);
        }
        organizations
    }

    /// Properties of elements and relations; the result is who names which specializations.
    fn settle_properties(&mut self, keys: &[Key]) -> Vec<(Concept, Vec<Box<str>>)> {
        let mut specialized = Vec::new();
        for (concept, list) in std::mem::take(&mut self.properties) {
            let id = match self.drafts.end(concept) {
                Some(id) => id,
                None => continue,
            };
            let subject = about(concept, id.as_str());
            let resolved = self.resolve(list, keys, Some(&subject));
            let (properties, order) = reserved::properties(resolved.entries);
            let (own, extra) = match concept {
                Concept::Element(n) => match self.drafts.elements.get_mut(n) {
                    Some(element) => (&mut element.properties, &mut element.extra),
                    None => continue,
                },
                Concept::Relation(n) => match self.drafts.relations.get_mut(n) {
                    Some(draft) => (&mut draft.relation.properties, &mut draft.relation.extra),
                    None => continue,
                },
            };
            *own = properties;
            if let Some(order) = order {
                kept::set(extra, TOOL, "property_order", order.as_str().into());
            }
            let has_list = resolved.found.iter().any(|(field, _)| &**field == "specializations");
            if !resolved.specializations.is_empty() && !has_list {
                specialized.push((concept, resolved.specializations));
            }
            if !resolved.found.is_empty() {
                self.drafts.found.push((concept, Found(resolved.found)));
            }
        }
        specialized
    }

    /// Gives concepts their specializations, and defines those that nothing defines yet.
    fn settle_specializations(&mut self, specialized: Vec<(Concept, Vec<Box<str>>)>, model: &mut Model) {
        let mut known: HashSet<(String, String)> = HashSet::default();
        for s in model.extensions.iter().flat_map(|e| &e.value.specializations) {
            known.insert((s.of.clone(), s.name.clone()));
            known.insert((s.of.clone(), s.id.clone()));
        }
        let mut made = Vec::new();
        for (concept, list) in specialized {
            let (kind, own) = match concept {
                Concept::Element(n) => match self.drafts.elements.get_mut(n) {
                    Some(element) => (element.kind.as_str(), &mut element.specializations),
                    None => continue,
                },
                Concept::Relation(n) => match self.drafts.relations.get_mut(n) {
                    Some(draft) => (draft.relation.kind.as_str(), &mut draft.relation.specializations),
                    None => continue,
                },
            };
            for name in &list {
                if known.insert((kind.into(), name.to_string())) {
                    made.push(specialization(kind, name));
                }
            }
            *own = list.into();
        }
        if !made.is_empty() {
            let extension = Extension { specializations: made, ..Extension::default() };
            model.extensions.push(Filed { path: TOOL.into(), value: Arc::new(extension) });
        }
    }

    fn settle_views(&mut self, keys: &[Key], main: &str) {
        for (n, list) in std::mem::take(&mut self.view_properties) {
            let Some(draft) = self.drafts.views.get(n) else { continue };
            let subject = Subject::View(draft.view.id.as_str().into());
            let resolved = self.resolve(list, keys, Some(&subject));
            let mut entries = resolved.entries;
            for name in resolved.specializations {
                entries.push((names::SPECIALIZATION.into(), name));
            }
            let (properties, order) = reserved::properties(entries);
            let Some(draft) = self.drafts.views.get_mut(n) else { continue };
            draft.view.properties = properties;
            if let Some(order) = order {
                kept::set(&mut draft.view.extra, TOOL, "property_order", order.as_str().into());
            }
            draft.found = Found(resolved.found);
        }
        let mut drafts = std::mem::take(&mut self.drafts.views);
        self.view_ids = self.drafts.settle_view_ids(&mut drafts);
        for draft in &mut drafts {
            self.drafts.settle_references(draft, &self.view_ids);
            let shift = draft.found.text("shift");
            let all = draft.found.json("parts");
            parts::restore(&mut draft.view, &mut draft.layout, shift.as_deref(), all.as_ref());
            restore_view(&mut draft.view, &mut draft.path, &mut draft.found, main);
        }
        self.drafts.views = drafts;
    }

    /// Puts what is kept in one order, whichever way it came.
    fn tidy(&mut self) {
        let elements = self.drafts.elements.iter_mut().map(|e| &mut e.extra);
        let relations = self.drafts.relations.iter_mut().map(|d| &mut d.relation.extra);
        elements.chain(relations).for_each(tidy);
        for draft in &mut self.drafts.views {
            tidy(&mut draft.view.extra);
            let mut nodes: Vec<_> = draft.view.content.iter_mut().collect();
            while let Some(node) = nodes.pop() {
                tidy(&mut node.extra);
                nodes.extend(node.nodes.iter_mut());
            }
            draft.view.connections.iter_mut().for_each(|c| tidy(&mut c.extra));
        }
    }
}

fn key(id: &str, name: &str) -> Key {
    if id == names::SPECIALIZATION || name.eq_ignore_ascii_case(names::SPECIALIZATION) {
        return Key::Specialization;
    }
    match reserved::field(name) {
        // This one stands for a property; it is read with them.
        Some("property") | None => Key::Free(name.into()),
        Some(field) => Key::Reserved(field.into()),
    }
}

/// The definition of a specialization that a file only names.
pub fn specialization(kind: &str, name: &str) -> Specialization {
    let hash = RelationId::derived("specialization", kind, name);
    let id = hash.as_str().trim_start_matches("r-");
    Specialization { id: format!("sp-{id}"), name: name.into(), of: kind.into(), ..Specialization::default() }
}

fn tidy(extra: &mut Properties) {
    if let Some(Value::Record(record)) = extra.get(TOOL) {
        let record = sorted(record);
        extra.set(TOOL, Value::Record(record));
    }
}

fn sorted(record: &Properties) -> Properties {
    let mut entries: Vec<(Box<str>, Value)> = record.iter().map(|(k, v)| (k.into(), v.clone())).collect();
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    entries.into_iter().collect()
}
