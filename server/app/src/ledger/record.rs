//! Facts that people and programs state one by one, in the form of records.
//!
//! They go the way of every event: idempotent by an id, matched against the model, told to listeners. Who
//! states them is their source.

use archweave_index::{Incoming, Receipt};
use archweave_model::delivery::record::Sort;
use archweave_model::delivery::{Fact, Moment, Record};
use archweave_model::id::ElementId;
use sha2::{Digest, Sha256};

use super::{now, unmatched};
use crate::records::{Act, Millis};
use crate::who::Editor;
use crate::{AppError, Hosted};

/// A record as somebody states it.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Unique among records of its sort.
    pub key: String,
    /// What is stated; fields that are left out stay as they are.
    pub record: Record,
    /// When it happened; now, if that is not said.
    pub at: Option<Moment>,
    /// Unique among what this person states: stating it again does nothing. None makes one from the content
    /// and the time.
    pub id: Option<String>,
}

/// What became of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The key of the record.
    pub key: String,
    /// Whether the same was stated before, so that nothing was to be done.
    pub is_duplicate: bool,
    /// Names in it that are not in the model: the sort and the name.
    pub unmatched: Vec<(String, String)>,
    /// Where the ledger is now.
    pub position: i64,
}

/// Statements of one request.
pub const MAX_STATEMENTS: usize = 500;

impl Editor {
    /// Records facts: all are taken in, or none.
    pub fn record(&self, statements: Vec<Statement>) -> Result<Vec<Stated>, AppError> {
        if statements.len() > MAX_STATEMENTS {
            return Err(AppError::Limited(format!(
                "at most {MAX_STATEMENTS} records at once; send events instead"
            )));
        }
        let (source, now) = (format!("people/{}", self.who().name), now());
        let mut facts = Vec::with_capacity(statements.len());
        for Statement { key, record, at, id } in statements {
            let at = at.unwrap_or(now);
            let id = id.unwrap_or_else(|| digest(Some(at), &key, &record));
            let fact = Fact { source: source.clone(), id, at, key, record };
            fact.check().map_err(|error| AppError::Invalid(error.to_string()))?;
            facts.push(fact);
        }
        let detail = match &facts[..] {
            [one] => format!("{} {}", one.record.kind().name(), one.key),
            many => format!("{} records", many.len()),
        };
        let keys: Vec<String> = facts.iter().map(|fact| fact.key.clone()).collect();
        let receipts = self.model().take_in(facts)?;
        let position = self.model().delivery_position()?;
        self.did("ledger.record", detail);
        let stated = keys.into_iter().zip(receipts).map(|(key, receipt)| {
            let (is_duplicate, names) = match receipt {
                Receipt::Stored { unmatched } => (false, unmatched),
                Receipt::Duplicate => (true, Vec::new()),
                Receipt::Conflict => {
                    return Err(AppError::Stale(format!(
                        "`{key}`: something else was stated under this id before; give it an id of its own"
                    )));
                }
            };
            let names = names.into_iter().map(|(sort, text)| (unmatched::name(sort).to_owned(), text));
            Ok(Stated { key, is_duplicate, unmatched: names.collect(), position })
        });
        stated.collect()
    }

    /// Writes down what was done to the ledger.
    pub(crate) fn did(&self, action: &'static str, detail: String) {
        let act = Act { action, outcome: "done", reference: String::new(), revision: None, detail };
        self.model().note(vec![(self.who().clone(), act)]);
    }
}

impl Hosted {
    /// Stores facts of people, one event each, and tells listeners.
    fn take_in(&self, facts: Vec<Fact>) -> Result<Vec<Receipt>, AppError> {
        let records = self.ledger_records()?;
        let directory = self.directory(&*self.at("")?);
        let find = |sort, text: &str| directory.find(sort, text).ok().map(|found| found.element);
        let (mut requirements, mut environments): (Vec<ElementId>, Vec<ElementId>) = Default::default();
        for fact in &facts {
            let (mentions, environment) = named(&fact.record);
            let wanted = mentions.filter(|mention| matches!(mention.sort, Sort::Requirement | Sort::Demand));
            requirements.extend(wanted.filter_map(|mention| find(mention.sort, &mention.text)));
            environments.extend(environment.and_then(|name| find(Sort::Environment, name)));
        }
        let events = facts.into_iter().map(|fact| {
            let payload = serde_json::to_string(&fact.record).unwrap_or_default();
            Incoming {
                source: fact.source.clone(),
                id: fact.id.clone(),
                sort: format!("statement.{}", fact.record.kind().name()),
                at: fact.at,
                digest: digest(None, &fact.key, &fact.record),
                payload,
                facts: vec![fact],
            }
        });
        let events: Vec<Incoming> = events.collect();
        let taken = records.index().ingest(self.name(), &directory, events, Millis::now());
        let receipts = records.wait(taken)?;
        if receipts.iter().any(|receipt| matches!(receipt, Receipt::Stored { .. })) {
            self.delivered(requirements, environments);
        }
        Ok(receipts)
    }
}

/// What a record mentions, and its environment.
pub(super) fn named(
    record: &Record,
) -> (impl Iterator<Item = &archweave_model::delivery::record::Mention>, Option<&str>) {
    let (mentions, environment) = match record {
        Record::Ticket(it) => (Some(&it.mentions), None),
        Record::Change(it) => (Some(&it.mentions), None),
        Record::ArtifactVersion(it) => (Some(&it.mentions), None),
        Record::Verification(it) => (Some(&it.mentions), it.environment.as_deref()),
        Record::Release(it) => (Some(&it.mentions), None),
        Record::Deployment(it) => (Some(&it.mentions), it.environment.as_deref()),
        Record::Incident(it) => (Some(&it.mentions), it.environment.as_deref()),
        Record::Defect(it) => (Some(&it.mentions), it.found_in.as_deref()),
        Record::Need(_) | Record::Build(_) | Record::IndicatorValue(_) | Record::Assessment(_) => {
            (None, None)
        }
    };
    (mentions.into_iter().flatten(), environment)
}

/// An id that is the same for the same content.
fn digest(at: Option<Moment>, key: &str, record: &Record) -> String {
    let json = serde_json::json!([at, key, record]).to_string();
    let hash = Sha256::digest(json.as_bytes());
    hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
