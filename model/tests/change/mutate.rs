//! Changes of a model as people and tools make them, by choices.

use std::sync::Arc;

use archweave_model::element::{Element, Relation};
use archweave_model::model::{Filed, Model};
use archweave_model::value::{Properties, Value};
use archweave_model::view::{Node, View};

use crate::generator::{
    Choices, element, element_id, end, holder, kind, layout, lifecycle, manifest, node_id, node_layout,
    parts, properties, relation, relation_id, relation_kind, show, shows, text, value, view, view_id, word,
};

/// The model with some changes.
pub fn mutated(model: &Model, c: &mut Choices<'_>) -> Model {
    let mut model = model.clone();
    for _ in 0..1 + c.below(12) {
        match c.below(10) {
            0 => change_documents(&mut model, c),
            1..4 => change_element(&mut model, c),
            4..7 => change_relations(&mut model, c),
            7..9 => change_view(&mut model, c),
            _ => change_layout(&mut model, c),
        }
    }
    model
}

fn pick<'m, T>(items: &'m mut [T], c: &mut Choices<'_>) -> Option<&'m mut T> {
    let at = c.below(items.len());
    items.get_mut(at)
}

fn remove<T>(items: &mut Vec<T>, c: &mut Choices<'_>) -> Option<T> {
    let at = c.below(items.len());
    (at < items.len()).then(|| items.remove(at))
}

fn change_documents(model: &mut Model, c: &mut Choices<'_>) {
    match c.below(9) {
        0 => model.manifest = manifest(c),
        1 => model.manifest.name = text(c),
        2 => drop(remove(&mut model.elements, c)),
        3 => {
            let n = c.below(6);
            if !model.elements.iter().any(|e| e.id == element_id(n)) {
                model.elements.push(element(c, n).into());
            }
        }
        4 => drop(remove(&mut model.views, c)),
        5 => {
            let n = c.below(4);
            if !model.views.iter().any(|v| v.value.id == view_id(n)) {
                model.views.push(Filed { path: "b".into(), value: view(c, n).into() });
            }
        }
        6 => drop(remove(&mut model.extensions, c)),
        7 => model.extra = vec![("x".into(), value(c, 3).into())],
        _ => c.shuffle(&mut model.elements),
    }
}

fn change_element(model: &mut Model, c: &mut Choices<'_>) {
    let Some(element) = pick(&mut model.elements, c) else { return };
    let e: &mut Element = Arc::make_mut(element);
    match c.below(9) {
        0 => e.name = text(c),
        1 => e.kind = kind(c),
        2 => e.description = text(c),
        3 => e.lifecycle = c.once_in(2).then(|| lifecycle(c).into()),
        4 => e.owners.business = c.once_in(2).then(|| word(c).into()),
        5 => change_map(&mut e.attributes, &["steward", "odd", "aliases", "colour"], c),
        6 => e.extra = properties(c, 1),
        _ => change_map(&mut e.properties, &["k", "l", "m", "n", "attributes"], c),
    }
}

/// A key set, inserted, removed or moved, or something inside its value.
fn change_map(map: &mut Properties, keys: &[&str], c: &mut Choices<'_>) {
    let key = c.of(keys);
    match c.below(5) {
        0 => drop(map.remove(key)),
        1 => {
            let mut entries: Vec<(Box<str>, Value)> =
                map.iter().map(|(k, v)| (k.into(), v.clone())).collect();
            c.shuffle(&mut entries);
            *map = entries.into_iter().collect();
        }
        2 => match map.get_mut(key) {
            Some(Value::Record(inner)) => change_map(inner, &["k", "l", "m"], c),
            Some(Value::List(items)) => {
                let mut list = std::mem::take(items).into_vec();
                change_list(&mut list, c);
                *items = list.into();
            }
            _ => map.set(key, parts(c)),
        },
        3 => {
            let before = c.of(keys);
            map.insert(key, value(c, 2), Some(before));
        }
        _ => map.set(key, value(c, 2)),
    }
}

fn change_list(list: &mut Vec<Value>, c: &mut Choices<'_>) {
    match c.below(4) {
        0 => drop(remove(list, c)),
        1 => c.shuffle(list),
        2 => {
            let part = Value::record([("id", word(c).into()), ("type", word(c).into())]);
            list.insert(c.below(list.len() + 1), part);
        }
        _ => {
            if let Some(Value::Record(part)) = pick(list, c) {
                change_map(part, &["type", "many"], c);
            }
        }
    }
}

/// Keeps the rule that a relation stands in one document: ids are asked for in all.
fn is_known(model: &Model, relation: &Relation) -> bool {
    let held = model.elements.iter().flat_map(|e| &e.relations);
    held.chain(model.loose.iter().map(|r| &**r)).any(|known| known.id == relation.id)
}

