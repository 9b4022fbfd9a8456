//! Which requirements of the board have an effect that is measured: what decides between two of its columns.
//!
//! It depends on the newest values of indicators, so it is told from outside after standings were
//! computed, and only what differs is written.

use std::collections::BTreeSet;

use archweave_model::delivery::Moment;
use archweave_model::id::ElementId;

use super::book;
use super::placed::element;
use crate::{Index, IndexError, sql};

impl Index {
    /// Since when requirements are live for somebody, as they were settled last; those that are.
    pub async fn live_since(&self, model: &str) -> Result<Vec<(ElementId, Moment)>, IndexError> {
        let Some(ledger) = book::find(&self.db, model).await? else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        for row in sql::rows(&self.db, LIVE, [ledger.into()]).await? {
            let since: Option<i64> = row.try_get("", "since")?;
            found.extend(element(&row, "requirement")?.zip(since.map(Moment)));
        }
        Ok(found)
    }

    /// Keeps that exactly these requirements have values from after they went live.
    pub async fn measure(&self, model: &str, measured: &BTreeSet<ElementId>) -> Result<(), IndexError> {
        let Some(ledger) = book::find(&self.db, model).await? else { return Ok(()) };
        let mut before = BTreeSet::new();
        for row in sql::rows(&self.db, KNOWN, [ledger.into()]).await? {
            before.extend(element(&row, "requirement")?);
        }
        if before == *measured {
            return Ok(());
        }
        let transaction = sql::begin_writing(&self.db).await?;
        let ledger = book::lock(&transaction, model).await?;
        for (statement, others) in
            [(COMES, measured.difference(&before)), (GOES, before.difference(measured))]
        {
            let others = sql::list(others.map(ElementId::as_str));
            sql::run(&transaction, statement, [ledger.into(), others]).await?;
        }
        Ok(transaction.commit().await?)
    }
}

const LIVE: &str = "
    SELECT requirement, min(since) AS since FROM requirement_state
    WHERE model = $1 AND state = 'live' GROUP BY requirement";

const KNOWN: &str = "SELECT requirement FROM requirement_card WHERE model = $1 AND measured = 1";

/// Nothing but the column of what runs depends on it.
const COMES: &str = "
    UPDATE requirement_card SET measured = 1, board = CASE board WHEN 'deployed' THEN 'measured' ELSE board END
    WHERE model = $1 AND requirement IN texts($2)";

const GOES: &str = "
    UPDATE requirement_card SET measured = 0, board = CASE board WHEN 'measured' THEN 'deployed' ELSE board END
    WHERE model = $1 AND requirement IN texts($2)";
