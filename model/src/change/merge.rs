//! Three-way merge by meaning.
//!
//! Works on items and their fields, not on lines: two people who change different attributes of one
//! element do not conflict; two who rename it differently do. Moving and renaming are not deleting and
//! adding. Conflicts are values ([`Conflict`]) with addresses that stay, so they can be stored, shown and
//! resolved one by one ([`Resolutions`]); which conflicts there are does not depend on what was decided
//! about others.
//!
//! Start at [`merge`]. It looks at documents alone. References between documents that no longer lead
//! anywhere, and rules that only the combination breaks, are found by [`integrity`] on the merged model.

mod arrange;
mod build;
mod conflict;
mod delete;
mod geometry;
mod hold;
mod integrity;
mod item;
mod line;
mod lonely;
mod order;
mod resolution;
mod shape;
mod table;
mod value;

use std::borrow::Cow;
use std::collections::BTreeSet;

use foldhash::HashMap;

use crate::change::source::{Changes, Documents};
use crate::value::Properties;

use build::Built;
use resolution::Verdicts;
use table::Table;

pub use conflict::{Conflict, ConflictId, ConflictKind, Inside, Seen};
pub use integrity::integrity;
pub use resolution::{Choice, Resolution, Resolutions, Settled, SettledBy, Side};

/// What a merge has to know beside the documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Whose geometry and importers' data count where both changed them: the side with the later committer
    /// time, ours when equal.
    pub newer: Side,
    /// The model's main language, which plain text is in.
    pub language: Box<str>,
}

impl Default for Options {
    fn default() -> Self {
        Self { newer: Side::Ours, language: "en".into() }
    }
}

/// What comes of a merge.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merge {
    /// Documents that differ from ours: ours before, merged after. Empty if theirs brings nothing.
    pub changes: Changes,
    /// What nobody decided yet, by address; there the merged documents have what ours has.
    pub conflicts: Vec<Conflict>,
    /// What was decided, and how, by address.
    pub resolved: Vec<(Conflict, Choice)>,
    /// What both sides changed and needed no decision, by address.
    pub settled: Vec<Settled>,
    /// Decisions that were not used: there is no such conflict, its values are others by now, or the choice
    /// cannot be carried out.
    pub unused: Vec<ConflictId>,
}

/// Merges what two sides made of `base`.
///
/// Takes the documents of files that differ between any two of the three; a document that is equal in all
/// three may be left out, but not from one of them alone. Costs n log n in the documents taken.
pub fn merge(
    base: &Documents,
    ours: &Documents,
    theirs: &Documents,
    options: &Options,
    resolutions: &Resolutions,
) -> Merge {
    let table = Table::of([base, ours, theirs]);
    let mut refused: BTreeSet<ConflictId> = BTreeSet::new();
    loop {
        let (merge, broken) = Run::new(&table, options, resolutions, &refused).finish();
        // A value that somebody gave and with which a document cannot be written does not count.
        let given = merge.resolved.iter().filter(|(_, choice)| matches!(choice, Choice::Value(_)));
        let wrong: Vec<ConflictId> =
            given.map(|(conflict, _)| conflict.id.clone()).filter(|id| broken.contains(&id.item)).collect();
        if wrong.is_empty() {
            return merge;
        }
        refused.extend(wrong);
    }
}

/// An item in the merge.
struct Merged<'a> {
    record: Cow<'a, Properties>,
    /// What it is in, by row.
    holder: Option<usize>,
}

/// A merge under way. What is by row is in vectors as long as the table.
struct Run<'a> {
    table: &'a Table<'a>,
    verdicts: Verdicts<'a>,
    /// What there is in the merge, geometry apart.
    alive: Vec<bool>,
    /// What one side deleted, or needs what is: it may not be in the merge.
    may_go: Vec<bool>,
    /// Records that count instead of a side's.
    given: HashMap<usize, Properties>,
    /// Nodes that stand where one side, by column, has them.
    pinned: HashMap<usize, usize>,
    merged: Vec<Option<Merged<'a>>>,
}

impl<'a> Run<'a> {
    fn new(
        table: &'a Table<'a>,
        options: &'a Options,
        resolutions: &'a Resolutions,
        refused: &'a BTreeSet<ConflictId>,
    ) -> Self {
        Self {
            table,
            verdicts: Verdicts::new(options, resolutions, refused),
            alive: vec![false; table.rows.len()],
            may_go: Vec::new(),
            given: HashMap::default(),
            pinned: HashMap::default(),
            merged: table.rows.iter().map(|_| None).collect(),
        }
    }

    /// The merge, and the items of documents that could not be put together.
    fn finish(mut self) -> (Merge, foldhash::HashSet<crate::change::id::ItemId>) {
        self.choose_items();
        self.merge_items();
        self.mend_lines();
        self.merge_geometry();
        let Built { changes, broken } = self.build();
        self.settle_files();
        let unused = self.verdicts.unused();
        let Verdicts { mut conflicts, mut resolved, mut settled, .. } = self.verdicts;
        conflicts.sort_by(|a, b| a.id.cmp(&b.id));
        resolved.sort_by(|(a, _), (b, _)| a.id.cmp(&b.id));
        settled.sort_by(|a, b| (&a.item, &a.path).cmp(&(&b.item, &b.path)));
        (Merge { changes, conflicts, resolved, settled, unused }, broken)
    }
}
