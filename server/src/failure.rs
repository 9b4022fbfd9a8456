//! Why a command could not run: a sentence, and what to do.

use std::io::Write;
use std::path::Path;

use archweave_app::AppError;

use crate::console::{BOLD, ERROR, RESET, clean};

/// Shown on stderr; the exit code is 2.
#[derive(Debug)]
pub(crate) struct Failure {
    message: String,
    help: String,
}

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: String::new() }
    }

    /// Adds what to do.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// A file that could not be written.
    pub(crate) fn write(path: &Path, error: &std::io::Error) -> Self {
        let help = match error.kind() {
            std::io::ErrorKind::NotFound => "make its folder first",
            std::io::ErrorKind::IsADirectory => "name a file in it",
            _ => "choose another place, or mend its permissions",
        };
        Self::new(format!("cannot write `{}`: {error}", path.display())).help(help)
    }

    /// What went wrong, without what to do.
    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    pub(crate) fn print(&self) {
        let mut out = anstream::stderr().lock();
        let mut text = format!("{ERROR}error{RESET}: {}\n", clean(&self.message));
        if !self.help.is_empty() {
            text.push_str(&format!("  {BOLD}help{RESET}: {}\n", clean(&self.help)));
        }
        // Nobody is left to tell.
        let _ = out.write_all(text.as_bytes());
    }
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        let help = match &error {
            AppError::NotFound(_) => "check the name; a REPO is a folder, a git repository or a bare one",
            AppError::Invalid(_) => "mend the input and run it again",
            AppError::Denied(_) => "ask an admin for a token with another role",
            AppError::Stale(_) => "somebody changed the branch meanwhile; run it again",
            AppError::Limited(_) => "split the input",
            AppError::Unavailable(_) => "check that the disk and the repository can be read and written",
            AppError::Internal(_) => "this is a mistake of archweave; please report what you ran",
        };
        // A message that says what to do itself has it after a semicolon.
        let message = error.to_string();
        match message.contains("; ") {
            true => Self::new(message),
            false => Self::new(message).help(help),
        }
    }
}
