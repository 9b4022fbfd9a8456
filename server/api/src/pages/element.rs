//! `/m/<model>/elements/<id>`: everything that is known of an element.

use archweave_app::AppError;
use archweave_model::element::{COMMON_ATTRIBUTES, Element};
use archweave_model::metamodel::zachman;
use serde::Serialize;

use crate::pages::Ask;
use crate::pages::answer::Answer;
use crate::pages::brief::Brief;
use crate::pages::history::Commit;
use crate::pages::language::Shown;
use crate::pages::problems::Problem;
use crate::pages::reading::{Reading, paragraphs};
use crate::pages::relations::{Group, Way};
use crate::pages::source::Source;
use crate::pages::values::{Fact, Part};
use crate::pages::views::ViewBrief;

/// Commits and views shown.
const COMMITS: usize = 10;
const VIEWS: usize = 24;

#[derive(Serialize)]
struct Content {
    thing: Brief,
    id: String,
    /// Names in other languages.
    names: Vec<Shown>,
    description: Vec<String>,
    description_lang: Option<String>,
    facts: Vec<Fact>,
    properties: Vec<Fact>,
    outgoing: Vec<Group>,
    incoming: Vec<Group>,
    views: Vec<ViewBrief>,
    more_views: usize,
    problems: Vec<Problem>,
    commits: Vec<Commit>,
    source: Option<Source>,
}

/// Builds the page.
pub(crate) fn build(ask: &Ask) -> Result<Answer, AppError> {
    let reading = Reading::open(ask)?;
    let snapshot = reading.snapshot();
    let id = ask.id();
    let Some((slot, element)) =
        snapshot.slot_of(id).and_then(|slot| Some((slot, snapshot.element_at(slot)?)))
    else {
        return Err(AppError::NotFound(reading.words().fill("no_element", &[("id", id)])));
    };
    let thing = reading.brief(element);
    let description = reading.show(&element.description);
    let file = snapshot.file_at(slot).unwrap_or_default();
    let views = snapshot.views_showing(id);
    let history = reading.hosted.history_of(&reading.revision, file, COMMITS, None)?;
    let parts = ["m", reading.hosted.name(), "elements", id];
    let defined = snapshot.kind_at(slot).map_or(&[][..], |kind| &snapshot.metamodel().kind(kind).properties);
    let content = Content {
        id: id.to_owned(),
        names: names(&reading, element, &thing),
        description: paragraphs(&description.text),
        description_lang: description.lang,
        facts: facts(&reading, slot, element),
        properties: reading.facts(&element.properties, defined),
        outgoing: reading.groups(&snapshot.outgoing(id), Way::Forward),
        incoming: reading.groups(&snapshot.incoming(id), Way::Backward),
        views: views
            .iter()
            .take(VIEWS)
            .filter_map(|v| Some(reading.view_brief(snapshot.view(v.as_str())?)))
            .collect(),
        more_views: views.len().saturating_sub(VIEWS),
        problems: reading.problems_of(id),
        commits: history.commits.iter().map(|commit| reading.commit_at(commit, &parts)).collect(),
        source: reading.source(file, element.place.0),
        thing: thing.clone(),
    };
    reading.page("element", "elements", &thing.name.text, content).map(Answer::page)
}

/// Names beside the one in the heading, each with its language.
fn names(reading: &Reading<'_>, element: &Element, thing: &Brief) -> Vec<Shown> {
    let main = reading.snapshot().main_language();
    let all = element.name.entries().filter(|(_, text)| !text.trim().is_empty() && *text != thing.name.text);
    let other =
        all.map(|(code, text)| Shown { text: text.to_owned(), lang: Some(code.unwrap_or(main).to_owned()) });
    other.collect()
}

