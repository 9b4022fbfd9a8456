//! The pages over HTTP: a real server on a port of its own, models in temporary folders.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail anywhere")]

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

mod server;

use server::{ask, get};

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

/// The example, as a plain folder.
fn example() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let model = folder.path().join("customer-centre");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/customer-centre"), &model);
    (folder, model)
}

fn git(folder: &Path, arguments: &[&str]) {
    let mut command = std::process::Command::new("git");
    command.current_dir(folder).env_clear().env("PATH", std::env::var("PATH").unwrap_or_default());
    command.env("HOME", folder).env("GIT_CONFIG_NOSYSTEM", "1");
    let who = ["-c", "user.name=<b>Li Ming</b>", "-c", "user.email=li@example.org"];
    assert!(command.args(who).args(arguments).output().unwrap().status.success(), "git {arguments:?}");
}

/// Addresses a page leads to, forms apart.
fn links(html: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for name in ["href=\"", "src=\"", "srcset=\""] {
        for part in html.split(name).skip(1) {
            let address = part.split('"').next().unwrap().replace("&amp;", "&");
            found.insert(address.split('#').next().unwrap().to_owned());
        }
    }
    found
}

/// Follows links from the start and returns every page; a link that does not work fails the test.
fn crawl(to: SocketAddr, start: &str, limit: usize) -> BTreeMap<String, String> {
    let mut seen = BTreeSet::from([start.to_owned()]);
    let mut open = VecDeque::from([start.to_owned()]);
    let mut pages = BTreeMap::new();
    while let Some(address) = open.pop_front() {
        if pages.len() == limit {
            break;
        }
        let answer = get(to, &address);
        let fine = answer.status == 200 || address.starts_with("/graphiql");
        assert!(fine, "{address} is {}: {}", answer.status, String::from_utf8_lossy(&answer.body));
        assert!(answer.header("content-security-policy").contains("default-src 'none'"), "{address}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{address}");
        if !answer.header("content-type").starts_with("text/html") || address.starts_with("/graphiql") {
            continue;
        }
        let html = answer.text();
        for link in links(&html) {
            // Pixels take long without optimization; one picture is enough, elsewhere.
            if link.starts_with('/') && !link.contains(".png") && seen.insert(link.clone()) {
                open.push_back(link);
            }
        }
        pages.insert(address, html);
    }
    pages
}

#[test]
fn every_link_of_the_example_leads_somewhere_and_keeps_language_and_revision() {
    let (_folder, model) = example();
    git(&model, &["init", "-q", "-b", "main"]);
    git(&model, &["add", "-A"]);
    git(&model, &["commit", "-qm", "first <script>alert(1)</script>"]);
    git(&model, &["tag", "v1.0"]);
    let to = server::start(&[model]);
    let pages = crawl(to, "/m/customer-centre?at=v1.0&lang=zh", 160);
    assert!(pages.len() > 100, "{}", pages.len());
    for (address, html) in &pages {
        assert!(!html.contains("<script>alert"), "{address}");
        let own = |link: &String| link.starts_with("/m/");
        let asks_revision = address.contains("at=");
        let banner = html.split("class=\"banner\"").nth(1).unwrap_or_default();
        let banner = banner.split("</section>").next().unwrap_or_default();
        for link in links(html).iter().filter(|link| own(link) && asks_revision) {
            assert!(link.contains("lang="), "{link} on {address}");
            // Only the banner leads back to the newest revision.
            let leaves = link.contains("at=") || banner.contains(&link.replace('&', "&amp;"));
            assert!(leaves, "{link} on {address}");
        }
    }
    let overview = &pages["/m/customer-centre?at=v1.0&lang=zh"];
    assert!(overview.contains("客户服务中心") && overview.contains("lang=\"zh-CN\""), "{overview}");
}

