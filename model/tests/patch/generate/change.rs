//! Random changes of a value.

use std::sync::Arc;

use archweave_model::diagnostic::Severity;
use archweave_model::element::{Access, Element, Lifecycle};
use archweave_model::id::{ElementId, EndId, KindId, NodeId, RelationId};
use archweave_model::metamodel::Extension;
use archweave_model::model::Manifest;
use archweave_model::text::Text;
use archweave_model::value::{Properties, Value};
use archweave_model::view::{Layout, View};
use archweave_model::viewpoint::Show;
use archweave_model::yaml::Document;

use super::Dice;
use super::value::{
    bend, connection, derive, key, node, number, place, relation, show, term, text, texts, value, viewpoint,
    waiver, words,
};

/// A document with some of it changed.
pub struct Change {
    pub after: Document,
    /// Whether something may have been taken away, and comments within its lines with it.
    pub removes: bool,
}

/// Changes something, or a few things.
pub fn change(before: &Document, dice: &mut Dice) -> Change {
    let mut after = before.clone();
    let times = 1 + dice.roll(3) / 2;
    // What is changed twice may look like another item in place of it.
    let mut removes = times > 1;
    for _ in 0..times {
        removes |= match &mut after {
            Document::Element(e) => element(Arc::make_mut(e), dice),
            Document::View(v) => view(Arc::make_mut(v), dice),
            Document::Layout(l) => layout(Arc::make_mut(l), dice),
            Document::Manifest(m) => manifest(Arc::make_mut(m), dice),
            Document::Extension(e) => extension(Arc::make_mut(e), dice),
            Document::Extra(v) => match Arc::make_mut(v) {
                Value::Record(entries) => record(entries, dice, 2),
                other => {
                    *other = value(dice, 2);
                    true
                }
            },
            _ => false,
        };
    }
    Change { after, removes }
}

/// Adds, takes away, changes or moves an item. The result tells whether something may have gone.
fn list<T>(
    items: &mut Vec<T>,
    dice: &mut Dice,
    make: impl Fn(&mut Dice) -> T,
    edit: impl Fn(&mut T, &mut Dice) -> bool,
) -> bool {
    let at = dice.roll(items.len());
    match dice.roll(6) {
        0 | 1 => items.insert(dice.roll(items.len() + 1), make(dice)),
        2 if !items.is_empty() => {
            items.remove(at);
            return true;
        }
        3 if !items.is_empty() => {
            let item = items.remove(at);
            items.insert(dice.roll(items.len() + 1), item);
        }
        _ if !items.is_empty() => return edit(&mut items[at], dice),
        _ => {}
    }
    false
}

fn boxed<T>(
    items: &mut Box<[T]>,
    dice: &mut Dice,
    make: impl Fn(&mut Dice) -> T,
    edit: impl Fn(&mut T, &mut Dice) -> bool,
) -> bool {
    let mut all = std::mem::take(items).into_vec();
    let removes = list(&mut all, dice, make, edit);
    *items = all.into();
    removes
}

fn string(text: &mut Box<str>, dice: &mut Dice) -> bool {
    *text = words(dice).into();
    false
}

fn localized(old: &mut Text, dice: &mut Dice) -> bool {
    *old = if dice.chance(20) { Text::default() } else { text(dice) };
    true
}

fn record(entries: &mut Properties, dice: &mut Dice, depth: usize) -> bool {
    let known: Vec<String> = entries.iter().map(|(key, _)| key.to_owned()).collect();
    if known.is_empty() || dice.chance(30) {
        entries.set(&key(dice), value(dice, depth));
        return true;
    }
    let key = &known[dice.roll(known.len())];
    match dice.roll(4) {
        0 => drop(entries.remove(key)),
        1 => {
            let moved = entries.remove(key).unwrap();
            entries.set(key, moved);
            return false;
        }
        _ => {
            let mut inner = entries.get(key).unwrap().clone();
            let removes = any(&mut inner, dice, depth.saturating_sub(1));
            entries.set(key, inner);
            return removes;
        }
    }
    true
}

