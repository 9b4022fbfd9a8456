//! The metamodel: kinds, relations and what may connect to what.

use std::sync::Arc;

use archweave_model::metamodel::{
    ElementKind, End, KindIndex, Named, PropertyDefinition, RelationIndex, RelationKind, Togaf, Viewpoint,
    viewpoints, zachman,
};
use async_graphql::{Object, Result, SimpleObject};

use super::invalid;
use super::property::read;
use super::scope::Scope;

/// A kind of element.
#[derive(Clone)]
pub(super) struct KindObject {
    pub scope: Arc<Scope>,
    pub index: KindIndex,
}

impl KindObject {
    fn kind(&self) -> &ElementKind {
        self.scope.snapshot().metamodel().kind(self.index)
    }

    fn sibling(&self, index: KindIndex) -> Self {
        Self { scope: self.scope.clone(), index }
    }
}

/// A kind of element.
#[Object(name = "Kind")]
impl KindObject {
    /// Shortest name: `business-process`, `acme:regulation`.
    async fn kind_id(&self) -> &str {
        self.kind().id.as_str()
    }

    /// archimate, bizdevops, togaf, uml or a repository's own.
    async fn namespace(&self) -> &str {
        &self.kind().namespace
    }

    /// Name for readers.
    async fn label(&self, language: Option<String>) -> String {
        read(&self.kind().label, language.as_deref())
    }

    /// Prose.
    async fn description(&self, language: Option<String>) -> String {
        read(&self.kind().description, language.as_deref())
    }

    /// Kinds it specializes.
    async fn parents(&self) -> Vec<KindObject> {
        self.kind().parents.iter().map(|index| self.sibling(*index)).collect()
    }

    /// The ArchiMate type it is exported as.
    async fn archimate(&self) -> KindObject {
        self.sibling(self.kind().archimate)
    }

    /// Layer.
    async fn layer(&self) -> &str {
        self.kind().layer.id()
    }

    /// Aspect.
    async fn aspect(&self) -> &str {
        self.kind().aspect.id()
    }

    /// model, ledger or both.
    async fn home(&self) -> &str {
        self.kind().home.name()
    }

    /// Default Zachman cell, `row.column`.
    async fn cell(&self) -> Option<&str> {
        self.kind().cell.as_deref()
    }

    /// Its place in TOGAF.
    async fn togaf(&self) -> Option<TogafObject> {
        self.kind().togaf.as_ref().map(TogafObject::new)
    }

    /// Its stage of the delivery chain.
    async fn stage(&self) -> Option<&str> {
        self.kind().stage.as_deref()
    }

    /// Its attributes, with those of its parents.
    async fn properties(&self) -> Vec<DefinitionObject> {
        self.kind().properties.iter().cloned().map(DefinitionObject).collect()
    }

    /// ArchiMate relations that may lead from this kind to another.
    async fn relations_to(&self, kind: String) -> Result<Vec<RelationKindObject>> {
        let metamodel = self.scope.snapshot().metamodel();
        let other = metamodel.kind_index(&kind).ok_or_else(|| invalid(format!("`{kind}` is no kind")))?;
        let allowed = metamodel.allowed(End::Element(self.index), End::Element(other));
        Ok(allowed.iter().map(|index| RelationKindObject { scope: self.scope.clone(), index }).collect())
    }
}

/// Place of a kind in TOGAF.
#[derive(SimpleObject)]
#[graphql(name = "Togaf")]
pub(super) struct TogafObject {
    /// Entity of the content metamodel.
    entity: String,
    /// ADM phases.
    phases: Vec<String>,
}

impl TogafObject {
    fn new(togaf: &Togaf) -> Self {
        Self { entity: togaf.entity.clone(), phases: togaf.phases.clone() }
    }
}

/// A kind of relation.
#[derive(Clone)]
pub(super) struct RelationKindObject {
    pub scope: Arc<Scope>,
    pub index: RelationIndex,
}

impl RelationKindObject {
    fn kind(&self) -> &RelationKind {
        self.scope.snapshot().metamodel().relation(self.index)
    }
}

/// A kind of relation.
#[Object(name = "RelationKind")]
impl RelationKindObject {
    /// Shortest name: `serving`.
    async fn kind_id(&self) -> &str {
        self.kind().id.as_str()
    }

    /// Name for readers.
    async fn label(&self, language: Option<String>) -> String {
        read(&self.kind().label, language.as_deref())
    }

