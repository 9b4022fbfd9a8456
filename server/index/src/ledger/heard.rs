//! What was heard of versions: where they stand among those of their packages, and who built them.

use std::collections::BTreeMap;

use archweave_model::delivery::Moment;

use super::{book, names};
use crate::{Index, IndexError, sql};

/// What was heard of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heard {
    /// Its place among the versions of its package: when it was built, else when it was first deployed.
    pub ordinal: Option<Moment>,
    /// Whether anybody reported the version or a build of it, so that it is known what it was made of.
    pub is_reported: bool,
}

/// Addresses that are looked up in one go.
const AT_ONCE: usize = 1_000;

impl Index {
    /// What was heard of versions, by the addresses as they are written here; of others nothing was.
    pub async fn heard_of(
        &self,
        model: &str,
        written: &[String],
    ) -> Result<BTreeMap<String, Heard>, IndexError> {
        let Some(ledger) = book::find(&self.db, model).await? else { return Ok(BTreeMap::new()) };
        let mut found = BTreeMap::new();
        for some in written.chunks(AT_ONCE) {
            let addresses = some.iter().filter_map(|text| Some((names::address(text)?.purl, text)));
            let mut wanted: BTreeMap<String, Vec<&String>> = BTreeMap::new();
            addresses.for_each(|(purl, text)| wanted.entry(purl).or_default().push(text));
            let keys = sql::list(wanted.keys().map(String::as_str));
            for row in sql::rows(&self.db, HEARD, [ledger.into(), keys]).await? {
                let heard = Heard {
                    ordinal: row.try_get::<Option<i64>>("", "ordinal")?.map(Moment),
                    is_reported: row.try_get::<i64>("", "is_reported")? == 1,
                };
                let texts = wanted.remove(&row.try_get::<String>("", "purl")?).unwrap_or_default();
                found.extend(texts.into_iter().map(|text| (text.clone(), heard)));
            }
        }
        Ok(found)
    }
}

const HEARD: &str = "
    SELECT v.purl, v.ordinal,
        CAST(CASE WHEN EXISTS (SELECT 1 FROM artifact_version a WHERE a.version = v.id)
            OR EXISTS (SELECT 1 FROM build b WHERE b.version = v.id) THEN 1 ELSE 0 END AS BIGINT) AS is_reported
    FROM version v WHERE v.model = $1 AND v.purl IN texts($2)";
