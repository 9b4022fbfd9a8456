//! Static files: the style sheet, script and icon of the pages, the web application, and GraphiQL.
//!
//! An address holds the hash of what is there, so a browser may keep it for ever.

mod app;
mod graphiql;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use actix_web::http::header::{self, CacheControl, CacheDirective};
use actix_web::{HttpResponse, web};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "../../templates/pages"]
struct Files;

/// What browsers may ask for, and its type.
const TYPES: [(&str, &str); 3] = [
    ("archweave.css", "text/css; charset=utf-8"),
    ("archweave.js", "text/javascript; charset=utf-8"),
    ("archweave.svg", "image/svg+xml"),
];

/// Adds the routes.
pub fn routes(config: &mut web::ServiceConfig) {
    config.service(web::resource("/assets/{name}").route(web::get().to(asset)).route(web::head().to(asset)));
    app::routes(config);
    graphiql::routes(config);
}

struct Asset {
    address: String,
    content_type: &'static str,
    bytes: Vec<u8>,
}

/// By name in the folder.
fn assets() -> &'static BTreeMap<&'static str, Asset> {
    static ASSETS: LazyLock<BTreeMap<&str, Asset>> = LazyLock::new(|| {
        let read = |(name, content_type): (&'static str, &'static str)| {
            let file = Files::get(name)?;
            let extension = name.rsplit('.').next()?;
            let address = format!("/assets/{}.{extension}", hash(&file));
            Some((name, Asset { address, content_type, bytes: file.data.into_owned() }))
        };
        TYPES.into_iter().filter_map(read).collect()
    });
    &ASSETS
}

/// The first digits of a file's hash.
fn hash(file: &EmbeddedFile) -> String {
    file.metadata.sha256_hash().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Where a file of the pages is served.
pub(crate) fn address(name: &str) -> String {
    assets().get(name).map_or_else(String::new, |asset| asset.address.clone())
}

/// Changes with the version of the program.
pub(crate) fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

async fn asset(name: web::Path<String>) -> HttpResponse {
    let address = format!("/assets/{name}");
    match assets().values().find(|asset| asset.address == address) {
        Some(asset) => for_ever(asset.content_type).body(&*asset.bytes),
        None => HttpResponse::NotFound().finish(),
    }
}

/// An answer that a browser never has to ask for again.
fn for_ever(content_type: &str) -> actix_web::HttpResponseBuilder {
    let mut response = HttpResponse::Ok();
    response.insert_header(CacheControl(vec![
        CacheDirective::Public,
        CacheDirective::MaxAge(365 * 86_400),
        CacheDirective::Extension("immutable".into(), None),
    ]));
    response.insert_header((header::CONTENT_TYPE, content_type.to_owned()));
    response
}
