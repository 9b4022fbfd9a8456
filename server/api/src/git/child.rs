//! A git process while a request needs it: it ends when nobody wants its answer, or when nothing
//! happens for long.

use std::process::ExitStatus;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use archweave_app::git::process::{Stop, stop_group};
use tokio::io::AsyncReadExt as _;
use tokio::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

/// How long nothing may happen: no byte in, no byte out.
const MAX_IDLE: Duration = Duration::from_secs(300);
/// How long one request may take in all.
const MAX_TIME: Duration = Duration::from_secs(3600);
/// How often the time is looked at.
const TICK: Duration = Duration::from_secs(5);
/// How long git has to notice that its pipes are closed, and then to end when told to.
const GRACE: Duration = Duration::from_secs(2);
/// Bytes of what git complains about that are kept for the log.
const MAX_COMPLAINT: u64 = 4096;

/// A process that runs.
pub(super) struct Running {
    pub(super) stdin: Option<ChildStdin>,
    pub(super) stdout: Option<ChildStdout>,
    pub(super) leash: Leash,
    /// How it ended; none if it was stopped.
    pub(super) end: JoinHandle<Option<ExitStatus>>,
}

/// Ends the process when dropped, unless it was let go or has ended.
pub(super) struct Leash {
    pulse: Arc<Pulse>,
    let_go: Option<oneshot::Sender<()>>,
}

impl Leash {
    /// Something happened.
    pub(super) fn beat(&self) {
        self.pulse.beat();
    }

    /// The process may go on to its end whether or not anyone waits for it.
    pub(super) fn let_go(mut self) {
        if let Some(sender) = self.let_go.take() {
            // Fails if the process has ended already.
            let _ = sender.send(());
        }
    }
}

/// When something happened last.
struct Pulse {
    start: Instant,
    millis: AtomicU64,
}

impl Pulse {
    fn beat(&self) {
        self.millis.store(self.start.elapsed().as_millis() as u64, Ordering::Relaxed);
    }

    fn is_dead(&self) -> bool {
        let now = self.start.elapsed();
        let idle = now.saturating_sub(Duration::from_millis(self.millis.load(Ordering::Relaxed)));
        idle > MAX_IDLE || now > MAX_TIME
    }
}

/// Starts a process.
pub(super) fn start(command: std::process::Command) -> std::io::Result<Running> {
    let mut child = Command::from(command).kill_on_drop(true).spawn()?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let pulse = Arc::new(Pulse { start: Instant::now(), millis: AtomicU64::new(0) });
    let (sender, receiver) = oneshot::channel();
    let end = tokio::spawn(watch(child, stderr, pulse.clone(), receiver));
    Ok(Running { stdin, stdout, leash: Leash { pulse, let_go: Some(sender) }, end })
}

async fn watch(
    mut child: Child,
    stderr: Option<ChildStderr>,
    pulse: Arc<Pulse>,
    mut leash: oneshot::Receiver<()>,
) -> Option<ExitStatus> {
    let complaint = tokio::spawn(read_complaint(stderr));
    let mut is_held = true;
    loop {
        tokio::select! {
            status = child.wait() => {
                let status = status.ok()?;
                if !status.success() {
                    let said = complaint.await.unwrap_or_default();
                    tracing::warn!(%status, said = said.trim(), "git");
                }
                return Some(status);
            }
            end = &mut leash, if is_held => match end {
                Ok(()) => is_held = false,
                Err(_) => break,
            },
            () = sleep(TICK) => if pulse.is_dead() {
                tracing::warn!("git was stopped: nothing happened for long");
                break;
            },
        }
    }
    // Whoever held the leash held the pipes. A push takes its quarantine away when its input ends.
    for next in [Stop::Ask, Stop::Force] {
        if timeout(GRACE, child.wait()).await.is_ok() {
            return None;
        }
        if let Some(process) = child.id() {
            stop_group(process, next);
        }
    }
    let _ = child.wait().await;
    None
}

/// What git says on its standard error; the rest of it is read so that git never waits.
async fn read_complaint(stderr: Option<ChildStderr>) -> String {
    let Some(mut stderr) = stderr else { return String::new() };
    let mut kept = Vec::new();
    let _ = (&mut stderr).take(MAX_COMPLAINT).read_to_end(&mut kept).await;
    let _ = tokio::io::copy(&mut stderr, &mut tokio::io::sink()).await;
    String::from_utf8_lossy(&kept).into_owned()
}
