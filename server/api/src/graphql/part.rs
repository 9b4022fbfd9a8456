//! What an element holds or carries: parts with an id of their own, ids in other systems, reviews.

use std::sync::Arc;

use archweave_model::element::Element;
use archweave_model::metamodel::PropertyDefinition;
use archweave_model::parts;
use archweave_model::value::{Properties, Value};
use async_graphql::{Object, SimpleObject};

use super::element::ElementObject;
use super::property::{PropertyObject, properties};
use super::scope::Scope;

/// An attribute, operation, state, message or the like of an element.
pub(super) struct PartObject {
    scope: Arc<Scope>,
    element: Arc<Element>,
    definition: PropertyDefinition,
    part_id: String,
    fields: Properties,
}

/// The parts of an element in one list, or in all; what has no id is no part.
pub(super) fn parts_of(
    scope: &Arc<Scope>,
    element: &Arc<Element>,
    definitions: &[PropertyDefinition],
    list: Option<&str>,
) -> Vec<PartObject> {
    let lists = definitions.iter().filter(|d| d.parts && list.is_none_or(|list| d.key == list));
    let mut found = Vec::new();
    for definition in lists {
        let items = element.properties.get(&definition.key).map_or(&[][..], Value::items);
        for fields in items.iter().filter_map(Value::as_record) {
            let Some(id) = fields.text("id") else { continue };
            found.push(PartObject {
                scope: scope.clone(),
                element: element.clone(),
                definition: definition.clone(),
                part_id: id.to_owned(),
                fields: fields.clone(),
            });
        }
    }
    found
}

impl PartObject {
    /// A part by its address, `element#part`.
    pub fn find(scope: &Arc<Scope>, address: &str) -> Option<Self> {
        let (element, part) = parts::split(address)?;
        let snapshot = scope.snapshot();
        let slot = snapshot.slot_of(element)?;
        let kind = snapshot.metamodel().kind(snapshot.kind_at(slot)?);
        let element = snapshot.element_at(slot)?;
        let (list, _) = parts::find(element, part)?;
        let all = parts_of(scope, element, &kind.properties, Some(list));
        all.into_iter().find(|found| found.part_id == part)
    }
}

#[Object(name = "Part")]
impl PartObject {
    /// Unique in its element.
    async fn part_id(&self) -> &str {
        &self.part_id
    }

    /// Key of the list it stands in: `attributes`, `states`.
    async fn list(&self) -> &str {
        &self.definition.key
    }

    /// `element#part`: what relations and comments name.
    async fn address(&self) -> String {
        format!("{}#{}", self.element.id, self.part_id)
    }

    /// Its fields, the id among them.
    async fn fields(&self) -> Vec<PropertyObject> {
        let fields = self.definition.items.as_deref().map_or(&[][..], |items| &items.fields);
        properties(&self.scope, &self.fields, fields)
    }

    /// The element it is part of.
    async fn element(&self) -> Option<ElementObject> {
        ElementObject::find(&self.scope, self.element.id.as_str())
    }
}

/// The same thing in another system.
#[derive(SimpleObject)]
#[graphql(name = "ExternalId")]
pub(super) struct ExternalObject {
    /// The system.
    system: String,
    /// Its id there.
    id: String,
    /// Its address there.
    url: Option<String>,
}

/// Ids in other systems; an entry without a system or an id is none.
pub(super) fn external(element: &Element) -> Vec<ExternalObject> {
    let entries = element.attributes.get("external").map_or(&[][..], Value::items);
    let read = |entry: &Properties| {
        Some(ExternalObject {
            system: entry.text("system")?.to_owned(),
            id: entry.text("id")?.to_owned(),
            url: entry.text("url").map(str::to_owned),
        })
    };
    entries.iter().filter_map(Value::as_record).filter_map(read).collect()
}

/// Who looked at an element last, and when.
pub(super) struct ReviewObject {
    scope: Arc<Scope>,
    by: Option<String>,
    on: Option<String>,
}

/// The review of an element.
pub(super) fn reviewed(scope: &Arc<Scope>, element: &Element) -> Option<ReviewObject> {
    let review = element.attributes.get("reviewed")?.as_record()?;
    let text = |key: &str| review.text(key).map(str::to_owned);
    Some(ReviewObject { scope: scope.clone(), by: text("by"), on: text("on") })
}

#[Object(name = "Review")]
impl ReviewObject {
    /// As written: a role's or team's id, or words.
    async fn by(&self) -> Option<&str> {
        self.by.as_deref()
    }

    /// The element that is named, if one is.
    async fn element(&self) -> Option<ElementObject> {
        ElementObject::find(&self.scope, self.by.as_deref()?)
    }

    /// The day: `2026-03-01`.
    #[graphql(name = "on")]
    async fn day(&self) -> Option<&str> {
        self.on.as_deref()
    }
}
