//! Edits as people make them: undone exactly, the same from a snapshot and from values, and nothing
//! refers to what they delete.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use archweave_model::change::{
    ChangeSet, Edit, Field, ItemId, ModelSource, apply, changed, documents_of, invert, take_apart,
};
use archweave_model::id::{EndId, NodeId, RelationId};
use archweave_model::model::Model;
use archweave_model::snapshot::Snapshot;
use archweave_model::value::{Properties, Value};
use archweave_model::view::{Node, Shows, View};
use archweave_model::yaml::{FileClass, read, write_document, write_model};
use proptest::prelude::*;

use crate::apply::sort;
use crate::generator::{
    Choices, element, element_id, end, kind, model, node_id, relation_id, relation_kind, text, value,
    view_id, word,
};
use crate::{check, same};

fn items(model: &Model) -> Vec<ItemId> {
    let documents = documents_of(model);
    let items = documents.iter().flat_map(|(id, placed)| take_apart(id, &placed.document));
    items.map(|item| item.id).collect()
}

fn record(entries: &[(&str, &str)]) -> Properties {
    entries.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect()
}

/// An edit that somebody might make, mostly of what is there.
pub fn edit(model: &Model, c: &mut Choices<'_>) -> Edit {
    let all = items(model);
    let of = |c: &mut Choices<'_>, what: &str| {
        let fitting: Vec<&ItemId> = all.iter().filter(|item| item.what() == what).collect();
        fitting.get(c.below(fitting.len())).map_or(ItemId::Manifest, |item| (*item).clone())
    };
    let any = all[c.below(all.len())].clone();
    let relation = |c: &mut Choices<'_>| match of(c, "relation") {
        ItemId::Relation(id) => id,
        _ => relation_id(c.below(8)),
    };
    match c.below(14) {
        0 => Edit::Update { item: any, fields: c.list(3, field) },
        1 => Edit::Rename { item: any, name: text(c), was: text(c) },
        2 => {
            let what = c.of(&["element", "relation"]);
            Edit::ChangeKind { item: of(c, what), kind: relation_kind(c), was: None }
        }
        3 => {
            let node = of(c, "node");
            let holder = c.once_in(2).then(|| of(c, "node"));
            Edit::Move { item: node, holder, before: c.once_in(2).then(|| "n1".into()), file: None }
        }
        4 => {
            let holder = c.once_in(2).then(|| of(c, "element"));
            let file = holder.is_none().then(|| "relations/x.yaml".into());
            Edit::Move { item: ItemId::Relation(relation(c)), holder, before: None, file }
        }
        5 => Edit::Move { item: of(c, "view"), holder: None, before: None, file: Some("views/b/".into()) },
        6 | 7 => {
            let what = c.of(&["element", "relation", "node", "view", "connection", "layout"]);
            Edit::Delete { item: of(c, what), references: !c.once_in(4), was: Properties::default() }
        }
        8 => {
            let mut fields = record(&[("kind", relation_kind(c).as_str()), ("to", end(c).as_str())]);
            if c.once_in(4) {
                fields.set("from", end(c).as_str().into());
            }
            let relation = c.once_in(2).then(|| relation_id(c.below(30)));
            Edit::Connect { relation, holder: element_id(c.below(6)), before: Some("r1".into()), fields }
        }
        9 => {
            Edit::Disconnect { relation: relation(c), references: !c.once_in(4), was: Properties::default() }
        }
        10 => {
            let source = c.once_in(2).then(|| match c.below(3) {
                0 => EndId::from(relation(c)),
                _ => EndId::from(element_id(c.below(6))),
            });
            let target = (source.is_none() || c.once_in(2)).then(|| end(c));
            Edit::Retarget { relation: relation(c), source, target, was: None }
        }
        11 => {
            let (node, view) = (of(c, "node"), of(c, "view"));
            create(c, &node, &view)
        }
        12 => {
            let what = c.of(&["node", "relation", "connection"]);
            let first = of(c, what);
            let documents = documents_of(model);
            let all: Vec<_> =
                documents.iter().flat_map(|(id, placed)| take_apart(id, &placed.document)).collect();
            let holder = all.iter().find(|item| item.id == first).and_then(|item| item.holder.clone());
            let siblings =
                all.into_iter().filter(|item| item.holder == holder && item.id.what() == first.what());
            let mut items: Vec<ItemId> = siblings.map(|item| item.id).collect();
            c.shuffle(&mut items);
            Edit::Order { items }
        }
        _ => {
            let n = c.below(9);
            let new = element(c, n);
            let text = write_document(&archweave_model::yaml::Document::Element(new.into()));
            Edit::Restore { file: format!("elements/old-{n}.yaml").into(), text: text.into() }
        }
    }
}

