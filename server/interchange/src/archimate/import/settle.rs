//! The second pass: what needs the whole document. Ids that were used twice, reserved properties,
//! ends of relations, specializations.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use archweave_model::diagnostic::Subject;
use archweave_model::element::Relation;
use archweave_model::id::{ElementId, EndId, RelationId};
use archweave_model::metamodel::Extension;
use archweave_model::model::{Filed, Model};
use archweave_model::value::{Properties, Value};

use super::body::Body;
use super::findings::Findings;
use super::view::shortened;
use super::{Concept, Import, about};
use crate::archimate::kept::{Kept, TOOL};
use crate::archimate::names::usable_id;

/// The file name of the specializations of an imported model.
pub const EXTENSION: &str = "archi";

/// Where a relation is held.
#[derive(Clone, Copy, PartialEq)]
enum Holder {
    Unknown,
    /// Being looked for: meeting it again means a circle.
    Open,
    Element(usize),
    Nowhere,
}

impl<'a> Import<'a> {
    /// Settles everything and fills the model.
    pub(super) fn settle(mut self, mut body: Body<'a>, mut kept: Kept, model: &mut Model) -> Findings {
        let tree = self.folder_tree();
        self.settle_manifest(&mut body, &mut kept, model);
        let main = model.manifest.languages.first().cloned().unwrap_or_default();
        body.keep(&mut kept, false);
        kept.value("folders", Value::List(tree.into()));
        model.extra.push((TOOL.into(), Arc::new(kept.into_value())));
        self.settle_duplicates();
        self.settle_found(&main);
        self.settle_profiles(model);
        let holders = self.settle_ends();
        self.settle_views(&main);
        self.settle_written_ids(&holders);
        self.fill(holders, model);
        self.findings
    }

    /// Gives concepts whose id was taken another one.
    fn settle_duplicates(&mut self) {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for concept in std::mem::take(&mut self.duplicates) {
            let (taken, place) = match concept {
                Concept::Element(n) => match self.elements.get(n) {
                    Some(element) => (element.id.to_string(), element.place),
                    None => continue,
                },
                Concept::Relation(n) => match self.relations.get(n) {
                    Some(draft) => (draft.relation.id.to_string(), draft.relation.place),
                    None => continue,
                },
            };
            let base = shortened(&taken).to_owned();
            let count = counts.entry(taken.clone()).or_insert(1);
            let free = loop {
                *count += 1;
                let candidate = format!("{base}~{count}");
                if !self.ids.contains_key(&*candidate) {
                    break candidate;
                }
            };
            self.findings.duplicate_id(place.0 as usize, &taken, &free, Some(about(concept, &free)));
            self.rename(concept, &free, &taken);
            self.ids.insert(free.into(), concept);
        }
    }

    fn rename(&mut self, concept: Concept, id: &str, original: &str) {
        let extra = match concept {
            Concept::Element(n) => match (self.elements.get_mut(n), ElementId::parse(id)) {
                (Some(element), Ok(id)) => {
                    element.id = id;
                    &mut element.extra
                }
                _ => return,
            },
            Concept::Relation(n) => match (self.relations.get_mut(n), RelationId::parse(id)) {
                (Some(draft), Ok(id)) => {
                    draft.relation.id = id;
                    &mut draft.relation.extra
                }
                _ => return,
            },
        };
        if !original.is_empty() && super::super::kept::Archi::of(extra).text("id").is_none() {
            set_kept(extra, "id", original.into());
        }
    }

    /// Finds what an id as written means.
    pub(super) fn concept(&self, written: &str) -> Option<Concept> {
        self.ids.get(written).or_else(|| self.ids.get(&*usable_id(written, String::new))).copied()
    }

    /// The id of a concept as an end.
    pub(super) fn end(&self, concept: Concept) -> Option<EndId> {
        match concept {
            Concept::Element(n) => self.elements.get(n).map(|e| e.id.clone().into()),
            Concept::Relation(n) => self.relations.get(n).map(|d| d.relation.id.clone().into()),
        }
    }

