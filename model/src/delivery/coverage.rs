//! Whether business and technology carry each other: coverage both ways.
//!
//! [`measure`] gives every number with the elements that count for it and those that are missing, over
//! a model and what the ledger knows of it ([`Facts`]). [`traces`] follows every agreed requirement
//! from its demand to its effect, in one pass. [`compare`] says what a revision gained and lost.
//!
//! *In use* is what is not proposed, planned or retired: without a lifecycle, an element is in use.

mod compare;
mod numbers;
mod spread;
mod trace;

pub use compare::{Difference, compare};
pub use trace::{Step, Trace, traces};

use std::collections::{BTreeMap, BTreeSet};

use super::Moment;
use super::flow::{Business, DemandTimes, Figure, Window, business};
use crate::id::ElementId;
use crate::snapshot::Snapshot;

/// What the ledger knows that the numbers need.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// The moment that is asked about.
    pub at: Moment,
    /// When each indicator was last measured, until then.
    pub last_readings: BTreeMap<ElementId, Moment>,
    /// Requirements that are live for somebody.
    pub live: BTreeSet<ElementId>,
    /// When demands were recorded, decided and live.
    pub demands: Vec<DemandTimes>,
    /// Over how many days speed is measured; none for a year.
    pub speed_days: Option<u32>,
    /// Keys of deployments, with the artifact of the model where it is known.
    pub deployments: Vec<(String, Option<ElementId>)>,
}

/// A share with those that count and those that are missing.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// The share, with its definition and its sample.
    pub figure: Figure,
    /// Those that are below the line and not above it, in order. Above it are
    /// [`Figure::numerator`]; both together are below it.
    pub missing: Vec<String>,
}

impl Number {
    /// A share of what is given with whether it counts.
    fn of<T: Into<String>>(id: &'static str, all: impl IntoIterator<Item = (T, bool)>) -> Self {
        let (mut counts, mut missing) = (Vec::new(), Vec::new());
        for (key, is_covered) in all {
            let list = if is_covered { &mut counts } else { &mut missing };
            list.push(key.into());
        }
        let sample = (counts.len() + missing.len()) as u64;
        Self { figure: Figure::share(id, counts, sample), missing }
    }

    /// Its stable id.
    pub fn id(&self) -> &'static str {
        self.figure.id
    }

    /// All that are below the line: those that count, then those that are missing.
    pub fn denominator(&self) -> impl Iterator<Item = &str> {
        self.figure.numerator.iter().chain(&self.missing).map(String::as_str)
    }
}

/// All numbers of a revision.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// Shares, in the order of pages.
    pub numbers: Vec<Number>,
    /// How long the business waits.
    pub speed: Business,
}

impl Coverage {
    /// A share by its id.
    pub fn number(&self, id: &str) -> Option<&Number> {
        self.numbers.iter().find(|number| number.id() == id)
    }
}

/// All numbers of a revision, at the moment of the facts.
pub fn measure(snapshot: &Snapshot, facts: &Facts) -> Coverage {
    let mut numbers = numbers::of_model(snapshot, facts);
    let deployments = facts.deployments.iter().map(|(key, artifact)| (key.as_str(), artifact.is_some()));
    numbers.push(Number::of("deployments-with-artifact", deployments));
    let window = Window::last_days(facts.speed_days.unwrap_or(365), facts.at);
    Coverage { numbers, speed: business(&facts.demands, window) }
}

#[cfg(test)]
mod tests;
