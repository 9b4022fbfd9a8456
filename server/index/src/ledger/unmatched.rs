//! Names that stand for nothing in the model yet, and what a person decides about them.

use archweave_model::delivery::Moment;
use archweave_model::delivery::record::{RecordKind, Sort};
use archweave_model::delivery::reference::Directory;
use archweave_model::id::ElementId;
use sea_orm::{DatabaseTransaction, QueryResult};
use serde_json::json;

use super::words::{read, word};
use super::{Page, Paging, book, names};
use crate::{Index, IndexError, Millis, sql, text};

/// A name that stands for nothing in the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnmatchedName {
    /// What it was looked for among.
    pub sort: Sort,
    /// The name, as it was reported.
    pub text: String,
    /// Why nothing was found: a stable word.
    pub reason: String,
    /// In how many places of records it stands.
    pub count: u64,
    /// When it was first heard of.
    pub first_at: Moment,
    /// A record that has it: the first one.
    pub example: (RecordKind, String),
}

/// How much of what a team's source reports stands for something in the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatchedShare {
    /// Who reported it.
    pub source: String,
    /// For which team, where it was said.
    pub team: Option<String>,
    /// Changes and deployments.
    pub total: u64,
    /// Changes with a requirement, and deployments with an artifact and an environment, of the model.
    pub matched: u64,
}

/// Names that are looked up again in one go.
const AT_ONCE: i64 = 2_000;

impl Index {
    /// Names that stand for nothing, the most frequent first. Names that a person set aside are left
    /// out.
    pub async fn unmatched(&self, model: &str, paging: &Paging) -> Result<Page<UnmatchedName>, IndexError> {
        let Some(ledger) = book::find(&self.db, model).await? else { return Ok(Page::empty()) };
        let [from] = paging.place()?.unwrap_or([0]);
        let size = paging.size();
        let values = [ledger.into(), (size as i64 + 1).into(), from.max(0).into()];
        let rows = sql::rows(&self.db, UNMATCHED, values).await?;
        let items = rows.iter().map(unmatched).collect::<Result<Vec<_>, _>>()?;
        Ok(Page::cut(items, size, |_| [from.max(0).saturating_add(size as i64)]))
    }

    /// Says by hand what a name stands for; none: nothing, and it is not asked for again. The name need
    /// not have been heard of. What the model says later does not change it.
    pub async fn decide_reference(
        &self,
        model: &str,
        sort: Sort,
        text: &str,
        element: Option<&ElementId>,
        who: &str,
        now: Millis,
    ) -> Result<(), IndexError> {
        text::check("the name of who decides", who, 255)?;
        let written = match sort {
            Sort::Artifact => names::package(text),
            sort => names::name(sort, text),
        };
        let Some((_, text)) = written else {
            return Err(IndexError::Invalid("the name is empty".to_owned()));
        };
        let transaction = sql::begin_writing(&self.db).await?;
        let ledger = book::lock(&transaction, model).await?;
        let values: [sea_orm::Value; 6] = [
            ledger.into(),
            word(&sort).into(),
            text.into(),
            element.map(|id| id.as_str().to_owned()).into(),
            who.into(),
            now.0.into(),
        ];
        sql::run(&transaction, DECIDE, values).await?;
        changed(&transaction, ledger).await?;
        Ok(transaction.commit().await?)
    }

    /// Looks all names up again, after the model changed; says for how many the answer is another.
    pub async fn rematch(&self, model: &str, directory: &Directory) -> Result<u64, IndexError> {
        if book::find(&self.db, model).await?.is_none() {
            return Ok(0);
        }
        let transaction = sql::begin_writing(&self.db).await?;
        let ledger = book::lock(&transaction, model).await?;
        let (mut last, mut count) = (0_i64, 0);
        loop {
            let values = [ledger.into(), last.into(), AT_ONCE.into()];
            let rows = sql::rows(&transaction, ALL, values).await?;
            let Some(row) = rows.last() else { break };
            last = row.try_get("", "id")?;
            let mut others = Vec::new();
            for row in &rows {
                others.extend(again(row, directory)?);
            }
            if !others.is_empty() {
                count += others.len() as u64;
                sql::run(&transaction, AGAIN, [sql::list(others)]).await?;
            }
        }
        if count > 0 {
            changed(&transaction, ledger).await?;
        }
        transaction.commit().await?;
        Ok(count)
    }

