//! Adding definitions to the registry: the library's, then a repository's own.

use std::sync::LazyLock;

use foldhash::HashSet;

use crate::diagnostic::Diagnostic;
use crate::id::KindId;
use crate::metamodel::definition::{Extension, Home, KindDefinition, RelationDefinition, Specialization};
use crate::metamodel::kind::{
    Aspect, ElementKind, KindIndex, Layer, RelationCategory, RelationIndex, RelationKind,
};
use crate::metamodel::library;
use crate::metamodel::matrix::OUTSIDE_ROW;
use crate::metamodel::property::PropertyDefinition;
use crate::metamodel::registry::{Metamodel, NAMESPACES};

impl Metamodel {
    pub(super) fn add(
        &mut self,
        file: &str,
        namespace: Option<&str>,
        extension: &Extension,
        wrong: &mut Vec<Diagnostic>,
    ) {
        let mut report = |key: String, message: String, help: &str| {
            let finding = Diagnostic::error("bad-metamodel", message).help(help);
            wrong.push(finding.file(file).key(&key));
        };
        for (n, definition) in extension.kinds.iter().enumerate() {
            if let Err((message, help)) = self.add_kind(namespace, definition) {
                report(format!("kinds.{n}"), message, help);
            }
        }
        for (n, definition) in extension.relations.iter().enumerate() {
            if let Err((message, help)) = self.add_relation(namespace, definition) {
                report(format!("relations.{n}"), message, help);
            }
        }
        for (n, definition) in extension.properties.iter().enumerate() {
            for name in self.add_property(definition) {
                let message = format!("property `{}` is for `{name}`, which is no kind", definition.key);
                report(format!("properties.{n}.on"), message, UNKNOWN_KIND_HELP);
            }
        }
        for (n, definition) in extension.specializations.iter().enumerate() {
            if let Err((message, help)) = self.add_specialization(definition) {
                report(format!("specializations.{n}"), message, help);
            }
        }
    }

    pub(super) fn add_kind(
        &mut self,
        namespace: Option<&str>,
        definition: &KindDefinition,
    ) -> Result<(), Refusal> {
        let (namespace, bare) = split(namespace, &definition.id)?;
        let qualified = format!("{namespace}:{bare}");
        if self.kind_names.contains_key(&*qualified) {
            return Err((
                format!("kind `{}` is defined twice", definition.id),
                "remove one of the definitions or give it another id",
            ));
        }
        let mut parents = Vec::new();
        for name in &definition.parents {
            parents.push(self.kind_index(name).ok_or_else(|| {
                let message = format!("kind `{}` has the unknown parent `{name}`", definition.id);
                (message, UNKNOWN_KIND_HELP)
            })?);
        }
        let index = KindIndex(u16::try_from(self.kinds.len()).map_err(|_| TOO_MANY.clone())?);
        let parent = parents.first().map(|p| self.kind(*p).clone());
        let is_archimate = &*namespace == NAMESPACES[0];
        let is_outside = parent.is_none() && !is_archimate;
        if is_outside && !(NAMESPACES.contains(&&*namespace) && definition.home == Home::Ledger) {
            return Err((
                format!("kind `{}` has no parent", definition.id),
                "name the ArchiMate type it specializes: `parents: [requirement]`",
            ));
        }
        let layer = named(definition.layer.as_deref(), Layer::parse, "layer")?;
        let aspect = named(definition.aspect.as_deref(), Aspect::parse, "aspect")?;
        for cell in definition.cell.iter().chain(definition.cells.iter().map(|rule| &rule.cell)) {
            check_cell(cell)?;
        }
        let inherited = parent.as_ref();
        let mut properties = inherited.map_or_else(Vec::new, |p| p.properties.clone());
        properties.retain(|property| !property.own);
        for property in &definition.properties {
            properties.retain(|known| known.key != property.key);
            properties.push(property.clone());
        }
        let is_short = is_archimate || !self.kind_names.contains_key(bare);
        let shortest =
            if is_short && NAMESPACES.contains(&&*namespace) { bare.to_owned() } else { qualified.clone() };
        let id = KindId::parse(&shortest).map_err(bad_id)?;
        let mut ancestors = vec![index];
        for parent in &parents {
            for ancestor in &self.ancestors[parent.position()] {
                if !ancestors.contains(ancestor) {
                    ancestors.push(*ancestor);
                }
            }
        }
        let cells = match (definition.cells.is_empty(), &definition.cell) {
            (true, None) => inherited.map_or_else(Vec::new, |p| p.cells.clone()),
            _ => definition.cells.clone(),
        };
        let expects = match definition.expects.is_empty() {
            true => inherited.map_or_else(Vec::new, |p| p.expects.clone()),
            false => definition.expects.clone(),
        };
        self.kinds.push(ElementKind {
            archimate: match is_outside {
                true => None,
                false => inherited.map_or(Some(index), |p| p.archimate),
            },
            row: match is_outside {
                true => OUTSIDE_ROW,
                false => inherited.map_or(index.0 as u8, |p| p.row),
            },
            cells,
            expects,
            layer: layer.or(inherited.map(|p| p.layer)).unwrap_or(Layer::Other),
            aspect: aspect.or(inherited.map(|p| p.aspect)).unwrap_or(Aspect::Composite),
            physical: definition.physical || inherited.is_some_and(|p| p.physical),
            home: definition.home,
            cell: definition.cell.as_deref().map(Into::into).or_else(|| inherited?.cell.clone()),
            togaf: definition.togaf.clone().or_else(|| inherited?.togaf.clone()),
            stage: definition.stage.as_deref().map(Into::into).or_else(|| inherited?.stage.clone()),
            shape: definition
                .shape
                .as_deref()
                .map(Into::into)
                .or_else(|| Some(inherited?.shape.clone()))
                .unwrap_or_else(|| bare.into()),
            label: definition.label.clone(),
            description: definition.description.clone(),
            namespace,
            parents,
            properties,
            id,
        });
        self.ancestors.push(ancestors);
        self.kind_names.insert(qualified.into(), index);
        if shortest == bare {
            self.kind_names.insert(bare.into(), index);
        }
        Ok(())
    }

