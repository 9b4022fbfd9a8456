//! The deployments at a place that tell when a requirement came, went and came back: of thousands, a
//! few.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use archweave_model::delivery::Moment;
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{IndexError, sql};

/// The last deployments at a place that are read whatever they say.
const NEWEST: usize = 16;

/// Times before these that a requirement came or went.
const TURNS: usize = 4;

/// A deployment at a place, with what is compared.
#[derive(Clone, Debug)]
struct Step {
    id: i64,
    at: i64,
    key: String,
    ordinal: Option<i64>,
    is_gone: bool,
    is_put: bool,
}

/// The last deployments at places, read once each.
#[derive(Default)]
pub(crate) struct Places {
    newest: BTreeMap<i64, Vec<Step>>,
}

impl Places {
    /// Deployments at a place until `at`: the last ones, and, further back, those at which the package
    /// passed the version at `first` or went below it.
    pub(crate) async fn turns(
        &mut self,
        db: &impl ConnectionTrait,
        slot: i64,
        first: i64,
        at: Moment,
    ) -> Result<BTreeSet<i64>, IndexError> {
        let newest = match self.newest.entry(slot) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let limit = (NEWEST as i64).into();
                let rows = sql::rows(db, LAST, [slot.into(), at.0.into(), limit]).await?;
                place.insert(rows.iter().map(step).collect::<Result<_, _>>()?)
            }
        };
        let mut found: BTreeSet<i64> = newest.iter().map(|step| step.id).collect();
        let oldest = newest.iter().rev().find(|step| step.is_put && (step.is_gone || step.ordinal.is_some()));
        let (true, Some(oldest)) = (newest.len() == NEWEST, oldest) else { return Ok(found) };
        let mut has = !oldest.is_gone && oldest.ordinal.is_some_and(|ordinal| ordinal >= first);
        let mut from = oldest.clone();
        for _ in 0..TURNS {
            let question = if has { BEFORE_WITHOUT } else { BEFORE_WITH };
            let place = || [slot.into(), from.at.into(), from.key.clone().into(), first.into()];
            let Some(turn) = sql::row(db, question, place()).await?.as_ref().map(step).transpose()? else {
                // It was so from the first deployment on.
                if has {
                    let start = sql::row(db, FIRST, [slot.into(), from.at.into()]).await?;
                    found.extend(start.as_ref().map(step).transpose()?.map(|step| step.id));
                }
                break;
            };
            let values = [slot.into(), turn.at.into(), turn.key.clone().into()];
            let next = sql::row(db, AFTER, values).await?.as_ref().map(step).transpose()?;
            found.extend([turn.id].into_iter().chain(next.map(|next| next.id)));
            (has, from) = (!has, turn);
        }
        Ok(found)
    }
}

fn step(row: &QueryResult) -> Result<Step, IndexError> {
    Ok(Step {
        id: row.try_get("", "id")?,
        at: row.try_get("", "at")?,
        key: row.try_get("", "key")?,
        ordinal: row.try_get("", "ordinal")?,
        is_gone: row.try_get::<i64>("", "gone")? == 1,
        is_put: row.try_get::<i64>("", "good")? == 1,
    })
}

const LAST: &str = "
    SELECT id, at, key, ordinal, gone, good FROM deployment
    WHERE slot = $1 AND good > 0 AND at <= $2 ORDER BY at DESC, key DESC LIMIT $3";

const BEFORE_WITHOUT: &str = "
    SELECT id, at, key, ordinal, gone, good FROM deployment
    WHERE slot = $1 AND good > 0 AND good = 1 AND at <= $2 AND (at < $2 OR key < $3)
    AND (gone = 1 OR ordinal < $4) ORDER BY at DESC, key DESC LIMIT 1";

const BEFORE_WITH: &str = "
    SELECT id, at, key, ordinal, gone, good FROM deployment
    WHERE slot = $1 AND good > 0 AND good = 1 AND at <= $2 AND (at < $2 OR key < $3)
    AND gone = 0 AND ordinal >= $4 ORDER BY at DESC, key DESC LIMIT 1";

const AFTER: &str = "
    SELECT id, at, key, ordinal, gone, good FROM deployment
    WHERE slot = $1 AND good > 0 AND good = 1 AND at >= $2 AND (at > $2 OR key > $3)
    AND (gone = 1 OR ordinal IS NOT NULL) ORDER BY at, key LIMIT 1";

const FIRST: &str = "
    SELECT id, at, key, ordinal, gone, good FROM deployment
    WHERE slot = $1 AND good > 0 AND good = 1 AND at <= $2 AND ordinal IS NOT NULL ORDER BY at, key LIMIT 1";

/// The deployment whose version runs at a place, where a rollback or removal may not have named it:
/// none if nothing is left.
pub(crate) async fn after_unnamed(
    db: &impl ConnectionTrait,
    named: i64,
    unnamed: i64,
    at: Moment,
) -> Result<Option<i64>, IndexError> {
    let values = [sql::list([named, unnamed]), at.0.into(), (LAST_OF_BOTH as i64).into()];
    let mut rows = sql::rows(db, BOTH, values).await?;
    rows.reverse();
    // Versions as they lie on one another: a rollback that names none takes the last away.
    let mut stack: Vec<(Option<i64>, i64)> = Vec::new();
    for row in rows {
        let (id, version) = (row.try_get("", "id")?, row.try_get::<Option<i64>>("", "version")?);
        let kind: Option<String> = row.try_get("", "kind")?;
        match (kind.as_deref(), version) {
            (Some("removal"), _) => stack.push((None, id)),
            (Some("rollback"), None) => drop(stack.pop()),
            (Some("rollback"), version) => match stack.iter().rposition(|(known, _)| *known == version) {
                Some(place) => {
                    stack.truncate(place);
                    stack.push((version, id));
                }
                None => {
                    stack.pop();
                    stack.push((version, id));
                }
            },
            (_, None) => {}
            (_, version) => {
                if stack.last().is_none_or(|(known, _)| *known != version) {
                    stack.push((version, id));
                }
            }
        }
    }
    Ok(stack.last().filter(|(version, _)| version.is_some()).map(|(_, id)| *id))
}

const LAST_OF_BOTH: usize = 64;

const BOTH: &str = "
    SELECT id, version, kind FROM deployment
    WHERE slot IN ints($1) AND good > 0 AND good = 1 AND at <= $2 ORDER BY at DESC, key DESC LIMIT $3";
