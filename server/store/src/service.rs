//! Git's own processes for people who clone and push, and the gate that a push has to pass.
//!
//! The git executable speaks the protocol (`upload-pack`, `receive-pack`). Before it moves a branch
//! it runs the hook `pre-receive`, which is ours whatever the repository says: a line of shell that
//! calls this program again ([`hook::ask`]), which asks the server over a socket that only its own
//! user reaches. So the server judges a push while git holds the new objects in quarantine; what is
//! refused leaves nothing.
//!
//! Start at [`GitService`]; [`push`] is what the gate sees and says. [`environment`] keeps what a
//! repository configures from running anything. Nothing here knows HTTP.

pub mod environment;
pub mod flush;
mod gate;
pub mod hook;
mod lines;
pub mod preamble;
pub mod process;
pub mod push;
mod question;
mod runtime;
mod turn;

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex, PoisonError};

pub use flush::flush_after_receive;
pub use gate::PendingPush;
pub use push::{Gate, Outcome, Push, RefUpdate, Verdict};

use crate::Repository;
use environment::{Task, git};
use gate::Gates;
use runtime::Runtime;

/// One of git's two services.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// Clone and fetch.
    UploadPack,
    /// Push.
    ReceivePack,
}

impl Service {
    /// Reads git's name of it: `git-upload-pack` or `git-receive-pack`.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::UploadPack, Self::ReceivePack].into_iter().find(|service| service.name() == name)
    }

    /// Git's name of it.
    pub fn name(self) -> &'static str {
        match self {
            Self::UploadPack => "git-upload-pack",
            Self::ReceivePack => "git-receive-pack",
        }
    }

    fn subcommand(self) -> &'static str {
        self.name().trim_start_matches("git-")
    }
}

/// What a server needs to let git serve its repositories: a private folder with the hook and the
/// socket, removed on drop, and the pushes that are under way. One a process.
pub struct GitService {
    gates: Arc<Gates>,
    hook_program: PathBuf,
    runtime: Mutex<Arc<Runtime>>,
}

impl GitService {
    /// Makes the folder, starts to listen, and runs the hook once to see that it can be run.
    ///
    /// `hook_program` is what git's hook calls, with the arguments `hook pre-receive`: this very
    /// executable, or in tests something that calls [`hook::ask`].
    pub fn start(hook_program: PathBuf) -> io::Result<Arc<Self>> {
        let gates = Arc::new(Gates::default());
        let runtime = Mutex::new(Runtime::start(&gates, &hook_program)?);
        Ok(Arc::new(Self { gates, hook_program, runtime }))
    }

    /// Lists branches and tags, as the first answer of either service.
    pub fn advertise(&self, repository: &Path, service: Service, protocol: Option<&str>) -> Command {
        let runtime = self.runtime.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut command = git(Task::Read, &runtime.hooks(), protocol);
        command.args([service.subcommand(), "--stateless-rpc", "--advertise-refs"]).arg(repository);
        command
    }

    /// Answers one request of a clone or a fetch.
    pub fn upload_pack(&self, repository: &Path, protocol: Option<&str>) -> Command {
        let runtime = self.runtime.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut command = git(Task::Read, &runtime.hooks(), protocol);
        command.args([Service::UploadPack.subcommand(), "--stateless-rpc"]).arg(repository);
        command
    }

    /// Takes a push. `gate` is asked once, on a thread of its own, when git has the objects and has
    /// moved nothing yet.
    ///
    /// Keep the [`PendingPush`] until the process has exited; then flush
    /// ([`flush_after_receive`]) and [`PendingPush::finish`].
    ///
    /// Fails closed: where the hook cannot be run, or git would run others beside it, there is no
    /// command.
    pub fn receive_pack(&self, repository: &Path, gate: Gate) -> io::Result<(Command, PendingPush)> {
        let runtime = self.whole_runtime()?;
        environment::refuse_configured_hooks(repository, &runtime.hooks())?;
        let pending = self.gates.register(repository, gate, runtime.clone())?;
        let mut command = git(Task::Write, &runtime.hooks(), None);
        command.args([Service::ReceivePack.subcommand(), "--stateless-rpc"]).arg(repository);
        command.envs(pending.environment(&runtime.socket()));
        Ok((command, pending))
    }

    /// The folder with the hook. Git runs no hook where there is none, so a folder that somebody
    /// cleaned away is made anew before anything is pushed.
    fn whole_runtime(&self) -> io::Result<Arc<Runtime>> {
        let mut runtime = self.runtime.lock().unwrap_or_else(PoisonError::into_inner);
        if !runtime.is_whole() {
            *runtime = Runtime::start(&self.gates, &self.hook_program)?;
        }
        Ok(runtime.clone())
    }
}

impl Repository {
    /// The folder that git's services take: where `objects` and `refs` are. None of a plain folder
    /// and of a part of a clone.
    pub fn git_folder(&self) -> Option<&Path> {
        self.git().filter(|git| git.within.is_empty()).map(|git| git.folder.as_path())
    }
}
