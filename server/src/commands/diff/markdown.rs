//! Differences for a comment on a pull request.
//!
//! All that comes from the model stands in code spans, where nothing is markup, a link or a mention.

use archweave_app::change::{Entry, Group, ItemId, Sort};

use crate::commands::diff::{Detail, Shown, summary};
use crate::console::clean;
use crate::shown;

/// Groups with more things than this are folded.
const OPEN: usize = 12;
/// Things of a group that are listed; services limit the length of a comment.
const MOST: usize = 150;

/// A title with the counts, and a list for each group.
pub(super) fn markdown(shown: &Shown) -> String {
    let mut out = format!("### Model: {}\n", summary(&shown.counts));
    if shown.detail == Detail::Counts {
        return out;
    }
    for group in Group::ALL {
        let entries: Vec<&Entry> = shown.entries.iter().filter(|e| Group::of(&e.item) == group).collect();
        if entries.is_empty() {
            continue;
        }
        let mut title = group.name().to_owned();
        title[..1].make_ascii_uppercase();
        let is_folded = entries.len() > OPEN;
        out.push_str(&match is_folded {
            true => format!("\n<details><summary>{title} ({})</summary>\n\n", entries.len()),
            false => format!("\n**{title}**\n\n"),
        });
        entries.iter().take(MOST).for_each(|entry| thing(entry, 0, shown.detail, &mut out));
        if entries.len() > MOST {
            out.push_str(&format!("- and {} more\n", entries.len() - MOST));
        }
        if is_folded {
            out.push_str("\n</details>\n");
        }
    }
    out
}

fn thing(entry: &Entry, depth: usize, detail: Detail, out: &mut String) {
    let indent = "  ".repeat(depth);
    let word = match entry.sort {
        Sort::Added => "new",
        Sort::Changed => "changed",
        Sort::Removed => "removed",
    };
    let what = if entry.kind.is_empty() { entry.item.what().to_owned() } else { code(&entry.kind) };
    let name = if entry.name.is_empty() { String::new() } else { format!(" {}", code(&entry.name)) };
    let title = match &entry.item {
        ItemId::Manifest => code("archweave.yaml"),
        ItemId::File(path) => code(path),
        ItemId::Relation(_) if !name.is_empty() => format!("{what}{name}"),
        _ => format!("{what} **{}**{name}", code(entry.item.local())),
    };
    out.push_str(&format!("{indent}- {word}: {title}\n"));
    if detail != Detail::Fields {
        return;
    }
    for field in &entry.fields {
        let [before, after] = [&field.before, &field.after].map(|value| match value {
            None => "nothing".to_owned(),
            some => code(&shown::value(some.as_ref())),
        });
        out.push_str(&format!("{indent}  - {}: {before} → {after}\n", code(&field.path)));
    }
    if entry.is_reordered {
        out.push_str(&format!("{indent}  - in another order\n"));
    }
    match entry.item {
        ItemId::Layout(_) => {}
        _ => entry.inner.iter().for_each(|inner| thing(inner, depth + 1, detail, out)),
    }
}

/// A code span that its content cannot end.
fn code(text: &str) -> String {
    let text = clean(text).replace(['\n', '\r', '\t'], " ");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') || text.trim().is_empty() { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn nothing_gets_out_of_a_code_span() {
        assert_eq!(code("<b>@all"), "`<b>@all`");
        assert_eq!(code("a``b`"), "``` a``b` ```");
        assert_eq!(code("a\nb"), "`a b`");
        assert_eq!(code(""), "`  `");
    }
}
