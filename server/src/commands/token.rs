//! Who may do what on a server: tokens, made and taken back beside it.

mod list;
pub(crate) mod when;

use std::path::{Path, PathBuf};

use archweave_app::records::{Entry, Millis, NewToken, TokenInfo};
use archweave_app::{Records, Role};
use clap::{Subcommand, ValueEnum};
use serde_json::json;

use crate::Outcome;
use crate::console::{BOLD, Console, DIM, GOOD, RESET, clean, count};
use crate::failure::Failure;

/// Let people and machines use a server: make, list and take back tokens
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  archweave token add 'Ada Lovelace' --email ada@example.org --role editor
  archweave token add ci --email ci@example.org --role reader --model centre --expires 90d
  archweave token list
  archweave token revoke ci

A token opens GraphQL, WebSocket and git of `archweave serve` with the same --database. Name and
address stand in commits that are made with it. Only a hash of the secret is stored: it is shown
once, when the token is made. A running server knows of new and revoked tokens within seconds.

Roles: a reader reads; an editor commits, pushes, merges; an admin also decides which branches are
protected.")]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Add(Add),
    /// Show all tokens, without their secrets
    List {
        #[command(flatten)]
        place: Place,
        /// For people, or for machines
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Take a token back, for good
    Revoke {
        /// Name (all tokens of that name) or id
        #[arg(value_name = "NAME|ID")]
        token: String,
        #[command(flatten)]
        place: Place,
    },
}

/// Make a token and show its secret, once
#[derive(Debug, clap::Args)]
struct Add {
    /// The person or machine it is for, as it stands in commits
    #[arg(value_name = "NAME")]
    name: String,
    /// Its address, as it stands in commits
    #[arg(long, value_name = "ADDRESS")]
    email: String,
    /// reader, editor or admin
    #[arg(long, value_name = "ROLE")]
    role: Role,
    /// Name of a model it is for; may be repeated; all models if not given
    #[arg(long = "model", value_name = "MODEL")]
    models: Vec<String>,
    /// Last day it works (2027-01-01, UTC), or how long from now: 12h, 90d, 8w; for ever if not given
    #[arg(long, value_name = "WHEN", value_parser = when::expiry)]
    expires: Option<Millis>,
    #[command(flatten)]
    place: Place,
    /// For people, or for machines
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Which database.
#[derive(Debug, clap::Args)]
pub(crate) struct Place {
    /// The server's database; made if it is not there
    #[arg(long, value_name = "FILE", default_value = "archweave.db")]
    pub(crate) database: PathBuf,
}

impl Place {
    /// Opens a database that is there.
    pub(crate) fn existing(&self) -> Result<Records, Failure> {
        if let Some(records) = Records::of_environment()? {
            return Ok(records);
        }
        if !self.database.is_file() {
            let message = format!("there is no database `{}`", self.database.display());
            return Err(Failure::new(message)
                .help("name the server's with --database; `archweave token add` makes one"));
        }
        Ok(Records::open(&self.database)?)
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    match &args.action {
        Action::Add(args) => add(args),
        Action::List { place, format } => list::run(&place.existing()?, *format),
        Action::Revoke { token, place } => revoke(token, &place.existing()?),
    }
}

fn add(args: &Add) -> Result<Outcome, Failure> {
    let records = match Records::of_environment()? {
        Some(records) => records,
        None => Records::open(&args.place.database)?,
    };
    let new = NewToken {
        name: args.name.clone(),
        email: args.email.clone(),
        role: args.role,
        models: (!args.models.is_empty()).then(|| args.models.clone()),
        expires: args.expires,
    };
    let (token, secret) = records.wait(records.index().add_token(new, Millis::now()))?;
    note(&records, "token.add", &token)?;
    let secret = secret.reveal();
    match args.format {
        Format::Json => {
            let mut found = list::json(&token, Millis::now());
            found["secret"] = json!(secret);
            Console::raw().line(format!("{found:#}"));
        }
        Format::Text => explain(&token, secret, &args.place.database),
    }
    Ok(Outcome::Clean)
}

fn explain(token: &TokenInfo, secret: &str, database: &Path) {
    let mut out = Console::text();
    let what = list::meaning(token);
    out.line(format!(
        "{GOOD}added{RESET} token {BOLD}{}{RESET} for {}: {what}",
        token.id,
        clean(&token.name)
    ));
    out.line(format!("\n  {BOLD}{secret}{RESET}\n"));
    out.line("It is shown this once and stored nowhere: keep it as you keep a password.\n");
    out.line(format!("{DIM}serve{RESET}    archweave serve MODEL.git --database {}", database.display()));
    out.line(format!("{DIM}GraphQL{RESET}  Authorization: Bearer {DIM}(the token){RESET}"));
    out.line(format!(
        "{DIM}git{RESET}      git clone http://HOST/git/MODEL.git {DIM}(any user name; the token is the password){RESET}"
    ));
    out.line(format!(
        "         {DIM}git config --global credential.helper store, cache or that of your system keeps it{RESET}"
    ));
}

fn revoke(name: &str, records: &Records) -> Result<Outcome, Failure> {
    let revoked = records.wait(records.index().revoke_token(name, Millis::now()))?;
    let mut out = Console::text();
    for token in &revoked {
        note(records, "token.revoke", token)?;
        let who = clean(&token.name);
        out.line(format!("{GOOD}revoked{RESET} token {BOLD}{}{RESET} of {who}", token.id));
    }
    if revoked.is_empty() {
        out.line(format!("{} was revoked before", clean(name)));
    } else if revoked.len() > 1 {
        out.line(count(revoked.len(), "token"));
    }
    Ok(Outcome::Clean)
}

/// Puts into the audit what was done here.
fn note(records: &Records, action: &str, token: &TokenInfo) -> Result<(), Failure> {
    let (who, email) = crate::commands::import::default_author();
    let entry = Entry {
        at: Millis::now(),
        who,
        email,
        token: None,
        action: action.to_owned(),
        outcome: "done".to_owned(),
        model: None,
        reference: None,
        revision: None,
        from: None,
        detail: format!("{} of {}: {}", token.id, token.name, list::meaning(token)),
    };
    Ok(records.wait(records.index().record(entry))?)
}
