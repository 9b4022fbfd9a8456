//! What runs where, now or at an earlier time.

use std::collections::BTreeMap;

use archweave_model::delivery::Moment;
use archweave_model::delivery::chain::{Keyed, Placed};
use archweave_model::delivery::record::Deployment;
use archweave_model::id::ElementId;

use super::placed::{self, PlacedRow, element};
use super::{book, history};
use crate::{Index, IndexError, sql};

/// A version that runs, or ran, at a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Running {
    /// The environment of the model, where it is known.
    pub environment: Option<ElementId>,
    /// The deployment target of the model, where it is known.
    pub target: Option<ElementId>,
    /// The package address without version.
    pub package: String,
    /// The artifact of the model, where it is known.
    pub artifact: Option<ElementId>,
    /// The whole package address.
    pub purl: String,
    /// The version alone.
    pub version: String,
    /// The place of the version among those of its package; none while that is not known.
    pub ordinal: Option<Moment>,
    /// Whether anybody told how it was built: without that it is not known what it holds.
    pub is_reported: bool,
    /// The deployment that put it there; its record has the names as they were reported.
    pub deployment: Keyed<Deployment>,
    /// When that was.
    pub since: Moment,
}

/// A place as an element, or as it was reported.
type Place = (String, String, String);

impl Index {
    /// What ran at a moment, in one environment or in all, by environment, target and package. A
    /// configuration puts nothing to a place; what took a version away leaves nothing there.
    pub async fn running(
        &self,
        model: &str,
        at: Moment,
        environment: Option<&ElementId>,
    ) -> Result<Vec<Running>, IndexError> {
        let Some(ledger) = book::find(&self.db, model).await? else { return Ok(Vec::new()) };
        let wanted = environment.map(|id| id.as_str().to_owned());
        let rows = sql::rows(&self.db, NEWEST, [ledger.into(), at.0.into(), wanted.into()]).await?;
        let mut ids = Vec::with_capacity(rows.len());
        let mut unnamed = Vec::new();
        for row in rows {
            let newest: Option<i64> = row.try_get("", "deployment")?;
            match (newest, row.try_get::<Option<i64>>("", "other")?) {
                // What was done there without naming a package may have gone back to a version before.
                (Some(_), Some(other)) => unnamed.push((row.try_get("", "slot")?, other)),
                (newest, _) => ids.extend(newest),
            }
        }
        ids.extend(history::after_unnamed(&self.db, &unnamed, at).await?);
        let found = placed::by_id(&self.db, ids).await?;
        let mut newest: BTreeMap<Place, PlacedRow> = BTreeMap::new();
        for row in found.into_values() {
            let place = place(&row.placed);
            let is_newer = newest.get(&place).is_none_or(|known| moment(known) < moment(&row));
            if is_newer {
                newest.insert(place, row);
            }
        }
        newest.retain(|_, row| row.placed.record.kind.as_deref() != Some("removal"));
        let versions = versions(&self.db, newest.values()).await?;
        let running = newest.into_values().filter_map(|row| {
            let VersionOf { purl, version, ordinal, artifact, is_reported } =
                versions.get(&row.version?)?.clone();
            let Placed { key, record, environment, target, package, .. } = row.placed;
            let since = record.at?;
            let deployment = Keyed { key, record };
            Some(Running {
                environment,
                target,
                package,
                artifact,
                purl,
                version,
                ordinal,
                is_reported,
                deployment,
                since,
            })
        });
        Ok(running.collect())
    }
}

/// Where and what: the target, or else the environment, and the package.
fn place(placed: &Placed) -> Place {
    let named = |element: &Option<ElementId>, written: &Option<String>| {
        element.as_ref().map(ToString::to_string).or_else(|| written.clone()).unwrap_or_default()
    };
    let environment = named(&placed.environment, &placed.record.environment);
    (environment, named(&placed.target, &placed.record.target), placed.package.clone())
}

fn moment(row: &PlacedRow) -> (Option<Moment>, &str) {
    (row.placed.record.at, &row.placed.key)
}

#[derive(Clone)]
struct VersionOf {
    purl: String,
    version: String,
    ordinal: Option<Moment>,
    artifact: Option<ElementId>,
    is_reported: bool,
}

async fn versions(
    db: &impl sea_orm::ConnectionTrait,
    of: impl Iterator<Item = &PlacedRow>,
) -> Result<BTreeMap<i64, VersionOf>, IndexError> {
    let ids = sql::list(of.filter_map(|row| row.version));
    let mut versions = BTreeMap::new();
    for row in sql::rows(db, VERSIONS, [ids]).await? {
        let ordinal: Option<i64> = row.try_get("", "ordinal")?;
        let version = VersionOf {
            purl: row.try_get("", "purl")?,
            version: row.try_get("", "name")?,
            ordinal: ordinal.map(Moment),
            artifact: element(&row, "element")?,
            is_reported: row.try_get::<i64>("", "is_reported")? == 1,
        };
        versions.insert(row.try_get("", "id")?, version);
    }
    Ok(versions)
}

const VERSIONS: &str = "
    SELECT v.id, v.purl, v.name, v.ordinal, p.element,
        CAST(CASE WHEN EXISTS (SELECT 1 FROM artifact_version a WHERE a.version = v.id)
            OR EXISTS (SELECT 1 FROM build b WHERE b.version = v.id) THEN 1 ELSE 0 END AS BIGINT) AS is_reported
    FROM version v JOIN reference p ON p.id = v.package
    WHERE v.id IN ints($1)";

/// The last deployment at each place; and the place of what was done there without naming a package, if
/// that can be this one only.
const NEWEST: &str = "
    SELECT s.id AS slot,
        (SELECT d.id FROM deployment d WHERE d.slot = s.id AND d.good > 0 AND d.good = 1 AND d.at <= $2
            ORDER BY d.at DESC, d.key DESC LIMIT 1) AS deployment,
        (SELECT o.id FROM slot o WHERE o.model = s.model AND o.package = 0
            AND o.environment = s.environment AND o.target = s.target
            AND NOT EXISTS (SELECT 1 FROM slot t WHERE +t.model = s.model AND t.environment = s.environment
                AND t.target = s.target AND t.package NOT IN (0, s.package)
            AND EXISTS (SELECT 1 FROM deployment f WHERE f.slot = t.id AND f.good > 0))) AS other
    FROM slot s LEFT JOIN reference e ON e.id = s.environment
    WHERE s.model = $1 AND s.package <> 0 AND ($3 IS NULL OR e.element = $3)";
