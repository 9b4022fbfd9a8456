//! Completeness of an element: the attributes and relations that its kind asks for, and owners on
//! both sides where the kind answers to both.

use crate::element::Element;
use crate::metamodel::{EndRole, Expectation, KindIndex, Metamodel, PropertyDefinition, RelationIndex};
use crate::rules::needs_owners;
use crate::snapshot::{Edge, Snapshot};
use crate::value::Value;

/// What an element has of what its kind asks for.
#[derive(Clone, Debug, Default)]
pub struct Completeness<'a> {
    /// How much is asked for; 0 if the kind asks for nothing.
    pub required: usize,
    /// The rest of it.
    pub missing: Vec<Missing<'a>>,
}

/// Something that an element lacks.
#[derive(Clone, Copy, Debug)]
pub enum Missing<'a> {
    /// A required attribute.
    Attribute(&'a PropertyDefinition),
    /// An owner on one side.
    Owner(Side),
    /// A relation that elements of the kind should have.
    Relation(&'a Expectation),
}

impl Missing<'_> {
    /// attribute, owner or relation.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Attribute(_) => "attribute",
            Self::Owner(_) => "owner",
            Self::Relation(_) => "relation",
        }
    }

    /// What it is in files: the attribute's key, the side of the owner, the kind of relation.
    pub fn key(&self) -> &str {
        match self {
            Self::Attribute(definition) => &definition.key,
            Self::Owner(side) => side.name(),
            Self::Relation(expectation) => &expectation.relation,
        }
    }
}

/// A side of an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Business.
    Business,
    /// Technology.
    Technology,
}

impl Side {
    /// The key under `owners`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Business => "business",
            Self::Technology => "technology",
        }
    }
}

impl Completeness<'_> {
    /// How much of what is asked for is there.
    pub fn present(&self) -> usize {
        self.required - self.missing.len()
    }

    /// Share of what is there, 0 to 1; 1 where nothing is asked for.
    pub fn share(&self) -> f64 {
        match self.required {
            0 => 1.0,
            required => self.present() as f64 / required as f64,
        }
    }
}

/// What the element in a slot has of what its kind asks for; of an unknown kind nothing is asked.
pub fn completeness(snapshot: &Snapshot, slot: u32) -> Completeness<'_> {
    match (snapshot.element_at(slot), snapshot.kind_at(slot)) {
        (Some(element), Some(kind)) => Demands::of(snapshot.metamodel(), kind).check(snapshot, slot, element),
        _ => Completeness::default(),
    }
}

/// What a kind asks for, with its names resolved: made once for all elements of the kind.
pub(super) struct Demands<'a> {
    attributes: Vec<&'a PropertyDefinition>,
    needs_owners: bool,
    relations: Vec<(&'a Expectation, Vec<Wanted>)>,
}

/// A relation that is asked for.
struct Wanted {
    relation: RelationIndex,
    /// Which end the element is; none if either will do.
    end: Option<EndRole>,
    /// By kind, whether it may be at the other end; empty for any.
    with: Vec<bool>,
}

impl<'a> Demands<'a> {
    pub(super) fn of(metamodel: &'a Metamodel, index: KindIndex) -> Self {
        let kind = metamodel.kind(index);
        Self {
            attributes: kind.properties.iter().filter(|definition| definition.required).collect(),
            needs_owners: needs_owners(metamodel, index),
            relations: kind.expects.iter().map(|one| (one, Wanted::all(metamodel, one))).collect(),
        }
    }

    pub(super) fn check(&self, snapshot: &Snapshot, slot: u32, element: &Element) -> Completeness<'a> {
        let required = self.attributes.len() + self.relations.len() + if self.needs_owners { 2 } else { 0 };
        let mut missing = Vec::new();
        let lacking = self.attributes.iter().filter(|definition| !has(element, &definition.key));
        missing.extend(lacking.map(|definition| Missing::Attribute(definition)));
        if self.needs_owners {
            let owners = &element.owners;
            let sides = [(Side::Business, &owners.business), (Side::Technology, &owners.technology)];
            missing.extend(
                sides.iter().filter(|(_, owner)| owner.is_none()).map(|(side, _)| Missing::Owner(*side)),
            );
        }
        for (expectation, wanted) in &self.relations {
            // A relation that this metamodel does not have cannot be asked for.
            if !wanted.is_empty() && !wanted.iter().any(|wanted| wanted.is_met(snapshot, slot)) {
                missing.push(Missing::Relation(expectation));
            }
        }
        Completeness { required, missing }
    }
}

fn has(element: &Element, key: &str) -> bool {
    let value = element.properties.get(key);
    value.is_some_and(|value| match value {
        Value::Text(text) => !text.is_empty(),
        Value::List(items) => !items.is_empty(),
        Value::Record(record) => !record.is_empty(),
    })
}

impl Wanted {
    /// The relations of which one is enough.
    fn all(metamodel: &Metamodel, expectation: &Expectation) -> Vec<Self> {
        let links = expectation.links();
        links.filter_map(|(relation, end, with)| Self::of(metamodel, relation, end, with)).collect()
    }

    fn of(metamodel: &Metamodel, relation: &str, end: EndRole, with: &[String]) -> Option<Self> {
        let relation = metamodel.relation_index(relation)?;
        let with: Vec<KindIndex> = with.iter().filter_map(|name| metamodel.kind_index(name)).collect();
        let fits = |kind: KindIndex| with.iter().any(|wanted| metamodel.is_a(kind, *wanted));
        let with = match with.is_empty() {
            true => Vec::new(),
            false => metamodel.kinds().map(|(kind, _)| fits(kind)).collect(),
        };
        // An association says the same from either end.
        let is_association = Some(metamodel.relation(relation).archimate) == metamodel.known().association;
        Some(Self { relation, end: (!is_association).then_some(end), with })
    }

    fn is_met(&self, snapshot: &Snapshot, slot: u32) -> bool {
        let metamodel = snapshot.metamodel();
        let is_with = |edge: &Edge| {
            let other = snapshot.kind_at(edge.slot);
            self.with.is_empty() || other.is_some_and(|kind| self.with.get(kind.position()) == Some(&true))
        };
        let is_kind = |edge: &Edge| {
            let relation = snapshot.relation_at(edge.relation);
            let index = relation.and_then(|entry| metamodel.relation_index(entry.relation.kind.as_str()));
            index.is_some_and(|index| {
                // ArchiMate's relation with a label between such kinds is the labelled one said shortly.
                index == self.relation
                    || metamodel.relation(index).archimate == self.relation
                    || metamodel.relation(self.relation).archimate == index
            })
        };
        let fits = |edge: &Edge| is_with(edge) && is_kind(edge);
        let (out, into) = (snapshot.out_edges(slot), snapshot.in_edges(slot));
        match self.end {
            None => out.iter().chain(into).any(fits),
            Some(EndRole::Source) => out.iter().any(fits),
            Some(EndRole::Target) => into.iter().any(fits),
        }
    }
}
