//! `/m/<model>/elements`: all elements, or some, in pages.
//!
//! One pass over the model finds and counts what fits; only what is on the page is built.

use archweave_app::AppError;
use serde::Serialize;

use crate::pages::Ask;
use crate::pages::answer::Answer;
use crate::pages::brief::Brief;
use crate::pages::filter::Filter;
use crate::pages::pager::Pager;
use crate::pages::reading::Reading;

/// Elements on a page.
const PAGE: usize = 100;
/// A list of more than this stays in the order of ids.
const MAX_SORTED: usize = 5_000;

#[derive(Serialize)]
struct Content {
    filter: Filter,
    rows: Vec<Row>,
    pager: Pager,
    tag: Option<String>,
}

#[derive(Serialize)]
struct Row {
    thing: Brief,
    id: String,
    outgoing: usize,
    incoming: usize,
    views: usize,
    lifecycle: Option<String>,
}

/// Builds the page.
pub(crate) fn build(ask: &Ask) -> Result<Answer, AppError> {
    let reading = Reading::open(ask)?;
    let snapshot = reading.snapshot();
    let selector = reading.selector();
    let matcher = selector.matcher(snapshot.metamodel());
    let fits = |slot: &u32| {
        let element = snapshot.element_at(*slot);
        element.is_some_and(|element| matcher.matches(element, snapshot.kind_at(*slot)))
    };
    let mut slots: Vec<u32> = snapshot.slots().filter(fits).collect();
    let is_sorted = slots.len() <= MAX_SORTED;
    if is_sorted {
        slots.sort_by_cached_key(|slot| {
            let name = snapshot.element_at(*slot).map(|element| reading.show(&element.name).text);
            name.unwrap_or_default().to_lowercase()
        });
    }
    let pager = Pager::of(ask, slots.len(), PAGE);
    let rows = slots.iter().skip(pager.start).take(PAGE).filter_map(|slot| row(&reading, *slot)).collect();
    let words = reading.words();
    let content = Content {
        filter: reading.filter(),
        rows,
        pager: pager.ordered(if is_sorted { words.word("by_name") } else { words.word("by_id") }),
        tag: ask.text("tag").map(str::to_owned),
    };
    reading.page("elements", "elements", words.word("elements"), content).map(Answer::page)
}

fn row(reading: &Reading<'_>, slot: u32) -> Option<Row> {
    let snapshot = reading.snapshot();
    let element = snapshot.element_at(slot)?;
    let id = element.id.as_str();
    let state = element.lifecycle.as_ref().and_then(|lifecycle| lifecycle.state.as_deref());
    Some(Row {
        thing: reading.brief(element),
        id: id.to_owned(),
        outgoing: snapshot.out_edges(slot).len(),
        incoming: snapshot.in_edges(slot).len(),
        views: snapshot.views_showing(id).len(),
        lifecycle: state.map(|state| reading.lifecycle(state)),
    })
}
