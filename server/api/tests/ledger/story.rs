//! What happened to a shop that takes orders.
//!
//! 01-09 work on req-1 begins; 1.0.0 is built on 01-13, tested on 01-14, in test at noon, in production on 01-15.
//! 01-19 work on req-2 begins; 1.1.0 is built on 01-25 and in production on 02-01, where orders become slow;
//! on 02-02 it is rolled back; 1.1.1, which has req-2 too, follows on 02-05. On 03-01 req-1 is said in other
//! words; on 03-20 only its name changes. On 03-10 a trial is planned, with two indicators.

use serde_json::{Value, json};

type Files = &'static [(&'static str, &'static str)];

pub const HISTORY: &[(&str, Files)] = &[
    (
        "2026-01-01",
        &[
            ("archweave.yaml", "format: 1\nname: Small\nlanguages: [en, zh]\n"),
            (
                "elements/why.yaml",
                "id: g-fast\nkind: goal\nname: Orders are fast\n---\nid: desk\nkind: business-role\nname: Desk\n---\n\
                 id: i-wait\nkind: indicator\nname: Waiting time\nproperties:\n  class: business-outcome\n  unit: minutes\n  formula: mean\n  direction: lower\n  baseline: 30\n  target: 10\n  target_date: 2027-12-31\n  period: P1M\n  data_source: desk\n\
                 relations:\n  - association: g-fast\n---\n\
                 id: cap-orders\nkind: capability\nname: Take orders\n",
            ),
            (
                "elements/demand.yaml",
                "id: dem-1\nkind: demand\nname: Faster orders\nproperties:\n  problem: They wait\n  origin: business-pull\n  raised_by: desk\n  priority: 1\n  urgency: 2\n  decision: accepted\nrelations:\n  - aggregation: req-1\n  - aggregation: req-2\n",
            ),
            ("elements/req-1.yaml", REQ_1),
            (
                "elements/req-2.yaml",
                "id: req-2\nkind: requirement\nname: { en: Order by app, zh: 应用下单 }\nproperties:\n  statement: The app takes orders.\n  level: system\n  decision: agreed\n  priority: 1\nrelations:\n  - realization: g-fast\n",
            ),
            (
                "elements/others.yaml",
                "id: req-3\nkind: requirement\nname: Order by voice\nproperties:\n  statement: Voice takes orders.\n  level: system\n  priority: 2\n---\n\
                 id: req-4\nkind: requirement\nname: Order by letter\nproperties:\n  statement: Letters are orders.\n  level: system\n  decision: rejected\n",
            ),
            (
                "elements/app.yaml",
                "id: app\nkind: application-component\nname: Order application\nrelations:\n  - realization: req-1\n  - realization: req-2\n  - realization: req-3\n  - serving: cap-orders\n---\n\
                 id: art-app\nkind: artifact\nname: Order image\nproperties:\n  purl: pkg:oci/app\n  kind: image\n  repository: git.example.org/app\nrelations:\n  - realization: app\n",
            ),
            (
                "elements/places.yaml",
                "id: env-test\nkind: environment\nname: Test\nproperties: { stage: test }\n---\nid: env-prod\nkind: environment\nname: Production\nproperties: { stage: production }\n---\n\
                 id: rel-1\nkind: release\nname: First release\nproperties:\n  version: \"1.0\"\n  planned_on: 2026-02-01\nrelations:\n  - realization: req-1\n  - realization: req-2\n  - realization: req-3\n",
            ),
        ],
    ),
    (
        "2026-03-01",
        &[(
            "elements/req-1.yaml",
            "id: req-1\nkind: requirement\nname: Confirm orders\nowners: { business: desk }\nproperties:\n  statement: Every order is confirmed within five seconds.\n  level: system\n  decision: agreed\n  priority: 1\nrelations:\n  - realization: g-fast\n",
        )],
    ),
    (
        "2026-03-10",
        &[(
            "elements/trial.yaml",
            "id: i-zeal\nkind: indicator\nname: Orders a day\nproperties:\n  class: business-outcome\n  unit: orders\n  formula: count\n  direction: higher\n  period: P1D\n  data_source: desk\n---\n\
             id: i-zest\nkind: indicator\nname: Clicks\nproperties:\n  class: business-outcome\n  unit: clicks\n  formula: count\n  direction: lower\n  period: P1D\n  data_source: desk\n\
             relations:\n  - { kind: expected-to-move, to: i-zeal, strength: \"-\", properties: { sign: negative, lag: P2D } }\n---\n\
             id: tr-1\nkind: trial\nname: Try it\nproperties:\n  hypothesis: { en: It helps, zh: 有帮助 }\n  cohort: { who: Some, share: 5 }\n  indicators: [i-zeal]\n  guardrails:\n    - { indicator: i-zest, at_most: 100 }\n  start: 2026-05-01\n  expires: 2026-06-30\nrelations:\n  - tests: req-2\n",
        )],
    ),
    (
        "2026-03-20",
        &[(
            "elements/req-1.yaml",
            "id: req-1\nkind: requirement\nname: Confirm every order\nowners: { business: desk }\nproperties:\n  statement: Every order is confirmed within five seconds.\n  level: system\n  decision: agreed\n  priority: 1\nrelations:\n  - realization: g-fast\n",
        )],
    ),
];

