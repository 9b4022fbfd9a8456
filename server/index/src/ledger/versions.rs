//! Versions of packages, and the places that they are put to.

use std::collections::{BTreeMap, BTreeSet};

use archweave_model::delivery::Record;
use archweave_model::delivery::record::Sort;
use sea_orm::DatabaseTransaction;
use serde_json::json;

use super::names::{self, Address, Known, Name};
use super::tables::Ordered;
use crate::{IndexError, sql};

/// The addresses of versions that a record names.
pub(crate) fn addresses(key: &str, record: &Record) -> Vec<Address> {
    let written: Vec<&str> = match record {
        Record::Build(it) => it.purl.as_deref().into_iter().collect(),
        Record::ArtifactVersion(it) => vec![it.purl.as_deref().unwrap_or(key)],
        Record::Verification(it) => it.purls.iter().map(String::as_str).collect(),
        Record::Release(it) => it.purls.iter().map(String::as_str).collect(),
        Record::Deployment(it) => it.purl.as_deref().into_iter().collect(),
        Record::Incident(it) => it.purl.as_deref().into_iter().collect(),
        _ => Vec::new(),
    };
    written.into_iter().filter_map(names::address).collect()
}

/// Finds the rows of versions, and makes those that are missing.
pub(crate) async fn ensure(
    db: &DatabaseTransaction,
    ledger: i64,
    wanted: impl Iterator<Item = Address>,
    names: &BTreeMap<Name, Known>,
) -> Result<BTreeMap<String, Ordered>, IndexError> {
    let wanted: BTreeMap<String, Address> = wanted.map(|it| (it.purl.clone(), it)).collect();
    let mut known = BTreeMap::new();
    if wanted.is_empty() {
        return Ok(known);
    }
    let find = "SELECT purl, id, package, ordinal FROM version WHERE model = $1 AND purl IN texts($2)";
    let keys = sql::list(wanted.keys().map(String::as_str));
    for row in sql::rows(db, find, [ledger.into(), keys]).await? {
        let version = Ordered {
            id: row.try_get("", "id")?,
            package: row.try_get("", "package")?,
            ordinal: row.try_get("", "ordinal")?,
        };
        known.insert(row.try_get::<String>("", "purl")?, version);
    }
    let missing = wanted.values().filter(|it| !known.contains_key(&it.purl)).filter_map(|it| {
        let package = names.get(&names::name(Sort::Artifact, &it.package)?)?;
        Some(json!([it.purl, package.id, it.version]))
    });
    let missing: Vec<_> = missing.collect();
    if !missing.is_empty() {
        let add = "INSERT INTO version (model, purl, package, name) SELECT $1, n.purl, n.package, n.name
                   FROM rows($2, purl text, package int, name text) AS n WHERE true
                   RETURNING purl, id, package";
        for row in sql::rows(db, add, [ledger.into(), sql::list(missing)]).await? {
            let (id, package) = (row.try_get("", "id")?, row.try_get("", "package")?);
            known.insert(row.try_get::<String>("", "purl")?, Ordered { id, package, ordinal: None });
        }
    }
    Ok(known)
}

/// Finds the rows of places, and makes those that are missing.
pub(crate) async fn ensure_slots(
    db: &DatabaseTransaction,
    ledger: i64,
    wanted: BTreeSet<(i64, i64, i64)>,
) -> Result<BTreeMap<(i64, i64, i64), i64>, IndexError> {
    let mut known = BTreeMap::new();
    if wanted.is_empty() {
        return Ok(known);
    }
    let find = "SELECT s.id, s.package, s.environment, s.target
                FROM rows($2, package int, environment int, target int) AS n
                CROSS JOIN slot s WHERE s.model = $1 AND s.package = n.package
                AND s.environment = n.environment AND s.target = n.target";
    let add = "INSERT INTO slot (model, package, environment, target)
               SELECT $1, n.package, n.environment, n.target
               FROM rows($2, package int, environment int, target int) AS n WHERE true
               RETURNING id, package, environment, target";
    for statement in [find, add] {
        let missing = wanted.iter().filter(|place| !known.contains_key(*place));
        let missing: Vec<_> = missing.map(|(package, at, target)| json!([package, at, target])).collect();
        if missing.is_empty() {
            break;
        }
        for row in sql::rows(db, statement, [ledger.into(), sql::list(missing)]).await? {
            let place =
                (row.try_get("", "package")?, row.try_get("", "environment")?, row.try_get("", "target")?);
            known.insert(place, row.try_get("", "id")?);
        }
    }
    Ok(known)
}
