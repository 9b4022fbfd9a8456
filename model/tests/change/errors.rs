//! What cannot be done is refused with a message that helps; nothing of its change set is done.

use std::sync::Arc;

use archweave_model::change::{Applied, ChangeSet, EditError, EditProblem, apply, invert};
use archweave_model::snapshot::Snapshot;
use archweave_model::yaml::{FileClass, read};
use serde_json::{Value, json};

const FILES: [(&str, &str); 8] = [
    ("archweave.yaml", "format: 1\nwaivers: [{ rule: unknown-kind }]"),
    (
        "elements/a.yaml",
        "id: a\nkind: goal\nname: A\nrelations: [{ id: r, kind: flow, to: b }, serving: b, { id: s, kind: flow, from: r, to: b }]\nproperties: { p: x, l: [x], attributes: [{ id: t }] }",
    ),
    ("elements/b.yaml", "id: b\nkind: goal\nowner: x\nlifecycle: active\nrelations: [association: 'a#t']"),
    ("relations/q.yaml", "id: q\nkind: flow\nfrom: gone\nto: b"),
    (
        "views/v.yaml",
        "id: v\ncontent: [{ node: n, element: b, nodes: [{ node: m, element: a, nodes: [{ node: o, view: w }] }] }]\nconnections: [{ id: c, relation: r, from: n, to: m }, { id: d, from: c, to: o }]",
    ),
    ("views/w.yaml", "id: w"),
    (
        "layouts/v.yaml",
        "view: v\nnodes: { n: { x: 10, y: 20 }, m: { x: 1.5, y: 2 }, o: { x: -3, y: 4 } }\nconnections: { c: { bends: [[1, 2]] }, d: {} }",
    ),
    ("extra/t.yaml", "k: x"),
];

fn snapshot() -> Snapshot {
    let parsed = FILES
        .map(|(path, text)| (path.into(), Arc::new(read(FileClass::of(path).unwrap(), text.as_bytes()))));
    Snapshot::build(parsed.into())
}

fn edits(edits: &[Value]) -> Result<Applied, EditError> {
    let set: ChangeSet = serde_json::from_value(json!({ "edits": edits })).unwrap();
    apply(&snapshot(), &set)
}

