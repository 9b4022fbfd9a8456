//! Findings of the rules.

use archweave_model::diagnostic::{Diagnostic, Severity, Subject};
use async_graphql::{Enum, Object};

use super::connection::connection;

/// How bad a finding is.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(name = "Severity")]
pub(super) enum SeverityName {
    /// The model says something that cannot hold.
    Error,
    /// Probably not meant.
    Warning,
    /// Worth knowing.
    Info,
}

impl From<Severity> for SeverityName {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Info => Self::Info,
        }
    }
}

/// A finding.
pub(super) struct DiagnosticObject(pub Diagnostic);

pub(super) fn diagnostics(found: Vec<Diagnostic>) -> Vec<DiagnosticObject> {
    found.into_iter().map(DiagnosticObject).collect()
}

/// What is wrong, where, and what to do.
#[Object(name = "Diagnostic")]
impl DiagnosticObject {
    /// Stable code of the rule.
    async fn code(&self) -> &str {
        self.0.code
    }

    /// How bad, after the repository's own settings.
    async fn severity(&self) -> SeverityName {
        self.0.severity.into()
    }

    /// One line.
    async fn message(&self) -> &str {
        &self.0.message
    }

    /// What to do.
    async fn help(&self) -> &str {
        &self.0.help
    }

    /// Path within the repository.
    async fn file(&self) -> &str {
        &self.0.location.file
    }

    /// Line, from 1.
    async fn line(&self) -> u32 {
        self.0.location.line
    }

    /// Column in characters, from 1.
    async fn column(&self) -> u32 {
        self.0.location.column
    }

    /// Id of the element, relation or view it is about.
    async fn subject_id(&self) -> Option<&str> {
        self.0.subject.as_ref().map(Subject::id)
    }

    /// element, relation or view.
    async fn subject_type(&self) -> Option<&'static str> {
        self.0.subject.as_ref().map(|subject| match subject {
            Subject::Element(_) => "element",
            Subject::Relation(_) => "relation",
            Subject::View(_) => "view",
        })
    }
}

connection!(DiagnosticConnection, DiagnosticEdge, DiagnosticObject, "DiagnosticConnection", "DiagnosticEdge");
