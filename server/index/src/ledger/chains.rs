//! All that is known of requirements, read for many at once.
//!
//! From names to mentions, from these to records; from changes to versions by what ingestion keeps up
//! to date; from the packages of these to the places that they were put to. What several requirements
//! share is read once.

mod gather;

use std::collections::{BTreeMap, BTreeSet};

use archweave_model::delivery::chain::{Chain, Keyed, Linked, Placed, Version};
use archweave_model::delivery::record::{Basis, Sort};
use archweave_model::delivery::{Moment, Record, RecordKind};
use archweave_model::id::ElementId;
use sea_orm::ConnectionTrait;

use self::gather::{Gathered, gather};
use super::book;
use super::names;
use super::words::read;
use crate::{Index, IndexError, sql};

/// Requirements in one call.
const AT_ONCE: usize = 1_000;

/// Links of all requirements of one call.
const LINKS: i64 = 100_000;

/// A record that names a requirement.
#[derive(Clone, Debug)]
struct Link {
    kind: RecordKind,
    record: i64,
    basis: Basis,
    by: String,
    at: Moment,
}

/// What is known of one requirement, as ids of rows.
#[derive(Default)]
struct Own {
    links: Vec<Link>,
    /// The place in the order of each package from which on versions contain it.
    first: BTreeMap<i64, i64>,
    /// Versions in which its changes are new.
    versions: BTreeSet<i64>,
}

impl Own {
    fn of(&self, kind: RecordKind) -> impl Iterator<Item = &Link> {
        self.links.iter().filter(move |link| link.kind == kind)
    }
}

impl Index {
    /// What is known of each requirement until `at` (none: all), in their order. Of the deployments of
    /// its artifacts the last ones at each place, and those before at which it came or went. At most
    /// 1,000 requirements.
    pub async fn chains(
        &self,
        model: &str,
        requirements: &[ElementId],
        at: Option<Moment>,
    ) -> Result<Vec<Chain>, IndexError> {
        if requirements.len() > AT_ONCE {
            return Err(IndexError::Invalid(format!("more than {AT_ONCE} requirements at once")));
        }
        match book::find(&self.db, model).await? {
            Some(ledger) => {
                let found = chains(&self.db, ledger, requirements, at).await?.into_iter();
                let until = |chain: Chain| match at {
                    Some(at) => chain.until(at),
                    None => chain,
                };
                Ok(found.map(until).collect())
            }
            None => Ok(requirements.iter().map(|_| Chain::default()).collect()),
        }
    }
}

/// See [`Index::chains`].
pub(crate) async fn chains(
    db: &impl ConnectionTrait,
    ledger: i64,
    requirements: &[ElementId],
    at: Option<Moment>,
) -> Result<Vec<Chain>, IndexError> {
    let at = at.unwrap_or(Moment(i64::MAX));
    let mut own = named(db, ledger, requirements).await?;
    own.retain(|_, own| !own.links.is_empty());
    if own.is_empty() {
        return Ok(requirements.iter().map(|_| Chain::default()).collect());
    }
    let gathered = gather(db, ledger, &mut own, at).await?;
    Ok(requirements
        .iter()
        .map(|id| own.get(id).map_or_else(Chain::default, |own| gathered.chain(id, own)))
        .collect())
}

