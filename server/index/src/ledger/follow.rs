//! What follows from touched records: the order of versions, the changes in them, the first version of
//! each package that contains a requirement, and whose standing is to be computed again.

use std::collections::BTreeSet;

use archweave_model::delivery::{Record, RecordKind};
use sea_orm::DatabaseTransaction;
use serde_json::{Value as Json, json};

use super::batch::Touched;
use super::names;
use super::tables::Ids;
use crate::{IndexError, sql};

/// What of the touched records others depend on.
#[derive(Default)]
struct Reach {
    /// Keys of changes that are new or have other commits.
    changes: BTreeSet<String>,
    /// Commits of these changes, and of builds.
    commits: BTreeSet<String>,
    /// Keys of builds.
    builds: BTreeSet<String>,
    /// Versions whose changes may be others.
    versions: BTreeSet<i64>,
    /// Versions that may stand elsewhere in the order of their package.
    ordered: BTreeSet<i64>,
    /// Rows of touched changes and records of versions.
    records: BTreeSet<(RecordKind, i64)>,
    /// Names of requirements in touched records.
    named: BTreeSet<i64>,
    /// Packages that were put somewhere, or looked at.
    packages: BTreeSet<i64>,
    change_commits: Vec<Json>,
    declared: Vec<Json>,
    record_versions: Vec<Json>,
}

/// Brings all that is derived up to date with the touched records.
pub(crate) async fn follow(
    db: &DatabaseTransaction,
    ledger: i64,
    touched: &[Touched],
    ids: &Ids<'_>,
) -> Result<(), IndexError> {
    let mut reach = Reach::default();
    touched.iter().for_each(|it| reach.add(it, ids));
    reach.keep(db, ledger).await?;
    reach.widen(db, ledger).await?;
    let moved = order(db, &reach).await?;
    let requirements = changes(db, ledger, &reach, &moved).await?;
    contain(db, ledger, &requirements).await?;
    reach.mark(db, ledger, requirements).await
}

impl Reach {
    fn add(&mut self, it: &Touched, ids: &Ids<'_>) {
        let both = || it.before.iter().chain([&it.after.record]);
        for record in both() {
            for mention in names::mentions(record).into_iter().flatten() {
                let name = names::name(mention.sort, &mention.text);
                let known = name.and_then(|name| ids.names.get(&name));
                self.named
                    .extend(known.filter(|_| names::WANTED.contains(&mention.sort)).map(|known| known.id));
            }
        }
        match &it.after.record {
            Record::Change(change) => {
                self.records.insert((it.kind, it.id));
                let before = match &it.before {
                    Some(Record::Change(before)) => Some(before),
                    _ => None,
                };
                let is_new = |commit: &&String| before.is_none_or(|before| !before.commits.contains(*commit));
                let new: Vec<&String> = change.commits.iter().filter(is_new).collect();
                self.change_commits.extend(new.iter().map(|commit| json!([clean(commit), it.id])));
                let is_moved = before.is_none_or(|before| before.repository != change.repository);
                if is_moved || !new.is_empty() {
                    self.changes.insert(it.key.clone());
                    self.commits.extend(change.commits.iter().map(|commit| clean(commit)));
                }
            }
            Record::Build(_) => {
                self.builds.insert(it.key.clone());
                for record in both() {
                    let Record::Build(build) = record else { continue };
                    self.commits.extend(build.commit.as_deref().map(clean));
                    let version = build.purl.as_deref().and_then(|purl| ids.version(purl));
                    self.versions.extend(version.map(|version| version.id));
                }
            }
            Record::ArtifactVersion(after) => {
                self.records.insert((it.kind, it.id));
                for record in both() {
                    let Record::ArtifactVersion(version) = record else { continue };
                    let known = ids.version(version.purl.as_deref().unwrap_or(&it.key));
                    self.versions.extend(known.map(|version| version.id));
                    self.packages.extend(known.map(|version| version.package));
                }
                let version = ids.version(after.purl.as_deref().unwrap_or(&it.key));
                let declared = after.changes.iter().zip(std::iter::repeat(version));
                self.declared
                    .extend(declared.filter_map(|(key, version)| Some(json!([clean(key), version?.id]))));
            }
            Record::Verification(verification) => {
                self.at_versions(it, verification.purls.iter().map(String::as_str), ids);
            }
            Record::Release(release) => self.at_versions(it, release.purls.iter().map(String::as_str), ids),
            Record::Deployment(_) => {
                for record in both() {
                    let Record::Deployment(deployment) = record else { continue };
                    let version = deployment.purl.as_deref().and_then(|purl| ids.version(purl));
                    self.ordered.extend(version.map(|version| version.id));
                    self.packages.extend(version.map(|version| version.package));
                    if deployment.purl.is_none() {
                        self.packages.insert(0);
                    }
                }
            }
            _ => {}
        }
    }

