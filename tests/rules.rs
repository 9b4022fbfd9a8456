//! The page of each rule (`docs/reference/rules/`): there is one for every code, it has its parts, and its
//! examples do what it says. `make docs` writes the severities and sentences again.
//!
//! How a page is read is in `rules/page.rs`, how an example is tried in `rules/run.rs`.

mod page;
mod run;
mod zip;

use std::collections::BTreeMap;
use std::fs;

use archweave_model::diagnostic::Diagnostic;
use archweave_model::rules::{CODES, Rule};

use self::page::{Example, examples};
use crate::support::{files_below, read, root};

const FOLDER: &str = "docs/reference/rules";

/// Codes about a file as a whole: what was not read as text has no lines.
const WITHOUT_LINE: &[&str] =
    &["bad-encoding", "bad-path", "unreadable-file", "import-image", "import-left-out", "import-more"];

/// What every page says besides its examples.
const PARTS: &[&str] =
    &["## Why", "## How to fix", "## Example", "## 中文", "(README.md#severities-and-waivers)"];

/// The pages by code, without the index.
fn pages() -> BTreeMap<String, String> {
    let files = files_below(&root().join(FOLDER)).into_iter();
    let named = files.map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), path));
    let pages = named.filter(|(code, _)| code != "README");
    pages.map(|(code, path)| (code, fs::read_to_string(path).unwrap())).collect()
}

/// Asserts that a page says what `CODES` says, or writes it (`make docs`).
fn up_to_date(path: &str, found: &str, expected: &str) {
    if std::env::var_os("ARCHWEAVE_BLESS").is_some() {
        fs::write(root().join(path), expected).unwrap();
    } else {
        assert!(found == expected, "{path} is not up to date: run `make docs` and look at the difference");
    }
}

/// What an example does other than it says; none if it is right.
fn problem(rule: &Rule, example: &Example) -> Option<String> {
    let found = run::findings(example);
    let listed = |d: &&Diagnostic| example.also.iter().any(|code| code == d.code);
    let shown = |found: &[&Diagnostic]| {
        let lines =
            found.iter().map(|d| format!("{} {}:{} {}", d.code, d.location.file, d.location.line, d.message));
        lines.collect::<Vec<_>>().join("; ")
    };
    let (own, others): (Vec<_>, Vec<_>) = found.iter().partition(|d| d.code == rule.code);
    let surplus: Vec<_> = others.iter().copied().filter(|d| !listed(d)).collect();
    let unseen = example.also.iter().find(|code| !others.iter().any(|d| d.code == **code));
    if !surplus.is_empty() {
        return Some(format!("it has other findings: {}", shown(&surplus)));
    }
    if let Some(code) = unseen {
        return Some(format!("`also` lists {code}, which is not found"));
    }
    if !example.is_bad {
        return (!own.is_empty()).then(|| format!("it is not good: {}", shown(&own)));
    }
    if own.is_empty() {
        return Some("it has no such finding".to_owned());
    }
    own.iter().find_map(|finding| {
        let place = &finding.location;
        // An export is about a file that is only being made.
        let is_export = rule.code.starts_with("export-");
        let has_line = place.line > 0 || WITHOUT_LINE.contains(&rule.code);
        let has_place = is_export || !place.file.is_empty() && has_line;
        let checks = [
            (finding.severity == rule.severity, "the severity is not the rule's"),
            (has_place, "the finding has no place"),
            (!finding.help.is_empty(), "the finding does not say what to do"),
        ];
        let (_, wrong) = checks.iter().find(|(is_right, _)| !is_right)?;
        Some(format!("{wrong}: {}", shown(&[finding])))
    })
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let pages = pages();
    for rule in CODES {
        assert!(pages.contains_key(rule.code), "write {FOLDER}/{}.md", rule.code);
    }
    for code in pages.keys() {
        let is_known = CODES.iter().any(|rule| rule.code == code);
        assert!(is_known, "{FOLDER}/{code}.md is about a code that is not in CODES");
    }
}