    /// Resolves the ends of all relations; the result is the element that holds each.
    fn settle_ends(&mut self) -> Vec<Option<usize>> {
        let sources: Vec<Option<Concept>> = self
            .relations
            .iter()
            .map(|draft| self.concept(draft.source.as_deref().unwrap_or_default()))
            .collect();
        let holders = holders(&sources);
        for (n, source) in sources.iter().enumerate() {
            let Some(draft) = self.relations.get(n) else { continue };
            let target = draft.target.as_deref().unwrap_or_default();
            let to = self.concept(target).and_then(|concept| self.end(concept));
            let is_target_lost = to.is_none();
            let from = match source {
                Some(Concept::Element(_)) => None,
                Some(concept) => self.end(*concept),
                None => Some(written_end(draft.source.as_deref().unwrap_or_default())),
            };
            let offset = draft.relation.place.0 as usize;
            let subject = || Subject::Relation(draft.relation.id.as_str().into());
            if source.is_none() {
                let written = draft.source.as_deref().unwrap_or_default();
                self.findings.dangling(offset, "the source of the relation", written, subject());
            } else if holders.get(n).copied().flatten().is_none() {
                self.findings.adrift(offset, draft.source.as_deref().unwrap_or_default(), subject());
            }
            if to.is_none() {
                self.findings.dangling(offset, "the target of the relation", target, subject());
            }
            let to = to.unwrap_or_else(|| written_end(target));
            let mut lost = Vec::new();
            for (key, is_lost, written) in
                [("source", source.is_none(), &draft.source), ("target", is_target_lost, &draft.target)]
            {
                let written = written.as_deref().unwrap_or_default();
                if is_lost && usable_id(written, || "missing".into()) != written {
                    lost.push((key, Value::from(written)));
                }
            }
            let Some(draft) = self.relations.get_mut(n) else { continue };
            for (key, value) in lost {
                set_kept(&mut draft.relation.extra, key, value);
            }
            draft.relation.to = to;
            draft.relation.from = from;
        }
        holders
    }

    /// A relation whose id is the derived one needs no written id, unless something refers to it.
    fn settle_written_ids(&mut self, holders: &[Option<usize>]) {
        let is_candidate =
            |relation: &Relation| relation.id.as_str().len() == 15 && relation.id.as_str().starts_with("r-");
        if !self.relations.iter().any(|draft| is_candidate(&draft.relation)) {
            return;
        }
        let mut referred: HashSet<String> = HashSet::new();
        for draft in &self.relations {
            referred.insert(draft.relation.to.to_string());
            referred.extend(draft.relation.from.as_ref().map(EndId::to_string));
        }
        for draft in &self.views {
            let shown = draft.view.connections.iter().filter_map(|c| c.relation.as_ref());
            referred.extend(shown.map(RelationId::to_string));
        }
        for (draft, holder) in self.relations.iter_mut().zip(holders) {
            let Some(owner) = holder.and_then(|h| self.elements.get(h)) else { continue };
            let relation = &mut draft.relation;
            if is_candidate(relation) && !referred.contains(relation.id.as_str()) {
                let derived = RelationId::derived(
                    relation.source(&owner.id),
                    relation.kind.as_str(),
                    relation.to.as_str(),
                );
                relation.has_written_id = derived != relation.id;
            }
        }
    }