    pub(super) fn add_relation(
        &mut self,
        namespace: Option<&str>,
        definition: &RelationDefinition,
    ) -> Result<(), Refusal> {
        let (namespace, bare) = split(namespace, &definition.id)?;
        let qualified = format!("{namespace}:{bare}");
        if self.relation_names.contains_key(&*qualified) {
            return Err((
                format!("relation `{}` is defined twice", definition.id),
                "remove one of the definitions or give it another id",
            ));
        }
        let index = RelationIndex(u16::try_from(self.relations.len()).map_err(|_| TOO_MANY.clone())?);
        let base = match &definition.of {
            Some(of) => Some(self.relation_index(of).ok_or_else(|| {
                let message = format!("relation `{}` is of unknown `{of}`", definition.id);
                (message, "see `archweave metamodel` for the relations there are")
            })?),
            None => None,
        };
        let base = base.map(|b| self.relation(b).clone());
        if base.is_none() && &*namespace != NAMESPACES[0] {
            return Err((
                format!("relation `{}` does not say what it is `of`", definition.id),
                "name the ArchiMate relation it labels: `of: association`",
            ));
        }
        let category = named(definition.category.as_deref(), RelationCategory::parse, "category")?;
        let mut ends = [Vec::new(), Vec::new()];
        for (names, kinds) in [&definition.from, &definition.to].iter().zip(&mut ends) {
            for name in *names {
                kinds.push(self.kind_index(name).ok_or_else(|| {
                    let message = format!("relation `{}` names unknown `{name}`", definition.id);
                    (message, UNKNOWN_KIND_HELP)
                })?);
            }
        }
        let mut pairs = Vec::new();
        for pair in &definition.pairs {
            let [from, to] = [&pair.from, &pair.to].map(|name| {
                self.kind_index(name).ok_or_else(|| {
                    let message = format!("relation `{}` names unknown `{name}`", definition.id);
                    (message, UNKNOWN_KIND_HELP)
                })
            });
            let pair = (from?, to?);
            ends[0].push(pair.0);
            ends[1].push(pair.1);
            pairs.push(pair);
        }
        let [from, to] = ends.map(|mut kinds| {
            let mut seen = HashSet::default();
            kinds.retain(|kind| seen.insert(*kind));
            kinds
        });
        let is_short = &*namespace == NAMESPACES[0] || !self.relation_names.contains_key(bare);
        let shortest =
            if is_short && NAMESPACES.contains(&&*namespace) { bare.to_owned() } else { qualified.clone() };
        let mut properties = base.as_ref().map_or_else(Vec::new, |b| b.properties.clone());
        properties.extend(definition.properties.iter().cloned());
        self.relations.push(RelationKind {
            id: KindId::parse(&shortest).map_err(bad_id)?,
            archimate: base.as_ref().map_or(index, |b| b.archimate),
            key: base.as_ref().map(|b| b.key).or(definition.key).unwrap_or('?'),
            category: category.or(base.as_ref().map(|b| b.category)).unwrap_or(RelationCategory::Other),
            label: definition.label.clone(),
            forward: or_else(&definition.forward, &definition.label),
            backward: or_else(&definition.backward, &definition.label),
            attributes: base.as_ref().map_or_else(|| definition.attributes.clone(), |b| b.attributes.clone()),
            namespace,
            from,
            to,
            pairs,
            properties,
        });
        self.relation_names.insert(qualified.into(), index);
        if shortest == bare {
            self.relation_names.insert(bare.into(), index);
        }
        Ok(())
    }

