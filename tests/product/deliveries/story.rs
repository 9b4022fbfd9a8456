//! What happens, step by step: by webhook, by command, by GraphQL, each as its sender would do it.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::clock::Clock;
use super::site::{SECRET, Site, commit_at, signature, time};
use crate::support::git;

/// A site on which things happen.
pub struct Story<'a> {
    pub site: &'a Site,
    pub clock: Clock,
    /// A clone of the gateway's source.
    source: PathBuf,
}

/// The repository as events name it.
const REPOSITORY: &str = "https://github.com/csc/gateway";
const JSON: (&str, &str) = ("Content-Type", "application/json");

impl<'a> Story<'a> {
    pub fn begin(site: &'a Site) -> Self {
        let source = site.folder.path().join("gateway");
        git::succeed(site.folder.path(), &["init", "-q", "-b", "main", "gateway"]);
        Self { site, clock: Clock::default(), source }
    }

    /// Whether a step is a commit to the model.
    pub fn changes_the_model(&self, step: &str) -> bool {
        ["wanted", "tightened", "reworded"].contains(&step)
    }

    /// Does what a step is named after.
    pub fn step(&mut self, name: &'static str) {
        let at = self.clock.begin(name);
        let now = time(at);
        match name {
            "start" => drop(commit_at(&self.source, "Begin", at)),
            "asked" => self.ask_for_it(&now),
            "wanted" => self.edit(name, "Notices by text message", wanted()),
            "pushed" => self.push(at),
            "built" => self.build(&now),
            "verified" => drop(self.site.tell(json!({
                "source": "ci.example.org", "id": "check-1", "at": now,
                "verification": { "kind": "test", "result": "passed", "purls": ["pkg:oci/gateway@1.0.0"], "key": "check-1" },
            }))),
            "staged" => self.stage(&now),
            "live" => {
                self.deploy("dep-1", "1.0.0", "normal", &now);
                self.release("1.0", "1.0.0", &now);
            }
            "coded" => self.code("Notices in the app\n\nImplements: REQ-13\n", at),
            "shipped" => {
                self.package("1.1.0", &now);
                self.deploy("dep-2", "1.1.0", "normal", &now);
                self.release("1.1", "1.1.0", &now);
            }
            "broken" => drop(self.site.tell(json!({
                "source": "watch.example.org", "id": "alarm-1", "at": now,
                "incident": { "key": "inc-1", "title": "Notices are late", "severity": "high", "detected_at": now,
                    "cause": "change", "environment": "production", "service": "gateway", "deployment": "dep-2" },
            }))),
            "back" => {
                self.deploy("dep-3", "1.0.0", "rollback", &now);
                self.site.tell(json!({ "source": "watch.example.org", "id": "alarm-1-over", "at": now,
                    "incident": { "key": "inc-1", "resolved_at": now } }));
            }
            "mended" => {
                self.code("Send in parallel\n\nImplements: REQ-13\n", at);
                self.package("1.1.1", &now);
                self.deploy("dep-4", "1.1.1", "hotfix", &now);
            }
            "measured" => {
                for (value, sample) in [("20", "5"), ("12", "300")] {
                    let element = if sample == "5" { &["--element", "dt-test"][..] } else { &[] };
                    let words = ["metric", "--indicator", "i-notify", "--value", value, "--sample", sample, "--at", &now];
                    self.site.record(&[&words, element].concat());
                }
            }
            "tightened" => self.edit(name, "Within five minutes", set(&["properties", "acceptance"], "Nine in ten within five minutes.")),
            "reworded" => self.edit(name, "Better words", set(&["description"], "Short and friendly.")),
            "affirmed" => self.affirm(),
            other => panic!("nobody knows how to do `{other}`"),
        }
    }

    fn edit(&mut self, step: &'static str, message: &str, edits: Value) {
        let at = self.site.edit(message, edits);
        self.clock.also(step, at);
    }

    fn ask_for_it(&self, now: &str) {
        let mutation = "mutation($records: [NeedInput!]!) { recordNeed(model: \"centre\", records: $records) { key unmatched { text } } }";
        let need = json!({ "key": "need-1", "text": "When will power be back?", "kind": "enquiry", "channel": "phone",
            "receivedAt": now, "demand": "dem-status" });
        let done = self.site.ask(mutation, json!({ "records": [need] }));
        assert_eq!(done["recordNeed"], json!([{ "key": "need-1", "unmatched": [] }]));
    }

