//! Numbers that say where they come from.

use archweave_model::delivery::flow::{Definition, Figure};
use async_graphql::Object;

use crate::graphql::property::read;

/// A number with its definition, its sample and what it was counted from.
pub(in crate::graphql) struct FigureObject(pub Figure);

/// A number with its definition, its sample and what it was counted from.
#[Object(name = "Figure")]
impl FigureObject {
    /// Stable id: `change-lead-time`.
    async fn figure_id(&self) -> &str {
        self.0.id
    }

    /// The number; none where there is nothing to compute it from.
    async fn value(&self) -> Option<f64> {
        self.0.value
    }

    /// per-day, per-week, milliseconds or ratio.
    async fn unit(&self) -> &str {
        self.0.unit.name()
    }

    /// How many cases it was computed from.
    async fn sample(&self) -> u64 {
        self.0.sample
    }

    /// How many are counted below the line; the sample where there is no line.
    async fn denominator(&self) -> u64 {
        self.0.denominator
    }

    /// Keys or ids of what is counted above the line, in order; the first 1,000.
    async fn numerator(&self) -> Vec<&str> {
        self.0.numerator.iter().take(1_000).map(String::as_str).collect()
    }

    /// Name for readers.
    async fn label(&self, language: Option<String>) -> String {
        read(&self.definition().label, language.as_deref())
    }

    /// What it means.
    async fn meaning(&self, language: Option<String>) -> String {
        read(&self.definition().definition, language.as_deref())
    }

    /// Who defined it: dora or archweave.
    async fn source(&self) -> &str {
        &self.definition().source
    }

    /// The step of DORA's quick check, 1 (slowest) to 6, where it has one.
    async fn dora_step(&self) -> Option<u8> {
        self.0.dora_step
    }
}

impl FigureObject {
    fn definition(&self) -> &Definition {
        self.0.definition
    }
}

/// Several numbers.
pub(super) fn figures<'a>(of: impl IntoIterator<Item = &'a Figure>) -> Vec<FigureObject> {
    of.into_iter().cloned().map(FigureObject).collect()
}
