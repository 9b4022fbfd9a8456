//! Who may do what: tokens, roles, models, a proxy, and browsers that are sent by other sites.

use serde_json::{Value, json};

use super::api::{COMMIT, Host, code, git_as, set};
use crate::support::http::{Answer, request};

/// What somebody tries, and the least role that may.
const MUTATIONS: &[(&str, &str)] = &[
    ("createBranch(model: \"centre\", name: \"N\", at: \"main\") { name }", "editor"),
    ("createTag(model: \"centre\", name: \"N\", at: \"main\") { name }", "editor"),
    ("renameBranch(model: \"centre\", name: \"ghost\", to: \"N\") { name }", "editor"),
    ("mergeBranch(model: \"centre\", into: \"main\", from: \"main\") { __typename }", "editor"),
    ("startMerge(model: \"centre\", into: \"main\", from: \"main\") { id }", "editor"),
    ("restoreElement(model: \"centre\", branch: \"main\", element: \"crm\") { __typename }", "editor"),
    ("revertCommit(model: \"centre\", branch: \"main\", commit: \"BASE\") { __typename }", "editor"),
    (
        "commitChanges(model: \"centre\", branch: \"main\", base: \"BASE\", message: \"m\") { __typename }",
        "editor",
    ),
    ("recordNeed(model: \"centre\", records: [{ key: \"N\", text: \"x\" }]) { key }", "editor"),
    ("recordTicket(model: \"centre\", records: [{ key: \"N\", summary: \"x\" }]) { key }", "editor"),
    ("recordChange(model: \"centre\", records: [{ key: \"N\", title: \"x\" }]) { key }", "editor"),
    ("recordBuild(model: \"centre\", records: [{ key: \"N\", result: \"success\" }]) { key }", "editor"),
    ("recordArtifact(model: \"centre\", records: [{ purl: \"pkg:oci/a@1\" }]) { key }", "editor"),
    ("recordVerification(model: \"centre\", records: [{ key: \"N\", name: \"x\" }]) { key }", "editor"),
    ("recordRelease(model: \"centre\", records: [{ name: \"N\" }]) { key }", "editor"),
    ("recordDeployment(model: \"centre\", records: [{ key: \"N\", environment: \"x\" }]) { key }", "editor"),
    ("recordIncident(model: \"centre\", records: [{ key: \"N\", title: \"x\" }]) { key }", "editor"),
    ("recordDefect(model: \"centre\", records: [{ key: \"N\", title: \"x\" }]) { key }", "editor"),
    (
        "recordIndicatorValue(model: \"centre\", records: [{ indicator: \"N\", at: \"2026-05-01\", value: 1, sample: 1 }]) { key }",
        "editor",
    ),
    (
        "recordAssessment(model: \"centre\", answers: [{ dimension: \"system\", stage: \"construction\" }]) { key }",
        "editor",
    ),
    ("matchReference(model: \"centre\", sort: ENVIRONMENT, text: \"N\")", "editor"),
    ("affirmLink(model: \"centre\", requirement: \"crm\", kind: CHANGE, key: \"N\")", "editor"),
    ("promoteNeeds(model: \"centre\", needs: [\"N\"], into: \"crm\") { grouped }", "editor"),
    ("eraseCustomer(model: \"centre\", customerRef: \"N\")", "admin"),
    ("eraseExpired(model: \"centre\")", "admin"),
    ("renameBranch(model: \"centre\", name: \"main\", to: \"N\") { name }", "admin"),
    ("deleteTag(model: \"centre\", name: \"ghost\", seen: \"BASE\") { name }", "admin"),
    ("protectBranch(model: \"centre\", pattern: \"x\") { pattern }", "admin"),
    ("unprotectBranch(model: \"centre\", pattern: \"x\") { pattern }", "admin"),
];

const ROLES: [&str; 3] = ["reader", "editor", "admin"];

fn rank(role: &str) -> usize {
    ROLES.iter().position(|known| *known == role).unwrap()
}

