//! What a rule is for and how to mend what it finds.

use archweave_model::rules::CODES;

use crate::Outcome;
use crate::console::{BOLD, Console, RESET};
use crate::failure::Failure;
use crate::findings;

/// Explain a rule: why it is there, how to mend what it finds, an example of each
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  archweave explain dangling-relation
  archweave explain")]
pub(crate) struct Args {
    /// Code of the rule, as findings name it; all of them, a line each, if not given
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    let mut out = Console::text();
    let Some(code) = &args.code else {
        for rule in CODES {
            out.line(format!("{BOLD}{:<24}{RESET}{:<9}{}", rule.code, rule.severity.name(), rule.summary));
        }
        return Ok(Outcome::Clean);
    };
    let Some(page) = findings::page(code) else {
        return Err(Failure::new(format!("no rule `{code}`")).help(alike(code)));
    };
    out.line(page.trim_end());
    out.line(format!("\nOn the web: {}", findings::url(code)));
    Ok(Outcome::Clean)
}

/// Rules that share a word with what was asked for.
fn alike(code: &str) -> String {
    let words: Vec<&str> = code.split(['-', '_', ' ']).filter(|word| word.len() > 2).collect();
    let is_alike = |rule: &str| words.iter().any(|word| rule.split('-').any(|other| other == *word));
    let found: Vec<&str> = CODES.iter().map(|rule| rule.code).filter(|rule| is_alike(rule)).collect();
    match found.is_empty() {
        true => "`archweave explain` lists all rules".to_owned(),
        false => format!("did you mean {}? `archweave explain` lists all rules", found.join(", ")),
    }
}
