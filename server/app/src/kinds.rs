//! What a kind of element is, put together for readers: its other names, where each attribute comes
//! from, and what it may be related with, grouped so that a person can take it in.
//!
//! Start at [`meaning`] and [`allowed`].

use archweave_model::metamodel::{
    ElementKind, End, KindIndex, KindName, Layer, Metamodel, PropertyDefinition, PropertyType, RelationIndex,
};

/// The kind that a name means.
#[derive(Clone, Copy, Debug)]
pub struct Meaning<'a> {
    /// The kind.
    pub kind: KindIndex,
    /// Another standard's name for it, if the name was one: `uml:component`.
    pub name: Option<&'a KindName>,
}

/// Reads the name of a kind, its own or another standard's.
pub fn meaning<'a>(metamodel: &'a Metamodel, name: &str) -> Option<Meaning<'a>> {
    if let Some(kind) = metamodel.kind_index(name) {
        return Some(Meaning { kind, name: None });
    }
    let known = metamodel.names().iter().find(|known| &*known.id == name)?;
    Some(Meaning { kind: known.kind, name: Some(known) })
}

/// Other standards' names whose last part is this: `component` is that of `uml:component`.
pub fn similar<'a>(metamodel: &'a Metamodel, bare: &str) -> Vec<&'a str> {
    let all = metamodel.names().iter().map(|name| &*name.id);
    all.filter(|id| id.split_once(':').is_some_and(|(_, last)| last == bare)).collect()
}

/// Other standards' names of a kind.
pub fn names_of(metamodel: &Metamodel, kind: KindIndex) -> impl Iterator<Item = &KindName> {
    metamodel.names().iter().filter(move |name| name.kind == kind)
}

/// The nearest kind it specializes that has the same attribute; none if the attribute is its own.
pub fn inherited_from(
    metamodel: &Metamodel,
    kind: &ElementKind,
    definition: &PropertyDefinition,
) -> Option<KindIndex> {
    let has = |index: &&KindIndex| metamodel.kind(**index).properties.contains(definition);
    let parent = *kind.parents.iter().find(has)?;
    Some(inherited_from(metamodel, metamodel.kind(parent), definition).unwrap_or(parent))
}

/// The type of an attribute in words: `enum: low, high`, `integer 1 to 5`, `list of reference to plateau`.
pub fn type_of(definition: &PropertyDefinition) -> String {
    let mut text = match (definition.parts, definition.kind) {
        (true, _) => return "parts".to_owned(),
        (_, PropertyType::List) => {
            let items = definition.items.as_deref().map_or_else(|| "text".to_owned(), type_of);
            return format!("list of {items}");
        }
        (_, kind) => kind.name().to_owned(),
    };
    let words = match definition.kind {
        PropertyType::Enum => definition.values.iter().map(|value| value.id().to_owned()).collect(),
        PropertyType::Record => definition.fields.iter().map(|field| field.key.clone()).collect(),
        PropertyType::Reference => definition.to.clone(),
        _ => Vec::new(),
    };
    if !words.is_empty() {
        text.push_str(if definition.kind == PropertyType::Reference { " to " } else { ": " });
        text.push_str(&words.join(", "));
    }
    match (definition.min, definition.max) {
        (Some(min), Some(max)) => text.push_str(&format!(" {min} to {max}")),
        (Some(min), None) => text.push_str(&format!(" from {min}")),
        (None, Some(max)) => text.push_str(&format!(" up to {max}")),
        (None, None) => {}
    }
    text
}

/// Which end of a relation a kind is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The relation starts at it.
    Outgoing,
    /// The relation ends at it.
    Incoming,
}

/// A kind of relation that may start or end at a kind, and what may be at the other end.
#[derive(Clone, Debug)]
pub struct Allowed {
    /// The kind of relation.
    pub relation: RelationIndex,
    /// Layers of which every kind of ArchiMate may be there, or nearly every one.
    pub layers: Vec<AllowedLayer>,
    /// Other kinds that may be there, those that specialize them included and left out here.
    pub kinds: Vec<KindIndex>,
    /// Whether a relation may be there.
    pub has_relations: bool,
    /// How many kinds in all.
    pub count: usize,
    /// ArchiMate's kinds among them with which the relation is derived.
    pub derived: Vec<KindIndex>,
}

/// A layer whose kinds may be at the other end.
#[derive(Clone, Debug)]
pub struct AllowedLayer {
    /// The layer.
    pub layer: Layer,
    /// Kinds of it that may not be there, nor what specializes them.
    pub except: Vec<KindIndex>,
}

