//! How many of git's processes run at once; the rest wait a while, and beyond that are sent away.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::answer::{Refusal, refuse};

/// Requests that may wait.
const MAX_WAITING: usize = 100;
/// How long one waits.
const PATIENCE: Duration = Duration::from_secs(60);

/// Places for processes.
pub(super) struct Queue {
    places: Arc<Semaphore>,
    waiting: AtomicUsize,
}

/// A place in use, free again when dropped.
pub(super) type Place = OwnedSemaphorePermit;

impl Queue {
    pub(super) fn of(places: usize) -> Self {
        Self { places: Arc::new(Semaphore::new(places)), waiting: AtomicUsize::new(0) }
    }

    /// A place, now or soon.
    pub(super) async fn place(&self) -> Result<Place, Refusal> {
        let _waiting = Waiting::count(&self.waiting);
        let busy = || refuse(503, "too many people clone and push right now; try again in a moment");
        if self.waiting.load(Ordering::Relaxed) > MAX_WAITING {
            return Err(busy());
        }
        let place = tokio::time::timeout(PATIENCE, self.places.clone().acquire_owned()).await;
        place.ok().and_then(Result::ok).ok_or_else(busy)
    }
}

/// Counts a request that waits, also when it is given up.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn count(waiting: &'a AtomicUsize) -> Self {
        waiting.fetch_add(1, Ordering::Relaxed);
        Self(waiting)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use actix_web::ResponseError as _;

    use super::*;

    #[actix_web::test]
    async fn who_finds_no_place_waits_and_too_many_are_sent_away() {
        let queue = Arc::new(Queue::of(1));
        let first = queue.place().await.unwrap();
        let waiting: Vec<_> = (0..MAX_WAITING)
            .map(|_| {
                let queue = queue.clone();
                actix_web::rt::spawn(async move { queue.place().await.is_ok() })
            })
            .collect();
        while queue.waiting.load(Ordering::Relaxed) < MAX_WAITING {
            tokio::task::yield_now().await;
        }
        let refused = queue.place().await.unwrap_err();
        let refused = refused.error_response();
        assert_eq!(refused.status(), 503);
        assert!(refused.headers().contains_key("retry-after"));
        drop(first);
        for one in waiting {
            assert!(one.await.unwrap());
        }
    }
}
