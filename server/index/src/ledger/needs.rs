//! What people asked for, and into which demand it was grouped.

use archweave_model::delivery::record::{Fact, Need, Sort};
use archweave_model::delivery::reference::Found;
use archweave_model::delivery::{Moment, Record, RecordKind};
use archweave_model::id::ElementId;
use sea_orm::{DatabaseTransaction, QueryResult, Value};
use serde_json::json;

use super::placed::element;
use super::{Incoming, Page, Paging, book, incoming, tables};
use crate::{Index, IndexError, Millis, secret, sql, text};

/// Which needs; those that meet all that is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NeedFilter {
    /// Grouped into this demand.
    pub demand: Option<ElementId>,
    /// Grouped into no demand.
    pub is_ungrouped: bool,
    /// fault, enquiry, complaint, suggestion or request.
    pub kind: Option<String>,
    /// From this channel.
    pub channel: Option<String>,
    /// From this area.
    pub area: Option<String>,
    /// Received at this moment or later.
    pub since: Option<Moment>,
    /// Received before this moment.
    pub until: Option<Moment>,
}

/// A need as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct NeedRow {
    /// Its key.
    pub key: String,
    /// What is known.
    pub need: Need,
    /// The demand of the model that it was grouped into.
    pub demand: Option<ElementId>,
    pub(crate) id: i64,
}

/// Needs that are grouped or erased in one go.
const AT_ONCE: usize = 1_000;

impl Index {
    /// Needs, the newest first.
    pub async fn needs(
        &self,
        model: &str,
        filter: &NeedFilter,
        paging: &Paging,
    ) -> Result<Page<NeedRow>, IndexError> {
        let Some(ledger) = book::find(&self.db, model).await? else { return Ok(Page::empty()) };
        let [time, id] = paging.place()?.unwrap_or([i64::MAX, i64::MAX]);
        let size = paging.size();
        let mut values: Vec<Value> = vec![
            ledger.into(),
            time.into(),
            id.into(),
            filter.since.map_or(i64::MIN, |since| since.0).into(),
            filter.until.map_or(i64::MAX, |until| until.0).into(),
            (size as i64 + 1).into(),
        ];
        let mut question = FILTERED.to_owned();
        // Only what is asked for stands in the question, so that each kind of question has its plan.
        let mut add = |condition: &str, value: Value| {
            values.push(value);
            question.push_str(&condition.replace("$n", &format!("${}", values.len())));
        };
        if let Some(demand) = &filter.demand {
            add(OF_DEMAND, demand.as_str().into());
        }
        for (column, wanted) in [("kind", &filter.kind), ("channel", &filter.channel), ("area", &filter.area)]
        {
            if let Some(wanted) = wanted {
                add(&format!(" AND n.{column} = $n"), wanted.as_str().into());
            }
        }
        if filter.is_ungrouped {
            question.push_str(" AND n.demand IS NULL");
        }
        question.push_str(" ORDER BY n.received_at DESC, n.id DESC LIMIT $6");
        let rows = sql::rows(&self.db, &question, values).await?;
        let read = |row: &QueryResult| Ok((row.try_get("", "received_at")?, need(row)?));
        let items = rows.iter().map(read).collect::<Result<Vec<(i64, NeedRow)>, IndexError>>()?;
        Ok(Page::cut(items, size, |(at, need)| [*at, need.id]).map(|(_, need)| need))
    }

    /// How many needs were grouped into each demand that has any.
    pub async fn need_counts(&self, model: &str) -> Result<Vec<(ElementId, u64)>, IndexError> {
        let Some(ledger) = book::find(&self.db, model).await? else { return Ok(Vec::new()) };
        let question = "SELECT element, CAST(sum(needs) AS BIGINT) AS count FROM reference
                        WHERE model = $1 AND needs > 0 AND element IS NOT NULL
                        GROUP BY element ORDER BY element";
        let mut found = Vec::new();
        for row in sql::rows(&self.db, question, [ledger.into()]).await? {
            let count: i64 = row.try_get("", "count")?;
            found.extend(element(&row, "element")?.map(|id| (id, u64::try_from(count).unwrap_or(0))));
        }
        Ok(found)
    }

    /// The same of needs that had been received at a moment. Into which demand they were grouped is as it
    /// is now.
    pub async fn need_counts_until(
        &self,
        model: &str,
        at: Moment,
    ) -> Result<Vec<(ElementId, u64)>, IndexError> {
        let Some(ledger) = book::find(&self.db, model).await? else { return Ok(Vec::new()) };
        let question = "SELECT d.element, count(*) AS count FROM need n JOIN reference d ON d.id = n.demand
                        WHERE n.model = $1 AND n.received_at <= $2 AND d.element IS NOT NULL
                        GROUP BY d.element ORDER BY d.element";
        let mut found = Vec::new();
        for row in sql::rows(&self.db, question, [ledger.into(), at.0.into()]).await? {
            let count: i64 = row.try_get("", "count")?;
            found.extend(element(&row, "element")?.map(|id| (id, u64::try_from(count).unwrap_or(0))));
        }
        Ok(found)
    }

