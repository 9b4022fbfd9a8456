//! `/m/<model>/relations/<id>`: everything that is known of a relation.

use archweave_app::AppError;
use archweave_model::snapshot::RelationEntry;
use serde::Serialize;

use crate::pages::Ask;
use crate::pages::answer::Answer;
use crate::pages::brief::Brief;
use crate::pages::problems::Problem;
use crate::pages::reading::{Reading, paragraphs};
use crate::pages::relations::{Group, Sentence, Way};
use crate::pages::source::Source;
use crate::pages::values::{Fact, Part};
use crate::pages::views::ViewBrief;

/// Views shown.
const VIEWS: usize = 24;

#[derive(Serialize)]
struct Content {
    thing: Brief,
    id: String,
    sentence: Sentence,
    description: Vec<String>,
    description_lang: Option<String>,
    facts: Vec<Fact>,
    properties: Vec<Fact>,
    outgoing: Vec<Group>,
    incoming: Vec<Group>,
    views: Vec<ViewBrief>,
    problems: Vec<Problem>,
    source: Option<Source>,
}

/// Builds the page.
pub(crate) fn build(ask: &Ask) -> Result<Answer, AppError> {
    let reading = Reading::open(ask)?;
    let snapshot = reading.snapshot();
    let id = ask.id();
    let Some(entry) = snapshot.relation(id) else {
        return Err(AppError::NotFound(reading.words().fill("no_relation", &[("id", id)])));
    };
    let relation = entry.relation;
    let thing = reading.brief_of_relation(&entry);
    let description = reading.show(&relation.description);
    let owner = entry.owner.and_then(|owner| snapshot.slot_of(owner.id.as_str()));
    let file = owner.and_then(|slot| snapshot.file_at(slot));
    let problems = entry.owner.map_or_else(Vec::new, |owner| reading.problems_of(owner.id.as_str()));
    let defined = reading.relation_kind(relation.kind.as_str()).map_or(&[][..], |kind| &kind.properties);
    let content = Content {
        id: id.to_owned(),
        sentence: reading.sentence(&entry),
        description: paragraphs(&description.text),
        description_lang: description.lang,
        facts: facts(&reading, &entry, &thing),
        properties: reading.facts(&relation.properties, defined),
        outgoing: reading.groups(&snapshot.outgoing(id), Way::Forward),
        incoming: reading.groups(&snapshot.incoming(id), Way::Backward),
        views: views(&reading, &entry),
        problems: problems.into_iter().filter(|problem| problem.is_about(id)).collect(),
        source: file.and_then(|file| reading.source(file, relation.place.0)),
        thing: thing.clone(),
    };
    reading.page("relation", "elements", &thing.name.text, content).map(Answer::page)
}

fn facts(reading: &Reading<'_>, entry: &RelationEntry<'_>, thing: &Brief) -> Vec<Fact> {
    let words = reading.words();
    let mut facts = vec![Fact::plain(words.word("kind"), &*thing.kind)];
    let notes = reading.marks(entry.relation);
    if !notes.is_empty() {
        facts.push(Fact::of(words.word("details"), notes.into_iter().map(Part::text).collect()));
    }
    facts.extend(reading.facts(&entry.relation.attributes, &[]));
    facts
}

/// Views that draw the relation; only those that show one of its ends can.
fn views(reading: &Reading<'_>, entry: &RelationEntry<'_>) -> Vec<ViewBrief> {
    let snapshot = reading.snapshot();
    let candidates: Vec<_> = match entry.owner {
        Some(owner) => snapshot
            .views_showing(owner.id.as_str())
            .iter()
            .filter_map(|v| snapshot.view(v.as_str()))
            .collect(),
        None => Vec::new(),
    };
    let drawn = candidates.into_iter().filter(|view| {
        view.connections.iter().any(|line| line.relation.as_ref() == Some(&entry.relation.id))
    });
    drawn.take(VIEWS).map(|view| reading.view_brief(view)).collect()
}