/// What relations a kind may have on one side: ArchiMate's first, then those with a name of their own.
pub fn allowed(metamodel: &Metamodel, kind: KindIndex, way: Way) -> Vec<Allowed> {
    let here = End::Element(kind);
    let allows = |relation: RelationIndex, other: End| match way {
        Way::Outgoing => metamodel.allows(relation, here, other),
        Way::Incoming => metamodel.allows(relation, other, here),
    };
    let is_derived = |relation: RelationIndex, other: End| match way {
        Way::Outgoing => metamodel.is_derived(relation, here, other),
        Way::Incoming => metamodel.is_derived(relation, other, here),
    };
    let relations = metamodel.relations().map(|(relation, _)| {
        let kinds: Vec<bool> =
            metamodel.kinds().map(|(other, _)| allows(relation, End::Element(other))).collect();
        let mut allowed = group(metamodel, relation, &kinds, allows(relation, End::Relation));
        let of_archimate = metamodel.kinds().filter(|(_, kind)| &*kind.namespace == "archimate");
        let others = of_archimate.map(|(other, _)| other);
        allowed.derived = others.filter(|other| is_derived(relation, End::Element(*other))).collect();
        allowed
    });
    relations.filter(|allowed| allowed.count > 0 || allowed.has_relations).collect()
}

fn group(metamodel: &Metamodel, relation: RelationIndex, fits: &[bool], has_relations: bool) -> Allowed {
    let is_in = |kind: KindIndex| fits.get(kind.position()).copied().unwrap_or_default();
    let layers: Vec<AllowedLayer> =
        Layer::ALL.iter().filter_map(|layer| said_as_layer(metamodel, *layer, &is_in)).collect();
    let is_said = |index: KindIndex, kind: &ElementKind| {
        let of_layer = layers.iter().find(|one| one.layer == kind.layer && kind.archimate.is_some());
        let is_excepted = |one: &AllowedLayer| one.except.iter().any(|other| metamodel.is_a(index, *other));
        of_layer.is_some_and(|one| !is_excepted(one)) || kind.parents.iter().any(|parent| is_in(*parent))
    };
    let kinds = metamodel.kinds().filter(|(index, kind)| is_in(*index) && !is_said(*index, kind));
    Allowed {
        relation,
        kinds: kinds.map(|(index, _)| index).collect(),
        layers,
        has_relations,
        count: fits.iter().filter(|fits| **fits).count(),
        derived: Vec::new(),
    }
}

/// A layer that is said in a word: all its kinds, or all but a few.
fn said_as_layer(
    metamodel: &Metamodel,
    layer: Layer,
    is_in: &dyn Fn(KindIndex) -> bool,
) -> Option<AllowedLayer> {
    let of_layer =
        metamodel.kinds().filter(|(_, kind)| kind.layer == layer && &*kind.namespace == "archimate");
    let (fit, except): (Vec<KindIndex>, Vec<KindIndex>) =
        of_layer.map(|(index, _)| index).partition(|index| is_in(*index));
    // What is no layer to speak of (location, junction) is named.
    (layer != Layer::Other && except.len() * 3 <= fit.len() && !fit.is_empty())
        .then_some(AllowedLayer { layer, except })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn other_names_lead_to_the_kind_that_is_meant() {
        let library = Metamodel::library();
        let kind = |name: &str| meaning(&library, name).map(|m| library.kind(m.kind).id.to_string());
        assert_eq!(kind("uml:component").as_deref(), Some("application-component"));
        assert_eq!(kind("togaf:process").as_deref(), Some("business-process"));
        assert_eq!(kind("business-process").as_deref(), Some("business-process"));
        assert_eq!(kind("process"), None);
        assert_eq!(similar(&library, "actor"), ["togaf:actor", "uml:actor"]);
    }

    #[test]
    fn types_are_said_in_words() {
        let library = Metamodel::library();
        let of = |kind: &str, key: &str| {
            let kind = library.kind(library.kind_index(kind).unwrap());
            type_of(kind.properties.iter().find(|definition| definition.key == key).unwrap())
        };
        assert_eq!(of("capability", "maturity_now"), "integer 1 to 5");
        assert_eq!(of("capability", "strategic_value"), "enum: low, medium, high");
        assert_eq!(of("work-package", "budget"), "decimal from 0");
        assert_eq!(of("uml:enumeration", "literals"), "parts");
    }

    #[test]
    fn groups_say_just_what_the_rules_allow() {
        let library = Metamodel::library();
        for (kind, _) in library.kinds() {
            for way in [Way::Outgoing, Way::Incoming] {
                for found in allowed(&library, kind, way) {
                    for (other, known) in library.kinds() {
                        let is_named = found.kinds.iter().any(|said| library.is_a(other, *said));
                        let is_of = |one: &AllowedLayer| {
                            // It, or what it specializes, is of the layer and not excepted.
                            let mut above = library.kinds().filter(|(k, _)| library.is_a(other, *k));
                            above.any(|(k, kind)| {
                                let is_except = one.except.iter().any(|except| library.is_a(k, *except));
                                kind.layer == one.layer && kind.archimate.is_some() && !is_except
                            })
                        };
                        let is_said = is_named || found.layers.iter().any(is_of);
                        let (here, there) = (End::Element(kind), End::Element(other));
                        let is_allowed = match way {
                            Way::Outgoing => library.allows(found.relation, here, there),
                            Way::Incoming => library.allows(found.relation, there, here),
                        };
                        assert_eq!(
                            is_said,
                            is_allowed,
                            "{} {:?} {} {}",
                            library.kind(kind).id,
                            way,
                            library.relation(found.relation).id,
                            known.id
                        );
                    }
                }
            }
        }
    }
}
