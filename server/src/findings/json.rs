//! Findings as JSON, with everything that is known of them.

use archweave_app::Finding;
use archweave_model::diagnostic::{Severity, Subject};
use serde_json::{Map, Value, json};

use crate::findings::{Results, table, url};

/// `{revision, counts, rules, diagnostics, waived, left_out}`.
pub(crate) fn json(results: &Results<'_>) -> String {
    let check = results.check;
    let rules: Map<String, Value> = table::by_rule(&check.findings)
        .into_iter()
        .map(|(code, _, number)| (code.to_owned(), number.into()))
        .collect();
    let list = |findings: &[Finding]| findings.iter().map(|f| one(results, f)).collect::<Vec<_>>();
    let report = json!({
        "revision": results.revision.id().to_string(),
        "counts": {
            "files": results.files(),
            "error": check.count(Severity::Error),
            "warning": check.count(Severity::Warning),
            "info": check.count(Severity::Info),
        },
        "rules": rules,
        "diagnostics": list(&check.findings),
        "waived": list(&check.waived),
        "left_out": { "since": check.unchanged, "baseline": check.known, "baseline_mended": check.gone },
    });
    format!("{report:#}\n")
}

fn one(results: &Results<'_>, finding: &Finding) -> Value {
    let diagnostic = &finding.diagnostic;
    let place = &diagnostic.location;
    let known = |number: u32| (number > 0).then_some(number);
    let has_file = !place.file.is_empty();
    let subject = diagnostic.subject.as_ref().map(|subject| {
        let kind = match subject {
            Subject::Element(_) => "element",
            Subject::Relation(_) => "relation",
            Subject::View(_) => "view",
        };
        json!({ "type": kind, "id": subject.id() })
    });
    let mut found = json!({
        "code": diagnostic.code,
        "severity": diagnostic.severity.name(),
        "message": diagnostic.message,
        "help": diagnostic.help,
        "file": has_file.then_some(&*place.file),
        "path": has_file.then(|| results.path(&place.file)),
        "line": known(place.line),
        "column": known(place.column),
        "subject": subject,
        "fingerprint": finding.fingerprint.to_string(),
        "explain": url(diagnostic.code),
    });
    if let Some(reason) = &finding.waiver {
        found["waiver"] = reason.as_str().into();
    }
    found
}
