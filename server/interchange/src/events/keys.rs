//! Keys of records, and the one way to write a repository.

use archweave_model::delivery::Record;

use super::EventError;

/// A repository as host and path, without scheme, user, port of ssh, `.git` and slash at the end:
/// `git.example.org/csc/message-gateway`. A password in it is left out too.
pub fn repository(text: &str) -> String {
    let text = text.trim();
    let (scheme, rest) = match text.split_once("://") {
        Some((scheme, rest)) => (Some(scheme), rest),
        None => (None, text),
    };
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let (authority, path) = match (scheme, rest.split_once('/'), rest.split_once(':')) {
        // As git writes it for ssh: `git@host:path`.
        (None, slash, Some((host, path)))
            if host.contains('@') && slash.is_none_or(|(before, _)| before.contains(':')) =>
        {
            (host, path)
        }
        (_, Some((authority, path)), _) => (authority, path),
        (_, None, _) => (rest, ""),
    };
    let host = authority.rsplit('@').next().unwrap_or_default().to_ascii_lowercase();
    let host = match scheme {
        Some("ssh" | "git+ssh") => host.split(':').next().unwrap_or_default().to_owned(),
        Some("https") => host.strip_suffix(":443").unwrap_or(&host).to_owned(),
        Some("http") => host.strip_suffix(":80").unwrap_or(&host).to_owned(),
        _ => host,
    };
    let path = path.trim_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path).trim_end_matches('/');
    match (host.is_empty(), path.is_empty()) {
        (_, true) => host,
        (true, false) => path.to_owned(),
        (false, false) => format!("{host}/{path}"),
    }
}

/// The host of an address.
pub(super) fn host(url: &str) -> Option<String> {
    let whole = repository(url);
    let host = whole.split('/').next()?.to_owned();
    Some(host).filter(|host| !host.is_empty())
}

/// The key of a change: `git.example.org/csc/message-gateway!pull/12`.
pub fn change_key(repository: &str, reference: &str) -> String {
    format!("{repository}!{reference}")
}

/// The key of a record whose sort says how it is called; of the others, the event names it.
pub(super) fn natural(record: &Record) -> Option<Result<String, EventError>> {
    let two = |kind: &str, names: [&str; 2], a: Option<String>, b: Option<String>, between: &str| match (a, b)
    {
        (Some(a), Some(b)) => Ok(format!("{a}{between}{b}")),
        (None, _) => Err(EventError::form(format!("{kind}.{}", names[0]), "is missing; or say a `key`")),
        (_, None) => Err(EventError::form(format!("{kind}.{}", names[1]), "is missing; or say a `key`")),
    };
    let one = |place: &str, value: &Option<String>| {
        value.clone().ok_or_else(|| EventError::form(place, "is missing; or say a `key`"))
    };
    Some(match record {
        Record::Ticket(ticket) => {
            // `#12` is the way to write it after a repository.
            let is_numbered = ticket.number.as_deref().is_some_and(|number| number.starts_with('#'));
            let between = if is_numbered { "" } else { "/" };
            two("ticket", ["system", "number"], ticket.system.clone(), ticket.number.clone(), between)
        }
        Record::Change(change) => {
            let names = ["repository", "reference"];
            two("change", names, change.repository.clone(), change.reference.clone(), "!")
        }
        Record::Build(build) => {
            two("build", ["pipeline", "run"], build.pipeline.clone(), build.run.clone(), "#")
        }
        Record::ArtifactVersion(version) => one("artifact.purl", &version.purl),
        Record::Release(release) => one("release.name", &release.name),
        Record::IndicatorValue(value) => {
            let at = value.at.map(|at| at.to_string());
            let key = two("metric", ["indicator", "at"], value.indicator.clone(), at, "@");
            key.map(|key| match &value.element {
                Some(element) => format!("{key}#{element}"),
                None => key,
            })
        }
        Record::Assessment(answer) => {
            let day = answer.at.map(|at| at.day());
            two("assessment", ["dimension", "at"], answer.dimension.clone(), day, "@")
        }
        Record::Need(_)
        | Record::Verification(_)
        | Record::Deployment(_)
        | Record::Incident(_)
        | Record::Defect(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repository_has_one_name() {
        for text in [
            "https://git.example.org/csc/message-gateway",
            "https://git.example.org/csc/message-gateway.git",
            "https://jane:secret@git.example.org/csc/message-gateway.git/",
            "https://Git.Example.org:443/csc/message-gateway",
            "git@git.example.org:csc/message-gateway.git",
            "ssh://git@git.example.org:2222/csc/message-gateway.git",
            "git.example.org/csc/message-gateway",
            "git://git.example.org/csc/message-gateway.git?ref=main#readme",
        ] {
            assert_eq!(repository(text), "git.example.org/csc/message-gateway", "{text}");
        }
        for (text, name) in [
            ("", ""),
            ("/event/source", "event/source"),
            ("http://localhost:3000/a/b", "localhost:3000/a/b"),
            ("message-gateway", "message-gateway"),
            (".git", ".git"),
            ("a@b", "b"),
        ] {
            assert_eq!(repository(text), name, "{text}");
        }
    }
}
