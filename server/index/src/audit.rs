//! The audit: who did what, from where, and what became of it. Entries are added and read, never
//! changed.

use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use crate::rows::audit::{ActiveModel, Column, Entity, Model};
use crate::{Index, IndexError, Millis, text};

/// One thing that somebody did or was refused. Text may be hostile: it is cut and cleaned of control
/// characters when it is recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub at: Millis,
    /// The name of the person or machine.
    pub who: String,
    /// Its address; empty if it has none.
    pub email: String,
    /// The id of the token, if it was one.
    pub token: Option<String>,
    /// A stable word: `commit`, `push`, `merge`, `branch.create`, `token.revoke`.
    pub action: String,
    /// A stable word: `done`, `refused`, `failed`.
    pub outcome: String,
    /// The model it was about.
    pub model: Option<String>,
    /// The branch or tag.
    pub reference: Option<String>,
    /// The revision that came of it, in hexadecimal.
    pub revision: Option<String>,
    /// The caller's network address.
    pub from: Option<String>,
    /// What else to know; empty, or at most 500 characters on one line.
    pub detail: String,
}

/// An entry as it was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Grows with each entry.
    pub id: i64,
    /// What was recorded.
    pub entry: Entry,
}

/// Which entries; those that meet all that is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// About this model.
    pub model: Option<String>,
    /// By this name.
    pub who: Option<String>,
    /// With this action.
    pub action: Option<String>,
    /// At this moment or later.
    pub since: Option<Millis>,
    /// Recorded before this entry: [`AuditPage::next`].
    pub before: Option<i64>,
}

/// Entries, the newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditPage {
    /// At most as many as were asked for.
    pub entries: Vec<Recorded>,
    /// Where the next page begins, for [`AuditFilter::before`]; none if this is the last.
    pub next: Option<i64>,
}

/// Entries on a page, at most.
const LONGEST_PAGE: u64 = 1000;

/// Entries in one statement, which may have 32,766 values.
const AT_ONCE: usize = 500;

const WORD: usize = 255;
const DETAIL: usize = 500;

impl Index {
    /// Records what was done. It is on disk when this returns.
    pub async fn record(&self, entry: Entry) -> Result<(), IndexError> {
        self.record_all(vec![entry]).await
    }

    /// Records several things with one flush, in this order. All or nothing up to 500.
    pub async fn record_all(&self, entries: Vec<Entry>) -> Result<(), IndexError> {
        let mut rows = entries.into_iter().map(row).peekable();
        while rows.peek().is_some() {
            let some: Vec<ActiveModel> = rows.by_ref().take(AT_ONCE).collect();
            Entity::insert_many(some).exec_without_returning(&self.db).await?;
        }
        Ok(())
    }

    /// At most `limit` entries (1 to 1000), the newest first.
    pub async fn audit(&self, filter: &AuditFilter, limit: u32) -> Result<AuditPage, IndexError> {
        let limit = u64::from(limit).clamp(1, LONGEST_PAGE);
        let AuditFilter { model, who, action, since, before } = filter;
        let rows = Entity::find()
            .apply_if(model.as_deref(), |rows, model| rows.filter(Column::Model.eq(model)))
            .apply_if(who.as_deref(), |rows, who| rows.filter(Column::Who.eq(who)))
            .apply_if(action.as_deref(), |rows, action| rows.filter(Column::Action.eq(action)))
            .apply_if(*since, |rows, since| rows.filter(Column::At.gte(since.0)))
            .apply_if(*before, |rows, before| rows.filter(Column::Id.lt(before)))
            .order_by_desc(Column::Id)
            // One more tells whether there is another page.
            .limit(limit + 1)
            .all(&self.db)
            .await?;
        let has_more = rows.len() as u64 > limit;
        let entries: Vec<Recorded> = rows.into_iter().take(limit as usize).map(recorded).collect();
        let next = entries.last().filter(|_| has_more).map(|last| last.id);
        Ok(AuditPage { entries, next })
    }
}

fn row(entry: Entry) -> ActiveModel {
    let word = |text: &str| ActiveValue::Set(text::clean(text, WORD));
    let maybe = |text: Option<String>| ActiveValue::Set(text.map(|text| text::clean(&text, WORD)));
    ActiveModel {
        id: ActiveValue::NotSet,
        at: ActiveValue::Set(entry.at.0),
        who: word(&entry.who),
        email: word(&entry.email),
        token: maybe(entry.token),
        action: word(&entry.action),
        outcome: word(&entry.outcome),
        model: maybe(entry.model),
        reference: maybe(entry.reference),
        revision: maybe(entry.revision),
        origin: maybe(entry.from),
        detail: ActiveValue::Set(text::clean(&entry.detail, DETAIL)),
    }
}

fn recorded(row: Model) -> Recorded {
    let entry = Entry {
        at: Millis(row.at),
        who: row.who,
        email: row.email,
        token: row.token,
        action: row.action,
        outcome: row.outcome,
        model: row.model,
        reference: row.reference,
        revision: row.revision,
        from: row.origin,
        detail: row.detail,
    };
    Recorded { id: row.id, entry }
}
