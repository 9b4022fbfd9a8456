//! Names of documents and of the items in them, and their addresses.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::id::{ElementId, MAX_ID_BYTES, NodeId, ParseIdError, RelationId, ViewId};
use crate::yaml::paths::{GLOSSARY, glossary_name};

/// Names one document of a model.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DocumentId {
    /// `archweave.yaml`
    Manifest,
    /// Kinds and the like, by the file's path below `metamodel/` without `.yaml`; terms, by
    /// `glossary/` and the path below it.
    Extension(Box<str>),
    /// An element with its relations.
    Element(ElementId),
    /// A relation whose source is not in the model.
    Relation(RelationId),
    /// A view.
    View(ViewId),
    /// Where a view is drawn.
    Layout(ViewId),
    /// What is kept for another tool, by its name.
    Extra(Box<str>),
}

/// Names what an edit or a conflict is about: a document, or one of the things inside it that are
/// changed and merged on their own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum ItemId {
    /// The manifest.
    Manifest,
    /// A file of kinds, by its path below `metamodel/` without `.yaml`; one of terms, by `glossary/` and
    /// the path below it.
    Extension(Box<str>),
    /// An element without its relations.
    Element(ElementId),
    /// A relation.
    Relation(RelationId),
    /// A view without its content.
    View(ViewId),
    /// A node of a view without the nodes inside it.
    Node(ViewId, NodeId),
    /// A line of a view.
    Connection(ViewId, NodeId),
    /// The layout of a view without its places.
    Layout(ViewId),
    /// Where a node is drawn.
    NodeLayout(ViewId, NodeId),
    /// How a line is drawn.
    ConnectionLayout(ViewId, NodeId),
    /// What is kept for another tool, by its name.
    Extra(Box<str>),
    /// A file that is not part of the model, by its path. It is never edited, but merged.
    File(Box<str>),
}

impl ItemId {
    /// The document it is in; none for a relation, which is in that of its source, and for a file.
    pub fn document(&self) -> Option<DocumentId> {
        Some(match self {
            Self::Manifest => DocumentId::Manifest,
            Self::Extension(path) => DocumentId::Extension(path.clone()),
            Self::Element(id) => DocumentId::Element(id.clone()),
            Self::Relation(_) | Self::File(_) => return None,
            Self::View(view) | Self::Node(view, _) | Self::Connection(view, _) => {
                DocumentId::View(view.clone())
            }
            Self::Layout(view) | Self::NodeLayout(view, _) | Self::ConnectionLayout(view, _) => {
                DocumentId::Layout(view.clone())
            }
            Self::Extra(tool) => DocumentId::Extra(tool.clone()),
        })
    }

