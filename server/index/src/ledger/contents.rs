//! Which requirements a version brought, and which artifacts packages are.

use archweave_model::delivery::Moment;
use archweave_model::id::ElementId;

use serde_json::json;

use super::book;
use super::names::package;
use super::placed::element;
use crate::{Index, IndexError, sql};

/// Rows of one answer.
const MOST: i64 = 10_000;

impl Index {
    /// The requirements that versions of a package (its address, a version in it is ignored) brought,
    /// after the version at `after` (none: from the first) until and with the one at `until`: each with
    /// the address of the first version that has it, in that order. At most 10,000.
    pub async fn contents(
        &self,
        model: &str,
        of: &str,
        after: Option<Moment>,
        until: Moment,
    ) -> Result<Vec<(ElementId, Moment, String)>, IndexError> {
        let Some(ledger) = book::find(&self.db, model).await? else { return Ok(Vec::new()) };
        let Some((_, name)) = package(of) else { return Ok(Vec::new()) };
        let after = after.map_or(i64::MIN, |after| after.0);
        let values = [ledger.into(), name.into(), after.into(), until.0.into(), MOST.into()];
        let mut found = Vec::new();
        for row in sql::rows(&self.db, BROUGHT, values).await? {
            if let Some(requirement) = element(&row, "element")? {
                found.push((requirement, Moment(row.try_get("", "ordinal")?), row.try_get("", "purl")?));
            }
        }
        Ok(found)
    }

    /// The requirements that packages (their addresses, versions in them are ignored) have with the
    /// version at this place in their order, by id: each with the number of the first of the packages
    /// that has it, and the first version of that package with it.
    pub async fn contents_of(
        &self,
        model: &str,
        packages: &[(&str, Moment)],
    ) -> Result<Vec<(ElementId, usize, String)>, IndexError> {
        let Some(ledger) = book::find(&self.db, model).await? else { return Ok(Vec::new()) };
        let asked = packages.iter().enumerate().filter_map(|(place, (of, until))| {
            let (_, name) = package(of)?;
            Some(json!([place, name, until.0]))
        });
        let mut found = Vec::new();
        for row in sql::rows(&self.db, HELD, [ledger.into(), sql::list(asked)]).await? {
            let place: i64 = row.try_get_by_index(1)?;
            if let (Some(requirement), Ok(place)) = (element(&row, "element")?, usize::try_from(place)) {
                found.push((requirement, place, row.try_get_by_index(2)?));
            }
        }
        Ok(found)
    }

    /// The artifacts of the model that packages are, by the address of the package. At most 10,000.
    pub async fn artifacts(&self, model: &str) -> Result<Vec<(String, ElementId)>, IndexError> {
        let Some(ledger) = book::find(&self.db, model).await? else { return Ok(Vec::new()) };
        let question = "SELECT text, element FROM reference WHERE model = $1 AND sort = 'artifact'
                        AND element IS NOT NULL ORDER BY text LIMIT $2";
        let mut found = Vec::new();
        for row in sql::rows(&self.db, question, [ledger.into(), MOST.into()]).await? {
            found.extend(
                element(&row, "element")?.map(|id| Ok::<_, IndexError>((row.try_get("", "text")?, id))),
            );
        }
        found.into_iter().collect()
    }
}

/// A requirement may have several names: the first version that has it under any of them.
const BROUGHT: &str = "
    SELECT element, ordinal, purl FROM (
        SELECT r.element, c.ordinal, v.purl,
            row_number() OVER (PARTITION BY r.element ORDER BY c.ordinal, v.purl) AS place
        FROM reference p JOIN contained c ON c.package = p.id
        JOIN reference r ON r.id = c.requirement JOIN version v ON v.id = c.version
        WHERE p.model = $1 AND p.sort = 'artifact' AND p.text = $2 AND r.element IS NOT NULL
    ) AS numbered WHERE place = 1 AND ordinal > $3 AND ordinal <= $4 ORDER BY ordinal, element LIMIT $5";

/// Of a requirement in several packages, or under several names, the first.
const HELD: &str = "
    WITH n AS MATERIALIZED (
        SELECT w.place, p.id, w.until FROM rows($2, place int, text text, until int) AS w
        CROSS JOIN reference p WHERE p.model = $1 AND p.sort = 'artifact' AND p.text = w.text)
    SELECT element, package, version FROM (
        SELECT r.element, n.place AS package, coalesce(nullif(v.name, ''), v.purl) AS version,
            row_number() OVER (PARTITION BY r.element ORDER BY n.place, c.ordinal, v.purl) AS place
        FROM n CROSS JOIN contained c CROSS JOIN reference r CROSS JOIN version v
        WHERE c.package = n.id AND c.ordinal <= n.until AND r.id = c.requirement AND r.element IS NOT NULL
            AND v.id = c.version
    ) AS numbered WHERE place = 1 ORDER BY element";
