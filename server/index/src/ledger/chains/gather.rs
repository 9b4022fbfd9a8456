//! The rows that the chains of several requirements are made of.

use std::collections::{BTreeMap, BTreeSet};

use archweave_model::delivery::chain::Version;
use archweave_model::delivery::record::ArtifactVersion;
use archweave_model::delivery::{Moment, Record, RecordKind};
use archweave_model::id::ElementId;
use sea_orm::ConnectionTrait;

use super::Own;
use crate::ledger::history;
use crate::ledger::placed::{self, PlacedRow, element};
use crate::ledger::tables;
use crate::ledger::words::read;
use crate::{IndexError, sql};

/// The newest versions of a package, which may have been looked at and not been put anywhere.
const NEWEST: i64 = 10;

/// Verifications of all these versions.
const VERIFICATIONS: i64 = 5_000;

/// A version, and the row of its package.
pub(super) struct VersionRow {
    pub package_id: i64,
    pub version: Version,
    /// Whether it is among the newest of its package.
    pub is_newest: bool,
}

/// What several requirements share.
#[derive(Default)]
pub(super) struct Gathered {
    pub records: BTreeMap<(RecordKind, i64), (String, Record)>,
    /// Changes and the builds of their commits.
    pub builds: BTreeSet<(i64, i64)>,
    pub versions: BTreeMap<i64, VersionRow>,
    /// Versions and what looked at them.
    pub verified: BTreeSet<(i64, i64)>,
    pub deployments: BTreeMap<i64, PlacedRow>,
    /// Deployments of a package, for requirements that are in it from a version on.
    put: BTreeMap<(i64, i64), BTreeSet<i64>>,
    /// The incidents that name a deployment, by its key.
    pub caused: BTreeMap<String, BTreeSet<i64>>,
    pub affirmed: BTreeMap<(ElementId, RecordKind, String), (Moment, String)>,
    /// What names of environments stand for.
    pub environments: BTreeMap<String, ElementId>,
}

pub(super) async fn gather(
    db: &impl ConnectionTrait,
    ledger: i64,
    own: &mut BTreeMap<ElementId, Own>,
    at: Moment,
) -> Result<Gathered, IndexError> {
    let mut all = Gathered::default();
    all.add_versions_of_changes(db, own).await?;
    all.add_builds(db, ledger, own).await?;
    all.add_deployments(db, own, at).await?;
    all.add_versions(db, own, at).await?;
    all.add_verifications(db).await?;
    all.add_incidents(db, ledger).await?;
    all.add_records(db, own).await?;
    all.add_affirmations(db, ledger, own, at).await?;
    all.add_environments(db, ledger).await?;
    Ok(all)
}

fn linked(own: &BTreeMap<ElementId, Own>, kind: RecordKind) -> BTreeSet<i64> {
    own.values().flat_map(|own| own.of(kind)).map(|link| link.record).collect()
}

impl Gathered {
    /// The deployments of a package that matter to a requirement that is in it from a version on.
    pub(super) fn put(&self, (package, first): (&i64, &i64)) -> impl Iterator<Item = i64> {
        self.put.get(&(*package, *first)).into_iter().flatten().copied()
    }

    /// Versions in which the changes of each requirement are new.
    async fn add_versions_of_changes(
        &mut self,
        db: &impl ConnectionTrait,
        own: &mut BTreeMap<ElementId, Own>,
    ) -> Result<(), IndexError> {
        let mut of: BTreeMap<(RecordKind, i64), BTreeSet<i64>> = BTreeMap::new();
        for (kind, question) in [
            (
                RecordKind::Change,
                "SELECT change AS record, version FROM version_change WHERE change IN ints($1)",
            ),
            (
                RecordKind::ArtifactVersion,
                "SELECT id AS record, version FROM artifact_version
                 WHERE id IN ints($1) AND version IS NOT NULL",
            ),
        ] {
            let records = linked(own, kind);
            if !records.is_empty() {
                for row in sql::rows(db, question, [sql::list(records)]).await? {
                    let record = (kind, row.try_get("", "record")?);
                    of.entry(record).or_default().insert(row.try_get("", "version")?);
                }
            }
        }
        for own in own.values_mut() {
            let versions = own.links.iter().filter_map(|link| of.get(&(link.kind, link.record)));
            own.versions = versions.flatten().copied().collect();
        }
        Ok(())
    }

    async fn add_builds(
        &mut self,
        db: &impl ConnectionTrait,
        ledger: i64,
        own: &BTreeMap<ElementId, Own>,
    ) -> Result<(), IndexError> {
        let changes = linked(own, RecordKind::Change);
        if changes.is_empty() {
            return Ok(());
        }
        for row in sql::rows(db, BUILDS, [ledger.into(), sql::list(changes)]).await? {
            self.builds.insert((row.try_get("", "change")?, row.try_get("", "build")?));
        }
        Ok(())
    }