#[test]
fn each_role_may_do_what_it_is_for_and_each_token_sees_its_models() {
    let host = Host::start(&["centre", "other"], &[]);
    let base = host.head("main");
    for role in ROLES {
        let here = host.token(&format!("{role}-here"), role, &["centre"]);
        let elsewhere = host.token(&format!("{role}-elsewhere"), role, &["other"]);
        for (number, (mutation, least)) in MUTATIONS.iter().enumerate() {
            // The renaming of the default branch would change it for those who follow.
            if rank(role) >= rank("admin")
                && mutation.starts_with("renameBranch(model: \"centre\", name: \"main\"")
            {
                continue;
            }
            let mutation = mutation.replace("BASE", &base).replace("\"N\"", &format!("\"{role}-{number}\""));
            let query = format!("mutation {{ {mutation} }}");
            let answer = host.ask_as(Some(&here), &query, &json!({})).json();
            assert_eq!(code(&answer) == "FORBIDDEN", rank(role) < rank(least), "{role} {mutation}: {answer}");
            let answer = host.ask_as(Some(&elsewhere), &query, &json!({})).json();
            assert_eq!(code(&answer), "NOT_FOUND", "{role} of another model: {mutation}");
        }
        for (query, least) in [
            ("{ openMerges(model: \"centre\") { id } }", "editor"),
            ("{ audit(filter: { model: \"centre\" }) { next } }", "admin"),
        ] {
            let answer = host.ask_as(Some(&here), query, &json!({})).json();
            assert_eq!(code(&answer) == "FORBIDDEN", rank(role) < rank(least), "{role} {query}: {answer}");
        }
        let url = |token: &str| format!("http://x:{token}@{}/git/centre.git", host.address);
        let may_push =
            git_as(&host.repository("other"), &["push", &url(&here), &format!("main:refs/heads/{role}")]);
        assert_eq!(may_push.status.success(), role != "reader", "{may_push:?}");
        assert!(git_as(host.folder.path(), &["ls-remote", &url(&here)]).status.success());
        assert!(!git_as(host.folder.path(), &["ls-remote", &url(&elsewhere)]).status.success());
    }
    let admin = host.token("auditor", "admin", &[]);
    let audit = host
        .ask_as(
            Some(&admin),
            "{ audit(first: 500) { nodes { who action outcome model detail from } } }",
            &json!({}),
        )
        .json();
    let entries = audit["data"]["audit"]["nodes"].as_array().unwrap();
    let has = |who: &str, action: &str, outcome: &str| {
        entries.iter().any(|e| {
            e["who"] == who && e["action"] == action && e["outcome"] == outcome && e["from"] == "127.0.0.1"
        })
    };
    assert!(
        has("reader-here", "protectBranch", "refused") && has("reader-here", "push", "refused"),
        "{audit:#}"
    );
    assert!(has("editor-here", "branch.create", "done") && has("editor-here", "push", "done"), "{audit:#}");
    assert!(has("admin-here", "branch.protect", "done"), "{audit:#}");
}

#[test]
fn what_one_may_not_read_is_not_there() {
    let host = Host::start(&["centre", "other"], &[]);
    let all = host.token("Ada", "reader", &[]);
    let some = host.token("Sam", "reader", &["other"]);
    let ask = |token: &str, query: &str| host.ask_as(Some(token), query, &json!({})).json();
    let models = "{ models { name id } me { name role models } }";
    // Twice, because an answer may be kept; in both orders.
    for _ in 0..2 {
        let seen = ask(&all, models);
        assert_eq!(
            seen["data"]["me"],
            json!({ "name": "Ada", "role": "READER", "models": ["centre", "other"] })
        );
        assert_eq!(seen["data"]["models"].as_array().unwrap().len(), 2);
        let few = ask(&some, models);
        assert_eq!(few["data"]["models"].as_array().unwrap().len(), 1);
        assert_eq!(few["data"]["me"]["models"], json!(["other"]));
        let name = "{ model(name: \"centre\") { name stats { elements } } }";
        assert_eq!(ask(&all, name)["data"]["model"]["stats"]["elements"], 2);
        let refused = ask(&some, name);
        assert_eq!(code(&refused), "NOT_FOUND");
        let unknown = ask(&some, &name.replace("centre", "nothing"));
        let said =
            |answer: &Value| answer["errors"][0]["message"].as_str().unwrap().replace("nothing", "centre");
        assert_eq!(said(&refused), said(&unknown), "nobody learns that it is there");
        let only = "{ model { name } }";
        assert_eq!(ask(&some, only)["data"]["model"]["name"], "other", "the only one they know");
        assert_eq!(code(&ask(&all, only)), "INVALID");
        let id = &seen["data"]["models"][0]["id"];
        assert_eq!(code(&ask(&some, &format!("{{ node(id: {id}) {{ id }} }}"))), "NOT_FOUND");
        assert_eq!(
            code(&ask(&some, "{ compare(model: \"centre\", before: \"main\", after: \"main\") { before } }")),
            "NOT_FOUND"
        );
    }
    let page = |token: &str, path: &str| {
        let authorization = format!("Basic {}", base64(&format!("anybody:{token}")));
        request(host.address, "GET", path, &[("Authorization", &authorization)], "")
    };
    for path in [
        "/m/centre",
        "/m/centre/elements/crm",
        "/m/centre/views/overview.svg",
        "/m/centre/views/overview.png",
    ] {
        assert_eq!(page(&all, path).status, 200, "{path}");
        assert_eq!(page(&some, path).status, 404, "{path}");
    }
    let start = page(&some, "/");
    assert!(start.text().contains("/m/other") && !start.text().contains("/m/centre"));
}

