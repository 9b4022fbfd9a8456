//! Merges that wait for people.

use std::sync::{Arc, OnceLock};

use archweave_app::change::{MergeOutcome, MergeRow, MergeState};
use archweave_app::{AppError, Editor, RevisionId};
use archweave_model::diagnostic::Diagnostic;
use async_graphql::{Context, Enum, ID, Object, Result};

use super::commit::time;
use super::conflict::{Between, ConflictObject, ResolvedObject, resolved};
use super::diagnostic::{DiagnosticObject, diagnostics};
use super::to_graphql;

/// What became of a merge.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(name = "MergeState")]
pub(super) enum StateName {
    /// It waits.
    Open,
    /// It is on the branch.
    Done,
    /// It was given up.
    Abandoned,
}

/// A merge that waits, as it is where the branch is now.
struct Look {
    ours: RevisionId,
    conflicts: Vec<ConflictObject>,
    resolved: Vec<ResolvedObject>,
    integrity: Vec<Diagnostic>,
    can_finish: bool,
}

/// A merge that waits, or waited.
pub(super) struct SessionObject {
    editor: Editor,
    row: MergeRow,
    wants_authors: bool,
    look: OnceLock<Look>,
}

impl SessionObject {
    /// Looked at when somebody asks what is open.
    pub fn new(editor: &Editor, row: MergeRow, wants_authors: bool) -> Self {
        Self { editor: editor.clone(), row, wants_authors, look: OnceLock::new() }
    }

    /// Looked at now. Reads git.
    pub fn looked_at(editor: &Editor, row: MergeRow, wants_authors: bool) -> Result<Self, AppError> {
        let session = Self::new(editor, row, wants_authors);
        session.look()?;
        Ok(session)
    }

    fn look(&self) -> Result<&Look, AppError> {
        if let Some(look) = self.look.get() {
            return Ok(look);
        }
        let look = self.compute()?;
        Ok(self.look.get_or_init(|| look))
    }

    fn compute(&self) -> Result<Look, AppError> {
        let damaged =
            |text: &str| AppError::Internal(format!("merge `{}` has no revision: {text}", self.row.id));
        let revision = |text: &str| RevisionId::parse(text).map_err(|_| damaged(text));
        let theirs = revision(&self.row.theirs)?;
        let (conflicts, resolved_ones, integrity) = (Vec::new(), Vec::new(), Vec::new());
        let mut look = Look {
            ours: revision(&self.row.ours)?,
            conflicts,
            resolved: resolved_ones,
            integrity,
            can_finish: false,
        };
        if self.row.state != MergeState::Open {
            return Ok(look);
        }
        let model = self.editor.model();
        match self.editor.look(&self.row)? {
            MergeOutcome::Open(open) => {
                let between =
                    Between { ours: open.ours, theirs: Some(theirs), wants_authors: self.wants_authors };
                look.ours = open.ours;
                look.conflicts = between.conflicts(model, open.merged.merge.conflicts)?;
                look.resolved = resolved(between, model, open.merged.merge.resolved)?;
                look.integrity = open.merged.integrity;
            }
            MergeOutcome::Merged(commit) => {
                let between = Between { ours: commit.revision, theirs: Some(theirs), wants_authors: false };
                look.ours = commit.revision;
                look.resolved = resolved(between, model, commit.merge.resolved)?;
                look.integrity = commit.findings;
                look.can_finish = true;
            }
            MergeOutcome::UpToDate(head) => (look.ours, look.can_finish) = (head, true),
            MergeOutcome::Refused(refused) => look.integrity = refused.findings,
        }
        Ok(look)
    }
}

/// A merge that people resolve bit by bit. What is merged stays the commit it was; what it is merged into is
/// the branch as it is now.
#[Object(name = "MergeSession")]
impl SessionObject {
    /// Names it.
    async fn id(&self) -> ID {
        ID(self.row.id.clone())
    }

    /// Name of the model.
    async fn model(&self) -> &str {
        &self.row.model
    }

    /// The branch that is to get the changes.
    async fn into(&self) -> &str {
        &self.row.into_branch
    }

    /// What was named to be merged: a branch, tag or commit.
    async fn from(&self) -> &str {
        &self.row.from_branch
    }

    /// Grows with each decision; `resolveConflicts` asks for it.
    async fn version(&self) -> i64 {
        self.row.version
    }

    /// What became of it.
    async fn state(&self) -> StateName {
        match self.row.state {
            MergeState::Open => StateName::Open,
            MergeState::Done => StateName::Done,
            MergeState::Abandoned => StateName::Abandoned,
        }
    }

    /// The common ancestor when it began.
    async fn base(&self) -> &str {
        &self.row.base
    }

    /// Where the branch is that gets the changes.
    async fn ours(&self) -> Result<String> {
        Ok(self.look().map_err(to_graphql)?.ours.to_string())
    }

    /// The commit that is merged.
    async fn theirs(&self) -> &str {
        &self.row.theirs
    }

    /// Who began it.
    async fn created_by(&self) -> &str {
        &self.row.created_by
    }

    /// When it began, RFC 3339.
    async fn created(&self) -> String {
        time(self.row.created)
    }

    /// When something was decided last, RFC 3339.
    async fn updated(&self) -> String {
        time(self.row.updated)
    }

    /// What is not decided.
    async fn conflicts(&self) -> Result<&[ConflictObject]> {
        Ok(&self.look().map_err(to_graphql)?.conflicts)
    }

    /// What is decided.
    async fn resolved(&self) -> Result<&[ResolvedObject]> {
        Ok(&self.look().map_err(to_graphql)?.resolved)
    }

    /// Errors and warnings that only the combination has, as far as it is decided.
    async fn integrity(&self) -> Result<Vec<DiagnosticObject>> {
        Ok(diagnostics(self.look().map_err(to_graphql)?.integrity.clone()))
    }

    /// Whether nothing is left to decide and to mend.
    async fn can_finish(&self) -> Result<bool> {
        Ok(self.look().map_err(to_graphql)?.can_finish)
    }
}

/// A merge by its id. Its model is one that the caller may change.
pub(super) async fn find(ctx: &Context<'_>, id: &str) -> Result<(Editor, MergeRow)> {
    let app = ctx.data::<Arc<archweave_app::App>>()?;
    let missing = || to_graphql(AppError::NotFound(format!("there is no merge `{}`", cut(id))));
    let Some(records) = app.records() else { return Err(missing()) };
    let row = records.index().merge(id).await.map_err(|error| to_graphql(error.into()))?;
    let caller = super::scope::caller(ctx)?;
    if !caller.may_read(&row.model) {
        return Err(missing());
    }
    let editor = app.editor(&row.model, caller).map_err(to_graphql)?;
    Ok((editor, row))
}

fn cut(text: &str) -> String {
    text.chars().take(40).filter(|c| !c.is_control()).collect()
}
