//! Deliverables of TOGAF's architecture development method: which catalogs, matrices and diagrams a
//! model can give, phase by phase.

use std::sync::LazyLock;

use foldhash::HashMap;
use serde::Deserialize;

use crate::id::ViewId;
use crate::metamodel::{KindIndex, Metamodel, RelationIndex};
use crate::snapshot::Snapshot;
use crate::text::Text;
use crate::view::Shows;

/// A phase of the method.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// Id: `B`, `C-data`.
    pub id: String,
    /// Name for readers.
    pub label: Text,
    /// Place in the order; `all` for requirements management.
    pub sequence: String,
    /// Domain: Business, Data, Application, Technology; empty for phases of all domains.
    #[serde(default)]
    pub domain: String,
}

/// A catalog, matrix or diagram of a phase, and what a model needs for it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Artifact {
    /// Id in addresses.
    pub id: String,
    /// Phase.
    pub phase: String,
    /// catalog, matrix or diagram.
    pub kind: ArtifactKind,
    /// Name for readers.
    pub name: Text,
    /// Editions of the standard that list it.
    pub editions: Vec<String>,
    /// Groups of kinds: one kind of a group is enough. Of a matrix: rows and columns.
    #[serde(default)]
    pub elements: Vec<Vec<String>>,
    /// Of a matrix: kinds of relation that fill a cell.
    #[serde(default)]
    pub relations: Vec<String>,
    /// Of a diagram: viewpoints that are it.
    #[serde(default)]
    pub viewpoints: Vec<String>,
}

/// What an artifact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ArtifactKind {
    /// A table of elements.
    Catalog,
    /// Elements by elements.
    Matrix,
    /// A picture.
    Diagram,
}

impl ArtifactKind {
    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Catalog => "catalog",
            Self::Matrix => "matrix",
            Self::Diagram => "diagram",
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Adm {
    phases: Vec<Phase>,
    artifacts: Vec<Artifact>,
}

fn adm() -> &'static Adm {
    static ADM: LazyLock<Adm> = LazyLock::new(|| {
        crate::metamodel::read_library("togaf/adm.yaml", include_str!("../../library/togaf/adm.yaml"))
    });
    &ADM
}

/// The phases in the order of the method.
pub fn adm_phases() -> &'static [Phase] {
    &adm().phases
}

/// The artifacts in the order of the phases.
pub fn adm_artifacts() -> &'static [Artifact] {
    &adm().artifacts
}

/// Whether a model has what an artifact shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArtifactState {
    /// All of it.
    Present,
    /// Some of it.
    Partial,
    /// Nothing.
    Missing,
}

impl ArtifactState {
    /// The word in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Partial => "partial",
            Self::Missing => "missing",
        }
    }
}

/// An artifact and what a model has for it.
#[derive(Clone, Debug)]
pub struct ArtifactStatus {
    /// The artifact.
    pub artifact: &'static Artifact,
    /// Whether it is there.
    pub state: ArtifactState,
    /// Elements of each group.
    pub elements: Vec<usize>,
    /// Of a matrix: relations that fill its cells.
    pub relations: usize,
    /// Of a diagram: views that are it, by id.
    pub views: Vec<ViewId>,
}

/// Why an artifact is not there as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// There are no elements of these groups, by position in [`Artifact::elements`].
    Elements(Vec<usize>),
    /// Nothing joins the rows and the columns.
    Relations,
    /// No view shows it.
    View,
}

impl ArtifactStatus {
    /// What is to be done first; none if the artifact is present.
    pub fn lack(&self) -> Option<Lack> {
        if self.state == ArtifactState::Present {
            return None;
        }
        let empty: Vec<usize> =
            (0..self.elements.len()).filter(|n| self.elements.get(*n) == Some(&0)).collect();
        match self.artifact.kind {
            _ if !empty.is_empty() => Some(Lack::Elements(empty)),
            ArtifactKind::Matrix => Some(Lack::Relations),
            ArtifactKind::Catalog | ArtifactKind::Diagram => Some(Lack::View),
        }
    }
}

/// What a model has for every artifact, in the order of [`adm_artifacts`].
pub fn adm_status(snapshot: &Snapshot) -> Vec<ArtifactStatus> {
    let facts = Facts::of(snapshot);
    adm_artifacts().iter().map(|artifact| facts.status(artifact)).collect()
}

/// What there is of each kind, counted once for all artifacts.
struct Facts<'a> {
    metamodel: &'a Metamodel,
    elements: Vec<usize>,
    relations: HashMap<(RelationIndex, KindIndex, KindIndex), usize>,
    views: Vec<(&'a ViewId, &'a str, Vec<usize>)>,
}

