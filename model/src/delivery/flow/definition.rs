//! What each number means: data of the library, in English and Chinese.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::metamodel::read_library;
use crate::text::Text;

/// What a number means and where its definition comes from.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// Stable id: `change-lead-time`.
    pub id: String,
    /// Name for readers.
    pub label: Text,
    /// One or two sentences.
    pub definition: Text,
    /// What the number counts.
    pub unit: Unit,
    /// Which way is good.
    pub better: Better,
    /// Who defined it: `dora`, or `archweave` for our own.
    pub source: String,
    /// The scale that gives it a step of DORA's quick check.
    #[serde(default)]
    pub scale: Option<Scale>,
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// How often a day.
    PerDay,
    /// How often a week.
    PerWeek,
    /// A time, in milliseconds.
    Milliseconds,
    /// A share, 0 to 1.
    Ratio,
}

impl Unit {
    /// The name in data and interfaces.
    pub fn name(self) -> &'static str {
        match self {
            Self::PerDay => "per-day",
            Self::PerWeek => "per-week",
            Self::Milliseconds => "milliseconds",
            Self::Ratio => "ratio",
        }
    }
}

/// Which way is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Better {
    /// More of it.
    Higher,
    /// Less of it.
    Lower,
}

/// How a number becomes a step of DORA's quick check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scale {
    /// By how long something takes.
    Duration,
    /// By how often it happens, as the time from one to the next.
    Frequency,
}

const HOUR: f64 = 3_600_000.0;
const DAY: f64 = 24.0 * HOUR;

/// The longest time of each step, the best step first; a month has 30 days here.
const STEPS: [(u8, f64); 5] = [(6, HOUR), (5, DAY), (4, 7.0 * DAY), (3, 30.0 * DAY), (2, 180.0 * DAY)];

impl Scale {
    /// The step, 1 to 6, of a time in milliseconds or a frequency a day.
    pub(crate) fn step(self, value: f64) -> u8 {
        let time = match self {
            Self::Duration => value,
            Self::Frequency => DAY / value,
        };
        STEPS.iter().find(|(_, longest)| time <= *longest).map_or(1, |(step, _)| *step)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    figures: Vec<Definition>,
}

/// Every number, in the order of the reference page.
pub fn definitions() -> &'static [Definition] {
    static ALL: LazyLock<File> = LazyLock::new(|| {
        read_library("delivery/figures.yaml", include_str!("../../../library/delivery/figures.yaml"))
    });
    &ALL.figures
}

/// What a number means. Its id is one of the program's own, so it is in the library.
pub(crate) fn definition(id: &str) -> &'static Definition {
    #[expect(clippy::panic, reason = "ids of the program and of its bundled data, met by every test")]
    definitions().iter().find(|one| one.id == id).unwrap_or_else(|| panic!("no figure `{id}`"))
}
