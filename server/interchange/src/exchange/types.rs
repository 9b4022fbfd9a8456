//! Types of properties: what the metamodel knows of them, as the file says it.

use std::collections::HashMap;

use archweave_model::metamodel::{Metamodel, PropertyDefinition, PropertyType};

/// The types of a file.
pub const TYPES: [&str; 6] = ["string", "boolean", "currency", "date", "time", "number"];

/// Types of the metamodel's attributes by their keys; where kinds do not agree, text.
pub fn types(metamodel: &Metamodel) -> HashMap<Box<str>, &'static str> {
    let mut types = HashMap::new();
    let kinds = metamodel.kinds().flat_map(|(_, kind)| &kind.properties);
    for property in kinds.chain(metamodel.relations().flat_map(|(_, kind)| &kind.properties)) {
        let kind = type_of(property);
        let known = types.entry(property.key.as_str().into()).or_insert(kind);
        if *known != kind {
            *known = "string";
        }
    }
    types
}

fn type_of(property: &PropertyDefinition) -> &'static str {
    match property.kind {
        PropertyType::Integer | PropertyType::Decimal => "number",
        PropertyType::Boolean => "boolean",
        PropertyType::Date => "date",
        _ => "string",
    }
}
