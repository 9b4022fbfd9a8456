//! The schemas accept what the format accepts and refuse what it reports; the copies under
//! `docs/reference/schemas/` are up to date (`ARCHWEAVE_BLESS=1` writes them).

#![allow(clippy::unwrap_used, reason = "a step that fails is a test that fails")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use archweave_model::metamodel::{Extension, Metamodel};
use archweave_model::schema::schemas;
use archweave_model::yaml::{self, FileClass};
use jsonschema::Validator;
use serde_json::Value;

fn validators(metamodel: &Metamodel) -> BTreeMap<String, Validator> {
    let compile = |schema: &Value| jsonschema::draft7::new(schema).unwrap();
    schemas(metamodel).iter().map(|(name, schema)| (name.replace(".json", ""), compile(schema))).collect()
}

fn library() -> BTreeMap<String, Validator> {
    validators(&Metamodel::library())
}

/// The documents of a YAML text as an editor's schema checker sees them.
fn documents(text: &str) -> Vec<Value> {
    let all = serde_yaml::Deserializer::from_str(text);
    all.map(|one| <Value as serde::Deserialize>::deserialize(one).unwrap()).collect()
}

/// What a schema says about a text, one line for each finding.
fn wrong(validator: &Validator, text: &str) -> Vec<String> {
    let documents = documents(text);
    let all = documents.iter().flat_map(|one| validator.iter_errors(one));
    all.map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn schema_of(class: FileClass) -> &'static str {
    match class {
        FileClass::Manifest => "manifest",
        FileClass::Element => "element",
        FileClass::Relation => "relation",
        FileClass::View => "view",
        FileClass::Layout => "layout",
        FileClass::Metamodel => "metamodel",
        FileClass::Rule => "rule",
        FileClass::Glossary => "glossary",
        FileClass::Extra => "extra",
    }
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

#[test]
fn every_file_of_the_example_fits() {
    let (validators, example) = (library(), root().join("examples/customer-centre"));
    let mut all = Vec::new();
    files(&example, &mut all);
    let mut checked = 0;
    for path in all {
        let relative = path.strip_prefix(&example).unwrap().to_str().unwrap();
        let Some(class) = FileClass::of(relative) else { continue };
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(wrong(&validators[schema_of(class)], &text), [""; 0], "{relative}");
        checked += 1;
    }
    assert!(checked > 120, "{checked}");
}

#[test]
fn every_example_of_the_reference_page_fits() {
    let page = std::fs::read_to_string(root().join("docs/reference/file-format.md")).unwrap();
    let validators = library();
    let mut checked = Vec::new();
    for section in page.split("\n## ").skip(1) {
        let (title, body) = section.split_once('\n').unwrap();
        let Some(name) =
            ["manifest", "element", "view", "layout", "metamodel", "selector", "rule", "glossary"]
                .into_iter()
                .find(|name| title.to_lowercase().contains(name) && !title.starts_with("Rules for"))
        else {
            continue;
        };
        for block in body.split("```yaml\n").skip(1) {
            let text = block.split("\n```").next().unwrap();
            let text = match name {
                "selector" => {
                    text.lines().skip(1).map(|line| format!("{}\n", line.trim_start_matches("  "))).collect()
                }
                _ => text.to_owned(),
            };
            assert_eq!(wrong(&validators[name], &text), [""; 0], "{title}");
            checked.push(name);
        }
    }
    assert_eq!(
        checked,
        [
            "manifest",
            "element",
            "element",
            "view",
            "view",
            "layout",
            "metamodel",
            "metamodel",
            "selector",
            "rule",
            "glossary"
        ]
    );
}

/// A text, and whether it is right.
type Case = (&'static str, &'static str, bool);

const CASES: &[Case] = &[
    ("manifest", "format: 1", true),
    ("manifest", "format: '1'\nlanguages: en\nrules: { level: off, unknown-key: off }", true),
    ("manifest", "format: 2", false),
    ("manifest", "rules: { level: harsh }", false),
    ("manifest", "rules: { unknown-key: fatal }", false),
    ("manifest", "nmae: x", false),
    (
        "manifest",
        "waivers: [{ rule: missing-owner, element: a, reason: because, owner: b, until: 2027-03-31 }]",
        true,
    ),
    ("manifest", "waivers: [{ rule: missing-owner, reason: because, owner: b, until: 2027-03-31 }]", false),
    ("manifest", "waivers: [{ rule: missing-owner, element: a, reason: because, owner: b }]", false),
    ("manifest", "waivers: [{ rule: no-rule, element: a, reason: b, owner: b, until: 2027-03-31 }]", false),
    ("element", "id: a\nkind: goal", true),
    ("element", "id: 42\nkind: archimate:goal\nname: 2026\ndescription:\ntags:\nowner:\nrelations:", true),
    ("element", "id: a\nkind: acme:regulation", true),
    ("element", "id: a", false),
    ("element", "kind: goal", false),
    ("element", "id: a\nkind: gaol", false),
    ("element", "id: a\nkind: uml:nonsense", false),
    ("element", "id: a b\nkind: goal", false),
    ("element", "id: ''\nkind: goal", false),
    ("element", "id: [a]\nkind: goal", false),
    ("element", "id: a\nkind: goal\nname: [x]", false),
    ("element", "id: a\nkind: goal\nname: { en: [x] }", false),
    ("element", "id: a\nkind: goal\nnaem: x", false),
    ("element", "id: a\nkind: goal\nzachman: architect.howl", false),
    ("element", "id: a\nkind: goal\nzachman: [architect.how, engineer.why]", true),
    ("element", "id: a\nkind: goal\nlifecycle: active", true),
    ("element", "id: a\nkind: goal\nlifecycle: { state: dead }", false),
    ("element", "id: a\nkind: goal\nlifecycle: { since: yesterday }", false),
    ("element", "id: a\nkind: goal\njunction: or", false),
    ("element", "id: a\nkind: junction\njunction: or", true),
    ("element", "id: a\nkind: junction\njunction: xor", false),
    ("element", "id: a\nkind: goal\nproperties: [x]", false),
    ("element", "id: a\nkind: goal\nproperties: { anything: [1, true, { x: 2026-01-01 }] }", true),
    ("element", "id: a\nkind: goal\nrelations: { association: b }", false),
    ("element", "id: a\nkind: goal\nrelations:\n  - association: b", true),
    ("element", "id: a\nkind: goal\nrelations:\n  - { association: b, name: x, directed: true }", true),
    ("element", "id: a\nkind: goal\nrelations:\n  - acme:governs: b", true),
    ("element", "id: a\nkind: goal\nrelations:\n  - asociation: b", false),
    ("element", "id: a\nkind: goal\nrelations:\n  - { association: b, serving: c }", false),
    ("element", "id: a\nkind: goal\nrelations:\n  - { kind: serving }", false),
    ("element", "id: a\nkind: goal\nrelations:\n  - { to: b }", false),
    ("element", "id: a\nkind: goal\nrelations:\n  - { kind: access, to: b, access: read }", true),
    ("element", "id: a\nkind: goal\nrelations:\n  - { kind: access, to: b, access: steal }", false),
    ("element", "id: a\nkind: goal\nrelations:\n  - { kind: serving, to: b, access: read }", false),
    ("element", "id: a\nkind: goal\nrelations:\n  - { kind: serving, to: b, directed: false }", true),
    ("element", "id: a\nkind: goal\nrelations:\n  - { kind: influence, to: b, strength: 7 }", true),
    ("element", "- id: a", false),
    ("relation", "id: r\nkind: serving\nfrom: a\nto: b", true),
    ("relation", "id: r\nkind: serving\nto: b", false),
    ("view", "id: v", true),
    (
        "view",
        "id: v\nviewpoint: layered\ncontent:\n  - { node: 1, note: }\n  - { node: 2, element: a, nodes: [{ node: 3, group: G }] }",
        true,
    ),
    ("view", "id: v\nviewpoint: acme-supply", true),
    ("view", "id: v\nviewpoint: [layered]", false),
    (
        "view",
        "id: v\nviewpoint: layered\nshow: { notation: plain, relations: [], color: { by: property, property: cost, low: 0 } }",
        true,
    ),
    (
        "view",
        "id: v\nshow: { follow: [{ relations: [serving], way: in, depth: '2' }], labels: { ends: true } }",
        true,
    ),
    ("view", "id: v\nshow: { notation: crayon }", false),
    ("view", "id: v\nshow: { colour: { by: owner } }", false),
    ("view", "id: v\nshow: { color: { by: owner, low: cheap } }", false),
    ("view", "id: v\nshow: { color: { by: owner, low: nan } }", false),
    ("view", "id: v\nshow: plain", false),
    ("view", "id: v\nselector: { ids: [crm, 42] }", true),
    ("view", "id: v\ncontent:\n  - { node: n }", false),
    ("view", "id: v\ncontent:\n  - { element: a }", false),
    ("view", "id: v\ncontent:\n  - { node: n, element: a, note: b }", false),
    ("view", "id: v\ncontent:\n  - { node: n, element: a, nodes: [{ node: m }] }", false),
    ("view", "id: v\nconnections:\n  - { id: c, from: n }", false),
    ("view", "id: v\nselector: { kinds: [goal], not: { tags: [draft] } }", true),
    ("view", "id: v\nselector: { kind: [goal] }", false),
    (
        "layout",
        "view: v\nnodes: { n: { x: -1, y: '2.5', style: { fill: '#abc', icon: no } } }\nconnections: { c: { bends: [[1, 2], [1, 2, 3, 4]] } }",
        true,
    ),
    ("layout", "view: v\nconnections: { c: { label: [1, -2.5] } }", true),
    ("layout", "view: v\nconnections: { c: { label: [1] } }", false),
    ("layout", "nodes: {}", false),
    ("layout", "view: v\nnodes: { n: { x: left } }", false),
    ("layout", "view: v\nnodes: { n: { x: 1, z: 2 } }", false),
    ("layout", "view: v\nnodes: { n: { style: { fill: red } } }", false),
    ("layout", "view: v\nconnections: { c: { bends: [[1, 2, 3]] } }", false),
    ("metamodel", "kinds: [{ id: 'acme:x', parents: [goal], label: X }]", true),
    ("metamodel", "kinds: [{ id: x, parents: [goal] }]", false),
    ("metamodel", "kinds: [{ id: 'archimate:x', parents: [goal] }]", false),
    ("metamodel", "kinds: [{ id: 'acme:x' }]", false),
    ("metamodel", "kinds: [{ id: 'acme:x', parents: [goal], wrong: 1 }]", false),
    ("metamodel", "kinds: [{ id: 'acme:x', parents: [goal], home: cellar }]", false),
    ("metamodel", "relations: [{ id: 'acme:x' }]", false),
    (
        "metamodel",
        "properties: [{ key: k, on: [goal], type: enum, values: [1, { id: a, label: { en: A } }] }]",
        true,
    ),
    ("metamodel", "properties: [{ key: k, on: [goal], type: enum }]", false),
    ("metamodel", "properties: [{ key: k, on: [goal], type: colour }]", false),
    ("metamodel", "specializations: [{ name: S, of: goal }]", false),
    ("rule", "rules: [{ code: c, message: m, select: {}, condition: 'true', severity: loud }]", false),
    (
        "metamodel",
        "viewpoints: [{ id: acme-supply, label: Supply, form: matrix, kinds: [capability] }]",
        true,
    ),
    ("metamodel", "viewpoints: [{ id: acme-supply, label: Supply, form: pie }]", false),
    (
        "metamodel",
        "viewpoints: [{ id: acme-supply, label: Supply, show: { layout: { engine: spiral } } }]",
        false,
    ),
    ("metamodel", "audiences: [{ id: board, label: Board, like: business, show: { detail: brief } }]", true),
    ("metamodel", "audiences: [{ id: board, label: Board, similar: business }]", false),
    (
        "glossary",
        "terms: [{ id: work-order, name: { en: Work order, zh: 工单 }, avoid: [Ticket, { zh: 单子 }], audiences: { business: Job } }]",
        true,
    ),
    ("glossary", "terms: [{ id: work-order, name: Work order, banned: [Ticket] }]", false),
    ("glossary", "terms: { work-order: Job }", false),
    ("glossary", "kinds: []", false),
    ("extra", "anything: [at, all]", true),
];

#[test]
fn right_files_fit_and_wrong_ones_do_not() {
    let validators = library();
    for (name, text, is_right) in CASES {
        let found = wrong(&validators[*name], text);
        assert_eq!(found.is_empty(), *is_right, "{name}:\n{text}\n{found:?}");
    }
}

#[test]
fn the_reader_agrees_with_the_cases() {
    let classes = [
        FileClass::Manifest,
        FileClass::Element,
        FileClass::Relation,
        FileClass::View,
        FileClass::Layout,
        FileClass::Glossary,
    ];
    // What only the rules see, and what the schema says beyond the reader.
    let beyond = [
        "gaol",
        "nonsense",
        "howl",
        "dead",
        "yesterday",
        "junction: or",
        "asociation",
        "serving, to: b, access",
        "fill: red",
    ];
    for (name, text, is_right) in CASES {
        let Some(class) = classes.into_iter().find(|class| schema_of(*class) == *name) else { continue };
        let findings = yaml::read(class, text.as_bytes()).findings;
        let is_beyond = !is_right && beyond.iter().any(|part| text.contains(part));
        assert!(is_beyond || findings.is_empty() == *is_right, "{name}:\n{text}\n{findings:?}");
    }
}

#[test]
fn every_viewpoint_and_audience_of_the_library_fits() {
    let viewpoints = serde_json::json!({
        "viewpoints": archweave_model::viewpoint::viewpoints(),
        "audiences": archweave_model::viewpoint::audiences(),
    });
    let validators = library();
    let found: Vec<String> = validators["metamodel"]
        .iter_errors(&viewpoints)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert_eq!(found, [""; 0]);
}

#[test]
fn own_viewpoints_are_known_where_they_are_at_hand() {
    let extension: Extension =
        serde_yaml::from_str("viewpoints: [{ id: acme-supply, label: Supply }]").unwrap();
    let (metamodel, findings) = Metamodel::extended([("own.yaml", &extension)]);
    assert_eq!(findings, []);
    let validators = validators(&metamodel);
    for (viewpoint, is_right) in [("acme-supply", true), ("layered", true), ("acme-suply", false)] {
        let text = format!("id: v\nviewpoint: {viewpoint}");
        assert_eq!(wrong(&validators["view"], &text).is_empty(), is_right, "{text}");
    }
}

const OWN: &str = "
kinds:
  - id: acme:regulation
    parents: [requirement]
    label: Regulation
    properties:
      - { key: number, type: integer, min: 1, max: 9, required: true }
      - { key: share, type: decimal }
      - { key: binding, type: boolean }
      - { key: since, type: date }
      - { key: lasts, type: duration }
      - { key: text, type: url }
      - { key: level, type: enum, values: [low, '1', 'true'] }
      - { key: of, type: reference, to: [stakeholder] }
      - { key: title, type: localized }
      - { key: steps, type: list, items: { type: integer } }
      - { key: place, type: record, fields: [{ key: town, required: true }, { key: zip }] }
relations:
  - { id: acme:governed-by, of: association, label: governed by, properties: [{ key: weight, type: integer }] }
";

#[test]
fn typed_properties_of_own_kinds_are_checked() {
    let extension: Extension = serde_yaml::from_str(OWN).unwrap();
    let (metamodel, findings) = Metamodel::extended([("own.yaml", &extension)]);
    assert_eq!(findings, []);
    let validators = validators(&metamodel);
    let check = |text: String, is_right: bool| {
        let found = wrong(&validators["element"], &text);
        assert_eq!(found.is_empty(), is_right, "{text}\n{found:?}");
    };
    for (properties, is_right) in [
        ("number: 3", true),
        ("number: '3'", true),
        ("number:", true),
        ("number: [1, 2]", true),
        ("number: three", false),
        ("number: 10", false),
        ("number: 1.5", false),
        ("number: { a: 1 }", false),
        ("share: 1.5", true),
        ("share: much", false),
        ("binding: true", true),
        ("binding: 'false'", true),
        ("binding: yes", true),
        ("binding: maybe", false),
        ("since: 2026-03-31", true),
        ("since: 31.3.2026", false),
        ("lasts: P1DT2H", true),
        ("lasts: PT0.5S", true),
        ("lasts: P", false),
        ("lasts: 1D", false),
        ("lasts: PT", false),
        ("text: https://example.org/a", true),
        ("text: example", false),
        ("level: low", true),
        ("level: 1", true),
        ("level: true", true),
        ("level: high", false),
        ("of: someone", true),
        ("of: [a, b]", true),
        ("of: { x: y }", false),
        ("title: { en: T, zh: 题 }", true),
        ("title: { en: [T] }", false),
        ("steps: [1, 2]", true),
        ("steps: 1", true),
        ("steps: [one]", false),
        ("place: { town: Basel, zip: 4000, more: x }", true),
        ("place: { zip: 4000 }", false),
        ("place: Basel", false),
        ("free: anything", true),
    ] {
        check(format!("id: a\nkind: acme:regulation\nproperties: {{ {properties} }}"), is_right);
        check(format!("id: a\nkind: goal\nproperties: {{ {properties} }}"), true);
    }
    // With a repository's own kinds at hand, a name that is not among them is wrong.
    check("id: a\nkind: acme:regulatoin".into(), false);
    for (relation, is_right) in [
        ("acme:governed-by: b", true),
        ("acme:governs: b", false),
        ("{ kind: acme:governed-by, to: b, properties: { weight: 1 } }", true),
        ("{ kind: acme:governed-by, to: b, properties: { weight: heavy } }", false),
    ] {
        check(format!("id: a\nkind: goal\nrelations:\n  - {relation}"), is_right);
    }
}

#[test]
fn the_copies_for_readers_are_up_to_date() {
    let folder = root().join("docs/reference/schemas");
    let bless = std::env::var_os("ARCHWEAVE_BLESS").is_some();
    for (name, schema) in schemas(&Metamodel::library()) {
        let path = folder.join(name);
        if bless {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&path, format!("{schema:#}\n")).unwrap();
        }
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let written: Value = serde_json::from_str(&text).unwrap_or_default();
        assert!(written == schema, "{} is old; run with ARCHWEAVE_BLESS=1", path.display());
    }
}
