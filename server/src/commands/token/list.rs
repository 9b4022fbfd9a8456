//! Tokens in a list: everything but their secrets.

use archweave_app::Records;
use archweave_app::records::{Millis, TokenInfo};
use serde_json::{Value, json};

use crate::Outcome;
use crate::commands::token::{Format, when};
use crate::console::{BOLD, Console, DIM, RESET, WARNING, clean};
use crate::failure::Failure;

pub(super) fn run(records: &Records, format: Format) -> Result<Outcome, Failure> {
    let tokens = records.wait(records.index().tokens())?;
    let now = Millis::now();
    match format {
        Format::Json => {
            let list: Vec<Value> = tokens.iter().map(|token| json(token, now)).collect();
            Console::raw().line(format!("{:#}", Value::from(list)));
        }
        Format::Text => text(&tokens, now),
    }
    Ok(Outcome::Clean)
}

fn text(tokens: &[TokenInfo], now: Millis) {
    let mut out = Console::text();
    if tokens.is_empty() {
        out.line("no token yet; `archweave token add` makes one");
    }
    for token in tokens {
        let (name, email) = (clean(&token.name), clean(&token.email));
        out.line(format!("{BOLD}{name}{RESET} <{email}> {DIM}{}{RESET}", token.id));
        let state = match (token.is_valid(now), token.revoked) {
            (true, _) => String::new(),
            (false, Some(at)) => format!("{WARNING}revoked {}{RESET}, ", when::shown(at)),
            (false, None) => format!("{WARNING}expired{RESET}, "),
        };
        let used = match (token.last_used, &token.last_used_from) {
            (None, _) => "never used".to_owned(),
            (Some(at), None) => format!("last used {}", when::shown(at)),
            (Some(at), Some(from)) => format!("last used {} from {}", when::shown(at), clean(from)),
        };
        out.line(format!("  {state}{}; made {}, {used}", meaning(token), when::shown(token.created)));
    }
}

/// `editor of centre, grid until 2027-01-01 23:59`
pub(super) fn meaning(token: &TokenInfo) -> String {
    let models = token.models.as_ref().map_or("all models".to_owned(), |names| clean(&names.join(", ")));
    let until = token.expires.map(|at| format!(" until {} UTC", when::shown(at))).unwrap_or_default();
    format!("{} of {models}{until}", token.role)
}

/// Everything but the secret; moments in RFC 3339.
pub(super) fn json(token: &TokenInfo, now: Millis) -> Value {
    json!({
        "id": token.id,
        "name": token.name,
        "email": token.email,
        "role": token.role.name(),
        "models": token.models,
        "valid": token.is_valid(now),
        "created": when::rfc3339(token.created),
        "expires": token.expires.map(when::rfc3339),
        "revoked": token.revoked.map(when::rfc3339),
        "lastUsed": token.last_used.map(when::rfc3339),
        "lastUsedFrom": token.last_used_from,
    })
}
