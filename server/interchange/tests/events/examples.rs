//! The bodies in `examples/ci` are what the readers take.

use archweave_interchange::events::{Headers, Hook};
use archweave_model::delivery::Record;

fn example(name: &str) -> String {
    let path = format!("{}/../../examples/ci/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Bodies between braces that stand alone on their lines, variables replaced.
fn bodies(text: &str) -> Vec<String> {
    let mut bodies = Vec::new();
    let mut inside: Option<(usize, String)> = None;
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        match &mut inside {
            None if line.trim() == "{" => inside = Some((indent, "{\n".to_owned())),
            None => {}
            Some((at, body)) => {
                body.push_str(line);
                body.push('\n');
                if line.trim() == "}" && indent == *at {
                    bodies.extend(inside.take().map(|(_, body)| body));
                }
            }
        }
    }
    bodies
}

/// `$NAME` as a shell would, with times where times are meant.
fn filled(body: &str) -> String {
    let mut parts = body.split('$');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| !(c.is_ascii_uppercase() || c == '_')).unwrap_or(part.len());
        let (name, rest) = part.split_at(end);
        text.push_str(match name.ends_with("_AT") {
            true => "2026-07-14T20:10:00Z",
            false => "value",
        });
        text.push_str(rest);
    }
    text
}

#[test]
fn the_bodies_of_gitlab_jobs_are_read() {
    let bodies = bodies(&example("gitlab-ci.yml"));
    assert_eq!(bodies.len(), 2);
    let headers = Headers::new([("Content-Type", "application/json")]);
    let kinds: Vec<&str> = bodies
        .iter()
        .map(|body| {
            Hook::Events.read(&headers, filled(body).as_bytes()).unwrap()[0].facts[0].record.kind().name()
        })
        .collect();
    assert_eq!(kinds, ["artifact-version", "deployment"]);
}

#[test]
fn the_cloud_event_is_read() {
    let bodies = bodies(&example("cdevents.sh"));
    let headers = Headers::new([("Content-Type", "application/cloudevents+json")]);
    let events = Hook::Cdevents.read(&headers, filled(&bodies[0]).as_bytes()).unwrap();
    let Record::Deployment(deployment) = &events[0].facts[0].record else { panic!("{events:?}") };
    assert_eq!((deployment.share, deployment.target.as_deref()), (Some(0.3), Some("south")));
    assert_eq!(deployment.mentions.len(), 1);
}

#[test]
fn the_template_of_argo_cd_is_read() {
    let bodies = bodies(&example("argocd/notifications.yaml"));
    assert_eq!(bodies.len(), 1);
    // As Argo CD would fill it.
    let mut body = String::new();
    let mut rest = bodies[0].as_str();
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").unwrap();
        body.push_str(before);
        body.push_str(match name {
            _ if name.contains("toJson") => r#"["registry.example.org/csc/message-gateway:3.4.1"]"#,
            _ if name.ends_with("At") => "2026-07-14T20:10:00Z",
            _ if name.ends_with("phase") => "Succeeded",
            _ if name.starts_with("with") || name == "end" => "",
            _ => "value",
        });
        rest = after;
    }
    body.push_str(rest);
    let headers = Headers::new([("Content-Type", "application/json")]);
    let events = Hook::Argocd.read(&headers, body.as_bytes()).unwrap();
    let Record::Deployment(deployment) = &events[0].facts[0].record else { panic!("{events:?}") };
    assert_eq!(deployment.purl.as_deref(), Some("pkg:oci/message-gateway@3.4.1"));
    assert_eq!(
        (deployment.environment.as_deref(), deployment.target.as_deref()),
        (Some("value"), Some("value"))
    );
}
