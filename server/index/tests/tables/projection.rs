//! The tables of a model: written whole, brought forward, and the same either way.

use std::collections::BTreeMap;

use archweave_index::projection::{
    ElementRow, FindingRow, HistoryRow, Projected, ProjectionDelta, ProjectionRows, PropertyRow, RelationRow,
    Replaced, Row, ViewRow,
};
use archweave_index::{Index, Millis};
use archweave_model::id::ElementId;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement};
use serde_json::Value as Json;

use crate::{NOON, after, on_both, place, postgres, run};

fn at(ordinal: i64) -> Projected {
    Projected { revision: format!("{ordinal:040x}"), at: NOON.0 + ordinal, ordinal }
}

/// What the tables hold of one branch, by what is replaced together.
#[derive(Clone, Debug, Default, PartialEq)]
struct Content {
    elements: BTreeMap<String, Vec<ElementRow>>,
    relations: BTreeMap<String, Vec<RelationRow>>,
    properties: BTreeMap<String, Vec<PropertyRow>>,
    views: BTreeMap<String, Vec<ViewRow>>,
    findings: BTreeMap<String, Vec<FindingRow>>,
}

impl Content {
    fn rows(&self) -> ProjectionRows {
        ProjectionRows {
            elements: self.elements.values().flatten().cloned().collect(),
            relations: self.relations.values().flatten().cloned().collect(),
            properties: self.properties.values().flatten().cloned().collect(),
            views: self.views.values().flatten().cloned().collect(),
            findings: self.findings.values().flatten().cloned().collect(),
        }
    }

    fn since(&self, before: &Self) -> ProjectionDelta {
        ProjectionDelta {
            elements: replaced(&self.elements, &before.elements),
            relations: replaced(&self.relations, &before.relations),
            properties: replaced(&self.properties, &before.properties),
            views: replaced(&self.views, &before.views),
            findings: replaced(&self.findings, &before.findings),
            history: Vec::new(),
        }
    }
}

fn replaced<R: Clone + PartialEq>(
    now: &BTreeMap<String, Vec<R>>,
    before: &BTreeMap<String, Vec<R>>,
) -> Replaced<R> {
    let mut found = Replaced::default();
    for (key, rows) in now.iter().filter(|(key, rows)| before.get(*key) != Some(rows)) {
        found.add(key, rows.iter().cloned());
    }
    for key in before.keys().filter(|key| !now.contains_key(*key)) {
        found.add(key, []);
    }
    found
}

/// Texts that have to be escaped somewhere.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[a-z]{1,6}",
        Just("处理 \"客户\" 来电".to_owned()),
        Just("a\\N\tb\r\nc\\.".to_owned()),
        Just("'; DROP TABLE element; --".to_owned()),
        Just("{}[]$1 rows(".to_owned()),
        Just("nul\0".to_owned()),
    ]
}

fn content() -> impl Strategy<Value = Content> {
    let element = (text(), prop::option::of(text()), prop::collection::vec(text(), 0..3), 0_i64..3);
    let elements = prop::collection::btree_map("[a-e]", element, 0..5);
    (elements, prop::collection::btree_map("[v-z]", text(), 0..3)).prop_map(|(elements, views)| {
        let mut content = Content::default();
        for (id, (name, owner, values, relations)) in elements {
            let row = ElementRow {
                id: id.clone(),
                kind: "requirement".to_owned(),
                name,
                business_owner: owner,
                asked: 3,
                present: relations,
                ..ElementRow::default()
            };
            content.elements.insert(id.clone(), vec![row]);
            let values = values.into_iter().enumerate().map(|(position, value)| PropertyRow {
                element: id.clone(),
                position: position as i64,
                key: "k".to_owned(),
                number: (position == 1).then_some(0.1),
                value,
            });
            content.properties.insert(id.clone(), values.collect());
            let relations = (0..relations).map(|position| RelationRow {
                holder: id.clone(),
                position,
                // Two of one id, as wrong models have them.
                id: "r".to_owned(),
                source: id.clone(),
                target: "a".to_owned(),
                ..RelationRow::default()
            });
            content.relations.insert(id.clone(), relations.collect());
            let finding = FindingRow { holder: format!("element/{id}"), ..FindingRow::default() };
            content.findings.insert(finding.holder.clone(), vec![finding]);
        }
        for (id, name) in views {
            content.views.insert(id.clone(), vec![ViewRow { id, name, ..ViewRow::default() }]);
        }
        content
    })
}

async fn write(index: &Index, model: &str, content: &Content, to: &Projected) {
    let whole = index.project_whole(model, "main", NOON).await.unwrap();
    whole.add(&content.rows()).await.unwrap();
    whole.finish(to, &[], true, NOON).await.unwrap();
}

