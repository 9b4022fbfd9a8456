//! All tables of a model as lines, with names in place of the numbers of rows.

use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};

/// Tables and columns; `r()` is the text of a reference, `v()` the address of a version.
const TABLES: &[(&str, &str)] = &[
    ("event x", "x.source, x.event_id, x.sort, x.at, x.digest, x.payload"),
    (
        "reference x",
        "x.sort, x.text, x.element, x.basis, x.reason, x.uses, x.needs, x.first_at, x.first_kind, x.first_key",
    ),
    ("need x", "x.key, x.state, x.received_at, x.customer_ref, r(x.demand), x.erased_at"),
    ("ticket x", "x.key, x.state, x.source, x.status, x.created_at"),
    ("app_change x", "x.key, x.state, x.source, r(x.repository), x.committed_at"),
    ("build x", "x.key, x.state, r(x.repository), x.commit_id, v(x.version), x.started_at, x.finished_at"),
    (
        "artifact_version x",
        "x.key, x.state, v(x.version), r(x.repository), x.commit_id, x.build_key, x.built_at",
    ),
    ("verification x", "x.key, x.state, x.kind, x.result, r(x.environment), x.at"),
    ("release x", "x.key, x.state, r(x.release), x.at"),
    (
        "deployment x",
        "x.key, x.state, v(x.version), r(x.environment), r(x.target), x.at, x.result, x.kind, x.share, x.good, x.gone, x.ordinal",
    ),
    ("deployment x JOIN slot s ON s.id = x.slot", "x.key, r(s.package), r(s.environment), r(s.target)"),
    ("incident x", "x.key, x.state, r(x.environment), v(x.version), x.deployment, x.detected_at"),
    ("defect x", "x.key, x.state, r(x.found_in), x.found_at"),
    (
        "indicator_value x LEFT JOIN event e ON e.id = x.event",
        "x.key, x.state, e.event_id, r(x.indicator), r(x.element), x.at, x.value, x.sample, x.origin",
    ),
    ("self_assessment x", "x.key, x.state, x.dimension, x.at"),
    // Rows that a deployment left when it turned out to be elsewhere say nothing.
    (
        "slot x JOIN (SELECT DISTINCT slot FROM deployment) d ON d.slot = x.id",
        "r(x.package), r(x.environment), r(x.target)",
    ),
    (
        "version x JOIN (SELECT id AS known FROM version WHERE ordinal IS NOT NULL) k ON k.known = x.id",
        "x.purl, r(x.package), x.name, x.ordinal",
    ),
    ("contained x", "r(x.requirement), r(x.package), x.ordinal, v(x.version)"),
    (
        "version y JOIN version_change z ON z.version = y.id JOIN app_change x ON x.id = z.change",
        "y.purl, x.key",
    ),
    ("app_change x JOIN change_commit c ON c.change = x.id", "x.key, c.commit_id"),
    ("declared_change x", "x.key, v(x.version)"),
    (
        "verification x JOIN record_version y ON y.kind = 'verification' AND y.record = x.id",
        "x.key, v(y.version)",
    ),
    ("release x JOIN record_version y ON y.kind = 'release' AND y.record = x.id", "x.key, v(y.version)"),
    ("need x JOIN need_event y ON y.need = x.id JOIN event e ON e.id = y.event", "x.key, e.event_id"),
    (
        "requirement_state x",
        "x.requirement, x.environment, x.state, x.since, x.version, x.deployment, x.share",
    ),
    ("requirement_card x", "x.requirement, x.decision, x.state, x.board, x.since"),
];

/// Kinds of records that mention things, and their tables.
const MENTIONING: &[(&str, &str)] = &[
    ("ticket", "ticket"),
    ("app-change", "app_change"),
    ("artifact-version", "artifact_version"),
    ("verification", "verification"),
    ("release", "release"),
    ("deployment", "deployment"),
    ("incident", "incident"),
    ("defect", "defect"),
];

/// All lines, sorted.
pub async fn dump(db: &DatabaseConnection, model: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for (table, columns) in TABLES {
        lines.extend(ask(db, table, columns, model).await);
    }
    for (kind, table) in MENTIONING {
        let from = format!("{table} x JOIN mention m ON m.kind = '{kind}' AND m.record = x.id");
        let columns = "x.key, r(m.reference), m.basis, m.asserted_by, m.asserted_at";
        lines.extend(ask(db, &from, columns, model).await);
    }
    lines.sort();
    lines
}

async fn ask(db: &DatabaseConnection, table: &str, columns: &str, model: &str) -> Vec<String> {
    let columns = columns.split(", ").map(|column| {
        let inside = |name: &str| column.strip_prefix(name).and_then(|rest| rest.strip_suffix(')'));
        match (inside("r("), inside("v(")) {
            (Some(id), _) => format!("(SELECT q.sort || '/' || q.text FROM reference q WHERE q.id = {id})"),
            (_, Some(id)) => format!("(SELECT w.purl FROM version w WHERE w.id = {id})"),
            _ => format!("CAST({column} AS TEXT)"),
        }
    });
    let line =
        columns.map(|column| format!("coalesce({column}, '-')")).collect::<Vec<_>>().join(" || '|' || ");
    let sql = format!(
        "SELECT {line} AS line FROM {table} WHERE x.model = (SELECT id FROM ledger WHERE model = '{model}')"
    );
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    let name = table.split(' ').next().unwrap();
    rows.iter().map(|row| format!("{name}: {}", row.try_get::<String>("", "line").unwrap())).collect()
}

/// The lines of one table.
pub async fn lines(db: &DatabaseConnection, table: &str, model: &str) -> Vec<String> {
    let (from, columns) = TABLES.iter().find(|(name, _)| *name == table).unwrap();
    let mut lines = ask(db, from, columns, model).await;
    lines.sort();
    lines
}
