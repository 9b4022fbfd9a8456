//! The row of a model's ledger: its number, and the lock that who changes it holds.

use sea_orm::{ConnectionTrait, DatabaseTransaction};

use crate::{Index, IndexError, sql, text};

/// The number of a model's ledger, for who will change it. Others wait until the transaction ends, so
/// that two servers never fold into one record at the same time.
pub(crate) async fn lock(db: &DatabaseTransaction, model: &str) -> Result<i64, IndexError> {
    text::check("the model's name", model, 255)?;
    let take = "UPDATE ledger SET position = position WHERE model = $1 RETURNING id";
    loop {
        if let Some(row) = sql::row(db, take, [model.into()]).await? {
            return Ok(row.try_get("", "id")?);
        }
        let add = "INSERT INTO ledger (model) VALUES ($1) ON CONFLICT (model) DO NOTHING";
        sql::run(db, add, [model.into()]).await?;
    }
}

/// Counts what was stored.
pub(crate) async fn advance(db: &DatabaseTransaction, ledger: i64, by: u64) -> Result<(), IndexError> {
    let by = i64::try_from(by).unwrap_or(i64::MAX);
    let advance = "UPDATE ledger SET position = position + $2 WHERE id = $1";
    sql::run(db, advance, [ledger.into(), by.into()]).await?;
    Ok(())
}

/// The number of a model's ledger, for questions; none if nothing was ever stored.
pub(crate) async fn find(db: &impl ConnectionTrait, model: &str) -> Result<Option<i64>, IndexError> {
    let row = sql::row(db, "SELECT id FROM ledger WHERE model = $1", [model.into()]).await?;
    Ok(row.map(|row| row.try_get("", "id")).transpose()?)
}

impl Index {
    /// A number that grows with every stored event, and with every change of what a name stands for.
    pub async fn position(&self, model: &str) -> Result<i64, IndexError> {
        let row = sql::row(&self.db, "SELECT position FROM ledger WHERE model = $1", [model.into()]).await?;
        Ok(row.map(|row| row.try_get("", "position")).transpose()?.unwrap_or(0))
    }
}
