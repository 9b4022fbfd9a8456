use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::{EARLIEST, ERASED, Folded, LIST, Stamp, fold};
use crate::delivery::record::{Change, IndicatorValue, Mention, Need, Ticket};
use crate::delivery::{Fact, Moment, Record, RecordKind};

use super::sample::{Holds, facts, fields, kind, read, record};

fn all<'a>(facts: impl IntoIterator<Item = &'a Fact>) -> Folded {
    let mut folded = Folded::default();
    facts.into_iter().for_each(|fact| fold(&mut folded, fact));
    folded
}

fn stored(folded: &Folded) -> Folded {
    serde_json::from_str(&serde_json::to_string(folded).expect("it is JSON")).expect("and is read")
}

fn fact(at: i64, source: &str, id: &str, record: impl Into<Record>) -> Fact {
    Fact { source: source.into(), id: id.into(), at: Moment(at), key: "k".into(), record: record.into() }
}

/// What the rules say of facts, looked up field by field instead of folded.
fn expected(kind: RecordKind, facts: &[Fact]) -> Record {
    let mut record = Map::new();
    for (name, holds) in fields(kind) {
        let said = facts.iter().filter_map(|fact| {
            let json = serde_json::to_value(&fact.record).expect("it is JSON");
            Some(((fact.at, fact.source.clone(), fact.id.clone()), json[kind.name()].get(name)?.clone()))
        });
        let mut said: Vec<_> = said.collect();
        said.sort_by_key(|(stamp, value)| (stamp.clone(), value.to_string()));
        let value = match holds {
            Holds::Texts | Holds::Mentions => {
                let items: BTreeSet<String> = said
                    .iter()
                    .flat_map(|(_, v)| v.as_array().expect("a list"))
                    .map(Value::to_string)
                    .collect();
                let items = items.iter().map(|text| serde_json::from_str(text).expect("it was JSON"));
                Some(Value::Array(items.collect())).filter(|v| *v != json!([]))
            }
            Holds::Time if EARLIEST.contains(&name) => said
                .iter()
                .map(|(_, v)| v.as_str().expect("a time").parse::<Moment>().expect("a time"))
                .min()
                .map(|at| json!(at)),
            _ => said.last().map(|(_, value)| value.clone()),
        };
        record.extend(value.map(|value| (name.to_owned(), value)));
    }
    for (when, gone) in ERASED {
        if record.contains_key(*when) {
            gone.iter().for_each(|name| drop(record.remove(*name)));
        }
    }
    read(kind, record).expect("it fits")
}

proptest! {
    #[test]
    fn order_number_and_batches_do_not_matter(
        (facts, other, cuts) in kind().prop_flat_map(facts).prop_flat_map(|facts| {
            let again = proptest::sample::subsequence(facts.clone(), 0..=facts.len());
            let other = again.prop_map({ let facts = facts.clone(); move |again| [facts.clone(), again].concat() });
            (Just(facts), other.prop_shuffle(), proptest::collection::vec(any::<bool>(), 16))
        }),
    ) {
        let known = all(&facts);
        prop_assert_eq!(&all(&other), &known);
        prop_assert_eq!(&stored(&known), &known);
        // In batches, each read from the database and written to it again.
        let mut stepwise = Folded::default();
        let mut batch = Folded::default();
        for (fact, is_end) in other.iter().zip(cuts.iter().cycle()) {
            fold(&mut batch, fact);
            if *is_end {
                stepwise.merge(stored(&std::mem::take(&mut batch)));
                stepwise = stored(&stepwise);
            }
        }
        batch.merge(stepwise);
        prop_assert_eq!(&batch, &known);
        prop_assert_eq!(serde_json::to_string(&batch).ok(), serde_json::to_string(&known).ok());
    }

    #[test]
    fn the_record_is_what_the_rules_say((kind, facts) in kind().prop_flat_map(|kind| (Just(kind), facts(kind)))) {
        prop_assert_eq!(all(&facts).record(kind), expected(kind, &facts));
    }

    #[test]
    fn one_fact_is_its_record(record in kind().prop_flat_map(record)) {
        let json = serde_json::to_string(&record).expect("it is JSON");
        prop_assert_eq!(&serde_json::from_str::<Record>(&json).expect("it is read"), &record);
        let is_erased = matches!(&record, Record::Need(need) if need.erased_at.is_some());
        if !is_erased {
            prop_assert_eq!(all([&fact(1, "s", "e", record.clone())]).record(record.kind()), record);
        }
    }
}

#[test]
fn every_field_of_every_kind_is_tried() {
    let counts: BTreeMap<&str, usize> =
        RecordKind::ALL.iter().map(|kind| (kind.name(), fields(*kind).len())).collect();
    assert_eq!(counts["need"], 13);
    assert_eq!(counts["deployment"], 17);
    let has = |kind, name| fields(kind).into_iter().find(|(known, _)| *known == name).map(|(_, holds)| holds);
    assert_eq!(has(RecordKind::Change, "committed_at"), Some(Holds::Time));
    assert_eq!(has(RecordKind::Change, "title"), Some(Holds::Text));
    assert_eq!(has(RecordKind::Change, "commits"), Some(Holds::Texts));
    assert_eq!(has(RecordKind::Change, "mentions"), Some(Holds::Mentions));
    assert_eq!(has(RecordKind::Defect, "escaped"), Some(Holds::Yes));
    assert_eq!(has(RecordKind::Deployment, "share"), Some(Holds::Decimal));
    assert_eq!(has(RecordKind::Need, "priority"), Some(Holds::Whole));
    for name in EARLIEST {
        let known = RecordKind::ALL.iter().filter_map(|kind| has(*kind, name)).collect::<Vec<_>>();
        assert!(!known.is_empty() && known.iter().all(|holds| *holds == Holds::Time), "{name}");
    }
}