fn field(c: &mut Choices<'_>) -> Field {
    let paths = [
        "properties.k",
        "properties.attributes.p.type",
        "description",
        "description.en",
        "owner",
        "lifecycle.state",
        "odd",
        "to",
        "x",
        "extra.k.l",
        "tags",
    ];
    let path = c.of(&paths).split('.').map(Into::into).collect();
    let to = match c.below(4) {
        0 => None,
        1 => Some(value(c, 1)),
        _ => Some(Value::from(word(c))),
    };
    Field { path, from: None, to, before: c.once_in(3).then(|| "l".into()) }
}

fn create(c: &mut Choices<'_>, node: &ItemId, view: &ItemId) -> Edit {
    let n = c.below(12);
    let in_view = view.view().cloned().unwrap_or(view_id(0));
    let (item, holder, fields) = match c.below(6) {
        0 => (ItemId::Element(element_id(n)), None, record(&[("kind", kind(c).as_str()), ("name", word(c))])),
        1 => (ItemId::View(view_id(n)), None, record(&[("name", word(c))])),
        2 => {
            let view = node.view().cloned().unwrap_or(in_view);
            let holder = matches!(node, ItemId::Node(..)).then(|| node.clone());
            (ItemId::Node(view, node_id(n)), holder, record(&[("element", element_id(n % 6).as_str())]))
        }
        3 => (ItemId::Connection(in_view, node_id(n)), None, record(&[("from", "n1"), ("to", "n2")])),
        4 => (ItemId::NodeLayout(in_view, node_id(n)), None, record(&[("x", "1"), ("y", "2")])),
        _ => {
            let fields = record(&[("kind", "flow"), ("from", "gone"), ("to", "e1")]);
            (ItemId::Relation(relation_id(n)), None, fields)
        }
    };
    Edit::Create { item, holder, before: c.once_in(2).then(|| "n1".into()), fields, file: None }
}

#[test]
fn edits_are_undone_exactly_and_leave_nothing_that_refers_to_what_they_delete() {
    let mut done: BTreeMap<&str, u32> = BTreeMap::new();
    check(2500, |choices| {
        let (first, second) = choices.split_at(choices.len() / 2);
        let a = model(&mut Choices::new(first));
        let c = &mut Choices::new(second);
        let mut set = ChangeSet::default();
        let mut now = a.clone();
        let mut has_twins = false;
        for _ in 0..1 + c.below(5) {
            let edit = edit(&now, c);
            // A model as values always has a manifest.
            if matches!(edit, Edit::Delete { item: ItemId::Manifest, .. }) {
                continue;
            }
            let Ok(applied) = apply(&ModelSource::new(&now), &ChangeSet::new(vec![edit.clone()])) else {
                continue;
            };
            let next = changed(&now, &applied.changes);
            if is_torn(&next) {
                continue;
            }
            let back = apply(&ModelSource::new(&next), &invert(&applied));
            let back = back
                .map_err(|error| TestCaseError::fail(format!("{error} {edit:?} {:?}", invert(&applied))))?;
            let undone = same(&changed(&next, &back.changes), &now);
            undone
                .map_err(|error| TestCaseError::fail(format!("{error} {edit:?} {:#?}", invert(&applied))))?;
            if let Edit::Delete { references: true, .. } | Edit::Disconnect { references: true, .. } = edit {
                nothing_dangles(&now, &next)
                    .map_err(|error| TestCaseError::fail(format!("{error} {edit:?}")))?;
                nothing_is_drawn_elsewhere(&now, &next)?;
            }
            *done.entry(sort(&edit)).or_default() += u32::from(!applied.changes.is_empty());
            has_twins |= items(&now).iter().chain(&items(&next)).any(|item| item.local().contains('~'));
            now = next;
            set.edits.push(edit);
        }
        // All in one give the same as one after the other, unless twins took each other's names meanwhile.
        if has_twins {
            return Ok(());
        }
        let applied = apply(&ModelSource::new(&a), &set);
        let applied = applied.map_err(|error| TestCaseError::fail(format!("{error} {set:#?}")))?;
        let next = changed(&a, &applied.changes);
        let all = same(&with_needed_ids(&next), &with_needed_ids(&now));
        all.map_err(|error| TestCaseError::fail(format!("{error} {set:#?}")))?;
        let back = apply(&ModelSource::new(&next), &invert(&applied));
        let back = back.map_err(|error| TestCaseError::fail(format!("{error} {set:#?}")))?;
        same(&changed(&next, &back.changes), &a)
    });
    for wanted in [
        "create",
        "update",
        "rename",
        "kind",
        "move",
        "delete",
        "connect",
        "disconnect",
        "retarget",
        "order",
        "restore",
    ] {
        assert!(done.get(wanted).is_some_and(|count| *count > 5), "{wanted} {done:?}");
    }
}

