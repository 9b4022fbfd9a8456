//! A list or map that changes: its entries before and after, and the steps from one to the other.

use std::borrow::Cow;

use foldhash::{HashMap, HashSet};

use crate::element::Place;
use crate::yaml::encode::Out;
use crate::yaml::file::Document;
use crate::yaml::patch::align::align;
use crate::yaml::patch::entries::{self, Entry};
use crate::yaml::patch::refusal::{Refusal, Why};
use crate::yaml::patch::role::Role;
use crate::yaml::patch::spelling;
use crate::yaml::patch::steps::{self, Step};
use crate::yaml::patch::walk::{Around, Slot, Spot, Walk};
use crate::yaml::tree::{Data, Node, Pair};

/// A list or map of the file with what it is to become.
pub(super) struct Change<'c, 'o> {
    pub spot: Spot<'c, 'o>,
    pub entries: Vec<Entry>,
    pub steps: Vec<Step>,
    pub kind: Kind<'c, 'o>,
}

/// What the entries of a [`Change`] are.
pub(super) enum Kind<'c, 'o> {
    Map {
        pairs: &'c [Pair<'c>],
        before: &'c HashMap<&'c str, &'c Out<'o>>,
        after: &'c [(Cow<'o, str>, Out<'o>)],
        /// A key of the file that is to be written as another.
        rename: Option<&'c (String, String)>,
    },
    List {
        items: &'c [Node<'c>],
        /// By item of the file.
        before: Vec<Option<Cow<'c, Out<'o>>>>,
        after: &'c [Cow<'c, Out<'o>>],
        /// The new items as they are written.
        written: &'c [Out<'o>],
    },
}

