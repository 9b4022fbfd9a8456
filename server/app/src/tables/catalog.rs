//! The elements of a kind as a table to take along: one line each, the id first.

use archweave_model::metamodel::KindIndex;
use archweave_model::select::Selector;
use archweave_model::view::table::{Cell, Head, Item, Row, Table};

use super::column::Column;
use crate::kinds::meaning;
use crate::{AppError, Revision};

/// The catalog of a kind, with those that specialize it. Without columns all that can be changed in a table.
pub fn catalog(
    revision: &Revision,
    kind: &str,
    columns: Option<&[&str]>,
    language: Option<&str>,
) -> Result<Table, AppError> {
    let snapshot = revision.snapshot();
    let (index, columns) = columns_of(revision, kind, columns)?;
    let kind = snapshot.metamodel().kind(index);
    let main = snapshot.main_language();
    let selector = Selector { kinds: vec![kind.id.to_string()], ..Selector::default() };
    let matcher = selector.matcher(snapshot.metamodel());
    let elements = snapshot.slots().filter_map(|slot| Some((slot, snapshot.element_at(slot)?)));
    let wanted = elements.filter(|(slot, element)| matcher.matches(element, snapshot.kind_at(*slot)));
    let cell = |text: String| Cell {
        items: if text.is_empty() { Vec::new() } else { vec![Item { text, ..Item::default() }] },
        ..Cell::default()
    };
    let rows = wanted.map(|(_, element)| Row {
        head: Head::new(element.id.as_str()),
        cells: columns.iter().map(|column| cell(column.text(element, main, language))).collect(),
    });
    Ok(Table {
        title: kind.label.get(language.unwrap_or(main)).to_owned(),
        corner: "id".into(),
        rows: rows.collect(),
        columns: columns.iter().map(|column| Head::new(column.key())).collect(),
        ..Table::default()
    })
}

/// The columns that were asked for, without the id, which always comes first.
fn columns_of(
    revision: &Revision,
    kind: &str,
    columns: Option<&[&str]>,
) -> Result<(KindIndex, Vec<Column>), AppError> {
    let metamodel = revision.snapshot().metamodel();
    let found = meaning(metamodel, kind);
    let index =
        found.map(|found| found.kind).ok_or_else(|| AppError::NotFound(format!("`{kind}` is no kind")))?;
    let kind = metamodel.kind(index);
    let columns = match columns {
        None => Column::all(kind),
        Some(wanted) => {
            let read = |key: &&str| Column::parse(key, kind).ok_or_else(|| unknown(key, kind.id.as_str()));
            wanted.iter().map(read).collect::<Result<_, _>>()?
        }
    };
    Ok((index, columns.into_iter().filter(|column| *column != Column::Id).collect()))
}

fn unknown(key: &str, kind: &str) -> AppError {
    AppError::Invalid(format!(
        "`{key}` is no column of `{kind}`; there are id, name, description, owner, owner.technology, tags, lifecycle and the keys of its properties"
    ))
}
