//! Views and layouts: nested nodes, points, numbers.

use std::sync::Arc;

use archweave_model::id::{ElementId, NodeId, RelationId, ViewId};
use archweave_model::view::{Bend, Connection, Layout, Node, NodeLayout, Shows, View};
use archweave_model::yaml::{Document, FileClass};

use crate::{first, patched};

#[track_caller]
fn view(text: &str, edit: impl FnOnce(&mut View), expected: &str) {
    let Document::View(mut v) = first(FileClass::View, text) else { panic!() };
    edit(Arc::make_mut(&mut v));
    let new = patched(FileClass::View, text, Document::View(v));
    assert_eq!(new.unwrap_or_else(|refusal| refusal.to_string()), expected);
}

#[track_caller]
fn layout(text: &str, edit: impl FnOnce(&mut Layout), expected: &str) {
    let Document::Layout(mut l) = first(FileClass::Layout, text) else { panic!() };
    edit(Arc::make_mut(&mut l));
    let new = patched(FileClass::Layout, text, Document::Layout(l));
    assert_eq!(new.unwrap_or_else(|refusal| refusal.to_string()), expected);
}

fn id(text: &str) -> NodeId {
    NodeId::parse(text).unwrap()
}

fn shown(node: &str, element: &str) -> Node {
    Node::new(id(node), Shows::Element(ElementId::parse(element).unwrap()))
}