    /// The word for what it is, as in its address.
    pub fn what(&self) -> &'static str {
        match self {
            Self::Manifest => "manifest",
            Self::Extension(name) if glossary_name(name).is_some() => "glossary",
            Self::Extension(_) => "metamodel",
            Self::Element(_) => "element",
            Self::Relation(_) => "relation",
            Self::View(_) => "view",
            Self::Node(..) => "node",
            Self::Connection(..) => "connection",
            Self::Layout(_) => "layout",
            Self::NodeLayout(..) => "node-layout",
            Self::ConnectionLayout(..) => "connection-layout",
            Self::Extra(_) => "extra",
            Self::File(_) => "file",
        }
    }

    /// Its own id, without that of the view around it; empty for the manifest.
    pub fn local(&self) -> &str {
        match self {
            Self::Manifest => "",
            Self::Extension(name) => glossary_name(name).unwrap_or(name),
            Self::Extra(name) | Self::File(name) => name,
            Self::Element(id) => id.as_str(),
            Self::Relation(id) => id.as_str(),
            Self::View(id) | Self::Layout(id) => id.as_str(),
            Self::Node(_, id)
            | Self::Connection(_, id)
            | Self::NodeLayout(_, id)
            | Self::ConnectionLayout(_, id) => id.as_str(),
        }
    }

    /// The view it belongs to.
    pub fn view(&self) -> Option<&ViewId> {
        match self {
            Self::View(view)
            | Self::Layout(view)
            | Self::Node(view, _)
            | Self::Connection(view, _)
            | Self::NodeLayout(view, _)
            | Self::ConnectionLayout(view, _) => Some(view),
            _ => None,
        }
    }

    /// The name of a second, third ... item with this id in one document.
    pub(crate) fn twin(&self, number: u32) -> Self {
        let named = |id: &str| {
            let tail = format!("~{number}");
            let mut end = id.len().min(MAX_ID_BYTES - tail.len());
            while !id.is_char_boundary(end) {
                end -= 1;
            }
            format!("{}{tail}", &id[..end])
        };
        let node = |id: &NodeId| NodeId::parse(&named(id.as_str())).unwrap_or_else(|_| id.clone());
        match self {
            Self::Relation(id) => {
                Self::Relation(RelationId::parse(&named(id.as_str())).unwrap_or_else(|_| id.clone()))
            }
            Self::Node(view, id) => Self::Node(view.clone(), node(id)),
            Self::Connection(view, id) => Self::Connection(view.clone(), node(id)),
            other => other.clone(),
        }
    }

    /// Whether this is the name that [`Self::twin`] gives another item with the id of `first`.
    pub(crate) fn is_twin_of(&self, first: &ItemId) -> bool {
        let number = self.local().rsplit_once('~').and_then(|(_, tail)| tail.parse().ok());
        number.is_some_and(|number: u32| first.twin(number) == *self)
    }

    /// The item of the same sort and in the same view with another id; none if that is no id.
    pub(crate) fn sibling(&self, id: &str) -> Option<Self> {
        Some(match self {
            Self::Manifest | Self::File(_) => return None,
            Self::Extension(name) if glossary_name(name).is_some() => glossary(id),
            Self::Extension(_) => Self::Extension(id.into()),
            Self::Extra(_) => Self::Extra(id.into()),
            Self::Element(_) => Self::Element(ElementId::parse(id).ok()?),
            Self::Relation(_) => Self::Relation(RelationId::parse(id).ok()?),
            Self::View(_) => Self::View(ViewId::parse(id).ok()?),
            Self::Layout(_) => Self::Layout(ViewId::parse(id).ok()?),
            Self::Node(view, _) => Self::Node(view.clone(), NodeId::parse(id).ok()?),
            Self::Connection(view, _) => Self::Connection(view.clone(), NodeId::parse(id).ok()?),
            Self::NodeLayout(view, _) => Self::NodeLayout(view.clone(), NodeId::parse(id).ok()?),
            Self::ConnectionLayout(view, _) => Self::ConnectionLayout(view.clone(), NodeId::parse(id).ok()?),
        })
    }

    /// Whether it says where something is drawn.
    pub fn is_geometry(&self) -> bool {
        matches!(self, Self::Layout(_) | Self::NodeLayout(..) | Self::ConnectionLayout(..))
    }
}

/// The address: `element/crm`, `node/overview/n1`. In ids, `%`, `/` and what is not a letter or digit of
/// any script, `-`, `_`, `.` or `~` are percent-encoded.
impl std::fmt::Display for ItemId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.what())?;
        match self {
            Self::Manifest => return Ok(()),
            Self::View(_) | Self::Layout(_) => {}
            _ => {
                if let Some(view) = self.view() {
                    write!(f, "/{}", encode(view.as_str()))?;
                }
            }
        }
        write!(f, "/{}", encode(self.local()))
    }
}

impl From<ItemId> for String {
    fn from(id: ItemId) -> Self {
        id.to_string()
    }
}

/// Why a text is not the address of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParseItemIdError {
    /// Not one of the words, or the wrong number of parts.
    Form(String),
    /// A part is no id.
    Id(String, ParseIdError),
}

impl std::fmt::Display for ParseItemIdError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Form(text) => write!(
                f,
                "`{text}` is not the address of an item, such as `element/crm` or `node/overview/n1`"
            ),
            Self::Id(text, error) => write!(f, "`{text}`: {error}"),
        }
    }
}