    async fn add_deployments(
        &mut self,
        db: &impl ConnectionTrait,
        own: &BTreeMap<ElementId, Own>,
        at: Moment,
    ) -> Result<(), IndexError> {
        let wanted: BTreeSet<(i64, i64)> = own
            .values()
            .flat_map(|own| own.first.iter().map(|(package, first)| (*package, *first)))
            .collect();
        let packages: BTreeSet<i64> = wanted.iter().map(|(package, _)| *package).collect();
        if packages.is_empty() {
            return Ok(());
        }
        let mut slots: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
        for row in sql::rows(db, SLOTS, [sql::list(packages)]).await? {
            slots.entry(row.try_get("", "package")?).or_default().push(row.try_get("", "slot")?);
        }
        let places = |package: &i64| slots.get(package).into_iter().flatten();
        let asked =
            wanted.iter().flat_map(|(package, first)| places(package).map(|slot| (*slot, *first))).collect();
        let turns = history::turns(db, &asked, at).await?;
        for (package, first) in wanted {
            let found = places(&package).filter_map(|slot| turns.get(&(*slot, first)));
            self.put.insert((package, first), found.flatten().copied().collect());
        }
        let ids: BTreeSet<i64> = self.put.values().flatten().copied().collect();
        self.deployments = placed::by_id(db, ids).await?;
        Ok(())
    }

    async fn add_versions(
        &mut self,
        db: &impl ConnectionTrait,
        own: &BTreeMap<ElementId, Own>,
        at: Moment,
    ) -> Result<(), IndexError> {
        let mut wanted: BTreeSet<i64> = own.values().flat_map(|own| own.versions.iter().copied()).collect();
        wanted.extend(self.deployments.values().filter_map(|row| row.version));
        let mut newest = BTreeSet::new();
        let packages: BTreeSet<i64> = own.values().flat_map(|own| own.first.keys().copied()).collect();
        let asked = sql::list(packages.into_iter().map(|package| serde_json::json!([package])));
        let mut of: BTreeMap<i64, i64> = BTreeMap::new();
        for row in sql::rows(db, NEWEST_OF, [asked, at.0.into(), (NEWEST - 1).into()]).await? {
            // Of versions with the same place there may be more than are wanted.
            let count = of.entry(row.try_get("", "package")?).or_default();
            *count += 1;
            if *count <= NEWEST {
                newest.insert(row.try_get::<i64>("", "id")?);
            }
        }
        wanted.extend(&newest);
        if wanted.is_empty() {
            return Ok(());
        }
        for row in sql::rows(db, VERSIONS, [sql::list(wanted)]).await? {
            let id: i64 = row.try_get("", "id")?;
            let purl: String = row.try_get("", "purl")?;
            let Some(ordinal) = row.try_get::<Option<i64>>("", "ordinal")? else { continue };
            // Several records may be about one version; the first that was heard of stands for it.
            if self.versions.contains_key(&id) {
                continue;
            }
            let mut record = match row.try_get::<Option<String>>("", "state")? {
                None => ArtifactVersion::default(),
                Some(_) => match tables::state(RecordKind::ArtifactVersion, &row)?.record {
                    Record::ArtifactVersion(record) => record,
                    _ => ArtifactVersion::default(),
                },
            };
            record.purl = Some(purl.clone());
            let version = Version {
                key: purl,
                record,
                artifact: element(&row, "element")?,
                package: row.try_get("", "package")?,
                ordinal: Moment(ordinal),
                is_first: false,
            };
            let package_id = row.try_get("", "package_id")?;
            self.versions.insert(id, VersionRow { package_id, version, is_newest: newest.contains(&id) });
        }
        Ok(())
    }

    async fn add_verifications(&mut self, db: &impl ConnectionTrait) -> Result<(), IndexError> {
        if self.versions.is_empty() {
            return Ok(());
        }
        let question = "SELECT version, record FROM record_version
                        WHERE version IN ints($1) AND kind = 'verification' ORDER BY record DESC LIMIT $2";
        let of = sql::list(self.versions.keys().copied());
        for row in sql::rows(db, question, [of, VERIFICATIONS.into()]).await? {
            self.verified.insert((row.try_get("", "version")?, row.try_get("", "record")?));
        }
        Ok(())
    }

    async fn add_incidents(&mut self, db: &impl ConnectionTrait, ledger: i64) -> Result<(), IndexError> {
        if self.deployments.is_empty() {
            return Ok(());
        }
        let question = "SELECT deployment, id FROM incident WHERE model = $1
                        AND deployment IS NOT NULL AND deployment IN texts($2)";
        let keys = sql::list(self.deployments.values().map(|row| row.placed.key.as_str()));
        for row in sql::rows(db, question, [ledger.into(), keys]).await? {
            self.caused.entry(row.try_get("", "deployment")?).or_default().insert(row.try_get("", "id")?);
        }
        Ok(())
    }

