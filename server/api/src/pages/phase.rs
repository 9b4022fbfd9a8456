//! `/m/<model>/adm/<phase>`: one phase: what comes in, its artifacts, what is open, the next step.

use archweave_app::AppError;
use archweave_model::report::{ArtifactKind, ArtifactStatus, Lack, adm_phases};
use serde::Serialize;

use crate::pages::Ask;
use crate::pages::adm::{PhaseRow, number, phase_label, phase_row};
use crate::pages::answer::Answer;
use crate::pages::language::Shown;
use crate::pages::overview::kind_counts;
use crate::pages::reading::Reading;

/// Views named beside an artifact.
const VIEWS: usize = 6;

#[derive(Serialize)]
struct Content {
    id: String,
    label: String,
    all_href: String,
    previous: Option<(String, String)>,
    next: Option<(String, String)>,
    artifacts: Vec<Artifact>,
    next_step: Option<String>,
    inputs: Vec<PhaseRow>,
    kinds: Vec<KindRow>,
    open_requirements: String,
    requirements_href: String,
}

/// An artifact and what there is for it.
#[derive(Serialize)]
pub(crate) struct Artifact {
    pub name: String,
    /// Where it is shown, computed from the model.
    href: Option<String>,
    pub state: &'static str,
    pub state_name: String,
    kind: String,
    editions: String,
    groups: Vec<Group>,
    /// Of a matrix: how many relations fill it.
    relations: Option<String>,
    views: Vec<(Shown, String)>,
    more_views: usize,
    lack: Option<String>,
}

/// Kinds of which an artifact shows elements.
#[derive(Serialize)]
struct Group {
    label: String,
    count: String,
    href: Option<String>,
}

#[derive(Serialize)]
struct KindRow {
    label: String,
    href: String,
    count: String,
}

/// Builds the page.
pub(crate) fn build(ask: &Ask) -> Result<Answer, AppError> {
    let reading = Reading::open(ask)?;
    let words = reading.words();
    let id = ask.id();
    let phases = reading.revision.adm();
    let Some(at) = phases.iter().position(|status| status.phase.id == id) else {
        return Err(AppError::NotFound(words.fill("no_phase", &[("id", id)])));
    };
    let status = &phases[at];
    let label = phase_label(&reading, status.phase);
    let near = |at: Option<usize>| {
        let phase = adm_phases().get(at?)?;
        Some((reading.to("adm", &phase.id), format!("{} {}", phase.id, phase_label(&reading, phase))))
    };
    let next_step = status.next().map(|one| {
        let artifact = of_artifact(&reading, one);
        let lack = artifact.lack.unwrap_or_default();
        words.fill("next_step_for", &[("artifact", &artifact.name), ("lack", &lack)])
    });
    // Requirements management serves every phase and has no place in their row.
    let before = phases[..at].iter().filter(|status| !status.artifacts.is_empty());
    let content = Content {
        all_href: reading.list("adm", &[]),
        previous: near(at.checked_sub(1)),
        next: near(at.checked_add(1)),
        artifacts: status.artifacts.iter().map(|one| of_artifact(&reading, one)).collect(),
        next_step,
        inputs: before.map(|status| phase_row(&reading, status)).collect(),
        kinds: kinds(&reading, id),
        open_requirements: words.count("open_requirements", reading.revision.open_requirements()),
        requirements_href: reading.list("elements", &[("kind", "requirement")]),
        id: id.to_owned(),
        label: label.clone(),
    };
    reading.page("phase", "adm", &format!("{id} {label}"), content).map(Answer::page)
}

/// Kinds that are made or used in a phase, where the model has elements of them.
fn kinds(reading: &Reading<'_>, phase: &str) -> Vec<KindRow> {
    let metamodel = reading.snapshot().metamodel();
    let rows = kind_counts(reading).into_iter().filter_map(|(index, count)| {
        let kind = metamodel.kind(index);
        let is_of = kind.togaf.as_ref().is_some_and(|togaf| togaf.phases.iter().any(|one| one == phase));
        is_of.then(|| KindRow {
            label: reading.label(&kind.label, kind.id.as_str()),
            href: reading.list("elements", &[("kind", kind.id.as_str())]),
            count: number(count),
        })
    });
    rows.collect()
}

/// An artifact for readers.
pub(crate) fn of_artifact(reading: &Reading<'_>, status: &ArtifactStatus) -> Artifact {
    let words = reading.words();
    let artifact = status.artifact;
    let groups = artifact.elements.iter().zip(&status.elements).map(|(kinds, count)| {
        let values: Vec<(&str, &str)> = kinds.iter().map(|kind| ("kind", kind.as_str())).collect();
        Group {
            label: names(reading, kinds),
            count: number(*count),
            href: (*count > 0).then(|| reading.list("elements", &values)),
        }
    });
    let views = status.views.iter().take(VIEWS).filter_map(|id| {
        let view = reading.snapshot().view(id.as_str())?;
        let name = reading.show(&view.name);
        Some((if name.text.is_empty() { id.as_str().into() } else { name }, reading.to("views", id.as_str())))
    });
    Artifact {
        name: reading.label(&artifact.name, &artifact.id),
        href: computed(reading, &artifact.id),
        state: status.state.name(),
        state_name: words.named("state", status.state.name()).unwrap_or_default().to_owned(),
        kind: words.named("artifact", artifact.kind.name()).unwrap_or_default().to_owned(),
        editions: artifact.editions.join(", "),
        groups: groups.collect(),
        relations: (artifact.kind == ArtifactKind::Matrix)
            .then(|| words.count("joining_relations", status.relations)),
        views: views.collect(),
        more_views: status.views.len().saturating_sub(VIEWS),
        lack: status.lack().map(|lack| lacking(reading, status, &lack)),
    }
}

/// Address of an artifact as a viewpoint.
fn computed(reading: &Reading<'_>, artifact: &str) -> Option<String> {
    let id = format!("togaf-{artifact}");
    reading.snapshot().metamodel().viewpoint(&id).map(|known| reading.to("viewpoints", &known.id))
}

fn names(reading: &Reading<'_>, kinds: &[String]) -> String {
    let or = reading.words().word("or");
    kinds.iter().map(|kind| reading.kind(kind)).collect::<Vec<_>>().join(or)
}

/// What is to be done first.
fn lacking(reading: &Reading<'_>, status: &ArtifactStatus, lack: &Lack) -> String {
    let words = reading.words();
    let or = words.word("or");
    match lack {
        Lack::Elements(groups) => {
            let groups = groups.iter().filter_map(|at| status.artifact.elements.get(*at));
            let names: Vec<String> = groups.map(|kinds| names(reading, kinds)).collect();
            words.fill("lacks_elements", &[("kinds", &names.join(words.word("and")))])
        }
        Lack::Relations => {
            let relations = status.artifact.relations.iter();
            let names = relations.map(|id| match reading.relation_kind(id) {
                Some(kind) => reading.label(&kind.label, id),
                None => id.clone(),
            });
            words.fill("lacks_relations", &[("relations", &names.collect::<Vec<_>>().join(or))])
        }
        Lack::View => words.word("lacks_view").to_owned(),
    }
}
