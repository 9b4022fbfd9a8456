//! The HTTP server: routes, limits and headers.

use std::net::SocketAddr;
use std::sync::Arc;

use actix_web::http::header;
use actix_web::middleware::{Compress, DefaultHeaders};
use actix_web::{App as WebApp, HttpServer, web};
use archweave_app::App;

use crate::graphql::Gateway;
use crate::{assets, graphql, pages};

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
}

impl State {
    /// State for these models.
    pub fn new(app: Arc<App>) -> Self {
        let gateway = Arc::new(Gateway::new(app.clone()));
        Self { app, gateway }
    }
}

/// Nothing but this server's own files: no inline script or style, no worker, no framing. Drawings say
/// how they look in attributes of SVG, which this does not concern. GraphiQL has a policy of its own.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Adds every route.
fn routes(config: &mut web::ServiceConfig) {
    graphql::http::routes(config);
    assets::routes(config);
    pages::routes(config);
}

/// Serves until the process is told to stop.
pub async fn serve(state: State, config: &Config) -> std::io::Result<()> {
    let make = move || {
        let headers = DefaultHeaders::new()
            .add((header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
            .add((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
            .add((header::REFERRER_POLICY, "same-origin"));
        WebApp::new()
            .app_data(web::Data::new(state.clone()))
            .wrap(Compress::default())
            .wrap(headers)
            .configure(routes)
    };
    HttpServer::new(make).workers(config.workers).bind(config.listen)?.run().await
}

/// Addresses to open in a browser.
pub fn urls(app: &App, listen: SocketAddr) -> Vec<String> {
    let base = format!("http://{listen}");
    let models = app.models().iter().map(|model| format!("{base}/m/{}", model.name()));
    std::iter::once(base.clone()).chain(models).collect()
}
