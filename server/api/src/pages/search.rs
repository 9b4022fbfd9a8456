//! `/m/<model>/search`: elements and views by name, id, alias or description, in any language.

use archweave_app::AppError;
use archweave_model::select::{contains_folded, fold, mentions};
use archweave_model::text::Text;
use serde::Serialize;

use crate::pages::Ask;
use crate::pages::answer::Answer;
use crate::pages::brief::Brief;
use crate::pages::language::Shown;
use crate::pages::reading::Reading;
use crate::pages::views::ViewBrief;

/// Most elements and views shown.
const MAX: usize = 50;
/// Characters of a description around what was found.
const AROUND: usize = 80;

#[derive(Serialize)]
struct Content {
    asked: String,
    heading: String,
    elements: Vec<Found>,
    views: Vec<ViewBrief>,
    /// All elements that were found, if they are more than shown.
    more: Option<(String, String)>,
    action: String,
}

#[derive(Serialize)]
struct Found {
    thing: Brief,
    excerpt: Option<String>,
}

/// Builds the page.
pub(crate) fn build(ask: &Ask) -> Result<Answer, AppError> {
    let reading = Reading::open(ask)?;
    let words = reading.words();
    let asked = ask.text("q").unwrap_or_default();
    let needle = fold(asked);
    let (slots, total) = if needle.is_empty() { (Vec::new(), 0) } else { elements(&reading, &needle) };
    let views = if needle.is_empty() { Vec::new() } else { views(&reading, &needle) };
    let heading = match (asked.is_empty(), total + views.len()) {
        (true, _) => words.word("search").to_owned(),
        (false, 0) => words.fill("found_nothing", &[("text", asked)]),
        (false, count) => {
            words.fill("found_for", &[("count", &words.count("found", count)), ("text", asked)])
        }
    };
    let found = slots.iter().filter_map(|slot| {
        let element = reading.snapshot().element_at(*slot)?;
        Some(Found {
            thing: reading.brief(element),
            excerpt: excerpt(&reading.show(&element.description), &needle),
        })
    });
    let content = Content {
        asked: asked.to_owned(),
        elements: found.collect(),
        more: (total > MAX)
            .then(|| (reading.list("elements", &[("text", asked)]), words.count("show_all_elements", total))),
        views,
        action: ask.path().to_owned(),
        heading: heading.clone(),
    };
    reading.page("search", "search", &heading, content).map(Answer::page)
}

/// The best slots, and how many there are.
fn elements(reading: &Reading<'_>, needle: &str) -> (Vec<u32>, usize) {
    let snapshot = reading.snapshot();
    let mut ranked: [Vec<u32>; 4] = Default::default();
    let mut total = 0;
    for slot in snapshot.slots() {
        let Some(element) = snapshot.element_at(slot) else { continue };
        let rank = match name_rank(element.id.as_str(), &element.name, needle) {
            Some(rank) => rank,
            None if mentions(element, needle) => 3,
            None => continue,
        };
        total += 1;
        if ranked[rank].len() < MAX {
            ranked[rank].push(slot);
        }
    }
    let mut best = ranked.concat();
    best.truncate(MAX);
    (best, total)
}

/// How well an id or name fits: 0 is all of it, 1 its beginning, 2 some of it.
fn name_rank(id: &str, name: &Text, needle: &str) -> Option<usize> {
    let names = name.entries().map(|(_, text)| text);
    let fitting = std::iter::once(id).chain(names).filter(|text| contains_folded(text, needle));
    let ranks = fitting.map(|text| {
        let folded = fold(text);
        match folded.strip_prefix(needle) {
            Some("") => 0,
            Some(_) => 1,
            None => 2,
        }
    });
    ranks.min()
}

fn views(reading: &Reading<'_>, needle: &str) -> Vec<ViewBrief> {
    let found = reading.snapshot().views().filter(|view| {
        name_rank(view.id.as_str(), &view.name, needle).is_some()
            || view.description.entries().any(|(_, text)| contains_folded(text, needle))
    });
    found.take(MAX).map(|view| reading.view_brief(view)).collect()
}

/// The part of a description that mentions what was looked for.
fn excerpt(description: &Shown, needle: &str) -> Option<String> {
    let text: Vec<char> = description.text.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect();
    let folded = fold(&text.iter().collect::<String>());
    // Folding may change lengths; then the place is a little off, which an excerpt may be.
    let at = folded[..folded.find(needle)?].chars().count().min(text.len());
    let (start, end) = (at.saturating_sub(AROUND), (at + AROUND).min(text.len()));
    let (before, after) = (if start > 0 { "…" } else { "" }, if end < text.len() { "…" } else { "" });
    Some(format!("{before}{}{after}", text[start..end].iter().collect::<String>()))
}
