//! Reserved properties of the model and its concepts, and specializations.

use std::collections::HashMap;
use std::sync::Arc;

use archweave_model::diagnostic::{Severity, Subject};
use archweave_model::element::{Access, Element, Junction, Lifecycle, Relation};
use archweave_model::id::{ElementId, KindId, RelationId};
use archweave_model::metamodel::Extension;
use archweave_model::model::{Filed, Model, RuleLevel};
use archweave_model::value::{Properties, Value};

use super::{Concept, Drafts, shortened};
use crate::kept;
use crate::reserved::{Entries, Found};

impl<'a> Drafts<'a> {
    /// Reserved properties of elements and relations.
    pub fn settle_found(&mut self, main: &str) {
        for (concept, mut found) in std::mem::take(&mut self.found) {
            let id = found.text("id").filter(|id| !self.ids.contains_key(&**id));
            match concept {
                Concept::Element(n) => {
                    let Some(element) = self.elements.get_mut(n) else { continue };
                    if let Some(id) = id.as_deref().and_then(|id| ElementId::parse(id).ok()) {
                        self.ids.insert(id.to_string().into(), concept);
                        kept::set(&mut element.extra, self.tool, "id", element.id.as_str().into());
                        element.id = id;
                    }
                    restore_element(element, &mut found, main);
                    give_back(&mut element.properties, found);
                }
                Concept::Relation(n) => {
                    let Some(draft) = self.relations.get_mut(n) else { continue };
                    if let Some(id) = id.as_deref().and_then(|id| RelationId::parse(id).ok()) {
                        self.ids.insert(id.to_string().into(), concept);
                        kept::set(
                            &mut draft.relation.extra,
                            self.tool,
                            "id",
                            draft.relation.id.as_str().into(),
                        );
                        draft.relation.id = id;
                    }
                    restore_relation(&mut draft.relation, &mut found, main);
                    give_back(&mut draft.relation.properties, found);
                }
            }
        }
    }

    /// Makes ids of specializations unique, and gives concepts their specializations.
    pub fn settle_profiles(&mut self, model: &Model) {
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut counts: HashMap<String, usize> = HashMap::new();
        let mut profiles: Vec<(String, String, String)> = Vec::new();
        for (n, profile) in self.profiles.iter_mut().enumerate() {
            let mut id = profile.id.clone();
            while places.contains_key(&id) {
                let count = counts.entry(profile.id.clone()).or_insert(1);
                *count += 1;
                id = format!("{}~{count}", shortened(&profile.id));
            }
            if id != profile.id {
                let subject = None::<Subject>;
                self.findings.duplicate_id(0, &profile.id, &id, subject);
                let kept = profile.extra.entry(self.tool.into());
                let kept = kept.or_insert_with(|| serde_json::Value::Object(serde_json::Map::new()));
                if let Some(record) = kept.as_object_mut() {
                    record.insert("id".into(), profile.id.as_str().into());
                }
                profile.id = id.clone();
            }
            places.insert(id.clone(), n);
            profiles.push((id, profile.of.clone(), profile.name.clone()));
        }
        for extension in &model.extensions {
            for s in &extension.value.specializations {
                match places.get(&s.id).and_then(|n| profiles.get_mut(*n)) {
                    Some(profile) => *profile = (s.id.clone(), s.of.clone(), s.name.clone()),
                    None => profiles.push((s.id.clone(), s.of.clone(), s.name.clone())),
                }
            }
        }
        let mut uses: HashMap<(&str, &str), usize> = HashMap::new();
        for (id, of, name) in &profiles {
            *uses.entry((of, name)).or_default() += 1;
            if id != name {
                *uses.entry((of, id)).or_default() += 1;
            }
        }
        for (concept, written) in std::mem::take(&mut self.wanted_profiles) {
            let (specializations, kind, subject, place) = match concept {
                Concept::Element(n) => {
                    let Some(e) = self.elements.get_mut(n) else { continue };
                    (&mut e.specializations, e.kind.as_str(), Subject::Element(e.id.as_str().into()), e.place)
                }
                Concept::Relation(n) => {
                    let Some(d) = self.relations.get_mut(n) else { continue };
                    let r = &mut d.relation;
                    (
                        &mut r.specializations,
                        r.kind.as_str(),
                        Subject::Relation(r.id.as_str().into()),
                        r.place,
                    )
                }
            };
            if !specializations.is_empty() {
                continue;
            }
            let mut list: Vec<Box<str>> = Vec::new();
            for id in written.split_ascii_whitespace() {
                match places.get(id).and_then(|n| profiles.get(*n)) {
                    Some((_, of, name))
                        if of == kind && !name.is_empty() && uses.get(&(of, name)) == Some(&1) =>
                    {
                        list.push(name.as_str().into());
                    }
                    Some((id, ..)) => list.push(id.as_str().into()),
                    None => {
                        self.findings.dangling(place.0 as usize, "the specialization", id, subject.clone());
                        list.push(id.into());
                    }
                }
            }
            *specializations = list.into();
        }
    }
}

