//! States, times and numbers of the ledger in the words of the page.

use archweave_app::ledger::words;
use archweave_model::delivery::Moment;
use archweave_model::delivery::flow::{Figure, Unit};
use archweave_model::delivery::standing::DeliveryState;

use crate::pages::at::minute;
use crate::pages::language::{Language, Shown, grouped};
use crate::pages::reading::Reading;

const MINUTE: f64 = 60_000.0;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;

impl Reading<'_> {
    /// What a stable name is called.
    pub fn say(&self, set: &str, name: &str) -> String {
        words::said(set, name, self.ask.language.code())
    }

    /// A state of a delivery in words.
    pub fn say_state(&self, state: DeliveryState) -> String {
        archweave_app::ledger::draw::standing_words(state, self.ask.language.code())
    }

    /// The name of an element, or its id if it is not in the model.
    pub fn name_of(&self, id: &str) -> Shown {
        match self.snapshot().element(id) {
            Some(element) => self.brief(element).name,
            None => id.into(),
        }
    }

    /// Where an element's page of the ledger is, else its own page; none if it is not in the model.
    pub fn address_of(&self, id: &str) -> Option<String> {
        let snapshot = self.snapshot();
        let slot = snapshot.slot_of(id)?;
        let (kind, metamodel) = (snapshot.kind_at(slot), snapshot.metamodel());
        let is = |name: &str| match (kind, metamodel.kind_index(name)) {
            (Some(kind), Some(wanted)) => metamodel.is_a(kind, wanted),
            _ => false,
        };
        let not_delivered = ["demand", "policy", "policy-clause", "business-rule", "constraint"];
        Some(match () {
            () if is("environment") => self.to("environments", id),
            () if is("release") => self.to("releases", id),
            () if is("requirement") && !not_delivered.iter().any(|name| is(name)) => {
                self.to("requirements", id)
            }
            () => self.to("elements", id),
        })
    }

    /// How long something took.
    pub fn duration(&self, milliseconds: f64) -> String {
        let (value, unit) = match milliseconds.abs() {
            short if short < HOUR => (milliseconds / MINUTE, ["min", "分钟"]),
            short if short < 2.0 * DAY => (milliseconds / HOUR, ["h", "小时"]),
            _ => (milliseconds / DAY, ["days", "天"]),
        };
        let is_chinese = self.ask.language == Language::Chinese;
        format!("{} {}", decimal(value), unit[usize::from(is_chinese)])
    }

    /// The value of a figure with its unit; a dash where there is none.
    pub fn figure(&self, figure: &Figure) -> String {
        figure.value.map_or_else(|| "–".to_owned(), |value| self.figure_value(figure.unit, value))
    }

    /// A value with a unit.
    pub fn figure_value(&self, unit: Unit, value: f64) -> String {
        let words = self.words();
        match unit {
            Unit::Milliseconds => self.duration(value),
            Unit::Ratio => percent(value),
            Unit::PerDay => words.fill("ledger_per_day", &[("number", &decimal(value))]),
            Unit::PerWeek => words.fill("ledger_per_week", &[("number", &decimal(value))]),
        }
    }
}

/// A moment to the minute, in UTC: `2026-07-14 20:10`.
pub(super) fn moment(at: Moment) -> String {
    minute(&at.to_string())
}

/// A number for readers: few digits after the point, thousands set apart.
pub(super) fn decimal(value: f64) -> String {
    let digits = match value.abs() {
        large if large >= 100.0 => 0,
        middle if middle >= 10.0 => 1,
        _ => 2,
    };
    let text = format!("{value:.digits$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    let (sign, plain) = text.strip_prefix('-').map_or(("", text), |plain| ("-", plain));
    let (whole, fraction) = plain.split_once('.').map_or((plain, None), |(whole, rest)| (whole, Some(rest)));
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), grouped);
    match fraction {
        Some(fraction) => format!("{sign}{whole}.{fraction}"),
        None if whole == "0" => whole,
        None => format!("{sign}{whole}"),
    }
}

/// A share in percent: `78.6 %`.
pub(super) fn percent(share: f64) -> String {
    format!("{} %", decimal((share * 1_000.0).round() / 10.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_as_many_digits_as_help() {
        for (value, text) in [
            (0.0, "0"),
            (-0.001, "0"),
            (0.126, "0.13"),
            (9.5, "9.5"),
            (12.34, "12.3"),
            (1_234_567.8, "1,234,568"),
            (-1234.0, "-1,234"),
        ] {
            assert_eq!(decimal(value), text);
        }
        assert_eq!((&*percent(0.786), &*percent(1.0), &*percent(0.0)), ("78.6 %", "100 %", "0 %"));
    }
}