#[test]
fn the_latest_word_counts_and_of_times_in_the_table_the_earliest() {
    let ticket = |status: &str, created: &str, closed: Option<&str>| Ticket {
        status: Some(status.into()),
        created_at: created.parse().ok(),
        closed_at: closed.and_then(|at| at.parse().ok()),
        ..Ticket::default()
    };
    let folded = all(&[
        fact(2, "jira", "e2", ticket("done", "2026-07-02", Some("2026-07-09"))),
        fact(3, "jira", "e3", ticket("open again", "2026-07-01T00:00:00.5Z", None)),
        fact(1, "jira", "e1", ticket("open", "2026-07-01", Some("2026-07-01"))),
    ]);
    let Record::Ticket(known) = folded.record(RecordKind::Ticket) else { panic!("it is a ticket") };
    assert_eq!(known, ticket("open again", "2026-07-01", Some("2026-07-09")));
    assert_eq!(
        folded.stamp("status"),
        Some(&Stamp { at: Moment(3), source: "jira".into(), id: "e3".into() })
    );
}

#[test]
fn a_mention_is_asserted_by_who_said_it_first() {
    let mention: Mention =
        serde_json::from_value(json!({ "sort": "requirement", "text": "REQ-1", "basis": "trailer" }))
            .expect("it is one");
    let change = Change { mentions: [mention.clone()].into(), ..Change::default() };
    let folded = all(&[
        fact(5, "b", "2", change.clone()),
        fact(5, "a", "9", change.clone()),
        fact(7, "a", "1", change),
    ]);
    assert_eq!(folded.asserted(&mention), Some(&Stamp { at: Moment(5), source: "a".into(), id: "9".into() }));
    assert_eq!(folded.span().map(|(first, last)| (first.at, last.at)), Some((Moment(5), Moment(5))));
}

#[test]
fn what_is_erased_does_not_come_back() {
    let said =
        |text: &str| Need { text: Some(text.into()), customer_ref: Some("c".into()), ..Need::default() };
    let erased = Need { erased_at: Some(Moment(9)), priority: Some(2), ..Need::default() };
    for order in [[0, 1, 2], [1, 2, 0], [1, 0, 2]] {
        let facts =
            [fact(1, "s", "1", said("a")), fact(2, "me", "2", erased.clone()), fact(3, "s", "3", said("b"))];
        let folded = all(order.map(|at| &facts[at]));
        assert_eq!(folded.record(RecordKind::Need), Record::Need(erased.clone()));
        let text = serde_json::to_string(&folded).expect("it is JSON");
        assert!(!text.contains("\"c\"") && !text.contains("\"b\""), "{text}");
    }
}

#[test]
fn a_list_keeps_what_was_said_first_in_any_order() {
    let named = |from: usize, at: i64| {
        let commits = (from..from + 900).map(|n| format!("{n:05}")).collect();
        fact(at, "s", "e", Change { commits, ..Change::default() })
    };
    let facts: Vec<Fact> = (0..6).map(|n| named(n * 900, 5 - n as i64)).collect();
    let known = all(&facts);
    assert_eq!(all(facts.iter().rev()), known);
    let Record::Change(change) = known.record(RecordKind::Change) else { panic!("it is a change") };
    assert_eq!(change.commits.len(), LIST);
    // Of 5,400 entries the 1,400 that were said last are left out, whatever their order as texts.
    assert_eq!(change.commits.first().map(String::as_str), Some("00900"));
    assert_eq!(change.commits.last().map(String::as_str), Some("05399"));
}

#[test]
fn it_is_stored_with_each_stamp_once() {
    let change = Change { title: Some("Push".into()), commits: ["9f2c".into()].into(), ..Change::default() };
    let folded = all(&[fact(1_784_059_800_000, "github.com/acme", "e-1", change)]);
    assert_eq!(
        serde_json::to_string(&folded).expect("it is JSON"),
        r#"{"stamps":[[1784059800000,"github.com/acme","e-1"]],"fields":{"title":[0,"Push"]},"lists":{"commits":[[0,"9f2c"]]}}"#
    );
    assert_eq!(stored(&Folded::default()), Folded::default());
    assert!(serde_json::from_str::<Folded>(r#"{"stamps":[],"fields":{"title":[0,"x"]}}"#).is_err());
}

#[test]
fn a_field_that_cannot_be_read_is_left_out() {
    let text =
        r#"{"stamps":[[1,"s","e"]],"fields":{"value":[0,"three"],"origin":[0,"probe"],"later":[0,1]}}"#;
    let folded: Folded = serde_json::from_str(text).expect("it is JSON");
    let expected = IndicatorValue { origin: Some("probe".into()), ..IndicatorValue::default() };
    assert_eq!(folded.record(RecordKind::IndicatorValue), Record::IndicatorValue(expected));
}

#[test]
fn every_field_is_explained_to_readers() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/reference/ledger.md");
    let page = std::fs::read_to_string(path).expect("the page is there");
    for kind in RecordKind::ALL {
        let section =
            page.split("\n\n").skip_while(|part| !part.starts_with(&format!("`{}`, ", kind.name())));
        let table = section.take(2).nth(1).unwrap_or_else(|| panic!("`{}` has no table", kind.name()));
        let cells = table.lines().skip(2).filter_map(|line| line.split('|').nth(1));
        let known: BTreeSet<&str> = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
        let expected: BTreeSet<&str> = fields(*kind).into_iter().map(|(name, _)| name).collect();
        assert_eq!(known, expected, "{}", kind.name());
    }
}
