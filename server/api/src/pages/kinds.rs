//! `/m/<model>/metamodel` and `/m/<model>/metamodel/<kind>`: which kinds there are, and what a kind is.

use archweave_app::AppError;
use archweave_app::kinds::{Allowed, Way, allowed, inherited_from, meaning, names_of, type_of};
use archweave_model::metamodel::{
    ElementKind, KindIndex, Layer, PropertyDefinition, PropertyType, togaf_entities,
};
use archweave_model::report::adm_phases;
use serde::Serialize;

use crate::pages::Ask;
use crate::pages::answer::Answer;
use crate::pages::language::{Language, Shown, grouped};
use crate::pages::overview::{kind_counts, layer_name};
use crate::pages::reading::Reading;
use crate::pages::relations::Way as Reads;
use crate::pages::values::{Fact, Part};

#[derive(Serialize)]
struct Index {
    layers: Vec<LayerRows>,
}

#[derive(Serialize)]
struct LayerRows {
    id: &'static str,
    name: String,
    count: usize,
    kinds: Vec<KindRow>,
}

#[derive(Serialize)]
struct KindRow {
    label: String,
    id: String,
    href: String,
    parents: Vec<Link>,
    home: String,
    cell: String,
    entity: String,
    stage: String,
    count: Option<String>,
    count_href: String,
}

/// A name that leads somewhere.
#[derive(Serialize)]
struct Link {
    label: String,
    href: String,
}

#[derive(Serialize)]
struct Kind {
    label: String,
    id: String,
    layer: &'static str,
    /// Its label in the other language.
    other: Shown,
    /// Says that another standard's name was asked for.
    asked_as: Option<String>,
    description: Vec<String>,
    description_lang: Option<String>,
    facts: Vec<Fact>,
    attributes: Vec<Attribute>,
    expects: Vec<Expected>,
    outgoing: Vec<Relation>,
    incoming: Vec<Relation>,
    children: Vec<Link>,
}

#[derive(Serialize)]
struct Attribute {
    key: String,
    label: String,
    kind: String,
    required: bool,
    computed: bool,
    from: Option<Link>,
    fields: Vec<Attribute>,
}

#[derive(Serialize)]
struct Expected {
    label: String,
    relation: String,
    is_source: bool,
    with: Vec<Link>,
}

/// A layer whose kinds may be at the other end, and those of it that may not.
#[derive(Serialize)]
struct LayerPart {
    name: String,
    except: Vec<Link>,
}

#[derive(Serialize)]
struct Relation {
    verb: String,
    id: String,
    /// The ArchiMate relation, where it is a labelled direction of one.
    of: Option<String>,
    layers: Vec<LayerPart>,
    kinds: Vec<Link>,
    has_relations: bool,
    count: String,
}

/// Builds the list.
pub(crate) fn build(ask: &Ask) -> Result<Answer, AppError> {
    let reading = Reading::open(ask)?;
    let metamodel = reading.snapshot().metamodel();
    let counts = kind_counts(&reading);
    let layers = Layer::ALL.iter().map(|layer| LayerRows {
        id: layer.id(),
        name: layer_name(&reading, *layer),
        count: metamodel.kinds().filter(|(_, kind)| kind.layer == *layer).count(),
        kinds: metamodel
            .kinds()
            .filter(|(_, kind)| kind.layer == *layer)
            .map(|(index, kind)| {
                let count = counts.iter().find(|(counted, _)| *counted == index).map(|(_, count)| *count);
                row(&reading, kind, count)
            })
            .collect(),
    });
    let title = reading.words().word("metamodel");
    reading.page("kinds", "metamodel", title, Index { layers: layers.collect() }).map(Answer::page)
}

fn row(reading: &Reading<'_>, kind: &ElementKind, count: Option<usize>) -> KindRow {
    let words = reading.words();
    KindRow {
        label: reading.label(&kind.label, kind.id.as_str()),
        id: kind.id.to_string(),
        href: reading.to("metamodel", kind.id.as_str()),
        parents: kind.parents.iter().map(|parent| reading.link_to_kind(*parent)).collect(),
        home: words.named("home", kind.home.name()).unwrap_or_default().to_owned(),
        cell: kind.cell.as_deref().map(|cell| reading.cell_name(cell)).unwrap_or_default(),
        entity: entity(reading, kind).unwrap_or_default(),
        stage: stage(reading, kind).unwrap_or_default(),
        count: count.map(grouped),
        count_href: reading.list("elements", &[("kind", kind.id.as_str())]),
    }
}

/// TOGAF's entity for a kind; none where it has no such thing.
fn entity(reading: &Reading<'_>, kind: &ElementKind) -> Option<String> {
    let togaf = kind.togaf.as_ref()?;
    let entity = togaf_entities().find(|entity| entity.id == togaf.entity)?;
    Some(reading.label(&entity.label, &entity.name))
}

