//! How much there is in a model, counted so that it can be held against a source file.
//!
//! Elements include junctions; nodes and connections are those of every view at every depth;
//! properties are values, wherever they are, also in what an importer kept; specializations are
//! definitions.

use crate::element::Element;
use crate::metamodel::{Home, Metamodel};
use crate::model::Model;
use crate::value::{Properties, Value};

/// Counts of a model.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Stats {
    /// Elements, junctions included.
    pub elements: usize,
    /// Relations, also those that start nowhere.
    pub relationships: usize,
    /// Views.
    pub views: usize,
    /// Nodes of views, of every kind and at every depth.
    pub view_nodes: usize,
    /// Connections of views, plain lines included.
    pub view_connections: usize,
    /// Values of properties; a list counts its items.
    pub properties: usize,
    /// Definitions of specializations.
    pub specializations: usize,
}

/// Counts what is in a model.
pub fn stats(model: &Model) -> Stats {
    let mut stats = Stats { properties: values(&model.manifest.properties), ..Stats::default() };
    let library = Metamodel::library();
    // Facts of the ledger are no part of the model, wherever somebody wrote them.
    let is_fact = |element: &Element| {
        let kind = library.kind_index(element.kind.as_str());
        kind.is_some_and(|kind| library.kind(kind).home == Home::Ledger)
    };
    for element in model.elements.iter().filter(|element| !is_fact(element)) {
        stats.elements += 1;
        stats.properties += values(&element.properties) + kept(&element.extra);
        for relation in &element.relations {
            stats.relationships += 1;
            stats.properties += values(&relation.properties) + kept(&relation.extra);
        }
    }
    for relation in &model.loose {
        stats.relationships += 1;
        stats.properties += values(&relation.properties) + kept(&relation.extra);
    }
    for view in &model.views {
        let view = &view.value;
        stats.views += 1;
        stats.properties += values(&view.properties) + kept(&view.extra);
        for node in view.nodes() {
            stats.view_nodes += 1;
            stats.properties += values(&node.properties) + kept(&node.extra);
        }
        for connection in &view.connections {
            stats.view_connections += 1;
            stats.properties += values(&connection.properties) + kept(&connection.extra);
        }
    }
    for extension in &model.extensions {
        for specialization in &extension.value.specializations {
            stats.specializations += 1;
            stats.properties += specialization.extra.values().map(kept_json).sum::<usize>();
        }
    }
    stats.properties += model.extra.iter().map(|(_, value)| kept_value(value)).sum::<usize>();
    stats
}

/// Values of properties; a list counts its items, a record is one.
fn values(properties: &Properties) -> usize {
    properties.iter().map(|(_, value)| value.items().len()).sum()
}

/// Property values among what importers kept.
fn kept(extra: &Properties) -> usize {
    extra.iter().map(|(_, value)| kept_value(value)).sum()
}

fn kept_value(value: &Value) -> usize {
    match value {
        Value::Text(_) => 0,
        Value::List(items) => items.iter().map(kept_value).sum(),
        Value::Record(entries) => entries
            .iter()
            .map(|(key, value)| match (key, value) {
                ("properties", Value::Record(properties)) => values(properties),
                ("children", value) => value.items().iter().filter_map(Value::as_text).map(in_xml).sum(),
                (_, value) => kept_value(value),
            })
            .sum(),
    }
}

fn kept_json(value: &serde_json::Value) -> usize {
    let own = value.get("properties").and_then(serde_json::Value::as_object);
    let own = own.map_or(0, |all| all.values().map(|v| v.as_array().map_or(1, Vec::len)).sum());
    let children = value.get("children").and_then(serde_json::Value::as_array);
    let inner = children.into_iter().flatten().filter_map(serde_json::Value::as_str).map(in_xml);
    own + inner.sum::<usize>()
}

/// `property` elements in an XML element that was kept as text.
fn in_xml(text: &str) -> usize {
    let starts = text.match_indices("<property").filter_map(|(at, found)| text.get(at + found.len()..));
    starts.filter(|rest| rest.starts_with([' ', '/', '>', '\t', '\n', '\r'])).count()
}
