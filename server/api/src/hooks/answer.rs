//! What a sender is told.

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use archweave_app::hooks::{Hook, Refused};
use archweave_app::ledger::Taken;
use serde_json::{Value, json};

/// What became of a request.
pub(super) fn of(hook: Hook, taken: Result<Taken, Refused>) -> HttpResponse {
    let refused = match taken {
        Ok(taken) => return uncached(202, "application/json", &receipt(&taken)),
        Err(refused) => refused,
    };
    let detail = refused.to_string();
    match &refused {
        Refused::Nobody(_) | Refused::Signature(_) => {
            tracing::warn!(hook = hook.name(), detail, "events of a sender who is not known were refused");
            problem(401, "UNAUTHENTICATED", &detail)
        }
        Refused::Body(error) => {
            let mut body = body(error.status(), error.code(), &detail);
            if let Some(place) = error.place() {
                body["field"] = place.into();
            }
            uncached(error.status(), PROBLEM, &body)
        }
        Refused::Conflict(taken) => {
            let mut body = body(409, "CONFLICT", &detail);
            body["receipt"] = receipt(taken);
            body["conflicts"] = taken.conflicts.iter().take(100).cloned().collect();
            uncached(409, PROBLEM, &body)
        }
        Refused::Other(error) => {
            let code = error.code();
            if code.status >= 500 {
                tracing::error!(%error, hook = hook.name(), "events were not stored");
            }
            problem(code.status, code.name, &detail)
        }
    }
}

const PROBLEM: &str = "application/problem+json";

/// A refusal (RFC 9457) with a stable code.
pub(crate) fn problem(status: u16, code: &str, detail: &str) -> HttpResponse {
    uncached(status, PROBLEM, &body(status, code, detail))
}

fn body(status: u16, code: &str, detail: &str) -> Value {
    json!({ "title": code, "status": status, "detail": detail })
}

/// The code of a status that reading a body gives.
pub(super) fn code_of(status: u16) -> &'static str {
    match status {
        408 => "TIMEOUT",
        413 => "LIMITED",
        415 => "UNSUPPORTED_MEDIA_TYPE",
        _ => "MALFORMED",
    }
}

fn receipt(taken: &Taken) -> Value {
    let unmatched: Vec<Value> = taken
        .unmatched
        .iter()
        .map(|name| json!({ "sort": name.sort, "text": name.text, "code": name.code, "reason": name.reason }))
        .collect();
    json!({
        "stored": taken.stored,
        "duplicate": taken.duplicate,
        "conflict": taken.conflicts.len(),
        "unmatched": unmatched,
        "moreUnmatched": taken.unlisted,
    })
}

fn uncached(status: u16, kind: &'static str, body: &Value) -> HttpResponse {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = HttpResponse::build(status);
    response.insert_header((header::CACHE_CONTROL, "no-store")).insert_header((header::CONTENT_TYPE, kind));
    match status.as_u16() {
        401 => drop(response.insert_header((header::WWW_AUTHENTICATE, "Bearer realm=\"Archweave\""))),
        503 => drop(response.insert_header((header::RETRY_AFTER, "10"))),
        _ => {}
    }
    response.body(body.to_string())
}