    /// Read from source to target: "serves".
    async fn forward(&self, language: Option<String>) -> String {
        read(&self.kind().forward, language.as_deref())
    }

    /// Read from target to source: "served by".
    async fn backward(&self, language: Option<String>) -> String {
        read(&self.kind().backward, language.as_deref())
    }

    /// structural, dependency, dynamic or other.
    async fn category(&self) -> &str {
        self.kind().category.id()
    }

    /// The ArchiMate relation it is, or is a labelled direction of.
    async fn archimate(&self) -> RelationKindObject {
        RelationKindObject { scope: self.scope.clone(), index: self.kind().archimate }
    }

    /// Its attributes.
    async fn properties(&self) -> Vec<DefinitionObject> {
        self.kind().properties.iter().cloned().map(DefinitionObject).collect()
    }
}

/// An attribute of a kind.
pub(super) struct DefinitionObject(PropertyDefinition);

#[Object(name = "PropertyDefinition")]
impl DefinitionObject {
    /// Key in `properties`.
    async fn key(&self) -> &str {
        &self.0.key
    }

    /// Name for readers.
    async fn label(&self, language: Option<String>) -> String {
        read(&self.0.label, language.as_deref())
    }

    /// Type of its values.
    #[graphql(name = "type")]
    async fn kind(&self) -> &str {
        self.0.kind.name()
    }

    /// Of an enum: the values.
    async fn values(&self) -> Vec<&str> {
        self.0.values.iter().map(|v| v.id()).collect()
    }

    /// Whether an element without it is incomplete.
    async fn required(&self) -> bool {
        self.0.required
    }
}

/// A convention which kinds a view shows.
pub(super) struct ViewpointObject(&'static Viewpoint);

#[Object(name = "Viewpoint")]
impl ViewpointObject {
    /// Id in files.
    async fn viewpoint_id(&self) -> &str {
        &self.0.id
    }

    /// Name for readers.
    async fn label(&self, language: Option<String>) -> String {
        read(&self.0.label, language.as_deref())
    }

    /// Kinds it admits beside those of `layers`; both empty admits all.
    async fn kinds(&self) -> &[String] {
        &self.0.kinds
    }

    /// Layers whose kinds it admits.
    async fn layers(&self) -> &[String] {
        &self.0.layers
    }
}

/// A row or column of the Zachman framework.
pub(super) struct NamedObject(&'static Named);

#[Object(name = "ZachmanAxis")]
impl NamedObject {
    /// Id: `business_management`, `how`.
    async fn axis_id(&self) -> &str {
        &self.0.id
    }

    /// Name for readers.
    async fn label(&self, language: Option<String>) -> String {
        read(&self.0.label, language.as_deref())
    }

    /// Name in older versions of the framework.
    async fn classic(&self) -> &str {
        &self.0.classic
    }
}

/// The metamodel of a model.
pub(super) struct MetamodelObject {
    pub scope: Arc<Scope>,
}

#[Object(name = "Metamodel")]
impl MetamodelObject {
    /// All kinds, ArchiMate first.
    async fn kinds(&self) -> Vec<KindObject> {
        let kinds = self.scope.snapshot().metamodel().kinds();
        kinds.map(|(index, _)| KindObject { scope: self.scope.clone(), index }).collect()
    }

    /// A kind by its name.
    async fn kind(&self, name: String) -> Option<KindObject> {
        let index = self.scope.snapshot().metamodel().kind_index(&name)?;
        Some(KindObject { scope: self.scope.clone(), index })
    }

    /// All kinds of relations, ArchiMate first.
    async fn relations(&self) -> Vec<RelationKindObject> {
        let kinds = self.scope.snapshot().metamodel().relations();
        kinds.map(|(index, _)| RelationKindObject { scope: self.scope.clone(), index }).collect()
    }

    /// How many triples of source, relation and target are allowed.
    async fn allowed_count(&self) -> usize {
        self.scope.snapshot().metamodel().allowed_count()
    }

    /// The viewpoints.
    async fn viewpoints(&self) -> Vec<ViewpointObject> {
        viewpoints().iter().map(ViewpointObject).collect()
    }

    /// Rows of the Zachman framework.
    async fn zachman_rows(&self) -> Vec<NamedObject> {
        zachman().rows.iter().map(NamedObject).collect()
    }

    /// Columns of the Zachman framework.
    async fn zachman_columns(&self) -> Vec<NamedObject> {
        zachman().columns.iter().map(NamedObject).collect()
    }
}
