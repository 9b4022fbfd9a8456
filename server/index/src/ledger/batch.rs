//! What a batch of events says, folded into records, and all that follows from it.
//!
//! Everything is done for the whole batch: states are read with one question a kind and written with
//! one statement a kind. What follows (which versions contain what, whose standing is to be computed
//! again) is done for what was touched, see [`super::follow`].

use std::collections::{BTreeMap, BTreeSet};

use archweave_model::delivery::fold::{Folded, fold};
use archweave_model::delivery::record::{Basis, Fact};
use archweave_model::delivery::{Record, RecordKind};
use sea_orm::DatabaseTransaction;
use serde_json::json;

use super::names::{self, Find, First, Known, Name};
use super::tables::{self, Ids, State};
use super::words::word;
use super::{Incoming, follow, versions};
use crate::{IndexError, sql};

/// A record that the batch is about: before and after it.
pub(crate) struct Touched {
    pub kind: RecordKind,
    pub key: String,
    /// Its row, once it is written.
    pub id: i64,
    pub before: Option<Record>,
    pub after: State,
}

/// What events, with their numbers, say about each record.
type Said<'a> = BTreeMap<(RecordKind, &'a str), Vec<(i64, &'a Incoming, &'a Fact)>>;

/// Folds the facts of events, which have these numbers, into records. Says what each name stands for.
pub(crate) async fn fold_in(
    db: &DatabaseTransaction,
    ledger: i64,
    find: Find<'_>,
    events: &[(i64, &Incoming)],
) -> Result<BTreeMap<Name, Known>, IndexError> {
    let mut said: Said<'_> = BTreeMap::new();
    for (id, event) in events {
        for fact in &event.facts {
            said.entry((fact.record.kind(), &fact.key)).or_default().push((*id, *event, fact));
        }
    }
    let mut touched = fold_all(db, ledger, &said).await?;
    let wanted = wanted(events, &touched);
    let names = names::intern(db, ledger, &wanted, find).await?;
    // Also what a record named before: those versions may have lost something.
    let records = touched
        .iter()
        .flat_map(|it| it.before.iter().chain([&it.after.record]).map(|record| (&it.key, record)));
    let addresses = records.flat_map(|(key, record)| versions::addresses(key, record));
    let versions = versions::ensure(db, ledger, addresses, &names).await?;
    let mut ids = Ids { names: &names, versions: &versions, slots: &BTreeMap::new() };
    let places = touched.iter().filter_map(|it| match &it.after.record {
        Record::Deployment(deployment) => ids.place(deployment),
        _ => None,
    });
    let slots = versions::ensure_slots(db, ledger, places.collect()).await?;
    ids.slots = &slots;
    for table in &tables::TABLES {
        let states = touched.iter().filter(|it| it.kind == table.kind).map(|it| (&it.key, &it.after));
        let mut states = states.peekable();
        if states.peek().is_some() {
            let written = tables::save(db, ledger, table, states, &ids).await?;
            for it in touched.iter_mut().filter(|it| it.kind == table.kind) {
                it.id = written.get(&it.key).copied().unwrap_or(0);
            }
        }
    }
    keep_mentions(db, &touched, &names).await?;
    count_uses(db, &touched, &names).await?;
    keep_needs(db, &said, &touched).await?;
    follow::follow(db, ledger, &touched, &ids).await?;
    Ok(names)
}

async fn fold_all(
    db: &DatabaseTransaction,
    ledger: i64,
    said: &Said<'_>,
) -> Result<Vec<Touched>, IndexError> {
    let mut touched = Vec::with_capacity(said.len());
    for table in &tables::TABLES {
        let of_kind = || said.iter().filter(|((kind, _), _)| *kind == table.kind);
        if of_kind().next().is_none() {
            continue;
        }
        let mut known = tables::load(db, ledger, table, of_kind().map(|((_, key), _)| *key)).await?;
        for ((kind, key), facts) in of_kind() {
            let before = known.remove(*key).map(|(_, state)| state);
            // One event says all of it: then its columns may.
            let event = match (&before, facts.as_slice()) {
                (None, [(id, event, fact)]) => Some(*id).filter(|_| is_said_by(fact, event)),
                _ => None,
            };
            let mut folded = before.as_ref().map_or_else(Folded::default, |state| state.folded.clone());
            facts.iter().for_each(|(_, _, fact)| fold(&mut folded, fact));
            let after = State { record: folded.record(*kind), folded, event };
            let before = before.map(|state| state.record);
            touched.push(Touched { kind: *kind, key: (*key).to_owned(), id: 0, before, after });
        }
    }
    Ok(touched)
}

fn is_said_by(fact: &Fact, event: &Incoming) -> bool {
    fact.source == event.source && fact.id == event.id && fact.at == event.at
}