    async fn add_records(
        &mut self,
        db: &impl ConnectionTrait,
        own: &BTreeMap<ElementId, Own>,
    ) -> Result<(), IndexError> {
        for kind in [
            RecordKind::Ticket,
            RecordKind::Change,
            RecordKind::Build,
            RecordKind::Verification,
            RecordKind::Incident,
            RecordKind::Defect,
        ] {
            let mut ids = linked(own, kind);
            match kind {
                RecordKind::Build => ids.extend(self.builds.iter().map(|(_, id)| *id)),
                RecordKind::Verification => ids.extend(self.verified.iter().map(|(_, id)| *id)),
                RecordKind::Incident => ids.extend(self.caused.values().flatten()),
                _ => {}
            }
            for (id, (key, state)) in tables::by_id(db, kind, ids).await? {
                self.records.insert((kind, id), (key, canonical(state.record)));
            }
        }
        Ok(())
    }

    async fn add_affirmations(
        &mut self,
        db: &impl ConnectionTrait,
        ledger: i64,
        own: &BTreeMap<ElementId, Own>,
        until: Moment,
    ) -> Result<(), IndexError> {
        let question = "SELECT requirement, kind, key, at, who FROM affirmation
                        WHERE model = $1 AND requirement IN texts($2) AND at <= $3 ORDER BY at, id";
        let of = sql::list(own.keys().map(|id| id.as_str()));
        for row in sql::rows(db, question, [ledger.into(), of, until.0.into()]).await? {
            let Some(requirement) = element(&row, "requirement")? else { continue };
            let kind = read(&row.try_get::<String>("", "kind")?)?;
            // The last one stays.
            let said = (Moment(row.try_get("", "at")?), row.try_get("", "who")?);
            self.affirmed.insert((requirement, kind, row.try_get("", "key")?), said);
        }
        Ok(())
    }

    async fn add_environments(&mut self, db: &impl ConnectionTrait, ledger: i64) -> Result<(), IndexError> {
        let names = self.records.values().filter_map(|(_, record)| match record {
            Record::Verification(it) => it.environment.as_deref(),
            _ => None,
        });
        let names: BTreeSet<String> = names
            .filter_map(|name| {
                crate::ledger::names::name(archweave_model::delivery::record::Sort::Environment, name)
            })
            .map(|(_, text)| text)
            .collect();
        if names.is_empty() {
            return Ok(());
        }
        let question = "SELECT text, element FROM reference
                        WHERE model = $1 AND sort = 'environment' AND text IN texts($2)";
        for row in sql::rows(db, question, [ledger.into(), sql::list(names)]).await? {
            if let Some(element) = element(&row, "element")? {
                self.environments.insert(row.try_get("", "text")?, element);
            }
        }
        Ok(())
    }
}

/// Addresses of versions in the form in which versions have them.
fn canonical(mut record: Record) -> Record {
    let of = |written: &String| {
        crate::ledger::names::address(written).map_or_else(|| written.clone(), |address| address.purl)
    };
    if let Record::Verification(it) = &mut record {
        it.purls = it.purls.iter().map(of).collect();
    }
    record
}

const BUILDS: &str = "
    SELECT cc.change, b.id AS build FROM change_commit cc JOIN app_change c ON c.id = cc.change
    JOIN build b ON b.commit_id = cc.commit_id AND +b.model = $1
    WHERE cc.change IN ints($2) AND coalesce(c.repository = b.repository, true)";

/// Places of packages; and where a place has one package only, what was done there without naming it.
const SLOTS: &str = "
    SELECT s.package, s.id AS slot FROM slot s WHERE s.package IN ints($1)
    UNION ALL
    SELECT s.package, o.id FROM slot s JOIN slot o ON o.model = s.model AND o.package = 0
        AND o.environment = s.environment AND o.target = s.target
    WHERE s.package IN ints($1)
        AND EXISTS (SELECT 1 FROM deployment g WHERE g.slot = s.id AND g.good > 0) AND NOT EXISTS (
        SELECT 1 FROM slot t WHERE +t.model = s.model AND t.environment = s.environment
        AND t.target = s.target AND t.package NOT IN (0, s.package)
            AND EXISTS (SELECT 1 FROM deployment f WHERE f.slot = t.id AND f.good > 0))";

const NEWEST_OF: &str = "
    WITH n AS MATERIALIZED (
        SELECT p.package, coalesce((SELECT e.ordinal FROM version e
            WHERE e.package = p.package AND e.ordinal <= $2
            ORDER BY e.ordinal DESC LIMIT 1 OFFSET $3), -9223372036854775807) AS since
        FROM rows($1, package int) AS p)
    SELECT v.package, v.id FROM n CROSS JOIN version v
    WHERE v.package = n.package AND v.ordinal >= n.since AND v.ordinal <= $2
    ORDER BY v.package, v.ordinal DESC, v.purl DESC";

const VERSIONS: &str = "
    SELECT v.id, v.purl, v.ordinal, v.package AS package_id, p.text AS package, p.element, a.state, a.key
    FROM version v JOIN reference p ON p.id = v.package LEFT JOIN artifact_version a ON a.version = v.id
    WHERE v.id IN ints($1) ORDER BY v.id, a.key";
