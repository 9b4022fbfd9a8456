//! The question of a view answered: its selector, steps, nesting and grouping become explicit nodes
//! and connections, as if a person had put them there.
//!
//! Ids are stable: a node has the id of its element, a connection that of its relation, a group
//! that of what it stands for. So a layout that was saved for the answer of yesterday fits the one
//! of today.

use foldhash::{HashMap, HashSet};

use crate::id::{ElementId, NodeId};
use crate::snapshot::RelationEntry;
use crate::view::asked::{Asked, MAX_SHOWN};
use crate::view::grouping;
use crate::view::{Connection, Node, Shows, View};
use crate::viewpoint::{Nesting, Outer, Step};

/// Deepest nesting of boxes.
const MAX_NESTING: usize = 12;
/// Most steps of one kind from what is selected.
const MAX_DEPTH: u32 = 10;

/// The answer: the view with content, and how far each element is from what was selected.
pub struct Answer {
    /// The view; its own content if it has any.
    pub view: View,
    /// Steps from the selected elements, by slot.
    pub distance: HashMap<u32, u32>,
    /// What was left out, for the reader.
    pub notes: Vec<String>,
}

/// Answers the question of a view.
pub fn answer(asked: &Asked<'_>) -> Answer {
    respond(asked, asked.show.group.is_some())
}

/// The answer without frames: for layouts that group in a way of their own.
pub(super) fn flat(asked: &Asked<'_>) -> Answer {
    respond(asked, false)
}

fn respond(asked: &Asked<'_>, groups: bool) -> Answer {
    let selected = asked.selected();
    if !asked.view.content.is_empty() {
        let distance = selected.iter().map(|slot| (*slot, 0)).collect();
        return Answer { view: asked.view.clone(), distance, notes: Vec::new() };
    }
    let mut notes = Vec::new();
    let (shown, distance) = reach(asked, selected, &mut notes);
    let parents = parents(asked, &shown);
    let mut view = asked.view.clone();
    view.content = tree(asked, &shown, &parents);
    if groups {
        view.content = grouping::group(asked, view.content);
    }
    view.connections = connections(asked, &view);
    Answer { view, distance, notes }
}

/// The selected elements and those reached from them by the steps, nearest first.
fn reach(asked: &Asked<'_>, selected: Vec<u32>, notes: &mut Vec<String>) -> (Vec<u32>, HashMap<u32, u32>) {
    let total = selected.len();
    let mut shown: Vec<u32> = selected;
    if total > MAX_SHOWN {
        notes.push(format!(
            "{MAX_SHOWN} of {total} elements are shown, those with the most relations: narrow the selector"
        ));
        let degree = |slot: u32| asked.snapshot.out_edges(slot).len() + asked.snapshot.in_edges(slot).len();
        shown.sort_by_key(|slot| (std::cmp::Reverse(degree(*slot)), asked.id(*slot)));
        shown.truncate(MAX_SHOWN);
        shown.sort_by_key(|slot| asked.place(*slot));
    }
    let mut distance: HashMap<u32, u32> = shown.iter().map(|slot| (*slot, 0)).collect();
    for step in asked.show.follow.iter().flatten() {
        if !follow(asked, step, &mut shown, &mut distance) {
            notes.push(format!("only the first {MAX_SHOWN} elements are shown: take fewer steps"));
            break;
        }
    }
    (shown, distance)
}

/// Takes one step, several times if it says so; false once there is no room for more.
fn follow(asked: &Asked<'_>, step: &Step, shown: &mut Vec<u32>, distance: &mut HashMap<u32, u32>) -> bool {
    let mut front: Vec<u32> = shown.iter().copied().filter(|slot| asked.is_kind(*slot, &step.from)).collect();
    for _ in 0..step.depth.unwrap_or(1).clamp(1, MAX_DEPTH) {
        let mut next = Vec::new();
        for slot in front {
            let steps = distance.get(&slot).copied().unwrap_or_default() + 1;
            for (_, other) in asked.neighbours(slot, &step.relations, step.way, &step.kinds) {
                if distance.contains_key(&other) || !asked.admits(other) {
                    continue;
                }
                if shown.len() >= MAX_SHOWN {
                    return false;
                }
                distance.insert(other, steps);
                shown.push(other);
                next.push(other);
            }
        }
        if next.is_empty() {
            break;
        }
        front = next;
    }
    true
}

