//! What went wrong.

use archweave_model::delivery::chain::{Keyed, Placed};
use archweave_model::delivery::record::Incident;
use archweave_model::delivery::{Moment, Record, RecordKind};
use archweave_model::id::ElementId;
use sea_orm::QueryResult;

use super::{Page, Paging, book, placed, tables};
use crate::{Index, IndexError, sql};

/// Which incidents; those that meet all that is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IncidentFilter {
    /// Detected at this moment or later.
    pub since: Option<Moment>,
    /// Detected before this moment.
    pub until: Option<Moment>,
    /// Not resolved.
    pub is_open: bool,
    /// Of this severity.
    pub severity: Option<String>,
    /// In this environment.
    pub environment: Option<ElementId>,
    /// Of this component.
    pub service: Option<ElementId>,
}

/// Deployments that may have caused an incident, at most.
const CANDIDATES: i64 = 10;

impl Index {
    /// An incident and the deployments that may have caused it: the one that it names; or else the last
    /// ones of its version before it; or else the last ones of its service, or in its environment. None
    /// if it is not known.
    pub async fn incident(
        &self,
        model: &str,
        key: &str,
    ) -> Result<Option<(Keyed<Incident>, Vec<Placed>)>, IndexError> {
        let Some(ledger) = book::find(&self.db, model).await? else { return Ok(None) };
        let question = "SELECT t.id, t.key, t.state, t.environment, t.service, t.version, t.deployment,
                        t.detected_at FROM incident t WHERE t.model = $1 AND t.key = $2";
        let Some(row) = sql::row(&self.db, question, [ledger.into(), key.into()]).await? else {
            return Ok(None);
        };
        let incident = incident(&row)?;
        let (question, value): (&str, sea_orm::Value) = match (
            row.try_get::<Option<String>>("", "deployment")?,
            row.try_get::<Option<i64>>("", "version")?,
            row.try_get::<Option<i64>>("", "service")?,
            row.try_get::<Option<i64>>("", "environment")?,
        ) {
            (Some(deployment), ..) => (OF_KEY, deployment.into()),
            (_, Some(version), ..) => (OF_VERSION, version.into()),
            (_, _, Some(service), _) => (OF_SERVICE, service.into()),
            (_, _, _, Some(environment)) => (OF_ENVIRONMENT, environment.into()),
            _ => return Ok(Some((incident, Vec::new()))),
        };
        let values = [ledger.into(), row.try_get::<i64>("", "detected_at")?.into(), CANDIDATES.into(), value];
        let rows = sql::rows(&self.db, &placed::question(question), values).await?;
        let causes = rows.iter().rev().map(|row| placed::read(row).map(|row| row.placed));
        Ok(Some((incident, causes.collect::<Result<_, _>>()?)))
    }

    /// Incidents, the newest first.
    pub async fn incidents(
        &self,
        model: &str,
        filter: &IncidentFilter,
        paging: &Paging,
    ) -> Result<Page<Keyed<Incident>>, IndexError> {
        let Some(ledger) = book::find(&self.db, model).await? else { return Ok(Page::empty()) };
        let [time, id] = paging.place()?.unwrap_or([i64::MAX, i64::MAX]);
        let size = paging.size();
        let word = |id: &Option<ElementId>| id.as_ref().map(|id| id.as_str().to_owned());
        let values: [sea_orm::Value; 10] = [
            ledger.into(),
            time.into(),
            id.into(),
            filter.since.map_or(i64::MIN, |since| since.0).into(),
            filter.until.map_or(i64::MAX, |until| until.0).into(),
            i64::from(filter.is_open).into(),
            filter.severity.clone().into(),
            word(&filter.environment).into(),
            word(&filter.service).into(),
            (size as i64 + 1).into(),
        ];
        let rows = sql::rows(&self.db, FILTERED, values).await?;
        let read =
            |row: &QueryResult| Ok((row.try_get("", "detected_at")?, row.try_get("", "id")?, incident(row)?));
        let items = rows.iter().map(read).collect::<Result<Vec<(i64, i64, _)>, IndexError>>()?;
        Ok(Page::cut(items, size, |(at, id, _)| [*at, *id]).map(|(_, _, incident)| incident))
    }
}

fn incident(row: &QueryResult) -> Result<Keyed<Incident>, IndexError> {
    let Record::Incident(record) = tables::state(RecordKind::Incident, row)?.record else {
        return Err(IndexError::Corrupt("an incident is a record of another kind".to_owned()));
    };
    Ok(Keyed { key: row.try_get("", "key")?, record })
}

const OF_KEY: &str = "d.model = $1 AND d.key = $4 AND $2 IS NOT NULL LIMIT $3";

const OF_VERSION: &str = "d.model = $1 AND d.version = $4 AND d.good = 1 AND d.at <= $2
    ORDER BY d.at DESC, d.key DESC LIMIT $3";

const OF_SERVICE: &str = "d.model = $1 AND d.service = $4 AND d.good = 1 AND d.at <= $2
    ORDER BY d.at DESC, d.key DESC LIMIT $3";

const OF_ENVIRONMENT: &str = "d.model = $1 AND d.environment = $4 AND d.good = 1 AND d.at <= $2
    ORDER BY d.at DESC, d.key DESC LIMIT $3";

const FILTERED: &str = "
    SELECT t.id, t.key, t.state, t.detected_at FROM incident t
    LEFT JOIN reference e ON e.id = t.environment LEFT JOIN reference s ON s.id = t.service
    WHERE t.model = $1 AND t.detected_at <= $2 AND (t.detected_at < $2 OR t.id < $3)
    AND t.detected_at >= $4 AND t.detected_at < $5 AND ($6 = 0 OR t.resolved_at IS NULL)
    AND ($7 IS NULL OR t.severity = $7) AND ($8 IS NULL OR e.element = $8) AND ($9 IS NULL OR s.element = $9)
    ORDER BY t.detected_at DESC, t.id DESC LIMIT $10";
