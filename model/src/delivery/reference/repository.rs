//! Addresses of source repositories, which every tool writes in its own way.

/// How often a text is read at most; each time it becomes shorter.
const ROUNDS: usize = 20;

/// What different addresses of one repository have in common: host in lower case and path.
///
/// `https://user@Git.example.org:8443/csc/gateway.git/`, `git@git.example.org:csc/gateway.git` and
/// `git.example.org/csc/gateway` are the same.
pub fn repository_key(text: &str) -> String {
    // Once is enough for an address; other texts may need more, so that a key is its own key.
    let mut key = once(text);
    for _ in 0..ROUNDS {
        let next = once(&key);
        if next == key {
            break;
        }
        key = next;
    }
    key
}

fn once(text: &str) -> String {
    let text = text.trim();
    let text = text.split(['?', '#']).next().unwrap_or_default();
    let (has_scheme, rest) = match text.split_once("://") {
        Some((_, rest)) => (true, rest),
        None => (false, text),
    };
    let end = rest.find('/').unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let (user, host) =
        authority.rsplit_once('@').map_or((None, authority), |(user, host)| (Some(user), host));
    let (host, start) = match host.split_once(':') {
        None => (host, ""),
        // `git@host:path` has no scheme; everywhere else a number is a port.
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) && (has_scheme || user.is_none()) => {
            (host, "")
        }
        Some((host, path)) => (host, path),
    };
    let segments =
        start.split('/').chain(path.split('/')).map(str::trim).filter(|segment| !segment.is_empty());
    let mut key = host.trim().to_lowercase();
    for segment in segments {
        if !key.is_empty() {
            key.push('/');
        }
        key.push_str(segment);
    }
    let mut key = &*key;
    while let Some(shorter) = key.strip_suffix(".git").or_else(|| key.strip_suffix('/')) {
        key = shorter;
    }
    key.to_owned()
}
