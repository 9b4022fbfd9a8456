//! Lines: what each stands for, and the points it goes through.

use foldhash::HashMap;

use crate::diagram::geometry::{self, Outline, Point, Rect};
use crate::diagram::measure::{LINE_HEIGHT, width};
use crate::diagram::style::{LabelPosition, Style};
use crate::diagram::wrap::lines;
use crate::diagram::{Arrow, EDGE_LABEL_WIDTH, Edge, Line, Lookup, MAX_EDGES, Node};
use crate::element::Access;
use crate::id::NodeId;
use crate::metamodel::RelationCategory;
use crate::view::{Bend, Connection, Layout, View};

/// Most bends of one line.
const MAX_BENDS: usize = 500;

/// What a connection starts or ends at, by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// A node.
    Node(usize),
    /// Another line.
    Edge(usize),
}

/// The lines of a view before they are routed, with what each joins; a connection that joins
/// nothing is left out.
pub(crate) fn unrouted(
    view: &View,
    nodes: &[Node],
    lookup: &Lookup<'_>,
    language: &str,
    notes: &mut Vec<String>,
) -> (Vec<Edge>, Vec<(End, End)>) {
    if view.connections.len() > MAX_EDGES {
        notes.push(format!("only the first {MAX_EDGES} connections are drawn"));
    }
    let connections = &view.connections[..view.connections.len().min(MAX_EDGES)];
    let nodes_by_id: HashMap<&NodeId, usize> =
        nodes.iter().enumerate().map(|(n, node)| (&node.id, n)).collect();
    // Only what follows may end at a line, so no line waits for itself.
    let mut lines: HashMap<&NodeId, usize> = HashMap::default();
    let (mut edges, mut joins) = (Vec::new(), Vec::new());
    for connection in connections {
        let end = |id: &NodeId| {
            let node = nodes_by_id.get(id).map(|n| End::Node(*n));
            node.or_else(|| lines.get(id).map(|n| End::Edge(*n)))
        };
        let (Some(from), Some(to)) = (end(&connection.from), end(&connection.to)) else {
            let id = &connection.id;
            notes.push(format!("connection `{id}` has an end that is not there, or itself as an end"));
            continue;
        };
        let mut edge = resolve(connection, Vec::new(), Style::default(), lookup, language);
        edge.is_implied = is_nested(nodes, from, to) && nesting_says(&edge.line, lookup);
        lines.insert(&connection.id, edges.len());
        edges.push(edge);
        joins.push((from, to));
    }
    (edges, joins)
}

