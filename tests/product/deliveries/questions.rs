//! Every question that a person asks about deliveries, with its answer as a line.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::site::{Site, seconds, time};

/// Who is asked, about now or a moment.
pub struct Asked<'a> {
    pub site: &'a Site,
    pub at: Option<&'a str>,
}

type Question = (&'static str, fn(&Asked<'_>) -> Result<String, String>);

/// The questions by their names in the table.
pub const QUESTIONS: &[Question] = &[
    ("board", |asked| asked.board()),
    ("where req-12", |asked| asked.where_is("req-12")),
    ("where req-13", |asked| asked.where_is("req-13")),
    ("why req-13", |asked| asked.why("req-13")),
    ("in test", |asked| asked.what_is_in("environment", "env-test")),
    ("in production", |asked| asked.what_is_in("environment", "env-prod")),
    ("in release 1.0", |asked| asked.what_is_in("release", "1.0")),
    ("in release 1.1", |asked| asked.what_is_in("release", "1.1")),
    ("changed", |asked| asked.what_changed()),
    ("gaps", |asked| asked.gaps()),
    ("coverage", |asked| asked.coverage()),
    ("impact", |asked| asked.impact()),
    ("metrics", |asked| asked.metrics()),
    ("indicators", |asked| asked.indicators()),
    ("demands", |asked| asked.demands()),
    ("trace req-13", |asked| asked.trace("req-13")),
    ("unmatched", |asked| asked.unmatched()),
];

