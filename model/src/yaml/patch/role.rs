//! What a place of a file means: which keys its order is free of, and what stands below it.

use crate::yaml::file::FileClass;

/// What a node of the tree is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Element,
    Relations,
    Relation,
    View,
    ViewNodes,
    ViewNode,
    Connections,
    Connection,
    Layout,
    NodeLayout,
    LineLayout,
    /// Points where a line turns.
    Bends,
    Manifest,
    Rules,
    Waivers,
    Waiver,
    Lifecycle,
    /// One text or several.
    Texts,
    /// A map whose keys are ids, in any order.
    ById(&'static Role),
    Selector,
    Extension,
    /// Kinds of relations of an extension.
    RelationKinds,
    /// One of them.
    RelationKind,
    /// Terms of an extension.
    Terms,
    /// One of them.
    Term,
    /// Part of an extension, or how a view is shown: a map of fields in any order.
    Fields,
    /// Any value: the order of keys is kept.
    Open,
}

impl Role {
    /// What a document of the class is.
    pub fn of_document(class: FileClass) -> Self {
        match class {
            FileClass::Element => Self::Element,
            FileClass::Relation => Self::Relation,
            FileClass::View => Self::View,
            FileClass::Layout => Self::Layout,
            FileClass::Manifest => Self::Manifest,
            FileClass::Metamodel | FileClass::Glossary => Self::Extension,
            FileClass::Rule | FileClass::Extra => Self::Open,
        }
    }

    /// Keys that mean the same wherever they stand in the map.
    fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Element => &[
                "id",
                "kind",
                "specialization",
                "junction",
                "name",
                "description",
                "owner",
                "owners",
                "lifecycle",
                "zachman",
                "tags",
                "properties",
                "relations",
                "extra",
            ],
            Self::Relation => &crate::yaml::encode::RELATION_KEYS,
            Self::View => &[
                "id",
                "name",
                "description",
                "viewpoint",
                "selector",
                "show",
                "content",
                "connections",
                "properties",
                "extra",
            ],
            Self::ViewNode => &[
                "node",
                "element",
                "note",
                "group",
                "view",
                "image",
                "name",
                "description",
                "properties",
                "extra",
                "nodes",
            ],
            Self::Connection => {
                &["id", "relation", "from", "to", "name", "description", "properties", "extra"]
            }
            Self::Manifest => {
                &["format", "name", "description", "languages", "metamodel", "rules", "waivers", "properties"]
            }
            Self::Rules => &["level"],
            _ => &[],
        }
    }

    /// Whether it is all the same where `key` stands.
    pub fn is_free(self, key: &str) -> bool {
        match self {
            Self::Layout
            | Self::NodeLayout
            | Self::LineLayout
            | Self::Waiver
            | Self::Lifecycle
            | Self::ById(_)
            | Self::Selector
            | Self::Extension
            | Self::RelationKind
            | Self::Term
            | Self::Fields => true,
            _ => self.fields().contains(&key),
        }
    }

    /// What the value of `key` is.
    pub fn value(self, key: &str) -> Self {
        match (self, key) {
            (Self::Element, "relations") => Self::Relations,
            (Self::Element, "specialization" | "zachman" | "tags") => Self::Texts,
            (Self::Element, "lifecycle") => Self::Lifecycle,
            (Self::Relation, "specialization") | (Self::Manifest, "languages") => Self::Texts,
            (Self::View, "content") | (Self::ViewNode, "nodes") => Self::ViewNodes,
            (Self::View, "connections") => Self::Connections,
            (Self::View | Self::Fields, "selector" | "select") | (Self::Selector, "any" | "not") => {
                Self::Selector
            }
            (Self::View, "show") => Self::Fields,
            (Self::Layout, "nodes") => Self::ById(&Self::NodeLayout),
            (Self::Layout, "connections") => Self::ById(&Self::LineLayout),
            (Self::LineLayout, "bends") => Self::Bends,
            (Self::Manifest, "rules") => Self::Rules,
            (Self::Manifest, "waivers") => Self::Waivers,
            (Self::ById(value), _) => *value,
            (Self::Extension, "relations") => Self::RelationKinds,
            (Self::Extension, "terms") => Self::Terms,
            (Self::Term, "audiences") => Self::ById(&Self::Open),
            (Self::Term, _) => Self::Open,
            (
                Self::RelationKind | Self::Fields,
                "label" | "description" | "forward" | "backward" | "inverse",
            ) => Self::Open,
            (Self::Extension | Self::RelationKind | Self::Fields, _) => Self::Fields,
            _ => Self::Open,
        }
    }

    /// What the items of a list are.
    pub fn item(self) -> Self {
        match self {
            Self::Relations => Self::Relation,
            Self::ViewNodes => Self::ViewNode,
            Self::Connections => Self::Connection,
            Self::Waivers => Self::Waiver,
            Self::RelationKinds => Self::RelationKind,
            Self::Terms => Self::Term,
            Self::Fields | Self::Selector => self,
            _ => Self::Open,
        }
    }
}
