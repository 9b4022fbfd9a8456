//! A whole model as values: what an importer makes, an exporter takes and a repository holds.
//!
//! For reading a model fast, with its graph, see [`crate::snapshot::Snapshot`].

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Severity, Subject};
use crate::element::{Element, Place, Relation};
use crate::metamodel::Extension;
use crate::text::Text;
use crate::value::{Properties, Value};
use crate::view::{Layout, View};

/// A model, complete and in no particular order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// `archweave.yaml`.
    pub manifest: Manifest,
    /// All elements with the relations that start at them.
    pub elements: Vec<Arc<Element>>,
    /// Relations whose source is not in the model; each has `from`.
    pub loose: Vec<Arc<Relation>>,
    /// All views.
    pub views: Vec<Filed<View>>,
    /// At most one for each view.
    pub layouts: Vec<Arc<Layout>>,
    /// The repository's own kinds, relations, properties, specializations, viewpoints, audiences and
    /// terms.
    pub extensions: Vec<Filed<Extension>>,
    /// Pictures.
    pub images: Vec<Image>,
    /// `extra/<tool>.yaml`, by tool.
    pub extra: Vec<(Box<str>, Arc<Value>)>,
}

/// A value and the folder or file name it should have in a repository.
#[derive(Clone, Debug, PartialEq)]
pub struct Filed<T> {
    /// For a view: folder names below `views/`, joined by `/`, empty for none. For an extension:
    /// the file's name without `.yaml`, for one of terms with `glossary/` before it.
    pub path: Box<str>,
    /// The value.
    pub value: Arc<T>,
}

/// A picture that views or specializations use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Path within the repository, below `images/`.
    pub path: Box<str>,
    /// PNG, JPEG, GIF or SVG.
    pub bytes: Arc<[u8]>,
}

/// The manifest of a model: `archweave.yaml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the file format; this code writes 1.
    pub format: u32,
    /// Title of the model.
    pub name: Text,
    /// Prose.
    pub description: Text,
    /// Language codes; the first is the main one. Never empty.
    pub languages: Box<[Box<str>]>,
    /// How strictly ArchiMate's table of relations is applied.
    pub level: RuleLevel,
    /// Severities by rule code; none switches the rule off.
    pub severities: Box<[(Box<str>, Option<Severity>)]>,
    /// Findings that somebody has decided to live with, until a day.
    pub waivers: Box<[Waiver]>,
    /// Free properties.
    pub properties: Properties,
    /// Keys this version does not know.
    pub attributes: Properties,
    /// Where in its file it stands.
    pub place: Place,
}

impl Default for Manifest {
    fn default() -> Self {
        Self {
            format: 1,
            name: Text::default(),
            description: Text::default(),
            languages: Box::new(["en".into()]),
            level: RuleLevel::Strict,
            severities: Box::default(),
            waivers: Box::default(),
            properties: Properties::default(),
            attributes: Properties::default(),
            place: Place::default(),
        }
    }
}

/// A decision to live with a finding until a day. One that lacks something is kept and hides nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    /// Code of the rule.
    pub rule: Box<str>,
    /// What the finding is about.
    pub subject: Option<Subject>,
    /// Why.
    pub reason: Text,
    /// Who decided: an element's id or free text.
    pub owner: Box<str>,
    /// Last day on which it holds, `YYYY-MM-DD`.
    pub until: Box<str>,
    /// Where in the manifest it stands.
    pub place: Place,
}

impl Waiver {
    /// Whether it names a rule that there is, a subject, a reason, an owner and a day.
    pub fn is_complete(&self) -> bool {
        crate::rules::rule(&self.rule).is_some()
            && self.subject.is_some()
            && !self.reason.is_empty()
            && !self.owner.is_empty()
            && crate::rules::is_date(&self.until)
    }
}

/// How strictly the metamodel is applied in a repository.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RuleLevel {
    /// A relation that the metamodel does not allow is an error.
    #[default]
    Strict,
    /// ... a warning.
    Warn,
    /// ... not reported.
    Off,
}

impl RuleLevel {
    /// Every level with its name.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Strict, "strict"), (Self::Warn, "warn"), (Self::Off, "off")];

    /// Reads the name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(l, _)| *l)
    }

    /// The name.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}
