//! A model from another tool, into a repository.

mod preview;

use std::path::PathBuf;

use archweave_app::{Destination, Import, ImportOutcome, Signature, Time};
use archweave_model::diagnostic::Diagnostic;
use archweave_model::stats::Stats;

use crate::Outcome;
use crate::console::{BOLD, Console, DIM, ERROR, GOOD, INFO, Progress, RESET, WARNING, clean, count};
use crate::failure::Failure;
use crate::findings;
use crate::open::{At, no_model};

/// Bring a model from a file or folder into a repository, as one commit
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  archweave import landscape.archimate --into model.git
  archweave import landscape.archimate --into model.git --branch draft --author 'Ada <ada@example.org>'
  archweave import exchange.xml --into model.git
  archweave import examples/customer-centre --into model.git --message 'Start from the example'

  archweave import tables.zip --into model.git --preview

Reads .archimate files (also zipped with pictures), Open Exchange files (.xml), folders of one XML
file per object (coArchi; model/folder.xml), the JSON that `archweave export` writes, tables in the
form of Archi (elements.csv, relations.csv, properties.csv; a folder or a .zip), and folders or
repositories with an archweave.yaml. A repository that is not there is made, bare.
Tables change the model that is there: a known id is updated, another one (or none) is new, what
they do not mention stays. Any other format replaces what the branch held; other files (README, CI
settings) stay. --preview shows what would change and writes nothing. Exit code 1 means that the
import is done and something in the source was unusual: each finding says what became of it.")]
pub(crate) struct Args {
    /// What to import
    #[arg(value_name = "FILE|DIR")]
    source: PathBuf,
    /// Bare repository (made if it is not there), or a folder in which files are written
    #[arg(long, value_name = "REPO")]
    into: PathBuf,
    /// Branch to commit to; the default branch if not given
    #[arg(long)]
    branch: Option<String>,
    /// Who commits; git's user.name and user.email if not given
    #[arg(long, value_name = "NAME <EMAIL>", value_parser = author)]
    author: Option<(String, String)>,
    /// Message of the commit; 'Import <file>' if not given
    #[arg(long)]
    message: Option<String>,
    /// Show what would be created, changed and removed, and write nothing
    #[arg(long)]
    preview: bool,
    /// Show every finding, not only the first of each sort
    #[arg(long, short)]
    verbose: bool,
    #[command(flatten)]
    at: At,
}

fn author(text: &str) -> Result<(String, String), String> {
    let wrong = || "write it as 'Ada Lovelace <ada@example.org>'".to_owned();
    let (name, email) =
        text.trim().strip_suffix('>').and_then(|text| text.split_once('<')).ok_or_else(wrong)?;
    let (name, email) = (name.trim(), email.trim());
    let is_plain = |part: &str| !part.is_empty() && !part.contains(['<', '>', '\n', '\0']);
    match is_plain(name) && is_plain(email) {
        true => Ok((name.to_owned(), email.to_owned())),
        false => Err(wrong()),
    }
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    if args.at.at.is_some() && args.source.is_file() {
        let message = format!("`{}` is a file; it has no revisions", args.source.display());
        return Err(Failure::new(message).help("leave out --at"));
    }
    let import = {
        let _progress = Progress::start("reading");
        Import::read(&args.source, args.at.text())?
    };
    let is_empty = import.stats() == Stats::default();
    if is_empty && import.diagnostics().iter().any(|d| d.code == "missing-manifest") {
        return Err(no_model(&args.source));
    }
    let (name, email) = args.author.clone().unwrap_or_else(default_author);
    let destination = Destination {
        path: args.into.clone(),
        branch: args.branch.clone(),
        author: Signature { name, email, time: Time::now() },
        message: args.message.clone(),
    };
    let plan = {
        let _progress = Progress::start("comparing");
        import.plan(&destination, args.preview)?
    };
    let mut out = Console::text();
    let diagnostics = plan.diagnostics().to_vec();
    grouped(&mut out, &diagnostics, if args.verbose { usize::MAX } else { 3 });
    let ending = |out: &mut Console| {
        if !diagnostics.is_empty() {
            out.line(format!("{} in {}", findings::summary(&diagnostics), args.source.display()));
        }
        Ok(findings::outcome(&diagnostics))
    };
    if args.preview {
        preview::print(&mut out, &plan, &args.into.display().to_string(), args.verbose);
        return ending(&mut out);
    }
    let imported = preview::summary(&plan).unwrap_or_else(|| counts(&plan.stats()));
    let stored = {
        let _progress = Progress::start("writing");
        plan.store()?
    };
    out.line(format!("{GOOD}imported{RESET} {imported}"));
    let into = args.into.display();
    out.line(match stored {
        ImportOutcome::Committed { revision, branch } => {
            format!("committed {} to {BOLD}{}{RESET} of {into}", &revision.to_string()[..12], clean(&branch))
        }
        ImportOutcome::Unchanged { revision } => {
            format!("{into} holds just this already, at {}", &revision.to_string()[..12])
        }
        ImportOutcome::Written { files } => {
            format!("wrote {} to {into}; nothing was committed", count(files, "file"))
        }
    });
    ending(&mut out)
}