#[test]
fn what_cannot_be_done_is_refused_with_a_reason() {
    let update = |item: &str, path: &[&str], to: Value| json!({ "update": { "item": item, "fields": [{ "path": path, "to": to }] } });
    for (edit, message) in [
        (json!({ "rename": { "item": "element/x", "name": "X" } }), "`element/x` is not in the model"),
        (json!({ "disconnect": { "relation": "x" } }), "`relation/x` is not in the model"),
        (
            json!({ "create": { "item": "node/x/n", "fields": { "note": "x" } } }),
            "`view/x` is not in the model",
        ),
        (
            json!({ "create": { "item": "node/v/x", "holder": "node/v/y", "fields": { "note": "x" } } }),
            "`node/v/y` is not in the model",
        ),
        (
            json!({ "connect": { "holder": "x", "fields": { "kind": "flow", "to": "b" } } }),
            "`element/x` is not in the model",
        ),
        (json!({ "retarget": { "relation": "r", "source": "x" } }), "`relation/x` is not in the model"),
        (
            json!({ "move": { "item": "relation/r", "holder": "element/x" } }),
            "`element/x` is not in the model",
        ),
        (
            json!({ "create": { "item": "element/a", "fields": { "kind": "goal" } } }),
            "`element/a` is in the model already; choose another id",
        ),
        (
            json!({ "create": { "item": "relation/r", "fields": { "kind": "flow", "from": "x", "to": "b" } } }),
            "`relation/r` is in the model already; choose another id",
        ),
        (
            json!({ "connect": { "relation": "q", "holder": "a", "fields": { "kind": "flow", "to": "b" } } }),
            "`relation/q` is in the model already; choose another id",
        ),
        (
            json!({ "connect": { "holder": "a", "fields": { "kind": "archimate:serving", "to": "b" } } }),
            "`relation/r-et52mvdndctn4` is in the model already; choose another id",
        ),
        (
            json!({ "restore": { "file": "elements/z.yaml", "text": "id: a\nkind: goal" } }),
            "`element/a` is in the model already; choose another id",
        ),
        (
            json!({ "connect": { "holder": "a", "fields": { "flow": "b" } } }),
            "`element/a` cannot be connected without `kind` and `to`",
        ),
        (
            json!({ "connect": { "relation": "x", "holder": "a", "fields": { "id": "y", "kind": "flow", "to": "b" } } }),
            "`relation/x` cannot be given another id",
        ),
        (update("element/a", &["id"], json!("x")), "`element/a` cannot be given another id"),
        (update("element/a", &["id"], json!(null)), "`element/a` cannot be given another id"),
        (update("node/v/n", &["node"], json!("x")), "`node/v/n` cannot be given another id"),
        (
            json!({ "create": { "item": "element/x", "fields": { "id": "y", "kind": "goal" } } }),
            "`element/x` cannot be given another id",
        ),
        (
            json!({ "create": { "item": "relation/x", "holder": "element/a", "fields": { "kind": "flow", "to": "b" } } }),
            "`relation/x` cannot be created there",
        ),
        (
            json!({ "create": { "item": "node/v/x", "holder": "view/w", "fields": { "note": "x" } } }),
            "`node/v/x` cannot be created there",
        ),
        (
            json!({ "changeKind": { "item": "view/v", "kind": "goal" } }),
            "`view/v` cannot be made another kind",
        ),
        (json!({ "move": { "item": "element/a" } }), "`element/a` cannot be moved without a file"),
        (json!({ "move": { "item": "node/v/n", "holder": "view/w" } }), "`node/v/n` cannot be moved there"),
        (
            json!({ "move": { "item": "node/v/n", "holder": "connection/v/c" } }),
            "`node/v/n` cannot be moved there",
        ),
        (
            json!({ "move": { "item": "node/v/n", "holder": "node/v/o" } }),
            "`node/v/n` cannot be moved into itself",
        ),
        (
            json!({ "move": { "item": "node/v/n", "file": "views/x.yaml" } }),
            "`node/v/n` cannot be moved to a file of its own",
        ),
        (
            json!({ "order": { "items": ["relation/r"] } }),
            "`relation/r` cannot be put into this order: not all siblings are named once",
        ),
        (
            json!({ "order": { "items": ["relation/r", "relation/r", "relation/s"] } }),
            "`relation/r` cannot be put into this order: not all siblings are named once",
        ),
        (
            json!({ "order": { "items": ["element/a"] } }),
            "`element/a` cannot be put into this order: not all siblings are named once",
        ),
        (update("element/a", &[], json!("x")), "`element/a` has no place for a field ``"),
        (
            update("element/a", &["properties", "p", "q"], json!("x")),
            "`element/a` has no place for a field `properties.p.q`",
        ),
        (
            update("element/a", &["properties", "l", "x"], json!("x")),
            "`element/a` has no place for a field `properties.l.x`",
        ),
        (
            update("element/a", &["properties", "attributes", "z", "type"], json!("x")),
            "`element/a` has no place for a field `properties.attributes.z.type`",
        ),
        (update("element/a", &["relations"], json!([])), "`element/a` has no place for a field `relations`"),
        (
            update("element/b", &["lifecycle", "colour"], json!("x")),
            "`element/b` has no place for a field `lifecycle.colour`",
        ),
        (update("node-layout/v/n", &["z"], json!(1)), "`node-layout/v/n` has no place for a field `z`"),
        (update("extra/t", &["k"], json!("x")), "`extra/t` has no place for a field `k`"),
        (
            json!({ "create": { "item": "element/x", "fields": { "kind": "goal", "relations": [] } } }),
            "`element/x` has no place for a field `relations`",
        ),
        (
            json!({ "create": { "item": "element/x", "fields": { "name": "X" } } }),
            "`element/x`: the element has no `kind`; it is left out",
        ),
        (update("extra/t", &["value"], json!(null)), "`extra/t`: what is kept for a tool has no `value`"),
        (
            update("element/a", &["name"], json!(["x"])),
            "`element/a`: `name` is a list, expected text, or a map of languages",
        ),
        (update("node-layout/v/n", &["x"], json!("wide")), "`layout/v`: `x` is text, expected a number"),
        (
            json!({ "move": { "item": "relation/r", "file": "relations/r.yaml" } }),
            "`relation/r`: the relation has no `from`; it is left out",
        ),
        (
            json!({ "restore": { "file": "notes.txt", "text": "x" } }),
            "the text to restore in `notes.txt` is not readable: it is no file of a model",
        ),
        (
            json!({ "restore": { "file": "elements/z.yaml", "text": "" } }),
            "the text to restore in `elements/z.yaml` is not readable: it holds nothing",
        ),
        (
            json!({ "restore": { "file": "elements/z.yaml", "text": "kind: goal" } }),
            "the text to restore in `elements/z.yaml` is not readable: the element has no `id`; it is left out",
        ),
    ] {
        let good = json!({ "rename": { "item": "element/b", "name": "B" } });
        let error = edits(&[good.clone(), edit.clone(), good]).unwrap_err();
        assert_eq!(error.to_string(), format!("edit 2: {message}"), "{edit}");
    }
}

