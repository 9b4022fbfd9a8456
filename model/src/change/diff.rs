//! What differs, as edits: applied to what was before they give what is after, exactly.
//!
//! Start at [`diff`]. It looks only at documents that differ. A relation whose id stands in two documents,
//! which is an error of the model, is taken where it stands first.

mod fields;
mod order;
mod typed;

use foldhash::HashMap;

use crate::change::edit::{ChangeSet, Edit, Field};
use crate::change::id::{DocumentId, ItemId};
use crate::change::item::{Item, take_apart};
use crate::change::source::Changes;
use crate::value::{Properties, Value};

pub(crate) use fields::differences;
use order::Places;

/// The edits between documents before and after.
pub fn diff(changes: &Changes) -> ChangeSet {
    let mut sides = [Side::default(), Side::default()];
    for (id, change) in changes {
        for (side, placed) in sides.iter_mut().zip([&change.before, &change.after]) {
            if let Some(placed) = placed {
                side.add(id, take_apart(id, &placed.document), &placed.file);
            }
        }
    }
    let [before, after] = sides;
    let pair = Pair { before: &before, after: &after };
    let places = Places::new(&pair);
    let mut edits = Vec::new();
    pair.create(&places, &mut edits);
    pair.shift(&places, &mut edits);
    pair.update(&mut edits);
    pair.delete(&mut edits);
    places.order(&mut edits);
    ChangeSet::new(edits)
}

/// The items of all documents before or after.
#[derive(Default)]
struct Side {
    /// In order.
    items: Vec<Item>,
    index: HashMap<ItemId, usize>,
    files: HashMap<ItemId, Box<str>>,
}

impl Side {
    fn add(&mut self, id: &DocumentId, items: Vec<Item>, file: &str) {
        self.files.insert(id.item(), file.into());
        for item in items {
            if !self.index.contains_key(&item.id) {
                self.index.insert(item.id.clone(), self.items.len());
                self.items.push(item);
            }
        }
    }

    fn get(&self, id: &ItemId) -> Option<&Item> {
        self.index.get(id).map(|at| &self.items[*at])
    }

    /// The file of a document, where it is known.
    fn file(&self, id: &ItemId) -> Option<&str> {
        self.files.get(id).map(|file| &**file).filter(|file| !file.is_empty())
    }
}

struct Pair<'a> {
    before: &'a Side,
    after: &'a Side,
}

impl<'a> Pair<'a> {
    fn new_ones(&self) -> impl Iterator<Item = &'a Item> + use<'a> {
        let before = self.before;
        self.after.items.iter().filter(move |item| before.get(&item.id).is_none())
    }

    /// What is on both sides: as it is after, and as it was before.
    fn both(&self) -> impl Iterator<Item = (&'a Item, &'a Item)> + use<'a> {
        let before = self.before;
        self.after.items.iter().filter_map(move |item| Some((item, before.get(&item.id)?)))
    }

    /// Documents first, then what stands in them: what is new may be named by what follows.
    fn create(&self, places: &Places<'_>, edits: &mut Vec<Edit>) {
        for item in self.new_ones().filter(|item| item.holder.is_none()) {
            edits.push(Edit::Create {
                item: item.id.clone(),
                holder: None,
                before: None,
                fields: item.record.clone(),
                file: self.after.file(&item.id).map(Into::into),
            });
        }
        for item in self.new_ones().filter(|item| item.holder.is_some()) {
            let before = places.next(&item.id);
            if let (ItemId::Relation(_), Some(ItemId::Element(_))) = (&item.id, &item.holder) {
                connect(item, before, edits);
                continue;
            }
            edits.push(Edit::Create {
                item: item.id.clone(),
                holder: item.holder.clone().filter(|holder| matches!(holder, ItemId::Node(..))),
                before,
                fields: item.record.clone(),
                file: None,
            });
        }
    }

    /// Other files and other holders.
    fn shift(&self, places: &Places<'_>, edits: &mut Vec<Edit>) {
        for (item, old) in self.both() {
            let (holder, before) = (item.holder.clone(), places.next(&item.id));
            let file = |side: &Side| side.file(&item.id).map(Box::<str>::from);
            if item.holder != old.holder {
                // A relation that becomes a document of its own needs a file, if only the usual folder.
                let file = holder.is_none().then(|| file(self.after).unwrap_or_else(|| "relations/".into()));
                edits.push(match typed::new_source(item, old) {
                    Some(retarget) => retarget,
                    None => Edit::Move { item: item.id.clone(), holder, before, file },
                });
            } else if file(self.after).is_some() && file(self.before) != file(self.after) {
                let file = file(self.after);
                edits.push(Edit::Move { item: item.id.clone(), holder: None, before: None, file });
            }
        }
    }

    fn update(&self, edits: &mut Vec<Edit>) {
        for (item, old) in self.both().filter(|(item, old)| item.record != old.record) {
            let mut fields = Vec::new();
            differences(&item.id, &old.record, &item.record, &mut fields);
            typed::edits(item, old, fields, edits);
        }
    }

    /// What stands in something else that goes need not be named.
    fn delete(&self, edits: &mut Vec<Edit>) {
        let is_gone = |id: &ItemId| self.after.get(id).is_none();
        for item in self.before.items.iter().rev().filter(|item| is_gone(&item.id)) {
            if item.holder.as_ref().is_some_and(is_gone) {
                continue;
            }
            let was = item.record.clone();
            edits.push(match &item.id {
                ItemId::Relation(relation) if item.holder.is_some() => {
                    Edit::Disconnect { relation: relation.clone(), references: false, was }
                }
                _ => Edit::Delete { item: item.id.clone(), references: false, was },
            });
        }
    }
}

/// Makes a relation. A twin gets the name it is known by, then the id it shares.
fn connect(item: &Item, before: Option<Box<str>>, edits: &mut Vec<Edit>) {
    let (ItemId::Relation(id), Some(ItemId::Element(holder))) = (&item.id, &item.holder) else { return };
    let written = item.record.get("id");
    let is_twin = match written {
        Some(written) => written.as_text() != Some(id.as_str()),
        None => super::relation_id(&item.record, item.holder.as_ref()).as_ref() != Some(id),
    };
    let relation = (written.is_some() || is_twin).then(|| id.clone());
    let fields = without(&item.record, "id");
    edits.push(Edit::Connect { relation, holder: holder.clone(), before, fields });
    if is_twin {
        let from = Some(Value::from(id.as_str()));
        let field = Field { path: vec!["id".into()], from, to: written.cloned(), before: None };
        edits.push(Edit::Update { item: item.id.clone(), fields: vec![field] });
    }
}

fn without(record: &Properties, key: &str) -> Properties {
    let kept = record.iter().filter(|(known, _)| *known != key);
    kept.map(|(known, value)| (known.into(), value.clone())).collect()
}
