//! Links from pages of the model to those of the ledger; none where nothing is recorded.

use crate::pages::reading::Reading;

use super::doc::PAGES;

impl Reading<'_> {
    /// Name and address of each page of the ledger.
    pub fn ledger_pages(&self) -> Vec<(String, String)> {
        if self.hosted.records().is_none() {
            return Vec::new();
        }
        PAGES.iter().map(|page| (self.ledger_page(page).to_owned(), self.list(page, &[]))).collect()
    }

    /// Name and address of the ledger's page about an element, if it has one.
    pub fn ledger_of(&self, id: &str) -> Option<(String, String)> {
        self.hosted.records()?;
        let address = self.address_of(id)?;
        (address != self.to("elements", id))
            .then(|| (self.words().word("ledger_delivery_of").to_owned(), address))
    }

    /// What a page of the ledger is called.
    pub(super) fn ledger_page(&self, page: &str) -> &str {
        let words = self.words();
        match page {
            "delivery" => words.word("ledger_delivery"),
            "environments" => words.word("ledger_environments"),
            "releases" => words.word("ledger_releases"),
            "incidents" => words.word("ledger_incidents"),
            "metrics" => words.word("ledger_metrics"),
            "coverage" => words.word("ledger_coverage"),
            "intake" => words.word("ledger_intake"),
            _ => words.word("ledger_unmatched"),
        }
    }
}
