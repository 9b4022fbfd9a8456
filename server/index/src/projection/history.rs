//! How what matters of an element changed along a branch.

use archweave_model::id::ElementId;
use sea_orm::ConnectionTrait;

use super::rows::HistoryRow;
use super::write;
use crate::{Index, IndexError, sql};

impl Index {
    /// The history of these elements on a branch, by element, oldest first.
    pub async fn element_history(
        &self,
        model: &str,
        branch: &str,
        elements: &[ElementId],
    ) -> Result<Vec<HistoryRow>, IndexError> {
        let question = "SELECT element, ordinal, from_at, revision, fingerprint, decision FROM element_history \
                        WHERE model = $1 AND branch = $2 AND element IN texts($3) ORDER BY element, ordinal";
        let elements = sql::list(elements.iter().map(ElementId::as_str));
        let rows = sql::rows(&self.db, question, [model.into(), branch.into(), elements]).await?;
        let rows = rows.iter().map(|row| {
            Ok::<_, IndexError>(HistoryRow {
                element: row.try_get_by_index(0)?,
                ordinal: row.try_get_by_index(1)?,
                from_at: row.try_get_by_index(2)?,
                revision: row.try_get_by_index(3)?,
                fingerprint: row.try_get_by_index(4)?,
                decision: row.try_get_by_index(5)?,
            })
        });
        rows.collect()
    }
}

pub(super) async fn add(
    db: &impl ConnectionTrait,
    model: &str,
    branch: &str,
    rows: &[HistoryRow],
) -> Result<(), IndexError> {
    let first = [("model", model.into()), ("branch", branch.into())];
    Ok(write::insert(db, &first, rows).await?)
}
