//! Pages that lead to others: the front page, all views, all kinds, the Zachman grid.

use std::collections::BTreeMap;

use archweave_model::metamodel::{Layer, Named, zachman};
use archweave_model::select::Selector;
use archweave_model::view::View;
use serde_json::{Value as Json, json};

use crate::site::lists::Groups;
use crate::site::page::{Page, Section};
use crate::site::reading::{Reading, prose};
use crate::site::words::{grouped, is_same, named_value};

/// Views with a small picture on the front page.
const THUMBS: usize = 12;
/// Views from which on a list can be narrowed.
const MANY: usize = 12;

/// The front page.
pub(super) fn overview(reading: &Reading<'_>, groups: &Groups) -> Page {
    let (words, snapshot) = (reading.words, reading.snapshot);
    let views = folders(reading);
    let thumbs = views.values().flatten().take(THUMBS).map(|view| {
        let mut brief = reading.view_brief(view);
        brief["picture"] = format!("views/{}.svg", reading.subject.files.views.file(view.id.as_str())).into();
        brief
    });
    let counts = [
        (words.word("elements"), snapshot.element_count()),
        (words.word("relations"), snapshot.relation_count()),
        (words.word("views"), snapshot.views().len()),
    ];
    let (description, description_lang) = prose(reading.show(&snapshot.manifest().description));
    let found = reading.subject.revision.zachman(&Selector::default());
    let gaps = [("n", &*found.filled().to_string()), ("all", &*found.cells.len().to_string())];
    let all = snapshot.views().len();
    let content = json!({
        "name": named_value(reading.title()),
        "counts": counts.map(|(word, count)| (word, grouped(count))),
        "description": description,
        "description_lang": description_lang,
        "thumbs": thumbs.collect::<Vec<_>>(),
        "more_views": (all > THUMBS).then(|| words.count("all_views", all)),
        "layers": layers(reading, groups),
        "filled": words.fill("zachman_filled", &gaps),
    });
    page("index.html", Section::Overview, reading.title().0, "site-index", content)
}

/// All views by folder.
pub(super) fn views(reading: &Reading<'_>) -> Page {
    let folders = folders(reading);
    let folders: Vec<Json> = folders
        .into_iter()
        .map(|(name, views)| {
            let views: Vec<Json> = views.into_iter().map(|view| reading.view_brief(view)).collect();
            json!({ "name": name.replace('/', " / "), "count": views.len(), "views": views })
        })
        .collect();
    let count = reading.snapshot.views().len();
    let content = json!({ "count": grouped(count), "has_filter": count > MANY, "folders": folders });
    page("views/index.html", Section::Views, reading.words.word("views").to_owned(), "site-views", content)
}

/// Views by the folder of their file below `views/`, each folder by name.
fn folders<'a>(reading: &Reading<'a>) -> BTreeMap<String, Vec<&'a View>> {
    let mut folders: BTreeMap<String, Vec<&View>> = BTreeMap::new();
    for view in reading.snapshot.views() {
        let file = reading.snapshot.view_file(view.id.as_str()).unwrap_or_default();
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let folder = folder.strip_prefix("views").unwrap_or(folder).trim_start_matches('/');
        folders.entry(folder.to_owned()).or_default().push(view);
    }
    for views in folders.values_mut() {
        views.sort_by_cached_key(|view| (reading.view_name(view).0.to_lowercase(), view.id.clone()));
    }
    folders
}

/// All kinds by layer.
pub(super) fn elements(reading: &Reading<'_>, groups: &Groups) -> Page {
    let count = grouped(reading.snapshot.element_count());
    let content = json!({ "count": count, "layers": layers(reading, groups) });
    let title = reading.words.word("elements").to_owned();
    page("elements/index.html", Section::Elements, title, "site-elements", content)
}

