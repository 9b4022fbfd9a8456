//! Documents taken apart are put together the same.

use archweave_model::change::{DocumentId, Item, ItemError, ItemId, documents_of, put_together, take_apart};
use archweave_model::yaml::{Document, FileClass, read};
use proptest::prelude::*;

use crate::check;
use crate::generator::{Choices, model};

#[test]
fn every_document_is_put_together_as_it_was() {
    let mut count = 0;
    check(1500, |choices| {
        for (id, placed) in documents_of(&model(&mut Choices::new(choices))) {
            let items = take_apart(&id, &placed.document);
            let mut ids: Vec<&ItemId> = items.iter().map(|item| &item.id).collect();
            ids.sort_unstable();
            ids.dedup();
            prop_assert_eq!(ids.len(), items.len(), "each item has a name of its own");
            prop_assert_eq!(items.iter().filter(|item| item.holder.is_none()).count(), 1);
            let again = put_together(&id, &items);
            prop_assert_eq!(again.as_ref(), Ok(&placed.document), "{:?}", items);
            count += 1;
        }
        Ok(())
    });
    assert!(count > 5000, "{count}");
}

fn one(path: &str, text: &str) -> (DocumentId, Document) {
    let parsed = read(FileClass::of(path).unwrap(), text.as_bytes());
    assert_eq!(parsed.documents.len(), 1, "{text} {:?}", parsed.findings);
    let document = parsed.documents.into_iter().next().unwrap();
    (DocumentId::of(&document, path), document)
}

#[test]
fn documents_as_people_write_them_are_put_together_as_they_were() {
    for (path, text, items) in [
        ("elements/a.yaml", "id: a\nkind: goal", 1),
        ("elements/a.yaml", "id: a\nkind: archimate:goal\nowner: x\ntags: t\nlifecycle: active", 1),
        ("elements/a.yaml", "id: a\nkind: goal\nowners: {}\nlifecycle: {}\ntags: []\nname: {}", 1),
        ("elements/a.yaml", "id: a\nkind: goal\nproperties: { x: {}, y: [], z: '', n: ~, l: [~] }", 1),
        (
            "elements/a.yaml",
            "id: a\nkind: goal\nrelations: [serving: b, serving: b, { kind: serving, to: b }]",
            4,
        ),
        ("elements/a.yaml", "id: a\nkind: goal\nrelations: [{ id: r, kind: flow, to: b, from: a }]", 2),
        (
            "elements/a.yaml",
            "id: a\nkind: goal\nrelations: [{ id: r, kind: flow, to: b }, { kind: flow, from: r, to: c, directed: false }]",
            3,
        ),
        ("relations/r.yaml", "kind: serving\nfrom: x\nto: b", 1),
        (
            "views/v.yaml",
            "id: v\nowner: bob\ntags: x\nlifecycle: y\ncontent: [{ node: n, element: a, owner: o, style: {} }]",
            2,
        ),
        (
            "views/v.yaml",
            "id: v\ncontent: [{ node: n, note: x, nodes: [{ node: n, group: y }, { node: n~2, view: w }] }, { node: n, image: i }]",
            5,
        ),
        (
            "views/v.yaml",
            "id: v\nselector: {}\nconnections: [{ id: c, from: n, to: c }, { id: c, from: c, to: n }]",
            3,
        ),
        (
            "layouts/v.yaml",
            "view: v\nnodes: { n: { x: 1e3, y: -0 }, m: {} }\nconnections: { c: { bends: [[1, 2], [1, 2, 3, 4]] } }",
            4,
        ),
        (
            "archweave.yaml",
            "format: 1\nrules: { level: off, unknown-kind: off }\nwaivers: [{ rule: x }, {}]\nowner: me",
            1,
        ),
        ("metamodel/a/b.yml", "kinds: [{ id: 'x:y', cells: [{ when: {}, cell: '1.1' }] }]", 1),
        (
            "metamodel/v.yaml",
            "viewpoints: [{ id: v, show: { relations: [] }, audiences: { a: {} } }]\naudiences: [{ id: a }]\nterms: [{ id: t, name: T }]",
            1,
        ),
        ("glossary/a/b.yaml", "terms: [{ id: t, name: { zh: 术语 }, avoid: [A, { en: B }] }]", 1),
        ("views/v.yaml", "id: v\nviewpoint: x\nshow: { relations: [], matrix: { rows: { select: {} } } }", 1),
        ("extra/t.yaml", "- [a, { b: ~ }]", 1),
        ("extra/t.yaml", "text", 1),
    ] {
        let (id, document) = one(path, text);
        let found = take_apart(&id, &document);
        assert_eq!(found.len(), items, "{text} {found:?}");
        assert_eq!(put_together(&id, &found), Ok(document), "{text} {found:?}");
    }
}