/// The names to look up: those that events said, with the first record that has each; and those that
/// stand in touched records since earlier.
fn wanted(events: &[(i64, &Incoming)], touched: &[Touched]) -> BTreeMap<Name, First> {
    let mut wanted: BTreeMap<Name, First> = BTreeMap::new();
    let facts = events.iter().flat_map(|(_, event)| &event.facts);
    for fact in facts {
        let first = (fact.at, fact.record.kind(), fact.key.clone());
        for name in names::names(&fact.key, &fact.record) {
            let known = wanted.entry(name).or_insert_with(|| first.clone());
            // In the order of the database, which has the kind's name.
            if (first.0, first.1.name(), &first.2) < (known.0, known.1.name(), &known.2) {
                known.clone_from(&first);
            }
        }
    }
    for it in touched {
        let records = it.before.iter().chain([&it.after.record]);
        for name in records.flat_map(|record| names::names(&it.key, record)) {
            wanted.entry(name).or_insert_with(|| {
                // It has a row already, with an earlier place.
                (archweave_model::delivery::Moment(i64::MAX), it.kind, it.key.clone())
            });
        }
    }
    wanted
}

/// Writes what records mention, each with its best basis and who said it first.
async fn keep_mentions(
    db: &DatabaseTransaction,
    touched: &[Touched],
    names: &BTreeMap<Name, Known>,
) -> Result<(), IndexError> {
    let mut best: BTreeMap<(i64, RecordKind, i64), (Basis, i64, String)> = BTreeMap::new();
    for it in touched {
        for mention in names::mentions(&it.after.record).into_iter().flatten() {
            let known = names::name(mention.sort, &mention.text).and_then(|name| names.get(&name));
            let (Some(known), Some(stamp)) = (known, it.after.folded.asserted(mention)) else { continue };
            let new = (mention.basis, stamp.at.0, stamp.source.clone());
            let kept = best.entry((known.id, it.kind, it.id)).or_insert_with(|| new.clone());
            if new < *kept {
                *kept = new;
            }
        }
    }
    if best.is_empty() {
        return Ok(());
    }
    let rows = best.into_iter().map(|((reference, kind, record), (basis, at, by))| {
        json!([reference, kind.name(), record, word(&basis), by, at])
    });
    sql::run(db, MENTION, [sql::list(rows)]).await?;
    Ok(())
}

const MENTION: &str = "
    INSERT INTO mention (reference, kind, record, basis, asserted_by, asserted_at)
    SELECT n.reference, n.kind, n.record, n.basis, n.who, n.at
    FROM rows($1, reference int, kind text, record int, basis text, who text, at int) AS n WHERE true
    ON CONFLICT (reference, kind, record) DO UPDATE
    SET basis = excluded.basis, asserted_by = excluded.asserted_by, asserted_at = excluded.asserted_at";

/// In how many records each name stands now, and into which demands needs are grouped.
async fn count_uses(
    db: &DatabaseTransaction,
    touched: &[Touched],
    names: &BTreeMap<Name, Known>,
) -> Result<(), IndexError> {
    let mut change: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
    let mut count = |name: &Name, by: i64, is_need: bool| {
        if let Some(known) = names.get(name) {
            let (uses, needs) = change.entry(known.id).or_default();
            *uses += by;
            *needs += if is_need { by } else { 0 };
        }
    };
    for it in touched {
        let is_need = it.kind == RecordKind::Need;
        let before = it.before.as_ref().map(|record| names::names(&it.key, record)).unwrap_or_default();
        let after: BTreeSet<Name> = names::names(&it.key, &it.after.record);
        before.difference(&after).for_each(|name| count(name, -1, is_need));
        after.difference(&before).for_each(|name| count(name, 1, is_need));
    }
    let rows = change.into_iter().filter(|(_, change)| *change != (0, 0));
    let rows: Vec<_> = rows.map(|(id, (uses, needs))| json!([id, uses, needs])).collect();
    if !rows.is_empty() {
        sql::run(db, USES, [sql::list(rows)]).await?;
    }
    Ok(())
}

const USES: &str = "
    UPDATE reference SET uses = uses + n.more, needs = needs + n.grouped
    FROM rows($1, id int, more int, grouped int) AS n WHERE reference.id = n.id";

/// Remembers which events spoke of a need, and empties those of needs that were erased.
async fn keep_needs(
    db: &DatabaseTransaction,
    said: &Said<'_>,
    touched: &[Touched],
) -> Result<(), IndexError> {
    let mut rows = Vec::new();
    let mut erased = Vec::new();
    for it in touched {
        let Record::Need(need) = &it.after.record else { continue };
        let events = said.get(&(it.kind, it.key.as_str()));
        let events: BTreeSet<i64> = events.into_iter().flatten().map(|(id, _, _)| *id).collect();
        rows.extend(events.into_iter().map(|event| json!([it.id, event])));
        if need.erased_at.is_some() {
            erased.push(it.id);
        }
    }
    if rows.is_empty() {
        return Ok(());
    }
    let add = "INSERT INTO need_event (need, event) SELECT n.need, n.event
               FROM rows($1, need int, event int) AS n WHERE true ON CONFLICT DO NOTHING";
    sql::run(db, add, [sql::list(rows)]).await?;
    if !erased.is_empty() {
        let empty = "UPDATE event SET payload = ''
                     WHERE id IN (SELECT event FROM need_event WHERE need IN ints($1))";
        sql::run(db, empty, [sql::list(erased)]).await?;
    }
    Ok(())
}
