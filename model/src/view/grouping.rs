//! Frames around what belongs together.

use foldhash::HashMap;

use crate::element::Element;
use crate::id::NodeId;
use crate::metamodel::{Layer, zachman};
use crate::text::Text;
use crate::value::Value;
use crate::view::asked::Asked;
use crate::view::question::element_node;
use crate::view::{Node, Shows};
use crate::viewpoint::{By, Group};

/// What makes a group: its place among the others, its id, and what stands for it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Key {
    rank: usize,
    id: String,
}

/// Puts nodes of the top level into a frame each; what belongs nowhere comes last, without one.
pub(super) fn group(asked: &Asked<'_>, nodes: Vec<Node>) -> Vec<Node> {
    let Some(rule) = &asked.show.group else { return nodes };
    let mut frames: Vec<(Key, Node)> = Vec::new();
    let mut position: HashMap<String, usize> = HashMap::default();
    let mut alone = Vec::new();
    for node in nodes {
        let Some((key, frame)) = frame_of(asked, rule, &node) else {
            alone.push(node);
            continue;
        };
        let at = *position.entry(key.id.clone()).or_insert_with(|| {
            frames.push((key, frame));
            frames.len() - 1
        });
        // What stands for the group is the frame, and not inside it.
        if frames[at].1.id != node.id {
            frames[at].1.nodes.push(node);
        }
    }
    alone.retain(|node| !position.contains_key(node.id.as_str()));
    for (_, frame) in &mut frames {
        frame.nodes.retain(|node| !position.contains_key(node.id.as_str()));
    }
    frames.sort_by(|(a, _), (b, _)| a.cmp(b));
    frames.into_iter().map(|(_, frame)| frame).chain(alone).collect()
}

fn frame_of(asked: &Asked<'_>, rule: &Group, node: &Node) -> Option<(Key, Node)> {
    let Shows::Element(id) = &node.shows else { return None };
    let slot = asked.snapshot.slot_of(id.as_str())?;
    let element = asked.snapshot.element_at(slot)?;
    if rule.by == By::Relation {
        let found = asked.neighbours(slot, &rule.relations, rule.way, &rule.kinds);
        let (_, other) = found.first()?;
        let element = asked.snapshot.element_at(*other)?;
        let place = rule.kinds.iter().position(|kind| asked.is_kind(*other, std::slice::from_ref(kind)));
        let key = Key { rank: place.unwrap_or_default(), id: element.id.to_string() };
        return Some((key, element_node(element.id.clone())?));
    }
    let (rank, id, title) = key_of(asked, rule, slot, element)?;
    let clean: String =
        id.chars().map(|c| if c.is_whitespace() || c.is_control() { '-' } else { c }).collect();
    let node_id = NodeId::parse(&format!("group:{clean}")).ok()?;
    Some((Key { rank, id: node_id.to_string() }, Node::new(node_id, Shows::Group(title))))
}

/// Place among the groups, id and title.
fn key_of(asked: &Asked<'_>, rule: &Group, slot: u32, element: &Element) -> Option<(usize, String, Text)> {
    let metamodel = asked.metamodel();
    let kind = asked.snapshot.kind_at(slot).map(|kind| metamodel.kind(kind));
    match rule.by {
        By::Layer => {
            let layer = kind.map_or(Layer::Other, |kind| kind.layer);
            Some((asked.layer_rank(slot) as usize, layer.id().to_owned(), layer_name(layer)))
        }
        By::Kind => {
            let named = rule.kinds.iter().position(|name| asked.is_kind(slot, std::slice::from_ref(name)));
            let stands = match named {
                Some(at) => metamodel.kind_index(&rule.kinds[at]).map(|index| metamodel.kind(index)),
                None => kind,
            };
            let rank = named.unwrap_or(rule.kinds.len() + asked.layer_rank(slot) as usize);
            let stands = stands?;
            Some((rank, stands.id.to_string(), stands.label.clone()))
        }
        By::Owner => {
            let owner = element.owners.business.as_deref().or(element.owners.technology.as_deref())?;
            let name = asked.snapshot.element(owner).map(|owner| asked.name(owner));
            let name = name.unwrap_or_else(|| owner.to_owned());
            Some((0, owner.to_owned(), Text::from(name.as_str())))
        }
        By::Lifecycle => {
            let state = element.lifecycle.as_ref()?.state.as_deref()?;
            let known = crate::element::LIFECYCLE_STATES.iter().position(|known| *known == state);
            Some((known.unwrap_or(99), state.to_owned(), state_name(state)))
        }
        By::ZachmanRow => {
            let default = kind.and_then(|kind| kind.default_cell(element));
            let cell = element.zachman.first().map(|cell| &**cell).or(default)?;
            let row = cell.split('.').next()?;
            let rank = zachman().rows.iter().position(|known| known.id == row)?;
            Some((rank, row.to_owned(), zachman().rows[rank].label.clone()))
        }
        By::Stage => {
            let stage = kind?.stage.as_deref()?;
            let first = metamodel.kinds().position(|(_, k)| k.stage.as_deref() == Some(stage));
            Some((first.unwrap_or_default(), stage.to_owned(), Text::from(stage)))
        }
        By::Property => {
            let value =
                element.properties.get(&rule.property).or_else(|| element.attributes.get(&rule.property))?;
            let word = value.items().first().and_then(Value::as_text).or_else(|| value.as_text())?;
            let definition = kind?.properties.iter().find(|property| property.key == rule.property);
            let values = definition.map(|definition| definition.values.as_slice()).unwrap_or_default();
            let at = values.iter().position(|known| known.id() == word);
            let title =
                at.map_or_else(|| Text::from(word), |at| Text::from(values[at].label(asked.language)));
            Some((at.unwrap_or(values.len()), word.to_owned(), title))
        }
        By::Relation => None,
    }
}

fn bilingual(english: &str, chinese: &str) -> Text {
    Text::languages([("en".into(), english.into()), ("zh".into(), chinese.into())])
}

/// Name of a layer for readers.
pub fn layer_name(layer: Layer) -> Text {
    match layer {
        Layer::Motivation => bilingual("Motivation", "动机"),
        Layer::Strategy => bilingual("Strategy", "战略"),
        Layer::Business => bilingual("Business", "业务"),
        Layer::Application => bilingual("Application", "应用"),
        Layer::Technology => bilingual("Technology", "技术"),
        Layer::Implementation => bilingual("Implementation and migration", "实施与迁移"),
        Layer::Other => bilingual("Other", "其他"),
    }
}

/// Name of a lifecycle's state for readers.
pub fn state_name(state: &str) -> Text {
    match state {
        "proposed" => bilingual("Proposed", "拟议"),
        "planned" => bilingual("Planned", "已规划"),
        "active" => bilingual("Active", "在用"),
        "phase-out" => bilingual("Phase-out", "逐步退出"),
        "retired" => bilingual("Retired", "已退役"),
        other => Text::from(other),
    }
}
