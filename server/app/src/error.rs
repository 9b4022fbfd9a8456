//! Why something was not done, named by what the caller can do.

use archweave_interchange::{ExportError, ImportError};
use archweave_store::{
    BlobError, ClaimError, CommitError, HistoryError, LoadError, OpenError, ResolveError, StagedError,
};

/// Why a use case failed.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// Ask for something else.
    #[error("{0}")]
    NotFound(String),
    /// Mend the input.
    #[error("{0}")]
    Invalid(String),
    /// Ask somebody for the permission.
    #[error("{0}")]
    Denied(String),
    /// Somebody else changed it first; look again.
    #[error("{0}")]
    Stale(String),
    /// Ask for less.
    #[error("{0}")]
    Limited(String),
    /// Try again, or ask the operator.
    #[error("{0}")]
    Unavailable(String),
    /// A mistake of this program.
    #[error("{0}")]
    Internal(String),
}

/// Stable code of an error, the same in GraphQL, HTTP and the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// `NOT_FOUND`
    pub name: &'static str,
    /// Status of HTTP.
    pub status: u16,
    /// Whether the same request may succeed later.
    pub is_retryable: bool,
}

impl AppError {
    /// The same for somebody else whom it concerns.
    pub(crate) fn again(&self) -> Self {
        match self {
            Self::NotFound(why) => Self::NotFound(why.clone()),
            Self::Invalid(why) => Self::Invalid(why.clone()),
            Self::Denied(why) => Self::Denied(why.clone()),
            Self::Stale(why) => Self::Stale(why.clone()),
            Self::Limited(why) => Self::Limited(why.clone()),
            Self::Unavailable(why) => Self::Unavailable(why.clone()),
            Self::Internal(why) => Self::Internal(why.clone()),
        }
    }

    /// The one table of codes.
    pub fn code(&self) -> Code {
        let (name, status, is_retryable) = match self {
            Self::NotFound(_) => ("NOT_FOUND", 404, false),
            Self::Invalid(_) => ("INVALID", 422, false),
            Self::Denied(_) => ("FORBIDDEN", 403, false),
            Self::Stale(_) => ("STALE", 409, true),
            Self::Limited(_) => ("LIMITED", 413, false),
            Self::Unavailable(_) => ("UNAVAILABLE", 503, true),
            Self::Internal(_) => ("INTERNAL", 500, false),
        };
        Code { name, status, is_retryable }
    }
}

impl From<OpenError> for AppError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::NotFound(_) | OpenError::NotAFolder(_) => Self::NotFound(error.to_string()),
            _ => Self::Unavailable(error.to_string()),
        }
    }
}

impl From<ClaimError> for AppError {
    fn from(error: ClaimError) -> Self {
        Self::Unavailable(error.to_string())
    }
}

impl From<ResolveError> for AppError {
    fn from(error: ResolveError) -> Self {
        match error {
            ResolveError::Git(_) => Self::Unavailable(error.to_string()),
            _ => Self::NotFound(error.to_string()),
        }
    }
}

impl From<StagedError> for AppError {
    fn from(error: StagedError) -> Self {
        match error {
            StagedError::NotAClone(_) => Self::NotFound(error.to_string()),
            StagedError::NoGit(_) => Self::Unavailable(error.to_string()),
            StagedError::Git(_) => Self::Invalid(error.to_string()),
        }
    }
}

impl From<LoadError> for AppError {
    fn from(error: LoadError) -> Self {
        match error {
            LoadError::NotFound(_) => Self::NotFound(error.to_string()),
            LoadError::TooMany(_) => Self::Limited(error.to_string()),
            _ => Self::Unavailable(error.to_string()),
        }
    }
}

impl From<HistoryError> for AppError {
    fn from(error: HistoryError) -> Self {
        match error {
            HistoryError::Revision(inner) => inner.into(),
            HistoryError::Git(inner) => Self::Unavailable(inner.to_string()),
        }
    }
}

impl From<BlobError> for AppError {
    fn from(error: BlobError) -> Self {
        Self::NotFound(error.to_string())
    }
}

impl From<CommitError> for AppError {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Stale { .. } => Self::Stale(error.to_string()),
            CommitError::Parent(inner) => inner.into(),
            CommitError::Io(_) | CommitError::Git(_) | CommitError::Busy(_) => {
                Self::Unavailable(error.to_string())
            }
            _ => Self::Invalid(error.to_string()),
        }
    }
}

impl From<ImportError> for AppError {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::TooLarge { .. } => Self::Limited(error.to_string()),
            _ => Self::Invalid(error.to_string()),
        }
    }
}

impl From<ExportError> for AppError {
    fn from(error: ExportError) -> Self {
        Self::Invalid(error.to_string())
    }
}

impl From<archweave_render::RenderError> for AppError {
    fn from(error: archweave_render::RenderError) -> Self {
        Self::Internal(error.to_string())
    }
}

/// A file or folder that could not be read or written.
pub(crate) fn io(what: &str, path: &std::path::Path, error: &std::io::Error) -> AppError {
    let message = format!("cannot {what} `{}`: {error}", path.display());
    match error.kind() {
        std::io::ErrorKind::NotFound => AppError::NotFound(message),
        _ => AppError::Unavailable(message),
    }
}
