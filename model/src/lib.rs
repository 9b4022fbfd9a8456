//! What an architecture is: types, metamodel, file format, graph, rules and views.
//!
//! Pure: values in, values and diagnostics out; no clock, disk or network, and one
//! thread: layout needs a deeper stack than its caller may have (`layered/stack.rs`).
//!
//! - [`element`], [`view`], [`model`]: the values a model is made of
//! - [`metamodel`]: which kinds there are and what may connect to what; the data is in `library/`
//! - [`yaml`]: the file format, read and written
//! - [`snapshot`]: a model at one revision with its indexes, updated at the cost of the change
//! - [`change`]: edits, what differs between two models, merging by meaning
//! - [`viewpoint`]: how a part of the model is shown, and to whom
//! - [`graph`]: neighbourhood, impact, paths
//! - [`rules`]: what is wrong with a model
//! - [`select`]: which elements
//! - [`folders`]: where their files lie
//! - [`search`]: elements by what somebody types
//! - [`delivery`]: what happened to it: changes, deployments, incidents, measured values
//! - [`layered`]: where the boxes and lines of a drawing go
//! - [`schema`]: JSON Schemas of the file format, for editors

pub mod change;
mod compact;
pub mod delivery;
pub mod diagnostic;
pub mod diagram;
pub mod element;
pub mod folders;
pub mod graph;
pub mod id;
pub mod layered;
pub mod metamodel;
pub mod model;
pub mod parts;
mod persistent;
pub mod report;
pub mod rules;
pub mod schema;
pub mod search;
pub mod select;
pub mod snapshot;
pub mod stats;
pub mod text;
pub mod value;
pub mod view;
pub mod viewpoint;
pub mod yaml;
