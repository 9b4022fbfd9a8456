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
        let names = "SELECT id FROM reference
                     WHERE model = $1 AND sort = 'indicator' AND element IS NOT NULL AND element = $2";
        let limit = limit.clamp(1, MOST);
        let element = of.map(|id| id.as_str().to_owned());
        let question = if of.is_some() { OF_ELEMENT } else { OF_ALL };
        let mut found: Vec<(String, Reading)> = Vec::new();
        // One name at a time: then the newest are read from an index, and no others.
        for name in sql::rows(&self.db, names, [ledger.into(), indicator.as_str().into()]).await? {
            let name: i64 = name.try_get("", "id")?;
            let mut values: Vec<sea_orm::Value> =
                vec![name.into(), window.from.0.into(), window.until.0.into(), i64::from(limit).into()];
            values.extend(element.clone().map(Into::into));
            for row in sql::rows(&self.db, question, values).await? {
                found.push((row.try_get("", "key")?, reading(&row)?));
            }
        }
        found.sort_by(|(a, one), (b, other)| (one.at, a).cmp(&(other.at, b)));
        let older = found.len().saturating_sub(limit as usize);
        Ok(found.into_iter().skip(older).map(|(_, reading)| reading).collect())
    }

    /// The newest values of indicators about all that they measure, the newest last; at most `each` of
    /// one (1 to 1,000). Those that have any.
    pub async fn last_readings_of<'a>(
        &self,
        model: &str,
        indicators: impl IntoIterator<Item = &'a ElementId>,
        each: u32,
    ) -> Result<Vec<(ElementId, Vec<Reading>)>, IndexError> {
        let mut found = Vec::new();
        for indicator in indicators {
            let window = Window { from: Moment(i64::MIN), until: Moment(i64::MAX) };
            let readings = self.readings(model, indicator, None, window, each.min(1_000)).await?;
            if !readings.is_empty() {
                found.push((indicator.clone(), readings));
            }
        }
        Ok(found)
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
        let rows = sql::rows(&self.db, question, [ledger.into(), i64::from(MOST).into()]).await?;
        let known: Vec<Option<ElementId>> =
            rows.iter().map(|row| element(row, "element")).collect::<Result<_, _>>()?;
        self.last_readings_of(model, known.iter().flatten(), each).await
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
    SELECT n.key, n.at, n.value, n.sample FROM indicator_value n
    WHERE n.indicator = $1 AND n.indicator IS NOT NULL AND n.at >= $2 AND n.at < $3
    AND n.value IS NOT NULL AND n.element IS NULL
    ORDER BY n.at DESC, n.key DESC LIMIT $4";

const OF_ELEMENT: &str = "
    SELECT n.key, n.at, n.value, n.sample FROM indicator_value n JOIN reference m ON m.id = n.element
    WHERE n.indicator = $1 AND n.indicator IS NOT NULL AND n.at >= $2 AND n.at < $3
    AND n.value IS NOT NULL AND m.element = $5
    ORDER BY n.at DESC, n.key DESC LIMIT $4";
