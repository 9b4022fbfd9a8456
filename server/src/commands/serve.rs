//! Models over HTTP.

mod access;
mod hook_secrets;

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use archweave_api::{Config, State};
use archweave_app::git::GitService;
use archweave_app::{App, Housekeeping, Kind, Projector, Records};

use crate::Outcome;
use crate::console::{BOLD, Console, DIM, GOOD, Progress, RESET, count};
use crate::failure::Failure;

/// Serve models: GraphQL, git, pages and pictures
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  archweave serve model.git
  archweave token add \"Jane Doe\" --email jane@example.org --role editor
  archweave serve centre.git grid.git --listen 0.0.0.0:9000
  archweave serve --models /srv/models

Bare repositories can be changed: over GraphQL, and by git push to http://ADDRESS/git/MODEL.git.
Folders and clones with a work tree are shown and not changed.

Without any token the server listens on addresses of this machine only, and whoever uses it is
taken for git's user.name. As soon as there is a token, everybody needs one.")]
pub(crate) struct Args {
    /// Models: folders, repositories or bare repositories
    #[arg(value_name = "REPO", required_unless_present = "models")]
    repos: Vec<PathBuf>,
    /// Folder of bare repositories (NAME.git), all of them served; admins make new models there in the web
    /// application
    #[arg(long, value_name = "FOLDER")]
    models: Option<PathBuf>,
    /// Address and port; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Folder with archweave.db, the database of tokens, audit and events; by default the one around the
    /// first bare repository. DATABASE_URL=postgres://... names a PostgreSQL database instead
    #[arg(long, value_name = "FOLDER")]
    data: Option<PathBuf>,
    #[command(flatten)]
    access: access::AccessArgs,
    #[command(flatten)]
    hooks: hook_secrets::HookArgs,
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    let app = {
        let _progress = Progress::start("opening models");
        let repos = match &args.models {
            Some(folder) => args.repos.iter().cloned().chain(inside(folder)?).collect(),
            None => args.repos.clone(),
        };
        // A folder without a model yet has its database all the same.
        let data = args.data.as_ref().or(args.models.as_ref().filter(|_| args.repos.is_empty()));
        let app = match Records::of_environment()? {
            Some(records) => App::open_to_serve_with(&repos, None, records)?,
            None => App::open_to_serve(&repos, None, data.map(PathBuf::as_path))?,
        };
        match &args.models {
            Some(folder) => app.making_models_in(folder.clone()),
            None => app,
        }
    };
    check_access(args, &app)?;
    // A wrong model is said now, not at the first request. An empty repository waits for its first push.
    for model in app.models() {
        if model.kind() != Kind::Bare || !model.branches()?.is_empty() {
            model.resolve("")?;
        }
    }
    let app = Arc::new(app);
    let listen = free(args.listen)?;
    announce(&app, listen);
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.map_err(|error| Failure::new(format!("cannot start: {error}")))?;
    let mut state =
        State::new(app.clone()).with_access(args.access.access()).with_hook_secrets(args.hooks.secrets()?);
    match std::env::current_exe().and_then(GitService::start) {
        Ok(git) => state = state.with_git(git),
        Err(error) => tracing::warn!(%error, "git clone and push are not served"),
    }
    let housekeeping = Housekeeping::start(&app);
    if let Err(error) = &housekeeping {
        tracing::warn!(%error, "packs are not put together");
    }
    let projector = Projector::start(&app);
    if let Err(error) = &projector {
        tracing::warn!(%error, "reports do not follow the models");
    }
    let served = runtime.block_on(archweave_api::serve(state, &Config { listen, workers }));
    drop(runtime);
    drop(projector);
    if let Some(records) = app.records() {
        records.close()?;
    }
    served.map_err(|error| Failure::new(format!("the server stopped: {error}")))?;
    Ok(Outcome::Clean)
}

/// The bare repositories in a folder, by name; the folder is made if it is not there.
fn inside(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let failed = |error: std::io::Error| {
        Failure::new(format!("cannot read folder `{}`: {error}", folder.display()))
            .help("name a folder of repositories")
    };
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut found = Vec::new();
    for entry in folder.read_dir().map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        // A name with a dot in front is a model that was not finished.
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.ends_with(".git") && !name.starts_with('.') && path.join("HEAD").is_file() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Other machines may come in only if it can be told who they are.
fn check_access(args: &Args, app: &App) -> Result<(), Failure> {
    let has_tokens = match app.records() {
        Some(records) => records.has_tokens()?,
        None => false,
    };
    if args.listen.ip().is_loopback() || has_tokens || args.access.has_proxy() {
        return Ok(());
    }
    let message = format!(
        "{} can be reached from other machines, and there is no token yet by which to know who asks",
        args.listen.ip()
    );
    let help = "make one: archweave token add \"Jane Doe\" --email jane@example.org --role admin";
    Err(Failure::new(message).help(help))
}

fn announce(app: &App, listen: SocketAddr) {
    let mut out = Console::text();
    out.line(format!(
        "{GOOD}serving{RESET} {}; {DIM}Ctrl-C stops{RESET}",
        count(app.models().len(), "model")
    ));
    for url in archweave_api::urls(app, listen) {
        out.line(format!("  {BOLD}{url}{RESET}"));
    }
    out.line(format!("  {BOLD}http://{listen}/graphiql{RESET}"));
    for model in app.models().iter().filter(|model| model.kind() == Kind::Bare) {
        out.line(format!("  {DIM}git clone{RESET} {BOLD}http://{listen}/git/{}.git{RESET}", model.name()));
    }
}

/// The address, with a port in place of 0; refused if somebody else has it.
fn free(listen: SocketAddr) -> Result<SocketAddr, Failure> {
    let bound = TcpListener::bind(listen).and_then(|listener| listener.local_addr());
    bound.map_err(|error| {
        Failure::new(format!("cannot listen on {listen}: {error}"))
            .help("choose another with --listen 127.0.0.1:9000")
    })
}
