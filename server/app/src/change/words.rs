//! What differs, for people: one entry for each thing, with the fields that changed.
//!
//! Edits say how to get from one model to the other; several may be about one thing, and what stands in
//! a view is edited on its own. Here all that is said of one thing comes together.
//!
//! Start at [`Comparison::entries`].

mod name;

use std::collections::BTreeMap;

use archweave_model::change::{DocumentId, Edit, Field, ItemId};
use archweave_model::value::Value;

use self::name::Names;
use crate::change::Comparison;

/// What sort of thing changed, in the order in which people look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Elements without their relations.
    Elements,
    /// Relations.
    Relations,
    /// Views with their content.
    Views,
    /// Where and how views are drawn.
    Layouts,
    /// Kinds, properties and what else extends the metamodel.
    Metamodel,
    /// `archweave.yaml`
    Manifest,
    /// What is kept for other tools.
    Extra,
    /// Files that are no documents of the model.
    Files,
}

impl Group {
    /// All of them, in order.
    pub const ALL: [Self; 8] = [
        Self::Elements,
        Self::Relations,
        Self::Views,
        Self::Layouts,
        Self::Metamodel,
        Self::Manifest,
        Self::Extra,
        Self::Files,
    ];

    /// The word for it: `elements`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Elements => "elements",
            Self::Relations => "relations",
            Self::Views => "views",
            Self::Layouts => "layouts",
            Self::Metamodel => "metamodel",
            Self::Manifest => "manifest",
            Self::Extra => "extra",
            Self::Files => "files",
        }
    }

    /// The group that a thing belongs to.
    pub fn of(item: &ItemId) -> Self {
        match item {
            ItemId::Element(_) => Self::Elements,
            ItemId::Relation(_) => Self::Relations,
            ItemId::View(_) | ItemId::Node(..) | ItemId::Connection(..) => Self::Views,
            ItemId::Layout(_) | ItemId::NodeLayout(..) | ItemId::ConnectionLayout(..) => Self::Layouts,
            ItemId::Extension(_) => Self::Metamodel,
            ItemId::Manifest => Self::Manifest,
            ItemId::Extra(_) => Self::Extra,
            ItemId::File(_) => Self::Files,
        }
    }
}

/// What happened to a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// It is new.
    Added,
    /// It is there in both and not the same.
    Changed,
    /// It is gone.
    Removed,
}

impl Sort {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Added, Self::Changed, Self::Removed];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Removed => "removed",
        }
    }
}

/// A field that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldChange {
    /// Where it is in the thing: keys joined by dots.
    pub path: String,
    /// What it was; none if it was not there.
    pub before: Option<Value>,
    /// What it is; none if it is not there any more.
    pub after: Option<Value>,
}

/// A thing that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its address.
    pub item: ItemId,
    /// What happened to it. Of a view of which only the content changed: changed.
    pub sort: Sort,
    /// Its kind, of an element or a relation; else empty.
    pub kind: String,
    /// What people call it; of a relation, its ends; of a node or line, what it shows. May be empty.
    pub name: String,
    /// What changed in it; nothing of what is new or gone.
    pub fields: Vec<FieldChange>,
    /// Whether what stands in it is in another order.
    pub is_reordered: bool,
    /// Of a view or a layout: what changed inside it; nothing of one that is new or gone.
    pub inner: Vec<Entry>,
}

/// How many things were added, changed and removed.
pub type Counts = BTreeMap<Group, [usize; 3]>;

/// Counts of each group, in the order of [`Sort::ALL`]. What stands in a view is not counted on its own.
pub fn counts(entries: &[Entry]) -> Counts {
    let mut found: Counts = Group::ALL.into_iter().map(|group| (group, [0; 3])).collect();
    for entry in entries {
        found.entry(Group::of(&entry.item)).or_default()[entry.sort as usize] += 1;
    }
    found
}

impl Comparison {
    /// What differs, by group and address.
    pub fn entries(&self) -> Vec<Entry> {
        let names = Names::of(&self.changes);
        let mut found: BTreeMap<ItemId, Entry> = BTreeMap::new();
        for edit in &self.edits.edits {
            let Some((item, sort, fields)) = self.said(edit, &names) else { continue };
            let made = found.entry(item.clone()).or_insert_with(|| entry(item, sort, &names));
            made.is_reordered |= matches!(edit, Edit::Order { .. });
            made.fields = joined(std::mem::take(&mut made.fields), fields);
        }
        for item in &names.gone {
            found.entry(item.clone()).or_insert_with(|| entry(item.clone(), Sort::Removed, &names));
        }
        let files = self.files.iter().map(|path| {
            let item = ItemId::File(path.as_ref().into());
            (item.clone(), entry(item, Sort::Changed, &names))
        });
        found.extend(files);
        gathered(found, &names)
    }

