//! Graphs of every sort.

use proptest::prelude::*;

use super::*;

fn side() -> impl Strategy<Value = Side> {
    prop_oneof![Just(Side::Top), Just(Side::Right), Just(Side::Bottom), Just(Side::Left)]
}

fn direction() -> impl Strategy<Value = Direction> {
    prop_oneof![Just(Direction::Down), Just(Direction::Up), Just(Direction::Right), Just(Direction::Left)]
}

fn label() -> impl Strategy<Value = Label> {
    let place = prop_oneof![Just(LabelPlace::Center), Just(LabelPlace::Tail), Just(LabelPlace::Head)];
    (10.0..90.0f64, 8.0..30.0f64, place).prop_map(|(w, h, place)| Label { w, h, place })
}

/// What graphs may hold.
#[derive(Clone, Copy)]
pub struct Sort {
    pub nodes: usize,
    pub nested: bool,
    pub ports: bool,
    pub labels: bool,
    pub ranks: bool,
}

/// Graphs with some of everything.
pub fn graph() -> impl Strategy<Value = Graph> {
    let flag = any::<bool>;
    (2..60usize, flag(), flag(), flag(), flag()).prop_flat_map(|(nodes, nested, ports, labels, ranks)| {
        of(Sort { nodes, nested, ports, labels, ranks })
    })
}

/// Graphs of a sort.
pub fn of(sort: Sort) -> impl Strategy<Value = Graph> {
    let port = (side(), 4.0..14.0f64).prop_map(|(side, w)| Port { side, w, h: w });
    let ports = prop::collection::vec(port, 0..=if sort.ports { 3 } else { 0 });
    let rank = prop::option::weighted(if sort.ranks { 0.8 } else { 0.0001 }, -2..3i32);
    let parent = prop::option::weighted(if sort.nested { 0.6 } else { 0.0001 }, any::<prop::sample::Index>());
    let size = (0.0..180.0f64, 0.0..90.0f64);
    let node = (parent, size, ports, rank, 0.0..30.0f64);
    let end = || (any::<prop::sample::Index>(), prop::option::of(any::<prop::sample::Index>()));
    let labels = prop::collection::vec(label(), 0..=if sort.labels { 3 } else { 0 });
    let edge = (end(), end(), labels);
    let nodes = prop::collection::vec(node, sort.nodes);
    let edges = prop::collection::vec(edge, 0..sort.nodes * 2);
    (direction(), nodes, edges).prop_map(|(direction, drafts, edges)| {
        let mut nodes: Vec<Node> = Vec::new();
        for (parent, (w, h), ports, rank, room) in drafts {
            let parent = parent.filter(|_| !nodes.is_empty()).map(|parent| parent.index(nodes.len().min(8)));
            nodes.push(Node { parent, w, h, padding: [room, 6.0, 8.0, 10.0], ports, rank });
        }
        // Lines at ports of containers are in the hostile graphs: the library fails on one in some hundreds.
        let parents: Vec<usize> = nodes.iter().filter_map(|node| node.parent).collect();
        let end = |(node, port): (prop::sample::Index, Option<prop::sample::Index>)| {
            let node = node.index(nodes.len());
            let ports = if parents.contains(&node) { 0 } else { nodes[node].ports.len() };
            End { node, port: port.filter(|_| ports > 0).map(|port| port.index(ports)) }
        };
        let edge = |(from, to, labels)| Edge { from: end(from), to: end(to), labels };
        Graph { direction, edges: edges.into_iter().map(edge).collect(), nodes, ..Graph::default() }
    })
}

/// Graphs with sizes, parents and ends that may be anything.
pub fn hostile() -> impl Strategy<Value = Graph> {
    let length = || {
        prop_oneof![
            8 => 0.0..200.0f64,
            2 => Just(0.0),
            1 => Just(MAX_LENGTH),
            1 => any::<f64>(),
        ]
    };
    let port = (side(), length(), length()).prop_map(|(side, w, h)| Port { side, w, h });
    let parent = prop::option::weighted(0.3, 0..6usize);
    let rank = prop::option::of(any::<i32>());
    let node = (parent, [length(), length()], length(), prop::collection::vec(port, 0..2), rank);
    let node = node.prop_map(|(parent, [w, h], room, ports, rank)| Node {
        parent,
        w,
        h,
        padding: [room; 4],
        ports,
        rank,
    });
    let end =
        || (0..7usize, prop::option::weighted(0.2, 0..2usize)).prop_map(|(node, port)| End { node, port });
    let label = (length(), length()).prop_map(|(w, h)| Label { w, h, place: LabelPlace::Tail });
    let edge = (end(), end(), prop::collection::vec(label, 0..2));
    let edge = edge.prop_map(|(from, to, labels)| Edge { from, to, labels });
    let nodes = prop::collection::vec(node, 0..7);
    let parts = (direction(), [length(), length(), length()], nodes, prop::collection::vec(edge, 0..7));
    parts.prop_map(|(direction, [node, layer, edge], mut nodes, mut edges)| {
        // Mostly legal, or nothing of it would be laid out.
        for (at, node) in nodes.iter_mut().enumerate() {
            node.parent = node.parent.filter(|parent| *parent < at);
        }
        let is_there = |end: &End| {
            let ports = nodes.get(end.node).map(|node| node.ports.len());
            ports.is_some_and(|ports| end.port.is_none_or(|port| port < ports))
        };
        edges.retain(|edge| is_there(&edge.from) && is_there(&edge.to));
        Graph { direction, spacing: Spacing { node, layer, edge }, nodes, edges }
    })
}
