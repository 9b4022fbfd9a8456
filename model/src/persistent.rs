//! Collections that share what did not change: cloning one is cheap, and a change copies one chunk.
//!
//! A new revision of a model starts as a clone of the one before, so its cost follows the change.

use std::borrow::Borrow;
use std::hash::{BuildHasher, Hash};
use std::sync::{Arc, LazyLock};

use foldhash::HashMap;
use foldhash::fast::RandomState;

/// One seed a process: ids come from strangers, who must not be able to make them collide.
static SEED: LazyLock<RandomState> = LazyLock::new(RandomState::default);

/// Hash of an id, the same for the life of the process.
pub fn hash(id: &str) -> u64 {
    SEED.hash_one(id)
}

const CHUNK_BITS: usize = 8;
/// Items in a chunk of [`Chunks`].
pub const CHUNK: usize = 1 << CHUNK_BITS;

/// A vector in chunks of 256.
#[derive(Clone, Debug)]
pub struct Chunks<T>(Vec<Arc<Vec<T>>>);

impl<T> Default for Chunks<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Clone> Chunks<T> {
    /// How many items.
    pub fn len(&self) -> usize {
        self.0.last().map_or(0, |last| (self.0.len() - 1) * CHUNK + last.len())
    }

    /// The item at `index`.
    pub fn get(&self, index: usize) -> Option<&T> {
        self.0.get(index >> CHUNK_BITS)?.get(index & (CHUNK - 1))
    }

    /// The item at `index`, for changing; copies its chunk if that is shared.
    pub fn get_mut(&mut self, index: usize) -> Option<&mut T> {
        let chunk = self.0.get_mut(index >> CHUNK_BITS)?;
        Arc::make_mut(chunk).get_mut(index & (CHUNK - 1))
    }

    /// Adds an item at the end and returns its index.
    pub fn push(&mut self, item: T) -> usize {
        let index = self.len();
        if index & (CHUNK - 1) == 0 {
            self.0.push(Arc::new(Vec::with_capacity(CHUNK)));
        }
        if let Some(last) = self.0.last_mut() {
            Arc::make_mut(last).push(item);
        }
        index
    }

    /// The chunks themselves: revisions share those in which nothing differs.
    pub fn chunks(&self) -> &[Arc<Vec<T>>] {
        &self.0
    }

    /// All items in order.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.iter().flat_map(|chunk| chunk.iter())
    }

    /// Items, with their index, of chunks that `other` does not share.
    pub fn not_shared<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = (usize, &'a T)> {
        let is_other = |at: usize| other.0.get(at).is_none_or(|theirs| !Arc::ptr_eq(&self.0[at], theirs));
        let chunks = (0..self.0.len()).filter(move |at| is_other(*at));
        chunks.flat_map(|at| self.0[at].iter().enumerate().map(move |(n, item)| (at * CHUNK + n, item)))
    }
}

impl<T: Clone> FromIterator<T> for Chunks<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut chunks = Self::default();
        for item in items {
            chunks.push(item);
        }
        chunks
    }
}

const SHARDS: usize = 256;

/// A hash map in 256 shards.
#[derive(Clone, Debug)]
pub struct Shards<K, V>(Vec<Arc<HashMap<K, V>>>);

impl<K, V> Default for Shards<K, V> {
    fn default() -> Self {
        Self((0..SHARDS).map(|_| Arc::default()).collect())
    }
}

fn shard(key: &(impl Hash + ?Sized)) -> usize {
    (SEED.hash_one(key) >> 40) as usize & (SHARDS - 1)
}

impl<K: Hash + Eq + Clone, V: Clone> Shards<K, V> {
    /// The value of `key`.
    pub fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.0[shard(key)].get(key)
    }

    /// All values, in no particular order.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.0.iter().flat_map(|shard| shard.values())
    }

    /// Sets `key` and returns what it held.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        Arc::make_mut(&mut self.0[shard(&key)]).insert(key, value)
    }

    /// Removes `key` and returns what it held.
    pub fn remove<Q: Hash + Eq + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let at = shard(key);
        if !self.0[at].contains_key(key) {
            return None;
        }
        Arc::make_mut(&mut self.0[at]).remove(key)
    }

    /// Changes the value of `key`, starting from the default if it is new.
    pub fn change(&mut self, key: K, change: impl FnOnce(&mut V))
    where
        V: Default,
    {
        change(Arc::make_mut(&mut self.0[shard(&key)]).entry(key).or_default());
    }
}

/// A sorted list in chunks, ordered by a function of the caller.
#[derive(Clone, Debug, Default)]
pub struct Sorted(Vec<Arc<Vec<u32>>>);

impl Sorted {
    /// A list that is sorted already.
    pub fn from_sorted(items: &[u32]) -> Self {
        Self(items.chunks(CHUNK).map(|chunk| Arc::new(chunk.to_vec())).collect())
    }

