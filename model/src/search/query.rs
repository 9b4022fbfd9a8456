//! What somebody typed: words, and signs for owner, tag and kind.

use crate::metamodel::KindIndex;
use crate::select::{contains_folded, fold};
use crate::snapshot::Snapshot;

/// The most words that count; nobody types more.
const MAX_WORDS: usize = 16;

/// What to look for. All of it has to fit.
///
/// `ticket @support #core k:application`: the word, an owner, a tag and a kind, of each the beginning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The words as they were typed, one space between, folded.
    pub(super) phrase: String,
    /// Each of them.
    pub(super) words: Vec<String>,
    owners: Vec<String>,
    tags: Vec<String>,
    kinds: Vec<String>,
}

impl Query {
    /// Reads what was typed.
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        for word in text.split_whitespace().take(MAX_WORDS).map(fold) {
            let signed = [("@", &mut query.owners), ("#", &mut query.tags), ("k:", &mut query.kinds)];
            let found = signed.into_iter().find_map(|(sign, list)| Some((word.strip_prefix(sign)?, list)));
            match found {
                // A sign alone: the rest is still to be typed.
                Some(("", _)) => {}
                Some((rest, list)) => list.push(rest.to_owned()),
                None => query.words.push(word),
            }
        }
        query.phrase = query.words.join(" ");
        query
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub(super) fn filter(&self, snapshot: &Snapshot) -> Filter<'_> {
        let kinds = (!self.kinds.is_empty()).then(|| self.wanted_kinds(snapshot));
        Filter { query: self, kinds }
    }

    /// Of each kind whether it is wanted: its id or a label begins so, or it specializes one of which that is true.
    fn wanted_kinds(&self, snapshot: &Snapshot) -> Vec<bool> {
        let metamodel = snapshot.metamodel();
        let named = |wanted: &str| -> Vec<KindIndex> {
            let is_it = |text: &str| fold(text).starts_with(wanted);
            let fits = metamodel.kinds().filter(|(_, kind)| {
                let local = kind.id.as_str().rsplit(':').next().unwrap_or_default();
                is_it(kind.id.as_str()) || is_it(local) || kind.label.entries().any(|(_, label)| is_it(label))
            });
            fits.map(|(index, _)| index).collect()
        };
        let wanted: Vec<Vec<KindIndex>> = self.kinds.iter().map(|kind| named(kind)).collect();
        let is_one = |index, of: &Vec<KindIndex>| of.iter().any(|parent| metamodel.is_a(index, *parent));
        metamodel.kinds().map(|(index, _)| wanted.iter().any(|of| is_one(index, of))).collect()
    }
}

/// A query's signs, ready for many elements.
pub(super) struct Filter<'a> {
    query: &'a Query,
    kinds: Option<Vec<bool>>,
}

impl Filter<'_> {
    pub fn takes(&self, snapshot: &Snapshot, slot: u32) -> bool {
        let is_kind = |kinds: &Vec<bool>| {
            let kind = snapshot.kind_at(slot);
            kind.and_then(|kind| kinds.get(kind.position()).copied()).unwrap_or(false)
        };
        if !self.kinds.as_ref().is_none_or(is_kind) {
            return false;
        }
        let Query { owners, tags, .. } = self.query;
        if owners.is_empty() && tags.is_empty() {
            return true;
        }
        let Some(element) = snapshot.element_at(slot) else { return false };
        let has_tag = |wanted: &String| element.tags.iter().any(|tag| fold(tag).starts_with(wanted));
        let sides = || [&element.owners.business, &element.owners.technology].into_iter().flatten();
        let has_owner = |wanted: &String| sides().any(|owner| is_called(snapshot, owner, wanted));
        tags.iter().all(has_tag) && owners.iter().all(has_owner)
    }
}

/// Whether an owner, an id or free text, is called so: the element it names counts too.
fn is_called(snapshot: &Snapshot, owner: &str, wanted: &str) -> bool {
    let names =
        || snapshot.element(owner).is_some_and(|e| e.name.entries().any(|(_, n)| contains_folded(n, wanted)));
    contains_folded(owner, wanted) || names()
}
