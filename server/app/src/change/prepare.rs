//! Edits as people write them, made whole before they are applied: what is new gets an id, and a
//! relation's id is written before a line of a view or another relation refers to it.

use std::collections::HashSet;

use archweave_model::change::{ChangeSet, Edit, Field, ItemId, relation_id};
use archweave_model::id::{ElementId, NodeId, ParseIdError, RelationId, ViewId};
use archweave_model::snapshot::Snapshot;
use archweave_model::value::{Properties, Value};
use archweave_model::yaml::slug;
use archweave_store::{BranchName, RevisionId};

use crate::{AppError, Hosted};

/// An edit as somebody asks for it.
#[derive(Clone, Debug, PartialEq)]
pub enum Wanted {
    /// With every id.
    Edit(Edit),
    /// Something new that has no id yet.
    New(NewItem),
}

/// Something to make and to find an id for.
#[derive(Clone, Debug, PartialEq)]
pub struct NewItem {
    /// What.
    pub what: NewKind,
    /// See [`Edit::Create`].
    pub holder: Option<ItemId>,
    /// See [`Edit::Create`].
    pub before: Option<Box<str>>,
    /// Its fields, as in a file.
    pub fields: Properties,
    /// See [`Edit::Create`].
    pub file: Option<Box<str>>,
}

/// What may be made without an id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewKind {
    /// An element: the slug of its name, else its kind and 8 random characters.
    Element,
    /// A view: likewise.
    View,
    /// A node of a view: random, so that two people's nodes never meet.
    Node(ViewId),
    /// A line of a view: random.
    Connection(ViewId),
}

/// Edits that can be applied, and which of those asked for each came from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prepared {
    /// What to commit.
    pub changes: ChangeSet,
    /// For each edit the position, from 0, of the one that somebody asked for.
    pub origin: Vec<usize>,
}

impl Hosted {
    /// Makes edits whole that are meant for `branch` and were made on `base`.
    pub fn prepare_edits(
        &self,
        wanted: Vec<Wanted>,
        base: RevisionId,
        branch: &BranchName,
    ) -> Result<Prepared, AppError> {
        let base = self.revision(base).ok();
        let head = self.branch_head(branch).and_then(|head| self.revision(head)).ok();
        let known: Vec<&Snapshot> = [&head, &base].into_iter().flatten().map(|r| r.snapshot()).collect();
        prepare(wanted, &known)
    }
}

/// Makes edits whole; new ids are in none of the models that are `known`, the newest of which is the first.
pub fn prepare(wanted: Vec<Wanted>, known: &[&Snapshot]) -> Result<Prepared, AppError> {
    let mut ids = Ids { known, made: HashSet::new() };
    for wanted in &wanted {
        if let Wanted::Edit(Edit::Create { item, .. }) = wanted {
            ids.made.insert(item.clone());
        }
    }
    let mut edits = Vec::with_capacity(wanted.len());
    for wanted in wanted {
        edits.push(match wanted {
            Wanted::Edit(mut edit) => {
                hold(&mut edit, known.first().copied(), &ids.made);
                edit
            }
            Wanted::New(NewItem { what, holder, before, fields, file }) => {
                let item = ids.of(&what, &fields)?;
                Edit::Create { item, holder, before, fields, file }
            }
        });
    }
    Ok(with_relation_ids(edits, known.first().copied()))
}

/// A relation that starts at another relation is held by the element that holds that.
fn hold(edit: &mut Edit, now: Option<&Snapshot>, made: &HashSet<ItemId>) {
    let Edit::Connect { holder, fields, .. } = edit else { return };
    let is_element = |now: &Snapshot| {
        now.slot_of(holder.as_str()).is_some() || made.contains(&ItemId::Element(holder.clone()))
    };
    let Some(now) = now.filter(|now| fields.get("from").is_none() && !is_element(now)) else { return };
    let owner = now.relation(holder.as_str()).and_then(|entry| Some(entry.owner?.id.clone()));
    if let Some(owner) = owner {
        fields.set("from", Value::from(holder.as_str()));
        *holder = owner;
    }
}

struct Ids<'a> {
    known: &'a [&'a Snapshot],
    made: HashSet<ItemId>,
}