/// Findings by severity and code, the first few of each.
fn grouped(out: &mut Console, diagnostics: &[Diagnostic], shown: usize) {
    let mut sorts: Vec<_> = diagnostics.iter().map(|d| (d.severity, d.code)).collect();
    sorts.sort_unstable();
    sorts.dedup();
    for (severity, code) in sorts {
        let style = [ERROR, WARNING, INFO][severity as usize];
        let found: Vec<&Diagnostic> =
            diagnostics.iter().filter(|d| d.severity == severity && d.code == code).collect();
        out.line(format!("{style}{}{RESET} {BOLD}{code}{RESET} ({})", severity.name(), found.len()));
        for diagnostic in found.iter().take(shown) {
            let place = findings::place(diagnostic);
            out.line(format!("  {DIM}{place}{RESET} {}", clean(&diagnostic.message)));
        }
        if found.len() > shown {
            out.line(format!("  {DIM}... and {} more; --verbose shows them{RESET}", found.len() - shown));
        }
        if let Some(help) = found.first().map(|d| &d.help).filter(|help| !help.is_empty()) {
            out.line(format!("  {BOLD}help{RESET}: {}", clean(help)));
        }
    }
}

fn counts(stats: &Stats) -> String {
    [
        count(stats.elements, "element"),
        count(stats.relationships, "relationship"),
        count(stats.views, "view"),
        count(stats.properties, "property"),
        count(stats.specializations, "specialization"),
    ]
    .join(", ")
}

/// As git does it: the environment first, then git's own settings.
pub(crate) fn default_author() -> (String, String) {
    let find = |variable: &str, key: &str| {
        let set = std::env::var(variable).ok();
        set.or_else(|| {
            let asked = std::process::Command::new("git").args(["config", "--get", key]).output().ok()?;
            String::from_utf8(asked.stdout).ok()
        })
        .map(|text| text.trim().replace(['<', '>', '\n'], ""))
        .filter(|text| !text.is_empty())
    };
    let name = find("GIT_AUTHOR_NAME", "user.name").unwrap_or_else(|| "archweave".into());
    let email = find("GIT_AUTHOR_EMAIL", "user.email").unwrap_or_else(|| "archweave@localhost".into());
    (name, email)
}

#[cfg(test)]
mod tests {
    use super::author;

    #[test]
    fn an_author_is_a_name_and_an_address() {
        let ada = ("Ada Lovelace".to_owned(), "ada@example.org".to_owned());
        assert_eq!(author("Ada Lovelace <ada@example.org>"), Ok(ada));
        for wrong in ["", "Ada", "<ada@example.org>", "Ada <>", "Ada <a> <b>", "Ada <a\nb>"] {
            assert!(author(wrong).is_err(), "{wrong}");
        }
    }
}
