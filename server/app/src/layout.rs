//! Who lays out pictures: worker processes that can be stopped.
//!
//! The layout library is not ours. Should it never return, run out of stack or memory, or crash, only
//! a worker ends, and the picture falls back to a grid. A worker is this same program with another
//! command; it answers one request after another on its standard input and output, each as four bytes
//! of length (big endian) and JSON.

use std::io::{self, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

use archweave_model::layered::{self, Engine, Failure, Graph, InProcess, Placed};

/// Name of the hidden command that runs [`serve`].
pub const WORKER_COMMAND: &str = "layout-worker";
/// Longest time for one layout.
const LIMIT: Duration = Duration::from_secs(10);
/// Workers kept for the next picture.
const MAX_IDLE: usize = 4;
/// Most bytes of a request or an answer.
const MAX_BYTES: usize = 64 << 20;

static WORKERS: OnceLock<Workers> = OnceLock::new();

/// From now on pictures are laid out by workers that run `program`.
pub fn use_workers(program: PathBuf) {
    // A second call changes nothing: there is one program.
    let _ = WORKERS.set(Workers::new(program, LIMIT));
}

/// Who lays out: workers where the program set them up, else this process.
pub(crate) fn engine() -> &'static dyn Engine {
    match WORKERS.get() {
        Some(workers) => workers,
        None => &InProcess,
    }
}

/// Answers requests until the other side closes; what the hidden command runs.
pub fn serve(mut input: impl Read, mut output: impl Write) -> io::Result<()> {
    while let Some(request) = read(&mut input)? {
        let answer = match serde_json::from_slice::<Graph>(&request) {
            Ok(graph) => layered::layout(&graph),
            Err(error) => Err(Failure::Invalid(error.to_string())),
        };
        write(&mut output, &serde_json::to_vec(&answer).map_err(io::Error::other)?)?;
    }
    Ok(())
}

/// One message; none at the end.
fn read(from: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut head = [0; 4];
    match from.read_exact(&mut head) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    }
    let length = u32::from_be_bytes(head) as usize;
    if length > MAX_BYTES {
        return Err(io::Error::other(format!("a message of {length} bytes is too long")));
    }
    let mut message = vec![0; length];
    from.read_exact(&mut message)?;
    Ok(Some(message))
}

fn write(to: &mut impl Write, message: &[u8]) -> io::Result<()> {
    let length = u32::try_from(message.len()).ok().filter(|n| *n as usize <= MAX_BYTES);
    let length = length.ok_or_else(|| io::Error::other("the message is too long"))?;
    to.write_all(&length.to_be_bytes())?;
    to.write_all(message)?;
    to.flush()
}

/// Processes that lay out.
pub struct Workers {
    program: PathBuf,
    limit: Duration,
    idle: Mutex<Vec<Worker>>,
}

/// One process; killed when it is dropped.
struct Worker {
    child: Child,
    input: ChildStdin,
    answers: Receiver<io::Result<Vec<u8>>>,
}

impl Workers {
    /// Workers that run `program layout-worker`, and may take `limit` for one picture.
    pub fn new(program: PathBuf, limit: Duration) -> Self {
        Self { program, limit, idle: Mutex::default() }
    }

    fn start(&self) -> io::Result<Worker> {
        let mut command = Command::new(&self.program);
        command.arg(WORKER_COMMAND).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn()?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::Error::other("the worker has no pipes"));
        };
        let (send, answers) = sync_channel(1);
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            loop {
                let message = read(&mut output);
                let is_over = !matches!(message, Ok(Some(_)));
                let end = || io::Error::other("the worker ended");
                let message = message.and_then(|message| message.ok_or_else(end));
                if send.send(message).is_err() || is_over {
                    return;
                }
            }
        });
        Ok(Worker { child, input, answers })
    }

    fn ask(&self, worker: &mut Worker, request: &[u8]) -> Result<Vec<u8>, Failure> {
        write(&mut worker.input, request).map_err(|error| Failure::Worker(error.to_string()))?;
        match worker.answers.recv_timeout(self.limit) {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => Err(Failure::Worker(error.to_string())),
            Err(RecvTimeoutError::Timeout) => Err(Failure::TimedOut),
            Err(RecvTimeoutError::Disconnected) => Err(Failure::Worker("the worker ended".into())),
        }
    }
}

impl Engine for Workers {
    fn layout(&self, graph: &Graph) -> Result<Placed, Failure> {
        let request = serde_json::to_vec(graph).map_err(|error| Failure::Invalid(error.to_string()))?;
        let kept = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut worker = match kept {
            Some(worker) => worker,
            None => self.start().map_err(|error| Failure::Worker(error.to_string()))?,
        };
        // A worker that failed is dropped, and so killed.
        let answer = self.ask(&mut worker, &request)?;
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < MAX_IDLE {
            idle.push(worker);
        }
        drop(idle);
        let answer = serde_json::from_slice::<Result<Placed, Failure>>(&answer);
        answer.map_err(|error| Failure::Worker(error.to_string()))?
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // It may have ended by itself; either way it is waited for, so that none stays as a zombie.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_come_back_as_they_were_sent() {
        let mut pipe = Vec::new();
        write(&mut pipe, b"one").unwrap();
        write(&mut pipe, b"").unwrap();
        let mut from = &pipe[..];
        assert_eq!(read(&mut from).unwrap().unwrap(), b"one");
        assert_eq!(read(&mut from).unwrap().unwrap(), b"");
        assert!(read(&mut from).unwrap().is_none());
        assert!(read(&mut &b"\xff\xff\xff\xff"[..]).is_err());
    }

    #[test]
    fn a_worker_answers_each_request() {
        let mut requests = Vec::new();
        write(&mut requests, &serde_json::to_vec(&Graph::default()).unwrap()).unwrap();
        write(&mut requests, b"no graph").unwrap();
        let mut answers = Vec::new();
        serve(&requests[..], &mut answers).unwrap();
        let mut from = &answers[..];
        let mut next = || {
            let message = read(&mut from).unwrap().unwrap();
            serde_json::from_slice::<Result<Placed, Failure>>(&message).unwrap()
        };
        assert_eq!(next(), Ok(Placed::default()));
        assert!(matches!(next(), Err(Failure::Invalid(_))));
    }

    #[test]
    fn one_that_never_answers_is_stopped() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("sleeper");
        std::fs::write(&program, "#!/bin/sh\nexec sleep 60\n").unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        let workers = Workers::new(program, Duration::from_millis(200));
        let start = std::time::Instant::now();
        assert_eq!(workers.layout(&Graph::default()), Err(Failure::TimedOut));
        assert!(start.elapsed() < Duration::from_secs(20), "it was waited for");
        // One that says what no worker says.
        let workers = Workers::new("/usr/bin/yes".into(), LIMIT);
        assert!(matches!(workers.layout(&Graph::default()), Err(Failure::Worker(_))));
        let workers = Workers::new("/nowhere/archweave".into(), LIMIT);
        assert!(matches!(workers.layout(&Graph::default()), Err(Failure::Worker(_))));
    }
}
