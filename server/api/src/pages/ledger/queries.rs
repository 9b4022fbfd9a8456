//! What to ask GraphQL for what a page shows: the examples of `examples/graphql/`, about this model and
//! what the page is about. A test asks every one of them.

use archweave_app::ledger::{BoardQuery, BoardSort};
use archweave_model::delivery::flow::Window;
use archweave_model::delivery::standing::DeliveryState;

use crate::pages::reading::Reading;

macro_rules! example {
    ($name:literal) => {
        include_str!(concat!("../../../../../examples/graphql/", $name, ".graphql")).trim_end()
    };
}

/// A text as GraphQL writes it.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// An example about this model, with what stands in it for something put in: what, and what it is here.
fn about(reading: &Reading<'_>, example: &str, gaps: &[(&str, String)]) -> Vec<String> {
    let at = match reading.ask.at() {
        "" => String::new(),
        at => format!(", at: {}", quoted(at)),
    };
    let model = format!("model(name: {}{at}) {{", quoted(reading.hosted.name()));
    // In one pass, so that nothing that is put in is looked at again.
    let mut all = vec![("model {", model)];
    all.extend(gaps.iter().cloned());
    let mut out = String::with_capacity(example.len() + 100);
    let mut rest = example;
    while let Some((at, (gap, text))) = first(rest, &all) {
        out.push_str(&rest[..at]);
        out.push_str(text);
        rest = &rest[at + gap.len()..];
    }
    vec![out + rest]
}

/// The gap that comes first.
fn first<'g, 'n>(text: &str, gaps: &'g [(&'n str, String)]) -> Option<(usize, &'g (&'n str, String))> {
    gaps.iter().filter_map(|gap| Some((text.find(gap.0)?, gap))).min_by_key(|(at, _)| *at)
}

pub(super) fn board(reading: &Reading<'_>, query: &BoardQuery) -> Vec<String> {
    let sort = match query.sort {
        BoardSort::Priority => "PRIORITY",
        BoardSort::Urgency => "URGENCY",
        BoardSort::Owner => "OWNER",
        BoardSort::State => "STATE",
        BoardSort::Since => "SINCE",
    };
    let text = |name: &str, value: Option<&str>| value.map(|value| format!("{name}: {}", quoted(value)));
    // Values of enums; a state that is none stays out.
    let upper = |name: &str| name.to_uppercase().replace('-', "_");
    let state = query.state.as_deref().filter(|name| DeliveryState::NAMES.contains(name));
    let wanted = [
        state.map(|name| format!("state: {}", upper(name))),
        query.column.map(|column| format!("column: {}", upper(column.name()))),
        text("environment", query.environment.as_deref()),
        text("owner", query.owner.as_deref()),
        query.priority.map(|priority| format!("priority: {priority}")),
        text("text", query.text.as_deref()),
    ];
    let wanted: Vec<String> = wanted.into_iter().flatten().collect();
    let filter =
        if wanted.is_empty() { String::new() } else { format!(", filter: {{ {} }}", wanted.join(", ")) };
    about(reading, example!("board"), &[("sort: PRIORITY", format!("sort: {sort}{filter}"))])
}

pub(super) fn requirement(reading: &Reading<'_>, id: &str) -> Vec<String> {
    let gaps = [("\"req-103\"", quoted(id))];
    let mut all = about(reading, example!("where-is-my-requirement"), &gaps);
    all.extend(about(reading, example!("trace"), &gaps));
    all
}

pub(super) fn environments(reading: &Reading<'_>) -> Vec<String> {
    about(reading, example!("what-is-in-production"), &[])
}

pub(super) fn environment(reading: &Reading<'_>, id: &str) -> Vec<String> {
    about(reading, example!("what-is-in-production"), &[("\"env-prod\"", quoted(id))])
}

pub(super) fn releases(reading: &Reading<'_>) -> Vec<String> {
    about(reading, example!("what-changed"), &[])
}

pub(super) fn release(reading: &Reading<'_>, id: &str, previous: Option<&str>) -> Vec<String> {
    let place = ("environment: \"env-prod\"", format!("release: {}", quoted(id)));
    let mut all = about(reading, example!("what-is-in-production"), &[place]);
    if let Some(previous) = previous {
        let gaps = [("\"rel-2026-03\"", quoted(previous)), ("\"rel-2026-07\"", quoted(id))];
        all.extend(about(reading, example!("what-changed"), &gaps));
    }
    all
}

/// Incidents, the newest first.
const INCIDENTS: &str = "\
# What went wrong?
{
  model {
    incidents(first: 50) {
      nodes { key title severity detectedAt resolvedAt cause environment service deployment customersAffected }
      next
    }
  }
}";

pub(super) fn incidents(reading: &Reading<'_>) -> Vec<String> {
    about(reading, INCIDENTS, &[])
}

pub(super) fn incident(reading: &Reading<'_>, key: &str) -> Vec<String> {
    about(reading, example!("what-the-incident-touched"), &[("\"inc-2026-07-14\"", quoted(key))])
}

pub(super) fn metrics(reading: &Reading<'_>, window: Window, by: &str) -> Vec<String> {
    let (from, until) = (window.from.day(), window.until.plus(-1).day());
    let gaps = [
        ("\"2026-06-01\"", quoted(&from)),
        ("\"2026-11-30\"", quoted(&until)),
        ("by: TEAM", format!("by: {by}")),
    ];
    let mut all = about(reading, example!("metrics"), &gaps);
    all.extend(about(reading, example!("indicators"), &[]));
    all
}

pub(super) fn coverage(reading: &Reading<'_>) -> Vec<String> {
    about(reading, example!("coverage"), &[])
}

pub(super) fn intake(reading: &Reading<'_>) -> Vec<String> {
    about(reading, example!("needs"), &[])
}

pub(super) fn unmatched(reading: &Reading<'_>) -> Vec<String> {
    about(reading, example!("unmatched"), &[])
}
