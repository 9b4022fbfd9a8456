//! How far a model has come: what elements lack, which Zachman cells are filled, which deliverables
//! of the TOGAF method it can give.

mod adm;
mod completeness;
mod coverage;
mod each;
mod survey;

pub use adm::{
    Artifact, ArtifactKind, ArtifactState, ArtifactStatus, Lack, Phase, adm_artifacts, adm_phases, adm_status,
};
pub use completeness::{Completeness, Missing, Side, completeness};
pub use coverage::{CellCoverage, Coverage, coverage};
pub use each::Each;
pub use survey::{Counts, Incomplete, KindCompleteness, Survey, survey};
