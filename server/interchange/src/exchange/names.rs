//! Names of the exchange format: namespaces, types, viewpoints.
//!
//! Types are those of the native format, relations without their suffix in version 3.

use std::sync::LazyLock;

use archweave_model::id::KindId;
use archweave_model::viewpoint::{Standard, Viewpoint, viewpoints};
use foldhash::HashMap;

use crate::archimate::names::{self as native, Type};

/// How the namespaces of all versions start.
pub const NAMESPACES: &str = "http://www.opengroup.org/xsd/archimate";
/// The namespace that is written.
pub const NAMESPACE: &str = "http://www.opengroup.org/xsd/archimate/3.0/";
/// Where its schema is.
pub const SCHEMA: &str = "http://www.opengroup.org/xsd/archimate/3.1/archimate3_Diagram.xsd";
/// Dublin Core.
pub const DC: &str = "http://purl.org/dc/elements/1.1/";
/// Where its schema is.
pub const DC_SCHEMA: &str = "http://www.opengroup.org/xsd/archimate/3.1/dc.xsd";
/// The elements of Dublin Core.
pub const DC_ELEMENTS: [&str; 15] = [
    "title",
    "creator",
    "subject",
    "description",
    "publisher",
    "contributor",
    "date",
    "type",
    "format",
    "identifier",
    "source",
    "language",
    "relation",
    "coverage",
    "rights",
];
/// The property that names a specialization, as Archi writes it.
pub const SPECIALIZATION: &str = "specialization";

const SUFFIX: &str = "Relationship";

static RELATIONS: LazyLock<HashMap<&'static str, KindId>> = LazyLock::new(|| {
    let all = native::relation_types();
    all.map(|(name, kind)| (name.strip_suffix(SUFFIX).unwrap_or(name), kind.clone())).collect()
});

/// The kind of a type of element, and whether it is an *or* junction.
pub fn element(name: &str) -> Option<(&'static KindId, bool)> {
    match native::type_of(name)? {
        Type::Element(kind, _, is_or) => Some((kind, *is_or)),
        Type::Relation(_) | Type::View => None,
    }
}

/// The kind of a type of relation, with or without the suffix of version 2.
pub fn relation(name: &str) -> Option<&'static KindId> {
    RELATIONS.get(name.strip_suffix(SUFFIX).unwrap_or(name))
}

/// The type of a kind of ArchiMate element.
pub fn element_type(kind: &KindId, is_or: bool) -> Option<&'static str> {
    match native::native(kind)? {
        "Junction" if is_or => Some("OrJunction"),
        "Junction" => Some("AndJunction"),
        name => Some(name),
    }
}

/// The type of a kind of ArchiMate relation.
pub fn relation_type(kind: &KindId) -> Option<&'static str> {
    native::native(kind)?.strip_suffix(SUFFIX)
}

/// Names of viewpoints in version 2 that have a successor.
const OLD_VIEWPOINTS: [(&str, &str); 7] = [
    ("Actor Co-operation", "business_process_cooperation"),
    ("Application Co-operation", "application_cooperation"),
    ("Business Process Co-operation", "business_process_cooperation"),
    ("Business Process", "business_process_cooperation"),
    ("Infrastructure", "technology"),
    ("Infrastructure Usage", "technology_usage"),
    ("Implementation and Migration", "implementation_migration"),
];

/// The viewpoint of a name.
pub fn viewpoint(name: &str) -> Option<&'static str> {
    let known = standard().find(|v| v.label.exact("en") == Some(name));
    let old = || OLD_VIEWPOINTS.iter().find(|(old, _)| *old == name).map(|(_, id)| *id);
    known.map(|v| v.id.as_str()).or_else(old)
}

/// The name of a viewpoint.
pub fn viewpoint_name(id: &str) -> Option<&'static str> {
    standard().find(|v| v.id == id).and_then(|v| v.label.exact("en"))
}

fn standard() -> impl Iterator<Item = &'static Viewpoint> {
    viewpoints().iter().filter(|v| v.standard == Standard::Archimate)
}

/// Styles of fonts: in a layout, and in a file.
pub const FONT_STYLES: [(&str, &str); 4] =
    [("normal", "plain"), ("bold", "bold"), ("italic", "italic"), ("bold-italic", "bold italic")];

/// Whether XML can have this as an id (`xs:ID`). Only letters that every edition of XML has.
pub fn is_id(text: &str) -> bool {
    text.starts_with(is_letter) && is_id_tail(text)
}

/// Whether a text can follow the first letter of an id.
pub fn is_id_tail(text: &str) -> bool {
    text.chars().all(|c| is_letter(c) || c.is_ascii_digit() || matches!(c, '-' | '.'))
}

fn is_letter(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | '_' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ' | 'А'..='я' | '\u{4E00}'..='\u{9FA5}')
}

/// Whether XML can have this as a language (`xs:language`).
pub fn is_language(code: &str) -> bool {
    let is_part =
        |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    code.split('-').all(is_part)
        && code.split('-').next().is_some_and(|first| first.bytes().all(|b| b.is_ascii_alphabetic()))
}

/// The id of the definition of a property, unless the file had another.
pub fn definition_id(key: &str) -> String {
    if crate::reserved::field(key).is_some() && is_id(key) {
        return key.to_owned();
    }
    if key.len() <= 60 && is_id_tail(key) {
        return format!("propid-{key}");
    }
    let hash = archweave_model::id::RelationId::derived(super::TOOL, "property", key);
    format!("propid-{}", hash.as_str().trim_start_matches("r-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_of_both_versions_are_known() {
        for (name, kind) in
            [("UsedByRelationship", "serving"), ("Flow", "flow"), ("Specialization", "specialization")]
        {
            assert_eq!(relation(name).unwrap().as_str(), kind);
            assert!(relation_type(relation(name).unwrap()).is_some());
        }
        assert_eq!(element("Network").unwrap().0.as_str(), "communication-network");
        assert!(element("OrJunction").unwrap().1);
        assert!(element("Flow").is_none());
        assert_eq!(element_type(&"junction".into(), false), Some("AndJunction"));
    }

    #[test]
    fn every_old_viewpoint_has_a_successor() {
        for (_, id) in OLD_VIEWPOINTS {
            assert!(viewpoint_name(id).is_some(), "{id}");
        }
        assert_eq!(viewpoint("Layered"), Some("layered"));
    }

    #[test]
    fn ids_and_languages() {
        assert!(is_id("id-1") && is_id("_a.b") && is_id("é") && is_id("客服"));
        assert!(!is_id("") && !is_id("1a") && !is_id("a:b") && !is_id("a/b") && !is_id("-a"));
        assert!(is_language("zh-Hans") && is_language("en") && !is_language("") && !is_language("e_n"));
    }
}
