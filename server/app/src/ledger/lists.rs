//! Records as they are, a page at a time.

pub use archweave_index::{IncidentFilter, Page, Paging, Stored};
use archweave_model::delivery::chain::Keyed;
use archweave_model::delivery::record::{Deployment, Incident, Record, RecordKind};

use super::Ledger;
use crate::AppError;

impl Ledger<'_> {
    /// Records of a kind, the one that was heard of last first.
    pub fn list(&self, kind: RecordKind, paging: &Paging) -> Result<Page<Stored>, AppError> {
        self.records().wait(self.records().index().records(self.name(), kind, paging))
    }

    /// Deployments, the one that was heard of last first.
    pub fn deployments(&self, paging: &Paging) -> Result<Page<Keyed<Deployment>>, AppError> {
        let page = self.list(RecordKind::Deployment, paging)?;
        let items = page.items.into_iter().filter_map(|stored| match stored.record {
            Record::Deployment(record) => Some(Keyed { key: stored.key, record }),
            _ => None,
        });
        Ok(Page { items: items.collect(), next: page.next })
    }

    /// Incidents, the newest first.
    pub fn incidents(
        &self,
        filter: &IncidentFilter,
        paging: &Paging,
    ) -> Result<Page<Keyed<Incident>>, AppError> {
        let mut filter = filter.clone();
        if let Some(at) = self.at() {
            filter.until = Some(filter.until.map_or(at.plus(1), |until| until.min(at.plus(1))));
        }
        self.records().wait(self.records().index().incidents(self.name(), &filter, paging))
    }
}
