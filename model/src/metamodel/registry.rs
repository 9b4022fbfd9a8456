//! The registry: all kinds with their names resolved.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use foldhash::{HashMap, HashSet};

use crate::diagnostic::Diagnostic;
use crate::metamodel::definition::{Extension, Specialization};
use crate::metamodel::glossary::Glossary;
use crate::metamodel::kind::{ElementKind, KindIndex, RelationIndex, RelationKind};
use crate::metamodel::known::Known;
use crate::metamodel::library;
use crate::metamodel::matrix::{End, Matrix, OUTSIDE_ROW, RELATION_ROW, RelationSet};
use crate::viewpoint::{self, Audience, Viewpoint};

/// Namespaces in the order in which an unqualified name is looked up.
pub(super) const NAMESPACES: [&str; 4] = ["archimate", "bizdevops", "togaf", "uml"];

/// All kinds of elements and relations of one model. Immutable.
#[derive(Clone, Debug)]
pub struct Metamodel {
    pub(super) kinds: Vec<ElementKind>,
    pub(super) kind_names: HashMap<Box<str>, KindIndex>,
    pub(super) relations: Vec<RelationKind>,
    pub(super) relation_names: HashMap<Box<str>, RelationIndex>,
    pub(super) specializations: Vec<Specialization>,
    pub(super) specialization_ids: HashSet<Box<str>>,
    /// By kind and name, and by kind and id.
    pub(super) by_specialization: HashMap<(Box<str>, Box<str>), usize>,
    pub(super) matrix: Arc<Matrix>,
    /// Those of the matrix that are not derived, and some that are not allowed.
    pub(super) direct: Arc<Matrix>,
    /// For each kind: itself and everything it specializes.
    pub(super) ancestors: Vec<Vec<KindIndex>>,
    /// Other standards' names of kinds: `uml:component`.
    pub(super) names: Vec<KindName>,
    pub(super) viewpoints: Arc<Vec<Viewpoint>>,
    pub(super) audiences: Arc<Vec<Audience>>,
    pub(super) glossary: Arc<Glossary>,
    known: Known,
}

/// Another standard's name for a kind: a label and a notation of it, never a kind of its own.
#[derive(Clone, Debug)]
pub struct KindName {
    /// Qualified: `uml:component`.
    pub id: Box<str>,
    /// The kind that is meant.
    pub kind: KindIndex,
    /// Name for readers.
    pub label: crate::text::Text,
}

impl Metamodel {
    /// The bundled library.
    pub fn library() -> Arc<Self> {
        static LIBRARY: LazyLock<Arc<Metamodel>> = LazyLock::new(|| {
            let mut metamodel = Metamodel::empty();
            let mut wrong = Vec::new();
            metamodel.add_library(library::files(), &mut wrong);
            let (matrix, unknown) = metamodel.table(&library::allowed());
            debug_assert!(unknown.is_empty() && wrong.is_empty(), "{unknown:?} {wrong:?}");
            metamodel.matrix = Arc::new(matrix);
            metamodel.direct = Arc::new(metamodel.direct_table());
            metamodel.known = Known::of(&metamodel);
            metamodel.viewpoints = Arc::new(viewpoint::viewpoints().to_vec());
            metamodel.audiences = Arc::new(viewpoint::audiences().to_vec());
            Arc::new(metamodel)
        });
        Arc::clone(&LIBRARY)
    }

    /// A table from `source -> letters -> targets`, and names in it that nothing has.
    pub(super) fn table(
        &self,
        rows: &BTreeMap<String, BTreeMap<String, Vec<String>>>,
    ) -> (Matrix, Vec<String>) {
        let row = |name: &str| match name {
            "relationship" => Some(RELATION_ROW),
            _ => self.kind_index(name).map(|kind| self.kind(kind).row),
        };
        let bit = |letter| self.relations.iter().position(|r| r.key == letter).map(|n| n as u16);
        Matrix::build(rows, row, bit)
    }

