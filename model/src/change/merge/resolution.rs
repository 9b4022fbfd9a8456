//! Decisions: what people chose for conflicts, and what is decided without asking.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::change::id::ItemId;
use crate::change::merge::Options;
use crate::change::merge::conflict::{Conflict, ConflictId, Seen};
use crate::value::Value;

/// One of the two sides of a merge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Side {
    /// The one merged into.
    #[default]
    Ours,
    /// The one that is merged.
    Theirs,
}

/// How a conflict ends. In JSON: `"ours"`, `"theirs"`, `"base"` or `{"value": ...}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Choice {
    /// As we have it.
    Ours,
    /// As they have it.
    Theirs,
    /// As it was. Something deleted stays with the fields it had, and with what the other side put into it.
    Base,
    /// Something else: a value for a field, a record for an item, an address for a holder; none removes it.
    Value(Option<Value>),
}

/// What somebody decided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Resolution {
    /// How it ends.
    pub choice: Choice,
    /// What the person saw; where the conflict's values are others by now, the decision does not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Seen>,
}

/// Decisions by conflict.
pub type Resolutions = BTreeMap<ConflictId, Resolution>;

/// Something both sides changed that was decided without asking.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Settled {
    /// What.
    pub item: ItemId,
    /// Keys to the field; empty for the item as a whole.
    pub path: Vec<Box<str>>,
    /// By which rule.
    pub rule: SettledBy,
    /// Our value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ours: Option<Value>,
    /// Their value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theirs: Option<Value>,
    /// Whose was taken.
    pub taken: Side,
}

/// Why nobody was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SettledBy {
    /// Where something is drawn: the newer side's, and nothing for what is deleted.
    Geometry,
    /// What importers keep: the newer side's, and nothing for what is deleted.
    Extra,
    /// Both moved a document to different files: ours.
    File,
    /// Both put siblings, keys or the items of a list into different orders: ours.
    Order,
}

/// Where conflicts go, and where they are decided.
pub(super) struct Verdicts<'a> {
    pub(super) options: &'a Options,
    resolutions: &'a Resolutions,
    /// Decisions that cannot be carried out.
    refused: &'a BTreeSet<ConflictId>,
    pub(super) conflicts: Vec<Conflict>,
    pub(super) resolved: Vec<(Conflict, Choice)>,
    pub(super) settled: Vec<Settled>,
}

impl<'a> Verdicts<'a> {
    pub(super) fn new(
        options: &'a Options,
        resolutions: &'a Resolutions,
        refused: &'a BTreeSet<ConflictId>,
    ) -> Self {
        let (conflicts, resolved, settled) = (Vec::new(), Vec::new(), Vec::new());
        Self { options, resolutions, refused, conflicts, resolved, settled }
    }

    /// What was decided on a conflict; none, and the conflict stays, if nothing was that counts.
    pub(super) fn ask(
        &mut self,
        conflict: Conflict,
        is_possible: impl FnOnce(&Choice) -> bool,
    ) -> Option<Choice> {
        let resolution = self.resolutions.get(&conflict.id).filter(|_| !self.refused.contains(&conflict.id));
        let is_of_this = |r: &&Resolution| r.seen.as_ref().is_none_or(|seen| *seen == conflict.seen());
        let choice = resolution.filter(is_of_this).map(|r| r.choice.clone()).filter(is_possible);
        match &choice {
            Some(choice) => self.resolved.push((conflict, choice.clone())),
            None => self.conflicts.push(conflict),
        }
        choice
    }

    /// Decisions that were not used.
    pub(super) fn unused(&self) -> Vec<ConflictId> {
        let used: BTreeSet<&ConflictId> = self.resolved.iter().map(|(conflict, _)| &conflict.id).collect();
        self.resolutions.keys().filter(|id| !used.contains(id)).cloned().collect()
    }
}