impl Asked<'_> {
    /// All answers by question.
    pub fn everything(&self) -> BTreeMap<&'static str, String> {
        QUESTIONS
            .iter()
            .map(|(name, ask)| (*name, ask(self).unwrap_or_else(|code| word(&json!(code)))))
            .collect()
    }

    fn model(&self, field: &str) -> Result<Value, String> {
        let at = self.at.map(|at| format!("(at: \"{at}\")")).unwrap_or_default();
        let fragments = "fragment figure on Figure { figureId value sample denominator numerator }";
        let fragments = if field.contains("...figure") { fragments } else { "" };
        let answer = self.site.try_ask(&format!("{{ model{at} {{ {field} }} }} {fragments}"), json!({}))?;
        Ok(answer["model"].clone())
    }

    fn board(&self) -> Result<String, String> {
        let field = "board { rows { nodes { elementId column state since suspectLinks
            deliveries { environment { elementId } } } } }";
        let answer = self.model(field)?;
        let row = |row: &Value| {
            let places = joined(&row["deliveries"], " ", |one| text(&one["environment"]["elementId"]));
            let suspect = match row["suspectLinks"].as_u64().unwrap() {
                0 => String::new(),
                count => format!(", {count} suspect"),
            };
            let (column, state) = (word(&row["column"]), word(&row["state"]));
            let line = format!(
                "{} {column}: {state} {} {places}{suspect}",
                text(&row["elementId"]),
                text(&row["since"])
            );
            line.trim_end().replace("  ", " ")
        };
        Ok(joined(&answer["board"]["rows"]["nodes"], "; ", row))
    }

    fn where_is(&self, requirement: &str) -> Result<String, String> {
        let field = format!(
            "whereIs(requirement: \"{requirement}\") {{ decision state effect {{ state }} links(suspect: true) {{ kind }}
                standings {{ environment {{ elementId }} state since version share target {{ elementId }} }} }}"
        );
        let found = self.model(&field)?["whereIs"].clone();
        let standing = |one: &Value| {
            let version = text(&one["version"]).replace("pkg:oci/gateway@", "");
            let place = text(&one["environment"]["elementId"]).replace("env-", "");
            let line = format!(
                "{place} {} {} {version} {}",
                word(&one["state"]),
                text(&one["since"]),
                text(&one["target"]["elementId"])
            );
            line.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let mut suspects: BTreeMap<String, usize> = BTreeMap::new();
        for link in list(&found["links"]) {
            *suspects.entry(word(&link["kind"])).or_default() += 1;
        }
        let suspects: String =
            suspects.iter().map(|(kind, count)| format!(" | suspect {kind} {count}")).collect();
        let standings = joined(&found["standings"], "; ", standing);
        let (decision, effect) = (word(&found["decision"]), word(&found["effect"]["state"]));
        Ok(format!("{decision}: {standings} | {effect}{suspects}"))
    }

    /// The evidence of where it is in production.
    fn why(&self, requirement: &str) -> Result<String, String> {
        let field = format!(
            "whereIs(requirement: \"{requirement}\") {{ standings {{ environment {{ elementId }} deployment evidence {{ kind basis }} }} }}"
        );
        let answer = self.model(&field)?;
        let all = &answer["whereIs"]["standings"];
        let there = list(all).find(|one| one["environment"]["elementId"] == "env-prod").unwrap();
        let evidence = joined(&there["evidence"], ", ", |one| {
            format!("{} {}", word(&one["kind"]), word(&one["basis"])).trim_end().to_owned()
        });
        Ok(format!("{} {evidence}", text(&there["deployment"])).trim().to_owned())
    }

    fn what_is_in(&self, sort: &str, name: &str) -> Result<String, String> {
        let field = format!(
            "whatIsIn(place: {{ {sort}: \"{name}\" }}) {{ versions {{ version target {{ elementId }} since unknownCode }}
                requirements {{ elementId version }} missing {{ elementId }} }}"
        );
        let found = self.model(&field)?["whatIsIn"].clone();
        let version = |one: &Value| {
            let parts = ["version", "since", "unknownCode"].map(|name| text(&one[name]));
            let line = format!("{} {} {}", parts.join(" "), text(&one["target"]["elementId"]), "");
            line.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let requirement =
            |one: &Value| format!("{} since {}", text(&one["elementId"]), text(&one["version"]));
        let missing = joined(&found["missing"], " ", |one| text(&one["elementId"]));
        let versions = joined(&found["versions"], ", ", version);
        let requirements = joined(&found["requirements"], ", ", requirement);
        Ok(format!("[{versions}] holds [{requirements}] misses [{missing}]"))
    }

    /// Between the releases.
    fn what_changed(&self) -> Result<String, String> {
        let field =
            "whatChanged(before: { place: { release: \"1.0\" } }, after: { place: { release: \"1.1\" } }) {
            added { elementId } removed { elementId } versions { before after } suspect { elementId } }";
        let found = self.model(field)?["whatChanged"].clone();
        let ids = |name: &str| joined(&found[name], " ", |one| text(&one["elementId"]));
        let versions = joined(&found["versions"], " ", |one| {
            format!("{}>{}", joined(&one["before"], " ", text), joined(&one["after"], " ", text))
        });
        Ok(format!("+[{}] -[{}] {versions} suspect [{}]", ids("added"), ids("removed"), ids("suspect")))
    }

    fn gaps(&self) -> Result<String, String> {
        let answer =
            self.model("traceability(gaps: true) { nodes { requirement { elementId } missing } }")?;
        Ok(joined(&answer["traceability"]["nodes"], "; ", |one| {
            format!("{}: {}", text(&one["requirement"]["elementId"]), joined(&one["missing"], " ", text))
        }))
    }

    fn coverage(&self) -> Result<String, String> {
        let answer = self.model("coverage { numbers { figure { ...figure } missing } }")?;
        let wanted =
            ["goals-measured", "requirements-realized", "requirements-live", "deployments-with-artifact"];
        let numbers = list(&answer["coverage"]["numbers"]);
        let wanted = numbers.filter(|one| wanted.iter().any(|id| one["figure"]["figureId"] == *id));
        let shares = wanted.map(|one| {
            let figure = &one["figure"];
            let count = list(&figure["numerator"]).count();
            format!("{} {count}/{}", text(&figure["figureId"]), figure["denominator"])
        });
        Ok(shares.collect::<Vec<_>>().join(", "))
    }

    /// Of the incident.
    fn impact(&self) -> Result<String, String> {
        let field = "impactOf(cause: { incident: \"inc-1\" }) { deployment version resolvedAt
            touched { sort element { elementId } path { elementId } } }";
        let found = self.model(field)?["impactOf"].clone();
        let touched = joined(&found["touched"], ", ", |one| {
            format!("{} {}", word(&one["sort"]), joined(&one["path"], ">", |step| text(&step["elementId"])))
        });
        let parts = ["deployment", "version", "resolvedAt"].map(|name| text(&found[name]));
        Ok(format!("{}: {touched}", parts.join(" ").trim_end()))
    }

    fn metrics(&self) -> Result<String, String> {
        let from = time(seconds() - 20 * 86_400);
        let answer = self.model(&format!("metrics(from: \"{from}\") {{ figures {{ ...figure }} }}"))?;
        let all: BTreeMap<String, &Value> =
            list(&answer["metrics"]["figures"]).map(|one| (text(&one["figureId"]), one)).collect();
        let share = |id: &str| format!("{}/{}", list(&all[id]["numerator"]).count(), all[id]["denominator"]);
        let took = |id: &str| match all[id]["value"].as_f64() {
            Some(value) => format!("{value} of {}", all[id]["sample"]),
            None => "unknown".to_owned(),
        };
        Ok(format!(
            "{} deployed, lead {}, failed {}, recovery {}, rework {}",
            joined(&all["deployment-frequency"]["numerator"], " ", text),
            took("change-lead-time"),
            share("change-fail-rate"),
            took("failed-deployment-recovery-time"),
            share("deployment-rework-rate"),
        ))
    }

    fn indicators(&self) -> Result<String, String> {
        let answer = self.model(
            "indicators { nodes { indicator { elementId } state needsMoreData last { at value } } }",
        )?;
        Ok(joined(&answer["indicators"]["nodes"], "; ", |one| {
            let last = &one["last"];
            let more = if one["needsMoreData"] == true { " needs-more" } else { "" };
            let line = format!(
                "{} {}{more} {} {}",
                text(&one["indicator"]["elementId"]),
                word(&one["state"]),
                number(&last["value"]),
                text(&last["at"])
            );
            line.trim_end().to_owned()
        }))
    }

    fn demands(&self) -> Result<String, String> {
        let answer =
            self.model("demandOrder { nodes { demand { elementId } needCount } } needs { nodes { key } }")?;
        let order = joined(&answer["demandOrder"]["nodes"], "; ", |one| {
            format!("{} {}", text(&one["demand"]["elementId"]), one["needCount"])
        });
        Ok(format!("{order}: {}", joined(&answer["needs"]["nodes"], " ", |one| text(&one["key"])))
            .trim_end()
            .to_owned())
    }

    /// How many there are of each step of the chain, and whether all hang together.
    fn trace(&self, requirement: &str) -> Result<String, String> {
        let field = format!(
            "trace(requirement: \"{requirement}\") {{ nodes {{ nodeId step }} edges {{ from {{ nodeId }} to {{ nodeId }} }} }}"
        );
        let found = self.model(&field)?["trace"].clone();
        let mut steps: Vec<(String, usize)> = Vec::new();
        for node in list(&found["nodes"]) {
            match steps.last_mut().filter(|(step, _)| node["step"] == *step) {
                Some((_, count)) => *count += 1,
                None => steps.push((text(&node["step"]), 1)),
            }
        }
        let steps: Vec<String> = steps.iter().map(|(step, count)| format!("{step} {count}")).collect();
        let mut of: BTreeMap<String, String> =
            list(&found["nodes"]).map(|node| (text(&node["nodeId"]), text(&node["nodeId"]))).collect();
        for edge in list(&found["edges"]) {
            let [from, to] = ["from", "to"].map(|end| of[&text(&edge[end]["nodeId"])].clone());
            of.values_mut().filter(|group| **group == from).for_each(|group| group.clone_from(&to));
        }
        let groups: std::collections::BTreeSet<&String> = of.values().collect();
        Ok(format!("{}{}", steps.join(", "), if groups.len() > 1 { " in pieces" } else { "" }))
    }

    fn unmatched(&self) -> Result<String, String> {
        let answer = self.model("unmatched { nodes { sort text code count } }")?;
        Ok(joined(&answer["unmatched"]["nodes"], "; ", |one| {
            format!("{} {} {} {}", word(&one["sort"]), text(&one["text"]), word(&one["code"]), one["count"])
        }))
    }
}

/// The entries of a list.
pub fn list(of: &Value) -> impl Iterator<Item = &Value> {
    of.as_array().into_iter().flatten()
}

fn joined(of: &Value, by: &str, write: impl Fn(&Value) -> String) -> String {
    list(of).map(write).collect::<Vec<_>>().join(by)
}

/// A text; nothing for none.
pub fn text(of: &Value) -> String {
    of.as_str().unwrap_or_default().to_owned()
}

fn number(of: &Value) -> String {
    of.as_f64().map(|number| number.to_string()).unwrap_or_default()
}

/// The name of a state as people read it.
pub fn word(of: &Value) -> String {
    text(of).to_lowercase().replace('_', "-")
}
