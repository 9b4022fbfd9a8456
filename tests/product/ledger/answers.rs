//! Questions over GraphQL, each held against what was derived: every difference is a line.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::support::program::Server;

/// A server that is asked.
pub struct Asked<'a> {
    pub server: &'a Server,
}

impl Asked<'_> {
    /// Asks the model as it was, and with what was known, at a moment.
    fn ask(&self, at: &str, field: &str) -> Value {
        let answer = self.server.graphql(&format!("{{ model(at: \"{at}\") {{ {field} }} }}")).json();
        assert_eq!(answer["errors"], Value::Null, "{field}");
        answer["data"]["model"].clone()
    }

    /// Where every requirement is, in every environment.
    pub fn where_is(&self, at: &str, expected: &Value, wrong: &mut Vec<String>) {
        let ids: Vec<&String> = expected.as_object().unwrap().keys().collect();
        let field = format!(
            "whereAre(requirements: {ids:?}) {{ requirement {{ elementId }} standings {{ environment {{ elementId }} \
             state since version share deployment target {{ elementId }} }} }}"
        );
        let answer = self.ask(at, &field);
        let mut places = 0;
        for found in list(&answer["whereAre"]) {
            let requirement = text(&found["requirement"]["elementId"]);
            for standing in list(&found["standings"]) {
                let environment = text(&standing["environment"]["elementId"]);
                let expected = &expected[&requirement][&environment];
                let found = json!({
                    "state": word(&standing["state"]), "since": standing["since"], "version": standing["version"],
                    "share": standing["share"], "deployment": standing["deployment"],
                    "target": standing["target"]["elementId"],
                });
                for (name, found) in found.as_object().unwrap() {
                    compare(
                        &format!("{at} {requirement} in {environment}: {name}"),
                        &expected[name],
                        found,
                        wrong,
                    );
                }
                places += 1;
            }
        }
        let all: usize = expected.as_object().unwrap().values().map(|of| of.as_object().unwrap().len()).sum();
        compare(&format!("{at} answers"), &json!(all), &json!(places), wrong);
    }

    /// What runs in environments.
    pub fn running(&self, at: &str, expected: &Value, wrong: &mut Vec<String>) {
        for (environment, expected) in expected.as_object().unwrap() {
            let field = format!(
                "whatIsIn(place: {{ environment: \"{environment}\" }}) {{ versions {{ package version target {{ elementId }} }} }}"
            );
            let answer = self.ask(at, &field);
            let found: BTreeSet<(String, String)> = list(&answer["whatIsIn"]["versions"])
                .map(|one| (whole(&one["package"], &one["version"]), text(&one["target"]["elementId"])))
                .collect();
            let expected: BTreeSet<(String, String)> =
                list(expected).map(|one| (text(&one["version"]), text(&one["target"]))).collect();
            compare(&format!("{at} in {environment}"), &json!(expected), &json!(found), wrong);
        }
    }

    /// The numbers of delivery, over all and by component, and how long the business waits.
    pub fn metrics(&self, at: &str, expected: &Value, wrong: &mut Vec<String>) {
        for (days, expected) in expected.as_object().unwrap() {
            let field = format!(
                "metrics(from: \"{}\", until: \"{at}\", by: COMPONENT) {{ figures {{ ...one }} business {{ ...one }} \
                 parts {{ subject figures {{ ...one }} }} }}",
                text(&expected["from"])
            );
            let fragment = "fragment one on Figure { figureId value sample numerator }";
            let query = format!("{{ model(at: \"{at}\") {{ {field} }} }} {fragment}");
            let answer = self.server.graphql(&query).json();
            assert_eq!(answer["errors"], Value::Null, "{query}");
            let metrics = &answer["data"]["model"]["metrics"];
            let what = format!("{at} last {days} days");
            figures(&what, &expected["all"], &metrics["figures"], wrong);
            figures(&what, &expected["business"], &metrics["business"], wrong);
            let parts: BTreeMap<String, &Value> =
                list(&metrics["parts"]).map(|part| (text(&part["subject"]), &part["figures"])).collect();
            let components = expected["components"].as_object().unwrap();
            for (component, expected) in components {
                let found = parts.get(component).copied().unwrap_or(&Value::Null);
                figures(&format!("{what} of {component}"), expected, found, wrong);
            }
            let known: BTreeSet<&String> = components.keys().collect();
            let found: BTreeSet<&String> = parts.keys().collect();
            compare(&format!("{what}: components"), &json!(known), &json!(found), wrong);
        }
    }

    /// The last values of indicators and what they say.
    pub fn indicators(&self, at: &str, expected: &Value, wrong: &mut Vec<String>) {
        let field = "indicators(first: 100) { nodes { indicator { elementId } state needsMoreData last { at value sample } } }";
        let answer = self.ask(at, field);
        let found: BTreeMap<String, &Value> = list(&answer["indicators"]["nodes"])
            .map(|node| (text(&node["indicator"]["elementId"]), node))
            .collect();
        for (indicator, expected) in expected.as_object().unwrap() {
            let node = found.get(indicator).copied().unwrap_or(&Value::Null);
            let last = &node["last"];
            let what = |name: &str| format!("{at} {indicator}: {name}");
            compare(&what("state"), &expected["state"], &json!(word(&node["state"])), wrong);
            compare(&what("needs more data"), &expected["needs_more_data"], &node["needsMoreData"], wrong);
            for name in ["value", "at", "sample"] {
                compare(&what(name), &expected[name], &last[name], wrong);
            }
        }
    }

    /// Whether repeat calls follow the notice delay, and after how many days most.
    pub fn pairs(&self, at: &str, expected: &Value, wrong: &mut Vec<String>) {
        let field = format!(
            "indicatorPairs(from: \"2025-12-01\", until: \"{at}\", scan: 60) {{ from {{ elementId }} to {{ elementId }} \
             found {{ ...one }} scan {{ ...one }} }}"
        );
        let fragment = "fragment one on PairFound { lagDays correlation withoutTrend sample verdict }";
        let answer =
            self.server.graphql(&format!("{{ model(at: \"{at}\") {{ {field} }} }} {fragment}")).json();
        assert_eq!(answer["errors"], Value::Null, "{field}");
        for (name, expected) in expected.as_object().unwrap() {
            let pair = list(&answer["data"]["model"]["indicatorPairs"])
                .find(|pair| {
                    format!("{} {}", text(&pair["from"]["elementId"]), text(&pair["to"]["elementId"]))
                        == *name
                })
                .unwrap_or_else(|| panic!("no pair {name}"));
            for field in ["lagDays", "correlation", "withoutTrend", "sample", "verdict"] {
                compare(&format!("{name}: {field}"), &expected[field], &pair["found"][field], wrong);
            }
            let strongest = list(&pair["scan"]).max_by(|a, b| {
                let of = |one: &Value| one["withoutTrend"].as_f64().unwrap_or_default().abs();
                of(a).total_cmp(&of(b))
            });
            let days = strongest.map_or(&Value::Null, |one| &one["lagDays"]);
            compare(&format!("{name}: strongest after"), &expected["strongest"], days, wrong);
        }
    }

    /// Demands in their order, with what is behind them.
    pub fn intake(&self, at: &str, expected: &Value, wrong: &mut Vec<String>) {
        let answer = self.ask(at, "demandOrder(first: 100) { nodes { demand { elementId } needCount } }");
        let found: Vec<Value> = list(&answer["demandOrder"]["nodes"])
            .map(|one| json!({ "demand": one["demand"]["elementId"], "needs": one["needCount"] }))
            .collect();
        compare("order of demands", expected, &json!(found), wrong);
    }

    /// Names that nothing stands for.
    pub fn unmatched(&self, expected: &Value, wrong: &mut Vec<String>) {
        let answer = self.ask("", "unmatched(first: 100) { nodes { sort text count } next }");
        let found: BTreeMap<String, &Value> = list(&answer["unmatched"]["nodes"])
            .map(|one| (format!("{} {}", word(&one["sort"]), text(&one["text"])), &one["count"]))
            .collect();
        compare("names that are not in the model", expected, &json!(found), wrong);
    }

    /// Links that nobody looked at since the requirement says something else.
    pub fn suspects(&self, expected: &Value, wrong: &mut Vec<String>) {
        for (at, expected) in expected.as_object().unwrap() {
            for (requirement, expected) in expected.as_object().unwrap() {
                let field = format!(
                    "whereIs(requirement: \"{requirement}\") {{ links(suspect: true) {{ kind key }} }}"
                );
                let answer = self.ask(at, &field);
                let mut found: BTreeMap<&str, usize> = BTreeMap::new();
                for link in list(&answer["whereIs"]["links"]) {
                    let kind = match link["kind"].as_str().unwrap() {
                        "TICKET" => "ticket",
                        "CHANGE" => "app-change",
                        "DEPLOYMENT" => "deployment",
                        _ => continue,
                    };
                    *found.entry(kind).or_default() += 1;
                }
                compare(&format!("{at} suspect links of {requirement}"), expected, &json!(found), wrong);
            }
        }
    }

    /// What changed in production between two moments.
    pub fn changed(&self, expected: &Value, wrong: &mut Vec<String>) {
        for (moments, expected) in expected.as_object().unwrap() {
            let (from, until) = moments.split_once(' ').unwrap();
            let side = |at| format!("{{ place: {{ environment: \"env-prod\" }}, at: \"{at}\" }}");
            let field = format!(
                "whatChanged(before: {}, after: {}) {{ added {{ elementId }} removed {{ elementId }} \
                 versions {{ package before after }} }}",
                side(from),
                side(until)
            );
            let answer = self.ask("", &field);
            let changed = &answer["whatChanged"];
            for name in ["added", "removed"] {
                let found: BTreeSet<String> =
                    list(&changed[name]).map(|one| text(&one["elementId"])).collect();
                compare(&format!("{moments} {name}"), &expected[name], &json!(found), wrong);
            }
            let found: BTreeMap<String, Value> = list(&changed["versions"])
                .map(|one| {
                    let side =
                        |name: &str| list(&one[name]).next().map(|version| whole(&one["package"], version));
                    (text(&one["package"]), json!([side("before"), side("after")]))
                })
                .collect();
            compare(&format!("{moments} versions"), &expected["versions"], &json!(found), wrong);
        }
    }
}

