//! TOGAF's content metamodel, its attributes and the deliverables of its method.

use std::collections::{BTreeMap, BTreeSet};

use archweave_model::metamodel::{
    ElementKind, End, Home, KindIndex, Metamodel, PropertyDefinition, attributes_elsewhere,
    common_attributes, togaf_entities,
};
use archweave_model::report::{adm_artifacts, adm_phases};

use super::{rows, type_name};
use crate::support::shared;

/// The kind that means each entity, by the entity's name in the lists.
fn kinds_of_entities(library: &Metamodel) -> BTreeMap<String, KindIndex> {
    let entities = togaf_entities();
    entities
        .map(|e| (type_name(&e.id), library.kind_index(&e.kind).unwrap_or_else(|| panic!("{}", e.kind))))
        .collect()
}

#[test]
fn every_entity_has_a_kind() {
    let Some(folder) = shared("standards") else { return };
    let expected: BTreeSet<_> =
        rows(&folder, "togaf-9.2-entities.csv").iter().map(|row| row[1].clone()).collect();
    let found: BTreeSet<_> = togaf_entities().map(|e| e.name.clone()).collect();
    assert_eq!(expected.len(), 35);
    assert_eq!(found, expected);
    assert_eq!(kinds_of_entities(&Metamodel::library()).len(), 35);
}

#[test]
fn every_relation_is_a_labelled_direction_that_archimate_allows() {
    let Some(folder) = shared("standards") else { return };
    let library = Metamodel::library();
    let kinds = kinds_of_entities(&library);
    let labelled: Vec<_> = library.relations().filter(|(_, r)| &*r.namespace == "togaf").collect();
    let all = rows(&folder, "togaf-9.2-relations.csv");
    assert_eq!(all.len(), 147);
    for row in &all {
        let (source, target) = (kinds[&row[0]], kinds[&row[2]]);
        let found = labelled.iter().any(|(index, relation)| {
            let says = |text: &archweave_model::text::Text, words: &str| text.exact("en") == Some(words);
            let along = says(&relation.forward, &row[1])
                && library.allows(*index, End::Element(source), End::Element(target));
            let against = says(&relation.backward, &row[1])
                && library.allows(*index, End::Element(target), End::Element(source));
            along || against
        });
        assert!(found, "{row:?}");
    }
}

/// Every pair of kinds that a labelled relation names must be one that ArchiMate's table allows: what
/// the library offers must never be refused.
#[test]
fn every_default_relation_is_legal() {
    let library = Metamodel::library();
    let is_fact = |kind: KindIndex| library.kind(kind).archimate.is_none();
    let mut checked = 0;
    for (index, relation) in library.relations().filter(|(_, r)| &*r.namespace != "archimate") {
        assert!(!relation.from.is_empty() || !relation.to.is_empty(), "{} names an end", relation.id);
        for from in &relation.from {
            for to in &relation.to {
                if !relation.pairs.is_empty() && !relation.pairs.contains(&(*from, *to)) {
                    continue;
                }
                let is_legal = library.allows(index, End::Element(*from), End::Element(*to));
                let base =
                    library.allowed(End::Element(*from), End::Element(*to)).contains(relation.archimate);
                let names = [&library.kind(*from).id, &relation.id, &library.kind(*to).id];
                assert!(is_legal && (base || is_fact(*from) || is_fact(*to)), "{names:?}");
                checked += 1;
            }
        }
    }
    assert!(checked > 200, "{checked} pairs");
}

fn has_attribute(library: &Metamodel, key: &str, on: Option<&str>) -> bool {
    let own = ["id", "name", "description", "owner", "owners", "lifecycle", "specialization", "source"];
    match on.filter(|on| *on != "all") {
        None => own.contains(&key) || common_attributes().any(|known| known.key == key),
        Some(kind) => {
            let kind = library.kind(library.kind_index(kind).unwrap());
            own.contains(&key) || kind.properties.iter().any(|known| known.key == key)
        }
    }
}