fn stage(reading: &Reading<'_>, kind: &ElementKind) -> Option<String> {
    let stage = kind.stage.as_deref()?;
    Some(reading.words().named("stage", stage).unwrap_or(stage).to_owned())
}

/// Builds the page of a kind.
pub(crate) fn build_one(ask: &Ask) -> Result<Answer, AppError> {
    let reading = Reading::open(ask)?;
    let words = reading.words();
    let metamodel = reading.snapshot().metamodel();
    let name = ask.id();
    let Some(found) = meaning(metamodel, name) else {
        return Err(AppError::NotFound(words.fill("no_kind", &[("id", name)])));
    };
    let kind = metamodel.kind(found.kind);
    let label = reading.label(&kind.label, kind.id.as_str());
    let description = ask.language.show(&kind.description, "en");
    let other = match ask.language {
        Language::English => ("zh", kind.label.exact("zh")),
        Language::Chinese => ("en", kind.label.exact("en")),
    };
    let children = metamodel.kinds().filter(|(_, child)| child.parents.contains(&found.kind));
    let content = Kind {
        id: kind.id.to_string(),
        layer: kind.layer.id(),
        other: Shown { text: other.1.unwrap_or_default().to_owned(), lang: Some(other.0.to_owned()) },
        asked_as: found.name.map(|name| {
            let label = reading.label(&name.label, &name.id);
            words.fill("asked_as", &[("id", &name.id), ("name", &label)])
        }),
        description: crate::pages::reading::paragraphs(&description.text),
        description_lang: description.lang,
        facts: facts(&reading, found.kind, kind),
        attributes: kind.properties.iter().map(|d| attribute(&reading, Some(kind), d)).collect(),
        expects: expects(&reading, kind),
        outgoing: relations(&reading, found.kind, Way::Outgoing),
        incoming: relations(&reading, found.kind, Way::Incoming),
        children: children.map(|(index, _)| reading.link_to_kind(index)).collect(),
        label: label.clone(),
    };
    reading.page("kind", "metamodel", &label, content).map(Answer::page)
}

fn facts(reading: &Reading<'_>, index: KindIndex, kind: &ElementKind) -> Vec<Fact> {
    let words = reading.words();
    let metamodel = reading.snapshot().metamodel();
    let mut facts = Vec::new();
    let link = |index: &KindIndex| {
        let link = reading.link_to_kind(*index);
        Part::text(link.label).to(link.href)
    };
    let parents: Vec<Part> = kind.parents.iter().map(link).collect();
    if !parents.is_empty() {
        facts.push(Fact::of(words.word("specializes"), parents));
    }
    let archimate =
        kind.archimate.filter(|archimate| *archimate != index && !kind.parents.contains(archimate));
    facts.extend(archimate.map(|index| Fact::of(words.word("archimate_type"), vec![link(&index)])));
    facts.push(Fact::plain(words.word("layer"), layer_name(reading, kind.layer)));
    let home = words.named("home_long", kind.home.name()).unwrap_or_default();
    facts.push(Fact::plain(words.word("home"), home));
    let mut cells = Vec::new();
    let cell = |cell: &str| {
        let href = reading.list("elements", &[("cell", cell), ("kind", kind.id.as_str())]);
        Part::text(reading.cell_title(cell).text).to(href)
    };
    cells.extend(kind.cell.as_deref().map(cell));
    for rule in &kind.cells {
        let when: Vec<String> =
            rule.when.iter().map(|(key, value)| condition(reading, kind, key, value)).collect();
        let gaps = [("cell", &*reading.cell_title(&rule.cell).text), ("when", &*when.join(", "))];
        cells.push(Part::text(words.fill("cell_where", &gaps)));
    }
    if !cells.is_empty() {
        facts.push(Fact::lines(words.word("cell"), cells));
    }
    facts.extend(entity(reading, kind).map(|entity| Fact::plain(words.word("togaf_entity"), entity)));
    let phases = kind.togaf.iter().flat_map(|togaf| &togaf.phases).map(|id| {
        let phase = adm_phases().iter().find(|phase| phase.id == *id);
        let label =
            phase.map_or_else(|| id.clone(), |phase| format!("{id} {}", reading.label(&phase.label, id)));
        Part::text(label).to(reading.to("adm", id))
    });
    let phases: Vec<Part> = phases.collect();
    if !phases.is_empty() {
        facts.push(Fact::lines(words.word("adm_phases"), phases));
    }
    facts.extend(stage(reading, kind).map(|stage| Fact::plain(words.word("stage"), stage)));
    let names = names_of(metamodel, index);
    let names: Vec<Part> = names
        .map(|name| Part::text(format!("{} ({})", reading.label(&name.label, &name.id), name.id)))
        .collect();
    if !names.is_empty() {
        facts.push(Fact::lines(words.word("also_called"), names));
    }
    facts
}

