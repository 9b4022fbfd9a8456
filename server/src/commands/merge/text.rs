//! A merge for a terminal.

use archweave_app::change::{Conflict, ConflictKind, Merged, Settled, SettledBy};
use archweave_model::diagnostic::{Diagnostic, Severity};

use crate::console::{BOLD, DIM, ERROR, GOOD, INFO, RESET, WARNING, clean, count};
use crate::findings::place;
use crate::shown;

/// Conflicts, findings, and counts; what was decided without asking only where that is wanted.
pub(super) fn merged(merged: &Merged, is_verbose: bool) -> String {
    let merge = &merged.merge;
    let mut out = String::new();
    merge.conflicts.iter().for_each(|found| conflict(found, &mut out));
    merged.integrity.iter().for_each(|found| finding(found, &mut out));
    for id in &merge.unused {
        let id = clean(&id.to_string());
        out.push_str(&format!("{WARNING}note{RESET}: the answer for {id} was not used: there is no such conflict, its values are others, or it cannot be done\n"));
    }
    if is_verbose {
        merge.settled.iter().for_each(|found| settled(found, &mut out));
    }
    let style = if merged.needs_a_person() { BOLD } else { GOOD };
    let mut parts =
        vec![count(merge.conflicts.len(), "conflict"), crate::findings::summary(&merged.integrity)];
    if !merge.resolved.is_empty() {
        parts.push(format!("{} resolved", count(merge.resolved.len(), "conflict")));
    }
    if !merge.settled.is_empty() {
        let more = if is_verbose { "" } else { " (--verbose)" };
        parts.push(format!("{} decided without asking{more}", merge.settled.len()));
    }
    let brought = match merge.changes.len() + merged.files.len() {
        0 => "; theirs brings nothing new".to_owned(),
        _ => format!("; {} changed in ours", count(merged.files.len(), "file")),
    };
    out.push_str(&format!("{style}{}{RESET}{brought}\n", parts.join(", ")));
    out
}

/// Its id, what happened, and the values.
pub(crate) fn conflict(conflict: &Conflict, out: &mut String) {
    let id = clean(&conflict.id.to_string());
    out.push_str(&format!("{ERROR}conflict{RESET} {BOLD}{id}{RESET} {DIM}{}{RESET}\n", what(conflict.kind)));
    for (side, value) in [("base", &conflict.base), ("ours", &conflict.ours), ("theirs", &conflict.theirs)] {
        out.push_str(&format!("  {side:<7} {}\n", shown::value(value.as_ref())));
    }
    for inside in &conflict.inside {
        let word = if inside.base.is_some() { "changed" } else { "new" };
        out.push_str(&format!("  {DIM}{word} there:{RESET} {}\n", clean(&inside.item.to_string())));
    }
}

/// What both sides did.
fn what(kind: ConflictKind) -> &'static str {
    match kind {
        ConflictKind::Edited => "both changed it",
        ConflictKind::DeletedByOurs => "ours deleted it, theirs changed it",
        ConflictKind::DeletedByTheirs => "theirs deleted it, ours changed it",
        ConflictKind::Created => "both made it, differently",
        ConflictKind::Moved => "both moved it, to different places",
        ConflictKind::Invalid => "each is right, together they are not",
    }
}

fn finding(diagnostic: &Diagnostic, out: &mut String) {
    let style = match diagnostic.severity {
        Severity::Error => ERROR,
        Severity::Warning => WARNING,
        Severity::Info => INFO,
    };
    let (name, code) = (diagnostic.severity.name(), diagnostic.code);
    out.push_str(&format!("{style}{name}{RESET} {BOLD}{code}{RESET} {}\n", clean(&diagnostic.message)));
    let place = place(diagnostic);
    if !place.is_empty() {
        out.push_str(&format!("  {DIM}at{RESET} {place}\n"));
    }
    if !diagnostic.help.is_empty() {
        out.push_str(&format!("  {DIM}help:{RESET} {}\n", clean(&diagnostic.help)));
    }
}

fn settled(settled: &Settled, out: &mut String) {
    let path = settled.path.join(".");
    let at = if path.is_empty() { String::new() } else { format!(":{}", clean(&path)) };
    let why = match settled.rule {
        SettledBy::Geometry => "where it is drawn: the newer side's",
        SettledBy::Extra => "kept for another tool: the newer side's",
        SettledBy::File => "file: ours",
        SettledBy::Order => "order: ours",
    };
    out.push_str(&format!(
        "{DIM}settled{RESET} {}{at} {DIM}{why}{RESET}\n",
        clean(&settled.item.to_string())
    ));
}
