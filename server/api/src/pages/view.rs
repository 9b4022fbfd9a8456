//! `/m/<model>/views/<id>`: a view, drawn, with everything it shows as a list too.

use std::collections::BTreeMap;

use archweave_app::AppError;
use archweave_model::metamodel::Layer;
use archweave_model::view::{Shows, View};
use serde::Serialize;

use crate::pages::Ask;
use crate::pages::answer::Answer;
use crate::pages::brief::Brief;
use crate::pages::language::Shown;
use crate::pages::picture;
use crate::pages::reading::{Reading, paragraphs};
use crate::pages::relations::Sentence;
use crate::pages::source::Source;
use crate::pages::svg;
use crate::pages::values::Fact;

/// A larger drawing is put in once, light; smaller ones once for light and once for dark.
const MAX_TWICE: usize = 600_000;
/// Sizes in percent.
const ZOOMS: [usize; 6] = [25, 50, 75, 100, 150, 200];
/// Relations listed.
const MAX_SENTENCES: usize = 1_000;

#[derive(Serialize)]
struct Content {
    name: Shown,
    id: String,
    viewpoint: Option<String>,
    description: Vec<String>,
    description_lang: Option<String>,
    light: String,
    dark: Option<String>,
    /// Why there is no drawing.
    failure: Option<String>,
    zooms: Vec<Zoom>,
    is_fit: bool,
    fit: String,
    files: Vec<(String, String)>,
    elements: Vec<Brief>,
    sentences: Vec<Sentence>,
    properties: Vec<Fact>,
    source: Option<Source>,
}

#[derive(Serialize)]
struct Zoom {
    percent: usize,
    href: String,
    is_current: bool,
}

/// Builds the page, or the picture where the address ends in `.svg` or `.png`.
pub(crate) fn build(ask: &Ask) -> Result<Answer, AppError> {
    let reading = Reading::open(ask)?;
    let id = ask.id();
    let Some(view) = reading.snapshot().view(id) else {
        let missing = || AppError::NotFound(reading.words().fill("no_view", &[("id", id)]));
        return picture::build(&reading, id).unwrap_or_else(|| Err(missing()));
    };
    let zoom = ask.get("zoom").map(|_| ask.number("zoom")).filter(|percent| ZOOMS.contains(percent));
    let drawing = Drawing::of(&reading, id, zoom);
    let name = reading.show(&view.name);
    let name = if name.text.trim().is_empty() { id.into() } else { name };
    let description = reading.show(&view.description);
    let zooms = ZOOMS.map(|percent| Zoom {
        percent,
        href: ask.here(&[("zoom", &percent.to_string())]),
        is_current: zoom == Some(percent),
    });
    let file = reading.snapshot().view_file(id).unwrap_or_default();
    let content = Content {
        id: id.to_owned(),
        viewpoint: view.viewpoint.as_deref().map(|id| reading.viewpoint(id)),
        description: paragraphs(&description.text),
        description_lang: description.lang,
        light: drawing.light,
        dark: drawing.dark,
        failure: drawing.failure,
        zooms: zooms.into(),
        is_fit: zoom.is_none(),
        fit: ask.here(&[("zoom", "")]),
        files: files(&reading, id),
        elements: elements(&reading, view),
        sentences: sentences(&reading, view),
        properties: reading.facts(&view.properties, &[]),
        source: reading.source(file, view.place.0),
        name: name.clone(),
    };
    reading.page("view", "", &name.text, content).map(Answer::page)
}

/// The view as SVG for the page.
struct Drawing {
    light: String,
    dark: Option<String>,
    failure: Option<String>,
}

impl Drawing {
    fn of(reading: &Reading<'_>, view: &str, zoom: Option<usize>) -> Self {
        let query = reading.ask.kept();
        let draw = |is_dark: bool| {
            let options = picture::options(reading, is_dark, true);
            let svg = reading.hosted.draw(&reading.revision, view, &options)?.svg;
            let svg = svg::with_query(&svg, &query);
            Ok::<_, AppError>(zoom.map_or_else(|| svg.clone(), |percent| svg::with_zoom(&svg, percent)))
        };
        match draw(false) {
            Ok(light) => {
                let dark = (light.len() <= MAX_TWICE).then(|| draw(true).ok()).flatten();
                Self { light, dark: dark.map(|dark| svg::with_other_ids(&dark)), failure: None }
            }
            Err(error) => Self { light: String::new(), dark: None, failure: Some(error.to_string()) },
        }
    }
}

/// Addresses and names of the view as files.
fn files(reading: &Reading<'_>, view: &str) -> Vec<(String, String)> {
    let words = reading.words();
    let of = |format: &str, values: &[(&str, &str)]| {
        let name = format!("{view}.{format}");
        reading.ask.with(&["m", reading.hosted.name(), "views", &name], values)
    };
    vec![
        (of("svg", &[]), "SVG".to_owned()),
        (of("svg", &[("theme", "dark")]), words.word("svg_dark").to_owned()),
        (of("png", &[]), "PNG".to_owned()),
        (of("png", &[("scale", "4")]), words.word("png_large").to_owned()),
    ]
}

/// The elements shown, each once, by layer and name.
fn elements(reading: &Reading<'_>, view: &View) -> Vec<Brief> {
    let mut found: BTreeMap<&str, Brief> = BTreeMap::new();
    for node in view.nodes() {
        if let Shows::Element(id) = &node.shows {
            found.entry(id.as_str()).or_insert_with(|| reading.brief_of_end(id.as_str()));
        }
    }
    let mut all: Vec<Brief> = found.into_values().collect();
    let order = |layer: &str| Layer::ALL.iter().position(|known| known.id() == layer);
    all.sort_by_cached_key(|brief| (order(brief.layer), brief.kind.clone(), brief.name.text.to_lowercase()));
    all
}

fn sentences(reading: &Reading<'_>, view: &View) -> Vec<Sentence> {
    let relations = view.connections.iter().filter_map(|line| line.relation.as_ref());
    let entries = relations.filter_map(|id| reading.snapshot().relation(id.as_str()));
    entries.take(MAX_SENTENCES).map(|entry| reading.sentence(&entry)).collect()
}