/// All rows of a table that a branch has, as JSON in order.
async fn stored<R: Row>(db: &DatabaseConnection, model: &str) -> Vec<String> {
    let columns: Vec<String> = R::COLUMNS.iter().map(|(name, _)| format!("t.{name}")).collect();
    let question = format!(
        "SELECT {} FROM {} t JOIN head h ON h.line = t.line WHERE h.model = '{model}'",
        columns.join(", "),
        R::TABLE
    );
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), question)).await.unwrap();
    let mut found: Vec<String> = rows
        .iter()
        .map(|row| {
            let cells = R::COLUMNS.iter().enumerate().map(|(place, (_, sort))| match *sort {
                "int" => row.try_get_by_index::<Option<i64>>(place).unwrap().into(),
                "real" => row.try_get_by_index::<Option<f64>>(place).unwrap().into(),
                _ => row.try_get_by_index::<Option<String>>(place).unwrap().into(),
            });
            Json::Array(cells.collect()).to_string()
        })
        .collect();
    found.sort();
    found
}

fn expected<R: Row>(rows: &[R]) -> Vec<String> {
    let mut found: Vec<String> = rows.iter().map(|row| Json::Array(row.cells()).to_string()).collect();
    found.sort();
    found
}

async fn check(db: &DatabaseConnection, model: &str, content: &Content) {
    let rows = content.rows();
    assert_eq!(stored::<ElementRow>(db, model).await, expected(&rows.elements));
    assert_eq!(stored::<RelationRow>(db, model).await, expected(&rows.relations));
    assert_eq!(stored::<PropertyRow>(db, model).await, expected(&rows.properties));
    assert_eq!(stored::<ViewRow>(db, model).await, expected(&rows.views));
    assert_eq!(stored::<FindingRow>(db, model).await, expected(&rows.findings));
}

/// What is counted while the ledger is empty would be believed when it is full: then each batch reads whole tables.
#[test]
fn the_ledger_is_not_counted_with_the_model() {
    run(async {
        let (_folder, file) = place();
        let index = Index::open(&file).await.unwrap();
        let db = Database::connect(format!("sqlite://{}", file.display())).await.unwrap();
        db.execute_unprepared("ANALYZE").await.unwrap();
        let mut content = Content::default();
        content.elements.insert("a".into(), vec![ElementRow { id: "a".into(), ..ElementRow::default() }]);
        write(&index, "grid", &content, &at(0)).await;
        let question = "SELECT DISTINCT tbl FROM sqlite_stat1 ORDER BY tbl";
        let rows =
            db.query_all_raw(Statement::from_string(db.get_database_backend(), question)).await.unwrap();
        let counted: Vec<String> = rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();
        assert!(counted.contains(&"element".to_owned()), "{counted:?}");
        let of_ledger = |table: &&String| {
            !["head", "element", "element_history", "relation", "property", "model_view", "finding"]
                .contains(&table.as_str())
        };
        assert_eq!(counted.iter().filter(of_ledger).count(), 0, "{counted:?}");
    });
}

#[test]
fn whatever_happens_step_by_step_is_what_is_written_whole() {
    run(async {
        let (_folder, file) = place();
        let mut all = vec![(
            Index::open(&file).await.unwrap(),
            Database::connect(format!("sqlite://{}", file.display())).await.unwrap(),
        )];
        let postgres = postgres::Database::new();
        if let Some(url) = postgres.as_ref().map(postgres::Database::url) {
            all.push((Index::connect(&url).await.unwrap(), Database::connect(url).await.unwrap()));
        }
        let mut runner = TestRunner::new(ProptestConfig::with_cases(24));
        let contents = prop::collection::vec(content(), 1..5);
        for _ in 0..runner.config().cases {
            let contents = contents.new_tree(&mut runner).unwrap().current();
            for (index, db) in &all {
                write(index, "grid", &contents[0], &at(0)).await;
                check(db, "grid", &contents[0]).await;
                for (step, pair) in contents.windows(2).enumerate() {
                    let (from, to) = (at(step as i64), at(step as i64 + 1));
                    let delta = pair[1].since(&pair[0]);
                    assert!(index.project("grid", "main", &from, &to, &delta).await.unwrap());
                    check(db, "grid", &pair[1]).await;
                }
            }
        }
        for (_, db) in &all {
            let lines = Statement::from_string(db.get_database_backend(), "SELECT count(*) FROM line");
            let lines: i64 = db.query_one_raw(lines).await.unwrap().unwrap().try_get_by_index(0).unwrap();
            assert_eq!(lines, 1, "lines that nobody reads are removed");
        }
    });
}

