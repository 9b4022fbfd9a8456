//! Who is not let in, and how they are told: in JSON, in a page, or in a line for git's user.

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap};
use actix_web::{HttpRequest, HttpResponse};
use archweave_app::AppError;

use crate::{State, pages};

/// What a request is for, which decides how it is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Surface {
    /// Static files, which are the same for everybody.
    Open,
    Graphql,
    /// GraphQL over a WebSocket.
    Socket,
    Git,
    /// Events of tools.
    Hook,
    Page,
}

impl Surface {
    pub(super) fn of(path: &str, headers: &HeaderMap) -> Self {
        match path {
            "/graphql" if headers.contains_key(header::UPGRADE) => Self::Socket,
            "/graphql" => Self::Graphql,
            "/graphiql" | "/app" => Self::Open,
            _ if path.starts_with("/app/") => Self::Open,
            _ if path.starts_with("/assets/") || path.starts_with("/graphiql/assets/") => Self::Open,
            _ if path.starts_with("/git/") => Self::Git,
            _ if path.starts_with("/hooks/") => Self::Hook,
            _ => Self::Page,
        }
    }
}

/// Why a request is not let in.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refusal {
    /// It does not say who asks.
    #[error("say who you are: send a token; `archweave token add` makes one")]
    Nobody,
    /// The token is not known, has expired or was taken back.
    #[error("this token is unknown, has expired or was revoked; ask for another")]
    Wrong,
    /// Many wrong tokens came from there.
    #[error("too many wrong tokens came from your address; try again in a minute")]
    TooMany,
    /// It is not for whoever made the request.
    #[error("{0}")]
    Denied(String),
    /// Try again.
    #[error("{0}")]
    Failed(AppError),
}

impl Refusal {
    fn status(&self) -> u16 {
        match self {
            Self::Nobody | Self::Wrong => 401,
            Self::TooMany => 429,
            Self::Denied(_) => 403,
            Self::Failed(error) => error.code().status,
        }
    }

    /// Whether it says nothing about who asks: the database did not answer.
    pub(crate) fn is_failure(&self) -> bool {
        matches!(self, Self::Failed(_))
    }

    /// As in `extensions.code`.
    fn code(&self) -> &'static str {
        match self {
            Self::Nobody | Self::Wrong => "UNAUTHENTICATED",
            Self::TooMany => "RATE_LIMITED",
            Self::Denied(_) => "FORBIDDEN",
            Self::Failed(error) => error.code().name,
        }
    }

    /// The answer to a request.
    pub(super) fn respond(&self, surface: Surface, request: &HttpRequest, state: &State) -> HttpResponse {
        if surface == Surface::Hook {
            return crate::hooks::problem(self.status(), self.code(), &self.to_string());
        }
        let status = StatusCode::from_u16(self.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = HttpResponse::build(status);
        response.insert_header((header::CACHE_CONTROL, "no-store"));
        match (self, surface) {
            (Self::TooMany, _) => drop(response.insert_header((header::RETRY_AFTER, "60"))),
            // A browser that is offered this by GraphQL would ask for a password over GraphiQL.
            (Self::Nobody | Self::Wrong, Surface::Graphql | Surface::Socket) => {
                response.insert_header((header::WWW_AUTHENTICATE, "Bearer realm=\"Archweave\""));
            }
            (Self::Nobody | Self::Wrong, _) => {
                response.insert_header((
                    header::WWW_AUTHENTICATE,
                    "Basic realm=\"Archweave\", charset=\"UTF-8\"",
                ));
            }
            _ => {}
        }
        match surface {
            Surface::Git => response.content_type("text/plain; charset=utf-8").body(format!("{self}\n")),
            Surface::Page | Surface::Open => {
                let html = pages::refusal(request, state, self.status(), &self.to_string());
                response.content_type("text/html; charset=utf-8").body(html)
            }
            Surface::Graphql | Surface::Socket | Surface::Hook => {
                let is_retryable = matches!(self, Self::TooMany | Self::Failed(_));
                let body = serde_json::json!({ "errors": [{
                    "message": self.to_string(),
                    "extensions": { "code": self.code(), "retryable": is_retryable },
                }] });
                let kind = crate::graphql::http::media_type(request);
                response.insert_header((header::CONTENT_TYPE, kind)).body(body.to_string())
            }
        }
    }
}
