//! People who say that a link still holds.

use archweave_model::delivery::{Moment, RecordKind};
use archweave_model::id::ElementId;

use super::book;
use super::placed::element;
use super::words::read;
use crate::{Index, IndexError, Millis, sql, text};

/// Affirmations of one answer.
const MOST: i64 = 10_000;

/// Characters of a note.
const NOTE: usize = 1_000;

/// That a link between a requirement and a record still holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAffirmation {
    /// The requirement, or the component or artifact.
    pub requirement: ElementId,
    /// What sort of record.
    pub kind: RecordKind,
    /// Which record.
    pub key: String,
    /// Who says so.
    pub who: String,
    /// Why.
    pub note: Option<String>,
}

/// An affirmation as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Affirmation {
    /// What is affirmed, and by whom.
    pub of: NewAffirmation,
    /// When.
    pub at: Moment,
}

impl Index {
    /// Stores that a link was looked at and still holds.
    pub async fn affirm(&self, model: &str, new: NewAffirmation, now: Millis) -> Result<(), IndexError> {
        text::check("the key", &new.key, 500)?;
        text::check("the name of who affirms", &new.who, 255)?;
        let note = new.note.map(|note| text::clean(&note, NOTE));
        let transaction = sql::begin_writing(&self.db).await?;
        let ledger = book::lock(&transaction, model).await?;
        let values: [sea_orm::Value; 7] = [
            ledger.into(),
            new.requirement.as_str().into(),
            new.kind.name().into(),
            new.key.into(),
            now.0.into(),
            new.who.into(),
            note.into(),
        ];
        let add = "INSERT INTO affirmation (model, requirement, kind, key, at, who, note)
                   VALUES ($1, $2, $3, $4, $5, $6, $7)";
        sql::run(&transaction, add, values).await?;
        book::advance(&transaction, ledger, 1).await?;
        Ok(transaction.commit().await?)
    }

    /// All affirmations of links of these requirements, in order of time. At most 10,000.
    pub async fn affirmations(
        &self,
        model: &str,
        requirements: &[ElementId],
    ) -> Result<Vec<Affirmation>, IndexError> {
        let Some(ledger) = book::find(&self.db, model).await? else { return Ok(Vec::new()) };
        let question = "SELECT requirement, kind, key, at, who, note FROM affirmation
                        WHERE model = $1 AND requirement IN texts($2) ORDER BY at, id LIMIT $3";
        let of = sql::list(requirements.iter().map(|id| id.as_str()));
        let mut found = Vec::new();
        for row in sql::rows(&self.db, question, [ledger.into(), of, MOST.into()]).await? {
            let Some(requirement) = element(&row, "requirement")? else { continue };
            let of = NewAffirmation {
                requirement,
                kind: read(&row.try_get::<String>("", "kind")?)?,
                key: row.try_get("", "key")?,
                who: row.try_get("", "who")?,
                note: row.try_get("", "note")?,
            };
            found.push(Affirmation { of, at: Moment(row.try_get("", "at")?) });
        }
        Ok(found)
    }
}
