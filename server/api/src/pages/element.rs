//! `/m/<model>/elements/<id>`: everything that is known of an element.

use archweave_app::AppError;
use archweave_app::parts::ending_at_parts;
use archweave_model::element::Element;
use archweave_model::metamodel::{PropertyDefinition, common_attributes};
use archweave_model::report::completeness;
use archweave_model::value::{Properties, Value};
use serde::Serialize;

use crate::pages::Ask;
use crate::pages::answer::Answer;
use crate::pages::brief::Brief;
use crate::pages::completeness::{Lack, Share};
use crate::pages::history::Commit;
use crate::pages::language::Shown;
use crate::pages::parts::PartList;
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
    /// Name and address of what is asked about it most.
    asks: Vec<(String, String)>,
    description: Vec<String>,
    description_lang: Option<String>,
    facts: Vec<Fact>,
    properties: Vec<Fact>,
    parts: Vec<PartList>,
    completeness: Option<Share>,
    lacks: Vec<Lack>,
    lacking_href: String,
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
    let mut incoming = snapshot.incoming(id);
    incoming.extend(ending_at_parts(snapshot, slot));
    let complete = completeness(snapshot, slot);
    let content = Content {
        id: id.to_owned(),
        names: names(&reading, element, &thing),
        asks: reading.ledger_of(id).into_iter().chain(asks(&reading, slot, id)).collect(),
        description: paragraphs(&description.text),
        description_lang: description.lang,
        facts: facts(&reading, slot, element),
        properties: reading.facts(&plain(element, defined), defined),
        parts: reading.part_lists(element, defined),
        completeness: (complete.required > 0).then(|| reading.share(&complete)),
        lacks: reading.lacks(&complete),
        lacking_href: reading.list("completeness", &[("kind", element.kind.as_str())]),
        outgoing: reading.groups(&snapshot.outgoing(id), Way::Forward),
        incoming: reading.groups(&incoming, Way::Backward),
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

/// Viewpoints about one element, each with whether it is asked of any kind.
const ASKS: [(&str, bool); 3] = [("impact", true), ("dependencies", true), ("requirement-trace", false)];

/// Pictures around the element, computed from the model.
fn asks(reading: &Reading<'_>, slot: u32, id: &str) -> Vec<(String, String)> {
    let (snapshot, metamodel) = (reading.snapshot(), reading.snapshot().metamodel());
    let is_about = |kinds: &[String]| {
        let kinds = kinds.iter().filter_map(|name| metamodel.kind_index(name));
        let kind = snapshot.kind_at(slot);
        kinds.into_iter().any(|wanted| kind.is_some_and(|kind| metamodel.is_a(kind, wanted)))
    };
    let known = ASKS.iter().filter_map(|(ask, of_any)| Some((metamodel.viewpoint(ask)?, *of_any)));
    let wanted = known.filter(|(viewpoint, of_any)| *of_any || is_about(&viewpoint.about));
    let link = |id_of: &str| {
        reading.ask.with(&["m", reading.hosted.name(), "viewpoints", id_of], &[("element", id)])
    };
    wanted
        .map(|(viewpoint, _)| (reading.label(&viewpoint.label, &viewpoint.id), link(&viewpoint.id)))
        .collect()
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
        true => kind.and_then(|kind| kind.default_cell(element)).into_iter().collect(),
    };
    if !cells.is_empty() {
        let key = if element.zachman.is_empty() { words.word("by_default") } else { words.word("confirmed") };
        let cell = |cell: &&str| {
            let text = format!("{} ({key})", reading.cell_name(cell));
            Part::text(text).to(reading.list("elements", &[("cell", cell)]))
        };
        facts.push(Fact::lines(words.word("cell"), cells.iter().map(cell).collect()));
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
        let definition = common_attributes().find(|definition| definition.key == key);
        let label = definition.map_or_else(|| key.to_owned(), |d| reading.label(&d.label, key));
        let fact = match key {
            "external" => external(&label, value),
            "reviewed" => reviewed(reading, &label, value),
            _ => None,
        };
        let mut fact = fact.unwrap_or_else(|| reading.fact(key, &label, value, definition));
        fact.key = fact.key.filter(|_| definition.is_none());
        facts.push(fact);
    }
    facts
}

/// Ids in other systems, each on a line; none if the value is something else.
fn external(label: &str, value: &Value) -> Option<Fact> {
    let entry = |item: &Value| {
        let entry = item.as_record()?;
        let text = format!("{}: {}", entry.text("system")?, entry.text("id")?);
        Some(Part::text(text).outside(entry.text("url")))
    };
    let lines = value.items().iter().map(entry).collect::<Option<Vec<_>>>()?;
    (!lines.is_empty()).then(|| Fact::lines(label, lines))
}

/// Who reviewed it and when; none if the value is something else.
fn reviewed(reading: &Reading<'_>, label: &str, value: &Value) -> Option<Fact> {
    let review = value.as_record()?;
    let by = review.text("by").map(|by| reading.part_for(by));
    let parts: Vec<Part> = by.into_iter().chain(review.text("on").map(Part::text)).collect();
    (!parts.is_empty()).then(|| Fact::of(label, parts))
}

/// Properties that are no lists of parts: these have tables of their own.
fn plain(element: &Element, defined: &[PropertyDefinition]) -> Properties {
    let is_list = |key: &str| defined.iter().any(|definition| definition.parts && definition.key == key);
    let is_shown = |value: &Value| value.items().iter().any(|item| item.as_record().is_some());
    let entries = element.properties.iter().filter(|(key, value)| !(is_list(key) && is_shown(value)));
    entries.map(|(key, value)| (key.into(), value.clone())).collect()
}

impl Reading<'_> {
    /// Name of a state of a lifecycle; as written, if it is none.
    pub fn lifecycle(&self, state: &str) -> String {
        self.words().named("lifecycle", state).unwrap_or(state).to_owned()
    }
}
