//! Who asks: from a request to a [`Caller`], or to a refusal.
//!
//! Every request passes [`guard`] before any route sees it; static files alone are for everybody. Routes
//! take the caller from the request ([`caller`]); one that nobody recognised may read no model, so a
//! route that forgets to ask shows nothing.
//!
//! In order: a token (`Authorization: Bearer`, or the password of `Basic` with any user name), the header
//! of a trusted proxy, and on a server of this machine without any token the person who runs it.

mod attempts;
mod denied;
mod network;
mod origin;
mod recognise;
mod refusal;

use std::sync::Arc;

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, header};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, web};
use archweave_app::{Caller, Identity, Role};

use crate::State;
pub(crate) use denied::write_denied;
pub use network::{Network, ParseNetworkError};
pub(crate) use recognise::{Credentials, Door, bearer};
use refusal::{Refusal, Surface};

/// Who may come in, and how they are known.
#[derive(Clone, Debug)]
pub struct Access {
    /// A proxy that signs people in.
    pub proxy: Option<TrustedProxy>,
    /// The person who runs the server: who asks, where there is neither a token nor a proxy and only
    /// this machine can ask.
    pub operator: Identity,
    /// Other sites whose pages may ask, such as `https://portal.example.org`.
    pub origins: Vec<String>,
}

/// A proxy whose word is taken for who asks. It must remove these headers from what comes from outside,
/// and not pass its own `Authorization` on.
#[derive(Clone, Debug)]
pub struct TrustedProxy {
    /// Where it is. A request from elsewhere is not believed, whatever its headers say.
    pub from: Vec<Network>,
    /// The header with the user's name or e-mail address.
    pub user_header: String,
    /// The header with the e-mail address, where the other has a name.
    pub email_header: Option<String>,
    /// The header with a role; where it is absent, the role is [`Self::role`].
    pub role_header: Option<String>,
    /// What its users may do. A proxy that lets in more people than may change models names
    /// [`Role::Reader`] here and a header for the others.
    pub role: Role,
}

impl Access {
    /// Tokens; and before there is one, whoever reaches a server of this machine is `operator`.
    pub fn of(operator: Identity) -> Self {
        Self { proxy: None, operator, origins: Vec::new() }
    }
}

/// Who asks; nobody who may read anything where the guard recognised nobody.
pub(crate) fn caller(request: &HttpRequest) -> Arc<Caller> {
    let known = request.extensions().get::<Arc<Caller>>().cloned();
    known.unwrap_or_else(|| Arc::new(nobody()))
}

/// Who asks, if the guard recognised somebody.
pub(crate) fn caller_if_known(request: &HttpRequest) -> Option<Arc<Caller>> {
    request.extensions().get::<Arc<Caller>>().cloned()
}

/// Whether the guard recognised somebody.
pub(crate) fn is_recognised(request: &HttpRequest) -> bool {
    request.extensions().get::<Arc<Caller>>().is_some()
}

/// Somebody who may read nothing.
fn nobody() -> Caller {
    let (name, email, from) = ("nobody".to_owned(), String::new(), String::new());
    let who = Identity { name, email, token: None, from };
    Caller { who, role: Role::Reader, models: Some(Vec::new()) }
}

/// Lets a request through with its caller, or refuses it.
pub(crate) async fn guard<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, actix_web::Error> {
    let surface = Surface::of(request.path(), request.headers());
    let Some(state) = request.app_data::<web::Data<State>>().cloned() else {
        return Ok(request.into_response(HttpResponse::InternalServerError().finish()).map_into_right_body());
    };
    let allowed = origin::other_site(request.request(), &state.door.access().origins);
    if request.method() == Method::OPTIONS && surface == Surface::Graphql {
        return Ok(request.into_response(origin::preflight(allowed)).map_into_right_body());
    }
    match admit(request.request(), &state, surface).await {
        Ok(found) => {
            if let Some(found) = found {
                request.extensions_mut().insert(found);
            }
            let mut response = next.call(request).await?;
            if let Some(site) = allowed {
                response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, site);
                response.headers_mut().append(header::VARY, header::HeaderValue::from_static("Origin"));
            }
            Ok(response.map_into_left_body())
        }
        Err(refusal) => {
            let answer = refusal.respond(surface, request.request(), &state);
            Ok(request.into_response(answer).map_into_right_body())
        }
    }
}

/// The caller; none where that is said later, or does not matter.
async fn admit(
    request: &HttpRequest,
    state: &State,
    surface: Surface,
) -> Result<Option<Arc<Caller>>, Refusal> {
    if surface == Surface::Open {
        return Ok(None);
    }
    let credentials = Credentials::of(request);
    // A socket may say who it is in its first message; everything else about it is checked now.
    match state.door.recognise(&credentials).await {
        Ok(found) => {
            let origins = &state.door.access().origins;
            match found.is_operator {
                true => origin::check_local(request)?,
                false => origin::check(request, origins)?,
            }
            Ok(Some(found.caller))
        }
        Err(Refusal::Nobody) if surface == Surface::Socket => {
            origin::check(request, &state.door.access().origins)?;
            Ok(None)
        }
        // A sender of events may sign instead; the route looks.
        Err(Refusal::Nobody) if surface == Surface::Hook => Ok(None),
        Err(refusal) => Err(refusal),
    }
}
