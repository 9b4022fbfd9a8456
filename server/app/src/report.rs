//! What is wrong with a model, with lines.

use archweave_model::diagnostic::{Diagnostic, Severity};
use archweave_model::yaml;

use crate::{Hosted, Revision};

/// All findings of a revision, ordered by file and place.
#[derive(Clone, Debug)]
pub struct Report {
    /// With line and column.
    pub diagnostics: Vec<Diagnostic>,
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
        self.located(revision, revision.snapshot().diagnostics())
    }

    /// What the rules say about one element.
    pub fn report_of(&self, revision: &Revision, element: &str) -> Report {
        self.located(revision, revision.snapshot().diagnostics_of(element))
    }

    fn located(&self, revision: &Revision, mut diagnostics: Vec<Diagnostic>) -> Report {
        yaml::locate(&mut diagnostics, |file| {
            let bytes = self.file(revision, file).ok()?;
            String::from_utf8(bytes).ok()
        });
        diagnostics.sort_by(|a, b| {
            let place = |d: &Diagnostic| (d.location.line, d.location.column);
            a.location.file.cmp(&b.location.file).then(place(a).cmp(&place(b)))
        });
        Report { diagnostics }
    }
}
