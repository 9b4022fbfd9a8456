//! The order in which demands and requirements are looked at.
//!
//! It is total, and does not depend on where the rows came from: two pages made at one time show the
//! same order, and a row stays in its place while others come and go. What is not said sorts after
//! all that is.

use std::cmp::{Ordering, Reverse};

use super::Moment;
use crate::element::Element;
use crate::id::ElementId;
use crate::rules::is_date;
use crate::snapshot::Snapshot;

/// What decides about the place of a demand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemandRank {
    /// 1 is the highest.
    pub priority: Option<u8>,
    /// 1 is the highest.
    pub urgency: Option<u8>,
    /// How many needs were grouped into it.
    pub need_count: u64,
    /// The day it is wanted by, `YYYY-MM-DD`.
    pub wanted_by: Option<Box<str>>,
    /// When it was recorded.
    pub recorded: Option<Moment>,
    /// Its id.
    pub id: ElementId,
}

impl DemandRank {
    /// Reads a demand of the model; how many needs are behind it and when it was recorded is known
    /// elsewhere.
    pub fn of(element: &Element, need_count: u64, recorded: Option<Moment>) -> Self {
        let day = element.properties.text("wanted_by").filter(|day| is_date(day));
        Self {
            priority: level(element, "priority"),
            urgency: level(element, "urgency"),
            need_count,
            wanted_by: day.map(Into::into),
            recorded,
            id: element.id.clone(),
        }
    }
}

/// The order of demands: priority, then urgency, then more needs first, then the earlier day it is
/// wanted by, then the older one, then the id.
pub fn demand_order(a: &DemandRank, b: &DemandRank) -> Ordering {
    let key = |of: &DemandRank| {
        (
            last(of.priority),
            last(of.urgency),
            Reverse(of.need_count),
            last(of.wanted_by.clone()),
            last(of.recorded),
        )
    };
    key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
}

/// What decides about the place of a requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequirementRank {
    /// 1 is the highest.
    pub priority: Option<u8>,
    /// Of its demand; the highest of several.
    pub urgency: Option<u8>,
    /// high, medium or low.
    pub risk: Option<Risk>,
    /// Its id.
    pub id: ElementId,
}

/// How much may go wrong. The order is the order of rows: what is risky is looked at early.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Risk {
    /// Much.
    High,
    /// Something.
    Medium,
    /// Little.
    Low,
}

impl RequirementRank {
    /// Reads the requirement in a slot.
    pub fn of(snapshot: &Snapshot, slot: u32) -> Option<Self> {
        let element = snapshot.element_at(slot)?;
        let metamodel = snapshot.metamodel();
        let (known, demand) = (metamodel.known(), metamodel.kind_index("demand"));
        let kinds = [known.aggregation, known.composition];
        let wholes = crate::rules::joined::sources(snapshot, slot, &kinds);
        let demands = wholes.filter(|joined| {
            matches!((joined.kind, demand), (Some(kind), Some(demand)) if metamodel.is_a(kind, demand))
        });
        let risk = match element.properties.text("risk") {
            Some("high") => Some(Risk::High),
            Some("medium") => Some(Risk::Medium),
            Some("low") => Some(Risk::Low),
            _ => None,
        };
        Some(Self {
            priority: level(element, "priority"),
            urgency: demands.filter_map(|joined| level(joined.element, "urgency")).min(),
            risk,
            id: element.id.clone(),
        })
    }
}

/// The order of requirements: priority, then urgency of the demand, then the higher risk, then the id.
pub fn requirement_order(a: &RequirementRank, b: &RequirementRank) -> Ordering {
    let key = |of: &RequirementRank| (last(of.priority), last(of.urgency), last(of.risk));
    key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
}

fn level(element: &Element, key: &str) -> Option<u8> {
    element.properties.text(key)?.parse().ok()
}

/// What is not said comes last.
fn last<T>(value: Option<T>) -> (bool, Option<T>) {
    (value.is_none(), value)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use proptest::prelude::*;

    use super::*;

    fn demand(said: (Option<u8>, Option<u8>, u64, Option<u8>, Option<i64>, u8)) -> DemandRank {
        let (priority, urgency, need_count, day, recorded, id) = said;
        DemandRank {
            priority,
            urgency,
            need_count,
            wanted_by: day.map(|day| format!("2026-01-{day:02}").into()),
            recorded: recorded.map(Moment),
            id: ElementId::parse(&format!("d{id}")).unwrap(),
        }
    }

    #[test]
    fn each_key_decides_only_where_those_before_it_are_equal() {
        // Each row comes after the one above it.
        let rows = [
            (Some(1), Some(4), 0, None, None, 9),
            (Some(2), Some(1), 0, None, None, 9),
            (Some(2), Some(2), 7, None, None, 9),
            (Some(2), Some(2), 5, Some(3), None, 9),
            (Some(2), Some(2), 5, Some(4), Some(1), 9),
            (Some(2), Some(2), 5, Some(4), Some(2), 1),
            (Some(2), Some(2), 5, Some(4), Some(2), 2),
            (Some(2), Some(2), 5, Some(4), None, 1),
            (Some(2), Some(2), 5, None, Some(1), 1),
            (Some(2), Some(2), 4, Some(1), Some(1), 1),
            (Some(2), None, 9, Some(1), Some(1), 1),
            (None, Some(1), 9, Some(1), Some(1), 1),
        ];
        let wanted: Vec<DemandRank> = rows.into_iter().map(demand).collect();
        let mut sorted = wanted.clone();
        sorted.reverse();
        sorted.sort_by(demand_order);
        assert_eq!(sorted, wanted);
    }

    #[test]
    fn requirements_go_by_priority_urgency_risk_and_id() {
        let row = |priority, urgency, risk, id: &str| RequirementRank {
            priority,
            urgency,
            risk,
            id: ElementId::parse(id).unwrap(),
        };
        let wanted = [
            row(Some(1), None, None, "z"),
            row(Some(2), Some(1), Some(Risk::Low), "z"),
            row(Some(2), Some(2), Some(Risk::High), "z"),
            row(Some(2), Some(2), Some(Risk::Low), "a"),
            row(Some(2), Some(2), Some(Risk::Low), "b"),
            row(Some(2), Some(2), None, "a"),
            row(Some(2), None, Some(Risk::High), "a"),
            row(None, Some(1), Some(Risk::High), "a"),
        ];
        let mut sorted = wanted.to_vec();
        sorted.reverse();
        sorted.sort_by(requirement_order);
        assert_eq!(sorted, wanted);
    }

    prop_compose! {
        fn rank()(
            said in (prop::option::of(1_u8..3), prop::option::of(1_u8..3), 0_u64..3,
                prop::option::of(1_u8..3), prop::option::of(0_i64..2), 0_u8..3),
        ) -> DemandRank {
            demand(said)
        }
    }

    proptest! {
        #[test]
        fn the_order_is_total(a in rank(), b in rank(), c in rank()) {
            prop_assert_eq!(demand_order(&a, &b), demand_order(&b, &a).reverse());
            prop_assert_eq!(demand_order(&a, &b) == Ordering::Equal, a == b);
            if demand_order(&a, &b).is_le() && demand_order(&b, &c).is_le() {
                prop_assert!(demand_order(&a, &c).is_le());
            }
        }

        #[test]
        fn the_order_of_rows_does_not_matter(rows in prop::collection::vec(rank(), 0..12)) {
            let mut turned: Vec<DemandRank> = rows.iter().rev().cloned().collect();
            let mut rows = rows;
            rows.sort_by(demand_order);
            turned.sort_by(demand_order);
            prop_assert_eq!(rows, turned);
        }
    }
}
