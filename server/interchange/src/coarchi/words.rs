//! The names that differ between the two ways of writing the same model, and the order of what an
//! object has: files must not change where the model did not.

use std::borrow::Cow;

/// Children: name here, name in a native file.
const TAGS: [(&str, &str); 6] = [
    ("bendpoints", "bendpoint"),
    ("children", "child"),
    ("entries", "entry"),
    ("features", "feature"),
    ("properties", "property"),
    ("sourceConnections", "sourceConnection"),
];

/// Types of the parts of views: name here, name in a native file.
const TYPES: [(&str, &str); 4] = [
    ("archimate:DiagramModelArchimateConnection", "archimate:Connection"),
    ("archimate:DiagramModelArchimateObject", "archimate:DiagramObject"),
    ("archimate:DiagramModelGroup", "archimate:Group"),
    ("archimate:DiagramModelNote", "archimate:Note"),
];

/// References: child element here, attribute in a native file.
const REFERENCES: [(&str, &str); 6] = [
    ("archimateElement", "archimateElement"),
    ("archimateRelationship", "archimateRelationship"),
    ("profiles", "profiles"),
    ("referencedModel", "model"),
    ("source", "source"),
    ("target", "target"),
];

/// Attributes here that are child elements with text in a native file.
pub const TEXTS: [&str; 5] = ["documentation", "content", "purpose", "notes", "hintContent"];

/// Attributes that are not written when they are empty.
pub const NEVER_EMPTY: [&str; 8] =
    ["content", "documentation", "key", "name", "purpose", "strength", "value", "viewpoint"];

fn there(table: &[(&'static str, &'static str)], name: &str) -> Option<&'static str> {
    table.iter().find(|(here, _)| *here == name).map(|(_, native)| *native)
}

fn back(table: &[(&'static str, &'static str)], name: &str) -> Option<&'static str> {
    table.iter().find(|(_, native)| *native == name).map(|(here, _)| *here)
}

/// The native name of a child.
pub fn native_tag(tag: &str) -> &str {
    there(&TAGS, tag).unwrap_or(tag)
}

/// The name here of a native child.
pub fn own_tag(tag: &str) -> Option<&'static str> {
    back(&TAGS, tag)
}

/// The native name of a type.
pub fn native_type(name: Cow<'_, str>) -> Cow<'_, str> {
    there(&TYPES, &name).map_or(name, Cow::Borrowed)
}

/// The name here of a native type.
pub fn own_type(name: Cow<'_, str>) -> Cow<'_, str> {
    back(&TYPES, &name).map_or(name, Cow::Borrowed)
}

/// The native attribute of a child that refers to another file.
pub fn native_reference(tag: &str) -> Option<&'static str> {
    there(&REFERENCES, tag)
}

/// The child here of a native attribute that refers to another object.
pub fn own_reference(attribute: &str) -> Option<&'static str> {
    back(&REFERENCES, attribute)
}

/// What any part of a view begins with.
macro_rules! part {
    ($rest:literal) => {
        concat!(
            "id name features sourceConnections targetConnections font fontColor lineWidth lineColor textAlignment bounds fillColor alpha ",
            $rest
        )
    };
}

/// What any line in a view has.
const LINE: &str = "id name features sourceConnections targetConnections font fontColor properties documentation lineWidth lineColor textAlignment textPosition source target bendpoints type archimateRelationship locked";

/// The order of the attributes and children of each type.
const ORDERS: [(&str, &str); 18] = [
    ("ArchimateModel", "name id features properties purpose version metadata profiles"),
    (
        "CanvasModel",
        "name id features children documentation properties connectionRouterType hintTitle hintContent",
    ),
    (
        "CanvasModelBlock",
        part!(
            "imagePath imagePosition children properties locked borderColor hintTitle hintContent content textPosition"
        ),
    ),
    ("CanvasModelConnection", LINE),
    ("CanvasModelImage", part!("borderColor imagePath properties documentation locked")),
    (
        "CanvasModelSticky",
        part!("imagePath imagePosition content notes properties locked borderColor textPosition"),
    ),
    ("DiagramModelArchimateConnection", LINE),
    (
        "DiagramModelArchimateObject",
        part!("children textPosition imagePath imagePosition archimateElement type"),
    ),
    ("DiagramModelConnection", LINE),
    (
        "DiagramModelGroup",
        part!("children documentation properties textPosition borderType imagePath imagePosition"),
    ),
    ("DiagramModelImage", part!("borderColor imagePath properties documentation")),
    ("DiagramModelNote", part!("content textPosition properties borderType imagePath imagePosition")),
    ("DiagramModelReference", part!("textPosition imagePath imagePosition referencedModel")),
    ("SketchModelActor", part!("documentation properties")),
    ("SketchModelSticky", part!("children content properties textPosition imagePath imagePosition")),
    ("bendpoints", "startX startY endX endY"),
    ("bounds", "x y width height"),
    ("profiles", "name id features imagePath specialization conceptType"),
];

/// Elements, relations, folders, other views.
const CONCEPT: &str = "name id features children documentation properties profiles source target accessType directed strength connectionRouterType viewpoint background type";

/// The order of what an object of a type has, by local name.
pub fn order(local: &str) -> impl Fn(&str) -> usize + use<> {
    let known = ORDERS.iter().find(|(name, _)| *name == local).map_or(CONCEPT, |(_, order)| order);
    move |name| known.split(' ').position(|known| known == name).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_there_and_back() {
        for (own, native) in TAGS {
            assert_eq!(own_tag(native_tag(own)), Some(own));
            assert_eq!(native_tag(native), native);
        }
        for (own, native) in TYPES {
            assert_eq!(native_type(own.into()), native);
            assert_eq!(own_type(native.into()), own);
        }
        for (own, native) in REFERENCES {
            assert_eq!(native_reference(own), Some(native));
            assert_eq!(own_reference(native), Some(own));
        }
        let rank = order("Goal");
        assert!(rank("name") < rank("id") && rank("id") < rank("documentation"));
        let rank = order("DiagramModelNote");
        assert!(rank("id") < rank("name") && rank("other") == usize::MAX);
    }
}
