//! Names of the native format: types of all generations, viewpoint numbers, folders.
//!
//! Names of kinds are the metamodel's in another spelling (`business-process` is `BusinessProcess`,
//! `serving` is `ServingRelationship`); only what was renamed over the years is listed here.

use std::sync::LazyLock;

use archweave_model::id::{KindId, RelationId};
use archweave_model::metamodel::{Layer, Metamodel};
use foldhash::HashMap;

/// The namespaces of versions 1 and 2, and of 3 and later.
pub const NAMESPACES: [&str; 2] =
    ["http://www.bolton.ac.uk/archimate", "http://www.archimatetool.com/archimate"];
/// What is written.
pub const NAMESPACE: &str = NAMESPACES[1];
/// The namespace of canvas views.
pub const CANVAS: &str = "http://www.archimatetool.com/archimate/canvas";
/// The namespace of `type`.
pub const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
/// The version of the format that is written.
pub const VERSION: &str = "5.0.0";

/// What the type of an `element` in a folder stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// A kind of element, the top folder it is in by default, and whether it is an *or* junction.
    Element(KindId, &'static str, bool),
    /// A kind of relation.
    Relation(KindId),
    /// A view.
    View,
}

/// Types that were renamed.
const LEGACY: [(&str, &str); 12] = [
    ("AndJunction", "Junction"),
    ("BusinessActivity", "BusinessProcess"),
    ("CommunicationPath", "Path"),
    ("DiagramModel", "ArchimateDiagramModel"),
    ("InfrastructureFunction", "TechnologyFunction"),
    ("InfrastructureInterface", "TechnologyInterface"),
    ("InfrastructureService", "TechnologyService"),
    ("Network", "CommunicationNetwork"),
    ("OrJunction", "Junction"),
    ("RealisationRelationship", "RealizationRelationship"),
    ("SpecialisationRelationship", "SpecializationRelationship"),
    ("UsedByRelationship", "ServingRelationship"),
];

/// The type of a view unless it says otherwise.
pub const VIEW: &str = "archimate:ArchimateDiagramModel";

struct Tables {
    types: HashMap<Box<str>, Type>,
    native: HashMap<KindId, Box<str>>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let library = Metamodel::library();
    let mut types = HashMap::default();
    let mut native = HashMap::default();
    for (_, kind) in library.kinds().filter(|(_, k)| &*k.namespace == "archimate" && k.parents.is_empty()) {
        let name = spelled(kind.id.as_str());
        types.insert(name.clone(), Type::Element(kind.id.clone(), folder_of(kind.layer), false));
        native.insert(kind.id.clone(), name);
    }
    for (index, kind) in library.relations() {
        if kind.archimate == index {
            let name: Box<str> = format!("{}Relationship", spelled(kind.id.as_str())).into();
            types.insert(name.clone(), Type::Relation(kind.id.clone()));
            native.insert(kind.id.clone(), name);
        }
    }
    for view in ["ArchimateDiagramModel", "SketchModel", "CanvasModel"] {
        types.insert(view.into(), Type::View);
    }
    for (old, new) in LEGACY {
        if let Some(known) = types.get(new).cloned() {
            let known = match known {
                Type::Element(kind, folder, _) => Type::Element(kind, folder, old == "OrJunction"),
                known => known,
            };
            types.insert(old.into(), known);
        }
    }
    Tables { types, native }
});

/// `business-process` as `BusinessProcess`.
fn spelled(kind: &str) -> Box<str> {
    let mut name = String::with_capacity(kind.len());
    for word in kind.split('-') {
        let mut letters = word.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name.into()
}

/// `BusinessProcess` as `business-process`, for types the metamodel does not know.
pub fn unspelled(name: &str) -> String {
    let mut kind = String::with_capacity(name.len() + 4);
    for c in name.chars().filter(|c| !c.is_whitespace() && !c.is_control()) {
        if c.is_uppercase() && !kind.is_empty() {
            kind.push('-');
        }
        kind.extend(c.to_lowercase());
    }
    kind
}

/// The kind of a type that the metamodel does not know.
pub fn unknown_kind(name: &str) -> KindId {
    let name = unspelled(name.rsplit(':').next().unwrap_or(name));
    let name = name.strip_suffix("-relationship").unwrap_or(&name);
    KindId::parse(name).unwrap_or_else(|_| KindId::from("unknown"))
}

/// What a type's local name stands for, in any generation.
pub fn type_of(local: &str) -> Option<&'static Type> {
    TABLES.types.get(local)
}

