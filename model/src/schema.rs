//! JSON Schemas (draft-07) of the file format, generated from the registry: editors complete and
//! check a file while somebody types.
//!
//! A schema accepts what [`crate::yaml`] reads without a finding that one file alone can show, and
//! refuses what it reports; what needs other files (a target that is missing, a relation that is not
//! allowed) is the business of [`crate::rules`]. Scalars are text whatever YAML takes them for, so a
//! number or yes/no is accepted wherever text is.
//!
//! Start at [`schemas`].

mod basic;
mod element;
mod kinds;
mod layout;
mod manifest;
mod metamodel;
mod property;
mod relation;
mod reserved;
mod selector;
mod show;
mod view;
mod viewpoint;

use serde_json::{Map, Value, json};

use crate::metamodel::Metamodel;

/// One schema for each type of file, with its file name. The kinds are those of `metamodel`: with a
/// repository's own files in it, also the kinds these define.
pub fn schemas(metamodel: &Metamodel) -> Vec<(String, Value)> {
    let found = [
        ("manifest", "The manifest: `archweave.yaml`", manifest::schema()),
        ("element", "An element: `elements/**.yaml`", element::schema(metamodel)),
        (
            "relation",
            "A relation whose source is not in the model: `relations/**.yaml`",
            relation::loose(metamodel),
        ),
        ("view", "A view: `views/**.yaml`", view::schema(metamodel)),
        ("layout", "Where a view is drawn: `layouts/**.yaml`", layout::schema()),
        ("metamodel", "Metamodel of a repository: `metamodel/*.yaml`", metamodel::schema(metamodel)),
        ("selector", "Which elements: part of views and rules", selector::schema(metamodel)),
        ("rule", "Rules of a repository (reserved): `rules/*.yaml`", reserved::rules(metamodel)),
        ("glossary", "What things are called: `glossary/*.yaml`", viewpoint::glossary()),
        ("extra", "Kept for another tool: `extra/<tool>.yaml`", Part::new(json!({}))),
    ];
    found.into_iter().map(|(name, title, part)| (format!("{name}.json"), part.finish(title))).collect()
}

/// A schema and the definitions it refers to.
struct Part {
    schema: Value,
    definitions: Map<String, Value>,
}

impl Part {
    fn new(schema: Value) -> Self {
        Self { schema, definitions: Map::new() }
    }

    /// Adds what `{"$ref": "#/definitions/<name>"}` refers to.
    fn define(mut self, name: &str, schema: Value) -> Self {
        self.definitions.insert(name.to_owned(), schema);
        self
    }

    /// The whole document.
    fn finish(self, title: &str) -> Value {
        let mut document = Map::new();
        document.insert("$schema".into(), json!("http://json-schema.org/draft-07/schema#"));
        document.insert("title".into(), json!(title));
        if let Value::Object(schema) = self.schema {
            document.extend(schema);
        }
        let mut definitions = basic::definitions();
        definitions.extend(self.definitions);
        document.insert("definitions".into(), Value::Object(definitions));
        let mut document = Value::Object(document);
        // The same text whether or not some crate of the build makes maps keep their order.
        document.sort_all_objects();
        document
    }
}
