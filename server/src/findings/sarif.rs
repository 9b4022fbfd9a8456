//! Findings as SARIF 2.1.0, within the limits of GitHub's code scanning.

use std::collections::BTreeMap;

use archweave_app::percent;
use archweave_model::diagnostic::Severity;
use archweave_model::rules;
use serde_json::{Value, json};

use crate::findings::{Results, Row, page, url};

/// Results that GitHub takes of a run; it shows the first 5,000.
const MAX_RESULTS: usize = 25_000;

/// One run with the rules that found something; the worst findings first, if there are too many.
pub(crate) fn sarif(results: &Results<'_>) -> String {
    let mut rows = results.rows(&results.check.findings);
    rows.extend(results.rows(&results.check.waived));
    let hidden = rows.len().saturating_sub(MAX_RESULTS);
    rows.truncate(MAX_RESULTS);
    let mut codes: BTreeMap<&str, usize> = rows.iter().map(|row| (row.diagnostic().code, 0)).collect();
    codes.values_mut().enumerate().for_each(|(at, index)| *index = at);
    let notes: Vec<Value> = (hidden > 0).then(|| too_many(hidden)).into_iter().collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "archweave",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": codes.keys().map(|code| rule(code)).collect::<Vec<_>>(),
            } },
            // Keeps the models of one repository apart.
            "automationDetails": { "id": format!("archweave/{}", uri(results.hosted.within())) },
            "columnKind": "unicodeCodePoints",
            "invocations": [{ "executionSuccessful": true, "toolExecutionNotifications": notes }],
            "results": rows.iter().map(|row| result(row, &codes)).collect::<Vec<_>>(),
        }],
    });
    format!("{log:#}\n")
}

fn too_many(hidden: usize) -> Value {
    let text =
        format!("{hidden} more findings are not listed: a run may hold {MAX_RESULTS}, the worst come first");
    json!({ "level": "warning", "message": { "text": text } })
}

fn rule(code: &str) -> Value {
    let (summary, severity) = rules::rule(code).map_or(("", Severity::Error), |r| (r.summary, r.severity));
    let plain = format!("{summary} {}", url(code));
    json!({
        "id": code,
        "name": code,
        "shortDescription": { "text": summary },
        "fullDescription": { "text": summary },
        "helpUri": url(code),
        "help": { "text": plain, "markdown": page(code).unwrap_or(plain.clone().into()) },
        "defaultConfiguration": { "level": level(severity) },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn result(row: &Row<'_>, codes: &BTreeMap<&str, usize>) -> Value {
    let diagnostic = row.diagnostic();
    let mut region = json!({ "startLine": row.line() });
    if diagnostic.location.column > 0 {
        region["startColumn"] = diagnostic.location.column.into();
    }
    if row.end_column > 0 {
        region["endColumn"] = row.end_column.into();
    }
    let fingerprint = row.finding.fingerprint.to_string();
    let mut result = json!({
        "ruleId": diagnostic.code,
        "ruleIndex": codes.get(diagnostic.code),
        "level": level(diagnostic.severity),
        "message": { "text": row.text("\n") },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": uri(&row.path), "uriBaseId": "%SRCROOT%" },
            "region": region,
        } }],
        // The first is the only one that GitHub looks at; without it, an alert follows its line.
        "partialFingerprints": { "primaryLocationLineHash": &fingerprint, "archweave/v1": &fingerprint },
    });
    if let Some(reason) = &row.finding.waiver {
        result["suppressions"] =
            json!([{ "kind": "external", "status": "accepted", "justification": reason }]);
    }
    result
}

/// A path as a relative address.
fn uri(path: &str) -> String {
    path.split('/').map(percent).collect::<Vec<_>>().join("/")
}
