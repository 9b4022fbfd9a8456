//! Lists of elements: of a kind, of a Zachman cell. Long ones have several pages.

use std::collections::BTreeMap;

use archweave_model::element::Element;
use archweave_model::metamodel::{ElementKind, Home, zachman};
use archweave_model::snapshot::Snapshot;
use serde_json::{Value as Json, json};

use crate::AppError;
use crate::site::page::{Page, Section};
use crate::site::reading::{Reading, prose};
use crate::site::words::{grouped, named_value};
use crate::site::{Shown, Writing};

/// Elements on one page.
const PER_PAGE: usize = 500;

/// Elements by kind and by cell, by slot.
pub(super) struct Groups {
    pub kinds: BTreeMap<String, Vec<u32>>,
    pub cells: BTreeMap<String, Vec<u32>>,
}

impl Groups {
    pub(super) fn of(snapshot: &Snapshot) -> Self {
        let mut groups = Self { kinds: BTreeMap::new(), cells: BTreeMap::new() };
        for slot in snapshot.slots() {
            let Some(element) = snapshot.element_at(slot) else { continue };
            groups.kinds.entry(element.kind.to_string()).or_default().push(slot);
            let kind = snapshot.kind_at(slot).map(|index| snapshot.metamodel().kind(index));
            for cell in cells(kind, element).1.into_iter().filter(|cell| is_listed(kind, cell)) {
                groups.cells.entry(cell.to_owned()).or_default().push(slot);
            }
        }
        groups
    }
}

/// The Zachman cells of an element, and whether somebody has confirmed them.
pub(super) fn cells<'a>(kind: Option<&'a ElementKind>, element: &'a Element) -> (bool, Vec<&'a str>) {
    let is_known = |cell: &&str| zachman().cells.iter().any(|known| known.id == **cell);
    let confirmed: Vec<&str> = element.zachman.iter().map(|cell| &**cell).filter(is_known).collect();
    match confirmed.is_empty() {
        true => {
            (false, kind.and_then(|kind| kind.default_cell(element)).filter(is_known).into_iter().collect())
        }
        false => (true, confirmed),
    }
}

/// Whether elements of a kind are counted in a cell; facts of the ledger are no part of the model.
pub(super) fn is_listed(kind: Option<&ElementKind>, cell: &str) -> bool {
    zachman().cells.iter().any(|known| known.id == cell) && kind.is_none_or(|kind| kind.home != Home::Ledger)
}

/// A list before it is cut into pages.
struct List<'a> {
    /// Folder and file without extension.
    path: String,
    section: Section,
    heading: String,
    sub: String,
    layer: Option<&'static str>,
    description: (Vec<String>, Option<String>),
    has_kind: bool,
    slots: &'a [u32],
}

/// Writes the lists of a language.
pub(super) fn write(
    writing: &mut Writing<'_>,
    reading: &Reading<'_>,
    groups: &Groups,
    shown: &Shown,
) -> Result<(), AppError> {
    let metamodel = reading.snapshot.metamodel();
    for (kind, slots) in &groups.kinds {
        let known = metamodel.kind_index(kind).map(|index| metamodel.kind(index));
        let layer = known.map(|known| known.layer.id());
        let list = List {
            path: format!("kinds/{}", reading.subject.files.kinds.file(kind)),
            section: Section::Elements,
            heading: reading.kind(kind),
            sub: layer.and_then(|layer| reading.words.named("layer", layer)).unwrap_or_default().to_owned(),
            layer: Some(layer.unwrap_or("missing")),
            description: known.map_or_else(Default::default, |known| prose(reading.show(&known.description))),
            has_kind: false,
            slots,
        };
        list.write(writing, reading, shown)?;
    }
    for (cell, slots) in &groups.cells {
        let known = zachman().cells.iter().find(|known| known.id == *cell);
        let list = List {
            path: format!("cells/{cell}"),
            section: Section::Zachman,
            heading: reading.cell_name(cell),
            sub: known.map_or_else(String::new, |known| reading.label(&known.name, cell)),
            layer: None,
            description: Default::default(),
            has_kind: true,
            slots,
        };
        list.write(writing, reading, shown)?;
    }
    Ok(())
}

impl List<'_> {
    fn write(&self, writing: &mut Writing<'_>, reading: &Reading<'_>, shown: &Shown) -> Result<(), AppError> {
        let mut slots = self.slots.to_vec();
        slots.sort_by_cached_key(|slot| {
            reading.snapshot.element_at(*slot).map(|e| (reading.name(e).0.to_lowercase(), e.id.clone()))
        });
        let count = slots.len().div_ceil(PER_PAGE);
        for (number, slots) in slots.chunks(PER_PAGE).enumerate() {
            let rows: Vec<Json> = slots.iter().filter_map(|slot| self.row(reading, *slot, shown)).collect();
            let pages = (0..count).filter(|_| count > 1).map(|other| {
                let file = file(&self.path, other);
                let href = file.rsplit('/').next().unwrap_or_default();
                json!({ "label": other + 1, "href": format!("{href}.html"), "is_current": other == number })
            });
            let content = json!({
                "heading": self.heading,
                "count": grouped(self.slots.len()),
                "sub": self.sub,
                "layer": self.layer,
                "description": self.description.0,
                "description_lang": self.description.1,
                "has_kind": self.has_kind,
                "pages": pages.collect::<Vec<_>>(),
                "rows": rows,
            });
            writing.page(
                reading,
                &Page {
                    path: format!("{}.html", file(&self.path, number)),
                    section: self.section,
                    title: self.heading.clone(),
                    template: "site-list",
                    has_picture: false,
                    content,
                },
            )?;
        }
        Ok(())
    }

    fn row(&self, reading: &Reading<'_>, slot: u32, shown: &Shown) -> Option<Json> {
        let snapshot = reading.snapshot;
        let element = snapshot.element_at(slot)?;
        let id = element.id.as_str();
        let state = element.lifecycle.as_ref().and_then(|lifecycle| lifecycle.state.as_deref());
        Some(json!({
            "href": reading.element_href(id),
            "name": named_value(reading.name(element)),
            "kind": reading.kind(element.kind.as_str()),
            "lifecycle": state.map_or_else(String::new, |state| reading.lifecycle(state)),
            "relations": snapshot.outgoing(id).len() + snapshot.incoming(id).len(),
            "views": shown.get(&slot).map_or(0, Vec::len),
            "id": id,
        }))
    }
}

/// File of a page of a list, without extension.
fn file(path: &str, number: usize) -> String {
    if number == 0 { path.to_owned() } else { format!("{path}~{}", number + 1) }
}
