//! Why the database did not do something, named by what the caller can do.

use sea_orm::DbErr;

use crate::{postgres, sqlite};

/// Why the database did not do something.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// Try again; if it stays so, look at the disk, at permissions and at who else holds the file.
    #[error("the database is unavailable: {0}")]
    Unavailable(String),
    /// Restore a backup, or move the file away to begin with an empty one. It was left as it is.
    #[error("the database is damaged: {0}; restore a backup, or move the file away to begin anew")]
    Corrupt(String),
    /// Run the newer program. The file was left as it is.
    #[error("the database was written by a newer version of this program (it has `{0}`)")]
    Newer(String),
    /// Name another file. It was left as it is.
    #[error("`{0}` is a database of another program")]
    Foreign(String),
    /// Ask for something else.
    #[error("{what} `{name}` does not exist")]
    NotFound {
        /// What was asked for: `token`, `merge`, `protected branch`.
        what: &'static str,
        /// Its name, as the caller gave it.
        name: String,
    },
    /// Somebody else saved first: load the merge again, look, save again.
    #[error("merge `{id}` is at version {actual}, expected {expected}")]
    Stale {
        /// Which merge.
        id: String,
        /// The version that the caller had loaded.
        expected: i64,
        /// The version that is there now.
        actual: i64,
    },
    /// The merge was finished or given up meanwhile; begin another.
    #[error("merge `{id}` is {state} already")]
    Closed {
        /// Which merge.
        id: String,
        /// `done` or `abandoned`.
        state: &'static str,
    },
    /// Mend the input.
    #[error("{0}")]
    Invalid(String),
}

impl From<DbErr> for IndexError {
    fn from(error: DbErr) -> Self {
        match error {
            // A value that is not of its column's type: written by something else.
            DbErr::Type(_) | DbErr::Json(_) | DbErr::TryIntoErr { .. } => Self::Corrupt(error.to_string()),
            _ if sqlite::is_damage(&error) || postgres::is_damage(&error) => Self::Corrupt(error.to_string()),
            _ => Self::Unavailable(error.to_string()),
        }
    }
}

impl IndexError {
    /// Says which file or server, for errors of opening.
    pub(crate) fn at(self, place: impl std::fmt::Display) -> Self {
        let with = |reason: String| format!("`{place}`: {reason}");
        match self {
            Self::Unavailable(reason) => Self::Unavailable(with(reason)),
            Self::Corrupt(reason) => Self::Corrupt(with(reason)),
            other => other,
        }
    }
}
