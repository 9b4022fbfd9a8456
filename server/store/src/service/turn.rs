//! One push at a time brings its objects into a repository.
//!
//! Git fails where two processes bring in the same pack at once (the same commit pushed to two
//! branches): each has a file `.keep` of that name. So the next one may go on when the one before has
//! exited. Everything that takes long (receiving, checking) is over by then.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// The folders that objects are being brought into.
#[derive(Default)]
pub(super) struct Turns {
    taken: Mutex<HashSet<PathBuf>>,
    freed: Condvar,
}

impl Turns {
    fn lock(&self) -> MutexGuard<'_, HashSet<PathBuf>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The right to bring objects into one folder; the next one's when dropped.
pub(super) struct Turn {
    turns: Arc<Turns>,
    objects: PathBuf,
}

impl Turn {
    pub(super) fn wait(turns: &Arc<Turns>, objects: PathBuf) -> Self {
        let mut taken = turns.lock();
        while !taken.insert(objects.clone()) {
            taken = turns.freed.wait(taken).unwrap_or_else(PoisonError::into_inner);
        }
        drop(taken);
        Self { turns: turns.clone(), objects }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.turns.lock().remove(&self.objects);
        self.turns.freed.notify_all();
    }
}
