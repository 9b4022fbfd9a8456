//! The product from outside: commands with their exit codes, git, GraphQL and pages over HTTP.

mod access;
mod api;
mod coarchi_merge;
mod commands;
mod crash;
mod deliveries;
mod diff;
mod disk_full;
mod durable;
mod editors;
mod example;
mod git_http;
mod hostile;
mod hostile_push;
mod ledger;
mod merge;
mod mutations;
mod pages;
mod repository;
mod server;
mod shutdown;
mod site;
mod subscription;
mod token;
mod web_api;