/// The model with only those ids of relations written that are not derived: one that went elsewhere and
/// came back needs its id written in between.
fn with_needed_ids(model: &Model) -> Model {
    let mut model = model.clone();
    for element in model.elements.iter_mut().map(Arc::make_mut) {
        for r in &mut element.relations {
            let source = r.from.as_ref().map_or(element.id.as_str(), EndId::as_str);
            r.has_written_id = r.id != RelationId::derived(source, r.kind.as_str(), r.to.as_str());
        }
    }
    for r in model.loose.iter_mut().map(Arc::make_mut) {
        let source = r.from.as_ref().map_or("", EndId::as_str);
        r.has_written_id = r.id != RelationId::derived(source, r.kind.as_str(), r.to.as_str());
    }
    model
}

/// Whether one of two relations with one id, which stood in one element, went elsewhere: then an id no
/// longer tells which is meant.
fn is_torn(model: &Model) -> bool {
    let mut holders: BTreeMap<&str, &str> = BTreeMap::new();
    let held = model.elements.iter().flat_map(|e| e.relations.iter().map(|r| (r.id.as_str(), e.id.as_str())));
    let loose = model.loose.iter().map(|r| (r.id.as_str(), ""));
    held.chain(loose).any(|(id, holder)| *holders.entry(id).or_insert(holder) != holder)
}

/// What there is to refer to.
#[derive(Default)]
struct Known {
    ends: BTreeSet<String>,
    relations: BTreeSet<String>,
    views: BTreeSet<String>,
    inside: BTreeSet<(String, String)>,
}

fn known(model: &Model) -> Known {
    let mut known = Known::default();
    for item in items(model) {
        let id = item.local().to_owned();
        match &item {
            ItemId::Element(_) => drop(known.ends.insert(id)),
            ItemId::Relation(_) => {
                known.relations.insert(id.clone());
                known.ends.insert(id);
            }
            ItemId::View(_) => drop(known.views.insert(id)),
            ItemId::Node(view, _) | ItemId::Connection(view, _) => {
                known.inside.insert((view.to_string(), id));
            }
            _ => {}
        }
    }
    known
}

/// Everything that refers, as words, and what it refers to.
fn references(model: &Model, known: &Known) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    let end = |end: &EndId| {
        let is_there = |id: &str| known.ends.contains(id);
        is_there(end.as_str()) || end.as_str().split_once('#').is_some_and(|(element, _)| is_there(element))
    };
    let held = model.elements.iter().flat_map(|e| &e.relations);
    for r in held.chain(model.loose.iter().map(|r| &**r)) {
        found.push((format!("relation to {}", r.to), end(&r.to)));
        found.extend(r.from.iter().map(|from| (format!("relation from {from}"), end(from))));
    }
    for view in &model.views {
        let view = &view.value;
        let is_inside = |id: &NodeId| known.inside.contains(&(view.id.to_string(), id.to_string()));
        for node in view.nodes() {
            match &node.shows {
                Shows::Element(id) => found.push((format!("node of {id}"), known.ends.contains(id.as_str()))),
                Shows::View(id) => {
                    found.push((format!("node of view {id}"), known.views.contains(id.as_str())))
                }
                _ => {}
            }
        }
        for line in &view.connections {
            for id in [&line.from, &line.to] {
                found.push((format!("line in {} at {id}", view.id), is_inside(id)));
            }
            if let Some(id) = &line.relation {
                found.push((format!("line of {id}"), known.relations.contains(id.as_str())));
            }
        }
    }
    for layout in &model.layouts {
        let view = layout.view.to_string();
        found.push((format!("layout of {view}"), known.views.contains(&view)));
        for id in layout.nodes.keys().chain(layout.connections.keys()) {
            let is_there = known.inside.contains(&(view.clone(), id.to_string()));
            found.push((format!("place in {view} of {id}"), is_there));
        }
    }
    found
}

