//! What differs is said as a person would say it.

use archweave_model::change::{Change, Changes, DocumentId, Placed, apply, diff};
use archweave_model::change::{ModelSource, Source};
use archweave_model::model::Model;
use archweave_model::yaml::{FileClass, read};
use serde_json::{Value, json};

type Files<'a> = &'a [(&'a str, &'a str)];

fn changes(before: Files<'_>, after: Files<'_>) -> Changes {
    let mut changes = Changes::new();
    for (files, is_after) in [(before, false), (after, true)] {
        for (path, text) in files {
            let parsed = read(FileClass::of(path).unwrap(), text.as_bytes());
            for document in parsed.documents {
                let change: &mut Change = changes.entry(DocumentId::of(&document, path)).or_default();
                let side = if is_after { &mut change.after } else { &mut change.before };
                *side = Some(Placed { file: (*path).into(), document });
            }
        }
    }
    changes.retain(|_, change| change.before != change.after);
    changes
}

/// The documents before, as a model to edit.
struct Before<'a>(&'a Changes, ModelSource);

impl Source for Before<'_> {
    fn document(&self, id: &DocumentId) -> Option<Placed> {
        self.0.get(id)?.before.clone()
    }

    fn holder(&self, relation: &str) -> Option<DocumentId> {
        self.1.holder(relation)
    }

    fn referrers(&self, _: &archweave_model::change::ItemId) -> Vec<DocumentId> {
        Vec::new()
    }
}

fn check(what: &str, before: Files<'_>, after: Files<'_>, expected: &Value) {
    let changes = changes(before, after);
    let edits = diff(&changes);
    assert_eq!(&serde_json::to_value(&edits.edits).unwrap(), expected, "{what}");
    let mut old = Changes::new();
    for (id, change) in &changes {
        old.insert(id.clone(), Change { before: None, after: change.before.clone() });
    }
    let model = archweave_model::change::changed(&Model::default(), &old);
    let applied = apply(&Before(&changes, ModelSource::new(&model)), &edits).unwrap();
    assert_eq!(applied.changes, changes, "{what}");
}

