//! Deployments with what their names stand for.

use std::collections::BTreeMap;

use archweave_model::delivery::chain::Placed;
use archweave_model::delivery::{Moment, Record, RecordKind};
use archweave_model::id::ElementId;
use sea_orm::{ConnectionTrait, QueryResult};

use super::tables;
use crate::{IndexError, sql};

/// A deployment and its rows.
#[derive(Clone, Debug)]
pub(crate) struct PlacedRow {
    pub id: i64,
    pub version: Option<i64>,
    /// What its service stands for.
    pub component: Option<ElementId>,
    pub team: Option<String>,
    pub placed: Placed,
}

/// The columns that [`read`] reads, of deployments `d`.
const COLUMNS: &str = "
    d.id, d.key, d.state, d.slot, d.version, d.at, d.ordinal, d.team, en.element AS environment,
    ta.element AS target, se.element AS component, p.text AS package, v.purl
    FROM deployment d LEFT JOIN reference en ON en.id = d.environment
    LEFT JOIN reference ta ON ta.id = d.target LEFT JOIN reference se ON se.id = d.service
    LEFT JOIN version v ON v.id = d.version LEFT JOIN reference p ON p.id = v.package";

/// A question for deployments, `d`, with what is joined to them: `en`, `ta`, `se`, `v`, `p`.
pub(crate) fn question(wanted: &str) -> String {
    format!("SELECT {COLUMNS} WHERE {wanted}")
}

/// The deployments with these ids.
pub(crate) async fn by_id(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = i64>,
) -> Result<BTreeMap<i64, PlacedRow>, IndexError> {
    let ids: Vec<i64> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = sql::rows(db, &question("d.id IN ints($1)"), [sql::list(ids)]).await?;
    rows.iter().map(|row| read(row).map(|placed| (placed.id, placed))).collect()
}

/// Reads a row of [`question`].
pub(crate) fn read(row: &QueryResult) -> Result<PlacedRow, IndexError> {
    let Record::Deployment(mut record) = tables::state(RecordKind::Deployment, row)?.record else {
        return Err(IndexError::Corrupt("a deployment is a record of another kind".to_owned()));
    };
    // In its canonical form, as versions have it.
    let purl: Option<String> = row.try_get("", "purl")?;
    record.purl = purl.or(record.purl);
    let at: Option<i64> = row.try_get("", "at")?;
    let ordinal: Option<i64> = row.try_get("", "ordinal")?;
    let placed = Placed {
        key: row.try_get("", "key")?,
        record,
        environment: element(row, "environment")?,
        target: element(row, "target")?,
        package: row.try_get::<Option<String>>("", "package")?.unwrap_or_default(),
        ordinal: Moment(ordinal.or(at).unwrap_or(0)),
    };
    Ok(PlacedRow {
        id: row.try_get("", "id")?,
        version: row.try_get("", "version")?,
        component: element(row, "component")?,
        team: row.try_get("", "team")?,
        placed,
    })
}

/// Reads the id of an element.
pub(crate) fn element(row: &QueryResult, column: &str) -> Result<Option<ElementId>, IndexError> {
    let id: Option<String> = row.try_get("", column)?;
    let wrong = |_| IndexError::Corrupt(format!("column `{column}` has no id of an element"));
    id.map(|id| ElementId::parse(&id).map_err(wrong)).transpose()
}