#[test]
fn nodes_may_nest_as_deep_as_a_file_may() {
    let nested = |levels: usize| {
        let mut text = String::from("id: v\ncontent:\n");
        for level in 0..levels {
            let pad = " ".repeat(4 * level);
            text.push_str(&format!("{pad}  - node: n{level}\n{pad}    note: x\n"));
            if level + 1 < levels {
                text.push_str(&format!("{pad}    nodes:\n"));
            }
        }
        read(FileClass::View, text.as_bytes())
    };
    let deepest = (1..100).take_while(|levels| nested(*levels).findings.is_empty()).last().unwrap();
    let document = nested(deepest).documents.remove(0);
    let id = DocumentId::of(&document, "views/v.yaml");
    let mut items = take_apart(&id, &document);
    assert_eq!(items.len(), deepest + 1);
    assert_eq!(put_together(&id, &items), Ok(document));
    let mut last = items.last().unwrap().clone();
    last.holder = Some(last.id);
    last.id = "node/v/deeper".parse().unwrap();
    last.record.set("node", "deeper".into());
    items.push(last);
    assert_eq!(put_together(&id, &items), Err(ItemError::Depth("node/v/deeper".parse().unwrap())));
}

#[test]
fn values_may_nest_as_deep_as_a_file_may() {
    let nested = |levels: usize| {
        let text = format!(
            "id: a\nkind: goal\nproperties:\n  p:\n{}",
            (0..levels).fold(String::new(), |text, level| {
                format!("{text}{}k:{}", " ".repeat(4 + level), if level + 1 < levels { "\n" } else { " x\n" })
            })
        );
        read(FileClass::Element, text.as_bytes())
    };
    let deepest = (1..100).take_while(|levels| nested(*levels).findings.is_empty()).last().unwrap();
    let document = nested(deepest).documents.remove(0);
    let id = DocumentId::of(&document, "elements/a.yaml");
    let mut items = take_apart(&id, &document);
    assert_eq!(put_together(&id, &items), Ok(document));
    let inner = items[0].record.get("properties").unwrap().clone();
    items[0].record.set("properties", archweave_model::value::Value::record([("deeper", inner)]));
    assert_eq!(put_together(&id, &items), Err(ItemError::Depth(id.item())));
}

#[test]
fn items_that_are_no_document_are_refused() {
    let (id, document) = one("views/v.yaml", "id: v\ncontent: [{ node: a, note: x }, { node: b, note: y }]");
    let items = take_apart(&id, &document);
    let (a, b): (ItemId, ItemId) = ("node/v/a".parse().unwrap(), "node/v/b".parse().unwrap());
    let with = |change: &dyn Fn(&mut Vec<Item>)| {
        let mut items = items.clone();
        change(&mut items);
        put_together(&id, &items).unwrap_err().to_string()
    };
    for (found, message) in [
        (
            with(&|items| items[1].holder = Some("node/v/c".parse().unwrap())),
            "`node/v/a` stands in something that is not there",
        ),
        (with(&|items| drop(items.remove(0))), "`view/v` stands in something that is not there"),
        (
            with(&|items| {
                items[1].holder = Some(b.clone());
                items[2].holder = Some(a.clone());
            }),
            "`view/v` stands inside itself, or it or its values nest too deep",
        ),
        (
            with(&|items| drop(items[1].record.remove("note"))),
            "`view/v`: the node has no `element`; it is left out",
        ),
        (
            with(&|items| items[1].record.set("name", archweave_model::value::Value::List([].into()))),
            "`view/v`: `name` is a list, expected text, or a map of languages",
        ),
    ] {
        assert_eq!(found, message);
    }
}
