//! The one place that names the library: a graph goes in, whatever it answers comes out.

mod answer;
mod question;

use std::panic::{AssertUnwindSafe, catch_unwind};

use elkrs::core::Elk;
use elkrs::core::engine::RecursiveGraphLayoutEngine;
use elkrs::core::json::JsonImporter;

use super::{Failure, Graph, Placed, stack};

/// The graph in the JSON of ELK with all options: what this module gives to the library, for peers that
/// read the same.
pub fn json(graph: &Graph) -> serde_json::Value {
    question::json(graph, Way::Best, 1)
}

/// How much is asked of the library. It fails on some graphs (in Java as in Rust), less often the less is
/// asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Straighter, shorter lines where that is affordable.
    Best,
    /// The same, and the order of nodes counts for nothing.
    Free,
    /// Boxes placed fast.
    Fast,
    /// And crossings within nodes that lines lead into looked at before those around them.
    Inside,
}

/// The library with its tables; one serves many graphs.
pub struct Library(Elk);

impl Library {
    /// Fills the tables.
    pub fn new() -> Self {
        Self(elkrs::create_elk())
    }

    /// Lays out; a panic is a failure. The seed decides where nothing else does, such as the order to begin with.
    pub fn layout(&self, graph: &Graph, way: Way, seed: u32) -> Result<Placed, Failure> {
        let work = || {
            let mut importer = JsonImporter::new(&self.0.options);
            let mut elk = importer.import_graph(&question::json(graph, way, seed))?;
            RecursiveGraphLayoutEngine::new(&self.0.algorithms).layout(&mut elk)?;
            Ok(elk)
        };
        let result: Result<_, String> = catch_unwind(AssertUnwindSafe(work))
            .map_err(|panic| Failure::Library(stack::message(&*panic)))?;
        answer::read(&result.map_err(Failure::Library)?, graph)
    }
}
