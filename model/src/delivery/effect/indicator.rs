//! What the model says of an indicator, as numbers.

use super::duration::milliseconds;
use crate::delivery::Moment;
use crate::delivery::moment::DAY;
use crate::element::Element;
use crate::id::ElementId;
use crate::value::Value;

/// Which way is good.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// More; also where nothing is said.
    #[default]
    Higher,
    /// Less.
    Lower,
    /// Between two bounds.
    Range,
}

/// The attributes of an indicator that numbers are held against. What is missing or no number is
/// none: the rules report it where it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Indicator {
    /// Its id, if it is one of a model.
    pub id: Option<ElementId>,
    /// business-outcome, delivery-performance or capability-behaviour.
    pub class: Option<Box<str>>,
    /// Which way is good.
    pub direction: Direction,
    /// Where it started.
    pub baseline: Option<f64>,
    /// Where it is to come.
    pub target: Option<f64>,
    /// The first moment after the target's day.
    pub due: Option<Moment>,
    /// Lower end of the range.
    pub lower: Option<f64>,
    /// Upper end of the range.
    pub upper: Option<f64>,
    /// Where somebody should look.
    pub warning: Option<f64>,
    /// Where somebody must act.
    pub critical: Option<f64>,
    /// How often it is measured, in milliseconds.
    pub period: Option<i64>,
    /// The smallest sample that says something.
    pub min_sample: u64,
    /// How long a change takes to show, in milliseconds.
    pub lag: i64,
}

impl Indicator {
    /// Reads an element of kind `indicator`.
    pub fn of(element: &Element) -> Self {
        let text = |key: &str| element.properties.text(key);
        let thresholds = element.properties.get("thresholds");
        let threshold = |key: &str| number(thresholds?.at(&[key])?.as_text());
        Self {
            id: Some(element.id.clone()),
            class: text("class").map(Into::into),
            direction: match text("direction") {
                Some("lower") => Direction::Lower,
                Some("range") => Direction::Range,
                _ => Direction::Higher,
            },
            baseline: number(text("baseline")),
            target: number(text("target")),
            due: text("target_date").and_then(day_after),
            lower: threshold("lower"),
            upper: threshold("upper"),
            warning: threshold("warning"),
            critical: threshold("critical"),
            period: text("period").and_then(milliseconds),
            min_sample: text("min_sample").and_then(|text| text.parse().ok()).unwrap_or_default(),
            lag: text("lag").and_then(milliseconds).unwrap_or_default(),
        }
    }

    /// Whether a value meets the target; none where there is none.
    pub fn is_met(&self, value: f64) -> Option<bool> {
        match self.direction {
            Direction::Higher => self.target.map(|target| value >= target),
            Direction::Lower => self.target.map(|target| value <= target),
            Direction::Range => match (self.lower, self.upper) {
                (None, None) => None,
                (lower, upper) => {
                    Some(lower.is_none_or(|lower| value >= lower) && upper.is_none_or(|upper| value <= upper))
                }
            },
        }
    }

    /// Whether the target's day is over.
    pub fn is_due(&self, at: Moment) -> bool {
        self.due.is_some_and(|due| due <= at)
    }

    /// How much of the way from baseline to target is done; none for a range.
    pub fn progress(&self, value: f64) -> Option<f64> {
        let (from, to) = (self.baseline?, self.target?);
        let way = to - from;
        (self.direction != Direction::Range && way != 0.0).then(|| (value - from) / way)
    }

    /// Whether a value of `measured` is young enough to count at `at`: not older than two periods. Without
    /// a period any value is.
    pub fn is_fresh(&self, measured: Moment, at: Moment) -> bool {
        self.period.is_none_or(|period| at.since(measured) <= period.saturating_mul(2))
    }
}

/// A number as the model writes it.
pub(crate) fn number(text: Option<&str>) -> Option<f64> {
    text?.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

/// The same of any value.
pub(crate) fn number_of(value: Option<&Value>) -> Option<f64> {
    number(value?.as_text())
}

/// The first moment after a day.
pub(crate) fn day_after(day: &str) -> Option<Moment> {
    let first: Moment = crate::rules::is_date(day).then(|| day.parse().ok())??;
    Some(first.plus(DAY))
}
