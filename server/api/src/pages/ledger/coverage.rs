//! `/m/<model>/coverage`: whether business and technology carry each other, in numbers with what is missing
//! behind them; what was gained and lost since a day; and what people think of themselves beside it.

use archweave_app::AppError;
use archweave_app::ledger::{CoverageAt, DIMENSIONS, Ledger};
use archweave_model::delivery::coverage::Difference;
use archweave_model::delivery::flow::Unit;

use crate::pages::Ask;
use crate::pages::answer::Answer;
use crate::pages::language::grouped;
use crate::pages::reading::Reading;

use super::doc::{Doc, Section};
use super::form::Form;
use super::metrics::card;
use super::say::moment;
use super::sheet::{Cell, Piece, Sheet};
use super::{open, queries};

/// Names in one list on a page; a file has all.
const MAX_NAMES: usize = 200;
/// Traces on a page.
const MAX_TRACES: usize = 200;

/// Builds the page.
pub(super) fn build(ask: &Ask) -> Result<Answer, AppError> {
    open::page(ask, "coverage", |reading| reading.words().word("ledger_coverage").to_owned(), fill)
}

fn fill(reading: &Reading<'_>, ledger: &Ledger<'_>, doc: &mut Doc) -> Result<(), AppError> {
    let (ask, words) = (reading.ask, reading.words());
    doc.form = Some(Form::new(reading).day(reading, "at", words.word("ledger_at")).day(
        reading,
        "before",
        words.word("ledger_compare_with"),
    ));
    doc.queries = queries::coverage(reading);
    let before = open::moment_of(ask, "before")?;
    let (found, differences) = match before {
        Some(before) => {
            let change = ledger.coverage_since(before)?;
            (change.after, Some(change.differences))
        }
        None => (ledger.coverage()?, None),
    };
    let limit = if open::wants_all(ask) { usize::MAX } else { MAX_NAMES };
    doc.lead.push(
        Section::new("numbers", words.word("ledger_coverage_numbers"))
            .note(words.word("ledger_coverage_help"))
            .table(numbers(reading, &found, limit), words.word("ledger_nothing_fits")),
    );
    if let Some((differences, before)) = differences.zip(before) {
        doc.add(
            Section::new("compared", words.word("ledger_compared"))
                .note(words.fill("ledger_changed_since", &[("time", &moment(before))]))
                .table(compared(reading, &differences, limit), words.word("ledger_nothing_changed")),
        );
    }
    doc.add(traces(reading, &found, open::wants_all(ask)));
    let mut speed = Section::new("speed", words.word("ledger_business_waits"));
    speed.cards = found.coverage.speed.figures().iter().map(|figure| card(reading, figure)).collect();
    doc.aside.push(speed);
    doc.aside.push(assessed(reading, ledger)?);
    if ledger.position()? == 0 {
        doc.nothing_yet(reading);
    }
    Ok(())
}

/// What a key of a number is: an element, or a record.
fn piece(reading: &Reading<'_>, key: &str) -> Piece {
    match reading.snapshot().element(key) {
        Some(_) => reading.element_piece(key),
        None => Piece::new(key),
    }
}

fn pieces(reading: &Reading<'_>, keys: &[String], limit: usize) -> Vec<Piece> {
    let mut found: Vec<Piece> = keys.iter().take(limit).map(|key| piece(reading, key)).collect();
    if keys.len() > limit {
        found.push(Piece::new(format!("+{}", grouped(keys.len() - limit))));
    }
    found
}

fn numbers(reading: &Reading<'_>, found: &CoverageAt, limit: usize) -> Sheet {
    let words = reading.words();
    let mut sheet = Sheet::new(
        words.word("ledger_coverage"),
        &[
            words.word("ledger_number"),
            &format!("#{}", words.word("ledger_share")),
            &format!("#{}", words.word("ledger_counted")),
            words.word("ledger_missing"),
        ],
    );
    for number in &found.coverage.numbers {
        let figure = &number.figure;
        let is_whole = figure.value.is_some_and(|value| value >= 1.0);
        let value = reading.figure(figure);
        let value = if is_whole { Cell::of(Piece::new(value).chip("tone-good")) } else { Cell::text(value) };
        let counted = [
            ("present", grouped(figure.numerator.len())),
            ("required", grouped(figure.denominator as usize)),
        ];
        sheet.row(
            Cell::text(reading.label(&figure.definition.label, figure.id))
                .note(reading.label(&figure.definition.definition, "")),
            vec![
                value.numeric(),
                Cell::number(
                    words.fill("present_of", &counted.each_ref().map(|(name, text)| (*name, text.as_str()))),
                ),
                Cell::default().more(
                    words.count("ledger_missing_count", number.missing.len()),
                    pieces(reading, &number.missing, limit),
                ),
            ],
        );
    }
    sheet
}

