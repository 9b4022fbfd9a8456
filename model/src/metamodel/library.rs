//! The bundled library as read from `model/library/`.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use foldhash::HashMap;

use serde::Deserialize;

use crate::metamodel::definition::{Home, KindDefinition, RelationDefinition, Togaf};
use crate::metamodel::property::PropertyDefinition;
use crate::metamodel::refinement::{EndRole, Link};
use crate::text::Text;

/// Metamodel files of the library, in the order in which their kinds are defined.
const METAMODEL: [(&str, &str); 5] = [
    ("archimate.yaml", include_str!("../../library/metamodel/archimate.yaml")),
    ("attributes.yaml", include_str!("../../library/metamodel/attributes.yaml")),
    ("togaf.yaml", include_str!("../../library/metamodel/togaf.yaml")),
    ("uml.yaml", include_str!("../../library/metamodel/uml.yaml")),
    ("bizdevops.yaml", include_str!("../../library/metamodel/bizdevops.yaml")),
];

/// A metamodel file of the library: what a repository's may hold, and what only the library says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct LibraryFile {
    /// Namespace of unqualified ids in this file.
    pub(crate) namespace: Option<String>,
    pub(crate) kinds: Vec<KindDefinition>,
    pub(crate) relations: Vec<RelationDefinition>,
    pub(crate) properties: Vec<PropertyDefinition>,
    /// Other standards' names of kinds.
    pub(crate) names: Vec<NameDefinition>,
    /// Entities of TOGAF's content metamodel, with the kind that means each.
    pub(crate) entities: Vec<Entity>,
    /// Attributes every element may have.
    pub(crate) common: Vec<PropertyDefinition>,
    /// More about kinds that another file defines.
    pub(crate) coordinates: Vec<Coordinates>,
    pub(crate) cells: Vec<CellsOf>,
    pub(crate) homes: Vec<HomeOf>,
    pub(crate) expects: Vec<ExpectationOf>,
    /// Attributes of a standard that something else than a property of that kind carries.
    pub(crate) attributes_elsewhere: Vec<Elsewhere>,
}

/// Another standard's name for a kind.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NameDefinition {
    pub(crate) id: String,
    pub(crate) of: String,
    pub(crate) label: Text,
}

/// An entity of TOGAF's content metamodel.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entity {
    /// Id: `organization-unit`.
    pub id: String,
    /// Name in the standard.
    pub name: String,
    /// Name for readers.
    pub label: Text,
    /// General, business, data, application or technology.
    pub domain: String,
    /// Module of the content metamodel: core, governance, motivation ...
    pub module: String,
    /// The kind that means it.
    pub kind: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Coordinates {
    pub(crate) on: String,
    pub(crate) togaf: Togaf,
    pub(crate) stage: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CellsOf {
    pub(crate) on: String,
    pub(crate) when: BTreeMap<String, String>,
    pub(crate) cell: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HomeOf {
    pub(crate) on: String,
    pub(crate) home: Home,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExpectationOf {
    pub(crate) on: String,
    pub(crate) relation: String,
    #[serde(rename = "as")]
    pub(crate) end: EndRole,
    #[serde(default)]
    pub(crate) with: Vec<String>,
    #[serde(default)]
    pub(crate) or: Vec<Link>,
    pub(crate) label: Text,
}

/// Where an attribute of a standard is, if not among the properties that name it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Elsewhere {
    /// `TOGAF 9.1 Process: Is Automated`.
    pub standard: String,
    /// Key of the property or attribute.
    pub key: String,
    /// The kind that has it; none for every kind.
    #[serde(default)]
    pub on: Option<String>,
}

/// Reads the bundled files; they are part of the program, so a failure is a mistake in the build
/// and every test run meets it.
pub(crate) fn read<T: serde::de::DeserializeOwned>(name: &str, text: &str) -> T {
    #[expect(clippy::panic, reason = "bundled data, read by every test")]
    serde_yaml::from_str(text).unwrap_or_else(|e| panic!("library file {name}: {e}"))
}

/// The metamodel files of the library.
pub(crate) fn files() -> &'static [LibraryFile] {
    static FILES: LazyLock<Vec<LibraryFile>> =
        LazyLock::new(|| METAMODEL.iter().map(|(n, text)| read(n, text)).collect());
    &FILES
}

/// Attributes every element may have: keys beside `properties` in its file.
pub fn common_attributes() -> impl Iterator<Item = &'static PropertyDefinition> {
    files().iter().flat_map(|file| &file.common)
}

