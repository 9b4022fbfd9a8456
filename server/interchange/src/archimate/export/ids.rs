//! Which id each thing has in the file. There every id is used once: elements, relations, views,
//! nodes, folders share one space.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use archweave_model::model::Model;
use archweave_model::value::Properties;
use archweave_model::view::Shows;

use super::folders::Folders;
use crate::archimate::TOOL;
use crate::archimate::names::replacement_id;
use crate::archimate::names::usable_id;
use crate::escape::is_clean;
use crate::kept::Recall;

/// Ids in the file by ids in the model, where they differ.
pub struct Ids<'a> {
    model: Cow<'a, str>,
    used: HashSet<Cow<'a, str>>,
    concepts: HashMap<&'a str, Cow<'a, str>>,
    views: HashMap<&'a str, Cow<'a, str>>,
    /// Whose id in the file does not tell the one in the model.
    replaced: HashSet<(bool, &'a str)>,
}

impl<'a> Ids<'a> {
    pub fn new(model: &'a Model, archi: Recall<'a>, folders: &Folders<'a>) -> Self {
        let mut ids = Self {
            model: "".into(),
            used: HashSet::new(),
            concepts: HashMap::new(),
            views: HashMap::new(),
            replaced: HashSet::new(),
        };
        ids.model = match archi.text("id") {
            Some(id) => id.into(),
            None if archi.is_some() => "".into(),
            None => replacement_id("model", model.manifest.name.main(), |id| ids.used.contains(id)).into(),
        };
        ids.used.insert(ids.model.clone());
        ids.used.extend(folders.ids().map(|id| Cow::Owned(id.to_owned())));
        let concepts = || {
            model
                .elements
                .iter()
                .flat_map(|element| {
                    let own = (element.id.as_str(), &element.extra);
                    let relations = element.relations.iter().map(|r| (r.id.as_str(), &r.extra));
                    std::iter::once(own).chain(relations)
                })
                .chain(model.loose.iter().map(|r| (r.id.as_str(), &r.extra)))
        };
        let has_originals = concepts().any(|(_, extra)| Recall::of(TOOL, extra).text("id").is_some());
        let referred = if has_originals { referred(model) } else { HashSet::new() };
        let mut originals = Vec::new();
        for (id, extra) in concepts() {
            match Recall::of(TOOL, extra).text("id") {
                Some(original) => originals.push((id, original)),
                None => {
                    let written = ids.claim(id, extra, "concept");
                    if written != id {
                        ids.concepts.insert(id, written);
                        ids.replaced.insert((false, id));
                    }
                }
            }
        }
        for (id, original) in originals {
            let (written, is_replaced) = ids.original(id, original, referred.contains(id));
            if is_replaced {
                ids.replaced.insert((false, id));
            }
            if written != id {
                ids.concepts.insert(id, written);
            }
        }
        for view in &model.views {
            let id = view.value.id.as_str();
            let written = match Recall::of(TOOL, &view.value.extra).text("id") {
                Some(original) => {
                    let (written, is_replaced) = ids.original(id, original, false);
                    if is_replaced {
                        ids.replaced.insert((true, id));
                    }
                    written
                }
                None => {
                    let written = ids.claim(id, &view.value.extra, "view");
                    if written != id {
                        ids.replaced.insert((true, id));
                    }
                    written
                }
            };
            if written != id {
                ids.views.insert(id, written);
            }
        }
        ids
    }

    /// The id itself where the file can have it, else another one.
    pub fn claim(&mut self, id: &'a str, extra: &Properties, space: &str) -> Cow<'a, str> {
        let is_usual = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '~');
        let is_kept = !extra.is_empty() && Recall::of(TOOL, extra).is_some();
        let is_carried = is_clean(id) && (is_kept || id.chars().all(is_usual));
        if is_carried && self.used.insert(id.into()) {
            return id.into();
        }
        let other: Cow<'a, str> = replacement_id(space, id, |id| self.used.contains(id)).into();
        self.used.insert(other.clone());
        other
    }

    /// Lets others have an id that was claimed.
    pub fn release(&mut self, id: &str) {
        self.used.remove(id);
    }

    /// The id that the file had; and whether it does not lead an import to the present one. One
    /// that is used already is kept only where nothing refers to it.
    pub fn original(&mut self, id: &'a str, original: &'a str, is_referred: bool) -> (Cow<'a, str>, bool) {
        if original.is_empty() || self.used.contains(original) {
            let written = if is_referred { id } else { original };
            self.used.insert(written.into());
            return (written.into(), false);
        }
        self.used.insert(original.into());
        (original.into(), usable_id(original, String::new) != id)
    }

    pub fn model(&self) -> &str {
        &self.model
    }

    /// The id of an element or relation in the file; empty if it has none there.
    pub fn concept<'i>(&'i self, id: &'i str) -> &'i str {
        self.concepts.get(id).map_or(id, |written| written)
    }

    /// Whether the id of an element or relation is to be restored.
    pub fn is_replaced(&self, id: &str) -> bool {
        self.replaced.contains(&(false, id))
    }

    /// Whether the id of a view is to be restored.
    pub fn is_view_replaced(&self, id: &str) -> bool {
        self.replaced.contains(&(true, id))
    }

    pub fn view<'i>(&'i self, id: &'i str) -> &'i str {
        self.views.get(id).map_or(id, |written| written)
    }
}

/// Ids of concepts that something refers to.
fn referred(model: &Model) -> HashSet<&str> {
    let mut all = HashSet::new();
    for element in &model.elements {
        for relation in &element.relations {
            all.extend([relation.source(&element.id), relation.to.as_str()]);
        }
    }
    for relation in &model.loose {
        all.insert(relation.to.as_str());
        all.extend(relation.from.as_ref().map(|from| from.as_str()));
    }
    for view in &model.views {
        for node in view.value.nodes() {
            if let Shows::Element(id) = &node.shows {
                all.insert(id.as_str());
            }
        }
        all.extend(view.value.connections.iter().filter_map(|c| Some(c.relation.as_ref()?.as_str())));
    }
    all
}
