//! The file format: YAML read with positions, and written canonically.
//!
//! Reading never fails: [`read`] returns the documents that could be read and a diagnostic for
//! what could not. One span tree ([`tree`]) serves decoding, diagnostics and, later, edits.
//!
//! - [`read`]: bytes of one file to documents
//! - [`write_model`]: a model to the files of a repository
//! - [`encode`], [`decode`]: one value to and from a tree; JSON uses the same pair

pub mod decode;
pub(crate) mod deserialize;
pub mod emit;
pub mod encode;
mod file;
mod files;
mod locate;
pub mod patch;
pub(crate) mod paths;
mod slug;
pub mod tree;

pub use file::{Document, FileClass, MAX_FILE_BYTES, MAX_IMAGE_BYTES, ParsedFile, read};
pub use files::{OutFile, write_document, write_model};
pub use locate::locate;
pub use slug::slug;
