//! Who listens hears what others do, over a WebSocket.

use serde_json::json;

use super::api::socket::{Said, Socket};
use super::api::{Host, git, set};

const LISTEN: &str = "subscription { revisionAdded(model: \"centre\") { branch before revision by isNew missed \
    changes { elements { changed } editCount edits } } }";

#[test]
fn a_commit_and_a_push_are_told() {
    let host = Host::one();
    let mut socket = Socket::begin(host.address, &json!(null));
    socket.subscribe("1", LISTEN);
    socket.subscribe("2", "subscription { revisionAdded(model: \"centre\", branch: \"draft\") { branch isNew changes { editCount } } }");
    // What is asked after it is answered after it.
    socket.subscribe("3", "{ me { name role } }");
    let me = json!({ "data": { "me": { "name": "Olga Operator", "role": "ADMIN" } } });
    assert_eq!(socket.hear(), Said::Message(json!({ "id": "3", "type": "next", "payload": me })));
    assert_eq!(socket.hear(), Said::Message(json!({ "id": "3", "type": "complete" })));

    let base = host.head("main");
    let revision = host.committed("main", &base, json!([set("crm", &["description"], json!("new"))]));
    let event = socket.next()["data"]["revisionAdded"].clone();
    assert_eq!(
        (&event["branch"], &event["before"], &event["revision"], &event["by"]),
        (&json!("main"), &json!(base), &json!(revision), &json!("Olga Operator"))
    );
    assert_eq!((&event["isNew"], &event["missed"]), (&json!(false), &json!(0)));
    assert_eq!(event["changes"]["elements"]["changed"], 1);
    assert_eq!(event["changes"]["edits"][0]["update"]["item"], "element/crm");

    let clone = host.folder.path().join("clone");
    git(host.folder.path(), &["clone", "-q", &format!("http://{}/git/centre.git", host.address), "clone"]);
    let file = clone.join("elements/business/business-actor/desk.yaml");
    std::fs::write(&file, "id: desk\nkind: business-actor\nname: Front desk\n").unwrap();
    git(&clone, &["commit", "-qam", "Rename the desk"]);
    git(&clone, &["push", "-q", "origin", "HEAD:main"]);
    let event = socket.next()["data"]["revisionAdded"].clone();
    assert_eq!(event["before"], json!(revision));
    assert_eq!(event["changes"]["edits"][0]["rename"]["name"], "Front desk", "{event:#}");

    host.ask(
        "mutation { createBranch(model: \"centre\", name: \"draft\", at: \"main\") { name revision } }",
        &json!({}),
    );
    let mut heard = [socket.hear(), socket.hear()].map(|said| match said {
        Said::Message(message) => (message["id"].as_str().unwrap().to_owned(), message["payload"].clone()),
        other => panic!("{other:?}"),
    });
    heard.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(heard[0].1["data"]["revisionAdded"]["isNew"], true);
    assert_eq!(
        heard[1].1["data"]["revisionAdded"],
        json!({ "branch": "draft", "isNew": true, "changes": null })
    );

    socket.say(&json!({ "id": "1", "type": "complete" }));
    socket.say(&json!({ "type": "ping" }));
    assert_eq!(socket.hear(), Said::Message(json!({ "type": "pong" })));
}

#[test]
fn what_breaks_the_protocol_ends_the_connection_with_its_number() {
    let host = Host::one();
    let begin = json!({ "type": "connection_init" });
    let listen = json!({ "id": "1", "type": "subscribe", "payload": { "query": LISTEN } });
    for (messages, number) in [
        (&[json!("nonsense")][..], 4400),
        (&[json!({ "type": "start" })], 4400),
        (std::slice::from_ref(&listen), 4401),
        (&[begin.clone(), begin.clone()], 4429),
        (&[begin.clone(), listen.clone(), listen.clone()], 4409),
        (&[json!({ "type": "connection_init", "payload": { "token": "awt_wrong" } })], 4403),
    ] {
        let mut socket = Socket::open(host.address, &[]).unwrap();
        messages.iter().for_each(|message| socket.say(message));
        let end = std::iter::from_fn(|| Some(socket.hear())).find(|said| matches!(said, Said::Closed(_)));
        assert_eq!(end, Some(Said::Closed(number)), "{messages:?}");
    }
    let mut silent = Socket::open(host.address, &[]).unwrap();
    assert_eq!(silent.hear(), Said::Closed(4408), "a client has ten seconds to begin");
}

#[test]
fn who_listens_must_be_known_and_come_from_here() {
    let host = Host::start(&["centre", "other"], &[]);
    let token = host.token("Rita", "reader", &["other"]);
    let origin = format!("http://{}", host.address);
    assert!(Socket::open(host.address, &[("Origin", &origin)]).is_ok());
    assert_eq!(Socket::open(host.address, &[("Origin", "http://evil.example")]).err(), Some(403));

    let mut nobody = Socket::open(host.address, &[]).unwrap();
    nobody.say(&json!({ "type": "connection_init" }));
    assert_eq!(nobody.hear(), Said::Closed(4403));

    let authorization = format!("Bearer {token}");
    let mut by_header = Socket::open(host.address, &[("Authorization", &authorization)]).unwrap();
    by_header.say(&json!({ "type": "connection_init" }));
    assert_eq!(by_header.hear(), Said::Message(json!({ "type": "connection_ack" })));

    let mut socket = Socket::begin(host.address, &json!({ "token": token }));
    socket.subscribe("1", LISTEN);
    let Said::Message(refused) = socket.hear() else { panic!("closed") };
    assert_eq!((&refused["type"], &refused["id"]), (&json!("error"), &json!("1")), "{refused}");
    assert_eq!(refused["payload"][0]["extensions"]["code"], "NOT_FOUND", "a model that is not theirs");
    socket.subscribe("2", "subscription { revisionAdded(model: \"other\") { nonsense } }");
    let Said::Message(refused) = socket.hear() else { panic!("closed") };
    assert_eq!(refused["payload"][0]["extensions"]["code"], "GRAPHQL_VALIDATION_FAILED", "{refused}");
    socket.subscribe("3", "subscription { revisionAdded(model: \"other\") { revision } }");
    socket.subscribe("4", "{ models { name } }");
    assert_eq!(socket.next(), json!({ "data": { "models": [{ "name": "other" }] } }));
}
