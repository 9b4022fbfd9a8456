//! Views as files, as values and saved: over HTTP and GraphQL, from the bundled example.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail anywhere")]

mod server;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::{Value, json};
use server::{ask, get, post};

fn git(folder: &Path, arguments: &[&str]) {
    let mut command = std::process::Command::new("git");
    command.current_dir(folder).env_clear().env("PATH", std::env::var("PATH").unwrap_or_default());
    command.env("HOME", folder).env("GIT_CONFIG_NOSYSTEM", "1");
    let who = ["-c", "user.name=Li Ming", "-c", "user.email=li@example.org"];
    assert!(command.args(who).args(arguments).output().unwrap().status.success(), "git {arguments:?}");
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &target),
            false => drop(std::fs::copy(entry.path(), target).unwrap()),
        }
    }
}

/// The example in a bare repository, `centre`, and a server over it.
fn served() -> (tempfile::TempDir, SocketAddr) {
    let folder = tempfile::tempdir().unwrap();
    let work = folder.path().join("work");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/customer-centre"), &work);
    git(&work, &["init", "-q", "-b", "main"]);
    git(&work, &["add", "-A"]);
    git(&work, &["commit", "-qm", "first"]);
    git(folder.path(), &["clone", "-q", "--bare", "work", "centre.git"]);
    let bare: PathBuf = folder.path().join("centre.git");
    let to = server::start(&[bare]);
    (folder, to)
}

/// Asks over GraphQL, which must succeed.
fn query(to: SocketAddr, query: &str, variables: Value) -> Value {
    let answer = asked(to, query, variables);
    assert_eq!(answer.get("errors"), None, "{query}\n{answer:#}");
    answer["data"].clone()
}

fn asked(to: SocketAddr, query: &str, variables: Value) -> Value {
    let answer = post(to, "/graphql", &json!({ "query": query, "variables": variables }).to_string());
    serde_json::from_slice(&answer.body).unwrap()
}

const VIEW: &str = "/m/centre/views/capability-map";

#[test]
fn a_view_is_a_file_in_every_format_and_known_by_its_tag() {
    let (_folder, to) = served();
    for (extension, media_type, start) in [
        ("svg", "image/svg+xml", &b"<svg"[..]),
        ("pdf", "application/pdf", b"%PDF-"),
        ("csv", "text/csv; charset=utf-8", b""),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
        ("puml", "text/", b"@startuml"),
        ("plantuml", "text/", b"@startuml"),
        ("mmd", "text/", b""),
        ("mermaid", "text/", b""),
        ("dot", "text/", b""),
        ("drawio", "application/", b"<"),
        ("md", "text/markdown", b""),
    ] {
        let address = format!("{VIEW}.{extension}");
        let first = get(to, &address);
        assert_eq!(first.status, 200, "{address}: {}", String::from_utf8_lossy(&first.body));
        assert!(first.header("content-type").starts_with(media_type), "{address}: {:?}", first.headers);
        assert!(first.body.starts_with(start) && first.body.len() > 20, "{address}");
        let name = first.header("content-disposition");
        assert!(name.starts_with("inline; filename*=UTF-8''capability-map."), "{address}: {name}");
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with('"') && tag.len() > 20, "{address}: a strong tag: {tag}");
        let again = ask(to, "GET", &address, &[("If-None-Match", &tag)]);
        assert_eq!((again.status, again.body.len(), again.header("etag")), (304, 0, &*tag), "{address}");
        let packed = ask(to, "GET", &address, &[("Accept-Encoding", "gzip")]);
        assert_ne!(packed.header("etag"), tag, "other bytes have another tag: {address}");
        assert!(packed.header("vary").contains("Accept-Encoding"), "{address}");
    }
    let packed = ask(to, "GET", &format!("{VIEW}.svg"), &[("Accept-Encoding", "gzip")]);
    assert_eq!((packed.header("content-encoding"), &packed.body[..2]), ("gzip", &b"\x1f\x8b"[..]));
}

