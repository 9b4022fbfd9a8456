//! One file for each command: its arguments (with an example) and what it does.

pub(crate) mod audit;
pub(crate) mod completions;
pub(crate) mod diff;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod fmt;
pub(crate) mod hook;
pub(crate) mod import;
pub(crate) mod init;
pub(crate) mod layout_worker;
pub(crate) mod merge;
pub(crate) mod merge_driver;
pub(crate) mod mergetool;
pub(crate) mod metamodel;
pub(crate) mod query;
pub(crate) mod render;
pub(crate) mod report;
pub(crate) mod schema;
pub(crate) mod serve;
pub(crate) mod site;
pub(crate) mod stats;
pub(crate) mod token;
pub(crate) mod validate;