impl<'a> Facts<'a> {
    fn of(snapshot: &'a Snapshot) -> Self {
        let metamodel = &**snapshot.metamodel();
        let mut elements = vec![0; metamodel.kinds().len()];
        let mut relations: HashMap<_, usize> = HashMap::default();
        for slot in snapshot.slots() {
            let Some(source) = snapshot.kind_at(slot) else { continue };
            if let Some(count) = elements.get_mut(source.position()) {
                *count += 1;
            }
            for edge in snapshot.out_edges(slot) {
                let relation = snapshot.relation_at(edge.relation);
                let kind = relation.and_then(|entry| metamodel.relation_index(entry.relation.kind.as_str()));
                if let (Some(kind), Some(target)) = (kind, snapshot.kind_at(edge.slot)) {
                    *relations.entry((metamodel.relation(kind).archimate, source, target)).or_default() += 1;
                }
            }
        }
        let views = snapshot.views().map(|view| {
            let mut kinds = vec![0; metamodel.kinds().len()];
            for node in view.nodes() {
                let Shows::Element(id) = &node.shows else { continue };
                let kind = snapshot.slot_of(id.as_str()).and_then(|slot| snapshot.kind_at(slot));
                if let Some(shown) = kind.and_then(|kind| kinds.get_mut(kind.position())) {
                    *shown += 1;
                }
            }
            (&view.id, view.viewpoint.as_deref().unwrap_or_default(), kinds)
        });
        Self { metamodel, elements, relations, views: views.collect() }
    }

    /// Which kinds belong to a group: those it names and those that specialize them.
    fn members(&self, group: &[String]) -> Vec<bool> {
        let wanted: Vec<KindIndex> =
            group.iter().filter_map(|name| self.metamodel.kind_index(name)).collect();
        let kinds = self.metamodel.kinds();
        kinds.map(|(kind, _)| wanted.iter().any(|w| self.metamodel.is_a(kind, *w))).collect()
    }

    fn status(&self, artifact: &'static Artifact) -> ArtifactStatus {
        let groups: Vec<Vec<bool>> = artifact.elements.iter().map(|group| self.members(group)).collect();
        let count = |members: &Vec<bool>| -> usize {
            let both = self.elements.iter().zip(members);
            both.filter(|(_, is_member)| **is_member).map(|(count, _)| count).sum()
        };
        let elements: Vec<usize> = groups.iter().map(count).collect();
        let some = elements.iter().any(|count| *count > 0);
        let all = some && elements.iter().all(|count| *count > 0);
        let (mut relations, mut views) = (0, Vec::new());
        let is_present = match artifact.kind {
            ArtifactKind::Catalog => all,
            ArtifactKind::Matrix => {
                relations = self.joining(artifact, &groups);
                all && relations > 0
            }
            ArtifactKind::Diagram => {
                views = self.showing(artifact, &groups);
                !views.is_empty()
            }
        };
        let state = match (is_present, some) {
            (true, _) => ArtifactState::Present,
            (false, true) => ArtifactState::Partial,
            (false, false) => ArtifactState::Missing,
        };
        ArtifactStatus { artifact, state, elements, relations, views }
    }

    /// Relations between rows and columns, in either direction.
    fn joining(&self, artifact: &Artifact, groups: &[Vec<bool>]) -> usize {
        let wanted: Vec<RelationIndex> = artifact
            .relations
            .iter()
            .filter_map(|name| Some(self.metamodel.relation(self.metamodel.relation_index(name)?).archimate))
            .collect();
        let [rows, columns, ..] = groups else { return 0 };
        let is = |group: &[bool], kind: KindIndex| group.get(kind.position()).copied().unwrap_or_default();
        let found = self.relations.iter().filter(|((relation, from, to), _)| {
            let joins = is(rows, *from) && is(columns, *to) || is(columns, *from) && is(rows, *to);
            joins && (wanted.is_empty() || wanted.contains(relation))
        });
        found.map(|(_, count)| count).sum()
    }

    fn showing(&self, artifact: &Artifact, groups: &[Vec<bool>]) -> Vec<ViewId> {
        let shown = |group: &Vec<bool>, kinds: &[usize]| -> usize {
            let both = group.iter().zip(kinds).filter(|(is_member, _)| **is_member);
            both.map(|(_, count)| count).sum()
        };
        let shows_all = |kinds: &[usize]| match groups {
            [] => false,
            // A view that merely mentions one kind is not the diagram of it: most of it must be.
            [group] => {
                let count = shown(group, kinds);
                count > 0 && count * 2 >= kinds.iter().sum::<usize>()
            }
            groups => groups.iter().all(|group| shown(group, kinds) > 0),
        };
        let found = self.views.iter().filter(|(_, viewpoint, kinds)| {
            let is_own = viewpoint.strip_prefix("togaf-") == Some(&artifact.id);
            is_own || artifact.viewpoints.iter().any(|wanted| wanted == viewpoint) || shows_all(kinds)
        });
        found.map(|(id, _, _)| (*id).clone()).collect()
    }
}
