//! Deployments as the numbers of delivery see them.

use std::collections::{BTreeMap, BTreeSet};

use archweave_model::delivery::chain::{Keyed, Placed};
use archweave_model::delivery::flow::{Delivered, Kind, Outcome, Window, mark_failures};
use archweave_model::delivery::moment::DAY;
use archweave_model::delivery::record::Incident;
use archweave_model::delivery::{Moment, Record, RecordKind};
use archweave_model::id::ElementId;

use super::placed::{self, PlacedRow};
use super::{book, tables};
use crate::{Index, IndexError, sql};

/// Which deployments; those that meet all that is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeliveredFilter {
    /// In one of these environments; empty: in any.
    pub environments: Vec<ElementId>,
    /// Of these packages, by their addresses without version; empty: of any.
    pub packages: Vec<String>,
    /// Reported for this team.
    pub team: Option<String>,
    /// What was known at this moment: what came later says nothing about failures. None: all that is known.
    pub known: Option<Moment>,
}

/// Deployments, and incidents, of one answer.
const MOST: i64 = 100_000;

/// How long after the window a rollback or an incident may still say something of a deployment in it.
const LATER: i64 = 90 * DAY;

impl DeliveredFilter {
    /// Until when rollbacks and incidents are looked for.
    fn later(&self, window: Window) -> Moment {
        let later = window.until.plus(LATER);
        self.known.map_or(later, |known| later.min(known.plus(1)))
    }
}

impl Index {
    /// Deployments of a window in order of time, with what is found of failures and recovery. The
    /// component is the one that was reported; where none was, who knows the model can tell it from
    /// the package ([`Index::artifacts`]). At most 100,000, the first ones.
    pub async fn delivered(
        &self,
        model: &str,
        window: Window,
        filter: &DeliveredFilter,
    ) -> Result<Vec<Delivered>, IndexError> {
        let Some(ledger) = book::find(&self.db, model).await? else { return Ok(Vec::new()) };
        let until = filter.later(window).0;
        let mut values: Vec<sea_orm::Value> =
            vec![ledger.into(), window.from.0.into(), until.into(), MOST.into()];
        let question = match filter.environments.is_empty() {
            true => placed::question(IN_TIME),
            false => {
                values.push(sql::list(filter.environments.iter().map(|id| id.as_str())));
                placed::question(IN_PLACES)
            }
        };
        let rows = sql::rows(&self.db, &question, values).await?;
        let rows = rows.iter().map(placed::read).collect::<Result<Vec<_>, _>>()?;
        self.judge(ledger, rows, window, filter).await
    }

    async fn judge(
        &self,
        ledger: i64,
        rows: Vec<PlacedRow>,
        window: Window,
        filter: &DeliveredFilter,
    ) -> Result<Vec<Delivered>, IndexError> {
        let incidents = self.incidents_between(ledger, window, filter).await?;
        let all: Vec<Placed> = rows.iter().map(|row| row.placed.clone()).collect();
        let marks = mark_failures(&all, &incidents);
        let marked = rows.into_iter().zip(marks).filter(|(row, _)| {
            let at = row.placed.record.at.or(row.placed.record.started_at);
            at.is_some_and(|at| window.holds(at))
                && (filter.packages.is_empty() || filter.packages.contains(&row.placed.package))
                && (filter.team.is_none() || filter.team == row.team)
        });
        let marked: Vec<_> = marked.collect();
        let mut brought = self.brought(marked.iter().map(|(row, _)| row.id)).await?;
        let delivered = marked.into_iter().filter_map(|(row, mark)| {
            let Placed { key, record, environment, package, .. } = row.placed;
            let at = record.at.or(record.started_at)?;
            let (mut lead, is_rework) = brought.remove(&row.id).unwrap_or_default();
            lead.iter_mut().for_each(|committed| *committed = at.0.saturating_sub(*committed));
            lead.sort_unstable();
            Some(Delivered {
                key,
                at,
                package,
                component: row.component,
                environment,
                kind: Kind::of(record.kind.as_deref()),
                result: Outcome::of(record.result.as_deref()),
                lead,
                is_failed: mark.is_failed,
                recovered_at: mark.recovered_at,
                is_rework,
            })
        });
        Ok(delivered.collect())
    }

    async fn incidents_between(
        &self,
        ledger: i64,
        window: Window,
        filter: &DeliveredFilter,
    ) -> Result<Vec<Keyed<Incident>>, IndexError> {
        let table = tables::of(RecordKind::Incident);
        let wanted = "t.model = $1 AND t.detected_at >= $2 AND t.detected_at < $3";
        let question = tables::source(table, wanted, "ORDER BY t.detected_at, t.key LIMIT $4");
        let until = filter.later(window).0;
        let values = [ledger.into(), window.from.0.into(), until.into(), MOST.into()];
        let mut found = Vec::new();
        for row in sql::rows(&self.db, &question, values).await? {
            if let Record::Incident(mut record) = tables::state(RecordKind::Incident, &row)?.record {
                record.resolved_at =
                    record.resolved_at.filter(|end| filter.known.is_none_or(|known| *end <= known));
                found.push(Keyed { key: row.try_get("", "key")?, record });
            }
        }
        Ok(found)
    }

    /// When the changes that are new at these deployments were committed, and whether any mends
    /// something.
    async fn brought(
        &self,
        deployments: impl Iterator<Item = i64>,
    ) -> Result<BTreeMap<i64, (Vec<i64>, bool)>, IndexError> {
        let mut found: BTreeMap<i64, (Vec<i64>, bool)> = BTreeMap::new();
        let mut seen: BTreeSet<(i64, i64)> = BTreeSet::new();
        let ids: Vec<i64> = deployments.collect();
        if ids.is_empty() {
            return Ok(found);
        }
        for row in sql::rows(&self.db, NEW_AT, [sql::list(ids)]).await? {
            let id: i64 = row.try_get("", "id")?;
            // A change may be in two versions that come together.
            if !seen.insert((id, row.try_get("", "change")?)) {
                continue;
            }
            let (committed, is_rework) = found.entry(id).or_default();
            committed.extend(row.try_get::<Option<i64>>("", "committed_at")?);
            *is_rework |= row.try_get::<i64>("", "mends")? == 1;
        }
        Ok(found)
    }
}

const IN_TIME: &str = "d.model = $1 AND d.at >= $2 AND d.at < $3 ORDER BY d.at, d.key LIMIT $4";

const IN_PLACES: &str = "d.model = $1 AND d.at >= $2 AND d.at < $3 AND en.element IN texts($5)
    ORDER BY d.at, d.key LIMIT $4";

/// Changes of the versions after the last one that was at the place, until the one that came.
const NEW_AT: &str = "
    SELECT d.id, c.id AS change, c.committed_at,
        CAST(CASE WHEN c.state LIKE '%\"fixes\":%' THEN 1 ELSE 0 END AS BIGINT) AS mends
    FROM deployment d JOIN version v ON v.id = d.version
    JOIN version w ON w.package = v.package AND w.ordinal <= v.ordinal AND w.ordinal > coalesce(
        (SELECT max(b.ordinal) FROM deployment b WHERE b.slot = d.slot AND b.good > 0 AND b.good = 1
            AND b.gone = 0 AND b.at < d.at), -9000000000000000000)
    JOIN version_change x ON x.version = w.id JOIN app_change c ON c.id = x.change
    WHERE d.id IN ints($1)";
