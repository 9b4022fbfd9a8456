//! Git over HTTP: clone, fetch and push at `/git/<model>.git` with ordinary git.
//!
//! The git executable speaks the protocol; this carries requests to it and its answers back, with
//! limits on size, number and time. Who asks is [`crate::who`]'s business, what a push may change
//! [`gate`]'s. Git's "smart" protocol only: no file of a repository is ever sent as it is.
//!
//! Start at [`routes`]. A clone is [`fetch`], a push is [`push`].

mod answer;
pub(crate) mod body;
mod child;
mod fetch;
mod gate;
mod output;
mod push;
mod queue;

use std::path::PathBuf;
use std::sync::Arc;

use actix_web::http::{Method, header};
use actix_web::{HttpRequest, web};
use archweave_app::git::{GitService, Service};
use archweave_app::{AppError, Editor};

use crate::State;
use crate::who::{caller, write_denied};
use answer::{Answer, Refusal, forbidden, missing, refuse};
use queue::Queue;

/// What the routes share: git's processes, and how many of them there may be.
pub(crate) struct GitGateway {
    service: Arc<GitService>,
    fetches: Queue,
    /// Apart from fetches, so that slow pushers keep no reader waiting.
    pushes: Queue,
}

impl GitGateway {
    pub(crate) fn new(service: Arc<GitService>) -> Self {
        let processors = std::thread::available_parallelism().map_or(2, usize::from);
        Self { service, fetches: Queue::of(processors.max(2) * 3), pushes: Queue::of(processors.max(4) * 2) }
    }
}

/// Adds the routes.
pub(crate) fn routes(config: &mut web::ServiceConfig) {
    config.service(
        web::scope("/git/{model}.git")
            .service(web::resource("/info/refs").route(web::get().to(fetch::advertise)))
            .service(web::resource("/git-upload-pack").route(web::post().to(fetch::upload_pack)))
            .service(web::resource("/git-receive-pack").route(web::post().to(push::receive_pack)))
            .default_service(web::to(other)),
    );
}

/// What a request is about, once it may be answered.
struct Asked {
    git: Arc<GitGateway>,
    repository: PathBuf,
    /// The pusher's handle; none of one who reads.
    editor: Option<Editor>,
}

/// Finds the model and asks whether the caller may do this to it.
async fn asked(request: &HttpRequest, state: &State, service: Service) -> Result<Asked, Refusal> {
    let name = request.match_info().query("model");
    let caller = caller(request);
    let model = state.app.read(name, &caller).map_err(|error| missing(&error.to_string()))?;
    let git = state.git.clone().ok_or_else(|| missing("this server does not serve git"))?;
    let repository = model
        .git_folder()
        .ok_or_else(|| missing("this model is a plain folder without git; there is nothing to clone"))?;
    let editor = match service {
        Service::UploadPack => None,
        Service::ReceivePack => match state.app.editor(name, &caller) {
            Ok(editor) => Some(editor),
            Err(AppError::Denied(why)) => {
                write_denied(&state.app, &caller, "push", name, &why).await;
                return Err(forbidden(&why));
            }
            Err(error) => return Err(refuse(error.code().status, &error.to_string())),
        },
    };
    if editor.is_some() && model.kind() != archweave_app::Kind::Bare {
        return Err(forbidden(
            "this server shows a clone with a work tree; only a bare repository takes pushes",
        ));
    }
    Ok(Asked { repository: repository.to_owned(), git, editor })
}

/// A request that carries what the service takes, and that no other site's page made somebody's
/// browser send: git has no origin, and pages cannot send its media types unasked.
fn check_post(request: &HttpRequest, service: Service) -> Result<(), Refusal> {
    let wanted = format!("application/x-{}-request", service.name());
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if kind != Some(&*wanted) {
        return Err(refuse(415, &format!("a {} request has the media type {wanted}", service.name())));
    }
    match request.headers().contains_key(header::ORIGIN) {
        true => Err(forbidden("git over HTTP is not for pages in a browser")),
        false => Ok(()),
    }
}

/// The version of the protocol that the client asks for.
fn protocol(request: &HttpRequest) -> Option<&str> {
    request.headers().get("git-protocol").and_then(|version| version.to_str().ok())
}

/// Files of a repository, which the old protocol reads one by one; and whatever else.
async fn other(request: HttpRequest) -> Answer {
    let file = request.match_info().unprocessed();
    if request.method() == Method::GET && (file == "/HEAD" || file.starts_with("/objects/")) {
        return Err(answer::dumb());
    }
    let model = request.match_info().query("model");
    Err(missing(&format!(
        "nothing is here; to get the model: git clone http://<this server>/git/{model}.git"
    )))
}
