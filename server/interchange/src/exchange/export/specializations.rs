//! Specializations: in the file a property with a name, here a definition too.

use std::collections::HashSet;

use archweave_model::metamodel::{Extension, Specialization};
use archweave_model::model::{Filed, Model};

use crate::escape::is_clean;
use crate::exchange::TOOL;
use crate::exchange::import::specialization;

/// The specializations of a model.
pub struct Specializations<'a> {
    /// Kind and name.
    known: HashSet<(&'a str, &'a str)>,
    /// Those that an import makes because concepts name them.
    implied: Vec<Specialization>,
}

impl<'a> Specializations<'a> {
    pub fn new(model: &'a Model) -> Self {
        let mut known = HashSet::new();
        let mut elsewhere: HashSet<(&str, &str)> = HashSet::new();
        for extension in &model.extensions {
            for s in &extension.value.specializations {
                known.insert((&*s.of, &*s.name));
                if &*extension.path != TOOL {
                    elsewhere.insert((&*s.of, &*s.name));
                    elsewhere.insert((&*s.of, &*s.id));
                }
            }
        }
        let mut specializations = Self { known, implied: Vec::new() };
        let elements = model.elements.iter().map(|e| (e.kind.as_str(), &*e.specializations));
        let relations = model.elements.iter().flat_map(|e| &e.relations);
        let relations = relations.map(|r| (r.kind.as_str(), &*r.specializations));
        let mut seen = elsewhere;
        for (kind, list) in elements.chain(relations) {
            if let [name] = list
                && specializations.is_plain(kind, list)
                && seen.insert((kind, name))
            {
                specializations.implied.push(specialization(kind, name));
            }
        }
        specializations
    }

    /// Whether the property alone gives the list again.
    pub fn is_plain(&self, kind: &str, list: &[Box<str>]) -> bool {
        match list {
            [name] => !name.is_empty() && is_clean(name) && self.known.contains(&(kind, &**name)),
            _ => list.is_empty(),
        }
    }

    /// Whether an import makes the extension from what concepts name.
    pub fn is_implied(&self, extension: &Filed<Extension>) -> bool {
        let all = &extension.value.specializations;
        let only = Extension { specializations: all.clone(), ..Extension::default() };
        &*extension.path == TOOL && *extension.value == only && *all == self.implied
    }
}