/// The records that name each requirement, by any of its names.
async fn named(
    db: &impl ConnectionTrait,
    ledger: i64,
    requirements: &[ElementId],
) -> Result<BTreeMap<ElementId, Own>, IndexError> {
    let mut own: BTreeMap<ElementId, Own> =
        requirements.iter().map(|id| (id.clone(), Own::default())).collect();
    let mut element_of: BTreeMap<i64, (ElementId, Option<Basis>)> = BTreeMap::new();
    let asked = sql::list(requirements.iter().map(|id| id.as_str()));
    for row in sql::rows(db, NAMES, [ledger.into(), asked]).await? {
        let Some(element) = super::placed::element(&row, "element")? else { continue };
        let hint: Option<String> = row.try_get("", "basis")?;
        let basis = match row.try_get::<i64>("", "by_hand")? {
            1 => Some(Basis::ByHand),
            _ => hint.map(|hint| read(&hint)).transpose()?,
        };
        element_of.insert(row.try_get("", "id")?, (element, basis));
    }
    if element_of.is_empty() {
        return Ok(own);
    }
    let references = sql::list(element_of.keys().copied());
    for row in sql::rows(db, MENTIONS, [references.clone(), LINKS.into()]).await? {
        let Some((element, better)) = element_of.get(&row.try_get::<i64>("", "reference")?) else { continue };
        let basis: Basis = read(&row.try_get::<String>("", "basis")?)?;
        let link = Link {
            kind: read(&row.try_get::<String>("", "kind")?)?,
            record: row.try_get("", "record")?,
            basis: better.map_or(basis, |better| better.min(basis)),
            by: row.try_get("", "asserted_by")?,
            at: Moment(row.try_get("", "asserted_at")?),
        };
        let Some(own) = own.get_mut(element) else { continue };
        // Two names of a requirement in one record are one link.
        match own.links.iter_mut().find(|known| (known.kind, known.record) == (link.kind, link.record)) {
            // In whatever order they came: where all else is equal, the name of who said it decides.
            Some(known) if (link.basis, link.at, &link.by) < (known.basis, known.at, &known.by) => {
                *known = link;
            }
            Some(_) => {}
            None => own.links.push(link),
        }
    }
    let contained = "SELECT requirement, package, ordinal FROM contained WHERE requirement IN ints($1)";
    for row in sql::rows(db, contained, [references]).await? {
        let known = element_of.get(&row.try_get::<i64>("", "requirement")?);
        if let Some(own) = known.and_then(|(element, _)| own.get_mut(element)) {
            let ordinal: i64 = row.try_get("", "ordinal")?;
            let first = own.first.entry(row.try_get("", "package")?).or_insert(ordinal);
            *first = ordinal.min(*first);
        }
    }
    Ok(own)
}

const NAMES: &str = "
    SELECT id, element, basis, by_hand FROM reference WHERE model = $1 AND element IS NOT NULL
    AND element IN texts($2) AND sort IN ('requirement', 'demand', 'element')";

const MENTIONS: &str = "
    SELECT reference, kind, record, basis, asserted_by, asserted_at FROM mention
    WHERE reference IN ints($1) LIMIT $2";

impl Gathered {
    /// Puts together what is known of one requirement.
    fn chain(&self, id: &ElementId, own: &Own) -> Chain {
        let mut chain = Chain::default();
        for link in &own.links {
            let Some((key, record)) = self.records.get(&(link.kind, link.record)) else { continue };
            let affirmed = self.affirmed.get(&(id.clone(), link.kind, key.clone()));
            match record {
                Record::Ticket(it) => chain.tickets.push(linked(link, key, it, affirmed)),
                Record::Change(it) => chain.changes.push(linked(link, key, it, affirmed)),
                Record::Incident(it) => chain.incidents.push(keyed(key, it)),
                Record::Defect(it) => chain.defects.push(keyed(key, it)),
                _ => {}
            }
        }
        let changes: BTreeSet<i64> = own.of(RecordKind::Change).map(|link| link.record).collect();
        let builds = changes.iter().flat_map(|change| of(&self.builds, *change));
        for build in builds.collect::<BTreeSet<i64>>() {
            if let Some((key, Record::Build(it))) = self.records.get(&(RecordKind::Build, build)) {
                chain.builds.push(keyed(key, it));
            }
        }
        let deployed: BTreeSet<i64> = own.first.iter().flat_map(|first| self.put(first)).collect();
        let placed = deployed.iter().filter_map(|id| self.deployments.get(id));
        let mut seen: BTreeSet<i64> = placed.clone().filter_map(|row| row.version).collect();
        chain.deployments = placed.map(|row| row.placed.clone()).collect();
        seen.extend(&own.versions);
        for (id, version) in &self.versions {
            let first = own.first.get(&version.package_id);
            let is_after =
                version.is_newest && first.is_some_and(|first| *first <= version.version.ordinal.0);
            if seen.contains(id) || is_after {
                seen.insert(*id);
                let is_first = own.versions.contains(id);
                chain.versions.push(Version { is_first, ..version.version.clone() });
            }
        }
        let named = own.of(RecordKind::Verification).map(|link| link.record);
        let of_versions = seen.iter().flat_map(|version| of(&self.verified, *version));
        for id in named.chain(of_versions).collect::<BTreeSet<i64>>() {
            if let Some((key, Record::Verification(it))) = self.records.get(&(RecordKind::Verification, id)) {
                let known = it.environment.as_ref().and_then(|name| Some((name, self.environment(name)?)));
                chain.environments.extend(known.map(|(name, element)| (name.clone(), element)));
                chain.verifications.push(keyed(key, it));
            }
        }
        let keys: BTreeSet<&str> = chain.deployments.iter().map(|placed| placed.key.as_str()).collect();
        let caused = keys.iter().filter_map(|key| self.caused.get(*key)).flatten();
        for id in caused.copied().collect::<BTreeSet<i64>>() {
            if let Some((key, Record::Incident(it))) = self.records.get(&(RecordKind::Incident, id))
                && !chain.incidents.iter().any(|known| known.key == *key)
            {
                chain.incidents.push(keyed(key, it));
            }
        }
        sort(&mut chain);
        chain
    }

