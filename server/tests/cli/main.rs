//! The executable as a person or CI uses it: arguments in, text and exit codes out.
//!
//! - [`everywhere`]: each command on a folder, an ordinary repository, a bare one, and a revision
//! - [`reports`]: the formats for CI, against their schemas and with hostile names
//! - [`gate`]: what makes `validate` fail: severities, `--since`, `--baseline`
//! - [`hooks`]: git hooks with real git; [`framework`]: with the real pre-commit framework
//! - [`platforms`]: what GitHub and GitLab run
//! - [`survey`]: what kinds are, and how far a model has come
//! - [`models`]: import, export and back
//! - [`output`]: what is printed, and how a command ends
//! - [`hostile`]: input that is broken on purpose

#![allow(clippy::unwrap_used, reason = "a step that fails is a test that fails")]

mod everywhere;
mod framework;
mod gate;
mod hooks;
mod hostile;
mod models;
mod output;
mod platforms;
mod reports;
mod serving;
mod support;
mod survey;
mod tables;