/// What dangles did so before.
fn nothing_dangles(before: &Model, after: &Model) -> Result<(), TestCaseError> {
    let old: BTreeSet<String> = references(before, &known(before))
        .into_iter()
        .filter(|(_, is_there)| !is_there)
        .map(|(what, _)| what)
        .collect();
    for (what, is_there) in references(after, &known(after)) {
        prop_assert!(is_there || old.contains(&what), "{}", what);
    }
    Ok(())
}

/// Where each node is, counted from the view; those that are placed, with ids that are used once.
fn drawn(model: &Model, view: &View) -> BTreeMap<NodeId, (f64, f64)> {
    fn walk(
        nodes: &[Node],
        at: (f64, f64),
        places: Option<&archweave_model::view::Layout>,
        out: &mut BTreeMap<NodeId, (f64, f64)>,
    ) {
        for node in nodes {
            let own = places.and_then(|layout| layout.nodes.get(&node.id));
            let here = own.map_or(at, |own| (at.0 + own.x, at.1 + own.y));
            if own.is_some() {
                out.insert(node.id.clone(), here);
            }
            walk(&node.nodes, here, places, out);
        }
    }
    let mut found = BTreeMap::new();
    let layout = model.layouts.iter().find(|layout| layout.view == view.id);
    walk(&view.content, (0.0, 0.0), layout.map(|layout| &**layout), &mut found);
    found
}

fn nothing_is_drawn_elsewhere(before: &Model, after: &Model) -> Result<(), TestCaseError> {
    for view in &after.views {
        let Some(old) = before.views.iter().find(|old| old.value.id == view.value.id) else { continue };
        let ids: BTreeSet<_> = old.value.nodes().map(|node| &node.id).collect();
        if ids.len() < old.value.nodes().count() {
            continue;
        }
        let was = drawn(before, &old.value);
        for (node, place) in drawn(after, &view.value) {
            prop_assert_eq!(was.get(&node), Some(&place), "{} in {}", node, view.value.id);
        }
    }
    Ok(())
}

#[test]
fn a_snapshot_and_a_model_as_values_give_the_same() {
    let mut done = 0;
    check(300, |choices| {
        let (first, second) = choices.split_at(choices.len() / 2);
        let files = write_model(&model(&mut Choices::new(first)));
        let parsed = files.iter().filter_map(|file| {
            let class = FileClass::of(&file.path)?;
            Some((file.path.as_str().into(), Arc::new(read(class, &file.bytes))))
        });
        let snapshot = Snapshot::build(parsed.collect());
        let values = snapshot.to_model();
        let c = &mut Choices::new(second);
        for _ in 0..1 + c.below(4) {
            let set = ChangeSet::new(c.list(4, |c| edit(&values, c)));
            let documents = |source: &dyn archweave_model::change::Source| {
                apply(source, &set).map(|applied| {
                    let both = applied.changes.into_iter();
                    let both = both.map(|(id, change)| {
                        (
                            id,
                            change.before.map(|placed| placed.document),
                            change.after.map(|placed| placed.document),
                        )
                    });
                    both.collect::<Vec<_>>()
                })
            };
            let (one, other) = (documents(&snapshot), documents(&ModelSource::new(&values)));
            done += usize::from(one.as_ref().is_ok_and(|changes| !changes.is_empty()));
            prop_assert_eq!(one, other, "{:#?}", set);
        }
        Ok(())
    });
    assert!(done > 100, "{done}");
}