    fn environment(&self, name: &str) -> Option<ElementId> {
        self.environments.get(&names::name(Sort::Environment, name)?.1).cloned()
    }
}

/// What stands beside a row in pairs of rows.
fn of(pairs: &BTreeSet<(i64, i64)>, row: i64) -> impl Iterator<Item = i64> {
    pairs.range((row, i64::MIN)..=(row, i64::MAX)).map(|(_, id)| *id)
}

fn keyed<T: Clone>(key: &str, record: &T) -> Keyed<T> {
    Keyed { key: key.to_owned(), record: record.clone() }
}

fn linked<T: Clone>(link: &Link, key: &str, record: &T, affirmed: Option<&(Moment, String)>) -> Linked<T> {
    Linked {
        key: key.to_owned(),
        record: record.clone(),
        asserted_by: link.by.clone(),
        asserted_at: link.at,
        basis: link.basis,
        affirmed_at: affirmed.map(|(at, _)| *at),
        affirmed_by: affirmed.map(|(_, by)| by.clone()),
    }
}

/// By time, then key.
fn sort(chain: &mut Chain) {
    let first = |times: &[Option<Moment>]| times.iter().flatten().min().copied();
    chain.tickets.sort_by_cached_key(|it| (it.record.created_at, it.key.clone()));
    chain.changes.sort_by_cached_key(|it| {
        let known = first(&[it.record.committed_at, it.record.opened_at, it.record.merged_at]);
        (known.unwrap_or(it.asserted_at), it.key.clone())
    });
    let begun = |it: &Keyed<archweave_model::delivery::record::Build>| {
        first(&[it.record.started_at, it.record.finished_at])
    };
    chain.builds.sort_by_cached_key(|it| (begun(it), it.key.clone()));
    chain.versions.sort_by(|a, b| (a.ordinal, &a.key).cmp(&(b.ordinal, &b.key)));
    chain.verifications.sort_by_cached_key(|it| (it.record.at, it.key.clone()));
    let when = |it: &Placed| it.record.at.or(it.record.started_at);
    chain.deployments.sort_by(|a, b| (when(a), &a.key).cmp(&(when(b), &b.key)));
    chain.incidents.sort_by_cached_key(|it| (it.record.detected_at, it.key.clone()));
    chain.defects.sort_by_cached_key(|it| (it.record.found_at, it.key.clone()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::names::WANTED;
    use crate::ledger::words::word;

    #[test]
    fn statements_name_the_sorts_of_requirements() {
        let sorts: Vec<String> = WANTED.iter().map(|sort| format!("'{}'", word(sort))).collect();
        assert!(NAMES.contains(&sorts.join(", ")));
    }
}
