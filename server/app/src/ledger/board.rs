//! The board: every requirement with its decision, where it is, and its effect.
//!
//! Now it is read from rows that are kept up to date as events come in: the database finds a page, its
//! order and all counts. As it was at a moment it is computed from the model of then and all that had been
//! reported until then, for all requirements: that takes as long as settling all of them.
//!
//! Order. Priority: 1 first and none last, then urgency, the higher risk, the id. Urgency: then priority, id.
//! Owner: of the business side, none last, then priority, id. State: in the order of a delivery, the furthest
//! first, then priority, id. Since: what changed last first, then id.

mod rows;
mod settled;
mod sort;

use archweave_model::delivery::Moment;
use archweave_model::delivery::order::RequirementRank;
use archweave_model::delivery::standing::{Column, Decision, DeliveryState, EnvironmentInfo};
use archweave_model::element::Owners;
use archweave_model::id::ElementId;
use archweave_model::text::Text;

use super::Ledger;
use super::effects::Effect;
use crate::AppError;

/// How a board is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BoardSort {
    /// Most important first.
    #[default]
    Priority,
    /// Most urgent first.
    Urgency,
    /// By who answers for it on the business side.
    Owner,
    /// Furthest first.
    State,
    /// Changed last first.
    Since,
}

/// Which requirements, and how many. Fields are *and*.
#[derive(Clone, Debug, Default)]
pub struct BoardQuery {
    /// In this state, by its name: there if an environment is named, else wherever it is furthest.
    pub state: Option<String>,
    /// In this column.
    pub column: Option<Column>,
    /// That run or ran in this environment.
    pub environment: Option<String>,
    /// That this owner answers for, on either side.
    pub owner: Option<String>,
    /// Of this priority, from 1 to 4.
    pub priority: Option<u8>,
    /// Whose id or name holds this text, in any language; case is folded.
    pub text: Option<String>,
    /// In which order.
    pub sort: BoardSort,
    /// How many are left out at the beginning.
    pub skip: usize,
    /// How many at most.
    pub limit: usize,
}

/// Where a requirement is in one environment, in short.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    /// The environment.
    pub environment: ElementId,
    /// How far it is there.
    pub state: DeliveryState,
    /// Since when.
    pub since: Option<Moment>,
    /// Share of users, where it runs.
    pub share: Option<f64>,
    /// The version that has it there.
    pub version: Option<String>,
}

/// A row of the board.
#[derive(Clone, Debug)]
pub struct BoardRow {
    /// The requirement.
    pub requirement: ElementId,
    /// Its name in all languages.
    pub name: Text,
    /// Its kind: `requirement`, `user-story`.
    pub kind: String,
    /// What people decided.
    pub decision: Decision,
    /// Its column; none if it is turned down and was never begun.
    pub column: Option<Column>,
    /// How far it is, wherever that says most.
    pub state: DeliveryState,
    /// Since when it is that far.
    pub since: Option<Moment>,
    /// Where it runs or ran, in order of stage.
    pub deliveries: Vec<Delivery>,
    /// Whether it had the effect.
    pub effect: Effect,
    /// From 1, the highest, to 4.
    pub priority: Option<u8>,
    /// Of the demands it comes from: from 1, the highest, to 4.
    pub urgency: Option<u8>,
    /// Who answers for it.
    pub owners: Owners,
    /// How many links to it are suspect.
    pub suspect: usize,
    /// The demands it comes from.
    pub demands: Vec<ElementId>,
    /// What decides about its place.
    rank: RequirementRank,
}

/// A page of the board.
#[derive(Clone, Debug, Default)]
pub struct BoardPage {
    /// The rows.
    pub rows: Vec<BoardRow>,
    /// How many rows there are on all pages.
    pub total: usize,
    /// How many rows stand in each column, before paging.
    pub columns: Vec<(Column, usize)>,
    /// How many of the rows stand in no column.
    pub without_column: usize,
}

impl Ledger<'_> {
    /// Requirements with their decision, delivery and effect.
    pub fn board(&self, query: &BoardQuery) -> Result<BoardPage, AppError> {
        if self.at().is_none() {
            return self.settled_page(query);
        }
        let wanted = rows::wanted(self, query);
        let mut all = self.computed_rows(&wanted)?;
        all.retain(|row| rows::fits(row, query));
        sort::sort(&mut all, query.sort);
        let count = |column: Option<Column>| all.iter().filter(|row| row.column == column).count();
        let columns = Column::ALL.iter().map(|column| (*column, count(Some(*column)))).collect();
        let (total, without_column) = (all.len(), count(None));
        let rows: Vec<BoardRow> = all.into_iter().skip(query.skip).take(query.limit).collect();
        Ok(BoardPage { rows, total, columns, without_column })
    }

    /// The environments of the model, in order of stage: the columns of a board by environment.
    pub fn environments(&self) -> &[EnvironmentInfo] {
        self.revision.environments()
    }
}