    /// How much of what is reported stands for something, by source and team.
    pub async fn matched_share(&self, model: &str) -> Result<Vec<MatchedShare>, IndexError> {
        let Some(ledger) = book::find(&self.db, model).await? else { return Ok(Vec::new()) };
        let count = |row: &QueryResult, column: &str| -> Result<u64, IndexError> {
            Ok(u64::try_from(row.try_get::<i64>("", column)?).unwrap_or(0))
        };
        let share = |row: &QueryResult| {
            Ok(MatchedShare {
                source: row.try_get("", "source")?,
                team: row.try_get("", "team")?,
                total: count(row, "total")?,
                matched: count(row, "matched")?,
            })
        };
        sql::rows(&self.db, SHARE, [ledger.into()]).await?.iter().map(share).collect()
    }
}

fn unmatched(row: &QueryResult) -> Result<UnmatchedName, IndexError> {
    let count: i64 = row.try_get("", "uses")?;
    Ok(UnmatchedName {
        sort: read(&row.try_get::<String>("", "sort")?)?,
        text: row.try_get("", "text")?,
        reason: row.try_get::<Option<String>>("", "reason")?.unwrap_or_default(),
        count: u64::try_from(count).unwrap_or(0),
        first_at: Moment(row.try_get("", "first_at")?),
        example: (read(&row.try_get::<String>("", "first_kind")?)?, row.try_get("", "first_key")?),
    })
}

/// What a name stands for now, if that is something else than before.
fn again(row: &QueryResult, directory: &Directory) -> Result<Option<serde_json::Value>, IndexError> {
    let (sort, text): (Sort, String) = (read(&row.try_get::<String>("", "sort")?)?, row.try_get("", "text")?);
    let (element, basis, reason) = match directory.find(sort, &text) {
        Ok(found) => (Some(found.element.to_string()), found.basis_hint.map(|basis| word(&basis)), None),
        Err(reason) => (None, None, Some(reason.code().to_owned())),
    };
    let before: (Option<String>, Option<String>, Option<String>) =
        (row.try_get("", "element")?, row.try_get("", "basis")?, row.try_get("", "reason")?);
    let id: i64 = row.try_get("", "id")?;
    Ok((before != (element.clone(), basis.clone(), reason.clone()))
        .then(|| json!([id, element, basis, reason])))
}

/// Counts a change of what names stand for, and has every standing computed again.
async fn changed(db: &DatabaseTransaction, ledger: i64) -> Result<(), IndexError> {
    book::advance(db, ledger, 1).await?;
    sql::run(db, "UPDATE ledger SET settled = NULL WHERE id = $1", [ledger.into()]).await?;
    Ok(())
}

const UNMATCHED: &str = "
    SELECT sort, text, reason, uses, first_at, first_kind, first_key FROM reference
    WHERE model = $1 AND element IS NULL AND uses > 0 AND by_hand = 0
    ORDER BY uses DESC, sort, text LIMIT $2 OFFSET $3";

const DECIDE: &str = "
    INSERT INTO reference
        (model, sort, text, element, by_hand, decided_by, decided_at, first_at, first_kind, first_key)
    VALUES ($1, $2, $3, $4, 1, $5, $6, 9223372036854775807, '', '')
    ON CONFLICT (model, sort, text) DO UPDATE SET element = excluded.element, basis = NULL, reason = NULL,
        by_hand = 1, decided_by = excluded.decided_by, decided_at = excluded.decided_at";

const ALL: &str = "
    SELECT id, sort, text, element, basis, reason FROM reference
    WHERE +model = $1 AND id > $2 AND by_hand = 0 ORDER BY id LIMIT $3";

const AGAIN: &str = "
    UPDATE reference SET element = n.element, basis = n.basis, reason = n.reason
    FROM rows($1, id int, element text, basis text, reason text) AS n WHERE reference.id = n.id";

const SHARE: &str = "
    SELECT source, team, count(*) AS total, CAST(sum(matched) AS BIGINT) AS matched FROM (
        SELECT c.source, c.team, CASE WHEN EXISTS (
            SELECT 1 FROM mention m JOIN reference r ON r.id = m.reference
            WHERE m.kind = 'app-change' AND m.record = c.id AND r.element IS NOT NULL
            AND r.sort IN ('requirement', 'demand', 'element')) THEN 1 ELSE 0 END AS matched
        FROM app_change c WHERE c.model = $1
        UNION ALL
        SELECT d.source, d.team, CASE WHEN p.element IS NOT NULL
            AND (e.element IS NOT NULL OR t.element IS NOT NULL) THEN 1 ELSE 0 END AS matched
        FROM deployment d LEFT JOIN version v ON v.id = d.version LEFT JOIN reference p ON p.id = v.package
        LEFT JOIN reference e ON e.id = d.environment LEFT JOIN reference t ON t.id = d.target
        WHERE d.model = $1
    ) AS reported GROUP BY source, team ORDER BY source, team";
