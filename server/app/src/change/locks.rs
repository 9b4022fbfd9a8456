//! One writer a branch: commits from here and pushes take turns.

use std::collections::HashSet;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The branches of a model that somebody is moving.
#[derive(Default)]
pub(crate) struct Locks(Arc<Shared>);

#[derive(Default)]
struct Shared {
    held: Mutex<HashSet<String>>,
    freed: Condvar,
}

/// Branches that are held until this is dropped, by any thread.
pub(crate) struct Held {
    shared: Arc<Shared>,
    names: Vec<String>,
}

/// What came of waiting.
pub(crate) enum Waited {
    Held(Held),
    Needless,
    InVain,
}

impl Locks {
    /// Holds all these branches, or none after `patience`.
    pub(crate) fn hold(&self, names: impl IntoIterator<Item = String>, patience: Duration) -> Option<Held> {
        match self.hold_unless(names, patience, || false) {
            Waited::Held(held) => Some(held),
            Waited::Needless | Waited::InVain => None,
        }
    }

    /// The same, unless it becomes needless: `is_needless` is asked whenever somebody lets go.
    pub(crate) fn hold_unless(
        &self,
        names: impl IntoIterator<Item = String>,
        patience: Duration,
        is_needless: impl Fn() -> bool,
    ) -> Waited {
        let mut names: Vec<String> = names.into_iter().collect();
        names.sort();
        names.dedup();
        let until = Instant::now() + patience;
        let mut held = self.0.held.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if is_needless() {
                return Waited::Needless;
            }
            if !names.iter().any(|name| held.contains(name)) {
                break;
            }
            let Some(left) = until.checked_duration_since(Instant::now()) else { return Waited::InVain };
            held = self.0.freed.wait_timeout(held, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        held.extend(names.iter().cloned());
        drop(held);
        Waited::Held(Held { shared: self.0.clone(), names })
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut held = self.shared.held.lock().unwrap_or_else(PoisonError::into_inner);
        self.names.iter().for_each(|name| {
            held.remove(name);
        });
        self.shared.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHORT: Duration = Duration::from_millis(20);

    #[test]
    fn a_branch_has_one_holder_and_others_do_not_wait_for_it() {
        let locks = Locks::default();
        let main = locks.hold(["main".to_owned()], SHORT).unwrap();
        assert!(locks.hold(["a".to_owned(), "main".to_owned()], SHORT).is_none());
        let other = locks.hold(["a".to_owned(), "a".to_owned()], SHORT);
        assert!(other.is_some());
        drop(main);
        assert!(locks.hold(["main".to_owned()], SHORT).is_some());
    }

    #[test]
    fn who_waits_gets_it() {
        let locks = Arc::new(Locks::default());
        let first = locks.hold(["main".to_owned()], SHORT).unwrap();
        let waiting = locks.clone();
        let second =
            std::thread::spawn(move || waiting.hold(["main".to_owned()], Duration::from_secs(20)).is_some());
        std::thread::sleep(SHORT);
        drop(first);
        assert!(second.join().unwrap());
    }
}
