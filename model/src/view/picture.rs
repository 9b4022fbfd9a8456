//! A view answered as a picture, and as a table if it is one.

use crate::diagram::{self, Diagram, Lookup, Point};
use crate::layered;
use crate::snapshot::Snapshot;
use crate::view::asked::Asked;
use crate::view::table::{self, Table};
use crate::view::{Draft, Layout, chain, dress, keeps_places, layout, question, special};
use crate::viewpoint::{Arrangement, Engine};

/// A view answered.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Ready to be drawn.
    pub diagram: Diagram,
    /// The same as rows and columns, for a view that is a table.
    pub table: Option<Table>,
}

/// Answers a view. Where a person or an earlier computation placed nodes (`layout`), they stay where
/// they are and what is new finds a free place; without a layout all are laid out.
pub fn picture(asked: &Asked<'_>, layout: Option<&Layout>, engine: &dyn layered::Engine) -> Picture {
    if asked.form().is_table() {
        let table = table::of(asked);
        let diagram = table::draw(asked, &table);
        return Picture { diagram, table: Some(table) };
    }
    // A person's own drawing keeps its places, whatever its viewpoint would do; a computed picture only
    // where a place means nothing but itself.
    let may_keep = !asked.view.content.is_empty() || keeps_places(asked);
    let diagram = match layout.filter(|layout| may_keep && !layout.nodes.is_empty()) {
        Some(layout) => kept(asked, layout),
        None => layout::arrange(draft(asked), engine),
    };
    Picture { diagram, table: None }
}

/// The view in the places that a layout gives its nodes.
fn kept(asked: &Asked<'_>, layout: &Layout) -> Diagram {
    let answer = question::answer(asked);
    let diagram =
        with_lookup(asked, |lookup| diagram::resolve(&answer.view, Some(layout), lookup, asked.language));
    let mut diagram = diagram;
    diagram.notes.extend(answer.notes);
    dress::dress(asked, &mut diagram);
    place_ends(&mut diagram);
    diagram
}

/// Puts roles and multiplicities beside the ends of lines whose course is stored.
fn place_ends(diagram: &mut Diagram) {
    for edge in &mut diagram.edges {
        let count = edge.points.len();
        let ends = [(0, 1.min(count.saturating_sub(1))), (count.saturating_sub(1), count.saturating_sub(2))];
        for (end, (at, towards)) in edge.ends.iter_mut().zip(ends) {
            let (Some((text, place)), Some(tip), Some(next)) =
                (end, edge.points.get(at), edge.points.get(towards))
            else {
                continue;
            };
            let half = diagram::width(text, diagram::FEATURE_FONT) / 2.0;
            let along = tip.distance(*next).max(1.0);
            let (x, y) = ((next.x - tip.x) / along, (next.y - tip.y) / along);
            // A little along the line, and beside it.
            let (step, side) = (10.0 + half * x.abs(), 9.0 + half * y.abs());
            *place = Point::new(tip.x + x * step - y * side, tip.y + y * step + x * side);
        }
    }
}

/// The view before it is laid out: measured, and told how it wants to be laid out.
pub fn draft(asked: &Asked<'_>) -> Draft {
    let arrangement = asked
        .show
        .layout
        .clone()
        .unwrap_or_else(|| Arrangement { layers: Some(true), ..Arrangement::default() });
    if let Some(draft) = special::draft(asked, &arrangement) {
        return draft;
    }
    if arrangement.engine == Engine::Cascade {
        let answer = question::flat(asked);
        return with_lookup(asked, |lookup| chain::draft(asked, lookup, &answer, arrangement.clone()));
    }
    let answer = question::answer(asked);
    let mut draft =
        with_lookup(asked, |lookup| Draft::of(&answer.view, lookup, asked.language, arrangement.clone()));
    draft.diagram.notes.extend(answer.notes);
    for n in 0..draft.diagram.nodes.len() {
        let diagram::Content::Element(figure) = &draft.diagram.nodes[n].content else { continue };
        let Some(slot) = asked.snapshot.slot_of(figure.element.as_str()) else { continue };
        let rank = match arrangement.engine {
            Engine::Radial => answer.distance.get(&slot).map(|steps| *steps as i32),
            _ if arrangement.layers == Some(true) => Some(asked.layer_rank(slot)),
            _ => None,
        };
        draft.hints[n].rank = rank;
    }
    dress::dress(asked, &mut draft.diagram);
    draft.measure();
    draft
}

fn with_lookup<T>(asked: &Asked<'_>, then: impl FnOnce(&Lookup<'_>) -> T) -> T {
    let snapshot: &Snapshot = asked.snapshot;
    let lookup = Lookup {
        metamodel: snapshot.metamodel(),
        element: &|id| snapshot.element(id).map(|element| &**element),
        relation: &|id| snapshot.relation(id).map(|entry| entry.relation),
        view_name: &|id| snapshot.view(id).map(|view| view.name.get(asked.language).to_owned()),
    };
    then(&lookup)
}
