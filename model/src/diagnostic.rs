//! What is wrong with a model, said so that its author can mend it.
//!
//! Wrong content is never an error of the program: reading returns what could be read and a list
//! of diagnostics. Each carries a stable code ([`crate::rules::CODES`] explains them all).

use serde::{Deserialize, Serialize};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The model says something that cannot hold, or part of it could not be read.
    Error,
    /// Probably not meant.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// The word in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// Stable code of a rule: `unknown-kind`.
pub type RuleCode = &'static str;

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which rule.
    pub code: RuleCode,
    /// How bad, after the repository's own settings.
    pub severity: Severity,
    /// One line, lower case, user input in backticks.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// Id of the element, relation or view concerned, if one is.
    pub subject: Option<Subject>,
    /// Where.
    pub location: Location,
}

/// What a diagnostic is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Subject {
    /// An element, by id.
    Element(Box<str>),
    /// A relation, by id.
    Relation(Box<str>),
    /// A view, by id.
    View(Box<str>),
}

impl Subject {
    /// The id.
    pub fn id(&self) -> &str {
        match self {
            Self::Element(id) | Self::Relation(id) | Self::View(id) => id,
        }
    }
}

/// Where in the files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Location {
    /// Path within the repository, or of the imported file.
    pub file: Box<str>,
    /// Byte offset in the file at which the finding's subject starts.
    pub offset: u32,
    /// The key within the subject that is meant, if it is one: `owner`, `to`.
    pub key: Option<Box<str>>,
    /// Length in bytes of what is marked; 0 until [`crate::yaml::locate`] has read the file again.
    pub length: u32,
    /// Line, from 1; 0 if not known.
    pub line: u32,
    /// Column in characters, from 1; 0 if not known.
    pub column: u32,
}

impl Diagnostic {
    /// An error without a place.
    pub fn error(code: RuleCode, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            help: String::new(),
            subject: None,
            location: Location::default(),
        }
    }

    /// A finding of a rule, as bad as the rule says, without a place.
    pub fn of(code: RuleCode, message: impl Into<String>) -> Self {
        let severity = crate::rules::rule(code).map_or(Severity::Error, |rule| rule.severity);
        Self { severity, ..Self::error(code, message) }
    }

    /// A warning without a place.
    pub fn warning(code: RuleCode, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// Adds what to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// Adds what it is about.
    pub fn about(mut self, subject: Subject) -> Self {
        self.subject = Some(subject);
        self
    }

    /// Adds the byte offset in the file.
    pub fn at(mut self, offset: u32) -> Self {
        self.location.offset = offset;
        self
    }

    /// Adds the key of the subject that is meant.
    pub fn key(mut self, key: &str) -> Self {
        self.location.key = Some(key.into());
        self
    }

    /// Adds the file.
    pub fn file(mut self, file: &str) -> Self {
        self.location.file = file.into();
        self
    }

    /// Adds line and column, both from 1.
    pub fn line(mut self, line: u32, column: u32) -> Self {
        self.location.line = line;
        self.location.column = column;
        self
    }
}
