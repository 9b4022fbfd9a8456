//! Plain pages for a browser: models, views, elements, relations, search, problems, history.
//!
//! They work without script and without cookies: language (`?lang=`) and revision (`?at=`) are part of
//! every address and kept by every link. A page is built in three steps: [`ask`] reads the request,
//! a module of this folder collects values, a template of `templates/pages/` shows them. All text goes
//! through the templates' escaping; the only markup put in as it is are drawings made by the server.
//!
//! Start at [`routes`]; [`reading`] is what most pages are built from.

mod adm;
mod answer;
mod ask;
mod at;
mod brief;
mod catalog;
mod completeness;
mod drawn;
mod element;
mod elements;
mod error;
mod filter;
mod history;
mod kinds;
mod language;
mod ledger;
mod models;
mod overview;
mod pager;
mod parts;
mod phase;
mod picture;
mod problems;
mod reading;
mod relation;
mod relations;
mod search;
mod shell;
mod source;
mod svg;
mod table;
mod values;
mod view;
mod viewpoint;
mod viewpoints;
mod views;
mod zachman;

use actix_web::{HttpRequest, web};

use crate::State;

pub(crate) use ask::Ask;
pub(crate) use language::Language;
pub(crate) use shell::page;

/// Every page and what builds it.
const PAGES: [(&str, answer::Build); 18] = [
    ("/", models::build),
    ("/m/{model}", overview::build),
    ("/m/{model}/views/{id}", view::build),
    ("/m/{model}/viewpoints", viewpoints::build),
    ("/m/{model}/viewpoints/{id}", viewpoint::build),
    ("/m/{model}/elements", elements::build),
    ("/m/{model}/elements/{id}", element::build),
    ("/m/{model}/relations/{id}", relation::build),
    ("/m/{model}/catalog/{id}", catalog::build),
    ("/m/{model}/zachman", zachman::build),
    ("/m/{model}/adm", adm::build),
    ("/m/{model}/adm/{id}", phase::build),
    ("/m/{model}/completeness", completeness::build),
    ("/m/{model}/metamodel", kinds::build),
    ("/m/{model}/metamodel/{id}", kinds::build_one),
    ("/m/{model}/search", search::build),
    ("/m/{model}/problems", problems::build),
    ("/m/{model}/history", history::build),
];

/// The page for somebody who is not let in.
pub(crate) fn refusal(request: &HttpRequest, state: &State, status: u16, message: &str) -> String {
    let ask = Ask::read(request, state);
    error::html(&ask, status, message).unwrap_or_else(|worse| {
        tracing::error!("the page about a refusal cannot be built: {worse}");
        "<!doctype html><title>Archweave</title><p>You are not let in.".to_owned()
    })
}

/// Adds the routes.
pub fn routes(config: &mut web::ServiceConfig) {
    for (address, build) in PAGES.into_iter().chain(ledger::PAGES) {
        config.service(answer::resource(address, build));
    }
    config.default_service(web::to(answer::unknown));
}
