//! Messages of `graphql-transport-ws`, and the numbers it closes with.

use actix_ws::{CloseCode, CloseReason};
use serde::Deserialize;
use serde_json::{Value, json};

use super::End;
use crate::graphql::gateway::{Answer, Question};
use crate::who::bearer;

/// The name of the protocol in the handshake.
pub(super) const PROTOCOL: &str = "graphql-transport-ws";

/// What a client says.
#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum FromClient {
    ConnectionInit {
        #[serde(default)]
        payload: Option<Value>,
    },
    Ping {},
    Pong {},
    Subscribe {
        id: String,
        payload: Question,
    },
    Complete {
        id: String,
    },
}

/// The token in the payload of the first message: `token`, or `Authorization` as over HTTP.
pub(super) fn token(payload: Option<&Value>) -> Option<String> {
    let payload = payload?.as_object()?;
    if let Some(token) = payload.get("token").and_then(Value::as_str) {
        return Some(token.to_owned());
    }
    let header = payload.iter().find(|(key, _)| key.eq_ignore_ascii_case("authorization"));
    bearer(header?.1.as_str()?)
}

/// An end with a number of the protocol. A reason has at most 123 bytes.
pub(super) fn close(code: u16, why: &str) -> End {
    let why = &why[..why.floor_char_boundary(120)];
    let code = if code == 1001 { CloseCode::Away } else { CloseCode::Other(code) };
    Some(CloseReason { code, description: Some(why.to_owned()) })
}

/// Whether an operation came to nothing: then it is over.
pub(super) fn is_refusal(answer: &Answer) -> bool {
    answer.has_errors && body(answer).get("data").is_none_or(Value::is_null)
}

/// The errors of an answer.
pub(super) fn errors(answer: &Answer) -> Value {
    body(answer).get("errors").cloned().unwrap_or_default()
}

/// One error, as a list.
pub(super) fn refused(code: &str, message: &str) -> Value {
    json!([{ "message": message, "extensions": { "code": code, "retryable": false } }])
}

pub(super) fn data(id: &str, answer: &Answer) -> Value {
    json!({ "id": id, "type": "next", "payload": body(answer) })
}

pub(super) fn error(id: &str, errors: Value) -> Value {
    json!({ "id": id, "type": "error", "payload": errors })
}

pub(super) fn complete(id: &str) -> Value {
    json!({ "id": id, "type": "complete" })
}

fn body(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_from_the_first_message() {
        for (payload, expected) in [
            (json!({ "token": "awt_x" }), Some("awt_x")),
            (json!({ "Authorization": "Bearer awt_x" }), Some("awt_x")),
            (json!({ "authorization": "Basic eA==" }), None),
            (json!({}), None),
            (json!("awt_x"), None),
            (json!({ "token": 7 }), None),
        ] {
            assert_eq!(token(Some(&payload)).as_deref(), expected, "{payload}");
        }
        assert_eq!(token(None), None);
    }

    #[test]
    fn what_is_no_message_is_refused() {
        for bad in ["", "{}", "[]", r#"{"type":"start"}"#, r#"{"type":"subscribe","id":"1"}"#] {
            assert!(serde_json::from_str::<FromClient>(bad).is_err(), "{bad}");
        }
        assert!(serde_json::from_str::<FromClient>(r#"{"type":"ping","payload":{"a":1}}"#).is_ok());
    }
}
