//! What needs all concepts: ids that were used twice, and the ends of relations.

use std::sync::Arc;

use archweave_model::diagnostic::Subject;
use archweave_model::element::Relation;
use archweave_model::id::{ElementId, EndId, RelationId};
use archweave_model::model::Model;
use archweave_model::value::Value;
use foldhash::{HashMap, HashSet};

use super::{Concept, Drafts, about, shortened};
use crate::archimate::names::usable_id;
use crate::kept::{self, Recall};

/// Where a relation is held.
#[derive(Clone, Copy, PartialEq)]
enum Holder {
    Unknown,
    /// Being looked for: meeting it again means a circle.
    Open,
    Element(usize),
    Nowhere,
}

impl<'a> Drafts<'a> {
    /// Gives concepts whose id was taken another one.
    pub fn settle_duplicates(&mut self) {
        let mut counts: HashMap<String, usize> = HashMap::default();
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
        if !original.is_empty() && Recall::of(self.tool, extra).text("id").is_none() {
            kept::set(extra, self.tool, "id", original.into());
        }
    }

    /// Finds what an id as written means.
    pub fn concept(&self, written: &str) -> Option<Concept> {
        self.ids.get(written).or_else(|| self.ids.get(&*usable_id(written, String::new))).copied()
    }

    /// The id of a concept as an end.
    pub fn end(&self, concept: Concept) -> Option<EndId> {
        match concept {
            Concept::Element(n) => self.elements.get(n).map(|e| e.id.clone().into()),
            Concept::Relation(n) => self.relations.get(n).map(|d| d.relation.id.clone().into()),
        }
    }

    /// Resolves the ends of all relations; the result is the element that holds each.
    pub fn settle_ends(&mut self) -> Vec<Option<usize>> {
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
                kept::set(&mut draft.relation.extra, self.tool, key, value);
            }
            draft.relation.to = to;
            draft.relation.from = from;
        }
        holders
    }

    /// Moves elements and relations into the model.
    pub fn fill(&mut self, holders: Vec<Option<usize>>, model: &mut Model) {
        let mut counts = vec![0_usize; self.elements.len()];
        for holder in holders.iter().flatten() {
            if let Some(count) = counts.get_mut(*holder) {
                *count += 1;
            }
        }
        for (element, count) in self.elements.iter_mut().zip(counts) {
            element.relations.reserve_exact(count);
        }
        for (draft, holder) in std::mem::take(&mut self.relations).into_iter().zip(holders) {
            match holder.and_then(|h| self.elements.get_mut(h)) {
                Some(element) => element.relations.push(draft.relation),
                None => model.loose.push(Arc::new(draft.relation)),
            }
        }
        model.elements = std::mem::take(&mut self.elements).into_iter().map(Arc::new).collect();
    }

    /// A relation whose id is the derived one needs no written id, unless something refers to it.
    pub fn settle_written_ids(&mut self, holders: &[Option<usize>]) {
        let is_candidate =
            |relation: &Relation| relation.id.as_str().len() == 15 && relation.id.as_str().starts_with("r-");
        if !self.relations.iter().any(|draft| is_candidate(&draft.relation)) {
            return;
        }
        // Only relations are asked for; most ends are elements.
        let relations = |end: &&str| matches!(self.ids.get(*end), Some(Concept::Relation(_)) | None);
        let mut referred: HashSet<EndId> = HashSet::default();
        for draft in &self.relations {
            let ends = std::iter::once(&draft.relation.to).chain(&draft.relation.from);
            referred.extend(ends.filter(|end| relations(&end.as_str())).cloned());
        }
        for draft in &self.views {
            let shown = draft.view.connections.iter().filter_map(|c| c.relation.as_ref());
            referred.extend(shown.map(|id| EndId::from(id.clone())));
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
