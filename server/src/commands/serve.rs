//! Models over HTTP.

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;

use archweave_api::{Config, State};
use archweave_app::App;

use crate::Outcome;
use crate::console::{BOLD, Console, DIM, GOOD, Progress, RESET, count};
use crate::failure::Failure;

/// Serve models: GraphQL, pages and pictures
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  archweave serve model.git
  archweave serve centre.git grid.git --listen 127.0.0.1:9000

There is no authentication yet: whoever reaches the address can read the models. So only
addresses of this machine are allowed, unless --public says that you mean it.")]
pub(crate) struct Args {
    /// Models: folders, repositories or bare repositories
    #[arg(value_name = "REPO", required = true)]
    repos: Vec<PathBuf>,
    /// Address and port; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Allow an address that other machines can reach, although there is no authentication
    #[arg(long)]
    public: bool,
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    if !args.listen.ip().is_loopback() && !args.public {
        let message = format!(
            "{} can be reached from other machines, and there is no authentication yet",
            args.listen.ip()
        );
        return Err(Failure::new(message)
            .help("use 127.0.0.1, or add --public if everybody there may read the models"));
    }
    let app = {
        let _progress = Progress::start("opening models");
        App::open(&args.repos, None)?
    };
    // A wrong model is said now, not at the first request.
    for model in app.models() {
        model.resolve("")?;
    }
    let app = Arc::new(app);
    let listen = free(args.listen)?;
    let mut out = Console::text();
    out.line(format!(
        "{GOOD}serving{RESET} {}; {DIM}Ctrl-C stops{RESET}",
        count(app.models().len(), "model")
    ));
    for url in archweave_api::urls(&app, listen) {
        out.line(format!("  {BOLD}{url}{RESET}"));
    }
    out.line(format!("  {BOLD}http://{listen}/graphiql{RESET}"));
    drop(out);
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.map_err(|error| Failure::new(format!("cannot start: {error}")))?;
    let served = runtime.block_on(archweave_api::serve(State::new(app), &Config { listen, workers }));
    served.map_err(|error| Failure::new(format!("the server stopped: {error}")))?;
    Ok(Outcome::Clean)
}

/// The address, with a port in place of 0; refused if somebody else has it.
fn free(listen: SocketAddr) -> Result<SocketAddr, Failure> {
    let bound = TcpListener::bind(listen).and_then(|listener| listener.local_addr());
    bound.map_err(|error| {
        Failure::new(format!("cannot listen on {listen}: {error}"))
            .help("choose another with --listen 127.0.0.1:9000")
    })
}
