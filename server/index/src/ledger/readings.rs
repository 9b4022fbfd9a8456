//! Measured values of indicators.

use archweave_model::delivery::Moment;
use archweave_model::delivery::effect::Reading;
use archweave_model::delivery::flow::Window;
use archweave_model::id::ElementId;
use sea_orm::QueryResult;

use super::book;
use super::placed::element;
use crate::{Index, IndexError, sql};

/// Values of one answer.
const MOST: u32 = 10_000;

impl Index {
    /// Values of an indicator in a window, in order of time; the newest `limit` of them (at most
    /// 10,000). `of`: those about that element; none: those about all that it measures.
    pub async fn readings(
        &self,
        model: &str,
        indicator: &ElementId,
        of: Option<&ElementId>,
        window: Window,
        limit: u32,
    ) -> Result<Vec<Reading>, IndexError> {
        let Some(ledger) = book::find(&self.db, model).await? else { return Ok(Vec::new()) };
        let limit = i64::from(limit.clamp(1, MOST));
        let element = of.map(|id| id.as_str().to_owned());
        let question = if of.is_some() { OF_ELEMENT } else { OF_ALL };
        let mut values: Vec<sea_orm::Value> = vec![
            ledger.into(),
            indicator.as_str().into(),
            window.from.0.into(),
            window.until.0.into(),
            limit.into(),
        ];
        values.extend(element.map(Into::into));
        let rows = sql::rows(&self.db, question, values).await?;
        rows.iter().rev().map(reading).collect()
    }

    /// The newest values of each indicator that has any about all that it measures, the newest last; at
    /// most `each` of one (1 to 1,000).
    pub async fn last_readings(
        &self,
        model: &str,
        each: u32,
    ) -> Result<Vec<(ElementId, Vec<Reading>)>, IndexError> {
        let Some(ledger) = book::find(&self.db, model).await? else { return Ok(Vec::new()) };
        let question = "SELECT DISTINCT element FROM reference WHERE model = $1 AND sort = 'indicator'
                        AND element IS NOT NULL AND uses > 0 ORDER BY element LIMIT $2";
        let mut found = Vec::new();
        for row in sql::rows(&self.db, question, [ledger.into(), i64::from(MOST).into()]).await? {
            let Some(indicator) = element(&row, "element")? else { continue };
            let window = Window { from: Moment(i64::MIN), until: Moment(i64::MAX) };
            let readings = self.readings(model, &indicator, None, window, each.min(1_000)).await?;
            if !readings.is_empty() {
                found.push((indicator, readings));
            }
        }
        Ok(found)
    }
}

fn reading(row: &QueryResult) -> Result<Reading, IndexError> {
    let sample: Option<i64> = row.try_get("", "sample")?;
    Ok(Reading {
        at: Moment(row.try_get("", "at")?),
        value: row.try_get("", "value")?,
        sample: sample.and_then(|sample| u64::try_from(sample).ok()).unwrap_or(0),
    })
}

const OF_ALL: &str = "
    SELECT n.at, n.value, n.sample FROM indicator_value n
    WHERE n.indicator IN (SELECT id FROM reference
        WHERE model = $1 AND sort = 'indicator' AND element IS NOT NULL AND element = $2)
    AND n.at >= $3 AND n.at < $4 AND n.value IS NOT NULL AND n.element IS NULL
    ORDER BY n.at DESC, n.key DESC LIMIT $5";

const OF_ELEMENT: &str = "
    SELECT n.at, n.value, n.sample FROM indicator_value n JOIN reference m ON m.id = n.element
    WHERE n.indicator IN (SELECT id FROM reference
        WHERE model = $1 AND sort = 'indicator' AND element IS NOT NULL AND element = $2)
    AND n.at >= $3 AND n.at < $4 AND n.value IS NOT NULL AND m.element = $6
    ORDER BY n.at DESC, n.key DESC LIMIT $5";
