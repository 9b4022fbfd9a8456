//! Views for reports, with the questions that the documentation asks.

use std::fs;

use archweave_index::Index;
use archweave_index::projection::{
    ElementRow, FindingRow, HistoryRow, Projected, ProjectionRows, PropertyRow, RelationRow,
};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement};

use crate::{NOON, place, postgres, run};

const HOUR: i64 = 3_600_000;

/// The database of both sorts with a small model and a few deliveries.
async fn on_each(test: impl AsyncFn(&DatabaseConnection)) {
    let (_folder, file) = place();
    let index = Index::open(&file).await.unwrap();
    let db = Database::connect(format!("sqlite://{}", file.display())).await.unwrap();
    fill(&index, &db).await;
    test(&db).await;
    let Some(database) = postgres::Database::new() else { return };
    let index = Index::connect(&database.url()).await.unwrap();
    let db = Database::connect(database.url()).await.unwrap();
    fill(&index, &db).await;
    test(&db).await;
}

async fn fill(index: &Index, db: &DatabaseConnection) {
    let element = |id: &str, kind: &str, name: &str| ElementRow {
        id: id.to_owned(),
        kind: kind.to_owned(),
        name: name.to_owned(),
        asked: 4,
        present: 3,
        ..ElementRow::default()
    };
    let property = |element: &str, position: i64, key: &str, value: &str| PropertyRow {
        element: element.to_owned(),
        position,
        key: key.to_owned(),
        value: value.to_owned(),
        number: value.parse().ok(),
    };
    let rows = ProjectionRows {
        elements: vec![
            element("req-103", "requirement", "Tell customers"),
            element("app-sms", "application-component", "Gateway"),
            element("env-prod", "bizdevops:environment", "Production"),
            element("i-fcr", "bizdevops:indicator", "First contact"),
        ],
        relations: vec![
            RelationRow {
                holder: "app-sms".into(),
                id: "r-1".into(),
                kind: "serving".into(),
                source: "app-sms".into(),
                target: "req-103".into(),
                ..RelationRow::default()
            },
            RelationRow {
                holder: "app-sms".into(),
                position: 1,
                id: "r-2".into(),
                kind: "association".into(),
                source: "app-sms".into(),
                target: "r-1".into(),
                ..RelationRow::default()
            },
        ],
        properties: vec![
            property("env-prod", 0, "stage", "production"),
            property("req-103", 0, "priority", "2"),
            property("req-103", 1, "decision", "agreed"),
        ],
        findings: vec![FindingRow {
            code: "no-owner".into(),
            severity: "warning".into(),
            ..FindingRow::default()
        }],
        ..ProjectionRows::default()
    };
    let to = Projected { revision: "a".repeat(40), at: NOON.0, ordinal: 3 };
    let history = |ordinal: i64, fingerprint: Option<&str>| HistoryRow {
        element: "req-103".to_owned(),
        ordinal,
        from_at: NOON.0 + ordinal * 24 * HOUR,
        revision: format!("{ordinal}"),
        fingerprint: fingerprint.map(str::to_owned),
        decision: fingerprint.map(|_| "agreed".to_owned()),
    };
    let history = [history(1, Some("x")), history(2, Some("y")), history(3, None)];
    for (branch, is_default) in [("main", true), ("side", false)] {
        let whole = index.project_whole("customer-centre", branch, NOON).await.unwrap();
        whole.add(&rows).await.unwrap();
        whole.finish(&to, &history, is_default, NOON).await.unwrap();
    }
    for statement in deliveries() {
        db.execute_unprepared(&statement).await.unwrap();
    }
}

