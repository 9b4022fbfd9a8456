//! Notifications of Argo CD, in the form of the template in `examples/ci/argocd`: one deployment for
//! each image that an application runs.
//!
//! ```json
//! { "application": "message-gateway", "environment": "production", "target": "south",
//!   "phase": "Succeeded", "started_at": "2026-07-14T20:08:00Z", "finished_at": "2026-07-14T20:10:00Z",
//!   "repository": "https://git.example.org/csc/deploy", "revision": "8a1c0d...",
//!   "images": ["registry.example.org/csc/message-gateway:3.4.1"] }
//! ```
//!
//! `server` names the Argo CD, `kind` a rollback, `purls` the versions where image names are not the
//! model's names. `revision` is that of the deployment's own repository, not of the code, so that it is
//! kept in the event only.

use archweave_model::delivery::Record;
use archweave_model::delivery::record::Deployment;
use serde_json::Value;

use super::look::Look;
use super::{Draft, Event, EventError, Headers, MAX_BODY, body, keys, record};

const FIELDS: [&str; 16] = [
    "application",
    "server",
    "url",
    "environment",
    "target",
    "phase",
    "health",
    "started_at",
    "finished_at",
    "repository",
    "revision",
    "images",
    "purls",
    "kind",
    "by",
    "requirements",
];

/// Most images of one application.
const MAX_IMAGES: usize = 200;

/// Reads a body.
pub fn read(headers: &Headers, bytes: &[u8]) -> Result<Vec<Event>, EventError> {
    body::expect_json(headers)?;
    let value = body::json(bytes, MAX_BODY)?;
    let Some(members) = value.as_object() else {
        return Err(EventError::form("body", "is no object; use the template in examples/ci/argocd"));
    };
    if let Some(name) = members.keys().find(|name| !FIELDS.contains(&name.as_str())) {
        return Err(EventError::form(name, format!("is unknown; there are: {}", FIELDS.join(", "))));
    }
    let look = Look(&value);
    let required = |name: &str| {
        look.text(name)
            .ok_or_else(|| EventError::form(name, "is missing; use the template in examples/ci/argocd"))
    };
    let application = required("application")?;
    let phase = required("phase")?;
    let started = look.moment("started_at");
    let finished = look.moment("finished_at");
    let Some(at) = finished.or(started) else {
        return Err(EventError::form(
            "finished_at",
            "is missing or no time; write it like 2026-07-14T20:10:00Z",
        ));
    };
    let result = match phase.as_str() {
        "Succeeded" => "success",
        "Failed" => "failure",
        "Error" => "error",
        "Running" | "Terminating" => "pending",
        other => {
            let what = format!("is `{other}`; write one of: Succeeded, Failed, Error, Running");
            return Err(EventError::value("phase", what));
        }
    };
    let server = look.text("server").or_else(|| keys::host(look.str("url")?));
    let source = server.unwrap_or_else(|| "argocd".to_owned());
    // A sync is told by when it began: it is reported when it runs and when it is over.
    let sync = format!("{source}/{application}@{}", started.unwrap_or(at));
    let mut records = Vec::new();
    for purl in purls(look)? {
        let deployment = Deployment {
            environment: look.text("environment"),
            target: look.text("target"),
            service: Some(application.clone()),
            purl: Some(purl.clone()),
            started_at: started,
            at: finished.filter(|_| result == "success"),
            result: Some(result.to_owned()),
            deployed_by: look.text("by"),
            url: look.text("url"),
            ..Deployment::default()
        };
        let mut draft = record::Draft::of(Record::from(deployment));
        for name in ["kind", "requirements"] {
            draft.set(name, look.at(name).unwrap_or(&Value::Null))?;
        }
        let package = purl.rsplit_once('@').map_or(purl.as_str(), |(package, _)| package);
        records.push((format!("{sync}#{package}"), draft.finish()?));
    }
    let id = format!("{application}@{}:{phase}", started.unwrap_or(at));
    let sort = format!("argocd.sync.{}", phase.to_lowercase());
    Ok(vec![Draft { source, id, sort, at, original: &value, records, keeps_original: true }.finish()?])
}

/// Package addresses of what runs: as they are said, else those of the images.
fn purls(look: Look<'_>) -> Result<Vec<String>, EventError> {
    let mut found = Vec::new();
    for name in ["purls", "images"] {
        let items: Vec<Look<'_>> = look.list(name).collect();
        if items.len() > MAX_IMAGES {
            return Err(EventError::TooLarge {
                what: "the list of images",
                limit: format!("{MAX_IMAGES} entries"),
            });
        }
        for (at, item) in items.into_iter().enumerate() {
            let wrong = || EventError::value(format!("{name}[{at}]"), "is no name with a version");
            let text = item.0.as_str().map(str::trim).filter(|text| !text.is_empty()).ok_or_else(wrong)?;
            let purl = if name == "purls" { text.to_owned() } else { image(text).ok_or_else(wrong)? };
            found.push(record::purl(&purl).map_err(|_| wrong())?);
        }
        if !found.is_empty() {
            break;
        }
    }
    found.sort_unstable();
    found.dedup();
    match found.is_empty() {
        true => Err(EventError::form("images", "is missing or empty; it names what the application runs")),
        false => Ok(found),
    }
}

/// The package address of an image: `registry.example.org/csc/message-gateway:3.4.1` is
/// `pkg:oci/message-gateway@3.4.1`. Where there is no tag, the digest is the version.
fn image(text: &str) -> Option<String> {
    let (rest, digest) = match text.split_once('@') {
        Some((rest, digest)) => (rest, Some(digest)),
        None => (text, None),
    };
    let last = rest.rsplit('/').next()?;
    let (name, tag) = match last.split_once(':') {
        Some((name, tag)) => (name, Some(tag)),
        None => (last, None),
    };
    let version = match (tag, digest) {
        (Some(tag), _) => tag.to_owned(),
        (None, Some(digest)) => digest.replace(':', "%3A"),
        (None, None) => return None,
    };
    (!name.is_empty() && !version.is_empty()).then(|| format!("pkg:oci/{name}@{version}"))
}

#[cfg(test)]
mod tests {
    use super::image;

    #[test]
    fn an_image_has_a_package_address() {
        for (text, purl) in [
            ("registry.example.org/csc/message-gateway:3.4.1", Some("pkg:oci/message-gateway@3.4.1")),
            ("registry.example.org:5000/gateway:1", Some("pkg:oci/gateway@1")),
            ("gateway@sha256:ab", Some("pkg:oci/gateway@sha256%3Aab")),
            ("a/gateway:1@sha256:ab", Some("pkg:oci/gateway@1")),
            ("registry.example.org:5000/gateway", None),
            ("gateway", None),
            (":1", None),
            ("gateway:", None),
        ] {
            assert_eq!(image(text).as_deref(), purl, "{text}");
        }
    }
}
