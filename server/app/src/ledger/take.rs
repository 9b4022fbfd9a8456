//! Events of machines, into the ledger: whoever comes first stores what all who wait have brought, with
//! one flush, and answers when it is on disk.

use std::sync::{Arc, Mutex, PoisonError};

use archweave_index::{Incoming, Receipt};
use archweave_interchange::events::Event;
use archweave_model::delivery::record::Sort;
use archweave_model::delivery::reference::Directory;
use archweave_model::id::ElementId;

use super::record::named;
use super::unmatched::name as sort_name;
use crate::records::{Millis, Records};
use crate::{AppError, Hosted};

/// Events in one flush, unless one request alone brings more.
const BATCH: usize = 1_000;
/// Events that may wait; a sender tries again later.
const WAITING: usize = 20_000;
/// Names without element that one answer lists.
const UNMATCHED: usize = 100;

/// What became of the events of one request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Events that are new.
    pub stored: usize,
    /// Events that were there before.
    pub duplicate: usize,
    /// Ids of events that were there before and said something else; these are not stored.
    pub conflicts: Vec<String>,
    /// Names in new events that stand for nothing in the model yet; the first hundred.
    pub unmatched: Vec<UnmatchedName>,
    /// How many more of these there are.
    pub unlisted: usize,
}

/// A name that stands for nothing in the model.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnmatchedName {
    /// What it should stand for: `environment`, `artifact`.
    pub sort: &'static str,
    /// The name.
    pub text: String,
    /// A stable word for the reason.
    pub code: &'static str,
    /// The reason, and what to do.
    pub reason: String,
}

/// Events that wait for a flush.
#[derive(Default)]
pub(crate) struct Queue {
    waiting: Mutex<Vec<Arc<Job>>>,
    /// Held by whoever flushes.
    flushing: Mutex<()>,
}

/// What one request brought.
struct Job {
    events: Mutex<Vec<Incoming>>,
    count: usize,
    answer: Mutex<Option<Result<Taken, AppError>>>,
}

impl Job {
    fn new(events: Vec<Event>) -> Self {
        let events: Vec<Incoming> = events.into_iter().map(incoming).collect();
        Self { count: events.len(), events: Mutex::new(events), answer: Mutex::default() }
    }

    fn events(&self) -> Vec<Incoming> {
        self.events.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn answer(&self, answer: Result<Taken, AppError>) {
        *self.answer.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
    }

    fn take_answer(&self) -> Option<Result<Taken, AppError>> {
        self.answer.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

fn incoming(event: Event) -> Incoming {
    let Event { source, id, sort, at, digest, payload, facts } = event;
    Incoming { source, id, sort, at, digest, payload, facts }
}

impl Queue {
    fn add(&self, job: Arc<Job>) -> Result<(), AppError> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let events: usize = waiting.iter().map(|job| job.count).sum();
        if events + job.count > WAITING && events > 0 {
            let message = "too many events wait to be stored; send these again in a minute";
            return Err(AppError::Unavailable(message.into()));
        }
        waiting.push(job);
        Ok(())
    }

    /// The next flush: requests in their order, at least one.
    fn next(&self) -> Vec<Arc<Job>> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let mut events = 0;
        let fits = waiting.iter().take_while(|job| {
            events += job.count;
            events <= BATCH
        });
        let count = fits.count().max(1).min(waiting.len());
        waiting.drain(..count).collect()
    }
}

impl Hosted {
    /// Stores events and what they say, matched against the default branch; when it returns they are on
    /// disk. Waits for the database.
    pub fn take(&self, events: Vec<Event>) -> Result<Taken, AppError> {
        self.take_into(self.ledger_records()?, events)
    }

    /// The same into a database that is not the one of this model's server.
    pub fn take_into(&self, records: &Records, events: Vec<Event>) -> Result<Taken, AppError> {
        if events.is_empty() {
            return Ok(Taken::default());
        }
        let job = Arc::new(Job::new(events));
        self.ledger.queue.add(job.clone())?;
        loop {
            let flushing = self.ledger.queue.flushing.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(answer) = job.take_answer() {
                return answer;
            }
            self.flush(records, &self.ledger.queue.next());
            drop(flushing);
        }
    }

    /// Stores what these requests brought, and answers them.
    fn flush(&self, records: &Records, jobs: &[Arc<Job>]) {
        let directory = match self.at("") {
            Ok(revision) => self.directory(&revision),
            Err(error) => return jobs.iter().for_each(|job| job.answer(Err(error.again()))),
        };
        match self.store(records, &directory, jobs) {
            Ok(()) => {}
            Err(error) if jobs.len() == 1 => jobs.iter().for_each(|job| job.answer(Err(error.again()))),
            // What is wrong with one request is no reason to refuse the others.
            Err(_) => jobs.iter().for_each(|job| {
                if let Err(error) = self.store(records, &directory, std::slice::from_ref(job)) {
                    job.answer(Err(error));
                }
            }),
        }
    }

    fn store(&self, records: &Records, directory: &Directory, jobs: &[Arc<Job>]) -> Result<(), AppError> {
        let events: Vec<Incoming> = jobs.iter().flat_map(|job| job.events()).collect();
        let taken = records.index().ingest(self.name(), directory, events.clone(), Millis::now());
        let mut receipts = events.iter().zip(records.wait(taken)?);
        let (mut requirements, mut environments): (Vec<ElementId>, Vec<ElementId>) = Default::default();
        let mut is_news = false;
        for job in jobs {
            let mut told = Taken::default();
            let mut names = std::collections::BTreeSet::new();
            for (event, receipt) in receipts.by_ref().take(job.count) {
                match receipt {
                    Receipt::Duplicate => told.duplicate += 1,
                    Receipt::Conflict => told.conflicts.push(event.id.clone()),
                    Receipt::Stored { unmatched } => {
                        told.stored += 1;
                        is_news = true;
                        names.extend(unmatched);
                        touched(event, directory, &mut requirements, &mut environments);
                    }
                }
            }
            told.unlisted = names.len().saturating_sub(UNMATCHED);
            let listed = names.into_iter().take(UNMATCHED);
            told.unmatched = listed.map(|(sort, text)| unmatched(directory, sort, text)).collect();
            job.answer(Ok(told));
        }
        // What was there before is no news.
        if is_news {
            self.delivered(requirements, environments);
        }
        Ok(())
    }
}

/// The requirements and environments that an event names.
fn touched(
    event: &Incoming,
    directory: &Directory,
    requirements: &mut Vec<ElementId>,
    environments: &mut Vec<ElementId>,
) {
    let find = |sort, text: &str| directory.find(sort, text).ok().map(|found| found.element);
    for fact in &event.facts {
        let (mentions, environment) = named(&fact.record);
        let wanted = mentions.filter(|mention| matches!(mention.sort, Sort::Requirement | Sort::Demand));
        requirements.extend(wanted.filter_map(|mention| find(mention.sort, &mention.text)));
        environments.extend(environment.and_then(|name| find(Sort::Environment, name)));
    }
}

fn unmatched(directory: &Directory, sort: Sort, text: String) -> UnmatchedName {
    let (code, reason) = match directory.find(sort, &text) {
        Err(why) => (why.code(), why.to_string()),
        // The model learned it while the event was stored.
        Ok(_) => ("known", "the model has it now".to_owned()),
    };
    UnmatchedName { sort: sort_name(sort), text, code, reason }
}
