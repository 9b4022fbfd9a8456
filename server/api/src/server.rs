//! The HTTP server: routes, limits and headers.

use std::net::SocketAddr;
use std::sync::Arc;

use actix_web::http::header;
use actix_web::middleware::{Compress, DefaultHeaders, from_fn};
use actix_web::rt::signal::unix::{SignalKind, signal};
use actix_web::{App as WebApp, HttpServer, web};
use archweave_app::git::GitService;
use archweave_app::hooks::Secrets;
use archweave_app::{App, Identity};

use crate::git::GitGateway;
use crate::graphql::{Gateway, Sockets};
use crate::who::{Access, Door, guard};
use crate::{assets, git, graphql, hooks, pages};

/// How the server runs.
#[derive(Clone, Debug)]
pub struct Config {
    /// Address to listen on.
    pub listen: SocketAddr,
    /// Threads that answer requests.
    pub workers: usize,
}

/// What every request handler has at hand.
#[derive(Clone)]
pub struct State {
    /// The models.
    pub app: Arc<App>,
    /// Answers GraphQL.
    pub gateway: Arc<Gateway>,
    /// Lets git clone and push, if it may.
    pub(crate) git: Option<Arc<GitGateway>>,
    /// Knows who may come in.
    pub(crate) door: Arc<Door>,
    pub(crate) sockets: Sockets,
    /// What senders of events sign with.
    pub(crate) hook_secrets: Arc<Secrets>,
}

impl State {
    /// State for these models.
    pub fn new(app: Arc<App>) -> Self {
        let gateway = Arc::new(Gateway::new(app.clone()));
        let unknown = Identity {
            name: "operator".into(),
            email: "operator@localhost".into(),
            token: None,
            from: String::new(),
        };
        let door = Arc::new(Door::new(Access::of(unknown), app.records().cloned()));
        Self { app, gateway, git: None, door, sockets: Sockets::default(), hook_secrets: Arc::default() }
    }

    /// Lets others in.
    pub fn with_access(self, access: Access) -> Self {
        Self { door: Arc::new(Door::new(access, self.app.records().cloned())), ..self }
    }

    /// Believes senders of events that sign with these.
    pub fn with_hook_secrets(self, secrets: Secrets) -> Self {
        Self { hook_secrets: Arc::new(secrets), ..self }
    }

    /// Serves git too.
    pub fn with_git(self, service: Arc<GitService>) -> Self {
        Self { git: Some(Arc::new(GitGateway::new(service))), ..self }
    }
}

/// Nothing but this server's own files: no inline script or style, no worker, no framing. Drawings say
/// how they look in attributes of SVG, which this does not concern. GraphiQL has a policy of its own.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Adds every route.
fn routes(config: &mut web::ServiceConfig) {
    graphql::http::routes(config);
    git::routes(config);
    hooks::routes(config);
    assets::routes(config);
    pages::routes(config);
}

/// Serves until the process is told to stop.
pub async fn serve(state: State, config: &Config) -> std::io::Result<()> {
    tokio::spawn(end_when_told(state.sockets.clone()));
    let make = move || {
        let headers = DefaultHeaders::new()
            .add((header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
            .add((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
            .add((header::REFERRER_POLICY, "same-origin"));
        WebApp::new()
            .app_data(web::Data::new(state.clone()))
            .wrap(from_fn(guard))
            .wrap(Compress::default())
            .wrap(headers)
            .configure(routes)
    };
    HttpServer::new(make).workers(config.workers).bind(config.listen)?.run().await
}

/// Ends what would never end by itself, when the process is told to stop: connections that listen.
async fn end_when_told(sockets: Sockets) -> std::io::Result<()> {
    let mut terminated = signal(SignalKind::terminate())?;
    let mut interrupted = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminated.recv() => {}
        _ = interrupted.recv() => {}
    }
    sockets.end();
    Ok(())
}

/// Addresses to open in a browser.
pub fn urls(app: &App, listen: SocketAddr) -> Vec<String> {
    let base = format!("http://{listen}");
    let models = app.models().iter().map(|model| format!("{base}/m/{}", model.name()));
    std::iter::once(base.clone()).chain(models).collect()
}
