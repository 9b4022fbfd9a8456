//! How what is drawn looks: shapes and lines of the notation, words of the audience, what else a box
//! says, colours that mean something. Places and sizes are none of its business.

use foldhash::HashMap;

use crate::diagram::{Content, Diagram, Edge, Feature, Line, Node, Point};
use crate::element::{Element, Relation};
use crate::metamodel::{KindIndex, RelationCategory};
use crate::text::Text;
use crate::value::{Properties, Value};
use crate::view::asked::Asked;
use crate::view::grouping::state_name;
use crate::view::tone;
use crate::viewpoint::{Detail, EdgeLabel, Notation};

/// Dresses a diagram for whom it is asked.
pub(super) fn dress(asked: &Asked<'_>, diagram: &mut Diagram) {
    diagram.notation = asked.notation();
    diagram.audience = asked.audience.map(Into::into);
    let figures = ByKind::new(asked, asked.show.figures.iter());
    let keywords = ByKind::new(asked, asked.show.keywords.iter());
    for node in &mut diagram.nodes {
        let Content::Element(figure) = &node.content else { continue };
        let Some(slot) = asked.snapshot.slot_of(figure.element.as_str()) else { continue };
        if let Some(element) = asked.snapshot.element_at(slot) {
            self::node(asked, node, element, slot, &figures, &keywords);
        }
    }
    for edge in &mut diagram.edges {
        let Line::Relation(arrow) = &edge.line else { continue };
        if let Some(entry) = asked.snapshot.relation(arrow.relation.as_str()) {
            self::edge(asked, edge, entry.relation);
        }
    }
    tone::paint(asked, diagram);
}

/// A table by kind, where a kind takes the entry of the nearest kind that it specializes.
struct ByKind<'a>(HashMap<KindIndex, &'a str>);

impl<'a> ByKind<'a> {
    fn new(asked: &Asked<'_>, entries: impl Iterator<Item = (&'a String, &'a String)>) -> Self {
        let metamodel = asked.metamodel();
        let named: Vec<(KindIndex, &'a str)> =
            entries.filter_map(|(kind, value)| Some((metamodel.kind_index(kind)?, value.as_str()))).collect();
        let mut table = HashMap::default();
        for (index, _) in metamodel.kinds().filter(|_| !named.is_empty()) {
            let above = named.iter().filter(|(kind, _)| metamodel.is_a(index, *kind));
            // The nearest is the one that specializes all the others.
            let nearest = above
                .clone()
                .max_by_key(|(kind, _)| above.clone().filter(|(k, _)| metamodel.is_a(*kind, *k)).count());
            if let Some((_, value)) = nearest {
                table.insert(index, *value);
            }
        }
        Self(table)
    }

    fn get(&self, kind: Option<KindIndex>) -> Option<&'a str> {
        self.0.get(&kind?).copied()
    }
}

fn node(
    asked: &Asked<'_>,
    node: &mut Node,
    element: &Element,
    slot: u32,
    figures: &ByKind<'_>,
    keywords: &ByKind<'_>,
) {
    let Content::Element(figure) = &mut node.content else { return };
    let kind = asked.snapshot.kind_at(slot);
    // A label of the node's own stays; only the element's name gives way to the audience's word.
    if node.label == element.name.get(asked.language) && !figure.is_junction() {
        node.label = asked.name(element);
    }
    match figures.get(kind) {
        Some(shape) => figure.shape = shape.into(),
        None if asked.notation() == Notation::Plain && !figure.is_junction() => {
            let is_frame = matches!(&*figure.shape, "grouping" | "plateau" | "location");
            figure.shape = if is_frame { "plain-group" } else { "plain" }.into();
        }
        None => {}
    }
    if let Some(keyword) = keywords.get(kind) {
        node.keyword = format!("«{keyword}»");
    }
    if figure.is_junction() {
        return;
    }
    let detail = asked.show.detail.unwrap_or_default();
    let mut below: Vec<&str> = Vec::new();
    if let Some(labels) = asked.show.labels.as_ref().filter(|_| detail > Detail::Brief) {
        below.extend(labels.below.iter().map(String::as_str));
    }
    if detail == Detail::Full {
        for more in ["id"] {
            if !below.contains(&more) {
                below.push(more);
            }
        }
    }
    node.below = below.into_iter().filter_map(|key| said_below(asked, element, key)).collect();
    if detail > Detail::Brief {
        node.compartments = compartments(asked, element);
    }
}

fn said_below(asked: &Asked<'_>, element: &Element, key: &str) -> Option<String> {
    let text = match key {
        "kind" => asked.kind_label(element.kind.as_str()),
        "id" => element.id.to_string(),
        "owner" => {
            let owner = element.owners.business.as_deref().or(element.owners.technology.as_deref())?;
            asked.snapshot.element(owner).map_or_else(|| owner.to_owned(), |owner| asked.name(owner))
        }
        "lifecycle" => {
            let lifecycle = element.lifecycle.as_ref()?;
            state_name(lifecycle.state.as_deref()?).get(asked.language).to_owned()
        }
        key => property_text(asked, element, key)?,
    };
    (!text.is_empty()).then_some(text)
}

/// The value of a property as readers say it: names of enum values and of elements, lists joined.
pub fn property_text(asked: &Asked<'_>, element: &Element, key: &str) -> Option<String> {
    let value = element.properties.get(key).or_else(|| element.attributes.get(key))?;
    let kind = asked.metamodel().kind_index(element.kind.as_str()).map(|k| asked.metamodel().kind(k));
    let definition = kind.and_then(|kind| kind.properties.iter().find(|property| property.key == key));
    let word = |text: &str| {
        let labelled = definition.and_then(|definition| definition.value_label(text, asked.language));
        labelled.map(str::to_owned).unwrap_or_else(|| {
            asked.snapshot.element(text).map_or_else(|| text.to_owned(), |element| asked.name(element))
        })
    };
    let one = |value: &Value| match value {
        Value::Text(text) => Some(word(text)),
        Value::Record(record) => Some(localized(record, asked.language)).filter(|text| !text.is_empty()),
        Value::List(_) => None,
    };
    match value {
        Value::List(items) => {
            let texts: Vec<String> = items.iter().filter_map(one).collect();
            (!texts.is_empty()).then(|| texts.join(", "))
        }
        value => one(value),
    }
}

