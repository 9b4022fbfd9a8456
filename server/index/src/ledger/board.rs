//! All requirements and where they are, a page at a time.

use std::collections::BTreeMap;

use archweave_model::delivery::Moment;
use archweave_model::delivery::standing::DeliveryState;
use archweave_model::id::ElementId;
use sea_orm::{QueryResult, Value};
use serde_json::json;

use super::placed::element;
use super::settle::UNSAID;
use super::{Page, Paging, book};
use crate::{Index, IndexError, sql};

/// What comes first. What is not said comes last; equal ones are by priority, urgency, risk and id,
/// unless another tie-break is named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BoardOrder {
    /// The highest priority, then urgency, then risk.
    #[default]
    Priority,
    /// The highest urgency.
    Urgency,
    /// By owner.
    Owner,
    /// What is furthest.
    State,
    /// What changed last, then by id.
    Newest,
}

/// Which requirements; those that meet all that is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BoardQuery {
    /// In this column of the board, by its name; empty: in none.
    pub column: Option<String>,
    /// In this delivery state, by its name: in `environment`, or the furthest anywhere.
    pub state: Option<String>,
    /// That run, or ran, in this environment.
    pub environment: Option<ElementId>,
    /// Of this decision.
    pub decision: Option<String>,
    /// Of this priority.
    pub priority: Option<u8>,
    /// Of these.
    pub among: Option<Vec<ElementId>>,
    /// What comes first.
    pub order: BoardOrder,
    /// Which part.
    pub paging: Paging,
}

/// Where a requirement is in one environment.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "the fields are those of `standing::Standing`")]
pub struct PlacedState {
    pub environment: ElementId,
    /// The name of the state.
    pub state: String,
    pub since: Option<Moment>,
    pub version: Option<String>,
    pub commit: Option<String>,
    pub deployment: Option<String>,
    pub target: Option<String>,
    pub share: Option<f64>,
    pub model_revision: Option<String>,
}

/// A requirement on the board.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardRow {
    /// Which.
    pub requirement: ElementId,
    /// The name of its column.
    pub column: String,
    /// See [`super::RequirementInfo`].
    pub decision: String,
    /// The furthest state that it has anywhere, by name.
    pub state: String,
    /// Since when it has that.
    pub since: Option<Moment>,
    /// Whether an indicator that it should move has a value from after it went live.
    pub is_measured: bool,
    /// See [`super::RequirementInfo`].
    pub priority: Option<u8>,
    /// See [`super::RequirementInfo`].
    pub urgency: Option<u8>,
    /// See [`super::RequirementInfo`].
    pub owner: Option<String>,
    /// Where it is, in the order of stages.
    pub states: Vec<PlacedState>,
}

impl Index {
    /// Requirements as they were settled last ([`Index::settle`]).
    pub async fn board(&self, model: &str, query: &BoardQuery) -> Result<Page<BoardRow>, IndexError> {
        let Some(ledger) = book::find(&self.db, model).await? else { return Ok(Page::empty()) };
        let [from] = query.paging.place()?.unwrap_or([0]);
        let (size, from) = (query.paging.size(), from.max(0));
        let (wanted, mut values) = wanted(ledger, query);
        values.extend([(size as i64 + 1).into(), from.into()]);
        let question = format!(
            "{CARDS} {wanted} ORDER BY {} LIMIT ${} OFFSET ${}",
            query.order.sql(),
            values.len() - 1,
            values.len()
        );
        let rows = sql::rows(&self.db, &question, values).await?;
        let cards = rows.iter().map(card).collect::<Result<Vec<_>, _>>()?;
        let mut page = Page::cut(cards, size, |_| [from.saturating_add(size as i64)]);
        let mut states = self.states(ledger, page.items.iter().map(|card| card.requirement.as_str())).await?;
        for card in &mut page.items {
            card.states = states.remove(card.requirement.as_str()).unwrap_or_default();
        }
        Ok(page)
    }

    /// Where these requirements are, as they were settled last, by requirement and stage.
    async fn states(
        &self,
        ledger: i64,
        of: impl Iterator<Item = &str>,
    ) -> Result<BTreeMap<String, Vec<PlacedState>>, IndexError> {
        let mut states: BTreeMap<String, Vec<PlacedState>> = BTreeMap::new();
        for row in sql::rows(&self.db, STATES, [ledger.into(), sql::list(of)]).await? {
            let Some(environment) = element(&row, "environment")? else { continue };
            states.entry(row.try_get("", "requirement")?).or_default().push(PlacedState {
                environment,
                state: row.try_get("", "state")?,
                since: row.try_get::<Option<i64>>("", "since")?.map(Moment),
                version: row.try_get("", "version")?,
                commit: row.try_get("", "commit_id")?,
                deployment: row.try_get("", "deployment")?,
                target: row.try_get("", "target")?,
                share: row.try_get("", "share")?,
                model_revision: row.try_get("", "model_revision")?,
            });
        }
        Ok(states)
    }