const REQ_1: &str = "id: req-1\nkind: requirement\nname: Confirm orders\nowners: { business: desk }\nproperties:\n  statement: Every order is confirmed.\n  level: system\n  decision: agreed\n  priority: 1\nrelations:\n  - realization: g-fast\n";

/// Mutation, input type and records.
pub fn events() -> Vec<(&'static str, &'static str, Value)> {
    let change = |number: u32, opened: &str, committed: &str, merged: &str, requirement: &str| {
        json!({ "repository": "git.example.org/app", "reference": format!("pull/{number}"), "title": format!("Change {number}"),
            "openedAt": opened, "committedAt": committed, "mergedAt": merged, "commits": [format!("c{number}")], "mentions": [requirement] })
    };
    let version = |version: &str, built: &str, commit: &str| json!({ "purl": format!("pkg:oci/app@{version}"), "builtAt": built, "repository": "git.example.org/app", "commit": commit });
    let deployment = |environment: &str, version: &str, at: &str, kind: &str| json!({ "environment": environment, "purl": format!("pkg:oci/app@{version}"), "at": at, "result": "success", "kind": kind });
    let value =
        |at: &str, value: f64| json!({ "indicator": "i-wait", "at": at, "value": value, "sample": 100 });
    vec![
        (
            "recordChange",
            "SourceChangeInput",
            json!([
                change(1, "2026-01-10T00:00:00Z", "2026-01-09T00:00:00Z", "2026-01-12T00:00:00Z", "req-1"),
                change(2, "2026-01-20T00:00:00Z", "2026-01-19T08:00:00Z", "2026-01-22T00:00:00Z", "req-2"),
                change(3, "2026-02-03T00:00:00Z", "2026-02-03T00:00:00Z", "2026-02-04T00:00:00Z", "req-2"),
            ]),
        ),
        (
            "recordArtifact",
            "ArtifactInput",
            json!([
                version("1.0.0", "2026-01-13T00:00:00Z", "c1"),
                version("1.1.0", "2026-01-25T00:00:00Z", "c2"),
                version("1.1.1", "2026-02-04T12:00:00Z", "c3"),
            ]),
        ),
        (
            "recordVerification",
            "VerificationInput",
            json!([{ "kind": "test", "name": "smoke", "result": "passed", "at": "2026-01-14T00:00:00Z", "purls": ["pkg:oci/app@1.0.0"] }]),
        ),
        (
            "recordDeployment",
            "DeploymentInput",
            json!([
                deployment("env-test", "1.0.0", "2026-01-14T12:00:00Z", "normal"),
                deployment("env-prod", "1.0.0", "2026-01-15T00:00:00Z", "normal"),
                deployment("env-prod", "1.1.0", "2026-02-01T00:00:00Z", "normal"),
                deployment("env-prod", "1.0.0", "2026-02-02T00:00:00Z", "rollback"),
                deployment("env-prod", "1.1.1", "2026-02-05T00:00:00Z", "hotfix"),
            ]),
        ),
        (
            "recordIncident",
            "IncidentInput",
            json!([{ "key": "inc-1", "title": "Orders are slow", "severity": "high", "detectedAt": "2026-02-01T06:00:00Z",
                "resolvedAt": "2026-02-02T00:00:00Z", "cause": "change", "environment": "env-prod",
                "deployment": "env-prod/pkg:oci/app@1.1.0@2026-02-01T00:00:00Z" }]),
        ),
        (
            "recordRelease",
            "ReleaseInput",
            json!([{ "name": "1.0", "at": "2026-02-01T00:00:00Z", "purls": ["pkg:oci/app@1.1.0"] }]),
        ),
        (
            "recordIndicatorValue",
            "IndicatorValueInput",
            json!([
                value("2026-01-10T00:00:00Z", 30.0),
                value("2026-02-01T00:00:00Z", 22.0),
                value("2026-03-01T00:00:00Z", 18.0)
            ]),
        ),
    ]
}