pub(super) fn route(
    view: &View,
    layout: Option<&Layout>,
    nodes: &[Node],
    lookup: &Lookup<'_>,
    language: &str,
    notes: &mut Vec<String>,
) -> Vec<Edge> {
    if view.connections.len() > MAX_EDGES {
        notes.push(format!("only the first {MAX_EDGES} connections are drawn"));
    }
    let connections = &view.connections[..view.connections.len().min(MAX_EDGES)];
    let mut ends: HashMap<&NodeId, End> = HashMap::default();
    for (n, connection) in connections.iter().enumerate().rev() {
        ends.insert(&connection.id, End::Edge(n));
    }
    for (n, node) in nodes.iter().enumerate().rev() {
        ends.insert(&node.id, End::Node(n));
    }
    let joins: Vec<Option<(End, End)>> =
        connections.iter().map(|c| Some((*ends.get(&c.from)?, *ends.get(&c.to)?))).collect();

    let mut edges: Vec<Option<Edge>> = vec![None; connections.len()];
    for n in order(&joins) {
        let (connection, Some((from, to))) = (&connections[n], joins[n]) else { continue };
        let outline = |end: End| match end {
            End::Node(at) => Some(nodes[at].outline()),
            End::Edge(at) => Some(Outline::Point(geometry::middle(&edges[at].as_ref()?.points))),
        };
        let (Some(start), Some(end)) = (outline(from), outline(to)) else { continue };
        let here = layout.and_then(|l| l.connections.get(&connection.id));
        let bends = bends(here.map_or(&[], |l| &l.bends), start.centre(), end.centre());
        let points = match (from, to) {
            (End::Node(a), End::Node(b)) if a == b && bends.is_empty() => geometry::own_loop(nodes[a].rect),
            _ => geometry::clip(start, &bends, end),
        };
        let style = here.map_or_else(Style::default, |l| Style::read(&l.style));
        let mut edge = resolve(connection, points, style, lookup, language);
        edge.is_implied = is_nested(nodes, from, to) && nesting_says(&edge.line, lookup);
        edges[n] = Some(edge);
    }
    for (connection, edge) in connections.iter().zip(&edges) {
        if let (Some(edge), Line::Missing(relation)) = (edge, edge.as_ref().map_or(&Line::Plain, |e| &e.line))
        {
            notes.push(format!("connection `{}` shows unknown relation `{relation}`", edge.id));
        }
        if edge.is_none() {
            let id = &connection.id;
            notes.push(format!("connection `{id}` has an end that is not there, or itself as an end"));
        }
    }
    // Lines that are not there leave gaps that positions must not count.
    let mut position = vec![None; edges.len()];
    for (at, n) in edges.iter().enumerate().filter(|(_, e)| e.is_some()).map(|(n, _)| n).enumerate() {
        position[n] = Some(at);
    }
    let there = |end: End| match end {
        End::Node(_) => Some(end),
        End::Edge(n) => position[n].map(End::Edge),
    };
    for (edge, join) in edges.iter_mut().zip(&joins) {
        let (Some(edge), Some((from, to))) = (edge, join) else { continue };
        edge.joins = there(*from).zip(there(*to));
    }
    let mut edges: Vec<Edge> = edges.into_iter().flatten().collect();
    part_labels(&mut edges);
    for edge in &mut edges {
        let placed = layout.and_then(|layout| layout.connections.get(&edge.id)?.label);
        if let Some([x, y]) = placed.filter(|place| place.iter().all(|v| v.abs() < 1e6)) {
            edge.label_at = Point::new(x, y);
        }
    }
    edges
}

/// Above this many labels they stay where they are.
const MAX_PARTED: usize = 1_000;

/// Moves labels along their lines until they do not cover one another, where their authors did not
/// place them.
fn part_labels(edges: &mut [Edge]) {
    let mut taken: Vec<Rect> = Vec::new();
    for edge in edges.iter_mut().filter(|e| !e.is_implied && !e.label.is_empty()).take(MAX_PARTED) {
        let (wide, high) = label_size(edge);
        let at = |point: Point| Rect::new(point.x - wide / 2.0, point.y - high / 2.0, wide, high);
        let shares: &[f64] = match edge.style.label_position {
            None => &[0.5, 0.38, 0.62, 0.27, 0.73],
            Some(_) => &[],
        };
        let free = shares.iter().map(|share| geometry::along(&edge.points, *share));
        let free = free.into_iter().find(|p| taken.iter().all(|t| t.overlap(at(*p)) == 0.0));
        edge.label_at = free.unwrap_or(edge.label_at);
        taken.push(at(edge.label_at));
    }
}

/// Width and height of an edge's label.
pub(crate) fn label_size(edge: &Edge) -> (f64, f64) {
    let font = edge.style.text_font();
    let texts = lines(&edge.label, font, EDGE_LABEL_WIDTH);
    let wide = texts.iter().map(|l| width(l, font)).fold(0.0, f64::max);
    (wide, texts.len() as f64 * font.size * LINE_HEIGHT)
}

/// The order in which connections can be drawn: after those they end at. Cycles are left out.
fn order(joins: &[Option<(End, End)>]) -> Vec<usize> {
    let mut open = vec![0_u8; joins.len()];
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); joins.len()];
    for (n, join) in joins.iter().enumerate() {
        let Some((from, to)) = join else { continue };
        for end in [from, to] {
            if let End::Edge(other) = end {
                open[n] += 1;
                after[*other].push(n);
            }
        }
    }
    let mut ready: Vec<usize> = (0..joins.len()).filter(|n| open[*n] == 0).collect();
    let mut next = 0;
    while let Some(n) = ready.get(next).copied() {
        next += 1;
        for later in std::mem::take(&mut after[n]) {
            open[later] -= 1;
            if open[later] == 0 {
                ready.push(later);
            }
        }
    }
    ready
}

