//! Folders of an Archi model as organizations: the native importer keeps with each concept the
//! folder it is in and its position there. A file says both by its organizations, so they need no
//! property of their own.

use archweave_model::id::KindId;
use archweave_model::metamodel::Metamodel;
use archweave_model::value::{Properties, Value};

use crate::archimate::names::folder_of;
use crate::kept::Recall;

/// The tool's name in `extra`.
pub const ARCHI: &str = "archi";
/// Marks organizations that are the folders of an Archi model.
pub const FOLDERS: &str = "archi";
/// Marks organizations that hold the folders of views and nothing else.
pub const VIEWS: &str = "views";

/// A folder of the tree.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Folder<'a> {
    pub id: &'a str,
    pub name: &'a str,
    /// The type, of the first top folder of each.
    pub default_of: Option<&'a str>,
}

/// All folders that were kept, in the order of writing: parents before what is in them.
pub fn folders<'a>(archi: Recall<'a>) -> Vec<Folder<'a>> {
    let mut all: Vec<Folder<'a>> = Vec::new();
    let top = archi.get("folders").map_or(&[][..], Value::items);
    let mut stack: Vec<(&Value, bool)> = top.iter().rev().map(|folder| (folder, true)).collect();
    while let Some((value, is_top)) = stack.pop() {
        let record = Recall::record(Some(value));
        let text = |key| record.text(key).unwrap_or_default();
        let kind = record.text("type").filter(|_| is_top);
        let is_first = kind.is_some_and(|kind| all.iter().all(|f| f.default_of != Some(kind)));
        all.push(Folder { id: text("id"), name: text("name"), default_of: kind.filter(|_| is_first) });
        let inner = record.get("folders").map_or(&[][..], Value::items);
        stack.extend(inner.iter().rev().map(|folder| (folder, false)));
    }
    all
}

/// What the native importer keeps of something at this position of a folder.
pub fn place(folder: &Folder<'_>, default: &str, order: usize) -> Vec<(Box<str>, Value)> {
    let mut entries = Vec::with_capacity(2);
    if folder.default_of != Some(default) {
        entries.push(("folder".into(), folder.id.into()));
    }
    entries.push(("order".into(), order.to_string().as_str().into()));
    entries
}

/// The type of the top folder that elements of a kind are in by default.
pub fn default_of(metamodel: &Metamodel, kind: &KindId) -> &'static str {
    let index = metamodel.kind_index(kind.as_str());
    let base = index.and_then(|index| metamodel.kind(index).archimate);
    base.map_or("", |base| folder_of(metamodel.kind(base).layer))
}

/// Whether what Archi's importer kept is first and begins with a place.
pub fn is_at(extra: &Properties, place: &[(Box<str>, Value)]) -> bool {
    let Some((ARCHI, Value::Record(record))) = extra.iter().next() else { return false };
    record.len() >= place.len()
        && record.iter().zip(place).all(|((k, v), (key, value))| *k == **key && v == value)
}

/// Puts a place before what else is kept, unless it says where it is.
pub fn put(extra: &mut Properties, place: Vec<(Box<str>, Value)>) {
    let rest = match extra.remove(ARCHI) {
        Some(Value::Record(record)) if record.get("order").is_some() => {
            return restore(extra, record);
        }
        Some(Value::Record(record)) => record,
        Some(_) | None => Properties::default(),
    };
    let rest = rest.iter().map(|(key, value)| (Box::from(key), value.clone()));
    restore(extra, place.into_iter().chain(rest).collect());
}

fn restore(extra: &mut Properties, record: Properties) {
    let others = extra.iter().map(|(tool, value)| (Box::from(tool), value.clone()));
    let own = (Box::from(ARCHI), Value::Record(record));
    *extra = std::iter::once(own).chain(others).collect();
}
