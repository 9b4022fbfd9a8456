//! Lays out pictures for another process of this program.

use archweave_app::layout;
use rustix::process::{Resource, Rlimit, setrlimit};

use crate::Outcome;
use crate::failure::Failure;

/// Most memory a worker may ask for, in bytes.
const MEMORY: u64 = 3 << 30;

/// Answer requests for layouts on standard input and output
#[derive(Debug, clap::Args)]
#[command(hide = true)]
pub(crate) struct Args {}

pub(crate) fn run(_: &Args) -> Result<Outcome, Failure> {
    // Without the limit a layout gone wrong could take the machine's memory; where it cannot be set,
    // the limit of time is left.
    let _ = setrlimit(Resource::As, Rlimit { current: Some(MEMORY), maximum: Some(MEMORY) });
    let served = layout::serve(std::io::stdin().lock(), std::io::stdout().lock());
    served.map_err(|error| Failure::new(format!("the other side is gone: {error}")))?;
    Ok(Outcome::Clean)
}
