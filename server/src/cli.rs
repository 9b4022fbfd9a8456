//! The command line as a whole.

use clap::{Parser, Subcommand};

use crate::Outcome;
use crate::commands::{
    audit, backup, completions, diff, explain, export, fmt, hook, import, init, layout_worker, merge,
    merge_driver, mergetool, metamodel, query, record, reindex, render, report, restore, schema, serve, site,
    stats, token, trace, validate,
};
use crate::failure::Failure;

/// An enterprise-architecture model as text in git: check it, draw it, ask it, serve it
#[derive(Debug, Parser)]
#[command(name = "archweave", version, max_term_width = 100, arg_required_else_help = true, after_help = AFTER)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

const AFTER: &str = "\
A REPO is a folder with an archweave.yaml, a git repository or a bare git repository. Of a
repository with a work tree the files are read as they are on disk; --at reads a branch, tag,
commit or date instead.

Exit codes: 0 clean, 1 findings (of `validate`: errors, unless --fail-on says otherwise), 2 could not
run.";

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Args),
    Import(import::Args),
    Export(export::Args),
    Validate(validate::Args),
    Diff(diff::Args),
    Merge(merge::Args),
    MergeDriver(merge_driver::Args),
    Mergetool(mergetool::Args),
    Explain(explain::Args),
    Hook(hook::Args),
    Fmt(fmt::Args),
    Stats(stats::Args),
    Metamodel(metamodel::Args),
    Report(report::Args),
    Schema(schema::Args),
    Render(render::Args),
    Site(site::Args),
    Query(query::Args),
    Serve(serve::Args),
    Token(token::Args),
    Audit(audit::Args),
    Backup(backup::Args),
    Restore(restore::Args),
    Record(record::Args),
    Trace(trace::Args),
    Reindex(reindex::Args),
    Completions(completions::Args),
    LayoutWorker(layout_worker::Args),
}

impl Cli {
    /// Runs the command.
    pub(crate) fn run(self) -> Result<Outcome, Failure> {
        match self.command {
            Command::Init(args) => init::run(&args),
            Command::Import(args) => import::run(&args),
            Command::Export(args) => export::run(&args),
            Command::Validate(args) => validate::run(&args),
            Command::Diff(args) => diff::run(&args),
            Command::Merge(args) => merge::run(&args),
            Command::MergeDriver(args) => merge_driver::run(&args),
            Command::Mergetool(args) => mergetool::run(&args),
            Command::Explain(args) => explain::run(&args),
            Command::Hook(args) => hook::run(&args),
            Command::Fmt(args) => fmt::run(&args),
            Command::Stats(args) => stats::run(&args),
            Command::Metamodel(args) => metamodel::run(&args),
            Command::Report(args) => report::run(&args),
            Command::Schema(args) => schema::run(&args),
            Command::Render(args) => render::run(&args),
            Command::Site(args) => site::run(&args),
            Command::Query(args) => query::run(&args),
            Command::Serve(args) => serve::run(&args),
            Command::Token(args) => token::run(&args),
            Command::Audit(args) => audit::run(&args),
            Command::Backup(args) => backup::run(&args),
            Command::Restore(args) => restore::run(&args),
            Command::Record(args) => record::run(&args),
            Command::Trace(args) => trace::run(&args),
            Command::Reindex(args) => reindex::run(&args),
            Command::Completions(args) => completions::run(&args),
            Command::LayoutWorker(args) => layout_worker::run(&args),
        }
    }
}
