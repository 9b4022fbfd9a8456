//! The library holds exactly what the standards say: compared with lists of facts in
//! `../shared/standards`, where that folder is there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use archweave_model::metamodel::{Aspect, End, KindIndex, Layer, Metamodel, RelationCategory, zachman};

use archweave_model::viewpoint::{Standard, Viewpoint, viewpoints};

use crate::support::shared;

mod domain;
mod togaf;

/// Rows of a list, without its comments and its head. No field of these lists holds a comma.
fn rows(folder: &Path, file: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(folder.join(file)).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).skip(1);
    lines.map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

/// `business-process` as the standard's lists write it: `BusinessProcess`.
fn type_name(id: &str) -> String {
    let words = id.split('-').map(|word| {
        let (first, rest) = word.split_at(1);
        first.to_uppercase() + rest
    });
    words.collect()
}

fn archimate_kinds(library: &Metamodel) -> impl Iterator<Item = (KindIndex, String)> {
    library
        .kinds()
        .filter(|(_, kind)| &*kind.namespace == "archimate")
        .map(|(index, kind)| (index, type_name(kind.id.as_str())))
}

fn layer_name(layer: Layer, is_physical: bool) -> &'static str {
    match layer {
        Layer::Technology if is_physical => "Physical",
        Layer::Strategy => "Strategy",
        Layer::Business => "Business",
        Layer::Application => "Application",
        Layer::Technology => "Technology",
        Layer::Motivation => "Motivation",
        Layer::Implementation => "Implementation & Migration",
        Layer::Other => "Other",
    }
}

fn aspect_name(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Active => "Active structure",
        Aspect::Behavior => "Behavior",
        Aspect::Passive => "Passive structure",
        Aspect::Motivation => "Motivation",
        Aspect::Composite => "Composite",
        Aspect::Structure => "Structure",
        Aspect::Connector => "Connector",
    }
}

#[test]
fn element_types_have_the_names_layers_and_aspects_of_archimate() {
    let Some(folder) = shared("standards") else { return };
    let column = |row: &[String]| [0, 1, 3, 4].map(|n| row[n].clone());
    let expected: BTreeSet<_> =
        rows(&folder, "archimate-3.2-elements.csv").iter().map(|row| column(row)).collect();
    let library = Metamodel::library();
    let found: BTreeSet<_> = archimate_kinds(&library)
        .map(|(index, name)| {
            let kind = library.kind(index);
            let label = kind.label.exact("en").unwrap().to_owned();
            let layer = layer_name(kind.layer, kind.physical).to_owned();
            [name, label, layer, aspect_name(kind.aspect).to_owned()]
        })
        .collect();
    assert_eq!(expected.len(), 61);
    assert_eq!(found, expected);
}

#[test]
fn relation_types_have_the_names_categories_and_letters_of_archimate() {
    let Some(folder) = shared("standards") else { return };
    let expected: BTreeSet<_> =
        rows(&folder, "archimate-3.2-relation-types.csv").iter().map(|row| row.join(",")).collect();
    let library = Metamodel::library();
    let own = library.relations().filter(|(_, relation)| &*relation.namespace == "archimate");
    let found: BTreeSet<_> = own
        .map(|(_, relation)| {
            let category = match relation.category {
                RelationCategory::Structural => "Structural",
                RelationCategory::Dependency => "Dependency",
                RelationCategory::Dynamic => "Dynamic",
                RelationCategory::Other => "Other",
            };
            let name = type_name(relation.id.as_str());
            let label = relation.label.exact("en").unwrap();
            format!("{name}Relationship,{label},{category},{}", relation.key)
        })
        .collect();
    assert_eq!(expected.len(), 11);
    assert_eq!(found, expected);
}

#[test]
fn exactly_the_triples_of_archimate_are_allowed() {
    let Some(folder) = shared("standards") else { return };
    let expected: BTreeSet<_> =
        rows(&folder, "archimate-3.2-relations.csv").iter().map(|row| row[..3].join(",")).collect();
    let library = Metamodel::library();
    let mut ends: Vec<(End, String)> =
        archimate_kinds(&library).map(|(index, name)| (End::Element(index), name)).collect();
    ends.push((End::Relation, "Relationship".into()));
    assert_eq!(ends.len(), 62);
    let mut found = BTreeSet::new();
    for (from, source) in &ends {
        for (to, target) in &ends {
            for relation in library.allowed(*from, *to).iter() {
                let relation = type_name(library.relation(relation).id.as_str());
                found.insert(format!("{source},{relation},{target}"));
            }
        }
    }
    assert_eq!(expected.len(), 11_569);
    let missing: Vec<_> = expected.difference(&found).collect();
    let surplus: Vec<_> = found.difference(&expected).collect();
    assert!(missing.is_empty() && surplus.is_empty(), "missing {missing:?}, not in the standard {surplus:?}");
}

/// Where the library has another default than the list, so that more cells fill by themselves: a
/// program is row 5's *how*; meanings are the semantic model; materials and deliverables are things of
/// the business; plans are its schedule, plateaus the timing that planners see, gaps its reasons.
const OWN_CELLS: &[(&str, &str)] = &[
    ("Artifact", "technician.how"),
    ("Material", "business_management.what"),
    ("Meaning", "business_management.what"),
    ("Deliverable", "business_management.what"),
    ("Gap", "business_management.why"),
    ("ImplementationEvent", "business_management.when"),
    ("Plateau", "executive.when"),
    ("WorkPackage", "business_management.when"),
];

