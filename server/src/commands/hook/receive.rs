//! `archweave hook pre-receive`: git calls it in the middle of a push to `archweave serve`, and it asks
//! the server what to do.

use std::io::Write as _;

use archweave_app::git::hook::ask;

use crate::Outcome;

pub(super) fn run() -> Outcome {
    let said = ask(std::io::stdin().lock(), |name| std::env::var_os(name));
    let mut terminal = std::io::stderr().lock();
    for line in said.lines {
        // Somebody who no longer listens has given up the push; the server knows.
        let _ = writeln!(terminal, "{line}");
    }
    match said.accepted {
        true => Outcome::Clean,
        false => Outcome::Findings,
    }
}
