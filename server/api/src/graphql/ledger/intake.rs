//! What people ask for.

use std::sync::Arc;

use archweave_app::ledger::{NeedFilter, NeedGroup, NeedRow, Page, RankedDemand};
use archweave_model::id::ElementId;
use async_graphql::{InputObject, Object, Result, SimpleObject};

use super::{Asked, element, moment, time};
use crate::graphql::connection::connection;
use crate::graphql::element::ElementObject;
use crate::graphql::invalid;
use crate::graphql::scope::Scope;

/// Which needs; those that meet all that is asked.
#[derive(InputObject, Default)]
#[graphql(name = "NeedFilter")]
pub(in crate::graphql) struct FilterInput {
    /// Grouped into this demand, by id.
    demand: Option<String>,
    /// Grouped into no demand.
    #[graphql(default)]
    is_ungrouped: bool,
    /// fault, enquiry, complaint, suggestion or request.
    kind: Option<String>,
    /// From this channel.
    channel: Option<String>,
    /// From this area.
    area: Option<String>,
    /// Received at this moment or later, RFC 3339 or a day.
    since: Option<String>,
    /// Received before this moment, RFC 3339.
    until: Option<String>,
}

impl FilterInput {
    pub fn read(self) -> Result<NeedFilter> {
        let demand = self.demand.as_deref().map(ElementId::parse).transpose();
        let since = self.since.map(|text| text.parse().map_err(|error| invalid(format!("{error}"))));
        Ok(NeedFilter {
            demand: demand.map_err(|error| invalid(error.to_string()))?,
            is_ungrouped: self.is_ungrouped,
            kind: self.kind,
            channel: self.channel,
            area: self.area,
            since: since.transpose()?,
            until: self.until.as_deref().map(moment).transpose()?,
        })
    }
}

/// Needs, the newest first.
#[derive(SimpleObject)]
#[graphql(name = "NeedPage")]
pub(in crate::graphql) struct PageObject {
    /// At most as many as were asked for.
    nodes: Vec<NeedObject>,
    /// For `after` of the next page; none if this is the last.
    next: Option<String>,
}

impl From<Asked<Page<NeedRow>>> for PageObject {
    fn from(asked: Asked<Page<NeedRow>>) -> Self {
        let Asked { scope, found } = asked;
        let nodes = found.items.into_iter().map(|row| NeedObject { scope: scope.clone(), row });
        Self { nodes: nodes.collect(), next: found.next }
    }
}

/// Something that a person asked for.
pub(in crate::graphql) struct NeedObject {
    scope: Arc<Scope>,
    row: NeedRow,
}

/// Something that a person asked for, in its own words.
#[Object(name = "Need")]
impl NeedObject {
    /// Its key.
    async fn key(&self) -> &str {
        &self.row.key
    }

    /// The words; none once they are erased.
    async fn text(&self) -> Option<&str> {
        self.row.need.text.as_deref()
    }

    /// By which way it came.
    async fn channel(&self) -> Option<&str> {
        self.row.need.channel.as_deref()
    }

    /// When, RFC 3339.
    async fn received_at(&self) -> Option<String> {
        self.row.need.received_at.map(time)
    }

    /// fault, enquiry, complaint, suggestion or request.
    async fn kind(&self) -> Option<&str> {
        self.row.need.kind.as_deref()
    }

    /// From where.
    async fn area(&self) -> Option<&str> {
        self.row.need.area.as_deref()
    }

    /// call, ticket, interview, site-visit or data.
    async fn source(&self) -> Option<&str> {
        self.row.need.source.as_deref()
    }

    /// How many people it is about.
    async fn impact_count(&self) -> Option<u32> {
        self.row.need.impact_count
    }

    /// From 1, the highest, to 4.
    async fn priority(&self) -> Option<u8> {
        self.row.need.priority
    }

    /// From 1, the highest, to 4.
    async fn urgency(&self) -> Option<u8> {
        self.row.need.urgency
    }

    /// The demand or requirement that it was grouped into.
    async fn demand(&self) -> Option<ElementObject> {
        element(&self.scope, self.row.demand.as_ref()?)
    }

    /// The last day on which its words are kept.
    async fn retain_until(&self) -> Option<&str> {
        self.row.need.retain_until.as_deref()
    }

    /// When its words were erased, RFC 3339.
    async fn erased_at(&self) -> Option<String> {
        self.row.need.erased_at.map(time)
    }
}

/// Needs that say the same.
pub(in crate::graphql) struct GroupObject {
    scope: Arc<Scope>,
    group: NeedGroup,
}

/// Needs that say the same, as far as a program can tell; a person decides.
#[Object(name = "NeedGroup")]
impl GroupObject {
    /// Words that stand for all.
    async fn text(&self) -> &str {
        &self.group.text
    }

    /// How many.
    async fn count(&self) -> usize {
        self.group.needs.len()
    }

    /// The needs, the oldest first.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn needs(&self) -> Vec<NeedObject> {
        let all = self.group.needs.iter();
        all.map(|row| NeedObject { scope: self.scope.clone(), row: row.clone() }).collect()
    }

    /// Their keys, for `promoteNeeds`.
    async fn keys(&self) -> Vec<&str> {
        self.group.needs.iter().map(|need| &*need.key).collect()
    }
}

connection!(GroupConnection, GroupEdge, GroupObject, "NeedGroupConnection", "NeedGroupEdge");

pub(super) fn groups(asked: Asked<Vec<NeedGroup>>) -> Vec<GroupObject> {
    let Asked { scope, found } = asked;
    found.into_iter().map(|group| GroupObject { scope: scope.clone(), group }).collect()
}

/// A demand in its order.
pub(in crate::graphql) struct DemandObject {
    scope: Arc<Scope>,
    demand: RankedDemand,
}

/// A demand in the order in which demands are looked at.
#[Object(name = "RankedDemand")]
impl DemandObject {
    /// The demand.
    async fn demand(&self) -> Option<ElementObject> {
        element(&self.scope, &self.demand.demand)
    }

    /// From 1, the highest, to 4.
    async fn priority(&self) -> Option<u8> {
        self.demand.rank.priority
    }

    /// From 1, the highest, to 4.
    async fn urgency(&self) -> Option<u8> {
        self.demand.rank.urgency
    }

    /// How many needs were grouped into it.
    async fn need_count(&self) -> u64 {
        self.demand.rank.need_count
    }

    /// The day it is wanted by.
    async fn wanted_by(&self) -> Option<&str> {
        self.demand.rank.wanted_by.as_deref()
    }

    /// When it was first written down, RFC 3339.
    async fn recorded(&self) -> Option<String> {
        self.demand.rank.recorded.map(time)
    }
}

connection!(DemandConnection, DemandEdge, DemandObject, "RankedDemandConnection", "RankedDemandEdge");

pub(super) fn demands(asked: Asked<Vec<RankedDemand>>) -> Vec<DemandObject> {
    let Asked { scope, found } = asked;
    found.into_iter().map(|demand| DemandObject { scope: scope.clone(), demand }).collect()
}
