//! A model at one revision: its values, indexes, graph and findings. Immutable and shared.
//!
//! [`Snapshot::build`] reads everything; [`Snapshot::update`] starts from the revision before and
//! costs what changed. Both give the same answers for the same files.
//!
//! Elements have a *slot*: a number that stays theirs from one revision to the next.

mod build;
mod lookup;
mod rows;
mod since;
mod update;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::element::{Element, Relation};
use crate::id::{ElementId, ViewId};
use crate::metamodel::{KindIndex, Metamodel};
use crate::model::Manifest;
use crate::persistent::{Chunks, Index, Shards, Sorted};
use crate::value::Value;
use crate::view::{Layout, View};
use crate::yaml::ParsedFile;

pub(crate) use lookup::stem;
pub use lookup::{EndRef, RelationEntry};
pub use rows::Edge;
pub(crate) use rows::Rows;
pub use since::Since;

/// A file and what it says; none removes the file.
pub type FileChange = (Arc<str>, Option<Arc<ParsedFile>>);

/// A model at one revision. Cloning shares everything.
#[derive(Clone, Debug)]
pub struct Snapshot {
    pub(crate) metamodel: Arc<Metamodel>,
    pub(crate) manifest: Arc<Manifest>,
    pub(crate) files: Chunks<FileEntry>,
    pub(crate) file_of: Shards<Arc<str>, u32>,
    /// Files with findings of their own.
    pub(crate) noisy: Arc<BTreeSet<u32>>,
    pub(crate) slots: Chunks<Slot>,
    /// Slots by element id.
    pub(crate) slot_index: Index<u32>,
    pub(crate) element_count: usize,
    /// Living slots by element id.
    pub(crate) order: Sorted,
    /// Relations by id.
    pub(crate) relation_index: Index<RelationRef>,
    pub(crate) relation_count: usize,
    /// Relations whose source is not in the model, with their file.
    pub(crate) loose: Arc<Vec<(u32, Arc<Relation>)>>,
    /// By source: where relations lead to.
    pub(crate) out: Rows,
    /// By target: where relations come from.
    pub(crate) into: Rows,
    /// Relations that start or end at a relation, by the id of the latter.
    pub(crate) on_relation: Arc<BTreeMap<Box<str>, Vec<RelationRef>>>,
    /// Slots whose relations or properties name an id that is no element, by that id.
    pub(crate) waiting: Shards<Box<str>, Vec<u32>>,
    /// Slots whose properties name an element, by its id.
    pub(crate) referrers: Shards<Box<str>, Vec<u32>>,
    pub(crate) views: Arc<BTreeMap<ViewId, ViewEntry>>,
    pub(crate) layouts: Arc<BTreeMap<ViewId, (u32, Arc<Layout>)>>,
    /// Views that show an element, by its id.
    pub(crate) shown_in: Shards<Box<str>, Vec<ViewId>>,
    pub(crate) extra: Arc<Vec<(Box<str>, Arc<Value>)>>,
    /// Findings of the rules, by slot.
    pub(crate) findings: Chunks<Findings>,
    /// Findings about the model as a whole: duplicates, metamodel files.
    pub(crate) general: Arc<Vec<Diagnostic>>,
    /// Some id is used twice: an update then starts anew.
    pub(crate) has_duplicates: bool,
}

/// Findings about one thing; most things have none.
pub(crate) type Findings = Option<Arc<[Diagnostic]>>;

/// A file of the revision.
#[derive(Clone, Debug)]
pub(crate) struct FileEntry {
    pub(crate) path: Arc<str>,
    /// None once the file is removed.
    pub(crate) parsed: Option<Arc<ParsedFile>>,
}

/// An element and what is known of it in this revision.
#[derive(Clone, Debug)]
pub(crate) struct Slot {
    /// The element's id, at hand so that finding one does not follow another pointer.
    pub(crate) id: ElementId,
    pub(crate) element: Arc<Element>,
    pub(crate) file: u32,
    pub(crate) kind: Option<KindIndex>,
    pub(crate) is_alive: bool,
}

/// A view and what is known of it in this revision.
#[derive(Clone, Debug)]
pub(crate) struct ViewEntry {
    pub(crate) view: Arc<View>,
    pub(crate) file: u32,
    pub(crate) findings: Findings,
}

/// Where a relation stands: the slot of the element that holds it, and its position there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelationRef {
    /// Slot, or [`LOOSE`].
    pub(crate) owner: u32,
    pub(crate) position: u32,
}

/// Owner of relations whose source is not in the model.
pub(crate) const LOOSE: u32 = u32::MAX;
