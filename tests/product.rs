//! The product from outside: commands with their exit codes, git, GraphQL and pages over HTTP.

mod commands;
mod example;
mod hostile;
mod pages;
mod repository;
mod server;
