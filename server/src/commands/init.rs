//! A new, empty model.

use std::path::PathBuf;

use crate::Outcome;
use crate::console::{BOLD, Console, GOOD, RESET, count};
use crate::failure::Failure;

/// Make a folder with an empty model
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  archweave init customer-centre --name 'Customer centre' --language en --language zh")]
pub(crate) struct Args {
    /// Folder; made if it is not there
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Title of the model; the folder's name if not given
    #[arg(long)]
    name: Option<String>,
    /// Language code; the first is the main one. May be given several times
    #[arg(long = "language", value_name = "CODE", default_value = "en", value_parser = language)]
    languages: Vec<String>,
}

fn language(code: &str) -> Result<String, String> {
    let is_code = (2..=35).contains(&code.len())
        && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && code.starts_with(|c: char| c.is_ascii_alphabetic());
    is_code.then(|| code.to_owned()).ok_or_else(|| "a language code is written as en, zh or pt-BR".into())
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    let folder = &args.folder;
    if folder.is_file() {
        let message = format!("`{}` is a file", folder.display());
        return Err(Failure::new(message).help("name a folder"));
    }
    if folder.join("archweave.yaml").exists() {
        let message = format!("`{}` holds a model already", folder.display());
        return Err(Failure::new(message).help("choose another folder, or edit the files that are there"));
    }
    let own = folder.file_name().map(|name| name.to_string_lossy().into_owned());
    let name = args.name.clone().or(own).unwrap_or_else(|| "Model".into());
    let written = archweave_app::init(folder, &name, &args.languages)?;
    let mut out = Console::text();
    out.line(format!("{GOOD}made{RESET} `{}` with {}", folder.display(), count(written.len(), "file")));
    for path in written {
        out.line(format!("  {path}"));
    }
    out.line(format!("next: write elements, then {BOLD}archweave validate {}{RESET}", folder.display()));
    Ok(Outcome::Clean)
}