/// Entities of TOGAF's content metamodel.
pub fn togaf_entities() -> impl Iterator<Item = &'static Entity> {
    files().iter().flat_map(|file| &file.entities)
}

/// Attributes of standards that something else than a property of the kind carries.
pub fn attributes_elsewhere() -> impl Iterator<Item = &'static Elsewhere> {
    files().iter().flat_map(|file| &file.attributes_elsewhere)
}

/// Unqualified names of the library's kinds of elements and relations, each stored once.
pub(crate) fn names_of_library() -> &'static HashMap<Box<str>, Arc<str>> {
    static NAMES: LazyLock<HashMap<Box<str>, Arc<str>>> = LazyLock::new(|| {
        let kinds = files().iter().flat_map(|e| e.kinds.iter().map(|kind| &kind.id));
        let relations = files().iter().flat_map(|e| e.relations.iter().map(|r| &r.id));
        kinds.chain(relations).map(|id| (id.as_str().into(), id.as_str().into())).collect()
    });
    &NAMES
}

#[derive(Deserialize)]
struct Allowed {
    allowed: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

pub(crate) fn allowed() -> BTreeMap<String, BTreeMap<String, Vec<String>>> {
    let text = include_str!("../../library/metamodel/archimate-relations.yaml");
    read::<Allowed>("archimate-relations.yaml", text).allowed
}

/// Which allowed relations are direct, by groups of kinds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Direct {
    /// Letters of relations that are direct between any two ends.
    pub(crate) everywhere: String,
    /// Letters of those that are direct from a kind to itself.
    pub(crate) same: String,
    /// Kinds whose relations are all direct.
    pub(crate) ends: Vec<String>,
    groups: BTreeMap<String, Vec<String>>,
    direct: Vec<DirectRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DirectRule {
    from: Vec<String>,
    letters: String,
    to: Vec<String>,
}

impl Direct {
    pub(crate) fn read() -> Self {
        read("archimate-direct.yaml", include_str!("../../library/metamodel/archimate-direct.yaml"))
    }

    /// The rules in the form of [`allowed`].
    pub(crate) fn rules(&self) -> BTreeMap<String, BTreeMap<String, Vec<String>>> {
        let kinds = |names: &[String]| -> Vec<String> {
            let of = |name: &String| self.groups.get(name).cloned().unwrap_or_else(|| vec![name.clone()]);
            names.iter().flat_map(of).collect()
        };
        let mut found: BTreeMap<String, BTreeMap<String, Vec<String>>> = BTreeMap::new();
        for rule in &self.direct {
            for source in kinds(&rule.from) {
                let targets = found.entry(source).or_default().entry(rule.letters.clone()).or_default();
                targets.extend(kinds(&rule.to));
            }
        }
        found
    }
}

/// The Zachman framework's names.
#[derive(Clone, Debug, Deserialize)]
pub struct Zachman {
    /// Interrogatives.
    pub columns: Vec<Named>,
    /// Perspectives.
    pub rows: Vec<Named>,
    /// `row.column`, all 36.
    pub cells: Vec<ZachmanCell>,
}

/// A row or a column.
#[derive(Clone, Debug, Deserialize)]
pub struct Named {
    /// Id: `business_management`, `how`.
    pub id: String,
    /// Name for readers.
    pub label: Text,
    /// Name in older versions of the framework.
    pub classic: String,
}

/// A cell.
#[derive(Clone, Debug, Deserialize)]
pub struct ZachmanCell {
    /// `row.column`.
    pub id: String,
    /// Name in version 3.0; English is the standard's own.
    pub name: Text,
    /// Name in older versions.
    pub classic: Text,
}

/// The Zachman framework's names.
pub fn zachman() -> &'static Zachman {
    static ZACHMAN: LazyLock<Zachman> = LazyLock::new(|| {
        let text = include_str!("../../library/metamodel/zachman.yaml");
        read("zachman.yaml", text)
    });
    &ZACHMAN
}
