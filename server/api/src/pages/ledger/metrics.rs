//! `/m/<model>/metrics`: how fast and how safely changes reach production, how long the business waits,
//! indicators with their targets, pairs of them, and trials.

use archweave_app::AppError;
use archweave_app::ledger::{By, Ledger, Measured};
use archweave_model::delivery::flow::{Figure, Window};

use crate::pages::Ask;
use crate::pages::answer::Answer;
use crate::pages::language::grouped;
use crate::pages::reading::Reading;

use super::doc::{Card, Doc, Section};
use super::form::Form;
use super::say::moment;
use super::sheet::{Cell, Sheet};
use super::{indicators, open, queries};

/// Days that windows may have on the form; any other number may be asked for too.
const DAYS: [u32; 5] = [30, 90, 180, 365, 730];
/// What is shown where nothing is asked for.
const USUAL: u32 = 90;
/// By what the numbers are told apart.
const BY: [(&str, By); 3] =
    [("component", By::Component), ("capability", By::Capability), ("team", By::Team)];

/// Builds the page.
pub(super) fn build(ask: &Ask) -> Result<Answer, AppError> {
    open::page(ask, "metrics", |reading| reading.words().word("ledger_metrics").to_owned(), fill)
}

fn fill(reading: &Reading<'_>, ledger: &Ledger<'_>, doc: &mut Doc) -> Result<(), AppError> {
    let (ask, words) = (reading.ask, reading.words());
    let days: u32 = match ask.get("days") {
        None => USUAL,
        Some(text) => text
            .parse()
            .ok()
            .filter(|days| *days > 0)
            .ok_or_else(|| AppError::Invalid("`days` is a number of days, such as 90".into()))?,
    };
    let window = Window::last_days(days, ledger.moment().plus(1));
    let by = ask
        .get("by")
        .and_then(|name| BY.iter().find(|(known, _)| *known == name))
        .map_or(By::Component, |(_, by)| *by);
    let found = ledger.metrics(window, Some(by))?;
    doc.form = Some(form(reading, days));
    doc.queries = queries::metrics(
        reading,
        window,
        match by {
            By::Capability => "CAPABILITY",
            By::Team => "TEAM",
            _ => "COMPONENT",
        },
    );
    let shown = found.all.window;
    let (from, until) = (shown.from.day(), shown.until.plus(-1).day());
    let over = words.fill("ledger_window", &[("from", &from), ("until", &until)]);
    let mut dora = Section::new("delivery-performance", words.word("ledger_dora")).note(over);
    dora.cards = found.all.figures().iter().map(|figure| card(reading, figure)).collect();
    doc.add(dora);
    let mut business = Section::new("business", words.word("ledger_business_waits"));
    business.cards = found.business.figures().iter().map(|figure| card(reading, figure)).collect();
    doc.add(business);
    doc.add(parts(reading, by, &found.parts));
    indicators::add(reading, ledger, doc, window)?;
    if ledger.position()? == 0 {
        doc.nothing_yet(reading);
    }
    Ok(())
}

fn form(reading: &Reading<'_>, days: u32) -> Form {
    let words = reading.words();
    let mut choices: Vec<u32> = DAYS.to_vec();
    if !choices.contains(&days) {
        choices.push(days);
        choices.sort_unstable();
    }
    // The usual one is what is shown without asking.
    let label = |days: u32| words.count("ledger_days", days as usize);
    let usual = (String::new(), label(USUAL));
    let others =
        choices.into_iter().filter(|days| *days != USUAL).map(|days| (days.to_string(), label(days)));
    let by = [
        ("", words.word("ledger_by_component")),
        ("capability", words.word("ledger_by_capability")),
        ("team", words.word("ledger_by_team")),
    ];
    Form::new(reading)
        .select(reading, "days", words.word("ledger_window_label"), std::iter::once(usual).chain(others))
        .select(
            reading,
            "by",
            words.word("ledger_told_apart"),
            by.map(|(id, label)| (id.to_owned(), label.to_owned())),
        )
        .day(reading, "at", words.word("ledger_at"))
}

/// A number with its definition and sample.
pub(super) fn card(reading: &Reading<'_>, figure: &Figure) -> Card {
    let words = reading.words();
    let step = figure.dora_step.map(|step| words.fill("ledger_dora_step", &[("step", &step.to_string())]));
    let sample = words.count("ledger_sample", figure.sample as usize);
    Card {
        label: reading.label(&figure.definition.label, figure.id),
        value: reading.figure(figure),
        sample: [Some(sample), step].into_iter().flatten().collect::<Vec<_>>().join(" · "),
        definition: reading.label(&figure.definition.definition, ""),
        ..Card::default()
    }
}

/// A row for each part of what was delivered.
fn parts(reading: &Reading<'_>, by: By, parts: &[Measured]) -> Section {
    let words = reading.words();
    let what = match by {
        By::Capability => words.word("ledger_by_capability"),
        By::Team => words.word("ledger_by_team"),
        _ => words.word("ledger_by_component"),
    };
    let labels: Vec<String> = parts.first().map_or_else(Vec::new, |first| {
        first.flow.figures().iter().map(|figure| reading.label(&figure.definition.label, figure.id)).collect()
    });
    let mut columns = vec![what.to_owned(), format!("#{}", words.word("ledger_deployments"))];
    columns.extend(labels.iter().map(|label| format!("#{label}")));
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let mut sheet = Sheet::new(what, &columns);
    for part in parts {
        let head = match &part.element {
            Some(id) => reading.element_cell(id.as_str()),
            None => Cell::text(part.subject.clone()),
        };
        let count = Cell::number(grouped(part.flow.deployment_frequency.sample as usize));
        let figures = part.flow.figures();
        let values = figures.iter().map(|figure| {
            let sample = format!("n = {}", grouped(figure.sample as usize));
            Cell::number(reading.figure(figure)).note(sample)
        });
        sheet.row(head, std::iter::once(count).chain(values).collect());
    }
    Section::new("parts", what)
        .counted(grouped(parts.len()))
        .table(sheet, words.word("ledger_no_deployments"))
}

/// A day and time, for those who look at a number.
pub(super) fn measured_at(at: Option<archweave_model::delivery::Moment>) -> String {
    at.map(moment).unwrap_or_default()
}
