//! A trace as lines of text: the three states, where it is, where it comes from, and the chain as a tree
//! with what is known of each step in columns.

use archweave_app::ledger::{Step, Trace, TraceEdge, draw, words};
use archweave_model::delivery::Moment;
use archweave_model::delivery::record::Basis;
use archweave_model::delivery::standing::DeliveryState;
use archweave_model::snapshot::Snapshot;

use crate::console::{BOLD, DIM, ERROR, GOOD, RESET, WARNING, clean};

/// Widest name in the tree, in columns of a terminal.
const MAX_NAME: usize = 60;

/// The lines, with styles.
pub(super) fn lines(snapshot: &Snapshot, trace: &Trace, language: &str) -> Vec<String> {
    let found = &trace.whereabouts;
    let says = |en: &'static str, zh: &'static str| if words::is_chinese(language) { zh } else { en };
    let id = found.requirement.as_str();
    let name = snapshot.element(id).map(|element| element.name.get(language)).unwrap_or_default();
    let mut out = vec![format!("{BOLD}{}{RESET} {}", clean(id), plain(name)).trim_end().to_owned()];
    let since = found.since.map(|at| format!(" {} {}", says("since", "自"), minute(at))).unwrap_or_default();
    out.push(format!(
        "{} · {}{}{RESET}{since} · {}",
        words::said("decision", found.decision.name(), language),
        style(found.state),
        draw::standing_words(found.state, language),
        words::said("effect", found.effect.state.name(), language),
    ));
    let suspect = found.suspect().count();
    if suspect > 0 {
        let note = match words::is_chinese(language) {
            true => format!("{suspect}条关联存疑：此后需求已变更"),
            false if suspect == 1 => "1 link is suspect: the requirement changed since".to_owned(),
            false => format!("{suspect} links are suspect: the requirement changed since"),
        };
        out.push(format!("{ERROR}!{RESET} {note}"));
    }
    out.push(String::new());
    out.push(format!("{BOLD}{}{RESET}", says("Environments", "环境")));
    out.extend(environments(snapshot, trace, language));
    let origin: Vec<String> = origin(snapshot, trace, language);
    if !origin.is_empty() {
        out.push(String::new());
        out.push(format!("{BOLD}{}{RESET}", says("Asked for by", "来源")));
        out.extend(origin);
    }
    out.push(String::new());
    out.push(format!("{BOLD}{}{RESET}", says("Chain", "追溯")));
    let rows = tree(snapshot, trace, language);
    match rows.is_empty() {
        true => out.push(format!("  {DIM}{}{RESET}", says("nothing is linked to it yet", "尚无关联"))),
        false => out.extend(rows),
    }
    if trace.is_cut {
        out.push(format!(
            "{DIM}{}{RESET}",
            says("only the newest records of each step are shown", "每个环节仅显示最新记录")
        ));
    }
    out
}

/// A row for each environment, those for customers first.
fn environments(snapshot: &Snapshot, trace: &Trace, language: &str) -> Vec<String> {
    let rows = trace.whereabouts.standings.iter().rev().map(|standing| {
        let id = standing.environment.as_ref().map_or("", |id| id.as_str());
        let name = snapshot.element(id).map_or(id, |element| element.name.get(language));
        let name = if name.is_empty() { "–" } else { name };
        let state = draw::standing_words(standing.state, language);
        vec![
            (plain(name), ""),
            (state, style(standing.state)),
            (standing.since.map(minute).unwrap_or_default(), ""),
            (standing.version.as_deref().map(draw::package).unwrap_or_default(), ""),
            (standing.deployment.clone().unwrap_or_default(), DIM),
        ]
    });
    aligned(&rows.collect::<Vec<_>>())
}

/// Demands and needs behind it.
fn origin(snapshot: &Snapshot, trace: &Trace, language: &str) -> Vec<String> {
    let mut rows = Vec::new();
    for (n, node) in trace.nodes.iter().enumerate().filter(|(_, node)| node.step == Step::Demand) {
        let needs = trace.edges.iter().filter(|edge| edge.to == n).map(|edge| &trace.nodes[edge.from]);
        let needs: Vec<String> = needs.map(|node| draw::label(snapshot, node, language)).collect();
        rows.push(vec![
            (plain(&draw::label(snapshot, node, language)), ""),
            (draw::state(trace, node, language).unwrap_or_default(), ""),
            (needs.join(", "), ""),
            (node.element.as_ref().map(|id| id.to_string()).unwrap_or_default(), DIM),
        ]);
    }
    aligned(&rows)
}

