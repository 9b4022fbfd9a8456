//! Layered layout: boxes in boxes, orthogonal lines, ports and labels, from sizes to places.
//!
//! A [`Graph`] says what there is and how large; [`Placed`] says where it goes. Layers follow the lines in
//! the graph's direction, crossings are few, lines keep away from boxes. The same graph gives the same
//! answer, byte by byte, on every run. Both values are serializable, because they cross to a worker
//! process where one lays out.
//!
//! Start at [`layout`]; hold an [`Engine`] where it has to be open who does the work. The work behind it
//! is `elkrs`, a port of the Eclipse Layout Kernel, which only `elk` names. It knows nothing of views or
//! models.
//!
//! [`quality`] measures any drawing, ours or a peer's.

mod check;
mod elk;
mod failure;
mod graph;
mod pack;
mod placed;
pub mod quality;
mod split;
mod stack;

pub use elk::json;
pub use failure::Failure;
pub use graph::{Direction, Edge, End, Graph, Label, LabelPlace, Node, Port, Side, Spacing};
pub use placed::{Placed, PlacedEdge};

/// Most nodes of a graph, at all depths.
pub const MAX_NODES: usize = 5_000;
/// Most edges of a graph.
pub const MAX_EDGES: usize = 10_000;
/// Most ports of a graph.
pub const MAX_PORTS: usize = 10_000;
/// Most labels of a graph.
pub const MAX_LABELS: usize = 20_000;
/// Most nodes inside each other.
pub const MAX_NESTING: usize = 64;
/// Largest length of a node, port, label, padding or spacing, in pixels.
pub const MAX_LENGTH: f64 = 50_000.0;

/// Lays out in this process. A panic of the library is an answer too; a graph so deep that the stack runs
/// over is not, and neither is a time limit: see [`Engine`].
pub fn layout(graph: &Graph) -> Result<Placed, Failure> {
    check::question(graph)?;
    let placed = stack::with_room(|| split::layout(graph))??;
    check::answer(graph, &placed)?;
    Ok(placed)
}

/// Who lays out: this process, or a worker that can be stopped.
pub trait Engine: Send + Sync {
    /// Lays out a graph.
    fn layout(&self, graph: &Graph) -> Result<Placed, Failure>;
}

/// Lays out in this process, however long it takes.
#[derive(Clone, Copy, Debug, Default)]
pub struct InProcess;

impl Engine for InProcess {
    fn layout(&self, graph: &Graph) -> Result<Placed, Failure> {
        layout(graph)
    }
}

#[cfg(test)]
mod tests;
