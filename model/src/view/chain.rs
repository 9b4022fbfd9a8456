//! Chains: columns of elements from cause to effect, what joins them, and where the chain breaks.
//!
//! A column is a kind of `group.kinds`. Elements are joined by the relations of the model; where two
//! neighbouring columns are joined only through elements that are not shown, a derived line says so.
//! An element without any way on to the next column, or back to the one before, gets a gap.

use foldhash::{HashMap, HashSet};

use crate::diagram::{Content, Edge, Line, Lookup};
use crate::id::NodeId;
use crate::view::asked::Asked;
use crate::view::question::Answer;
use crate::view::{Draft, Hint, decor, dress};
use crate::viewpoint::{Arrangement, Way};

/// Most elements between two columns of a derived line.
const MAX_BETWEEN: u32 = 2;
/// Most gaps drawn.
const MAX_GAPS: usize = 60;
/// Width and height of a gap.
const GAP: (f64, f64) = (120.0, 30.0);

/// The draft of a chain.
pub(super) fn draft(
    asked: &Asked<'_>,
    lookup: &Lookup<'_>,
    answer: &Answer,
    arrangement: Arrangement,
) -> Draft {
    let kinds = asked.show.group.as_ref().map(|group| group.kinds.as_slice()).unwrap_or_default();
    let mut draft = Draft::of(&answer.view, lookup, asked.language, arrangement);
    draft.diagram.notes.extend(answer.notes.iter().cloned());
    dress::dress(asked, &mut draft.diagram);
    draft.measure();
    // About one element, a column without anything says nothing; of a whole model it is a gap.
    let is_about = asked.viewpoint.is_some_and(|viewpoint| !viewpoint.about.is_empty());
    let kinds: Vec<String> =
        kinds.iter().filter(|kind| !is_about || has(asked, &draft, kind)).cloned().collect();
    let kinds = kinds.as_slice();
    let columns = place(asked, kinds, &mut draft);
    for (n, kind) in kinds.iter().enumerate() {
        let head = decor(&format!("column:{n}"), "column", asked.kind_label(kind), None);
        if let Some(head) = head {
            draft.add_node(head, Hint { lane: Some(n), ..Hint::default() });
        }
    }
    let mut links: HashSet<(u32, u32)> = HashSet::default();
    for (from, to) in joined(asked, &draft) {
        links.insert((from, to));
        links.insert((to, from));
    }
    for (a, b) in derived(asked, &columns, &links, kinds.len()) {
        links.insert((a, b));
        links.insert((b, a));
        join(asked, &mut draft, a, b, "derived");
    }
    if !is_about {
        gaps(asked, &mut draft, &columns, &links, kinds);
    }
    draft
}

/// Whether something of this kind is drawn.
fn has(asked: &Asked<'_>, draft: &Draft, kind: &String) -> bool {
    let kind = std::slice::from_ref(kind);
    (0..draft.diagram.nodes.len())
        .any(|n| slot_at(asked, draft, n).is_some_and(|slot| asked.is_kind(slot, kind)))
}

/// Gives nodes their column; what is of none of the kinds is taken out with its lines.
fn place(asked: &Asked<'_>, kinds: &[String], draft: &mut Draft) -> Vec<Vec<u32>> {
    let mut columns = vec![Vec::new(); kinds.len()];
    for (n, node) in draft.diagram.nodes.iter().enumerate() {
        let Content::Element(figure) = &node.content else { continue };
        let Some(slot) = asked.snapshot.slot_of(figure.element.as_str()) else { continue };
        let column = kinds.iter().position(|kind| asked.is_kind(slot, std::slice::from_ref(kind)));
        draft.hints[n].lane = column.or(Some(kinds.len()));
        if let Some(column) = column {
            columns[column].push(slot);
        }
    }
    columns
}

fn slot_at(asked: &Asked<'_>, draft: &Draft, node: usize) -> Option<u32> {
    match &draft.diagram.nodes.get(node)?.content {
        Content::Element(figure) => asked.snapshot.slot_of(figure.element.as_str()),
        _ => None,
    }
}

/// Pairs that a drawn relation joins.
fn joined(asked: &Asked<'_>, draft: &Draft) -> Vec<(u32, u32)> {
    let ends = draft.ends.iter().filter_map(|(from, to)| match (from, to) {
        (crate::diagram::End::Node(a), crate::diagram::End::Node(b)) => {
            Some((slot_at(asked, draft, *a)?, slot_at(asked, draft, *b)?))
        }
        _ => None,
    });
    ends.collect()
}

