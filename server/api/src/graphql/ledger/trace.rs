//! The whole chain of a requirement as a graph.

use std::sync::Arc;

use archweave_app::ledger::{Trace, TraceEdge, TraceNode};
use async_graphql::Object;

use super::names::{BasisName, BondName, RecordName};
use super::trace_state::StateObject;
use super::where_is::WhereaboutsObject;
use super::{Asked, element, time};
use crate::graphql::element::ElementObject;
use crate::graphql::scope::Scope;

/// The whole chain of a requirement, from needs to effect.
pub(in crate::graphql) struct TraceObject {
    scope: Arc<Scope>,
    trace: Arc<Trace>,
}

impl From<Asked<Trace>> for TraceObject {
    fn from(asked: Asked<Trace>) -> Self {
        Self { scope: asked.scope, trace: Arc::new(asked.found) }
    }
}

/// The whole chain of a requirement, from needs to effect.
#[Object(name = "Trace")]
impl TraceObject {
    /// Where the requirement is.
    async fn whereabouts(&self) -> WhereaboutsObject {
        WhereaboutsObject { scope: self.scope.clone(), found: Arc::new(self.trace.whereabouts.clone()) }
    }

    /// Everything in the chain: in its order, then of time, then of id.
    #[graphql(complexity = "50 * child_complexity + 1")]
    async fn nodes(&self) -> Vec<NodeObject> {
        (0..self.trace.nodes.len()).map(|at| self.node(at)).collect()
    }

    /// How it hangs together.
    #[graphql(complexity = "50 * child_complexity + 1")]
    async fn edges(&self) -> Vec<EdgeObject> {
        let edges = 0..self.trace.edges.len();
        edges.map(|at| EdgeObject { scope: self.scope.clone(), trace: self.trace.clone(), at }).collect()
    }

    /// Whether some records were left out because there are too many of one sort.
    async fn is_cut(&self) -> bool {
        self.trace.is_cut
    }
}

impl TraceObject {
    fn node(&self, at: usize) -> NodeObject {
        NodeObject { scope: self.scope.clone(), trace: self.trace.clone(), at }
    }
}

/// Something in the chain of a requirement.
pub(in crate::graphql) struct NodeObject {
    scope: Arc<Scope>,
    trace: Arc<Trace>,
    at: usize,
}

impl NodeObject {
    fn node(&self) -> &TraceNode {
        &self.trace.nodes[self.at]
    }
}

/// Something in the chain of a requirement: an element of the model, or a record.
#[Object(name = "TraceNode")]
impl NodeObject {
    /// Unique in the trace.
    async fn node_id(&self) -> &str {
        &self.node().id
    }

    /// Where in the chain it stands: need, demand, requirement, element, ticket, change, build, version,
    /// verification, release, deployment, environment, incident or indicator.
    async fn step(&self) -> &str {
        self.node().step.name()
    }

    /// What people call it; of an element its name in a language, else in the model's main one.
    async fn label(&self, language: Option<String>) -> String {
        let node = self.node();
        let element =
            node.element.as_ref().and_then(|id| self.scope.revision.snapshot().element(id.as_str()));
        let name = language.and_then(|language| Some(element?.name.get(&language).to_owned()));
        name.filter(|name| !name.is_empty()).unwrap_or_else(|| node.label.clone())
    }

    /// Its state, where it has one.
    async fn state(&self) -> Option<StateObject> {
        StateObject::of(&self.trace, self.at)
    }

    /// When it happened, RFC 3339.
    async fn at(&self) -> Option<String> {
        self.node().at.map(time)
    }

    /// The element, if it is one.
    async fn element(&self) -> Option<ElementObject> {
        element(&self.scope, self.node().element.as_ref()?)
    }

    /// The sort of the record, if it is one.
    async fn kind(&self) -> Option<RecordName> {
        self.node().record.as_ref().map(|(kind, _)| (*kind).into())
    }

    /// The key of the record, if it is one.
    async fn key(&self) -> Option<&str> {
        self.node().record.as_ref().map(|(_, key)| &**key)
    }

    /// Its address elsewhere.
    async fn url(&self) -> Option<&str> {
        self.node().url.as_deref()
    }

    /// How many things it stands for, where it counts some: needs.
    async fn count(&self) -> Option<u64> {
        self.node().count
    }
}

/// A step of the chain.
pub(in crate::graphql) struct EdgeObject {
    scope: Arc<Scope>,
    trace: Arc<Trace>,
    at: usize,
}

impl EdgeObject {
    fn edge(&self) -> &TraceEdge {
        &self.trace.edges[self.at]
    }

    fn node(&self, at: usize) -> NodeObject {
        NodeObject { scope: self.scope.clone(), trace: self.trace.clone(), at }
    }
}

/// A step of the chain, and why it is believed.
#[Object(name = "TraceEdge")]
impl EdgeObject {
    /// Where it starts.
    async fn from(&self) -> NodeObject {
        self.node(self.edge().from)
    }

    /// Where it leads.
    async fn to(&self) -> NodeObject {
        self.node(self.edge().to)
    }

    /// What it means, read from its start.
    async fn meaning(&self) -> BondName {
        BondName::of(self.edge().bond.name()).unwrap_or(BondName::FollowedBy)
    }

    /// The same in words: `implemented by`; in Chinese or English.
    async fn words(&self, #[graphql(default_with = "\"en\".to_owned()")] language: String) -> &str {
        self.edge().bond.words(&language)
    }

    /// From what it is known, where a record says it.
    async fn basis(&self) -> Option<BasisName> {
        self.edge().basis.map(Into::into)
    }

    /// Who says so.
    async fn by(&self) -> Option<&str> {
        self.edge().by.as_deref()
    }

    /// Since when it is suspect, RFC 3339; none if it is not.
    async fn suspect_since(&self) -> Option<String> {
        self.edge().suspect.map(time)
    }
}
