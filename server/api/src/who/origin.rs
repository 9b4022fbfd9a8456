//! Requests that a browser makes for a page of another site are refused: people's browsers send the
//! credentials they know with them, and reach servers of their own machine.

use std::net::IpAddr;

use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse};

use super::refusal::Refusal;

/// The page's own site, or one that the operator allows. Requests without an origin come from programs
/// and from links.
pub(super) fn check(request: &HttpRequest, allowed: &[String]) -> Result<(), Refusal> {
    match is_same_site(request) || other_site(request, allowed).is_some() {
        true => Ok(()),
        false => Err(Refusal::Denied("a page of another site may not ask this server".into())),
    }
}

/// For a server of this machine that asks for no token: also no name of the internet may lead here, since
/// whoever owns such a name can let it mean this machine.
pub(super) fn check_local(request: &HttpRequest) -> Result<(), Refusal> {
    let host = text(request, header::HOST).unwrap_or_default();
    if !is_loopback(host) {
        return Err(Refusal::Denied(format!(
            "this server answers to localhost and 127.0.0.1 only, until there is a token; it was asked as `{}`",
            host.chars().take(100).filter(|c| !c.is_control()).collect::<String>()
        )));
    }
    match is_same_site(request) {
        true => Ok(()),
        false => Err(Refusal::Denied("a page of another site may not ask this server".into())),
    }
}

/// Whether the request has no origin, or that of this server.
fn is_same_site(request: &HttpRequest) -> bool {
    let mut origins = request.headers().get_all(header::ORIGIN);
    let Some(origin) = origins.next() else { return true };
    let host = text(request, header::HOST).unwrap_or_default();
    let site = origin.to_str().ok().and_then(|origin| origin.split_once("://"));
    origins.next().is_none()
        && site.is_some_and(|(_, site)| !host.is_empty() && site.eq_ignore_ascii_case(host))
}

/// The origin of a request from another site that may ask.
pub(super) fn other_site(request: &HttpRequest, allowed: &[String]) -> Option<HeaderValue> {
    let origin = request.headers().get(header::ORIGIN)?;
    let text = origin.to_str().ok()?;
    allowed.iter().any(|site| site.trim_end_matches('/').eq_ignore_ascii_case(text)).then(|| origin.clone())
}

/// What a browser asks before it lets a page ask.
pub(super) fn preflight(allowed: Option<HeaderValue>) -> HttpResponse {
    let Some(site) = allowed else { return HttpResponse::Forbidden().finish() };
    HttpResponse::NoContent()
        .insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, site))
        .insert_header((header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST"))
        .insert_header((header::ACCESS_CONTROL_ALLOW_HEADERS, "authorization, content-type, accept"))
        .insert_header((header::ACCESS_CONTROL_MAX_AGE, "600"))
        .insert_header((header::VARY, "Origin"))
        .finish()
}

fn text(request: &HttpRequest, name: header::HeaderName) -> Option<&str> {
    request.headers().get(name)?.to_str().ok()
}

/// Whether a host, with or without a port, is this machine whoever asks for it.
fn is_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split_once(']').map_or("", |(name, _)| name),
        None => host.split_once(':').map_or(host, |(name, _)| name),
    };
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_local() {
        for host in ["localhost", "LOCALHOST:8080", "127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:8080"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in
            ["", "example.org", "localhost.example.org:8080", "127.0.0.1.example.org", "10.0.0.1", "[::2]"]
        {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
