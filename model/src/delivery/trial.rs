//! A trial as its page shows it: what is tried with whom, until when, and whether its guardrails hold.

mod guardrail;
mod span;

pub use guardrail::{Guardrail, GuardrailStatus};

use guardrail::guardrail;
use span::Span;

use super::Moment;
use super::chain::Placed;
use super::effect::Reading;
use super::moment::DAY;
use crate::element::Element;
use crate::id::ElementId;
use crate::rules::joined::targets;
use crate::rules::{is_date, is_overdue};
use crate::snapshot::Snapshot;
use crate::text::Text;
use crate::value::Value;

/// What is known of a trial.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// Its id.
    pub id: ElementId,
    /// What is expected to happen.
    pub hypothesis: Text,
    /// With whom it is tried.
    pub cohort: Cohort,
    /// The indicators that decide.
    pub indicators: Vec<ElementId>,
    /// What must not get worse, and whether it did.
    pub guardrails: Vec<Guardrail>,
    /// Its first day, `YYYY-MM-DD`.
    pub start: Option<Box<str>>,
    /// Its last day.
    pub expires: Option<Box<str>>,
    /// Days until the last one: 0 on that day, negative after it.
    pub days_left: Option<i64>,
    /// What was decided.
    pub decision: Decision,
    /// Past its last day without a decision: what the rule `expired-trial` finds.
    pub is_overdue: bool,
    /// Who decided, when and why.
    pub decided: Option<Decided>,
    /// When it is to be stopped.
    pub stop_rule: Text,
    /// What it may cost.
    pub budget: Option<f64>,
    /// Requirements that it tests.
    pub tests: Vec<ElementId>,
    /// Deployment targets that it runs on.
    pub runs_on: Vec<ElementId>,
    /// Keys of the deployments that belong to it, in order of time.
    pub deployments: Vec<String>,
}

/// With whom a trial runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cohort {
    /// In words.
    pub who: Text,
    /// In percent, 0 to 100, as the model says it.
    pub share: Option<f64>,
    /// A location.
    pub place: Option<ElementId>,
    /// The share that the last of its deployments serves, in percent, where that is reported.
    pub deployed_share: Option<f64>,
}

/// What came of a trial.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Decision {
    /// Nothing yet; also where nothing is said.
    #[default]
    Running,
    /// It stays.
    Keep,
    /// It is done in another way.
    Change,
    /// It ends.
    Stop,
}

impl Decision {
    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Keep => "keep",
            Self::Change => "change",
            Self::Stop => "stop",
        }
    }
}

/// A decision.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decided {
    /// Who took it.
    pub by: Option<ElementId>,
    /// On which day, `YYYY-MM-DD`.
    pub on: Option<Box<str>>,
    /// Why.
    pub why: Text,
}