fn any(old: &mut Value, dice: &mut Dice, depth: usize) -> bool {
    match old {
        Value::Record(entries) if dice.chance(80) => record(entries, dice, depth),
        Value::List(items) if dice.chance(80) => boxed(
            items,
            dice,
            |dice| value(dice, depth),
            |item, dice| any(item, dice, depth.saturating_sub(1)),
        ),
        Value::Text(text) if dice.chance(80) => string(text, dice),
        other => {
            *other = value(dice, depth);
            true
        }
    }
}

fn element(e: &mut Element, dice: &mut Dice) -> bool {
    let id = e.id.to_string();
    match dice.roll(14) {
        0 => localized(&mut e.name, dice),
        1 => localized(&mut e.description, dice),
        2 => {
            e.owners.business = dice.chance(70).then(|| words(dice).into());
            e.owners.technology = dice.chance(40).then(|| words(dice).into());
            true
        }
        3 => {
            let since = dice.chance(50).then(|| "2025-05-05".into());
            let state = Some(dice.pick(&["planned", "active"]).into());
            e.lifecycle = dice.chance(80).then(|| Box::new(Lifecycle { state, since, until: None }));
            true
        }
        4 => boxed(&mut e.tags, dice, |dice| words(dice).into(), string),
        5 => {
            e.specializations = texts(dice);
            true
        }
        6 => {
            e.attributes.set(&format!("z{}", dice.roll(6)), value(dice, 1));
            true
        }
        7 | 8 => record(&mut e.properties, dice, 2),
        9 => {
            e.kind = KindId::from(dice.pick(&["driver", "acme:rule"]));
            false
        }
        10 => {
            e.id = ElementId::parse(dice.pick(&["a2", "new-id"])).unwrap();
            let owner = e.id.to_string();
            e.relations.iter_mut().filter(|r| !r.has_written_id).for_each(|r| derive(r, &owner));
            true
        }
        _ => {
            let taken = 100 + dice.roll(1000);
            let edit = |r: &mut archweave_model::element::Relation, dice: &mut Dice| {
                match dice.roll(6) {
                    0 => r.to = EndId::parse("elsewhere").unwrap(),
                    1 => r.kind = KindId::from(dice.pick(&["flow", "access", "composition"])),
                    2 => r.name = text(dice),
                    3 => r.access = Some(Access::ReadWrite),
                    4 => r.has_written_id = !r.has_written_id,
                    _ => {
                        record(&mut r.properties, dice, 1);
                    }
                }
                match r.has_written_id {
                    true => r.id = RelationId::parse(&format!("r-new-{}", dice.roll(1000))).unwrap(),
                    false => derive(r, &id),
                }
                true
            };
            let keeps_ids = |r: &mut archweave_model::element::Relation, dice: &mut Dice| {
                let (id, written) = (r.id.clone(), r.has_written_id);
                edit(r, dice);
                if written && r.has_written_id {
                    r.id = id;
                }
                true
            };
            list(&mut e.relations, dice, |dice| relation(dice, &id, taken), keeps_ids)
        }
    }
}