    /// Adds an attribute to the kinds it names and those that specialize them; returns the names
    /// that are neither a kind of element nor of relation.
    pub(super) fn add_property(&mut self, definition: &PropertyDefinition) -> Vec<String> {
        let mut unknown = Vec::new();
        for name in &definition.on {
            let element = self.kind_index(name);
            let relation = self.relation_index(name);
            if element.is_none() && relation.is_none() {
                unknown.push(name.clone());
            }
            if let Some(wanted) = element {
                let before = find(&self.kind(wanted).properties, &definition.key).cloned();
                for (n, kind) in self.kinds.iter_mut().enumerate() {
                    let is_it = n == wanted.position();
                    let inherits = !definition.own && self.ancestors[n].contains(&wanted);
                    // A kind that says something else of its own keeps it.
                    let is_free = find(&kind.properties, &definition.key) == before.as_ref();
                    if is_it || inherits && is_free {
                        put(&mut kind.properties, definition);
                    }
                }
            }
            if let Some(wanted) = relation {
                let base = self.relation(wanted).archimate;
                for (n, kind) in self.relations.iter_mut().enumerate() {
                    if n == wanted.position() || wanted == base && kind.archimate == base {
                        put(&mut kind.properties, definition);
                    }
                }
            }
        }
        unknown
    }

    fn add_specialization(&mut self, definition: &Specialization) -> Result<(), Refusal> {
        crate::id::check(&definition.id).map_err(bad_id)?;
        let of = match (self.kind_index(&definition.of), self.relation_index(&definition.of)) {
            (Some(kind), _) => self.kind(kind).id.clone(),
            (None, Some(relation)) => self.relation(relation).id.clone(),
            (None, None) => {
                let message = format!(
                    "specialization `{}` is of `{}`, which is no kind",
                    definition.name, definition.of
                );
                return Err((message, UNKNOWN_KIND_HELP));
            }
        };
        let by_id = (Box::from(of.as_str()), Box::from(&*definition.id));
        let by_name = (Box::from(of.as_str()), Box::from(&*definition.name));
        if !self.specialization_ids.insert(definition.id.as_str().into()) {
            return Err((
                format!("specialization id `{}` is used twice", definition.id),
                "give one of them another id",
            ));
        }
        let at = self.specializations.len();
        self.specializations.push(definition.clone());
        self.by_specialization.entry(by_name).or_insert(at);
        self.by_specialization.insert(by_id, at);
        Ok(())
    }
}

/// Why a definition is left out, and what to do.
type Refusal = (String, &'static str);

pub(super) const UNKNOWN_KIND_HELP: &str = "see `archweave metamodel` for the kinds there are; a kind of this repository is defined before it is used";

static TOO_MANY: LazyLock<Refusal> =
    LazyLock::new(|| ("too many kinds".into(), "a metamodel holds at most 65,536 kinds"));

fn bad_id(error: crate::id::ParseIdError) -> Refusal {
    (error.to_string(), "use letters, digits, `-` and `_`")
}

/// Namespace and bare name of an id; a repository's own ids are qualified.
fn split<'a>(namespace: Option<&str>, id: &'a str) -> Result<(Box<str>, &'a str), Refusal> {
    crate::id::check(id).map_err(bad_id)?;
    match (namespace, id.split_once(':')) {
        (Some(namespace), None) => Ok((namespace.into(), id)),
        (None, Some((namespace, bare)))
            if !namespace.is_empty() && !bare.is_empty() && !NAMESPACES.contains(&namespace) =>
        {
            Ok((namespace.into(), bare))
        }
        _ => Err((
            format!("`{id}` is not a qualified id of this repository"),
            "write `<namespace>:<name>` with a namespace of your own: `acme:regulation`",
        )),
    }
}

fn named<T>(name: Option<&str>, parse: impl Fn(&str) -> Option<T>, what: &str) -> Result<Option<T>, Refusal> {
    match name {
        None => Ok(None),
        Some(name) => match parse(name) {
            Some(value) => Ok(Some(value)),
            None => Err((format!("unknown {what} `{name}`"), "see `archweave metamodel` for the names")),
        },
    }
}

fn check_cell(cell: &str) -> Result<(), Refusal> {
    if library::zachman().cells.iter().any(|c| c.id == cell) {
        return Ok(());
    }
    Err((format!("`{cell}` is no Zachman cell"), "write `row.column`, such as `business_management.how`"))
}

fn find<'a>(properties: &'a [PropertyDefinition], key: &str) -> Option<&'a PropertyDefinition> {
    properties.iter().find(|known| known.key == key)
}

fn put(properties: &mut Vec<PropertyDefinition>, definition: &PropertyDefinition) {
    match properties.iter_mut().find(|known| known.key == definition.key) {
        Some(known) => *known = definition.clone(),
        None => properties.push(definition.clone()),
    }
}

fn or_else(text: &crate::text::Text, other: &crate::text::Text) -> crate::text::Text {
    if text.is_empty() { other.clone() } else { text.clone() }
}