/// What is known of the trial in a slot at a moment; none if the element is no trial. `readings` gives
/// those of an indicator, `deployments` may be all of the ledger.
pub fn trial(
    snapshot: &Snapshot,
    slot: u32,
    readings: impl Fn(&ElementId) -> Vec<Reading>,
    deployments: &[Placed],
    at: Moment,
) -> Option<Trial> {
    let metamodel = snapshot.metamodel();
    if !metamodel.is_a(snapshot.kind_at(slot)?, metamodel.known().trial?) {
        return None;
    }
    let element = snapshot.element_at(slot)?;
    let value = |key: &str| element.properties.get(key);
    let day = |key: &str| element.properties.text(key).filter(|day| is_date(day)).map(Box::from);
    let decided = value("decided").and_then(Value::as_record).map(|record| Decided {
        by: id_of(record.get("by")),
        on: record.text("on").filter(|day| is_date(day)).map(Into::into),
        why: text_of(record.get("why")),
    });
    let (start, expires): (Option<Box<str>>, Option<Box<str>>) = (day("start"), day("expires"));
    let time = Span::of(start.as_deref(), expires.as_deref(), decided.as_ref(), at);
    let runs_on = ends(snapshot, slot, metamodel.known().association, "deployment-target");
    let tests = ends(snapshot, slot, metamodel.known().realization, "requirement");
    let linked = linked(deployments, &element.id, &runs_on, time);
    let mut cohort = cohort(value("cohort"));
    cohort.deployed_share = linked.iter().rev().find_map(|one| one.record.share).map(|share| share * 100.0);
    let guardrails = value("guardrails").map_or(&[][..], Value::items).iter();
    let guardrails = guardrails.filter_map(|one| guardrail(snapshot, one, &readings, time));
    Some(Trial {
        id: element.id.clone(),
        hypothesis: text_of(value("hypothesis")),
        cohort,
        indicators: value("indicators")
            .map_or(&[][..], Value::items)
            .iter()
            .filter_map(|one| id_of(Some(one)))
            .collect(),
        guardrails: guardrails.collect(),
        days_left: expires.as_deref().and_then(|day| days(day, at)),
        is_overdue: is_overdue(element, &at.day()),
        start,
        expires,
        decision: decision(element),
        decided,
        stop_rule: text_of(value("stop_rule")),
        budget: super::effect::number_of(value("budget")),
        tests,
        runs_on,
        deployments: linked.iter().map(|one| one.key.clone()).collect(),
    })
}

fn decision(element: &Element) -> Decision {
    match element.properties.text("decision") {
        Some("keep") => Decision::Keep,
        Some("change") => Decision::Change,
        Some("stop") => Decision::Stop,
        _ => Decision::Running,
    }
}

/// Days from the day of a moment until another day.
fn days(until: &str, at: Moment) -> Option<i64> {
    let until: Moment = until.parse().ok()?;
    Some(until.0.div_euclid(DAY) - at.0.div_euclid(DAY))
}

fn cohort(value: Option<&Value>) -> Cohort {
    let part = |key: &str| value?.at(&[key]);
    Cohort {
        who: text_of(part("who")),
        share: super::effect::number_of(part("share")),
        place: id_of(part("place")),
        deployed_share: None,
    }
}

/// Deployments that name the trial, or that were made on its targets in its time.
fn linked<'a>(
    deployments: &'a [Placed],
    id: &ElementId,
    runs_on: &[ElementId],
    time: Span,
) -> Vec<&'a Placed> {
    let belongs = |one: &&Placed| {
        let names_it = one.record.mentions.iter().any(|mention| mention.text == id.as_str());
        let is_there = || one.target.as_ref().is_some_and(|target| runs_on.contains(target));
        one.record.at.is_some_and(|at| at <= time.until && (names_it || (time.holds(at) && is_there())))
    };
    let mut found: Vec<&Placed> = deployments.iter().filter(belongs).collect();
    found.sort_by(|a, b| (a.record.at, &a.key).cmp(&(b.record.at, &b.key)));
    found
}

/// Elements of a kind that relations of an ArchiMate kind lead to.
fn ends(
    snapshot: &Snapshot,
    slot: u32,
    relation: Option<crate::metamodel::RelationIndex>,
    kind: &str,
) -> Vec<ElementId> {
    let metamodel = snapshot.metamodel();
    let wanted = metamodel.kind_index(kind);
    let relation = [relation];
    let found = targets(snapshot, slot, &relation).filter(
        |joined| matches!((joined.kind, wanted), (Some(kind), Some(wanted)) if metamodel.is_a(kind, wanted)),
    );
    found.map(|joined| joined.element.id.clone()).collect()
}

fn id_of(value: Option<&Value>) -> Option<ElementId> {
    ElementId::parse(value?.as_text()?).ok()
}

/// Text in one or several languages, as a property holds it.
fn text_of(value: Option<&Value>) -> Text {
    match value {
        Some(Value::Text(text)) => Text::One(text.clone()),
        Some(Value::Record(record)) => Text::languages(
            record.iter().filter_map(|(language, text)| Some((language.into(), text.as_text()?.into()))),
        ),
        _ => Text::default(),
    }
}

#[cfg(test)]
mod tests;
