//! `POST /hooks/<source>`: events of tools, as they send them.
//!
//! Answers 202 with what became of them once they are on disk, and a problem (RFC 9457) with a stable
//! code otherwise. Who may send what, and what the bodies say, is the business of
//! [`archweave_app::hooks`].

mod answer;

use actix_web::http::header::{self, HeaderMap};
use actix_web::web::{Data, Path, Payload, Query, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, web};
use archweave_app::AppError;
use archweave_app::hooks::{Delivery, Headers, Hook, Refused};
use serde::Deserialize;

use crate::State;
use crate::git::body::Body;
use crate::who::caller_if_known;
pub(crate) use answer::problem;

/// Adds the route.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(
        web::resource("/hooks/{source}").route(web::post().to(receive)).default_service(web::to(only_post)),
    );
}

#[derive(Deserialize)]
struct Asked {
    model: Option<String>,
}

async fn receive(
    request: HttpRequest,
    source: Path<String>,
    asked: Query<Asked>,
    payload: Payload,
    state: Data<State>,
) -> HttpResponse {
    let Some(hook) = Hook::parse(&source) else {
        let names: Vec<&str> = Hook::ALL.iter().map(|hook| hook.name()).collect();
        let detail = format!("there is no hook `{source}`; there are: {}", names.join(", "));
        return problem(404, "NOT_FOUND", &detail);
    };
    let headers = headers(request.headers());
    let limit = u64::try_from(hook.limit(&headers)).unwrap_or(u64::MAX);
    let body = match Body::new(&request, payload, limit) {
        Ok(body) => body.whole().await,
        Err(refusal) => Err(refusal),
    };
    let body = match body {
        Ok(body) => body,
        Err(refusal) => {
            let (status, text) = refusal.into_parts();
            return problem(status, answer::code_of(status), &text);
        }
    };
    let caller = caller_if_known(&request).map(|caller| (*caller).clone());
    let model = asked.into_inner().model;
    let delivery = Delivery { hook, model, headers, body, caller };
    let Some(records) = state.app.records() else {
        let detail = "nothing is recorded here: the server has no database; name a folder with --data";
        return problem(503, "UNAVAILABLE", detail);
    };
    let (app, secrets) = (state.app.clone(), state.hook_secrets.clone());
    // Reading and storing wait, and this thread must not.
    let taken = records.offload(move || Ok(app.receive(delivery, &secrets))).await;
    answer::of(hook, taken.unwrap_or_else(|error: AppError| Err(Refused::Other(error))))
}

async fn only_post() -> HttpResponse {
    let mut response = problem(405, "METHOD_NOT_ALLOWED", "events are sent with POST");
    response.headers_mut().insert(header::ALLOW, header::HeaderValue::from_static("POST"));
    response
}

/// Headers that are text.
fn headers(map: &HeaderMap) -> Headers {
    Headers::new(map.iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?))))
}
