//! Tables: what is written comes back, what is merged changes only what is mentioned, and a row that
//! cannot be read loses nothing else.

#![allow(clippy::unwrap_used)]

mod canonical;

use std::path::Path;
use std::sync::Arc;

use archweave_interchange::{File, Imported, archimate, csv, json};
use archweave_model::model::Model;
use archweave_model::value::Properties;

fn fixtures() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

fn own() -> Model {
    json::import("own.json", &std::fs::read(fixtures().join("own.json")).unwrap()).unwrap().model
}

/// The model without what the tables have no place for.
fn carried(mut model: Model) -> Model {
    let clear = |extra: &mut Properties| {
        extra.remove("archi");
        extra.remove("open-exchange");
    };
    model.views.clear();
    model.layouts.clear();
    model.images.clear();
    model.extra.clear();
    for element in &mut model.elements {
        let element = Arc::make_mut(element);
        clear(&mut element.extra);
        element.relations.iter_mut().for_each(|relation| clear(&mut relation.extra));
    }
    model.loose.iter_mut().for_each(|relation| clear(&mut Arc::make_mut(relation).extra));
    model
}

fn check_round_trip(name: &str, model: Model) {
    let (files, _) = csv::export(&model, false);
    let imported = csv::import(name, &files).unwrap();
    let wanted = carried(model.clone());
    let found = imported.diagnostics.iter().filter(|d| d.code != "import-dangling");
    assert_eq!(found.map(|d| &d.message).collect::<Vec<_>>(), Vec::<&String>::new(), "{name}");
    let again = csv::export(&imported.model, false).0;
    canonical::check_same(name, &wanted, &imported.model);
    assert!(csv::export(&wanted, false).0 == again, "{name}: a second export differs");
    let merged = csv::merge(name, &files, &model).unwrap().model;
    canonical::check_same(name, &model, &merged);
}

#[test]
fn our_own_model_comes_back() {
    check_round_trip("own", own());
}

#[test]
fn models_of_other_tools_come_back() {
    for entry in std::fs::read_dir(fixtures()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.extension().is_some_and(|e| e == "archimate") {
            let model = archimate::import("f", &std::fs::read(&path).unwrap()).unwrap().model;
            println!("{name}");
            check_round_trip(name, model);
        }
    }
}

#[test]
fn every_corpus_model_comes_back() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/archi");
    if !folder.is_dir() {
        println!("skipped: ../shared/corpus not present");
        return;
    }
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.extension().is_some_and(|e| e == "archimate") {
            println!("{name}");
            check_round_trip(name, archimate::import("f", &std::fs::read(&path).unwrap()).unwrap().model);
        }
    }
}

fn files(elements: &str, relations: &str, properties: &str) -> Vec<File> {
    [("elements.csv", elements), ("relations.csv", relations), ("properties.csv", properties)]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(path, text)| File { path: path.into(), bytes: text.into() })
        .collect()
}

/// Findings as lines.
fn lines(imported: &Imported) -> Vec<String> {
    let line = |d: &archweave_model::diagnostic::Diagnostic| {
        format!("{}:{}:{} {} {}", d.location.file, d.location.line, d.location.column, d.code, d.message)
    };
    imported.diagnostics.iter().map(line).collect()
}

fn element<'m>(model: &'m Model, id: &str) -> &'m archweave_model::element::Element {
    model.elements.iter().find(|element| element.id.as_str() == id).unwrap()
}

const ELEMENTS: &str = "\"ID\",\"Type\",\"Name\",\"Documentation\",\"Specialization\"\r\n\
    \"m1\",\"ArchimateModel\",\"Shop\",\"What we sell\",\"\"\r\n\
    \"a\",\"ApplicationComponent\",\"CRM\",\"Knows, \"\"every\"\" caller\nand more\",\"Service\"\r\n\
    \"b\",\"BusinessProcess\",\"Call\",\"\",\"\"\r\n\
    \"j\",\"Junction\",\"\",\"\",\"\"";
const RELATIONS: &str = "\"ID\",\"Type\",\"Name\",\"Documentation\",\"Source\",\"Target\",\"Specialization\"\r\n\
    \"r1\",\"ServingRelationship\",\"\",\"\",\"a\",\"b\",\"\"\r\n\
    \"r2\",\"Access\",\"reads\",\"\",\"b\",\"a\",\"\"\r\n\
    \"r3\",\"AssociationRelationship\",\"\",\"\",\"r1\",\"b\",\"\"";
