//! The table of each kind of record: its columns, and what of a record stands in them.

use std::collections::BTreeMap;

use archweave_model::delivery::fold::{Folded, fold};
use archweave_model::delivery::record::{Deployment, IndicatorValue, Sort};
use archweave_model::delivery::{Fact, Moment, Record, RecordKind};
use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryResult};
use serde_json::{Value as Json, json};

use super::names::{self, Name};
use crate::{IndexError, sql};

/// A table of records.
pub(crate) struct Table {
    pub kind: RecordKind,
    pub name: &'static str,
    /// Columns beside `id`, `model`, `key` and `state`, in the order of [`values`].
    columns: &'static [(&'static str, &'static str)],
}

const fn table(
    kind: RecordKind,
    name: &'static str,
    columns: &'static [(&'static str, &'static str)],
) -> Table {
    Table { kind, name, columns }
}

const INT: &str = "int";
const TEXT: &str = "text";
const REAL: &str = "real";

/// All tables of records.
pub(crate) const TABLES: [Table; 12] = [
    table(
        RecordKind::Need,
        "need",
        &[
            ("received_at", INT),
            ("kind", TEXT),
            ("channel", TEXT),
            ("area", TEXT),
            ("priority", INT),
            ("urgency", INT),
            ("impact_count", INT),
            ("customer_ref", TEXT),
            ("retain_until", TEXT),
            ("demand", INT),
            ("erased_at", INT),
        ],
    ),
    table(
        RecordKind::Ticket,
        "ticket",
        &[
            ("source", TEXT),
            ("team", TEXT),
            ("kind", TEXT),
            ("status", TEXT),
            ("created_at", INT),
            ("closed_at", INT),
        ],
    ),
    table(
        RecordKind::Change,
        "app_change",
        &[
            ("source", TEXT),
            ("team", TEXT),
            ("repository", INT),
            ("flow_kind", TEXT),
            ("opened_at", INT),
            ("committed_at", INT),
            ("merged_at", INT),
            ("abandoned_at", INT),
        ],
    ),
    table(
        RecordKind::Build,
        "build",
        &[
            ("source", TEXT),
            ("repository", INT),
            ("commit_id", TEXT),
            ("version", INT),
            ("started_at", INT),
            ("finished_at", INT),
            ("result", TEXT),
        ],
    ),
    table(
        RecordKind::ArtifactVersion,
        "artifact_version",
        &[
            ("source", TEXT),
            ("version", INT),
            ("repository", INT),
            ("commit_id", TEXT),
            ("build_key", TEXT),
            ("built_at", INT),
        ],
    ),
    table(
        RecordKind::Verification,
        "verification",
        &[("source", TEXT), ("kind", TEXT), ("result", TEXT), ("environment", INT), ("at", INT)],
    ),
    table(RecordKind::Release, "release", &[("source", TEXT), ("release", INT), ("at", INT)]),
    table(
        RecordKind::Deployment,
        "deployment",
        &[
            ("source", TEXT),
            ("team", TEXT),
            ("slot", INT),
            ("version", INT),
            ("environment", INT),
            ("target", INT),
            ("service", INT),
            ("repository", INT),
            ("release", INT),
            ("at", INT),
            ("result", TEXT),
            ("kind", TEXT),
            ("share", REAL),
            ("good", INT),
            ("gone", INT),
            ("ordinal", INT),
        ],
    ),
    table(
        RecordKind::Incident,
        "incident",
        &[
            ("source", TEXT),
            ("severity", TEXT),
            ("cause", TEXT),
            ("environment", INT),
            ("service", INT),
            ("version", INT),
            ("deployment", TEXT),
            ("detected_at", INT),
            ("resolved_at", INT),
        ],
    ),
    table(
        RecordKind::Defect,
        "defect",
        &[
            ("source", TEXT),
            ("severity", TEXT),
            ("found_in", INT),
            ("found_at", INT),
            ("closed_at", INT),
            ("ticket", TEXT),
            ("escaped", INT),
        ],
    ),
    table(
        RecordKind::IndicatorValue,
        "indicator_value",
        &[
            ("event", INT),
            ("indicator", INT),
            ("element", INT),
            ("at", INT),
            ("value", REAL),
            ("sample", INT),
            ("origin", TEXT),
        ],
    ),
    table(
        RecordKind::Assessment,
        "self_assessment",
        &[("source", TEXT), ("dimension", TEXT), ("stage", TEXT), ("at", INT)],
    ),
];

