//! Where each requirement is, computed again for what changed.

use std::collections::{BTreeMap, BTreeSet};

use archweave_model::delivery::Moment;
use archweave_model::delivery::standing::{
    Decision, DeliveryState, EnvironmentInfo, Standing, board_column, summary, where_is,
};
use archweave_model::id::ElementId;
use sea_orm::{DatabaseTransaction, QueryResult};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use super::book;
use super::chains::chains;
use super::placed::element;
use crate::{Index, IndexError, Millis, sql};

/// What the model says of a requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequirementInfo {
    /// Its id.
    pub id: ElementId,
    /// proposed, agreed, rejected, deferred or retired.
    pub decision: String,
    /// 1 is the highest.
    pub priority: Option<u8>,
    /// 1 is the highest.
    pub urgency: Option<u8>,
    /// 0 is the highest.
    pub risk: Option<u8>,
    /// Its business owner.
    pub owner: Option<String>,
}

/// What the model says, as far as the board needs it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Context {
    /// All requirements.
    pub requirements: Vec<RequirementInfo>,
    /// All environments.
    pub environments: Vec<EnvironmentInfo>,
}

/// Requirements that are computed in one go, while events wait.
const AT_ONCE: i64 = 500;

/// Requirements whose packages decide which others are computed with them: what they share is read once.
const SEEDS: i64 = 50;

impl Index {
    /// Computes again where requirements are that events or the model touched; says how many.
    /// [`Index::board`] shows what was settled last.
    pub async fn settle(&self, model: &str, context: &Context, now: Millis) -> Result<u64, IndexError> {
        let known: BTreeMap<&str, &RequirementInfo> =
            context.requirements.iter().map(|info| (info.id.as_str(), info)).collect();
        let fingerprint = Fingerprint::of(context);
        let row = sql::row(&self.db, "SELECT settled FROM ledger WHERE model = $1", [model.into()]).await?;
        let settled: Option<String> = row.map(|row| row.try_get("", "settled")).transpose()?.flatten();
        if settled.as_ref() != Some(&fingerprint.text()) {
            let is_all = settled.is_none_or(|settled| !settled.starts_with(&fingerprint.places));
            self.begin(model, context, &fingerprint, is_all).await?;
        }
        let mut count = 0;
        loop {
            if !self.is_dirty(model).await? {
                return Ok(count);
            }
            let transaction = sql::begin_writing(&self.db).await?;
            let ledger = book::lock(&transaction, model).await?;
            count += some(&transaction, ledger, context, &known, now).await?;
            transaction.commit().await?;
        }
    }

    async fn is_dirty(&self, model: &str) -> Result<bool, IndexError> {
        let question = "SELECT 1 AS one FROM ledger l WHERE l.model = $1
                        AND EXISTS (SELECT 1 FROM dirty d WHERE d.model = l.id)";
        Ok(sql::row(&self.db, question, [model.into()]).await?.is_some())
    }

    /// Takes over what the model says. Other environments, or names that stand for something else, may
    /// change any standing: then everything is computed again, else only what is new on the board.
    async fn begin(
        &self,
        model: &str,
        context: &Context,
        fingerprint: &Fingerprint,
        is_all: bool,
    ) -> Result<(), IndexError> {
        let transaction = sql::begin_writing(&self.db).await?;
        let ledger = book::lock(&transaction, model).await?;
        let requirements = sql::list(context.requirements.iter().map(|info| info.id.as_str()));
        let environments = sql::list(context.environments.iter().map(|info| info.id.as_str()));
        let forget = "DELETE FROM requirement_card WHERE model = $1 AND NOT (requirement IN texts($2))";
        sql::run(&transaction, forget, [ledger.into(), requirements.clone()]).await?;
        sql::run(&transaction, GONE, [ledger.into(), requirements, environments]).await?;
        let mut known: BTreeMap<String, Json> = BTreeMap::new();
        let mut states: BTreeMap<String, (String, Option<i64>, bool)> = BTreeMap::new();
        for row in sql::rows(&transaction, STANDING, [ledger.into()]).await? {
            let id: String = row.try_get("", "requirement")?;
            known.insert(id.clone(), as_kept(&id, &row)?);
            if row.try_get::<i64>("", "is_named")? == 1 {
                let is_measured = row.try_get::<i64>("", "measured")? == 1;
                states.insert(id, (row.try_get("", "state")?, row.try_get("", "since")?, is_measured));
            }
        }
        let (mut cards, mut added) = (Vec::new(), Vec::new());
        for info in &context.requirements {
            let blank = (NOT_STARTED.to_owned(), None, false);
            let (state, since, is_measured) = states.remove(info.id.as_str()).unwrap_or(blank);
            let card = card(info, &state, since, is_measured);
            match known.get(info.id.as_str()) {
                Some(known) if *known == card => {}
                Some(_) => cards.push(card),
                None => {
                    cards.push(card);
                    added.push(info.id.as_str());
                }
            }
        }
        if !cards.is_empty() {
            sql::run(&transaction, CARDS, [ledger.into(), sql::list(cards)]).await?;
        }
        if is_all {
            sql::run(&transaction, ALL, [ledger.into()]).await?;
        } else if !added.is_empty() {
            sql::run(&transaction, ADDED, [ledger.into(), sql::list(added)]).await?;
        }
        let settled = "UPDATE ledger SET settled = $2 WHERE id = $1";
        sql::run(&transaction, settled, [ledger.into(), fingerprint.text().into()]).await?;
        Ok(transaction.commit().await?)
    }
}

