//! The deployments at a place that tell when a requirement came, went and came back: of thousands, a
//! few.

use std::collections::{BTreeMap, BTreeSet};

use archweave_model::delivery::Moment;
use sea_orm::{ConnectionTrait, QueryResult};
use serde_json::{Value as Json, json};

use crate::{IndexError, sql};

/// The last deployments at a place that are read whatever they say.
const NEWEST: usize = 16;

/// Times before these that a requirement came or went.
const TURNS: usize = 4;

/// Places in one statement.
const AT_ONCE: usize = 5_000;

/// A place, and the version of its package from which on a requirement is in it.
pub(crate) type Since = (i64, i64);

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

/// Where the look back has come to.
struct Search {
    of: Since,
    has: bool,
    from: Step,
}

/// Deployments at places until `at`: the last ones, and, further back, those at which the package
/// passed the version that is asked for or went below it. A few statements, however many places.
pub(crate) async fn turns(
    db: &impl ConnectionTrait,
    wanted: &BTreeSet<Since>,
    at: Moment,
) -> Result<BTreeMap<Since, BTreeSet<i64>>, IndexError> {
    let mut found: BTreeMap<Since, BTreeSet<i64>> = BTreeMap::new();
    let mut searches = Vec::new();
    let newest = newest(db, wanted.iter().map(|(slot, _)| *slot).collect(), at).await?;
    for (slot, first) in wanted {
        let steps = newest.get(slot).map_or(&[][..], |steps| steps);
        found.insert((*slot, *first), steps.iter().map(|step| step.id).collect());
        let Some(last) = steps.last().filter(|_| steps.len() == NEWEST) else { continue };
        let of = (*slot, *first);
        let known = steps.iter().rev().find(|step| step.is_put && (step.is_gone || step.ordinal.is_some()));
        match known {
            Some(known) => {
                let has = !known.is_gone && known.ordinal.is_some_and(|ordinal| ordinal >= *first);
                searches.push(Search { of, has, from: known.clone() });
            }
            // All of them only configured what was there: it may be either.
            None => {
                searches.extend([true, false].map(|has| Search { of, has, from: last.clone() }));
            }
        }
    }
    for _ in 0..TURNS {
        let (turned, ended) = look_back(db, searches, &mut found).await?;
        begin(db, ended, &mut found).await?;
        searches = turned;
    }
    Ok(found)
}

/// The last deployments at each place, the newest first.
async fn newest(
    db: &impl ConnectionTrait,
    slots: BTreeSet<i64>,
    at: Moment,
) -> Result<BTreeMap<i64, Vec<Step>>, IndexError> {
    let mut newest: BTreeMap<i64, Vec<Step>> = BTreeMap::new();
    let slots: Vec<i64> = slots.into_iter().collect();
    for some in slots.chunks(AT_ONCE) {
        let places = sql::list(some.iter().map(|slot| json!([slot])));
        for row in sql::rows(db, LAST, [places, at.0.into(), (NEWEST as i64 - 1).into()]).await? {
            newest.entry(row.try_get("", "slot")?).or_default().push(step(&row)?);
        }
    }
    for steps in newest.values_mut() {
        steps.sort_by(|a, b| (b.at, &b.key).cmp(&(a.at, &a.key)));
        steps.truncate(NEWEST);
    }
    Ok(newest)
}

/// Finds the last turn before where each search is, with what came after it; gives the searches that go
/// on from there, and those that have found none.
async fn look_back(
    db: &impl ConnectionTrait,
    searches: Vec<Search>,
    found: &mut BTreeMap<Since, BTreeSet<i64>>,
) -> Result<(Vec<Search>, Vec<Search>), IndexError> {
    let mut turns: BTreeMap<usize, (Step, Option<i64>)> = BTreeMap::new();
    let asked: Vec<Json> = searches.iter().enumerate().map(|(place, search)| search.asked(place)).collect();
    for some in asked.chunks(AT_ONCE) {
        for row in sql::rows(db, TURN, [sql::list(some.iter().cloned())]).await? {
            let place: i64 = row.try_get("", "place")?;
            turns.insert(usize::try_from(place).unwrap_or_default(), (step(&row)?, row.try_get("", "next")?));
        }
    }
    let (mut turned, mut ended) = (Vec::new(), Vec::new());
    for (place, search) in searches.into_iter().enumerate() {
        match turns.remove(&place) {
            None => ended.push(search),
            Some((turn, next)) => {
                found.entry(search.of).or_default().extend([turn.id].into_iter().chain(next));
                turned.push(Search { has: !search.has, from: turn, ..search });
            }
        }
    }
    Ok((turned, ended))
}

/// Adds the first deployment of what was there from the beginning.
async fn begin(
    db: &impl ConnectionTrait,
    ended: Vec<Search>,
    found: &mut BTreeMap<Since, BTreeSet<i64>>,
) -> Result<(), IndexError> {
    let has: Vec<&Search> = ended.iter().filter(|search| search.has).collect();
    for some in has.chunks(AT_ONCE) {
        let places = some.iter().enumerate().map(|(place, search)| search.asked(place));
        for row in sql::rows(db, FIRST, [sql::list(places)]).await? {
            let place: i64 = row.try_get("", "place")?;
            let search = usize::try_from(place).ok().and_then(|place| some.get(place));
            let first: Option<i64> = row.try_get("", "first")?;
            if let (Some(search), Some(first)) = (search, first) {
                found.entry(search.of).or_default().insert(first);
            }
        }
    }
    Ok(())
}

