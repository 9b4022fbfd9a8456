//! Fields inside a record, by path: set and removed.

use crate::change::id::ItemId;
use crate::change::record;
use crate::value::{Properties, Value};
use crate::yaml::tree;

/// The key that names a record in a list.
const ID: &str = "id";

/// Whether every item of the list is a record with an id, and no two ids are equal.
pub(crate) fn is_keyed(items: &[Value]) -> bool {
    let ids: Option<Vec<&str>> = items.iter().map(|item| item.as_record()?.text(ID)).collect();
    ids.is_some_and(|mut ids| {
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        count > 0 && ids.len() == count
    })
}

/// The id of a record in a list.
pub(crate) fn id_of(item: &Value) -> &str {
    item.as_record().and_then(|record| record.text(ID)).unwrap_or_default()
}

/// Why a field was not set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PathError {
    /// The path is empty.
    Empty,
    /// The path is longer than anything in a file is deep.
    Long,
    /// Something on the way is neither a map nor a list of records with ids.
    NoMap(Box<str>),
}

/// Sets or removes the value at a path; maps on the way are made, and those of the format removed when
/// they become empty.
pub(crate) fn set(
    item: &ItemId,
    record: &mut Properties,
    path: &[Box<str>],
    to: Option<Value>,
    before: Option<&str>,
) -> Result<(), PathError> {
    if path.len() > tree::MAX_DEPTH {
        return Err(PathError::Long);
    }
    set_in_record(record, path, to, before)?;
    if let [first, _, ..] = path
        && record::is_map(item, first)
        && record.get(first).and_then(Value::as_record).is_some_and(Properties::is_empty)
    {
        record.remove(first);
    }
    Ok(())
}

fn set_in_record(
    record: &mut Properties,
    path: &[Box<str>],
    to: Option<Value>,
    before: Option<&str>,
) -> Result<(), PathError> {
    match path {
        [] => return Err(PathError::Empty),
        [key] => match to {
            None => drop(record.remove(key)),
            Some(to) => record.insert(key, to, before),
        },
        [key, rest @ ..] => match record.get_mut(key) {
            Some(inner) => set_in(inner, key, rest, to, before)?,
            None if to.is_none() => {}
            None => {
                let mut inner = Properties::default();
                set_in_record(&mut inner, rest, to, before)?;
                record.set(key, Value::Record(inner));
            }
        },
    }
    Ok(())
}

fn set_in(
    value: &mut Value,
    name: &str,
    path: &[Box<str>],
    to: Option<Value>,
    before: Option<&str>,
) -> Result<(), PathError> {
    match value {
        Value::Record(inner) => set_in_record(inner, path, to, before),
        Value::List(items) if items.is_empty() || is_keyed(items) => {
            let mut list = std::mem::take(items).into_vec();
            let done = set_in_list(&mut list, path, to, before);
            *items = list.into();
            done
        }
        _ => Err(PathError::NoMap(name.into())),
    }
}

fn set_in_list(
    list: &mut Vec<Value>,
    path: &[Box<str>],
    to: Option<Value>,
    before: Option<&str>,
) -> Result<(), PathError> {
    let Some((key, rest)) = path.split_first() else { return Err(PathError::Empty) };
    let place = |id: &str| list.iter().position(|item| id_of(item) == id);
    match (place(key), rest, to) {
        (Some(at), [], Some(to)) => list[at] = to,
        (Some(at), [], None) => drop(list.remove(at)),
        (Some(at), rest, to) => set_in(&mut list[at], key, rest, to, before)?,
        (None, [], Some(to)) => {
            let at = before.and_then(place).unwrap_or(list.len());
            list.insert(at, to);
        }
        (None, _, None) => {}
        (None, ..) => return Err(PathError::NoMap(key.clone())),
    }
    Ok(())
}