const VIEW: &str = "\
id: v   # the view
content:
  # outer
  - node: n1
    element: crm
    nodes: # inside
      - { node: n2, element: ui } # two
      # a note
      - { node: n3, note: \"Replaced\" }
  - { node: n4, group: { en: Front, zh: 前台 }, nodes: [] }
  - { node: n5 } # shows nothing
connections:
  - { id: c1, relation: r, from: n1, to: n2 }
  - { id: c2, from: n3, to: c1 }   # plain
";

#[test]
fn nodes_at_every_depth() {
    view(
        VIEW,
        |v| v.content[0].nodes.push(shown("n9", "x")),
        &VIEW.replace("\"Replaced\" }\n", "\"Replaced\" }\n      - { node: n9, element: x }\n"),
    );
    view(
        VIEW,
        |v| drop(v.content[0].nodes.remove(0)),
        &VIEW.replace("      - { node: n2, element: ui } # two\n", ""),
    );
    view(
        VIEW,
        |v| v.content[1].nodes.push(shown("n9", "x")),
        &VIEW.replace("nodes: [] }", "nodes: [{ node: n9, element: x }] }"),
    );
    view(
        VIEW,
        |v| v.content[0].nodes[1].shows = Shows::Note("Gone".into()),
        &VIEW.replace("Replaced", "Gone"),
    );
    view(
        VIEW,
        |v| v.content[0].nodes[1].shows = Shows::View(ViewId::parse("w").unwrap()),
        &VIEW.replace("note: \"Replaced\"", "view: w"),
    );
    view(
        VIEW,
        |v| v.content[0].shows = Shows::Image("images/a.png".into()),
        &VIEW.replace("    element: crm\n", "    image: images/a.png\n"),
    );
    view(
        VIEW,
        |v| drop(v.content.remove(1)),
        &VIEW.replace("  - { node: n4, group: { en: Front, zh: 前台 }, nodes: [] }\n", ""),
    );
    view(
        VIEW,
        |v| {
            let inner = v.content[0].nodes.remove(0);
            v.content.push(inner);
        },
        &VIEW
            .replace("      - { node: n2, element: ui } # two\n", "")
            .replace("nodes: [] }\n", "nodes: [] }\n  - { node: n2, element: ui }\n"),
    );
    view(
        VIEW,
        |v| v.content.clear(),
        "id: v   # the view\ncontent:\n  # outer\n  - { node: n5 } # shows nothing\nconnections:\n  - { id: c1, relation: r, from: n1, to: n2 }\n  - { id: c2, from: n3, to: c1 }   # plain\n",
    );
    view(
        VIEW,
        |v| v.content[0].nodes.clear(),
        &VIEW.replace("    nodes: # inside\n      - { node: n2, element: ui } # two\n      # a note\n      - { node: n3, note: \"Replaced\" }\n", ""),
    );
}

#[test]
fn connections_and_selectors() {
    view(
        VIEW,
        |v| v.connections.swap(0, 1),
        &VIEW.replace(
            "  - { id: c1, relation: r, from: n1, to: n2 }\n  - { id: c2, from: n3, to: c1 }   # plain\n",
            "  - { id: c2, from: n3, to: c1 }   # plain\n  - { id: c1, relation: r, from: n1, to: n2 }\n",
        ),
    );
    view(
        VIEW,
        |v| v.connections[1].relation = Some(RelationId::parse("q").unwrap()),
        &VIEW.replace("{ id: c2, from", "{ id: c2, relation: q, from"),
    );
    view(
        VIEW,
        |v| v.connections.push(Connection::new(id("c3"), None, id("n1"), id("n3"))),
        &format!("{VIEW}  - {{ id: c3, from: n1, to: n3 }}\n"),
    );
    view(
        VIEW,
        |v| v.viewpoint = Some("layered".into()),
        &VIEW.replace("# the view\n", "# the view\nviewpoint: layered\n"),
    );
    view(
        "id: v\nselector:\n  not: { tags: [draft] } # n\n  kinds: [ goal ] # k\n",
        |v| v.selector.as_mut().unwrap().kinds.push("driver".into()),
        "id: v\nselector:\n  not: { tags: [draft] } # n\n  kinds: [ goal, driver ] # k\n",
    );
    view(
        "id: v\nselector:\n  kinds: [ goal ] # k\n  any:\n    - tags: [a] # a\n",
        |v| {
            let selector = v.selector.as_mut().unwrap();
            selector.kinds.clear();
            selector.text = Some("t".into());
            selector.any[0].tags = vec!["b".into()];
        },
        "id: v\nselector:\n  text: t\n  any:\n    - tags: [b] # a\n",
    );
}

const LAYOUT: &str = "\
view: v
nodes:
    n2: { x: 10.0, y: 1e1, w: 120 } # two
    # the first
    n1:   {x: 0, y: -5}
    bad: nonsense
connections:
    c1: { bends: [[1, 2], [3.50, 4], [5]], style: { line: \"#fff\" } }
";

#[test]
fn numbers_that_do_not_change_keep_their_digits() {
    let place = |x: f64| NodeLayout { x, ..NodeLayout::default() };
    layout(LAYOUT, |l| l.nodes.get_mut(&id("n2")).unwrap().x = 11.5, &LAYOUT.replace("x: 10.0", "x: 11.5"));
    layout(
        LAYOUT,
        |l| l.nodes.get_mut(&id("n2")).unwrap().h = Some(55.0),
        &LAYOUT.replace("w: 120 }", "w: 120, h: 55 }"),
    );
    layout(LAYOUT, |l| l.nodes.get_mut(&id("n2")).unwrap().w = None, &LAYOUT.replace(", w: 120 }", " }"));
    layout(
        LAYOUT,
        |l| drop(l.nodes.insert(id("n3"), place(1.0))),
        &LAYOUT.replace("# two\n", "# two\n    n3: { x: 1, y: 0 }\n"),
    );
    layout(LAYOUT, |l| drop(l.nodes.remove(&id("n1"))), &LAYOUT.replace("    n1:   {x: 0, y: -5}\n", ""));
    layout(
        LAYOUT,
        |l| l.nodes.clear(),
        &LAYOUT
            .replace("    n1:   {x: 0, y: -5}\n", "")
            .replace("    n2: { x: 10.0, y: 1e1, w: 120 } # two\n", ""),
    );
    layout(LAYOUT, |l| l.connections.clear(), &LAYOUT[..LAYOUT.find("connections").unwrap()]);
    layout(
        "view: v\nnodes: {}\n",
        |l| drop(l.nodes.insert(id("n"), place(2.0))),
        "view: v\nnodes: { n: { x: 2, y: 0 } }\n",
    );
    layout(
        "view: v\nnodes:\n  n: { y: 1 }\n",
        |l| l.nodes.get_mut(&id("n")).unwrap().x = 2.0,
        "view: v\nnodes:\n  n: { x: 2, y: 1 }\n",
    );
    layout(
        "view: v\nnodes:\n  n: { x: \"1\" }\n",
        |l| l.nodes.get_mut(&id("n")).unwrap().x = 2.0,
        "view: v\nnodes:\n  n: { x: \"2\" }\n",
    );
}

#[test]
fn bends_change_one_by_one() {
    let bends = |edit: fn(&mut Vec<Bend>)| {
        move |l: &mut Layout| edit(&mut l.connections.get_mut(&id("c1")).unwrap().bends)
    };
    layout(
        LAYOUT,
        bends(|b| b.push(Bend::At([6.0, 7.0]))),
        &LAYOUT.replace("[3.50, 4], [5]", "[3.50, 4], [6, 7], [5]"),
    );
    layout(LAYOUT, bends(|b| _ = b.remove(0)), &LAYOUT.replace("[1, 2], ", ""));
    layout(LAYOUT, bends(|b| b[1] = Bend::At([3.5, 5.0])), &LAYOUT.replace("[3.50, 4]", "[3.50, 5]"));
    layout(
        LAYOUT,
        bends(|b| b[0] = Bend::Between([1.0, 2.0, 3.0, 4.0])),
        &LAYOUT.replace("[1, 2]", "[1, 2, 3, 4]"),
    );
    layout(LAYOUT, bends(Vec::clear), &LAYOUT.replace("[[1, 2], [3.50, 4], [5]]", "[[5]]"));
    layout(
        "view: v\nconnections:\n  c1:\n    bends:\n      - - 1\n        - 2\n      - [3, 4]\n",
        bends(|b| b[0] = Bend::At([9.0, 2.0])),
        "view: v\nconnections:\n  c1:\n    bends:\n      - - 9\n        - 2\n      - [3, 4]\n",
    );
    layout(
        "view: v\nconnections:\n  c1: { bends: [[1, 2]] }\n",
        bends(Vec::clear),
        "view: v\nconnections:\n  c1: {}\n",
    );
}
