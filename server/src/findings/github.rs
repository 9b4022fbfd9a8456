//! Findings for GitHub Actions: workflow commands that become annotations, and a job summary.
//!
//! GitHub shows 10 errors, 10 warnings and 10 notices of a step and drops the others without a word, so
//! the worst are chosen here and the others listed in the log, where nothing in them is a command.

use std::fmt::Write as _;

use archweave_app::Finding;
use archweave_model::diagnostic::Severity;
use sha2::{Digest, Sha256};

use crate::console::clean;
use crate::findings::{Results, Row, see, summary, table, url};

/// Annotations of each severity that GitHub shows of a step.
const MAX_ANNOTATIONS: usize = 10;
/// Lines of the log for those that are not annotations.
const MAX_LINES: usize = 1_000;
/// Findings in the summary; it may have a mebibyte for a step.
const MAX_IN_SUMMARY: usize = 100;
/// Bytes of a message in the summary.
const MAX_MESSAGE: usize = 1_000;

const SEVERITIES: [(Severity, &str); 3] =
    [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "notice")];

/// What is written to the log of a step.
pub(crate) fn github(results: &Results<'_>) -> String {
    let rows = results.rows(&results.check.findings);
    let mut out = String::new();
    let mut hidden = Vec::new();
    for (severity, command) in SEVERITIES {
        let of = rows.iter().filter(|row| row.diagnostic().severity == severity);
        for (at, row) in of.enumerate() {
            match at < MAX_ANNOTATIONS {
                true => annotation(&mut out, row, command),
                false => hidden.push(row),
            }
        }
    }
    if !hidden.is_empty() {
        list(&mut out, &hidden);
    }
    let counts = summary(results.check.findings.iter().map(|finding| &finding.diagnostic));
    let _ = writeln!(out, "{counts}");
    out
}

fn annotation(out: &mut String, row: &Row<'_>, command: &str) {
    let location = &row.diagnostic().location;
    let _ = write!(out, "::{command} file={},line={}", property(&row.path), row.line());
    if location.column > 0 {
        let _ = write!(out, ",col={}", location.column);
    }
    if row.end_column > 0 {
        let _ = write!(out, ",endColumn={}", row.end_column);
    }
    let code = row.diagnostic().code;
    let message = format!("{}\n{}", row.text("\n"), see(code));
    let _ = writeln!(out, ",title={}::{}", property(code), message_of(&message));
}

/// The others, between marks that switch commands off: nobody who names an element can know the mark,
/// which is a hash of all that stands between.
fn list(out: &mut String, hidden: &[&Row<'_>]) {
    let mut text = String::new();
    for row in hidden.iter().take(MAX_LINES) {
        let severity = row.diagnostic().severity.name();
        let line =
            format!("{}:{} {severity} [{}] {}", row.path, row.line(), row.diagnostic().code, row.text("; "));
        let _ = writeln!(text, "{}", clean(&line).replace('\n', " "));
    }
    if hidden.len() > MAX_LINES {
        let _ = writeln!(text, "... and {} more", hidden.len() - MAX_LINES);
    }
    let mark =
        Sha256::digest(&text)[..16].iter().fold(String::new(), |mark, byte| format!("{mark}{byte:02x}"));
    let _ = writeln!(
        out,
        "::notice title=archweave::{} more findings are not shown as annotations (GitHub shows {MAX_ANNOTATIONS} of each severity); the log of this step lists them",
        hidden.len()
    );
    let _ = write!(
        out,
        "::group::{} more findings\n::stop-commands::{mark}\n{text}::{mark}::\n::endgroup::\n",
        hidden.len()
    );
}

/// Text of a message in a workflow command.
fn message_of(text: &str) -> String {
    clean(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Value of a property in a workflow command.
fn property(text: &str) -> String {
    message_of(text).replace(':', "%3A").replace(',', "%2C")
}

/// The page that GitHub shows for the job.
pub(crate) struct Summary<'a> {
    pub(crate) results: &'a Results<'a>,
    /// Where files of this commit are on the web, with a `/` at the end; empty if not known.
    pub(crate) files: String,
}

impl Summary<'_> {
    /// Markdown; every word of the model in it is shown as it stands.
    pub(crate) fn markdown(&self) -> String {
        let check = self.results.check;
        let diagnostics = check.findings.iter().map(|finding| &finding.diagnostic);
        let mut out = format!("### Architecture model: {}\n\n", summary(diagnostics));
        let left_out = self.results.left_out();
        if !left_out.is_empty() {
            let _ = writeln!(out, "{left_out}\n");
        }
        if check.findings.is_empty() {
            return out;
        }
        out.push_str("| rule | severity | findings |\n|---|---|---|\n");
        for (code, severity, number) in table::by_rule(&check.findings) {
            let _ = writeln!(out, "| [{code}]({}) | {} | {number} |", url(code), severity.name());
        }
        out.push_str("\n| place | finding |\n|---|---|\n");
        let rows = self.results.rows(&check.findings);
        for row in rows.iter().take(MAX_IN_SUMMARY) {
            self.row(&mut out, row);
        }
        if rows.len() > MAX_IN_SUMMARY {
            let hidden = rows.len() - MAX_IN_SUMMARY;
            let _ = writeln!(out, "\n{hidden} more findings are not listed; the worst come first.");
        }
        out
    }

    fn row(&self, out: &mut String, row: &Row<'_>) {
        let Finding { diagnostic, .. } = row.finding;
        let place = escape(&format!("{}:{}", row.path, row.line()));
        let place = match self.files.is_empty() {
            true => place,
            false => {
                let path = row.path.split('/').map(archweave_app::percent).collect::<Vec<_>>().join("/");
                format!("[{place}]({}{path}#L{})", self.files, row.line())
            }
        };
        let mut message = row.text("; ");
        if message.len() > MAX_MESSAGE {
            message = message.chars().take(MAX_MESSAGE / 4).chain("...".chars()).collect();
        }
        let _ = writeln!(
            out,
            "| {place} | {} **{}**: {} |",
            diagnostic.severity.name(),
            diagnostic.code,
            escape(&message)
        );
    }
}

/// Text as itself within a cell of a Markdown table.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '\n' | '\t' => out.push(' '),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            // A mention would call somebody, an address would be a link.
            '@' => out.push_str("&#64;"),
            ':' => out.push_str("&#58;"),
            c if c.is_ascii_punctuation() && !matches!(c, '.' | ',' | ';' | '/' | '-' | '(' | ')') => {
                out.extend(['\\', c]);
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_escaped_as_the_runner_reads_them() {
        assert_eq!(
            message_of("50%\r\n::error::x"),
            "50%25%EF%BF%BD%0A::error::x".replace("%EF%BF%BD", "\u{fffd}")
        );
        assert_eq!(property("a:b,c%\n"), "a%3Ab%2Cc%25%0A");
    }

    #[test]
    fn markdown_shows_a_name_as_it_is() {
        assert_eq!(escape("a|b <i> `x` [y](z) @me"), r"a\|b &lt;i&gt; \`x\` \[y\](z) &#64;me");
        assert_eq!(escape("line\nline"), "line line");
    }
}