fn bends(bends: &[Bend], source: Point, target: Point) -> Vec<Point> {
    let bends = &bends[..bends.len().min(MAX_BENDS)];
    let steps = bends.len() as f64 + 1.0;
    let points = bends.iter().enumerate().map(|(n, bend)| match *bend {
        Bend::At([x, y]) => Point::new(x, y),
        Bend::Between([start_x, start_y, end_x, end_y]) => {
            let from_source = Point::new(source.x + start_x, source.y + start_y);
            let from_target = Point::new(target.x + end_x, target.y + end_y);
            from_source.towards(from_target, (n as f64 + 1.0) / steps)
        }
    });
    points.filter(|p| p.x.abs() < 1e6 && p.y.abs() < 1e6).collect()
}

fn is_nested(nodes: &[Node], from: End, to: End) -> bool {
    let (End::Node(from), End::Node(to)) = (from, to) else { return false };
    nodes[from].parent == Some(to) || nodes[to].parent == Some(from)
}

fn nesting_says(line: &Line, lookup: &Lookup<'_>) -> bool {
    let Line::Relation(arrow) = line else { return false };
    let Some(index) = lookup.metamodel.relation_index(arrow.kind.as_str()) else { return false };
    lookup.metamodel.relation(index).category == RelationCategory::Structural
        || &*arrow.shape == "specialization"
}

fn resolve(
    connection: &Connection,
    points: Vec<Point>,
    style: Style,
    lookup: &Lookup<'_>,
    language: &str,
) -> Edge {
    let mut label = connection.name.get(language).to_owned();
    let line = match &connection.relation {
        None => Line::Plain,
        Some(id) => match (lookup.relation)(id.as_str()) {
            None => {
                label = id.to_string();
                Line::Missing(id.clone())
            }
            Some(relation) => {
                let kind = lookup.metamodel.relation_index(relation.kind.as_str());
                let kind = kind.map(|index| lookup.metamodel.relation(index));
                if label.is_empty() {
                    label = relation.name.get(language).to_owned();
                }
                if let Some(kind) = kind
                    && label.is_empty()
                    && &*kind.namespace != "archimate"
                {
                    label = kind.forward.get(language).to_owned();
                }
                let has = |name| kind.is_some_and(|k| k.attributes.iter().any(|a| a == name));
                if let Some(strength) = relation.strength.as_deref().filter(|_| has("strength")) {
                    label =
                        if label.is_empty() { strength.to_owned() } else { format!("{label} ({strength})") };
                }
                if let Some(name) = relation.specializations.first() {
                    let of = kind.map_or(relation.kind.as_str(), |k| k.id.as_str());
                    let known = lookup.metamodel.specialization(of, name);
                    let name = known.map_or(&**name, |s| s.title(language));
                    label = format!("«{name}»\n{label}").trim_end().to_owned();
                }
                Line::Relation(Arrow {
                    relation: id.clone(),
                    kind: relation.kind.clone(),
                    kind_label: kind.map_or(relation.kind.as_str(), |k| k.label.get(language)).to_owned(),
                    shape: kind
                        .map_or("unknown", |k| lookup.metamodel.relation(k.archimate).id.as_str())
                        .into(),
                    access: has("access").then(|| relation.access.unwrap_or(Access::Write)),
                    directed: relation.directed,
                })
            }
        },
    };
    let share = match style.label_position {
        Some(LabelPosition::Source) => 0.2,
        Some(LabelPosition::Target) => 0.8,
        Some(LabelPosition::Middle) | None => 0.5,
    };
    Edge {
        label_at: geometry::along(&points, share),
        label,
        style,
        ..Edge::bare(connection.id.clone(), line, points)
    }
}
