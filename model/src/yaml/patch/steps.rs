//! Which entries of a map or list stay, come or move, in their new order. What is not named goes.

use std::borrow::Cow;

use foldhash::HashMap;

use crate::yaml::encode::Out;
use crate::yaml::patch::align::longest_rise;
use crate::yaml::patch::role::Role;
use crate::yaml::tree::Pair;

/// One entry of the new map or list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Entry `at` of the file, where it is. It becomes entry `to` of the new value; none if it has no
    /// part in either value, because reading left it out.
    Stay { at: usize, to: Option<usize> },
    /// Entry `at` of the file, moved here.
    Move { at: usize, to: usize },
    /// A new entry: `to` of the new value.
    New { to: usize },
}

impl Step {
    /// The entry of the file.
    pub fn at(self) -> Option<usize> {
        match self {
            Self::Stay { at, .. } | Self::Move { at, .. } => Some(at),
            Self::New { .. } => None,
        }
    }

    /// The entry of the file, if it is where it was.
    pub fn stays(self) -> Option<usize> {
        match self {
            Self::Stay { at, .. } => Some(at),
            Self::Move { .. } | Self::New { .. } => None,
        }
    }
}

/// Steps from the pairs of the file to the entries of `after`. With `is_pinned` the first pair never moves.
pub(super) fn of_map(
    role: Role,
    pairs: &[Pair<'_>],
    before: &HashMap<&str, &Out<'_>>,
    after: &[(Cow<'_, str>, Out<'_>)],
    is_pinned: bool,
) -> Vec<Step> {
    let in_file: HashMap<&str, usize> = pairs.iter().enumerate().map(|(n, p)| (&*p.key, n)).collect();
    let is: HashMap<&str, usize> = after.iter().enumerate().map(|(n, (key, _))| (&**key, n)).collect();
    let places: Vec<Place> = after
        .iter()
        .map(|(key, _)| Place { at: in_file.get(&**key).copied(), is_free: role.is_free(key) })
        .collect();
    let ranks: Vec<Option<usize>> = places.iter().map(|p| p.at.filter(|_| !p.is_free)).collect();
    let pinned = places.iter().position(|p| is_pinned && p.at == Some(0) && !p.is_free);
    let stay = stays(&ranks, pinned);
    let moves = |to: usize| ranks[to].is_some() && !stay[to];
    let kept = (0..pairs.len()).filter(|at| {
        let key = &*pairs[*at].key;
        match is.get(key) {
            Some(to) => !moves(*to),
            None => !before.contains_key(key),
        }
    });
    let kept: Vec<Step> = kept.map(|at| Step::Stay { at, to: is.get(&*pairs[at].key).copied() }).collect();
    // What the file leaves out because it is so anyway is not written now.
    let is_new = |to: usize| {
        let (key, value) = &after[to];
        places[to].at.is_none() && before.get(&**key) != Some(&value)
    };
    let coming = (0..after.len()).filter(|to| is_new(*to) || moves(*to)).collect();
    weave(kept, coming, &places)
}

/// Steps from the items of the file to those of `after`; `found` says which item of the file each is,
/// `dropped` which items of the file have no part in this.
pub(super) fn of_list(
    length: usize,
    dropped: &[bool],
    found: &[Option<usize>],
    is_pinned: bool,
) -> Vec<Step> {
    let pinned = found.iter().position(|at| is_pinned && *at == Some(0));
    let stay = stays(found, pinned);
    let mut to_of: Vec<Option<usize>> = vec![None; length];
    for (to, at) in found.iter().enumerate().filter(|(to, _)| stay[*to]) {
        if let Some(at) = at {
            to_of[*at] = Some(to);
        }
    }
    let kept = (0..length).filter(|at| dropped[*at] || to_of[*at].is_some());
    let kept = kept.map(|at| Step::Stay { at, to: to_of[at] }).collect();
    let coming = (0..found.len()).filter(|to| !stay[*to]).collect();
    let places: Vec<Place> = found.iter().map(|at| Place { at: *at, is_free: false }).collect();
    weave(kept, coming, &places)
}

/// Where an entry of the new value stands in the file, and whether that is all the same.
struct Place {
    at: Option<usize>,
    is_free: bool,
}

/// Which entries stay where they are: as many as can without changing their order.
fn stays(ranks: &[Option<usize>], pinned: Option<usize>) -> Vec<bool> {
    let mut stay = vec![false; ranks.len()];
    let from = pinned.unwrap_or_default();
    for at in longest_rise(&ranks[from..]) {
        stay[from + at] = true;
    }
    stay
}

/// Puts what comes between what is kept: behind its predecessor in the new value.
fn weave(kept: Vec<Step>, coming: Vec<usize>, places: &[Place]) -> Vec<Step> {
    let mut slots: Vec<Vec<Step>> = vec![Vec::new(); kept.len() + 1];
    let mut slot_of: Vec<Option<usize>> = vec![None; places.len()];
    for (n, step) in kept.iter().enumerate() {
        if let Step::Stay { to: Some(to), .. } = step {
            slot_of[*to] = Some(n + 1);
        }
    }
    // Of the entries so far: the slot behind the last one, and behind the last one whose place counts.
    let (mut last, mut last_ordered) = (None, None);
    let mut done = 0;
    for to in coming {
        for n in done..to {
            last = slot_of[n].or(last);
            if !places[n].is_free {
                last_ordered = slot_of[n].or(last_ordered);
            }
        }
        done = to;
        let next = |ordered: bool| {
            let later = (to + 1..places.len()).filter(|n| !ordered || !places[*n].is_free);
            later.filter_map(|n| slot_of[n]).next().map(|slot| slot - 1)
        };
        let ordered = if places[to].is_free { None } else { last_ordered.or_else(|| next(true)) };
        let slot = ordered.or(last).or_else(|| next(false)).unwrap_or_default();
        slot_of[to] = Some(slot);
        let step = match places[to].at {
            Some(at) => Step::Move { at, to },
            None => Step::New { to },
        };
        slots[slot].push(step);
    }
    let mut slots = slots.into_iter();
    let mut steps = slots.next().unwrap_or_default();
    for (step, behind) in kept.into_iter().zip(slots) {
        steps.push(step);
        steps.extend(behind);
    }
    steps
}
