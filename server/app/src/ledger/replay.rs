//! Facts and affirmations that were written down elsewhere, taken in many at a time: the past, a backup of
//! what happened, the example's year.
//!
//! Nobody is asked who they are: whoever can write the database may. A server that runs over the same
//! database sees them like those of another server.

use std::collections::BTreeSet;

use archweave_index::{Incoming, NewAffirmation, Receipt};
use archweave_model::delivery::record::{RecordKind, Sort};
use archweave_model::delivery::{Fact, Moment};
use archweave_model::id::ElementId;
use sha2::{Digest, Sha256};

use crate::records::{Millis, Records};
use crate::{AppError, Hosted};

/// What became of facts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replayed {
    /// How many are stored now.
    pub stored: usize,
    /// How many were stored before, with the same content.
    pub duplicates: usize,
    /// Sources and ids under which something else is stored; these were left out.
    pub conflicts: Vec<(String, String)>,
    /// Names in them that are not in the model: the sort and the name.
    pub unmatched: BTreeSet<(Sort, String)>,
}

impl Replayed {
    /// Adds what became of more.
    pub fn add(&mut self, other: Self) {
        self.stored += other.stored;
        self.duplicates += other.duplicates;
        self.conflicts.extend(other.conflicts);
        self.unmatched.extend(other.unmatched);
    }
}

/// Somebody looked at a link at some time, and it held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastAffirmation {
    /// The requirement.
    pub requirement: ElementId,
    /// What sort of record.
    pub kind: RecordKind,
    /// Which.
    pub key: String,
    /// When.
    pub at: Moment,
    /// Who.
    pub by: String,
    /// Why.
    pub note: Option<String>,
}

/// Facts in one call.
pub const REPLAYED_AT_ONCE: usize = 1_000;

impl Records {
    /// Stores facts, each as an event of its own: all of them, or none. At most [`REPLAYED_AT_ONCE`].
    pub fn replay(&self, model: &Hosted, facts: Vec<Fact>) -> Result<Replayed, AppError> {
        if facts.len() > REPLAYED_AT_ONCE {
            return Err(AppError::Limited(format!("at most {REPLAYED_AT_ONCE} facts at once")));
        }
        let directory = model.directory(&*model.at("")?);
        let names: Vec<(String, String)> =
            facts.iter().map(|fact| (fact.source.clone(), fact.id.clone())).collect();
        let events: Vec<Incoming> = facts.into_iter().map(event).collect::<Result<_, _>>()?;
        let receipts = self.wait(self.index().ingest(model.name(), &directory, events, Millis::now()))?;
        let mut found = Replayed::default();
        for (name, receipt) in names.into_iter().zip(receipts) {
            match receipt {
                Receipt::Stored { unmatched } => {
                    found.stored += 1;
                    found.unmatched.extend(unmatched);
                }
                Receipt::Duplicate => found.duplicates += 1,
                Receipt::Conflict => found.conflicts.push(name),
            }
        }
        Ok(found)
    }

    /// Stores that a link was looked at; the same once more changes nothing that is shown.
    pub fn replay_affirmation(&self, model: &Hosted, past: PastAffirmation) -> Result<(), AppError> {
        let PastAffirmation { requirement, kind, key, at, by: who, note } = past;
        let new = NewAffirmation { requirement, kind, key, who, note };
        self.wait(self.index().affirm(model.name(), new, Millis(at.0)))
    }
}

fn event(fact: Fact) -> Result<Incoming, AppError> {
    fact.check().map_err(|error| AppError::Invalid(format!("`{}`: {error}", fact.id)))?;
    let payload = serde_json::to_string(&fact)
        .map_err(|error| AppError::Invalid(format!("`{}` cannot be written as JSON: {error}", fact.id)))?;
    let digest = Sha256::digest(payload.as_bytes());
    Ok(Incoming {
        source: fact.source.clone(),
        id: fact.id.clone(),
        sort: format!("fact.{}", fact.record.kind().name()),
        at: fact.at,
        digest: digest.iter().map(|byte| format!("{byte:02x}")).collect(),
        payload,
        facts: vec![fact],
    })
}