#[test]
fn a_change_of_one_element_is_said_in_one_edit() {
    let update = |field: Value| json!([{ "update": { "item": "element/a", "fields": [field] } }]);
    let a = "id: a\nkind: goal\n";
    for (what, before, after, expected) in [
        (
            "an attribute",
            "steward: x",
            "steward: y",
            update(json!({ "path": ["steward"], "from": "x", "to": "y" })),
        ),
        ("an attribute more", "", "steward: y", update(json!({ "path": ["steward"], "to": "y" }))),
        (
            "an attribute less",
            "steward: x",
            "",
            update(json!({ "path": ["steward"], "from": "x", "to": null })),
        ),
        (
            "the name",
            "name: A",
            "name: B",
            json!([{ "rename": { "item": "element/a", "name": "B", "was": "A" } }]),
        ),
        ("a first name", "", "name: B", json!([{ "rename": { "item": "element/a", "name": "B" } }])),
        ("no name", "name: A", "", json!([{ "rename": { "item": "element/a", "name": "", "was": "A" } }])),
        (
            "the name in a language",
            "name: { en: A, zh: 甲 }",
            "name: { en: B, zh: 甲 }",
            json!([{ "rename": { "item": "element/a", "name": { "en": "B", "zh": "甲" }, "was": { "en": "A", "zh": "甲" } } }]),
        ),
        (
            "the description in a language",
            "description: { en: A, zh: 甲 }",
            "description: { en: B, zh: 甲 }",
            update(json!({ "path": ["description", "en"], "from": "A", "to": "B" })),
        ),
        (
            "the owner",
            "owner: x",
            "owner: y",
            update(json!({ "path": ["owners", "business"], "from": "x", "to": "y" })),
        ),
        (
            "a first owner",
            "tags: [t]",
            "owner: y\ntags: [t]",
            update(json!({ "path": ["owners", "business"], "to": "y" })),
        ),
        (
            "a second owner",
            "owner: x",
            "owners: { business: x, technology: y }",
            update(json!({ "path": ["owners", "technology"], "to": "y" })),
        ),
        (
            "the state",
            "lifecycle: { state: active, since: 2024-01-01 }",
            "lifecycle: { state: retired, since: 2024-01-01 }",
            update(json!({ "path": ["lifecycle", "state"], "from": "active", "to": "retired" })),
        ),
        (
            "a tag",
            "tags: [x]",
            "tags: [x, y]",
            update(json!({ "path": ["tags"], "from": ["x"], "to": ["x", "y"] })),
        ),
        (
            "a property",
            "properties: { k: 1, l: 2 }",
            "properties: { k: 1, l: 3 }",
            update(json!({ "path": ["properties", "l"], "from": "2", "to": "3" })),
        ),
        (
            "a first property",
            "extra: { t: x }",
            "properties: { k: 1 }\nextra: { t: x }",
            update(json!({ "path": ["properties", "k"], "to": "1" })),
        ),
        (
            "the last property",
            "properties: { k: 1 }",
            "",
            update(json!({ "path": ["properties", "k"], "from": "1", "to": null })),
        ),
        (
            "a property in the middle",
            "properties: { k: 1, m: 2 }",
            "properties: { k: 1, l: 3, m: 2 }",
            update(json!({ "path": ["properties", "l"], "to": "3", "before": "m" })),
        ),
        (
            "a property at the end",
            "properties: { k: 1 }",
            "properties: { k: 1, l: 3 }",
            update(json!({ "path": ["properties", "l"], "to": "3" })),
        ),
        (
            "a value inside",
            "properties: { k: { x: { y: 1 } } }",
            "properties: { k: { x: { y: 2 } } }",
            update(json!({ "path": ["properties", "k", "x", "y"], "from": "1", "to": "2" })),
        ),
        (
            "the order of properties",
            "properties: { k: 1, l: 2 }",
            "properties: { l: 2, k: 1 }",
            update(
                json!({ "path": ["properties"], "from": { "k": "1", "l": "2" }, "to": { "l": "2", "k": "1" } }),
            ),
        ),
        (
            "a part's type",
            "properties: { attributes: [{ id: p, type: x }, { id: q }] }",
            "properties: { attributes: [{ id: p, type: y }, { id: q }] }",
            update(json!({ "path": ["properties", "attributes", "p", "type"], "from": "x", "to": "y" })),
        ),
        (
            "a part in the middle",
            "properties: { attributes: [{ id: p }, { id: s }] }",
            "properties: { attributes: [{ id: p }, { id: q }, { id: s }] }",
            update(json!({ "path": ["properties", "attributes", "q"], "to": { "id": "q" }, "before": "s" })),
        ),
        (
            "a part less",
            "properties: { attributes: [{ id: p }, { id: s }] }",
            "properties: { attributes: [{ id: s }] }",
            update(json!({ "path": ["properties", "attributes", "p"], "from": { "id": "p" }, "to": null })),
        ),
        (
            "a new relation",
            "",
            "relations: [serving: b]",
            json!([{ "connect": { "holder": "a", "fields": { "kind": "serving", "to": "b" } } }]),
        ),
        (
            "a relation in the middle",
            "relations: [serving: b, serving: d]",
            "relations: [serving: b, { id: r, kind: flow, to: c }, serving: d]",
            json!([{ "connect": { "relation": "r", "holder": "a", "before": "r-6be36koit55q2", "fields": { "kind": "flow", "to": "c" } } }]),
        ),
        (
            "a relation less",
            "relations: [{ id: r, kind: flow, to: c }]",
            "",
            json!([{ "disconnect": { "relation": "r", "references": false, "was": { "id": "r", "kind": "flow", "to": "c" } } }]),
        ),
        (
            "a relation's kind",
            "relations: [{ id: r, kind: flow, to: c }]",
            "relations: [{ id: r, kind: serving, to: c }]",
            json!([{ "changeKind": { "item": "relation/r", "kind": "serving", "was": "flow" } }]),
        ),
        (
            "a relation's target",
            "relations: [{ id: r, kind: flow, to: c }]",
            "relations: [{ id: r, kind: flow, to: d }]",
            json!([{ "retarget": { "relation": "r", "target": "d", "was": "c" } }]),
        ),
        (
            "the target of a relation whose id was not written",
            "relations: [serving: d]",
            "relations: [{ id: r-6be36koit55q2, kind: serving, to: x }]",
            json!([{ "retarget": { "relation": "r-6be36koit55q2", "target": "x", "was": "d" } }]),
        ),
        (
            "a relation's name",
            "relations: [serving: d]",
            "relations: [{ kind: serving, to: d, name: N }]",
            json!([{ "rename": { "item": "relation/r-6be36koit55q2", "name": "N" } }]),
        ),
        (
            "a relation's attribute",
            "relations: [{ id: r, kind: access, to: c }]",
            "relations: [{ id: r, kind: access, to: c, access: read }]",
            json!([{ "update": { "item": "relation/r", "fields": [{ "path": ["access"], "to": "read" }] } }]),
        ),
        (
            "the order of relations",
            "relations: [{ id: r, kind: flow, to: c }, { id: s, kind: flow, to: d }]",
            "relations: [{ id: s, kind: flow, to: d }, { id: r, kind: flow, to: c }]",
            json!([{ "order": { "items": ["relation/s", "relation/r"] } }]),
        ),
    ] {
        check(
            what,
            &[("elements/a.yaml", &format!("{a}{before}"))],
            &[("elements/a.yaml", &format!("{a}{after}"))],
            &expected,
        );
    }
}

