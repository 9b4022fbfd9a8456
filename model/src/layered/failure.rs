//! Why there is no layout.

use serde::{Deserialize, Serialize};

/// Why there is no layout. Whoever needs a picture nevertheless falls back to a grid.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum Failure {
    /// More than is laid out at once; show less, or place it by hand.
    #[error("{found} {what} are too many to lay out, {most} is the most; show fewer of them in this view")]
    TooLarge {
        /// What there is too much of: `nodes`.
        what: String,
        /// How many there are.
        found: usize,
        /// How many there may be.
        most: usize,
    },
    /// The graph contradicts itself: a fault of whoever asked.
    #[error("not a graph that can be laid out: {0}; this is a fault of the program, please report it")]
    Invalid(String),
    /// The library panicked, gave up, or gave an answer that is wrong.
    #[error("the layout library failed: {0}; place the nodes by hand, and please report it with the view")]
    Library(String),
    /// It took longer than is allowed.
    #[error("the layout took too long and was stopped; show fewer nodes or lines in this view")]
    TimedOut,
    /// The process that lays out could not be started, or ended.
    #[error("the process that lays out failed: {0}; try again, and look at the server's log")]
    Worker(String),
}

impl Failure {
    /// The graph contradicts itself.
    pub(super) fn invalid(why: impl Into<String>) -> Self {
        Self::Invalid(why.into())
    }
}
