//! What can be done about a finding with a click: ordinary edits, where the rule knows some.
//!
//! A fix never guesses what only its author can know: a missing owner has none. Each is checked by
//! nobody but the commit, like any other edit. Start at [`fixes`].

mod nearest;

use crate::change::{Edit, Field, ItemId};
use crate::diagnostic::{Diagnostic, Subject};
use crate::element::{Element, LIFECYCLE_STATES};
use crate::id::{EndId, KindId, NodeId, RelationId, ViewId};
use crate::metamodel::{PropertyDefinition, PropertyType, common_attributes, zachman};
use crate::snapshot::{RelationEntry, Snapshot};
use crate::text::Text;
use crate::value::Value;
use crate::view::View;

use nearest::nearest;

/// How many values are offered in place of a wrong one.
const MAX_OFFERS: usize = 3;

/// A way to mend a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// What it does, in English and Chinese.
    pub title: Text,
    /// The edits, to be done together.
    pub edits: Vec<Edit>,
}

impl Fix {
    fn new(english: String, chinese: String, edit: Edit) -> Self {
        let title = Text::languages([("en".into(), english.into()), ("zh".into(), chinese.into())]);
        Self { title, edits: vec![edit] }
    }
}

/// What can be done about a finding of this model, the best first; nothing for most.
pub fn fixes(snapshot: &Snapshot, finding: &Diagnostic) -> Vec<Fix> {
    match &finding.subject {
        Some(Subject::Element(id)) => match snapshot.element(id) {
            Some(element) => of_element(snapshot, finding, element),
            None => Vec::new(),
        },
        Some(Subject::Relation(id)) => match snapshot.relation(id) {
            Some(entry) => of_relation(snapshot, finding, entry),
            None => Vec::new(),
        },
        Some(Subject::View(id)) => match snapshot.view(id) {
            Some(view) => of_view(snapshot, finding, view),
            None => orphan(finding, id),
        },
        None => Vec::new(),
    }
}

fn of_element(snapshot: &Snapshot, finding: &Diagnostic, element: &Element) -> Vec<Fix> {
    let item = ItemId::Element(element.id.clone());
    let key = finding.location.key.as_deref().unwrap_or_default();
    let kind = snapshot.metamodel().kind_index(element.kind.as_str());
    match finding.code {
        "unknown-kind" => {
            let names = snapshot.metamodel().kinds().map(|(_, kind)| kind.id.as_str());
            kinds(&item, &element.kind, nearest(element.kind.as_str(), names))
        }
        "unknown-cell" => {
            let known = || zachman().cells.iter().map(|cell| &*cell.id);
            let wrong = element.zachman.iter().filter(|cell| !known().any(|known| known == &***cell));
            let list = |old: &str, new: &str| replaced(&element.zachman, old, new);
            wrong
                .flat_map(|cell| {
                    let offers = nearest(cell, known()).into_iter();
                    offers
                        .map(|offer| set(&item, &["zachman"], &offer, list(cell, &offer)))
                        .collect::<Vec<_>>()
                })
                .collect()
        }
        "bad-lifecycle" => {
            let state = element.lifecycle.as_ref().and_then(|lifecycle| lifecycle.state.as_deref());
            let Some(state) = state.filter(|state| !LIFECYCLE_STATES.contains(state)) else {
                return Vec::new();
            };
            let offers = nearest(state, LIFECYCLE_STATES).into_iter();
            offers.map(|offer| set(&item, &["lifecycle", "state"], &offer, Value::from(&*offer))).collect()
        }
        "unknown-specialization" => {
            let all = snapshot.metamodel().specializations().iter();
            let known = all.filter(|s| s.of == element.kind.as_str()).map(|s| &*s.id);
            let known: Vec<&str> = known.collect();
            let wrong =
                element.specializations.iter().find(|name| finding.message.contains(&format!("`{name}`")));
            let Some(wrong) = wrong else { return Vec::new() };
            let offers = nearest(wrong, known.iter().copied()).into_iter();
            offers
                .map(|offer| {
                    let list = replaced(&element.specializations, wrong, &offer);
                    set(&item, &["specialization"], &offer, list)
                })
                .collect()
        }
        "misplaced-attribute" | "computed-attribute" => removal(&item, key).into_iter().collect(),
        "bad-value" | "unknown-reference" if key.starts_with("properties.") => {
            let definitions = kind.map_or(&[][..], |kind| &snapshot.metamodel().kind(kind).properties);
            values(&item, key, element.properties.get(&key["properties.".len()..]), definitions)
        }
        "bad-attribute" | "unknown-reference" => {
            let definitions: Vec<PropertyDefinition> = common_attributes().cloned().collect();
            values(&item, key, element.attributes.get(key), &definitions)
        }
        _ => Vec::new(),
    }
}

