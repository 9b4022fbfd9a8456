//! Why an edit was not done.

use crate::change::id::ItemId;
use crate::change::item::ItemError;

/// Why an edit was not done; nothing of its change set is.
#[derive(Clone, Debug, PartialEq)]
pub struct EditError {
    /// Which edit of the set, from 0.
    pub edit: usize,
    /// Why.
    pub why: EditProblem,
}

/// Why an edit cannot be done.
#[derive(Clone, Debug, PartialEq)]
pub enum EditProblem {
    /// What it is about is not in the model.
    NotFound(ItemId),
    /// What it makes is there already.
    Exists(ItemId),
    /// It does not go with that sort of item: what was tried.
    Unsuitable(ItemId, &'static str),
    /// A field's path leads nowhere.
    Path(ItemId, String),
    /// The result is no valid document.
    Item(ItemError),
    /// A text to restore is not readable in that file: what is wrong.
    Text(Box<str>, String),
}

impl std::fmt::Display for EditError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "edit {}: {}", self.edit + 1, self.why)
    }
}

impl std::fmt::Display for EditProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotFound(id) => write!(f, "`{id}` is not in the model"),
            Self::Exists(id) => write!(f, "`{id}` is in the model already; choose another id"),
            Self::Unsuitable(id, what) => write!(f, "`{id}` cannot be {what}"),
            Self::Path(id, path) => write!(f, "`{id}` has no place for a field `{path}`"),
            Self::Item(error) => error.fmt(f),
            Self::Text(file, why) => write!(f, "the text to restore in `{file}` is not readable: {why}"),
        }
    }
}

impl std::error::Error for EditError {}

impl From<ItemError> for EditProblem {
    fn from(error: ItemError) -> Self {
        Self::Item(error)
    }
}