/// The table of a kind.
pub(crate) fn of(kind: RecordKind) -> &'static Table {
    // In the order of the chain, like the kinds.
    &TABLES[kind as usize]
}

/// A version in the order of its package.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ordered {
    pub id: i64,
    pub package: i64,
    pub ordinal: Option<i64>,
}

/// What the names of a record stand for in the database.
pub(crate) struct Ids<'a> {
    pub names: &'a BTreeMap<Name, names::Known>,
    pub versions: &'a BTreeMap<String, Ordered>,
    pub slots: &'a BTreeMap<(i64, i64, i64), i64>,
}

impl Ids<'_> {
    pub(crate) fn name(&self, sort: Sort, written: &Option<String>) -> Option<i64> {
        let name = written.as_deref().and_then(|written| names::name(sort, written))?;
        self.names.get(&name).map(|known| known.id)
    }

    pub(crate) fn version(&self, written: &str) -> Option<Ordered> {
        self.versions.get(&names::address(written)?.purl).copied()
    }

    /// The place of a deployment: package (0: not said), environment and target.
    pub(crate) fn place(&self, it: &Deployment) -> Option<(i64, i64, i64)> {
        let environment = self.name(Sort::Environment, &it.environment);
        let target = self.name(Sort::Target, &it.target);
        environment.or(target)?;
        let package = it.purl.as_deref().and_then(|purl| self.version(purl)).map(|version| version.package);
        Some((package.unwrap_or(0), environment.unwrap_or(0), target.unwrap_or(0)))
    }
}

/// What is known of a record, before or after a batch of events.
#[derive(Clone, Debug)]
pub(crate) struct State {
    pub folded: Folded,
    pub record: Record,
    /// The event that said all of it, if it was one.
    pub event: Option<i64>,
}

/// Whether a deployment was done, and it is known when: 1 if a version came or went, 2 if what runs
/// was configured only, else 0. Who says when it was there and nothing else means that it was.
fn good(it: &Deployment) -> i64 {
    match (it.result.as_deref(), it.at, it.kind.as_deref()) {
        (None | Some("success"), Some(_), Some("config")) => 2,
        (None | Some("success"), Some(_), _) => 1,
        _ => 0,
    }
}

/// Values of the columns of a record.
fn values(state: &State, key: &str, ids: &Ids<'_>) -> Vec<Json> {
    let first = state.folded.span().map(|(first, _)| first);
    // Facts may say nothing at all.
    let source = first.map(|first| first.source.clone()).unwrap_or_default();
    // Lists are in the order of these, so they are always there.
    let or_first = |at: &Option<Moment>| json!(at.or(first.map(|first| first.at)).unwrap_or_default().0);
    let time = |at: &Option<Moment>| json!(at.map(|at| at.0));
    let id = |sort, written: &Option<String>| json!(ids.name(sort, written));
    let version = |written: &str| json!(ids.version(written).map(|version| version.id));
    match &state.record {
        Record::Need(it) => vec![
            or_first(&it.received_at),
            text(&it.kind),
            text(&it.channel),
            text(&it.area),
            json!(it.priority),
            json!(it.urgency),
            json!(it.impact_count),
            text(&it.customer_ref),
            text(&it.retain_until),
            id(Sort::Demand, &it.demand),
            time(&it.erased_at),
        ],
        Record::Ticket(it) => vec![
            json!(source),
            text(&it.team),
            text(&it.kind),
            text(&it.status),
            time(&it.created_at),
            time(&it.closed_at),
        ],
        Record::Change(it) => vec![
            json!(source),
            text(&it.team),
            id(Sort::Repository, &it.repository),
            text(&it.flow_kind),
            time(&it.opened_at),
            time(&it.committed_at),
            time(&it.merged_at),
            time(&it.given_up(Moment(i64::MAX))),
        ],
        Record::Build(it) => vec![
            json!(source),
            id(Sort::Repository, &it.repository),
            text(&it.commit),
            it.purl.as_deref().map_or(Json::Null, version),
            time(&it.started_at),
            time(&it.finished_at),
            text(&it.result),
        ],
        Record::ArtifactVersion(it) => vec![
            json!(source),
            version(it.purl.as_deref().unwrap_or(key)),
            id(Sort::Repository, &it.repository),
            text(&it.commit),
            text(&it.build),
            time(&it.built_at),
        ],
        Record::Verification(it) => vec![
            json!(source),
            text(&it.kind),
            text(&it.result),
            id(Sort::Environment, &it.environment),
            time(&it.at),
        ],
        Record::Release(it) => {
            let name = Some(it.name.clone().unwrap_or_else(|| key.to_owned()));
            vec![json!(source), id(Sort::Release, &name), time(&it.at)]
        }
        Record::Deployment(it) => {
            let slot = ids.place(it).and_then(|place| ids.slots.get(&place));
            let version = it.purl.as_deref().and_then(|purl| ids.version(purl));
            vec![
                json!(source),
                text(&it.team),
                json!(slot),
                json!(version.map(|version| version.id)),
                id(Sort::Environment, &it.environment),
                id(Sort::Target, &it.target),
                id(Sort::Component, &it.service),
                id(Sort::Repository, &it.repository),
                id(Sort::Release, &it.release),
                time(&it.at.or(it.started_at)),
                text(&it.result),
                text(&it.kind),
                json!(it.share),
                json!(good(it)),
                json!(i64::from(it.kind.as_deref() == Some("removal"))),
                json!(version.and_then(|version| version.ordinal)),
            ]
        }
        Record::Incident(it) => vec![
            json!(source),
            text(&it.severity),
            text(&it.cause),
            id(Sort::Environment, &it.environment),
            id(Sort::Component, &it.service),
            it.purl.as_deref().map_or(Json::Null, version),
            text(&it.deployment),
            or_first(&it.detected_at),
            time(&it.resolved_at),
        ],
        Record::Defect(it) => vec![
            json!(source),
            text(&it.severity),
            id(Sort::Environment, &it.found_in),
            time(&it.found_at),
            time(&it.closed_at),
            text(&it.ticket),
            json!(it.escaped.map(i64::from)),
        ],
        Record::IndicatorValue(it) => vec![
            json!(state.event.filter(|_| is_plain(it))),
            id(Sort::Indicator, &it.indicator),
            id(Sort::Element, &it.element),
            time(&it.at),
            json!(it.value),
            json!(it.sample.map(saturated)),
            text(&it.origin),
        ],
        Record::Assessment(it) => {
            vec![json!(source), text(&it.dimension), text(&it.stage), time(&it.at)]
        }
    }
}

