//! Tables of the ledger's pages: as a page shows them, and as a file has them.

use archweave_model::delivery::Moment;
use archweave_model::view::table::{Cell as Written, Head, Item, Row as Line, Table};
use serde::Serialize;

use crate::pages::language::Shown;
use crate::pages::reading::Reading;
use crate::pages::values::Part;

use super::say::moment;

/// A table.
#[derive(Serialize)]
pub(super) struct Sheet {
    title: String,
    columns: Vec<Column>,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Column {
    label: String,
    class: &'static str,
}

#[derive(Serialize)]
struct Row {
    /// Where a link within the page finds it.
    anchor: Option<String>,
    head: Cell,
    cells: Vec<Cell>,
}

/// What stands in a row under a column.
#[derive(Clone, Default, Serialize)]
pub(super) struct Cell {
    class: &'static str,
    parts: Vec<Piece>,
    /// Smaller, below.
    note: Option<String>,
    /// A drawing of ours, with what it says as the text of its first part.
    svg: Option<String>,
    /// More of it, shown on demand: what the list is called, and its parts.
    more: Option<(String, Vec<Piece>)>,
}

/// Words of a cell.
#[derive(Clone, Default, Serialize)]
pub(super) struct Piece {
    text: String,
    lang: Option<String>,
    href: Option<String>,
    is_outside: bool,
    /// Class of the colour behind it.
    chip: Option<&'static str>,
}

impl Piece {
    /// Words.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A page of this server.
    pub fn to(self, href: Option<String>) -> Self {
        Self { href: href.or(self.href), ..self }
    }

    /// With words before it, as part of the same text.
    pub fn after(self, before: &str) -> Self {
        Self { text: format!("{before}{}", self.text), ..self }
    }

    /// A page elsewhere, if a browser may go there.
    pub fn outside(self, address: Option<&str>) -> Self {
        let part = Part::text("").outside(address);
        match part.address() {
            Some(href) => Self { href: Some(href.to_owned()), is_outside: true, ..self },
            None => self,
        }
    }

    /// With a colour behind it: `good`, `warning`, `bad`, `neutral`, `s2`.
    pub fn chip(self, tone: &'static str) -> Self {
        Self { chip: Some(tone), ..self }
    }
}

impl From<Shown> for Piece {
    fn from(shown: Shown) -> Self {
        Self { text: shown.text, lang: shown.lang, ..Self::default() }
    }
}

impl Cell {
    /// One piece.
    pub fn of(piece: Piece) -> Self {
        Self::all(vec![piece])
    }

    /// Several, one after the other.
    pub fn all(parts: Vec<Piece>) -> Self {
        Self { parts, ..Self::default() }
    }

    /// Several on one line, one leading to the next.
    pub fn chain(parts: Vec<Piece>) -> Self {
        Self { class: "chain", ..Self::all(parts) }
    }

    /// Words; nothing for no words.
    pub fn text(text: impl Into<String>) -> Self {
        let piece = Piece::new(text);
        if piece.text.is_empty() { Self::default() } else { Self::of(piece) }
    }

    /// The same of something that may be missing.
    pub fn maybe(text: Option<impl Into<String>>) -> Self {
        text.map(Self::text).unwrap_or_default()
    }

    /// A number, aligned as such.
    pub fn number(text: impl Into<String>) -> Self {
        Self { class: "number", ..Self::text(text) }
    }

    /// The same cell, aligned as a number.
    pub fn numeric(self) -> Self {
        Self { class: "number", ..self }
    }

    /// A moment.
    pub fn at(at: Option<Moment>) -> Self {
        Self { class: "nowrap", ..Self::maybe(at.map(moment)) }
    }

    /// With something smaller below.
    pub fn note(self, note: impl Into<String>) -> Self {
        Self { note: Some(note.into()).filter(|note| !note.is_empty()), ..self }
    }

    /// With a drawing of ours before its words, which only those read who do not see it.
    pub fn drawing(self, svg: String) -> Self {
        Self { svg: Some(svg), ..self }
    }

    /// With a list that is shown on demand.
    pub fn more(self, label: String, list: Vec<Piece>) -> Self {
        Self { more: (!list.is_empty()).then_some((label, list)), ..self }
    }

    /// As a file has it.
    fn written(&self) -> Written {
        let more = self.more.iter().flat_map(|(_, list)| list);
        let texts = self.parts.iter().chain(more).map(|piece| Item::new(piece.text.clone()));
        let note = self.note.iter().map(|note| Item::new(note.clone()));
        Written { items: texts.chain(note).collect(), ..Written::default() }
    }
}

impl Sheet {
    /// A table without rows; heads of columns of numbers begin with `#`.
    pub fn new(title: impl Into<String>, columns: &[&str]) -> Self {
        let columns = columns.iter().map(|label| match label.strip_prefix('#') {
            Some(label) => Column { label: label.to_owned(), class: "number" },
            None => Column { label: (*label).to_owned(), class: "" },
        });
        Self { title: title.into(), columns: columns.collect(), rows: Vec::new() }
    }

    /// Adds a row.
    pub fn row(&mut self, head: Cell, cells: Vec<Cell>) {
        self.rows.push(Row { anchor: None, head, cells });
    }

    /// Adds a row that links lead to.
    pub fn row_at(&mut self, anchor: String, head: Cell, cells: Vec<Cell>) {
        self.rows.push(Row { anchor: Some(anchor), head, cells });
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// As a file has it.
    pub fn table(&self) -> Table {
        let (first, others) = match self.columns.split_first() {
            Some((first, others)) => (first.label.clone(), others),
            None => (String::new(), &[][..]),
        };
        let row = |row: &Row| {
            let head = row.head.written();
            Line { head: Head::new(head.text()), cells: row.cells.iter().map(Cell::written).collect() }
        };
        Table {
            title: self.title.clone(),
            corner: first,
            columns: others.iter().map(|column| Head::new(column.label.clone())).collect(),
            rows: self.rows.iter().map(row).collect(),
            ..Table::default()
        }
    }
}

impl Reading<'_> {
    /// An element, with its id below where the name is another word.
    pub(super) fn element_cell(&self, id: &str) -> Cell {
        let piece = self.element_piece(id);
        let note = if piece.text == id { String::new() } else { id.to_owned() };
        Cell::of(piece).note(note)
    }

    /// An element's name with a link to its page.
    pub(super) fn element_piece(&self, id: &str) -> Piece {
        Piece::from(self.name_of(id)).to(self.address_of(id))
    }

    /// Several elements.
    pub(super) fn elements_cell<'i>(&self, ids: impl IntoIterator<Item = &'i str>) -> Cell {
        Cell::all(ids.into_iter().map(|id| self.element_piece(id)).collect())
    }
}
