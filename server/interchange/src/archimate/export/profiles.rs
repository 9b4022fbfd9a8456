//! Specializations: `profile` at the end of the model, and which of them a concept has.

use std::collections::{HashMap, HashSet};

use archweave_model::metamodel::{Extension, Specialization};
use archweave_model::model::{Filed, Model};

use super::Export;
use crate::archimate::TOOL;
use crate::archimate::names;
use crate::kept::Recall;
use crate::text_json;

/// The specializations of a model.
pub struct Profiles<'a> {
    all: Vec<&'a Specialization>,
    /// By kind and name, and by kind and id: the first of each.
    known: HashMap<(&'a str, &'a str), &'a Specialization>,
    /// How often a name or id is used for a kind.
    uses: HashMap<(&'a str, &'a str), usize>,
    by_id: HashMap<&'a str, &'a Specialization>,
}

impl<'a> Profiles<'a> {
    pub fn new(model: &'a Model) -> Self {
        let mut profiles =
            Self { all: Vec::new(), known: HashMap::new(), uses: HashMap::new(), by_id: HashMap::new() };
        let mut seen = HashSet::new();
        for s in model.extensions.iter().flat_map(|e| &e.value.specializations) {
            if !seen.insert(&*s.id) {
                continue;
            }
            profiles.all.push(s);
            profiles.by_id.insert(&s.id, s);
            *profiles.uses.entry((&s.of, &s.name)).or_default() += 1;
            if s.id != s.name {
                *profiles.uses.entry((&s.of, &s.id)).or_default() += 1;
            }
        }
        for s in &profiles.all {
            profiles.known.entry((&s.of, &s.id)).or_insert(s);
        }
        for s in &profiles.all {
            profiles.known.entry((&s.of, &s.name)).or_insert(s);
        }
        profiles
    }

    /// Ids of the specializations a concept names, joined as the file wants them; and whether an
    /// import finds the same names again.
    pub fn written(&self, kind: &str, base: &str, wanted: &[Box<str>]) -> (String, bool) {
        let mut ids = Vec::new();
        let mut is_exact = true;
        for name in wanted {
            let known = self.known.get(&(kind, &**name)).or_else(|| self.known.get(&(base, &**name)));
            match known.or_else(|| self.by_id.get(&**name)) {
                Some(found) => {
                    let is_named = found.of == kind
                        && !found.name.is_empty()
                        && self.uses.get(&(found.of.as_str(), found.name.as_str())) == Some(&1);
                    let again = if is_named { &found.name } else { &found.id };
                    is_exact &= **again == **name;
                    ids.push(&*found.id);
                }
                None if name.contains(' ') => is_exact = false,
                None => ids.push(name),
            }
        }
        (ids.join(" "), is_exact)
    }
}

/// Whether profiles say everything about an extension.
pub fn is_only_profiles(extension: &Filed<Extension>) -> bool {
    let all = &extension.value.specializations;
    let only = Extension { specializations: all.clone(), ..Extension::default() };
    &*extension.path == TOOL
        && *extension.value == only
        && all.iter().all(|s| {
            s.extra.keys().all(|tool| tool == TOOL)
                && archweave_model::id::KindId::parse(&s.of)
                    .is_ok_and(|kind| names::native(&kind).is_some() || s.extra.contains_key(TOOL))
        })
}

impl<'a> Export<'a> {
    pub(super) fn write_profiles(&mut self) {
        for s in self.profiles.all.clone() {
            let kept = s.extra.get(TOOL).and_then(|json| text_json::read(&json.to_string()));
            let archi = Recall::record(kept.as_ref());
            self.writer.open("profile");
            if !s.name.is_empty() {
                self.writer.attribute("name", &s.name);
            }
            self.writer.attribute("id", archi.text("id").unwrap_or(&s.id));
            let kind = archweave_model::id::KindId::parse(&s.of).ok();
            let base = self
                .metamodel
                .kind_index(&s.of)
                .and_then(|k| Some(self.metamodel.kind(self.metamodel.kind(k).archimate?).id.clone()));
            let relation = self.metamodel.relation_index(&s.of);
            let base = base.or_else(|| {
                relation.map(|r| self.metamodel.relation(self.metamodel.relation(r).archimate).id.clone())
            });
            let native = kind.as_ref().and_then(names::native).or_else(|| names::native(base.as_ref()?));
            if let Some(native) = archi.text("type").or(native) {
                self.writer.attribute("conceptType", native);
            }
            if let Some(image) = &s.image {
                self.writer.attribute("imagePath", image);
            }
            self.kept_attributes(archi);
            self.kept_body(archi);
            self.writer.close("profile");
        }
    }
}