#[test]
fn pages_say_what_they_should() {
    let (_folder, model) = example();
    let to = server::start(&[model]);
    let text = |address: &str| get(to, address).text();
    assert!(text("/").contains("Customer centre"));
    let element = text("/m/customer-centre/elements/app-ticket");
    for expected in [
        "Work-order system",
        "工单系统",
        "Application Component",
        "realizes",
        "reads and writes",
        "(by default)",
        "/m/customer-centre/elements/org-ops",
        "kind: application-component",
        "viewpoints/impact?element=app-ticket",
    ] {
        assert!(element.contains(expected), "{expected}");
    }
    let chinese =
        ask(to, "GET", "/m/customer-centre/elements/app-ticket", &[("Accept-Language", "zh-CN,zh;q=0.9")]);
    assert!(chinese.text().contains("<h1>") && chinese.text().contains("实现"));
    let view = text("/m/customer-centre/views/landscape");
    assert!(view.contains("<a href=\"/m/customer-centre/elements/app-ticket\">"), "elements can be clicked");
    assert_eq!(view.matches("<svg ").count(), 2, "light and dark");
    assert!(text("/m/customer-centre/search?q=work-ORDER").contains("app-ticket"));
    assert!(text("/m/customer-centre/search?q=zzzz").contains("Nothing found"));
    let list = text("/m/customer-centre/elements?layer=business&kind=business-role");
    assert!(list.contains("1–16 of 16") && !list.contains("app-ticket"), "{list}");
    assert!(text("/m/customer-centre/problems").contains("No problems found."));
    assert!(text("/m/customer-centre/history").contains("plain folder"));
    let relation = text("/m/customer-centre/relations/r-app-ticket-app-dispatch");
    assert!(relation.contains("Work order") && relation.contains("flows to"), "{relation}");
}

#[test]
fn pages_say_how_far_a_model_has_come() {
    let (_folder, model) = example();
    let to = server::start(&[model]);
    let text = |address: &str| get(to, &format!("/m/customer-centre{address}")).text();
    let zachman = text("/zachman");
    assert_eq!(zachman.matches("<td class=\"").count(), 36, "all cells, also the empty ones");
    for expected in
        ["Functioning enterprise", "Process Representation", "elements?cell=architect.how", "by default only"]
    {
        assert!(zachman.contains(expected), "{expected}: {zachman}");
    }
    let chinese = text("/zachman?lang=zh");
    assert!(
        chinese.contains("规划者") && chinese.contains("Executive · Planner") && chinese.contains("仅按默认")
    );
    let list = text("/elements?cell=architect.how");
    assert!(
        list.contains("Work-order system") && list.contains("<option value=\"architect.how\" selected"),
        "{list}"
    );
    let several = text("/elements?kind=goal&kind=driver");
    assert!(several.contains("Goal") && several.contains("Driver") && !several.contains("Work-order system"));
    let adm = text("/adm");
    assert!(adm.contains("/m/customer-centre/adm/C-data") && adm.contains("open requirement"), "{adm}");
    let phase = text("/adm/B");
    for expected in [
        "Actor/Role matrix",
        "relations join them",
        "elements?kind=business-role",
        "What comes in",
        "views/organisation",
    ] {
        assert!(phase.contains(expected), "{expected}: {phase}");
    }
    let completeness = text("/completeness");
    assert!(
        completeness.contains("<progress") && completeness.contains("The least complete first."),
        "{completeness}"
    );
    let objects = text("/completeness?kind=business-object");
    let lacks = |what: &str| objects.contains(what);
    assert!(lacks("Held as data or on paper") && !lacks("Realizes a business object"), "{objects}");
    let overview = text("");
    for page in ["zachman", "adm", "completeness", "metamodel"] {
        assert!(overview.contains(&format!("href=\"/m/customer-centre/{page}\"")), "{page}");
    }
}

#[test]
fn pages_say_what_a_kind_is() {
    let (_folder, model) = example();
    let to = server::start(&[model]);
    let text = |address: &str| get(to, &format!("/m/customer-centre{address}")).text();
    let kinds = text("/metamodel");
    assert!(
        kinds.contains("metamodel/policy-clause") && kinds.contains("Logical Application Component"),
        "{kinds}"
    );
    let kind = text("/metamodel/uml:component");
    for expected in [
        "is another name for this kind",
        "Criticality",
        "Offers a service",
        "Process Representation",
        "adm/C-application",
        "metamodel/application-service",
        "Relations that may end here",
    ] {
        assert!(kind.contains(expected), "{expected}: {kind}");
    }
    let chinese = text("/metamodel/application-component?lang=zh");
    assert!(chinese.contains("应用组件") && chinese.contains("可由此发出的关系"), "{chinese}");
}

