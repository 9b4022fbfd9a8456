//! What happened to the things of a model: changes, builds, versions, deployments, incidents, needs
//! and measured values, as machines and people report them.
//!
//! A source reports [`Fact`]s. A fact says some fields of one [`Record`], which has a key of its own;
//! all facts about a key, in any order and any number of times, fold into the same record
//! ([`fold`]). Records name things of the model by text, as their source knows them; a
//! [`Directory`](reference::Directory) of the model says which element a text stands for. So a record
//! never has to be written again when the model learns a name.
//!
//! - [`record`]: the records and their fields; [`fold`]: facts become records
//! - [`mention`]: ids of requirements in commits, branches and titles
//! - [`reference`]: what a text stands for in the model
//! - [`chain`], [`standing`]: what is known of one requirement, and where it is
//! - [`suspect`]: links whose end changed since somebody affirmed them
//! - [`flow`], [`effect`], [`coverage`]: numbers with their definitions and samples
//! - [`similar`]: needs that say the same

pub mod chain;
pub mod coverage;
pub mod effect;
pub mod flow;
pub mod fold;
mod limits;
pub mod mention;
pub mod moment;
pub mod order;
pub mod purl;
pub mod record;
pub mod reference;
pub mod similar;
pub mod standing;
pub mod suspect;
pub mod trial;

pub use limits::FactError;
pub use moment::Moment;
pub use order::{demand_order, requirement_order};
pub use record::{Fact, Record, RecordKind};
