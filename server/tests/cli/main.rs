//! The executable as a person or CI uses it: arguments in, text and exit codes out.
//!
//! - [`everywhere`]: each command on a folder, an ordinary repository, a bare one, and a revision
//! - [`models`]: import, export and back
//! - [`output`]: what is printed, and how a command ends
//! - [`hostile`]: input that is broken on purpose

#![allow(clippy::unwrap_used, reason = "a step that fails is a test that fails")]

mod everywhere;
mod hostile;
mod models;
mod output;
mod serving;
mod support;
