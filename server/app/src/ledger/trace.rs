//! The whole chain of one requirement as a graph: from the needs behind it to what it brought about.
//!
//! Nodes are elements of the model and records of the ledger, in the order of the chain; every edge
//! says in plain words what it means and, where it comes from a record, why it is believed.

mod build;
mod records;
mod words;

use archweave_model::delivery::Moment;
use archweave_model::delivery::record::{Basis, RecordKind};
use archweave_model::id::ElementId;

use super::Ledger;
use super::effects::Effect;
use super::kinds;
use super::where_is::Whereabouts;
use crate::AppError;
use build::Builder;
pub use words::{Bond, Step};

/// Something in the chain.
#[derive(Clone, Debug, PartialEq)]
pub struct TraceNode {
    /// Unique in the trace: the step and the id or key.
    pub id: String,
    /// Where in the chain it stands.
    pub step: Step,
    /// What people call it.
    pub label: String,
    /// Its state by stable names: `passed`, `live`, `rollback, success`; of a ticket in the words of its tracker.
    /// [`super::draw::state`] says it in a language.
    pub state: Option<String>,
    /// When it happened.
    pub at: Option<Moment>,
    /// The element, if it is one.
    pub element: Option<ElementId>,
    /// The sort and key of the record, if it is one.
    pub record: Option<(RecordKind, String)>,
    /// Its address elsewhere.
    pub url: Option<String>,
    /// How many things it stands for, where it counts some.
    pub count: Option<u64>,
}

/// A step from one to another.
#[derive(Clone, Debug, PartialEq)]
pub struct TraceEdge {
    /// Position of the node it starts at.
    pub from: usize,
    /// Position of the node it leads to.
    pub to: usize,
    /// What it means.
    pub bond: Bond,
    /// From what it is known, where a record says it.
    pub basis: Option<Basis>,
    /// Who says so.
    pub by: Option<String>,
    /// Since when it is suspect, if it is.
    pub suspect: Option<Moment>,
}

/// The whole chain of one requirement. Nodes stand in the order of the chain, then of time, then of id.
#[derive(Clone, Debug)]
pub struct Trace {
    /// Where the requirement is.
    pub whereabouts: Whereabouts,
    /// Everything in the chain.
    pub nodes: Vec<TraceNode>,
    /// How it hangs together.
    pub edges: Vec<TraceEdge>,
    /// Whether some records were left out because there are too many.
    pub is_cut: bool,
}

/// Records of one step in a trace; the newest are kept.
const MAX_OF_A_STEP: usize = 100;

impl Ledger<'_> {
    /// The whole chain of a requirement.
    pub fn trace(&self, requirement: &str) -> Result<Trace, AppError> {
        let whereabouts = self.where_is(requirement)?;
        let mut built = Builder::default();
        self.add_model(&whereabouts, &mut built)?;
        records::add_records(&whereabouts, &mut built);
        self.add_places(&whereabouts, &mut built);
        add_effect(&whereabouts.effect, &mut built, self);
        Ok(built.finish(whereabouts))
    }

    /// Needs, demands, the requirement, what realizes it and releases that plan it.
    fn add_model(&self, found: &Whereabouts, built: &mut Builder) -> Result<(), AppError> {
        let snapshot = self.snapshot();
        let Some(slot) = snapshot.slot_of(found.requirement.as_str()) else { return Ok(()) };
        let root = built.element(self, Step::Requirement, &found.requirement);
        built.nodes[root].state = Some(found.decision.name().to_owned());
        let demands = kinds::demands(snapshot, slot);
        let counts = self.need_counts()?;
        let sources = demands.iter().map(|(_, demand)| &demand.id).chain([&found.requirement]);
        for id in sources {
            let node = match *id == found.requirement {
                true => root,
                false => {
                    let node = built.element(self, Step::Demand, id);
                    let decision =
                        snapshot.element(id.as_str()).and_then(|demand| demand.properties.text("decision"));
                    built.nodes[node].state = decision.map(str::to_owned);
                    built.edge(node, root, Bond::SplitInto);
                    node
                }
            };
            if let Some(count) = counts.get(id).copied().filter(|count| *count > 0) {
                let needs = built.node(TraceNode {
                    id: format!("need:{id}"),
                    step: Step::Need,
                    label: count.to_string(),
                    state: None,
                    at: None,
                    element: None,
                    record: None,
                    url: None,
                    count: Some(count),
                });
                built.edge(needs, node, Bond::GroupedInto);
            }
        }
        for edge in snapshot.in_edges(slot) {
            let Some(entry) = snapshot.relation_at(edge.relation) else { continue };
            if !kinds::is_relation(snapshot, entry.relation, "realization") {
                continue;
            }
            let Some(element) = snapshot.element_at(edge.slot) else { continue };
            if kinds::is_a(snapshot, edge.slot, "release") {
                let node = built.element(self, Step::Release, &element.id);
                built.edge(root, node, Bond::ReleasedIn);
            } else {
                let node = built.element(self, Step::Element, &element.id);
                built.edge(root, node, Bond::RealizedBy);
            }
        }
        Ok(())
    }

    /// Environments in which it is, with its state there.
    fn add_places(&self, found: &Whereabouts, built: &mut Builder) {
        for standing in &found.standings {
            let (Some(key), Some(environment)) = (&standing.deployment, &standing.environment) else {
                continue;
            };
            let Some(from) = built.find(Step::Deployment, key) else { continue };
            let node = built.element(self, Step::Environment, environment);
            built.nodes[node].state = Some(standing.state.name().to_owned());
            built.nodes[node].at = standing.since;
            built.edge(from, node, Bond::RunsIn);
        }
        for placed in &found.chain.deployments {
            let (Some(environment), Some(from)) =
                (&placed.environment, built.find(Step::Deployment, &placed.key))
            else {
                continue;
            };
            let node = built.element(self, Step::Environment, environment);
            built.edge(from, node, Bond::RunsIn);
        }
    }
}

fn add_effect(effect: &Effect, built: &mut Builder, ledger: &Ledger<'_>) {
    let Some(root) = built.nodes.iter().position(|node| node.step == Step::Requirement) else { return };
    for one in &effect.indicators {
        let node = built.element(ledger, Step::Indicator, &one.indicator);
        built.nodes[node].state = Some(one.effect.state.name().to_owned());
        built.nodes[node].at = one.effect.newest.map(|reading| reading.at);
        built.edge(root, node, Bond::MeasuredBy);
    }
}
