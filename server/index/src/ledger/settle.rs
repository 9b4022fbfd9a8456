//! Where each requirement is, computed again for what changed.

use std::collections::{BTreeMap, BTreeSet};

use archweave_model::delivery::Moment;
use archweave_model::delivery::standing::{
    Decision, DeliveryState, EnvironmentInfo, Standing, board_column, summary, where_is,
};
use archweave_model::id::ElementId;
use sea_orm::DatabaseTransaction;
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
    /// Its business owner.
    pub owner: Option<String>,
    /// The state of its effect, where it is computed.
    pub effect: Option<String>,
    /// Whether an indicator that it should move has a value from after it went live.
    pub is_measured: bool,
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
const AT_ONCE: i64 = 200;

impl Index {
    /// Computes again where requirements are that events or the model touched; says how many.
    /// [`Index::board`] shows what was settled last.
    pub async fn settle(&self, model: &str, context: &Context, now: Millis) -> Result<u64, IndexError> {
        let known: BTreeMap<&str, &RequirementInfo> =
            context.requirements.iter().map(|info| (info.id.as_str(), info)).collect();
        let fingerprint = fingerprint(context);
        let row = sql::row(&self.db, "SELECT settled FROM ledger WHERE model = $1", [model.into()]).await?;
        let settled: Option<String> = row.map(|row| row.try_get("", "settled")).transpose()?.flatten();
        if settled.as_ref() != Some(&fingerprint) {
            self.begin(model, context, &fingerprint).await?;
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

    /// Takes over what the model says, and has everything computed again: another environment, decision
    /// or name may change any standing.
    async fn begin(&self, model: &str, context: &Context, fingerprint: &str) -> Result<(), IndexError> {
        let transaction = sql::begin_writing(&self.db).await?;
        let ledger = book::lock(&transaction, model).await?;
        let requirements = sql::list(context.requirements.iter().map(|info| info.id.as_str()));
        let environments = sql::list(context.environments.iter().map(|info| info.id.as_str()));
        let forget = "DELETE FROM requirement_card WHERE model = $1 AND NOT (requirement IN texts($2))";
        sql::run(&transaction, forget, [ledger.into(), requirements.clone()]).await?;
        sql::run(&transaction, GONE, [ledger.into(), requirements, environments]).await?;
        let mut states: BTreeMap<String, (String, Option<i64>)> = BTreeMap::new();
        for row in sql::rows(&transaction, STANDING, [ledger.into()]).await? {
            states.insert(
                row.try_get("", "requirement")?,
                (row.try_get("", "state")?, row.try_get("", "since")?),
            );
        }
        let cards = context.requirements.iter().map(|info| {
            let (state, since) = states.remove(info.id.as_str()).unwrap_or((NOT_STARTED.to_owned(), None));
            card(info, &state, since)
        });
        let cards: Vec<Json> = cards.collect();
        sql::run(&transaction, CARDS, [ledger.into(), sql::list(cards)]).await?;
        sql::run(&transaction, ALL, [ledger.into()]).await?;
        let settled = "UPDATE ledger SET settled = $2 WHERE id = $1";
        sql::run(&transaction, settled, [ledger.into(), fingerprint.into()]).await?;
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
    let rows = sql::rows(db, SOME, [ledger.into(), AT_ONCE.into()]).await?;
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
    let chains = chains(db, ledger, &wanted, None).await?;
    let (mut states, mut cards) = (Vec::new(), Vec::new());
    for (id, chain) in wanted.iter().zip(&chains) {
        let standings = where_is(chain, &context.environments, Moment(now.0));
        let summary = summary(&standings);
        let state = summary.map_or(NOT_STARTED, |standing| standing.state.name());
        let since = summary.and_then(|standing| standing.since).map(|since| since.0);
        cards.extend(known.get(id.as_str()).map(|info| card(info, state, since)));
        states.extend(standings.iter().filter_map(|standing| row(id, standing)));
    }
    let of = sql::list(wanted.iter().map(|id| id.as_str()));
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

fn card(info: &RequirementInfo, state: &str, since: Option<i64>) -> Json {
    let decision = Decision::parse(&info.decision).unwrap_or_default();
    // The column does not depend on the share.
    let delivery = match state {
        NOT_STARTED => DeliveryState::NotStarted,
        "deployed" => DeliveryState::Deployed,
        "live" => DeliveryState::Live { share: 1.0 },
        _ => DeliveryState::Building,
    };
    let column = board_column(decision, delivery, info.is_measured).map_or("", |column| column.name());
    let (priority, urgency) = (info.priority.unwrap_or(UNSAID), info.urgency.unwrap_or(UNSAID));
    json!([info.id.as_str(), info.decision, info.effect, state, column, since, priority, urgency, info.owner])
}

/// A priority that nobody gave comes after all that somebody did.
pub(crate) const UNSAID: u8 = u8::MAX;

/// Changes with anything that the board shows of the model.
fn fingerprint(context: &Context) -> String {
    let mut hash = Sha256::new();
    hash.update(format!("{context:?}"));
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

const GONE: &str = "
    DELETE FROM requirement_state
    WHERE model = $1 AND NOT (requirement IN texts($2) AND environment IN texts($3))";

/// The state of requirements that have any name left: of others nothing is known any more.
const STANDING: &str = "
    SELECT c.requirement, c.state, c.since FROM requirement_card c WHERE c.model = $1 AND EXISTS (
        SELECT 1 FROM reference r WHERE r.model = c.model AND r.element = c.requirement AND r.uses > 0
        AND r.sort IN ('requirement', 'demand', 'element'))";

const ALL: &str = "
    INSERT INTO dirty (model, sort, reference)
    SELECT model, 'requirement', id FROM reference WHERE model = $1 AND element IS NOT NULL AND uses > 0
    AND sort IN ('requirement', 'demand', 'element') ON CONFLICT DO NOTHING";

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
    SELECT d.reference, r.element FROM dirty d JOIN reference r ON r.id = d.reference
    WHERE d.model = $1 AND d.sort = 'requirement' LIMIT $2";

const STATES: &str = "
    INSERT INTO requirement_state (model, requirement, environment, stage, state, since, version, commit_id,
        deployment, target, share, model_revision)
    SELECT $1, n.requirement, n.environment, n.stage, n.state, n.since, n.version, n.commit_id,
        n.deployment, n.target, n.share, n.model_revision
    FROM rows($2, requirement text, environment text, stage int, state text, since int, version text,
        commit_id text, deployment text, target text, share real, model_revision text) AS n WHERE true";

const CARDS: &str = "
    INSERT INTO requirement_card (model, requirement, decision, effect, state, board, since, priority,
        urgency, owner)
    SELECT $1, n.requirement, n.decision, n.effect, n.state, n.board, n.since, n.priority, n.urgency, n.owner
    FROM rows($2, requirement text, decision text, effect text, state text, board text, since int,
        priority int, urgency int, owner text) AS n WHERE true
    ON CONFLICT (model, requirement) DO UPDATE SET decision = excluded.decision, effect = excluded.effect,
        state = excluded.state, board = excluded.board, since = excluded.since,
        priority = excluded.priority, urgency = excluded.urgency, owner = excluded.owner";
