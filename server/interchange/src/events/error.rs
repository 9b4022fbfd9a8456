//! Why a body was not read, named by what the sender can do.

use archweave_model::delivery::FactError;

/// Why nothing of a body was taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EventError {
    /// Send it as another type.
    #[error("a body of type `{found}` is not read here; send {expected}")]
    MediaType {
        /// What was sent.
        found: String,
        /// What is read.
        expected: &'static str,
    },
    /// Mend the text.
    #[error("the body is no JSON: {0}; send UTF-8 text of one JSON value")]
    Json(String),
    /// Send the header.
    #[error("header `{name}` is missing; {help}")]
    Header {
        /// Its name.
        name: &'static str,
        /// What it should hold.
        help: &'static str,
    },
    /// Use the fields that there are.
    #[error("`{place}` {what}")]
    Form {
        /// Which field.
        place: String,
        /// What is wrong and what to do.
        what: String,
    },
    /// Mend the value of a field.
    #[error("`{place}` {what}")]
    Value {
        /// Which field.
        place: String,
        /// What is wrong and what to do.
        what: String,
    },
    /// Mend a value: it would be too large to keep.
    #[error("{word}: {error}")]
    Fact {
        /// The sort of record.
        word: &'static str,
        /// What is too large.
        error: FactError,
    },
    /// Send less at once.
    #[error("{what} has more than {limit}; send less at once")]
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// How much is allowed, with its unit.
        limit: String,
    },
}

impl EventError {
    pub(super) fn form(place: impl Into<String>, what: impl Into<String>) -> Self {
        Self::Form { place: place.into(), what: what.into() }
    }

    pub(super) fn value(place: impl Into<String>, what: impl Into<String>) -> Self {
        Self::Value { place: place.into(), what: what.into() }
    }

    /// The same, of a part of something larger.
    pub(super) fn within(self, outer: &str) -> Self {
        let placed = |place: String| match place.starts_with('[') {
            true => format!("{outer}{place}"),
            false => format!("{outer}.{place}"),
        };
        match self {
            Self::Form { place, what } => Self::Form { place: placed(place), what },
            Self::Value { place, what } => Self::Value { place: placed(place), what },
            other => other,
        }
    }

    /// Status of HTTP.
    pub fn status(&self) -> u16 {
        match self {
            Self::MediaType { .. } => 415,
            Self::Json(_) | Self::Header { .. } | Self::Form { .. } => 400,
            Self::Value { .. } | Self::Fact { .. } => 422,
            Self::TooLarge { .. } => 413,
        }
    }

    /// Stable code, as other refusals of a server have one.
    pub fn code(&self) -> &'static str {
        match self {
            Self::MediaType { .. } => "UNSUPPORTED_MEDIA_TYPE",
            Self::Json(_) | Self::Header { .. } | Self::Form { .. } => "MALFORMED",
            Self::Value { .. } | Self::Fact { .. } => "INVALID",
            Self::TooLarge { .. } => "LIMITED",
        }
    }

    /// The field that is wrong, if one is.
    pub fn place(&self) -> Option<&str> {
        match self {
            Self::Form { place, .. } | Self::Value { place, .. } => Some(place),
            _ => None,
        }
    }
}
