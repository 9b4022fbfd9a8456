//! How far each agreed requirement can be followed, from its demand to its effect.

use super::Facts;
use super::numbers::Kinds;
use super::spread::{Slots, archimate, spread};
use crate::delivery::effect::is_realizing;
use crate::id::ElementId;
use crate::rules::joined::sources;
use crate::rules::{is_agreed, is_in_use, is_realized};
use crate::snapshot::Snapshot;

/// A step of the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// A demand was split into it.
    Demand,
    /// It fulfils a goal, outcome or principle, or its demand supports a goal.
    Goal,
    /// It says when it is accepted.
    Acceptance,
    /// Something of the core layers realizes it.
    Realization,
    /// A release delivers it.
    Release,
    /// It is live for somebody.
    Live,
    /// An indicator tells of its effect.
    Indicator,
}

impl Step {
    /// All, in the order of the way.
    pub const ALL: [Self; 7] = [
        Self::Demand,
        Self::Goal,
        Self::Acceptance,
        Self::Realization,
        Self::Release,
        Self::Live,
        Self::Indicator,
    ];

    /// The name in data and interfaces.
    pub fn name(self) -> &'static str {
        match self {
            Self::Demand => "demand",
            Self::Goal => "goal",
            Self::Acceptance => "acceptance",
            Self::Realization => "realization",
            Self::Release => "release",
            Self::Live => "live",
            Self::Indicator => "indicator",
        }
    }
}

/// How far a requirement can be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// The requirement.
    pub requirement: ElementId,
    /// Steps that are not there, in the order of the way; none for a whole trace.
    pub missing: Vec<Step>,
}

/// The traces of all agreed requirements in use, in the order of their ids. Every relation is looked at a
/// fixed number of times, however requirements, demands and goals are joined.
pub fn traces(snapshot: &Snapshot, facts: &Facts) -> Vec<Trace> {
    let requirement = snapshot.metamodel().known().requirement;
    let signs = Signs::new(snapshot);
    let of = |slot: u32| {
        let element = snapshot.element_at(slot)?;
        if snapshot.kind_at(slot) != requirement || !is_agreed(element) || !is_in_use(element) {
            return None;
        }
        let demands = signs.demands(slot);
        let has = |step: Step| match step {
            Step::Demand => !demands.is_empty(),
            Step::Goal => {
                signs.fulfils.holds(slot) || demands.iter().any(|demand| signs.fulfils.holds(*demand))
            }
            Step::Acceptance => element.properties.get("acceptance").is_some(),
            Step::Realization => is_realized(snapshot, slot),
            Step::Release => signs.is_released.holds(slot),
            Step::Live => facts.live.contains(&element.id),
            Step::Indicator => signs.is_told_of(slot, &demands),
        };
        let missing = Step::ALL.into_iter().filter(|step| !has(*step)).collect();
        Some(Trace { requirement: element.id.clone(), missing })
    };
    snapshot.slots().filter_map(of).collect()
}

/// What is asked of requirements and demands, found in one pass over all relations. Whether there is an
/// indicator follows the rules of [`indicators_of`](crate::delivery::effect::indicators_of).
struct Signs<'a> {
    snapshot: &'a Snapshot,
    demand: Kinds,
    /// Those that realize a goal, outcome or principle.
    fulfils: Slots,
    /// Those that realize a goal or outcome, which may have an indicator.
    aims: Slots,
    /// Those that realize one that is measured, itself or in its parts.
    aims_at_measured: Slots,
    /// Those that an indicator measures.
    measured: Slots,
    /// Those that something measured realizes.
    realized_by_measured: Slots,
    /// Those that a release delivers.
    is_released: Slots,
}

impl<'a> Signs<'a> {
    fn new(snapshot: &'a Snapshot) -> Self {
        let metamodel = snapshot.metamodel();
        let known = metamodel.known();
        let kinds = |names: &[&str]| Kinds::of(metamodel, names);
        let (goal, aim) = (kinds(&["goal"]), kinds(&["goal", "outcome"]));
        let (end, indicator) = (kinds(&["goal", "outcome", "principle"]), kinds(&["indicator"]));
        let release = kinds(&["release"]);
        let is = |slot: u32, of: &Kinds| snapshot.kind_at(slot).is_some_and(|kind| of.hold(kind));
        let none = || Slots::none(snapshot);
        let mut signs = Self {
            snapshot,
            demand: kinds(&["demand"]),
            fulfils: none(),
            aims: none(),
            aims_at_measured: none(),
            measured: none(),
            realized_by_measured: none(),
            is_released: none(),
        };
        let mut realizations = Vec::new();
        for from in snapshot.slots() {
            for edge in snapshot.out_edges(from) {
                let relation = archimate(snapshot, edge);
                if relation == known.association {
                    let both = [(from, edge.slot), (edge.slot, from)];
                    for (_, other) in both.into_iter().filter(|(one, _)| is(*one, &indicator)) {
                        signs.measured.add(other);
                    }
                } else if relation == known.realization {
                    realizations.push((from, edge.slot));
                }
            }
        }
        let starts: Vec<u32> =
            snapshot.slots().filter(|slot| signs.measured.holds(*slot) && is(*slot, &aim)).collect();
        let parts = [known.aggregation, known.composition];
        let measured_aims = spread(snapshot, starts, |step| {
            let is_part = !step.is_along && parts.contains(&Some(step.relation));
            is_part && is(step.from, &goal) && is(step.to, &aim)
        });
        for (from, to) in realizations {
            if is(to, &end) {
                signs.fulfils.add(from);
            }
            if is(to, &aim) {
                signs.aims.add(from);
            }
            if measured_aims.holds(to) {
                signs.aims_at_measured.add(from);
            }
            if signs.measured.holds(from) && is_realizing(snapshot, from) {
                signs.realized_by_measured.add(to);
            }
            if is(from, &release) {
                signs.is_released.add(to);
            }
        }
        signs
    }

    /// Demands that were split into a requirement.
    fn demands(&self, requirement: u32) -> Vec<u32> {
        let known = self.snapshot.metamodel().known();
        let parts = [known.aggregation, known.composition];
        let wholes = sources(self.snapshot, requirement, &parts);
        let demands = wholes.filter(|joined| joined.kind.is_some_and(|kind| self.demand.hold(kind)));
        demands.map(|joined| joined.slot).collect()
    }

    fn is_told_of(&self, slot: u32, demands: &[u32]) -> bool {
        self.measured.holds(slot)
            || self.aims_at_measured.holds(slot)
            || self.realized_by_measured.holds(slot)
            || (!self.aims.holds(slot) && demands.iter().any(|demand| self.aims_at_measured.holds(*demand)))
    }
}
