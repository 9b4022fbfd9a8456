//! A kind of element: where it stands in every framework, and what it may be related with.

use std::sync::Arc;

use archweave_app::kinds::{Allowed, Way, allowed, inherited_from, meaning, names_of};
use archweave_model::metamodel::{
    CellRule, ElementKind, End, Expectation, KindIndex, KindName, Togaf, togaf_entities,
};
use archweave_model::text::Text;
use async_graphql::{Object, Result, SimpleObject};

use super::definition::DefinitionObject;
use super::element::Direction;
use super::invalid;
use super::metamodel::RelationKindObject;
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

    fn other(&self, name: &str) -> Result<KindIndex> {
        let found = meaning(self.scope.snapshot().metamodel(), name);
        found.map(|meaning| meaning.kind).ok_or_else(|| invalid(format!("`{name}` is no kind")))
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

    /// Kinds that specialize it directly.
    async fn children(&self) -> Vec<KindObject> {
        let all = self.scope.snapshot().metamodel().kinds();
        let found = all.filter(|(_, kind)| kind.parents.contains(&self.index));
        found.map(|(index, _)| self.sibling(index)).collect()
    }

    /// The ArchiMate type it is exported as; none for facts of the ledger that have no such type.
    async fn archimate(&self) -> Option<KindObject> {
        self.kind().archimate.map(|index| self.sibling(index))
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

    /// Other default cells by the value of a property; the first that fits comes before `cell`.
    async fn cells(&self) -> Vec<CellRuleObject> {
        self.kind().cells.iter().map(CellRuleObject::from).collect()
    }

    /// Its place in TOGAF.
    async fn togaf(&self) -> Option<TogafObject> {
        self.kind().togaf.clone().map(TogafObject)
    }

    /// Its stage of the delivery chain.
    async fn stage(&self) -> Option<&str> {
        self.kind().stage.as_deref()
    }

    /// What other standards call it.
    async fn names(&self) -> Vec<KindNameObject> {
        let names = names_of(self.scope.snapshot().metamodel(), self.index);
        names.map(|name| KindNameObject::new(&self.scope, name)).collect()
    }

    /// Its attributes, with those of its parents.
    async fn properties(&self) -> Vec<DefinitionObject> {
        let kind = self.kind();
        let metamodel = self.scope.snapshot().metamodel();
        let of = |definition| {
            let from = inherited_from(metamodel, kind, definition).map(|index| self.sibling(index));
            DefinitionObject::new(definition, from)
        };
        kind.properties.iter().map(of).collect()
    }

    /// Relations that an element of the kind should have.
    async fn expects(&self) -> Vec<ExpectationObject> {
        let all = self.kind().expects.iter().cloned();
        all.map(|expectation| ExpectationObject { scope: self.scope.clone(), expectation }).collect()
    }

    /// Kinds of relations that may start (OUT) or end (IN) here, with what may be at their other end;
    /// with `other`, only those between this kind and that one.
    #[graphql(complexity = "60 * child_complexity + 20")]
    async fn allowed_relations(
        &self,
        #[graphql(default_with = "Direction::Both")] direction: Direction,
        other: Option<String>,
    ) -> Result<Vec<AllowedObject>> {
        let other = other.map(|name| self.other(&name)).transpose()?;
        let metamodel = self.scope.snapshot().metamodel();
        let ways: &[Way] = match direction {
            Direction::Out => &[Way::Outgoing],
            Direction::In => &[Way::Incoming],
            Direction::Both => &[Way::Outgoing, Way::Incoming],
        };
        let (here, mut found) = (End::Element(self.index), Vec::new());
        for way in ways {
            for allowed in allowed(metamodel, self.index, *way) {
                let fits = |other: KindIndex| match way {
                    Way::Outgoing => metamodel.allows(allowed.relation, here, End::Element(other)),
                    Way::Incoming => metamodel.allows(allowed.relation, End::Element(other), here),
                };
                if other.is_none_or(fits) {
                    found.push(AllowedObject { scope: self.scope.clone(), way: *way, allowed });
                }
            }
        }
        Ok(found)
    }

    /// ArchiMate relations that may lead from this kind to another.
    async fn relations_to(&self, kind: String) -> Result<Vec<RelationKindObject>> {
        let other = self.other(&kind)?;
        let metamodel = self.scope.snapshot().metamodel();
        let allowed = metamodel.allowed(End::Element(self.index), End::Element(other));
        Ok(allowed.iter().map(|index| RelationKindObject { scope: self.scope.clone(), index }).collect())
    }
}

/// Place of a kind in TOGAF.
pub(super) struct TogafObject(Togaf);

#[Object(name = "Togaf")]
impl TogafObject {
    /// Entity of the content metamodel.
    async fn entity(&self) -> &str {
        &self.0.entity
    }

    /// Name of the entity for readers.
    async fn label(&self, language: Option<String>) -> Option<String> {
        let found = togaf_entities().find(|entity| entity.id == self.0.entity)?;
        Some(read(&found.label, language.as_deref()))
    }

    /// ADM phases.
    async fn phases(&self) -> &[String] {
        &self.0.phases
    }
}

/// A default Zachman cell for elements whose properties have certain values.
#[derive(SimpleObject)]
#[graphql(name = "CellRule")]
pub(super) struct CellRuleObject {
    /// `row.column`.
    cell: String,
    /// Properties and the value each must have; `*` for any.
    when: Vec<ConditionObject>,
}

/// A property and the value it must have.
#[derive(SimpleObject)]
#[graphql(name = "Condition")]
pub(super) struct ConditionObject {
    /// Key.
    key: String,
    /// Value; `*` for any.
    value: String,
}

impl From<&CellRule> for CellRuleObject {
    fn from(rule: &CellRule) -> Self {
        let when = rule.when.iter();
        let when = when.map(|(key, value)| ConditionObject { key: key.clone(), value: value.clone() });
        Self { cell: rule.cell.clone(), when: when.collect() }
    }
}

/// What another standard calls a kind.
pub(super) struct KindNameObject {
    scope: Arc<Scope>,
    name: KindName,
}

impl KindNameObject {
    pub fn new(scope: &Arc<Scope>, name: &KindName) -> Self {
        Self { scope: scope.clone(), name: name.clone() }
    }
}

#[Object(name = "KindName")]
impl KindNameObject {
    /// `uml:component`.
    async fn name_id(&self) -> &str {
        &self.name.id
    }

    /// Name for readers.
    async fn label(&self, language: Option<String>) -> String {
        read(&self.name.label, language.as_deref())
    }

    /// The kind that is meant.
    async fn kind(&self) -> KindObject {
        KindObject { scope: self.scope.clone(), index: self.name.kind }
    }
}

/// A relation that an element of a kind should have.
pub(super) struct ExpectationObject {
    pub scope: Arc<Scope>,
    pub expectation: Expectation,
}

#[Object(name = "Expectation")]
impl ExpectationObject {
    /// What is there when it is there: "Realized by a process".
    async fn label(&self, language: Option<String>) -> String {
        read(&self.expectation.label, language.as_deref())
    }

    /// Kind of relation; its labelled directions count too.
    async fn relation(&self) -> &str {
        &self.expectation.relation
    }

    /// Which end the element is: source or target.
    #[graphql(name = "as")]
    async fn end(&self) -> &str {
        self.expectation.end.name()
    }

    /// Kinds of which the other end is one; none for any.
    async fn with(&self) -> Vec<KindObject> {
        let metamodel = self.scope.snapshot().metamodel();
        let kinds = self.expectation.with.iter().filter_map(|name| metamodel.kind_index(name));
        kinds.map(|index| KindObject { scope: self.scope.clone(), index }).collect()
    }
}

/// A layer whose kinds may be at the other end of a relation.
#[derive(SimpleObject)]
#[graphql(name = "AllowedLayer")]
pub(super) struct AllowedLayerObject {
    /// The layer.
    layer: &'static str,
    /// Kinds of it that may not be there, nor what specializes them.
    except: Vec<KindObject>,
}

/// A kind of relation that a kind may have on one side.
pub(super) struct AllowedObject {
    scope: Arc<Scope>,
    way: Way,
    allowed: Allowed,
}

impl AllowedObject {
    fn label_of(&self) -> &Text {
        let relation = self.scope.snapshot().metamodel().relation(self.allowed.relation);
        match self.way {
            Way::Outgoing => &relation.forward,
            Way::Incoming => &relation.backward,
        }
    }
}

#[Object(name = "AllowedRelation")]
impl AllowedObject {
    /// The kind of relation.
    async fn relation(&self) -> RelationKindObject {
        RelationKindObject { scope: self.scope.clone(), index: self.allowed.relation }
    }

    /// OUT: it starts at the kind. IN: it ends there.
    async fn direction(&self) -> Direction {
        match self.way {
            Way::Outgoing => Direction::Out,
            Way::Incoming => Direction::In,
        }
    }

    /// Read from the kind: "serves", "served by".
    async fn label(&self, language: Option<String>) -> String {
        read(self.label_of(), language.as_deref())
    }

    /// Layers of which every kind may be at the other end, or all but a few.
    async fn layers(&self) -> Vec<AllowedLayerObject> {
        let kind = |index: &KindIndex| KindObject { scope: self.scope.clone(), index: *index };
        let layers = self.allowed.layers.iter().map(|one| AllowedLayerObject {
            layer: one.layer.id(),
            except: one.except.iter().map(kind).collect(),
        });
        layers.collect()
    }

    /// Kinds that may be at the other end beside those of `layers`, each with those that specialize it.
    async fn kinds(&self) -> Vec<KindObject> {
        let kinds = self.allowed.kinds.iter();
        kinds.map(|index| KindObject { scope: self.scope.clone(), index: *index }).collect()
    }

    /// Whether a relation may be at the other end.
    async fn has_relations(&self) -> bool {
        self.allowed.has_relations
    }

    /// ArchiMate's kinds at the other end with which the relation is derived: no metamodel of the standard draws it, it
    /// leaves out what stands in between. So it is with kinds that specialize these.
    async fn derived(&self) -> Vec<KindObject> {
        let kinds = self.allowed.derived.iter();
        kinds.map(|index| KindObject { scope: self.scope.clone(), index: *index }).collect()
    }

    /// How many kinds may be at the other end in all.
    async fn count(&self) -> usize {
        self.allowed.count
    }
}