const PROPERTIES: &str = "\"ID\",\"Key\",\"Value\"\r\n\
    \"m1\",\"owner\",\"Ada\"\r\n\"a\",\"tier\",\"1\"\r\n\"a\",\"tier\",\"2\"\r\n\
    \"r2\",\"Access_Type\",\"ReadWrite\"\r\n\"r3\",\"Directed\",\"true\"\r\n\"j\",\"Junction_Type\",\"Or\"";

#[test]
fn tables_of_the_tool_are_a_model() {
    let imported = csv::import("t", &files(ELEMENTS, RELATIONS, PROPERTIES)).unwrap();
    assert_eq!(lines(&imported), Vec::<String>::new());
    let model = &imported.model;
    assert_eq!(model.manifest.name.main(), "Shop");
    assert_eq!(model.manifest.properties.text("owner"), Some("Ada"));
    let crm = element(model, "a");
    assert_eq!(crm.kind.as_str(), "application-component");
    assert_eq!(crm.description.main(), "Knows, \"every\" caller\nand more");
    assert_eq!(&*crm.specializations, ["Service".into()]);
    assert_eq!(crm.properties.get("tier").unwrap().items().len(), 2);
    assert_eq!(model.extensions[0].value.specializations[0].name, "Service");
    assert_eq!(crm.relations.len(), 2, "what starts at a relation is held with it");
    assert_eq!(crm.relations[1].from.as_ref().unwrap().as_str(), "r1");
    assert!(crm.relations[1].directed);
    let read = &element(model, "b").relations[0];
    assert_eq!((read.kind.as_str(), read.access.unwrap().name()), ("access", "read-write"));
    assert_eq!(format!("{:?}", element(model, "j").junction), "Or");
    let (again, _) = csv::export(model, false);
    assert_eq!(csv::import("t", &again).unwrap().model, *model);
}

#[test]
fn a_merge_changes_what_is_mentioned_and_nothing_else() {
    let before = csv::import("t", &files(ELEMENTS, RELATIONS, PROPERTIES)).unwrap().model;
    let merged = csv::merge(
        "t",
        &files(
            "id;type;name\na;ApplicationComponent;Customer hub\n;Node;Host\n",
            "Type;Source;Target;ID\nServing;b;a;r1\nAssignment;host;a;\n",
            "ID;Key;Value\nb;cost;7\nr2;note;seen\n",
        ),
        &before,
    )
    .unwrap();
    let found = lines(&merged);
    assert_eq!(
        found,
        [
            "elements.csv:3:1 import-missing-id there is no id; `host` is used",
            "relations.csv:3:19 import-missing-id there is no id; `r-u7xix65zzwdrg` is used",
        ],
    );
    let model = &merged.model;
    let crm = element(model, "a");
    assert_eq!(crm.name.main(), "Customer hub");
    assert_eq!(crm.description, element(&before, "a").description);
    assert_eq!(crm.properties, element(&before, "a").properties);
    assert_eq!(crm.specializations, element(&before, "a").specializations);
    assert!(crm.relations.is_empty(), "r1 starts at b now, and r3 went with it");
    let call: Vec<&str> = element(model, "b").relations.iter().map(|r| r.id.as_str()).collect();
    assert_eq!(call, ["r2", "r1", "r3"]);
    assert_eq!(element(model, "b").properties.text("cost"), Some("7"));
    assert_eq!(element(model, "b").relations[0].properties.text("note"), Some("seen"));
    assert_eq!(element(model, "b").relations[0].access, element(&before, "b").relations[0].access);
    assert!(!element(model, "host").relations[0].has_written_id);
    assert_eq!(model.manifest, before.manifest);
}

