//! Room for a library that calls itself for each node of a path.
//!
//! The one place of this crate where there is a thread: it takes a value and gives one, nothing runs on
//! after it, and nobody outside can tell.

use super::Failure;

/// Address space; memory is taken as far as it is used.
const STACK: usize = 256 << 20;

/// Runs `work` on a large stack; a panic is a failure.
pub fn with_room<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, Failure> {
    std::thread::scope(|scope| {
        let builder = std::thread::Builder::new().name("layout".into()).stack_size(STACK);
        let thread = builder.spawn_scoped(scope, work).map_err(|e| Failure::Library(e.to_string()))?;
        thread.join().map_err(|panic| Failure::Library(message(&*panic)))
    })
}

/// What a panic said.
pub fn message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("it panicked").lines().next().unwrap_or_default().to_owned()
}
