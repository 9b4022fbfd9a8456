//! The metamodel as JSON.

use archweave_app::kinds::{Allowed, AllowedLayer, Meaning, Way, inherited_from, names_of};
use archweave_model::metamodel::{ElementKind, End, KindIndex, Metamodel, RelationKind};
use serde_json::{Map, Value, json};

use crate::commands::metamodel::{Question, allowed, ends, name_of};

pub(super) fn answer(metamodel: &Metamodel, question: &Question<'_>) -> Value {
    match question {
        Question::All => json!({
            "kinds": metamodel.kinds().map(|(index, _)| element(metamodel, index)).collect::<Vec<_>>(),
            "relations": metamodel.relations().map(|(_, kind)| relation(metamodel, kind)).collect::<Vec<_>>(),
            "specializations": metamodel.specializations(),
            "allowed": between(metamodel, None, None),
        }),
        Question::Viewpoints => json!({ "viewpoints": all_viewpoints(metamodel) }),
        Question::Between(from, to) => json!({ "allowed": between(metamodel, *from, *to) }),
        Question::Kind(meaning) => kind(metamodel, meaning),
        Question::Relation(index) => relation(metamodel, metamodel.relation(*index)),
    }
}

fn kind(metamodel: &Metamodel, meaning: &Meaning<'_>) -> Value {
    let mut value = element(metamodel, meaning.kind);
    if let Some(name) = meaning.name {
        value["asked_as"] = json!({ "id": name.id, "label": name.label });
    }
    for (key, way) in [("outgoing", Way::Outgoing), ("incoming", Way::Incoming)] {
        let found = archweave_app::kinds::allowed(metamodel, meaning.kind, way);
        value[key] = found.iter().map(|one| grouped(metamodel, one, way)).collect();
    }
    value
}

/// A kind of relation and what may be at its other end.
fn grouped(metamodel: &Metamodel, allowed: &Allowed, way: Way) -> Value {
    let relation = metamodel.relation(allowed.relation);
    let layer =
        |one: &AllowedLayer| json!({ "layer": one.layer.id(), "except": ids(metamodel, &one.except) });
    json!({
        "relation": relation.id.as_str(),
        "archimate": metamodel.relation(relation.archimate).id.as_str(),
        "label": match way { Way::Outgoing => &relation.forward, Way::Incoming => &relation.backward },
        "layers": allowed.layers.iter().map(layer).collect::<Vec<_>>(),
        "kinds": ids(metamodel, &allowed.kinds),
        "relations": allowed.has_relations,
        "count": allowed.count,
    })
}

fn ids<'a>(metamodel: &'a Metamodel, all: &[KindIndex]) -> Vec<&'a str> {
    all.iter().map(|index| metamodel.kind(*index).id.as_str()).collect()
}

fn element(metamodel: &Metamodel, index: KindIndex) -> Value {
    let kind = metamodel.kind(index);
    let names = names_of(metamodel, index).map(|name| json!({ "id": name.id, "label": name.label }));
    json!({
        "id": kind.id.as_str(),
        "namespace": kind.namespace,
        "label": kind.label,
        "description": kind.description,
        "parents": ids(metamodel, &kind.parents),
        "archimate": kind.archimate.map(|index| metamodel.kind(index).id.as_str()),
        "layer": kind.layer.id(),
        "aspect": kind.aspect.id(),
        "physical": kind.physical,
        "home": kind.home.name(),
        "cell": kind.cell,
        "cells": kind.cells,
        "togaf": kind.togaf,
        "stage": kind.stage,
        "shape": kind.shape,
        "names": names.collect::<Vec<_>>(),
        "properties": properties(metamodel, kind),
        "expects": kind.expects,
    })
}

/// Attributes as files write them, with the kind they come from.
fn properties(metamodel: &Metamodel, kind: &ElementKind) -> Vec<Value> {
    let all = kind.properties.iter().map(|definition| {
        let mut value = json!(definition);
        let parent = inherited_from(metamodel, kind, definition);
        value["inherited_from"] = json!(parent.map(|index| metamodel.kind(index).id.as_str()));
        value
    });
    all.collect()
}

fn relation(metamodel: &Metamodel, kind: &RelationKind) -> Value {
    json!({
        "id": kind.id.as_str(),
        "namespace": kind.namespace,
        "label": kind.label,
        "forward": kind.forward,
        "backward": kind.backward,
        "archimate": metamodel.relation(kind.archimate).id.as_str(),
        "category": kind.category.id(),
        "attributes": kind.attributes,
        "from": ids(metamodel, &kind.from),
        "to": ids(metamodel, &kind.to),
        "pairs": kind.pairs.iter().map(|(from, to)| ids(metamodel, &[*from, *to])).collect::<Vec<_>>(),
        "properties": kind.properties,
    })
}

/// One entry for each pair of kinds between which something is allowed.
fn between(metamodel: &Metamodel, from: Option<End>, to: Option<End>) -> Vec<Value> {
    let all = ends(metamodel);
    let choose = |end: Option<End>| end.map_or_else(|| all.clone(), |end| vec![end]);
    let mut found = Vec::new();
    for source in choose(from) {
        for target in choose(to) {
            let relations = allowed(metamodel, source, target);
            if !relations.is_empty() {
                let (from, to) = (name_of(metamodel, source), name_of(metamodel, target));
                found.push(json!({ "from": from, "to": to, "relations": relations }));
            }
        }
    }
    found
}

fn all_viewpoints(metamodel: &Metamodel) -> Vec<Value> {
    let all = metamodel.viewpoints().iter().map(|viewpoint| {
        let mut one = Map::new();
        one.insert("id".into(), json!(viewpoint.id));
        one.insert("label".into(), json!(viewpoint.label));
        one.insert("standard".into(), json!(viewpoint.standard.name()));
        one.insert("form".into(), json!(viewpoint.form.name()));
        one.insert("layers".into(), json!(viewpoint.layers));
        one.insert("kinds".into(), json!(viewpoint.kinds));
        Value::Object(one)
    });
    all.collect()
}
