//! From one revision to the next, in one transaction.

use super::rows::{ElementRow, FindingRow, HistoryRow, PropertyRow, RelationRow, Row, ViewRow};
use super::{FORM, Projected, history, write};
use crate::{Index, IndexError, sql};

/// What differs between two revisions, as rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProjectionDelta {
    /// Elements, by id.
    pub elements: Replaced<ElementRow>,
    /// Relations, by the element that holds them.
    pub relations: Replaced<RelationRow>,
    /// Attributes, by element.
    pub properties: Replaced<PropertyRow>,
    /// Views, by id.
    pub views: Replaced<ViewRow>,
    /// Findings, by what they are about.
    pub findings: Replaced<FindingRow>,
    /// What is new in the history of elements.
    pub history: Vec<HistoryRow>,
}

/// Rows that take the place of those with the same keys.
#[derive(Clone, Debug, PartialEq)]
pub struct Replaced<R> {
    /// Whose rows are replaced.
    pub keys: Vec<String>,
    /// Rows of these keys; none for what is gone.
    pub rows: Vec<R>,
}

impl<R> Default for Replaced<R> {
    fn default() -> Self {
        Self { keys: Vec::new(), rows: Vec::new() }
    }
}

impl<R> Replaced<R> {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Rows for one more key.
    pub fn add(&mut self, key: impl Into<String>, rows: impl IntoIterator<Item = R>) {
        self.keys.push(key.into());
        self.rows.extend(rows);
    }
}

impl Index {
    /// Brings a branch from the revision `from` to the revision `to`. False, and nothing is changed, if
    /// it is somewhere else: somebody else projects it too.
    pub async fn project(
        &self,
        model: &str,
        branch: &str,
        from: &Projected,
        to: &Projected,
        delta: &ProjectionDelta,
    ) -> Result<bool, IndexError> {
        let transaction = sql::begin_writing(&self.db).await?;
        // The row is held from here on, so that two who do the same take turns.
        let step = "UPDATE head SET revision = $1, at = $2, ordinal = $3 \
                    WHERE model = $4 AND branch = $5 AND revision = $6 AND ordinal = $7 AND form = $8 RETURNING line";
        let values = [
            to.revision.as_str().into(),
            to.at.into(),
            to.ordinal.into(),
            model.into(),
            branch.into(),
            from.revision.as_str().into(),
            from.ordinal.into(),
            FORM.into(),
        ];
        let Some(row) = sql::row(&transaction, step, values).await? else { return Ok(false) };
        let line: i64 = row.try_get_by_index(0)?;
        replace(&transaction, line, &delta.elements).await?;
        replace(&transaction, line, &delta.relations).await?;
        replace(&transaction, line, &delta.properties).await?;
        replace(&transaction, line, &delta.views).await?;
        replace(&transaction, line, &delta.findings).await?;
        history::add(&transaction, model, branch, &delta.history).await?;
        transaction.commit().await?;
        Ok(true)
    }
}

async fn replace<R: Row>(
    db: &impl sea_orm::ConnectionTrait,
    line: i64,
    with: &Replaced<R>,
) -> Result<(), IndexError> {
    write::remove::<R>(db, line, &with.keys).await?;
    Ok(write::insert(db, &[("line", line.into())], &with.rows).await?)
}
