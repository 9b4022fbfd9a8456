//! Events as they come in, and what became of each.

use std::collections::{BTreeMap, BTreeSet};

use archweave_model::delivery::Moment;
use archweave_model::delivery::record::{Fact, Sort};
use archweave_model::delivery::reference::Directory;
use sea_orm::DatabaseTransaction;
use serde_json::json;

use super::names::{self, Find};
use super::{batch, book};
use crate::{Index, IndexError, Millis, sql};

/// An event to store.
#[derive(Clone, Debug, PartialEq)]
pub struct Incoming {
    /// Who says it; with `id` its identity. Facts have the same.
    pub source: String,
    /// Unique in its source.
    pub id: String,
    /// What sort of event, a stable word: `dev.cdevents.service.deployed`.
    pub sort: String,
    /// When it happened.
    pub at: Moment,
    /// A fingerprint of what it says: the same event sent again has the same one.
    pub digest: String,
    /// The event as it came, or what is kept of it.
    pub payload: String,
    /// What it says.
    pub facts: Vec<Fact>,
}

/// What became of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Receipt {
    /// It is stored, and what it says is known.
    Stored {
        /// Names in it that stand for nothing in the model yet.
        unmatched: Vec<(Sort, String)>,
    },
    /// It was stored before; nothing changed.
    Duplicate,
    /// An event with this identity says something else; this one was not stored.
    Conflict,
}

/// Events in one call.
const AT_ONCE: usize = 5_000;

impl Index {
    /// Stores events and what they say; says what became of each, in their order. All or nothing, and
    /// on disk when it returns. At most 5,000 at a time.
    pub async fn ingest(
        &self,
        model: &str,
        directory: &Directory,
        events: Vec<Incoming>,
        _now: Millis,
    ) -> Result<Vec<Receipt>, IndexError> {
        if events.is_empty() {
            return Ok(Vec::new());
        }
        check(&events)?;
        let transaction = sql::begin_writing(&self.db).await?;
        let ledger = book::lock(&transaction, model).await?;
        let receipts = take(&transaction, ledger, &names::looked_up(directory), &events, _now).await?;
        transaction.commit().await?;
        Ok(receipts)
    }
}

/// Refuses what no reader of events lets through.
fn check(events: &[Incoming]) -> Result<(), IndexError> {
    if events.len() > AT_ONCE {
        return Err(IndexError::Invalid(format!("more than {AT_ONCE} events at once; send them in parts")));
    }
    for event in events {
        for (what, text) in [("source", &event.source), ("id", &event.id), ("sort", &event.sort)] {
            if text.is_empty() || text.len() > 500 || text.chars().any(char::is_control) {
                let help = "it needs 1 to 500 bytes without control characters";
                return Err(IndexError::Invalid(format!("the {what} of an event cannot be stored: {help}")));
            }
        }
        for fact in &event.facts {
            fact.check().map_err(|error| IndexError::Invalid(format!("event `{}`: {error}", event.id)))?;
        }
    }
    Ok(())
}

/// Stores events in a transaction that holds the ledger's lock.
pub(crate) async fn take(
    db: &DatabaseTransaction,
    ledger: i64,
    find: Find<'_>,
    events: &[Incoming],
    now: Millis,
) -> Result<Vec<Receipt>, IndexError> {
    let mut digests: BTreeMap<(String, String), String> = BTreeMap::new();
    let asked = sql::list(events.iter().map(|event| json!([event.source, event.id])));
    for row in sql::rows(db, KNOWN, [ledger.into(), asked]).await? {
        digests
            .insert((row.try_get("", "source")?, row.try_get("", "event_id")?), row.try_get("", "digest")?);
    }
    let mut receipts = Vec::with_capacity(events.len());
    let mut fresh = Vec::new();
    for event in events {
        let identity = (event.source.clone(), event.id.clone());
        receipts.push(match digests.get(&identity) {
            Some(digest) if *digest == event.digest => Receipt::Duplicate,
            Some(_) => Receipt::Conflict,
            None => {
                digests.insert(identity, event.digest.clone());
                fresh.push((receipts.len(), event));
                Receipt::Stored { unmatched: Vec::new() }
            }
        });
    }
    if fresh.is_empty() {
        return Ok(receipts);
    }
    let mut ids: BTreeMap<(String, String), i64> = BTreeMap::new();
    let rows = sql::list(fresh.iter().map(|(_, event)| {
        // PostgreSQL has no zero character.
        let payload = event.payload.replace('\0', "\u{fffd}");
        json!([event.source, event.id, event.sort, event.at.0, event.digest, payload])
    }));
    for row in sql::rows(db, ADD, [ledger.into(), rows, now.0.into()]).await? {
        ids.insert((row.try_get("", "source")?, row.try_get("", "event_id")?), row.try_get("", "id")?);
    }
    let stored = fresh.iter().filter_map(|(_, event)| {
        let identity = (event.source.clone(), event.id.clone());
        Some((*ids.get(&identity)?, *event))
    });
    let stored: Vec<(i64, &Incoming)> = stored.collect();
    let known = batch::fold_in(db, ledger, find, &stored).await?;
    for (place, event) in &fresh {
        let named: BTreeSet<_> =
            event.facts.iter().flat_map(|fact| names::names(&fact.key, &fact.record)).collect();
        let unmatched =
            named.into_iter().filter(|name| known.get(name).is_some_and(|known| known.is_unmatched));
        if let Some(receipt) = receipts.get_mut(*place) {
            *receipt = Receipt::Stored { unmatched: unmatched.collect() };
        }
    }
    book::advance(db, ledger, fresh.len() as u64).await?;
    Ok(receipts)
}

const KNOWN: &str = "
    SELECT e.source, e.event_id, e.digest FROM rows($2, source text, id text) AS n
    CROSS JOIN event e WHERE e.model = $1 AND e.source = n.source AND e.event_id = n.id";

const ADD: &str = "
    INSERT INTO event (model, source, event_id, sort, at, received_at, digest, payload)
    SELECT $1, n.source, n.id, n.sort, n.at, $3, n.digest, n.payload
    FROM rows($2, source text, id text, sort text, at int, digest text, payload text) AS n
    WHERE true RETURNING id, source, event_id";
