//! Tables and texts that come in: what they would change, and the same edits committed.

use serde_json::{Value, json};

use super::{code_of, commit_given, grown};
use crate::support::http::request;

const TABLE: &str = "query($kind: String! = \"application-component\", $text: String, $content: String, $language: String) {
    model { readTable(kind: $kind, text: $text, content: $content, language: $language) {
        columns { heading key } newCount changedCount unchangedCount rejectedCount edits
        rows { line state elementId element { name } cells changes { attribute before after } problems { column code message(language: \"zh\") } } } } }";

#[test]
fn a_table_is_previewed_row_by_row_and_then_is_one_command() {
    let host = grown();
    let text = "id\tName\t名称\tlifecycle\tTags\towner\n\
        crm\tCRM\t\t\t\t\n\
        app-ticket\tTicketing\t工单平台\tactive\tcore; web\tDesk\n\
        \tTelephony\t\tplanned\t\t\n\
        app-ticket\tAgain\t\t\t\t\n\
        desk\tWrong kind\t\t\t\t\n\
        \tBad state\t\tactve\t\t\n\
        \t\t\tactive\t\t\n";
    // `Name` is in the language of the reader, `名称` has none of its own: the same column twice.
    assert_eq!(code_of(&host, TABLE, &json!({ "text": text })), "INVALID");
    let text = text.replace("名称", "name.zh");
    let read = host.ask(TABLE, &json!({ "text": text, "language": "en" }))["model"]["readTable"].clone();
    let counts = ["newCount", "changedCount", "unchangedCount", "rejectedCount"]
        .map(|key| read[key].as_u64().unwrap());
    assert_eq!(counts, [1, 1, 1, 4], "{read:#}");
    let rows = read["rows"].as_array().unwrap();
    let states: Vec<_> = rows.iter().map(|row| row["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["UNCHANGED", "CHANGED", "NEW", "REJECTED", "REJECTED", "REJECTED", "REJECTED"]);
    let codes: Vec<_> = rows.iter().skip(3).map(|row| row["problems"][0]["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["duplicate-row", "wrong-kind", "unknown-value", "no-name"]);
    assert_eq!(rows[5]["problems"][0]["column"], 3);
    assert!(rows[5]["problems"][0]["message"].as_str().unwrap().contains("不是允许的取值"));
    assert_eq!(
        rows[1]["changes"],
        json!([
            { "attribute": "name.zh", "before": "工单系统", "after": "工单平台" },
            { "attribute": "lifecycle.state", "before": null, "after": "active" },
            { "attribute": "tags", "before": ["core"], "after": ["core", "web"] },
        ]),
        "the owner is called so already"
    );
    commit_given(&host, &read["edits"]);
    let after = host.ask("{ model { a: element(id: \"app-ticket\") { name(language: \"zh\") tags lifecycle { state } } b: element(id: \"telephony\") { kindId lifecycle { state } } } }", &json!({}));
    assert_eq!(
        after["model"]["a"],
        json!({ "name": "工单平台", "tags": ["core", "web"], "lifecycle": { "state": "active" } })
    );
    assert_eq!(
        after["model"]["b"],
        json!({ "kindId": "application-component", "lifecycle": { "state": "planned" } })
    );
    let again = host.ask(TABLE, &json!({ "text": text, "language": "en" }))["model"]["readTable"].clone();
    assert_eq!(
        (&again["changedCount"], &again["newCount"], &again["edits"]),
        (&json!(0), &json!(0), &json!([])),
        "{again:#}"
    );
}

#[test]
fn a_catalog_goes_out_as_a_file_and_comes_back_without_a_difference() {
    let host = grown();
    let get = |path: &str| request(host.address, "GET", path, &[], "");
    for format in ["csv", "xlsx"] {
        let file = get(&format!("/m/centre/catalog/application-component.{format}?lang=en"));
        assert_eq!(file.status, 200);
        assert!(
            file.header("content-disposition").contains(&format!("centre-application-component.{format}"))
        );
        let content = base64(&file.body);
        let read =
            host.ask(TABLE, &json!({ "content": content, "language": "en" }))["model"]["readTable"].clone();
        assert_eq!((&read["unchangedCount"], &read["edits"]), (&json!(2), &json!([])), "{format} {read:#}");
        assert_eq!(read["columns"][0], json!({ "heading": "id", "key": "id" }));
        let chinese =
            host.ask(TABLE, &json!({ "content": content, "language": "zh" }))["model"]["readTable"].clone();
        assert_eq!(
            chinese["changedCount"], 1,
            "an English name for a Chinese reader is another name: {chinese:#}"
        );
    }
    let chosen = get("/m/centre/catalog/application-component.csv?columns=owner,name.zh");
    assert_eq!(chosen.text(), "id,owner,name.zh\r\napp-ticket,desk,工单系统\r\ncrm,,\r\n");
    for (path, status) in [
        ("/m/centre/catalog/nonsense.csv", 404),
        ("/m/centre/catalog/goal.pdf", 404),
        ("/m/centre/catalog/goal.csv?columns=nonsense", 422),
    ] {
        assert_eq!(get(path).status, status, "{path}");
    }
}

#[test]
fn a_table_that_is_none_is_refused_in_words() {
    let host = grown();
    let rows = format!("id\n{}", "x\n".repeat(5_001));
    for (variables, code) in [
        (json!({ "text": "" }), "INVALID"),
        (json!({ "text": "colour\nred\n" }), "INVALID"),
        (json!({}), "INVALID"),
        (json!({ "content": "no base64" }), "INVALID"),
        (json!({ "content": base64(b"PK\x03\x04broken") }), "INVALID"),
        (json!({ "text": rows }), "LIMITED"),
        (json!({ "text": "id\n", "kind": "nonsense" }), "NOT_FOUND"),
    ] {
        assert_eq!(code_of(&host, TABLE, &variables), code, "{:.80}", variables.to_string());
    }
}

const DOCUMENT: &str =
    "query($path: String!, $text: String!) { model { readDocument(path: $path, text: $text) {
    isValid edits text diagnostics { code line file } } } }";

#[test]
fn a_text_is_read_as_edits_or_says_where_it_is_wrong() {
    let host = grown();
    let source = host.ask("{ model { element(id: \"crm\") { source { path text line } } view(id: \"overview\") { source { path } } } }", &json!({}));
    let source = source["model"]["element"]["source"].clone();
    let (path, text) = (source["path"].as_str().unwrap(), source["text"].as_str().unwrap());
    assert_eq!(
        (path, source["line"].as_u64()),
        ("elements/application/application-component/crm.yaml", Some(2))
    );
    let read = |path: &str, text: &str| {
        host.ask(DOCUMENT, &json!({ "path": path, "text": text }))["model"]["readDocument"].clone()
    };
    let same = read(path, text);
    assert_eq!((&same["isValid"], &same["edits"], &same["text"]), (&json!(true), &json!([]), &json!(text)));

    let changed = text.replace("vendor: Acme", "vendor: Globex");
    let given = read(path, &changed);
    assert_eq!(given["isValid"], true, "{given:#}");
    assert_eq!(given["text"], changed);
    commit_given(&host, &given["edits"]);
    assert_eq!(host.file(path), changed.trim_end(), "comments are kept");

    let new = "id: phone\nkind: application-component\nname: Phone\nrelations:\n  - serving: desk\n";
    let given = read("elements/new/phone.yaml", new);
    commit_given(&host, &given["edits"]);
    assert_eq!(host.file("elements/new/phone.yaml"), new.trim_end());

    let cases: [(&str, String, &str, u64); 4] = [
        (path, format!("{changed}  broken: ["), "yaml-syntax", 0),
        (path, changed.replace("serving: desk", "serving: ghost"), "dangling-relation", 8),
        (path, changed.replace("kind: application-component", "kind: nonsense"), "unknown-kind", 3),
        ("elements/new/other.yaml", "id: crm\nkind: goal\nname: Twin\n".into(), "duplicate-id", 0),
    ];
    for (path, text, code, line) in cases {
        let wrong = read(path, &text);
        assert_eq!(wrong["isValid"], false, "{wrong:#}");
        let found = wrong["diagnostics"].as_array().unwrap().iter().find(|found| found["code"] == code);
        let found = found.unwrap_or_else(|| panic!("{code}: {wrong:#}"));
        assert!(line == 0 || found["line"] == line, "{found:#}");
    }
    for path in ["README.md", "elements/../x.yaml", "/etc/passwd", "src/main.rs"] {
        let answer = host
            .ask_as(None, DOCUMENT, &json!({ "path": path, "text": "id: x\nkind: goal\nname: X\n" }))
            .json();
        let refused =
            answer.get("errors").is_some() || answer["data"]["model"]["readDocument"]["isValid"] == false;
        assert!(refused, "{path}: {answer:#}");
    }
}

pub fn base64(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

#[test]
fn a_large_text_is_read_though_a_large_question_is_not_answered() {
    let host = grown();
    let text = format!("id\tdescription\tname\n{}", "\tx\tNew\n".repeat(40_000));
    let long: Value = json!({ "text": text });
    assert_eq!(code_of(&host, TABLE, &long), "LIMITED", "5,000 rows are enough");
    let answer = host.ask_as(
        None,
        "query($t: String!) { model { search(text: $t) { totalCount } } }",
        &json!({ "t": text }),
    );
    assert_eq!(answer.status, 413);
}
