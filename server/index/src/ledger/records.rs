//! Records of one kind, one after another.

use archweave_model::delivery::{Record, RecordKind};
use sea_orm::QueryResult;

use super::{Page, Paging, book, tables};
use crate::{Index, IndexError, sql};

/// A record as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// Grows with each record of the kind.
    pub id: i64,
    /// Unique among those of its kind in a model.
    pub key: String,
    /// What is known.
    pub record: Record,
}

/// Keys in one question.
const AT_ONCE: usize = 1_000;

impl Index {
    /// Records of a kind, the one that was first heard of last first.
    pub async fn records(
        &self,
        model: &str,
        kind: RecordKind,
        paging: &Paging,
    ) -> Result<Page<Stored>, IndexError> {
        let Some(ledger) = book::find(&self.db, model).await? else { return Ok(Page::empty()) };
        let [before] = paging.place()?.unwrap_or([i64::MAX]);
        let size = paging.size();
        let rest = "ORDER BY t.id DESC LIMIT $3";
        let question = tables::source(tables::of(kind), "+t.model = $1 AND t.id < $2", rest);
        let values = [ledger.into(), before.into(), (size as i64 + 1).into()];
        let rows = sql::rows(&self.db, &question, values).await?;
        let items = rows.iter().map(|row| stored(kind, row)).collect::<Result<Vec<_>, _>>()?;
        Ok(Page::cut(items, size, |stored| [stored.id]))
    }

    /// The records of a kind with these keys, by key; those that are known. At most 1,000.
    pub async fn records_with(
        &self,
        model: &str,
        kind: RecordKind,
        keys: &[String],
    ) -> Result<Vec<Stored>, IndexError> {
        if keys.len() > AT_ONCE {
            return Err(IndexError::Invalid(format!("more than {AT_ONCE} keys at once")));
        }
        let Some(ledger) = book::find(&self.db, model).await? else { return Ok(Vec::new()) };
        let wanted = "t.model = $1 AND t.key IN texts($2)";
        let question = tables::source(tables::of(kind), wanted, "ORDER BY t.key");
        let values = [ledger.into(), sql::list(keys.iter().map(String::as_str))];
        let rows = sql::rows(&self.db, &question, values).await?;
        rows.iter().map(|row| stored(kind, row)).collect()
    }
}

fn stored(kind: RecordKind, row: &QueryResult) -> Result<Stored, IndexError> {
    let record = tables::state(kind, row)?.record;
    Ok(Stored { id: row.try_get("", "id")?, key: row.try_get("", "key")?, record })
}
