//! What somebody wants changed, and what differs between two models: one type.

use serde::{Deserialize, Serialize};

use crate::change::id::ItemId;
use crate::id::{ElementId, EndId, KindId, RelationId};
use crate::text::Text;
use crate::value::{Properties, Value};
use crate::yaml::patch::Splice;

/// Edits that belong together: all of them are done, or none.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChangeSet {
    /// In the order in which they are done.
    pub edits: Vec<Edit>,
    /// Texts that the edits restore, for files that are still as they were when this was made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub verbatim: Vec<Verbatim>,
}

impl ChangeSet {
    /// Of edits that somebody made.
    pub fn new(edits: Vec<Edit>) -> Self {
        Self { edits, verbatim: Vec::new() }
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty() && self.verbatim.is_empty()
    }
}

/// One change.
///
/// Positions among siblings are given as the local id of the sibling that comes after; none is the end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum Edit {
    /// Makes an element, a view, a node or line of a view, a place in a layout, ...
    #[serde(rename_all = "camelCase")]
    Create {
        /// Its address.
        item: ItemId,
        /// For a node: the node it stands in; none is the view itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        holder: Option<ItemId>,
        /// The sibling it stands before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<Box<str>>,
        /// Its fields, as in a file. The id may be left out.
        fields: Properties,
        /// The file or, with `/` at the end, the folder of a document; none is the usual place.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        file: Option<Box<str>>,
    },
    /// Sets and removes fields.
    #[serde(rename_all = "camelCase")]
    Update {
        /// Of what.
        item: ItemId,
        /// Which.
        fields: Vec<Field>,
    },
    /// Gives an element, a relation, a view, a node or a line another name. Its id stays.
    #[serde(rename_all = "camelCase")]
    Rename {
        /// What.
        item: ItemId,
        /// The name in place of all it had.
        name: Text,
        /// The name it had; tells, and is not asked for.
        #[serde(default, skip_serializing_if = "is_no_text")]
        was: Text,
    },
    /// Makes an element or a relation one of another kind.
    #[serde(rename_all = "camelCase")]
    ChangeKind {
        /// What.
        item: ItemId,
        /// The new kind.
        kind: KindId,
        /// The kind it had; tells, and is not asked for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<KindId>,
    },
    /// Moves a document to another file, or a relation, node or line to another holder or position. A
    /// relation with a file and no holder becomes a document of its own, for which it needs a `from`.
    #[serde(rename_all = "camelCase")]
    Move {
        /// What.
        item: ItemId,
        /// What it shall stand in; none leaves it where it is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        holder: Option<ItemId>,
        /// The sibling it shall stand before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<Box<str>>,
        /// The file or, with `/` at the end, the folder of a document.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        file: Option<Box<str>>,
    },
    /// Removes something with all that stands in it.
    #[serde(rename_all = "camelCase")]
    Delete {
        /// What.
        item: ItemId,
        /// Also what refers to it: relations that start or end at it or its parts, the nodes and lines that
        /// show it (nodes inside these move up and stay where they are drawn), the layout of a view.
        #[serde(default)]
        references: bool,
        /// What it was; tells, and is not asked for.
        #[serde(default, skip_serializing_if = "Properties::is_empty")]
        was: Properties,
    },
    /// Makes a relation.
    #[serde(rename_all = "camelCase")]
    Connect {
        /// Its id; none derives it from its ends, and does not write it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        relation: Option<RelationId>,
        /// The element that holds it; none is where `source` says, or with a `from` in `fields` beside
        /// that relation.
        holder: ElementId,
        /// The relation of the same element it stands before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<Box<str>>,
        /// Its fields with at least `kind` and `to`.
        fields: Properties,
    },
    /// Removes a relation.
    #[serde(rename_all = "camelCase")]
    Disconnect {
        /// Which.
        relation: RelationId,
        /// Also the lines that show it and the relations that start or end at it.
        #[serde(default)]
        references: bool,
        /// What it was; tells, and is not asked for.
        #[serde(default, skip_serializing_if = "Properties::is_empty")]
        was: Properties,
    },
    /// Makes a relation start or end elsewhere. Its id stays, and is written from then on.
    #[serde(rename_all = "camelCase")]
    Retarget {
        /// Which.
        relation: RelationId,
        /// What it shall start at; none leaves it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<EndId>,
        /// What it shall end at; none leaves it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        target: Option<EndId>,
        /// The end it had; tells, and is not asked for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<EndId>,
    },
    /// Puts siblings of one sort into this order.
    #[serde(rename_all = "camelCase")]
    Order {
        /// All of them, with one holder.
        items: Vec<ItemId>,
    },
    /// Brings documents back as a text has them, comments and all, such as a deleted element from history.
    #[serde(rename_all = "camelCase")]
    Restore {
        /// The file they stood in; where it is taken by others, they are added to it.
        file: Box<str>,
        /// One or more documents in the format of that file.
        text: Box<str>,
    },
}

fn is_no_text(text: &Text) -> bool {
    *text == Text::default()
}

/// A field that is set or removed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Field {
    /// Keys from the item to the field: `[name, en]`, `[properties, criticality]`. In a list of records
    /// with ids, an id.
    pub path: Vec<Box<str>>,
    /// The value it had; tells, and is not asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Value>,
    /// The value it shall have; none removes it.
    #[serde(default)]
    pub to: Option<Value>,
    /// For a new key: the key it stands before; none is the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Box<str>>,
}

/// Bytes of a file that are put back if the file is still the one they belong to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Verbatim {
    /// The file now.
    pub file: Box<str>,
    /// SHA-256 of its content, in hex; none if the file must not be there.
    pub when: Option<Box<str>>,
    /// Where it shall be; none removes it.
    pub to: Option<Box<str>>,
    /// What is put in place of what. Of a file that is not there: of nothing.
    pub splices: Vec<Splice>,
}
