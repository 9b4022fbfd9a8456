//! What changed between two releases, two environments, or two moments of one.

use std::collections::{BTreeMap, BTreeSet};

use archweave_model::delivery::Moment;
use archweave_model::id::ElementId;

use super::Ledger;
use super::contents::{Contained, Contents, Present, Subject};
use crate::AppError;

/// A version of a package on both sides.
#[derive(Clone, Debug, PartialEq)]
pub struct VersionChange {
    /// The package address without version.
    pub package: String,
    /// The artifact of the model, where it is known.
    pub artifact: Option<ElementId>,
    /// Versions before; empty if it was not there.
    pub before: BTreeSet<String>,
    /// Versions after; empty if it is not there.
    pub after: BTreeSet<String>,
}

/// What changed from one to the other.
#[derive(Clone, Debug)]
pub struct Difference {
    /// What was.
    pub before: Contents,
    /// What is.
    pub after: Contents,
    /// Requirements that came, by id.
    pub added: Vec<Contained>,
    /// Requirements that went, by id.
    pub removed: Vec<Contained>,
    /// Requirements that came and have a link that nobody looked at since they changed, by id.
    pub suspect: Vec<ElementId>,
    /// Packages whose versions differ.
    pub versions: Vec<VersionChange>,
}

impl Ledger<'_> {
    /// What changed between two things, each at its own moment; none is the moment of this ledger.
    pub fn what_changed(
        &self,
        before: (&Subject, Option<Moment>),
        after: (&Subject, Option<Moment>),
    ) -> Result<Difference, AppError> {
        let look = |(subject, at): (&Subject, Option<Moment>)| match at {
            None => self.what_is_in(subject),
            Some(_) => self.at_moment(at)?.what_is_in(subject),
        };
        let (before, after) = (look(before)?, look(after)?);
        let (added, removed) = (only_in(&after, &before), only_in(&before, &after));
        let known = |one: &Contained| self.snapshot().element(one.requirement.as_str()).is_some();
        let ids: Vec<ElementId> =
            added.iter().filter(|one| known(one)).map(|one| one.requirement.clone()).collect();
        let found = self.where_are(&ids)?;
        let is_suspect = |found: &&super::Whereabouts| found.links.iter().any(|link| link.suspect.is_some());
        let suspect = found.iter().filter(is_suspect).map(|found| found.requirement.clone()).collect();
        let versions = versions(&before.versions, &after.versions);
        Ok(Difference { before, after, added, removed, suspect, versions })
    }
}

fn only_in(one: &Contents, other: &Contents) -> Vec<Contained> {
    let there: BTreeSet<&ElementId> = other.requirements.iter().map(|held| &held.requirement).collect();
    one.requirements.iter().filter(|held| !there.contains(&held.requirement)).cloned().collect()
}

fn versions(before: &[Present], after: &[Present]) -> Vec<VersionChange> {
    let mut found: BTreeMap<&str, VersionChange> = BTreeMap::new();
    for (present, is_after) in
        before.iter().map(|one| (one, false)).chain(after.iter().map(|one| (one, true)))
    {
        let change = found.entry(&present.package).or_insert_with(|| VersionChange {
            package: present.package.clone(),
            artifact: present.artifact.clone(),
            before: BTreeSet::new(),
            after: BTreeSet::new(),
        });
        let side = if is_after { &mut change.after } else { &mut change.before };
        side.insert(present.version.clone());
    }
    found.into_values().filter(|change| change.before != change.after).collect()
}
