//! The executable: reads the command line, runs one command, says how it went by its exit code:
//! 0 clean, 1 findings, 2 could not run.
//!
//! Each command is one file below [`commands`]; [`cli`] lists them. What they have in common:
//! [`console`] writes, [`open`] finds the model, [`findings`] shows what is wrong with one.

mod cli;
mod commands;
mod console;
mod failure;
mod findings;
mod open;
#[cfg(test)]
mod reference;
mod shown;

use std::process::ExitCode;

use clap::Parser;

use crate::cli::Cli;
use crate::failure::Failure;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A query or a view may be deeply nested; the limits of both fit in this with room to spare.
const STACK: usize = 64 << 20;

/// How a command that ran to its end went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing to complain about.
    Clean,
    /// Errors or warnings.
    Findings,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let filter = tracing_subscriber::EnvFilter::try_from_default_env();
    tracing_subscriber::fmt()
        .with_env_filter(filter.unwrap_or_else(|_| "warn,usvg=error,fontdb=error".into()))
        .with_writer(std::io::stderr)
        .with_ansi(console::is_coloured_stderr())
        .init();
    if let Ok(program) = std::env::current_exe() {
        archweave_app::layout::use_workers(program);
    }
    let worker = std::thread::Builder::new().stack_size(STACK).spawn(move || cli.run());
    let result = match worker.map(std::thread::JoinHandle::join) {
        Ok(Ok(result)) => result,
        Ok(Err(_)) => {
            Err(Failure::new("archweave met a mistake of its own").help("please report what you ran"))
        }
        Err(error) => Err(Failure::new(format!("cannot start: {error}"))),
    };
    match result {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(failure) => {
            failure.print();
            ExitCode::from(2)
        }
    }
}
