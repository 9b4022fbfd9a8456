//! One model for one command, at the revision the command was asked for.

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
        Self::of_models(vec![model], None, None)
    }
}
