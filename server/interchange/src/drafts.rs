//! Concepts and views as an importer of XML reads them, before the whole document is known.
//!
//! One pass over a source makes drafts; a second over the drafts settles what needs the whole: ids
//! that were used twice ([`concepts`]), ends of relations, reserved properties ([`found`]),
//! references out of views ([`views`]). What a source says that the model has no place for is kept
//! under the name of the importer's tool.

pub mod concepts;
pub mod found;
pub mod views;

use std::borrow::Cow;

use archweave_model::diagnostic::Subject;
use archweave_model::element::{Element, Place, Relation};
use archweave_model::id::ViewId;
use archweave_model::metamodel::Specialization;
use foldhash::{HashMap, HashMapExt};

use self::views::ViewDraft;
use crate::archimate::names::usable_id;
use crate::findings::Findings;
use crate::kept::Kept;
use crate::reserved::Found;

/// A concept by its place among the drafts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Concept {
    Element(usize),
    Relation(usize),
}

/// A relation before its ends are known.
pub struct RelationDraft<'a> {
    pub relation: Relation,
    pub source: Option<Cow<'a, str>>,
    pub target: Option<Cow<'a, str>>,
    /// Where it is filed in the source.
    pub folder: usize,
}

/// Everything that was read so far.
pub struct Drafts<'a> {
    /// The tool's name in `extra`.
    pub tool: &'static str,
    pub elements: Vec<Element>,
    pub relations: Vec<RelationDraft<'a>>,
    pub views: Vec<ViewDraft>,
    pub profiles: Vec<Specialization>,
    pub ids: HashMap<Cow<'a, str>, Concept>,
    /// Concepts whose id was taken.
    pub duplicates: Vec<Concept>,
    /// Lists of profile ids as written.
    pub wanted_profiles: Vec<(Concept, Cow<'a, str>)>,
    pub found: Vec<(Concept, Found)>,
    pub findings: Findings,
}

impl<'a> Drafts<'a> {
    /// No drafts, of a source with so many bytes.
    pub fn new(tool: &'static str, bytes: usize) -> Self {
        Self {
            tool,
            elements: Vec::new(),
            relations: Vec::new(),
            views: Vec::new(),
            profiles: Vec::new(),
            // A concept takes about this many bytes; a guess saves growing.
            ids: HashMap::with_capacity((bytes / 200).min(1 << 20)),
            duplicates: Vec::new(),
            wanted_profiles: Vec::new(),
            found: Vec::new(),
            findings: Findings::default(),
        }
    }

    /// Makes room for this many concepts at once: growing would copy them over and over.
    pub fn reserve(&mut self, elements: usize, relations: usize) {
        // More than a model has is a mistake or an attack.
        self.elements.reserve(elements.min(1 << 20));
        self.relations.reserve(relations.min(1 << 20));
    }

    /// The id a concept gets for now. A second use of an id is settled when all ids are known.
    pub fn concept_id(
        &mut self,
        concept: Concept,
        written: Option<Cow<'a, str>>,
        offset: usize,
        kept: &mut Kept,
    ) -> Cow<'a, str> {
        let written = written.unwrap_or_default();
        let id = if archweave_model::id::check(&written).is_ok() {
            written
        } else {
            let used = usable_id(&written, || self.missing_id(concept));
            kept.text("id", &written);
            self.findings.unusable_id(offset, &written, &used, Some(about(concept, &used)));
            Cow::Owned(used)
        };
        match self.ids.entry(id.clone()) {
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(concept);
            }
            std::collections::hash_map::Entry::Occupied(_) => self.duplicates.push(concept),
        }
        id
    }

    fn missing_id(&self, concept: Concept) -> String {
        match concept {
            Concept::Element(n) => format!("element-{}", n + 1),
            Concept::Relation(n) => format!("relation-{}", n + 1),
        }
    }

    /// The id of a view.
    pub fn view_id(&mut self, written: &str, offset: usize, kept: &mut Kept) -> Option<ViewId> {
        let used = usable_id(written, || format!("view-{}", self.views.len() + 1));
        if used != written {
            kept.text("id", written);
            let subject = Subject::View(used.as_str().into());
            self.findings.unusable_id(offset, written, &used, Some(subject));
        }
        ViewId::parse(&used).ok()
    }
}

/// How often these letters stand in a text.
pub fn occurrences(text: &str, wanted: &str) -> usize {
    memchr::memmem::find_iter(text.as_bytes(), wanted).count()
}

/// An offset as a place.
pub fn place(offset: usize) -> Place {
    Place(u32::try_from(offset).unwrap_or(u32::MAX))
}

/// A concept as the subject of a finding.
pub fn about(concept: Concept, id: &str) -> Subject {
    match concept {
        Concept::Element(_) => Subject::Element(id.into()),
        Concept::Relation(_) => Subject::Relation(id.into()),
    }
}

/// Leaves room for `~` and a number within the longest id.
pub fn shortened(id: &str) -> &str {
    let mut end = id.len().min(archweave_model::id::MAX_ID_BYTES - 12);
    while !id.is_char_boundary(end) {
        end -= 1;
    }
    id.get(..end).unwrap_or(id)
}

/// A folder's name as one part of a path in a repository.
pub fn segment(name: &str) -> String {
    let mut part = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_alphanumeric() || matches!(c, '_' | '.') {
            part.extend(c.to_lowercase());
        } else if !part.is_empty() && !part.ends_with('-') {
            part.push('-');
        }
    }
    let part = part.trim_matches(['-', '.']);
    if part.is_empty() { "folder".into() } else { part.chars().take(60).collect() }
}