#[test]
fn languages_that_are_not_mentioned_stay() {
    let before = own();
    let id = |e: &&Arc<archweave_model::element::Element>| matches!(&e.name, archweave_model::text::Text::Many(all) if all.len() > 1);
    let many = before.elements.iter().find(id).unwrap();
    let (files, _) = csv::export(&before, false);
    let only = File { path: "elements.csv".into(), bytes: files[0].bytes.clone() };
    let text = String::from_utf8(only.bytes).unwrap();
    let main = before.manifest.languages[0].clone();
    let old = many.name.get(&main).to_owned();
    let text = text.replacen(&format!("\"{old}\""), "\"Renamed\"", 1);
    let merged =
        csv::merge("t", &[File { path: "elements.csv".into(), bytes: text.into() }], &before).unwrap();
    let name = &element(&merged.model, many.id.as_str()).name;
    assert_eq!(name.exact(&main), Some("Renamed"));
    for (code, text) in many.name.entries().filter(|(code, _)| *code != Some(&*main)) {
        assert_eq!(name.exact(code.unwrap()), Some(text));
    }
}

#[test]
fn a_row_that_cannot_be_read_loses_nothing_else() {
    let imported = csv::import(
        "t",
        &files(
            "ID,Type,Name\na,BusinessActor,A\nb,Wizard,B\nc,BusinessActor\na,BusinessActor,Again\n\"d d\",Goal,D\n",
            "ID,Type,Source,Target\nr1,Serving,a,nowhere\nr2,Serving,,a\nr3,Cooks,a,a\na,Flow,a,a\n",
            "ID,Key,Value\nx,k,v\n,k,v\na,k,v\nr1,Access_Type,v\n",
        ),
    )
    .unwrap();
    assert_eq!(
        lines(&imported),
        [
            "elements.csv:3:3 import-bad-row `Wizard` is no type of element; the row is left out",
            "elements.csv:4:1 import-bad-row the row has 2 cells, the first row has 3; it is left out",
            "elements.csv:5:1 import-bad-row id `a` is used by a row above; the row is left out",
            "elements.csv:6:1 import-bad-row id `d d`: an id has no spaces or control characters, this one has ' '; the row is left out",
            "relations.csv:2:14 import-dangling `nowhere`, the target of the relation, is not in the file",
            "relations.csv:3:12 import-bad-row the source of the relation is missing; the row is left out",
            "relations.csv:4:4 import-bad-row `Cooks` is no type of relation; the row is left out",
            "relations.csv:5:1 import-bad-row `a` is the id of an element; the row is left out",
            "properties.csv:2:1 import-bad-row `x` is the id of nothing in the tables or the model; the row is left out",
            "properties.csv:3:1 import-bad-row the property names no id; the row is left out",
        ]
    );
    assert_eq!(imported.model.elements.len(), 1);
    assert_eq!(element(&imported.model, "a").properties.text("k"), Some("v"));
    assert_eq!(element(&imported.model, "a").relations[0].properties.text("Access_Type"), Some("v"));
}

#[test]
fn a_type_does_not_change_and_an_own_kind_stays() {
    let before = csv::import("t", &files("ID,Type,Name\nd,demand,D\ng,Goal,G\n", "", "")).unwrap().model;
    let text = "ID,Type,Name\nd,Requirement,D2\ng,Node,G2\n";
    let merged = csv::merge("t", &files(text, "", ""), &before).unwrap();
    assert_eq!(lines(&merged).len(), 1, "{:?}", lines(&merged));
    assert!(lines(&merged)[0].contains("elements.csv:3:1 import-bad-row the model has `g` as `goal`"));
    let demand = element(&merged.model, "d");
    assert_eq!((demand.kind.as_str(), demand.name.main()), ("demand", "D2"));
    assert_eq!(element(&merged.model, "g").name.main(), "G");
    let (written, _) = csv::export(&before, false);
    let text = String::from_utf8(written[0].bytes.clone()).unwrap();
    assert!(text.contains("\"d\",\"Requirement\",\"D\",\"\",\"Demand\""), "{text}");
}

#[test]
fn a_spreadsheet_runs_nothing() {
    let model = csv::import("t", &files("ID,Type,Name\na,Goal,=1+1\nb,Goal,@x\nc,Goal,fine\n", "", ""))
        .unwrap()
        .model;
    let (exact, warnings) = csv::export(&model, false);
    assert!(warnings.iter().any(|w| w.code == "export-formula" && w.message.starts_with("2 cells")));
    assert!(String::from_utf8_lossy(&exact[0].bytes).contains("\"=1+1\""));
    let (safe, warnings) = csv::export(&model, true);
    assert!(warnings.is_empty());
    let text = String::from_utf8(safe[0].bytes.clone()).unwrap();
    assert!(text.starts_with('\u{FEFF}') && text.contains("\" =1+1\"") && text.contains("\"fine\""));
    for cell in text.split('"') {
        assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
    }
}

