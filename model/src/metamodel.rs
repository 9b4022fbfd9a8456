//! The metamodel: which kinds of elements and relations there are, and what may connect to what.
//!
//! A [`Metamodel`] is built from data: the bundled library (`model/library/metamodel/`) and the
//! files a repository adds ([`Extension`]). Every kind that lives in git specializes an ArchiMate
//! type, so the standard's table of allowed relations decides for every kind.
//!
//! Start at [`Metamodel::library`] and [`Metamodel::extended`].

mod add;
mod bundle;
mod conventions;
mod definition;
mod derived;
mod glossary;
mod kind;
mod known;
mod library;
mod matrix;
mod property;
mod refinement;
mod registry;
mod vocabulary;

pub use definition::{Extension, Home, KindDefinition, Pair, RelationDefinition, Specialization, Togaf};
pub use kind::{Aspect, ElementKind, KindIndex, Layer, RelationCategory, RelationIndex, RelationKind};
pub use library::{
    Elsewhere, Entity, Named, Zachman, ZachmanCell, attributes_elsewhere, common_attributes, togaf_entities,
    zachman,
};
pub(crate) use library::{names_of_library, read as read_library};
pub use matrix::{End, Matrix, RelationSet};
pub use property::{EnumValue, PropertyDefinition, PropertyType};
pub use refinement::{CellRule, EndRole, Expectation, Link};
pub use registry::{KindName, Metamodel};
