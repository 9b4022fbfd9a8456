//! GraphQL over models. The schema is generic over kinds: a new kind never changes it.
//!
//! A request reads one snapshot of each model it asks for; objects hold that snapshot and a slot, so
//! resolvers cost what they return. [`Gateway`] parses each query once and keeps answers, because a
//! revision never changes.

mod act;
mod answers;
mod audit;
mod change;
mod commit;
mod compare;
mod conflict;
mod connection;
mod definition;
mod diagnostic;
mod diagram;
mod document;
mod drawing;
mod edit;
mod element;
mod filter;
mod folder;
mod gateway;
mod global_id;
mod health;
pub mod http;
mod json;
mod kind;
mod ledger;
mod legal;
mod limits;
mod me;
mod merge;
mod metamodel;
mod model;
mod mutation;
mod part;
mod property;
mod query;
mod reading;
mod relation;
mod report;
mod scope;
mod session;
mod socket;
mod subscription;
mod table;
mod table_reading;
mod upload;
mod view;

pub use gateway::{Answer, Gateway, Question, sdl};
pub(crate) use socket::Sockets;

use archweave_app::AppError;
use async_graphql::{Error, ErrorExtensions};

/// An error of a use case with its stable code.
fn to_graphql(error: AppError) -> Error {
    let code = error.code();
    Error::new(error.to_string()).extend_with(|_, extensions| {
        extensions.set("code", code.name);
        extensions.set("retryable", code.is_retryable);
    })
}

/// A refusal of an argument.
fn invalid(message: impl Into<String>) -> Error {
    to_graphql(AppError::Invalid(message.into()))
}
