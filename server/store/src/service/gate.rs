//! The pushes under way, and the thread that answers their hooks.

use std::collections::HashMap;
use std::ffi::OsString;
use std::io;
use std::os::unix::ffi::OsStringExt as _;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::hook::{NONCE, SOCKET};
use super::lines::printable;
use super::push::{self, Afterwards, Gate, Outcome, Push, Verdict};
use super::question::{Answer, Nonce, Question, VERSION, receive, send};
use super::runtime::Runtime;
use super::turn::{Turn, Turns};

/// A hook says what it has to say at once.
const PATIENCE: Duration = Duration::from_secs(10);

/// How far a push has come.
enum Stage {
    /// The hook was not run yet.
    Expected(Gate),
    /// The gate is thinking, or said no.
    Asked,
    /// The gate said yes, and git may bring its objects in.
    Accepted(Afterwards, Turn),
    /// Nobody waits for it any more.
    Over,
}

struct Entry {
    objects: PathBuf,
    stage: Mutex<Stage>,
}

impl Entry {
    fn lock(&self) -> MutexGuard<'_, Stage> {
        self.stage.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The gate, the first time.
    fn take_gate(&self) -> Option<Gate> {
        let mut stage = self.lock();
        match std::mem::replace(&mut *stage, Stage::Asked) {
            Stage::Expected(gate) => Some(gate),
            later => {
                *stage = later;
                None
            }
        }
    }
}

/// All pushes under way.
#[derive(Default)]
pub(super) struct Gates {
    entries: Mutex<HashMap<Nonce, Arc<Entry>>>,
    turns: Arc<Turns>,
}

impl Gates {
    fn lock(&self) -> MutexGuard<'_, HashMap<Nonce, Arc<Entry>>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Expects a hook until the answer is dropped.
    pub(super) fn register(
        self: &Arc<Self>,
        repository: &Path,
        gate: Gate,
        runtime: Arc<Runtime>,
    ) -> io::Result<PendingPush> {
        let objects = repository.join("objects").canonicalize()?;
        self.expect(objects, gate, Some(runtime))
    }

    /// Expects the hook that is run to see whether it can be.
    pub(super) fn rehearse(self: &Arc<Self>) -> io::Result<PendingPush> {
        self.expect(PathBuf::new(), Box::new(|_| Verdict::accept()), None)
    }

    fn expect(
        self: &Arc<Self>,
        objects: PathBuf,
        gate: Gate,
        runtime: Option<Arc<Runtime>>,
    ) -> io::Result<PendingPush> {
        let nonce = Nonce::new()?;
        let entry = Arc::new(Entry { objects, stage: Mutex::new(Stage::Expected(gate)) });
        self.lock().insert(nonce, entry.clone());
        Ok(PendingPush { gates: self.clone(), nonce, entry, _runtime: runtime })
    }

    /// Answers hooks until told to stop. Each has a thread of its own: a gate waits for its branch.
    pub(super) fn listen(self: Arc<Self>, socket: &UnixListener, stop: &AtomicBool) {
        for stream in socket.incoming() {
            if stop.load(Ordering::Acquire) {
                return;
            }
            let gates = self.clone();
            let Ok(stream) = stream else {
                // Out of descriptors; some come back.
                thread::sleep(Duration::from_millis(10));
                continue;
            };
            // Without a thread the stream closes, and the hook refuses.
            let _ = thread::Builder::new().name("push gate".into()).spawn(move || gates.answer(&stream));
        }
    }

    fn answer(&self, stream: &UnixStream) {
        let _ = stream.set_read_timeout(Some(PATIENCE));
        let Ok(question) = receive::<Question>(stream) else { return };
        let answer = match self.judge(question) {
            Ok(()) => Answer { accepted: true, lines: Vec::new() },
            Err(lines) => Answer { accepted: false, lines: printable(&lines) },
        };
        // A hook that is gone refused already.
        let _ = send(stream, &answer);
    }

    fn judge(&self, question: Question) -> Result<(), Vec<String>> {
        let no = |line: &str| Err(vec![line.to_owned()]);
        if question.version != VERSION {
            return no("the server runs another version of archweave; restart it");
        }
        let entry = self.lock().get(&question.nonce).cloned();
        let Some(entry) = entry else { return no("the server does not expect this push any more") };
        let Some(gate) = entry.take_gate() else { return no("the server was asked twice about this push") };
        let updates = push::parse(&question.commands)?;
        let Ok(quarantine) = quarantine(question.quarantine, &entry.objects) else {
            return no("the new objects are not where they should be");
        };
        match gate(Push { quarantine, updates }) {
            Verdict::Refuse(lines) => Err(lines),
            Verdict::Accept(afterwards) => {
                let turn = Turn::wait(&self.turns, entry.objects.clone());
                let mut stage = entry.lock();
                match *stage {
                    Stage::Over => {
                        drop(stage);
                        afterwards(Outcome::Unknown);
                        no("the push was given up")
                    }
                    _ => {
                        *stage = Stage::Accepted(afterwards, turn);
                        Ok(())
                    }
                }
            }
        }
    }
}

/// The quarantine of a hook, which must be one of this repository.
fn quarantine(path: Option<Vec<u8>>, objects: &Path) -> io::Result<Option<PathBuf>> {
    let Some(path) = path else { return Ok(None) };
    let path = PathBuf::from(OsString::from_vec(path)).canonicalize()?;
    match path.parent() == Some(objects) {
        true => Ok(Some(path)),
        false => Err(io::ErrorKind::InvalidInput.into()),
    }
}

/// A push that git works on. Dropped without [`Self::finish`], its outcome is unknown.
///
/// Invariant of the caller: kept until git's process has exited.
pub struct PendingPush {
    gates: Arc<Gates>,
    nonce: Nonce,
    entry: Arc<Entry>,
    /// The hook stays where git was told it is.
    _runtime: Option<Arc<Runtime>>,
}

impl PendingPush {
    /// What the hook finds in its environment.
    pub(super) fn environment(&self, socket: &Path) -> [(&'static str, OsString); 2] {
        [(SOCKET, socket.into()), (NONCE, self.nonce.to_string().into())]
    }

    /// Whether the gate let it through.
    pub fn is_accepted(&self) -> bool {
        matches!(*self.entry.lock(), Stage::Accepted(..))
    }

    /// Git has exited: says so to the one who let the push through.
    pub fn finish(self, outcome: Outcome) {
        self.end(outcome);
    }

    fn end(&self, outcome: Outcome) {
        let stage = std::mem::replace(&mut *self.entry.lock(), Stage::Over);
        if let Stage::Accepted(afterwards, _turn) = stage {
            afterwards(outcome);
        }
    }
}

impl Drop for PendingPush {
    fn drop(&mut self) {
        self.gates.lock().remove(&self.nonce);
        self.end(Outcome::Unknown);
    }
}
