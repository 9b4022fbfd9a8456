//! What a hook does: check what is about to be committed or pushed, and refuse it with a message that
//! is enough to mend it.

use std::io::Read;
use std::path::Path;

use archweave_app::{Baseline, Finding, Hosted, RevisionId, Scope};
use archweave_model::diagnostic::Diagnostic;

use crate::Outcome;
use crate::commands::hook::{Hook, Rules, git};
use crate::commands::validate::read_baseline;
use crate::console::{BOLD, Console, ERROR, RESET, clean};
use crate::failure::Failure;
use crate::findings::{self, Results};

/// Findings that are shown in full; more would scroll out of sight.
const MAX_SHOWN: usize = 20;
/// Bytes of the list of what is pushed.
const MAX_LIST: u64 = 1 << 20;

pub(super) fn run(hook: Hook, rules: &Rules) -> Result<Outcome, Failure> {
    let root = git::work_tree(Path::new("."))?;
    let baseline = rules.baseline.as_ref().map(|file| read_baseline(&root.join(file))).transpose()?;
    let mut refused = Refused { rules, baseline, shown: 0, found: Vec::new(), out: Console::text() };
    match hook {
        Hook::PreCommit => {
            let whole = Hosted::open_part(&root, "")?;
            refused.check(&root, whole.staged()?, "what is staged")?;
            refused.verdict(
                "commit",
                "Mend the files, `git add` them and commit again; `git commit --no-verify` skips this check.",
            )
        }
        Hook::PrePush => {
            for (name, at) in pushed()? {
                let whole = Hosted::open_part(&root, "")?;
                // What is no commit, such as a tag of a file, holds no model.
                if let Ok(tip) = whole.resolve(&at) {
                    refused.check(&root, tip, &format!("{} ({})", clean(&name), &at[..at.len().min(12)]))?;
                }
            }
            refused.verdict(
                "push",
                "Mend the files, commit and push again; `git push --no-verify` skips this check.",
            )
        }
    }
}

/// Names and commits that git says are pushed: `local name, local commit, remote name, remote commit`
/// on a line each. What is deleted has a commit of zeros.
fn pushed() -> Result<Vec<(String, String)>, Failure> {
    let mut list = String::new();
    let read = std::io::stdin().take(MAX_LIST).read_to_string(&mut list);
    read.map_err(|error| Failure::new(format!("cannot read what is pushed: {error}")))?;
    let mut found: Vec<(String, String)> = Vec::new();
    for line in list.lines() {
        let mut words = line.split(' ');
        let (Some(name), Some(commit)) = (words.next(), words.next()) else { continue };
        let is_deleted = commit.bytes().all(|b| b == b'0');
        if !is_deleted && !found.iter().any(|(_, other)| other == commit) {
            found.push((name.to_owned(), commit.to_owned()));
        }
    }
    Ok(found)
}

/// Findings so far.
struct Refused<'a> {
    rules: &'a Rules,
    baseline: Option<Baseline>,
    shown: usize,
    found: Vec<Diagnostic>,
    out: Console,
}

impl Refused<'_> {
    /// Checks the models of a revision.
    fn check(&mut self, root: &Path, revision: RevisionId, what: &str) -> Result<(), Failure> {
        let models = match self.rules.models.is_empty() {
            true => Hosted::open_part(root, "")?.models(revision)?,
            false => self.rules.models.iter().map(|model| folder(model)).collect(),
        };
        for model in models {
            let hosted = Hosted::open_part(root, &model)?;
            let revision = hosted.revision(revision)?;
            let scope = Scope { since: None, baseline: self.baseline.as_ref() };
            let check = hosted.check(&revision, &scope);
            let results =
                Results { hosted: &hosted, revision: &revision, check: &check, fail_on: self.rules.fail_on };
            self.show(&results, what);
        }
        Ok(())
    }

    fn show(&mut self, results: &Results<'_>, what: &str) {
        let counts = |finding: &&Finding| self.rules.fail_on.is_met(finding.diagnostic.severity);
        let mut wrong: Vec<&Finding> = results.check.findings.iter().filter(counts).collect();
        wrong.sort_by_key(|finding| finding.diagnostic.severity);
        let left = MAX_SHOWN - self.shown;
        if !wrong.is_empty() && left > 0 {
            self.out.line(format!("{BOLD}archweave: in {what}{RESET}\n"));
            let text = findings::human(results, wrong.iter().take(left).copied());
            self.out.write(text);
            self.shown += wrong.len().min(left);
        }
        self.found.extend(wrong.into_iter().map(|finding| finding.diagnostic.clone()));
    }

    /// The last lines.
    fn verdict(mut self, what: &str, help: &str) -> Result<Outcome, Failure> {
        if self.found.is_empty() {
            return Ok(Outcome::Clean);
        }
        let counts = findings::summary(&self.found);
        self.out.line(format!("{ERROR}archweave stopped the {what}{RESET}: {counts}"));
        if self.found.len() > self.shown {
            let hidden = self.found.len() - self.shown;
            self.out.line(format!(
                "{hidden} more are not shown; `archweave validate --staged` lists what is staged"
            ));
        }
        self.out.line(help);
        Ok(Outcome::Findings)
    }
}

/// A folder as git names it: `./docs/model/` is `docs/model`.
fn folder(model: &str) -> String {
    let names = model.split(['/', '\\']).filter(|name| !matches!(*name, "" | "."));
    names.collect::<Vec<_>>().join("/")
}
