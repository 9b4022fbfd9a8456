//! Housekeeping of a server: packs put together, leftovers of dead processes removed.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::{App, Kind};

/// How often it is done: often enough that many small commits leave few packs behind.
const EVERY: Duration = Duration::from_secs(30);

/// Does it until it is dropped.
pub struct Housekeeping {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Housekeeping {
    /// Begins, on a thread of its own.
    pub fn start(app: &Arc<App>) -> std::io::Result<Self> {
        let app = app.clone();
        let (stop, stopped) = channel();
        let name = "archweave-housekeeping".to_owned();
        let thread = std::thread::Builder::new().name(name).spawn(move || keep(&app, &stopped))?;
        Ok(Self { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Housekeeping {
    fn drop(&mut self) {
        self.stop = None;
        if let Some(thread) = self.thread.take() {
            // It only fails if it has panicked, which was logged.
            let _ = thread.join();
        }
    }
}

fn keep(app: &App, stopped: &Receiver<()>) {
    while stopped.recv_timeout(EVERY) == Err(RecvTimeoutError::Timeout) {
        for model in app.models().iter().filter(|model| model.kind() == Kind::Bare) {
            match model.repository.maintain() {
                Ok(done) => tracing::debug!(model = model.name(), ?done, "housekeeping"),
                Err(error) => tracing::warn!(model = model.name(), %error, "housekeeping failed"),
            }
        }
    }
}