    /// The library with a repository's own files, and what is wrong with these. A definition that
    /// cannot be used is left out; everything else is kept.
    pub fn extended<'a>(
        extensions: impl IntoIterator<Item = (&'a str, &'a Extension)>,
    ) -> (Arc<Self>, Vec<Diagnostic>) {
        let mut wrong = Vec::new();
        let files: Vec<(&str, &Extension)> = extensions.into_iter().collect();
        if files.is_empty() {
            return (Self::library(), wrong);
        }
        let mut metamodel = (*Self::library()).clone();
        for (file, extension) in &files {
            metamodel.add(file, None, extension, &mut wrong);
        }
        metamodel.add_conventions(&files, &mut wrong);
        metamodel.add_terms(&files, &mut wrong);
        (Arc::new(metamodel), wrong)
    }

    fn empty() -> Self {
        Self {
            kinds: Vec::new(),
            kind_names: HashMap::default(),
            relations: Vec::new(),
            relation_names: HashMap::default(),
            specializations: Vec::new(),
            specialization_ids: HashSet::default(),
            by_specialization: HashMap::default(),
            matrix: Arc::default(),
            direct: Arc::default(),
            ancestors: Vec::new(),
            names: Vec::new(),
            viewpoints: Arc::default(),
            audiences: Arc::default(),
            glossary: Arc::default(),
            known: Known::default(),
        }
    }

    /// Kinds that rules and reports speak of.
    pub(crate) fn known(&self) -> &Known {
        &self.known
    }

    /// Other standards' names of kinds.
    pub fn names(&self) -> &[KindName] {
        &self.names
    }

    /// Finds a kind by its qualified or unqualified name.
    pub fn kind_index(&self, name: &str) -> Option<KindIndex> {
        self.kind_names.get(name).copied()
    }

    /// A kind by its position.
    pub fn kind(&self, index: KindIndex) -> &ElementKind {
        &self.kinds[index.position()]
    }

    /// All kinds in order: ArchiMate first.
    pub fn kinds(&self) -> impl ExactSizeIterator<Item = (KindIndex, &ElementKind)> {
        let all = self.kinds.iter().enumerate();
        all.map(|(n, kind)| (KindIndex(n as u16), kind))
    }

    /// Whether `kind` is `other` or specializes it.
    pub fn is_a(&self, kind: KindIndex, other: KindIndex) -> bool {
        self.ancestors[kind.position()].contains(&other)
    }

    /// Finds a kind of relation by its qualified or unqualified name.
    pub fn relation_index(&self, name: &str) -> Option<RelationIndex> {
        self.relation_names.get(name).copied()
    }

    /// A kind of relation by its position.
    pub fn relation(&self, index: RelationIndex) -> &RelationKind {
        &self.relations[index.position()]
    }

    /// All kinds of relations in order: ArchiMate's eleven first.
    pub fn relations(&self) -> impl ExactSizeIterator<Item = (RelationIndex, &RelationKind)> {
        let all = self.relations.iter().enumerate();
        all.map(|(n, kind)| (RelationIndex(n as u16), kind))
    }

    /// The ArchiMate relations allowed from one end to another, direct and derived.
    pub fn allowed(&self, from: End, to: End) -> RelationSet {
        self.matrix.get(self.row(from), self.row(to))
    }

    /// Whether a relation of this kind is allowed from one end to another.
    pub fn allows(&self, relation: RelationIndex, from: End, to: End) -> bool {
        let kind = self.relation(relation);
        let is = |end: End, wanted: KindIndex| match end {
            End::Element(kind) => self.is_a(kind, wanted),
            End::Relation => false,
        };
        let fits = |wanted: &[KindIndex], end: End| wanted.is_empty() || wanted.iter().any(|w| is(end, *w));
        let is_named = match kind.pairs.is_empty() {
            true => fits(&kind.from, from) && fits(&kind.to, to),
            false => kind.pairs.iter().any(|(a, b)| is(from, *a) && is(to, *b)),
        };
        if self.row(from) == OUTSIDE_ROW || self.row(to) == OUTSIDE_ROW {
            // ArchiMate has no type for an end: only a relation that names such ends may join them.
            return is_named && !kind.from.is_empty() && !kind.to.is_empty();
        }
        is_named && self.allowed(from, to).contains(kind.archimate)
    }

    /// How many triples the table of allowed relations has.
    pub fn allowed_count(&self) -> usize {
        self.matrix.count()
    }

    pub(super) fn row(&self, end: End) -> u8 {
        match end {
            End::Element(kind) => self.kind(kind).row,
            End::Relation => RELATION_ROW,
        }
    }

    /// All specializations.
    pub fn specializations(&self) -> &[Specialization] {
        &self.specializations
    }

    /// Finds a specialization of a kind (of element or relation) by its name or id.
    pub fn specialization(&self, kind: &str, name: &str) -> Option<&Specialization> {
        let key = (Box::from(kind), Box::from(name));
        let at = self.by_specialization.get(&key)?;
        Some(&self.specializations[*at])
    }
}
