//! Which elements a list shows: kind, layer, Zachman cell and text, from a form.

use archweave_model::metamodel::{Layer, zachman};
use archweave_model::select::Selector;
use serde::Serialize;

use crate::pages::language::grouped;
use crate::pages::overview::{kind_counts, layer_name};
use crate::pages::reading::Reading;

/// Most kinds asked for at once.
const MAX_KINDS: usize = 50;

/// The form and what it is set to.
#[derive(Serialize)]
pub(crate) struct Filter {
    action: String,
    text: String,
    layers: Vec<Choice>,
    kinds: Vec<Group>,
    cells: Vec<Choice>,
    /// Address of the whole list, if anything is set.
    all: Option<String>,
}

#[derive(Serialize)]
struct Choice {
    id: String,
    label: String,
    is_chosen: bool,
}

#[derive(Serialize)]
struct Group {
    label: String,
    kinds: Vec<Choice>,
}

impl Reading<'_> {
    /// What the address selects.
    pub fn selector(&self) -> Selector {
        let one = |name: &str| self.ask.text(name).map(str::to_owned).into_iter().collect();
        // Several kinds are one of them: what an artifact of a phase lists.
        let kinds = self.ask.query().filter(|(name, value)| *name == "kind" && !value.trim().is_empty());
        Selector {
            kinds: kinds.map(|(_, value)| value.trim().to_owned()).take(MAX_KINDS).collect(),
            cells: one("cell"),
            layers: one("layer"),
            tags: one("tag"),
            text: self.ask.text("text").map(str::to_owned),
            ..Selector::default()
        }
    }

    /// The form: kinds and layers that the model has elements of.
    pub fn filter(&self) -> Filter {
        let counts = kind_counts(self);
        let metamodel = self.snapshot().metamodel();
        let wanted = self.ask.get("kind").and_then(|name| metamodel.kind_index(name));
        let layer = self.ask.get("layer");
        let (mut layers, mut kinds) = (Vec::new(), Vec::new());
        for known in Layer::ALL {
            let of_layer = counts.iter().filter(|(kind, _)| metamodel.kind(*kind).layer == *known);
            let of_layer: Vec<_> = of_layer.copied().collect();
            let is_chosen = layer == Some(known.id());
            if of_layer.is_empty() && !is_chosen {
                continue;
            }
            let label = layer_name(self, *known);
            layers.push(Choice { id: known.id().into(), label: label.clone(), is_chosen });
            let choices = of_layer.iter().map(|(index, count)| {
                let kind = metamodel.kind(*index);
                Choice {
                    id: kind.id.to_string(),
                    label: format!("{} ({})", self.label(&kind.label, kind.id.as_str()), grouped(*count)),
                    is_chosen: wanted == Some(*index),
                }
            });
            kinds.push(Group { label, kinds: choices.collect() });
        }
        let is_set = ["kind", "layer", "text", "tag", "cell"].iter().any(|name| self.ask.get(name).is_some());
        Filter {
            action: self.ask.path().to_owned(),
            text: self.ask.text("text").unwrap_or_default().to_owned(),
            layers,
            kinds,
            cells: self.cells(),
            all: is_set.then(|| self.ask.plain()),
        }
    }

    fn cells(&self) -> Vec<Choice> {
        let chosen = self.ask.get("cell");
        let cells = zachman().cells.iter().map(|cell| Choice {
            id: cell.id.clone(),
            label: self.cell_name(&cell.id),
            is_chosen: chosen == Some(&*cell.id),
        });
        cells.collect()
    }
}
