//! A view as it is asked for: the view, the model, for whom, in which language.

use foldhash::HashSet;

use crate::element::{Element, Relation};
use crate::metamodel::{KindIndex, Layer, Metamodel, RelationIndex};
use crate::select::Selector;
use crate::snapshot::{RelationRef, Snapshot};
use crate::view::{Shows, View};
use crate::viewpoint::{Form, Notation, Show, Standard, Viewpoint, Way, Words};

/// Most elements that a computed picture shows; more than anybody reads, and less than takes long.
pub const MAX_SHOWN: usize = 400;

/// A view as it is asked for.
pub struct Asked<'a> {
    /// The model.
    pub snapshot: &'a Snapshot,
    /// The question.
    pub view: &'a View,
    /// The convention it follows.
    pub viewpoint: Option<&'a Viewpoint>,
    /// How it is shown, after the viewpoint, the view and the audience had their say.
    pub show: Show,
    /// For whom: an audience's id.
    pub audience: Option<&'a str>,
    /// Language of the texts.
    pub language: &'a str,
    /// Day of the picture, `YYYY-MM-DD`; none: nothing depends on a day.
    pub today: Option<&'a str>,
    words: Words<'a>,
}

impl<'a> Asked<'a> {
    /// Asks for a view, for an audience if one is named; an unknown audience counts as none.
    pub fn new(
        snapshot: &'a Snapshot,
        view: &'a View,
        audience: Option<&str>,
        language: &'a str,
        today: Option<&'a str>,
    ) -> Self {
        let metamodel: &'a Metamodel = snapshot.metamodel();
        let viewpoint = view.viewpoint.as_deref().and_then(|id| metamodel.viewpoint(id));
        let audience = audience.and_then(|id| metamodel.audience(id));
        let said = view.show.as_deref().cloned().unwrap_or_default();
        let base = viewpoint.map_or_else(|| said.clone(), |v| said.over(&v.show));
        let mut show = base.clone();
        if let Some(audience) = audience {
            show = audience.show.over(&show);
            if let Some(own) = viewpoint.and_then(|v| v.audiences.get(&audience.id)) {
                show = own.over(&show);
            }
        }
        if show.notation.unwrap_or_default() != base.notation.unwrap_or_default() {
            // Shapes of one notation mean nothing in another.
            (show.figures, show.lines, show.keywords) = Default::default();
        }
        let audience = audience.map(|audience| audience.id.as_str());
        let words = Words::new(metamodel, audience);
        Self { snapshot, view, viewpoint, show, audience, language, today, words }
    }

