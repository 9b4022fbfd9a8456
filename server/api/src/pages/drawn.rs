//! A view on a page: drawn, as a table if it is one, for whom, as files, and everything it shows as a list.

use std::collections::BTreeSet;

use archweave_app::AppError;
use archweave_app::kept::Subject;
use archweave_model::diagram::{Content, Diagram, Line};
use archweave_model::metamodel::Layer;
use archweave_model::view;
use archweave_model::view::table::Of;
use serde::Serialize;

use crate::pages::brief::Brief;
use crate::pages::picture;
use crate::pages::reading::Reading;
use crate::pages::relations::Sentence;
use crate::pages::svg;
use crate::pages::table::TableRows;

/// A larger drawing is put in once, light; smaller ones once for light and once for dark.
const MAX_TWICE: usize = 600_000;
/// Sizes in percent.
const ZOOMS: [usize; 6] = [25, 50, 75, 100, 150, 200];
/// Relations listed.
const MAX_SENTENCES: usize = 1_000;

/// A view on a page.
#[derive(Default, Serialize)]
pub(crate) struct Drawn {
    light: String,
    dark: Option<String>,
    /// Why there is no drawing.
    failure: Option<String>,
    zooms: Vec<Choice>,
    is_fit: bool,
    fit: String,
    audiences: Vec<Choice>,
    /// Address and name of it as a file of each format.
    files: Vec<(String, String)>,
    /// What was left out, or could not be shown as it should.
    remarks: Vec<String>,
    table: Option<TableRows>,
    elements: Vec<Brief>,
    sentences: Vec<Sentence>,
}

/// One of several ways to look at it.
#[derive(Serialize)]
struct Choice {
    label: String,
    href: String,
    is_current: bool,
}

impl Drawn {
    /// A view as a reader asked for it. Its files are `<folder>/<id>.<format>`, with these values in
    /// their addresses.
    pub fn of(
        reading: &Reading<'_>,
        subject: Subject<'_>,
        folder: &str,
        id: &str,
        values: &[(&str, &str)],
    ) -> Result<Self, AppError> {
        let ask = reading.ask;
        let zoom = ask.get("zoom").map(|_| ask.number("zoom")).filter(|percent| ZOOMS.contains(percent));
        let zooms = ZOOMS.map(|percent| Choice {
            label: format!("{percent} %"),
            href: ask.here(&[("zoom", &percent.to_string())]),
            is_current: zoom == Some(percent),
        });
        let mut drawn = Self {
            zooms: zooms.into(),
            is_fit: zoom.is_none(),
            fit: ask.here(&[("zoom", "")]),
            audiences: audiences(reading),
            files: files(reading, folder, id, values),
            ..Self::default()
        };
        let options = picture::options(reading, false, true);
        match reading.hosted.answered(&reading.revision, subject, &options) {
            Ok(answer) => {
                drawn.draw(reading, subject, zoom);
                drawn.remarks.clone_from(&answer.diagram.notes);
                drawn.table = answer.table.as_ref().map(|table| reading.table_rows(table));
                drawn.elements = elements(reading, &answer);
                drawn.sentences = sentences(reading, &answer.diagram);
            }
            // An audience that is not there is a wrong address, not a picture that fails.
            Err(error @ AppError::NotFound(_)) => return Err(error),
            Err(error) => drawn.failure = Some(error.to_string()),
        }
        Ok(drawn)
    }

    fn draw(&mut self, reading: &Reading<'_>, subject: Subject<'_>, zoom: Option<usize>) {
        let query = reading.ask.kept();
        let draw = |is_dark: bool| {
            let options = picture::options(reading, is_dark, true);
            let svg = reading.hosted.drawn(&reading.revision, subject, &options)?;
            let svg = svg::with_query(&svg, &query);
            Ok::<_, AppError>(zoom.map_or_else(|| svg.clone(), |percent| svg::with_zoom(&svg, percent)))
        };
        match draw(false) {
            Ok(light) => {
                let dark = (light.len() <= MAX_TWICE).then(|| draw(true).ok()).flatten();
                self.dark = dark.map(|dark| svg::with_other_ids(&dark));
                self.light = light;
            }
            Err(error) => self.failure = Some(error.to_string()),
        }
    }
}

