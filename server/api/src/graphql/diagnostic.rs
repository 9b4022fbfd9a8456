//! Findings of the rules.

use std::sync::Arc;

use archweave_model::diagnostic::{Diagnostic, Severity, Subject};
use archweave_model::rules::{Fix, fixes, rule};
use async_graphql::{Enum, Object};

use super::connection::connection;
use super::edit::shown;
use super::json::AnyJson;
use super::property::read;
use super::scope::Scope;

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
pub(super) struct DiagnosticObject {
    found: Diagnostic,
    /// The model that has it; none for a model that is not there yet.
    scope: Option<Arc<Scope>>,
}

impl DiagnosticObject {
    /// A finding of a model.
    pub fn new(scope: &Arc<Scope>, found: Diagnostic) -> Self {
        Self { found, scope: Some(scope.clone()) }
    }
}

/// Findings of what is not a model yet.
pub(super) fn diagnostics(found: Vec<Diagnostic>) -> Vec<DiagnosticObject> {
    found.into_iter().map(|found| DiagnosticObject { found, scope: None }).collect()
}

/// A way to mend a finding.
pub(super) struct FixObject(Fix);

/// A way to mend a finding with ordinary edits.
#[Object(name = "Fix")]
impl FixObject {
    /// What it does.
    async fn title(&self, language: Option<String>) -> String {
        read(&self.0.title, language.as_deref())
    }

    /// A list for `edits` of `commitChanges`.
    async fn edits(&self) -> AnyJson {
        async_graphql::Json(self.0.edits.iter().map(|edit| shown(edit).0).collect())
    }
}

/// What a rule is about, in the reader's language.
pub(super) fn rule_title(code: &str, language: Option<&str>) -> String {
    rule(code).map_or(code, |rule| rule.summary_in(language.unwrap_or("en"))).to_owned()
}

/// The names and values that a message quotes.
fn quoted(message: &str) -> Vec<&str> {
    let mut found: Vec<&str> =
        message.split('`').skip(1).step_by(2).filter(|text| !text.is_empty()).collect();
    found.dedup();
    found
}

/// What is wrong, where, and what to do.
#[Object(name = "Diagnostic")]
impl DiagnosticObject {
    /// Stable code of the rule.
    async fn code(&self) -> &str {
        self.found.code
    }

    /// How bad, after the repository's own settings.
    async fn severity(&self) -> SeverityName {
        self.found.severity.into()
    }

    /// One line, in English; in Chinese what the rule is about, with the names that the line has.
    async fn message(&self, language: Option<String>) -> String {
        let message = &self.found.message;
        match language.as_deref().filter(|code| code.starts_with("zh")) {
            Some(language) if rule(self.found.code).is_some() => {
                let title = rule_title(self.found.code, Some(language));
                match quoted(message) {
                    names if names.is_empty() => title,
                    names => format!("{}（`{}`）", title.trim_end_matches('。'), names.join("`、`")),
                }
            }
            _ => message.clone(),
        }
    }

    /// What the rule is about: one sentence.
    async fn title(&self, language: Option<String>) -> String {
        rule_title(self.found.code, language.as_deref())
    }

    /// What can be done about it with a click, the best first; nothing where only its author can know.
    #[graphql(complexity = "3 * child_complexity + 5")]
    async fn fixes(&self) -> Vec<FixObject> {
        let of = |scope: &Arc<Scope>| fixes(scope.snapshot(), &self.found);
        self.scope.iter().flat_map(of).map(FixObject).collect()
    }

    /// What to do.
    async fn help(&self) -> &str {
        &self.found.help
    }

    /// Path within the repository.
    async fn file(&self) -> &str {
        &self.found.location.file
    }

    /// Line, from 1.
    async fn line(&self) -> u32 {
        self.found.location.line
    }

    /// Column in characters, from 1.
    async fn column(&self) -> u32 {
        self.found.location.column
    }

    /// Id of the element, relation or view it is about.
    async fn subject_id(&self) -> Option<&str> {
        self.found.subject.as_ref().map(Subject::id)
    }

    /// element, relation or view.
    async fn subject_type(&self) -> Option<&'static str> {
        self.found.subject.as_ref().map(|subject| match subject {
            Subject::Element(_) => "element",
            Subject::Relation(_) => "relation",
            Subject::View(_) => "view",
        })
    }
}

connection!(DiagnosticConnection, DiagnosticEdge, DiagnosticObject, "DiagnosticConnection", "DiagnosticEdge");