fn compared(reading: &Reading<'_>, differences: &[Difference], limit: usize) -> Sheet {
    let words = reading.words();
    let mut sheet = Sheet::new(
        words.word("ledger_compared"),
        &[
            words.word("ledger_number"),
            &format!("#{}", words.word("ledger_before")),
            &format!("#{}", words.word("ledger_after")),
            words.word("ledger_gained"),
            words.word("ledger_lost"),
            words.word("ledger_newly_missing"),
        ],
    );
    let definitions = archweave_model::delivery::flow::definitions();
    for one in differences.iter().filter(|one| !one.is_empty() || one.before != one.after) {
        let definition = definitions.iter().find(|definition| definition.id == one.id);
        let label = definition
            .map_or_else(|| one.id.to_owned(), |definition| reading.label(&definition.label, one.id));
        let share = |value: Option<f64>| {
            value.map_or_else(|| "–".to_owned(), |value| reading.figure_value(Unit::Ratio, value))
        };
        let list = |keys: &[String]| {
            Cell::default()
                .more(words.count("ledger_element_count", keys.len()), pieces(reading, keys, limit))
        };
        sheet.row(
            Cell::text(label),
            vec![
                Cell::number(share(one.before)),
                Cell::number(share(one.after)),
                list(&one.gained),
                list(&one.lost),
                list(&one.newly_missing),
            ],
        );
    }
    sheet
}

/// How far every agreed requirement can be followed; those with gaps first.
fn traces(reading: &Reading<'_>, found: &CoverageAt, all: bool) -> Section {
    let words = reading.words();
    let mut sheet = Sheet::new(
        words.word("ledger_followed"),
        &[words.word("ledger_requirement"), words.word("ledger_missing")],
    );
    let mut broken: Vec<_> = found.traces.iter().filter(|trace| !trace.missing.is_empty()).collect();
    broken.sort_by(|a, b| {
        b.missing.len().cmp(&a.missing.len()).then_with(|| a.requirement.cmp(&b.requirement))
    });
    let limit = if all { usize::MAX } else { MAX_TRACES };
    for trace in broken.iter().take(limit) {
        let missing = trace
            .missing
            .iter()
            .map(|step| Piece::new(reading.say("trace", step.name())).chip("tone-warning"));
        sheet.row(reading.element_cell(trace.requirement.as_str()), vec![Cell::all(missing.collect())]);
    }
    let (whole, count) = (found.traces.len() - broken.len(), found.traces.len());
    let summary =
        words.fill("ledger_followed_summary", &[("whole", &grouped(whole)), ("all", &grouped(count))]);
    Section::new("traces", words.word("ledger_followed"))
        .note(summary)
        .table(sheet, words.word("ledger_all_followed"))
}

/// What people answered last, for each dimension.
fn assessed(reading: &Reading<'_>, ledger: &Ledger<'_>) -> Result<Section, AppError> {
    let words = reading.words();
    let answers = ledger.assessments(200)?;
    let mut sheet = Sheet::new(
        words.word("ledger_assessment"),
        &[words.word("ledger_dimension"), words.word("ledger_answer")],
    );
    for dimension in DIMENSIONS {
        let of = |answer: &&archweave_app::ledger::Assessed| {
            answer.assessment.dimension.as_deref() == Some(dimension)
        };
        let Some(last) = answers.iter().find(of) else { continue };
        let answer = &last.assessment;
        let stage = answer.stage.as_deref().map(|stage| reading.say("maturity", stage));
        let who = [answer.at.map(|at| at.day()), answer.by.clone(), answer.note.clone()];
        sheet.row(
            Cell::text(reading.say("dimension", dimension)),
            vec![Cell::maybe(stage).note(who.into_iter().flatten().collect::<Vec<_>>().join(" · "))],
        );
    }
    Ok(Section::new("assessment", words.word("ledger_assessment"))
        .note(words.word("ledger_assessment_help"))
        .table(sheet, words.word("ledger_no_assessment")))
}
