//! The metamodel: relations, viewpoints, the Zachman framework; kinds of elements are next door.

use std::sync::Arc;

use archweave_app::kinds::meaning;
use archweave_model::metamodel::{Named, RelationIndex, RelationKind, ZachmanCell, zachman};
use archweave_model::viewpoint::{Audience, Viewpoint};
use async_graphql::{Object, Result};

use super::definition::DefinitionObject;
use super::json;
use super::kind::{KindNameObject, KindObject};
use super::legal::{LegalRelation, legal_ends};
use super::property::read;
use super::scope::Scope;

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
        self.kind().properties.iter().map(|definition| DefinitionObject::new(definition, None)).collect()
    }
}

/// A convention which kinds a view shows.
pub(super) struct ViewpointObject(Viewpoint);

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

    /// Which question it answers, and for whom.
    async fn description(&self, language: Option<String>) -> String {
        read(&self.0.description, language.as_deref())
    }

    /// Where it comes from: archimate, uml, zachman, togaf, archweave or own.
    async fn standard(&self) -> &str {
        self.0.standard.name()
    }

    /// What a view of it is: diagram, catalog, matrix, zachman or phase.
    async fn form(&self) -> &str {
        self.0.form.name()
    }

    /// It is about one element, or a few, of these kinds; empty: about none in particular.
    async fn about(&self) -> &[String] {
        &self.0.about
    }

    /// Which elements it shows where a view names none, as its file says it; none is all that it admits.
    async fn select(&self) -> Option<json::AnyJson> {
        self.0.select.as_ref().map(json::to_json)
    }

    /// How it shows them, as its file says it.
    async fn show(&self) -> json::AnyJson {
        json::to_json(&self.0.show)
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

/// Readers with words of their own.
pub(super) struct AudienceObject(Audience);

#[Object(name = "Audience")]
impl AudienceObject {
    /// Id in files and addresses.
    async fn audience_id(&self) -> &str {
        &self.0.id
    }

    /// Name for readers.
    async fn label(&self, language: Option<String>) -> String {
        read(&self.0.label, language.as_deref())
    }

    /// Who they are.
    async fn description(&self, language: Option<String>) -> String {
        read(&self.0.description, language.as_deref())
    }

    /// An audience whose words are used where this one has none.
    async fn like(&self) -> Option<&str> {
        self.0.like.as_deref()
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

/// A cell of the Zachman framework.
pub(super) struct CellObject(&'static ZachmanCell);

/// A cell of the Zachman framework.
#[Object(name = "ZachmanCell")]
impl CellObject {
    /// `row.column`.
    async fn cell_id(&self) -> &str {
        &self.0.id
    }

    /// Name in version 3.0.
    async fn name(&self, language: Option<String>) -> String {
        read(&self.0.name, language.as_deref())
    }

    /// Name in older versions of the framework.
    async fn classic(&self, language: Option<String>) -> String {
        read(&self.0.classic, language.as_deref())
    }
}

impl From<&'static ZachmanCell> for CellObject {
    fn from(cell: &'static ZachmanCell) -> Self {
        Self(cell)
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

    /// A kind by its name, or by what another standard calls it: `uml:component`.
    async fn kind(&self, name: String) -> Option<KindObject> {
        let index = meaning(self.scope.snapshot().metamodel(), &name)?.kind;
        Some(KindObject { scope: self.scope.clone(), index })
    }

    /// What other standards call kinds.
    async fn names(&self) -> Vec<KindNameObject> {
        let names = self.scope.snapshot().metamodel().names().iter();
        names.map(|name| KindNameObject::new(&self.scope, name)).collect()
    }

    /// All kinds of relations, ArchiMate first.
    async fn relations(&self) -> Vec<RelationKindObject> {
        let kinds = self.scope.snapshot().metamodel().relations();
        kinds.map(|(index, _)| RelationKindObject { scope: self.scope.clone(), index }).collect()
    }

    /// Which relations may be between elements of these kinds, each ordered pair once; pairs without any are left
    /// out. For a canvas, which asks once for all that it shows.
    #[graphql(complexity = "50 * child_complexity + 500")]
    async fn legal_ends(&self, kinds: Vec<String>) -> Result<Vec<LegalRelation>> {
        legal_ends(self.scope.snapshot().metamodel(), &kinds)
    }

    /// How many triples of source, relation and target are allowed.
    async fn allowed_count(&self) -> usize {
        self.scope.snapshot().metamodel().allowed_count()
    }

    /// The viewpoints: the library's, then the model's own.
    async fn viewpoints(&self) -> Vec<ViewpointObject> {
        let all = self.scope.snapshot().metamodel().viewpoints();
        all.iter().map(|viewpoint| ViewpointObject(viewpoint.clone())).collect()
    }

    /// The audiences: the library's, then the model's own.
    async fn audiences(&self) -> Vec<AudienceObject> {
        let all = self.scope.snapshot().metamodel().audiences();
        all.iter().map(|audience| AudienceObject(audience.clone())).collect()
    }

    /// Rows of the Zachman framework.
    async fn zachman_rows(&self) -> Vec<NamedObject> {
        zachman().rows.iter().map(NamedObject).collect()
    }

    /// Columns of the Zachman framework.
    async fn zachman_columns(&self) -> Vec<NamedObject> {
        zachman().columns.iter().map(NamedObject).collect()
    }

    /// Cells of the Zachman framework, row by row.
    async fn zachman_cells(&self) -> Vec<CellObject> {
        zachman().cells.iter().map(CellObject::from).collect()
    }
}