#[test]
fn each_page_has_its_parts() {
    for (code, page) in pages() {
        let Some(rule) = CODES.iter().find(|rule| rule.code == code) else { continue };
        let says = format!("**{}** · {}", rule.severity.name(), rule.summary);
        let lines = page.lines().enumerate();
        let lines = lines.map(|(number, line)| if number == 2 { says.as_str() } else { line });
        up_to_date(
            &format!("{FOLDER}/{code}.md"),
            &page,
            &lines.map(|line| format!("{line}\n")).collect::<String>(),
        );
        assert!(page.starts_with(&format!("# {code}\n\n")), "{code}.md starts with its code");
        for part in PARTS {
            assert!(page.contains(part), "{code}.md has no `{part}`");
        }
        let (_, chinese) = page.split_once("## 中文").unwrap();
        let count = chinese.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
        assert!(count >= 40, "{code}.md says too little in Chinese");
        for is_bad in [true, false] {
            let there = examples(&page).iter().any(|example| example.is_bad == is_bad);
            assert!(there, "{code}.md has no {} example", if is_bad { "bad" } else { "good" });
        }
    }
}

#[test]
fn each_example_triggers_its_rule_or_nothing() {
    let pages = pages();
    let mut pairs: Vec<(&Rule, &str, &str)> = Vec::new();
    for rule in CODES {
        pairs.extend(pages.get(rule.code).map(|page| (rule, rule.code, page.as_str())));
    }
    // The index shows how this one is waived.
    let index = read(&format!("{FOLDER}/README.md"));
    let waived = CODES.iter().find(|rule| rule.code == "missing-owner");
    pairs.extend(waived.map(|rule| (rule, "README", index.as_str())));
    let mut wrong = Vec::new();
    for (rule, name, page) in pairs {
        for example in examples(page) {
            let at = format!("{FOLDER}/{name}.md:{}", example.line);
            wrong.extend(problem(rule, &example).map(|problem| format!("{at}: {problem}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_example_that_does_not_do_what_it_says_is_found_out() {
    let page = "```yaml bad\n# file: elements/crm.yaml\nid: crm\nkind: aplication-component\n```\n\n\
                ```yaml good\n# file: elements/crm.yaml\nid: crm\nkind: application-component\n```\n";
    let rule = |code: &str| CODES.iter().find(|rule| rule.code == code).unwrap();
    let [bad, good] = &examples(page)[..] else { panic!("two examples") };
    let says = |code: &str, example: &Example| problem(rule(code), example).unwrap_or_default();
    assert_eq!(says("unknown-kind", bad), "");
    assert_eq!(says("unknown-kind", good), "");
    assert!(says("bad-id", bad).contains("other findings: unknown-kind elements/crm.yaml:2 "));
    let swapped = |example: &Example| Example { is_bad: !example.is_bad, ..example.clone() };
    assert!(says("unknown-kind", &swapped(bad)).starts_with("it is not good"));
    assert_eq!(says("unknown-kind", &swapped(good)), "it has no such finding");
    let surplus = Example { also: vec!["bad-id".into()], ..good.clone() };
    assert!(says("unknown-kind", &surplus).contains("is not found"));
    let softer = Rule { severity: archweave_model::diagnostic::Severity::Info, ..*rule("unknown-kind") };
    assert!(problem(&softer, bad).unwrap().starts_with("the severity"));
}

#[test]
fn the_index_lists_every_rule_once() {
    let path = format!("{FOLDER}/README.md");
    let page = read(&path);
    let mut listed = Vec::new();
    let mut line_of = |line: &str| {
        let code = line.strip_prefix("| [`").and_then(|rest| rest.split('`').next());
        let Some(code) = code else { return line.to_owned() };
        listed.push(code.to_owned());
        match CODES.iter().find(|rule| rule.code == code) {
            Some(rule) => {
                let Rule { summary, chinese, severity, .. } = rule;
                format!("| [`{code}`]({code}.md) | {} | {summary} | {chinese} |", severity.name())
            }
            None => line.to_owned(),
        }
    };
    let expected = page.lines().map(|line| line_of(line) + "\n").collect::<String>();
    up_to_date(&path, &page, &expected);
    let mut known: Vec<&str> = CODES.iter().map(|rule| rule.code).collect();
    known.sort_unstable();
    listed.sort_unstable();
    assert_eq!(listed, known, "{path} lists each rule in one table");
}