fn base64(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letters =
        text.as_bytes().chunks(3).flat_map(|bytes| {
            let all =
                bytes.iter().fold(0_u32, |all, byte| all << 8 | u32::from(*byte)) << (8 * (3 - bytes.len()));
            (0..4).map(move |n| {
                if n <= bytes.len() { LETTERS[(all >> (18 - 6 * n)) as usize & 63] as char } else { '=' }
            })
        });
    letters.collect()
}

#[test]
fn without_a_token_everybody_is_told_how_to_get_one() {
    let host = Host::one();
    let token = host.token("Ada", "admin", &[]);
    let nobody = host.ask_as(None, "{ version }", &json!({}));
    assert_eq!((nobody.status, code(&nobody.json())), (401, "UNAUTHENTICATED"));
    assert!(nobody.header("www-authenticate").starts_with("Bearer"));
    let page = request(host.address, "GET", "/m/centre", &[], "");
    assert_eq!(page.status, 401);
    assert!(page.header("www-authenticate").starts_with("Basic"));
    assert!(
        page.text().contains("archweave token add") && !page.text().contains("Centre"),
        "{}",
        page.text()
    );
    let git = request(host.address, "GET", "/git/centre.git/info/refs?service=git-upload-pack", &[], "");
    assert!(git.status == 401 && git.header("www-authenticate").starts_with("Basic"));
    assert_eq!(request(host.address, "GET", "/graphiql", &[], "").status, 200, "a page to give a token to");

    let statuses: Vec<u16> =
        (0..25).map(|_| host.ask_as(Some("awt_wrong"), "{ version }", &json!({})).status).collect();
    assert_eq!((statuses[0], statuses[24]), (401, 429), "{statuses:?}");
    assert_eq!(
        host.ask_as(Some(&token), "{ version }", &json!({})).status,
        200,
        "a right token is not held up"
    );
    let audit = "{ audit(filter: { action: \"token\" }, first: 500) { nodes { outcome from } } }";
    let audit = host.ask_as(Some(&token), audit, &json!({})).json();
    let entries = audit["data"]["audit"]["nodes"].as_array().unwrap().clone();
    assert!((1..=20).contains(&entries.len()), "written down, but not without end: {}", entries.len());
    assert_eq!(entries[0], json!({ "outcome": "refused", "from": "127.0.0.1" }));
}

/// A request with a `Host` of its own.
fn with_host(host: &Host, name: &str, origin: Option<&str>) -> Answer {
    let origin = origin.map(|origin| format!("Origin: {origin}\r\n")).unwrap_or_default();
    // The name that is asked for goes first.
    let target = format!("/graphql?query=%7Bversion%7D HTTP/1.1\r\nHost: {name}\r\n{origin}X-Rest:");
    raw(host, &target)
}

fn raw(host: &Host, target: &str) -> Answer {
    use std::io::{Read as _, Write as _};
    let mut stream = std::net::TcpStream::connect(host.address).unwrap();
    write!(stream, "GET {target} x\r\nConnection: close\r\n\r\n").unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    let status = text.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, headers: Vec::new(), body: Vec::new() }
}

