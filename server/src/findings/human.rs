//! Findings with the line they are about and a caret below it.

use std::collections::HashMap;

use archweave_app::Finding;
use archweave_model::diagnostic::{Diagnostic, Severity};
use ariadne::{CharSet, Config, IndexType, Label, Report, ReportKind, Source};

use crate::console::{BOLD, DIM, ERROR, INFO, RESET, WARNING, clean, is_coloured};
use crate::findings::{Results, see};

/// A line longer than this is not shown: somebody would have to scroll through it.
const MAX_LINE: usize = 400;
/// Sources held at a time; diagnostics come ordered by file.
const MAX_SOURCES: usize = 16;

/// Every finding: severity, code, message, `file:line:column`, the line, what to do, and where the rule
/// is explained. With styles, which the console leaves out where nobody sees them.
pub(crate) fn human<'a>(results: &Results<'_>, findings: impl IntoIterator<Item = &'a Finding>) -> String {
    let mut sources: HashMap<&str, Option<Shown>> = HashMap::new();
    let is_coloured = is_coloured();
    let mut out = String::new();
    for finding in findings {
        let diagnostic = &finding.diagnostic;
        let file = &*diagnostic.location.file;
        if sources.len() > MAX_SOURCES && !sources.contains_key(file) {
            sources.clear();
        }
        let shown = sources.entry(file).or_insert_with(|| results.source(file).map(Shown::new));
        let path = if file.is_empty() { String::new() } else { clean(&results.path(file)) };
        let drawn = shown.as_ref().and_then(|shown| draw(diagnostic, &path, shown, is_coloured));
        match drawn {
            Some(text) => out.push_str(&text),
            None => plain(&mut out, diagnostic, &path),
        }
        out.push_str(&format!("{DIM}{}{RESET}\n\n", see(diagnostic.code)));
    }
    out
}

/// A file without characters that would steer a terminal, each place in it still where it was.
struct Shown {
    original: String,
    source: Source<String>,
}

impl Shown {
    fn new(original: String) -> Self {
        // Everything but plain control characters keeps its length in bytes.
        let steady = |c: char| if c.is_ascii_control() && c != '\n' && c != '\t' { ' ' } else { c };
        let text: String = original.chars().map(steady).collect();
        Self { original, source: Source::from(text) }
    }
}

fn draw(diagnostic: &Diagnostic, path: &str, shown: &Shown, is_coloured: bool) -> Option<String> {
    let place = &diagnostic.location;
    if place.line == 0 || !shown.original.is_char_boundary(place.offset as usize) {
        return None;
    }
    let (start, text) = (place.offset as usize, &shown.original);
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let has_odd = text[line..line_end].chars().any(|c| c.is_control() && !c.is_ascii_control());
    if line_end - line > MAX_LINE || has_odd {
        return None;
    }
    let end = (start + (place.length as usize).max(1)).min(line_end).max(start);
    let end = (start..=end).rev().find(|at| text.is_char_boundary(*at))?;
    let kind = match diagnostic.severity {
        Severity::Error => ReportKind::Custom("error", ariadne::Color::Red),
        Severity::Warning => ReportKind::Custom("warning", ariadne::Color::Yellow),
        Severity::Info => ReportKind::Custom("info", ariadne::Color::Cyan),
    };
    let file = path.to_owned();
    let color = match diagnostic.severity {
        Severity::Error => ariadne::Color::Red,
        Severity::Warning => ariadne::Color::Yellow,
        Severity::Info => ariadne::Color::Cyan,
    };
    let config = Config::default()
        .with_color(is_coloured)
        .with_char_set(CharSet::Ascii)
        .with_index_type(IndexType::Byte);
    let help = if diagnostic.help.is_empty() { "here".to_owned() } else { clean(&diagnostic.help) };
    let label = Label::new((file.clone(), start..end)).with_color(color).with_message(help);
    let report = Report::build(kind, (file.clone(), start..end))
        .with_config(config)
        .with_code(diagnostic.code)
        .with_message(clean(&diagnostic.message))
        .with_label(label);
    let mut bytes = Vec::new();
    report.finish().write((file, &shown.source), &mut bytes).ok()?;
    Some(carets(&String::from_utf8(bytes).ok()?))
}

/// The fifth line marks the place; ariadne draws the arm of the label as `|` in it, alone if the place
/// is one character wide.
fn carets(drawn: &str) -> String {
    let mut out = String::with_capacity(drawn.len());
    for (at, line) in drawn.lines().enumerate() {
        match (at, line.split_once('|')) {
            (4, Some((margin, marks))) => out.extend([margin, "|", marks.replace('|', "^").trim_end()]),
            _ => out.push_str(line.trim_end()),
        }
        out.push('\n');
    }
    out
}

/// Without a line to show.
fn plain(out: &mut String, diagnostic: &Diagnostic, path: &str) {
    let style = match diagnostic.severity {
        Severity::Error => ERROR,
        Severity::Warning => WARNING,
        Severity::Info => INFO,
    };
    let (name, code) = (diagnostic.severity.name(), diagnostic.code);
    out.push_str(&format!("{style}[{code}] {name}:{RESET} {}\n", clean(&diagnostic.message)));
    let place = place_in(diagnostic, path);
    if !place.is_empty() {
        out.push_str(&format!("   {DIM}at{RESET} {place}\n"));
    }
    if !diagnostic.help.is_empty() {
        out.push_str(&format!("   {BOLD}Help{RESET}: {}\n", clean(&diagnostic.help)));
    }
}

/// `file:line:column`, as far as it is known.
pub(crate) fn place(diagnostic: &Diagnostic) -> String {
    place_in(diagnostic, &clean(&diagnostic.location.file))
}

fn place_in(diagnostic: &Diagnostic, file: &str) -> String {
    let place = &diagnostic.location;
    match (file.is_empty(), place.line) {
        (true, 0) => String::new(),
        (true, line) => format!("{line}:{}", place.column),
        (false, 0) => file.to_owned(),
        (false, line) => format!("{file}:{line}:{}", place.column),
    }
}
