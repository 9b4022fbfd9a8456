//! Links between a requirement and records: who says so, and whether the requirement has changed since.
//!
//! A link is suspect when what matters of the requirement differs from what it was when somebody last
//! asserted or affirmed the link. Deployments that something else replaced are history, and never suspect.
//! What mattered when is read from the history that is kept beside the events, so the past is not read from
//! git.

use std::collections::HashMap;

use archweave_model::delivery::Moment;
use archweave_model::delivery::chain::{Chain, Linked, Placed};
use archweave_model::delivery::record::{Basis, RecordKind};
use archweave_model::delivery::standing::{self, Current};
use archweave_model::delivery::suspect::{self, Fingerprint};
use archweave_model::id::ElementId;

use super::Ledger;
use crate::AppError;

/// A record that says it is about the requirement, and why that is believed.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Of which sort.
    pub kind: RecordKind,
    /// Its key.
    pub key: String,
    /// What people call it.
    pub title: String,
    /// Its address, if it has one.
    pub url: Option<String>,
    /// Who says that they belong together: a source, or a person.
    pub asserted_by: String,
    /// Since when.
    pub asserted_at: Moment,
    /// From what that is known.
    pub basis: Basis,
    /// The revision of the model at that time, where that is known.
    pub revision: Option<String>,
    /// When somebody last affirmed it.
    pub affirmed_at: Option<Moment>,
    /// Who did.
    pub affirmed_by: Option<String>,
    /// Since when the requirement says something else than when the link was made or affirmed; none if
    /// it does not.
    pub suspect: Option<Moment>,
}

/// What matters of an element from a moment on.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Past {
    pub(crate) element: ElementId,
    pub(crate) from_at: Moment,
    pub(crate) revision: String,
    pub(crate) fingerprint: Fingerprint,
    pub(crate) decision: Option<String>,
}

impl Ledger<'_> {
    /// What mattered of elements when, in order of time.
    pub(crate) fn history_of(&self, elements: &[ElementId]) -> Result<Vec<Past>, AppError> {
        let branch = self.model().default_branch()?.unwrap_or_default();
        let records = self.records();
        let rows = records.wait(records.index().element_history(self.name(), &branch, elements))?;
        let past = rows.into_iter().filter_map(|row| {
            Some(Past {
                element: ElementId::parse(&row.element).ok()?,
                from_at: Moment(row.from_at),
                revision: row.revision,
                fingerprint: row.fingerprint.as_deref().map(read).unwrap_or_default(),
                decision: row.decision,
            })
        });
        Ok(past.collect())
    }

    /// The links of several requirements, each list in order of time; a question to the database for all.
    pub(crate) fn links_of(
        &self,
        requirements: &[ElementId],
        chains: &[Chain],
    ) -> Result<Vec<Vec<Link>>, AppError> {
        let (mut past, at): (HashMap<ElementId, Vec<Past>>, Moment) = (HashMap::new(), self.moment());
        for row in self.history_of(requirements)? {
            past.entry(row.element.clone()).or_default().push(row);
        }
        let affirmed = self.affirmations(requirements)?;
        let environments = self.revision().environments();
        let one = |(id, chain): (&ElementId, &Chain)| {
            let past = past.get(id).map_or(&[][..], |past| past);
            let history: Vec<(Moment, Fingerprint)> =
                past.iter().map(|row| (row.from_at, row.fingerprint)).collect();
            let current = standing::current(chain, environments, at);
            let mut links = said(chain);
            for link in &mut links {
                let last = affirmed.get(&(id.clone(), link.kind, link.key.clone()));
                if let Some((by, when)) = last {
                    link.affirmed_at = Some(*when);
                    link.affirmed_by = Some(by.clone());
                }
                let stood_for = link.affirmed_at.unwrap_or(link.asserted_at).max(link.asserted_at);
                let since = suspect::is_suspect(&history, stood_for, at);
                link.suspect = since.filter(|_| !is_history(link, chain, &current));
                let known = past.iter().rfind(|row| row.from_at <= link.asserted_at);
                link.revision = link.revision.take().or_else(|| known.map(|row| row.revision.clone()));
            }
            links
        };
        Ok(requirements.iter().zip(chains).map(one).collect())
    }

    /// Who affirmed which link last, until the moment of this ledger.
    fn affirmations(&self, requirements: &[ElementId]) -> Result<Affirmed, AppError> {
        let records = self.records();
        let rows = records.wait(records.index().affirmations(self.name(), requirements))?;
        let mut found = Affirmed::new();
        let until = self.moment();
        for row in rows.into_iter().filter(|row| row.at <= until) {
            let key = (row.of.requirement, row.of.kind, row.of.key);
            match found.get(&key) {
                Some((_, known)) if *known > row.at => {}
                _ => drop(found.insert(key, (row.of.who, row.at))),
            }
        }
        Ok(found)
    }
}

