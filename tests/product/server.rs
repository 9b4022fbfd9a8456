//! GraphQL over HTTP.

use serde_json::{Value, json};

use crate::support::example;
use crate::support::http::request;
use crate::support::program::{Server, succeed};

#[test]
fn graphql_answers_as_the_specification_of_graphql_over_http_has_it() {
    let server = Server::start();
    let answer = server.graphql("{ model { name stats { elements } } }");
    assert_eq!(answer.status, 200);
    assert!(answer.header("content-type").starts_with("application/graphql-response+json"));
    assert_eq!(answer.json()["data"]["model"]["name"], "customer-centre");

    let syntax = server.graphql("{ model {");
    assert_eq!((syntax.status, code(&syntax.json())), (400, "GRAPHQL_PARSE_FAILED".into()));
    let unknown = server.graphql("{ nothing }");
    assert_eq!((unknown.status, code(&unknown.json())), (400, "GRAPHQL_VALIDATION_FAILED".into()));
    let absent = server.graphql("{ model(name: \"other\") { name } }");
    assert_eq!((absent.status, code(&absent.json())), (200, "NOT_FOUND".into()));

    let address = server.address;
    let json = [("Content-Type", "application/json"), ("Accept", "application/json")];
    let body = json!({ "query": "{ nothing }" }).to_string();
    assert_eq!(
        request(address, "POST", "/graphql", &json, &body).status,
        200,
        "a client that knows only JSON"
    );
    assert_eq!(request(address, "POST", "/graphql", &json, "{").status, 400, "no JSON");
    let text = [("Content-Type", "text/plain")];
    assert_eq!(request(address, "POST", "/graphql", &text, &body).status, 415, "a form of another site");
    assert_eq!(request(address, "DELETE", "/graphql", &[], "").status, 405);
    assert_eq!(server.get("/graphql?query=%7Bversion%7D").status, 200);
}

fn code(answer: &Value) -> String {
    answer["errors"][0]["extensions"]["code"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn questions_that_cost_too_much_are_refused() {
    let server = Server::start();
    let aliases: String = (0..500).map(|n| format!("a{n}: version ")).collect();
    let deep = format!(
        "{{ model {{ element(id: \"app-crm\") {{ {}name{} }} }} }}",
        "views { nodes { element { ".repeat(20),
        " } } }".repeat(20)
    );
    let page = "{ model { elements(first: 1000000) { nodes { name } } } }";
    for question in [format!("{{ {aliases} }}"), deep, page.to_owned()] {
        let answer = server.graphql(&question).json();
        assert!(answer["errors"][0]["message"].is_string(), "{answer}");
        assert!(answer["data"].is_null(), "{answer}");
    }
    let huge = format!("{{ version }} #{}", "x".repeat(2 << 20));
    assert_eq!(server.graphql(&huge).status, 413);
    assert_eq!(server.graphql("{ version }").status, 200);
}

#[test]
fn the_command_line_gives_the_servers_answer() {
    let query = "{ model { elements(first: 3, filter: { kinds: [\"goal\"] }) { totalCount nodes { elementId name } } } }";
    let served = Server::start().graphql(query).json();
    let example = example();
    let printed = succeed(["query".as_ref(), example.as_os_str(), query.as_ref()]);
    let printed: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(printed["data"], served["data"]);
    assert!(served["data"]["model"]["elements"]["totalCount"].as_u64() > Some(5));
}

#[test]
fn the_printed_schema_is_the_servers() {
    let printed = succeed(["schema", "--graphql"]);
    assert!(printed.contains("type Query {"));
    let introspection = "{ __schema { queryType { name fields { name } } } }";
    let answer = Server::start().graphql(introspection).json();
    let fields = answer["data"]["__schema"]["queryType"]["fields"].as_array().unwrap().clone();
    assert!(!fields.is_empty());
    for field in fields {
        let name = field["name"].as_str().unwrap();
        assert!(printed.contains(&format!("\t{name}")) || printed.contains(&format!("  {name}")), "{name}");
    }
}
