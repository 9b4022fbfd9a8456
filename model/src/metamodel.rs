//! The metamodel: which kinds of elements and relations there are, and what may connect to what.
//!
//! A [`Metamodel`] is built from data: the bundled library (`model/library/metamodel/`) and the
//! files a repository adds ([`Extension`]). Every kind that lives in git specializes an ArchiMate
//! type, so the standard's table of allowed relations decides for every kind.
//!
//! Start at [`Metamodel::library`] and [`Metamodel::extended`].

mod definition;
mod kind;
mod library;
mod matrix;
mod registry;

pub use definition::{
    EnumValue, Extension, Home, KindDefinition, PropertyDefinition, PropertyType, RelationDefinition,
    Specialization, Togaf,
};
pub use kind::{Aspect, ElementKind, KindIndex, Layer, RelationCategory, RelationIndex, RelationKind};
pub(crate) use library::names_of_library;
pub use library::{Named, Viewpoint, Zachman, viewpoints, zachman};
pub use matrix::{End, Matrix, RelationSet};
pub use registry::Metamodel;
