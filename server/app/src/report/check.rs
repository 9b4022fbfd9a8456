//! Findings as CI wants them: each with a fingerprint, and only those that are asked for.

use archweave_model::diagnostic::{Diagnostic, Severity};

use crate::fingerprint::{Fingerprint, fingerprints};
use crate::report::since::Since;
use crate::report::{Baseline, by_place, subject};
use crate::{AppError, Hosted, Revision};

/// Which findings are asked for; all of them by default.
#[derive(Default)]
pub struct Scope<'a> {
    /// Only what changed since this revision.
    pub since: Option<&'a Revision>,
    /// Only what is not in here.
    pub baseline: Option<&'a Baseline>,
}

/// A finding and what is known of it.
#[derive(Clone, Debug)]
pub struct Finding {
    /// With line and column.
    pub diagnostic: Diagnostic,
    /// The same as long as rule and subject are.
    pub fingerprint: Fingerprint,
    /// Whether what it is about was itself changed since the revision that was asked for.
    pub is_touched: bool,
    /// Why it is accepted, if it is.
    pub waiver: Option<String>,
}

/// What came of a check.
#[derive(Clone, Debug, Default)]
pub struct Check {
    /// What was asked for, ordered by file and place.
    pub findings: Vec<Finding>,
    /// What was asked for and is accepted for a while.
    pub waived: Vec<Finding>,
    /// How many were left out because nothing about them changed.
    pub unchanged: usize,
    /// How many were left out because the baseline has them.
    pub known: usize,
    /// How many of the baseline are not found any more.
    pub gone: usize,
}

impl Check {
    /// How many are of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.diagnostic.severity == severity).count()
    }
}

impl Hosted {
    /// What the rules say about a revision, as far as it is asked for.
    pub fn check(&self, revision: &Revision, scope: &Scope<'_>) -> Check {
        let all = self.all_findings(revision);
        let mut check = Check::default();
        if let Some(baseline) = scope.baseline {
            check.gone = baseline.count_without(all.iter().map(|finding| finding.fingerprint));
        }
        let mut since = scope.since.map(|before| Since::new(self, before, revision));
        for mut finding in all {
            if let Some(since) = &mut since {
                finding.is_touched = since.is_touched(&finding.diagnostic);
                if !finding.is_touched && !since.is_new(finding.fingerprint) {
                    check.unchanged += 1;
                    continue;
                }
            }
            if scope.baseline.is_some_and(|baseline| baseline.has(finding.fingerprint)) {
                check.known += 1;
                continue;
            }
            match finding.waiver {
                Some(_) => check.waived.push(finding),
                None => check.findings.push(finding),
            }
        }
        check
    }

    /// All findings of a revision, those that are accepted among them.
    pub(super) fn all_findings(&self, revision: &Revision) -> Vec<Finding> {
        let report = self.report(revision);
        let open = report.diagnostics.into_iter().map(|diagnostic| (diagnostic, None));
        let waived = report.waived.into_iter().map(|waived| (waived.diagnostic, Some(waived.reason)));
        let mut all: Vec<(Diagnostic, Option<String>)> = open.chain(waived).collect();
        all.sort_by(|a, b| by_place(&a.0, &b.0));
        subject::fill(self, revision, all.iter_mut().map(|(diagnostic, _)| diagnostic));
        let prints = fingerprints(all.iter().map(|(diagnostic, _)| diagnostic));
        let finding = |((diagnostic, waiver), fingerprint)| Finding {
            diagnostic,
            fingerprint,
            is_touched: false,
            waiver,
        };
        all.into_iter().zip(prints).map(finding).collect()
    }

    /// The revision to compare with, for what changed "since `at`": where the line of work that is
    /// checked left `at`, so that what others did there meanwhile does not count.
    pub fn since(&self, revision: &Revision, at: &str) -> Result<std::sync::Arc<Revision>, AppError> {
        let named = self.resolve(at)?;
        let tip = match revision.id().is_commit() {
            true => revision.id(),
            false => self.repository.head()?,
        };
        self.revision(self.repository.common(named, tip)?.unwrap_or(named))
    }
}