    /// Groups needs into a demand, or out of any; says how many of the keys are known. At most 1,000.
    pub async fn group_needs(
        &self,
        model: &str,
        keys: &[String],
        demand: Option<&ElementId>,
        who: &str,
        now: Millis,
    ) -> Result<u64, IndexError> {
        if keys.len() > AT_ONCE {
            return Err(IndexError::Invalid(format!("more than {AT_ONCE} needs at once")));
        }
        text::check("the name of who groups", who, 255)?;
        let demand = demand.map(|id| id.as_str().to_owned()).unwrap_or_default();
        let transaction = sql::begin_writing(&self.db).await?;
        let ledger = book::lock(&transaction, model).await?;
        let known = "SELECT key FROM need WHERE model = $1 AND key IN texts($2) ORDER BY key";
        let asked = sql::list(keys.iter().map(String::as_str));
        let known = keys_of(&sql::rows(&transaction, known, [ledger.into(), asked]).await?)?;
        let payload = json!({ "who": who, "demand": demand, "needs": known });
        let said = Need { demand: Some(demand), ..Need::default() };
        let count = say(&transaction, ledger, "need.grouped", &known, said, payload, now).await?;
        transaction.commit().await?;
        Ok(count)
    }

    /// Erases text, customer reference and original events of all needs of a customer; says how many.
    pub async fn erase_customer(
        &self,
        model: &str,
        customer_ref: &str,
        now: Millis,
    ) -> Result<u64, IndexError> {
        let of = "SELECT key FROM need WHERE model = $1 AND customer_ref IS NOT NULL
                  AND customer_ref = $2 ORDER BY key LIMIT $3";
        let mut erased = 0;
        loop {
            let some = self.erase(model, of, customer_ref, now).await?;
            erased += some;
            if some < AT_ONCE as u64 {
                return Ok(erased);
            }
        }
    }

    /// Erases the same of needs whose last day is past, at most 1,000 at a time; says how many.
    pub async fn erase_expired(&self, model: &str, now: Millis) -> Result<u64, IndexError> {
        let before = "SELECT key FROM need WHERE model = $1 AND erased_at IS NULL
                      AND retain_until IS NOT NULL AND retain_until < $2 ORDER BY key LIMIT $3";
        self.erase(model, before, &Moment(now.0).day(), now).await
    }

    async fn erase(&self, model: &str, which: &str, by: &str, now: Millis) -> Result<u64, IndexError> {
        if book::find(&self.db, model).await?.is_none() {
            return Ok(0);
        }
        let transaction = sql::begin_writing(&self.db).await?;
        let ledger = book::lock(&transaction, model).await?;
        let rows =
            sql::rows(&transaction, which, [ledger.into(), by.into(), (AT_ONCE as i64).into()]).await?;
        let keys = keys_of(&rows)?;
        let said = Need { erased_at: Some(Moment(now.0)), ..Need::default() };
        let payload = json!({ "needs": keys });
        let count = say(&transaction, ledger, "need.erased", &keys, said, payload, now).await?;
        transaction.commit().await?;
        Ok(count)
    }
}

fn keys_of(rows: &[QueryResult]) -> Result<Vec<String>, IndexError> {
    rows.iter().map(|row| Ok(row.try_get("", "key")?)).collect()
}

/// Says something of needs, as an event of our own.
async fn say(
    db: &DatabaseTransaction,
    ledger: i64,
    sort: &str,
    keys: &[String],
    said: Need,
    payload: serde_json::Value,
    now: Millis,
) -> Result<u64, IndexError> {
    if keys.is_empty() {
        return Ok(0);
    }
    let (source, id, at) = ("archweave".to_owned(), secret::random_id()?, Moment(now.0));
    let record = Record::Need(said);
    let fact = |key: &String| Fact {
        source: source.clone(),
        id: id.clone(),
        at,
        key: key.clone(),
        record: record.clone(),
    };
    let facts = keys.iter().map(fact).collect();
    let (digest, payload) = (id.clone(), payload.to_string());
    let event = Incoming {
        source: source.clone(),
        id: id.clone(),
        sort: sort.to_owned(),
        at,
        digest,
        payload,
        facts,
    };
    let find = |_: Sort, text: &str| match ElementId::parse(text) {
        Ok(element) => Ok(Found { element, basis_hint: None }),
        Err(_) => Err("malformed".to_owned()),
    };
    incoming::take(db, ledger, &find, &[event], now).await?;
    Ok(keys.len() as u64)
}

fn need(row: &QueryResult) -> Result<NeedRow, IndexError> {
    let Record::Need(need) = tables::state(RecordKind::Need, row)?.record else {
        return Err(IndexError::Corrupt("a need is a record of another kind".to_owned()));
    };
    let demand = element(row, "demand")?;
    Ok(NeedRow { key: row.try_get("", "key")?, need, demand, id: row.try_get("", "id")? })
}

const FILTERED: &str = "
    SELECT n.id, n.key, n.state, n.received_at, d.element AS demand FROM need n
    LEFT JOIN reference d ON d.id = n.demand
    WHERE n.model = $1 AND n.received_at <= $2 AND (n.received_at < $2 OR n.id < $3)
    AND n.received_at >= $4 AND n.received_at < $5";

const OF_DEMAND: &str = " AND n.demand IN (SELECT r.id FROM reference r
    WHERE r.model = $1 AND r.element IS NOT NULL AND r.element = $n AND r.needs > 0)";
