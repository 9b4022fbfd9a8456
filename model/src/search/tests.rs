use super::*;
use crate::element::Element;
use crate::id::{ElementId, KindId};
use crate::model::Model;
use crate::select::fold;
use crate::value::Value;
use crate::yaml::{self, FileClass};
use proptest::prelude::*;

fn snapshot(elements: &str) -> Snapshot {
    Snapshot::build(vec![file("elements/all.yaml", elements)])
}

fn file(path: &str, text: &str) -> (Arc<str>, Arc<yaml::ParsedFile>) {
    let class = FileClass::of(path).unwrap();
    (path.into(), Arc::new(yaml::read(class, text.as_bytes())))
}

fn ids(snapshot: &Snapshot, slots: &[u32]) -> Vec<String> {
    slots.iter().map(|slot| snapshot.element_at(*slot).unwrap().id.to_string()).collect()
}

fn found(elements: &str, query: &str) -> String {
    let snapshot = snapshot(elements);
    let found = SearchIndex::of(&snapshot, None).find(&snapshot, &Query::parse(query), 0, 100);
    assert_eq!(found.total, found.slots.len());
    ids(&snapshot, &found.slots).join(" ")
}

const CENTRE: &str = "
id: app-ticket
kind: application-component
name: { en: Ticketing, zh: 工单系统 }
owner: it
tags: [core, web]
aliases: [TKT]
external: [{ system: cmdb, id: CI-0815 }]
---
id: proc-ticket
kind: business-process
name: { en: Ticket handling, zh: 工单处理 }
owner: service
description: Ends when the customer agrees.
---
id: ticket
kind: data-object
name: { en: Trouble ticket, zh: 故障工单 }
---
id: unit-it
kind: business-actor
name: { en: IT department, zh: 信息部 }
---
id: service
kind: business-actor
name: { en: Customer service, zh: 客服中心 }
tags: [cord]
";

#[test]
fn what_fits_best_comes_first() {
    let cases = [
        ("ticket", "ticket app-ticket proc-ticket"),
        ("TICKETING", "app-ticket"),
        ("工单", "app-ticket proc-ticket ticket"),
        ("单系", "app-ticket"),
        ("tkt", "app-ticket"),
        ("0815", "app-ticket"),
        ("handling ticket", "proc-ticket"),
        ("ticket handling", "proc-ticket"),
        ("customer", "service proc-ticket"),
        ("agrees ticket", "proc-ticket"),
        ("nothing", ""),
        // An id of another system does not run into the next text.
        ("0815 proc", ""),
    ];
    for (query, expected) in cases {
        assert_eq!(found(CENTRE, query), expected, "{query}");
    }
}

#[test]
fn signs_stand_for_owner_tag_and_kind() {
    let cases = [
        ("@it", "app-ticket"),
        ("@serv", "proc-ticket"),
        ("@客服", "proc-ticket"),
        ("#cor", "app-ticket service"),
        ("#core #web", "app-ticket"),
        ("k:application-component", "app-ticket"),
        ("k:business-a", "unit-it service"),
        ("ticket k:data", "ticket"),
        ("工单 @it #web k:app", "app-ticket"),
        ("k:no-such-kind", ""),
        ("ticket @", "ticket app-ticket proc-ticket"),
    ];
    for (query, expected) in cases {
        assert_eq!(found(CENTRE, query), expected, "{query}");
    }
    assert!(Query::parse(" @ # k: ").is_empty());
}

#[test]
fn pages_are_parts_of_one_order() {
    let snapshot = snapshot(CENTRE);
    let index = SearchIndex::of(&snapshot, None);
    let query = Query::parse("t");
    let all = index.find(&snapshot, &query, 0, 100);
    let paged = (0..all.total).flat_map(|skip| index.find(&snapshot, &query, skip, 1).slots);
    assert_eq!(paged.collect::<Vec<_>>(), all.slots);
    assert_eq!(index.find(&snapshot, &query, 99, 5), Found { slots: Vec::new(), total: all.total });
}

#[test]
fn a_change_reads_its_chunk_only() {
    let text = |n: usize| format!("id: e{n:04}\nkind: goal\nname: Goal {n}\n");
    let files = (0..2_000).map(|n| file(&format!("elements/e{n:04}.yaml"), &text(n))).collect();
    let before = Snapshot::build(files);
    let first = SearchIndex::of(&before, None);
    let (path, parsed) = file("elements/e0700.yaml", "id: e0700\nkind: goal\nname: Renamed\n");
    let after = before.update(vec![(path, Some(parsed)), ("elements/e0001.yaml".into(), None)]);
    let second = SearchIndex::of(&after, Some(&first));
    assert_eq!(second.block_count() - second.shared_with(&first), 2);
    let found = |query: &str| ids(&after, &second.find(&after, &Query::parse(query), 0, 9).slots);
    assert_eq!(found("renamed"), ["e0700"]);
    assert_eq!(found("e0001"), [""; 0]);
}

/// The same by the letter: how well one element fits, and nothing fast.
fn naive(element: &Element, words: &[String]) -> Option<u8> {
    let name = |(_, text): (Option<&str>, &str)| text.to_lowercase();
    let mut texts: Vec<String> = element.name.entries().map(name).collect();
    texts.push(element.id.as_str().to_lowercase());
    let aliases = element.attributes.get("aliases").map_or(&[][..], Value::items);
    texts.extend(aliases.iter().filter_map(|alias| alias.as_text()).map(str::to_lowercase));
    let prose: Vec<String> = element.description.entries().map(name).collect();
    let phrase = words.join(" ");
    let rank = |text: &String| {
        let rank = |at: usize| match text[..at].chars().last() {
            None if *text == phrase => 0,
            None => 1,
            Some(c) if !c.is_alphanumeric() => 2,
            Some(_) => 3,
        };
        text.char_indices().filter(|(at, _)| text[*at..].starts_with(&phrase)).map(|(at, _)| rank(at)).min()
    };
    let apart = |word: &String| texts.iter().any(|text| text.contains(word));
    let told = |word: &String| apart(word) || prose.iter().any(|text| text.contains(word));
    let best = texts.iter().filter_map(rank).min();
    best.or((words.len() > 1 && words.iter().all(apart)).then_some(4)).or(words.iter().all(told).then_some(5))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn a_plain_search_finds_the_same(
        names in proptest::collection::vec("[abAB单工é -]{0,6}", 1..40),
        told in "[ab工 ]{0,4}",
        query in "[abA单工é ]{1,4}",
    ) {
        let mut model = Model::default();
        for (n, name) in names.iter().enumerate() {
            let id = ElementId::parse(&format!("e{n:02}")).unwrap();
            let mut element = Element::new(id, KindId::parse("goal").unwrap());
            element.name = name.as_str().into();
            if n % 3 == 0 {
                element.description = told.as_str().into();
                element.attributes.set("aliases", Value::List(vec![Value::from("ab 工")].into()));
            }
            model.elements.push(Arc::new(element));
        }
        let snapshot = Snapshot::from_model(&model, "test");
        let words: Vec<String> = query.split_whitespace().map(fold).collect();
        prop_assume!(!words.is_empty());
        let mut expected: Vec<_> = model.elements.iter().filter_map(|element| {
            let length = element.name.main().chars().count();
            Some((naive(element, &words)?, length, element.id.to_string()))
        }).collect();
        expected.sort();
        let found = SearchIndex::of(&snapshot, None).find(&snapshot, &Query::parse(&query), 0, 100);
        let expected: Vec<String> = expected.into_iter().map(|(_, _, id)| id).collect();
        prop_assert_eq!(ids(&snapshot, &found.slots), expected);
    }
}
