//! Ending git together with the programs that it started.
//!
//! Close its input first and give it a moment: that way alone it takes a quarantine away. What a
//! signal leaves behind is cleared by the repository's maintenance.

use rustix::process::{Pid, Signal, kill_process_group};

/// How a process is told to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// Git takes its locks away.
    Ask,
    /// At once.
    Force,
}

/// Ends the group of a process that was started by a command of [`super::GitService`], which leads a
/// group of its own. Call it only while the process was not waited for, so that its number is its.
pub fn stop_group(process: u32, how: Stop) {
    let signal = match how {
        Stop::Ask => Signal::TERM,
        Stop::Force => Signal::KILL,
    };
    let group = i32::try_from(process).ok().and_then(Pid::from_raw);
    if let Some(group) = group {
        // It has ended already.
        let _ = kill_process_group(group, signal);
    }
}
