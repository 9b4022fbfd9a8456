//! The bundled library as read from `model/library/`.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use foldhash::HashMap;

use serde::Deserialize;

use crate::metamodel::definition::Extension;
use crate::text::Text;

/// Metamodel files of the library, in the order in which unqualified names resolve.
pub(crate) const METAMODEL: [(&str, &str); 1] =
    [("archimate.yaml", include_str!("../../library/metamodel/archimate.yaml"))];

/// Reads the bundled files; they are part of the program, so a failure is a mistake in the build
/// and every test run meets it.
pub(crate) fn read<T: serde::de::DeserializeOwned>(name: &str, text: &str) -> T {
    #[expect(clippy::panic, reason = "bundled data, read by every test")]
    serde_yaml::from_str(text).unwrap_or_else(|e| panic!("library file {name}: {e}"))
}

/// The metamodel files of the library.
pub(crate) fn extensions() -> &'static [Extension] {
    static EXTENSIONS: LazyLock<Vec<Extension>> =
        LazyLock::new(|| METAMODEL.iter().map(|(n, text)| read(n, text)).collect());
    &EXTENSIONS
}

/// Unqualified names of the library's kinds of elements and relations, each stored once.
pub(crate) fn names_of_library() -> &'static HashMap<Box<str>, Arc<str>> {
    static NAMES: LazyLock<HashMap<Box<str>, Arc<str>>> = LazyLock::new(|| {
        let kinds = extensions().iter().flat_map(|e| e.kinds.iter().map(|kind| &kind.id));
        let relations = extensions().iter().flat_map(|e| e.relations.iter().map(|r| &r.id));
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
    /// Name in version 3.0.
    pub name: String,
    /// Name in older versions.
    pub classic: String,
}

/// The Zachman framework's names.
pub fn zachman() -> &'static Zachman {
    static ZACHMAN: LazyLock<Zachman> = LazyLock::new(|| {
        let text = include_str!("../../library/metamodel/zachman.yaml");
        read("zachman.yaml", text)
    });
    &ZACHMAN
}

/// A viewpoint: a convention which kinds a view shows.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Viewpoint {
    /// Id in files.
    pub id: String,
    /// Name for readers.
    pub label: Text,
    /// Kinds it admits, beside those of `layers`; empty together with `layers` admits all.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// Layers whose kinds it admits.
    #[serde(default)]
    pub layers: Vec<String>,
}

/// The bundled viewpoints.
pub fn viewpoints() -> &'static [Viewpoint] {
    static VIEWPOINTS: LazyLock<Vec<Viewpoint>> = LazyLock::new(|| {
        let text = include_str!("../../library/viewpoints/archimate.yaml");
        read("viewpoints/archimate.yaml", text)
    });
    &VIEWPOINTS
}