/// `Level: System`; a star for any value.
fn condition(reading: &Reading<'_>, kind: &ElementKind, key: &str, value: &str) -> String {
    match kind.properties.iter().find(|definition| definition.key == key) {
        Some(known) => format!("{}: {}", reading.label(&known.label, key), reading.value_label(known, value)),
        None => format!("{key}: {value}"),
    }
}

fn attribute(
    reading: &Reading<'_>,
    kind: Option<&ElementKind>,
    definition: &PropertyDefinition,
) -> Attribute {
    let metamodel = reading.snapshot().metamodel();
    let from = kind.and_then(|kind| inherited_from(metamodel, kind, definition));
    let fields =
        definition.items.as_deref().filter(|_| definition.parts).map_or(&[][..], |items| &items.fields);
    Attribute {
        key: definition.key.clone(),
        label: reading.label(&definition.label, ""),
        kind: type_text(reading, definition),
        required: definition.required,
        computed: definition.computed,
        from: from.map(|index| reading.link_to_kind(index)),
        fields: fields.iter().map(|field| attribute(reading, None, field)).collect(),
    }
}

/// The type in the page's words; values of enums by their labels.
fn type_text(reading: &Reading<'_>, definition: &PropertyDefinition) -> String {
    let words = reading.words();
    let name = |kind: PropertyType| words.named("type", kind.name()).unwrap_or(kind.name()).to_owned();
    match definition.kind {
        _ if definition.parts => words.word("type_parts").to_owned(),
        PropertyType::List => {
            let items = definition
                .items
                .as_deref()
                .map_or_else(|| name(PropertyType::Text), |d| type_text(reading, d));
            words.fill("type_list_of", &[("items", &items)])
        }
        PropertyType::Enum => {
            let values = definition.values.iter().map(|value| reading.value_label(definition, value.id()));
            values.collect::<Vec<_>>().join(" | ")
        }
        PropertyType::Reference if !definition.to.is_empty() => {
            let kinds: Vec<String> = definition.to.iter().map(|kind| reading.kind(kind)).collect();
            format!("→ {}", kinds.join(words.word("or")))
        }
        PropertyType::Record => {
            let fields = definition.fields.iter().map(|field| reading.label(&field.label, &field.key));
            fields.collect::<Vec<_>>().join(" + ")
        }
        kind => match type_of(definition).split_once(' ') {
            // A range of numbers reads the same in every language.
            Some(_) => {
                let number = |number: Option<f64>| number.map_or_else(String::new, |n| n.to_string());
                format!("{} {}…{}", name(kind), number(definition.min), number(definition.max))
            }
            None => name(kind),
        },
    }
}

fn expects(reading: &Reading<'_>, kind: &ElementKind) -> Vec<Expected> {
    let metamodel = reading.snapshot().metamodel();
    let all = kind.expects.iter().map(|one| Expected {
        label: reading.label(&one.label, &one.relation),
        relation: reading
            .relation_kind(&one.relation)
            .map_or_else(|| one.relation.clone(), |kind| reading.label(&kind.label, kind.id.as_str())),
        is_source: one.end.name() == "source",
        with: one
            .with
            .iter()
            .filter_map(|name| metamodel.kind_index(name))
            .map(|index| reading.link_to_kind(index))
            .collect(),
    });
    all.collect()
}

fn relations(reading: &Reading<'_>, kind: KindIndex, way: Way) -> Vec<Relation> {
    let metamodel = reading.snapshot().metamodel();
    let is_own = |one: &Allowed| metamodel.relation(one.relation).archimate != one.relation;
    let mut all = allowed(metamodel, kind, way);
    all.sort_by_key(is_own);
    let rows = all.iter().map(|one| {
        let relation = metamodel.relation(one.relation);
        let id = relation.id.as_str();
        let archimate = metamodel.relation(relation.archimate);
        Relation {
            verb: reading
                .verb(id, if way == Way::Outgoing { Reads::Forward } else { Reads::Backward })
                .replace("..", "…"),
            id: id.to_owned(),
            of: is_own(one).then(|| reading.label(&archimate.label, archimate.id.as_str())),
            layers: one
                .layers
                .iter()
                .map(|one| LayerPart {
                    name: layer_name(reading, one.layer),
                    except: one.except.iter().map(|index| reading.link_to_kind(*index)).collect(),
                })
                .collect(),
            kinds: one.kinds.iter().map(|index| reading.link_to_kind(*index)).collect(),
            has_relations: one.has_relations,
            count: grouped(one.count),
        }
    });
    rows.collect()
}

impl Reading<'_> {
    fn link_to_kind(&self, index: KindIndex) -> Link {
        let kind = self.snapshot().metamodel().kind(index);
        let id = kind.id.as_str();
        Link { label: self.label(&kind.label, id), href: self.to("metamodel", id) }
    }
}
