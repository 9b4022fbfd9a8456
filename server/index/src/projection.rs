//! What of a model is in tables, for reports and for questions that join it with the ledger. All of it
//! comes from git and can be written anew from there.
//!
//! Rows belong to a *line*: a branch as it was projected from beginning to end once. A line is written in
//! several transactions while readers see the one before; then [`Whole::finish`] makes it the branch's
//! in one. From there on [`Index::project`] brings it from one revision to the next, a transaction each.
//!
//! - [`Index::projected`]: how far a branch is
//! - [`Index::project`]: a revision further; [`Index::project_whole`]: all anew
//! - [`Index::element_history`]: how what matters of an element changed

mod history;
mod rows;
mod step;
mod whole;
mod write;

pub use rows::{ElementRow, FindingRow, HistoryRow, PropertyRow, RelationRow, Row, ViewRow};
pub use step::{ProjectionDelta, Replaced};
pub use whole::{ProjectionRows, Whole};

use crate::{Index, IndexError, sql};

/// The form of the rows: grows when the program fills them in another way, and then everything is
/// projected anew.
pub const FORM: i64 = 1;

/// A revision that is projected, or will be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Projected {
    /// The commit, in hexadecimal.
    pub revision: String,
    /// When it was made, in milliseconds; never before the one before it on the branch.
    pub at: i64,
    /// Grows along the branch.
    pub ordinal: i64,
}

/// Tables whose rows belong to a line.
const TABLES: [&str; 5] = ["element", "relation", "property", "model_view", "finding"];

impl Index {
    /// How far a branch is projected; none if it is not, or in the form of another version.
    pub async fn projected(&self, model: &str, branch: &str) -> Result<Option<Projected>, IndexError> {
        let question =
            "SELECT revision, at, ordinal FROM head WHERE model = $1 AND branch = $2 AND form = $3";
        let found = sql::row(&self.db, question, [model.into(), branch.into(), FORM.into()]).await?;
        let Some(row) = found else { return Ok(None) };
        Ok(Some(Projected {
            revision: row.try_get_by_index(0)?,
            at: row.try_get_by_index(1)?,
            ordinal: row.try_get_by_index(2)?,
        }))
    }

    /// The branches of a model that are projected, whatever their form.
    pub async fn projected_branches(&self, model: &str) -> Result<Vec<String>, IndexError> {
        let question = "SELECT branch FROM head WHERE model = $1 ORDER BY branch";
        let rows = sql::rows(&self.db, question, [model.into()]).await?;
        Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
    }

    /// Forgets a branch. Its rows are removed with the next one that is projected whole.
    pub async fn forget_branch(&self, model: &str, branch: &str) -> Result<(), IndexError> {
        let transaction = sql::begin_writing(&self.db).await?;
        for table in ["head", "element_history"] {
            let statement = format!("DELETE FROM {table} WHERE model = $1 AND branch = $2");
            sql::run(&transaction, &statement, [model.into(), branch.into()]).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Makes exactly this branch the model's default one, which reports show.
    pub async fn mark_default(&self, model: &str, branch: &str) -> Result<(), IndexError> {
        let statement = "UPDATE head SET is_default = CASE WHEN branch = $2 THEN 1 ELSE 0 END WHERE model = $1 \
                         AND is_default <> CASE WHEN branch = $2 THEN 1 ELSE 0 END";
        sql::run(&self.db, statement, [model.into(), branch.into()]).await?;
        Ok(())
    }
}
