//! Values of typed properties.

use foldhash::HashMap;
use serde_json::{Map, Value, json};

use crate::metamodel::{PropertyDefinition, PropertyType};
use crate::schema::Part;
use crate::schema::basic::{NUMBER, list, of, or_nothing, scalar, words};

/// Schemas of properties, each defined once: most kinds have those of their parents.
pub(super) struct Shared {
    prefix: &'static str,
    by_text: HashMap<String, String>,
    definitions: Map<String, Value>,
}

impl Shared {
    /// None yet; their names start with `prefix`.
    pub(super) fn new(prefix: &'static str) -> Self {
        Self { prefix, by_text: HashMap::default(), definitions: Map::new() }
    }

    /// The properties that a kind defines; others are free.
    pub(super) fn typed(&mut self, definitions: &[PropertyDefinition]) -> Value {
        let keys: Map<String, Value> =
            definitions.iter().map(|definition| (definition.key.clone(), self.refer(definition))).collect();
        json!({ "properties": { "properties": { "properties": keys } } })
    }

    fn refer(&mut self, definition: &PropertyDefinition) -> Value {
        let schema = described(value(definition), definition);
        let text = schema.to_string();
        if let Some(name) = self.by_text.get(&text) {
            return of(name);
        }
        let first = format!("{}-{}", self.prefix, definition.key);
        let mut name = first.clone();
        let mut count = 1;
        while self.definitions.contains_key(&name) {
            count += 1;
            name = format!("{first}-{count}");
        }
        self.definitions.insert(name.clone(), schema);
        self.by_text.insert(text, name.clone());
        of(&name)
    }

    /// Adds what was referred to.
    pub(super) fn define(self, part: Part) -> Part {
        self.definitions.into_iter().fold(part, |part, (name, schema)| part.define(&name, schema))
    }
}

/// A value; other tools repeat keys, so a list of values is fine everywhere.
fn value(definition: &PropertyDefinition) -> Value {
    let one = one(definition);
    or_nothing(match definition.kind {
        PropertyType::List => one,
        _ => json!({ "anyOf": [one, list(one.clone())] }),
    })
}

fn described(mut schema: Value, definition: &PropertyDefinition) -> Value {
    let parts = [definition.label.main(), definition.description.main()];
    let text: Vec<&str> = parts.into_iter().filter(|text| !text.is_empty()).collect();
    if !text.is_empty() {
        schema["description"] = json!(text.join(": "));
    }
    schema
}

fn one(definition: &PropertyDefinition) -> Value {
    let pattern = |pattern: &str| json!({ "type": "string", "pattern": pattern });
    match definition.kind {
        PropertyType::Text => scalar(),
        PropertyType::Localized => of("text"),
        PropertyType::Integer => number("integer", "^[+-]?[0-9]+$", definition),
        PropertyType::Decimal => number("number", NUMBER, definition),
        PropertyType::Boolean => of("boolean"),
        PropertyType::Date => pattern("^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"),
        PropertyType::Duration => pattern(
            "^P(?=[0-9T])([0-9.]+Y)?([0-9.]+M)?([0-9.]+W)?([0-9.]+D)?(T(?=[0-9])([0-9.]+H)?([0-9.]+M)?([0-9.]+S)?)?$",
        ),
        PropertyType::Url => pattern("^[A-Za-z][A-Za-z0-9+.-]*://\\S+$"),
        PropertyType::Enum => words(definition.values.iter().map(|value| value.id())),
        PropertyType::Reference => of("id"),
        PropertyType::List => {
            let item = definition.items.as_deref().map_or_else(|| json!({}), one);
            json!({ "anyOf": [item, list(item.clone())] })
        }
        PropertyType::Record => record(&definition.fields),
    }
}

/// The bounds hold for what YAML reads as a number.
fn number(kind: &str, pattern: &str, definition: &PropertyDefinition) -> Value {
    let mut schema = json!({ "type": [kind, "string"], "pattern": pattern });
    for (key, bound) in [("minimum", definition.min), ("maximum", definition.max)] {
        if let Some(bound) = bound {
            schema[key] = json!(bound);
        }
    }
    schema
}

fn record(fields: &[PropertyDefinition]) -> Value {
    let keys: Map<String, Value> =
        fields.iter().map(|field| (field.key.clone(), described(value(field), field))).collect();
    let required: Vec<&str> = fields.iter().filter(|field| field.required).map(|field| &*field.key).collect();
    let mut schema = json!({ "type": "object", "properties": keys });
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema
}
