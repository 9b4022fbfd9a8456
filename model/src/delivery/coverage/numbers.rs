//! The shares that a model has by itself.

use foldhash::HashMap;

use super::spread::{Slots, Step, spread};
use super::{Facts, Number};
use crate::delivery::effect::Indicator;
use crate::delivery::reference::names;
use crate::element::Element;
use crate::metamodel::{Home, KindIndex, Layer, Metamodel};
use crate::rules::{is_active, is_agreed, is_digital, is_in_use, is_realized, outcome_indicator};
use crate::snapshot::Snapshot;

/// Kinds by name, with all that specialize them, looked up once.
pub(super) struct Kinds(Vec<bool>);

impl Kinds {
    pub(super) fn of(metamodel: &Metamodel, names: &[&str]) -> Self {
        let wanted: Vec<KindIndex> = names.iter().filter_map(|name| metamodel.kind_index(name)).collect();
        let is = |kind| wanted.iter().any(|wanted| metamodel.is_a(kind, *wanted));
        Self(metamodel.kinds().map(|(kind, _)| is(kind)).collect())
    }

    pub(super) fn hold(&self, kind: KindIndex) -> bool {
        self.0.get(kind.position()) == Some(&true)
    }
}

/// An element of the model, with what is asked of it again and again.
struct Row<'a> {
    slot: u32,
    element: &'a Element,
    kind: KindIndex,
}

struct Measured<'a> {
    snapshot: &'a Snapshot,
    metamodel: &'a Metamodel,
    /// Those in use; facts of the ledger are no part of the model.
    rows: Vec<Row<'a>>,
    used: Vec<bool>,
}

pub(super) fn of_model(snapshot: &Snapshot, facts: &Facts) -> Vec<Number> {
    let measured = Measured::new(snapshot);
    vec![
        measured.business_carried(),
        measured.technology_justified(),
        measured.goals_measured(facts),
        measured.policy_digital(facts),
        measured.accountability(),
        measured.common_talk(),
        measured.requirements("requirements-realized", |row| is_realized(snapshot, row.slot)),
        measured.components(),
        measured.requirements("requirements-live", |row| facts.live.contains(&row.element.id)),
    ]
}

impl<'a> Measured<'a> {
    fn new(snapshot: &'a Snapshot) -> Self {
        let metamodel = &**snapshot.metamodel();
        let mut used = vec![false; snapshot.slots.len()];
        let mut rows = Vec::new();
        for slot in snapshot.slots() {
            let (Some(element), Some(kind)) = (snapshot.element_at(slot), snapshot.kind_at(slot)) else {
                continue;
            };
            if metamodel.kind(kind).home == Home::Ledger || !is_in_use(element) {
                continue;
            }
            if let Some(used) = used.get_mut(slot as usize) {
                *used = true;
            }
            rows.push(Row { slot, element, kind });
        }
        Self { snapshot, metamodel, rows, used }
    }

    fn kinds(&self, names: &[&str]) -> Kinds {
        Kinds::of(self.metamodel, names)
    }

    fn is_used(&self, slot: u32) -> bool {
        self.used.get(slot as usize) == Some(&true)
    }

    fn layer(&self, slot: u32) -> Option<Layer> {
        self.snapshot.kind_at(slot).map(|kind| self.metamodel.kind(kind).layer)
    }

