//! What the ledger knows, as pages: where requirements are, what runs in environments and came with
//! releases, incidents, numbers, coverage, what people ask for, names that nothing has.
//!
//! Every page is a [`doc::Doc`]: sections with facts, numbers, a table, a board or a picture, shown by one
//! template (`templates/pages/ledger/page.hbs`). Every table is a file too: `?format=csv`, `?format=xlsx`.
//! A page about a moment (`?at=2026-07-14`) shows model and ledger as both were at the end of that day.
//!
//! Start at [`PAGES`] and [`open::page`].

mod coverage;
mod delivery;
mod doc;
mod environments;
mod form;
mod incidents;
mod indicators;
mod intake;
mod links;
mod metrics;
mod open;
mod queries;
mod releases;
mod requirement;
mod say;
mod sheet;
mod spark;
mod traced;
mod unmatched;

use crate::pages::answer::Build;

/// Every page and what builds it.
pub(super) const PAGES: [(&str, Build); 12] = [
    ("/m/{model}/delivery", delivery::build),
    ("/m/{model}/requirements/{id}", requirement::build),
    ("/m/{model}/environments", environments::build),
    ("/m/{model}/environments/{id}", environments::build_one),
    ("/m/{model}/releases", releases::build),
    ("/m/{model}/releases/{id}", releases::build_one),
    ("/m/{model}/incidents", incidents::build),
    ("/m/{model}/incidents/{id}", incidents::build_one),
    ("/m/{model}/metrics", metrics::build),
    ("/m/{model}/coverage", coverage::build),
    ("/m/{model}/intake", intake::build),
    ("/m/{model}/unmatched", unmatched::build),
];