/// Whether a link tells only of the past: nobody can stand for it anew.
fn is_history(link: &Link, chain: &Chain, current: &Current<'_>) -> bool {
    match (link.kind, link.basis) {
        (RecordKind::Deployment, _) => !current.deployments.contains(&*link.key),
        (RecordKind::Verification, Basis::Purl) => {
            let check = chain.verifications.iter().find(|check| check.key == link.key);
            let mut purls = check.into_iter().flat_map(|check| &check.record.purls).peekable();
            purls.peek().is_some() && !purls.any(|purl| current.versions.contains(&**purl))
        }
        _ => false,
    }
}

/// A fingerprint as it is stored, in hexadecimal.
fn read(text: &str) -> Fingerprint {
    u128::from_str_radix(text, 16).unwrap_or_default().to_be_bytes()
}

type Affirmed = HashMap<(ElementId, RecordKind, String), (String, Moment)>;

/// Every link of a chain, in order of time: tickets and changes that name the requirement, verifications,
/// and deployments of versions that hold it.
fn said(chain: &Chain) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    for ticket in &chain.tickets {
        let title = ticket.record.summary.clone().or_else(|| ticket.record.number.clone());
        links.push(of(RecordKind::Ticket, ticket, title, ticket.record.url.clone()));
    }
    for change in &chain.changes {
        links.push(of(RecordKind::Change, change, change.record.title.clone(), change.record.url.clone()));
    }
    for check in &chain.of_requirement().verifications {
        let Some(at) = check.record.at else { continue };
        let title = check.record.name.clone().or_else(|| check.record.kind.clone());
        let by = check.record.by.clone().unwrap_or_default();
        let basis = if check.record.mentions.is_empty() { Basis::Purl } else { Basis::Declared };
        links.push(derived(
            RecordKind::Verification,
            &check.key,
            title,
            check.record.url.clone(),
            by,
            at,
            basis,
        ));
    }
    for placed in holding(chain) {
        let record = &placed.record;
        let Some(at) = record.at.or(record.started_at) else { continue };
        let by = record.deployed_by.clone().unwrap_or_default();
        let mut link = derived(
            RecordKind::Deployment,
            &placed.key,
            record.purl.clone(),
            record.url.clone(),
            by,
            at,
            Basis::Purl,
        );
        link.revision = record.model_revision.clone();
        links.push(link);
    }
    links.sort_by(|a, b| (a.asserted_at, a.kind, &a.key).cmp(&(b.asserted_at, b.kind, &b.key)));
    links
}

/// Deployments of versions that hold the requirement, those that took it away left out.
pub(crate) fn holding(chain: &Chain) -> impl Iterator<Item = &Placed> {
    let mut first: HashMap<&str, Moment> = HashMap::new();
    for version in chain.versions.iter().filter(|version| version.is_first) {
        let known = first.entry(&version.package).or_insert(version.ordinal);
        *known = (*known).min(version.ordinal);
    }
    chain.deployments.iter().filter(move |placed| {
        placed.record.kind.as_deref() != Some("removal")
            && first.get(&*placed.package).is_some_and(|first| *first <= placed.ordinal)
    })
}

fn of<T>(kind: RecordKind, linked: &Linked<T>, title: Option<String>, url: Option<String>) -> Link {
    Link {
        kind,
        key: linked.key.clone(),
        title: title.unwrap_or_else(|| linked.key.clone()),
        url,
        asserted_by: linked.asserted_by.clone(),
        asserted_at: linked.asserted_at,
        basis: linked.basis,
        revision: None,
        // Of the moment that is asked about: added from the affirmations.
        affirmed_at: None,
        affirmed_by: None,
        suspect: None,
    }
}

fn derived(
    kind: RecordKind,
    key: &str,
    title: Option<String>,
    url: Option<String>,
    asserted_by: String,
    asserted_at: Moment,
    basis: Basis,
) -> Link {
    Link {
        kind,
        key: key.to_owned(),
        title: title.unwrap_or_else(|| key.to_owned()),
        url,
        asserted_by,
        asserted_at,
        basis,
        revision: None,
        affirmed_at: None,
        affirmed_by: None,
        suspect: None,
    }
}