    fn at_versions<'a>(&mut self, it: &Touched, purls: impl Iterator<Item = &'a str>, ids: &Ids<'_>) {
        for version in purls.filter_map(|purl| ids.version(purl)) {
            self.record_versions.push(json!([version.id, it.kind.name(), it.id]));
            self.packages.insert(version.package);
        }
    }

    /// Writes the links that records state themselves. They are only ever added to.
    async fn keep(&mut self, db: &DatabaseTransaction, ledger: i64) -> Result<(), IndexError> {
        let commit = "INSERT INTO change_commit (commit_id, change) SELECT n.commit_id, n.change
                      FROM rows($1, commit_id text, change int) AS n WHERE true ON CONFLICT DO NOTHING";
        let version = "INSERT INTO record_version (version, kind, record) SELECT n.version, n.kind, n.record
                       FROM rows($1, version int, kind text, record int) AS n WHERE true
                       ON CONFLICT DO NOTHING";
        let declared = "INSERT INTO declared_change (model, key, version) SELECT $2, n.key, n.version
                        FROM rows($1, key text, version int) AS n WHERE true ON CONFLICT DO NOTHING";
        if !self.change_commits.is_empty() {
            sql::run(db, commit, [sql::list(std::mem::take(&mut self.change_commits))]).await?;
        }
        if !self.record_versions.is_empty() {
            sql::run(db, version, [sql::list(std::mem::take(&mut self.record_versions))]).await?;
        }
        if !self.declared.is_empty() {
            let rows = sql::list(std::mem::take(&mut self.declared));
            sql::run(db, declared, [rows, ledger.into()]).await?;
        }
        Ok(())
    }

    /// Finds the versions that depend on touched changes, commits and builds.
    async fn widen(&mut self, db: &DatabaseTransaction, ledger: i64) -> Result<(), IndexError> {
        if !(self.changes.is_empty() && self.commits.is_empty() && self.builds.is_empty()) {
            let values = [
                ledger.into(),
                sql::list(self.changes.iter().map(String::as_str)),
                sql::list(self.commits.iter().map(String::as_str)),
                sql::list(self.builds.iter().map(String::as_str)),
            ];
            for row in sql::rows(db, DEPENDENT, values).await? {
                self.versions.insert(row.try_get("", "version")?);
            }
        }
        self.ordered.extend(&self.versions);
        Ok(())
    }

    /// Notes whose standing is to be computed again.
    async fn mark(
        &mut self,
        db: &DatabaseTransaction,
        ledger: i64,
        requirements: BTreeSet<i64>,
    ) -> Result<(), IndexError> {
        if !self.builds.is_empty() && !self.commits.is_empty() {
            // A build says that work began, also before there is a version.
            let values = [ledger.into(), sql::list(self.commits.iter().map(String::as_str))];
            for row in sql::rows(db, OF_COMMITS, values).await? {
                self.named.insert(row.try_get("", "reference")?);
            }
        }
        let named = self.named.iter().chain(&requirements).map(|id| json!(["requirement", id]));
        let rows: Vec<Json> = named.chain(self.packages.iter().map(|id| json!(["package", id]))).collect();
        if !rows.is_empty() {
            let mark = "INSERT INTO dirty (model, sort, reference) SELECT $1, n.sort, n.reference
                        FROM rows($2, sort text, reference int) AS n WHERE true ON CONFLICT DO NOTHING";
            sql::run(db, mark, [ledger.into(), sql::list(rows)]).await?;
        }
        Ok(())
    }
}

