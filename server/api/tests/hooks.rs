//! Events of tools over HTTP: a real server on a port of its own, the example's model in a folder.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail anywhere")]

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use archweave_api::{Config, State};
use archweave_app::hooks::{Hook, Secrets};
use archweave_app::records::{Millis, NewToken};
use archweave_app::{App, Role};
use serde_json::{Value, json};

#[allow(dead_code, reason = "other tests use the rest")]
mod server;

use server::{Answer, send};

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

/// A server that ends with the test.
struct Served {
    at: SocketAddr,
    app: Arc<App>,
    _folder: tempfile::TempDir,
}

fn serve(models: usize, secrets: Secrets) -> Served {
    let folder = tempfile::tempdir().unwrap();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/customer-centre");
    let paths: Vec<PathBuf> = (0..models).map(|n| folder.path().join(format!("centre-{n}"))).collect();
    paths.iter().for_each(|path| copy(&example, path));
    let app = Arc::new(App::open_to_serve(&paths, None, Some(folder.path())).unwrap());
    let at = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let state = State::new(app.clone()).with_hook_secrets(secrets);
    std::thread::spawn(move || {
        let config = Config { listen: at, workers: 2 };
        actix_web::rt::System::new().block_on(archweave_api::serve(state, &config)).unwrap();
    });
    for _ in 0..200 {
        if TcpStream::connect(at).is_ok() {
            return Served { at, app, _folder: folder };
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("the server does not start");
}

impl Served {
    fn token(&self, name: &str, role: Role) -> String {
        let records = self.app.records().unwrap();
        let email = format!("{name}@example.org");
        let new = NewToken { name: name.into(), email, role, models: None, expires: None };
        let (_, secret) = records.wait(records.index().add_token(new, Millis::now())).unwrap();
        format!("Bearer {}", secret.reveal())
    }

    fn post(&self, address: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let length = body.len().to_string();
        let mut all = vec![("Content-Length", length.as_str())];
        if !headers.iter().any(|(name, _)| *name == "Content-Type") {
            all.push(("Content-Type", "application/json"));
        }
        all.extend(headers);
        send(self.at, "POST", address, &all, body)
    }
}

fn told(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body).unwrap_or_else(|error| panic!("{error}: {}", answer.text()))
}

fn deployment(id: &str, purl: &str) -> String {
    let deployment = json!({ "environment": "env-prod", "purl": purl, "requirements": ["req-103"] });
    json!({ "source": "ci.example.org", "id": id, "at": "2026-07-14T20:10:00Z", "deployment": deployment })
        .to_string()
}

#[test]
fn an_event_is_stored_once_and_says_what_it_does_not_know() {
    // Without any token and secret the server of this machine knows its operator.
    let served = serve(1, Secrets::default());
    let good = deployment("d-1", "pkg:oci/message-gateway@3.4.1");
    let first = served.post("/hooks/events", &[], &good);
    assert_eq!(first.status, 202, "{}", first.text());
    let receipt = json!({ "stored": 1, "duplicate": 0, "conflict": 0, "unmatched": [], "moreUnmatched": 0 });
    assert_eq!(told(&first), receipt);
    assert_eq!(
        (first.header("content-type"), first.header("cache-control")),
        ("application/json", "no-store")
    );

    let again = served.post("/hooks/events?model=centre-0", &[], &good);
    assert_eq!((again.status, told(&again)["duplicate"].clone()), (202, json!(1)));

    let other = served.post("/hooks/events", &[], &deployment("d-1", "pkg:oci/message-gateway@3.4.2"));
    assert_eq!((other.status, other.header("content-type")), (409, "application/problem+json"));
    let problem = told(&other);
    assert_eq!((&problem["title"], &problem["conflicts"]), (&json!("CONFLICT"), &json!(["d-1"])));

    let unknown = served.post("/hooks/events", &[], &deployment("d-2", "pkg:oci/nobody-knows-it@1"));
    let unmatched = &told(&unknown)["unmatched"];
    assert_eq!(unmatched.as_array().unwrap().len(), 1, "{unmatched}");
    assert_eq!((&unmatched[0]["sort"], &unmatched[0]["code"]), (&json!("artifact"), &json!("unknown")));
    assert_eq!(unmatched[0]["text"], "pkg:oci/nobody-knows-it");
    assert!(!unmatched[0]["reason"].as_str().unwrap().is_empty());
}

#[test]
fn every_refusal_has_a_status_and_a_code() {
    let served = serve(1, Secrets::default());
    let good = deployment("d-1", "pkg:oci/message-gateway@3.4.1");
    let huge = " ".repeat((8 << 20) + 1);
    let wrong = |field: &str, value: Value| {
        let mut body: Value = serde_json::from_str(&good).unwrap();
        body["deployment"][field] = value;
        body.to_string()
    };
    let form = [("Content-Type", "application/x-www-form-urlencoded")];
    let packed = [("Content-Encoding", "br")];
    for (address, headers, body, status, code, field) in [
        ("/hooks/svn", &[][..], good.clone(), 404, "NOT_FOUND", Value::Null),
        ("/hooks/events", &form, good.clone(), 415, "UNSUPPORTED_MEDIA_TYPE", Value::Null),
        ("/hooks/events", &packed, good.clone(), 415, "UNSUPPORTED_MEDIA_TYPE", Value::Null),
        ("/hooks/events", &[], "{".into(), 400, "MALFORMED", Value::Null),
        (
            "/hooks/events",
            &[],
            wrong("enviroment", json!("x")),
            400,
            "MALFORMED",
            json!("deployment.enviroment"),
        ),
        ("/hooks/events", &[], wrong("share", json!(30)), 422, "INVALID", json!("deployment.share")),
        ("/hooks/events", &[], huge, 413, "LIMITED", Value::Null),
        ("/hooks/github", &[], "{}".into(), 400, "MALFORMED", Value::Null),
        ("/hooks/cdevents", &[], "{}".into(), 400, "MALFORMED", json!("context.specversion")),
        ("/hooks/events?model=other", &[], good.clone(), 404, "NOT_FOUND", Value::Null),
    ] {
        let answer = served.post(address, headers, &body);
        assert_eq!(answer.status, status, "{address} {}", answer.text());
        assert_eq!(answer.header("content-type"), "application/problem+json");
        let problem = told(&answer);
        assert_eq!((&problem["title"], &problem["status"]), (&json!(code), &json!(status)), "{address}");
        assert_eq!(problem["field"], field, "{address}");
        assert!(!problem["detail"].as_str().unwrap().is_empty());
    }
    let get = send(served.at, "GET", "/hooks/events", &[], "");
    assert_eq!((get.status, get.header("allow")), (405, "POST"));
    // Nothing of all that was stored.
    let stored = served.post("/hooks/events", &[], &good);
    assert_eq!(told(&stored)["stored"], json!(1));
}

#[test]
fn with_a_token_there_must_be_one_of_an_editor() {
    let served = serve(2, Secrets::default());
    let (reader, editor) = (served.token("reader", Role::Reader), served.token("editor", Role::Editor));
    let good = deployment("d-1", "pkg:oci/message-gateway@3.4.1");
    // It is known within a second that there are tokens.
    std::thread::sleep(Duration::from_millis(1100));
    for (authorization, address, status) in [
        (None, "/hooks/events?model=centre-0", 401),
        (Some("Bearer awt_wrong"), "/hooks/events?model=centre-0", 401),
        (Some(reader.as_str()), "/hooks/events?model=centre-0", 403),
        (Some(editor.as_str()), "/hooks/events", 422),
        (Some(editor.as_str()), "/hooks/events?model=centre-1", 202),
    ] {
        let headers: Vec<(&str, &str)> =
            authorization.map(|value| ("Authorization", value)).into_iter().collect();
        let answer = served.post(address, &headers, &good);
        assert_eq!(answer.status, status, "{authorization:?} {}", answer.text());
        if status == 401 {
            assert!(answer.header("www-authenticate").starts_with("Bearer"));
            assert_eq!(told(&answer)["title"], "UNAUTHENTICATED");
        }
    }
    let none = served.post("/hooks/events?model=centre-0", &[], &good);
    assert!(told(&none)["detail"].as_str().unwrap().contains("--hook-secret events=FILE"));
}

/// The signature of `secret` over `body`, as `openssl dgst -sha256 -hmac` makes it.
fn hub(secret: &str, body: &str) -> String {
    let mut child = std::process::Command::new("openssl")
        .args(["dgst", "-sha256", "-hmac", secret])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), body.as_bytes()).unwrap();
    let said = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    format!("sha256={}", said.trim().rsplit(' ').next().unwrap())
}

