//! Which requirements a version brought, and which artifacts packages are.

use archweave_model::delivery::Moment;
use archweave_model::id::ElementId;

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