fn view(v: &mut View, dice: &mut Dice) -> bool {
    let fresh = 100 + dice.roll(1000);
    match dice.roll(7) {
        0 => localized(&mut v.name, dice),
        1 => record(&mut v.properties, dice, 1),
        6 => {
            match &mut v.show {
                Some(now) if dice.chance(70) => show_edit(now, dice),
                now => *now = now.is_none().then(|| show(dice).into()),
            }
            true
        }
        2 => list(
            &mut v.connections,
            dice,
            |dice| connection(dice, fresh),
            |c, dice| localized(&mut c.name, dice),
        ),
        3 => {
            v.viewpoint = dice.chance(60).then(|| words(dice).into());
            true
        }
        _ => {
            let mut nodes = &mut v.content;
            while dice.chance(50) && nodes.iter().any(|n| !n.nodes.is_empty()) {
                let at = nodes.iter().position(|n| !n.nodes.is_empty()).unwrap();
                nodes = &mut nodes[at].nodes;
            }
            list(
                nodes,
                dice,
                |dice| node(dice, &mut fresh.clone(), 0),
                |n, dice| match dice.chance(50) {
                    true => localized(&mut n.name, dice),
                    false => {
                        n.shows = node(dice, &mut 0, 0).shows;
                        true
                    }
                },
            )
        }
    }
}

fn show_edit(now: &mut Show, dice: &mut Dice) {
    let other = show(dice);
    match dice.roll(5) {
        0 => now.relations = other.relations,
        1 => now.figures = other.figures,
        2 => now.color = other.color,
        3 => now.follow = other.follow,
        _ => now.notation = other.notation,
    }
}

fn extension(e: &mut Extension, dice: &mut Dice) -> bool {
    let fresh = 10 + dice.roll(1000);
    if !e.terms.is_empty() {
        let new = |dice: &mut Dice| term(dice, fresh);
        list(&mut e.terms, dice, new, |t, dice| {
            match dice.roll(3) {
                0 => t.avoid = term(dice, 0).avoid,
                1 => t.audiences = term(dice, 0).audiences,
                _ => t.name = text(dice),
            }
            true
        });
        return true;
    }
    list(
        &mut e.viewpoints,
        dice,
        |dice| viewpoint(dice, fresh),
        |v, dice| {
            match dice.roll(3) {
                0 => v.select = viewpoint(dice, 0).select,
                1 => v.kinds = viewpoint(dice, 0).kinds,
                _ => show_edit(&mut v.show, dice),
            }
            true
        },
    );
    true
}

fn layout(l: &mut Layout, dice: &mut Dice) -> bool {
    let nodes: Vec<NodeId> = l.nodes.keys().cloned().collect();
    let lines: Vec<NodeId> = l.connections.keys().cloned().collect();
    match dice.roll(5) {
        0 => {
            l.nodes.insert(NodeId::parse(&format!("n{}", dice.roll(40))).unwrap(), place(dice));
            true
        }
        1 if !nodes.is_empty() => {
            l.nodes.remove(&nodes[dice.roll(nodes.len())]);
            true
        }
        2 | 3 if !nodes.is_empty() => {
            let place = l.nodes.get_mut(&nodes[dice.roll(nodes.len())]).unwrap();
            place.x = number(dice);
            place.h = dice.chance(50).then(|| number(dice));
            true
        }
        _ if !lines.is_empty() => {
            let line = l.connections.get_mut(&lines[dice.roll(lines.len())]).unwrap();
            if dice.chance(30) {
                line.label = line.label.is_none().then(|| [number(dice), number(dice)]);
                return true;
            }
            list(&mut line.bends, dice, bend, |b, dice| {
                *b = bend(dice);
                true
            })
        }
        _ => false,
    }
}

fn manifest(m: &mut Manifest, dice: &mut Dice) -> bool {
    match dice.roll(5) {
        0 => localized(&mut m.name, dice),
        1 => boxed(&mut m.waivers, dice, waiver, |w, dice| string(&mut w.owner, dice)),
        2 => {
            let code: Box<str> = dice.pick(&["missing-owner", "dangling", "x"]).into();
            let mut all: Vec<_> = m.severities.iter().filter(|(c, _)| *c != code).cloned().collect();
            all.insert(dice.roll(all.len() + 1), (code, Some(Severity::Warning)));
            m.severities = all.into();
            true
        }
        3 => {
            m.languages = ["de".into(), "en".into()].into();
            true
        }
        _ => record(&mut m.properties, dice, 1),
    }
}