#[test]
fn changes_of_documents_and_views_are_said_as_people_say_them() {
    let a = ("elements/a.yaml", "id: a\nkind: goal");
    let with = |relation| format!("id: a\nkind: goal\nrelations: [{relation}]");
    let r = with("{ id: r, kind: flow, to: c }");
    let nested =
        "id: v\ncontent: [{ node: m, note: x }, { node: n, note: x, nodes: [{ node: o, note: x }] }]";
    let lifted = "id: v\ncontent: [{ node: m, note: x }, { node: o, note: x }, { node: n, note: x }]";
    let deeper = "id: v\ncontent: [{ node: m, note: x }, { node: n, note: x, nodes: [{ node: o, note: x }, { node: p, element: a }] }]";
    let swapped =
        "id: v\ncontent: [{ node: n, note: x, nodes: [{ node: o, note: x }] }, { node: m, note: x }]";
    for (what, before, after, expected) in [
        ("nothing", &[a][..], &[a][..], json!([])),
        (
            "the kind",
            &[a],
            &[("elements/a.yaml", "id: a\nkind: driver")],
            json!([{ "changeKind": { "item": "element/a", "kind": "driver", "was": "goal" } }]),
        ),
        (
            "another file",
            &[a],
            &[("elements/x/b.yaml", a.1)],
            json!([{ "move": { "item": "element/a", "file": "elements/x/b.yaml" } }]),
        ),
        (
            "a new element",
            &[],
            &[a],
            json!([{ "create": { "item": "element/a", "fields": { "id": "a", "kind": "goal" }, "file": "elements/a.yaml" } }]),
        ),
        (
            "an element less",
            &[a],
            &[],
            json!([{ "delete": { "item": "element/a", "references": false, "was": { "id": "a", "kind": "goal" } } }]),
        ),
        (
            "an element less with its relation",
            &[("elements/a.yaml", &r)],
            &[],
            json!([{ "delete": { "item": "element/a", "references": false, "was": { "id": "a", "kind": "goal" } } }]),
        ),
        (
            "a relation that starts elsewhere",
            &[("elements/a.yaml", &r), ("elements/b.yaml", "id: b\nkind: goal")],
            &[a, ("elements/b.yaml", "id: b\nkind: goal\nrelations: [{ id: r, kind: flow, to: c }]")],
            json!([{ "retarget": { "relation": "r", "source": "b", "was": "a" } }]),
        ),
        (
            "a node moved up",
            &[("views/v.yaml", nested)],
            &[("views/v.yaml", lifted)],
            json!([{ "move": { "item": "node/v/o", "holder": "view/v", "before": "n" } }]),
        ),
        (
            "a node moved into another",
            &[("views/v.yaml", lifted)],
            &[("views/v.yaml", nested)],
            json!([{ "move": { "item": "node/v/o", "holder": "node/v/n" } }]),
        ),
        (
            "a new node inside",
            &[("views/v.yaml", nested)],
            &[("views/v.yaml", deeper)],
            json!([{ "create": { "item": "node/v/p", "holder": "node/v/n", "fields": { "node": "p", "element": "a" } } }]),
        ),
        (
            "nodes in another order",
            &[("views/v.yaml", nested)],
            &[("views/v.yaml", swapped)],
            json!([{ "order": { "items": ["node/v/n", "node/v/m"] } }]),
        ),
        (
            "a node drawn elsewhere",
            &[("layouts/v.yaml", "view: v\nnodes: { n: { x: 1, y: 2 } }")],
            &[("layouts/v.yaml", "view: v\nnodes: { n: { x: 1.5, y: 2 } }")],
            json!([{ "update": { "item": "node-layout/v/n", "fields": [{ "path": ["x"], "from": "1", "to": "1.5" }] } }]),
        ),
        (
            "a first place",
            &[],
            &[("layouts/v.yaml", "view: v\nnodes: { n: { x: 1, y: 2 } }")],
            json!([
                { "create": { "item": "layout/v", "fields": { "view": "v" }, "file": "layouts/v.yaml" } },
                { "create": { "item": "node-layout/v/n", "fields": { "x": "1", "y": "2" } } },
            ]),
        ),
        (
            "a view moved",
            &[("views/v.yaml", nested)],
            &[("views/a/v.yaml", nested)],
            json!([{ "move": { "item": "view/v", "file": "views/a/v.yaml" } }]),
        ),
        (
            "the label of a kind",
            &[("metamodel/x.yaml", "kinds: [{ id: 'x:y', parents: [goal], label: A }]")],
            &[("metamodel/x.yaml", "kinds: [{ id: 'x:y', parents: [goal], label: B }]")],
            json!([{ "update": { "item": "metamodel/x", "fields": [{ "path": ["kinds", "x:y", "label"], "from": "A", "to": "B" }] } }]),
        ),
        (
            "the word of an audience",
            &[("glossary/x.yaml", "terms: [{ id: order, name: Order, audiences: { business: Job } }]")],
            &[("glossary/x.yaml", "terms: [{ id: order, name: Order, audiences: { business: Task } }]")],
            json!([{ "update": { "item": "glossary/x", "fields": [{ "path": ["terms", "order", "audiences", "business"], "from": "Job", "to": "Task" }] } }]),
        ),
        (
            "how a view is shown",
            &[("views/v.yaml", "id: v\nshow: { notation: uml, relations: [serving] }")],
            &[("views/v.yaml", "id: v\nshow: { notation: uml, relations: [] }")],
            json!([{ "update": { "item": "view/v", "fields": [{ "path": ["show", "relations"], "from": ["serving"], "to": [] }] } }]),
        ),
        (
            "where the label of a line is",
            &[("layouts/v.yaml", "view: v\nconnections: { c: { bends: [[1, 2]] } }")],
            &[("layouts/v.yaml", "view: v\nconnections: { c: { bends: [[1, 2]], label: [3, 4] } }")],
            json!([{ "update": { "item": "connection-layout/v/c", "fields": [{ "path": ["label"], "to": ["3", "4"] }] } }]),
        ),
        (
            "the severity of a rule",
            &[("archweave.yaml", "format: 1\nrules: { unknown-kind: off }")],
            &[("archweave.yaml", "format: 1\nrules: { unknown-kind: info }")],
            json!([{ "update": { "item": "manifest", "fields": [{ "path": ["rules", "unknown-kind"], "from": "off", "to": "info" }] } }]),
        ),
        (
            "what is kept for a tool",
            &[("extra/t.yaml", "{ k: [a], l: b }")],
            &[("extra/t.yaml", "{ k: [a], l: c }")],
            json!([{ "update": { "item": "extra/t", "fields": [{ "path": ["value", "l"], "from": "b", "to": "c" }] } }]),
        ),
    ] {
        check(what, before, after, &expected);
    }
}
