//! Whether what a row of the database says was on disk at a moment.
//!
//! Others write to the same database at any time: the projection of the model goes on in it while answers go
//! out, and is made anew from git where it is missing. So not every write counts, but the first one of a page
//! that holds the row; a flush of its file that began after it, and ended before the moment, keeps it.

use super::trace::Call;

/// What is missing on disk of a row with this text at a line of the trace, if anything is. `database` is
/// the path of the database; what belongs to it begins with that.
pub fn missing(calls: &[Call], database: &str, row: &str, before: usize) -> Option<String> {
    let is_earlier = |call: &&Call| call.end < before;
    let is_of_database = |call: &&Call| call.file().is_some_and(|path| path.starts_with(database));
    let known = || calls.iter().filter(is_earlier).filter(is_of_database);
    let is_write = |call: &&Call| matches!(call.name.as_str(), "write" | "pwrite64" | "writev" | "pwritev");
    let Some(written) = known().filter(is_write).find(|call| call.arguments.contains(row)) else {
        return Some(format!("no row with `{row}` was written"));
    };
    let is_flush = |call: &Call| {
        matches!(call.name.as_str(), "fsync" | "fdatasync")
            && call.file() == written.file()
            && call.start > written.end
    };
    let why = || format!("the row with `{row}` was written to {} and not flushed", written.file().unwrap());
    (!known().any(is_flush)).then(why)
}
