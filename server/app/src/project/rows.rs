//! A model's elements, relations, views and findings as rows.

use archweave_index::projection::{ElementRow, FindingRow, PropertyRow, RelationRow, ViewRow};
use archweave_model::diagnostic::{Diagnostic, Subject};
use archweave_model::element::{Element, Relation};
use archweave_model::report::Each;
use archweave_model::snapshot::Snapshot;
use archweave_model::text::Text;
use archweave_model::value::{Properties, Value};
use archweave_model::view::View;

/// Values of one element that are kept; the rest is of no use in a table.
const MOST_VALUES: usize = 1_000;
/// Characters of a value or a description that are kept.
const MOST_TEXT: usize = 4_000;
/// Records inside records that are followed.
const DEPTH: usize = 8;

/// Writes rows of one snapshot.
pub(super) struct Pen<'a> {
    snapshot: &'a Snapshot,
    each: Each<'a>,
}

impl<'a> Pen<'a> {
    pub(super) fn new(snapshot: &'a Snapshot) -> Self {
        Self { snapshot, each: Each::new(snapshot) }
    }

    /// The row of the element in a slot; none where there is none.
    pub(super) fn element(&mut self, slot: u32) -> Option<ElementRow> {
        let element = self.snapshot.element_at(slot)?;
        let kind = self.snapshot.kind_at(slot).map(|kind| self.snapshot.metamodel().kind(kind));
        let confirmed = element.zachman.first().map(|cell| (&**cell, "confirmed"));
        let by_default = || kind.and_then(|kind| kind.default_cell(element)).map(|cell| (cell, "default"));
        let cell = confirmed.or_else(by_default);
        let parts = cell.and_then(|(cell, _)| cell.split_once('.'));
        let completeness = self.each.of(slot);
        let life = element.lifecycle.as_deref();
        let text = |text: &Option<Box<str>>| text.as_deref().map(str::to_owned);
        Some(ElementRow {
            id: element.id.as_str().to_owned(),
            kind: element.kind.as_str().to_owned(),
            layer: kind.map(|kind| kind.layer.id().to_owned()),
            aspect: kind.map(|kind| kind.aspect.id().to_owned()),
            name: element.name.main().to_owned(),
            name_en: self.said(&element.name, "en"),
            name_zh: self.said(&element.name, "zh"),
            description: Some(cut(element.description.main())).filter(|text| !text.is_empty()),
            zachman_row: parts.map(|(row, _)| row.to_owned()),
            zachman_column: parts.map(|(_, column)| column.to_owned()),
            zachman_basis: parts.and(cell).map(|(_, basis)| basis.to_owned()),
            business_owner: text(&element.owners.business),
            technology_owner: text(&element.owners.technology),
            lifecycle: life.and_then(|life| text(&life.state)),
            since: life.and_then(|life| text(&life.since)),
            until: life.and_then(|life| text(&life.until)),
            asked: completeness.required as i64,
            present: completeness.present() as i64,
        })
    }

    /// A text in one language: as it was written in it, or plain where it is the model's main one.
    fn said(&self, text: &Text, language: &str) -> Option<String> {
        let said = match text {
            Text::One(plain) if self.snapshot.main_language() == language => Some(&**plain),
            text => text.exact(language),
        };
        said.filter(|said| !said.is_empty()).map(str::to_owned)
    }

    pub(super) fn view(&self, view: &View) -> ViewRow {
        ViewRow {
            id: view.id.as_str().to_owned(),
            name: view.name.main().to_owned(),
            name_en: self.said(&view.name, "en"),
            name_zh: self.said(&view.name, "zh"),
            viewpoint: view.viewpoint.as_deref().map(str::to_owned),
        }
    }
}

/// Rows of the relations that an element's file holds.
pub(super) fn relations(element: &Element) -> Vec<RelationRow> {
    let row = |(position, relation): (usize, &Relation)| {
        relation_row(element.id.as_str(), position, relation.source(&element.id), relation)
    };
    element.relations.iter().enumerate().map(row).collect()
}

/// Rows of the relations whose source is not in the model.
pub(super) fn loose(snapshot: &Snapshot) -> Vec<RelationRow> {
    let row = |(position, relation): (usize, &Relation)| {
        relation_row("", position, relation.from.as_ref().map_or("", |from| from.as_str()), relation)
    };
    snapshot.loose().enumerate().map(row).collect()
}

fn relation_row(holder: &str, position: usize, source: &str, relation: &Relation) -> RelationRow {
    RelationRow {
        holder: holder.to_owned(),
        position: position as i64,
        id: relation.id.as_str().to_owned(),
        kind: relation.kind.as_str().to_owned(),
        source: source.to_owned(),
        target: relation.to.as_str().to_owned(),
        name: relation.name.main().to_owned(),
        access: relation.access.map(|access| access.name().to_owned()),
    }
}

/// Rows of an element's tags, attributes and properties, in this order.
pub(super) fn properties(element: &Element) -> Vec<PropertyRow> {
    let mut rows = Rows { element: element.id.as_str(), found: Vec::new() };
    for tag in &element.tags {
        rows.add("tags", tag);
    }
    rows.all("", &element.attributes, 0);
    rows.all("", &element.properties, 0);
    rows.found
}

struct Rows<'a> {
    element: &'a str,
    found: Vec<PropertyRow>,
}

impl Rows<'_> {
    fn all(&mut self, before: &str, properties: &Properties, depth: usize) {
        for (key, value) in properties.iter() {
            match before {
                "" => self.value(key, value, depth),
                before => self.value(&format!("{before}.{key}"), value, depth),
            }
        }
    }

    fn value(&mut self, key: &str, value: &Value, depth: usize) {
        match value {
            Value::Text(text) => self.add(key, text),
            _ if depth == DEPTH => {}
            Value::List(items) => items.iter().for_each(|item| self.value(key, item, depth + 1)),
            Value::Record(fields) => self.all(key, fields, depth + 1),
        }
    }

    fn add(&mut self, key: &str, text: &str) {
        if text.is_empty() || self.found.len() == MOST_VALUES {
            return;
        }
        self.found.push(PropertyRow {
            element: self.element.to_owned(),
            position: self.found.len() as i64,
            key: cut(key),
            value: cut(text),
            number: text.parse().ok().filter(|number: &f64| number.is_finite()),
        });
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(MOST_TEXT) {
        Some((end, _)) => text[..end].to_owned(),
        None => text.to_owned(),
    }
}

/// Rows of findings that are replaced together.
pub(super) fn findings(holder: &str, found: &[Diagnostic]) -> Vec<FindingRow> {
    let row = |(position, finding): (usize, &Diagnostic)| FindingRow {
        holder: holder.to_owned(),
        position: position as i64,
        code: finding.code.to_owned(),
        severity: finding.severity.name().to_owned(),
        sort: finding.subject.as_ref().map(|subject| {
            let sort = match subject {
                Subject::Element(_) => "element",
                Subject::Relation(_) => "relation",
                Subject::View(_) => "view",
            };
            sort.to_owned()
        }),
        subject: finding.subject.as_ref().map(|subject| subject.id().to_owned()),
        message: cut(&finding.message),
        file: Some(finding.location.file.to_string()).filter(|file| !file.is_empty()),
    };
    found.iter().enumerate().map(row).collect()
}