    /// A webhook of GitHub.
    fn push(&self, at: i64) {
        let body = push(
            "1111111111111111111111111111111111111111",
            "Notices by text message\n\nImplements: REQ-12\n",
            at,
        );
        let body = body.to_string();
        let signed = signature(SECRET, &body);
        let mut headers = vec![JSON, ("X-GitHub-Event", "push"), ("User-Agent", "GitHub-Hookshot/044aadd")];
        headers.extend([
            ("X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958"),
            ("X-Hub-Signature-256", &signed),
        ]);
        let receipt = self.site.send("github", &headers, &body);
        assert_eq!((&receipt["stored"], &receipt["unmatched"]), (&json!(1), &json!([])), "{receipt:#}");
        let again = self.site.send("github", &headers, &body);
        assert_eq!((&again["stored"], &again["duplicate"]), (&json!(0), &json!(1)), "GitHub sends it again");
    }

    /// A run of a pipeline as structured CloudEvent, and what it made in binary form.
    fn build(&self, now: &str) {
        let run = cdevent(
            "run-1-done",
            "pipelinerun.finished.0.2.0",
            now,
            "run-1",
            json!({ "pipelineName": "gateway", "outcome": "success" }),
            json!({ "commit": "1111111111111111111111111111111111111111", "repository": REPOSITORY }),
        );
        let context = &run["context"];
        let whole = json!({ "specversion": "1.0", "id": context["id"], "source": context["source"], "type": context["type"],
            "time": now, "datacontenttype": "application/json", "data": run });
        self.site.send(
            "cdevents",
            &[("Content-Type", "application/cloudevents+json; charset=utf-8")],
            &whole.to_string(),
        );
        self.binary(&cdevent("package-1", "artifact.packaged.0.2.0", now, "pkg:oci/gateway@1.0.0",
            json!({ "change": { "id": "commit/1111111111111111111111111111111111111111", "source": REPOSITORY } }),
            json!({})));
    }

    fn stage(&self, now: &str) {
        self.binary(&cdevent(
            "deploy-1",
            "service.deployed.0.2.0",
            now,
            "gateway",
            json!({ "environment": { "id": "test" }, "artifactId": "pkg:oci/gateway@1.0.0" }),
            json!({}),
        ));
    }

    /// A CDEvent with the attributes of the CloudEvent in headers.
    fn binary(&self, event: &Value) {
        let of = |name: &str| event["context"][name].as_str().unwrap();
        let headers = [
            JSON,
            ("ce-specversion", "1.0"),
            ("ce-id", of("id")),
            ("ce-source", of("source")),
            ("ce-type", of("type")),
        ];
        let receipt = self.site.send("cdevents", &headers, &event.to_string());
        assert_eq!((&receipt["stored"], &receipt["unmatched"]), (&json!(1), &json!([])), "{receipt:#}");
    }

    /// A commit in the clone, told by command.
    fn code(&self, message: &str, at: i64) {
        commit_at(&self.source, message, at);
        let clone = self.source.to_str().unwrap();
        let words = [
            "changes",
            "--range",
            "HEAD~1..HEAD",
            "--repository",
            "git@github.com:csc/gateway.git",
            "--clone",
            clone,
        ];
        let said = self.site.record(&words);
        assert!(said.contains("recorded 1 event"), "{said}");
        let again = self.site.record(&words);
        assert!(again.contains("1 recorded before"), "{again}");
    }

    /// A version made from the last commit.
    fn package(&self, version: &str, now: &str) {
        let (purl, commit) =
            (format!("pkg:oci/gateway@{version}"), git::succeed(&self.source, &["rev-parse", "HEAD"]));
        self.site.record(&[
            "artifact",
            "--purl",
            &purl,
            "--commit",
            &commit,
            "--repository",
            REPOSITORY,
            "--built-at",
            now,
        ]);
    }