fn figures(what: &str, expected: &Value, found: &Value, wrong: &mut Vec<String>) {
    let found: BTreeMap<String, &Value> = list(found).map(|one| (text(&one["figureId"]), one)).collect();
    for (figure, expected) in expected.as_object().unwrap() {
        let one = found.get(figure).copied().unwrap_or(&Value::Null);
        compare(&format!("{what} {figure}"), &expected["value"], &one["value"], wrong);
        compare(&format!("{what} {figure}: sample"), &expected["sample"], &one["sample"], wrong);
        if !expected["count"].is_null() {
            let count = one["numerator"].as_array().map_or(0, Vec::len);
            compare(&format!("{what} {figure}: above the line"), &expected["count"], &json!(count), wrong);
        }
    }
}

/// Numbers are equal to a millionth; all else exactly.
fn compare(what: &str, expected: &Value, found: &Value, wrong: &mut Vec<String>) {
    let is_equal = match (expected.as_f64(), found.as_f64()) {
        (Some(expected), Some(found)) => (expected - found).abs() <= 1e-6 * expected.abs().max(1.0),
        _ => expected == found,
    };
    if !is_equal {
        wrong.push(format!("{what}: derived {expected}, answered {found}"));
    }
}

fn list(of: &Value) -> impl Iterator<Item = &Value> {
    of.as_array().into_iter().flatten()
}

fn text(of: &Value) -> String {
    of.as_str().unwrap_or_default().to_owned()
}

/// `ROLLED_BACK` is `rolled-back` in files.
fn word(of: &Value) -> String {
    text(of).to_lowercase().replace('_', "-")
}

/// A package address with its version.
fn whole(package: &Value, version: &Value) -> String {
    let (package, version) = (text(package), text(version));
    if version.starts_with("pkg:") { version } else { format!("{package}@{version}") }
}
