//! Events in any order, in any batches, any number of times: the same tables and the same answers.
//!
//! What is derived is also computed here a second time, from the records alone and in the plainest way.

mod dump;
mod events;
mod plain;

use archweave_index::{BoardQuery, Context, Incoming, Index, Receipt, RequirementInfo};
use archweave_model::delivery::standing::{summary, where_is};
use archweave_model::id::ElementId;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, TestRunner};

use self::dump::dump;
use super::{directory, environments, id, now, t};
use crate::databases::on_each;

const CASES: usize = 20;

fn context() -> Context {
    let info = |name: &str| RequirementInfo {
        id: id(name),
        decision: "agreed".into(),
        priority: None,
        urgency: None,
        owner: None,
        risk: None,
    };
    Context { requirements: ["req-1", "req-2", "req-3"].map(info).into(), environments: environments() }
}

/// Stores events in batches of these sizes, and settles after some of them.
async fn store(index: &Index, model: &str, events: &[Incoming], sizes: &[usize]) {
    let mut rest = events;
    for size in sizes.iter().cycle() {
        if rest.is_empty() {
            break;
        }
        let (batch, others) = rest.split_at((*size).min(rest.len()));
        rest = others;
        let receipts = index.ingest(model, &directory(), batch.to_vec(), now()).await.unwrap();
        assert!(receipts.iter().all(|receipt| *receipt != Receipt::Conflict));
        if size % 3 == 0 {
            index.settle(model, &context(), now()).await.unwrap();
        }
    }
    index.settle(model, &context(), now()).await.unwrap();
}

/// All answers that are made of these events.
async fn answers(index: &Index, model: &str) -> Vec<String> {
    let mut all = Vec::new();
    let requirements: Vec<ElementId> = ["req-1", "req-2", "req-3", "dem-1"].map(id).into();
    for minute in [10, 30, 1_000_000] {
        let chains = index.chains(model, &requirements, Some(t(minute))).await.unwrap();
        for (requirement, chain) in requirements.iter().zip(&chains) {
            let standings = where_is(chain, &environments(), t(minute));
            all.push(format!("{requirement} at {minute}: {chain:?} {standings:?}"));
        }
        all.push(format!("{:?}", index.running(model, t(minute), None).await.unwrap()));
        all.push(format!("{:?}", index.contents(model, "pkg:oci/a", None, t(minute)).await.unwrap()));
    }
    all.push(format!("{:?}", index.board(model, &BoardQuery::default()).await.unwrap()));
    all.push(format!("{:?}", index.matched_share(model).await.unwrap()));
    all
}

/// The board says what the chain of each requirement says.
async fn check_board(index: &Index, model: &str) {
    let page = index.board(model, &BoardQuery::default()).await.unwrap();
    assert_eq!(page.items.len(), 3);
    for row in page.items {
        let chain = &index.chains(model, std::slice::from_ref(&row.requirement), None).await.unwrap()[0];
        let standings = where_is(chain, &environments(), archweave_model::delivery::Moment(now().0));
        let summary = summary(&standings).unwrap();
        assert_eq!(
            (row.state.as_str(), row.since),
            (summary.state.name(), summary.since),
            "{}",
            row.requirement
        );
        for (state, standing) in row.states.iter().zip(&standings) {
            assert_eq!(state.environment, *standing.environment.as_ref().unwrap());
            assert_eq!(state.state, standing.state.name());
            assert_eq!((&state.version, state.share), (&standing.version, standing.share));
        }
    }
}

#[test]
fn the_order_of_events_does_not_matter() {
    on_each(async |database| {
        let index = database.open().await;
        let ask = sea_orm::Database::connect(match &database {
            crate::databases::Database::Sqlite(_, place) => format!("sqlite://{}", place.display()),
            crate::databases::Database::Postgres(database) => database.url(),
        });
        let ask = ask.await.unwrap();
        let mut runner = TestRunner::new(Config::default());
        for case in 0..CASES {
            let events = events::all().new_tree(&mut runner).unwrap().current();
            let [first, second] = ["a", "b"].map(|name| format!("{name}{case}"));
            store(&index, &first, &events, &[events.len()]).await;
            let again = proptest::sample::subsequence(events.clone(), 0..events.len());
            let more = again.new_tree(&mut runner).unwrap().current();
            let shuffled = Just([events.clone(), more].concat()).prop_shuffle();
            let shuffled = shuffled.new_tree(&mut runner).unwrap().current();
            let sizes = proptest::collection::vec(1_usize..12, 1..6).new_tree(&mut runner).unwrap().current();
            store(&index, &second, &shuffled, &sizes).await;
            let tables = dump(&ask, &first).await;
            similar(&tables, &dump(&ask, &second).await, &events);
            similar(&answers(&index, &first).await, &answers(&index, &second).await, &events);
            check_board(&index, &second).await;
            plain::check(&ask, &index, &first, &events).await;
        }
    });
}

/// Compares line by line, so that a difference is short.
fn similar(one: &[String], other: &[String], events: &[Incoming]) {
    for (one, other) in one.iter().zip(other) {
        assert_eq!(
            one,
            other,
            "\nof {:#?}",
            events.iter().flat_map(|event| &event.facts).collect::<Vec<_>>()
        );
    }
    assert_eq!(one.len(), other.len());
}
