//! Relations, and lists in general: items come, go, change and move, each with its own lines.

use archweave_model::element::{Access, Element};
use archweave_model::id::{EndId, KindId, RelationId};
use archweave_model::yaml::patch::Why;

use crate::{element, refused, relation};

/// Relations of the element `a` before and after an edit; the key itself is part of both.
#[track_caller]
fn relations(text: &str, edit: impl FnOnce(&mut Element), expected: &str) {
    let (head, tail) = ("id: a\nkind: goal\n", "extra: { t: 1 }\n");
    element(&format!("{head}{text}{tail}"), edit, &format!("{head}{expected}{tail}"));
}

fn written(id: &str, kind: &'static str, to: &str) -> archweave_model::element::Relation {
    archweave_model::element::Relation::new(
        RelationId::parse(id).unwrap(),
        KindId::from(kind),
        EndId::parse(to).unwrap(),
    )
}

const THREE: &str = "\
relations:
  # first
  - serving: b # 1

  # second
  - { id: r-2, kind: flow, to: c } # 2
  # third
  - id: r-3 # 3
    # its kind
    kind: triggering
    to: d
";

#[test]
fn adding_one_relation_adds_one_line() {
    relations(THREE, |e| e.relations.push(relation("serving", "z")), &format!("{THREE}  - serving: z\n"));
    relations(
        THREE,
        |e| e.relations.insert(0, relation("serving", "z")),
        &THREE.replace("  # first\n", "  - serving: z\n  # first\n"),
    );
    relations(
        THREE,
        |e| e.relations.insert(2, written("r-9", "access", "z")),
        &THREE.replace("} # 2\n", "} # 2\n  - { id: r-9, kind: access, to: z }\n"),
    );
    relations(
        "relations: []\n",
        |e| e.relations.push(relation("serving", "z")),
        "relations:\n  - serving: z\n",
    );
    relations(
        "relations:   # r\n",
        |e| e.relations.push(relation("serving", "z")),
        "relations:   # r\n  - serving: z\n",
    );
    relations(
        "relations: ~\n",
        |e| e.relations.push(relation("serving", "z")),
        "relations:\n  - serving: z\n",
    );
    relations("", |e| e.relations.push(relation("access", "z")), "relations:\n  - { kind: access, to: z }\n");
    relations(
        "relations: [serving: b, {kind: flow, to: c}]\n",
        |e| e.relations.push(relation("serving", "z")),
        "relations: [serving: b, {kind: flow, to: c}, { serving: z }]\n",
    );
    relations(
        "relations:\n- serving: b\n",
        |e| e.relations.push(relation("serving", "z")),
        "relations:\n- serving: b\n- serving: z\n",
    );
}

#[test]
fn removing_one_relation_removes_its_lines() {
    relations(THREE, |e| drop(e.relations.remove(0)), &THREE.replace("  - serving: b # 1\n", ""));
    relations(
        THREE,
        |e| drop(e.relations.remove(1)),
        &THREE.replace("  - { id: r-2, kind: flow, to: c } # 2\n", ""),
    );
    relations(
        THREE,
        |e| drop(e.relations.remove(2)),
        &THREE.replace("  - id: r-3 # 3\n    # its kind\n    kind: triggering\n    to: d\n", ""),
    );
    relations(THREE, |e| e.relations.clear(), "");
    relations(
        "relations: [ serving: b, flow: c ]\n",
        |e| drop(e.relations.remove(0)),
        "relations: [ flow: c ]\n",
    );
}

#[test]
fn changing_one_field_touches_its_line() {
    relations(THREE, |e| e.relations[2].kind = KindId::from("flow"), &THREE.replace("triggering", "flow"));
    relations(
        THREE,
        |e| e.relations[2].name = "then".into(),
        &THREE.replace("    to: d\n", "    to: d\n    name: then\n"),
    );
    relations(
        THREE,
        |e| e.relations[1].name = "sends".into(),
        &THREE.replace("to: c }", "to: c, name: sends }"),
    );
    relations(THREE, |e| e.relations[1].to = EndId::parse("q").unwrap(), &THREE.replace("to: c", "to: q"));
    relations(
        THREE,
        |e| {
            e.relations[2].has_written_id = false;
            e.relations[2].id = RelationId::derived("a", "triggering", "d");
        },
        &THREE.replace("  - id: r-3 # 3\n    # its kind\n    kind:", "  -\n    # its kind\n    kind:"),
    );
    relations(
        "relations:\n  - id: r\n    kind: flow\n    to: c\n",
        |e| {
            e.relations[0].has_written_id = false;
            e.relations[0].id = RelationId::derived("a", "flow", "c");
        },
        "relations:\n  - kind: flow\n    to: c\n",
    );
    relations(
        "relations:\n  - kind: flow # k\n    to: c\n",
        |e| {
            e.relations[0].has_written_id = true;
            e.relations[0].id = RelationId::parse("r").unwrap();
        },
        "relations:\n  - id: r\n    kind: flow # k\n    to: c\n",
    );
    relations(
        "relations:\n  - { kind: access, to: c, access: bogus } # broken access\n",
        |e| e.relations[0].access = Some(Access::Read),
        "relations:\n  - { kind: access, to: c, access: read } # broken access\n",
    );
}