/// A commit or key as columns have it.
fn clean(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

const DEPENDENT: &str = "
    SELECT version FROM declared_change WHERE model = $1 AND key IN texts($2)
    UNION SELECT version FROM artifact_version
        WHERE +model = $1 AND version IS NOT NULL AND commit_id IN texts($3)
    UNION SELECT version FROM build WHERE +model = $1 AND version IS NOT NULL AND commit_id IN texts($3)
    UNION SELECT a.version FROM build b JOIN artifact_version a ON a.model = b.model AND a.build_key = b.key
        WHERE +b.model = $1 AND a.version IS NOT NULL AND b.commit_id IN texts($3)
    UNION SELECT version FROM artifact_version
        WHERE model = $1 AND version IS NOT NULL AND build_key IN texts($4)";

const OF_COMMITS: &str = "
    SELECT DISTINCT m.reference FROM change_commit cc CROSS JOIN app_change c CROSS JOIN mention m
    WHERE cc.commit_id IN texts($2) AND c.id = cc.change AND +c.model = $1
        AND m.kind = 'app-change' AND m.record = c.id";

/// Computes the place of versions in the order of their packages; says which moved.
async fn order(db: &DatabaseTransaction, reach: &Reach) -> Result<BTreeSet<i64>, IndexError> {
    let mut moved = BTreeSet::new();
    if reach.ordered.is_empty() {
        return Ok(moved);
    }
    let mut rows = Vec::new();
    for row in sql::rows(db, ORDER, [sql::list(reach.ordered.iter().copied())]).await? {
        let id: i64 = row.try_get("", "id")?;
        let (before, now): (Option<i64>, Option<i64>) =
            (row.try_get("", "ordinal")?, row.try_get("", "now")?);
        if before != now {
            moved.insert(id);
            rows.push(json!([id, now]));
        }
    }
    if !rows.is_empty() {
        let versions = "UPDATE version SET ordinal = n.ordinal
                        FROM rows($1, id int, ordinal int) AS n WHERE version.id = n.id";
        sql::run(db, versions, [sql::list(rows)]).await?;
        // Asked for the version of each, since a join with the list reads all deployments for each of its rows.
        let deployments = "UPDATE deployment SET ordinal =
                               (SELECT v.ordinal FROM version v WHERE v.id = deployment.version)
                           WHERE deployment.version IN ints($1)";
        sql::run(db, deployments, [sql::list(moved.iter().copied())]).await?;
    }
    Ok(moved)
}

const ORDER: &str = "
    SELECT v.id, v.ordinal, coalesce(
        (SELECT min(a.built_at) FROM artifact_version a WHERE a.version = v.id),
        (SELECT min(d.at) FROM deployment d WHERE d.version = v.id AND d.good = 1 AND d.gone = 0),
        (SELECT min(b.finished_at) FROM build b WHERE b.version = v.id)) AS now
    FROM version v WHERE v.id IN ints($1)";

/// Computes which changes are new in versions; says which requirements these are about, before or now.
async fn changes(
    db: &DatabaseTransaction,
    ledger: i64,
    reach: &Reach,
    moved: &BTreeSet<i64>,
) -> Result<BTreeSet<i64>, IndexError> {
    let mut requirements = BTreeSet::new();
    let versions = sql::list(reach.versions.union(moved).copied());
    if !(reach.versions.is_empty() && moved.is_empty()) {
        add_requirements(db, &mut requirements, OF_VERSIONS, [versions.clone()]).await?;
    }
    if !reach.versions.is_empty() {
        let of = sql::list(reach.versions.iter().copied());
        let forget = "DELETE FROM version_change WHERE version IN ints($1)";
        sql::run(db, forget, [of.clone()]).await?;
        sql::run(db, CHANGES, [of, ledger.into()]).await?;
        add_requirements(db, &mut requirements, OF_VERSIONS, [versions]).await?;
    }
    let touched = reach.records.iter().map(|(kind, id)| json!([kind.name(), id]));
    if !reach.records.is_empty() {
        add_requirements(db, &mut requirements, OF_RECORDS, [sql::list(touched)]).await?;
    }
    Ok(requirements)
}

async fn add_requirements<const N: usize>(
    db: &DatabaseTransaction,
    found: &mut BTreeSet<i64>,
    question: &str,
    values: [sea_orm::Value; N],
) -> Result<(), IndexError> {
    for row in sql::rows(db, question, values).await? {
        found.insert(row.try_get("", "reference")?);
    }
    Ok(())
}

const OF_VERSIONS: &str = "
    SELECT m.reference FROM version_change vc CROSS JOIN mention m CROSS JOIN reference r
    WHERE vc.version IN ints($1) AND m.kind = 'app-change' AND m.record = vc.change
        AND r.id = m.reference AND r.sort IN ('requirement', 'demand', 'element')
    UNION SELECT m.reference FROM artifact_version a CROSS JOIN mention m CROSS JOIN reference r
    WHERE a.version IN ints($1) AND m.kind = 'artifact-version' AND m.record = a.id
        AND r.id = m.reference AND r.sort IN ('requirement', 'demand', 'element')";

const OF_RECORDS: &str = "
    SELECT DISTINCT m.reference FROM rows($1, kind text, id int) AS n CROSS JOIN mention m
    JOIN reference r ON r.id = m.reference AND r.sort IN ('requirement', 'demand', 'element')
    WHERE m.kind = n.kind AND m.record = n.id";

/// Changes that a version names, and those that have its commit or the commit of its build.
const CHANGES: &str = "
    INSERT INTO version_change (version, change)
    SELECT d.version, c.id FROM declared_change d JOIN app_change c ON c.model = d.model AND c.key = d.key
        WHERE d.version IN ints($1)
    UNION SELECT a.version, c.id FROM artifact_version a JOIN change_commit cc ON cc.commit_id = a.commit_id
        JOIN app_change c ON c.id = cc.change AND +c.model = $2
        WHERE a.version IN ints($1) AND coalesce(c.repository = a.repository, true)
    UNION SELECT b.version, c.id FROM build b JOIN change_commit cc ON cc.commit_id = b.commit_id
        JOIN app_change c ON c.id = cc.change AND +c.model = $2
        WHERE b.version IN ints($1) AND coalesce(c.repository = b.repository, true)
    UNION SELECT a.version, c.id FROM artifact_version a
        JOIN build b ON b.model = a.model AND b.key = a.build_key
        JOIN change_commit cc ON cc.commit_id = b.commit_id
        JOIN app_change c ON c.id = cc.change AND +c.model = $2
        WHERE a.version IN ints($1) AND coalesce(c.repository = b.repository, true)";

/// Finds the first version of each package that contains these requirements.
async fn contain(
    db: &DatabaseTransaction,
    ledger: i64,
    requirements: &BTreeSet<i64>,
) -> Result<(), IndexError> {
    if requirements.is_empty() {
        return Ok(());
    }
    let of = sql::list(requirements.iter().copied());
    sql::run(db, "DELETE FROM contained WHERE requirement IN ints($1)", [of.clone()]).await?;
    sql::run(db, CONTAINED, [of, ledger.into()]).await?;
    Ok(())
}

const CONTAINED: &str = "
    INSERT INTO contained (requirement, package, model, ordinal, version)
    SELECT requirement, package, $2, ordinal, id FROM (
        SELECT own.reference AS requirement, v.package, v.ordinal, v.id,
            row_number() OVER (PARTITION BY own.reference, v.package ORDER BY v.ordinal, v.purl) AS place
        FROM (
            SELECT m.reference, vc.version FROM mention m JOIN version_change vc ON vc.change = m.record
                WHERE m.kind = 'app-change' AND m.reference IN ints($1)
            UNION SELECT m.reference, a.version FROM mention m JOIN artifact_version a ON a.id = m.record
                WHERE m.kind = 'artifact-version' AND m.reference IN ints($1)
        ) AS own JOIN version v ON v.id = own.version WHERE v.ordinal IS NOT NULL
    ) AS numbered WHERE place = 1";
