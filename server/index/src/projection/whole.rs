//! A branch from nothing, while readers see what was there before.

use sea_orm::{ConnectionTrait, DbBackend};

use super::rows::{ElementRow, FindingRow, HistoryRow, PropertyRow, RelationRow, ViewRow};
use super::{FORM, Projected, TABLES, history, write};
use crate::{Index, IndexError, Millis, sql};

/// Rows of a line that is being written, some at a time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProjectionRows {
    /// Elements.
    pub elements: Vec<ElementRow>,
    /// Relations.
    pub relations: Vec<RelationRow>,
    /// Attributes.
    pub properties: Vec<PropertyRow>,
    /// Views.
    pub views: Vec<ViewRow>,
    /// Findings.
    pub findings: Vec<FindingRow>,
}

/// A line that is being written.
#[derive(Debug)]
#[must_use = "rows are seen when it is finished"]
pub struct Whole {
    index: Index,
    line: i64,
    model: String,
    branch: String,
}

/// Lines that nobody finished in this time are left over from a process that ended.
const ABANDONED_MILLIS: i64 = 3_600_000;

/// Keys whose rows are removed in one statement, so that others can write in between.
const REMOVED_AT_ONCE: usize = 2000;
/// Tables whose sizes the planner is told.
const ANALYZED: [&str; 7] =
    ["head", "element", "relation", "property", "model_view", "finding", "element_history"];

impl Index {
    /// Begins to project a branch from nothing.
    pub async fn project_whole(&self, model: &str, branch: &str, now: Millis) -> Result<Whole, IndexError> {
        let begin = "INSERT INTO line (model, branch, begun_at) VALUES ($1, $2, $3) RETURNING id";
        let row = sql::row(&self.db, begin, [model.into(), branch.into(), now.0.into()]).await?;
        let row = row.ok_or_else(|| IndexError::Unavailable("a row was not added".to_owned()))?;
        Ok(Whole {
            index: self.clone(),
            line: row.try_get_by_index(0)?,
            model: model.to_owned(),
            branch: branch.to_owned(),
        })
    }

    /// Removes lines that are no branch's any more.
    pub async fn sweep_projection(&self, now: Millis) -> Result<(), IndexError> {
        let question = "SELECT l.id FROM line l WHERE NOT EXISTS (SELECT 1 FROM head h WHERE h.line = l.id) \
                        AND (l.begun_at < $1 OR l.id < (SELECT max(h.line) FROM head h \
                        WHERE h.model = l.model AND h.branch = l.branch)) ORDER BY l.id";
        for row in sql::rows(&self.db, question, [(now.0 - ABANDONED_MILLIS).into()]).await? {
            self.drop_line(row.try_get_by_index(0)?).await?;
        }
        Ok(())
    }

    async fn drop_line(&self, line: i64) -> Result<(), IndexError> {
        for (table, key) in TABLES.iter().zip(["id", "holder", "element", "id", "holder"]) {
            if self.db.get_database_backend() == DbBackend::Postgres {
                sql::run(&self.db, &format!("DELETE FROM {table} WHERE line = $1"), [line.into()]).await?;
                continue;
            }
            // SQLite has one writer at a time, and nobody should wait long for it.
            let some = format!(
                "DELETE FROM {table} WHERE line = $1 AND {key} <= (SELECT max(k) FROM \
                 (SELECT {key} AS k FROM {table} WHERE line = $1 ORDER BY {key} LIMIT {REMOVED_AT_ONCE}))"
            );
            while sql::run(&self.db, &some, [line.into()]).await? > 0 {}
        }
        sql::run(&self.db, "DELETE FROM line WHERE id = $1", [line.into()]).await?;
        Ok(())
    }
}

impl Whole {
    /// Adds rows.
    pub async fn add(&self, rows: &ProjectionRows) -> Result<(), IndexError> {
        let db = &self.index.db;
        write::load(db, self.line, &rows.elements).await?;
        write::load(db, self.line, &rows.relations).await?;
        write::load(db, self.line, &rows.properties).await?;
        write::load(db, self.line, &rows.views).await?;
        Ok(write::load(db, self.line, &rows.findings).await?)
    }

    /// Makes these rows the branch's, at revision `to`, with its history. What the branch had before is
    /// removed then.
    pub async fn finish(
        self,
        to: &Projected,
        history: &[HistoryRow],
        is_default: bool,
        now: Millis,
    ) -> Result<(), IndexError> {
        let (model, branch) = (self.model.as_str(), self.branch.as_str());
        let transaction = sql::begin_writing(&self.index.db).await?;
        let is_there = "UPDATE line SET begun_at = $2 WHERE id = $1";
        if sql::run(&transaction, is_there, [self.line.into(), now.0.into()]).await? == 0 {
            let reason = "somebody else projected the branch meanwhile; run it again";
            return Err(IndexError::Unavailable(reason.to_owned()));
        }
        for table in ["head", "element_history"] {
            let forget = format!("DELETE FROM {table} WHERE model = $1 AND branch = $2");
            sql::run(&transaction, &forget, [model.into(), branch.into()]).await?;
        }
        if is_default {
            sql::run(&transaction, "UPDATE head SET is_default = 0 WHERE model = $1", [model.into()]).await?;
        }
        let add = "INSERT INTO head (model, branch, line, revision, at, ordinal, form, is_default) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let values = [
            model.into(),
            branch.into(),
            self.line.into(),
            to.revision.as_str().into(),
            to.at.into(),
            to.ordinal.into(),
            FORM.into(),
            i64::from(is_default).into(),
        ];
        sql::run(&transaction, add, values).await?;
        history::add(&transaction, model, branch, history).await?;
        transaction.commit().await?;
        self.index.sweep_projection(now).await?;
        // Reports join tables of very different sizes; the planner has to know. Of the projection only: what SQLite
        // counted in a ledger before its first event, it would believe of the full one, and read whole tables.
        let analyze = match self.index.db.get_database_backend() {
            DbBackend::Postgres => format!("ANALYZE {}", ANALYZED.join(", ")),
            // A look at some rows is enough, and others wait while it lasts.
            _ => {
                let tables = ANALYZED.iter().map(|table| format!("; ANALYZE {table}")).collect::<String>();
                let others =
                    format!("DELETE FROM sqlite_stat1 WHERE tbl NOT IN ('{}')", ANALYZED.join("', '"));
                format!("PRAGMA analysis_limit = 400{tables}; {others}")
            }
        };
        self.index.db.execute_unprepared(&analyze).await?;
        Ok(())
    }

    /// Removes what was written so far.
    pub async fn abandon(self) -> Result<(), IndexError> {
        self.index.drop_line(self.line).await
    }
}