impl std::error::Error for ParseItemIdError {}

impl TryFrom<String> for ItemId {
    type Error = ParseItemIdError;

    fn try_from(text: String) -> Result<Self, ParseItemIdError> {
        text.parse()
    }
}

impl std::str::FromStr for ItemId {
    type Err = ParseItemIdError;

    fn from_str(text: &str) -> Result<Self, ParseItemIdError> {
        let form = || ParseItemIdError::Form(text.to_owned());
        let bad = |error| ParseItemIdError::Id(text.to_owned(), error);
        let decoded: Option<Vec<String>> = text.split('/').map(decode).collect();
        let parts = decoded.ok_or_else(form)?;
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let view = |id: &str| ViewId::parse(id).map_err(bad);
        let node = |id: &str| NodeId::parse(id).map_err(bad);
        Ok(match parts[..] {
            ["manifest"] => Self::Manifest,
            ["metamodel", path] => Self::Extension(path.into()),
            ["glossary", path] if !path.is_empty() => glossary(path),
            ["element", id] => Self::Element(ElementId::parse(id).map_err(bad)?),
            ["relation", id] => Self::Relation(RelationId::parse(id).map_err(bad)?),
            ["view", id] => Self::View(view(id)?),
            ["layout", id] => Self::Layout(view(id)?),
            ["node", of, id] => Self::Node(view(of)?, node(id)?),
            ["connection", of, id] => Self::Connection(view(of)?, node(id)?),
            ["node-layout", of, id] => Self::NodeLayout(view(of)?, node(id)?),
            ["connection-layout", of, id] => Self::ConnectionLayout(view(of)?, node(id)?),
            ["file", path] if !path.is_empty() => Self::File(path.into()),
            ["extra", tool] => Self::Extra(tool.into()),
            _ => return Err(form()),
        })
    }
}

fn glossary(below: &str) -> ItemId {
    ItemId::Extension(format!("{GLOSSARY}{below}").into())
}

/// Percent-encodes what would be mistaken in an address.
pub(crate) fn encode(part: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '~');
    if part.chars().all(is_plain) {
        return Cow::Borrowed(part);
    }
    let mut text = String::with_capacity(part.len() + 8);
    for c in part.chars() {
        if is_plain(c) {
            text.push(c);
        } else {
            let mut buffer = [0; 4];
            c.encode_utf8(&mut buffer).bytes().for_each(|byte| text.push_str(&format!("%{byte:02X}")));
        }
    }
    Cow::Owned(text)
}

/// Takes percent-encoding back; none if it is not well formed.
pub(crate) fn decode(part: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let (hex, after) = after.split_at_checked(2)?;
        let digit = |byte: u8| (byte as char).to_digit(16);
        bytes.push((digit(hex[0])? << 4 | digit(hex[1])?) as u8);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_back() {
        for address in [
            "manifest",
            "element/crm",
            "element/a%2Fb%3Fc",
            "relation/r-8k2",
            "view/%E8%AE%A2",
            "node/overview/n1",
            "connection/a%20b/c",
            "layout/overview",
            "node-layout/v/n",
            "connection-layout/v/c",
            "extra/archi",
            "metamodel/acme%2Frules",
            "glossary/words%2Fcalls",
        ] {
            let item: Result<ItemId, _> = address.parse();
            match item {
                Ok(item) if !address.contains("%E8") => assert_eq!(item.to_string(), address),
                Ok(item) => assert_eq!(item.to_string(), "view/订"),
                Err(ParseItemIdError::Id(..)) => assert_eq!(address, "connection/a%20b/c"),
                Err(error) => panic!("{address}: {error}"),
            }
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for bad in ["", "element", "element/", "element/a/b", "node/a", "nobody/x", "element/%", "element/%f"]
        {
            assert!(bad.parse::<ItemId>().is_err(), "{bad}");
        }
    }
}
