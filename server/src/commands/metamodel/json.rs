//! The metamodel as JSON.

use archweave_model::metamodel::{ElementKind, End, Metamodel, RelationKind, viewpoints};
use serde_json::{Map, Value, json};

use crate::commands::metamodel::{Question, allowed, ends, name_of};

pub(super) fn answer(metamodel: &Metamodel, question: &Question) -> Value {
    match question {
        Question::All => json!({
            "kinds": metamodel.kinds().map(|(_, kind)| element(metamodel, kind)).collect::<Vec<_>>(),
            "relations": metamodel.relations().map(|(_, kind)| relation(metamodel, kind)).collect::<Vec<_>>(),
            "specializations": metamodel.specializations(),
            "allowed": between(metamodel, None, None),
        }),
        Question::Viewpoints => json!({ "viewpoints": all_viewpoints() }),
        Question::Between(from, to) => json!({ "allowed": between(metamodel, *from, *to) }),
        Question::Kind(name) => kind(metamodel, name),
    }
}

fn kind(metamodel: &Metamodel, name: &str) -> Value {
    if let Some(index) = metamodel.kind_index(name) {
        let mut value = element(metamodel, metamodel.kind(index));
        let end = Some(End::Element(index));
        value["outgoing"] = json!(between(metamodel, end, None));
        value["incoming"] = json!(between(metamodel, None, end));
        return value;
    }
    let found = metamodel.relation_index(name);
    found.map_or(Value::Null, |index| relation(metamodel, metamodel.relation(index)))
}

fn element(metamodel: &Metamodel, kind: &ElementKind) -> Value {
    let names = |all: &[archweave_model::metamodel::KindIndex]| -> Vec<&str> {
        all.iter().map(|index| metamodel.kind(*index).id.as_str()).collect()
    };
    json!({
        "id": kind.id.as_str(),
        "namespace": kind.namespace,
        "label": kind.label,
        "description": kind.description,
        "parents": names(&kind.parents),
        "archimate": metamodel.kind(kind.archimate).id.as_str(),
        "layer": kind.layer.id(),
        "aspect": kind.aspect.id(),
        "physical": kind.physical,
        "home": kind.home.name(),
        "cell": kind.cell,
        "togaf": kind.togaf,
        "stage": kind.stage,
        "shape": kind.shape,
        "properties": kind.properties,
    })
}

fn relation(metamodel: &Metamodel, kind: &RelationKind) -> Value {
    let names = |all: &[archweave_model::metamodel::KindIndex]| -> Vec<&str> {
        all.iter().map(|index| metamodel.kind(*index).id.as_str()).collect()
    };
    json!({
        "id": kind.id.as_str(),
        "namespace": kind.namespace,
        "label": kind.label,
        "forward": kind.forward,
        "backward": kind.backward,
        "archimate": metamodel.relation(kind.archimate).id.as_str(),
        "category": kind.category.id(),
        "attributes": kind.attributes,
        "from": names(&kind.from),
        "to": names(&kind.to),
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

fn all_viewpoints() -> Vec<Value> {
    let all = viewpoints().iter().map(|viewpoint| {
        let mut one = Map::new();
        one.insert("id".into(), json!(viewpoint.id));
        one.insert("label".into(), json!(viewpoint.label));
        one.insert("layers".into(), json!(viewpoint.layers));
        one.insert("kinds".into(), json!(viewpoint.kinds));
        Value::Object(one)
    });
    all.collect()
}