#[test]
fn what_a_picture_depends_on_has_another_tag() {
    let (_folder, to) = served();
    let tag = |values: &str| get(to, &format!("{VIEW}.svg?{values}")).header("etag").to_owned();
    let all = ["", "theme=dark", "lang=zh", "audience=business", "audience=it", "relayout=1"].map(tag);
    for (n, one) in all.iter().enumerate() {
        assert!(all[n + 1..].iter().all(|other| other != one), "{all:?}");
    }
    assert_eq!(tag("audience=business"), all[3]);
    let chinese = get(to, &format!("{VIEW}.svg?lang=zh")).text();
    assert!(chinese.contains("lang=\"zh"), "{}", &chinese[..200]);
    // Known by its tag, it is not drawn: not even at a scale that takes long.
    let png = |scale: &str| format!("{VIEW}.png?scale={scale}");
    assert_eq!(get(to, &png("9")).status, 422);
    assert_eq!(get(to, &png("much")).status, 422);
}

#[test]
fn a_picture_that_is_kept_is_answered_at_once() {
    let (_folder, to) = served();
    let address = format!("{VIEW}.svg");
    get(to, &address);
    let start = Instant::now();
    for _ in 0..20 {
        assert_eq!(get(to, &address).status, 200);
    }
    // With a connection each, without optimization, beside other tests.
    assert!(start.elapsed().as_millis() < 2_000, "{:?}", start.elapsed());
}

#[test]
fn what_cannot_be_drawn_is_a_problem_in_words() {
    let (_folder, to) = served();
    for (address, words) in [
        (format!("{VIEW}.svg?audience=martians"), "no audience `martians`; there are: business, it"),
        (format!("{VIEW}.bmp"), "no format `bmp`; there are: svg, png, pdf"),
        ("/m/centre/views/nothing.svg".to_owned(), "no view `nothing`"),
        ("/m/centre/viewpoints/nothing.svg".to_owned(), "no viewpoint `nothing`"),
        ("/m/centre/viewpoints/impact.svg?element=nobody".to_owned(), "no element `nobody`"),
    ] {
        let answer = get(to, &address);
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (404, "application/problem+json"),
            "{address}"
        );
        let problem: Value = serde_json::from_slice(&answer.body).unwrap();
        assert!(problem["detail"].as_str().unwrap().contains(words), "{address}: {problem}");
        assert_eq!(problem["title"], "NOT_FOUND");
        let page = ask(to, "GET", &address, &[("Accept", "text/html")]);
        assert!(page.status == 404 && page.text().contains("<h1>"), "{address}: a browser gets a page");
    }
}

#[test]
fn viewpoints_are_pages_and_files_without_a_saved_view() {
    let (_folder, to) = served();
    let list = get(to, "/m/centre/viewpoints").text();
    for expected in
        ["viewpoints/impact\"", "viewpoints/togaf-", "UML 2.5.1", "What is touched around an element"]
    {
        assert!(list.contains(expected), "{expected}");
    }
    let page = get(to, "/m/centre/viewpoints/impact?element=app-ticket").text();
    for expected in [
        "Work-order system",
        "impact.svg?element=app-ticket",
        "name=\"element\"",
        "Everybody",
        "audience=business",
    ] {
        assert!(page.contains(expected), "{expected}: {page}");
    }
    let one = get(to, "/m/centre/viewpoints/impact.svg?element=app-ticket");
    let other = get(to, "/m/centre/viewpoints/impact.svg?element=app-crm");
    assert!(one.status == 200 && one.header("etag") != other.header("etag"));
    let element = get(to, "/m/centre/elements/app-ticket").text();
    assert!(
        element.contains("viewpoints/dependencies?element=app-ticket")
            && !element.contains("requirement-trace")
    );
    let phase = get(to, "/m/centre/adm/B").text();
    assert!(phase.contains("viewpoints/togaf-"), "{phase}");
    let matrix = get(to, "/m/centre/views/raci").text();
    assert!(matrix.contains("<th scope=\"row\">") && matrix.contains("raci.xlsx"), "{matrix}");
    let view = get(to, "/m/centre/views/capability-map?audience=business&lang=zh").text();
    assert!(
        view.contains("面向") && view.contains("capability-map.svg?lang=zh&amp;audience=business"),
        "{view}"
    );
}

