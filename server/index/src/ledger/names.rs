//! Names in records, and the rows that say what they stand for.

use std::collections::{BTreeMap, BTreeSet};

use archweave_model::delivery::record::{Mention, Sort};
use archweave_model::delivery::reference::{Directory, Found};
use archweave_model::delivery::{Moment, Record, RecordKind, purl};
use sea_orm::DatabaseTransaction;
use serde_json::json;

use super::words::{read, word};
use crate::{IndexError, sql, text};

/// A name and what sort of thing it is looked for among.
pub(crate) type Name = (Sort, String);

/// Says what a name stands for: an element, or the word for why none was found.
pub(crate) type Find<'a> = &'a (dyn Fn(Sort, &str) -> Result<Found, String> + Sync);

/// Looks names up in the model.
pub(crate) fn looked_up(directory: &Directory) -> impl Fn(Sort, &str) -> Result<Found, String> + Sync {
    |sort, text| directory.find(sort, text).map_err(|reason| reason.code().to_owned())
}

/// Sorts of names that may stand for something that is delivered.
pub(crate) const WANTED: [Sort; 3] = [Sort::Requirement, Sort::Demand, Sort::Element];

/// Characters of a name; what is longer is cut.
const LONGEST: usize = 300;

/// A name as it is looked for: on one line and bounded. None if it is empty.
pub(crate) fn name(sort: Sort, written: &str) -> Option<Name> {
    let text = text::clean(written.trim(), LONGEST);
    (!text.is_empty()).then_some((sort, text))
}

/// An address of a version: in its canonical form if it is one, and its package and version.
pub(crate) struct Address {
    pub purl: String,
    pub package: String,
    pub version: String,
}

/// Reads the address of a version. What is none is a package of its own.
pub(crate) fn address(written: &str) -> Option<Address> {
    match purl::parse(written) {
        Ok(read) => Some(Address {
            purl: read.as_str().to_owned(),
            package: read.package().to_owned(),
            version: read.version().unwrap_or_default().to_owned(),
        }),
        Err(_) => name(Sort::Artifact, written).map(|(_, text)| Address {
            purl: text.clone(),
            package: text,
            version: String::new(),
        }),
    }
}

/// The package that an address of a version names.
pub(crate) fn package(written: &str) -> Option<Name> {
    address(written).and_then(|address| name(Sort::Artifact, &address.package))
}

/// All names in a record.
pub(crate) fn names(key: &str, record: &Record) -> BTreeSet<Name> {
    let mut found = BTreeSet::new();
    let mut add = |sort, written: &Option<String>| {
        found.extend(written.as_deref().and_then(|written| match sort {
            Sort::Artifact => package(written),
            sort => name(sort, written),
        }));
    };
    match record {
        Record::Need(it) => add(Sort::Demand, &it.demand),
        Record::Change(it) => add(Sort::Repository, &it.repository),
        Record::Build(it) => {
            add(Sort::Repository, &it.repository);
            add(Sort::Artifact, &it.purl);
        }
        Record::ArtifactVersion(it) => {
            add(Sort::Repository, &it.repository);
            add(Sort::Artifact, &Some(it.purl.clone().unwrap_or_else(|| key.to_owned())));
        }
        Record::Verification(it) => {
            add(Sort::Environment, &it.environment);
            it.purls.iter().for_each(|purl| add(Sort::Artifact, &Some(purl.clone())));
        }
        Record::Release(it) => {
            add(Sort::Release, &Some(it.name.clone().unwrap_or_else(|| key.to_owned())));
            it.purls.iter().for_each(|purl| add(Sort::Artifact, &Some(purl.clone())));
        }
        Record::Deployment(it) => {
            add(Sort::Environment, &it.environment);
            add(Sort::Target, &it.target);
            add(Sort::Component, &it.service);
            add(Sort::Artifact, &it.purl);
            add(Sort::Repository, &it.repository);
            add(Sort::Release, &it.release);
        }
        Record::Incident(it) => {
            add(Sort::Environment, &it.environment);
            add(Sort::Component, &it.service);
            add(Sort::Artifact, &it.purl);
        }
        Record::Defect(it) => add(Sort::Environment, &it.found_in),
        Record::IndicatorValue(it) => {
            add(Sort::Indicator, &it.indicator);
            add(Sort::Element, &it.element);
        }
        Record::Ticket(_) | Record::Assessment(_) => {}
    }
    found.extend(mentions(record).into_iter().flatten().filter_map(|it| name(it.sort, &it.text)));
    found
}

