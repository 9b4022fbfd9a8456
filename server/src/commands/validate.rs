//! What is wrong with a model.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use archweave_app::{Baseline, Check, Hosted, Revision, Scope};

use crate::Outcome;
use crate::console::{BOLD, Console, GOOD, Progress, RESET, count};
use crate::failure::Failure;
use crate::findings::{self, FailOn, Results};
use crate::open::{self, At};

mod output;

use output::{Format, Output};

/// Check a model and show every finding with its file, line and what to do
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  archweave validate examples/customer-centre
  archweave validate model.git --at main --format json
  archweave validate --since origin/main --format github --format sarif=archweave.sarif
  archweave validate --write-baseline known.json
  archweave validate --baseline known.json --fail-on warning

Formats: human; json; sarif (2.1.0, code scanning); junit (test reports); github (workflow commands,
and a job summary where GitHub asks for one); gitlab (Code Quality). Paths start at the root of the
git work tree around the model.

--since compares with the commit at which this line of work left REVISION. Shown is what was not
found there, whoever caused it, and what stands in changed files.

Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 could not run. `archweave explain CODE`
says what a finding means.")]
pub(crate) struct Args {
    /// Folder with a model, git repository or bare git repository
    #[arg(value_name = "REPO", default_value = ".")]
    repo: PathBuf,
    #[command(flatten)]
    at: At,
    /// Check what is staged in this clone: what `git commit` would commit now
    #[arg(long, conflicts_with = "at")]
    staged: bool,
    /// human, json, sarif, junit, github or gitlab; with =FILE it goes there. May be repeated; what
    /// has no FILE goes to standard output, by default human
    #[arg(long = "format", value_name = "FORMAT[=FILE]", value_parser = Output::parse)]
    formats: Vec<Output>,
    /// The least severity that makes the exit code 1
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Error)]
    fail_on: FailOn,
    /// Only findings on what changed since this branch, tag or commit
    #[arg(long, value_name = "REVISION", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    since: Option<String>,
    /// Only findings that are not in this file
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write all findings to this file, for --baseline, instead of showing them
    #[arg(long, value_name = "FILE", conflicts_with_all = ["baseline", "since", "formats", "statistics"])]
    write_baseline: Option<PathBuf>,
    /// Show how many findings there are of each rule, not each of them
    #[arg(long)]
    statistics: bool,
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    Output::check(&args.formats)?;
    let baseline = args.baseline.as_deref().map(read_baseline).transpose()?;
    let (hosted, revision, check) = {
        let _progress = Progress::start("checking the model");
        let (hosted, revision) = open(args)?;
        let since = args.since.as_deref().map(|at| before(&hosted, &revision, at)).transpose()?;
        let check = hosted.check(&revision, &Scope { since: since.as_deref(), baseline: baseline.as_ref() });
        (hosted, revision, check)
    };
    if let Some(file) = &args.write_baseline {
        return write_baseline(file, &check);
    }
    let results = Results { hosted: &hosted, revision: &revision, check: &check, fail_on: args.fail_on };
    let human = || shown(&results, args.statistics);
    for output in &args.formats {
        output.write(&results, human)?;
    }
    if args.formats.iter().all(Output::is_file) {
        Console::text().write(human());
    }
    if args.formats.iter().any(|output| output.format == Format::Github) {
        output::job_summary(&results)?;
    }
    Ok(results.outcome())
}

fn open(args: &Args) -> Result<(Hosted, Arc<Revision>), Failure> {
    let hosted = open::within(&args.repo, &args.at)?;
    let revision = match args.staged {
        true => hosted.revision(hosted.staged()?)?,
        false => hosted.at(args.at.text())?,
    };
    if revision.snapshot().paths().next().is_none() {
        return Err(open::no_model(&args.repo));
    }
    Ok((hosted, revision))
}

/// The revision to compare with.
fn before(hosted: &Hosted, revision: &Revision, at: &str) -> Result<Arc<Revision>, Failure> {
    hosted.since(revision, at).map_err(|error| {
        Failure::new(format!("cannot compare with `{at}`: {error}"))
            .help("name a branch, tag or commit that was fetched; CI often fetches the last commit only (actions/checkout: fetch-depth: 0; GitLab: GIT_DEPTH: 0)")
    })
}

fn shown(results: &Results<'_>, statistics: bool) -> String {
    let findings = &results.check.findings;
    let mut text = match statistics {
        true => findings::statistics(findings),
        false => findings::human(results, findings),
    };
    let summary = findings::summary(findings.iter().map(|finding| &finding.diagnostic));
    let style = if findings.is_empty() { GOOD } else { BOLD };
    let left_out = match results.left_out() {
        left_out if left_out.is_empty() => left_out,
        left_out => format!(" ({left_out})"),
    };
    text.push_str(&format!("{style}{summary} in {}{RESET}{left_out}\n", count(results.files(), "file")));
    text
}

/// Findings of an earlier run.
pub(crate) fn read_baseline(file: &Path) -> Result<Baseline, Failure> {
    let named =
        |reason: String| Failure::new(format!("cannot use the baseline `{}`: {reason}", file.display()));
    let help = format!("write one: archweave validate --write-baseline {}", file.display());
    let text = std::fs::read_to_string(file).map_err(|error| named(error.to_string()).help(help.clone()))?;
    Baseline::parse(&text).map_err(|error| named(error.to_string()).help(help))
}

fn write_baseline(file: &Path, check: &Check) -> Result<Outcome, Failure> {
    std::fs::write(file, Baseline::write(&check.findings)).map_err(|error| Failure::write(file, &error))?;
    let what = count(check.findings.len(), "finding");
    Console::text().line(format!("{GOOD}wrote{RESET} {what} to {}", file.display()));
    Ok(Outcome::Clean)
}
