//! Texts and properties.

use std::sync::Arc;

use archweave_model::element::{Lifecycle, Owners};
use archweave_model::metamodel::{PropertyDefinition, PropertyType};
use archweave_model::text::Text;
use archweave_model::value::{Properties, Value};
use archweave_model::yaml::encode;
use async_graphql::{Object, SimpleObject};

use super::element::ElementObject;
use super::scope::Scope;

/// A text in one language.
#[derive(SimpleObject, Clone)]
#[graphql(name = "LocalizedText")]
pub(super) struct LocalizedText {
    /// Language code; none for plain text in the model's main language.
    language: Option<String>,
    /// The text.
    text: String,
}

/// Every language of a text.
pub(super) fn languages(text: &Text) -> Vec<LocalizedText> {
    let entries = text.entries().filter(|(_, text)| !text.is_empty());
    entries
        .map(|(language, text)| LocalizedText { language: language.map(Into::into), text: text.into() })
        .collect()
}

/// The text for a reader of `language`, or the first one written.
pub(super) fn read(text: &Text, language: Option<&str>) -> String {
    language.map_or_else(|| text.main(), |language| text.get(language)).to_owned()
}

/// A property of an element, relation or view.
pub(super) struct PropertyObject {
    scope: Arc<Scope>,
    key: String,
    value: Value,
    definition: Option<PropertyDefinition>,
}

/// All properties in order.
pub(super) fn properties(
    scope: &Arc<Scope>,
    values: &Properties,
    definitions: &[PropertyDefinition],
) -> Vec<PropertyObject> {
    let values = values.iter();
    values
        .map(|(key, value)| PropertyObject {
            scope: scope.clone(),
            key: key.into(),
            value: value.clone(),
            definition: definitions.iter().find(|d| d.key == key).cloned(),
        })
        .collect()
}

/// A value as text: a scalar as it is, anything else as JSON.
pub(super) fn as_text(value: &Value) -> String {
    match value {
        Value::Text(text) => text.to_string(),
        other => encode::to_json(&encode::value(other)).to_string(),
    }
}

/// A property: a kind's own attribute or a free one.
#[Object(name = "Property")]
impl PropertyObject {
    /// Key in the file.
    async fn key(&self) -> &str {
        &self.key
    }

    /// Name for readers; the key where the metamodel has none.
    async fn label(&self, language: Option<String>) -> String {
        match &self.definition {
            Some(definition) if !definition.label.is_empty() => read(&definition.label, language.as_deref()),
            _ => self.key.clone(),
        }
    }

    /// Type of the metamodel; none for a free property.
    #[graphql(name = "type")]
    async fn kind(&self) -> Option<&'static str> {
        self.definition.as_ref().map(|d| d.kind.name())
    }

    /// The value as text; a list or a record as JSON.
    async fn value(&self) -> String {
        as_text(&self.value)
    }

    /// Each of several values as text.
    async fn values(&self) -> Vec<String> {
        self.value.items().iter().map(as_text).collect()
    }

    /// The element it names, for a property of type `reference`.
    async fn reference(&self) -> Option<ElementObject> {
        let definition = self.definition.as_ref()?;
        (definition.kind == PropertyType::Reference).then_some(())?;
        ElementObject::find(&self.scope, self.value.as_text()?)
    }
}

/// Who answers for an element on one side.
pub(super) struct OwnerObject {
    scope: Arc<Scope>,
    text: String,
}

#[Object(name = "Owner")]
impl OwnerObject {
    /// As written: an element's id or free text.
    async fn text(&self) -> &str {
        &self.text
    }

    /// The element, if one was named.
    async fn element(&self) -> Option<ElementObject> {
        ElementObject::find(&self.scope, &self.text)
    }
}

/// Owners on both sides.
#[derive(SimpleObject)]
#[graphql(name = "Owners")]
pub(super) struct OwnersObject {
    /// Business side.
    business: Option<OwnerObject>,
    /// Technology side.
    technology: Option<OwnerObject>,
}

pub(super) fn owners(scope: &Arc<Scope>, owners: &Owners) -> OwnersObject {
    let owner = |text: &Option<Box<str>>| {
        text.as_deref().map(|text| OwnerObject { scope: scope.clone(), text: text.into() })
    };
    OwnersObject { business: owner(&owners.business), technology: owner(&owners.technology) }
}

/// Where an element stands in its life.
#[derive(SimpleObject)]
#[graphql(name = "Lifecycle")]
pub(super) struct LifecycleObject {
    /// proposed, planned, active, phase-out or retired.
    state: Option<String>,
    /// First day.
    since: Option<String>,
    /// Last day.
    until: Option<String>,
}

pub(super) fn lifecycle(lifecycle: &Lifecycle) -> LifecycleObject {
    let text = |text: &Option<Box<str>>| text.as_deref().map(Into::into);
    LifecycleObject {
        state: text(&lifecycle.state),
        since: text(&lifecycle.since),
        until: text(&lifecycle.until),
    }
}

/// Zachman cells of an element.
#[derive(SimpleObject)]
#[graphql(name = "Classification")]
pub(super) struct ClassificationObject {
    /// `row.column`.
    pub cells: Vec<String>,
    /// Whether a person confirmed them; otherwise they are the kind's default.
    pub is_confirmed: bool,
}
