//! Serves models while pages are being worked on: `cargo run -p archweave-api --example preview -- PATH...`
use std::sync::Arc;

#[actix_web::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let paths: Vec<_> = std::env::args().skip(1).map(Into::into).collect();
    let app = Arc::new(archweave_app::App::open(&paths, None)?);
    let config = archweave_api::Config { listen: "127.0.0.1:8077".parse()?, workers: 2 };
    archweave_api::serve(archweave_api::State::new(app), &config).await?;
    Ok(())
}