fn take(model: &mut Model, c: &mut Choices<'_>) -> Option<(usize, Relation)> {
    let holders: Vec<usize> =
        (0..model.elements.len()).filter(|n| !model.elements[*n].relations.is_empty()).collect();
    let at = *holders.get(c.below(holders.len()))?;
    let relations = &mut Arc::make_mut(&mut model.elements[at]).relations;
    let taken = remove(relations, c)?;
    relations.retain(|other| other.id != taken.id);
    Some((at, taken))
}

/// Writes the id where the ends no longer give it.
fn kept(mut r: Relation, holder: &Element) -> Relation {
    r.from = r.from.filter(|from| from.as_str() != holder.id.as_str());
    let source = r.source(&holder.id);
    let derived = archweave_model::id::RelationId::derived(source, r.kind.as_str(), r.to.as_str());
    r.has_written_id |= derived != r.id;
    r
}

fn change_relations(model: &mut Model, c: &mut Choices<'_>) {
    match c.below(8) {
        0 => drop(take(model, c)),
        1 => {
            if let Some(at) = (!model.elements.is_empty()).then(|| c.below(model.elements.len())) {
                let r = relation(c, Some(&model.elements[at].id.clone()));
                if !is_known(model, &r) {
                    let relations = &mut Arc::make_mut(&mut model.elements[at]).relations;
                    relations.insert(c.below(relations.len() + 1), r);
                }
            }
        }
        2 => {
            if let Some(e) = pick(&mut model.elements, c) {
                c.shuffle(&mut Arc::make_mut(e).relations);
            }
        }
        3 => {
            // Between an element and a document of its own.
            if let Some((_, mut r)) = take(model, c) {
                r.from = Some(archweave_model::id::EndId::parse("gone").unwrap());
                r.has_written_id = true;
                model.loose.push(r.into());
            }
        }
        4 => {
            let to = c.below(model.elements.len());
            if !model.elements.is_empty()
                && let Some(r) = remove(&mut model.loose, c)
            {
                let holder = Arc::make_mut(&mut model.elements[to]);
                let mut r = (*r).clone();
                if c.once_in(2) {
                    r.from = None;
                }
                let r = kept(r, holder);
                holder.relations.push(r);
            }
        }
        _ => {
            let Some((at, mut r)) = take(model, c) else { return };
            let mut to = at;
            match c.below(6) {
                0 | 1 => to = c.below(model.elements.len()),
                2 => r.kind = relation_kind(c),
                3 => r.to = end(c),
                4 => r.from = c.once_in(2).then(|| end(c)),
                _ => r.name = text(c),
            }
            let holder = Arc::make_mut(&mut model.elements[to]);
            let r = kept(r, holder);
            holder.relations.insert(c.below(holder.relations.len() + 1), r);
        }
    }
}

fn change_view(model: &mut Model, c: &mut Choices<'_>) {
    let Some(filed) = pick(&mut model.views, c) else { return };
    if c.once_in(8) {
        filed.path = c.of(&["", "a", "b", "a/b"]).into();
        return;
    }
    let v: &mut View = Arc::make_mut(&mut filed.value);
    let count = v.nodes().count();
    match c.below(10) {
        9 => v.show = c.once_in(2).then(|| show(c).into()),
        0 => v.name = text(c),
        1 | 2 => {
            // A node with all inside it goes elsewhere, or away.
            let node = remove(holder(&mut v.content, &mut c.below(count + 1)), c);
            if let Some(node) = node.filter(|_| !c.once_in(4)) {
                let into = holder(&mut v.content, &mut c.below(count + 1));
                into.insert(c.below(into.len() + 1), node);
            }
        }
        3 => {
            let into = holder(&mut v.content, &mut c.below(count + 1));
            into.insert(c.below(into.len() + 1), Node::new(node_id(c.below(8)), shows(c)));
        }
        4 => {
            let mut at = c.below(count + 1);
            c.shuffle(holder(&mut v.content, &mut at));
        }
        5 => {
            if let Some(node) = pick(holder(&mut v.content, &mut c.below(count + 1)), c) {
                node.shows = shows(c);
                change_map(&mut node.properties, &["k", "l"], c);
            }
        }
        6 => drop(remove(&mut v.connections, c)),
        7 => c.shuffle(&mut v.connections),
        _ => {
            if let Some(line) = pick(&mut v.connections, c) {
                line.relation = c.once_in(2).then(|| relation_id(c.below(8)));
                line.from = node_id(c.below(8));
            }
        }
    }
}

fn change_layout(model: &mut Model, c: &mut Choices<'_>) {
    if c.once_in(4) {
        drop(remove(&mut model.layouts, c));
    } else if c.once_in(4) {
        let n = c.below(4);
        if !model.layouts.iter().any(|l| l.view == view_id(n)) {
            model.layouts.push(layout(c, n).into());
        }
    } else if let Some(layout) = pick(&mut model.layouts, c) {
        let nodes = &mut Arc::make_mut(layout).nodes;
        let node = node_id(c.below(8));
        match c.below(3) {
            0 => drop(nodes.remove(&node)),
            _ => drop(nodes.insert(node, node_layout(c))),
        }
    }
}