    /// What an edit is about and what it says of it.
    fn said(&self, edit: &Edit, names: &Names) -> Option<(ItemId, Sort, Vec<FieldChange>)> {
        let field = |path: &str, before: Option<Value>, after: Option<Value>| {
            vec![FieldChange { path: path.to_owned(), before, after }]
        };
        let value = |text: &str| Some(Value::from(text));
        Some(match edit {
            Edit::Create { item, .. } => (item.clone(), Sort::Added, Vec::new()),
            Edit::Connect { relation, holder, fields, .. } => {
                let item = match relation {
                    Some(id) => ItemId::Relation(id.clone()),
                    None => names.connected(holder, fields)?,
                };
                (item, Sort::Added, Vec::new())
            }
            Edit::Delete { item, .. } => (item.clone(), Sort::Removed, Vec::new()),
            Edit::Disconnect { relation, .. } => {
                (ItemId::Relation(relation.clone()), Sort::Removed, Vec::new())
            }
            Edit::Update { item, fields } => {
                (item.clone(), Sort::Changed, fields.iter().map(of_field).collect())
            }
            Edit::Rename { item, name, was } => {
                (item.clone(), Sort::Changed, field("name", names.text(was), names.text(name)))
            }
            Edit::ChangeKind { item, kind, was } => {
                let before = was.as_ref().and_then(|was| value(was.as_str()));
                (item.clone(), Sort::Changed, field("kind", before, value(kind.as_str())))
            }
            Edit::Retarget { relation, source, target, was } => {
                let path = if source.is_some() { "from" } else { "to" };
                let after = source.as_ref().or(target.as_ref()).and_then(|end| value(end.as_str()));
                let before = was.as_ref().and_then(|was| value(was.as_str()));
                (ItemId::Relation(relation.clone()), Sort::Changed, field(path, before, after))
            }
            Edit::Move { item, holder: Some(holder), .. } => {
                let before = names.holder(item).and_then(|before| value(&before.to_string()));
                (item.clone(), Sort::Changed, field("holder", before, value(&holder.to_string())))
            }
            Edit::Move { item, holder: None, .. } => {
                let [before, after] = self.files_of(item);
                (item.clone(), Sort::Changed, field("file", before, after))
            }
            Edit::Order { items } => (names.holder(items.first()?)?, Sort::Changed, Vec::new()),
            // Never part of a difference.
            Edit::Restore { .. } => return None,
        })
    }

    /// The file of a document before and after.
    fn files_of(&self, item: &ItemId) -> [Option<Value>; 2] {
        let document = match item {
            ItemId::Relation(id) => Some(DocumentId::Relation(id.clone())),
            other => other.document(),
        };
        let change = document.and_then(|document| self.changes.get(&document));
        let file =
            |placed: &Option<archweave_model::change::Placed>| Some(Value::from(&*placed.as_ref()?.file));
        change.map_or([None, None], |change| [file(&change.before), file(&change.after)])
    }
}

fn entry(item: ItemId, sort: Sort, names: &Names) -> Entry {
    let (kind, name) = names.of_item(&item);
    Entry { item, sort, kind, name, fields: Vec::new(), is_reordered: false, inner: Vec::new() }
}

fn of_field(field: &Field) -> FieldChange {
    FieldChange { path: field.path.join("."), before: field.from.clone(), after: field.to.clone() }
}

/// Fields in which one that is taken out and put back elsewhere counts once.
fn joined(mut known: Vec<FieldChange>, more: Vec<FieldChange>) -> Vec<FieldChange> {
    for field in more {
        match known.iter_mut().find(|other| other.path == field.path) {
            Some(other) => other.after = field.after,
            None => known.push(field),
        }
    }
    known.retain(|field| field.before != field.after);
    known
}

/// By group, with what stands in a view or layout inside it.
fn gathered(found: BTreeMap<ItemId, Entry>, names: &Names) -> Vec<Entry> {
    let mut whole: BTreeMap<(Group, ItemId), Entry> = BTreeMap::new();
    let mut parts = Vec::new();
    for (item, entry) in found {
        match item {
            ItemId::Node(..)
            | ItemId::Connection(..)
            | ItemId::NodeLayout(..)
            | ItemId::ConnectionLayout(..) => parts.push(entry),
            item => drop(whole.insert((Group::of(&item), item), entry)),
        }
    }
    for part in parts {
        let Some(view) = part.item.view().cloned() else { continue };
        let item = match part.item.is_geometry() {
            true => ItemId::Layout(view),
            false => ItemId::View(view),
        };
        let made = whole
            .entry((Group::of(&item), item.clone()))
            .or_insert_with(|| entry(item, Sort::Changed, names));
        if made.sort == Sort::Changed {
            made.inner.push(part);
        }
    }
    // What only says the same in another way is no change to speak of.
    let says = |entry: &Entry| {
        entry.sort != Sort::Changed
            || entry.is_reordered
            || !entry.fields.is_empty()
            || !entry.inner.is_empty()
            || matches!(entry.item, ItemId::File(_))
    };
    whole.into_values().filter(says).collect()
}

#[cfg(test)]
mod tests;
