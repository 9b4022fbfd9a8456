//! Whatever is edited: the rows before and what differs give the rows after.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use archweave_index::projection::{Projected, ProjectionRows, Replaced, Row};
use archweave_model::snapshot::Snapshot;
use archweave_model::yaml::{FileClass, read};
use proptest::prelude::*;

use super::{delta, history, whole};

/// Rows of all tables as text, in order.
type Rows = Vec<(&'static str, String)>;

fn add<R: Row>(rows: &mut Rows, of: &[R]) {
    rows.extend(of.iter().map(|row| (R::TABLE, format!("{:?}", row.cells()))));
}

fn rows(snapshot: &Snapshot) -> ProjectionRows {
    let mut all = ProjectionRows::default();
    whole::hand_on(snapshot, &mut |some| {
        all.elements.extend(some.elements);
        all.relations.extend(some.relations);
        all.properties.extend(some.properties);
        all.views.extend(some.views);
        all.findings.extend(some.findings);
        Ok(())
    })
    .unwrap();
    all
}

fn text(all: &ProjectionRows) -> Rows {
    let mut rows = Rows::new();
    add(&mut rows, &all.elements);
    add(&mut rows, &all.relations);
    add(&mut rows, &all.properties);
    add(&mut rows, &all.views);
    add(&mut rows, &all.findings);
    rows.sort();
    rows
}

/// As the database does it.
fn apply<R: Row + Clone>(rows: &mut Vec<R>, with: &Replaced<R>) {
    let place = R::COLUMNS.iter().position(|(name, _)| *name == R::KEY).unwrap();
    rows.retain(|row| !with.keys.iter().any(|key| row.cells()[place] == **key));
    rows.extend(with.rows.iter().cloned());
}

fn check(before: &Snapshot, after: &Snapshot) -> usize {
    let delta = delta::between(before, after);
    let mut all = rows(before);
    apply(&mut all.elements, &delta.elements);
    apply(&mut all.relations, &delta.relations);
    apply(&mut all.properties, &delta.properties);
    apply(&mut all.views, &delta.views);
    apply(&mut all.findings, &delta.findings);
    assert_eq!(text(&all), text(&rows(after)));
    delta.elements.keys.len()
}

/// What a file becomes; none: it goes.
#[derive(Clone, Debug)]
struct Edit(String, Option<String>);

fn element() -> impl Strategy<Value = Edit> {
    let kind = prop::sample::select(vec![
        "requirement",
        "application-component",
        "business-process",
        "goal",
        "environment",
        "acme:form",
        "nonsense",
    ]);
    let name = prop::sample::select(vec!["A", "{ en: B, zh: 乙 }", "{ zh: 丙 }", "''"]);
    let relation = (prop::sample::select(vec!["serving", "realization", "association", "wrong"]), target());
    let relations = prop::collection::vec(relation, 0..3);
    let more = prop::sample::select(vec![
        "",
        "owner: c\n",
        "properties: { statement: S, decision: agreed, level: system }\n",
        "tags: [x, y]\nproperties: { decided: { by: a, at: [1, 2.5] } }\n",
        "zachman: architect.how\nlifecycle: { state: active, since: 2026-01-01 }\n",
        "unknown: 1\n",
        "broken: [\n",
    ]);
    // A file's name and the id in it differ now and then, so that ids move and stand twice.
    let of = ("[a-e]", prop_oneof![9 => Just(None), 1 => "[a-e]".prop_map(Some)]);
    (of, kind, name, relations, more, 0..10_u8).prop_map(|((file, id), kind, name, relations, more, gone)| {
        let id = id.unwrap_or_else(|| file.clone());
        let mut text = format!("id: {id}\nkind: {kind}\nname: {name}\n{more}");
        if !relations.is_empty() {
            text.push_str("relations:\n");
        }
        for (number, (kind, to)) in relations.iter().enumerate() {
            let _ = writeln!(text, "  - {{ id: r-{file}-{number}, kind: {kind}, to: {to} }}");
        }
        Edit(format!("elements/x/{file}.yaml"), (gone > 1).then_some(text))
    })
}

/// Elements that are there or not, and now and then a relation.
fn target() -> impl Strategy<Value = String> {
    prop_oneof![12 => "[a-f]", 1 => "[a-e]".prop_map(|id| format!("r-{id}-0"))]
}

fn other() -> impl Strategy<Value = Edit> {
    let all = vec![
        ("archweave.yaml", "format: 1\nname: M\nlanguages: [en, zh]\n"),
        ("archweave.yaml", "format: 1\nname: M\nlanguages: [zh]\nrules: { level: off }\n"),
        ("metamodel/acme.yaml", "kinds:\n  - { id: 'acme:form', parents: [requirement], label: Form }\n"),
        ("metamodel/acme.yaml", "kinds:\n  - { id: 'acme:form', parents: [goal], label: Form }\n"),
        ("views/v.yaml", "id: v\nname: V\ncontent:\n  - { node: n, element: a }\n"),
        (
            "views/v.yaml",
            "id: v\nname: { zh: 视图 }\nviewpoint: layered\ncontent:\n  - { node: n, element: b }\n",
        ),
        ("relations/l.yaml", "id: l\nkind: serving\nfrom: nowhere\nto: a\n"),
        ("views/w.yaml", "id: [\n"),
    ];
    (prop::sample::select(all), any::<bool>())
        .prop_map(|((path, text), is_there)| Edit(path.to_owned(), is_there.then(|| text.to_owned())))
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    prop::collection::vec(prop_oneof![8 => element(), 1 => other()], 1..5)
}

fn update(before: &Snapshot, edits: &[Edit]) -> Snapshot {
    let by_path: BTreeMap<&str, Option<&str>> =
        edits.iter().map(|Edit(path, text)| (path.as_str(), text.as_deref())).collect();
    let change = |(path, text): (&str, Option<&str>)| {
        let class = FileClass::of(path).unwrap();
        (Arc::from(path), text.map(|text| Arc::new(read(class, text.as_bytes()))))
    };
    before.update(by_path.into_iter().map(change).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn what_differs_leads_from_any_model_to_the_next(steps in prop::collection::vec(edits(), 2..6)) {
        let mut now = Snapshot::build(Vec::new());
        let mut last = BTreeMap::new();
        for (ordinal, edits) in steps.iter().enumerate() {
            let next = update(&now, edits);
            check(&now, &next);
            check(&next, &now);
            let at = Projected { revision: "r".to_owned(), at: 0, ordinal: ordinal as i64 };
            for row in history::rows(&now, &next, &at) {
                let state = (row.fingerprint, row.decision);
                prop_assert!(last.insert(row.element, state.clone()) != Some(state), "nothing changed");
            }
            now = next;
        }
        // Its last row says of each element what is true of it now.
        let at = Projected { revision: "r".to_owned(), at: 0, ordinal: 0 };
        last.retain(|_, (fingerprint, _)| fingerprint.is_some());
        let anew = history::rows(&Snapshot::build(Vec::new()), &now, &at);
        let anew: BTreeMap<_, _> =
            anew.into_iter().map(|row| (row.element, (row.fingerprint, row.decision))).collect();
        prop_assert_eq!(anew, last);
    }
}

#[test]
fn a_small_change_of_a_large_model_touches_few_rows() {
    let file = |number: u32, name: &str| {
        let next = number + 1;
        let text = format!(
            "id: e{number}\nkind: application-component\nname: {name}\nrelations:\n  - serving: e{next}\n"
        );
        Edit(format!("elements/x/{number}.yaml"), Some(text))
    };
    let before =
        update(&Snapshot::build(Vec::new()), &(0..2_000).map(|at| file(at, "A")).collect::<Vec<_>>());
    let after = update(&before, &[file(1_000, "B")]);
    assert_eq!(check(&before, &after), 1);
}
