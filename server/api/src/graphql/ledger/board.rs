//! The board.

use std::sync::Arc;

use archweave_app::ledger::{BoardPage, BoardQuery, BoardRow, BoardSort};
use archweave_model::delivery::standing::Column;
use async_graphql::{Enum, InputObject, Object, SimpleObject};

use super::names::{ColumnName, DecisionName, StateName};
use super::where_is::{DeliveryObject, EffectObject, state};
use super::{Asked, element, elements, time};
use crate::graphql::connection::{Page, connection};
use crate::graphql::element::ElementObject;
use crate::graphql::property::{OwnersObject, owners, read};
use crate::graphql::scope::Scope;

/// In which order requirements stand. Equal ones go by priority, urgency, risk, and id.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(name = "BoardSort")]
pub(in crate::graphql) enum SortName {
    /// Most important first.
    Priority,
    /// Most urgent first.
    Urgency,
    /// By who answers for it on the business side; those without owner last.
    Owner,
    /// Furthest first.
    State,
    /// Changed last first.
    Since,
}

/// Which requirements. Fields are *and*.
#[derive(InputObject, Default)]
#[graphql(name = "BoardFilter")]
pub(in crate::graphql) struct FilterInput {
    /// In this state: in `environment` if that is said, else wherever it is furthest.
    state: Option<StateName>,
    /// In this column.
    column: Option<ColumnName>,
    /// That run or ran in this environment, by id.
    environment: Option<String>,
    /// That this owner answers for, on either side.
    owner: Option<String>,
    /// Of this priority, from 1 to 4.
    priority: Option<u8>,
    /// Whose id or name holds this text, in any language.
    text: Option<String>,
}

impl FilterInput {
    pub fn query(self, sort: Option<SortName>, skip: usize, limit: usize) -> BoardQuery {
        let column = |name: ColumnName| Column::ALL.into_iter().find(|column| column.name() == name.name());
        BoardQuery {
            state: self.state.map(|state| state.name().to_owned()),
            column: self.column.and_then(column),
            environment: self.environment,
            owner: self.owner,
            priority: self.priority,
            text: self.text.filter(|text| !text.trim().is_empty()),
            sort: match sort {
                None | Some(SortName::Priority) => BoardSort::Priority,
                Some(SortName::Urgency) => BoardSort::Urgency,
                Some(SortName::Owner) => BoardSort::Owner,
                Some(SortName::State) => BoardSort::State,
                Some(SortName::Since) => BoardSort::Since,
            },
            skip,
            limit,
        }
    }
}

/// How many requirements stand in a column.
#[derive(SimpleObject)]
#[graphql(name = "ColumnCount")]
pub(in crate::graphql) struct ColumnCountObject {
    /// The column; none for those that were turned down and never begun.
    column: Option<ColumnName>,
    /// How many, on all pages.
    count: usize,
}

/// Requirements with their decision, delivery and effect.
pub(in crate::graphql) struct BoardObject {
    columns: Vec<(Option<ColumnName>, usize)>,
    rows: RowConnection,
}

impl BoardObject {
    pub fn new(asked: Asked<BoardPage>, skip: usize) -> Self {
        let Asked { scope, found } = asked;
        let columns = found.columns.iter().map(|(column, count)| (ColumnName::of(column.name()), *count));
        let columns = columns.chain([(None, found.without_column)]).collect();
        let has_next = skip + found.rows.len() < found.total;
        let rows = found.rows.into_iter().enumerate();
        let entries = rows
            .map(|(at, row)| ((skip + at).to_string(), RowObject { scope: scope.clone(), row }))
            .collect();
        let rows = RowConnection(Page { entries, has_next, has_previous: skip > 0, total: found.total });
        Self { columns, rows }
    }
}

/// Requirements with their decision, delivery and effect.
#[Object(name = "Board")]
impl BoardObject {
    /// How many stand in each column, over all pages.
    async fn columns(&self) -> Vec<ColumnCountObject> {
        self.columns
            .iter()
            .map(|(column, count)| ColumnCountObject { column: *column, count: *count })
            .collect()
    }

    /// The rows.
    async fn rows(&self) -> &RowConnection {
        &self.rows
    }
}

connection!(RowConnection, RowEdge, RowObject, "BoardRowConnection", "BoardRowEdge");

/// A row of the board.
pub(in crate::graphql) struct RowObject {
    scope: Arc<Scope>,
    row: BoardRow,
}

/// A requirement on the board.
#[Object(name = "BoardRow")]
impl RowObject {
    /// The requirement.
    async fn requirement(&self) -> Option<ElementObject> {
        element(&self.scope, &self.row.requirement)
    }

    /// Its id in the files.
    async fn element_id(&self) -> &str {
        self.row.requirement.as_str()
    }

    /// Its name in a language, or in the first one written.
    async fn name(&self, language: Option<String>) -> String {
        read(&self.row.name, language.as_deref())
    }

    /// Its kind: `requirement`, `user-story`.
    async fn kind_id(&self) -> &str {
        &self.row.kind
    }

    /// What people decided.
    async fn decision(&self) -> DecisionName {
        DecisionName::of(self.row.decision.name()).unwrap_or(DecisionName::Proposed)
    }

    /// Its column; none if it is turned down and was never begun.
    async fn column(&self) -> Option<ColumnName> {
        ColumnName::of(self.row.column?.name())
    }

    /// How far it is, in the environment that says most.
    async fn state(&self) -> StateName {
        state(self.row.state)
    }

    /// Since when it is that far, RFC 3339.
    async fn since(&self) -> Option<String> {
        self.row.since.map(time)
    }

    /// Where it runs or ran, in order of stage.
    #[graphql(complexity = "5 * child_complexity + 1")]
    async fn deliveries(&self) -> Vec<DeliveryObject> {
        self.row.deliveries.iter().map(|delivery| DeliveryObject::new(&self.scope, delivery)).collect()
    }

    /// Whether it had the effect that was wanted.
    async fn effect(&self) -> EffectObject {
        EffectObject::new(&self.scope, &self.row.effect)
    }

    /// From 1, the highest, to 4.
    async fn priority(&self) -> Option<u8> {
        self.row.priority
    }

    /// Of the demands it comes from: from 1, the highest, to 4.
    async fn urgency(&self) -> Option<u8> {
        self.row.urgency
    }

    /// Who answers for it.
    async fn owners(&self) -> OwnersObject {
        owners(&self.scope, &self.row.owners)
    }

    /// How many links to it are suspect.
    async fn suspect_links(&self) -> usize {
        self.row.suspect
    }

    /// The demands it comes from.
    #[graphql(complexity = "3 * child_complexity + 1")]
    async fn demands(&self) -> Vec<ElementObject> {
        elements(&self.scope, &self.row.demands)
    }
}
