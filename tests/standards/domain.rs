//! Kinds of BizDevOps and UML as the domain guidance lists them: every kind with its parent, home, cell,
//! attributes and relations.

use std::collections::BTreeMap;

use archweave_model::metamodel::{
    ElementKind, End, Home, KindIndex, Metamodel, PropertyDefinition, RelationIndex,
};

use crate::support::shared;

/// Cells of the first table under a heading, row by row, without its head.
fn table(text: &str, heading: &str) -> Vec<Vec<String>> {
    let rest = text.split_once(heading).unwrap_or_else(|| panic!("no heading {heading}")).1;
    let lines = rest.lines().skip_while(|line| !line.starts_with("| kind"));
    let rows = lines.take_while(|line| line.starts_with('|')).skip(2);
    rows.map(|line| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// The words in backticks.
fn ticked(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

fn domain() -> Option<String> {
    let folder = shared("standards")?;
    let path = folder.join("../domain.md");
    Some(std::fs::read_to_string(path).unwrap())
}

fn library_kind<'a>(library: &'a Metamodel, name: &str) -> (KindIndex, &'a ElementKind) {
    let index = library.kind_index(name).unwrap_or_else(|| panic!("the library has no kind {name}"));
    (index, library.kind(index))
}

/// Names of attributes with whether they are required. A key with a colon lists its values up to the
/// next semicolon; words in brackets are remarks.
fn attributes(cell: &str) -> Vec<(String, bool)> {
    let mut plain = String::new();
    let mut depth = 0;
    for letter in cell.chars() {
        match letter {
            '(' | '{' | '[' => depth += 1,
            ')' | '}' | ']' => depth -= 1,
            letter if depth == 0 => plain.push(letter),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for part in plain.split(';') {
        let names = part.split_once(':').map_or(part, |(names, _)| names);
        for name in names.split(',') {
            let name = name.trim();
            let is_required = name.contains('*');
            let words: Vec<&str> = name.split(['*', ' ']).filter(|word| !word.is_empty()).collect();
            // `priority 1-4*`: a range is no part of the name.
            let words = words.into_iter().filter(|word| !word.starts_with(|c: char| c.is_ascii_digit()));
            let key = words.collect::<Vec<_>>().join("_");
            if !key.is_empty() {
                found.push((key, is_required));
            }
        }
    }
    found
}

/// What the guidance says in words that are no key.
const OTHER_WORDS: [(&str, &str); 4] = [
    ("purl_without_version", "purl"),
    ("document_url", "document"),
    ("evidence_url", "evidence"),
    // From the first message of the range to the last.
    ("message_range", "first"),
];

fn check_attributes(name: &str, properties: &[PropertyDefinition], cell: &str, wrong: &mut Vec<String>) {
    for (key, is_required) in attributes(cell) {
        // Owners are an attribute of every element.
        if key == "both_owners" {
            continue;
        }
        let key = OTHER_WORDS.iter().find(|(words, _)| *words == key).map_or(&*key, |(_, key)| key);
        match properties.iter().find(|property| property.key == key) {
            None => wrong.push(format!("{name} has no attribute {key}")),
            Some(property) if is_required && !property.required => {
                wrong.push(format!("{name}.{key} is not required"));
            }
            Some(_) => {}
        }
    }
}

#[test]
fn every_bizdevops_kind_is_as_the_guidance_says() {
    let Some(text) = domain() else { return };
    let library = Metamodel::library();
    let mut wrong = Vec::new();
    let rows = table(&text, "## 4. BizDevOps kinds");
    let mut count = 0;
    for row in &rows {
        let names = ticked(&row[0]);
        let chinese: Vec<&str> = row[1].split('/').map(str::trim).collect();
        for (name, zh) in names.iter().zip(chinese) {
            count += 1;
            let (index, kind) = library_kind(&library, name);
            let is_archimate = row[0].contains("(ArchiMate)");
            assert_eq!(&*kind.namespace, if is_archimate { "archimate" } else { "bizdevops" }, "{name}");
            if kind.label.exact("zh") != Some(zh) {
                wrong.push(format!("{name} is called {:?}, not {zh}", kind.label.exact("zh")));
            }
            let home = match &*row[2] {
                "L" => Home::Ledger,
                "G" => Home::Model,
                _ => Home::Both,
            };
            if kind.home != home {
                wrong.push(format!("{name} lives in {:?}", kind.home));
            }
            let parent = row[3].split([' ', ',']).next().unwrap();
            match library.kind_index(parent) {
                Some(parent) if !library.is_a(index, parent) => {
                    wrong.push(format!("{name} is no {}", row[3]))
                }
                None if kind.archimate.is_some() => wrong.push(format!("{name} has a type")),
                _ => {}
            }
            check_attributes(name, &kind.properties, &row[4], &mut wrong);
            let by_value = kind.cells.iter().map(|rule| &*rule.cell);
            let cells: Vec<&str> = kind.cell.as_deref().into_iter().chain(by_value).collect();
            let named = row[5].split([' ', ',', ';']).filter(|word| word.contains('.'));
            wrong.extend(
                named.filter(|cell| !cells.contains(cell)).map(|cell| format!("{name} is never in {cell}")),
            );
        }
    }
    assert_eq!((rows.len(), count), (24, 25));
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Kinds that the guidance names by a short word.
const WORDS: [(&str, &str); 16] = [
    ("actor", "business-actor"),
    ("any core element", "application-component"),
    ("application", "application-component"),
    ("artifact version", "artifact-version"),
    ("artifact(-version)", "artifact"),
    ("clause", "policy-clause"),
    ("component", "application-component"),
    ("function", "business-function"),
    ("process", "business-process"),
    ("role", "business-role"),
    ("service", "application-service"),
    ("target", "deployment-target"),
    ("team", "joint-team"),
    ("goal", "goal"),
    ("trial", "trial"),
    ("work-package", "work-package"),
];

const BASES: [&str; 8] = [
    "association",
    "aggregation",
    "composition",
    "realization",
    "serving",
    "influence",
    "assignment",
    "access",
];

/// A relation of the guidance: what it is called, its base and direction where given, its ends.
struct Entry<'a> {
    label: &'a str,
    base: Option<&'a str>,
    is_backward: bool,
    ends: Vec<&'a str>,
}

/// `label / 标签: base -> end, end`; sometimes without a label, a base or an arrow.
fn entry(text: &str) -> Entry<'_> {
    let text = text.split_once(" (").map_or(text, |(text, _)| text);
    // Without a colon the words before the arrow are the label.
    let (label, rest) = text.split_once(':').unwrap_or((text.split(" ->").next().unwrap_or(text), text));
    let label = label.split('/').next().unwrap_or_default().trim();
    let base = BASES.into_iter().find(|base| rest.split_whitespace().any(|word| word == *base));
    let is_backward = rest.contains("<-");
    let ends = ["<-", "->"].iter().find_map(|arrow| Some(rest.split_once(arrow)?.1)).unwrap_or(rest);
    let ends = ends.split(',').map(str::trim);
    Entry { label, base, is_backward, ends: ends.filter(|end| !end.is_empty()).collect() }
}

/// Labelled relations that join two kinds, with their labels in the direction asked for.
fn joining<'a>(
    library: &'a Metamodel,
    base: Option<RelationIndex>,
    from: KindIndex,
    to: KindIndex,
) -> Vec<[&'a str; 3]> {
    let all = library.relations().filter(|(index, relation)| {
        &*relation.namespace == "bizdevops"
            && base.is_none_or(|base| relation.archimate == base)
            && library.allows(*index, End::Element(from), End::Element(to))
    });
    let words = |text: &'a archweave_model::text::Text| text.exact("en").unwrap_or_default();
    all.map(|(_, r)| [words(&r.label), words(&r.forward), words(&r.backward)]).collect()
}

/// Where the library's name of a relation is another than the guidance's word.
const LABELS: [(&str, &str); 5] = [
    ("stages", "has stage"),
    ("members", "has member"),
    ("policy composition", "has clause"),
    ("reaches", "reaches"),
    ("should run", "should run"),
];

#[test]
fn every_bizdevops_relation_is_as_the_guidance_says() {
    let Some(text) = domain() else { return };
    let library = Metamodel::library();
    let by_word: BTreeMap<&str, &str> = WORDS.into();
    let (mut wrong, mut checked) = (Vec::new(), 0);
    for row in table(&text, "## 4. BizDevOps kinds") {
        let name = *ticked(&row[0]).last().unwrap();
        // `supported by: realization <- process, serving <- capability` are two of one name.
        let cell = row[6].replace(", serving <-", "; supported by: serving <-");
        for text in cell.split(';').map(str::trim) {
            let entry = entry(text);
            // A clause is a clause of its policy; a reference to a revision of the model is no relation.
            let own = if text.starts_with("policy composition") { "policy" } else { name };
            let base = entry.base.map(|base| library.relation_index(base).unwrap());
            let (own, _) = library_kind(&library, own);
            for end in &entry.ends {
                let end = by_word.get(end).unwrap_or(end);
                let Some(other) = library.kind_index(end) else {
                    assert!(
                        matches!(*end, "clause with neither = not yet digital" | "in model revision"),
                        "{end} in {text}"
                    );
                    continue;
                };
                let found = match (entry.base, entry.is_backward) {
                    (Some(_), false) => joining(&library, base, own, other),
                    (Some(_), true) => joining(&library, base, other, own),
                    // No direction is given: either will do.
                    (None, _) => {
                        [joining(&library, None, own, other), joining(&library, None, other, own)].concat()
                    }
                };
                checked += 1;
                let label = LABELS
                    .iter()
                    .find(|(word, _)| *word == entry.label)
                    .map_or(entry.label, |(_, label)| label);
                if !found.iter().flatten().any(|known| known.eq_ignore_ascii_case(label)) {
                    wrong.push(format!("{name}: {text} ({end}) among {found:?}"));
                }
            }
        }
    }
    assert!(checked > 60, "{checked}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_uml_kind_and_part_is_as_the_guidance_says() {
    let Some(text) = domain() else { return };
    let library = Metamodel::library();
    let mut wrong = Vec::new();
    for row in table(&text, "## 6. UML") {
        let names = ticked(&row[0]);
        let name = names[0];
        if row[0].starts_with("part") {
            parts(&library, name, &row, &mut wrong);
            continue;
        }
        let (index, kind) = library_kind(&library, name);
        let parent = library.kind_index(&row[1]).unwrap();
        if !library.is_a(index, parent) {
            wrong.push(format!("{name} is no {}", row[1]));
        }
        check_attributes(name, &kind.properties, &row[2], &mut wrong);
        let cell = row[3].split(' ').next().filter(|cell| *cell != "none");
        if kind.cell.as_deref() != cell {
            wrong.push(format!("{name} is in {:?}", kind.cell));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A part is a list of records with an id in the kinds that own it.
fn parts(library: &Metamodel, name: &str, row: &[String], wrong: &mut Vec<String>) {
    let owners: &[&str] = match name {
        "attribute" => &["class", "business-object", "data-object"],
        "operation" => &["class", "application-component", "application-interface"],
        "state" | "transition" => {
            &["business-object", "data-object", "business-process", "application-component"]
        }
        _ => &["interaction"],
    };
    for owner in owners {
        let (_, kind) = library_kind(library, owner);
        let list = kind.properties.iter().find(|property| property.key == format!("{name}s"));
        let Some(list) = list.filter(|list| list.parts) else {
            wrong.push(format!("{owner} has no parts {name}s"));
            continue;
        };
        let fields = list.items.as_ref().map_or(&[][..], |item| &item.fields);
        check_attributes(&format!("{owner}.{name}"), fields, &row[2], wrong);
        if !fields.iter().any(|field| field.key == "id" && field.required) {
            wrong.push(format!("{owner}.{name} has no required id"));
        }
    }
}

/// `**application-component** `criticality 1-4, ...`` of the section on what every element may have.
#[test]
fn archimate_kinds_have_the_attributes_that_people_expect() {
    let Some(text) = domain() else { return };
    let library = Metamodel::library();
    let section = text.split_once("Per ArchiMate kind, the minimum people expect:").unwrap().1;
    let section = section.split_once("\n\n").unwrap().0;
    let mut wrong = Vec::new();
    let mut count = 0;
    for entry in section.split("**").collect::<Vec<_>>()[1..].chunks(2) {
        let [kinds, attributes] = entry else { continue };
        for name in kinds.split(" / ") {
            let (_, kind) = library_kind(&library, name.trim());
            count += 1;
            // Between the backticks: `key 1-4, key: value|value, key: ref(kind)`.
            let listed = attributes.split('`').nth(1).unwrap().replace('\n', " ");
            for item in listed.split(',') {
                let key = item.trim().split([' ', ':']).next().unwrap();
                let is_common = key == "steward";
                if !key.is_empty()
                    && !is_common
                    && !kind.properties.iter().any(|property| property.key == key)
                {
                    wrong.push(format!("{name} has no {key}"));
                }
            }
        }
    }
    assert_eq!(count, 11);
    assert!(wrong.is_empty(), "{wrong:#?}");
}