/// For each element the one it is drawn inside, by the nesting rules; earlier rules win.
fn parents(asked: &Asked<'_>, shown: &[u32]) -> HashMap<u32, u32> {
    let mut parents: HashMap<u32, u32> = HashMap::default();
    let here: HashSet<u32> = shown.iter().copied().collect();
    for rule in asked.show.nesting.iter().flatten() {
        for &slot in shown {
            for edge in asked.snapshot.out_edges(slot) {
                let Some(entry) = asked.snapshot.relation_at(edge.relation) else { continue };
                if !here.contains(&edge.slot)
                    || entry.relation.from.is_some()
                    || !asked.is_relation(entry.relation, &rule.relations)
                {
                    continue;
                }
                let (outer, inner) = match rule.outer {
                    Outer::Source => (slot, edge.slot),
                    Outer::Target => (edge.slot, slot),
                };
                if fits(asked, rule, outer, inner)
                    && !parents.contains_key(&inner)
                    && may_hold(&parents, outer, inner)
                {
                    parents.insert(inner, outer);
                }
            }
        }
    }
    parents
}

fn fits(asked: &Asked<'_>, rule: &Nesting, outer: u32, inner: u32) -> bool {
    asked.is_kind(outer, &rule.outside) && asked.is_kind(inner, &rule.inside)
}

/// Whether a box may stand in another: not in itself, and not too deep.
fn may_hold(parents: &HashMap<u32, u32>, outer: u32, inner: u32) -> bool {
    let mut at = outer;
    for _ in 0..MAX_NESTING {
        if at == inner {
            return false;
        }
        match parents.get(&at) {
            Some(parent) => at = *parent,
            None => return true,
        }
    }
    false
}

fn tree(asked: &Asked<'_>, shown: &[u32], parents: &HashMap<u32, u32>) -> Vec<Node> {
    let mut inside: HashMap<u32, Vec<u32>> = HashMap::default();
    for slot in shown {
        if let Some(parent) = parents.get(slot) {
            inside.entry(*parent).or_default().push(*slot);
        }
    }
    let roots = shown.iter().filter(|slot| !parents.contains_key(slot));
    roots.filter_map(|slot| branch(asked, *slot, &inside)).collect()
}

/// Recursion is bounded by [`MAX_NESTING`].
fn branch(asked: &Asked<'_>, slot: u32, inside: &HashMap<u32, Vec<u32>>) -> Option<Node> {
    let mut node = element_node(asked.snapshot.element_at(slot)?.id.clone())?;
    let children = inside.get(&slot).into_iter().flatten();
    node.nodes = children.filter_map(|child| branch(asked, *child, inside)).collect();
    Some(node)
}

/// A node that stands for an element and has its id.
pub(super) fn element_node(id: ElementId) -> Option<Node> {
    Some(Node::new(NodeId::parse(id.as_str()).ok()?, Shows::Element(id)))
}

/// All relations between what is shown; then those that start or end at one of them.
fn connections(asked: &Asked<'_>, view: &View) -> Vec<Connection> {
    let drawn = match asked.show.relations.as_deref() {
        // Said to be none.
        Some([]) => return Vec::new(),
        Some(drawn) => drawn,
        None => &[],
    };
    let mut order = Vec::new();
    let mut by_element: HashMap<&str, &NodeId> = HashMap::default();
    for node in view.nodes() {
        if let Shows::Element(id) = &node.shows {
            by_element.entry(id.as_str()).or_insert(&node.id);
            order.push(id.as_str());
        }
    }
    let mut lines: Vec<Connection> = Vec::new();
    let mut later: Vec<RelationEntry<'_>> = Vec::new();
    let mut held: HashSet<&str> = HashSet::default();
    for source in order {
        if !held.insert(source) {
            continue;
        }
        let Some(slot) = asked.snapshot.slot_of(source) else { continue };
        let count = asked.snapshot.element_at(slot).map_or(0, |e| e.relations.len()) as u32;
        for position in 0..count {
            let at = crate::snapshot::RelationRef { owner: slot, position };
            let Some(entry) = asked.snapshot.relation_at(at) else { continue };
            if !asked.is_relation(entry.relation, drawn) {
                continue;
            }
            let end = |id: &str| by_element.get(id).copied();
            match (end(entry.source()), end(entry.relation.to.as_str())) {
                (Some(from), Some(to)) => lines.extend(connection(&entry, from, to)),
                _ => later.push(entry),
            }
        }
    }
    let known: HashMap<String, NodeId> =
        lines.iter().map(|line| (line.id.to_string(), line.id.clone())).collect();
    for entry in later {
        let end = |id: &str| by_element.get(id).copied().or_else(|| known.get(id));
        if let (Some(from), Some(to)) = (end(entry.source()), end(entry.relation.to.as_str())) {
            lines.extend(connection(&entry, from, to));
        }
    }
    let nodes: HashSet<&str> = view.nodes().map(|node| node.id.as_str()).collect();
    lines.retain(|line| !nodes.contains(line.id.as_str()));
    lines
}

fn connection(entry: &RelationEntry<'_>, from: &NodeId, to: &NodeId) -> Option<Connection> {
    let id = NodeId::parse(entry.relation.id.as_str()).ok()?;
    Some(Connection::new(id, Some(entry.relation.id.clone()), from.clone(), to.clone()))
}