#[test]
fn a_step_from_another_revision_changes_nothing() {
    on_both(async |index| {
        let row = ElementRow { id: "a".to_owned(), ..ElementRow::default() };
        let content = Content { elements: [("a".to_owned(), vec![row])].into(), ..Content::default() };
        write(&index, "grid", &content, &at(3)).await;
        let delta = Content::default().since(&content);
        for (model, branch, from) in [
            ("grid", "main", at(2)),
            ("grid", "main", Projected { ordinal: 4, ..at(3) }),
            ("grid", "other", at(3)),
            ("water", "main", at(3)),
        ] {
            assert!(!index.project(model, branch, &from, &at(5), &delta).await.unwrap());
        }
        assert_eq!(index.projected("grid", "main").await.unwrap(), Some(at(3)));
        assert!(index.project("grid", "main", &at(3), &at(4), &delta).await.unwrap());
        assert_eq!(index.projected("grid", "main").await.unwrap(), Some(at(4)));
        assert!(!index.project("grid", "main", &at(3), &at(4), &delta).await.unwrap());
    });
}

#[test]
fn readers_see_what_was_there_until_the_new_one_is_whole() {
    on_both(async |index| {
        let whole = index.project_whole("grid", "main", NOON).await.unwrap();
        whole.add(&ProjectionRows::default()).await.unwrap();
        assert_eq!(index.projected("grid", "main").await.unwrap(), None);
        whole.finish(&at(1), &[], true, NOON).await.unwrap();
        let second = index.project_whole("grid", "main", NOON).await.unwrap();
        assert_eq!(index.projected("grid", "main").await.unwrap(), Some(at(1)));
        // Somebody else is faster; then the slower one is told.
        let third = index.project_whole("grid", "main", NOON).await.unwrap();
        third.finish(&at(2), &[], true, NOON).await.unwrap();
        second.finish(&at(1), &[], true, NOON).await.unwrap_err();
        assert_eq!(index.projected("grid", "main").await.unwrap(), Some(at(2)));
        index.forget_branch("grid", "main").await.unwrap();
        assert_eq!(index.projected_branches("grid").await.unwrap(), Vec::<String>::new());
    });
}

#[test]
fn lines_that_a_dead_process_began_are_removed_after_an_hour() {
    on_both(async |index| {
        let row = ElementRow { id: "a".to_owned(), ..ElementRow::default() };
        let rows = ProjectionRows { elements: vec![row; 1], ..ProjectionRows::default() };
        let whole = index.project_whole("grid", "main", NOON).await.unwrap();
        whole.add(&rows).await.unwrap();
        index.sweep_projection(after(3_599_999)).await.unwrap();
        whole.add(&ProjectionRows { elements: vec![], ..rows.clone() }).await.unwrap();
        index.sweep_projection(after(3_600_001)).await.unwrap();
        whole.finish(&at(1), &[], true, after(3_600_002)).await.unwrap_err();
    });
}

#[test]
fn history_is_by_element_and_in_order() {
    on_both(async |index| {
        let row = |element: &str, ordinal: i64, decision: Option<&str>| HistoryRow {
            element: element.to_owned(),
            ordinal,
            from_at: NOON.0 + ordinal,
            revision: at(ordinal).revision,
            fingerprint: decision.map(|_| format!("f{ordinal}")),
            decision: decision.map(str::to_owned),
        };
        let whole = index.project_whole("grid", "main", NOON).await.unwrap();
        let rows = [row("req-1", 1, Some("agreed")), row("req-2", 1, Some("agreed"))];
        whole.finish(&at(1), &rows, true, NOON).await.unwrap();
        let delta = ProjectionDelta { history: vec![row("req-1", 2, None)], ..ProjectionDelta::default() };
        assert!(index.project("grid", "main", &at(1), &at(2), &delta).await.unwrap());
        let ids = ["req-1", "nothing"].map(|id| ElementId::parse(id).unwrap());
        let found = index.element_history("grid", "main", &ids).await.unwrap();
        assert_eq!(found, [row("req-1", 1, Some("agreed")), row("req-1", 2, None)]);
        assert_eq!(index.element_history("grid", "side", &ids).await.unwrap(), []);
    });
}

/// Reports read one branch a model.
#[test]
fn exactly_one_branch_is_the_default_one() {
    on_both(async |index| {
        for (branch, is_default) in [("main", true), ("side", false)] {
            let whole = index.project_whole("grid", branch, NOON).await.unwrap();
            whole.finish(&at(1), &[], is_default, NOON).await.unwrap();
        }
        index.mark_default("grid", "side").await.unwrap();
        assert_eq!(index.projected_branches("grid").await.unwrap(), ["main", "side"]);
        let whole = index.project_whole("grid", "main", Millis(NOON.0)).await.unwrap();
        whole.finish(&at(1), &[], true, NOON).await.unwrap();
    });
}
