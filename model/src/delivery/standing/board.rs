//! What was decided on a requirement, and the column of the board that follows from its three states.

use super::DeliveryState;
use crate::element::Element;

/// What people decided on a requirement or demand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Decision {
    /// Not decided.
    #[default]
    Proposed,
    /// To be done.
    Agreed,
    /// Not to be done.
    Rejected,
    /// Not now.
    Deferred,
    /// No longer valid, or part of another one.
    Retired,
}

impl Decision {
    /// Reads property `decision` of a requirement, or of a demand, which has other words for some.
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "proposed" | "open" => Self::Proposed,
            "agreed" | "accepted" => Self::Agreed,
            "rejected" => Self::Rejected,
            "deferred" => Self::Deferred,
            "retired" | "merged" => Self::Retired,
            _ => return None,
        })
    }

    /// The decision on an element; not decided where it says nothing that is known.
    pub fn of(element: &Element) -> Self {
        element.properties.text("decision").and_then(Self::parse).unwrap_or_default()
    }

    /// Its stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Agreed => "agreed",
            Self::Rejected => "rejected",
            Self::Deferred => "deferred",
            Self::Retired => "retired",
        }
    }
}

/// A column of the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// Not decided, not started.
    Proposed,
    /// Agreed, not started.
    Agreed,
    /// Worked on, not running anywhere.
    Building,
    /// Running; nothing measures its effect, or there are no values yet.
    Deployed,
    /// Running, and there are values of what it should bring about, whatever they say.
    Measured,
}

impl Column {
    /// All, in order.
    pub const ALL: [Self; 5] = [Self::Proposed, Self::Agreed, Self::Building, Self::Deployed, Self::Measured];

    /// Its stable name.
    pub fn name(self) -> &'static str {
        ["proposed", "agreed", "building", "deployed", "measured"][self as usize]
    }
}

/// The column in which a requirement stands. `is_measured`: its effect is moving, reached or missed,
/// so there are values of an indicator that it should move.
///
/// What happened wins over what was decided: work on a requirement nobody agreed to is seen on the
/// board. Only what is rejected, deferred or retired and not started has no column.
pub fn board_column(decision: Decision, delivery: DeliveryState, is_measured: bool) -> Option<Column> {
    use DeliveryState::{Deployed, Live, NotStarted};
    Some(match (delivery, decision) {
        (Deployed | Live { .. }, _) if is_measured => Column::Measured,
        (Deployed | Live { .. }, _) => Column::Deployed,
        (NotStarted, Decision::Proposed) => Column::Proposed,
        (NotStarted, Decision::Agreed) => Column::Agreed,
        (NotStarted, Decision::Rejected | Decision::Deferred | Decision::Retired) => return None,
        _ => Column::Building,
    })
}