/// Pairs of neighbouring columns that are joined only through elements that are not shown.
fn derived(
    asked: &Asked<'_>,
    columns: &[Vec<u32>],
    links: &HashSet<(u32, u32)>,
    count: usize,
) -> Vec<(u32, u32)> {
    let relations = asked.show.relations.as_deref().unwrap_or_default();
    let shown: HashSet<u32> = columns.iter().flatten().copied().collect();
    let mut found = Vec::new();
    for column in 0..count.saturating_sub(1) {
        let next: HashSet<u32> = columns[column + 1].iter().copied().collect();
        for &start in &columns[column] {
            if next.iter().any(|other| links.contains(&(start, *other))) {
                continue;
            }
            let mut seen: HashSet<u32> = HashSet::from_iter([start]);
            let mut front = vec![start];
            for _ in 0..=MAX_BETWEEN {
                let mut further = Vec::new();
                for slot in front {
                    for (_, other) in asked.neighbours(slot, relations, Way::Both, &[]) {
                        if !seen.insert(other) {
                            continue;
                        }
                        if next.contains(&other) {
                            found.push((start, other));
                        } else if !shown.contains(&other) {
                            further.push(other);
                        }
                    }
                }
                // The shortest ways say enough.
                if found.last().is_some_and(|(from, _)| *from == start) {
                    break;
                }
                front = further;
            }
        }
    }
    found
}

fn node_of(asked: &Asked<'_>, draft: &Draft, slot: u32) -> Option<usize> {
    (0..draft.diagram.nodes.len()).find(|n| slot_at(asked, draft, *n) == Some(slot))
}

fn join(asked: &Asked<'_>, draft: &mut Draft, a: u32, b: u32, line: &str) {
    let (Some(from), Some(to)) = (node_of(asked, draft, a), node_of(asked, draft, b)) else { return };
    let id = format!("via:{}>{}", draft.diagram.nodes[from].id, draft.diagram.nodes[to].id);
    if let Ok(id) = NodeId::parse(&id) {
        draft.add_edge(Edge::bare(id, Line::Decor(line.into()), Vec::new()), from, to);
    }
}

/// Where the chain breaks: nothing in the next column, or nothing in the one before.
fn gaps(
    asked: &Asked<'_>,
    draft: &mut Draft,
    columns: &[Vec<u32>],
    links: &HashSet<(u32, u32)>,
    kinds: &[String],
) {
    let column_of: HashMap<u32, usize> =
        columns.iter().enumerate().flat_map(|(n, slots)| slots.iter().map(move |slot| (*slot, n))).collect();
    let mut sides: HashSet<(u32, bool)> = HashSet::default();
    for (a, b) in links {
        let (Some(x), Some(y)) = (column_of.get(a), column_of.get(b)) else { continue };
        if x != y {
            sides.insert((*a, y > x));
        }
    }
    let mut count = 0;
    for (column, slots) in columns.iter().enumerate() {
        for &slot in slots {
            for (is_next, there) in [(true, column + 1), (false, column.wrapping_sub(1))] {
                let Some(kind) = kinds.get(there) else { continue };
                if sides.contains(&(slot, is_next)) {
                    continue;
                }
                count += 1;
                if count <= MAX_GAPS {
                    gap(asked, draft, slot, there, kind, is_next);
                }
            }
        }
    }
    if count > MAX_GAPS {
        draft.diagram.notes.push(format!("{} more breaks are not drawn", count - MAX_GAPS));
    }
}

fn gap(asked: &Asked<'_>, draft: &mut Draft, slot: u32, column: usize, kind: &str, is_next: bool) {
    let label = match asked.is_chinese() {
        true => format!("缺少{}", asked.kind_label(kind)),
        false => format!("no {}", asked.kind_label(kind).to_lowercase()),
    };
    let side = if is_next { "after" } else { "before" };
    let Some(mut node) = decor(&format!("gap:{side}:{}", asked.id(slot)), "gap", label, None) else { return };
    node.rect.w = GAP.0;
    node.rect.h = GAP.1;
    let Some(at) = node_of(asked, draft, slot) else { return };
    let id = node.id.clone();
    let gap = draft.add_node(node, Hint { lane: Some(column), ..Hint::default() });
    let Ok(id) = NodeId::parse(&format!("{id}:line")) else { return };
    let (from, to) = if is_next { (at, gap) } else { (gap, at) };
    draft.add_edge(Edge::bare(id, Line::Decor("gap".into()), Vec::new()), from, to);
}
