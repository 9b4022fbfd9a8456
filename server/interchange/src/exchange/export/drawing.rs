//! What writing the parts of a view needs: their ids in the file, and where they are.

use std::collections::HashMap;

use archweave_model::id::NodeId;
use archweave_model::view::{Bend, Connection, Layout, Node, View};

use super::ids::Ids;
use super::parts::Parts;
use crate::archimate::export::geometry::Geometry;
use crate::exchange::{TOOL, names};
use crate::kept::Recall;

/// A view being written.
pub struct Drawing<'a> {
    pub layout: Option<&'a Layout>,
    pub geometry: Geometry<'a>,
    /// Ids in the file; what is not there has none.
    pub ids: HashMap<&'a NodeId, String>,
    /// What ids in the file begin with, where they had to change.
    pub prefix: String,
    /// Added to every point, so that none is negative.
    pub shift: [f64; 2],
    pub parts: Parts,
}

impl<'a> Drawing<'a> {
    pub fn new(view: &'a View, written: &str, layout: Option<&'a Layout>, ids: &mut Ids<'_>) -> Self {
        let mut drawing = Self {
            layout,
            geometry: Geometry::new(view, layout),
            ids: HashMap::new(),
            prefix: String::new(),
            shift: [0.0; 2],
            parts: Parts::default(),
        };
        drawing.name(view, written, ids);
        drawing.shift = drawing.shift_of(view);
        drawing
    }

    /// Gives every part an id of its own: the one it had in a file, its own, or that with a prefix.
    fn name(&mut self, view: &'a View, written: &str, ids: &mut Ids<'_>) {
        let nodes = view.nodes().map(|n| (&n.id, &n.extra));
        let all: Vec<_> = nodes.chain(view.connections.iter().map(|c| (&c.id, &c.extra))).collect();
        let mut prefix = format!("{written}.");
        while all.iter().any(|(id, extra)| {
            let original = Recall::of(TOOL, extra).text("id").unwrap_or_default();
            id.as_str().starts_with(&prefix)
                || original.starts_with(&prefix) && !is_prefixed(original, &prefix, id)
        }) {
            prefix.push('-');
        }
        let mut is_prefix_used = false;
        for (id, extra) in &all {
            if self.ids.contains_key(id) {
                continue;
            }
            let original = Recall::of(TOOL, extra).text("id").filter(|text| names::is_id(text));
            let original = original.and_then(|text| ids.claim_exactly(text.to_owned()));
            let claimed = original.or_else(|| ids.claim_exactly(id.as_str().to_owned())).or_else(|| {
                let name = Some(format!("{prefix}{id}"))
                    .filter(|name| name.len() <= archweave_model::id::MAX_ID_BYTES);
                ids.claim_exactly(name?)
            });
            let claimed =
                claimed.unwrap_or_else(|| ids.claim_text(view.id.as_str(), &format!("{}/{id}", view.id)));
            is_prefix_used |= is_prefixed(&claimed, &prefix, id);
            self.ids.insert(id, claimed);
        }
        if is_prefix_used {
            self.parts.prefix(&prefix);
            self.prefix = prefix;
        }
    }

    /// Whether an import does not find the id by itself.
    pub fn is_replaced(&self, id: &NodeId, written: &str) -> bool {
        let is_prefixed = !self.prefix.is_empty() && is_prefixed(written, &self.prefix, id);
        !is_prefixed && super::ids::is_replaced(id.as_str(), written)
    }

    fn shift_of(&self, view: &View) -> [f64; 2] {
        let mut least = [0.0_f64; 2];
        let mut meet = |[x, y]: [f64; 2]| {
            least = [least[0].min(x.floor()), least[1].min(y.floor())];
        };
        let mut stack: Vec<(&Node, [f64; 2])> = view.content.iter().map(|node| (node, [0.0; 2])).collect();
        while let Some((node, origin)) = stack.pop() {
            let place = self.layout.and_then(|layout| layout.nodes.get(&node.id));
            let corner = place.map_or(origin, |place| [origin[0] + place.x, origin[1] + place.y]);
            meet(corner);
            stack.extend(node.nodes.iter().map(|inner| (inner, corner)));
        }
        for connection in &view.connections {
            self.points(connection).into_iter().for_each(&mut meet);
            let kept = Recall::of(TOOL, &connection.extra);
            for key in ["sourceAttachment", "targetAttachment"] {
                kept.get(key).and_then(super::super::import::point).into_iter().for_each(&mut meet);
            }
        }
        least.map(|n| if n.is_finite() && n < 0.0 { (-n).min(1e9) } else { 0.0 })
    }

    /// The bends of a connection as points of the view.
    pub fn points(&self, connection: &Connection) -> Vec<[f64; 2]> {
        let line = self.layout.and_then(|layout| layout.connections.get(&connection.id));
        let bends = line.map_or(&[][..], |line| &line.bends);
        let count = bends.len();
        let point = |(n, bend): (usize, &Bend)| match bend {
            Bend::At(point) => *point,
            Bend::Between(offsets) => self.geometry.point(connection, *offsets, n + 1, count),
        };
        bends.iter().enumerate().map(point).collect()
    }

    /// A coordinate in the file.
    pub fn written(&self, number: f64, axis: usize) -> f64 {
        let moved = number + self.shift.get(axis).copied().unwrap_or(0.0);
        if moved.is_finite() { moved.round().clamp(0.0, f64::from(i32::MAX)) } else { 0.0 }
    }
}

fn is_prefixed(written: &str, prefix: &str, id: &NodeId) -> bool {
    written.strip_prefix(prefix) == Some(id.as_str())
}
