//! Names in events that are not in the model.

use archweave_app::ledger::{MatchedShare, Page, Unmatched};
use async_graphql::{Object, SimpleObject};

use super::names::{ReasonName, RecordName, SortName};
use super::{Asked, time};

/// Names that are not in the model, by sort and name.
#[derive(SimpleObject)]
#[graphql(name = "UnmatchedPage")]
pub(in crate::graphql) struct PageObject {
    /// At most as many as were asked for.
    nodes: Vec<UnmatchedObject>,
    /// For `after` of the next page; none if this is the last.
    next: Option<String>,
}

/// A name that no element of the model has.
pub(in crate::graphql) struct UnmatchedObject(Unmatched);

/// A name that no element of the model has.
#[Object(name = "UnmatchedReference")]
impl UnmatchedObject {
    /// What sort of thing is meant.
    async fn sort(&self) -> SortName {
        self.0.sort.into()
    }

    /// The name, as it was written.
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// Why it was not found.
    async fn code(&self) -> ReasonName {
        ReasonName::of(&self.0.code).unwrap_or(ReasonName::Unknown)
    }

    /// Why, and what to do; in Chinese or English.
    async fn reason(&self, #[graphql(default_with = "\"en\".to_owned()")] language: String) -> String {
        self.0.reason(&language)
    }

    /// In how many places of records it stands.
    async fn count(&self) -> u64 {
        self.0.count
    }

    /// When it was first heard of, RFC 3339.
    async fn first_at(&self) -> String {
        time(self.0.first_at)
    }

    /// The sort of the first record that has it.
    async fn example_kind(&self) -> RecordName {
        self.0.example.0.into()
    }

    /// The key of that record.
    async fn example_key(&self) -> &str {
        &self.0.example.1
    }
}

impl From<Asked<Page<Unmatched>>> for PageObject {
    fn from(asked: Asked<Page<Unmatched>>) -> Self {
        let Page { items, next } = asked.found;
        Self { nodes: items.into_iter().map(UnmatchedObject).collect(), next }
    }
}

/// How much of what a source reports stands for something in the model.
#[derive(SimpleObject)]
#[graphql(name = "MatchedShare")]
pub(in crate::graphql) struct ShareObject {
    /// Who reported it.
    source: String,
    /// For which team, where it was said.
    team: Option<String>,
    /// Changes and deployments.
    total: u64,
    /// Changes with a requirement, and deployments with an artifact and an environment, of the model.
    matched: u64,
    /// The share, 0 to 1; none of nothing.
    share: Option<f64>,
}

impl From<MatchedShare> for ShareObject {
    fn from(of: MatchedShare) -> Self {
        let share = (of.total > 0).then(|| of.matched as f64 / of.total as f64);
        Self { source: of.source, team: of.team, total: of.total, matched: of.matched, share }
    }
}