    fn number(&self, id: &'static str, of: &Kinds, counts: impl Fn(&Row<'a>) -> bool) -> Number {
        let rows = self.rows.iter().filter(|row| of.hold(row.kind));
        Number::of(id, rows.map(|row| (row.element.id.as_str(), counts(row))))
    }

    fn slots(&self, of: &Kinds) -> impl Iterator<Item = u32> {
        self.rows.iter().filter(|row| of.hold(row.kind)).map(|row| row.slot)
    }

    /// From applications along serving and realization, and inside of the application layer along what
    /// an application is made of and does.
    fn business_carried(&self) -> Number {
        let known = self.metamodel.known();
        let carries = [known.serving, known.realization];
        let inner = [known.assignment, known.composition, known.aggregation];
        let starts = self.kinds(&["application-component", "application-collaboration"]);
        let reached = spread(self.snapshot, self.slots(&starts), |step: Step| {
            let relation = Some(step.relation);
            let is_inner = || inner.contains(&relation) && self.layer(step.to) == Some(Layer::Application);
            step.is_along && self.is_used(step.to) && (carries.contains(&relation) || is_inner())
        });
        let business = self.kinds(&["business-process", "business-service"]);
        self.number("business-carried-by-technology", &business, |row| reached.holds(row.slot))
    }

    /// From capabilities, demands and goals back along what realizes, serves or does them, and down from
    /// a whole to its parts.
    fn technology_justified(&self) -> Number {
        let known = self.metamodel.known();
        let towards = [known.serving, known.realization, known.assignment];
        let parts = [known.composition, known.aggregation];
        let reasons = self.kinds(&["capability", "demand", "goal"]);
        let reached = spread(self.snapshot, self.slots(&reasons), |step: Step| {
            let kinds: &[_] = if step.is_along { &parts } else { &towards };
            kinds.contains(&Some(step.relation)) && self.is_used(step.to)
        });
        let mut technology = self.kinds(&[
            "application-component",
            "system-software",
            "device",
            "node",
            "technology-service",
            "artifact",
        ]);
        // Environments and targets are places, not platforms.
        let places = self.kinds(&["environment", "deployment-target"]);
        for (is_wanted, is_place) in technology.0.iter_mut().zip(&places.0) {
            *is_wanted &= !is_place;
        }
        self.number("technology-justified-by-business", &technology, |row| reached.holds(row.slot))
    }

    fn goals_measured(&self, facts: &Facts) -> Number {
        let has_value = |slot: u32| {
            let Some(element) = self.snapshot.element_at(slot) else { return false };
            let last = facts.last_readings.get(&element.id);
            last.is_some_and(|last| *last <= facts.at && Indicator::of(element).is_fresh(*last, facts.at))
        };
        self.number("goals-measured", &self.kinds(&["goal"]), |row| {
            outcome_indicator(self.snapshot, row.slot, has_value).is_some()
        })
    }

    fn policy_digital(&self, facts: &Facts) -> Number {
        let clause = self.kinds(&["policy-clause"]);
        let today = facts.at.day();
        let rows = self.rows.iter().filter(|row| clause.hold(row.kind) && in_force(row.element, &today));
        let counted = rows.map(|row| (row.element.id.as_str(), is_digital(self.snapshot, row.slot)));
        Number::of("policy-made-digital", counted)
    }

    /// The elements that the rule `missing-owner` looks at, without indicators.
    fn accountability(&self) -> Number {
        let kinds = self.kinds(&["application-component", "product", "requirement"]);
        let rows = self.rows.iter().filter(|row| kinds.hold(row.kind));
        let active = rows.filter(|row| is_active(self.metamodel, row.element, row.kind));
        let counted = active.map(|row| {
            let owners = &row.element.owners;
            (row.element.id.as_str(), owners.business.is_some() && owners.technology.is_some())
        });
        Number::of("shared-accountability", counted)
    }

    /// Terms of the glossary that are in use on both sides: listed by a term, or in a name or alias of an
    /// element of the side. Terms that name a kind speak of the model itself.
    fn common_talk(&self) -> Number {
        let terms = self.metamodel.terms();
        let mut listed: HashMap<&str, Vec<usize>> = HashMap::default();
        for (at, id) in
            terms.iter().enumerate().flat_map(|(at, term)| term.elements.iter().map(move |id| (at, id)))
        {
            listed.entry(id).or_default().push(at);
        }
        let mut is_used = vec![(false, false); terms.len()];
        for row in self.rows.iter().filter(|_| !terms.is_empty()) {
            let element = row.element;
            let vocabulary = self.metamodel.vocabulary();
            let named = names(element).flat_map(|name| vocabulary.used(name, None));
            for term in named.chain(listed.get(element.id.as_str()).into_iter().flatten().copied()) {
                match self.metamodel.kind(row.kind).layer {
                    Layer::Strategy | Layer::Business | Layer::Motivation => is_used[term].0 = true,
                    Layer::Application | Layer::Technology | Layer::Implementation => is_used[term].1 = true,
                    _ => {}
                }
            }
        }
        let counted = terms.iter().zip(is_used).filter(|(term, _)| term.kind.is_none());
        Number::of("common-talk", counted.map(|(term, (business, it))| (&*term.id, business && it)))
    }

    /// Over agreed requirements, those of the rule `missing-realization`.
    fn requirements(&self, id: &'static str, counts: impl Fn(&Row<'a>) -> bool) -> Number {
        let requirement = self.metamodel.known().requirement;
        let rows = self.rows.iter().filter(|row| Some(row.kind) == requirement && is_agreed(row.element));
        Number::of(id, rows.map(|row| (row.element.id.as_str(), counts(row))))
    }

    /// From requirements back along realization, and inside of the application layer to what does it or
    /// is made of it.
    fn components(&self) -> Number {
        let known = self.metamodel.known();
        let inner = [known.assignment, known.composition, known.aggregation];
        let reached: Slots =
            spread(self.snapshot, self.slots(&self.kinds(&["requirement"])), |step: Step| {
                let relation = Some(step.relation);
                let is_inner =
                    || inner.contains(&relation) && self.layer(step.to) == Some(Layer::Application);
                !step.is_along && self.is_used(step.to) && (relation == known.realization || is_inner())
            });
        let components = self.kinds(&["application-component"]);
        self.number("components-with-requirement", &components, |row| reached.holds(row.slot))
    }
}

/// Whether a clause is in force on a day; without a beginning or an end it always was, or stays.
fn in_force(clause: &Element, today: &str) -> bool {
    let span = clause.properties.get("in_force").and_then(|value| value.as_record());
    let day = |key: &str| span?.text(key).filter(|day| crate::rules::is_date(day));
    day("from").is_none_or(|from| from <= today) && day("until").is_none_or(|until| until >= today)
}
