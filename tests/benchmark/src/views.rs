//! Pictures of views: laid out and drawn, as a reader asks for them.
//!
//! `archweave-benchmark --task views FOLDER`; the folder need not hold a model.

use std::path::Path;
use std::sync::Arc;

use archweave_model::element::{Element, Relation};
use archweave_model::id::{ElementId, EndId, KindId, NodeId, RelationId, ViewId};
use archweave_model::layered::InProcess;
use archweave_model::model::{Filed, Model};
use archweave_model::snapshot::Snapshot;
use archweave_model::view::{Asked, Connection, Node, Shows, View, picture};
use archweave_render::Options;

use crate::generator::{self, Random};
use crate::tasks::row;
use crate::{Failure, SEED, clock};

/// Runs of each picture; the median counts.
const RUNS: usize = 7;

/// Draws generated views.
pub fn run(_: &Path) -> Result<(), Failure> {
    for size in [50, 200, 1_000] {
        let model = flat(size)?;
        let snapshot = Snapshot::from_model(&model, "flat");
        let mut times = Vec::new();
        for _ in 0..RUNS {
            times.push(clock::measure(|| draw(&snapshot, "flat")).0);
        }
        times.sort_by(f64::total_cmp);
        row(&format!("layout and SVG of {size} nodes, CPU ms"), format!("{:.1}", times[RUNS / 2] * 1e3));
    }
    let mut model = generator::model(10_000, SEED);
    // Nothing is placed, so everything is laid out.
    model.layouts.clear();
    model.views.truncate(50);
    let snapshot = Snapshot::from_model(&model, "large");
    let ids: Vec<String> = snapshot.views().map(|view| view.id.to_string()).collect();
    let (seconds, nodes) = clock::measure(|| ids.iter().map(|id| draw(&snapshot, id)).sum::<usize>());
    row("views drawn of a model of 10,000 elements", ids.len());
    row("their nodes", nodes);
    row("their layout and SVG, CPU s", format!("{seconds:.2}"));
    Ok(())
}

/// Draws a view and says how many nodes it has.
fn draw(snapshot: &Snapshot, view: &str) -> usize {
    let Some(view) = snapshot.view(view) else { return 0 };
    let asked = Asked::new(snapshot, view, None, "en", None);
    let layout = snapshot.layout(view.id.as_str()).map(|layout| &**layout);
    let diagram = picture(&asked, layout, &InProcess).diagram;
    let svg = archweave_render::svg(&diagram, &Options::default());
    if svg.is_ok_and(|svg| !svg.is_empty()) { diagram.nodes.len() } else { 0 }
}

/// Elements in one view, with one and a half relations each.
fn flat(size: usize) -> Result<Model, Failure> {
    let mut random = Random::new(SEED);
    let near = 2 + (size as f64).sqrt() as usize;
    let name = |n: usize| format!("app-{n}");
    let kind = KindId::parse("application-component")?;
    let mut elements = Vec::new();
    for n in 0..size {
        let mut element = Element::new(ElementId::parse(&name(n))?, kind.clone());
        element.name = format!("Application {n}").as_str().into();
        elements.push(element);
    }
    let mut view = View::new(ViewId::parse("flat")?);
    for n in 0..size {
        let id = ElementId::parse(&name(n))?;
        view.content.push(Node::new(NodeId::parse(&name(n))?, Shows::Element(id)));
    }
    for count in 0..size * 3 / 2 {
        let from = random.below(size);
        let step = if random.below(10) == 0 { random.below(size) } else { 1 + random.below(near) };
        let to = (from + step).min(size - 1);
        if from == to {
            continue;
        }
        let id = format!("r{count}");
        let relation = RelationId::parse(&id)?;
        let flow = Relation::new(relation.clone(), KindId::parse("flow")?, EndId::parse(&name(to))?);
        elements[from].relations.push(flow);
        let (from, to) = (NodeId::parse(&name(from))?, NodeId::parse(&name(to))?);
        view.connections.push(Connection::new(NodeId::parse(&id)?, Some(relation), from, to));
    }
    Ok(Model {
        elements: elements.into_iter().map(Arc::new).collect(),
        views: vec![Filed { path: "".into(), value: Arc::new(view) }],
        ..Model::default()
    })
}
