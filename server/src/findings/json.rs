//! Findings as JSON.

use archweave_model::diagnostic::{Diagnostic, Severity, Subject};
use serde_json::{Value, json};

use crate::findings::number;

/// `{revision, counts, diagnostics}`.
pub(crate) fn json(revision: &str, files: usize, diagnostics: &[Diagnostic]) -> Value {
    json!({
        "revision": revision,
        "counts": {
            "files": files,
            "error": number(diagnostics, Severity::Error),
            "warning": number(diagnostics, Severity::Warning),
            "info": number(diagnostics, Severity::Info),
        },
        "diagnostics": diagnostics.iter().map(one).collect::<Vec<_>>(),
    })
}

fn one(diagnostic: &Diagnostic) -> Value {
    let place = &diagnostic.location;
    let known = |number: u32| (number > 0).then_some(number);
    let subject = diagnostic.subject.as_ref().map(|subject| {
        let kind = match subject {
            Subject::Element(_) => "element",
            Subject::Relation(_) => "relation",
            Subject::View(_) => "view",
        };
        json!({ "type": kind, "id": subject.id() })
    });
    json!({
        "code": diagnostic.code,
        "severity": diagnostic.severity.name(),
        "message": diagnostic.message,
        "help": diagnostic.help,
        "file": (!place.file.is_empty()).then_some(&*place.file),
        "line": known(place.line),
        "column": known(place.column),
        "subject": subject,
    })
}
