//! How far a model has come, asked of a revision: Zachman cells, deliverables of the TOGAF method,
//! completeness. What is counted and how is the business of `archweave_model::report`.

use archweave_model::report::{
    ArtifactState, ArtifactStatus, Coverage, Phase, Survey, adm_phases, adm_status, coverage, survey,
};
use archweave_model::select::Selector;
use archweave_model::snapshot::Snapshot;

use crate::Revision;

/// A phase of the method with what a model has for it.
#[derive(Clone, Debug)]
pub struct PhaseStatus {
    /// The phase.
    pub phase: &'static Phase,
    /// Its artifacts in the standard's order; some phases have none.
    pub artifacts: Vec<ArtifactStatus>,
}

impl PhaseStatus {
    /// How many artifacts are in this state.
    pub fn count(&self, state: ArtifactState) -> usize {
        self.artifacts.iter().filter(|status| status.state == state).count()
    }

    /// The artifact to take up next: one that is begun, else one that is not.
    pub fn next(&self) -> Option<&ArtifactStatus> {
        let first = |state| self.artifacts.iter().find(|status| status.state == state);
        first(ArtifactState::Partial).or_else(|| first(ArtifactState::Missing))
    }
}

/// How far the whole model has come, in pairs: what there is, of how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figures {
    /// Zachman cells with an element.
    pub cells: (usize, usize),
    /// Artifacts of TOGAF's method that are present.
    pub artifacts: (usize, usize),
    /// Attributes, owners and relations that kinds ask for.
    pub completeness: (usize, usize),
}

impl Revision {
    /// How far the whole model has come; computed once for a revision.
    pub fn figures(&self) -> Figures {
        *self.figures.get_or_init(|| {
            let (everything, adm) = (Selector::default(), self.adm());
            let (coverage, total) = (self.zachman(&everything), self.completeness(&everything).total());
            let present = adm.iter().map(|phase| phase.count(ArtifactState::Present)).sum();
            Figures {
                cells: (coverage.filled(), coverage.cells.len()),
                artifacts: (present, adm.iter().map(|phase| phase.artifacts.len()).sum()),
                completeness: (total.present, total.required),
            }
        })
    }

    /// Elements of a selection by Zachman cell.
    pub fn zachman(&self, selector: &Selector) -> Coverage {
        let snapshot = self.snapshot();
        coverage(snapshot, &selector.matcher(snapshot.metamodel()))
    }

    /// What the model has for every phase of the method.
    pub fn adm(&self) -> Vec<PhaseStatus> {
        let mut all = adm_status(self.snapshot());
        let phases = adm_phases().iter().map(|phase| {
            let (own, rest) = all.drain(..).partition(|status| status.artifact.phase == phase.id);
            all = rest;
            PhaseStatus { phase, artifacts: own }
        });
        phases.collect()
    }

    /// What the elements of a selection have and lack.
    pub fn completeness(&self, selector: &Selector) -> Survey<'_> {
        let snapshot = self.snapshot();
        survey(snapshot, &selector.matcher(snapshot.metamodel()))
    }

    /// Requirements that nobody has turned down and that nothing realizes yet.
    pub fn open_requirements(&self) -> usize {
        let snapshot = self.snapshot();
        let Some(requirement) = snapshot.metamodel().kind_index("requirement") else { return 0 };
        let is_open = |slot: &u32| {
            // What specializes a requirement - a demand, a user story, a policy clause - is no requirement yet.
            snapshot.kind_at(*slot) == Some(requirement)
                && is_standing(snapshot, *slot)
                && !is_realized(snapshot, *slot)
        };
        snapshot.slots().filter(is_open).count()
    }
}

fn is_standing(snapshot: &Snapshot, slot: u32) -> bool {
    let Some(element) = snapshot.element_at(slot) else { return false };
    let state = element.lifecycle.as_ref().and_then(|lifecycle| lifecycle.state.as_deref());
    let decision = element.properties.text("decision");
    state != Some("retired") && !matches!(decision, Some("rejected" | "deferred" | "retired"))
}

fn is_realized(snapshot: &Snapshot, slot: u32) -> bool {
    let metamodel = snapshot.metamodel();
    let realization = metamodel.relation_index("realization");
    snapshot.in_edges(slot).iter().any(|edge| {
        let relation = snapshot.relation_at(edge.relation);
        let kind = relation.and_then(|entry| metamodel.relation_index(entry.relation.kind.as_str()));
        kind.map(|kind| metamodel.relation(kind).archimate) == realization
    })
}
