//! What two sides did that does not go together, with an address that stays.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::change::id::{ItemId, ParseItemIdError, decode, encode};
use crate::value::Value;

/// Where a conflict is; the same whenever the same merge is computed again.
///
/// As text: the address of the item, then for a field `:` and the keys that lead to it, separated by `.`:
/// `element/crm:name.en`. In keys, what is percent-encoded in addresses is, and `.` too.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct ConflictId {
    /// What it is about.
    pub item: ItemId,
    /// Keys from the item to the field, in lists of records the record's id; empty for the item as a whole.
    pub path: Vec<Box<str>>,
}

impl std::fmt::Display for ConflictId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.item.fmt(f)?;
        for (at, key) in self.path.iter().enumerate() {
            f.write_str(if at == 0 { ":" } else { "." })?;
            f.write_str(&encode(key).replace('.', "%2E"))?;
        }
        Ok(())
    }
}

impl From<ConflictId> for String {
    fn from(id: ConflictId) -> Self {
        id.to_string()
    }
}

impl TryFrom<String> for ConflictId {
    type Error = ParseItemIdError;

    fn try_from(text: String) -> Result<Self, ParseItemIdError> {
        text.parse()
    }
}

impl std::str::FromStr for ConflictId {
    type Err = ParseItemIdError;

    fn from_str(text: &str) -> Result<Self, ParseItemIdError> {
        let Some((item, path)) = text.split_once(':') else {
            return Ok(Self { item: text.parse()?, path: Vec::new() });
        };
        let keys: Option<Vec<Box<str>>> = path.split('.').map(|key| decode(key).map(Into::into)).collect();
        let path = keys.ok_or_else(|| ParseItemIdError::Form(text.to_owned()))?;
        Ok(Self { item: item.parse()?, path })
    }
}

/// What does not go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ConflictKind {
    /// Both gave a field different values; a side without a value removed it.
    Edited,
    /// Ours deleted what theirs changed, or added something to.
    DeletedByOurs,
    /// Theirs deleted what ours changed, or added something to.
    DeletedByTheirs,
    /// Both made something under one id, and it is not the same.
    Created,
    /// Both moved it, to different holders; the values are addresses. At `content` of a view: nodes were
    /// moved into each other; the values are holders by node.
    Moved,
    /// Each side is right, but together they make no document that can be written.
    Invalid,
}

/// One conflict. The values are those of the field, or the record of the item as a whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Conflict {
    /// Where.
    pub id: ConflictId,
    /// What.
    pub kind: ConflictKind,
    /// The value before; none if there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Value>,
    /// Our value; none if we removed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ours: Option<Value>,
    /// Their value; none if they removed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theirs: Option<Value>,
    /// Of something deleted: what the other side changed or made in it or at it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inside: Vec<Inside>,
}

impl Conflict {
    /// A digest of what a person who looks at the conflict sees: it is another when a value is.
    pub fn seen(&self) -> Seen {
        let values = (self.kind, &self.base, &self.ours, &self.theirs, &self.inside);
        // Values of this shape always can be written.
        let text = serde_json::to_vec(&values).unwrap_or_default();
        let hex = Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        Seen(hex.into())
    }
}

/// Something changed or made in or at what the other side deleted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Inside {
    /// What.
    pub item: ItemId,
    /// Its record before; none if it is new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Value>,
    /// Its record now.
    pub now: Value,
}

/// SHA-256, in hex, of what a person saw of a conflict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seen(pub Box<str>);