#[test]
fn every_attribute_is_somewhere() {
    let Some(folder) = shared("standards") else { return };
    let library = Metamodel::library();
    let mut found: BTreeSet<String> = BTreeSet::new();
    let names = |text: &str| text.split("; ").map(str::to_owned).collect::<Vec<_>>();
    for (_, kind) in library.kinds() {
        found.extend(kind.properties.iter().flat_map(|property| names(&property.standard)));
    }
    for elsewhere in attributes_elsewhere() {
        assert!(has_attribute(&library, &elsewhere.key, elsewhere.on.as_deref()), "{elsewhere:?}");
        found.extend(names(&elsewhere.standard));
    }
    let all = rows(&folder, "togaf-9.1-attributes.csv");
    assert_eq!(all.len(), 106);
    let missing: Vec<String> = all
        .iter()
        .map(|row| format!("TOGAF 9.1 {}: {}", row[0], row[1]))
        .filter(|name| !found.contains(name))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn phases_and_artifacts_are_those_of_the_method() {
    let Some(folder) = shared("standards") else { return };
    let phases: Vec<_> = rows(&folder, "togaf-adm-phases.csv")
        .iter()
        .map(|row| (row[0].clone(), row[2].clone(), row[3].clone()))
        .collect();
    let found: Vec<_> =
        adm_phases().iter().map(|p| (p.id.clone(), p.sequence.clone(), p.domain.clone())).collect();
    assert_eq!(found, phases);
    let expected: Vec<_> = rows(&folder, "togaf-artifacts.csv").iter().map(|row| row.join(",")).collect();
    let found: Vec<_> = adm_artifacts()
        .iter()
        .map(|a| {
            format!("{},{},{},{}", a.phase, a.kind.name(), a.name.exact("en").unwrap(), a.editions.join("|"))
        })
        .collect();
    assert_eq!(found.len(), 71);
    assert_eq!(found, expected);
    let library = Metamodel::library();
    let mut ids = BTreeSet::new();
    for artifact in adm_artifacts() {
        assert!(ids.insert(&artifact.id), "{} twice", artifact.id);
        assert!(artifact.name.exact("zh").is_some(), "{}", artifact.id);
        for kind in artifact.elements.iter().flatten() {
            assert!(library.kind_index(kind).is_some(), "{}: {kind}", artifact.id);
        }
        for relation in &artifact.relations {
            assert!(library.relation_index(relation).is_some(), "{}: {relation}", artifact.id);
        }
        for viewpoint in &artifact.viewpoints {
            let known = archweave_model::viewpoint::viewpoints().iter();
            assert!(known.into_iter().any(|v| v.id == *viewpoint), "{}: {viewpoint}", artifact.id);
        }
    }
}

fn both_languages(text: &archweave_model::text::Text) -> bool {
    ["en", "zh"].iter().all(|code| text.exact(code).is_some_and(|text| !text.is_empty()))
}

fn labels_of(property: &PropertyDefinition, path: &str, missing: &mut Vec<String>) {
    let path = format!("{path}.{}", property.key);
    if !both_languages(&property.label) {
        missing.push(path.clone());
    }
    let inner = property.items.iter().flat_map(|item| &item.fields).chain(&property.fields);
    inner.for_each(|field| labels_of(field, &path, missing));
}

/// Stages of the delivery chain.
const STAGES: [&str; 8] = ["demand", "requirement", "build", "release", "run", "effect", "all", "none"];

/// What each kind must say about itself: the three coordinates of the method, and names in both
/// languages.
#[test]
fn every_kind_has_its_coordinates_and_labels() {
    let library = Metamodel::library();
    let phases: BTreeSet<&str> = adm_phases().iter().map(|phase| &*phase.id).collect();
    let entities: BTreeSet<&str> = togaf_entities().map(|entity| &*entity.id).collect();
    let [grouping, junction] = ["grouping", "junction"].map(|id| library.kind_index(id).unwrap());
    let mut missing = Vec::new();
    for (index, kind) in library.kinds() {
        let ElementKind { id, label, togaf, stage, .. } = kind;
        let is_container = library.is_a(index, grouping) || library.is_a(index, junction);
        if kind.cell.is_none() != is_container {
            missing.push(format!("{id}: cell"));
        }
        if kind.home == Home::Ledger
            && !kind
                .cell
                .as_deref()
                .is_some_and(|cell| cell.starts_with("enterprise.") || cell == "technician.how")
        {
            missing.push(format!("{id}: a fact of the running enterprise is in its row"));
        }
        match togaf {
            Some(togaf) => {
                let is_known = entities.contains(&*togaf.entity) || togaf.entity == "none";
                if !is_known || !togaf.phases.iter().all(|phase| phases.contains(&**phase)) {
                    missing.push(format!("{id}: {togaf:?}"));
                }
            }
            None => missing.push(format!("{id}: TOGAF entity")),
        }
        if !stage.as_deref().is_some_and(|stage| STAGES.contains(&stage)) {
            missing.push(format!("{id}: stage {stage:?}"));
        }
        if !both_languages(label) {
            missing.push(format!("{id}: label"));
        }
        kind.properties.iter().for_each(|property| labels_of(property, id.as_str(), &mut missing));
        for expectation in &kind.expects {
            let is_known = expectation.links().all(|(relation, _, with)| {
                library.relation_index(relation).is_some()
                    && with.iter().all(|with| library.kind_index(with).is_some())
            });
            if !is_known || !both_languages(&expectation.label) {
                missing.push(format!("{id}: expects {expectation:?}"));
            }
        }
    }
    for (_, relation) in library.relations() {
        let all = [&relation.label, &relation.forward, &relation.backward];
        if !all.into_iter().all(both_languages) {
            missing.push(format!("{}: labels", relation.id));
        }
        relation
            .properties
            .iter()
            .for_each(|property| labels_of(property, relation.id.as_str(), &mut missing));
    }
    for property in common_attributes() {
        labels_of(property, "common", &mut missing);
    }
    assert!(missing.is_empty(), "{missing:#?}");
}
