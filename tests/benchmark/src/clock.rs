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
    let before = split("self").1;
    let (all, result) = measure(work);
    (format!("{all:.2} ({:.2} system)", split("self").1 - before), result)
}

/// CPU seconds of another process so far; hundredths.
pub fn cpu_of(process: u32) -> f64 {
    let (user, system) = split(&process.to_string());
    user + system
}

/// User and system seconds of a process so far; hundredths.
fn split(process: &str) -> (f64, f64) {
    let text = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The name may hold spaces; fields are counted after it.
    let fields: Vec<&str> = text.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|f| f.parse::<f64>().ok()).unwrap_or_default();
    let second = rustix::param::clock_ticks_per_second() as f64;
    (ticks(11) / second, ticks(12) / second)
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