#[test]
fn an_element_shows_its_parts_and_what_it_lacks() {
    let folder = tempfile::tempdir().unwrap();
    let model = folder.path().join("small");
    for (path, text) in [
        ("archweave.yaml", "format: 1\nname: Small\nlanguages: [en, zh]\nmetamodel: archimate-3.2\n"),
        (
            "elements/order.yaml",
            "id: order\nkind: business-object\nname: Order\nconfidentiality: internal\nzachman: business_management.what\n\
             external:\n  - { system: crm, id: \"42\", url: \"https://crm.example.org/42\" }\n\
             \x20 - { system: bad, id: x, url: \"javascript:alert(1)\" }\n\
             reviewed: { by: desk, on: 2026-03-01 }\n\
             properties:\n  states:\n    - { id: new, name: { en: New, zh: 新建 } }\n    - { id: done, name: <b>Done</b> }\n\
             \x20 transitions:\n    - { id: close, from: new, to: done }\n",
        ),
        (
            "elements/desk.yaml",
            "id: desk\nkind: business-role\nname: Desk\nrelations:\n\
             \x20 - { id: r1, kind: association, to: \"order#new\", properties: { responsibility: [C] } }\n",
        ),
    ] {
        let file = model.join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }
    let to = server::start(&[model]);
    let page = get(to, "/m/small/elements/order").text();
    for expected in [
        "id=\"part-new\"",
        "href=\"#part-new\"",
        "&lt;b&gt;Done&lt;/b&gt;",
        "0 of 1",
        "Held as data or on paper",
        "(confirmed)",
        "crm: 42",
        "https://crm.example.org/42",
        "2026-03-01",
        "Internal",
        "Responsibility: Consulted",
    ] {
        assert!(page.contains(expected), "{expected}: {page}");
    }
    assert!(!page.contains("href=\"javascript"), "{page}");
    assert!(get(to, "/m/small/elements/order?lang=zh").text().contains("新建"));
    let desk = get(to, "/m/small/elements/desk").text();
    assert!(desk.contains("/m/small/elements/order#part-new") && desk.contains("Order › New"), "{desk}");
}

#[test]
fn what_is_not_there_is_a_page_with_a_way_out() {
    let (_folder, model) = example();
    git(&model, &["init", "-q", "-b", "main"]);
    git(&model, &["add", "-A"]);
    git(&model, &["commit", "-qm", "first"]);
    let to = server::start(&[model]);
    for (address, status) in [
        ("/nothing", 404),
        ("/m/nothing", 404),
        ("/m/customer-centre/nothing", 404),
        ("/m/customer-centre/elements/nothing", 404),
        ("/m/customer-centre/relations/nothing", 404),
        ("/m/customer-centre/views/nothing", 404),
        ("/m/customer-centre/viewpoints/nothing", 404),
        ("/m/customer-centre/viewpoints/impact?element=nothing", 404),
        ("/m/customer-centre/views/landscape?audience=nothing", 404),
        ("/m/customer-centre/adm/nothing", 404),
        ("/m/customer-centre/metamodel/nothing", 404),
        ("/m/customer-centre/zachman?cell=nothing", 200),
        ("/m/customer-centre/completeness?kind=nothing&page=7", 200),
        ("/m/customer-centre?at=nothing", 404),
        ("/m/customer-centre?at=-nothing", 422),
        ("/m/customer-centre/history?after=nothing", 422),
        ("/m/customer-centre/elements/%ff%00%2e", 404),
        ("/m/customer-centre/elements?page=99999999999999999999", 200),
        ("/m/customer-centre/elements?page=0&kind=nothing", 200),
        ("/m/%3Cscript%3Ealert(1)%3C%2Fscript%3E", 404),
        ("/assets/nothing", 404),
        ("/graphiql/assets/..%2Findex.html", 404),
    ] {
        let answer = get(to, address);
        assert_eq!(answer.status, status, "{address}");
        let html = String::from_utf8_lossy(&answer.body).into_owned();
        assert!(!html.contains("<script>alert"), "{address}");
        if status != 200 && !address.contains("/assets/") {
            assert!(html.contains("<h1>") && html.contains("href=\"/\""), "{address}: {html}");
        }
    }
    let page = get(to, "/m/customer-centre?at=nothing").text();
    assert!(page.contains("?at=main"), "branches are offered: {page}");
}