    /// Moves everything into the model.
    fn fill(&mut self, holders: Vec<Option<usize>>, model: &mut Model) {
        let turns = self.turns();
        let turn = |folder: usize| turns.as_ref().and_then(|t| t.get(folder)).copied().unwrap_or(0);
        let mut counts = vec![0_usize; self.elements.len()];
        for holder in holders.iter().flatten() {
            if let Some(count) = counts.get_mut(*holder) {
                *count += 1;
            }
        }
        for (element, count) in self.elements.iter_mut().zip(counts) {
            element.relations.reserve_exact(count);
        }
        let mut holders = holders;
        if turns.is_some() {
            let mut drafts: Vec<_> = std::mem::take(&mut self.relations).into_iter().zip(holders).collect();
            drafts.sort_by_key(|(draft, _)| turn(draft.folder));
            (self.relations, holders) = drafts.into_iter().unzip();
        }
        for (draft, holder) in std::mem::take(&mut self.relations).into_iter().zip(holders) {
            match holder.and_then(|h| self.elements.get_mut(h)) {
                Some(element) => element.relations.push(draft.relation),
                None => model.loose.push(Arc::new(draft.relation)),
            }
        }
        let mut elements: Vec<_> = std::mem::take(&mut self.elements)
            .into_iter()
            .zip(std::mem::take(&mut self.element_folders))
            .collect();
        if turns.is_some() {
            elements.sort_by_key(|(_, folder)| turn(*folder));
            self.views.sort_by_key(|draft| turn(draft.folder));
        }
        model.elements = elements.into_iter().map(|(element, _)| Arc::new(element)).collect();
        for draft in std::mem::take(&mut self.views) {
            let path = self.folders.get(draft.folder).map_or("".into(), |folder| folder.path.clone());
            let path = draft.path.unwrap_or(path);
            model.views.push(Filed { path, value: Arc::new(draft.view) });
            if !draft.layout.nodes.is_empty() || !draft.layout.connections.is_empty() {
                model.layouts.push(Arc::new(draft.layout));
            }
        }
        let known: HashSet<&str> = model
            .extensions
            .iter()
            .flat_map(|extension| extension.value.specializations.iter().map(|s| &*s.id))
            .collect();
        let profiles: Vec<_> =
            std::mem::take(&mut self.profiles).into_iter().filter(|p| !known.contains(&*p.id)).collect();
        if !profiles.is_empty() {
            let extension = Extension { specializations: profiles, ..Extension::default() };
            model.extensions.push(Filed { path: EXTENSION.into(), value: Arc::new(extension) });
        }
    }
}

/// For each relation the element at which its chain of sources begins.
fn holders(sources: &[Option<Concept>]) -> Vec<Option<usize>> {
    let mut found = vec![Holder::Unknown; sources.len()];
    let mut chain = Vec::new();
    for start in 0..sources.len() {
        let mut at = start;
        let end = loop {
            match found.get(at).copied().unwrap_or(Holder::Nowhere) {
                Holder::Unknown => {}
                Holder::Open => break Holder::Nowhere,
                known => break known,
            }
            match sources.get(at).copied().flatten() {
                Some(Concept::Element(element)) => {
                    chain.push(at);
                    break Holder::Element(element);
                }
                Some(Concept::Relation(next)) => {
                    if let Some(place) = found.get_mut(at) {
                        *place = Holder::Open;
                    }
                    chain.push(at);
                    at = next;
                }
                None => {
                    chain.push(at);
                    break Holder::Nowhere;
                }
            }
        };
        for relation in chain.drain(..) {
            if let Some(place) = found.get_mut(relation) {
                *place = end;
            }
        }
    }
    let element = |holder| match holder {
        Holder::Element(element) => Some(element),
        _ => None,
    };
    found.into_iter().map(element).collect()
}

fn written_end(written: &str) -> EndId {
    let used = usable_id(written, || "missing".into());
    #[expect(clippy::expect_used, reason = "a usable id is an id")]
    EndId::parse(&used).expect("usable")
}

/// Sets an entry of what is kept.
pub fn set_kept(extra: &mut Properties, key: &str, value: Value) {
    let mut record = match extra.remove(TOOL) {
        Some(Value::Record(record)) => record,
        _ => Properties::default(),
    };
    record.set(key, value);
    extra.set(TOOL, Value::Record(record));
}