/// Text of a column: PostgreSQL has no zero character.
fn text(text: &Option<String>) -> Json {
    json!(text.as_ref().map(|text| text.replace('\0', "\u{fffd}")))
}

fn saturated(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Whether the columns of a value say all of it, so that its state need not be kept too.
fn is_plain(it: &IndicatorValue) -> bool {
    let is_kept = |sort, written: &Option<String>| {
        written
            .as_ref()
            .is_none_or(|written| names::name(sort, written).is_some_and(|(_, text)| text == *written))
    };
    is_kept(Sort::Indicator, &it.indicator)
        && is_kept(Sort::Element, &it.element)
        && it.origin.as_ref().is_none_or(|text| !text.contains('\0'))
        && it.sample.is_none_or(|sample| i64::try_from(sample).is_ok())
        && it.value.is_none_or(f64::is_finite)
}

/// The states of the records with these keys, with their ids; those that are known.
pub(crate) async fn load(
    db: &DatabaseTransaction,
    ledger: i64,
    table: &Table,
    keys: impl IntoIterator<Item = &str>,
) -> Result<BTreeMap<String, (i64, State)>, IndexError> {
    let from = source(table, "t.model = $1 AND t.key IN texts($2)", "");
    let rows = sql::rows(db, &from, [ledger.into(), sql::list(keys)]).await?;
    let read =
        |row: &QueryResult| Ok((row.try_get("", "key")?, (row.try_get("", "id")?, state(table.kind, row)?)));
    rows.iter().map(read).collect()
}

/// A question for the states of records: `t` is the table.
pub(crate) fn source(table: &Table, wanted: &str, rest: &str) -> String {
    let name = table.name;
    match table.kind {
        RecordKind::IndicatorValue => format!(
            "SELECT t.id, t.key, t.state, t.event, t.at, t.value, t.sample, t.origin, i.text AS indicator,
                    m.text AS element, e.source AS event_source, e.event_id, e.at AS event_at
             FROM {name} t LEFT JOIN reference i ON i.id = t.indicator
             LEFT JOIN reference m ON m.id = t.element LEFT JOIN event e ON e.id = t.event
             WHERE {wanted} {rest}"
        ),
        _ => format!("SELECT t.id, t.key, t.state FROM {name} t WHERE {wanted} {rest}"),
    }
}

/// Reads a row of [`source`].
pub(crate) fn state(kind: RecordKind, row: &QueryResult) -> Result<State, IndexError> {
    let kept: Option<String> = row.try_get("", "state")?;
    let Some(kept) = kept else { return plain(row) };
    let folded: Folded = serde_json::from_str(&kept)
        .map_err(|error| IndexError::Corrupt(format!("a record of kind `{}`: {error}", kind.name())))?;
    Ok(State { record: folded.record(kind), folded, event: None })
}

/// A value of which the columns say all.
fn plain(row: &QueryResult) -> Result<State, IndexError> {
    let time = |column: &str| Ok::<_, IndexError>(row.try_get::<Option<i64>>("", column)?.map(Moment));
    let record = Record::IndicatorValue(IndicatorValue {
        indicator: row.try_get("", "indicator")?,
        at: time("at")?,
        value: row.try_get("", "value")?,
        sample: row.try_get::<Option<i64>>("", "sample")?.and_then(|sample| u64::try_from(sample).ok()),
        element: row.try_get("", "element")?,
        origin: row.try_get("", "origin")?,
    });
    let fact = Fact {
        source: row.try_get("", "event_source")?,
        id: row.try_get("", "event_id")?,
        at: time("event_at")?.unwrap_or_default(),
        key: String::new(),
        record,
    };
    let mut folded = Folded::default();
    fold(&mut folded, &fact);
    Ok(State { folded, record: fact.record, event: row.try_get("", "event")? })
}

/// Writes the states of records of one kind; says which id each key has.
pub(crate) async fn save<'s>(
    db: &DatabaseTransaction,
    ledger: i64,
    table: &Table,
    states: impl IntoIterator<Item = (&'s String, &'s State)>,
    ids: &Ids<'_>,
) -> Result<BTreeMap<String, i64>, IndexError> {
    let mut rows = Vec::new();
    for (key, state) in states {
        let columns = values(state, key, ids);
        // Only an indicator's value has its event in a column.
        let is_plain =
            table.kind == RecordKind::IndicatorValue && columns.first().is_some_and(Json::is_number);
        let kept = match is_plain {
            true => Json::Null,
            false => json!(kept(&state.folded)?),
        };
        rows.push(Json::Array([json!(key), kept].into_iter().chain(columns).collect()));
    }
    let written = sql::rows(db, &upsert(table), [ledger.into(), sql::list(rows)]).await?;
    let read = |row: &QueryResult| Ok((row.try_get("", "key")?, row.try_get("", "id")?));
    written.iter().map(read).collect()
}

