//! Differences as JSON: `{counts, changes, edits}`.

use archweave_app::change::{Edit, Entry, Group, ItemId, Sort};
use serde_json::{Map, Value, json};

use crate::commands::diff::{Detail, Shown};
use crate::failure::Failure;

/// Counts by group; unless only these are asked for, what changed and the edits from A to B.
pub(super) fn json(shown: &Shown, has_geometry: bool) -> Result<String, Failure> {
    let counts: Map<String, Value> = shown
        .counts
        .iter()
        .map(|(group, numbers)| {
            let numbers = Sort::ALL.iter().zip(numbers);
            let numbers: Map<String, Value> =
                numbers.map(|(sort, number)| (sort.name().to_owned(), (*number).into())).collect();
            (group.name().to_owned(), numbers.into())
        })
        .collect();
    let mut all = json!({ "counts": counts });
    if shown.detail != Detail::Counts {
        all["changes"] = shown.entries.iter().map(|e| one(e, shown.detail)).collect::<Vec<_>>().into();
    }
    if shown.detail == Detail::Fields {
        let edits = shown.comparison.edits.edits.iter();
        let edits: Vec<&Edit> = edits.filter(|edit| has_geometry || !is_geometry(edit)).collect();
        all["edits"] = serde_json::to_value(edits)
            .map_err(|error| Failure::new(format!("cannot write the edits: {error}")))?;
    }
    Ok(format!("{all:#}"))
}

fn one(entry: &Entry, detail: Detail) -> Value {
    let mut found = json!({
        "item": entry.item.to_string(),
        "group": Group::of(&entry.item).name(),
        "change": entry.sort.name(),
        "id": entry.item.local(),
        "kind": (!entry.kind.is_empty()).then_some(&entry.kind),
        "name": (!entry.name.is_empty()).then_some(&entry.name),
    });
    if detail == Detail::Fields {
        let fields = entry.fields.iter();
        let fields = fields.map(|f| json!({ "path": f.path, "before": f.before, "after": f.after }));
        found["fields"] = fields.collect::<Vec<_>>().into();
        found["reordered"] = entry.is_reordered.into();
        found["inner"] = entry.inner.iter().map(|inner| one(inner, detail)).collect::<Vec<_>>().into();
    }
    found
}

fn is_geometry(edit: &Edit) -> bool {
    let item: Option<&ItemId> = match edit {
        Edit::Create { item, .. }
        | Edit::Update { item, .. }
        | Edit::Rename { item, .. }
        | Edit::Move { item, .. }
        | Edit::Delete { item, .. } => Some(item),
        Edit::Order { items } => items.first(),
        _ => None,
    };
    item.is_some_and(ItemId::is_geometry)
}
