//! `docs/reference/commands.md` is what `--help` says and `docs/reference/kinds/` what the library says;
//! `ARCHWEAVE_BLESS=1` writes them.

mod frameworks;
mod kinds;

use std::path::Path;

use clap::{Command, CommandFactory};

use crate::cli::Cli;

const HEAD: &str = "\
# Commands

What `archweave <command> --help` says. This page is generated: change the command, then run
`ARCHWEAVE_BLESS=1 cargo test -p archweave reference`.
";

fn page() -> String {
    let mut root = Cli::command().term_width(100);
    root.build();
    let mut page = String::from(HEAD);
    section(&mut page, "archweave", &mut root.clone());
    for command in root.get_subcommands().filter(|c| c.get_name() != "help" && !c.is_hide_set()) {
        let name = format!("archweave {}", command.get_name());
        section(&mut page, &name, &mut command.clone());
        for part in command.get_subcommands().filter(|part| part.get_name() != "help") {
            section(&mut page, &format!("{name} {}", part.get_name()), &mut part.clone());
        }
    }
    page
}

fn section(page: &mut String, title: &str, command: &mut Command) {
    let help = command.render_long_help().to_string();
    let lines: Vec<&str> = help.trim_end().lines().map(str::trim_end).collect();
    page.push_str(&format!("\n## {title}\n\n```text\n{}\n```\n", lines.join("\n")));
}

#[test]
fn the_reference_page_is_what_help_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/reference/commands.md");
    if std::env::var_os("ARCHWEAVE_BLESS").is_some() {
        std::fs::write(&path, page()).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == page(), "{} is old; run with ARCHWEAVE_BLESS=1", path.display());
}

#[test]
fn every_command_has_an_example() {
    use clap::CommandFactory;
    Cli::command().debug_assert();
    for command in Cli::command().get_subcommands().filter(|command| !command.is_hide_set()) {
        let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        assert!(help.contains(&format!("archweave {}", command.get_name())), "{}", command.get_name());
    }
}