#[test]
fn diagrams_and_tables_are_values_too() {
    let (_folder, to) = served();
    let data = query(
        to,
        r#"{ model { view(id: "capability-map") {
            svg(audience: "business", dark: true)
            diagram(audience: "business", language: "zh") { notation audience bounds { width height } notes
                legend { title entries { sample value label } }
                nodes { nodeId parentId x y width height label shows kind shape element { elementId } }
                edges { id from to points { x y } labelAt { x y } relation { relationId } } }
            table { title } }
          raci: view(id: "raci") { table { corner columns { label } rows { head { label of { element { elementId } } }
            cells { text items { text of { element { elementId } relation { relationId } } } } } key { sign meaning } } } } }"#,
        json!({}),
    );
    let view = &data["model"]["view"];
    assert!(view["svg"].as_str().unwrap().contains("data-theme=\"dark\""));
    assert_eq!(
        (&view["diagram"]["notation"], &view["diagram"]["audience"]),
        (&json!("plain"), &json!("business"))
    );
    let nodes = view["diagram"]["nodes"].as_array().unwrap();
    let ids: Vec<&Value> = nodes.iter().map(|node| &node["nodeId"]).collect();
    assert!(nodes.len() > 5 && nodes.iter().all(|node| node["width"].as_f64().unwrap() >= 0.0));
    assert!(nodes.iter().all(|node| node["parentId"].is_null() || ids.contains(&&node["parentId"])));
    assert_eq!(view["table"], Value::Null);
    let table = &data["model"]["raci"]["table"];
    let rows = table["rows"].as_array().unwrap();
    assert!(!rows.is_empty() && rows[0]["head"]["of"]["element"]["elementId"].is_string(), "{table:#}");
    let columns = table["columns"].as_array().unwrap().len();
    assert!(rows.iter().all(|row| row["cells"].as_array().unwrap().len() == columns));
}

#[test]
fn a_view_that_nobody_saved_is_drawn_and_what_is_wrong_with_it_is_said() {
    let (_folder, to) = served();
    let ad_hoc = r#"query($viewpoint: String, $selector: ElementFilter, $show: JSON, $audience: String) { model {
        adHocView(viewpoint: $viewpoint, selector: $selector, show: $show, audience: $audience) {
            svg diagram { nodes { nodeId } } table { rows { head { label } } } } } }"#;
    let data = query(to, ad_hoc, json!({ "viewpoint": "impact", "selector": { "ids": ["app-ticket"] } }));
    let view = &data["model"]["adHocView"];
    let nodes = view["diagram"]["nodes"].as_array().unwrap();
    assert!(view["svg"].as_str().unwrap().starts_with("<svg") && nodes.len() > 3);
    assert!(nodes.iter().any(|node| node["nodeId"] == "app-ticket"));
    let show = json!({ "relations": ["serving"], "layout": { "engine": "grid" } });
    let data = query(to, ad_hoc, json!({ "selector": { "kinds": ["application-component"] }, "show": show }));
    assert!(data["model"]["adHocView"]["diagram"]["nodes"].as_array().unwrap().len() > 3);
    let data = query(to, ad_hoc, json!({ "viewpoint": "raci" }));
    assert!(data["model"]["adHocView"]["table"]["rows"].is_array());
    for (variables, code, words) in [
        (json!({ "viewpoint": "nothing" }), "NOT_FOUND", "no viewpoint `nothing`"),
        (json!({ "audience": "martians" }), "NOT_FOUND", "no audience `martians`"),
        (json!({ "show": { "layuot": {} } }), "INVALID", "layuot"),
        (
            json!({ "show": { "relations": ["serves-well"] } }),
            "INVALID",
            "`show.relations.0`: there is no kind of relation `serves-well`",
        ),
        (json!({ "show": { "layout": { "engine": "spiral" } } }), "INVALID", "spiral"),
        (json!({ "show": { "relations": ["x".repeat(40_000)] } }), "LIMITED", "bytes"),
        (json!({ "selector": { "kinds": ["unicorn"] } }), "INVALID", "unicorn"),
    ] {
        let answer = asked(to, ad_hoc, variables.clone());
        let error = &answer["errors"][0];
        assert_eq!(error["extensions"]["code"], code, "{answer}");
        assert!(error["message"].as_str().unwrap().contains(words), "{answer}");
    }
    let data = query(
        to,
        "{ model { metamodel { audiences { audienceId label } viewpoints { viewpointId standard form about label(language: \"zh\") description show } } } }",
        json!({}),
    );
    let viewpoints = data["model"]["metamodel"]["viewpoints"].as_array().unwrap();
    let impact = viewpoints.iter().find(|viewpoint| viewpoint["viewpointId"] == "impact").unwrap();
    assert_eq!(
        (&impact["standard"], &impact["form"], &impact["label"]),
        (&json!("archweave"), &json!("diagram"), &json!("影响分析"))
    );
    assert_eq!(data["model"]["metamodel"]["audiences"][0]["audienceId"], "business");
}

