use std::path::Path;

use archweave_model::diagnostic::Severity;
use archweave_model::element::{Access, LIFECYCLE_STATES};
use archweave_model::metamodel::{Layer, PropertyType};

use super::*;

#[test]
fn the_browser_is_asked_and_english_is_the_rest() {
    for (header, expected) in [
        ("", Language::English),
        ("zh-CN,zh;q=0.9,en;q=0.8", Language::Chinese),
        ("de,en;q=0.5,zh;q=0.4", Language::English),
        ("fr, zh-Hans;q=0.2", Language::Chinese),
        ("en;q=0,zh;q=0.1", Language::Chinese),
        ("zh;q=x, ;;,", Language::English),
    ] {
        assert_eq!(Language::preferred(header), expected, "{header}");
    }
}

#[test]
fn names_fall_back_and_say_their_language() {
    let both = Text::languages([("en".into(), "Desk".into()), ("zh-CN".into(), "坐席".into())]);
    let plain = Text::from("Desk");
    let shown = |text: &Text, language: Language| {
        let shown = language.show(text, "en");
        (shown.text, shown.lang)
    };
    assert_eq!(shown(&both, Language::Chinese), ("坐席".into(), None));
    assert_eq!(shown(&both, Language::English), ("Desk".into(), None));
    assert_eq!(shown(&plain, Language::Chinese), ("Desk".into(), Some("en".into())));
    let odd = Text::languages([("\" onload=x".into(), "odd".into())]);
    assert_eq!(shown(&odd, Language::English), ("odd".into(), None));
}

#[test]
fn sentences_and_counts() {
    let words = Words(BTreeMap::from([
        ("say".to_owned(), "see {a} and {b}".to_owned()),
        ("views".to_owned(), "{n} view|{n} views".to_owned()),
    ]));
    assert_eq!(words.fill("say", &[("a", "{b}"), ("b", "x")]), "see {b} and x");
    assert_eq!(words.count("views", 1), "1 view");
    assert_eq!(words.count("views", 1_234_567), "1,234,567 views");
}

/// Files of a folder, at every depth.
fn files(folder: &Path, extension: &str, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, extension, found);
        } else if path.extension().is_some_and(|e| e == extension) && !path.ends_with("tests.rs") {
            found.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
        }
    }
}

/// What follows `before` up to the first character that is not part of a key.
fn keys<'a>(text: &'a str, before: &'a str) -> impl Iterator<Item = &'a str> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.split(before).skip(1).map(move |rest| &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())])
}

fn used() -> std::collections::BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut templates = Vec::new();
    files(&root.join("../../templates/pages"), "hbs", &mut templates);
    let mut code = Vec::new();
    files(&root.join("src/pages"), "rs", &mut code);
    files(&root.join("src/assets"), "rs", &mut code);
    let mut used = std::collections::BTreeSet::new();
    for (_, text) in &templates {
        let named = ["{{t.", "@root.t.", "=t."].into_iter().flat_map(|before| keys(text, before));
        used.extend(named.map(str::to_owned));
    }
    for (_, text) in &code {
        for call in [".word(\"", ".fill(\"", ".count(\""] {
            used.extend(keys(text, call).map(str::to_owned));
        }
    }
    let of = |set: &str, ids: &[&str]| {
        let keys = ids.iter().map(|id| format!("{set}_{}", id.replace('-', "_")));
        keys.collect::<Vec<_>>()
    };
    let layers: Vec<&str> = Layer::ALL.iter().map(|layer| layer.id()).collect();
    let access: Vec<&str> = Access::ALL.iter().map(|(_, name)| *name).collect();
    let severities = [Severity::Error, Severity::Warning, Severity::Info].map(Severity::name);
    used.extend(of("layer", &layers));
    used.extend(of("access", &access));
    used.extend(of("severity", &severities));
    used.extend(of("lifecycle", &LIFECYCLE_STATES));
    used.extend(of("owner", &["business", "technology"]));
    used.extend(of("state", &["present", "partial", "missing"]));
    used.extend(of("artifact", &["catalog", "matrix", "diagram"]));
    used.extend(of("form", &["diagram", "catalog", "matrix", "zachman", "phase"]));
    used.extend(of("standard", &["own", "archweave", "archimate", "uml", "zachman", "togaf"]));
    let formats = ["svg", "png", "pdf", "csv", "xlsx", "plantuml", "mermaid", "dot", "drawio", "markdown"];
    used.extend(of("format", &formats));
    used.extend(of("lack", &["attribute", "owner", "relation"]));
    for set in ["home", "home_long"] {
        used.extend(of(set, &["model", "ledger", "both"]));
    }
    used.extend(of("stage", &["demand", "requirement", "build", "release", "run", "effect", "all", "none"]));
    // Of these three the page says what they hold.
    let held = [PropertyType::Enum, PropertyType::List, PropertyType::Record];
    let types = PropertyType::ALL.iter().filter(|(kind, _)| !held.contains(kind));
    used.extend(of("type", &types.map(|(_, name)| *name).collect::<Vec<_>>()));
    used.extend(of("status", &["401", "403", "404", "409", "413", "422", "429", "500", "503"]));
    used.extend(of("advice", &["401", "403", "404", "409", "413", "422", "429", "500", "503"]));
    used
}

#[test]
fn every_word_is_there_in_every_language_and_used() {
    let used = used();
    for (language, code, _) in Language::ALL {
        let words = language.words();
        let known: std::collections::BTreeSet<String> = words.0.keys().cloned().collect();
        let missing: Vec<_> = used.difference(&known).collect();
        let unused: Vec<_> = known.difference(&used).collect();
        assert!(missing.is_empty(), "{code} lacks {missing:?}");
        assert!(unused.is_empty(), "{code} has what nothing uses: {unused:?}");
        assert!(words.0.values().all(|word| !word.trim().is_empty()), "{code}");
    }
}

#[test]
fn both_languages_have_the_same_gaps() {
    let gaps = |text: &str| {
        let mut found: Vec<String> = keys(text, "{").map(str::to_owned).collect();
        found.sort();
        found.dedup();
        found
    };
    let (english, chinese) = (Language::English.words(), Language::Chinese.words());
    for (key, text) in &english.0 {
        assert_eq!(gaps(text), gaps(&chinese.0[key]), "{key}");
    }
}

/// Names and commands that are the same in every language.
const PROPER: [&str; 5] = ["Archweave", "GraphiQL", "GraphQL", "make", "web"];

#[test]
fn templates_hold_no_words_of_their_own() {
    let mut templates = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates/pages"), "hbs", &mut templates);
    assert!(!templates.is_empty());
    for (file, text) in templates {
        let mut plain = String::new();
        let mut rest = &*text;
        while let Some(at) = rest.find(['{', '<']) {
            plain.push_str(&rest[..at]);
            let end = if rest[at..].starts_with("{{") { "}}" } else { ">" };
            let after = rest[at..].find(end).map_or(rest.len(), |n| at + n + end.len());
            rest = &rest[after..];
            plain.push(' ');
        }
        plain.push_str(rest);
        for word in plain.split(|c: char| !c.is_alphabetic()).filter(|w| w.len() > 1) {
            assert!(PROPER.contains(&word), "{file}: `{word}` belongs into en.json and zh.json");
        }
    }
}
