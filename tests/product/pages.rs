//! Pages and pictures over HTTP.

use std::fs;

use crate::support::program::Server;

#[test]
fn pages_lead_from_the_models_to_a_view_and_to_an_element() {
    let server = Server::start();
    let start = server.get("/");
    assert_eq!(start.status, 200);
    assert!(start.header("content-type").starts_with("text/html"));
    assert!(start.text().contains("/m/customer-centre"));
    let model = server.get("/m/customer-centre");
    assert!(model.text().contains("/m/customer-centre/views/landscape"), "{}", model.text());
    let view = server.get("/m/customer-centre/views/landscape");
    assert!(view.text().contains("<svg") && view.text().contains("/m/customer-centre/elements/app-outage"));
    let element = server.get("/m/customer-centre/elements/app-outage?lang=en");
    assert!(element.text().contains("Outage information hub") && element.text().contains("as-outage"));
    let chinese = server.get("/m/customer-centre/elements/app-outage?lang=zh");
    assert!(chinese.text().contains("停电信息中枢"));
    let found = server.get("/m/customer-centre/search?q=outage&lang=en");
    assert!(found.text().contains("Outage information hub"), "{}", found.text());
    for page in ["elements", "problems", "history"] {
        assert_eq!(server.get(&format!("/m/customer-centre/{page}")).status, 200, "{page}");
    }
}

#[test]
fn what_is_not_there_is_404_and_a_page() {
    let server = Server::start();
    let addresses =
        ["/nothing", "/m/other", "/m/customer-centre/views/none", "/m/customer-centre/elements/%3Cscript%3E"];
    for address in addresses {
        let answer = server.get(address);
        assert_eq!(answer.status, 404, "{address}");
        assert!(answer.header("content-type").starts_with("text/html"), "{address}");
        assert!(!answer.text().contains("<script>"), "{address}");
    }
    assert_eq!(server.get("/m/customer-centre?at=no-such-branch").status, 404);
}

#[test]
fn pictures_are_svg_and_png_and_known_by_their_tag() {
    let server = Server::start();
    let address = "/m/customer-centre/views/landscape.svg?lang=en";
    let svg = server.get(address);
    assert_eq!((svg.status, svg.header("content-type")), (200, "image/svg+xml"));
    assert!(svg.text().starts_with("<svg") && svg.text().contains("</svg>"));
    let png = server.get("/m/customer-centre/views/landscape.png");
    assert_eq!((png.status, png.header("content-type")), (200, "image/png"));
    assert!(png.body.starts_with(b"\x89PNG\r\n\x1a\n"));

    let tag = svg.header("etag");
    assert!(!tag.is_empty());
    let again = server.get_with(address, &[("If-None-Match", tag)]);
    assert_eq!((again.status, again.body.len()), (304, 0));
    let other = server.get_with(address, &[("If-None-Match", "\"other\"")]);
    assert_eq!((other.status, other.body), (200, svg.body));
}

#[test]
fn every_answer_says_what_a_browser_may_run() {
    let server = Server::start();
    for address in
        ["/", "/m/customer-centre/views/landscape", "/m/customer-centre/views/landscape.svg", "/nothing"]
    {
        let answer = server.get(address);
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && policy.contains("script-src 'self'"),
            "{address}: {policy}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{address}");
    }
}

#[test]
fn text_of_a_model_is_escaped_wherever_it_is_shown() {
    let attack = "\"><script>alert(1)</script><img src=x onerror=alert(1)>";
    let quoted = attack.replace('\'', "''");
    let server = Server::of(|folder| {
        let write = |path: &str, text: String| {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("archweave.yaml", format!("format: 1\nname: '{quoted}'\n"));
        let element =
            format!("id: x\nkind: goal\nname: '{quoted}'\ndescription: '{quoted}'\ntags: ['{quoted}']\n");
        write("elements/motivation/goal/x.yaml", element + &format!("properties: {{ a: '{quoted}' }}\n"));
        let view = format!(
            "id: v\nname: '{quoted}'\ncontent: [{{ node: n1, element: x }}, {{ node: n2, note: '{quoted}' }}]\n"
        );
        write("views/v.yaml", view);
    });
    let search = "/m/model/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E";
    for address in
        ["/", "/m/model", "/m/model/elements/x", "/m/model/views/v", "/m/model/views/v.svg", search]
    {
        let answer = server.get(address);
        assert_eq!(answer.status, 200, "{address}");
        assert!(answer.text().contains("alert(1)"), "{address} shows the text");
        assert!(
            !answer.text().contains("<script>alert") && !answer.text().contains("<img src=x"),
            "{address}"
        );
    }
}