#[test]
fn what_is_no_set_of_tables_is_refused() {
    let refused = |files: &[File]| csv::import("t", files).unwrap_err().to_string();
    assert!(refused(&[]).contains("no elements.csv"));
    let two = [
        File { path: "a-elements.csv".into(), bytes: b"ID,Type,Name\n".to_vec() },
        File { path: "b-elements.csv".into(), bytes: b"ID,Type,Name\n".to_vec() },
    ];
    assert!(refused(&two).contains("more than one set"));
    let ansi = [File { path: "elements.csv".into(), bytes: b"ID,Type,Name\na,Goal,\xE9t\xE9\n".to_vec() }];
    assert!(refused(&ansi).contains("not UTF-8 text at byte 20"));
    let wide = [File {
        path: "elements.csv".into(),
        bytes: format!("ID,Type,Name\n{}", ",".repeat(1_100_000)).into(),
    }];
    assert!(refused(&wide).contains("a line has more than"));
}

#[test]
fn hostile_tables_take_little_time() {
    let start = std::time::Instant::now();
    let n = 20_000;
    let rows = |row: &dyn Fn(usize) -> String| (0..n).map(row).collect::<String>();
    let elements = format!("ID,Type,Name\n{}", rows(&|_| ",Goal,same\n".into()));
    let chain = rows(&|k| format!("r{k},Flow,r{},r0\n", k + 1));
    let relations = format!("ID,Type,Source,Target\n{chain}");
    let properties = format!("ID,Key,Value\n{}", rows(&|k| format!("nowhere{k},k,v\n")));
    let imported = csv::import("t", &files(&elements, &relations, &properties)).unwrap();
    assert_eq!(imported.model.elements.len(), n);
    assert_eq!(imported.model.loose.len(), n);
    csv::merge("t", &files(&elements, &relations, &properties), &imported.model).unwrap();
    let quoted = format!("ID,Type,Name\na,Goal,\"{}\nb,Goal,B\n", "x,".repeat(200_000));
    assert!(csv::import("t", &files(&quoted, "", "")).is_ok());
    let huge = format!("ID,Type,Name\na,Goal,{}\nb,Goal,B\n", "x".repeat(17 << 20));
    let imported = csv::import("t", &files(&huge, "", "")).unwrap();
    assert_eq!((imported.model.elements.len(), imported.diagnostics.len()), (1, 1));
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

mod random {
    use proptest::prelude::*;

    use super::*;

    fn text() -> impl Strategy<Value = String> {
        prop_oneof!["[a-z =+@,;\"\n\t#-]{0,12}", "\\PC{0,8}", any::<String>(),]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

        /// Whatever texts a model has, its tables give the same model.
        #[test]
        fn any_text_comes_back(name in text(), about in text(), key in text(), value in text(), note in text()) {
            let base = csv::import("t", &files(ELEMENTS, RELATIONS, PROPERTIES)).unwrap().model;
            let mut model = base;
            let first = Arc::make_mut(&mut model.elements[0]);
            first.name = name.as_str().into();
            first.description = about.as_str().into();
            first.properties.set(&key, value.as_str().into());
            first.relations[0].name = note.as_str().into();
            first.relations[0].properties.set(&value, note.as_str().into());
            let (files, _) = csv::export(&model, false);
            let again = csv::import("t", &files).unwrap();
            prop_assert_eq!(&again.model, &model);
        }

        /// Whatever bytes are read, nothing panics, and what was read can be written.
        #[test]
        fn any_bytes_are_read(elements in any::<Vec<u8>>(), tail in text(), relations in text()) {
            let mut bytes = format!("ID,Type,Name\n{tail}\n").into_bytes();
            bytes.extend(elements);
            let files = vec![
                File { path: "elements.csv".into(), bytes },
                File { path: "relations.csv".into(), bytes: format!("ID,Type,Source,Target\n{relations}").into() },
            ];
            if let Ok(imported) = csv::import("t", &files) {
                csv::export(&imported.model, false);
            }
        }
    }
}
