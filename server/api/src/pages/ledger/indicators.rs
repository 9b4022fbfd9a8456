//! Indicators, pairs of which one is expected to move the other, and trials: the second half of the page
//! of numbers.

use archweave_app::AppError;
use archweave_app::ledger::{IndicatorStatus, Ledger, PairStatus};
use archweave_model::delivery::flow::Window;
use archweave_model::delivery::trial::{GuardrailStatus, Trial};

use crate::pages::language::grouped;
use crate::pages::reading::Reading;

use super::delivery::effect_tone;
use super::doc::{Doc, Section};
use super::metrics::measured_at;
use super::say::{decimal, percent};
use super::sheet::{Cell, Piece, Sheet};
use super::spark;

/// Adds the sections.
pub(super) fn add(
    reading: &Reading<'_>,
    ledger: &Ledger<'_>,
    doc: &mut Doc,
    window: Window,
) -> Result<(), AppError> {
    let words = reading.words();
    let found = ledger.indicators(None, window)?;
    let counted = grouped(found.len());
    doc.add(
        Section::new("indicators", words.word("ledger_indicators"))
            .counted(counted)
            .table(indicators(reading, &found), words.word("ledger_no_indicators")),
    );
    let pairs = ledger.pairs(window, None)?;
    doc.add(
        Section::new("pairs", words.word("ledger_pairs"))
            .counted(grouped(pairs.len()))
            .note(words.word("ledger_pairs_help"))
            .table(self::pairs(reading, &pairs), words.word("ledger_no_pairs")),
    );
    let trials = ledger.trials()?;
    doc.add(
        Section::new("trials", words.word("ledger_trials"))
            .counted(grouped(trials.len()))
            .table(self::trials(reading, &trials), words.word("ledger_no_trials")),
    );
    Ok(())
}

/// The unit of an indicator.
fn unit(reading: &Reading<'_>, id: &str) -> String {
    let element = reading.snapshot().element(id);
    let value = element.and_then(|element| element.properties.get("unit"));
    let text =
        value.and_then(|value| reading.localized(value).or_else(|| value.as_text().map(str::to_owned)));
    text.unwrap_or_default()
}

fn with_unit(value: f64, unit: &str) -> String {
    match unit {
        "" => decimal(value),
        unit => format!("{} {unit}", decimal(value)),
    }
}

fn indicators(reading: &Reading<'_>, found: &[IndicatorStatus]) -> Sheet {
    let words = reading.words();
    let mut sheet = Sheet::new(
        words.word("ledger_indicators"),
        &[
            words.word("ledger_indicator"),
            &format!("#{}", words.word("ledger_last_value")),
            words.word("ledger_course"),
            &format!("#{}", words.word("ledger_target_value")),
            words.word("ledger_effect_state"),
            &format!("#{}", words.word("ledger_progress")),
            words.word("ledger_measures"),
            &format!("#{}", words.word("ledger_rolled_up")),
        ],
    );
    for one in found {
        let id = one.indicator.as_str();
        let unit = unit(reading, id);
        let last = one.effect.last.or(one.effect.newest);
        let state = one.effect.state.name();
        let value = last.map(|last| with_unit(last.value, &unit)).unwrap_or_default();
        let sample = last.map(|last| {
            let cases = words.count("ledger_sample", last.sample as usize);
            format!("{cases} · {}", measured_at(Some(last.at)))
        });
        let ends = one.series.first().zip(one.series.last());
        let course = ends.map(|(first, last)| {
            let gaps = [
                ("first", with_unit(first.value, &unit)),
                ("last", with_unit(last.value, &unit)),
                ("count", grouped(one.series.len())),
            ];
            words.fill("ledger_course_text", &gaps.each_ref().map(|(name, text)| (*name, text.as_str())))
        });
        let course = match spark::line(&one.series, one.about.target) {
            Some(svg) => Cell::maybe(course).drawing(svg),
            None => Cell::maybe(course),
        };
        let element = reading.snapshot().element(id);
        let due = element.and_then(|element| element.properties.text("target_date")).unwrap_or_default();
        let target = match (one.about.target, one.about.lower, one.about.upper) {
            (Some(target), ..) => with_unit(target, &unit),
            (None, None, None) => String::new(),
            (None, lower, upper) => {
                let end = |end: Option<f64>| end.map(decimal).unwrap_or_default();
                format!("{}–{} {unit}", end(lower), end(upper)).trim().to_owned()
            }
        };
        let rolled = one.rolled_up.as_ref();
        sheet.row(
            reading.element_cell(id),
            vec![
                Cell::number(value).note(sample.unwrap_or_default()),
                course,
                Cell::number(target).note(due),
                Cell::of(Piece::new(reading.say("effect", state)).chip(effect_tone(state)))
                    .note(if one.effect.needs_more_data { words.word("ledger_small_sample") } else { "" }),
                Cell::number(one.effect.progress.map(percent).unwrap_or_default()),
                reading.elements_cell(one.measures.iter().map(|id| id.as_str())),
                Cell::number(
                    rolled
                        .and_then(|rolled| rolled.value)
                        .map(|value| with_unit(value, &unit))
                        .unwrap_or_default(),
                )
                .note(
                    rolled
                        .map(|rolled| words.count("ledger_over_elements", rolled.elements.len()))
                        .unwrap_or_default(),
                ),
            ],
        );
    }
    sheet
}