impl Search {
    /// As a row of a statement, with its place among those asked.
    fn asked(&self, place: usize) -> Json {
        let (slot, first) = self.of;
        json!([place, slot, self.from.at, self.from.key, first, i64::from(self.has)])
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

/// The moment of the last but so many at each place is looked up first, so that no more is read than from
/// there on.
const LAST: &str = "
    WITH n AS MATERIALIZED (
        SELECT s.slot, coalesce((SELECT e.at FROM deployment e
            WHERE e.slot = s.slot AND e.good > 0 AND e.at <= $2
            ORDER BY e.at DESC LIMIT 1 OFFSET $3), -9223372036854775807) AS since
        FROM rows($1, slot int) AS s)
    SELECT d.slot, d.id, d.at, d.key, d.ordinal, d.gone, d.good FROM n CROSS JOIN deployment d
    WHERE d.slot = n.slot AND d.good > 0 AND d.at >= n.since AND d.at <= $2";

/// Where it was there, the last deployment without it; where it was not, the last with it. And the next
/// after that, with which it came back or went.
const TURN: &str = "
    WITH t AS MATERIALIZED (
        SELECT n.place, (SELECT d.id FROM deployment d
            WHERE d.slot = n.slot AND d.good > 0 AND d.good = 1 AND d.at <= n.at AND (d.at < n.at OR d.key < n.key)
            AND ((n.has = 1 AND (d.gone = 1 OR d.ordinal < n.first))
                OR (n.has = 0 AND d.gone = 0 AND d.ordinal >= n.first))
            ORDER BY d.at DESC, d.key DESC LIMIT 1) AS turn
        FROM rows($1, place int, slot int, at int, key text, first int, has int) AS n)
    SELECT t.place, d.id, d.at, d.key, d.ordinal, d.gone, d.good,
        (SELECT e.id FROM deployment e
            WHERE e.slot = d.slot AND e.good > 0 AND e.good = 1 AND e.at >= d.at AND (e.at > d.at OR e.key > d.key)
            AND (e.gone = 1 OR e.ordinal IS NOT NULL) ORDER BY e.at, e.key LIMIT 1) AS next
    FROM t CROSS JOIN deployment d WHERE d.id = t.turn";

const FIRST: &str = "
    SELECT n.place, (SELECT d.id FROM deployment d
        WHERE d.slot = n.slot AND d.good > 0 AND d.good = 1 AND d.at <= n.at AND d.ordinal IS NOT NULL
        ORDER BY d.at, d.key LIMIT 1) AS first
    FROM rows($1, place int, slot int, at int, key text, first int, has int) AS n";

/// A place where a package was put, and the same place where no package was named.
pub(crate) type Both = (i64, i64);

/// The deployments whose versions run at places where a rollback or removal may not have named them; none
/// where nothing is left.
pub(crate) async fn after_unnamed(
    db: &impl ConnectionTrait,
    places: &[Both],
    at: Moment,
) -> Result<Vec<i64>, IndexError> {
    let mut found = Vec::new();
    for some in places.chunks(AT_ONCE) {
        let mut of: BTreeMap<i64, Vec<Put>> = BTreeMap::new();
        let asked = sql::list(some.iter().map(|(named, unnamed)| json!([named, unnamed])));
        for row in sql::rows(db, BOTH, [asked, at.0.into(), (LAST_OF_BOTH as i64 - 1).into()]).await? {
            of.entry(row.try_get("", "named")?).or_default().push(Put {
                at: row.try_get("", "at")?,
                key: row.try_get("", "key")?,
                id: row.try_get("", "id")?,
                version: row.try_get("", "version")?,
                kind: row.try_get("", "kind")?,
            });
        }
        for mut last in of.into_values() {
            last.sort_by(|a, b| (a.at, &a.key).cmp(&(b.at, &b.key)));
            let older = last.len().saturating_sub(LAST_OF_BOTH);
            found.extend(remaining(last.get(older..).unwrap_or_default()));
        }
    }
    Ok(found)
}

/// A deployment, as far as it says what lies on what.
struct Put {
    at: i64,
    key: String,
    id: i64,
    version: Option<i64>,
    kind: Option<String>,
}

/// Versions as they lie on one another: a rollback that names none takes the last away.
fn remaining(puts: &[Put]) -> Option<i64> {
    let mut stack: Vec<(Option<i64>, i64)> = Vec::new();
    for put in puts {
        match (put.kind.as_deref(), put.version) {
            (Some("removal"), _) => stack.push((None, put.id)),
            (Some("rollback"), None) => drop(stack.pop()),
            (Some("rollback"), version) => {
                match stack.iter().rposition(|(known, _)| *known == version) {
                    Some(place) => stack.truncate(place),
                    None => drop(stack.pop()),
                }
                stack.push((version, put.id));
            }
            (_, None) => {}
            (_, version) => {
                if stack.last().is_none_or(|(known, _)| *known != version) {
                    stack.push((version, put.id));
                }
            }
        }
    }
    stack.last().filter(|(version, _)| version.is_some()).map(|(_, id)| *id)
}

const LAST_OF_BOTH: usize = 64;

const BOTH: &str = "
    WITH n AS MATERIALIZED (
        SELECT s.named, s.unnamed, coalesce((SELECT e.at FROM deployment e
            WHERE e.slot IN (s.named, s.unnamed) AND e.good > 0 AND e.good = 1 AND e.at <= $2
            ORDER BY e.at DESC LIMIT 1 OFFSET $3), -9223372036854775807) AS since
        FROM rows($1, named int, unnamed int) AS s)
    SELECT n.named, d.at, d.key, d.id, d.version, d.kind FROM n CROSS JOIN deployment d
    WHERE d.slot IN (n.named, n.unnamed) AND d.good > 0 AND d.good = 1 AND d.at >= n.since AND d.at <= $2";
