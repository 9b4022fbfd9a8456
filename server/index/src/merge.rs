//! Merges that wait for a person: what was to be merged and what has been resolved so far.
//!
//! What a resolution says is the business of who merges; here it is a JSON value. Two people may
//! resolve one merge at a time: each save names the version that it began with.

use std::fmt;

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use serde_json::Value;

use crate::rows::merge_session::{Column, Entity, Model};
use crate::{Index, IndexError, Millis, secret, text};

/// A merge to begin.
#[derive(Clone, Debug, PartialEq)]
pub struct NewMerge {
    /// The model.
    pub model: String,
    /// The branch that is to move.
    pub into_branch: String,
    /// The branch whose changes it is to get.
    pub from_branch: String,
    /// The common ancestor, in hexadecimal.
    pub base: String,
    /// Where `into_branch` was.
    pub ours: String,
    /// Where `from_branch` was.
    pub theirs: String,
    /// What is resolved already; at most 1 MiB as text.
    pub resolutions: Value,
    /// Who began it.
    pub created_by: String,
}

/// What became of a merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MergeState {
    /// It waits for resolutions.
    Open,
    /// It was committed.
    Done,
    /// It was given up.
    Abandoned,
}

/// A merge as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct MergeRow {
    /// 16 characters.
    pub id: String,
    /// See [`NewMerge::model`].
    pub model: String,
    /// See [`NewMerge::into_branch`].
    pub into_branch: String,
    /// See [`NewMerge::from_branch`].
    pub from_branch: String,
    /// See [`NewMerge::base`].
    pub base: String,
    /// See [`NewMerge::ours`].
    pub ours: String,
    /// See [`NewMerge::theirs`].
    pub theirs: String,
    /// What is resolved so far.
    pub resolutions: Value,
    /// Grows with each save; [`Index::save_resolutions`] asks for it.
    pub version: i64,
    /// What became of it.
    pub state: MergeState,
    /// Who began it.
    pub created_by: String,
    /// When.
    pub created: Millis,
    /// When it was last saved or closed.
    pub updated: Millis,
}

/// Resolutions of one merge as text, in bytes.
const MOST_RESOLUTIONS: usize = 1 << 20;

impl MergeState {
    /// As it is stored: `open`, `done`, `abandoned`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::Abandoned => "abandoned",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Open, Self::Done, Self::Abandoned].into_iter().find(|state| state.name() == text)
    }
}

impl fmt::Display for MergeState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Index {
    /// Begins a merge, at version 1.
    pub async fn create_merge(&self, new: NewMerge, now: Millis) -> Result<MergeRow, IndexError> {
        text::check("the model's name", &new.model, 255)?;
        text::check("the branch", &new.into_branch, 255)?;
        text::check("the branch", &new.from_branch, 255)?;
        for revision in [&new.base, &new.ours, &new.theirs] {
            let is_hex = revision.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
            if !is_hex || !matches!(revision.len(), 40 | 64) {
                return Err(IndexError::Invalid(format!(
                    "`{}` is not a revision",
                    text::clean(revision, 64)
                )));
            }
        }
        check_size(&new.resolutions)?;
        let row = Model {
            id: secret::random_id()?,
            model: new.model,
            into_branch: new.into_branch,
            from_branch: new.from_branch,
            base: new.base,
            ours: new.ours,
            theirs: new.theirs,
            resolutions: new.resolutions,
            version: 1,
            state: MergeState::Open.name().to_owned(),
            created_by: text::clean(&new.created_by, 255),
            created: now.0,
            updated: now.0,
        };
        merge(row.into_active_model().insert(&self.db).await?)
    }

    /// The merge with this id, open or not.
    pub async fn merge(&self, id: &str) -> Result<MergeRow, IndexError> {
        let row = Entity::find_by_id(id).one(&self.db).await?;
        merge(row.ok_or_else(|| IndexError::NotFound { what: "merge", name: text::clean(id, 100) })?)
    }

    /// The merges of a model that are open, the one changed last first.
    pub async fn open_merges(&self, model: &str) -> Result<Vec<MergeRow>, IndexError> {
        let open = Entity::find().filter(Column::Model.eq(model)).filter(is_open());
        let newest_first = open.order_by_desc(Column::Updated).order_by_asc(Column::Id);
        newest_first.all(&self.db).await?.into_iter().map(merge).collect()
    }

    /// Replaces the resolutions of an open merge, if it is still at `version`.
    pub async fn save_resolutions(
        &self,
        id: &str,
        version: i64,
        resolutions: &Value,
        now: Millis,
    ) -> Result<MergeRow, IndexError> {
        check_size(resolutions)?;
        let saved = Entity::update_many()
            .col_expr(Column::Resolutions, Expr::value(resolutions.clone()))
            .col_expr(Column::Version, Expr::col(Column::Version).add(1))
            .col_expr(Column::Updated, Expr::value(now.0))
            .filter(Column::Id.eq(id))
            .filter(Column::Version.eq(version))
            .filter(is_open())
            .exec_with_returning(&self.db)
            .await?;
        if let Some(row) = saved.into_iter().next() {
            return merge(row);
        }
        let found = self.merge(id).await?;
        Err(match found.state {
            MergeState::Open => IndexError::Stale { id: found.id, expected: version, actual: found.version },
            state => IndexError::Closed { id: found.id, state: state.name() },
        })
    }

    /// Closes an open merge as done or abandoned. Closing it again the same way changes nothing.
    pub async fn close_merge(
        &self,
        id: &str,
        state: MergeState,
        now: Millis,
    ) -> Result<MergeRow, IndexError> {
        if state == MergeState::Open {
            return Err(IndexError::Invalid("a merge is closed as done or as abandoned".to_owned()));
        }
        let closed = Entity::update_many()
            .col_expr(Column::State, Expr::value(state.name()))
            .col_expr(Column::Updated, Expr::value(now.0))
            .filter(Column::Id.eq(id))
            .filter(is_open())
            .exec_with_returning(&self.db)
            .await?;
        if let Some(row) = closed.into_iter().next() {
            return merge(row);
        }
        let found = self.merge(id).await?;
        match found.state == state {
            true => Ok(found),
            false => Err(IndexError::Closed { id: found.id, state: found.state.name() }),
        }
    }
}

fn is_open() -> Expr {
    Column::State.eq(MergeState::Open.name())
}

fn check_size(resolutions: &Value) -> Result<(), IndexError> {
    match resolutions.to_string().len() {
        0..=MOST_RESOLUTIONS => Ok(()),
        _ => Err(IndexError::Invalid("the resolutions are longer than 1 MiB".to_owned())),
    }
}

fn merge(row: Model) -> Result<MergeRow, IndexError> {
    let state = MergeState::parse(&row.state).ok_or_else(|| {
        IndexError::Corrupt(format!("merge `{}` has an unknown state", text::clean(&row.id, 32)))
    })?;
    Ok(MergeRow {
        id: row.id,
        model: row.model,
        into_branch: row.into_branch,
        from_branch: row.from_branch,
        base: row.base,
        ours: row.ours,
        theirs: row.theirs,
        resolutions: row.resolutions,
        version: row.version,
        state,
        created_by: row.created_by,
        created: Millis(row.created),
        updated: Millis(row.updated),
    })
}
