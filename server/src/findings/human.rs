//! Findings with the line they are about and a caret below it.

use std::collections::HashMap;

use archweave_model::diagnostic::{Diagnostic, Severity};
use ariadne::{CharSet, Config, IndexType, Label, Report, ReportKind, Source};

use crate::console::{BOLD, Console, DIM, ERROR, INFO, RESET, WARNING, clean, is_coloured};

/// A line longer than this is not shown: somebody would have to scroll through it.
const MAX_LINE: usize = 400;
/// Sources held at a time; diagnostics come ordered by file.
const MAX_SOURCES: usize = 16;

/// Writes every finding: severity, code, message, `file:line:column`, the line, what to do.
pub(crate) fn human(out: &mut Console, diagnostics: &[Diagnostic], source: impl Fn(&str) -> Option<String>) {
    let mut sources: HashMap<&str, Option<Shown>> = HashMap::new();
    let is_coloured = is_coloured();
    for diagnostic in diagnostics {
        let file = &*diagnostic.location.file;
        if sources.len() > MAX_SOURCES && !sources.contains_key(file) {
            sources.clear();
        }
        let shown = sources.entry(file).or_insert_with(|| source(file).map(Shown::new));
        let drawn = shown.as_ref().and_then(|shown| draw(diagnostic, shown, is_coloured));
        match drawn {
            Some(text) => out.write(text),
            None => plain(out, diagnostic),
        }
        out.line("");
    }
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

fn draw(diagnostic: &Diagnostic, shown: &Shown, is_coloured: bool) -> Option<String> {
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
    let file = clean(&place.file);
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
fn plain(out: &mut Console, diagnostic: &Diagnostic) {
    let style = match diagnostic.severity {
        Severity::Error => ERROR,
        Severity::Warning => WARNING,
        Severity::Info => INFO,
    };
    let (name, code) = (diagnostic.severity.name(), diagnostic.code);
    out.line(format!("{style}[{code}] {name}:{RESET} {}", clean(&diagnostic.message)));
    let place = place(diagnostic);
    if !place.is_empty() {
        out.line(format!("   {DIM}at{RESET} {place}"));
    }
    if !diagnostic.help.is_empty() {
        out.line(format!("   {BOLD}Help{RESET}: {}", clean(&diagnostic.help)));
    }
}

/// `file:line:column`, as far as it is known.
pub(crate) fn place(diagnostic: &Diagnostic) -> String {
    let place = &diagnostic.location;
    let file = clean(&place.file);
    match (place.file.is_empty(), place.line) {
        (true, 0) => String::new(),
        (true, line) => format!("{line}:{}", place.column),
        (false, 0) => file,
        (false, line) => format!("{file}:{line}:{}", place.column),
    }
}