    /// The kinds.
    pub fn metamodel(&self) -> &'a Metamodel {
        self.snapshot.metamodel()
    }

    /// Picture or table.
    pub fn form(&self) -> Form {
        self.viewpoint.map_or(Form::Diagram, |viewpoint| viewpoint.form)
    }

    /// Whose shapes and lines are drawn.
    pub fn notation(&self) -> Notation {
        self.show.notation.unwrap_or_default()
    }

    /// Whether texts are wanted in Chinese: for the few words that drawings add themselves.
    pub fn is_chinese(&self) -> bool {
        self.language.starts_with("zh")
    }

    /// One of two texts, by language.
    pub fn says(&self, english: &'static str, chinese: &'static str) -> &'static str {
        if self.is_chinese() { chinese } else { english }
    }

    /// What an element is called: the audience's word for it, else its name, else its id.
    pub fn name(&self, element: &Element) -> String {
        if let Some(word) = self.words.of(element, self.language) {
            return word.to_owned();
        }
        match element.name.get(self.language) {
            "" => element.id.to_string(),
            name => name.to_owned(),
        }
    }

    /// What a kind is called; its id if the metamodel does not know it.
    pub fn kind_label(&self, kind: &str) -> String {
        let known = self.metamodel().kind_index(kind).map(|index| self.metamodel().kind(index));
        known.map_or(kind, |kind| kind.label.get(self.language)).to_owned()
    }

    /// Whether the element in a slot is of one of these kinds or specializes one; always for none.
    pub fn is_kind(&self, slot: u32, names: &[String]) -> bool {
        names.is_empty() || self.snapshot.kind_at(slot).is_some_and(|kind| self.is_one_of(kind, names))
    }

    /// Whether a kind is one of these or specializes one.
    pub fn is_one_of(&self, kind: KindIndex, names: &[String]) -> bool {
        let metamodel = self.metamodel();
        names.iter().filter_map(|name| metamodel.kind_index(name)).any(|other| metamodel.is_a(kind, other))
    }

    /// Whether a relation is of one of these kinds or a labelled direction of one; always for none.
    pub fn is_relation(&self, relation: &Relation, names: &[String]) -> bool {
        if names.is_empty() {
            return true;
        }
        let Some(index) = self.metamodel().relation_index(relation.kind.as_str()) else { return false };
        let archimate = self.metamodel().relation(index).archimate;
        let is = |wanted: RelationIndex| wanted == index || wanted == archimate;
        names.iter().filter_map(|name| self.metamodel().relation_index(name)).any(is)
    }

    /// Relations of an element that are of these kinds, with the element at the other end, which is
    /// of these kinds; in the order of the model, outgoing first.
    pub fn neighbours(
        &self,
        slot: u32,
        relations: &[String],
        way: Way,
        kinds: &[String],
    ) -> Vec<(RelationRef, u32)> {
        let out = if way == Way::In { &[][..] } else { self.snapshot.out_edges(slot) };
        let into = if way == Way::Out { &[][..] } else { self.snapshot.in_edges(slot) };
        let wanted = out.iter().chain(into).filter(|edge| {
            let entry = self.snapshot.relation_at(edge.relation);
            entry.is_some_and(|e| self.is_relation(e.relation, relations)) && self.is_kind(edge.slot, kinds)
        });
        wanted.map(|edge| (edge.relation, edge.slot)).collect()
    }

    /// Whether the viewpoint admits an element; grouping and junction are admitted everywhere.
    pub fn admits(&self, slot: u32) -> bool {
        let Some(viewpoint) = self.viewpoint else { return true };
        if viewpoint.kinds.is_empty() && viewpoint.layers.is_empty() {
            return true;
        }
        let Some(index) = self.snapshot.kind_at(slot) else { return false };
        let kind = self.metamodel().kind(index);
        let archimate = kind.archimate.map_or("", |kind| self.metamodel().kind(kind).id.as_str());
        matches!(archimate, "grouping" | "junction")
            || viewpoint.layers.iter().any(|layer| layer == kind.layer.id() && !kind.physical)
            || self.is_one_of(index, &viewpoint.kinds)
    }

    /// Slots of the elements that the view means, before any steps on from them, each once: those of
    /// its content in their order, else those selected, ordered by layer, kind and id.
    pub fn selected(&self) -> Vec<u32> {
        let mut seen = HashSet::default();
        if !self.view.content.is_empty() {
            let shown = self.view.nodes().filter_map(|node| match &node.shows {
                Shows::Element(id) => self.snapshot.slot_of(id.as_str()),
                _ => None,
            });
            return shown.filter(|slot| seen.insert(*slot)).collect();
        }
        let asks = self.view.selector.as_deref();
        if let Some(about) = self.viewpoint.map(|v| &v.about).filter(|about| !about.is_empty())
            && asks.is_none()
        {
            return self.stand_in(about).into_iter().collect();
        }
        // ArchiMate's viewpoints are conventions for what people draw: an empty view of one is empty.
        if asks.is_none() && self.viewpoint.is_none_or(|v| v.standard == Standard::Archimate) {
            return Vec::new();
        }
        let every = Selector::default();
        let selector = asks.or_else(|| self.viewpoint?.select.as_ref()).unwrap_or(&every);
        let matcher = selector.matcher(self.metamodel());
        // Named elements are found without looking at all others.
        let candidates: Vec<u32> = match selector.ids.is_empty() {
            true => self.snapshot.slots().collect(),
            false => selector.ids.iter().filter_map(|id| self.snapshot.slot_of(id)).collect(),
        };
        let fits = |slot: &u32| {
            let element = self.snapshot.element_at(*slot);
            element.is_some_and(|e| matcher.matches(e, self.snapshot.kind_at(*slot)))
        };
        let mut found: Vec<u32> = candidates.into_iter().filter(fits).collect();
        let is_narrow = !selector.ids.is_empty();
        found.retain(|slot| (is_narrow || self.admits(*slot)) && seen.insert(*slot));
        found.sort_by_key(|slot| self.place(*slot));
        found
    }

    /// The element of these kinds that has the most relations; the first kind that has any wins.
    fn stand_in(&self, kinds: &[String]) -> Option<u32> {
        let degree = |slot: &u32| self.snapshot.out_edges(*slot).len() + self.snapshot.in_edges(*slot).len();
        kinds.iter().find_map(|kind| {
            let kind = std::slice::from_ref(kind);
            let with = self.viewpoint.map_or("", |viewpoint| &viewpoint.with);
            let has = |slot: &u32| {
                with.is_empty()
                    || self.snapshot.element_at(*slot).is_some_and(|e| e.properties.get(with).is_some())
            };
            let of = self.snapshot.slots().filter(|slot| self.is_kind(*slot, kind)).filter(has);
            // Of equals, the first by id.
            of.max_by_key(|slot| (degree(slot), std::cmp::Reverse(self.id(*slot))))
        })
    }

    /// The order in which readers expect elements: layer, kind, id.
    pub fn place(&self, slot: u32) -> (i32, usize, &'a str) {
        let kind = self.snapshot.kind_at(slot);
        (self.layer_rank(slot), kind.map_or(usize::MAX, KindIndex::position), self.id(slot))
    }

    /// Id of the element in a slot.
    pub fn id(&self, slot: u32) -> &'a str {
        self.snapshot.element_at(slot).map_or("", |element| element.id.as_str())
    }

    /// Layers from top to bottom as readers expect them: motivation above, technology below.
    pub fn layer_rank(&self, slot: u32) -> i32 {
        match self.snapshot.kind_at(slot).map(|kind| self.metamodel().kind(kind).layer) {
            Some(Layer::Motivation) => 0,
            Some(Layer::Strategy) => 1,
            Some(Layer::Business) => 2,
            Some(Layer::Application) => 3,
            Some(Layer::Technology) => 4,
            Some(Layer::Implementation) => 5,
            Some(Layer::Other) | None => 6,
        }
    }
}
