//! Answers that were given lately. A revision never changes, so an answer holds for as long as the
//! names it was asked by mean the same revisions; and until the day ends (UTC), since some findings
//! depend on it.

use std::sync::Arc;
use std::time::SystemTime;

use archweave_app::Caller;
use quick_cache::sync::Cache;
use quick_cache::{DefaultHashBuilder, Weighter};

use super::gateway::Answer;
use super::scope::Dependency;

/// Bytes of questions and answers held.
const MAX_BYTES: u64 = 64 << 20;
/// A larger answer is not worth the place.
const MAX_ANSWER: usize = 256 << 10;

struct Kept {
    answer: Answer,
    dependencies: Vec<Dependency>,
    day: Day,
}

/// Days since 1970-01-01, UTC.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Day(u64);

impl Day {
    pub fn today() -> Self {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Self(since.as_secs() / 86_400)
    }
}

/// A question with what its asker may read: others may get another answer. What somebody may do besides
/// reading changes no answer that is kept. With it goes the number of models, of which there only get more:
/// it decides what is listed, and which one is meant where none is named.
pub(super) struct Key(Box<[u8]>);

impl Key {
    pub fn new(question: &[u8], caller: &Caller, models: usize) -> Self {
        let mut key = Vec::with_capacity(question.len() + 32);
        key.extend_from_slice(&(models as u64).to_le_bytes());
        if let Some(models) = &caller.models {
            for model in models {
                key.extend_from_slice(&(model.len() as u32).to_le_bytes());
                key.extend_from_slice(model.as_bytes());
            }
            key.extend_from_slice(&u32::MAX.to_le_bytes());
        }
        // JSON begins with none of these bytes.
        key.push(0);
        key.extend_from_slice(question);
        Self(key.into())
    }
}

#[derive(Clone)]
struct ByBytes;

impl Weighter<Box<[u8]>, Arc<Kept>> for ByBytes {
    fn weight(&self, question: &Box<[u8]>, kept: &Arc<Kept>) -> u64 {
        (question.len() + kept.answer.body.len()) as u64 + 200
    }
}

/// Answers by the bytes of the question.
pub(super) struct Answers(Cache<Box<[u8]>, Arc<Kept>, ByBytes>);

impl Default for Answers {
    fn default() -> Self {
        // The hasher has a secret key, so nobody can make questions that collide.
        Self(Cache::with(2_000, MAX_BYTES, ByBytes, DefaultHashBuilder::default(), Default::default()))
    }
}

impl Answers {
    /// The answer to just this question, if it still holds.
    pub fn get(&self, question: &Key) -> Option<Answer> {
        let kept = self.0.get(&question.0).filter(|kept| kept.day == Day::today())?;
        kept.dependencies.iter().all(Dependency::holds).then(|| kept.answer.clone())
    }

    /// Keeps an answer that was asked for on `day`; without dependencies it depends on more than revisions.
    pub fn put(&self, question: Key, answer: &Answer, dependencies: Option<Vec<Dependency>>, day: Day) {
        let Some(dependencies) = dependencies else { return };
        if !answer.has_errors && answer.body.len() <= MAX_ANSWER {
            let kept = Kept { answer: answer.clone(), dependencies, day };
            self.0.insert(question.0, Arc::new(kept));
        }
    }
}