fn of_relation(snapshot: &Snapshot, finding: &Diagnostic, entry: RelationEntry<'_>) -> Vec<Fix> {
    let relation = entry.relation;
    let item = ItemId::Relation(relation.id.clone());
    let key = finding.location.key.as_deref().unwrap_or_default();
    let metamodel = snapshot.metamodel();
    match finding.code {
        "dangling-relation" => vec![disconnect(&relation.id)],
        "illegal-relation" => {
            let ends = (snapshot.end_kind(entry.source()), snapshot.end_kind(relation.to.as_str()));
            let mut found = Vec::new();
            if let ((Some(from), Some(to)), Some(kind)) =
                (ends, metamodel.relation_index(relation.kind.as_str()))
            {
                if metamodel.allows(kind, to, from) {
                    found.extend(reversed(&entry));
                }
                let legal = metamodel.allowed(from, to).iter().take(MAX_OFFERS);
                let legal = legal.map(|index| metamodel.relation(index).id.to_string()).collect();
                found.extend(kinds(&item, &relation.kind, legal));
            }
            found.push(disconnect(&relation.id));
            found
        }
        "unknown-kind" => {
            let names = metamodel.relations().map(|(_, kind)| kind.id.as_str());
            kinds(&item, &relation.kind, nearest(relation.kind.as_str(), names))
        }
        "misplaced-attribute" => removal(&item, key).into_iter().collect(),
        "bad-value" | "unknown-reference" => {
            let kind = metamodel.relation_index(relation.kind.as_str());
            let definitions = kind.map_or(&[][..], |kind| &metamodel.relation(kind).properties);
            let value = key.strip_prefix("properties.").and_then(|key| relation.properties.get(key));
            values(&item, key, value, definitions)
        }
        _ => Vec::new(),
    }
}