fn pairs(reading: &Reading<'_>, found: &[PairStatus]) -> Sheet {
    let words = reading.words();
    let mut sheet = Sheet::new(
        words.word("ledger_pairs"),
        &[
            words.word("ledger_moves"),
            words.word("ledger_moved"),
            words.word("ledger_expected"),
            words.word("ledger_verdict"),
            &format!("#{}", words.word("ledger_correlation")),
            &format!("#{}", words.word("ledger_without_trend")),
            &format!("#{}", words.word("ledger_days_of_both")),
        ],
    );
    for one in found {
        let lag = words.count("ledger_days_later", one.expected.declared.lag_days as usize);
        let sign = one.expected.declared.sign.map(|sign| reading.say("sign", sign.name()));
        let verdict = one.found.verdict.name();
        let tone = match verdict {
            "supports" => "tone-good",
            "contradicts" => "tone-bad",
            "no-relation" => "tone-warning",
            _ => "tone-neutral",
        };
        let number =
            |value: Option<f64>| Cell::number(value.map(|value| format!("{value:.2}")).unwrap_or_default());
        sheet.row(
            reading.element_cell(one.expected.from.as_str()),
            vec![
                reading.element_cell(one.expected.to.as_str()),
                Cell::maybe(sign).note(lag),
                Cell::of(Piece::new(reading.say("verdict", verdict)).chip(tone)),
                number(one.found.correlation),
                number(one.found.without_trend),
                Cell::number(grouped(one.found.sample as usize)),
            ],
        );
    }
    sheet
}

fn trials(reading: &Reading<'_>, found: &[Trial]) -> Sheet {
    let words = reading.words();
    let mut sheet = Sheet::new(
        words.word("ledger_trials"),
        &[
            words.word("ledger_trial"),
            words.word("ledger_decision"),
            words.word("ledger_from_to"),
            words.word("ledger_with_whom"),
            words.word("ledger_guardrails"),
            words.word("ledger_requirements"),
            words.word("ledger_indicators"),
        ],
    );
    for trial in found {
        let decision = trial.decision.name();
        let tone = match (trial.is_overdue, decision) {
            (true, _) => "tone-bad",
            (_, "keep") => "tone-good",
            (_, "stop") => "tone-warning",
            _ => "tone-neutral",
        };
        let left = trial.days_left.filter(|_| decision == "running").map(|days| match days {
            late if late < 0 => words.count("ledger_days_over", late.unsigned_abs() as usize),
            days => words.count("ledger_days_left", days as usize),
        });
        let span =
            [trial.start.as_deref(), trial.expires.as_deref()].map(Option::unwrap_or_default).join(" – ");
        let decided = trial.decided.as_ref().and_then(|decided| decided.on.as_deref()).unwrap_or_default();
        let share = trial.cohort.share.map(|share| format!("{} %", decimal(share)));
        let cohort = [Some(reading.show(&trial.cohort.who).text).filter(|who| !who.is_empty()), share];
        let cohort = cohort.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let deployed = trial
            .cohort
            .deployed_share
            .map(|share| words.fill("ledger_deployed_to", &[("share", &format!("{} %", decimal(share)))]));
        let guardrails = trial.guardrails.iter().map(|one| {
            let bounds = [
                one.at_least.map(|bound| format!("≥ {}", decimal(bound))),
                one.at_most.map(|bound| format!("≤ {}", decimal(bound))),
            ];
            let bounds = bounds.into_iter().flatten().collect::<Vec<_>>().join(" ");
            let (status, tone) = match one.status {
                GuardrailStatus::Holds => ("holds", "tone-good"),
                GuardrailStatus::Broken => ("broken", "tone-bad"),
                GuardrailStatus::NeedsMoreData => ("needs-more-data", "tone-neutral"),
                GuardrailStatus::NoData => ("no-data", "tone-neutral"),
            };
            let name = reading.name_of(one.indicator.as_str()).text;
            Piece::new(format!("{name} {bounds}: {}", reading.say("guardrail", status))).chip(tone)
        });
        sheet.row(
            reading.element_cell(trial.id.as_str()),
            vec![
                Cell::of(Piece::new(reading.say("trial", decision)).chip(tone))
                    .note(left.unwrap_or_else(|| decided.to_owned())),
                Cell::text(span),
                Cell::text(cohort).note(deployed.unwrap_or_default()),
                Cell::all(guardrails.collect()),
                reading.elements_cell(trial.tests.iter().map(|id| id.as_str())),
                reading.elements_cell(trial.indicators.iter().map(|id| id.as_str())),
            ],
        );
    }
    sheet
}