fn kept(folded: &Folded) -> Result<String, IndexError> {
    let text = serde_json::to_string(folded);
    text.map_err(|error| IndexError::Invalid(format!("a record cannot be written as JSON: {error}")))
}

fn upsert(table: &Table) -> String {
    let name = table.name;
    let columns: String = table.columns.iter().map(|(column, _)| format!(", {column}")).collect();
    let chosen: String = table.columns.iter().map(|(column, _)| format!(", r.{column}")).collect();
    let typed: String = table.columns.iter().map(|(column, sort)| format!(", {column} {sort}")).collect();
    let set: String =
        table.columns.iter().map(|(column, _)| format!(", {column} = excluded.{column}")).collect();
    format!(
        "INSERT INTO {name} (model, key, state{columns}) SELECT $1, r.key, r.state{chosen}
         FROM rows($2, key text, state text{typed}) AS r WHERE true
         ON CONFLICT (model, key) DO UPDATE SET state = excluded.state{set} RETURNING id, key"
    )
}

/// The records of a kind with these ids, by id.
pub(crate) async fn by_id(
    db: &impl ConnectionTrait,
    kind: RecordKind,
    ids: impl IntoIterator<Item = i64>,
) -> Result<BTreeMap<i64, (String, State)>, IndexError> {
    let ids: Vec<i64> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = sql::rows(db, &source(of(kind), "t.id IN ints($1)", ""), [sql::list(ids)]).await?;
    rows.iter()
        .map(|row| Ok((row.try_get("", "id")?, (row.try_get("", "key")?, state(kind, row)?))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_in_the_order_of_kinds() {
        for kind in RecordKind::ALL {
            assert_eq!(of(*kind).kind, *kind);
        }
    }

    #[test]
    fn every_column_has_a_value() {
        let (names, versions, slots) = Default::default();
        let ids = Ids { names: &names, versions: &versions, slots: &slots };
        for table in &TABLES {
            let state = State { folded: Folded::default(), record: Record::empty(table.kind), event: None };
            assert_eq!(values(&state, "key", &ids).len(), table.columns.len(), "{}", table.name);
        }
    }
}
