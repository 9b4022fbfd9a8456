//! Kinds, parts and how far a model has come, over GraphQL; numbers are held against a count of the files.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use archweave_api::graphql::Gateway;
use archweave_app::App;
use serde_json::{Value, json};

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/customer-centre")
}

/// A model of two elements with everything that elements may carry.
fn small() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let model = folder.path().join("small");
    for (path, text) in [
        ("archweave.yaml", "format: 1\nname: Small\nlanguages: [en, zh]\nmetamodel: archimate-3.2\n"),
        (
            "elements/order.yaml",
            "id: order\nkind: business-object\nname: Order\nconfidentiality: internal\n\
             owners: { business: desk, technology: Team of the field app }\n\
             external:\n  - { system: crm, id: \"42\", url: \"https://crm.example.org/42\" }\n\
             reviewed: { by: desk, on: 2026-03-01 }\n\
             properties:\n  states:\n    - { id: new, name: { en: New, zh: 新建 } }\n    - { id: done, name: Done }\n\
             \x20 transitions:\n    - { id: close, from: new, to: done }\n",
        ),
        (
            "elements/desk.yaml",
            "id: desk\nkind: business-role\nname: Desk\nrelations:\n  - { id: r1, kind: association, to: \"order#new\" }\n",
        ),
    ] {
        let file = model.join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }
    (folder, model)
}

async fn ask(path: PathBuf, query: &str) -> Value {
    let gateway = Gateway::new(Arc::new(App::open(&[path], None).unwrap()));
    let body = json!({ "query": query }).to_string();
    let answer = gateway.answer(body.as_bytes()).await;
    let answer: Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(answer.get("errors"), None, "{query}\n{answer}");
    answer["data"]["model"].clone()
}

#[actix_web::test]
async fn a_kind_says_where_it_stands_and_what_it_may_be_related_with() {
    let query = r#"{ model { metamodel { kind(name: "uml:component") {
        kindId home stage cell names { nameId label(language: "zh") } togaf { entity phases }
        properties { key typeText required inheritedFrom { kindId } }
        expects { label relation as with { kindId } }
        allowedRelations(direction: OUT, other: "business-process") { direction label relation { kindId archimate { kindId } } } }
        trial: kind(name: "trial") { parents { kindId } properties { key required inheritedFrom { kindId } } }
        relations { kindId } zachmanCells { cellId name } } } }"#;
    let model = ask(example(), query).await;
    let kind = &model["metamodel"]["kind"];
    assert_eq!(kind["kindId"], "application-component");
    assert_eq!(
        (&kind["home"], &kind["cell"], &kind["stage"]),
        (&json!("model"), &json!("architect.how"), &json!("build"))
    );
    assert!(
        kind["names"].as_array().unwrap().contains(&json!({ "nameId": "uml:component", "label": "组件" }))
    );
    assert_eq!(
        kind["togaf"],
        json!({ "entity": "logical-application-component", "phases": ["C-application"] })
    );
    assert_eq!(kind["expects"][0]["relation"], "realization");
    let allowed = kind["allowedRelations"].as_array().unwrap();
    let serving = json!({ "direction": "OUT", "label": "serves", "relation": { "kindId": "serving", "archimate": { "kindId": "serving" } } });
    assert!(allowed.contains(&serving), "{allowed:?}");
    assert!(!allowed.iter().any(|one| one["relation"]["kindId"] == "assignment"), "{allowed:?}");
    let trial = &model["metamodel"]["trial"];
    assert_eq!(trial["parents"], json!([{ "kindId": "work-package" }]));
    let properties = trial["properties"].as_array().unwrap();
    let from = |key: &str| {
        let found = properties.iter().find(|one| one["key"] == key).unwrap();
        found["inheritedFrom"]["kindId"].clone()
    };
    assert_eq!((from("end"), from("hypothesis")), (json!("work-package"), Value::Null));
    assert_eq!(model["metamodel"]["zachmanCells"].as_array().unwrap().len(), 36);
}

#[actix_web::test]
async fn allowed_relations_agree_with_the_table_both_ways() {
    let query = r#"{ model { metamodel { kind(name: "goal") {
        out: allowedRelations(direction: OUT) { relation { kindId } count }
        in: allowedRelations(direction: IN) { relation { kindId } count layers { layer except { kindId } } }
        both: allowedRelations { direction } } } } }"#;
    let model = ask(example(), query).await;
    let kind = &model["metamodel"]["kind"];
    let count = |list: &str| kind[list].as_array().unwrap().len();
    assert_eq!(count("both"), count("out") + count("in"));
    let measures = kind["in"].as_array().unwrap().iter().find(|one| one["relation"]["kindId"] == "measures");
    assert!(measures.is_some_and(|one| one["count"].as_u64() >= Some(1)), "{kind}");
}

