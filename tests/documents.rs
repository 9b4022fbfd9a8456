//! The documents say what is so: commands exist, queries answer, links lead somewhere, and what is
//! generated is up to date. `make docs` writes the generated parts again.

use std::fmt::Write;
use std::fs;

use archweave_model::diagnostic::Severity;
use archweave_model::rules::CODES;

use crate::support::program::{Server, succeed};
use crate::support::{example, files_below, read, root};

/// The first fenced block in a language, and what follows it.
fn fenced<'a>(page: &'a str, language: &str) -> (&'a str, &'a str) {
    let start = format!("```{language}\n");
    let (_, rest) = page.split_once(&start).unwrap_or_else(|| panic!("no ```{language} block"));
    rest.split_once("\n```").unwrap()
}

/// Asserts that a generated file is up to date, or writes it (`make docs`).
fn generated(path: &str, expected: &str) {
    if std::env::var_os("ARCHWEAVE_BLESS").is_some() {
        fs::write(root().join(path), expected).unwrap();
    }
    let found = fs::read_to_string(root().join(path)).unwrap_or_default();
    assert!(found == expected, "{path} is not up to date: run `make docs` and look at the difference");
}

/// JSON that was printed a value a line, with whatever fits on one line joined.
fn on_few_lines(json: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let lines: Vec<&str> = json.lines().collect();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let within = lines[at + 1..].iter().take_while(|inner| indent(inner) > indent(line)).count();
        let end = at + 1 + within;
        let all = lines[at + 1..=end.min(lines.len() - 1)].iter().map(|inner| inner.trim());
        let joined = all.fold((*line).to_owned(), |joined, inner| joined + " " + inner);
        let fits = within > 0 && joined.len() <= 110;
        out.push(if fits { joined } else { (*line).to_owned() });
        at = if fits { end + 1 } else { at + 1 };
    }
    out.join("\n")
}

#[test]
fn the_readmes_query_has_the_readmes_answer() {
    let page = read("README.md");
    let (query, rest) = fenced(&page, "graphql");
    let (answer, _) = fenced(rest, "json");
    let server = Server::start();
    let found = server.graphql(query).json();
    if std::env::var_os("ARCHWEAVE_BLESS").is_some() {
        let printed = succeed(["query".as_ref(), example().as_os_str(), query.as_ref()]);
        fs::write(root().join("README.md"), page.replacen(answer, &on_few_lines(&printed), 1)).unwrap();
        return;
    }
    let expected: serde_json::Value = serde_json::from_str(answer).unwrap();
    assert_eq!(found, expected);
}

#[test]
fn the_commands_of_the_readme_exist() {
    let page = read("README.md");
    let makefile = read("Makefile");
    for target in ["run", "test"] {
        assert!(page.contains(&format!("make {target} ")), "the README names `make {target}`");
        assert!(makefile.contains(&format!("\n{target}:")), "the Makefile has `{target}`");
    }
    assert!(read(".ci/run").contains("make test"));
    let commands = page.lines().chain(page.split('`')).filter_map(|text| text.strip_prefix("archweave "));
    let help = succeed(["--help"]);
    let listed: Vec<&str> = help.lines().filter_map(|line| line.split_whitespace().next()).collect();
    let mut count = 0;
    for command in commands {
        let name = command.split_whitespace().next().unwrap_or_default();
        assert!(name.starts_with('-') || listed.contains(&name), "`archweave {name}` is not in --help");
        count += 1;
    }
    assert!(count > 4, "the README shows commands");
}

#[test]
fn links_between_the_documents_lead_somewhere() {
    let mut pages = vec![root().join("examples/customer-centre/README.md")];
    let top = fs::read_dir(root()).unwrap().map(|entry| entry.unwrap().path());
    pages.extend(top.filter(|path| path.is_file()));
    pages.extend(files_below(&root().join("docs")));
    pages.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    for page in pages {
        let text = fs::read_to_string(&page).unwrap();
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for target in targets.filter(|target| !target.contains("://") && !target.starts_with('#')) {
            let file = target.split('#').next().unwrap_or_default();
            let there = page.parent().unwrap().join(file).exists();
            assert!(there, "{}: the link {target} leads nowhere", page.display());
        }
    }
}

#[test]
fn files_that_the_architecture_page_names_are_there() {
    for page in ["ARCHITECTURE.md", "CONTRIBUTING.md"] {
        let text = read(page);
        // Every second piece between backticks is code.
        let code = text.split('`').skip(1).step_by(2);
        let is_path = |text: &&str| {
            let folders = ["model/", "server/", "templates/", "web/", "examples/", "docs/", ".ci/", "tests/"];
            folders.iter().any(|folder| text.starts_with(folder)) && !text.contains(['<', '*', ' '])
        };
        for path in code.filter(is_path).filter(|path| *path != "web/dist") {
            assert!(root().join(path).exists(), "{page} names {path}, which is not there");
        }
    }
}

#[test]
fn the_page_of_diagnostics_lists_every_code() {
    let mut page = String::from(
        "# Diagnostics\n\n\
         <!-- Generated from `model/src/rules/codes.rs` by `make docs`. -->\n\n\
         Every finding of `archweave validate`, of imports and of GraphQL's `diagnostics` has one of these codes. They are stable: \
         scripts may\nrely on them. The manifest sets another severity for a code, or turns it off:\n\n\
         ```yaml\nrules:\n  level: warn              # relations that ArchiMate does not allow: strict, warn or off\n  \
         unknown-key: off         # any code: error, warning, info or off\n```\n\n\
         Errors make `validate` end with exit code 1; `--fail-on warning` counts warnings too. A model with errors still opens, lists and draws.\n\n\
         | code | severity | meaning |\n|---|---|---|\n",
    );
    for rule in CODES {
        writeln!(page, "| `{}` | {} | {} |", rule.code, rule.severity.name(), rule.summary).unwrap();
    }
    assert!(CODES.iter().any(|rule| rule.severity == Severity::Warning));
    generated("docs/reference/diagnostics.md", &page);
}

#[test]
fn the_graphql_schema_that_is_checked_in_is_the_servers() {
    generated("docs/reference/schema.graphql", &succeed(["schema", "--graphql"]));
}

#[test]
fn every_code_in_use_is_on_the_page_of_diagnostics() {
    let mut count = 0;
    for folder in ["model/src", "server/interchange/src", "server/store/src", "server/app/src"] {
        for file in files_below(&root().join(folder)) {
            let text = fs::read_to_string(&file).unwrap_or_default();
            for start in ["Diagnostic::error(", "Diagnostic::warning("] {
                for rest in text.split(start).skip(1) {
                    let Some(code) = rest.trim_start().strip_prefix('"').and_then(|r| r.split('"').next())
                    else {
                        continue;
                    };
                    count += 1;
                    let is_known = CODES.iter().any(|rule| rule.code == code);
                    assert!(is_known, "{}: `{code}` is not in model/src/rules/codes.rs", file.display());
                }
            }
        }
    }
    assert!(count > 10, "codes are found in the sources");
}

#[test]
fn the_readmes_picture_is_what_is_drawn() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("landscape.svg");
    let example = example();
    let arguments =
        ["render".as_ref(), example.as_os_str(), "landscape".as_ref(), "--format".as_ref(), "svg".as_ref()];
    succeed(arguments.into_iter().chain(["--out".as_ref(), out.as_os_str()]));
    generated("docs/images/landscape.svg", &fs::read_to_string(out).unwrap());
}
