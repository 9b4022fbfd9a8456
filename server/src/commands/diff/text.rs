//! Differences for a terminal.

use archweave_app::change::{Entry, FieldChange, Group, ItemId, Sort};

use crate::commands::diff::{Detail, Shown, summary};
use crate::console::{BOLD, DIM, ERROR, GOOD, RESET, WARNING, clean, count};
use crate::shown;

/// Groups, things in them, fields of these; counts last.
pub(super) fn text(shown: &Shown) -> String {
    let mut out = String::new();
    if shown.detail != Detail::Counts {
        for group in Group::ALL {
            let mut entries = shown.entries.iter().filter(|e| Group::of(&e.item) == group).peekable();
            if entries.peek().is_some() {
                out.push_str(&format!("{BOLD}{}{RESET}\n", group.name()));
                entries.for_each(|entry| thing(entry, 1, shown.detail, &mut out));
            }
        }
    }
    out.push_str(&format!("{}\n", summary(&shown.counts)));
    out
}

fn thing(entry: &Entry, depth: usize, detail: Detail, out: &mut String) {
    let indent = "  ".repeat(depth);
    let sign = match entry.sort {
        Sort::Added => format!("{GOOD}+{RESET}"),
        Sort::Changed => format!("{WARNING}~{RESET}"),
        Sort::Removed => format!("{ERROR}-{RESET}"),
    };
    out.push_str(&format!("{indent}{sign} {}\n", title(entry)));
    if detail != Detail::Fields {
        return;
    }
    for field in &entry.fields {
        out.push_str(&format!("{indent}    {}\n", changed(field)));
    }
    if entry.is_reordered {
        out.push_str(&format!("{indent}    {DIM}what stands in it is in another order{RESET}\n"));
    }
    match entry.item {
        // Numbers say little; a picture says more.
        ItemId::Layout(_) if !entry.inner.is_empty() => {
            let is_node = |entry: &&Entry| matches!(entry.item, ItemId::NodeLayout(..));
            let nodes = entry.inner.iter().filter(is_node).count();
            let parts = [(nodes, "node"), (entry.inner.len() - nodes, "line")];
            let parts: Vec<String> =
                parts.into_iter().filter(|(n, _)| *n > 0).map(|(n, one)| count(n, one)).collect();
            out.push_str(&format!("{indent}    {} drawn differently\n", parts.join(" and ")));
        }
        _ => entry.inner.iter().for_each(|inner| thing(inner, depth + 2, detail, out)),
    }
}

/// What it is, its id and its name.
pub(super) fn title(entry: &Entry) -> String {
    let id = format!("{BOLD}{}{RESET}", clean(entry.item.local()));
    let what = if entry.kind.is_empty() { entry.item.what() } else { &entry.kind };
    match &entry.item {
        ItemId::Manifest => "archweave.yaml".to_owned(),
        ItemId::File(path) => clean(path),
        // Its ends say more than an id that nobody chose.
        ItemId::Relation(_) if !entry.name.is_empty() => {
            let id = clean(entry.item.local());
            format!("{} {BOLD}{}{RESET} {DIM}{id}{RESET}", clean(what), clean(&entry.name))
        }
        ItemId::Node(..) | ItemId::Connection(..) if !entry.name.is_empty() => {
            format!("{what} {id}: {}", clean(&entry.name))
        }
        _ if entry.name.is_empty() => format!("{} {id}", clean(what)),
        _ => format!("{} {id} {}", clean(what), shown::text(&entry.name)),
    }
}

fn changed(field: &FieldChange) -> String {
    let [before, after] = [&field.before, &field.after].map(|value| shown::value(value.as_ref()));
    format!("{}: {before} -> {after}", clean(&field.path))
}