#[actix_web::test]
async fn an_element_shows_its_parts_its_ids_elsewhere_and_what_it_lacks() {
    let (_folder, model) = small();
    let query = r#"{ model { element(id: "order") {
        parts { partId list address fields { key value label(language: "zh") } } states: parts(list: "states") { partId }
        external { system id url } reviewed { by on element { elementId } } confidentiality
        owners { business { element { name } } technology { text element { name } } }
        completeness { required present share missing { kind key label expectation { as relation with { kindId } } } }
        incoming { nodes { targetId target { conceptId } targetPart { partId list element { elementId } } } } }
        found: elementByExternal(system: "crm", id: "42") { elementId } none: elementByExternal(system: "erp", id: "42") { elementId } } }"#;
    let model = ask(model, query).await;
    let element = &model["element"];
    let parts = element["parts"].as_array().unwrap();
    let addresses: Vec<&str> = parts.iter().map(|part| part["address"].as_str().unwrap()).collect();
    assert_eq!(addresses, ["order#new", "order#done", "order#close"]);
    let close = &parts[2];
    assert_eq!(
        (&close["list"], &close["fields"][1]["key"], &close["fields"][1]["value"]),
        (&json!("transitions"), &json!("from"), &json!("new"))
    );
    assert_eq!(element["states"], json!([{ "partId": "new" }, { "partId": "done" }]));
    assert_eq!(
        element["external"],
        json!([{ "system": "crm", "id": "42", "url": "https://crm.example.org/42" }])
    );
    assert_eq!(
        element["reviewed"],
        json!({ "by": "desk", "on": "2026-03-01", "element": { "elementId": "desk" } })
    );
    assert_eq!(element["confidentiality"], "internal");
    assert_eq!(
        element["owners"],
        json!({ "business": { "element": { "name": "Desk" } }, "technology": { "text": "Team of the field app", "element": null } })
    );
    assert_eq!(
        (&element["completeness"]["required"], &element["completeness"]["present"]),
        (&json!(1), &json!(0))
    );
    assert_eq!(element["completeness"]["missing"][0]["expectation"]["as"], "target");
    assert_eq!(
        element["incoming"]["nodes"],
        json!([{
            "targetId": "order#new", "target": { "conceptId": "order" },
            "targetPart": { "partId": "new", "list": "states", "element": { "elementId": "order" } },
        }])
    );
    assert_eq!((&model["found"], &model["none"]), (&json!({ "elementId": "order" }), &Value::Null));
}

/// Elements below a folder and how many of them have a line that starts so.
fn files_with(folder: &Path, start: &str) -> (usize, usize) {
    let (mut all, mut found) = (0, 0);
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            let (more, with) = files_with(&path, start);
            (all, found) = (all + more, found + with);
        } else {
            let text = std::fs::read_to_string(path).unwrap();
            all += 1;
            found += usize::from(text.lines().any(|line| line.starts_with(start)));
        }
    }
    (all, found)
}

#[actix_web::test]
async fn the_numbers_of_the_example_are_those_of_its_files() {
    let query = r#"{ model { stats { elements }
        zachman { filled confirmed byDefault unclassified cells { cellId row column confirmed byDefault } }
        some: zachman(filter: { layers: ["application"] }) { confirmed byDefault unclassified }
        application: elements(filter: { layers: ["application"] }) { totalCount }
        cell: elements(filter: { cells: ["architect.how"] }) { totalCount }
        adm { openRequirements phases { phaseId artifacts { artifactId state views { viewId } elements } } }
        completeness { total { elements complete required present share } kinds { counts { elements complete } }
            elements(first: 2) { totalCount pageInfo { endCursor } nodes { elementId completeness { share } } } } } }"#;
    let model = ask(example(), query).await;
    let number = |value: &Value| value.as_u64().unwrap() as usize;
    let (all, with) = files_with(&example().join("elements"), "zachman:");
    assert_eq!(number(&model["stats"]["elements"]), all);
    let zachman = &model["zachman"];
    let [confirmed, by_default, unclassified] =
        ["confirmed", "byDefault", "unclassified"].map(|key| number(&zachman[key]));
    assert_eq!((confirmed, confirmed + by_default + unclassified), (with, all));
    let cells = zachman["cells"].as_array().unwrap();
    let in_cell = |cell: &Value| number(&cell["confirmed"]) + number(&cell["byDefault"]);
    assert_eq!(cells.iter().filter(|cell| in_cell(cell) > 0).count(), number(&zachman["filled"]));
    let how = cells.iter().find(|cell| cell["cellId"] == "architect.how").unwrap();
    assert_eq!(
        in_cell(how),
        number(&model["cell"]["totalCount"]),
        "the filter by cell finds what is counted"
    );
    let some = ["confirmed", "byDefault", "unclassified"]
        .map(|key| number(&model["some"][key]))
        .iter()
        .sum::<usize>();
    assert_eq!(some, number(&model["application"]["totalCount"]));
    let completeness = &model["completeness"];
    assert_eq!(number(&completeness["total"]["elements"]), all);
    let complete = number(&completeness["total"]["complete"]);
    assert_eq!(number(&completeness["elements"]["totalCount"]) + complete, all);
    let kinds = completeness["kinds"].as_array().unwrap();
    assert_eq!(kinds.iter().map(|kind| number(&kind["counts"]["complete"])).sum::<usize>(), complete);
    let phases = model["adm"]["phases"].as_array().unwrap();
    assert_eq!(phases.len(), 12);
    let artifacts = phases.iter().flat_map(|phase| phase["artifacts"].as_array().unwrap());
    for artifact in artifacts {
        let elements: Vec<usize> = artifact["elements"].as_array().unwrap().iter().map(number).collect();
        let is_missing = elements.iter().all(|count| *count == 0) && artifact["views"] == json!([]);
        assert_eq!(artifact["state"] == "missing", is_missing, "{artifact}");
    }
}

#[actix_web::test]
async fn what_no_metamodel_knows_is_refused() {
    let gateway = Gateway::new(Arc::new(App::open(&[example()], None).unwrap()));
    for query in [
        r#"{ model { zachman(filter: { kinds: ["nope"] }) { filled } } }"#,
        r#"{ model { completeness(filter: { layers: ["nope"] }) { total { share } } } }"#,
        r#"{ model { metamodel { kind(name: "goal") { allowedRelations(other: "nope") { count } } } } }"#,
    ] {
        let answer = gateway.answer(json!({ "query": query }).to_string().as_bytes()).await;
        let answer: Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!(answer["errors"][0]["extensions"]["code"], "INVALID", "{answer}");
    }
}