#[test]
fn a_server_of_this_machine_does_not_answer_pages_of_other_sites() {
    let host = Host::one();
    let own = host.address.to_string();
    let port = host.address.port();
    for (name, origin, status) in [
        (&*own, None, 200),
        (&*format!("localhost:{port}"), None, 200),
        (&*own, Some(&*format!("http://{own}")), 200),
        (&*format!("rebound.example:{port}"), None, 403),
        (&*format!("rebound.example:{port}"), Some(&*format!("http://rebound.example:{port}")), 403),
        (&*own, Some("http://evil.example"), 403),
        (&*own, Some("null"), 403),
    ] {
        assert_eq!(with_host(&host, name, origin).status, status, "{name} {origin:?}");
    }
    let page = format!("/ HTTP/1.1\r\nHost: rebound.example:{port}\r\nX-Rest:");
    assert_eq!(raw(&host, &page).status, 403, "pages neither");
    let body =
        json!({ "query": "mutation { createTag(model: \"centre\", name: \"t\", at: \"main\") { name } }" })
            .to_string();
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"] {
        let answer = request(host.address, "POST", "/graphql", &[("Content-Type", kind)], &body);
        assert_eq!(answer.status, 415, "{kind}: what a form can send");
    }
    let mutation =
        "/graphql?query=mutation%7BcreateTag(model:%22centre%22,name:%22t%22,at:%22main%22)%7Bname%7D%7D";
    let by_address = request(host.address, "GET", mutation, &[], "");
    assert_eq!((by_address.status, by_address.header("allow")), (405, "POST"));
    assert_eq!(host.git(&["tag"]), "");
}

#[test]
fn other_sites_that_the_operator_names_may_ask_with_a_token() {
    let host = Host::start(&["centre"], &["--origin", "https://portal.example.org"]);
    let token = host.token("Ada", "reader", &[]);
    let authorization = format!("Bearer {token}");
    let ask = |origin: &str| {
        let headers =
            [("Content-Type", "application/json"), ("Authorization", &*authorization), ("Origin", origin)];
        request(host.address, "POST", "/graphql", &headers, "{\"query\":\"{version}\"}")
    };
    let portal = ask("https://portal.example.org");
    assert_eq!(
        (portal.status, portal.header("access-control-allow-origin")),
        (200, "https://portal.example.org")
    );
    assert_eq!(ask("https://evil.example").status, 403);
    let before = |origin: &str| request(host.address, "OPTIONS", "/graphql", &[("Origin", origin)], "");
    assert_eq!(before("https://portal.example.org").status, 204);
    assert_eq!(before("https://evil.example").status, 403);
}

#[test]
fn a_trusted_proxy_says_who_asks_and_nobody_else_does() {
    let options = ["--proxy-user-header", "X-User", "--proxy-role-header", "X-Role", "--proxy-from"];
    let host = Host::start(&["centre"], &[&options[..], &["127.0.0.1"]].concat());
    let me = |host: &Host, headers: &[(&str, &str)]| {
        let headers = [&[("Content-Type", "application/json")], headers].concat();
        request(host.address, "POST", "/graphql", &headers, "{\"query\":\"{ me { name email role } }\"}")
    };
    let jane = me(&host, &[("X-User", "jane@example.org"), ("X-Forwarded-For", "10.1.2.3")]).json();
    assert_eq!(
        jane["data"]["me"],
        json!({ "name": "jane@example.org", "email": "jane@example.org", "role": "READER" })
    );
    let admin = me(&host, &[("X-User", "Ann"), ("X-Role", "admin")]).json();
    assert_eq!(admin["data"]["me"]["role"], "ADMIN");
    assert_eq!(me(&host, &[]).status, 401, "whom the proxy does not name is nobody, on this machine too");
    let base = host.head("main");
    let variables = json!({ "base": base, "edits": [set("crm", &["name"], json!("Hub"))] });
    let body = json!({ "query": COMMIT, "variables": variables }).to_string();
    let headers = [
        ("Content-Type", "application/json"),
        ("X-User", "ed@example.org"),
        ("X-Role", "editor"),
        ("X-Forwarded-For", "9.9.9.9, 10.1.2.3"),
    ];
    request(host.address, "POST", "/graphql", &headers, &body);
    assert_eq!(host.git(&["log", "-1", "--format=%an %ae", "main"]), "ed@example.org ed@example.org");
    let audit = "{\"query\":\"{ audit(filter: { action: \\\"commit\\\" }) { nodes { who from } } }\"}";
    let headers = [("Content-Type", "application/json"), ("X-User", "Ann"), ("X-Role", "admin")];
    let audit = request(host.address, "POST", "/graphql", &headers, audit).json();
    assert_eq!(audit["data"]["audit"]["nodes"][0], json!({ "who": "ed@example.org", "from": "10.1.2.3" }));

    let far = Host::start(&["centre"], &[&options[..], &["10.0.0.1"]].concat());
    assert_eq!(
        me(&far, &[("X-User", "jane@example.org")]).status,
        401,
        "said by somebody who is not the proxy"
    );
}
