//! The walk along what the file says and what the document is before and after.

use foldhash::HashSet;

use crate::yaml::encode::Out;
use crate::yaml::file::{Document, FileClass};
use crate::yaml::patch::collection;
use crate::yaml::patch::refusal::Refusal;
use crate::yaml::patch::role::Role;
use crate::yaml::patch::sections;
use crate::yaml::patch::source::Source;
use crate::yaml::patch::spelling::{self, Owner};
use crate::yaml::patch::splice::Splice;
use crate::yaml::tree::{Data, Node};

/// The walk through one document, and the splices it has made so far.
pub(super) struct Walk<'s, 't> {
    pub source: &'s Source<'t>,
    pub splices: Vec<Splice>,
    /// Whether new values are written in one line, so that no comment below can become part of them.
    pub is_careful: bool,
    /// Where the items of lists stand that reading did not leave out.
    pub read: HashSet<u32>,
    pub owner: Owner,
}

/// Where a value stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    /// After the dash or colon; where the document begins.
    pub from: usize,
    /// Whether a dash or colon stands before it, where one is needed.
    pub is_marked: bool,
    /// Column of the key or dash.
    pub indent: usize,
    pub place: Around,
    /// Whether it is inside of brackets or braces.
    pub is_flow: bool,
}

/// What is around a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Around {
    Document,
    Key,
    Dash,
}

/// A value of the file that is to be changed.
#[derive(Clone, Copy)]
pub(super) struct Spot<'c, 'o> {
    pub role: Role,
    pub node: &'c Node<'c>,
    pub slot: Slot,
    /// The new value, in canonical form.
    pub after: &'c Out<'o>,
}

impl<'s, 't> Walk<'s, 't> {
    pub fn new(source: &'s Source<'t>, before: &Document, after: &Document, is_careful: bool) -> Self {
        let owner = match (before, after) {
            (Document::Element(before), Document::Element(after)) => {
                Owner { before: before.id.to_string(), after: after.id.to_string() }
            }
            _ => Owner::default(),
        };
        Self { source, splices: Vec::new(), is_careful, read: collection::places(before), owner }
    }

    /// Changes the document `root`.
    pub fn document(
        &mut self,
        class: FileClass,
        root: &Node<'_>,
        before: &Out<'_>,
        after: &Out<'_>,
    ) -> Result<(), Refusal> {
        let start = root.start as usize;
        let from = match root.data {
            // A block scalar begins before its text.
            Data::Scalar(_) => sections::body(self.source, start),
            _ => start,
        };
        let slot = Slot { from, is_marked: true, indent: 0, place: Around::Document, is_flow: false };
        self.value(Role::of_document(class), root, slot, Some(before), after)
    }

    /// Changes a value.
    pub fn value(
        &mut self,
        role: Role,
        node: &Node<'_>,
        slot: Slot,
        before: Option<&Out<'_>>,
        after: &Out<'_>,
    ) -> Result<(), Refusal> {
        // A relation that names its element's old id is changed though its value is not.
        let may_name_owner = matches!(role, Role::Relations | Role::Relation) && self.owner.is_renamed();
        if before == Some(after) && !may_name_owner {
            return Ok(());
        }
        let before = before.map(|before| spelling::value(role, node, before));
        let fitted = spelling::value(role, node, after);
        if before.as_deref() == Some(&*fitted) && !may_name_owner {
            return Ok(());
        }
        match (&node.data, &*fitted) {
            (Data::Mapping(pairs), Out::Map(new)) if !pairs.is_empty() => {
                let old = match before.as_deref() {
                    Some(Out::Map(old)) => &old[..],
                    _ => &[],
                };
                let is_all_read = !matches!(role, Role::ById(_)) || old.len() == pairs.len();
                if new.is_empty() && is_all_read {
                    return self.clear(node, slot, after);
                }
                self.map(Spot { role, node, slot, after }, pairs, old, new)
            }
            (Data::Sequence(items), Out::List(new)) if !items.is_empty() => {
                let old = match before.as_deref() {
                    Some(Out::List(old)) => &old[..],
                    _ => &[],
                };
                if new.is_empty() && old.len() == items.len() {
                    return self.clear(node, slot, after);
                }
                self.list(Spot { role, node, slot, after }, items, old, new)
            }
            (Data::Scalar(old), Out::Text(new)) => self.scalar(node, slot, old, new, &fitted),
            (Data::Scalar(old), Out::Plain(new)) => self.scalar(node, slot, old, new, &fitted),
            _ => self.replace(node, slot, after),
        }
    }
}
