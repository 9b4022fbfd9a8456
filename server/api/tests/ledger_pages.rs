//! The ledger as pages: over a small model with a history, over one where nothing happened, and over one
//! without a database.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "server/mod.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod server;
#[path = "ledger/story.rs"]
mod story;
#[path = "ledger/world.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod world;

use std::net::SocketAddr;
use std::path::Path;

use serde_json::{Value, json};
use server::get;
use world::World;

/// Each page, and what it says in English and Chinese once something happened.
const PAGES: [(&str, &str, &str); 19] = [
    ("delivery", "Order by app", "应用下单"),
    ("delivery?as=table&sort=state", "Order by app", "应用下单"),
    ("delivery?at=2026-02-02&as=table", "rolled back", "已回退"),
    ("requirements/req-1", "Confirm every order", "三种状态"),
    ("requirements/req-2?at=2026-02-03", "rolled back", "已回退"),
    ("requirements/dem-1", "Faster orders", "业务需求"),
    ("environments", "Production", "环境"),
    ("environments/env-prod", "Order image", "运行版本"),
    ("environments/env-prod?before=2026-01-20", "Order by app", "新增"),
    ("releases", "First release", "发布"),
    ("releases/rel-1", "Order by voice", "缺失"),
    ("incidents", "slow", "严重程度"),
    ("incidents/inc-1", "Take orders", "影响范围"),
    ("metrics?days=365", "Deployment frequency", "部署频率"),
    ("metrics?days=365&by=team&at=2026-03-25", "Waiting time", "指标"),
    ("coverage", "carry each other", "覆盖"),
    ("coverage?before=2026-01-20", "Compared with", "相比"),
    ("intake", "Faster orders", "诉求"),
    ("unmatched", "Said by nobody", "未匹配"),
];

/// Elements of HTML that have no end.
const VOID: [&str; 8] = ["meta", "link", "input", "br", "hr", "img", "col", "source"];

/// Every element ends where it should.
fn check_html(address: &str, html: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html.strip_prefix("<!doctype html>").unwrap_or_else(|| panic!("{address}: {html}"));
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let end = rest.find('>').unwrap_or_else(|| panic!("{address}: a tag without end"));
        let tag = &rest[..end];
        rest = &rest[end + 1..];
        let name = |tag: &'_ str| {
            tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default().len()
        };
        match tag.strip_prefix('/') {
            Some(closed) => {
                let last = open.pop();
                assert_eq!(last, Some(closed), "{address}: ...{}", rest.chars().take(80).collect::<String>());
            }
            None if tag.ends_with('/') || VOID.contains(&&tag[..name(tag)]) => {}
            None => open.push(&tag[..name(tag)]),
        }
    }
    assert!(open.is_empty(), "{address}: {open:?}");
    let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|part| part.split('"').next()).collect();
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "{address}: an id is there twice: {ids:?}");
}

fn page(to: SocketAddr, model: &str, address: &str, language: &str) -> String {
    let sign = if address.contains('?') { '&' } else { '?' };
    let path = format!("/m/{model}/{address}");
    let address = format!("{}{sign}lang={language}", path.trim_end_matches('/'));
    let answer = get(to, &address);
    assert_eq!(answer.status, 200, "{address}: {}", String::from_utf8_lossy(&answer.body));
    let html = answer.text();
    check_html(&address, &html);
    html
}

/// What a model without any news says on each page.
fn check_silent(to: SocketAddr, model: &str, says: [&str; 2]) {
    for (address, ..) in PAGES {
        // What was never reported has no page of its own, and nothing is compared with days before it was there.
        if address.starts_with("incidents/") || address.contains("at=") || address.contains("before=") {
            continue;
        }
        for (language, expected) in [("en", says[0]), ("zh", says[1])] {
            let html = page(to, model, address, language);
            assert!(html.contains(expected), "{address} in {language}: {html}");
        }
    }
}

