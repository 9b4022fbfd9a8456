//! One file: which class its path gives it, and what its documents say.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::element::{Element, Relation};
use crate::metamodel::Extension;
use crate::model::Manifest;
use crate::value::Value;
use crate::view::{Layout, View};
use crate::yaml::decode::{self, Findings};
use crate::yaml::tree::{self, Node};

/// The largest file that is read.
pub const MAX_FILE_BYTES: usize = 1 << 20;
/// The largest image that is taken.
pub const MAX_IMAGE_BYTES: usize = 10 << 20;

/// What a file is, by its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FileClass {
    /// `archweave.yaml`
    Manifest,
    /// `elements/**.yaml`
    Element,
    /// `relations/**.yaml`
    Relation,
    /// `views/**.yaml`
    View,
    /// `layouts/**.yaml`
    Layout,
    /// `metamodel/**.yaml`
    Metamodel,
    /// `rules/**.yaml`
    Rule,
    /// `glossary/**.yaml`
    Glossary,
    /// `extra/*.yaml`
    Extra,
}

impl FileClass {
    /// The class of a path; none for a file that is not part of a model.
    pub fn of(path: &str) -> Option<Self> {
        if path == "archweave.yaml" {
            return Some(Self::Manifest);
        }
        let (top, rest) = path.split_once('/')?;
        if !rest.ends_with(".yaml") && !rest.ends_with(".yml") {
            return None;
        }
        match top {
            "elements" => Some(Self::Element),
            "relations" => Some(Self::Relation),
            "views" => Some(Self::View),
            "layouts" => Some(Self::Layout),
            "metamodel" => Some(Self::Metamodel),
            "rules" => Some(Self::Rule),
            "glossary" => Some(Self::Glossary),
            "extra" => Some(Self::Extra),
            _ => None,
        }
    }
}

/// What one document says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Document {
    /// The manifest.
    Manifest(Arc<Manifest>),
    /// An element with its relations.
    Element(Arc<Element>),
    /// A relation without an element.
    Relation(Arc<Relation>),
    /// A view.
    View(Arc<View>),
    /// A layout.
    Layout(Arc<Layout>),
    /// Kept for another tool.
    Extra(Arc<Value>),
    /// Kinds and the like, or terms. Last, because serde numbers what follows a skipped variant differently.
    #[serde(skip)]
    Extension(Arc<Extension>),
}

/// A file's documents and what is wrong with it. Depends on bytes and class alone, never on the
/// path or on other files, so it can be kept by the id of its blob.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ParsedFile {
    /// In the order of the file.
    pub documents: Vec<Document>,
    /// Without a file name.
    #[serde(skip)]
    pub findings: Vec<Diagnostic>,
}

impl ParsedFile {
    /// Whether it may be kept in a cache that writes it with serde.
    pub fn is_cacheable(&self) -> bool {
        let is_extension = |d: &Document| matches!(d, Document::Extension(_));
        self.findings.is_empty() && !self.documents.iter().any(is_extension)
    }

    /// A file that could not be read at all.
    pub fn unreadable(finding: Diagnostic) -> Self {
        Self { documents: Vec::new(), findings: vec![finding] }
    }
}

/// Reads one file.
pub fn read(class: FileClass, bytes: &[u8]) -> ParsedFile {
    if bytes.len() > MAX_FILE_BYTES {
        let message = format!("the file has {} bytes, more than {MAX_FILE_BYTES}", bytes.len());
        let finding = Diagnostic::error("file-too-large", message);
        return ParsedFile::unreadable(finding.help("split it; one element a file is usual"));
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.valid_up_to();
            let message = format!("not UTF-8 at byte {at}");
            let finding = Diagnostic::error("bad-encoding", message).help("save the file as UTF-8");
            return ParsedFile::unreadable(finding.at(at as u32));
        }
    };
    let mut findings = Vec::new();
    let roots = tree::parse(text, &mut findings);
    let mut documents = Vec::with_capacity(roots.len());
    let mut out = Findings(&mut findings);
    for root in &roots {
        if let Some(document) = decode(class, root, &mut out) {
            documents.push(document);
        }
    }
    ParsedFile { documents, findings }
}

fn decode(class: FileClass, root: &Node<'_>, out: &mut Findings<'_>) -> Option<Document> {
    Some(match class {
        FileClass::Manifest => Document::Manifest(decode::manifest(root, out)?.into()),
        FileClass::Element => Document::Element(decode::element(root, out)?.into()),
        FileClass::Relation => Document::Relation(decode::loose_relation(root, out)?.into()),
        FileClass::View => Document::View(decode::view(root, out)?.into()),
        FileClass::Layout => Document::Layout(decode::layout(root, out)?.into()),
        FileClass::Metamodel => Document::Extension(decode::extension(root, out)?.into()),
        FileClass::Glossary => Document::Extension(decode::glossary(root, out)?.into()),
        FileClass::Extra => Document::Extra(decode::value(root).into()),
        FileClass::Rule => return None,
    })
}
