//! The page of a view: picture or table, files, and what it shows as a list.

use std::collections::BTreeSet;

use archweave_model::diagram::{Content, Diagram, Line};
use archweave_model::metamodel::Layer;
use archweave_model::view::table::{Cell, Head, Item, Of, Row, Table};
use archweave_model::view::{Picture, View};
use archweave_render::{Options, Target, Theme};
use serde_json::{Value as Json, json};

use crate::site::page::{Page, Section};
use crate::site::picture::{DarkColors, without_links};
use crate::site::reading::{Reading, prose};
use crate::{AppError, DrawOptions, PictureFormat};

/// Relations told as sentences.
const MAX_SENTENCES: usize = 500;
/// Bytes from which on a description is long.
const LONG: usize = 800;

/// A view as its page and its files.
pub(super) struct Written {
    pub page: Page,
    /// Extension and content.
    pub files: Vec<(&'static str, Vec<u8>)>,
    /// Slots of the elements it shows.
    pub shown: Vec<u32>,
}

/// Asks the model for a view, and draws it once light and once dark.
pub(super) fn written(
    reading: &Reading<'_>,
    view: &View,
    colors: &mut DarkColors,
) -> Result<Written, AppError> {
    let subject = reading.subject;
    let id = view.id.as_str();
    let options = DrawOptions {
        language: reading.drawing_language.clone(),
        audience: subject.audience.map(str::to_owned),
        has_links: true,
        ..DrawOptions::default()
    };
    let answer = subject.hosted.answer(subject.revision, id, &options)?;
    let light = draw(reading, &answer.diagram, Theme::Light)?;
    let mut files = vec![("svg", without_links(&light).into_bytes())];
    let mut svg = None;
    let mut is_two_toned = false;
    if answer.table.is_some() {
        let csv = subject.hosted.written(subject.revision, &answer, &PictureFormat::Csv, &options)?;
        files.push(("csv", csv.bytes));
    } else {
        let dark = draw(reading, &answer.diagram, Theme::Dark)?;
        let merged = colors.merge(&light, &dark);
        is_two_toned = merged.is_some();
        svg = Some(merged.unwrap_or(light));
    }
    let ids = elements(&answer);
    let relations = relations(&answer.diagram);
    let entries = relations.iter().filter_map(|id| reading.snapshot.relation(id));
    let sentences: Vec<Json> = entries.take(MAX_SENTENCES).map(|entry| reading.sentence(&entry)).collect();
    let name = subject.files.views.file(id);
    let links = files.iter().map(|(extension, _)| (format!("{name}.{extension}"), extension.to_uppercase()));
    let (description, description_lang) = prose(reading.show(&view.description));
    // A long one stands below the picture.
    let is_long = description.iter().map(String::len).sum::<usize>() > LONG;
    let brief = reading.view_brief(view);
    let content = json!({
        "name": brief["name"],
        "id": id,
        "kind": brief["kind"],
        "description": description,
        "description_lang": description_lang,
        "is_long": is_long,
        "files": links.collect::<Vec<_>>(),
        "remarks": answer.diagram.notes,
        "table": answer.table.as_ref().map(|table| reading.table(table)),
        "svg": svg,
        "is_two_toned": is_two_toned,
        "element_count": ids.len(),
        "elements": listed(reading, &ids),
        "relation_count": relations.len(),
        "sentences": sentences,
        "properties": reading.facts(view.properties.iter(), &[]),
    });
    let page = Page {
        path: format!("views/{name}.html"),
        section: Section::Views,
        title: reading.view_name(view).0,
        template: "site-view",
        has_picture: is_two_toned,
        content,
    };
    let shown = ids.iter().filter_map(|id| reading.snapshot.slot_of(id)).collect();
    Ok(Written { page, files, shown })
}

fn draw(reading: &Reading<'_>, diagram: &Diagram, theme: Theme) -> Result<String, AppError> {
    let subject = reading.subject;
    let link = |target: Target<'_>| reading.target_href(&target);
    let image = |path: &str| subject.hosted.image(subject.revision, path);
    let options = Options {
        templates: subject.hosted.templates(),
        theme,
        background: true,
        link: Some(&link),
        image: Some(&image),
        ..Options::default()
    };
    Ok(archweave_render::svg(diagram, &options)?)
}

/// Ids of the elements shown, each once.
fn elements(answer: &Picture) -> BTreeSet<&str> {
    let mut ids: BTreeSet<&str> = BTreeSet::new();
    for node in &answer.diagram.nodes {
        match (&node.content, &node.link) {
            (Content::Element(figure), _) => ids.insert(figure.element.as_str()),
            (Content::Missing(id), _) | (_, Of::Element(id)) => ids.insert(id.as_str()),
            (Content::Part(part), _) => ids.insert(part.element.as_str()),
            _ => false,
        };
    }
    let rows = || answer.table.iter().flat_map(|table| &table.rows);
    let columns = answer.table.iter().flat_map(|table| &table.columns);
    let heads = columns.chain(rows().map(|row| &row.head)).map(|head| &head.of);
    let items = rows().flat_map(|row| &row.cells).flat_map(|cell| &cell.items).map(|item| &item.of);
    for of in heads.chain(items) {
        if let Of::Element(id) = of {
            ids.insert(id.as_str());
        }
    }
    ids
}

/// Elements in one line each, by layer, kind and name.
fn listed(reading: &Reading<'_>, ids: &BTreeSet<&str>) -> Vec<Json> {
    let mut all: Vec<Json> = ids.iter().map(|id| reading.brief_of_end(id)).collect();
    let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
    let order = |layer: &str| Layer::ALL.iter().position(|known| known.id() == layer);
    all.sort_by_cached_key(|brief| {
        (order(&text(&brief["layer"])), text(&brief["kind"]), text(&brief["name"]["text"]).to_lowercase())
    });
    all
}

/// Ids of the relations shown, each once, as they are drawn.
fn relations(diagram: &Diagram) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    let ids = diagram.edges.iter().filter_map(|edge| match &edge.line {
        Line::Relation(arrow) => Some(arrow.relation.as_str()),
        _ => None,
    });
    ids.filter(|id| seen.insert(*id)).collect()
}