/// Everybody, and each audience of the model.
fn audiences(reading: &Reading<'_>) -> Vec<Choice> {
    let ask = reading.ask;
    let chosen = ask.get("audience");
    let everybody = Choice {
        label: reading.words().word("everybody").to_owned(),
        href: ask.here(&[("audience", "")]),
        is_current: chosen.is_none(),
    };
    let all = reading.snapshot().metamodel().audiences().iter().map(|audience| Choice {
        label: reading.label(&audience.label, &audience.id),
        href: ask.here(&[("audience", &audience.id)]),
        is_current: chosen == Some(&audience.id),
    });
    std::iter::once(everybody).chain(all).collect()
}

/// Addresses and names of the view as files.
fn files(reading: &Reading<'_>, folder: &str, id: &str, values: &[(&str, &str)]) -> Vec<(String, String)> {
    let words = reading.words();
    let mut kept = values.to_vec();
    kept.extend(reading.ask.get("audience").map(|audience| ("audience", audience)));
    let of = |extension: &str, more: &[(&str, &str)]| {
        let name = format!("{id}.{extension}");
        let values: Vec<_> = kept.iter().chain(more).copied().collect();
        reading.ask.with(&["m", reading.hosted.name(), folder, &name], &values)
    };
    let mut files = Vec::new();
    for (name, extension) in reading.hosted.picture_formats() {
        let label = words.named("format", &name).map_or_else(|| extension.to_uppercase(), str::to_owned);
        files.push((of(&extension, &[]), label));
        match &*name {
            "svg" => files.push((of("svg", &[("theme", "dark")]), words.word("svg_dark").to_owned())),
            "png" => files.push((of("png", &[("scale", "4")]), words.word("png_large").to_owned())),
            _ => {}
        }
    }
    files
}

/// The elements shown, each once, by layer and name.
fn elements(reading: &Reading<'_>, answer: &view::Picture) -> Vec<Brief> {
    let mut ids: BTreeSet<&str> = BTreeSet::new();
    for node in &answer.diagram.nodes {
        match (&node.content, &node.link) {
            (Content::Element(figure), _) => ids.insert(figure.element.as_str()),
            (Content::Missing(id), _) | (_, Of::Element(id)) => ids.insert(id.as_str()),
            (Content::Part(part), _) => ids.insert(part.element.as_str()),
            _ => false,
        };
    }
    let rows = answer.table.iter().flat_map(|table| &table.rows);
    let heads = answer.table.iter().flat_map(|table| &table.columns).chain(rows.clone().map(|row| &row.head));
    let items = rows.flat_map(|row| &row.cells).flat_map(|cell| &cell.items).map(|item| &item.of);
    for of in heads.map(|head| &head.of).chain(items) {
        if let Of::Element(id) = of {
            ids.insert(id.as_str());
        }
    }
    let mut all: Vec<Brief> = ids.into_iter().map(|id| reading.brief_of_end(id)).collect();
    let order = |layer: &str| Layer::ALL.iter().position(|known| known.id() == layer);
    all.sort_by_cached_key(|brief| (order(brief.layer), brief.kind.clone(), brief.name.text.to_lowercase()));
    all
}

fn sentences(reading: &Reading<'_>, diagram: &Diagram) -> Vec<Sentence> {
    let mut seen = BTreeSet::new();
    let relations = diagram.edges.iter().filter_map(|edge| match &edge.line {
        Line::Relation(arrow) => Some(arrow.relation.as_str()),
        _ => None,
    });
    let relations = relations.filter(|id| seen.insert(*id));
    let entries = relations.filter_map(|id| reading.snapshot().relation(id));
    entries.take(MAX_SENTENCES).map(|entry| reading.sentence(&entry)).collect()
}
