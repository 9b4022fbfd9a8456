//! Files of other tools onto a branch.

use std::sync::Arc;

use archweave_app::change::Comparison;
use archweave_app::{BringOutcome, BringRequest, Brought, ImportMode};
use archweave_model::diagnostic::Diagnostic;
use async_graphql::{Context, Enum, Object, Result, SimpleObject, Union};

use super::commit::CommitStale;
use crate::graphql::act::{self, branch, commit};
use crate::graphql::change::ChangesObject;
use crate::graphql::compare::{ComparisonObject, EntryConnection};
use crate::graphql::connection::slice;
use crate::graphql::diagnostic::{DiagnosticConnection, diagnostics};
use crate::graphql::element::page_cost;
use crate::graphql::health::{CountObject, Group, counted};
use crate::graphql::model::StatsObject;
use crate::graphql::scope::Scope;
use crate::graphql::upload;

#[derive(Default)]
pub(in crate::graphql) struct Imports;

/// What becomes of what is there.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(name = "ImportMode")]
pub(in crate::graphql) enum ModeName {
    /// What is new is added, what has the same id is updated, what the file does not mention stays.
    Add,
    /// The branch then says what the file says, and nothing else.
    Replace,
}

/// What came of a file.
#[derive(Union)]
pub(in crate::graphql) enum ImportResult {
    /// It is on the branch, or would be.
    Succeeded(Box<ImportSucceeded>),
    /// It cannot be read, or may not be there so.
    Refused(ImportRefused),
    /// The branch is elsewhere.
    Stale(CommitStale),
}

/// A file that is on the branch and on disk as one commit; on a dry run, one that would be.
#[derive(SimpleObject)]
pub(in crate::graphql) struct ImportSucceeded {
    /// The new revision; where nothing differed, or on a dry run, where the branch is.
    revision: String,
    /// Whether nothing was done because nothing was to be done.
    is_dry_run: bool,
    /// What came, or would come.
    report: ReportObject,
}

/// Nothing was done.
#[derive(SimpleObject)]
pub(in crate::graphql) struct ImportRefused {
    /// One sentence.
    reason: String,
    /// Line in the file, from 1.
    line: Option<u32>,
    /// Column in characters, from 1.
    column: Option<u32>,
}

/// What came with a file, or would come.
pub(in crate::graphql) struct ReportObject {
    scope: Arc<Scope>,
    brought: Brought,
    comparison: ComparisonObject,
}

/// What came with a file, or would come.
#[Object(name = "ImportReport")]
impl ReportObject {
    /// archimate, open-exchange, json, coarchi or csv.
    async fn format(&self) -> &str {
        self.brought.format
    }

    /// Counts of the file.
    async fn stats(&self) -> StatsObject {
        self.brought.stats.into()
    }

    /// What becomes of the branch.
    async fn changes(&self) -> ChangesObject {
        ChangesObject::new(Arc::new(self.brought.comparison.edits.clone()))
    }

    /// Pictures that come with it, by path.
    async fn pictures(&self) -> Vec<&str> {
        self.brought.comparison.files.iter().map(|path| &**path).collect()
    }

    /// The same for people: one entry for each thing, by group.
    #[graphql(complexity = "page_cost(first) * child_complexity + 100")]
    async fn entries(&self, first: Option<i32>, after: Option<String>) -> Result<EntryConnection> {
        self.comparison.page(first, after.as_deref())
    }

    /// What was wrong with the file, or is kept without being understood, with lines of the file.
    #[graphql(complexity = "page_cost(first) * child_complexity + 10")]
    async fn diagnostics(&self, first: Option<i32>, after: Option<String>) -> Result<DiagnosticConnection> {
        page(&self.brought.diagnostics, first, after.as_deref())
    }

    /// The same by rule, so that a long list fits in a few lines.
    async fn diagnostic_counts(&self) -> Vec<CountObject> {
        counted(&self.scope, Group::Code, &self.brought.diagnostics)
    }

    /// What is wrong with the model then and was not before; none of it keeps the file out of a branch that is not
    /// protected.
    #[graphql(complexity = "page_cost(first) * child_complexity + 10")]
    async fn findings(&self, first: Option<i32>, after: Option<String>) -> Result<DiagnosticConnection> {
        page(&self.brought.findings, first, after.as_deref())
    }

    /// How many of these are errors.
    async fn error_count(&self) -> usize {
        self.brought.error_count()
    }
}

fn page(found: &[Diagnostic], first: Option<i32>, after: Option<&str>) -> Result<DiagnosticConnection> {
    Ok(DiagnosticConnection(slice(diagnostics(found.to_vec()), first, after)?))
}

/// Files of other tools.
#[Object]
impl Imports {
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the GraphQL field")]
    /// Brings a file of another tool onto a branch as one commit. What it is is told by its content: an ArchiMate
    /// exchange file, an .archimate file with or without pictures, a JSON export of archweave, a zip of a coArchi
    /// folder or of Archi's CSV tables. A dry run is the preview.
    #[graphql(complexity = "child_complexity + 1000")]
    async fn import_file(
        &self,
        ctx: &Context<'_>,
        model: String,
        branch: String,
        #[graphql(desc = "Where the branch was seen.")] base: String,
        #[graphql(desc = "What people call the file.")] file_name: String,
        #[graphql(
            desc = "Its bytes in base64; they may be packed with gzip, and are at most 64 MiB unpacked."
        )]
        content: String,
        #[graphql(default_with = "ModeName::Add")] mode: ModeName,
        #[graphql(desc = "Why; none for `Import` and the name of the file.")] message: Option<String>,
        #[graphql(default, desc = "Say what would come of it, and change nothing.")] dry_run: bool,
    ) -> Result<ImportResult> {
        let request = BringRequest {
            branch: self::branch(&branch)?,
            base: commit(&base)?,
            file_name: upload::name(&file_name)?,
            bytes: upload::bytes(&content)?,
            mode: match mode {
                ModeName::Add => ImportMode::Add,
                ModeName::Replace => ImportMode::Replace,
            },
            message: message.filter(|message| !message.trim().is_empty()),
            is_dry_run: dry_run,
        };
        act::edit(ctx, &model, move |editor| {
            let model = editor.model();
            Ok(match editor.bring(&request)? {
                BringOutcome::Brought(brought) => {
                    let scope = |revision| -> Result<_, archweave_app::AppError> {
                        let revision = model.revision(revision)?;
                        Ok(Arc::new(Scope { model: model.clone(), revision, asked: branch.as_str().into() }))
                    };
                    let (before, after) = (scope(request.base)?, scope(brought.revision)?);
                    let comparison: Comparison = brought.comparison.clone();
                    ImportResult::Succeeded(Box::new(ImportSucceeded {
                        revision: brought.revision.to_string(),
                        is_dry_run: dry_run,
                        report: ReportObject {
                            scope: after.clone(),
                            comparison: ComparisonObject::of(before, after, comparison),
                            brought: *brought,
                        },
                    }))
                }
                BringOutcome::Refused { reason, place } => {
                    let (line, column) = place.unzip();
                    ImportResult::Refused(ImportRefused { reason, line, column })
                }
                BringOutcome::Stale { reason, head } => {
                    ImportResult::Stale(CommitStale { reason, head: Some(head.to_string()) })
                }
            })
        })
        .await
    }
}