/// Reserved properties of the model: languages, name, description, rules, metamodel. What is none
/// comes back.
pub fn restore_manifest(mut found: Found, model: &mut Model) -> Entries {
    let manifest = &mut model.manifest;
    if let Some(languages) = found.list("languages").filter(|l| !l.is_empty()) {
        manifest.languages = languages;
    }
    let main = manifest.languages.first().cloned().unwrap_or_default();
    found.localized("name", &mut manifest.name, &main);
    found.localized("description", &mut manifest.description, &main);
    if let Some(rules) = found.record("manifest") {
        if let Some(level) = rules.text("level").and_then(RuleLevel::parse) {
            manifest.level = level;
        }
        if let Some(format) = rules.text("format").and_then(|f| f.parse().ok()) {
            manifest.format = format;
        }
        let all = [Severity::Error, Severity::Warning, Severity::Info];
        let severity = |name: &str| all.into_iter().find(|s| s.name() == name);
        if let Some(severities) = rules.get("severities").and_then(Value::as_record) {
            let entries =
                severities.iter().filter_map(|(code, name)| Some((code.into(), severity(name.as_text()?))));
            manifest.severities = entries.collect();
        }
        if let Some(attributes) = rules.get("attributes").and_then(Value::as_record) {
            manifest.attributes = attributes.clone();
        }
    }
    let mut rest = Vec::new();
    for (field, value) in found.0 {
        let extension = field.strip_prefix("extension.").and_then(|path| {
            let extension: Extension = serde_json::from_str(&value).ok()?;
            Some((path, extension))
        });
        match extension {
            Some((path, extension)) => {
                model.extensions.push(Filed { path: path.into(), value: Arc::new(extension) })
            }
            None => rest.push((format!("archweave.{field}").into(), value)),
        }
    }
    rest
}

/// What was not a reserved entry after all.
pub fn give_back(properties: &mut Properties, found: Found) {
    for (field, value) in found.0 {
        properties.set(&format!("archweave.{field}"), Value::Text(value));
    }
}

/// Puts reserved properties into an element.
pub fn restore_element(element: &mut Element, found: &mut Found, main: &str) {
    restore_kind(&mut element.kind, found);
    found.localized("name", &mut element.name, main);
    found.localized("description", &mut element.description, main);
    element.owners.business = found.text("owner.business");
    element.owners.technology = found.text("owner.technology");
    if let Some(lifecycle) = found.record("lifecycle") {
        let day = |key| lifecycle.text(key).map(Box::from);
        element.lifecycle =
            Some(Box::new(Lifecycle { state: day("state"), since: day("since"), until: day("until") }));
    }
    for (field, list) in [
        ("zachman", &mut element.zachman),
        ("tags", &mut element.tags),
        ("specializations", &mut element.specializations),
    ] {
        if let Some(texts) = found.list(field) {
            *list = texts;
        }
    }
    if found.text("junction").as_deref() == Some("or") {
        element.junction = Junction::Or;
    }
    restore_free(&mut element.attributes, &mut element.extra, found);
}

/// Puts reserved properties into a relation.
pub fn restore_relation(relation: &mut Relation, found: &mut Found, main: &str) {
    restore_kind(&mut relation.kind, found);
    found.localized("name", &mut relation.name, main);
    found.localized("description", &mut relation.description, main);
    if let Some(access) = found.text("access").as_deref().and_then(Access::parse) {
        relation.access = Some(access);
    }
    if let Some(strength) = found.text("strength") {
        relation.strength = Some(strength);
    }
    if found.text("directed").as_deref() == Some("true") {
        relation.directed = true;
    }
    if let Some(texts) = found.list("specializations") {
        relation.specializations = texts;
    }
    restore_free(&mut relation.attributes, &mut relation.extra, found);
}

fn restore_kind(kind: &mut KindId, found: &mut Found) {
    if let Some(own) = found.text("kind").as_deref().and_then(|kind| KindId::parse(kind).ok()) {
        *kind = own;
    }
}

/// Attributes, and what other tools keep.
pub fn restore_free(attributes: &mut Properties, extra: &mut Properties, found: &mut Found) {
    if let Some(all) = found.record("attributes") {
        *attributes = all;
    }
    if let Some(others) = found.record("extra") {
        merge_extra(extra, others);
    }
}

/// Puts what other tools keep before what there is; what one tool keeps in both is joined.
pub fn merge_extra(extra: &mut Properties, others: Properties) {
    let own = std::mem::take(extra);
    let joined = others.iter().map(|(tool, value)| {
        let both = value.as_record().zip(own.get(tool).and_then(Value::as_record));
        let value = match both {
            Some((before, after)) => {
                let entries = before.iter().chain(after.iter());
                Value::Record(entries.map(|(key, value)| (key.into(), value.clone())).collect())
            }
            None => value.clone(),
        };
        (tool.into(), value)
    });
    *extra = joined.chain(own.iter().map(|(tool, value)| (tool.into(), value.clone()))).collect();
}