/// What a record mentions, for kinds that mention anything.
pub(crate) fn mentions(record: &Record) -> Option<&BTreeSet<Mention>> {
    match record {
        Record::Ticket(it) => Some(&it.mentions),
        Record::Change(it) => Some(&it.mentions),
        Record::ArtifactVersion(it) => Some(&it.mentions),
        Record::Verification(it) => Some(&it.mentions),
        Record::Release(it) => Some(&it.mentions),
        Record::Deployment(it) => Some(&it.mentions),
        Record::Incident(it) => Some(&it.mentions),
        Record::Defect(it) => Some(&it.mentions),
        Record::Need(_) | Record::Build(_) | Record::IndicatorValue(_) | Record::Assessment(_) => None,
    }
}

/// Where a name was met first: the earliest fact that has it.
pub(crate) type First = (Moment, RecordKind, String);

/// A row of `reference`.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub id: i64,
    /// Whether it is still looked for: it stands for nothing, and nobody decided so.
    pub is_unmatched: bool,
}

/// Finds the rows of names, and makes those that are missing.
pub(crate) async fn intern(
    db: &DatabaseTransaction,
    ledger: i64,
    wanted: &BTreeMap<Name, First>,
    find: Find<'_>,
) -> Result<BTreeMap<Name, Known>, IndexError> {
    let mut known = BTreeMap::new();
    let mut earlier = Vec::new();
    let asked = sql::list(wanted.keys().map(|(sort, text)| json!([word(sort), text])));
    for row in sql::rows(db, FIND, [ledger.into(), asked]).await? {
        let id: i64 = row.try_get("", "id")?;
        let found: Name = (read(&row.try_get::<String>("", "sort")?)?, row.try_get("", "text")?);
        if let Some(first) = wanted.get(&found) {
            let kind: String = row.try_get("", "first_kind")?;
            let before = (row.try_get("", "first_at")?, kind, row.try_get::<String>("", "first_key")?);
            let now = (first.0.0, first.1.name().to_owned(), first.2.clone());
            if now < before {
                earlier.push(json!([id, now.0, now.1, now.2]));
            }
        }
        let element: Option<String> = row.try_get("", "element")?;
        let is_unmatched = element.is_none() && row.try_get::<i64>("", "by_hand")? == 0;
        known.insert(found, Known { id, is_unmatched });
    }
    if !earlier.is_empty() {
        sql::run(db, EARLIER, [sql::list(earlier)]).await?;
    }
    let missing = wanted.iter().filter(|(name, _)| !known.contains_key(*name));
    let missing: Vec<_> = missing
        .map(|((sort, text), (at, kind, key))| {
            let (element, basis, reason) = match find(*sort, text) {
                Ok(found) => {
                    (Some(found.element.to_string()), found.basis_hint.map(|basis| word(&basis)), None)
                }
                Err(reason) => (None, None, Some(reason)),
            };
            json!([word(sort), text, element, basis, reason, at.0, kind.name(), key])
        })
        .collect();
    if !missing.is_empty() {
        for row in sql::rows(db, ADD, [ledger.into(), sql::list(missing)]).await? {
            let element: Option<String> = row.try_get("", "element")?;
            let found = (read(&row.try_get::<String>("", "sort")?)?, row.try_get("", "text")?);
            known.insert(found, Known { id: row.try_get("", "id")?, is_unmatched: element.is_none() });
        }
    }
    Ok(known)
}

const FIND: &str = "
    SELECT r.id, r.sort, r.text, r.element, r.by_hand, r.first_at, r.first_kind, r.first_key
    FROM rows($2, sort text, text text) AS n
    CROSS JOIN reference r WHERE r.model = $1 AND r.sort = n.sort AND r.text = n.text";

const EARLIER: &str = "
    UPDATE reference SET first_at = n.at, first_kind = n.kind, first_key = n.key
    FROM rows($1, id int, at int, kind text, key text) AS n WHERE reference.id = n.id";

const ADD: &str = "
    INSERT INTO reference (model, sort, text, element, basis, reason, first_at, first_kind, first_key)
    SELECT $1, n.sort, n.text, n.element, n.basis, n.reason, n.at, n.kind, n.key
    FROM rows($2, sort text, text text, element text, basis text, reason text, at int, kind text, key text) AS n
    WHERE true
    RETURNING id, sort, text, element";
