//! Ids that are unique across types, models and revisions: what a client's cache keys on.

use async_graphql::ID;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::scope::Scope;

/// What a global id names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct GlobalId {
    pub kind: String,
    pub model: String,
    pub at: String,
    pub local: String,
}

/// The id of something in a model.
pub(super) fn encode(kind: &str, scope: &Scope, local: &str) -> ID {
    let mut plain = String::with_capacity(kind.len() + local.len() + scope.asked.len() + 32);
    for part in [kind, "\n", scope.model.name(), "\n", &scope.asked, "\n", local] {
        plain.push_str(part);
    }
    ID(URL_SAFE_NO_PAD.encode(plain))
}

/// Reads an id; none if it is not one of ours.
pub(super) fn decode(id: &str) -> Option<GlobalId> {
    let plain = String::from_utf8(URL_SAFE_NO_PAD.decode(id).ok()?).ok()?;
    let mut parts = plain.splitn(4, '\n').map(str::to_owned);
    Some(GlobalId { kind: parts.next()?, model: parts.next()?, at: parts.next()?, local: parts.next()? })
}

/// A cursor: where in a list the next page starts.
pub(super) fn cursor(key: &str) -> String {
    URL_SAFE_NO_PAD.encode(key)
}

/// What a cursor holds; none if it is not one of ours.
pub(super) fn read_cursor(cursor: &str) -> Option<String> {
    String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()
}
