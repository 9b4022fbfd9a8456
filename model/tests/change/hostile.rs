//! Whatever is asked for: an answer or an error, soon.

use std::sync::Arc;
use std::time::{Duration, Instant};

use archweave_model::change::{ChangeSet, Edit, Field, ModelSource, apply, changed, diff, invert, models};
use archweave_model::element::{Element, Relation};
use archweave_model::id::{ElementId, EndId, KindId, NodeId, RelationId, ViewId};
use archweave_model::model::{Filed, Model};
use archweave_model::value::{Properties, Value};
use archweave_model::view::{Node, Shows, View};

use crate::same;

/// Far more than is needed by a slow machine, far less than what is quadratic takes.
const SOON: Duration = Duration::from_secs(20);

fn one_element() -> Element {
    Element::new(ElementId::parse("e").unwrap(), KindId::parse("goal").unwrap())
}

fn model(element: Element) -> Model {
    Model { elements: vec![Arc::new(element)], ..Model::default() }
}

/// Both ways, exactly and soon.
fn goes(a: &Model, b: &Model) {
    let start = Instant::now();
    for (a, b) in [(a, b), (b, a)] {
        let edits = diff(&models(a, b));
        let applied = apply(&ModelSource::new(a), &edits).unwrap();
        same(&changed(a, &applied.changes), b).unwrap();
        let undone = apply(&ModelSource::new(b), &invert(&applied)).unwrap();
        same(&changed(b, &undone.changes), a).unwrap();
    }
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
}

#[test]
fn ten_thousand_relations_that_are_all_the_same() {
    let mut element = one_element();
    let relation = Relation::new(
        RelationId::parse("r").unwrap(),
        KindId::parse("flow").unwrap(),
        EndId::parse("x").unwrap(),
    );
    element.relations = vec![relation; 10_000];
    goes(&model(one_element()), &model(element));
}

#[test]
fn ten_thousand_nodes_with_one_long_id() {
    let id = NodeId::parse(&"n".repeat(255)).unwrap();
    let mut view = View::new(ViewId::parse("v").unwrap());
    let before =
        Model { views: vec![Filed { path: "".into(), value: view.clone().into() }], ..Model::default() };
    view.content = vec![Node::new(id, Shows::Note("x".into())); 10_000];
    let after = Model { views: vec![Filed { path: "".into(), value: view.into() }], ..Model::default() };
    goes(&before, &after);
}

#[test]
fn thousands_of_properties_and_parts() {
    let part = |n: usize, kind: &str| {
        Value::record([("id", format!("p{n}").as_str().into()), ("type", kind.into())])
    };
    let made = |kind: &str, skip: usize| {
        let mut element = one_element();
        let all = (0..3_000).filter(|n| n % skip != 1);
        let keys = all.clone().map(|n| (format!("k{n}").into(), kind.into()));
        element.attributes = keys.clone().collect();
        element.properties = keys.collect();
        element.properties.set("attributes", Value::List(all.map(|n| part(n, kind)).collect()));
        model(element)
    };
    goes(&made("x", 3), &made("y", 7));
}

#[test]
fn paths_and_values_of_any_length_are_refused() {
    let model = model(one_element());
    let item = || "element/e".parse().unwrap();
    for length in [65, 1000, 100_000] {
        let path = vec!["properties".into(); length];
        let field = Field { path, from: None, to: Some("x".into()), before: None };
        let set = ChangeSet::new(vec![Edit::Update { item: item(), fields: vec![field] }]);
        let error = apply(&ModelSource::new(&model), &set).unwrap_err().to_string();
        assert!(
            error.starts_with("edit 1: `element/e` has no place for a field `properties.properties"),
            "{error}"
        );
        assert!(error.len() < 300);
    }
    for (to, is_said) in [(Value::from("x"), true), (Value::List([].into()), false)] {
        let path = std::iter::once("properties".into()).chain(vec!["k".into(); 62]).collect();
        let to = Some(Value::record([("k", to)]));
        let field = Field { path, from: None, to, before: None };
        let set = ChangeSet::new(vec![Edit::Update { item: item(), fields: vec![field] }]);
        let found = apply(&ModelSource::new(&model), &set);
        assert_eq!(found.is_ok(), is_said, "{found:?}");
    }
    let deep = (0..2000).fold(Value::from("x"), |value, _| Value::List([value].into()));
    let fields = Properties::from_iter([("value".into(), deep)]);
    let edit =
        Edit::Create { item: "extra/t".parse().unwrap(), holder: None, before: None, fields, file: None };
    let error = apply(&ModelSource::new(&model), &ChangeSet::new(vec![edit])).unwrap_err();
    assert_eq!(
        error.to_string(),
        "edit 1: `extra/t` stands inside itself, or it or its values nest too deep"
    );
}

#[test]
fn of_many_edits_the_wrong_one_is_named_soon() {
    let start = Instant::now();
    let update = |n: usize| {
        let to = if n == 1234 { Value::List([].into()) } else { "x".into() };
        let key = if n == 1234 { "name".to_owned() } else { format!("k{n}") };
        let field = Field { path: vec![key.into()], from: None, to: Some(to), before: None };
        Edit::Update { item: "element/e".parse().unwrap(), fields: vec![field] }
    };
    let set = ChangeSet::new((0..2000).map(update).collect());
    let error = apply(&ModelSource::new(&model(one_element())), &set).unwrap_err();
    assert_eq!(error.edit, 1234);
    assert!(start.elapsed() < SOON);
}
