//! Attributes of some relations and of junctions that are properties in these tables.

use archweave_model::element::{Access, Element, Junction, Relation};

pub const ACCESS: &str = "Access_Type";
pub const STRENGTH: &str = "Influence_Strength";
pub const DIRECTED: &str = "Directed";
pub const JUNCTION: &str = "Junction_Type";

/// The names of the ways of access. No access type means write, as in the standard.
const ACCESS_TYPES: [(&str, Option<Access>); 4] = [
    ("Write", None),
    ("Read", Some(Access::Read)),
    ("Access", Some(Access::Access)),
    ("ReadWrite", Some(Access::ReadWrite)),
];

/// The key that has a meaning of its own for things of this type of ArchiMate.
pub fn key_of(base: &str) -> Option<&'static str> {
    match base {
        "access" => Some(ACCESS),
        "influence" => Some(STRENGTH),
        "association" => Some(DIRECTED),
        "junction" => Some(JUNCTION),
        _ => None,
    }
}

/// The value of a junction.
pub fn of_element(element: &Element, base: &str) -> Option<(&'static str, String)> {
    let kind = if element.junction == Junction::Or { "Or" } else { "And" };
    (base == "junction").then(|| (JUNCTION, kind.to_owned()))
}

/// The value of a relation.
pub fn of_relation(relation: &Relation, base: &str) -> Option<(&'static str, String)> {
    match base {
        "access" => {
            let known = ACCESS_TYPES.iter().find(|(_, access)| *access == relation.access);
            Some((ACCESS, known.map_or("Write", |(name, _)| name).to_owned()))
        }
        "association" => Some((DIRECTED, relation.directed.to_string())),
        "influence" => {
            relation.strength.as_deref().filter(|s| !s.is_empty()).map(|s| (STRENGTH, s.to_owned()))
        }
        _ => None,
    }
}

/// Reads the value of a junction; the values it may have if it is none of them.
pub fn into_element(element: &mut Element, value: &str) -> Result<(), &'static str> {
    element.junction = match value.trim().to_ascii_lowercase().as_str() {
        "and" | "" => Junction::And,
        "or" => Junction::Or,
        _ => return Err("And or Or"),
    };
    Ok(())
}

/// Reads the value of a relation; the values it may have if it is none of them.
pub fn into_relation(relation: &mut Relation, key: &str, value: &str) -> Result<(), &'static str> {
    match key {
        ACCESS => {
            let value = value.trim();
            let known = ACCESS_TYPES.iter().find(|(name, _)| name.eq_ignore_ascii_case(value));
            let (_, access) = known.ok_or("Write, Read, Access or ReadWrite")?;
            // Write that was written down stays so.
            if !(access.is_none() && relation.access == Some(Access::Write)) {
                relation.access = *access;
            }
        }
        STRENGTH => relation.strength = (!value.is_empty()).then(|| value.into()),
        _ => {
            relation.directed = match value.trim().to_ascii_lowercase().as_str() {
                "true" => true,
                "false" | "" => false,
                _ => return Err("true or false"),
            };
        }
    }
    Ok(())
}