/// What follows the requirement, each thing once, below the first that leads to it.
fn tree(snapshot: &Snapshot, trace: &Trace, language: &str) -> Vec<String> {
    let Some(root) = trace.nodes.iter().position(|node| node.step == Step::Requirement) else {
        return Vec::new();
    };
    let mut seen = vec![false; trace.nodes.len()];
    seen[root] = true;
    let mut rows = Vec::new();
    // What is still to be written, the next one last: the edge, and what stands before it.
    let mut open: Vec<(&TraceEdge, String, bool)> = Vec::new();
    let next = |of: usize, before: &str, seen: &mut [bool]| -> Vec<(&TraceEdge, String, bool)> {
        let mut out: Vec<&TraceEdge> = trace.edges.iter().filter(|edge| edge.from == of).collect();
        out.retain(|edge| !std::mem::replace(&mut seen[edge.to], true));
        let last = out.len();
        let rows = out.into_iter().enumerate().map(|(n, edge)| (edge, before.to_owned(), n + 1 == last));
        rows.rev().collect()
    };
    open.extend(next(root, "", &mut seen));
    while let Some((edge, before, is_last)) = open.pop() {
        let node = &trace.nodes[edge.to];
        let branch = if is_last { "└ " } else { "├ " };
        let name = cut(&plain(&draw::label(snapshot, node, language)));
        let basis = edge.basis.map(|basis| words::said("basis", basis_name(basis), language));
        let by = edge.by.as_deref().filter(|by| !by.is_empty()).map(plain);
        let suspect = edge.suspect.map(|at| match words::is_chinese(language) {
            true => format!("! 自{}存疑", minute(at)),
            false => format!("! suspect since {}", minute(at)),
        });
        let (why, look) = match suspect {
            Some(suspect) => (suspect, ERROR),
            None => ([basis, by].into_iter().flatten().collect::<Vec<_>>().join(", "), DIM),
        };
        let state = draw::state(trace, node, language).unwrap_or_default();
        let state_style = match node.state.as_deref() {
            Some(state) if state.contains("fail") || state == "open" && node.step == Step::Incident => ERROR,
            Some(state) if state.contains("rollback") => WARNING,
            _ => "",
        };
        rows.push(vec![
            (format!("{before}{branch}{} {name}", words::said("step", node.step.name(), language)), ""),
            (state, state_style),
            (node.at.map(minute).unwrap_or_default(), ""),
            (why, look),
        ]);
        let below = format!("{before}{}", if is_last { "  " } else { "│ " });
        open.extend(next(edge.to, &below, &mut seen));
    }
    aligned(&rows)
}

fn basis_name(basis: Basis) -> &'static str {
    match basis {
        Basis::ByHand => "by-hand",
        Basis::Declared => "declared",
        Basis::Trailer => "trailer",
        Basis::Ticket => "ticket",
        Basis::BranchName => "branch-name",
        Basis::Purl => "purl",
        Basis::Guessed => "guessed",
    }
}

fn style(state: DeliveryState) -> &'static str {
    match state {
        DeliveryState::Live { .. } => GOOD,
        DeliveryState::RolledBack | DeliveryState::Removed => WARNING,
        _ => "",
    }
}

/// Rows with their columns below one another, each cell with a style.
fn aligned(rows: &[Vec<(String, &'static str)>]) -> Vec<String> {
    let count = rows.iter().map(Vec::len).max().unwrap_or_default();
    let wide = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|(text, _)| columns(text)).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..count).map(wide).collect();
    let line = |row: &Vec<(String, &'static str)>| {
        let mut line = "  ".to_owned();
        for (column, (text, style)) in row.iter().enumerate() {
            if widths[column] == 0 {
                continue;
            }
            match style.is_empty() || text.is_empty() {
                true => line.push_str(text),
                false => line.push_str(&format!("{style}{text}{RESET}")),
            }
            line.push_str(&" ".repeat(widths[column] - columns(text) + 2));
        }
        line.trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

/// A moment to the minute, in UTC.
fn minute(at: Moment) -> String {
    let text = at.to_string();
    text.get(..16).unwrap_or(&text).replace('T', " ")
}

/// One line, without what steers a terminal.
fn plain(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn cut(text: &str) -> String {
    let (mut out, mut used) = (String::new(), 0);
    for c in text.chars() {
        used += width(c);
        if used > MAX_NAME {
            out.push('…');
            break;
        }
        out.push(c);
    }
    out
}

/// How many columns of a terminal a text takes.
fn columns(text: &str) -> usize {
    text.chars().map(width).sum()
}

/// Chinese, Japanese and Korean letters, and their full-width signs, take two.
fn width(c: char) -> usize {
    let is_wide = matches!(c,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{303e}' | '\u{3041}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}'
        | '\u{20000}'..='\u{3fffd}');
    if is_wide { 2 } else { 1 }
}