    /// All items in order.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        self.0.iter().flat_map(|chunk| chunk.iter().copied())
    }

    /// The items after the place at which `is_before` turns false.
    pub fn from(&self, is_before: impl Fn(u32) -> bool) -> impl Iterator<Item = u32> {
        let chunk = self.chunk_of(&is_before);
        let within = self.0.get(chunk).map_or(0, |items| items.partition_point(|i| is_before(*i)));
        let rest = self.0.get(chunk..).unwrap_or_default();
        rest.iter().flat_map(|items| items.iter().copied()).skip(within)
    }

    /// Inserts `item` at the place at which `is_before` turns false.
    pub fn insert(&mut self, item: u32, is_before: impl Fn(u32) -> bool) {
        if self.0.is_empty() {
            self.0.push(Arc::new(vec![item]));
            return;
        }
        let at = self.chunk_of(&is_before).min(self.0.len() - 1);
        let items = Arc::make_mut(&mut self.0[at]);
        let within = items.partition_point(|i| is_before(*i));
        items.insert(within, item);
        if items.len() > 2 * CHUNK {
            let tail = items.split_off(CHUNK);
            self.0.insert(at + 1, Arc::new(tail));
        }
    }

    /// Removes `item`, which stands where `is_before` turns false.
    pub fn remove(&mut self, item: u32, is_before: impl Fn(u32) -> bool) {
        let at = self.chunk_of(&is_before);
        let Some(chunk) = self.0.get_mut(at) else { return };
        let items = Arc::make_mut(chunk);
        let within = items.partition_point(|i| is_before(*i));
        if items.get(within) == Some(&item) {
            items.remove(within);
        }
        if items.is_empty() {
            self.0.remove(at);
        }
    }

    fn chunk_of(&self, is_before: impl Fn(u32) -> bool) -> usize {
        self.0.partition_point(|chunk| chunk.last().is_some_and(|last| is_before(*last)))
    }
}

/// Finds what an id stands for by the id's hash.
///
/// Built at once from many entries, then added to. It keeps hashes, not ids, and never forgets: a
/// caller confirms each candidate against what it stands for, so a stale entry is not found.
#[derive(Clone, Debug)]
pub struct Index<R> {
    /// Entries in the order of the upper bits of their hash, with the lower half of it.
    entries: Arc<[(u32, R)]>,
    /// Where the entries with the same upper bits start.
    starts: Arc<[u32]>,
    bits: u32,
    later: Shards<u64, Vec<R>>,
    later_count: usize,
}

impl<R> Default for Index<R> {
    fn default() -> Self {
        Self {
            entries: Arc::from([]),
            starts: Arc::from([0, 0]),
            bits: 0,
            later: Shards::default(),
            later_count: 0,
        }
    }
}

fn bucket(hash: u64, bits: u32) -> usize {
    hash.checked_shr(64 - bits).unwrap_or_default() as usize
}

impl<R: Copy + PartialEq> Index<R> {
    /// An index of these hashes; entries with equal hashes keep their order.
    pub fn build(all: &[(u64, R)]) -> Self {
        let Some(first) = all.first() else { return Self::default() };
        let bits = all.len().next_power_of_two().ilog2();
        let mut starts = vec![0_u32; (1 << bits) + 1];
        for (hash, _) in all {
            starts[bucket(*hash, bits) + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut entries = vec![(0, first.1); all.len()];
        for (hash, value) in all {
            let at = &mut next[bucket(*hash, bits)];
            entries[*at as usize] = (*hash as u32, *value);
            *at += 1;
        }
        Self {
            entries: entries.into(),
            starts: starts.into(),
            bits,
            later: Shards::default(),
            later_count: 0,
        }
    }

    /// The first entry under this hash that `confirm` takes.
    pub fn find(&self, hash: u64, confirm: impl Fn(R) -> bool) -> Option<R> {
        if self.later_count > 0
            && let Some(found) = self.later.get(&hash)
            && let Some(value) = found.iter().copied().find(|value| confirm(*value))
        {
            return Some(value);
        }
        let at = bucket(hash, self.bits);
        let range = *self.starts.get(at)? as usize..*self.starts.get(at + 1)? as usize;
        let entries = self.entries[range].iter();
        entries.filter(|(low, _)| *low == hash as u32).map(|(_, value)| *value).find(|value| confirm(*value))
    }

    /// Entries of [`Self::build`] that are not the first under their hash: few, if any.
    pub fn twins(&self) -> Vec<R> {
        let mut found = Vec::new();
        for bounds in self.starts.windows(2) {
            let entries = &self.entries[bounds[0] as usize..bounds[1] as usize];
            for (at, (low, value)) in entries.iter().enumerate().skip(1) {
                if entries[..at].iter().any(|(known, _)| known == low) {
                    found.push(*value);
                }
            }
        }
        found
    }

    /// Adds an entry.
    pub fn insert(&mut self, hash: u64, value: R) {
        let mut is_new = false;
        self.later.change(hash, |found| {
            is_new = !found.contains(&value);
            if is_new {
                found.push(value);
            }
        });
        self.later_count += usize::from(is_new);
    }

    /// Whether so much was added that building anew pays.
    pub fn is_worn(&self) -> bool {
        self.later_count > 10_000 + self.entries.len() / 4
    }
}