/// Every type of relation, also the old names.
pub fn relation_types() -> impl Iterator<Item = (&'static str, &'static KindId)> {
    TABLES.types.iter().filter_map(|(name, known)| match known {
        Type::Relation(kind) => Some((&**name, kind)),
        Type::Element(..) | Type::View => None,
    })
}

/// The native name of a kind of element or relation of ArchiMate.
pub fn native(kind: &KindId) -> Option<&'static str> {
    TABLES.native.get(kind).map(|name| &**name)
}

/// Viewpoints by the number that versions before 4 wrote. Those that ArchiMate 3 no longer has
/// and that have no clear successor are absent: their number is kept as it was.
const VIEWPOINTS: [(&str, &str); 21] = [
    ("3", "application_cooperation"),
    ("4", "application_structure"),
    ("5", "application_usage"),
    ("6", "business_process_cooperation"),
    ("7", "business_process_cooperation"),
    ("8", "business_process_cooperation"),
    ("9", "product"),
    ("10", "implementation_deployment"),
    ("11", "information_structure"),
    ("12", "technology_usage"),
    ("13", "technology"),
    ("14", "layered"),
    ("15", "organization"),
    ("16", "service_realization"),
    ("17", "stakeholder"),
    ("18", "goal_realization"),
    ("21", "requirements_realization"),
    ("22", "motivation"),
    ("23", "project"),
    ("24", "migration"),
    ("25", "implementation_migration"),
];

/// The viewpoint of a number, if it has one today.
pub fn viewpoint(number: &str) -> Option<&'static str> {
    VIEWPOINTS.iter().find(|(n, _)| *n == number).map(|(_, name)| *name)
}

/// Top folders: type and name, in the order in which they are written.
pub const FOLDERS: [(&str, &str); 9] = [
    ("strategy", "Strategy"),
    ("business", "Business"),
    ("application", "Application"),
    ("technology", "Technology & Physical"),
    ("motivation", "Motivation"),
    ("implementation_migration", "Implementation & Migration"),
    ("other", "Other"),
    ("relations", "Relations"),
    ("diagrams", "Views"),
];

/// The top folder that elements of a layer are in by default.
pub fn folder_of(layer: Layer) -> &'static str {
    match layer {
        Layer::Strategy => "strategy",
        Layer::Business => "business",
        Layer::Application => "application",
        Layer::Technology => "technology",
        Layer::Motivation => "motivation",
        Layer::Implementation => "implementation_migration",
        Layer::Other => "other",
    }
}

/// Reads a version such as `4.9.0`.
pub fn version(text: &str) -> Option<[u32; 3]> {
    let mut parts = text.split('.').map(|part| part.parse().ok());
    let version = [parts.next()??, parts.next().unwrap_or(Some(0))?, parts.next().unwrap_or(Some(0))?];
    parts.next().is_none().then_some(version)
}

/// An id in place of one that cannot be written or is taken; the same two texts always give the same,
/// unless that is used too.
pub fn replacement_id(space: &str, id: &str, is_used: impl Fn(&str) -> bool) -> String {
    let mut salt = String::new();
    loop {
        let hash = RelationId::derived(space, "id", &format!("{id}{salt}"));
        let candidate = format!("id-{}", hash.as_str().trim_start_matches("r-"));
        if !is_used(&candidate) {
            return candidate;
        }
        salt.push('\n');
    }
}

/// The id itself, or one made from it that the model accepts; the same text always gives the same.
pub fn usable_id(written: &str, missing: impl FnOnce() -> String) -> String {
    if archweave_model::id::check(written).is_ok() {
        return written.into();
    }
    if written.is_empty() {
        return missing();
    }
    let plain = |c: char| if c.is_whitespace() || c.is_control() { '-' } else { c };
    let mut usable: String = written.chars().take(48).map(plain).collect();
    let unique = RelationId::derived("archi", "id", written);
    usable.push('-');
    usable.push_str(unique.as_str().trim_start_matches("r-"));
    usable
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_legacy_name_and_every_viewpoint_leads_somewhere() {
        for (old, _) in LEGACY {
            assert!(type_of(old).is_some(), "{old}");
        }
        let known = archweave_model::viewpoint::viewpoints();
        for (_, name) in VIEWPOINTS {
            assert!(known.iter().any(|v| v.id == name), "{name}");
        }
        assert_eq!(native(&"course-of-action".into()), Some("CourseOfAction"));
        assert_eq!(unspelled("FancyThing"), "fancy-thing");
        assert_eq!(version("4.9.0"), Some([4, 9, 0]));
        assert_eq!(version("x"), None);
    }
}