const SAVE: &str = r#"mutation($view: ViewInput!, $layout: LayoutChoice! = KEEP, $dryRun: Boolean! = false, $base: String) {
    saveView(model: "centre", branch: "main", view: $view, layout: $layout, dryRun: $dryRun, base: $base) {
        __typename
        ... on CommitSucceeded { revision viewId changes { views { added changed } layouts { added changed } editCount } undo }
        ... on CommitRefused { reason edit diagnostics { code message } }
        ... on CommitConflicted { conflicts { id } }
        ... on CommitStale { reason } } }"#;

/// Where the boxes of a view stand.
fn places(to: SocketAddr, view: &str) -> Vec<(String, [f64; 4])> {
    let data = query(
        to,
        "query($id: String!) { model { view(id: $id) { diagram { nodes { nodeId x y width height } } } } }",
        json!({ "id": view }),
    );
    let nodes = data["model"]["view"]["diagram"]["nodes"].as_array().unwrap().clone();
    let place = |node: Value| {
        let number = |key: &str| node[key].as_f64().unwrap();
        (node["nodeId"].as_str().unwrap().to_owned(), ["x", "y", "width", "height"].map(number))
    };
    nodes.into_iter().map(place).collect()
}

fn is_near(a: &[(String, [f64; 4])], b: &[(String, [f64; 4])]) -> bool {
    let near = |a: &[f64; 4], b: &[f64; 4]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 0.05);
    a.len() == b.len() && a.iter().zip(b).all(|((id, a), (other, b))| id == other && near(a, b))
}