/// Version 1 at 12:00 and version 2 at 14:00 go to production; 2 brings a change that was committed at 10:00
/// and one of the version between, which was never deployed, of 8:00. 2 is rolled back at 15:00.
fn deliveries() -> Vec<String> {
    let at = |hours: i64| NOON.0 + hours * HOUR;
    let mut all =
        vec!["INSERT INTO ledger (id, model, position) VALUES (7, 'customer-centre', 0)".to_owned()];
    let names = [
        (1, "package", "pkg:oci/sms", "'art-sms'"),
        (2, "environment", "prod", "'env-prod'"),
        (3, "requirement", "REQ-103", "'req-103'"),
        (4, "indicator", "fcr", "'i-fcr'"),
        (5, "target", "rack 9", "NULL"),
    ];
    for (id, sort, text, element) in names {
        all.push(format!(
            "INSERT INTO reference (id, model, sort, text, element, uses, first_at, first_kind, first_key) \
             VALUES ({id}, 7, '{sort}', '{text}', {element}, 2, {}, 'deployment', 'd-1')",
            at(0)
        ));
    }
    for (id, ordinal) in [(1, at(-1)), (2, at(0)), (3, at(1))] {
        all.push(format!(
            "INSERT INTO version (id, model, purl, package, name, ordinal) VALUES ({id}, 7, 'pkg:oci/sms@{id}', 1, '{id}', {ordinal})"
        ));
    }
    for (id, committed, version) in [(1, at(-4), 2), (2, at(-2), 3)] {
        all.push(format!(
            "INSERT INTO app_change (id, model, key, state, source, committed_at, merged_at) \
             VALUES ({id}, 7, 'git!{id}', '{{}}', 's', {committed}, {})",
            at(0)
        ));
        all.push(format!("INSERT INTO version_change (version, change) VALUES ({version}, {id})"));
    }
    all.push(format!(
        "INSERT INTO mention (reference, kind, record, basis, asserted_by, asserted_at) \
         VALUES (3, 'app-change', 2, 'trailer', 's', {})",
        at(0)
    ));
    all.push("INSERT INTO slot (id, model, package, environment, target) VALUES (1, 7, 1, 2, 0)".to_owned());
    let deployments =
        [(1, 1, at(0), "normal", at(-1)), (2, 3, at(2), "normal", at(1)), (3, 1, at(3), "rollback", at(-1))];
    for (id, version, time, kind, ordinal) in deployments {
        all.push(format!(
            "INSERT INTO deployment (id, model, key, state, source, slot, version, environment, at, result, kind, good, gone, ordinal) \
             VALUES ({id}, 7, 'd-{id}', '{{}}', 's', 1, {version}, 2, {time}, 'success', '{kind}', 1, 0, {ordinal})"
        ));
    }
    all.push(format!(
        "INSERT INTO indicator_value (id, model, key, indicator, at, value, sample) VALUES (1, 7, 'v', 4, {}, 78.6, 1200)",
        at(0)
    ));
    all
}

/// What a question answers: a line a row, as text.
async fn ask(db: &DatabaseConnection, columns: usize, question: &str) -> Vec<String> {
    let columns: Vec<String> = (0..columns).map(|at| format!("CAST(c{at} AS {})", "VARCHAR(200)")).collect();
    let names: Vec<String> = (0..columns.len()).map(|at| format!("c{at}")).collect();
    let question =
        format!("WITH q ({}) AS ({question}) SELECT {} FROM q", names.join(", "), columns.join(", "));
    let backend = db.get_database_backend();
    let rows = db.query_all_raw(Statement::from_string(backend, question)).await.unwrap();
    let line = |row: &sea_orm::QueryResult| {
        let cell = |at| row.try_get_by_index::<Option<String>>(at).unwrap().unwrap_or_else(|| "-".to_owned());
        (0..names.len()).map(cell).collect::<Vec<_>>().join("|")
    };
    rows.iter().map(line).collect()
}

#[test]
fn views_say_what_the_tables_hold() {
    run(on_each(async |db| {
        let main = "model = 'customer-centre' AND branch = 'main'";
        for (columns, question, expected) in [
            (
                3,
                format!("SELECT id, name, 4 * completeness - 3 + 0.5 > 0.4 FROM v1_element WHERE {main} AND id = 'i-fcr'"),
                &["i-fcr|First contact|true"][..],
            ),
            (1, "SELECT count(*) FROM v1_element".to_owned(), &["4"]),
            (
                4,
                format!("SELECT id, source_name, target, target_name FROM v1_relation WHERE {main} ORDER BY id"),
                &["r-1|Gateway|req-103|Tell customers", "r-2|Gateway|r-1|-"],
            ),
            (
                3,
                "SELECT element, key, CAST(number AS INTEGER) FROM v1_property WHERE key = 'priority'".to_owned(),
                &["req-103|priority|2"],
            ),
            (2, "SELECT code, severity FROM v1_finding".to_owned(), &["no-owner|warning"]),
            (
                3,
                "SELECT fingerprint, decision, CASE WHEN valid_to > valid_from THEN 'later' END \
                 FROM v1_element_history ORDER BY fingerprint"
                    .to_owned(),
                &["x|agreed|later", "y|agreed|later"],
            ),
            (
                5,
                "SELECT deployment, stage, artifact, kind, is_failed FROM v1_deployment ORDER BY deployment".to_owned(),
                &[
                    "d-1|production|art-sms|normal|false",
                    "d-2|production|art-sms|normal|true",
                    "d-3|production|art-sms|rollback|false",
                ],
            ),
            (
                // From 8:00 and 10:00 to 14:00.
                7,
                "SELECT day, deployments, succeeded, failed, rollbacks, changes, CAST(lead_time_hours * 10 AS INTEGER) \
                 FROM v1_flow_daily"
                    .to_owned(),
                &["2026-11-22|2|1|1|1|2|50"],
            ),
            (
                5,
                "SELECT requirement, requirement_name, change, version, deployment FROM v1_requirement_trace".to_owned(),
                &["req-103|Tell customers|git!2|pkg:oci/sms@3|d-2"],
            ),
            (
                3,
                "SELECT indicator_element, indicator_name, sample FROM v1_indicator_value".to_owned(),
                &["i-fcr|First contact|1200"],
            ),
            (3, "SELECT sort, text, uses FROM v1_unmatched".to_owned(), &["target|rack 9|2"]),
        ] {
            let found = ask(db, columns, &question).await;
            // SQLite has no truth of its own.
            let is_truth = |at: usize| expected.iter().all(|row| {
                row.split('|').nth(at).is_some_and(|cell| matches!(cell, "true" | "false"))
            });
            let found: Vec<String> = found
                .iter()
                .map(|row| {
                    let cells = row.split('|').enumerate().map(|(at, cell)| match (cell, is_truth(at)) {
                        ("1", true) => "true",
                        ("0", true) => "false",
                        (cell, _) => cell,
                    });
                    cells.collect::<Vec<_>>().join("|")
                })
                .collect();
            assert_eq!(found, expected, "{question}");
        }
    }));
}

