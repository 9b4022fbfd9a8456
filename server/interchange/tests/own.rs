//! Models that no other tool made: through JSON, and through the native format, which has no place
//! for most of what they say.

#![allow(clippy::unwrap_used)]

mod canonical;

use std::path::Path;
use std::sync::Arc;

use archweave_interchange::{archimate, json};
use archweave_model::model::Model;
use archweave_model::value::Value;

fn fixtures() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

fn own() -> Model {
    let bytes = std::fs::read(fixtures().join("own.json")).unwrap();
    json::import("own.json", &bytes).unwrap().model
}

#[test]
fn json_gives_the_same_model_and_the_same_bytes() {
    let mut models = vec![own()];
    for entry in std::fs::read_dir(fixtures()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "archimate") {
            models.push(archimate::import("f", &std::fs::read(&path).unwrap()).unwrap().model);
        }
    }
    for model in models {
        let bytes = json::export(&model);
        let again = json::import("m.json", &bytes).unwrap();
        canonical::check_same("json", &model, &again.model);
        assert_eq!(String::from_utf8(json::export(&again.model)).unwrap(), String::from_utf8(bytes).unwrap());
    }
}

#[test]
fn the_native_format_carries_everything_that_is_said() {
    let mut model = own();
    let bytes = archimate::export(&model).unwrap();
    let text = canonical::xml(&bytes);
    let imported = archimate::import("own.archimate", &bytes).unwrap();
    let mut again = imported.model;
    let second = canonical::xml(&archimate::export(&again).unwrap());
    let ids = ids(&canonical::tree(&text));
    let unique: std::collections::HashSet<&String> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len(), "every id is used once");
    // The order of the parts of a model has no place.
    again.extra.retain(|(tool, _)| &**tool != "archi");
    canonical::strip(&mut again, "archi");
    sort(&mut model);
    sort(&mut again);
    canonical::check_same("own", &model, &again);
    if let Some(found) =
        canonical::difference(&canonical::canonical(&text), &canonical::canonical(&second), "")
    {
        panic!("a second export differs: {found}");
    }
    for finding in &imported.diagnostics {
        assert_eq!(finding.code, "import-dangling", "{}", finding.message);
    }
}

#[test]
fn what_is_not_a_model_is_refused() {
    for (text, words) in [
        ("", "is empty"),
        ("{", "m.json:1:1: EOF"),
        ("[]", "m.json:1:"),
        ("{\"format\": 2}", "this is format 2"),
        ("{\"format\": 1, \"elements\": 3}", "invalid type"),
    ] {
        let error = json::import("m.json", text.as_bytes()).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
    assert!(json::import("m.json", b"{\"a\": \"\xFF\"}").unwrap_err().to_string().contains("byte 7"));
    let deep = "[".repeat(100_000);
    assert!(json::import("m.json", format!("{{\"format\":1,\"elements\":{deep}").as_bytes()).is_err());
    let odd = json::import(
        "m.json",
        b"{\"format\": 1, \"elements\": [{\"id\": \"a\"}, 7, {\"id\": \"b\", \"kind\": \"goal\"}]}",
    )
    .unwrap();
    assert_eq!(odd.model.elements.len(), 1);
    assert_eq!(odd.diagnostics.len(), 2);
}

fn ids(tree: &canonical::Tree) -> Vec<String> {
    let own = tree.attributes.get("id").cloned();
    own.into_iter().chain(tree.children.iter().flat_map(ids)).collect()
}

/// The parts of a model, and of a style, are in no particular order.
fn sort(model: &mut Model) {
    model.elements.sort_by(|a, b| a.id.cmp(&b.id));
    model.views.sort_by(|a, b| a.value.id.cmp(&b.value.id));
    model.layouts.sort_by(|a, b| a.view.cmp(&b.view));
    model.extensions.sort_by(|a, b| a.path.cmp(&b.path));
    for layout in &mut model.layouts {
        let layout = Arc::make_mut(layout);
        let nodes = layout.nodes.values_mut().map(|n| &mut n.style);
        for style in nodes.chain(layout.connections.values_mut().map(|c| &mut c.style)) {
            let mut entries: Vec<(Box<str>, Value)> =
                style.iter().map(|(k, v)| (k.into(), v.clone())).collect();
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            *style = entries.into_iter().collect();
        }
    }
}
