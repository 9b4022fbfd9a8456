//! From what a page's module built to what the browser gets: status, caching, errors.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};

use actix_web::http::StatusCode;
use actix_web::http::header::{self, CacheControl, CacheDirective};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, Resource, web};
use archweave_app::AppError;

use crate::State;
use crate::pages::{Ask, error};

/// Builds the answer to a request.
pub(crate) type Build = fn(&Ask) -> Result<Answer, AppError>;

/// What a browser gets.
pub(crate) struct Answer {
    status: u16,
    content_type: Cow<'static, str>,
    body: Bytes,
    /// Changes when the body does.
    tag: String,
    /// Belongs to a commit that the address names in full, so it never changes.
    is_pinned: bool,
    /// The browser has it already; the body is empty.
    is_known: bool,
    file_name: Option<String>,
    /// How the body was compressed; none leaves that to the server.
    encoding: Option<&'static str>,
}

impl Answer {
    /// A page.
    pub fn page(html: String) -> Self {
        let tag = tag(&html);
        Self::new("text/html; charset=utf-8", html, tag)
    }

    /// Bytes with the tag they are known by.
    pub fn new(content_type: impl Into<Cow<'static, str>>, body: impl Into<Bytes>, tag: String) -> Self {
        Self {
            status: 200,
            content_type: content_type.into(),
            body: body.into(),
            tag,
            is_pinned: false,
            is_known: false,
            file_name: None,
            encoding: None,
        }
    }

    /// What went wrong, for a program (RFC 9457).
    pub fn problem(failure: &AppError) -> Self {
        let code = failure.code();
        let body = serde_json::json!({
            "title": code.name, "status": code.status, "detail": failure.to_string(),
        });
        Self::new("application/problem+json", body.to_string(), String::new()).status(code.status)
    }

    /// Nothing new under this tag.
    pub fn known(tag: String) -> Self {
        Self { is_known: true, ..Self::new("", Bytes::new(), tag) }
    }

    /// With another status.
    pub fn status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    /// Whether it may be kept for ever.
    pub fn pinned(self, is_pinned: bool) -> Self {
        Self { is_pinned, ..self }
    }

    /// Saved under this name, where the browser saves it.
    pub fn named(self, file_name: String) -> Self {
        Self { file_name: Some(file_name), ..self }
    }

    /// Compressed in this way already, or not at all: `identity`.
    pub fn encoded(self, encoding: &'static str) -> Self {
        Self { encoding: Some(encoding), ..self }
    }

    fn respond(self, known: &str) -> HttpResponse {
        let caching = match self.is_pinned {
            true => vec![
                CacheDirective::Private,
                CacheDirective::MaxAge(365 * 86_400),
                CacheDirective::Extension("immutable".into(), None),
            ],
            false => vec![CacheDirective::Private, CacheDirective::NoCache],
        };
        let is_known = self.is_known || self.status == 200 && is_known(known, &self.tag);
        let status = if is_known { 304 } else { self.status };
        let mut response = HttpResponse::build(StatusCode::from_u16(status).unwrap_or_default());
        let vary = match self.encoding {
            Some(_) => "Accept-Language, Accept-Encoding",
            None => "Accept-Language",
        };
        response.insert_header(CacheControl(caching)).insert_header((header::VARY, vary));
        if self.status == 200 {
            response.insert_header((header::ETAG, self.tag));
        }
        if is_known {
            return response.finish();
        }
        if let Some(encoding) = self.encoding {
            response.insert_header((header::CONTENT_ENCODING, encoding));
        }
        if let Some(name) = self.file_name {
            response.insert_header((header::CONTENT_DISPOSITION, format!("inline; filename*=UTF-8''{name}")));
        }
        response.content_type(&*self.content_type).body(self.body)
    }
}

/// The tag of some content. Weak, since the body may travel compressed.
pub(crate) fn tag(content: impl Hash) -> String {
    let mut hash = DefaultHasher::new();
    content.hash(&mut hash);
    format!("W/\"{:016x}\"", hash.finish())
}

/// Whether the browser named this tag.
pub(crate) fn is_known(header: &str, tag: &str) -> bool {
    let bare = |text: &str| text.trim().trim_start_matches("W/").to_owned();
    header.split(',').any(|known| known.trim() == "*" || bare(known) == bare(tag))
}

/// The resource at an address.
pub(crate) fn resource(address: &str, build: Build) -> Resource {
    let answer = move |request: HttpRequest, state: web::Data<State>| respond(request, state, build);
    web::resource(address).route(web::get().to(answer)).route(web::head().to(answer))
}

/// Reading a model and drawing may take a while, so both happen beside the threads that talk.
async fn respond(request: HttpRequest, state: web::Data<State>, build: Build) -> HttpResponse {
    let ask = Ask::read(&request, &state);
    let known = ask.known.clone();
    let answer = web::block(move || build(&ask).unwrap_or_else(|error| failed(&ask, &error)));
    match answer.await {
        Ok(answer) => answer.respond(&known),
        Err(_) => HttpResponse::ServiceUnavailable().finish(),
    }
}

/// The page about something that went wrong.
fn failed(ask: &Ask, failure: &AppError) -> Answer {
    let code = failure.code();
    if code.status >= 500 {
        tracing::error!(model = ask.model(), path = ask.path(), "{failure}");
    }
    match error::html(ask, code.status, &failure.to_string()) {
        Ok(html) => Answer::page(html).status(code.status),
        Err(worse) => {
            tracing::error!("the page about an error cannot be built: {worse}");
            Answer::new("text/plain; charset=utf-8", failure.to_string(), String::new()).status(code.status)
        }
    }
}

/// The answer where no page is.
pub(crate) async fn unknown(request: HttpRequest, state: web::Data<State>) -> HttpResponse {
    fn build(ask: &Ask) -> Result<Answer, AppError> {
        Err(AppError::NotFound(format!("no page at `{}`", crate::pages::ask::cut(ask.path(), 200))))
    }
    respond(request, state, build).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_compared_weakly() {
        let tag = tag("page");
        let strong = tag.trim_start_matches("W/").to_owned();
        assert!(is_known(&tag, &tag) && is_known(&strong, &tag) && is_known("*", &tag));
        assert!(is_known(&format!("\"other\", {tag}"), &tag));
        assert!(!is_known("", &tag) && !is_known("\"other\"", &tag));
    }
}