#[test]
fn browsers_keep_what_does_not_change() {
    let (_folder, model) = example();
    git(&model, &["init", "-q", "-b", "main"]);
    git(&model, &["add", "-A"]);
    git(&model, &["commit", "-qm", "first"]);
    // A working clone shows its files as they are, so only a bare repository has pictures that last.
    git(&model, &["clone", "-q", "--bare", ".", "../bare/customer-centre.git"]);
    let to = server::start(&[model.join("../bare/customer-centre.git")]);
    for address in [
        "/",
        "/m/customer-centre",
        "/m/customer-centre/views/landscape.svg",
        "/m/customer-centre/views/landscape.png",
    ] {
        let first = get(to, address);
        assert_eq!((first.status, first.header("cache-control")), (200, "private, no-cache"), "{address}");
        let tag = first.header("etag").to_owned();
        assert!(!tag.is_empty(), "{address}");
        let again = ask(to, "GET", address, &[("If-None-Match", &tag)]);
        assert_eq!((again.status, again.body.len(), again.header("etag")), (304, 0, &*tag), "{address}");
        let other = ask(to, "GET", address, &[("If-None-Match", "\"other\"")]);
        assert_eq!(other.status, 200, "{address}");
        let head = ask(to, "HEAD", address, &[]);
        assert_eq!((head.status, head.body.len(), head.header("etag")), (200, 0, &*tag), "{address}");
    }
    let overview = get(to, "/m/customer-centre").text();
    let kept = |link: &&String| link.starts_with("/assets/") || link.contains(".svg?");
    let pinned: Vec<String> = links(&overview).iter().filter(kept).cloned().collect();
    assert!(pinned.len() > 12, "{pinned:?}");
    for address in pinned {
        let answer = get(to, &address);
        let is_kept = answer.header("cache-control").contains("max-age=31536000, immutable");
        // Where things stand on a day may be elsewhere on the next.
        let is_of_a_day =
            ["roadmap", "portfolio", "fusion"].iter().any(|id| address.contains(&format!("/{id}.svg")));
        assert!(is_kept || is_of_a_day, "{address}");
    }
    let dark = get(to, "/m/customer-centre/views/landscape.svg?theme=dark");
    assert_eq!(dark.header("content-type"), "image/svg+xml");
    assert!(dark.text().contains("data-theme=\"dark\""));
    let png = get(to, "/m/customer-centre/views/landscape.png?scale=1");
    assert!(png.body.starts_with(b"\x89PNG"));
}

#[test]
fn nothing_of_a_hostile_model_becomes_markup() {
    let folder = tempfile::tempdir().unwrap();
    let model = folder.path().join("hostile");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile"), &model);
    let long = format!("id: long\nkind: goal\nname: {}\n", "x".repeat(10_000));
    std::fs::write(model.join("elements/long.yaml"), long).unwrap();
    let to = server::start(&[model]);
    for start in ["/?lang=en", "/?lang=zh"] {
        let pages = crawl(to, start, 120);
        assert!(pages.len() > 25, "{}", pages.len());
        for (address, html) in &pages {
            let lower = html.to_lowercase();
            for bad in [
                "<script>alert",
                "<img src=x",
                "<b>",
                "<i>",
                "href=\"javascript:",
                "href=\"data:text",
                "onload=\"x",
            ] {
                assert!(!lower.contains(bad), "{bad} on {address}");
            }
            assert_eq!(lower.matches("<script").count(), 1, "only our own: {address}");
            assert!(!html.contains(['\u{202e}', '\u{2067}']), "text keeps its direction: {address}");
            assert!(html.len() < 400_000, "{address}: {}", html.len());
        }
        let ids = pages.keys().filter(|address| address.contains("a%2Fb%3Fc%23d%2541%26e")).count();
        assert!(ids > 0, "an id of any characters has its page");
    }
}

#[test]
fn graphiql_has_a_policy_of_its_own_and_needs_no_other_server() {
    let (_folder, model) = example();
    let to = server::start(&[model]);
    let page = get(to, "/graphiql");
    if page.status == 503 {
        // Not built here; then the page says how.
        assert!(page.text().contains("make web"));
        return;
    }
    assert!(page.header("content-security-policy").contains("worker-src 'self'"));
    assert_eq!(page.header("cache-control"), "no-cache");
    let files = links(&page.text());
    let own: Vec<&String> = files.iter().filter(|link| link.starts_with("/graphiql/assets/")).collect();
    assert!(own.len() > 1, "{files:?}");
    for file in own {
        let answer = get(to, file);
        assert_eq!(answer.status, 200, "{file}");
        assert!(answer.header("cache-control").contains("immutable"), "{file}");
        assert!(answer.header("content-type").starts_with("text/"), "{file}");
    }
}

/// The style sheet and the drawings use the same colours for layers.
#[test]
fn layers_have_the_colours_of_the_drawings() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates");
    let css = std::fs::read_to_string(root.join("pages/archweave.css")).unwrap();
    let (light, dark) = css.split_once("@media (prefers-color-scheme: dark)").unwrap();
    for (theme, css) in [("light", light), ("dark", dark)] {
        let json = std::fs::read_to_string(root.join(format!("svg/themes/{theme}.json"))).unwrap();
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        for layer in
            ["strategy", "business", "application", "technology", "motivation", "implementation", "other"]
        {
            let color = json["palette"][layer].as_str().unwrap();
            assert!(css.contains(&format!("--{layer}: {color};")), "{theme} {layer} is {color} in drawings");
        }
    }
}
