//! What is wrong with a model, shown to people and to machines: one file for each format.
//!
//! Start at [`Results`], which is what every format is made of. Imports have findings without a
//! repository around them; those use [`outcome`], [`summary`] and [`place`] alone.

mod github;
mod gitlab;
mod human;
mod json;
mod junit;
mod page;
mod sarif;
mod table;

use archweave_app::{Check, Finding, Hosted, Revision};
use archweave_model::diagnostic::{Diagnostic, Severity};

use crate::Outcome;
use crate::console::count;

pub(crate) use github::{Summary, github};
pub(crate) use gitlab::gitlab;
pub(crate) use human::{human, place};
pub(crate) use json::json;
pub(crate) use junit::junit;
pub(crate) use page::{page, see, url};
pub(crate) use sarif::sarif;
pub(crate) use table::statistics;

/// The findings of one run, and where they are.
pub(crate) struct Results<'a> {
    pub(crate) hosted: &'a Hosted,
    pub(crate) revision: &'a Revision,
    pub(crate) check: &'a Check,
    pub(crate) fail_on: FailOn,
}

/// Which findings make a run fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl FailOn {
    /// Whether a finding of this severity makes the run fail.
    pub(crate) fn is_met(self, severity: Severity) -> bool {
        match self {
            Self::Error => severity == Severity::Error,
            Self::Warning => severity != Severity::Info,
            Self::Info => true,
            Self::Never => false,
        }
    }

    /// As it is written on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
            Self::Never => "never",
        }
    }
}

/// A finding and its place for programs that show it beside a whole repository.
pub(crate) struct Row<'a> {
    pub(crate) finding: &'a Finding,
    /// From the root of the work tree; a finding about no file stands at the manifest.
    pub(crate) path: String,
    /// One past the last character; 0 if not known.
    pub(crate) end_column: u32,
}

impl<'a> Row<'a> {
    pub(crate) fn diagnostic(&self) -> &'a Diagnostic {
        &self.finding.diagnostic
    }

    /// The line, from 1 also where it is not known.
    pub(crate) fn line(&self) -> u32 {
        self.diagnostic().location.line.max(1)
    }

    /// What is wrong and what to do: one line, or two.
    pub(crate) fn text(&self, between: &str) -> String {
        let Diagnostic { message, help, .. } = self.diagnostic();
        match help.is_empty() {
            true => message.clone(),
            false => format!("{message}{between}{help}"),
        }
    }
}

impl<'a> Results<'a> {
    /// Whether the run failed.
    pub(crate) fn outcome(&self) -> Outcome {
        let fails = |finding: &Finding| self.fail_on.is_met(finding.diagnostic.severity);
        if self.check.findings.iter().any(fails) { Outcome::Findings } else { Outcome::Clean }
    }

    /// How many files the model has.
    pub(crate) fn files(&self) -> usize {
        self.revision.snapshot().paths().count()
    }

    /// The text of a file of the model.
    pub(crate) fn source(&self, file: &str) -> Option<String> {
        String::from_utf8(self.hosted.file(self.revision, file).ok()?).ok()
    }

    /// A path as the whole repository has it.
    pub(crate) fn path(&self, file: &str) -> String {
        let file = if file.is_empty() { "archweave.yaml" } else { file };
        format!("{}{file}", self.hosted.within())
    }

    /// Findings with their places: by severity, then those in changed files, then by file and line.
    pub(crate) fn rows(&self, findings: &'a [Finding]) -> Vec<Row<'a>> {
        let mut text: (&str, Option<String>) = ("", None);
        let mut row = |finding: &'a Finding| {
            let place = &finding.diagnostic.location;
            if text.0 != &*place.file {
                text = (&place.file, self.source(&place.file));
            }
            let end = text.1.as_deref().map_or(0, |text| end_column(&finding.diagnostic, text));
            Row { finding, path: self.path(&place.file), end_column: end }
        };
        let mut rows: Vec<Row<'a>> = findings.iter().map(&mut row).collect();
        rows.sort_by_key(|row| (row.diagnostic().severity, !row.finding.is_touched));
        rows
    }

    /// What was left out, for the last line; empty if nothing was.
    pub(crate) fn left_out(&self) -> String {
        let mut parts = Vec::new();
        if !self.check.waived.is_empty() {
            parts.push(format!("{} waived", self.check.waived.len()));
        }
        if self.check.unchanged > 0 {
            parts.push(format!("{} left out by --since", self.check.unchanged));
        }
        if self.check.known > 0 {
            parts.push(format!("{} left out by --baseline", self.check.known));
        }
        if self.check.gone > 0 {
            parts.push(format!("{} of the baseline are mended: write it again", self.check.gone));
        }
        parts.join(", ")
    }
}

/// Where the marked part of a line ends, in characters.
fn end_column(finding: &Diagnostic, text: &str) -> u32 {
    let place = &finding.location;
    let start = place.offset as usize;
    match text.get(start..start + place.length as usize) {
        Some(marked) if place.line > 0 && !marked.is_empty() && !marked.contains('\n') => {
            place.column + marked.chars().count() as u32
        }
        _ => 0,
    }
}

/// Of an import: errors and warnings are findings; what is only worth knowing is not.
pub(crate) fn outcome(diagnostics: &[Diagnostic]) -> Outcome {
    match diagnostics.iter().any(|d| d.severity != Severity::Info) {
        true => Outcome::Findings,
        false => Outcome::Clean,
    }
}

/// `3 errors, 1 warning`, and hints if there are any.
pub(crate) fn summary<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> String {
    let mut counts = [0; 3];
    for diagnostic in diagnostics {
        counts[diagnostic.severity as usize] += 1;
    }
    let [errors, warnings, hints] = counts;
    let mut parts = vec![count(errors, "error"), count(warnings, "warning")];
    if hints > 0 {
        parts.push(count(hints, "hint"));
    }
    parts.join(", ")
}