    /// How many requirements each column of the board has, of those that are asked for on all pages;
    /// those of no column under an empty name.
    pub async fn board_counts(
        &self,
        model: &str,
        query: &BoardQuery,
    ) -> Result<Vec<(String, u64)>, IndexError> {
        let Some(ledger) = book::find(&self.db, model).await? else { return Ok(Vec::new()) };
        let (wanted, values) = wanted(ledger, query);
        let question = format!("{COUNTS} {wanted} GROUP BY c.board ORDER BY c.board");
        let count = |row: &QueryResult| {
            let count: i64 = row.try_get("", "count")?;
            Ok((row.try_get("", "board")?, u64::try_from(count).unwrap_or(0)))
        };
        sql::rows(&self.db, &question, values).await?.iter().map(count).collect()
    }
}

impl BoardOrder {
    fn sql(self) -> String {
        const RANK: &str = "c.priority, c.urgency, c.risk, c.requirement";
        match self {
            Self::Priority => RANK.to_owned(),
            Self::Urgency => format!("c.urgency, {RANK}"),
            Self::Owner => format!("CASE WHEN c.owner IS NULL THEN 1 ELSE 0 END, c.owner, {RANK}"),
            Self::State => {
                let places = DeliveryState::NAMES.iter().enumerate();
                let cases: String =
                    places.map(|(place, name)| format!(" WHEN '{name}' THEN {place}")).collect();
                format!("CASE c.state{cases} ELSE 0 END DESC, {RANK}")
            }
            Self::Newest => "coalesce(c.since, -9223372036854775807) DESC, c.requirement".to_owned(),
        }
    }
}

/// Conditions for rows `c` that a query asks for, and their values.
fn wanted(ledger: i64, query: &BoardQuery) -> (String, Vec<Value>) {
    let mut values: Vec<Value> = vec![ledger.into()];
    let mut text = String::from("WHERE c.model = $1");
    let mut add = |condition: &str, value: Value| {
        values.push(value);
        text.push_str(&condition.replace("$n", &format!("${}", values.len())));
    };
    for (column, wanted) in [("board", &query.column), ("decision", &query.decision)] {
        if let Some(wanted) = wanted {
            add(&format!(" AND c.{column} = $n"), wanted.as_str().into());
        }
    }
    if let Some(priority) = query.priority {
        add(" AND c.priority = $n", i64::from(priority).into());
    }
    if let Some(among) = &query.among {
        let ids = sql::list(among.iter().map(|id| json!([id.as_str()])));
        add(" AND c.requirement IN (SELECT w.id FROM rows($n, id text) AS w)", ids);
    }
    match (&query.environment, &query.state) {
        (None, Some(state)) => add(" AND c.state = $n", state.as_str().into()),
        (Some(environment), state) => {
            add(THERE, environment.as_str().into());
            match state {
                Some(state) => add(" AND s.state = $n)", state.as_str().into()),
                None => text.push(')'),
            }
        }
        (None, None) => {}
    }
    (text, values)
}

fn card(row: &QueryResult) -> Result<BoardRow, IndexError> {
    let requirement = element(row, "requirement")?
        .ok_or_else(|| IndexError::Corrupt("a requirement of the board has no id".to_owned()))?;
    let said = |column: &str| {
        let number: i64 = row.try_get("", column)?;
        Ok::<_, IndexError>(u8::try_from(number).ok().filter(|number| *number != UNSAID))
    };
    Ok(BoardRow {
        requirement,
        column: row.try_get("", "board")?,
        decision: row.try_get("", "decision")?,
        state: row.try_get("", "state")?,
        since: row.try_get::<Option<i64>>("", "since")?.map(Moment),
        is_measured: row.try_get::<i64>("", "measured")? == 1,
        priority: said("priority")?,
        urgency: said("urgency")?,
        owner: row.try_get("", "owner")?,
        states: Vec::new(),
    })
}

const CARDS: &str = "
    SELECT c.requirement, c.board, c.decision, c.state, c.since, c.measured, c.priority, c.urgency, c.owner
    FROM requirement_card c";

const COUNTS: &str = "SELECT c.board, count(*) AS count FROM requirement_card c";

/// Where it runs or ran; what was only built or verified for an environment was never there.
const THERE: &str = " AND EXISTS (SELECT 1 FROM requirement_state s WHERE s.model = c.model
    AND s.requirement = c.requirement AND s.environment = $n
    AND s.state IN ('deployed', 'live', 'rolled-back', 'removed')";

const STATES: &str = "
    SELECT requirement, environment, state, since, version, commit_id, deployment, target, share,
        model_revision
    FROM requirement_state WHERE model = $1 AND requirement IN texts($2)
    ORDER BY requirement, stage, environment";