#[test]
fn default_cells_are_those_of_the_mapping_to_zachman() {
    let Some(folder) = shared("standards") else { return };
    let mut expected: BTreeMap<_, _> = rows(&folder, "mapping-archimate-zachman.csv")
        .into_iter()
        .map(|row| (row[0].clone(), format!("{}.{}", row[1], row[2])))
        .collect();
    for (kind, cell) in OWN_CELLS {
        let listed = expected.insert((*kind).to_owned(), (*cell).to_owned());
        assert_ne!(listed.as_deref(), Some(*cell), "{kind} needs no line of its own");
    }
    let library = Metamodel::library();
    let with_cell = archimate_kinds(&library)
        .filter_map(|(index, name)| library.kind(index).cell.as_ref().map(|cell| (name, cell.to_string())));
    assert_eq!(expected.len(), 59);
    assert_eq!(with_cell.collect::<BTreeMap<_, _>>(), expected);
}

/// The `{id: ..., name: "...", ...}` lines of a list in flow style, as the fields asked for.
fn flow_lines(text: &str, fields: [&str; 3]) -> BTreeSet<[String; 3]> {
    let lines = text.lines().filter(|line| line.trim_start().starts_with("- {"));
    let field = |line: &str, name: &str| {
        let rest = line.split_once(&format!("{name}: "))?.1;
        Some(match rest.strip_prefix('"') {
            Some(quoted) => quoted.split('"').next()?.to_owned(),
            None => rest.split([',', '}']).next()?.to_owned(),
        })
    };
    let all = lines.filter_map(|line| {
        let [a, b, c] = fields.map(|name| field(line, name));
        Some([a?, b?, c?])
    });
    all.collect()
}

#[test]
fn the_zachman_framework_has_its_36_cells() {
    let Some(folder) = shared("standards") else { return };
    let text = fs::read_to_string(folder.join("zachman-3.0.yaml")).unwrap();
    let expected = flow_lines(&text, ["id", "name", "legacy"]);
    let cells = zachman().cells.iter();
    let english = |text: &archweave_model::text::Text| text.exact("en").unwrap().to_owned();
    let found: BTreeSet<_> =
        cells.clone().map(|c| [c.id.clone(), english(&c.name), english(&c.classic)]).collect();
    let chinese: BTreeSet<_> = cells.filter_map(|c| c.name.exact("zh").zip(c.classic.exact("zh"))).collect();
    assert_eq!(chinese.len(), 36);
    assert_eq!(expected.len(), 36);
    assert_eq!(found, expected);

    let rows: BTreeSet<_> = zachman().rows.iter().map(|r| (r.id.clone(), r.classic.clone())).collect();
    let columns: BTreeSet<_> = zachman().columns.iter().map(|c| (c.id.clone(), c.classic.clone())).collect();
    let in_row = flow_lines(&text, ["id", "perspective", "classic_role"]);
    let in_column = flow_lines(&text, ["id", "interrogative", "classic_name"]);
    assert_eq!((in_row.len(), in_column.len()), (6, 6));
    assert_eq!(rows, in_row.into_iter().map(|[id, _, classic]| (id, classic)).collect());
    assert_eq!(columns, in_column.into_iter().map(|[id, _, classic]| (id, classic)).collect());
}

/// Kinds that a viewpoint admits, by their names in the lists; `*` for all.
fn admitted(viewpoint: &Viewpoint, library: &Metamodel) -> BTreeSet<String> {
    if viewpoint.kinds.is_empty() && viewpoint.layers.is_empty() {
        return BTreeSet::from(["*".into()]);
    }
    let by_layer = archimate_kinds(library).filter(|(index, _)| {
        let layer = library.kind(*index).layer.id();
        viewpoint.layers.iter().any(|wanted| wanted == layer)
    });
    let by_layer = by_layer.map(|(_, name)| name);
    by_layer.chain(viewpoint.kinds.iter().map(|kind| type_name(kind))).collect()
}

#[test]
fn viewpoints_admit_what_their_list_says() {
    let Some(folder) = shared("standards") else { return };
    let elements = rows(&folder, "archimate-3.2-elements.csv");
    // `$TechnologyElements$`: the standard counts the physical elements as technology.
    let in_layer = |group: &str| -> BTreeSet<String> {
        let of = |layer: &str| match group {
            "TechnologyElements" => layer == "Technology" || layer == "Physical",
            "ImplementationMigrationElements" => layer == "Implementation & Migration",
            _ => group.strip_suffix("Elements") == Some(layer),
        };
        elements.iter().filter(|row| of(&row[3])).map(|row| row[0].clone()).collect()
    };
    let mut expected: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in rows(&folder, "archimate-viewpoints.csv") {
        let concept = &row[2];
        let admitted = expected.entry(row[0].clone()).or_default();
        match concept.strip_prefix('$').and_then(|rest| rest.strip_suffix('$')) {
            Some(group) => admitted.extend(in_layer(group)),
            None => _ = admitted.insert(concept.clone()),
        }
    }
    let library = Metamodel::library();
    let of_standard = viewpoints().iter().filter(|v| v.standard == Standard::Archimate);
    let found: BTreeMap<_, _> = of_standard.map(|v| (v.id.clone(), admitted(v, &library))).collect();
    for (id, concepts) in &expected {
        assert_eq!(found.get(id), Some(concepts), "viewpoint {id}");
    }
    assert_eq!(found.len(), expected.len());
}
