//! GraphQL over HTTP (stage 2 draft): POST with JSON, GET for queries.

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap};
use actix_web::{HttpRequest, HttpResponse, guard, web};

use super::gateway::{Answer, Asker, refusal};
use super::limits::MAX_CHANGE;
use super::socket;
use crate::State;
use crate::who::caller;

const GRAPHQL_JSON: &str = "application/graphql-response+json; charset=utf-8";
const PLAIN_JSON: &str = "application/json; charset=utf-8";

/// Adds the routes.
pub(crate) fn routes(config: &mut web::ServiceConfig) {
    config.service(
        web::resource("/graphql")
            .app_data(web::PayloadConfig::new(MAX_CHANGE))
            .route(web::post().to(post))
            .route(web::get().guard(guard::fn_guard(is_upgrade)).to(socket::open))
            .route(web::get().to(get))
            .default_service(web::to(other_method)),
    );
}

async fn post(request: HttpRequest, body: web::Bytes, state: web::Data<State>) -> HttpResponse {
    let is_json = content_type(request.headers()).is_some_and(|kind| {
        let kind = kind.split(';').next().unwrap_or_default().trim();
        kind.eq_ignore_ascii_case("application/json")
    });
    if !is_json {
        let refused = refusal("BAD_REQUEST", "send the query as application/json: {\"query\": \"...\"}");
        return respond(&request, refused, Some(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
    let asker = Asker::new(caller(&request), true);
    let answer = state.gateway.answer_to(&asker, &body).await;
    respond(&request, answer, None)
}

fn is_upgrade(request: &guard::GuardContext<'_>) -> bool {
    request.head().headers().contains_key(header::UPGRADE)
}

async fn get(request: HttpRequest, state: web::Data<State>) -> HttpResponse {
    let parameters = web::Query::<Vec<(String, String)>>::from_query(request.query_string());
    let parameters = parameters.map(web::Query::into_inner).unwrap_or_default();
    let find = |name: &str| parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let variables = match find("variables").filter(|text| !text.is_empty()).map(serde_json::from_str) {
        None => serde_json::Value::Null,
        Some(Ok(variables)) => variables,
        Some(Err(_)) => return respond(&request, refusal("BAD_REQUEST", "`variables` is not JSON"), None),
    };
    let question = serde_json::json!({
        "query": find("query").unwrap_or_default(),
        "operationName": find("operationName"),
        "variables": variables,
    });
    let asker = Asker::new(caller(&request), false);
    let answer = state.gateway.answer_to(&asker, question.to_string().as_bytes()).await;
    respond(&request, answer, None)
}

async fn other_method(request: HttpRequest) -> HttpResponse {
    let refused = refusal("BAD_REQUEST", "use POST, or GET with `query`");
    let mut response = respond(&request, refused, Some(StatusCode::METHOD_NOT_ALLOWED));
    response.headers_mut().insert(header::ALLOW, header::HeaderValue::from_static("GET, POST"));
    response
}

fn content_type(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::CONTENT_TYPE)?.to_str().ok()
}

/// The media type of an answer: that of GraphQL for a client that knows it.
pub(crate) fn media_type(request: &HttpRequest) -> &'static str {
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
    match accept.is_some_and(|accept| accept.contains("application/graphql-response+json")) {
        true => GRAPHQL_JSON,
        false => PLAIN_JSON,
    }
}

/// A client that accepts the GraphQL media type gets 400 for what was not executed; one that knows
/// only JSON gets 200, as the draft has it, unless the request itself is at fault.
fn respond(request: &HttpRequest, answer: Answer, status: Option<StatusCode>) -> HttpResponse {
    let media_type = media_type(request);
    let status = status.unwrap_or(match answer.status {
        400 if media_type == GRAPHQL_JSON || !answer.is_question => StatusCode::BAD_REQUEST,
        405 => StatusCode::METHOD_NOT_ALLOWED,
        413 => StatusCode::PAYLOAD_TOO_LARGE,
        _ => StatusCode::OK,
    });
    let mut response = HttpResponse::build(status);
    if status == StatusCode::METHOD_NOT_ALLOWED {
        response.insert_header((header::ALLOW, "POST"));
    }
    response
        .insert_header((header::CONTENT_TYPE, media_type))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(answer.body)
}