impl Walk<'_, '_> {
    /// Changes a map from `before` to `after`.
    pub(super) fn map(
        &mut self,
        spot: Spot<'_, '_>,
        pairs: &[Pair<'_>],
        before: &[(Cow<'_, str>, Out<'_>)],
        after: &[(Cow<'_, str>, Out<'_>)],
    ) -> Result<(), Refusal> {
        let Some(mut spelled) = spelling::map(spot.role, spot.node, before, after, &self.owner) else {
            return self.replace(spot.node, spot.slot, spot.after);
        };
        for (key, empty) in self.emptied(spot.role, pairs, &spelled) {
            spelled.after.to_mut().push((key, empty));
        }
        let (before, after) = (&spelled.before, &*spelled.after);
        let before: HashMap<&str, &Out<'_>> = before.iter().map(|(key, value)| (&**key, value)).collect();
        let entries = entries::entries(self.source, spot.node, spot.slot.from)?;
        let is_pinned = self.is_pinned(spot.node, &entries);
        let steps = steps::of_map(spot.role, pairs, &before, after, is_pinned);
        let kind = Kind::Map { pairs, before: &before, after, rename: spelled.rename.as_ref() };
        self.take(Change { spot, entries, steps, kind })
    }

    /// Keys that would go, but hold something that reading left out: that stays.
    fn emptied<'o>(
        &self,
        role: Role,
        pairs: &[Pair<'_>],
        spelled: &spelling::Spelled<'_, 'o>,
    ) -> Vec<(Cow<'o, str>, Out<'o>)> {
        let mut emptied = Vec::new();
        if matches!(role, Role::Open | Role::Fields | Role::ById(_)) {
            return emptied;
        }
        let goes = |key: &str| spelling::find(&spelled.after, key).is_none();
        for (key, old) in spelled.before.iter().filter(|(key, _)| goes(key)) {
            let Some(pair) = pairs.iter().find(|pair| pair.key == *key) else { continue };
            let role = role.value(key);
            match (&pair.value.data, old, role) {
                (Data::Sequence(items), ..) if items.iter().any(|item| !self.was_read(role, item)) => {
                    emptied.push((key.clone(), Out::List(Vec::new())));
                }
                (Data::Mapping(pairs), Out::Map(old), Role::ById(_)) if pairs.len() > old.len() => {
                    emptied.push((key.clone(), Out::Map(Vec::new())));
                }
                _ => {}
            }
        }
        emptied
    }

    /// Changes a list from `before` to `after`.
    pub(super) fn list(
        &mut self,
        spot: Spot<'_, '_>,
        items: &[Node<'_>],
        before: &[Out<'_>],
        after: &[Out<'_>],
    ) -> Result<(), Refusal> {
        let Spot { role, node, slot, .. } = spot;
        let kept: Vec<usize> = (0..items.len()).filter(|n| self.was_read(role, &items[*n])).collect();
        if kept.len() != before.len() {
            return Err(Refusal::new(Why::Shape, node.start as usize));
        }
        let spell = |out| match role.item() {
            Role::Relation => Cow::Owned(spelling::long(out)),
            _ => Cow::Borrowed(out),
        };
        let old: Vec<Cow<'_, Out<'_>>> = before.iter().map(spell).collect();
        let new: Vec<Cow<'_, Out<'_>>> = after.iter().map(spell).collect();
        let found: Vec<Option<usize>> = align(&old, &new).into_iter().map(|at| Some(kept[at?])).collect();
        let mut dropped = vec![true; items.len()];
        let mut before: Vec<Option<Cow<'_, Out<'_>>>> = vec![None; items.len()];
        for (at, value) in kept.iter().zip(old) {
            dropped[*at] = false;
            before[*at] = Some(value);
        }
        let entries = entries::entries(self.source, node, slot.from)?;
        let is_pinned = self.is_pinned(node, &entries);
        let steps = steps::of_list(items.len(), &dropped, &found, is_pinned);
        let kind = Kind::List { items, before, after: &new, written: after };
        self.take(Change { spot, entries, steps, kind })
    }

    /// Whether the first entry shares its line with what is around it, so that it cannot move.
    fn is_pinned(&self, node: &Node<'_>, entries: &[Entry]) -> bool {
        let is_inline = entries.first().is_some_and(|first| !self.source.is_first(first.start));
        is_inline && !entries::is_flow(self.source, node)
    }

    /// Takes the steps, each kind of list and map in its own way.
    fn take(&mut self, change: Change<'_, '_>) -> Result<(), Refusal> {
        let spot = change.spot;
        if entries::is_flow(self.source, spot.node) {
            return self.flow(&change);
        }
        if spot.slot.is_flow {
            // `[a: b]`: a pair without braces can hold no other.
            return match change.steps[..] {
                [Step::Stay { at, to: Some(to) }] if change.entries.len() == 1 => self.entry(&change, at, to),
                _ => self.replace(spot.node, spot.slot, spot.after),
            };
        }
        self.block(&change)
    }

    /// Changes entry `at` of the file into entry `to` of the new value.
    pub fn entry(&mut self, change: &Change<'_, '_>, at: usize, to: usize) -> Result<(), Refusal> {
        let entry = change.entries[at];
        let Spot { role, node, slot: around, .. } = change.spot;
        let slot = Slot {
            from: entry.from,
            is_marked: entry.is_marked,
            indent: self.source.column(change.entries[0].start),
            place: match change.kind {
                Kind::Map { .. } => Around::Key,
                Kind::List { .. } => Around::Dash,
            },
            is_flow: around.is_flow || entries::is_flow(self.source, node),
        };
        match &change.kind {
            Kind::Map { pairs, before, after, rename } => {
                let pair = &pairs[at];
                let (key, new) = &after[to];
                if let Some((_, name)) = rename.filter(|(old, _)| old == key) {
                    self.rename(pair, name);
                }
                let old = before.get(&**key).copied();
                self.value(role.value(key), &pair.value, slot, old, new)
            }
            Kind::List { items, before, after, .. } => {
                self.value(role.item(), &items[at], slot, before[at].as_deref(), &after[to])
            }
        }
    }

    /// Whether reading gave an item for this one; others are left as they are.
    fn was_read(&self, role: Role, item: &Node<'_>) -> bool {
        match role {
            Role::Relations | Role::ViewNodes | Role::Connections | Role::Waivers => {
                self.read.contains(&item.start)
            }
            Role::Texts => matches!(item.data, Data::Scalar(_)),
            Role::Bends => is_bend(item),
            _ => true,
        }
    }
}

fn is_bend(node: &Node<'_>) -> bool {
    let Data::Sequence(numbers) = &node.data else { return false };
    let is_number = |n: &Node<'_>| {
        let number = n.text().and_then(|text| text.parse::<f64>().ok());
        number.is_some_and(|n| n.is_finite() && n.abs() < 1e9)
    };
    matches!(numbers.len(), 2 | 4) && numbers.iter().all(is_number)
}

/// Where the things of a document stand that are items of lists.
pub(super) fn places(document: &Document) -> HashSet<u32> {
    let mut places = HashSet::default();
    let mut add = |place: &Place| _ = places.insert(place.0);
    match document {
        Document::Element(element) => element.relations.iter().for_each(|r| add(&r.place)),
        Document::View(view) => {
            view.nodes().for_each(|node| add(&node.place));
            view.connections.iter().for_each(|connection| add(&connection.place));
        }
        Document::Manifest(manifest) => manifest.waivers.iter().for_each(|w| add(&w.place)),
        _ => {}
    }
    places
}