impl Ids<'_> {
    /// A new id.
    fn of(&mut self, what: &NewKind, fields: &Properties) -> Result<ItemId, AppError> {
        let wrong = |error: ParseIdError| AppError::Invalid(error.to_string());
        let item = match what {
            NewKind::Element => self.named(fields, fields.text("kind").unwrap_or("element"), |id| {
                Ok(ItemId::Element(ElementId::parse(id).map_err(wrong)?))
            })?,
            NewKind::View => {
                self.named(fields, "view", |id| Ok(ItemId::View(ViewId::parse(id).map_err(wrong)?)))?
            }
            NewKind::Node(view) => {
                ItemId::Node(view.clone(), NodeId::parse(&format!("n-{}", random()?)).map_err(wrong)?)
            }
            NewKind::Connection(view) => {
                ItemId::Connection(view.clone(), NodeId::parse(&format!("c-{}", random()?)).map_err(wrong)?)
            }
        };
        self.made.insert(item.clone());
        Ok(item)
    }

    /// The slug of the name, with a number if others have it; without a name a word and random characters.
    fn named(
        &self,
        fields: &Properties,
        word: &str,
        item: impl Fn(&str) -> Result<ItemId, AppError>,
    ) -> Result<ItemId, AppError> {
        let slug = slug(main_name(fields));
        if !slug.is_empty() {
            for number in 1..100 {
                let id = if number == 1 { slug.clone() } else { format!("{slug}-{number}") };
                let item = item(&id)?;
                if !self.is_taken(&item) {
                    return Ok(item);
                }
            }
        }
        let word = if slug.is_empty() { word } else { &slug };
        item(&format!("{word}-{}", random()?))
    }

    fn is_taken(&self, item: &ItemId) -> bool {
        let is_known = |snapshot: &&Snapshot| match item {
            ItemId::View(id) => snapshot.view(id.as_str()).is_some(),
            // Elements and relations are the ends of relations.
            other => snapshot.end(other.local()).is_some(),
        };
        self.made.contains(item) || self.known.iter().any(is_known)
    }
}

/// The name, or the first of several languages.
fn main_name(fields: &Properties) -> &str {
    match fields.get("name") {
        Some(Value::Text(name)) => name,
        Some(Value::Record(languages)) => {
            languages.iter().find_map(|(_, name)| name.as_text()).unwrap_or_default()
        }
        _ => "",
    }
}

/// 8 letters and digits: 40 random bits.
fn random() -> Result<String, AppError> {
    const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let mut bytes = [0_u8; 8];
    getrandom::fill(&mut bytes).map_err(|error| AppError::Unavailable(format!("no randomness: {error}")))?;
    Ok(bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte & 31)])).collect())
}

/// The edits, with the ids of relations written that others of them refer to.
fn with_relation_ids(edits: Vec<Edit>, now: Option<&Snapshot>) -> Prepared {
    let wanted: HashSet<RelationId> =
        edits.iter().flat_map(referred).filter_map(|id| RelationId::parse(id).ok()).collect();
    let mut written: HashSet<RelationId> = HashSet::new();
    let mut prepared = Prepared::default();
    for (number, mut edit) in edits.into_iter().enumerate() {
        for id in referred(&edit).filter_map(|id| RelationId::parse(id).ok()) {
            let is_derived =
                now.and_then(|now| now.relation(id.as_str())).is_some_and(|e| !e.relation.has_written_id);
            if is_derived && written.insert(id.clone()) {
                prepared.changes.edits.push(writing(id));
                prepared.origin.push(number);
            }
        }
        if let Edit::Connect { relation: relation @ None, holder, fields, .. } = &mut edit {
            let derived = relation_id(fields, Some(&ItemId::Element(holder.clone())));
            *relation = derived.filter(|id| wanted.contains(id));
        }
        prepared.changes.edits.push(edit);
        prepared.origin.push(number);
    }
    prepared
}

/// The relations, and other ends, that something made by an edit refers to.
fn referred(edit: &Edit) -> impl Iterator<Item = &str> {
    let found: [Option<&str>; 2] = match edit {
        Edit::Create { item: ItemId::Connection(..), fields, .. } => [fields.text("relation"), None],
        Edit::Create { item: ItemId::Relation(_), fields, .. } | Edit::Connect { fields, .. } => {
            [fields.text("from"), fields.text("to")]
        }
        Edit::Update { item: ItemId::Connection(..), fields } => {
            let field = fields.iter().find(|field| matches!(&field.path[..], [key] if &**key == "relation"));
            [field.and_then(|field| field.to.as_ref()?.as_text()), None]
        }
        Edit::Retarget { source, target, .. } => {
            [source.as_ref().map(|end| end.as_str()), target.as_ref().map(|end| end.as_str())]
        }
        _ => [None, None],
    };
    found.into_iter().flatten()
}

/// Writes the id that a relation has anyway.
fn writing(id: RelationId) -> Edit {
    let to = Some(Value::from(id.as_str()));
    let field = Field { path: vec!["id".into()], from: None, to, before: Some("kind".into()) };
    Edit::Update { item: ItemId::Relation(id), fields: vec![field] }
}

#[cfg(test)]
mod tests;