#[test]
fn problems_are_told_apart() {
    let why = |edit: Value| edits(&[edit]).unwrap_err().why;
    let deep = (0..80).fold(json!("x"), |value, _| json!({ "k": value }));
    assert!(matches!(why(json!({ "delete": { "item": "view/x" } })), EditProblem::NotFound(_)));
    assert!(matches!(why(json!({ "create": { "item": "view/v", "fields": {} } })), EditProblem::Exists(_)));
    assert!(matches!(
        why(json!({ "changeKind": { "item": "manifest", "kind": "x" } })),
        EditProblem::Unsuitable(..)
    ));
    assert!(matches!(
        why(json!({ "update": { "item": "view/v", "fields": [{ "path": ["content"] }] } })),
        EditProblem::Path(..)
    ));
    assert!(matches!(
        why(json!({ "create": { "item": "element/x", "fields": { "kind": "goal", "properties": deep } } })),
        EditProblem::Item(_)
    ));
    assert!(matches!(why(json!({ "restore": { "file": "x", "text": "" } })), EditProblem::Text(..)));
}

fn texts(applied: &Applied) -> Vec<(String, Option<String>)> {
    let changes = applied.changes.values();
    let text =
        |placed: &archweave_model::change::Placed| archweave_model::yaml::write_document(&placed.document);
    changes
        .map(|change| {
            let placed = change.after.as_ref().or(change.before.as_ref()).unwrap();
            (placed.file.to_string(), change.after.as_ref().map(text))
        })
        .collect()
}