#[test]
fn every_question_of_the_documentation_is_answered() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/reference/reporting.md");
    let page = fs::read_to_string(page).unwrap();
    let questions: Vec<&str> =
        page.split("```sql\n").skip(1).map(|part| part.split("```").next().unwrap()).collect();
    assert!(questions.len() >= 8);
    run(on_each(async |db| {
        for question in &questions {
            let statement = Statement::from_string(db.get_database_backend(), *question);
            let rows = db.query_all_raw(statement).await.unwrap();
            // The one about changes after deployment has its answer too: `y` is of the day after.
            assert!(!rows.is_empty(), "{question}");
        }
    }));
}

#[test]
fn every_column_is_documented_and_every_documented_one_is_there() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/reference/reporting.md");
    let page = fs::read_to_string(page).unwrap();
    run(on_each(async |db| {
        let views: Vec<&str> = page
            .lines()
            .filter_map(|line| line.strip_prefix("`v1_"))
            .map(|line| line.split('`').next().unwrap())
            .collect();
        assert_eq!(views.len(), 10);
        for view in views {
            let part = page.split(&format!("\n`v1_{view}`")).nth(1).unwrap();
            let table = part.split("|---|---|\n").nth(1).unwrap();
            let rows = table.lines().take_while(|line| line.starts_with('|'));
            let cells = rows.flat_map(|row| row.split('|').nth(1).unwrap().split(','));
            let documented: Vec<String> =
                cells.map(|cell| cell.trim().trim_matches('`').to_owned()).collect();
            let question = match db.get_database_backend() {
                sea_orm::DbBackend::Postgres => format!(
                    "SELECT column_name::text FROM information_schema.columns WHERE table_name = 'v1_{view}'"
                ),
                _ => format!("SELECT name FROM pragma_table_info('v1_{view}')"),
            };
            let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), question)).await;
            let mut found: Vec<String> =
                rows.unwrap().iter().map(|row| row.try_get_by_index(0).unwrap()).collect();
            let mut documented = documented;
            found.sort();
            documented.sort();
            assert_eq!(found, documented, "v1_{view}");
        }
    }));
}

#[test]
fn a_reader_may_read_the_views_and_nothing_else() {
    run(async {
        let Some(database) = postgres::Database::new() else { return };
        let index = Index::connect(&database.url()).await.unwrap();
        let reader = format!("reader_{}", std::process::id());
        database.psql(&format!("CREATE ROLE {reader}; GRANT SELECT ON v1_element TO {reader}"));
        index.close().await.unwrap();
        // A view of another version is replaced, and who might read it still may.
        database.psql("COMMENT ON VIEW v1_element IS 'older'");
        Index::connect(&database.url()).await.unwrap();
        let may = |table: &str| {
            database.psql(&format!("SELECT has_table_privilege('{reader}', '{table}', 'SELECT')"))
        };
        assert_eq!(
            (may("v1_element").as_str(), may("element").as_str(), may("token").as_str()),
            ("t", "f", "f")
        );
        database.psql(&format!("DROP OWNED BY {reader}; DROP ROLE {reader}"));
    });
}

#[test]
fn a_view_that_is_gone_or_another_is_made_again() {
    run(async {
        let (_folder, file) = place();
        Index::open(&file).await.unwrap().close().await.unwrap();
        let db = Database::connect(format!("sqlite://{}", file.display())).await.unwrap();
        db.execute_unprepared("DROP VIEW v1_unmatched").await.unwrap();
        db.execute_unprepared("DROP VIEW v1_finding").await.unwrap();
        db.execute_unprepared("CREATE VIEW v1_finding AS SELECT 1 AS one").await.unwrap();
        Index::open(&file).await.unwrap();
        assert_eq!(ask(&db, 1, "SELECT count(*) FROM v1_unmatched").await, ["0"]);
        assert_eq!(ask(&db, 1, "SELECT count(code) FROM v1_finding").await, ["0"]);
    });
}