    fn deploy(&self, key: &str, version: &str, kind: &str, now: &str) {
        let purl = format!("pkg:oci/gateway@{version}");
        let place = ["deployment", "--environment", "production", "--target", "dt-prod"];
        self.site
            .record(&[&place[..], &["--purl", &purl, "--kind", kind, "--key", key, "--at", now]].concat());
    }

    fn release(&self, name: &str, version: &str, now: &str) {
        self.site.record(&[
            "release",
            "--name",
            name,
            "--purls",
            &format!("pkg:oci/gateway@{version}"),
            "--at",
            now,
        ]);
    }

    /// Looks at every suspect link and finds it right.
    fn affirm(&self) {
        let links = "{ model { whereIs(requirement: \"req-12\") { links(suspect: true) { kind key } } } }";
        let links = self.site.ask(links, json!({}))["model"]["whereIs"]["links"].clone();
        let mutation = "mutation($kind: RecordKind!, $key: String!) {
            affirmLink(model: \"centre\", requirement: \"req-12\", kind: $kind, key: $key, note: \"still so\") }";
        for link in links.as_array().unwrap() {
            self.site.ask(mutation, link.clone());
        }
    }
}

/// The edits that make the requirement, with all that hangs on it.
fn wanted() -> Value {
    let connect =
        |from: &str, kind: &str, to: &str| json!({ "connect": { "from": from, "kind": kind, "to": to } });
    json!([
        { "create": { "item": "element/req-12", "fields": { "kind": "requirement", "name": "Notices by text message",
            "properties": { "level": "system", "statement": "The gateway shall notify.", "rationale": "They wait.",
                "acceptance": "Nine in ten within 15 minutes.", "decision": "agreed", "priority": 1 } } } },
        connect("dem-status", "splits-into", "req-12"),
        connect("req-12", "fulfils", "o-notify"),
        connect("app-gateway", "realization", "req-12"),
        connect("rel-10", "delivers", "req-12"),
    ])
}

fn set(path: &[&str], to: &str) -> Value {
    json!([{ "update": { "item": "element/req-12", "fields": [{ "path": path, "to": to }] } }])
}

/// What GitHub sends for a push of one commit to the main branch.
pub fn push(commit: &str, message: &str, at: i64) -> Value {
    let person = json!({ "name": "Ada", "email": "ada@example.org", "username": "ada" });
    let one = json!({
        "id": commit, "tree_id": "f9d2a07e9488b91af2641b26b9407fe22a451433", "distinct": true, "message": message,
        "timestamp": time(at), "url": format!("{REPOSITORY}/commit/{commit}"), "author": person, "committer": person,
        "added": ["sms.rs"], "removed": [], "modified": ["main.rs"],
    });
    json!({
        "ref": "refs/heads/main", "before": "0123456789012345678901234567890123456789", "after": commit,
        "repository": {
            "id": 35129377, "node_id": "MDEwOlJlcG9zaXRvcnkzNTEyOTM3Nw==", "name": "gateway", "full_name": "csc/gateway",
            "private": true, "html_url": REPOSITORY, "url": REPOSITORY, "default_branch": "main", "master_branch": "main",
            "owner": { "name": "csc", "login": "csc", "id": 6752317 }, "created_at": 1430869212, "pushed_at": at,
            "clone_url": format!("{REPOSITORY}.git"), "ssh_url": "git@github.com:csc/gateway.git",
        },
        "pusher": { "name": "ada", "email": "ada@example.org" }, "sender": { "login": "ada", "id": 6752318, "type": "User" },
        "created": false, "deleted": false, "forced": false, "base_ref": null,
        "compare": format!("{REPOSITORY}/compare/012345678901...{}", &commit[..12]),
        "commits": [one], "head_commit": one,
    })
}

fn cdevent(id: &str, sort: &str, now: &str, subject: &str, content: Value, ours: Value) -> Value {
    json!({
        "context": { "specversion": "0.5.0", "id": id, "source": "/ci.example.org/gateway", "type": format!("dev.cdevents.{sort}"),
            "timestamp": now },
        "subject": { "id": subject, "source": "/ci.example.org/gateway", "content": content },
        "customData": { "archweave": ours }, "customDataContentType": "application/json",
    })
}