const NOT_STARTED: &str = "not-started";

/// Computes some requirements again.
async fn some(
    db: &DatabaseTransaction,
    ledger: i64,
    context: &Context,
    known: &BTreeMap<&str, &RequirementInfo>,
    now: Millis,
) -> Result<u64, IndexError> {
    // What was put to places stands for the requirements that are in it.
    sql::run(db, WIDEN, [ledger.into()]).await?;
    sql::run(db, "DELETE FROM dirty WHERE model = $1 AND sort = 'package'", [ledger.into()]).await?;
    let rows = sql::rows(db, SOME, [ledger.into(), AT_ONCE.into(), SEEDS.into()]).await?;
    let mut references = Vec::new();
    let mut wanted: BTreeSet<ElementId> = BTreeSet::new();
    for row in &rows {
        references.push(row.try_get::<i64>("", "reference")?);
        wanted.extend(element(row, "element")?.filter(|id| known.contains_key(id.as_str())));
    }
    let forget = "DELETE FROM dirty WHERE model = $1 AND sort = 'requirement' AND reference IN ints($2)";
    sql::run(db, forget, [ledger.into(), sql::list(references)]).await?;
    if wanted.is_empty() {
        return Ok(0);
    }
    let wanted: Vec<ElementId> = wanted.into_iter().collect();
    let of = sql::list(wanted.iter().map(|id| id.as_str()));
    let measured = sql::rows(db, MEASURED, [ledger.into(), of.clone()]).await?;
    let measured: BTreeSet<String> =
        measured.iter().map(|row| row.try_get("", "requirement")).collect::<Result<_, _>>()?;
    let chains = chains(db, ledger, &wanted, None).await?;
    let (mut states, mut cards) = (Vec::new(), Vec::new());
    for (id, chain) in wanted.iter().zip(&chains) {
        let standings = where_is(chain, &context.environments, Moment(now.0));
        let summary = summary(&standings);
        let state = summary.map_or(NOT_STARTED, |standing| standing.state.name());
        let since = summary.and_then(|standing| standing.since).map(|since| since.0);
        let is_measured = measured.contains(id.as_str());
        cards.extend(known.get(id.as_str()).map(|info| card(info, state, since, is_measured)));
        states.extend(standings.iter().filter_map(|standing| row(id, standing)));
    }
    let forget = "DELETE FROM requirement_state WHERE model = $1 AND requirement IN texts($2)";
    sql::run(db, forget, [ledger.into(), of]).await?;
    sql::run(db, STATES, [ledger.into(), sql::list(states)]).await?;
    sql::run(db, CARDS, [ledger.into(), sql::list(cards)]).await?;
    Ok(wanted.len() as u64)
}

fn row(id: &ElementId, standing: &Standing) -> Option<Json> {
    let environment = standing.environment.as_ref()?;
    Some(json!([
        id.as_str(),
        environment.as_str(),
        standing.stage.map_or(-1, |stage| stage as i64),
        standing.state.name(),
        standing.since.map(|since| since.0),
        standing.version,
        standing.commit,
        standing.deployment,
        standing.target.as_ref().map(|id| id.as_str()),
        standing.share,
        standing.model_revision,
    ]))
}

/// A row of the board, as [`CARDS`] takes it.
fn card(info: &RequirementInfo, state: &str, since: Option<i64>, is_measured: bool) -> Json {
    let decision = Decision::parse(&info.decision).unwrap_or_default();
    // The column does not depend on the share.
    let delivery = match state {
        NOT_STARTED => DeliveryState::NotStarted,
        "deployed" => DeliveryState::Deployed,
        "live" => DeliveryState::Live { share: 1.0 },
        _ => DeliveryState::Building,
    };
    let column = board_column(decision, delivery, is_measured).map_or("", |column| column.name());
    let said = |level: Option<u8>| level.map_or(UNSAID, |level| level.min(UNSAID - 1));
    let (priority, urgency, risk) = (said(info.priority), said(info.urgency), said(info.risk));
    let measured = i64::from(is_measured);
    json!([
        info.id.as_str(),
        info.decision,
        measured,
        state,
        column,
        since,
        priority,
        urgency,
        risk,
        info.owner
    ])
}

/// The same of a row that is there.
fn as_kept(id: &str, row: &QueryResult) -> Result<Json, IndexError> {
    let text = |column: &str| row.try_get::<String>("", column);
    let number = |column: &str| row.try_get::<i64>("", column);
    let since: Option<i64> = row.try_get("", "since")?;
    let owner: Option<String> = row.try_get("", "owner")?;
    let (priority, urgency, risk) = (number("priority")?, number("urgency")?, number("risk")?);
    let (decision, state, column) = (text("decision")?, text("state")?, text("board")?);
    Ok(json!([id, decision, number("measured")?, state, column, since, priority, urgency, risk, owner]))
}

