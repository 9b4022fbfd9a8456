//! The text of a model's file.

use std::sync::Arc;

use async_graphql::{Result, SimpleObject};

use super::scope::Scope;
use super::to_graphql;

/// The text of a file, and the place in it that is meant.
#[derive(SimpleObject)]
#[graphql(name = "Document")]
pub(super) struct DocumentObject {
    /// Path within the model.
    path: String,
    /// All of it.
    text: String,
    /// Line of what was asked for, from 1.
    line: usize,
}

impl DocumentObject {
    /// Reads a file; `offset` is the byte at which what is meant starts.
    pub fn read(scope: &Arc<Scope>, path: &str, offset: u32) -> Result<Self> {
        let bytes = scope.model.file(&scope.revision, path).map_err(to_graphql)?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let before = text.bytes().take(offset as usize);
        let line = before.filter(|byte| *byte == b'\n').count() + 1;
        Ok(Self { path: path.to_owned(), text, line })
    }
}
