//! How far a model has come: Zachman cells, phases of TOGAF's method, completeness.

use std::sync::Arc;

use archweave_app::PhaseStatus;
use archweave_model::metamodel::ZachmanCell;
use archweave_model::report::{
    ArtifactStatus, CellCoverage, Completeness, Counts, Coverage, KindCompleteness, Missing, Survey,
};
use archweave_model::text::Text;
use async_graphql::{ComplexObject, Object, Result, SimpleObject};

use super::connection::slice;
use super::element::{ElementConnection, ElementObject, page_cost};
use super::kind::{ExpectationObject, KindObject};
use super::property::read;
use super::scope::Scope;
use super::view::ViewObject;

/// Elements by Zachman cell.
#[derive(SimpleObject)]
#[graphql(name = "ZachmanCoverage")]
pub(super) struct CoverageObject {
    /// All 36, row by row.
    cells: Vec<CellCoverageObject>,
    /// Cells with an element.
    filled: usize,
    /// Elements of which somebody has confirmed a cell.
    confirmed: usize,
    /// Elements that are where their kind's default puts them.
    by_default: usize,
    /// Elements in no cell.
    unclassified: usize,
}

/// Elements of a Zachman cell.
#[derive(SimpleObject)]
#[graphql(name = "ZachmanCellCoverage", complex)]
pub(super) struct CellCoverageObject {
    /// `row.column`.
    cell_id: &'static str,
    /// Id of the row.
    row: &'static str,
    /// Id of the column.
    column: &'static str,
    #[graphql(skip)]
    cell: &'static ZachmanCell,
    /// Elements that somebody has put here.
    confirmed: usize,
    /// Elements that their kind's default puts here.
    by_default: usize,
}

#[ComplexObject]
impl CellCoverageObject {
    /// Name in version 3.0.
    async fn name(&self, language: Option<String>) -> String {
        read(&self.cell.name, language.as_deref())
    }

    /// Name in older versions of the framework.
    async fn classic(&self, language: Option<String>) -> String {
        read(&self.cell.classic, language.as_deref())
    }
}

impl From<Coverage> for CoverageObject {
    fn from(coverage: Coverage) -> Self {
        let filled = coverage.filled();
        let cell = |one: &CellCoverage| {
            let (row, column) = one.cell.id.split_once('.').unwrap_or_default();
            CellCoverageObject {
                cell_id: &one.cell.id,
                row,
                column,
                cell: one.cell,
                confirmed: one.confirmed,
                by_default: one.by_default,
            }
        };
        Self {
            cells: coverage.cells.iter().map(cell).collect(),
            filled,
            confirmed: coverage.confirmed,
            by_default: coverage.by_default,
            unclassified: coverage.unclassified,
        }
    }
}

/// What a model has for TOGAF's architecture development method.
pub(super) struct AdmObject {
    pub scope: Arc<Scope>,
}

#[Object(name = "Adm")]
impl AdmObject {
    /// The phases in the order of the method.
    async fn phases(&self) -> Vec<PhaseObject> {
        let phases = self.scope.revision.adm().into_iter();
        phases.map(|status| PhaseObject { scope: self.scope.clone(), status }).collect()
    }

    /// Requirements that nobody has turned down and that nothing realizes yet.
    async fn open_requirements(&self) -> usize {
        self.scope.revision.open_requirements()
    }
}

/// A phase of the method.
pub(super) struct PhaseObject {
    scope: Arc<Scope>,
    status: PhaseStatus,
}

#[Object(name = "AdmPhase")]
impl PhaseObject {
    /// `B`, `C-data`.
    async fn phase_id(&self) -> &str {
        &self.status.phase.id
    }

    /// Name for readers.
    async fn label(&self, language: Option<String>) -> String {
        read(&self.status.phase.label, language.as_deref())
    }

    /// Place in the order; `all` for requirements management.
    async fn sequence(&self) -> &str {
        &self.status.phase.sequence
    }

    /// Its catalogs, matrices and diagrams.
    async fn artifacts(&self) -> Vec<ArtifactObject> {
        let all = self.status.artifacts.iter().cloned();
        all.map(|status| ArtifactObject { scope: self.scope.clone(), status }).collect()
    }
}

/// A catalog, matrix or diagram, and what a model has for it.
pub(super) struct ArtifactObject {
    scope: Arc<Scope>,
    status: ArtifactStatus,
}

#[Object(name = "AdmArtifact")]
impl ArtifactObject {
    /// `actor-role-matrix`.
    async fn artifact_id(&self) -> &str {
        &self.status.artifact.id
    }

    /// catalog, matrix or diagram.
    async fn kind(&self) -> &str {
        self.status.artifact.kind.name()
    }

    /// Name for readers.
    async fn name(&self, language: Option<String>) -> String {
        read(&self.status.artifact.name, language.as_deref())
    }

    /// Editions of the standard that list it.
    async fn editions(&self) -> &[String] {
        &self.status.artifact.editions
    }

    /// present, partial or missing.
    async fn state(&self) -> &str {
        self.status.state.name()
    }

    /// Elements of each group of kinds it shows; of a matrix, rows and columns.
    async fn elements(&self) -> &[usize] {
        &self.status.elements
    }

