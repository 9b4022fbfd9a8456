//! Attributes of kinds.

use archweave_app::kinds::type_of;
use archweave_model::metamodel::{EnumValue, PropertyDefinition};
use async_graphql::{Object, SimpleObject};

use super::kind::KindObject;
use super::property::read;

/// An attribute of a kind.
pub(super) struct DefinitionObject {
    definition: PropertyDefinition,
    inherited_from: Option<KindObject>,
}

impl DefinitionObject {
    pub fn new(definition: &PropertyDefinition, inherited_from: Option<KindObject>) -> Self {
        Self { definition: definition.clone(), inherited_from }
    }

    fn within(definition: &PropertyDefinition) -> Self {
        Self::new(definition, None)
    }
}

/// A value of an enum.
#[derive(SimpleObject)]
#[graphql(name = "EnumValue")]
pub(super) struct EnumValueObject {
    /// The value as files write it.
    value: String,
    /// Name for readers.
    label: String,
}

#[Object(name = "PropertyDefinition")]
impl DefinitionObject {
    /// Key in `properties`.
    async fn key(&self) -> &str {
        &self.definition.key
    }

    /// Name for readers.
    async fn label(&self, language: Option<String>) -> String {
        read(&self.definition.label, language.as_deref())
    }

    /// Prose.
    async fn description(&self, language: Option<String>) -> String {
        read(&self.definition.description, language.as_deref())
    }

    /// Type of its values.
    #[graphql(name = "type")]
    async fn kind(&self) -> &str {
        self.definition.kind.name()
    }

    /// The type in words: `enum: low, high`, `list of reference to plateau`.
    async fn type_text(&self) -> String {
        type_of(&self.definition)
    }

    /// Of an enum: the values.
    async fn values(&self) -> Vec<&str> {
        self.definition.values.iter().map(|v| v.id()).collect()
    }

    /// Of an enum: the values with names for readers.
    async fn choices(&self, language: Option<String>) -> Vec<EnumValueObject> {
        let values = self.definition.values.iter().map(|value| EnumValueObject {
            value: value.id().to_owned(),
            label: match value {
                EnumValue::Plain(id) => id.clone(),
                EnumValue::Labelled { label, .. } => read(label, language.as_deref()),
            },
        });
        values.collect()
    }

    /// Of a reference: kinds it may point to; none for any.
    async fn to(&self) -> &[String] {
        &self.definition.to
    }

    /// Smallest number allowed.
    async fn min(&self) -> Option<f64> {
        self.definition.min
    }

    /// Largest number allowed.
    async fn max(&self) -> Option<f64> {
        self.definition.max
    }

    /// Whether an element without it is incomplete.
    async fn required(&self) -> bool {
        self.definition.required
    }

    /// Whether it is computed from the ledger: never written in a file.
    async fn computed(&self) -> bool {
        self.definition.computed
    }

    /// Whether its items are parts of the element, with an id and the address `element#id`.
    async fn parts(&self) -> bool {
        self.definition.parts
    }

    /// Of a list: what each item is.
    async fn items(&self) -> Option<DefinitionObject> {
        self.definition.items.as_deref().map(DefinitionObject::within)
    }

    /// Of a record, or of the items of a list of records: the fields.
    async fn fields(&self) -> Vec<DefinitionObject> {
        let of_items = self.definition.items.as_deref().map_or(&[][..], |items| &items.fields);
        self.definition.fields.iter().chain(of_items).map(DefinitionObject::within).collect()
    }

    /// The kind it is inherited from; none if it is the kind's own.
    async fn inherited_from(&self) -> Option<KindObject> {
        self.inherited_from.clone()
    }
}
