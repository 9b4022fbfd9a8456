//! What a column of a table is: known by its key, or by what people call it in any language.

use archweave_model::element::Element;
use archweave_model::metamodel::{ElementKind, PropertyDefinition, PropertyType};
use archweave_model::text::Text;
use archweave_model::value::Value;

/// What a column holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Column {
    Id,
    /// In a language; none is the reader's.
    Name(Option<String>),
    Description(Option<String>),
    Business,
    Technology,
    Tags,
    /// `state`, `since` or `until`.
    Lifecycle(&'static str),
    Property(Box<PropertyDefinition>),
}

/// Keys and other names of the columns that every kind has.
const COMMON: [(&str, &[&str]); 9] = [
    ("id", &["标识", "编号"]),
    ("name", &["名称", "title", "标题"]),
    ("description", &["说明", "描述", "documentation"]),
    ("owner", &["owners.business", "business owner", "负责人", "责任方", "业务负责人"]),
    ("owner.technology", &["owners.technology", "technology owner", "技术负责人"]),
    ("tags", &["tag", "标签"]),
    ("lifecycle", &["lifecycle.state", "生命周期"]),
    ("lifecycle.since", &["生命周期开始"]),
    ("lifecycle.until", &["生命周期结束"]),
];

impl Column {
    /// The column that a heading means for elements of a kind.
    pub fn parse(heading: &str, kind: &ElementKind) -> Option<Self> {
        let wanted = heading.trim().to_lowercase();
        let (stem, language) = language_of(&wanted);
        let known = COMMON.iter().find(|(key, names)| *key == wanted || names.contains(&&*wanted));
        let known = known.or_else(|| {
            let of_language = |(key, names): &&(&str, &[&str])| {
                matches!(*key, "name" | "description") && (*key == stem || names.contains(&stem))
            };
            COMMON.iter().find(of_language).filter(|_| language.is_some())
        });
        if let Some((key, _)) = known {
            return Some(match *key {
                "id" => Self::Id,
                "name" => Self::Name(language.map(str::to_owned)),
                "description" => Self::Description(language.map(str::to_owned)),
                "owner" => Self::Business,
                "owner.technology" => Self::Technology,
                "tags" => Self::Tags,
                "lifecycle.since" => Self::Lifecycle("since"),
                "lifecycle.until" => Self::Lifecycle("until"),
                _ => Self::Lifecycle("state"),
            });
        }
        let key = wanted.strip_prefix("properties.").unwrap_or(&wanted);
        let definitions = || kind.properties.iter().filter(|definition| is_cell(definition));
        let by_key = definitions().find(|definition| definition.key.to_lowercase() == key);
        let is_called = |text: &Text| text.entries().any(|(_, label)| label.to_lowercase() == wanted);
        by_key
            .or_else(|| definitions().find(|definition| is_called(&definition.label)))
            .cloned()
            .map(|definition| Self::Property(Box::new(definition)))
    }

    /// Every column of a kind that can be changed in a table.
    pub fn all(kind: &ElementKind) -> Vec<Self> {
        let common = COMMON.iter().filter_map(|(key, _)| Self::parse(key, kind));
        let own = kind
            .properties
            .iter()
            .filter(|definition| is_cell(definition))
            .cloned()
            .map(|definition| Self::Property(Box::new(definition)));
        common.chain(own).collect()
    }

    /// What it is called in the head of a table, so that it is known again.
    pub fn key(&self) -> String {
        let with = |key: &str, language: &Option<String>| match language {
            Some(language) => format!("{key}.{language}"),
            None => key.to_owned(),
        };
        match self {
            Self::Id => "id".into(),
            Self::Name(language) => with("name", language),
            Self::Description(language) => with("description", language),
            Self::Business => "owner".into(),
            Self::Technology => "owner.technology".into(),
            Self::Tags => "tags".into(),
            Self::Lifecycle("state") => "lifecycle".into(),
            Self::Lifecycle(part) => format!("lifecycle.{part}"),
            Self::Property(definition) if is_taken(&definition.key) => {
                format!("properties.{}", definition.key)
            }
            Self::Property(definition) => definition.key.clone(),
        }
    }

    /// What an element has there.
    pub fn text(&self, element: &Element, main: &str, language: Option<&str>) -> String {
        let localized = |text: &Text, wanted: &Option<String>| match wanted.as_deref() {
            None => language.map_or_else(|| text.main(), |code| text.get(code)).to_owned(),
            Some(code) if matches!(text, Text::One(_)) && code == main => text.main().to_owned(),
            Some(code) => text.exact(code).unwrap_or_default().to_owned(),
        };
        let plain = |text: &Option<Box<str>>| text.as_deref().unwrap_or_default().to_owned();
        match self {
            Self::Id => element.id.to_string(),
            Self::Name(wanted) => localized(&element.name, wanted),
            Self::Description(wanted) => localized(&element.description, wanted),
            Self::Business => plain(&element.owners.business),
            Self::Technology => plain(&element.owners.technology),
            Self::Tags => element.tags.join("; "),
            Self::Lifecycle(part) => {
                element.lifecycle.as_ref().map_or_else(String::new, |lifecycle| match *part {
                    "since" => plain(&lifecycle.since),
                    "until" => plain(&lifecycle.until),
                    _ => plain(&lifecycle.state),
                })
            }
            Self::Property(definition) => {
                element.properties.get(&definition.key).map(shown).unwrap_or_default()
            }
        }
    }
}

fn is_taken(key: &str) -> bool {
    COMMON.iter().any(|(known, names)| *known == key || names.contains(&key))
}

/// Whether values fit into a cell, and are written by people.
fn is_cell(definition: &PropertyDefinition) -> bool {
    let is_plain = |kind: PropertyType| !matches!(kind, PropertyType::Record | PropertyType::List);
    let fits = match definition.kind {
        PropertyType::List => definition.items.as_ref().is_none_or(|items| is_plain(items.kind)),
        kind => is_plain(kind),
    };
    fits && !definition.computed && !definition.parts
}

/// `name.zh` or `name (zh)`: the name and the code of a language.
fn language_of(heading: &str) -> (&str, Option<&str>) {
    let split = heading.rsplit_once('.').or_else(|| heading.strip_suffix(')')?.rsplit_once('('));
    match split {
        Some((stem, code)) if (2..=35).contains(&code.len()) => (stem.trim(), Some(code.trim())),
        _ => (heading, None),
    }
}

/// A value in a cell.
fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) => text.to_string(),
        Value::List(items) => items.iter().map(shown).collect::<Vec<_>>().join("; "),
        Value::Record(entries) => entries.iter().next().map(|(_, value)| shown(value)).unwrap_or_default(),
    }
}