fn of_view(snapshot: &Snapshot, finding: &Diagnostic, view: &View) -> Vec<Fix> {
    let item = ItemId::View(view.id.clone());
    let at = finding.location.offset;
    // The finding stands at or in the entry: that is the last one that begins before it.
    let node = || view.nodes().filter(|node| node.place.0 <= at).max_by_key(|node| node.place.0);
    let line = || view.connections.iter().filter(|line| line.place.0 <= at).max_by_key(|line| line.place.0);
    match finding.code {
        "unknown-viewpoint" => {
            let wrong = view.viewpoint.as_deref().unwrap_or_default();
            let known = snapshot.metamodel().viewpoints().iter().map(|viewpoint| &*viewpoint.id);
            let offers = nearest(wrong, known).into_iter();
            let mut found: Vec<Fix> =
                offers.map(|offer| set(&item, &["viewpoint"], &offer, Value::from(&*offer))).collect();
            found.extend(removal(&item, "viewpoint"));
            found
        }
        "unknown-element" | "unknown-view" | "outside-viewpoint" => node()
            .map(|node| delete_part(ItemId::Node(view.id.clone(), node.id.clone()), &node.id))
            .into_iter()
            .collect(),
        "unknown-end" | "unknown-relation" | "wrong-connection" => line()
            .map(|line| delete_part(ItemId::Connection(view.id.clone(), line.id.clone()), &line.id))
            .into_iter()
            .collect(),
        "unknown-node" => {
            let Some(layout) = snapshot.layout(view.id.as_str()) else { return Vec::new() };
            let nodes = layout.nodes.iter().map(|(id, node)| (node.place.0, id, true));
            let lines = layout.connections.iter().map(|(id, line)| (line.place.0, id, false));
            let found =
                nodes.chain(lines).filter(|(place, ..)| *place <= at).max_by_key(|(place, ..)| *place);
            let entry = found.map(|(_, id, is_node)| {
                let item = match is_node {
                    true => ItemId::NodeLayout(view.id.clone(), id.clone()),
                    false => ItemId::ConnectionLayout(view.id.clone(), id.clone()),
                };
                delete_part(item, id)
            });
            entry.into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// A layout whose view is gone.
fn orphan(finding: &Diagnostic, view: &str) -> Vec<Fix> {
    let Ok(id) = ViewId::parse(view) else { return Vec::new() };
    let edit = Edit::Delete { item: ItemId::Layout(id), references: false, was: Default::default() };
    match finding.code {
        "unknown-view" => vec![Fix::new("Remove the layout".into(), "删除该布局".into(), edit)],
        _ => Vec::new(),
    }
}

fn delete_part(item: ItemId, id: &NodeId) -> Fix {
    let edit = Edit::Delete { item, references: true, was: Default::default() };
    Fix::new(format!("Remove `{id}` from the view"), format!("从视图中移除 `{id}`"), edit)
}

fn disconnect(relation: &RelationId) -> Fix {
    let edit = Edit::Disconnect { relation: relation.clone(), references: true, was: Default::default() };
    Fix::new("Remove the relation".into(), "删除该关系".into(), edit)
}

/// The relation the other way round; none if it starts at a relation.
fn reversed(entry: &RelationEntry<'_>) -> Option<Fix> {
    let (source, target) = (EndId::parse(entry.source()).ok()?, entry.relation.to.clone());
    let edit = Edit::Retarget {
        relation: entry.relation.id.clone(),
        source: Some(target),
        target: Some(source),
        was: None,
    };
    Some(Fix::new("Turn the relation round".into(), "调换关系方向".into(), edit))
}

fn kinds(item: &ItemId, was: &KindId, offers: Vec<String>) -> Vec<Fix> {
    let offers = offers.into_iter().filter_map(|offer| KindId::parse(&offer).ok());
    let fix = |kind: KindId| {
        let (english, chinese) = (format!("Make it a `{kind}`"), format!("改为 `{kind}`"));
        Fix::new(english, chinese, Edit::ChangeKind { item: item.clone(), kind, was: Some(was.clone()) })
    };
    offers.map(fix).collect()
}

/// The nearest legal values of an enumeration, and to do without.
fn values(item: &ItemId, key: &str, value: Option<&Value>, definitions: &[PropertyDefinition]) -> Vec<Fix> {
    let name = key.strip_prefix("properties.").unwrap_or(key);
    let path: Vec<&str> = key.splitn(2, '.').collect();
    let definition = definitions.iter().find(|definition| definition.key == name);
    let mut found = Vec::new();
    if let (Some(definition), Some(Value::Text(wrong))) = (definition, value)
        && definition.kind == PropertyType::Enum
    {
        let offers = nearest(wrong, definition.values.iter().map(|value| value.id())).into_iter();
        found.extend(offers.map(|offer| set(item, &path, &offer, Value::from(&*offer))));
    }
    found.extend(removal(item, key));
    found
}

fn set(item: &ItemId, path: &[&str], shown: &str, to: Value) -> Fix {
    let name = path.last().copied().unwrap_or_default();
    let path = path.iter().map(|key| (*key).into()).collect();
    let field = Field { path, from: None, to: Some(to), before: None };
    let edit = Edit::Update { item: item.clone(), fields: vec![field] };
    Fix::new(format!("Set `{name}` to `{shown}`"), format!("将 `{name}` 设为 `{shown}`"), edit)
}

fn removal(item: &ItemId, key: &str) -> Option<Fix> {
    let path: Vec<Box<str>> = key.splitn(2, '.').map(Into::into).collect();
    let name = path.last().filter(|name| !name.is_empty())?.clone();
    let edit =
        Edit::Update { item: item.clone(), fields: vec![Field { path, from: None, to: None, before: None }] };
    Some(Fix::new(format!("Remove `{name}`"), format!("删除 `{name}`"), edit))
}

/// A list with one of its texts in place of another; a single text stays one.
fn replaced(list: &[Box<str>], old: &str, new: &str) -> Value {
    let texts = list.iter().map(|text| Value::from(if **text == *old { new } else { &**text }));
    match list.len() {
        1 => Value::from(new),
        _ => Value::List(texts.collect()),
    }
}

#[cfg(test)]
mod tests;
