//! Names in events that are not in the model.

use archweave_app::ledger::{MatchedShare, Page, Unmatched};
use async_graphql::SimpleObject;

use super::names::{RecordName, SortName};
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
#[derive(SimpleObject)]
#[graphql(name = "UnmatchedReference")]
pub(in crate::graphql) struct UnmatchedObject {
    /// What sort of thing is meant.
    sort: SortName,
    /// The name, as it was written.
    text: String,
    /// Why it was not found, as a stable word: `unknown`, `ambiguous`, `malformed`.
    code: String,
    /// Why, and what to do.
    reason: String,
    /// In how many places of records it stands.
    count: u64,
    /// When it was first heard of, RFC 3339.
    first_at: String,
    /// The sort of the first record that has it.
    example_kind: RecordName,
    /// The key of that record.
    example_key: String,
}

impl From<Asked<Page<Unmatched>>> for PageObject {
    fn from(asked: Asked<Page<Unmatched>>) -> Self {
        let nodes = asked.found.items.into_iter().map(|name| UnmatchedObject {
            sort: name.sort.into(),
            text: name.text,
            code: name.code,
            reason: name.reason,
            count: name.count,
            first_at: time(name.first_at),
            example_kind: name.example.0.into(),
            example_key: name.example.1,
        });
        Self { nodes: nodes.collect(), next: asked.found.next }
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
