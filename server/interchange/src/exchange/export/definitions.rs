//! Definitions of properties: one for each key, with the type that the metamodel knows.

use std::collections::HashMap;

use archweave_model::metamodel::Metamodel;

use archweave_model::value::Value;

use super::Export;
use super::ids::Ids;
use crate::exchange::names;
use crate::exchange::types::{TYPES, types};
use crate::kept::Recall;

struct Definition {
    id: String,
    name: Vec<(Option<Box<str>>, Box<str>)>,
    description: Option<Value>,
    kind: &'static str,
}

/// All definitions.
pub struct Definitions {
    all: Vec<Definition>,
    by_key: HashMap<Box<str>, usize>,
    /// Types of the metamodel's attributes.
    types: HashMap<Box<str>, &'static str>,
}

impl Definitions {
    /// Those that an import kept.
    pub fn new(metamodel: &Metamodel, kept: Recall<'_>, ids: &mut Ids<'_>) -> Self {
        let types = types(metamodel);
        let mut definitions = Self { all: Vec::new(), by_key: HashMap::new(), types };
        for value in kept.get("definitions").map_or(&[][..], Value::items) {
            let record = Recall::record(Some(value));
            let kind = record.text("type").and_then(|kind| TYPES.into_iter().find(|known| *known == kind));
            let name: Vec<(Option<Box<str>>, Box<str>)> = match record.get("name") {
                Some(Value::Record(all)) => {
                    let texts = all.iter().filter_map(|(code, text)| Some((code, text.as_text()?)));
                    let language = |code: &str| names::is_language(code).then(|| Box::from(code));
                    texts.map(|(code, text)| (language(code), text.into())).collect()
                }
                Some(Value::Text(text)) => vec![(None, text.clone())],
                _ => vec![(None, "".into())],
            };
            let id = ids.claim_text("definition", record.text("id").unwrap_or_default());
            let key = name.first().map(|(_, text)| text.clone()).filter(|text| !text.is_empty());
            let key = key.unwrap_or_else(|| id.as_str().into());
            definitions.by_key.entry(key).or_insert(definitions.all.len());
            let description = record.get("description").cloned();
            definitions.all.push(Definition { id, name, description, kind: kind.unwrap_or("string") });
        }
        definitions
    }

    /// The id of the definition of a key.
    pub fn id(&mut self, key: &str, ids: &mut Ids<'_>) -> &str {
        let place = match self.by_key.get(key) {
            Some(place) => *place,
            None => {
                let kind = self.types.get(key).copied().unwrap_or("string");
                let (id, name) = match key {
                    names::SPECIALIZATION => (key.to_owned(), "Specialization"),
                    _ => (names::definition_id(key), key),
                };
                let id = ids.claim_text("definition", &id);
                self.by_key.insert(key.into(), self.all.len());
                self.all.push(Definition { id, name: vec![(None, name.into())], description: None, kind });
                self.all.len() - 1
            }
        };
        self.all.get(place).map_or("", |definition| &definition.id)
    }
}

impl Export<'_> {
    pub(super) fn write_definitions(&mut self) {
        if self.definitions.all.is_empty() {
            return;
        }
        self.writer.open("propertyDefinitions");
        for definition in &self.definitions.all {
            self.writer.open("propertyDefinition");
            self.writer.attribute("identifier", &definition.id);
            self.writer.attribute("type", definition.kind);
            for (language, text) in &definition.name {
                self.writer.words("name", language.as_deref(), text);
            }
            match &definition.description {
                Some(Value::Record(all)) => all.iter().for_each(|(code, text)| {
                    let code = Some(code).filter(|code| names::is_language(code));
                    self.writer.words("documentation", code, text.as_text().unwrap_or_default());
                }),
                Some(Value::Text(text)) => self.writer.words("documentation", None, text),
                _ => {}
            }
            self.writer.close("propertyDefinition");
        }
        self.writer.close("propertyDefinitions");
    }
}
