//! `/m/<model>/adm`: the phases of TOGAF's method and what the model can give for each.

use archweave_app::{AppError, PhaseStatus};
use archweave_model::report::{ArtifactState, Phase};
use serde::Serialize;

use crate::pages::Ask;
use crate::pages::answer::Answer;
use crate::pages::language::grouped;
use crate::pages::phase::of_artifact;
use crate::pages::reading::Reading;

#[derive(Serialize)]
struct Content {
    summary: String,
    open_requirements: String,
    requirements_href: String,
    phases: Vec<PhaseRow>,
}

/// A phase in a list.
#[derive(Serialize)]
pub(crate) struct PhaseRow {
    id: String,
    label: String,
    href: String,
    /// None where the standard lists no artifacts.
    all: Option<usize>,
    present: usize,
    partial: usize,
    missing: usize,
    marks: Vec<Mark>,
}

/// An artifact as a small mark.
#[derive(Serialize)]
struct Mark {
    state: &'static str,
    label: String,
}

/// Builds the page.
pub(crate) fn build(ask: &Ask) -> Result<Answer, AppError> {
    let reading = Reading::open(ask)?;
    let words = reading.words();
    let phases = reading.revision.adm();
    let sum = |state| phases.iter().map(|phase| phase.count(state)).sum::<usize>().to_string();
    let all = phases.iter().map(|phase| phase.artifacts.len()).sum::<usize>().to_string();
    let [present, partial, missing] =
        [ArtifactState::Present, ArtifactState::Partial, ArtifactState::Missing].map(sum);
    let gaps = [("present", &*present), ("all", &*all), ("partial", &*partial), ("missing", &*missing)];
    let open = reading.revision.open_requirements();
    let content = Content {
        summary: words.fill("adm_summary", &gaps),
        open_requirements: words.count("open_requirements", open),
        requirements_href: reading.list("elements", &[("kind", "requirement")]),
        phases: phases.iter().map(|status| phase_row(&reading, status)).collect(),
    };
    reading.page("adm", "adm", words.word("adm"), content).map(Answer::page)
}

/// A phase with its numbers.
pub(crate) fn phase_row(reading: &Reading<'_>, status: &PhaseStatus) -> PhaseRow {
    let mark = |one| {
        let artifact = of_artifact(reading, one);
        Mark { state: one.state.name(), label: format!("{}: {}", artifact.name, artifact.state_name) }
    };
    PhaseRow {
        id: status.phase.id.clone(),
        label: phase_label(reading, status.phase),
        href: reading.to("adm", &status.phase.id),
        all: (!status.artifacts.is_empty()).then_some(status.artifacts.len()),
        present: status.count(ArtifactState::Present),
        partial: status.count(ArtifactState::Partial),
        missing: status.count(ArtifactState::Missing),
        marks: status.artifacts.iter().map(mark).collect(),
    }
}

/// Name of a phase for readers.
pub(crate) fn phase_label(reading: &Reading<'_>, phase: &Phase) -> String {
    reading.label(&phase.label, &phase.id)
}

/// A number for readers.
pub(crate) fn number(count: usize) -> String {
    grouped(count)
}
