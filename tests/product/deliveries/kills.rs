//! The server is killed at any moment while tools report: every event that was acknowledged is there when
//! it is started again, whole, and sending it again says that it is known.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, RwLock};
use std::time::Duration;

use serde_json::{Value, json};

use super::questions::list;
use super::site::repository;
use crate::support::http::{self, Answer};
use crate::support::lasting::Lasting;

const SENDERS: [&str; 4] = ["one", "two", "three", "four"];
const KILLS: usize = 10;
/// Deployments in a request of those who send several.
const BATCH: usize = 5;

/// What senders and the one who kills have in common.
#[derive(Default)]
struct Shared {
    /// Requests that were acknowledged.
    acknowledged: Mutex<Vec<Value>>,
    /// Requests of which nobody knows what came.
    lost: Mutex<Vec<Value>>,
    /// Answers that nobody expected.
    odd: Mutex<Vec<String>>,
    /// Held by senders while they send; by others while nobody may.
    pause: RwLock<()>,
    is_over: AtomicBool,
}

#[test]
fn what_was_acknowledged_survives_kills() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Lasting::on(repository(folder.path()));
    let (address, shared) = (server.address, Shared::default());
    let mut random = Random(20_260_714);
    std::thread::scope(|scope| {
        let _over = Over(&shared);
        for sender in SENDERS {
            let shared = &shared;
            scope.spawn(move || send_on_and_on(shared, address, sender));
        }
        for round in 0..KILLS {
            let before = shared.acknowledged.lock().unwrap().len();
            let limit = std::time::Instant::now() + Duration::from_secs(30);
            while shared.acknowledged.lock().unwrap().len() == before {
                assert!(std::time::Instant::now() < limit, "nobody can send: {}", server.said());
                std::thread::sleep(Duration::from_millis(1));
            }
            std::thread::sleep(Duration::from_micros(random.below(250_000)));
            server.kill();
            server.start();
            let _quiet = shared.pause.write().unwrap();
            check(&shared, address, round);
        }
    });
    let odd = shared.odd.lock().unwrap();
    assert!(odd.is_empty(), "{}", odd.join("\n"));
    println!(
        "{KILLS} kills: {} requests acknowledged, {} cut off",
        shared.acknowledged.lock().unwrap().len(),
        shared.lost.lock().unwrap().len()
    );
}

/// Reports deployments until it is over, one or several at a time.
fn send_on_and_on(shared: &Shared, address: SocketAddr, sender: &str) {
    let mut count = 0;
    while !shared.is_over.load(Ordering::Relaxed) {
        let sending = shared.pause.read().unwrap();
        count += 1;
        let size = if count % 3 == 0 { BATCH } else { 1 };
        let events: Vec<Value> = (0..size).map(|part| deployment(sender, count, part)).collect();
        let request = json!({ "source": sender, "events": events });
        match post(address, &request) {
            Ok(answer) if answer.status == 202 => shared.acknowledged.lock().unwrap().push(request),
            Ok(answer) if answer.status == 503 => {}
            Ok(answer) => shared.odd.lock().unwrap().push(format!("{}: {}", answer.status, answer.text())),
            Err(_) => shared.lost.lock().unwrap().push(request),
        }
        drop(sending);
        std::thread::sleep(Duration::from_millis(3));
    }
}

fn deployment(sender: &str, count: usize, part: usize) -> Value {
    let key = format!("{sender}-{count}-{part}");
    json!({ "id": key, "at": "2026-07-14T20:10:00Z", "deployment": { "key": key, "environment": "production",
        "target": "dt-prod", "purl": format!("pkg:oci/gateway@{count}") } })
}

fn post(address: SocketAddr, request: &Value) -> std::io::Result<Answer> {
    let headers = [("Content-Type", "application/json")];
    http::attempt(address, "POST", "/hooks/events", &headers, request.to_string().as_bytes())
}

/// What was acknowledged is there and known; of what was cut off, all of a request or nothing.
fn check(shared: &Shared, address: SocketAddr, round: usize) {
    let keys = |request: &Value| -> Vec<String> {
        list(&request["events"]).map(|event| event["id"].as_str().unwrap().to_owned()).collect()
    };
    let stored = stored(address);
    let acknowledged = shared.acknowledged.lock().unwrap().clone();
    let missing: Vec<String> =
        acknowledged.iter().flat_map(keys).filter(|key| !stored.contains(key)).collect();
    assert_eq!(missing, Vec::<String>::new(), "after kill {round}: acknowledged and not there");
    let lost = shared.lost.lock().unwrap().clone();
    for request in &lost {
        let there = keys(request).iter().filter(|key| stored.contains(*key)).count();
        assert!(there == 0 || there == keys(request).len(), "after kill {round}: half of {request}");
    }
    let sent: BTreeSet<String> = acknowledged.iter().chain(&lost).flat_map(keys).collect();
    assert!(stored.is_subset(&sent), "after kill {round}: there is what nobody sent");
    // One request has them all again; the last ones are those that the kill could hurt.
    let events: Vec<Value> = acknowledged
        .iter()
        .rev()
        .take(150)
        .flat_map(|request| list(&request["events"]).map(|event| with_source(event, request)))
        .collect();
    let again = post(address, &json!({ "events": events })).unwrap();
    assert_eq!(again.status, 202, "{}", again.text());
    let receipt = again.json();
    assert_eq!((&receipt["stored"], &receipt["duplicate"]), (&json!(0), &json!(events.len())), "{receipt}");
}

fn with_source(event: &Value, request: &Value) -> Value {
    let mut event = event.clone();
    event["source"] = request["source"].clone();
    event
}

/// Keys of all deployments, asked page by page; each of them is whole.
fn stored(address: SocketAddr) -> BTreeSet<String> {
    let (mut found, mut after) = (BTreeSet::new(), json!(null));
    loop {
        let query = "query($after: String) { model { deployments(first: 100, after: $after) {
            nodes { key environment target purl at } next } } }";
        let body = json!({ "query": query, "variables": { "after": after } }).to_string();
        let headers = [("Content-Type", "application/json")];
        let answer = http::request(address, "POST", "/graphql", &headers, &body).json();
        let page = &answer["data"]["model"]["deployments"];
        assert!(page["nodes"].is_array(), "{answer:#}");
        for node in list(&page["nodes"]) {
            let is_whole = ["environment", "target", "purl", "at"].iter().all(|name| node[name].is_string());
            assert!(is_whole, "{node}");
            found.insert(node["key"].as_str().unwrap().to_owned());
        }
        after = page["next"].clone();
        if after.is_null() {
            return found;
        }
    }
}

/// Ends the senders, also when the test fails.
struct Over<'a>(&'a Shared);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.is_over.store(true, Ordering::Relaxed);
    }
}

/// The same numbers in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}
