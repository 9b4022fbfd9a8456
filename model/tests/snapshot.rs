//! A snapshot that was updated answers like one that was built anew; rules find what they should.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::sync::Arc;

use archweave_model::graph::{self, Direction, Follow};
use archweave_model::snapshot::{RelationEntry, Snapshot};
use archweave_model::viewpoint::words;
use archweave_model::yaml::{self, FileClass, ParsedFile};
use proptest::prelude::*;

type Files = BTreeMap<String, String>;

fn parsed(path: &str, text: &str) -> (Arc<str>, Arc<ParsedFile>) {
    let class = FileClass::of(path).unwrap();
    (path.into(), Arc::new(yaml::read(class, text.as_bytes())))
}

fn build(files: &Files) -> Snapshot {
    Snapshot::build(files.iter().map(|(path, text)| parsed(path, text)).collect())
}

/// Everything a reader can see, as text.
fn seen(snapshot: &Snapshot) -> Vec<String> {
    let relation = |e: &RelationEntry<'_>| format!("{} {} -> {}", e.relation.id, e.source(), e.relation.to);
    let mut lines =
        vec![format!("{} elements, {} relations", snapshot.element_count(), snapshot.relation_count())];
    for slot in snapshot.slots() {
        let element = snapshot.element_at(slot).unwrap();
        let id = element.id.as_str();
        assert_eq!(snapshot.slot_of(id), Some(slot));
        lines.push(format!("{id} {} in {}", element.name.main(), snapshot.file_at(slot).unwrap()));
        lines.extend(snapshot.outgoing(id).iter().map(|e| format!("  out {}", relation(e))));
        lines.extend(snapshot.incoming(id).iter().map(|e| format!("  in {}", relation(e))));
        for direction in [Direction::Out, Direction::In, Direction::Both] {
            let mut reached: Vec<&str> = graph::reach(snapshot, slot, direction, 3, &Follow::all(), 100)
                .iter()
                .map(|r| snapshot.element_at(r.slot).unwrap().id.as_str())
                .collect();
            reached.sort_unstable();
            lines.push(format!("  {direction:?} {reached:?}"));
        }
        lines.push(format!("  views {:?}", snapshot.views_showing(id)));
    }
    for view in snapshot.views() {
        lines.push(format!(
            "view {} {:?}",
            view.id,
            snapshot.layout(view.id.as_str()).map(|l| l.nodes.len())
        ));
    }
    let mut found: Vec<String> = snapshot
        .diagnostics()
        .iter()
        .map(|d| format!("{} {:?} {} {}", d.location.file, d.severity, d.code, d.message))
        .collect();
    found.sort();
    lines.extend(found);
    lines
}

/// A file's new text; none removes it.
fn change() -> impl Strategy<Value = (String, Option<String>)> {
    let kinds = prop::sample::select(vec![
        "goal",
        "junction",
        "business-process",
        "application-component",
        "nonsense",
    ]);
    let targets = prop::collection::vec(
        (prop::sample::select(vec!["serving", "association", "triggering", "flow"]), 0..9_u32),
        0..4,
    );
    let element = (0..7_u32, kinds, targets, any::<bool>()).prop_map(|(n, kind, targets, steward)| {
        let mut text = format!("id: e{n}\nkind: {kind}\nname: element {n}\n");
        if steward {
            text.push_str(&format!("steward: e{}\n", (n + 3) % 9));
        }
        if !targets.is_empty() {
            text.push_str("relations:\n");
        }
        let mut known = std::collections::BTreeSet::new();
        for (relation, to) in targets {
            // Now and then twice the same, which is a finding.
            if known.insert((relation, to)) || to == 8 {
                text.push_str(&format!("  - {relation}: e{to}\n"));
            }
        }
        (format!("elements/e{n}.yaml"), Some(text))
    });
    let view =
        (0..3_u32, prop::collection::vec(0..8_u32, 0..4), any::<bool>()).prop_map(|(n, shown, broken)| {
            let mut text = format!("id: v{n}\ncontent:\n");
            for (at, id) in shown.iter().enumerate() {
                let at = if broken { 0 } else { at };
                text.push_str(&format!("  - {{ node: n{at}, element: e{id} }}\n"));
            }
            (format!("views/v{n}.yaml"), Some(text))
        });
    let layout = (0..3_u32, 0..4_u32).prop_map(|(n, node)| {
        let text = format!("view: v{n}\nnodes:\n  n{node}: {{ x: 1, y: 2 }}\n");
        (format!("layouts/v{n}.yaml"), Some(text))
    });
    let odd = prop_oneof![
        Just(("elements/other.yaml".to_owned(), Some("id: e1\nkind: goal\n".to_owned()))),
        Just(("elements/odd.yaml".to_owned(), Some("id: e7\nkind: goal\nrelations:\n  - { id: r1, kind: association, to: e1 }\n  - { kind: association, from: r1, to: e2 }\n".to_owned()))),
        Just(("elements/broken.yaml".to_owned(), Some("id: [".to_owned()))),
        Just(("archweave.yaml".to_owned(), Some("format: 1\nrules: { level: warn, unknown-kind: off }\n".to_owned()))),
        glossary().prop_map(|text| ("glossary/words.yaml".to_owned(), Some(text))),
        Just(("metamodel/own.yaml".to_owned(), Some("kinds: [{ id: \"my:nonsense\", parents: [goal], label: N }]\n".to_owned()))),
    ];
    let write = prop_oneof![4 => element, 4 => answerable(), 2 => view, 1 => layout, 1 => odd];
    (write, prop::bool::weighted(0.25)).prop_map(|((path, text), remove)| (path, text.filter(|_| !remove)))
}

