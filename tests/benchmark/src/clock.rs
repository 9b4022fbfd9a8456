//! CPU time and memory of this process and of others, as Linux tells them.

use std::path::Path;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// CPU time of this process, user and system, all threads.
pub fn cpu() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// CPU seconds that `work` took, and what it gave.
pub fn measure<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let before = cpu();
    let result = work();
    ((cpu() - before).as_secs_f64(), result)
}

/// What `work` took, as `0.70 (0.25 system)` in CPU seconds, and what it gave. System time is mostly the
/// kernel clearing memory on its first use.
pub fn seconds<T>(work: impl FnOnce() -> T) -> (String, T) {
    let before = ticks("self", 12..13);
    let (all, result) = measure(work);
    (format!("{all:.2} ({:.2} system)", ticks("self", 12..13) - before), result)
}

/// CPU seconds of another process so far; hundredths.
pub fn cpu_of(process: u32) -> f64 {
    ticks(&process.to_string(), 11..13)
}

/// The same with its children that have ended, and theirs.
pub fn cpu_with_children(process: u32) -> f64 {
    ticks(&process.to_string(), 11..15)
}

/// CPU seconds of all children of this process that have ended, and of theirs; hundredths.
pub fn cpu_of_children() -> f64 {
    ticks("self", 13..15)
}

/// Seconds of a process: the sum of some of its counters, user and system of its own, then of its children.
fn ticks(process: &str, counters: std::ops::Range<usize>) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The name may hold spaces; fields are counted after it.
    let fields: Vec<&str> = text.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|f| f.parse::<f64>().ok()).unwrap_or_default();
    counters.map(ticks).sum::<f64>() / rustix::param::clock_ticks_per_second() as f64
}

/// A line of `/proc/self/status` in MiB: `VmRSS`, `VmHWM`.
pub fn memory(key: &str) -> f64 {
    let text = std::fs::read_to_string(Path::new("/proc/self/status")).unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with(key)).unwrap_or_default();
    let kib = line.split_whitespace().nth(1).and_then(|n| n.parse::<f64>().ok());
    kib.unwrap_or_default() / 1024.0
}

/// Load of the machine over the last minute.
pub fn load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace().next().unwrap_or("?").to_owned()
}