fn facts(reading: &Reading<'_>, slot: u32, element: &Element) -> Vec<Fact> {
    let words = reading.words();
    let snapshot = reading.snapshot();
    let kind = snapshot.kind_at(slot).map(|index| snapshot.metamodel().kind(index));
    let kind_id = element.kind.as_str();
    let mut facts = vec![Fact::link(
        words.word("kind"),
        reading.kind(kind_id),
        reading.list("elements", &[("kind", kind_id)]),
    )];
    if let Some(kind) = kind {
        let layer = crate::pages::overview::layer_name(reading, kind.layer);
        facts.push(Fact::link(
            words.word("layer"),
            layer,
            reading.list("elements", &[("layer", kind.layer.id())]),
        ));
    }
    if !element.specializations.is_empty() {
        let parts = element.specializations.iter().map(|name| {
            let known = snapshot.metamodel().specialization(kind_id, name);
            Part::text(known.map_or_else(|| name.to_string(), |s| reading.label(&s.label, &s.name)))
        });
        facts.push(Fact::of(words.word("specialization"), parts.collect()));
    }
    let cells: Vec<&str> = match element.zachman.is_empty() {
        false => element.zachman.iter().map(|cell| &**cell).collect(),
        true => kind.and_then(|kind| kind.cell.as_deref()).into_iter().collect(),
    };
    if !cells.is_empty() {
        let key = if element.zachman.is_empty() { words.word("by_default") } else { words.word("confirmed") };
        let parts = cells.iter().map(|cell| Part::text(format!("{} ({key})", cell_name(reading, cell))));
        facts.push(Fact::of(words.word("cell"), parts.collect()));
    }
    let owners = [
        (words.word("owner_business"), &element.owners.business),
        (words.word("owner_technology"), &element.owners.technology),
    ];
    for (label, owner) in owners {
        facts.extend(owner.as_deref().map(|owner| Fact::of(label, vec![reading.part_for(owner)])));
    }
    if let Some(lifecycle) = &element.lifecycle {
        let mut text = lifecycle.state.as_deref().map_or_else(String::new, |state| reading.lifecycle(state));
        if lifecycle.since.is_some() || lifecycle.until.is_some() {
            let day = |day: &Option<Box<str>>| day.as_deref().unwrap_or("…").to_owned();
            text.push_str(&format!(" ({} – {})", day(&lifecycle.since), day(&lifecycle.until)));
        }
        facts.push(Fact::plain(words.word("lifecycle"), text));
    }
    if !element.tags.is_empty() {
        let tags =
            element.tags.iter().map(|tag| Part::text(&**tag).to(reading.list("elements", &[("tag", tag)])));
        facts.push(Fact::of(words.word("tags"), tags.collect()));
    }
    for (key, value) in element.attributes.iter() {
        let is_common = COMMON_ATTRIBUTES.contains(&key);
        let label = words.named("attribute", key).filter(|_| is_common).unwrap_or(key);
        let mut fact = reading.fact(key, label, value, reference(key).as_ref());
        fact.key = fact.key.filter(|_| !is_common);
        facts.push(fact);
    }
    facts
}

/// Attributes of every element that name elements.
fn reference(key: &str) -> Option<archweave_model::metamodel::PropertyDefinition> {
    let kind = archweave_model::metamodel::PropertyType::Reference;
    let definition = archweave_model::metamodel::PropertyDefinition { kind, ..Default::default() };
    matches!(key, "steward" | "plateaus").then_some(definition)
}

/// Name of a Zachman cell: its row and column.
fn cell_name(reading: &Reading<'_>, cell: &str) -> String {
    let (row, column) = cell.split_once('.').unwrap_or((cell, ""));
    let name = |all: &[archweave_model::metamodel::Named], id: &str| {
        let found = all.iter().find(|named| named.id == id);
        found.map_or_else(|| id.to_owned(), |named| reading.label(&named.label, id))
    };
    format!("{} · {}", name(&zachman().rows, row), name(&zachman().columns, column))
}

impl Reading<'_> {
    /// Name of a state of a lifecycle; as written, if it is none.
    pub fn lifecycle(&self, state: &str) -> String {
        self.words().named("lifecycle", state).unwrap_or(state).to_owned()
    }
}