#[test]
fn every_page_answers_in_both_languages_and_is_well_formed() {
    let world = World::told();
    world.ask(
        r#"mutation { recordDeployment(model: "small", records: [{ environment: "Said by nobody", purl: "pkg:oci/other@1", at: "2026-02-06", result: "success" }]) { key } }"#,
    );
    for (address, english, chinese) in PAGES {
        for (language, expected) in [("en", english), ("zh", chinese)] {
            let html = page(world.address, "small", address, language);
            assert!(html.contains(expected), "{address} in {language}: {html}");
            assert!(html.contains("<details class=\"query\">"), "{address}");
        }
    }
}

#[test]
fn a_model_where_nothing_happened_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "small");
    let bare = folder.path().join("small.git");
    for arguments in [&["init", "-q", "-b", "main"][..], &["add", "."], &["commit", "-qm", "x"]] {
        git(&folder.path().join("small"), arguments);
    }
    git(folder.path(), &["clone", "-q", "--bare", "small", "small.git"]);
    let to = server::start(&[bare]);
    check_silent(to, "small", ["Nothing was reported", "尚"]);
    let overview = page(to, "small", "", "en");
    assert!(overview.contains("href=\"/m/small/delivery?lang=en\""), "{overview}");
}

#[test]
fn a_model_without_a_database_says_how_to_get_one() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "small");
    let to = server::start(&[folder.path().join("small")]);
    check_silent(to, "small", ["Nothing is recorded on this server", "此服务未启用交付记录"]);
    let overview = page(to, "small", "", "en");
    assert!(!overview.contains("/m/small/delivery"), "nothing leads to what is not there: {overview}");
}

#[test]
fn what_a_source_says_is_text_and_nothing_else() {
    let world = World::told();
    let evil = "=cmd()\"><script>alert(1)</script><img src=x onerror=alert(1)>";
    let told = |mutation: &str, sort: &str, record: Value| {
        let query =
            format!("mutation($r: [{sort}!]!) {{ {mutation}(model: \"small\", records: $r) {{ key }} }}");
        world.ask_with(&query, json!({ "r": [record] }));
    };
    told(
        "recordIncident",
        "IncidentInput",
        json!({ "key": "<b>inc</b>", "title": evil, "detectedAt": "2026-02-07", "severity": evil, "cause": evil, "environment": evil, "service": evil, "url": "javascript:alert(1)" }),
    );
    told(
        "recordNeed",
        "NeedInput",
        json!({ "key": "<b>need</b>", "text": evil, "kind": evil, "channel": evil, "receivedAt": "2026-02-07" }),
    );
    told(
        "recordChange",
        "SourceChangeInput",
        json!({ "repository": "git.example.org/app", "reference": "pull/66", "title": evil, "openedAt": "2026-02-07", "mentions": ["req-1"], "url": "javascript:alert(1)" }),
    );
    told(
        "recordDeployment",
        "DeploymentInput",
        json!({ "key": "<b>d</b>", "environment": "env-prod", "purl": "pkg:oci/app@9.9-<b>", "at": "2026-02-08", "result": evil, "kind": evil }),
    );
    told("recordRelease", "ReleaseInput", json!({ "key": "<b>r</b>", "name": evil, "at": "2026-02-08" }));
    let more = ["incidents/%3Cb%3Einc%3C%2Fb%3E", "releases/%3Cb%3Er%3C%2Fb%3E"];
    for address in PAGES.iter().map(|(address, ..)| *address).chain(more) {
        for language in ["en", "zh"] {
            let html = page(world.address, "small", address, language);
            for bad in ["<script>alert", "<img src=x", "<b>", "href=\"javascript:", "href=\"=cmd"] {
                assert!(!html.contains(bad), "{address}: {bad}");
            }
        }
        let sign = if address.contains('?') { '&' } else { '?' };
        let csv = get(world.address, &format!("/m/small/{address}{sign}format=csv"));
        assert_eq!(csv.status, 200, "{address}");
        let runs = |line: &&str| line.split(',').any(|cell| cell.trim_start_matches('"').starts_with('='));
        let text = csv.text();
        assert_eq!(text.lines().find(runs), None, "{address}");
    }
    let svg = get(world.address, "/m/small/requirements/req-1.svg").text();
    assert!(svg.contains("&lt;script&gt;") && !svg.contains("<script"), "{svg}");
}