impl Reading<'_> {
    /// A table with links, for the template.
    fn table(&self, table: &Table) -> Json {
        let counts = [("more_rows", table.more_rows), ("more_columns", table.more_columns)];
        let left_out = counts.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| self.words.count(key, n));
        let left_out: Vec<String> = left_out.collect();
        let row = |row: &Row| {
            let cells: Vec<Json> = row.cells.iter().map(|cell| self.cell_of(cell)).collect();
            json!({ "head": self.head(&row.head), "cells": cells })
        };
        json!({
            "corner": table.corner,
            "columns": table.columns.iter().map(|head| self.head(head)).collect::<Vec<_>>(),
            "rows": table.rows.iter().map(row).collect::<Vec<_>>(),
            "more": (!left_out.is_empty()).then(|| left_out.join(", ")),
            "key": table.key,
        })
    }

    fn head(&self, head: &Head) -> Json {
        json!({ "label": head.label, "caption": head.caption, "href": self.href_of(&head.of) })
    }

    fn cell_of(&self, cell: &Cell) -> Json {
        let are_letters = cell.items.iter().all(|item| item.text.chars().count() == 1);
        let separator = if are_letters { " " } else { ", " };
        let part = |(n, item): (usize, &Item)| {
            let before = if n == 0 { "" } else { separator };
            json!({ "before": before, "text": item.text, "href": self.href_of(&item.of) })
        };
        // Tones are names of the theme: letters and digits, whatever a viewpoint of the model says.
        let tone = cell.tone.as_deref().filter(|tone| tone.bytes().all(|b| b.is_ascii_alphanumeric()));
        json!({
            "class": tone.map_or_else(String::new, |tone| format!("tone-{tone}")),
            "count": cell.count,
            "parts": cell.items.iter().enumerate().map(part).collect::<Vec<_>>(),
            "more": (cell.more > 0).then(|| format!("+{}", cell.more)),
            "note": cell.note,
        })
    }
}