#[test]
fn a_hook_with_a_secret_takes_only_what_is_signed() {
    if std::process::Command::new("openssl").arg("version").output().is_err() {
        return println!("skipped: openssl is not installed");
    }
    let (old, new, other) = ("an-old-secret-of-ours", "a-new-secret-of-ours", "the-secret-of-another-model");
    let mut secrets = Secrets::default();
    secrets.add(Hook::Github, None, &format!("{old}\n{new}\n")).unwrap();
    secrets.add(Hook::Github, Some("centre-1"), other).unwrap();
    secrets.add(Hook::Gitlab, None, new).unwrap();
    let served = serve(2, secrets);
    let body = json!({ "zen": "Keep it logically awesome." }).to_string();
    let github = |model: &str, signature: Option<&str>| {
        let mut headers = vec![("X-GitHub-Event", "ping"), ("X-GitHub-Delivery", "1")];
        headers.extend(signature.map(|value| ("X-Hub-Signature-256", value)));
        served.post(&format!("/hooks/github?model={model}"), &headers, &body).status
    };
    assert_eq!(github("centre-0", Some(&hub(old, &body))), 202);
    assert_eq!(github("centre-0", Some(&hub(new, &body))), 202);
    assert_eq!(github("centre-1", Some(&hub(other, &body))), 202);
    // Unsigned too, though the operator of a server of this machine could do it with a token.
    assert_eq!(github("centre-0", None), 401);
    assert_eq!(github("centre-0", Some(&hub(other, &body))), 401);
    assert_eq!(github("centre-1", Some(&hub(new, &body))), 401);
    assert_eq!(github("centre-0", Some("sha256=00")), 401);
    assert_eq!(github("centre-9", Some("sha256=00")), 401);
    let editor = served.token("editor", Role::Editor);
    let headers = [("X-GitHub-Event", "ping"), ("X-GitHub-Delivery", "1"), ("Authorization", &editor)];
    assert_eq!(served.post("/hooks/github?model=centre-0", &headers, &body).status, 202);

    let gitlab = |token: &str| {
        let headers =
            [("X-Gitlab-Event", "Note Hook"), ("X-Gitlab-Event-UUID", "1"), ("X-Gitlab-Token", token)];
        served.post("/hooks/gitlab?model=centre-0", &headers, "{}").status
    };
    assert_eq!((gitlab(new), gitlab(old)), (202, 401));
}

