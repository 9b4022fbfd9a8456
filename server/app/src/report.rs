//! What is wrong with a model, with lines.
//!
//! [`Hosted::report`] is all of it; [`Hosted::check`] is what CI asks for: findings with fingerprints,
//! and only those since a revision or beyond a baseline.

mod baseline;
mod check;
mod since;
mod subject;

use archweave_model::diagnostic::{Diagnostic, Severity};
use archweave_model::rules;
use archweave_model::snapshot::Snapshot;
use archweave_model::yaml;
use archweave_store::Time;

use crate::{Hosted, Revision};

pub use baseline::{Baseline, BaselineError};
pub use check::{Check, Finding, Scope};

/// All findings of a revision, ordered by file and place.
#[derive(Clone, Debug)]
pub struct Report {
    /// With line and column.
    pub diagnostics: Vec<Diagnostic>,
    /// Findings that somebody answers for, until a day that has not come.
    pub waived: Vec<Waived>,
}

/// A finding that is known and accepted for a while.
#[derive(Clone, Debug)]
pub struct Waived {
    /// With line and column.
    pub diagnostic: Diagnostic,
    /// Why, who answers for it and until when: one line.
    pub reason: String,
}

impl Report {
    /// How many are of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|d| d.severity == severity).count()
    }
}

impl Hosted {
    /// Everything the rules say about a revision.
    pub fn report(&self, revision: &Revision) -> Report {
        let snapshot = revision.snapshot();
        let (found, waived) = on_day(&today(), snapshot, snapshot.diagnostics(), true);
        self.located(revision, found, waived)
    }

    /// The same without lines and without what is waived, for counting and for pages that show a part.
    pub fn findings(&self, revision: &Revision) -> Vec<Diagnostic> {
        let snapshot = revision.snapshot();
        on_day(&today(), snapshot, snapshot.diagnostics(), true).0
    }

    /// What the rules say about one element.
    pub fn report_of(&self, revision: &Revision, element: &str) -> Report {
        let snapshot = revision.snapshot();
        let today = today();
        let mut found = snapshot.diagnostics_of(element);
        found.extend(snapshot.slot_of(element).and_then(|slot| rules::dated_of(snapshot, slot, &today)));
        let (found, waived) = on_day(&today, snapshot, found, false);
        self.located(revision, found, waived)
    }

    fn located(&self, revision: &Revision, mut found: Vec<Diagnostic>, waived: Vec<Waived>) -> Report {
        let (reasons, mut accepted): (Vec<String>, Vec<Diagnostic>) =
            waived.into_iter().map(|waived| (waived.reason, waived.diagnostic)).unzip();
        for diagnostics in [&mut found, &mut accepted] {
            yaml::locate(diagnostics, |file| {
                let bytes = self.file(revision, file).ok()?;
                String::from_utf8(bytes).ok()
            });
        }
        found.sort_by(by_place);
        let waived = accepted.into_iter().zip(reasons);
        Report {
            diagnostics: found,
            waived: waived.map(|(diagnostic, reason)| Waived { diagnostic, reason }).collect(),
        }
    }
}

/// File, line and column.
fn by_place(a: &Diagnostic, b: &Diagnostic) -> std::cmp::Ordering {
    let place = |d: &Diagnostic| (d.location.line, d.location.column);
    a.location.file.cmp(&b.location.file).then(place(a).cmp(&place(b)))
}

/// Today in UTC: `2026-11-22`. The one place where the clock is read for a report.
pub(crate) fn today() -> String {
    Time::now().to_string().chars().take(10).collect()
}

/// What the day decides: rules about dates find more, waivers that have not run out take some away.
/// `is_whole` says that `found` is everything the model has.
pub(crate) fn on_day(
    today: &str,
    snapshot: &Snapshot,
    mut found: Vec<Diagnostic>,
    is_whole: bool,
) -> (Vec<Diagnostic>, Vec<Waived>) {
    if is_whole {
        found.extend(rules::dated(snapshot, today));
    }
    let manifest = snapshot.manifest();
    let after = rules::waive(found, manifest, today, is_whole);
    let language = snapshot.main_language();
    let waived = after.waived.into_iter().map(|(diagnostic, waiver)| {
        let reason = format!("{} ({}, until {})", waiver.reason.get(language), waiver.owner, waiver.until);
        Waived { diagnostic, reason }
    });
    (after.kept, waived.collect())
}