#[test]
fn what_is_deleted_takes_along_what_refers_to_it() {
    let delete =
        |item: &str| texts(&edits(&[json!({ "delete": { "item": item, "references": true } })]).unwrap());
    let some = |path: &str, text: &str| (path.to_owned(), Some(text.to_owned()));
    let none = |path: &str| (path.to_owned(), None);
    let without_a_and_lines = "id: v\ncontent:\n  - { node: n, element: b, nodes: [{ node: o, view: w }] }\n";
    for (item, expected) in [
        (
            "element/a",
            vec![
                none("elements/a.yaml"),
                some("elements/b.yaml", "id: b\nkind: goal\nowner: x\nlifecycle: { state: active }\n"),
                some("views/v.yaml", without_a_and_lines),
                some("layouts/v.yaml", "view: v\nnodes:\n  n: { x: 10, y: 20 }\n  o: { x: -1.5, y: 6 }\n"),
            ],
        ),
        ("relation/q", vec![none("relations/q.yaml")]),
        ("view/v", vec![none("views/v.yaml"), none("layouts/v.yaml")]),
        (
            "connection/v/c",
            vec![
                some(
                    "views/v.yaml",
                    "id: v\ncontent:\n  - node: n\n    element: b\n    nodes:\n      - { node: m, element: a, nodes: [{ node: o, view: w }] }\n",
                ),
                some(
                    "layouts/v.yaml",
                    "view: v\nnodes:\n  n: { x: 10, y: 20 }\n  m: { x: 1.5, y: 2 }\n  o: { x: -3, y: 4 }\n",
                ),
            ],
        ),
        (
            "view/w",
            vec![
                some(
                    "views/v.yaml",
                    "id: v\ncontent:\n  - { node: n, element: b, nodes: [{ node: m, element: a }] }\nconnections:\n  - { id: c, relation: r, from: n, to: m }\n",
                ),
                none("views/w.yaml"),
                some(
                    "layouts/v.yaml",
                    "view: v\nnodes: { n: { x: 10, y: 20 }, m: { x: 1.5, y: 2 } }\nconnections: { c: { bends: [[1, 2]] } }\n",
                ),
            ],
        ),
    ] {
        let found = delete(item);
        let paths = |all: &[(String, Option<String>)]| {
            all.iter().map(|(path, text)| (path.clone(), text.is_some())).collect::<Vec<_>>()
        };
        assert_eq!(paths(&found), paths(&expected), "{item}");
        for ((path, text), (_, wanted)) in found.iter().zip(&expected) {
            let read = |text: &Option<String>| {
                text.as_ref().map(|text| read(FileClass::of(path).unwrap(), text.as_bytes()))
            };
            assert_eq!(read(text), read(wanted), "{item} {path} {text:?}");
        }
    }
}

#[test]
fn a_text_is_restored_as_it_is_unless_it_is_changed_again() {
    let text = "id: x # the first\nkind: goal\n---\nid: y\nkind: goal\n";
    let restore = json!({ "restore": { "file": "elements/x.yaml", "text": text } });
    let applied = edits(std::slice::from_ref(&restore)).unwrap();
    assert_eq!(applied.texts.values().map(|text| &**text).collect::<Vec<_>>(), [text, text]);
    assert_eq!(invert(&applied).edits.len(), 2);
    let rename = json!({ "rename": { "item": "element/y", "name": "Y" } });
    assert!(edits(&[restore.clone(), rename]).unwrap().texts.is_empty());
    let again = json!({ "delete": { "item": "element/y" } });
    assert!(edits(&[restore, again]).unwrap().texts.is_empty());
}

#[test]
fn an_incomplete_waiver_does_not_keep_the_manifest_from_being_edited() {
    let applied = edits(&[json!({ "rename": { "item": "manifest", "name": "M" } })]).unwrap();
    assert_eq!(applied.changes.len(), 1);
}

#[test]
fn fields_may_be_given_as_files_write_them() {
    let fields = json!([
        { "path": ["owner"], "to": "y" }, { "path": ["tags"], "to": "t" }, { "path": ["lifecycle"], "to": "retired" },
        { "path": ["properties", "n"], "to": 3 }, { "path": ["kind"], "to": "archimate:driver" },
    ]);
    let found = texts(&edits(&[json!({ "update": { "item": "element/b", "fields": fields } })]).unwrap());
    assert_eq!(
        found[0].1.as_deref(),
        Some(
            "id: b\nkind: driver\nowner: y\nlifecycle: { state: retired }\ntags: [t]\nproperties: { n: 3 }\nrelations:\n  - association: a#t\n"
        )
    );
}
