//! One model for one command, at the revision the command was asked for.

use std::sync::Arc;

use crate::{App, AppError, Hosted};

impl Hosted {
    /// Makes `at` the revision that is meant where none is named.
    pub fn pin(&mut self, at: &str) -> Result<(), AppError> {
        self.pinned = Some(self.resolve(at)?);
        Ok(())
    }
}

impl App {
    /// An app with a model that was opened already.
    pub fn of(model: Hosted) -> Self {
        Self { models: vec![Arc::new(model)] }
    }
}