    /// The groups of kinds it shows; one kind of a group is enough.
    async fn kinds(&self) -> &[Vec<String>] {
        &self.status.artifact.elements
    }

    /// Of a matrix: relations between rows and columns.
    async fn relations(&self) -> usize {
        self.status.relations
    }

    /// Of a diagram: views that are it.
    async fn views(&self) -> Vec<ViewObject> {
        self.status.views.iter().filter_map(|id| ViewObject::find(&self.scope, id.as_str())).collect()
    }
}

/// What an element has of what its kind asks for.
#[derive(SimpleObject)]
#[graphql(name = "Completeness")]
pub(super) struct CompletenessObject {
    /// How much is asked for.
    required: usize,
    /// How much of it is there.
    present: usize,
    /// From 0 to 1; 1 where nothing is asked for.
    share: f64,
    /// The rest.
    missing: Vec<MissingObject>,
}

/// Something an element lacks.
pub(super) struct MissingObject {
    kind: &'static str,
    key: String,
    label: Text,
    relation: Option<ExpectationObject>,
}

#[Object(name = "Missing")]
impl MissingObject {
    /// attribute, owner or relation.
    async fn kind(&self) -> &str {
        self.kind
    }

    /// Key of the attribute, side of the owner (business or technology), or kind of relation.
    async fn key(&self) -> &str {
        &self.key
    }

    /// Name for readers; the key where there is none.
    async fn label(&self, language: Option<String>) -> String {
        if self.label.is_empty() { self.key.clone() } else { read(&self.label, language.as_deref()) }
    }

    /// The relation that should be there.
    async fn expectation(&self) -> Option<&ExpectationObject> {
        self.relation.as_ref()
    }
}

/// Completeness of one element.
pub(super) fn completeness(scope: &Arc<Scope>, found: &Completeness<'_>) -> CompletenessObject {
    let missing = found.missing.iter().map(|missing| MissingObject {
        kind: missing.kind(),
        key: missing.key().to_owned(),
        label: match missing {
            Missing::Attribute(definition) => definition.label.clone(),
            Missing::Relation(expectation) => expectation.label.clone(),
            Missing::Owner(_) => Text::default(),
        },
        relation: match missing {
            Missing::Relation(one) => {
                Some(ExpectationObject { scope: scope.clone(), expectation: (*one).clone() })
            }
            _ => None,
        },
    });
    CompletenessObject {
        required: found.required,
        present: found.present(),
        share: found.share(),
        missing: missing.collect(),
    }
}

/// Completeness of a selection.
pub(super) struct SurveyObject {
    scope: Arc<Scope>,
    total: Counts,
    kinds: Vec<KindCompleteness>,
    incomplete: Vec<u32>,
}

impl SurveyObject {
    pub fn new(scope: &Arc<Scope>, survey: &Survey<'_>) -> Self {
        Self {
            scope: scope.clone(),
            total: survey.total(),
            kinds: survey.kinds.clone(),
            incomplete: survey.incomplete.iter().map(|one| one.slot).collect(),
        }
    }
}

#[Object(name = "CompletenessReport")]
impl SurveyObject {
    /// All kinds together.
    async fn total(&self) -> CountsObject {
        self.total.into()
    }

    /// By kind; kinds without elements are left out.
    async fn kinds(&self) -> Vec<KindCompletenessObject> {
        let kinds = self.kinds.iter().map(|row| KindCompletenessObject {
            kind: KindObject { scope: self.scope.clone(), index: row.kind },
            counts: row.counts.into(),
        });
        kinds.collect()
    }

    /// Elements that lack something, worst first.
    #[graphql(complexity = "page_cost(first) * child_complexity + 10")]
    async fn elements(&self, first: Option<i32>, after: Option<String>) -> Result<ElementConnection> {
        let page = slice(self.incomplete.clone(), first, after.as_deref())?;
        let (has_next, has_previous, total) = (page.has_next, page.has_previous, page.total);
        let entries = page.entries.into_iter();
        let entries = entries.filter_map(|(key, slot)| Some((key, ElementObject::at(&self.scope, slot)?)));
        let entries = entries.collect();
        Ok(ElementConnection(super::connection::Page { entries, has_next, has_previous, total }))
    }
}

/// Completeness of several elements.
#[derive(SimpleObject)]
#[graphql(name = "CompletenessCounts")]
pub(super) struct CountsObject {
    /// How many elements.
    elements: usize,
    /// How many of them lack nothing.
    complete: usize,
    /// How much is asked for.
    required: usize,
    /// How much of it is there.
    present: usize,
    /// From 0 to 1; 1 where nothing is asked for.
    share: f64,
}

impl From<Counts> for CountsObject {
    fn from(counts: Counts) -> Self {
        Self {
            elements: counts.elements,
            complete: counts.complete,
            required: counts.required,
            present: counts.present,
            share: counts.share(),
        }
    }
}

/// Completeness of all elements of a kind.
#[derive(SimpleObject)]
#[graphql(name = "KindCompleteness")]
pub(super) struct KindCompletenessObject {
    /// The kind.
    kind: KindObject,
    /// Of its elements.
    counts: CountsObject,
}
