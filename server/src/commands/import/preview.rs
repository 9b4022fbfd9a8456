//! What an import would change, for people.

use archweave_app::{Change, ChangeKind, Plan};

use crate::console::{BOLD, Console, DIM, GOOD, RESET, WARNING, clean, count};

/// A value on one line: longer ones are cut.
const MAX_VALUE: usize = 100;
/// Objects that are listed unless all are asked for.
const SHOWN: usize = 200;

/// Prints it. Tables are told field by field; a format that replaces the model is counted, and told
/// field by field only where all is asked for.
pub(super) fn print(out: &mut Console, plan: &Plan, into: &str, is_verbose: bool) {
    let changes = plan.changes().unwrap_or_default();
    if !plan.has_model() {
        out.line(format!("{into} holds no model yet"));
    }
    if plan.is_merged() || is_verbose {
        let shown = if is_verbose { usize::MAX } else { SHOWN };
        for change in changes.list.iter().take(shown) {
            object(out, change);
        }
        if changes.list.len() > shown {
            let more = changes.list.len() - shown;
            out.line(format!("{DIM}... and {more} more; --verbose shows them{RESET}"));
        }
    } else {
        for sort in ["model", "element", "relation", "view", "metamodel", "picture"] {
            let of_sort = |is: fn(&ChangeKind) -> bool| {
                changes.list.iter().filter(|change| change.sort == sort && is(&change.kind)).count()
            };
            let created = of_sort(|kind| matches!(kind, ChangeKind::Created));
            let updated = of_sort(|kind| matches!(kind, ChangeKind::Updated(_)));
            let removed = of_sort(|kind| matches!(kind, ChangeKind::Removed));
            if created + updated + removed > 0 {
                out.line(format!(
                    "{BOLD}{sort}{RESET}: {created} created, {updated} changed, {removed} removed"
                ));
            }
        }
    }
    let [created, updated, removed] = changes.counts();
    let same = changes.same;
    out.line(format!(
        "{GOOD}preview{RESET}: {created} created, {updated} changed, {removed} removed, {same} left alone; nothing was written"
    ));
}

/// One object and its fields.
fn object(out: &mut Console, change: &Change) {
    let name = if change.name.is_empty() { String::new() } else { format!(" {}", value(&change.name)) };
    let what = format!("{} {BOLD}{}{RESET}{name}", change.sort, clean(&change.id));
    match &change.kind {
        ChangeKind::Created => out.line(format!("{GOOD}+{RESET} {what}")),
        ChangeKind::Removed => out.line(format!("{WARNING}-{RESET} {what}")),
        ChangeKind::Updated(fields) => {
            out.line(format!("{WARNING}~{RESET} {what}"));
            for (field, old, new) in fields {
                let side = |side: &Option<String>| side.as_deref().map_or("(none)".into(), value);
                out.line(format!("    {}: {} -> {}", clean(field), side(old), side(new)));
            }
        }
    }
}

/// A value in quotes, on one line, without what a terminal would act on.
fn value(text: &str) -> String {
    let short: String = text.chars().take(MAX_VALUE).collect();
    let rest = if short.len() < text.len() { "..." } else { "" };
    let plain = short.replace("\r\n", " ").replace(['\n', '\r', '\t'], " ");
    format!("\"{}{rest}\"", clean(&plain))
}

/// What was stored, in a few words.
pub(super) fn summary(plan: &Plan) -> Option<String> {
    let changes = plan.changes().filter(|_| plan.is_merged())?;
    let [created, updated, _] = changes.counts();
    Some(format!("{} created, {updated} changed, {} left alone", count(created, "object"), changes.same))
}
