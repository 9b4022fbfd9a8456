//! Which indicators tell of a requirement.

use std::collections::BTreeMap;

use crate::id::ElementId;
use crate::metamodel::{KindIndex, Layer};
use crate::rules::joined::{Joined, sources, targets};
use crate::snapshot::Snapshot;

/// Why an indicator tells of a requirement. The order is how directly it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// It measures the requirement itself.
    Itself,
    /// It measures a goal, objective or outcome that the requirement fulfils.
    Goal,
    /// It measures a part of such a goal, which nothing measures as a whole.
    PartOfGoal,
    /// It measures a goal that the demand behind the requirement supports.
    GoalOfDemand,
    /// It measures a process, service or component that realizes the requirement.
    Realization,
}

impl Why {
    /// The name in data and interfaces.
    pub fn name(self) -> &'static str {
        match self {
            Self::Itself => "itself",
            Self::Goal => "goal",
            Self::PartOfGoal => "part-of-goal",
            Self::GoalOfDemand => "goal-of-demand",
            Self::Realization => "realization",
        }
    }
}

/// An indicator and what it measures for the requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watched {
    /// The indicator.
    pub indicator: ElementId,
    /// What it measures.
    pub measures: ElementId,
    /// Why that tells of the requirement.
    pub why: Why,
}

/// The indicators of a requirement, each once with its most direct reason, in the order of reasons,
/// then ids.
///
/// Goals of the demand behind the requirement are looked at only where it fulfils none of its own, and
/// parts of a goal only where nothing measures the goal: else a broad goal would lend every requirement
/// the indicators of all its neighbours.
pub fn indicators_of(snapshot: &Snapshot, requirement: u32) -> Vec<Watched> {
    let mut found = Found { snapshot, best: BTreeMap::new() };
    found.measuring(requirement, Why::Itself);
    let own = found.goals(requirement, Why::Goal);
    if !own {
        for demand in found.demands(requirement) {
            found.goals(demand, Why::GoalOfDemand);
        }
    }
    let realization = [snapshot.metamodel().known().realization];
    let realizing = sources(snapshot, requirement, &realization);
    for joined in realizing.filter(|joined| is_realizing(snapshot, joined.slot)) {
        found.measuring(joined.slot, Why::Realization);
    }
    let mut all: Vec<Watched> = found
        .best
        .into_iter()
        .map(|(indicator, (why, measures))| Watched { indicator, measures, why })
        .collect();
    all.sort_by(|a, b| a.why.cmp(&b.why).then_with(|| a.indicator.cmp(&b.indicator)));
    all
}

/// Whether a measure of the element tells of a requirement that it realizes: of processes, services,
/// components and capabilities, not of work packages, releases and trials.
pub(crate) fn is_realizing(snapshot: &Snapshot, slot: u32) -> bool {
    let layer = snapshot.kind_at(slot).map(|kind| snapshot.metamodel().kind(kind).layer);
    matches!(layer, Some(Layer::Business | Layer::Application | Layer::Technology | Layer::Strategy))
}

struct Found<'a> {
    snapshot: &'a Snapshot,
    best: BTreeMap<ElementId, (Why, ElementId)>,
}

impl Found<'_> {
    fn is(&self, joined: &Joined<'_>, wanted: Option<KindIndex>) -> bool {
        let metamodel = self.snapshot.metamodel();
        matches!((joined.kind, wanted), (Some(kind), Some(wanted)) if metamodel.is_a(kind, wanted))
    }

    /// Adds the indicators that measure an element; tells whether there is one.
    fn measuring(&mut self, slot: u32, why: Why) -> bool {
        let known = self.snapshot.metamodel().known();
        let (association, indicator) = ([known.association], known.indicator);
        let Some(measured) = self.snapshot.element_at(slot).map(|element| element.id.clone()) else {
            return false;
        };
        let both =
            sources(self.snapshot, slot, &association).chain(targets(self.snapshot, slot, &association));
        let mut is_any = false;
        let indicators: Vec<ElementId> = both
            .filter(|joined| self.is(joined, indicator))
            .map(|joined| joined.element.id.clone())
            .collect();
        for id in indicators {
            is_any = true;
            let reason = (why, measured.clone());
            let best = self.best.entry(id).or_insert_with(|| reason.clone());
            if reason < *best {
                *best = reason;
            }
        }
        is_any
    }

    /// Adds the indicators of the goals and outcomes that an element realizes; tells whether it realizes
    /// one.
    fn goals(&mut self, slot: u32, why: Why) -> bool {
        let metamodel = self.snapshot.metamodel();
        let known = metamodel.known();
        let (realization, outcome) = ([known.realization], metamodel.kind_index("outcome"));
        let goals: Vec<u32> = targets(self.snapshot, slot, &realization)
            .filter(|joined| self.is(joined, known.goal) || self.is(joined, outcome))
            .map(|joined| joined.slot)
            .collect();
        for goal in &goals {
            if !self.measuring(*goal, why) {
                let why = if why == Why::Goal { Why::PartOfGoal } else { why };
                self.parts(*goal, why);
            }
        }
        !goals.is_empty()
    }

    fn parts(&mut self, goal: u32, why: Why) {
        let known = self.snapshot.metamodel().known();
        let (kinds, wanted) = ([known.aggregation, known.composition], known.goal);
        let (mut waiting, mut seen) = (vec![goal], std::collections::BTreeSet::from([goal]));
        while let Some(slot) = waiting.pop() {
            let parts: Vec<u32> = targets(self.snapshot, slot, &kinds)
                .filter(|joined| self.is(joined, wanted))
                .map(|joined| joined.slot)
                .collect();
            for part in parts {
                if seen.insert(part) && !self.measuring(part, why) {
                    waiting.push(part);
                }
            }
        }
    }

    /// Demands that were split into the requirement.
    fn demands(&self, requirement: u32) -> Vec<u32> {
        let metamodel = self.snapshot.metamodel();
        let (known, demand) = (metamodel.known(), metamodel.kind_index("demand"));
        let kinds = [known.aggregation, known.composition];
        let whole = sources(self.snapshot, requirement, &kinds);
        whole.filter(|joined| self.is(joined, demand)).map(|joined| joined.slot).collect()
    }
}
