//! Answers that are not git's: refusals in plain text, which git shows to the person, and headers.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, HttpResponseBuilder, ResponseError};
use archweave_app::git::Service;

/// A refusal in words.
#[derive(Debug, thiserror::Error)]
#[error("{text}")]
pub(crate) struct Refusal {
    status: u16,
    text: String,
}

impl Refusal {
    /// Its status and words.
    pub(crate) fn into_parts(self) -> (u16, String) {
        (self.status, self.text)
    }
}

impl ResponseError for Refusal {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let mut builder = HttpResponse::build(self.status_code());
        match self.status {
            401 => builder.insert_header((header::WWW_AUTHENTICATE, "Basic realm=\"Archweave\"")),
            503 => builder.insert_header((header::RETRY_AFTER, "10")),
            _ => &mut builder,
        };
        builder.content_type("text/plain; charset=utf-8");
        uncached(&mut builder).body(format!("{}\n", self.text))
    }
}

/// What a route gives.
pub(super) type Answer = Result<HttpResponse, Refusal>;

/// Says no with a status of HTTP.
pub(super) fn refuse(status: u16, text: &str) -> Refusal {
    Refusal { status, text: text.to_owned() }
}

/// What was asked for is not here.
pub(super) fn missing(text: &str) -> Refusal {
    refuse(404, text)
}

/// It is not for this caller.
pub(super) fn forbidden(text: &str) -> Refusal {
    refuse(403, text)
}

/// Something on this side; the log has more.
pub(super) fn failed() -> Refusal {
    refuse(500, "git failed on the server; its log says why")
}

/// Git's protocol from before 2010.
pub(super) fn dumb() -> Refusal {
    forbidden("this server does not speak git's dumb protocol; use git 1.6.6 or later")
}

/// An answer of git's.
pub(super) fn of_git(service: Service, what: &str) -> HttpResponseBuilder {
    let mut builder = HttpResponse::Ok();
    builder.content_type(format!("application/x-{}-{what}", service.name()));
    // Packs are compressed already, and must not wait in a compressor.
    builder.insert_header((header::CONTENT_ENCODING, "identity"));
    uncached(&mut builder);
    builder
}

/// Git has its proxies told in every way that there is.
fn uncached(builder: &mut HttpResponseBuilder) -> &mut HttpResponseBuilder {
    builder
        .insert_header((header::EXPIRES, "Fri, 01 Jan 1980 00:00:00 GMT"))
        .insert_header((header::PRAGMA, "no-cache"))
        .insert_header((header::CACHE_CONTROL, "no-cache, max-age=0, must-revalidate"))
}