/// Layers with the kinds that the model has of them; kinds that the metamodel does not know come last.
fn layers(reading: &Reading<'_>, groups: &Groups) -> Vec<Json> {
    let ids = Layer::ALL.iter().map(|layer| layer.id()).chain(["missing"]);
    let layer = |layer: &'static str| {
        let kinds = groups.kinds.iter().filter(|(kind, _)| reading.layer(kind) == layer);
        let mut kinds: Vec<(String, &str, usize)> =
            kinds.map(|(kind, slots)| (reading.kind(kind), kind.as_str(), slots.len())).collect();
        kinds.sort();
        let sum: usize = kinds.iter().map(|(_, _, count)| count).sum();
        let kinds: Vec<Json> = kinds
            .into_iter()
            .map(|(name, kind, count)| {
                json!({ "name": name, "href": reading.kind_href(kind), "count": grouped(count) })
            })
            .collect();
        let name = reading.words.named("layer", layer).unwrap_or_else(|| reading.words.word("layer_other"));
        (sum > 0).then(|| json!({ "id": layer, "name": name, "count": grouped(sum), "kinds": kinds }))
    };
    ids.filter_map(layer).collect()
}

/// The Zachman grid: how many elements are in each cell.
pub(super) fn grid(reading: &Reading<'_>) -> Page {
    let words = reading.words;
    let found = reading.subject.revision.zachman(&Selector::default());
    let cell = |row: &Named, column: &Named| {
        let id = format!("{}.{}", row.id, column.id);
        let cell = found.cells.iter().find(|cell| cell.cell.id == id)?;
        let (confirmed, by_default) = (grouped(cell.confirmed), grouped(cell.by_default));
        let gaps = [("confirmed", &*confirmed), ("default", &*by_default)];
        let place =
            format!("{}, {}", reading.label(&row.label, &row.id), reading.label(&column.label, &column.id));
        Some(json!({
            "state": match (cell.confirmed, cell.by_default) {
                (0, 0) => "empty",
                (0, _) => "guessed",
                _ => "confirmed",
            },
            "name": reading.label(&cell.cell.name, &cell.cell.id),
            "has_confirmed": cell.confirmed > 0,
            "has_default": cell.by_default > 0,
            "href": (cell.confirmed + cell.by_default > 0).then(|| format!("{}cells/{id}.html", reading.up)),
            "spoken": format!("{place}: {}", words.fill("cell_counts", &gaps)),
            "confirmed": confirmed,
            "by_default": by_default,
        }))
    };
    let rows = zachman().rows.iter().map(|row| {
        let cells: Vec<Json> = zachman().columns.iter().filter_map(|column| cell(row, column)).collect();
        json!({ "axis": axis(reading, row), "cells": cells })
    });
    let gaps = [("n", &*found.filled().to_string()), ("all", &*found.cells.len().to_string())];
    let content = json!({
        "summary": words.fill("zachman_filled", &gaps),
        "counts": [
            (words.word("confirmed_elements"), grouped(found.confirmed)),
            (words.word("default_elements"), grouped(found.by_default)),
            (words.word("unclassified_elements"), grouped(found.unclassified)),
        ],
        "columns": zachman().columns.iter().map(|column| axis(reading, column)).collect::<Vec<_>>(),
        "rows": rows.collect::<Vec<_>>(),
    });
    page("zachman.html", Section::Zachman, words.word("zachman").to_owned(), "site-zachman", content)
}

/// A row or column: its name, and below it what the standard calls it.
fn axis(reading: &Reading<'_>, named: &Named) -> Json {
    let second = match is_same(reading.language, "zh") {
        true => format!("{} · {}", named.label.get("en"), named.classic),
        false => named.classic.clone(),
    };
    json!({ "label": reading.label(&named.label, &named.id), "second": second })
}

fn page(path: &str, section: Section, title: String, template: &'static str, content: Json) -> Page {
    Page { path: path.to_owned(), section, title, template, has_picture: false, content }
}