#[test]
fn every_table_and_every_chain_is_a_file_too() {
    let world = World::told();
    for (address, ..) in PAGES {
        let sign = if address.contains('?') { '&' } else { '?' };
        for (format, start) in [("csv", &b""[..]), ("xlsx", b"PK")] {
            let answer = get(world.address, &format!("/m/small/{address}{sign}format={format}"));
            assert_eq!(answer.status, 200, "{address} {format}: {}", String::from_utf8_lossy(&answer.body));
            assert!(answer.body.starts_with(start) && answer.body.len() > 10, "{address} {format}");
            assert!(answer.header("content-disposition").contains(format), "{address}");
        }
    }
    for (format, start) in [
        ("svg", &b"<svg"[..]),
        ("png", b"\x89PNG"),
        ("pdf", b"%PDF"),
        ("csv", b"What,"),
        ("xlsx", b"PK"),
        ("json", b"{"),
    ] {
        let answer = get(world.address, &format!("/m/small/requirements/req-1.{format}"));
        assert_eq!(answer.status, 200, "{format}: {}", String::from_utf8_lossy(&answer.body));
        assert!(answer.body.starts_with(start), "{format}");
    }
    let trace: Value =
        serde_json::from_slice(&get(world.address, "/m/small/requirements/req-2.json?at=2026-02-03").body)
            .unwrap();
    assert_eq!(trace["requirement"], "req-2");
    let there = trace["environments"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["environment"] == "env-prod")
        .unwrap();
    assert_eq!((&there["state"], &there["since"]), (&json!("rolled-back"), &json!("2026-02-02T00:00:00Z")));
    for address in [
        "requirements/req-1.docx",
        "requirements/none",
        "environments/none",
        "incidents/none",
        "releases/none",
        "environments?format=docx",
    ] {
        assert_eq!(get(world.address, &format!("/m/small/{address}")).status, 404, "{address}");
    }
    for address in
        ["metrics?days=no", "environments/env-prod?before=soon", "delivery?sort=odd", "requirements/app"]
    {
        assert_eq!(get(world.address, &format!("/m/small/{address}")).status, 422, "{address}");
    }
}

#[test]
fn the_query_of_a_page_is_one_that_graphql_answers() {
    let world = World::told();
    let filtered = "delivery?state=live&column=deployed&environment=env-prod&owner=desk&priority=1&text=%22order&sort=since";
    let mut asked = 0;
    for address in PAGES.iter().map(|(address, ..)| *address).chain([filtered]) {
        let html = page(world.address, "small", address, "en");
        let blocks = html.split("<details class=\"query\">").nth(1).unwrap();
        for block in blocks.split("<pre tabindex=\"0\"><code>").skip(1) {
            let text = block.split("</code>").next().unwrap();
            let query =
                text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
            assert!(query.contains("model(name: \"small\""), "{address}: {query}");
            // Examples about things of the large example name what this model has not.
            if query.contains("rel-2026") || query.contains("inc-2026") {
                continue;
            }
            world.ask(&query);
            asked += 1;
        }
    }
    assert!(asked > PAGES.len(), "{asked}");
}

/// The model of the story, as it is first.
fn write(folder: &Path, name: &str) {
    for (path, text) in story::HISTORY[0].1 {
        let path = folder.join(name).join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

fn git(folder: &Path, arguments: &[&str]) {
    let mut command = std::process::Command::new("git");
    let who = ["-c", "user.name=Jane", "-c", "user.email=jane@example.org"];
    assert!(
        command.current_dir(folder).args(who).args(arguments).output().unwrap().status.success(),
        "{arguments:?}"
    );
}