/// A priority that nobody gave comes after all that somebody did.
pub(crate) const UNSAID: u8 = u8::MAX;

/// Changes with anything that the board shows of the model.
struct Fingerprint {
    /// With what standings depend on.
    places: String,
    /// With what else is shown.
    rows: String,
}

impl Fingerprint {
    fn of(context: &Context) -> Self {
        let (mut places, mut rows) = (Sha256::new(), Sha256::new());
        places.update(format!("{:?}", context.environments));
        for info in &context.requirements {
            rows.update(format!("{info:?}"));
        }
        let text = |hash: Sha256| hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Self { places: text(places), rows: text(rows) }
    }

    fn text(&self) -> String {
        format!("{} {}", self.places, self.rows)
    }
}

const GONE: &str = "
    DELETE FROM requirement_state
    WHERE model = $1 AND NOT (requirement IN texts($2) AND environment IN texts($3))";

/// All rows, and whether the requirement has any name left: of others nothing is known any more.
const STANDING: &str = "
    SELECT c.*, CAST(CASE WHEN EXISTS (
        SELECT 1 FROM reference r WHERE r.model = c.model AND r.element = c.requirement AND r.uses > 0
        AND r.sort IN ('requirement', 'demand', 'element')) THEN 1 ELSE 0 END AS BIGINT) AS is_named
    FROM requirement_card c WHERE c.model = $1";

const MEASURED: &str = "
    SELECT requirement FROM requirement_card WHERE model = $1 AND measured = 1 AND requirement IN texts($2)";

const ALL: &str = "
    INSERT INTO dirty (model, sort, reference)
    SELECT model, 'requirement', id FROM reference WHERE model = $1 AND element IS NOT NULL AND uses > 0
    AND sort IN ('requirement', 'demand', 'element') ON CONFLICT DO NOTHING";

const ADDED: &str = "
    INSERT INTO dirty (model, sort, reference)
    SELECT model, 'requirement', id FROM reference WHERE model = $1 AND element IS NOT NULL AND uses > 0
    AND element IN texts($2) AND sort IN ('requirement', 'demand', 'element') ON CONFLICT DO NOTHING";

/// Package 0 is what was done to a place without naming one: all packages at that place.
const WIDEN: &str = "
    INSERT INTO dirty (model, sort, reference)
    SELECT DISTINCT d.model, 'requirement', c.requirement FROM dirty d JOIN contained c ON c.package = d.reference
    WHERE d.model = $1 AND d.sort = 'package'
    UNION SELECT d.model, 'requirement', c.requirement FROM dirty d
    JOIN slot o ON o.model = d.model AND o.package = 0
    JOIN slot s ON +s.model = o.model AND s.environment = o.environment AND s.target = o.target
    JOIN contained c ON c.package = s.package
    WHERE d.model = $1 AND d.sort = 'package' AND d.reference = 0
    ON CONFLICT DO NOTHING";

const SOME: &str = "
    WITH seed AS MATERIALIZED (
        SELECT reference FROM dirty WHERE model = $1 AND sort = 'requirement' ORDER BY reference LIMIT $3),
    chosen AS MATERIALIZED (
        SELECT reference FROM (
            SELECT reference, 0 AS place FROM seed
            UNION SELECT reference, 1 FROM (
                SELECT d.reference FROM (
                    SELECT DISTINCT c.package FROM seed s CROSS JOIN contained c WHERE c.requirement = s.reference
                ) AS p CROSS JOIN contained o CROSS JOIN dirty d WHERE o.package = p.package
                    AND d.model = $1 AND d.sort = 'requirement' AND d.reference = o.requirement LIMIT 10000
            ) AS shared
        ) AS found GROUP BY reference ORDER BY min(place), reference LIMIT $2)
    SELECT c.reference, r.element FROM chosen c JOIN reference r ON r.id = c.reference";

const STATES: &str = "
    INSERT INTO requirement_state (model, requirement, environment, stage, state, since, version, commit_id,
        deployment, target, share, model_revision)
    SELECT $1, n.requirement, n.environment, n.stage, n.state, n.since, n.version, n.commit_id,
        n.deployment, n.target, n.share, n.model_revision
    FROM rows($2, requirement text, environment text, stage int, state text, since int, version text,
        commit_id text, deployment text, target text, share real, model_revision text) AS n WHERE true";

const CARDS: &str = "
    INSERT INTO requirement_card (model, requirement, decision, measured, state, board, since, priority,
        urgency, risk, owner)
    SELECT $1, n.requirement, n.decision, n.measured, n.state, n.board, n.since, n.priority, n.urgency, n.risk,
        n.owner
    FROM rows($2, requirement text, decision text, measured int, state text, board text, since int,
        priority int, urgency int, risk int, owner text) AS n WHERE true
    ON CONFLICT (model, requirement) DO UPDATE SET decision = excluded.decision,
        measured = excluded.measured, state = excluded.state, board = excluded.board,
        since = excluded.since, priority = excluded.priority, urgency = excluded.urgency,
        risk = excluded.risk, owner = excluded.owner";
