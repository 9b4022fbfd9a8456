//! Text formats: what is promised of each, and that the tools they are for accept them.

#![expect(clippy::unwrap_used, reason = "a test")]

mod drawio;
mod escaping;
mod goldens;
mod overrides;
mod peers;
mod scenes;