#[test]
fn secrets_that_can_be_guessed_are_refused() {
    for (text, words) in [("", "empty"), ("\n \n", "empty"), ("short", "at least 16")] {
        let error = Secrets::default().add(Hook::Github, None, text).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
    let mut secrets = Secrets::default();
    secrets.add(Hook::Github, None, "a-secret-nobody-sees").unwrap();
    assert!(!format!("{secrets:?}").contains("nobody"));
}

#[test]
fn many_senders_at_once_lose_nothing() {
    let served = Arc::new(serve(1, Secrets::default()));
    let senders: Vec<_> = (0..16)
        .map(|sender| {
            let served = served.clone();
            std::thread::spawn(move || {
                for n in 0..5 {
                    // The last of each is what its neighbour sent first: one of the two is the duplicate.
                    let id = if n == 4 { format!("d-{}-0", sender ^ 1) } else { format!("d-{sender}-{n}") };
                    let answer =
                        served.post("/hooks/events", &[], &deployment(&id, "pkg:oci/message-gateway@3.4.1"));
                    assert_eq!(answer.status, 202, "{}", answer.text());
                }
            })
        })
        .collect();
    senders.into_iter().for_each(|sender| sender.join().unwrap());
    assert_eq!(served.app.models()[0].delivery_position().unwrap(), 64);
}
