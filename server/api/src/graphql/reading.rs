//! What somebody wrote or brought, read against a model and not yet done: the edits come back for
//! `commitChanges`.

use std::sync::Arc;

use archweave_app::change::DocumentReading;
use async_graphql::{Object, Result};

use super::diagnostic::DiagnosticObject;
use super::document::DocumentObject;
use super::edit::shown;
use super::json::AnyJson;
use super::scope::Scope;
use super::table_reading::TableReadingObject;
use super::{invalid, to_graphql, upload};

/// Fields of a model that read something against it.
#[derive(Clone)]
pub(super) struct ReadingFields {
    pub scope: Arc<Scope>,
}

/// What is read against a model.
#[Object]
impl ReadingFields {
    /// A file of the model; none if it has no such file.
    #[graphql(complexity = "child_complexity + 20")]
    async fn document(&self, path: String) -> Result<Option<DocumentObject>> {
        match self.scope.snapshot().file(&path) {
            Some(_) => DocumentObject::read(&self.scope, &path, 0).map(Some),
            None => Ok(None),
        }
    }

    /// What it takes to make the file at `path` say what `text` says. Changes nothing; a path where no file is stands
    /// for a new one.
    #[graphql(complexity = "child_complexity + 500")]
    async fn read_document(&self, path: String, text: String) -> Result<DocumentReadingObject> {
        let reading = self.scope.model.read_document(&self.scope.revision, &path, &text);
        Ok(DocumentReadingObject { scope: self.scope.clone(), reading: reading.map_err(to_graphql)? })
    }

    /// Reads a table of elements of one kind against this revision, and changes nothing: as `text` (CSV, or what a
    /// spreadsheet copies) or as `content` (a CSV or XLSX file). The first line names the columns: keys such as `id`,
    /// `name`, `name.zh`, `description`, `owner`, `tags`, `lifecycle` and those of properties, or what people call
    /// them. Rows are found by `id`, without one by name. An empty cell leaves what is there, `-` takes it away. At
    /// most 5,000 rows.
    #[graphql(complexity = "child_complexity + 500")]
    async fn read_table(
        &self,
        kind: String,
        text: Option<String>,
        file_name: Option<String>,
        #[graphql(desc = "The bytes of a file in base64; they may be packed with gzip.")] content: Option<
            String,
        >,
        #[graphql(desc = "Of names and descriptions in columns that name none; the model's main one.")]
        language: Option<String>,
    ) -> Result<TableReadingObject> {
        let name = file_name.as_deref().map_or_else(|| Ok("the table".to_owned()), upload::name)?;
        let bytes = match (text, content) {
            (Some(text), None) => text.into_bytes(),
            (None, Some(content)) => upload::bytes(&content)?,
            _ => return Err(invalid("send the table as `text` or as `content`")),
        };
        let Scope { model, revision, .. } = &*self.scope;
        let reading = model.read_table(revision, &kind, &name, &bytes, language.as_deref());
        Ok(TableReadingObject::new(&self.scope, reading.map_err(to_graphql)?))
    }
}

/// What a text comes to.
pub(super) struct DocumentReadingObject {
    scope: Arc<Scope>,
    reading: DocumentReading,
}

/// A file as somebody writes it anew.
#[Object(name = "DocumentReading")]
impl DocumentReadingObject {
    /// A list for `edits` of `commitChanges`; empty where nothing differs, or where the text cannot be taken.
    async fn edits(&self) -> AnyJson {
        edits(&self.reading.edits)
    }

    /// The file as it would be: what it says is that of the text, comments and spacing are those that it has now.
    async fn text(&self) -> &str {
        &self.reading.text
    }

    /// What is wrong with the text, and what the model would have that it has not now. Lines of this file are those
    /// of the text.
    async fn diagnostics(&self) -> Vec<DiagnosticObject> {
        let found = self.reading.findings.iter();
        found.map(|finding| DiagnosticObject::new(&self.scope, finding.clone())).collect()
    }

    /// Whether nothing keeps it from being committed.
    async fn is_valid(&self) -> bool {
        self.reading.is_valid()
    }
}

/// A change set as a list of `EditInput`.
pub(super) fn edits(set: &archweave_app::change::ChangeSet) -> AnyJson {
    async_graphql::Json(set.edits.iter().map(|edit| shown(edit).0).collect())
}