/// Terms whose words elements are called by.
fn glossary() -> impl Strategy<Value = String> {
    let terms = prop::sample::subsequence(
        vec![
            "{ id: order, name: { en: Order, zh: 订单 }, elements: [e1, e4], avoid: [ticket] }",
            "{ id: job, name: Job, audiences: { business: Order } }",
            "{ id: desk, name: Desk, elements: [e2], kind: goal, avoid: [{ en: order }] }",
            "{ id: goal, name: { zh: 订单 }, elements: [e2, e8], kind: 'my:nonsense', audiences: { it: Job } }",
        ],
        0..4,
    );
    terms.prop_map(|terms| format!("terms: [{}]\n", terms.join(", ")))
}

/// Elements that rules about accountability, duplicates, parts and other systems look at: their
/// findings depend on elements two steps away.
fn answerable() -> impl Strategy<Value = (String, Option<String>)> {
    let kinds = prop::sample::select(vec![
        "application-component",
        "application-component",
        "business-process",
        "business-rule",
        "capability",
        "data-object",
        "data-product",
        "gap",
        "goal",
        "indicator",
        "policy-clause",
        "requirement",
    ]);
    let keys = prop::collection::btree_set(
        prop::sample::select(vec![
            "lifecycle: active",
            "lifecycle: retired",
            "owner: somebody",
            "confidentiality: secret",
            "external: { system: jira, id: A-1 }",
        ]),
        0..3,
    );
    let properties = prop::collection::btree_set(
        prop::sample::select(vec![
            "class: business-outcome",
            "decision: agreed",
            "sharing: open",
            "personal_data: yes",
            "duplicate_reason: law",
            "states: [{ id: s1 }, { id: s2 }]",
            "transitions: [{ id: t1, from: s1, to: s2 }]",
            "attributes: [{ id: s1, name: same }]",
        ]),
        0..4,
    );
    let relations = prop::collection::btree_set(
        (
            prop::sample::select(vec![
                "realization",
                "specialization",
                "serving",
                "access",
                "association",
                "aggregation",
                "assignment",
            ]),
            0..7_u32,
            prop::sample::select(vec!["", "#s1", "#s9"]),
            any::<bool>(),
        ),
        0..5,
    );
    let names = prop::sample::select(vec![
        "",
        "Order",
        "{ en: order, zh: 处理订单 }",
        "Job",
        "Ticket desk",
        "{ zh: 订单 }",
    ]);
    (0..7_u32, (kinds, names), keys, properties, relations).prop_map(|(n, (kind, name), keys, properties, relations)| {
        let mut text = format!("id: e{n}\nkind: {kind}\nname: {name}\n");
        let mut seen = std::collections::BTreeSet::new();
        for key in keys {
            if seen.insert(key.split(':').next()) {
                text.push_str(&format!("{key}\n"));
            }
        }
        text.push_str("properties:\n");
        properties.iter().for_each(|property| text.push_str(&format!("  {property}\n")));
        text.push_str("relations:\n");
        for (at, (kind, to, part, is_accountable)) in relations.into_iter().enumerate() {
            let responsibility = if is_accountable { "[A]" } else { "[R]" };
            text.push_str(&format!(
                "  - {{ id: e{n}-{at}, kind: {kind}, to: 'e{to}{part}', properties: {{ responsibility: {responsibility} }} }}\n"
            ));
        }
        (format!("elements/e{n}.yaml"), Some(text))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_update_is_the_same_as_building_anew(
        start in prop::collection::vec(change(), 0..12),
        rounds in prop::collection::vec(prop::collection::vec(change(), 1..4), 1..6),
    ) {
        let mut files = Files::new();
        for (path, text) in start {
            if let Some(text) = text { files.insert(path, text); }
        }
        let mut snapshot = build(&files);
        for round in rounds {
            let mut changes = BTreeMap::new();
            for (path, text) in round {
                match &text {
                    Some(text) => { files.insert(path.clone(), text.clone()); }
                    None => { files.remove(&path); }
                }
                changes.insert(path, text);
            }
            let changes = changes.into_iter().map(|(path, text)| match text {
                Some(text) => { let (path, file) = parsed(&path, &text); (path, Some(file)) }
                None => (path.as_str().into(), None),
            });
            snapshot = snapshot.update(changes.collect());
            prop_assert_eq!(seen(&snapshot), seen(&build(&files)));
        }
    }
}

/// Every goal of these small models would be unmeasured and every process without somebody accountable.
const MANIFEST: &str = "format: 1\nrules: { unmeasured-goal: off, process-accountability: off }\n";

/// Codes found in a model of these files, with line and column.
fn found(files: &[(&str, &str)]) -> Vec<String> {
    let mut all: Files = files.iter().map(|(p, t)| (p.to_string(), t.to_string())).collect();
    all.entry("archweave.yaml".into()).or_insert(MANIFEST.into());
    let mut found = build(&all).diagnostics();
    yaml::locate(&mut found, |file| all.get(file).cloned());
    found
        .iter()
        .map(|d| format!("{} {}:{}:{}", d.code, d.location.file, d.location.line, d.location.column))
        .collect()
}

#[test]
fn each_rule_finds_its_mistake_at_its_place_and_nothing_else() {
    let goal = ("elements/g.yaml", "id: g\nkind: goal\n");
    let app = (
        "elements/app.yaml",
        "id: app\nkind: application-component\nrelations:\n  - { id: r1, kind: serving, to: bp }\n",
    );
    let process = ("elements/bp.yaml", "id: bp\nkind: business-process\n");
    let check = |files: &[(&str, &str)], expected: &[&str]| assert_eq!(found(files), expected, "{files:?}");
    check(&[goal, app, process], &[]);
    check(&[("elements/x.yaml", "id: x\nkind: busines-process\n")], &["unknown-kind elements/x.yaml:2:7"]);
    check(
        &[
            ("elements/x.yaml", "id: x\nkind: goal\n"),
            ("elements/y.yaml", "# a comment\nid: x\nkind: goal\n"),
        ],
        &["duplicate-id elements/y.yaml:2:5"],
    );
    check(
        &[("elements/x.yaml", "id: x\nkind: goal\nrelations:\n  - association: nowhere\n")],
        &["dangling-relation elements/x.yaml:4:5"],
    );
    check(
        &[(
            "elements/x.yaml",
            "id: x\nkind: goal\nrelations:\n  - { id: r, kind: association, to: nowhere }\n",
        )],
        &["dangling-relation elements/x.yaml:4:37"],
    );
    check(
        &[goal, ("elements/x.yaml", "id: x\nkind: goal\nrelations:\n  - { id: r, kind: serving, to: g }\n")],
        &["illegal-relation elements/x.yaml:4:20"],
    );
    check(
        &[
            goal,
            ("archweave.yaml", "format: 1\nrules: { level: off, unmeasured-goal: off }\n"),
            ("elements/x.yaml", "id: x\nkind: goal\nrelations:\n  - serving: g\n"),
        ],
        &[],
    );
    check(
        &[
            goal,
            ("elements/x.yaml", "id: x\nkind: goal\nrelations:\n  - association: g\n  - association: g\n"),
        ],
        &["duplicate-relation elements/x.yaml:5:5"],
    );
    check(
        &[("elements/x.yaml", "id: x\nkind: goal\nzachman: architect.howl\n")],
        &["unknown-cell elements/x.yaml:3:10"],
    );
    check(
        &[("elements/x.yaml", "id: x\nkind: goal\nlifecycle: { state: dead, since: 2026-02-30 }\n")],
        &["bad-lifecycle elements/x.yaml:3:21", "bad-lifecycle elements/x.yaml:3:34"],
    );
    check(
        &[("elements/x.yaml", "id: x\nkind: goal\nspecialization: Nope\n")],
        &["unknown-specialization elements/x.yaml:3:17"],
    );
    check(
        &[("elements/x.yaml", "id: x\nkind: goal\nsteward: nobody\n")],
        &["unknown-reference elements/x.yaml:3:10"],
    );
    check(
        &[("elements/x.yaml", "id: x\nkind: goal\njunction: or\n")],
        &["misplaced-attribute elements/x.yaml:3:11"],
    );
    check(
        &[
            app,
            process,
            ("elements/j.yaml", "id: j\nkind: junction\nrelations:\n  - flow: bp\n"),
            ("elements/b2.yaml", "id: b2\nkind: business-process\nrelations:\n  - triggering: j\n"),
        ],
        &["mixed-junction elements/j.yaml:1:5"],
    );
    let junction = ("elements/j.yaml", "id: j\nkind: junction\nrelations:\n  - triggering: bp\n");
    let event = ("elements/ev.yaml", "id: ev\nkind: business-event\nrelations:\n  - triggering: j\n");
    let odd = ("elements/odd.yaml", "id: odd\nkind: goal\nrelations:\n  - triggering: j\n");
    check(&[process, junction, event], &[]);
    check(&[process, junction, event, odd], &["junction-ends elements/j.yaml:1:5"]);
    check(&[("archweave.yaml", "format: 2\n")], &["unknown-format archweave.yaml:1:9"]);
    check(
        &[("views/v.yaml", "id: v\ncontent:\n  - { node: n, element: gone }\n")],
        &["unknown-element views/v.yaml:3:25"],
    );
    check(
        &[goal, ("views/v.yaml", "id: v\nviewpoint: organization\ncontent:\n  - { node: n, element: g }\n")],
        &["outside-viewpoint views/v.yaml:4:25"],
    );
    check(
        &[
            app,
            process,
            goal,
            (
                "views/v.yaml",
                "id: v\ncontent:\n  - { node: n1, element: app }\n  - { node: n2, element: g }\nconnections:\n  - { id: c, relation: r1, from: n1, to: n2 }\n",
            ),
        ],
        &["wrong-connection views/v.yaml:6:24"],
    );
    check(
        &[
            goal,
            (
                "views/v.yaml",
                "id: v\ncontent:\n  - { node: n, element: g }\nconnections:\n  - { id: n, from: n, to: m }\n",
            ),
        ],
        &["duplicate-node views/v.yaml:5:5", "unknown-end views/v.yaml:5:27"],
    );
    check(
        &[("layouts/v.yaml", "view: v\nnodes: { n: { x: 1, y: 1 } }\n")],
        &["unknown-view layouts/v.yaml:1:7"],
    );
    check(
        &[("views/v.yaml", "id: v\n"), ("layouts/v.yaml", "view: v\nnodes: { n: { x: 1, y: 1 } }\n")],
        &["unknown-node layouts/v.yaml:2:13"],
    );
    check(
        &[("metamodel/m.yaml", "kinds:\n  - { id: regulation, parents: [requirement] }\n")],
        &["bad-metamodel metamodel/m.yaml:2:5"],
    );
    check(
        &[("metamodel/m.yaml", "kinds:\n  - { id: \"a:b\", parents: [requirement], wrong: 1 }\n")],
        &["wrong-type metamodel/m.yaml:2:42"],
    );
    check(
        &[
            (
                "metamodel/m.yaml",
                "properties:\n  - { key: level, on: [goal], type: integer, min: 1, max: 3 }\n  - { key: of, on: [goal], type: reference, to: [stakeholder] }\n",
            ),
            goal,
            ("elements/x.yaml", "id: x\nkind: goal\nproperties:\n  level: 4\n  of: g\n"),
        ],
        &["bad-value elements/x.yaml:4:10", "unknown-reference elements/x.yaml:5:7"],
    );
}

#[test]
fn a_repositorys_own_viewpoints_count() {
    let goal = ("elements/g.yaml", "id: g\nkind: goal\n");
    let own = "viewpoints:\n  - { id: aims, label: Aims, kinds: [motivation-of-all] }\n  - { id: aims, label: Again }\n  - { id: organization, label: Ours, kinds: [driver] }\n";
    let view =
        |viewpoint: &str| format!("id: v\nviewpoint: {viewpoint}\ncontent:\n  - {{ node: n, element: g }}\n");
    let check = |files: &[(&str, &str)], expected: &[&str]| assert_eq!(found(files), expected, "{files:?}");
    check(
        &[goal, ("metamodel/m.yaml", own), ("views/v.yaml", &view("aims"))],
        &[
            "bad-metamodel metamodel/m.yaml:2:38",
            "bad-metamodel metamodel/m.yaml:3:11",
            "outside-viewpoint views/v.yaml:4:25",
        ],
    );
    let driver = ("elements/g.yaml", "id: g\nkind: driver\n");
    let ours = "viewpoints: [{ id: organization, label: Ours, kinds: [driver] }]\n";
    check(&[driver, ("metamodel/m.yaml", ours), ("views/v.yaml", &view("organization"))], &[]);
    check(&[driver, ("views/v.yaml", &view("organization"))], &["outside-viewpoint views/v.yaml:4:25"]);
    let kinds = "kinds: [{ id: 'my:aim', parents: [driver], label: Aim }]\n";
    let aim = ("elements/g.yaml", "id: g\nkind: 'my:aim'\n");
    check(
        &[
            aim,
            ("metamodel/a.yaml", ours),
            ("metamodel/k.yaml", kinds),
            ("views/v.yaml", &view("organization")),
        ],
        &[],
    );
    let audiences = "audiences:\n  - { id: board, like: nobody }\n  - { id: a b }\nviewpoints:\n  - { id: x, audiences: { bord: {} }, show: { follow: [{ relations: [serves] }], figures: { gaol: star } } }\n";
    check(
        &[("metamodel/m.yaml", audiences)],
        &[
            "bad-metamodel metamodel/m.yaml:3:11",
            "bad-metamodel metamodel/m.yaml:2:24",
            "bad-metamodel metamodel/m.yaml:5:70",
            "bad-metamodel metamodel/m.yaml:5:99",
            "bad-metamodel metamodel/m.yaml:5:33",
        ],
    );
    check(
        &[
            ("views/v.yaml", "id: v\nviewpoint: layered\nshow: { relations: [serves] }\n"),
            ("layouts/v.yaml", "view: v\nnodes: { crm: { x: 1, y: 1 } }\n"),
        ],
        &["unknown-kind views/v.yaml:3:21"],
    );
}

#[test]
fn words_and_model_agree() {
    let order = ("elements/a.yaml", "id: order\nkind: business-object\nname: { en: Order, zh: 订单 }\n");
    let words =
        "terms:\n  - { id: order, name: { en: Order, zh: 订单 }, elements: [order], avoid: [Slip] }\n";
    let check = |more: &[(&str, &str)], expected: &[&str]| {
        let files: Vec<(&str, &str)> = [order].into_iter().chain(more.iter().copied()).collect();
        assert_eq!(found(&files), expected, "{files:?}");
    };
    let glossary = ("glossary/w.yaml", words);
    let node = "id: z\nkind: node\nname: ";
    let data = "id: z\nkind: data-object\nname: Order\nrelations:\n  - realization: order\n";
    check(&[glossary], &[]);
    check(&[glossary, ("elements/z.yaml", &format!("{node}order"))], &["ambiguous-term elements/z.yaml:3:7"]);
    check(
        &[glossary, ("elements/z.yaml", &format!("{node}{{ zh: 订单 }}"))],
        &["ambiguous-term elements/z.yaml:3:7"],
    );
    check(&[glossary, ("elements/z.yaml", &format!("{node}{{ de: Order }}"))], &[]);
    check(&[glossary, ("elements/z.yaml", &format!("{node}Orders"))], &[]);
    check(&[("elements/z.yaml", &format!("{node}Order"))], &[]);
    check(&[glossary, ("elements/z.yaml", data)], &[]);
    check(&[glossary, ("elements/z.yaml", "id: z\nkind: business-object\nname: Order\n")], &[]);
    check(
        &[glossary, ("elements/z.yaml", &format!("{node}{{ en: The slip }}"))],
        &["avoided-term elements/z.yaml:3:13"],
    );
    let two = |second: &str| format!("{words}  - {second}\n");
    for (second, expected) in [
        ("{ id: b, name: order }", &["ambiguous-term glossary/w.yaml:3:20"][..]),
        ("{ id: b, name: { zh: 订单 } }", &["ambiguous-term glossary/w.yaml:3:20"]),
        ("{ id: b, name: { de: Order } }", &[]),
        ("{ id: b, name: Job, audiences: { business: Order } }", &["ambiguous-term glossary/w.yaml:3:48"]),
        ("{ id: b, name: Job, elements: [order] }", &["two-terms glossary/w.yaml:3:36"]),
        ("{ id: b, name: Job, elements: [gone] }", &["unknown-term-element glossary/w.yaml:3:36"]),
        ("{ id: b, name: Job, kind: gaol }", &["unknown-term-element glossary/w.yaml:3:31"]),
        ("{ id: b, name: Job, audiences: { bord: Task } }", &["unknown-audience glossary/w.yaml:3:44"]),
        ("{ id: order, name: Job }", &["bad-metamodel glossary/w.yaml:3:11"]),
        ("{ id: b }", &["bad-metamodel glossary/w.yaml:3:11"]),
    ] {
        check(&[("glossary/w.yaml", &two(second))], expected);
    }
    check(&[("glossary/w.yaml", "kinds: []\n")], &["wrong-type glossary/w.yaml:1:1"]);
}

#[test]
fn an_audience_has_words_of_its_own_or_those_it_is_like() {
    let files: Files = [
        ("metamodel/a.yaml", "audiences: [{ id: board, like: business }, { id: owl, like: lark }, { id: lark, like: owl }]\n"),
        ("glossary/w.yaml", "terms:\n  - { id: t, name: T, elements: [order], audiences: { business: { en: Job, zh: 任务 }, lark: Song } }\n  - { id: u, name: U, elements: [bill], audiences: { board: Invoice } }\n"),
        ("elements/a.yaml", "id: order\nkind: business-object\n"),
        ("elements/b.yaml", "id: bill\nkind: business-object\n"),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .into();
    let snapshot = build(&files);
    for (audience, element, language, expected) in [
        (None, "order", "en", None),
        (Some("business"), "order", "en", Some("Job")),
        (Some("business"), "order", "zh", Some("任务")),
        (Some("board"), "order", "zh", Some("任务")),
        (Some("board"), "bill", "zh", Some("Invoice")),
        (Some("business"), "bill", "zh", None),
        (Some("owl"), "order", "en", Some("Song")),
        (Some("it"), "order", "en", None),
        (Some("nobody"), "order", "en", None),
    ] {
        let slot = snapshot.slot_of(element).unwrap();
        let found = words(snapshot.metamodel(), audience, snapshot.element_at(slot).unwrap(), language);
        assert_eq!(found, expected, "{audience:?} {element} {language}");
    }
}

#[test]
fn shortest_paths_are_all_found_in_a_fixed_order() {
    let element = |id: &str, to: &[&str]| {
        let relations: String = to.iter().map(|to| format!("  - association: {to}\n")).collect();
        (format!("elements/{id}.yaml"), format!("id: {id}\nkind: goal\nrelations:\n{relations}"))
    };
    let files: Files = [
        element("a", &["b", "c"]),
        element("b", &["d"]),
        element("c", &["d"]),
        element("d", &["e", "a"]),
        element("e", &[]),
        element("f", &[]),
    ]
    .into();
    let snapshot = build(&files);
    let slot = |id: &str| snapshot.slot_of(id).unwrap();
    let paths = |from: &str, to: &str, depth| -> Vec<String> {
        graph::paths(&snapshot, slot(from), slot(to), Direction::Out, depth, &Follow::all(), 10)
            .iter()
            .map(|p| p.iter().map(|e| snapshot.element_at(e.slot).unwrap().id.to_string()).collect())
            .collect()
    };
    assert_eq!(paths("a", "e", 5), ["bde", "cde"]);
    assert_eq!(paths("a", "e", 2), [""; 0]);
    assert_eq!(paths("e", "a", 5), [""; 0]);
    assert_eq!(paths("a", "f", 5), [""; 0]);
    let cycles = graph::cycles(&snapshot, &Follow::all());
    assert_eq!(cycles, [["a", "b", "c", "d"].map(slot).to_vec()]);
}
