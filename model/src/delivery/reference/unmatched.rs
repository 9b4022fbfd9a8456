//! Why a name stands for nothing.

use super::super::purl::ParsePurlError;
use super::super::record::Sort;
use super::Directory;
use crate::id::ElementId;

/// The most candidates that are listed.
const CANDIDATES: usize = 10;

/// Why a name stands for nothing in the model, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unmatched {
    /// The model has nothing of this name.
    #[error("the model has no {what} of this name; {help}, or match it by hand")]
    Unknown {
        /// What was looked for.
        what: &'static str,
        /// Where the model would say it.
        help: &'static str,
    },
    /// Several elements have it; the first of them, by id.
    #[error("several elements have this name: {}{}; name one of them by its id, or match it by hand", list(.candidates), more(.candidates, *.count))]
    Ambiguous {
        /// Their ids, the first ten.
        candidates: Vec<ElementId>,
        /// How many there are.
        count: usize,
    },
    /// An element of another kind has it.
    #[error("this is the name of `{element}`, a `{kind}` and no {what}; name one, or match it by hand")]
    OtherKind {
        /// Which one.
        element: ElementId,
        /// Its kind.
        kind: String,
        /// What was looked for.
        what: &'static str,
    },
    /// It cannot be a name of this sort.
    #[error("{0}")]
    Malformed(String),
}

impl Unmatched {
    /// Several elements have the name; `ids` is sorted.
    pub(super) fn ambiguous(ids: &[&ElementId]) -> Self {
        let candidates = ids.iter().take(CANDIDATES).map(|id| (*id).clone()).collect();
        Self::Ambiguous { candidates, count: ids.len() }
    }

    /// Its stable name.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => "unknown",
            Self::Ambiguous { .. } => "ambiguous",
            Self::OtherKind { .. } => "other-kind",
            Self::Malformed(_) => "malformed",
        }
    }
}

fn list(candidates: &[ElementId]) -> String {
    let ids: Vec<String> = candidates.iter().map(|id| format!("`{id}`")).collect();
    ids.join(", ")
}

fn more(candidates: &[ElementId], count: usize) -> String {
    match count.saturating_sub(candidates.len()) {
        0 => String::new(),
        more => format!(" and {more} more"),
    }
}

/// What a sort is called, and where the model says its names.
fn words(sort: Sort) -> (&'static str, &'static str) {
    match sort {
        Sort::Requirement => ("requirement", "add it to `external` of the requirement"),
        Sort::Demand => ("demand", "add it to `external` of the demand"),
        Sort::Component => ("application or service", "add it to `aliases` of the application"),
        Sort::Artifact => ("artifact", "set `purl` of the artifact"),
        Sort::Repository => ("artifact with this repository", "set `repository` of the artifact"),
        Sort::Environment => ("environment", "add it to `aliases` of the environment"),
        Sort::Target => ("deployment target", "add it to `aliases` or `external` of the target"),
        Sort::Release => ("release", "add it to `aliases` of the release"),
        Sort::Indicator => ("indicator", "add it to `aliases` of the indicator"),
        Sort::Element => ("element", "add it to `aliases` of the element"),
    }
}

impl Directory {
    /// Why nothing fits: `other` has the name and is of another kind.
    pub(super) fn unmatched(
        &self,
        sort: Sort,
        other: Option<u32>,
        no_purl: Option<ParsePurlError>,
    ) -> Unmatched {
        let (what, help) = words(sort);
        let other = other.and_then(|slot| self.snapshot.element_at(slot));
        match (other, no_purl) {
            (Some(other), _) => {
                Unmatched::OtherKind { element: other.id.clone(), kind: other.kind.to_string(), what }
            }
            (None, Some(error)) if sort == Sort::Artifact => Unmatched::Malformed(error.to_string()),
            _ => Unmatched::Unknown { what, help },
        }
    }
}