#[test]
fn the_short_form_stays_as_long_as_it_can() {
    let retarget =
        |kind: &'static str, to: &'static str| move |e: &mut Element| e.relations[0] = relation(kind, to);
    relations(
        "relations:\n  - serving: b # 1\n",
        retarget("serving", "z"),
        "relations:\n  - serving: z # 1\n",
    );
    relations("relations:\n  - serving: b # 1\n", retarget("flow", "b"), "relations:\n  - flow: b # 1\n");
    relations("relations:\n  - 'serving': 'b'\n", retarget("flow", "z"), "relations:\n  - flow: 'z'\n");
    relations(
        "relations:\n  - serving: b # 1\n",
        retarget("access", "b"),
        "relations:\n  - { kind: access, to: b } # 1\n",
    );
    relations(
        "relations:\n  - archimate:serving: b # 1\n",
        retarget("serving", "z"),
        "relations:\n  - archimate:serving: z # 1\n",
    );
    relations(
        "relations:\n  - serving: b # 1\n",
        |e| e.relations[0].name = "n".into(),
        "relations:\n  - { kind: serving, to: b, name: n } # 1\n",
    );
    relations(
        "relations:\n  - serving: b # 1\n",
        |e| e.relations[0] = written("r", "serving", "b"),
        "relations:\n  - { id: r, kind: serving, to: b } # 1\n",
    );
    relations(
        "relations: [serving: b, flow: c]\n",
        |e| e.relations[0] = written("r", "serving", "b"),
        "relations: [{ id: r, kind: serving, to: b }, flow: c]\n",
    );
    relations(
        "relations:\n  - { serving: b, name: n } # 1\n",
        |e| e.relations[0].name = "m".into(),
        "relations:\n  - { serving: b, name: m } # 1\n",
    );
    relations(
        "relations:\n  - serving: b # 1\n    name: n # 2\n",
        |e| e.relations[0].description = "d".into(),
        "relations:\n  - serving: b # 1\n    name: n # 2\n    description: d\n",
    );
    relations(
        "relations:\n  - serving: b\n    # the name\n    name: n\n",
        |e| {
            e.relations[0].id = RelationId::parse("r").unwrap();
            e.relations[0].has_written_id = true;
        },
        "relations:\n  - id: r\n    kind: serving\n    to: b\n    # the name\n    name: n\n",
    );
    relations(
        "relations:\n  - { serving: b, name: n } # 1\n",
        |e| {
            e.relations[0].id = RelationId::parse("r").unwrap();
            e.relations[0].has_written_id = true;
        },
        "relations:\n  - { id: r, kind: serving, to: b, name: n } # 1\n",
    );
    relations(
        "relations:\n  - serving: b\n    name: n # 2\n",
        |e| {
            e.relations[0].id = RelationId::parse("r").unwrap();
            e.relations[0].has_written_id = true;
        },
        "relations:\n  - id: r\n    kind: serving\n    to: b\n    name: n # 2\n",
    );
}

#[test]
fn items_move_with_their_comments() {
    relations(
        THREE,
        |e| e.relations.rotate_right(1),
        "\
relations:
  # third
  - id: r-3 # 3
    # its kind
    kind: triggering
    to: d
  # first
  - serving: b # 1

  # second
  - { id: r-2, kind: flow, to: c } # 2
",
    );
    relations(
        THREE,
        |e| {
            e.relations.swap(0, 1);
            e.relations[0].name = "n".into();
        },
        "\
relations:

  # second
  - { id: r-2, kind: flow, to: c, name: n } # 2
  # first
  - serving: b # 1
  # third
  - id: r-3 # 3
    # its kind
    kind: triggering
    to: d
",
    );
    relations(
        "relations: [serving: b, flow: c, triggering: d]\n",
        |e| e.relations.rotate_left(1),
        "relations: [flow: c, triggering: d, serving: b]\n",
    );
}

#[test]
fn what_reading_left_out_is_never_touched() {
    const BROKEN: &str = "\
relations:
  - { kind: serving } # no target
  - serving: b
  - nonsense
  - flow: c
  -
";
    relations(BROKEN, |e| drop(e.relations.remove(0)), &BROKEN.replace("  - serving: b\n", ""));
    relations(BROKEN, |e| e.relations[1] = relation("flow", "z"), &BROKEN.replace("flow: c", "flow: z"));
    relations(
        BROKEN,
        |e| e.relations.clear(),
        &BROKEN.replace("  - serving: b\n", "").replace("  - flow: c\n", ""),
    );
    relations(
        BROKEN,
        |e| e.relations.push(relation("serving", "z")),
        &BROKEN.replace("flow: c\n", "flow: c\n  - serving: z\n"),
    );
    relations(
        BROKEN,
        |e| e.relations.swap(0, 1),
        &BROKEN.replace("  - flow: c\n", "").replace("  - serving: b\n", "  - flow: c\n  - serving: b\n"),
    );
}

#[test]
fn a_comment_inside_of_what_is_written_anew_refuses() {
    refused(
        "id: a\nkind: goal\nrelations: [\n  serving: # why\n    b\n]\n",
        |e| e.relations[0].name = "n".into(),
        Why::Comment,
    );
    refused(
        "id: a\nkind: goal\nproperties:\n  k:\n    - x # why\n    - y\n",
        |e| e.properties.set("k", "z".into()),
        Why::Comment,
    );
}

#[test]
fn a_value_that_no_file_can_say_is_refused() {
    let own = |e: &mut Element| {
        e.relations.push(written("r", "serving", "b"));
        e.relations[0].from = Some(EndId::parse("a").unwrap());
    };
    refused("id: a\nkind: goal\n", own, Why::ReadsOtherwise);
}
