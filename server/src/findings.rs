//! What is wrong with a model, shown to people ([`human`]) and to machines ([`json`]).

mod human;
mod json;

use archweave_model::diagnostic::{Diagnostic, Severity};

use crate::Outcome;
use crate::console::count;

pub(crate) use human::{human, place};
pub(crate) use json::json;

/// Errors and warnings are findings; what is only worth knowing is not.
pub(crate) fn outcome(diagnostics: &[Diagnostic]) -> Outcome {
    match diagnostics.iter().any(|d| d.severity != Severity::Info) {
        true => Outcome::Findings,
        false => Outcome::Clean,
    }
}

/// How many are of a severity.
pub(crate) fn number(diagnostics: &[Diagnostic], severity: Severity) -> usize {
    diagnostics.iter().filter(|d| d.severity == severity).count()
}

/// `3 errors, 1 warning`, and hints if there are any.
pub(crate) fn summary(diagnostics: &[Diagnostic]) -> String {
    let mut parts = vec![
        count(number(diagnostics, Severity::Error), "error"),
        count(number(diagnostics, Severity::Warning), "warning"),
    ];
    let hints = number(diagnostics, Severity::Info);
    if hints > 0 {
        parts.push(count(hints, "hint"));
    }
    parts.join(", ")
}