/// Text of a record of languages; empty for another record.
pub fn localized(record: &Properties, language: &str) -> String {
    let found = record
        .text(language)
        .or_else(|| record.text("en"))
        .or_else(|| record.iter().find(|(key, _)| key.len() == 2).and_then(|(_, value)| value.as_text()));
    found.unwrap_or_default().to_owned()
}

/// Text of a value that is plain or has languages.
pub fn text_of(value: Option<&Value>, language: &str) -> String {
    match value {
        Some(Value::Text(text)) => text.to_string(),
        Some(Value::Record(record)) => localized(record, language),
        _ => String::new(),
    }
}

/// Lists of parts as features; none if the element has none at all.
fn compartments(asked: &Asked<'_>, element: &Element) -> Vec<Vec<Feature>> {
    let keys = asked.show.compartments.iter().flatten();
    let lists: Vec<Vec<Feature>> = keys
        .map(|key| {
            let items = element.properties.get(key).map_or(&[][..], Value::items);
            items.iter().filter_map(Value::as_record).map(|part| feature(asked, key, part)).collect()
        })
        .collect();
    lists.into_iter().filter(|list| !list.is_empty()).collect()
}

/// A part as UML writes it: `visibility name : type [multiplicity] = default`.
fn feature(asked: &Asked<'_>, list: &str, part: &Properties) -> Feature {
    let name = match text_of(part.get("name"), asked.language) {
        name if name.is_empty() => part.text("id").unwrap_or_default().to_owned(),
        name => name,
    };
    let sign = match part.text("visibility") {
        Some("public") => "+ ",
        Some("private") => "− ",
        Some("protected") => "# ",
        Some("package") => "~ ",
        _ => "",
    };
    let slash = if is_yes(part, "derived") { "/" } else { "" };
    let type_name =
        |text: &str| asked.snapshot.element(text).map_or_else(|| text.to_owned(), |e| asked.name(e));
    let mut text = format!("{sign}{slash}{name}");
    if list == "operations" {
        let parameters = part.get("parameters").map_or(&[][..], Value::items).iter();
        let parameters: Vec<String> = parameters
            .filter_map(Value::as_record)
            .map(|p| match p.text("type") {
                Some(of) => format!("{}: {}", p.text("name").unwrap_or_default(), type_name(of)),
                None => p.text("name").unwrap_or_default().to_owned(),
            })
            .collect();
        text.push_str(&format!("({})", parameters.join(", ")));
    }
    if let Some(of) = part.text("type").or_else(|| part.text("returns")) {
        text.push_str(&format!(" : {}", type_name(of)));
    }
    if let Some(many) = part.text("multiplicity") {
        text.push_str(&format!(" [{many}]"));
    }
    if let Some(default) = part.text("default") {
        text.push_str(&format!(" = {default}"));
    }
    Feature {
        part: part.text("id").unwrap_or_default().into(),
        text,
        italic: is_yes(part, "abstract"),
        underline: is_yes(part, "static") || is_yes(part, "key"),
    }
}

fn is_yes(record: &Properties, key: &str) -> bool {
    matches!(record.text(key), Some("yes" | "true"))
}

fn edge(asked: &Asked<'_>, edge: &mut Edge, relation: &Relation) {
    let Line::Relation(arrow) = &mut edge.line else { return };
    let metamodel = asked.metamodel();
    let index = metamodel.relation_index(relation.kind.as_str());
    let kind = index.map(|index| metamodel.relation(index));
    let archimate = kind.map(|kind| metamodel.relation(kind.archimate));
    let line = asked.show.lines.get(relation.kind.as_str());
    let line = line.or_else(|| asked.show.lines.get(archimate?.id.as_str()));
    match line {
        Some(line) => arrow.shape = line.as_str().into(),
        None if asked.notation() == Notation::Plain => {
            let is_part = archimate.is_some_and(|kind| kind.category == RelationCategory::Structural);
            arrow.shape = if is_part { "plain-part" } else { "plain" }.into();
        }
        None => {}
    }
    if asked.notation() == Notation::Plain {
        arrow.access = None;
    }
    let Some(labels) = &asked.show.labels else { return };
    let own = text_of(relation.properties.get(&labels.edge_property), asked.language);
    match labels.edge {
        _ if !own.is_empty() => edge.label = own,
        EdgeLabel::None => edge.label = String::new(),
        EdgeLabel::Kind if edge.label.is_empty() => {
            edge.label = kind.map_or("", |kind| verb(&kind.forward, &kind.label, asked.language)).to_owned();
        }
        EdgeLabel::Kind | EdgeLabel::Name => {}
    }
    if labels.ends {
        let end = |side: &str| {
            let of = |what: &str| text_of(relation.properties.get(&format!("{side}_{what}")), asked.language);
            let said = format!("{} {}", of("role"), of("multiplicity")).trim().to_owned();
            (!said.is_empty()).then(|| (said, Point::default()))
        };
        edge.ends = [end("source"), end("target")];
    }
}

fn verb<'t>(forward: &'t Text, label: &'t Text, language: &str) -> &'t str {
    match forward.get(language) {
        "" => label.get(language),
        verb => verb,
    }
}
