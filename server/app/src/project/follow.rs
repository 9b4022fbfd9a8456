//! The projection of a server: it catches up when the server starts, and then follows what is committed.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use archweave_store::BranchName;
use tokio::runtime::Runtime;
use tokio::sync::watch;

use crate::{App, AppError, Hosted, Records};

/// How often branches are looked at without being told: somebody may move one past the server.
const EVERY: Duration = Duration::from_secs(30);

/// Follows the branches of all models, each on a thread of its own, until it is dropped.
pub struct Projector {
    /// Whether the threads are to end.
    stop: watch::Sender<bool>,
    threads: Threads,
}

/// One for each model, also for one that is made later.
type Threads = Arc<Mutex<Vec<JoinHandle<()>>>>;

impl Projector {
    /// Begins. Without a database there is nothing to do.
    pub fn start(app: &App) -> std::io::Result<Self> {
        let started = Self { stop: watch::Sender::new(false), threads: Threads::default() };
        let Some(records) = app.records() else { return Ok(started) };
        for model in app.models() {
            begin(model, records, &started.stop, &started.threads)?;
        }
        let (records, stop, threads) = (records.clone(), started.stop.clone(), started.threads.clone());
        app.when_made(Box::new(move |model| {
            if let Err(error) = begin(model, &records, &stop, &threads) {
                tracing::warn!(model = model.name(), %error, "reports do not follow the model");
            }
        }));
        Ok(started)
    }
}

/// Follows a model on a thread of its own.
fn begin(
    model: &Arc<Hosted>,
    records: &Records,
    stop: &watch::Sender<bool>,
    threads: &Threads,
) -> std::io::Result<()> {
    let (model, records, stop) = (model.clone(), records.clone(), stop.subscribe());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    let thread = std::thread::Builder::new().name("archweave-projection".to_owned());
    let thread = thread.spawn(move || follow(&model, &records, stop, &runtime))?;
    threads.lock().unwrap_or_else(PoisonError::into_inner).push(thread);
    Ok(())
}

impl Drop for Projector {
    fn drop(&mut self) {
        self.stop.send_replace(true);
        let threads = std::mem::take(&mut *self.threads.lock().unwrap_or_else(PoisonError::into_inner));
        for thread in threads {
            // It only fails if it has panicked, which was logged.
            let _ = thread.join();
        }
    }
}

fn follow(model: &Hosted, records: &Records, mut stop: watch::Receiver<bool>, runtime: &Runtime) {
    // Listens before it looks for the first time, so that nothing falls in between.
    let mut moved = model.listen();
    let seen = stop.clone();
    let goes_on = || !*seen.borrow();
    while goes_on() {
        if let Err(error) = model.catch_up(records, &goes_on)
            && goes_on()
        {
            tracing::warn!(model = model.name(), %error, "reports do not show the newest revision");
        }
        runtime.block_on(async {
            tokio::select! {
                _ = stop.wait_for(|is_asked| *is_asked) => {}
                // Whatever was missed is seen by looking at the branches.
                _ = moved.recv() => while moved.try_recv().is_ok() {},
                () = tokio::time::sleep(EVERY) => {}
            }
        });
    }
}

impl Hosted {
    /// Projects the default branch and every other one that was projected before.
    fn catch_up(&self, records: &Records, goes_on: &dyn Fn() -> bool) -> Result<(), AppError> {
        let default = self.default_branch()?;
        let known = records.wait(records.index().projected_branches(self.name()))?;
        let others = known.into_iter().filter(|branch| Some(branch) != default.as_ref());
        for name in default.iter().cloned().chain(others) {
            let branch = BranchName::parse(&name).map_err(|error| AppError::Invalid(error.to_string()))?;
            match self.project(records, &branch, false, goes_on) {
                Ok(how) => tracing::debug!(model = self.name(), branch = name, ?how, "projected"),
                // A repository without a commit, or a branch that was removed.
                Err(AppError::NotFound(_)) if self.branch_head(&branch).is_err() => {
                    records.wait(records.index().forget_branch(self.name(), &name))?;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}