#[test]
fn a_view_is_saved_frozen_and_laid_out_anew() {
    let (_folder, to) = served();
    let save = |variables: Value| query(to, SAVE, variables)["saveView"].clone();
    let view = json!({
        "name": { "en": "Around work orders", "zh": "工单周边" }, "viewpoint": "dependencies",
        "selector": { "ids": ["app-ticket"] },
        "show": { "layout": { "engine": "layered", "direction": "right", "layers": true } },
    });
    let planned = save(json!({ "view": view, "dryRun": true }));
    assert_eq!(
        (&planned["__typename"], &planned["viewId"]),
        (&json!("CommitSucceeded"), &json!("around-work-orders")),
        "{planned:#}"
    );
    assert_eq!(get(to, "/m/centre/views/around-work-orders.svg").status, 404, "a dry run changes nothing");
    let saved = save(json!({ "view": view }));
    assert_eq!(
        (&saved["changes"]["views"]["added"], &saved["changes"]["layouts"]["added"]),
        (&json!(1), &json!(0)),
        "{saved:#}"
    );
    let read = query(
        to,
        r#"{ model { view(id: "around-work-orders") { name(language: "zh") viewpoint selector show hasLayout } } }"#,
        json!({}),
    );
    let read = &read["model"]["view"];
    assert_eq!(
        (&read["name"], &read["viewpoint"], &read["hasLayout"]),
        (&json!("工单周边"), &json!("dependencies"), &json!(false))
    );
    assert_eq!(read["selector"], json!({ "ids": ["app-ticket"] }));
    assert_eq!(read["show"]["layout"]["direction"], "right");

    let before = places(to, "around-work-orders");
    assert!(before.len() > 2);
    let frozen = save(
        json!({ "view": { "id": "around-work-orders", "description": "as it was" }, "layout": "FREEZE" }),
    );
    assert_eq!(
        (&frozen["changes"]["layouts"]["added"], &frozen["changes"]["views"]["changed"]),
        (&json!(1), &json!(1)),
        "{frozen:#}"
    );
    let after = places(to, "around-work-orders");
    assert!(is_near(&before, &after), "{before:?}\n{after:?}");
    // One more neighbour: nothing else moves.
    let add = r#"mutation($base: String!) { commitChanges(model: "centre", branch: "main", base: $base, message: "More", edits: [
        { create: { item: "element/app-new", fields: { kind: "application-component", name: "New" } } }
        { connect: { from: "app-new", kind: "serving", to: "app-ticket" } }]) { __typename ... on CommitSucceeded { revision } } }"#;
    let added = query(to, add, json!({ "base": frozen["revision"] }));
    assert_eq!(added["commitChanges"]["__typename"], "CommitSucceeded", "{added:#}");
    let grown = places(to, "around-work-orders");
    assert!(grown.len() > after.len(), "{grown:?}");
    for (id, place) in &after {
        let (_, now) = grown.iter().find(|(other, _)| other == id).unwrap();
        assert_eq!(now, place, "{id}");
    }
    let relayout = r#"mutation { relayoutView(model: "centre", branch: "main", view: "around-work-orders") {
        __typename ... on CommitSucceeded { viewId changes { layouts { changed } } } } }"#;
    let relaid = query(to, relayout, json!({}))["relayoutView"].clone();
    assert_eq!(
        (&relaid["viewId"], &relaid["changes"]["layouts"]["changed"]),
        (&json!("around-work-orders"), &json!(1)),
        "{relaid:#}"
    );
    let free = save(json!({ "view": { "id": "around-work-orders" }, "layout": "NONE" }));
    assert_eq!(free["__typename"], "CommitSucceeded", "{free:#}");
    let read =
        query(to, r#"{ model { view(id: "around-work-orders") { hasLayout description } } }"#, json!({}));
    assert_eq!(read["model"]["view"], json!({ "hasLayout": false, "description": "as it was" }));
}

#[test]
fn a_view_that_cannot_be_saved_is_refused_with_the_reason() {
    let (_folder, to) = served();
    for (variables, words) in [
        (json!({ "view": { "viewpoint": "impact" } }), "a new view has a name"),
        (json!({ "view": { "name": "X", "viewpoint": "nothing" } }), "no viewpoint `nothing`"),
        (json!({ "view": { "name": "X", "show": { "nothing": 1 } } }), "nothing"),
        (
            json!({ "view": { "name": "X", "viewpoint": "raci" }, "layout": "FREEZE" }),
            "nothing to write down",
        ),
        (json!({ "view": { "id": "a b", "name": "X" } }), "no spaces"),
    ] {
        let answer = asked(to, SAVE, variables.clone());
        assert!(
            answer["errors"][0]["message"].as_str().unwrap_or_default().contains(words),
            "{variables}: {answer}"
        );
    }
    let gone = query(to, r#"{ model { view(id: "x") { name } } }"#, json!({}));
    assert_eq!(gone["model"]["view"], Value::Null);
}
