//! How long the business waits.

use super::{Figure, Window, median};
use crate::delivery::Moment;

/// When a demand came, was decided on, and reached its first user.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DemandTimes {
    /// The demand's id.
    pub key: String,
    /// When somebody wrote it down.
    pub recorded: Moment,
    /// When it was accepted, merged, rejected or deferred.
    pub decided: Option<Moment>,
    /// When the last of its requirements that are agreed was live for somebody.
    pub live: Option<Moment>,
}

/// How long the business waits.
#[derive(Clone, Debug, PartialEq)]
pub struct Business {
    /// Over which time.
    pub window: Window,
    /// Median time until a demand is live, over those that became live in the window.
    pub demand_to_live: Figure,
    /// Median time until somebody decides, over those decided in the window.
    pub demand_to_decision: Figure,
}

impl Business {
    /// All of them, in the order of pages.
    pub fn figures(&self) -> [&Figure; 2] {
        [&self.demand_to_live, &self.demand_to_decision]
    }
}

/// How long the business waits, from demands in any order.
pub fn business(demands: &[DemandTimes], window: Window) -> Business {
    let waited = |id, end: fn(&DemandTimes) -> Option<Moment>| {
        let mut found: Vec<(&str, f64)> = demands
            .iter()
            .filter_map(|demand| {
                let at = end(demand).filter(|at| window.holds(*at))?;
                let took = at.since(demand.recorded);
                (took >= 0).then_some((demand.key.as_str(), took as f64))
            })
            .collect();
        found.sort_by(|a, b| a.0.cmp(b.0));
        let times: Vec<f64> = found.iter().map(|(_, took)| *took).collect();
        let names = found.iter().map(|(key, _)| (*key).to_owned()).collect();
        Figure::measured(id, median(&times), times.len() as u64, names)
    };
    Business {
        window,
        demand_to_live: waited("demand-to-live", |demand| demand.live),
        demand_to_decision: waited("demand-to-decision", |demand| demand.decided),
    }
}
