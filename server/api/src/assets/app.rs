//! The web application at `/app/`, from the bundle in `web/dist/app/` (`make web` builds it).
//!
//! Files with a hash in their name are kept for ever; every other address under `/app/` is one of the
//! application's own, and gets its page.

use actix_web::http::header::{self, CacheControl, CacheDirective};
use actix_web::{HttpRequest, HttpResponse, web};
use rust_embed::RustEmbed;
use serde::Serialize;

use crate::State;
use crate::assets::{for_ever, hash};
use crate::pages::{Ask, page};

#[derive(RustEmbed)]
#[folder = "../../web/dist/app"]
struct Bundle;

/// Nothing but this server's own files: no inline script, no style element. What the application sets on
/// elements it sets through the object model, which needs no exception. `web/vite.config.ts` says the same.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; \
    base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Adds the routes.
pub(super) fn routes(config: &mut web::ServiceConfig) {
    config.service(web::resource("/app/assets/{name}").route(web::get().to(asset))).service(
        web::resource(["/app", "/app/{address:.*}"]).route(web::get().to(index)).route(web::head().to(index)),
    );
}

async fn asset(name: web::Path<String>) -> HttpResponse {
    // Decoded, the name of a file could lead to another folder.
    let is_plain = !name.contains(['/', '\\']);
    let Some(file) = Bundle::get(&format!("assets/{name}")).filter(|_| is_plain) else {
        return HttpResponse::NotFound().finish();
    };
    let content_type = match name.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    for_ever(content_type)
        .insert_header((header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .body(file.data)
}

#[derive(Serialize)]
struct Nothing {}

async fn index(request: HttpRequest, state: web::Data<State>) -> HttpResponse {
    let caching = CacheControl(vec![CacheDirective::NoCache]);
    let Some(file) = Bundle::get("index.html") else {
        let ask = Ask::read(&request, &state);
        let html = page(&ask, "app", ask.language.words().word("app_missing"), Nothing {});
        let html = html.unwrap_or_else(|error| error.to_string());
        return HttpResponse::ServiceUnavailable()
            .insert_header(caching)
            .content_type("text/html")
            .body(html);
    };
    let tag = format!("W/\"{}\"", hash(&file));
    let known = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let is_known = known == Some(&tag);
    let mut response = if is_known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response
        .insert_header(caching)
        .insert_header((header::ETAG, tag))
        .insert_header((header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY));
    if is_known {
        return response.finish();
    }
    response.content_type("text/html; charset=utf-8").body(file.data)
}
