//! The board's order, filters and counts, as the database gives them.

use std::collections::BTreeSet;

use archweave_index::{BoardOrder, BoardQuery, Context, Incoming, Paging, RequirementInfo};
use archweave_model::delivery::record::{ArtifactVersion, Basis, Deployment};

use super::{GRID, environments, event, id, ingest, mention, now, t};
use crate::databases::on_each;

/// Id, decision, priority, urgency, risk, owner.
type Row = (&'static str, &'static str, Option<u8>, Option<u8>, Option<u8>, Option<&'static str>);

/// In the order of priority, as `docs/reference` and the page say it: priority, urgency, risk, id.
const ROWS: &[Row] = &[
    ("req-3", "agreed", Some(1), None, None, Some("org-b")),
    ("req-9", "proposed", Some(2), Some(1), Some(2), None),
    ("req-2", "agreed", Some(2), Some(3), Some(0), Some("org-a")),
    ("req-1", "agreed", Some(2), Some(3), Some(1), Some("org-b")),
    ("req-8", "rejected", Some(2), Some(3), Some(1), Some("org-a")),
    ("req-7", "proposed", None, Some(2), None, Some("org-c")),
];

fn context() -> Context {
    let info = |(name, decision, priority, urgency, risk, owner): &Row| RequirementInfo {
        id: id(name),
        decision: (*decision).into(),
        priority: *priority,
        urgency: *urgency,
        risk: *risk,
        owner: owner.map(str::to_owned),
    };
    // The order in which they are given does not matter.
    Context { requirements: ROWS.iter().rev().map(info).collect(), environments: environments() }
}

/// The first and second requirement run in production, the first since later; the third is being built.
fn story() -> Vec<Incoming> {
    let version = |name: &str, requirement: &str, at: i64| {
        let purl = format!("pkg:oci/a@{name}");
        let record = ArtifactVersion {
            purl: Some(purl.clone()),
            built_at: Some(t(at)),
            mentions: [mention(requirement, Basis::Declared)].into(),
            ..ArtifactVersion::default()
        };
        event("ci", &format!("v{name}"), t(at), &purl, record)
    };
    let deployment = |name: &str, at: i64| {
        let record = Deployment {
            environment: Some("env-prod".into()),
            purl: Some(format!("pkg:oci/a@{name}")),
            at: Some(t(at)),
            result: Some("success".into()),
            kind: Some("normal".into()),
            ..Deployment::default()
        };
        event("cd", name, t(at), name, record)
    };
    vec![
        version("1", "req-2", 10),
        version("2", "req-1", 20),
        version("3", "req-3", 90),
        deployment("1", 30),
        deployment("2", 40),
    ]
}

fn by(order: BoardOrder) -> BoardQuery {
    BoardQuery { order, ..BoardQuery::default() }
}

#[test]
fn the_board_is_ordered_filtered_and_counted() {
    let all = BoardQuery::default;
    let cases: Vec<(BoardQuery, &[&str])> = vec![
        (by(BoardOrder::Priority), &["req-3", "req-9", "req-2", "req-1", "req-8", "req-7"]),
        (by(BoardOrder::Urgency), &["req-9", "req-7", "req-2", "req-1", "req-8", "req-3"]),
        (by(BoardOrder::Owner), &["req-2", "req-8", "req-3", "req-1", "req-7", "req-9"]),
        (by(BoardOrder::State), &["req-2", "req-1", "req-3", "req-9", "req-8", "req-7"]),
        (by(BoardOrder::Newest), &["req-3", "req-1", "req-2", "req-7", "req-8", "req-9"]),
        (BoardQuery { column: Some("measured".into()), ..all() }, &["req-1"]),
        (BoardQuery { column: Some("deployed".into()), ..all() }, &["req-2"]),
        (BoardQuery { column: Some(String::new()), ..all() }, &["req-8"]),
        (BoardQuery { state: Some("live".into()), ..all() }, &["req-2", "req-1"]),
        (BoardQuery { environment: Some(id("env-prod")), ..all() }, &["req-2", "req-1"]),
        // It is built for this environment, and never was in it.
        (BoardQuery { environment: Some(id("env-test")), state: Some("built".into()), ..all() }, &[]),
        (BoardQuery { priority: Some(2), ..all() }, &["req-9", "req-2", "req-1", "req-8"]),
        (BoardQuery { among: Some(vec![id("req-7"), id("req-3")]), ..all() }, &["req-3", "req-7"]),
        (BoardQuery { among: Some(Vec::new()), ..all() }, &[]),
    ];
    on_each(async |database| {
        let index = database.open().await;
        ingest(&index, story()).await;
        index.settle(GRID, &context(), now()).await.unwrap();
        let live: BTreeSet<_> = index.live_since(GRID).await.unwrap().into_iter().collect();
        assert_eq!(live, [(id("req-1"), t(40)), (id("req-2"), t(30))].into());
        index.measure(GRID, &[id("req-1"), id("req-7")].into()).await.unwrap();
        for (query, expected) in &cases {
            let mut found = Vec::new();
            let mut paging = Paging::first(2);
            loop {
                let asked = BoardQuery { paging: paging.clone(), ..query.clone() };
                let page = index.board(GRID, &asked).await.unwrap();
                found.extend(page.items.iter().map(|row| row.requirement.to_string()));
                match page.next {
                    Some(_) => paging.after = page.next,
                    None => break,
                }
            }
            assert_eq!(found, *expected, "{query:?}");
            let counts = index.board_counts(GRID, query).await.unwrap();
            assert_eq!(counts.iter().map(|(_, count)| *count as usize).sum::<usize>(), expected.len());
        }
        let count = |name: &str, count| (name.to_owned(), count);
        let counts = [
            count("", 1),
            count("building", 1),
            count("deployed", 1),
            count("measured", 1),
            count("proposed", 2),
        ];
        assert_eq!(index.board_counts(GRID, &all()).await.unwrap(), counts);
    });
}

#[test]
fn what_only_the_board_shows_of_the_model_computes_no_standing_again() {
    on_each(async |database| {
        let index = database.open().await;
        ingest(&index, story()).await;
        assert_eq!(index.settle(GRID, &context(), now()).await.unwrap(), 3);
        index.measure(GRID, &[id("req-1")].into()).await.unwrap();
        let first = async || {
            let page = index.board(GRID, &BoardQuery::default()).await.unwrap();
            let row = page.items.first().unwrap();
            (row.requirement.to_string(), row.column.clone(), row.state.clone())
        };
        let mut changed = context();
        changed.requirements.iter_mut().find(|info| info.id == id("req-1")).unwrap().priority = Some(0);
        assert_eq!(index.settle(GRID, &changed, now()).await.unwrap(), 0);
        assert_eq!(first().await, ("req-1".into(), "measured".into(), "live".into()));
        // Who comes back is computed again, and so is everything for other environments.
        let whole = changed.clone();
        changed.requirements.retain(|info| info.id != id("req-1"));
        index.settle(GRID, &changed, now()).await.unwrap();
        assert_eq!(index.settle(GRID, &whole, now()).await.unwrap(), 1);
        assert_eq!(first().await, ("req-1".into(), "deployed".into(), "live".into()));
        let fewer = Context { environments: environments()[1..].to_vec(), ..whole };
        assert_eq!(index.settle(GRID, &fewer, now()).await.unwrap(), 3);
    });
}
