//! Views that are tables: catalogs, matrices, the Zachman grid, the deliverables of a phase.
//!
//! A [`Table`] is the answer for people and spreadsheets alike; drawing it is one more layout
//! ([`draw`]). Start at [`of`].

pub mod catalog;
mod draw;
pub mod matrix;
pub mod phase;
mod value;
pub mod zachman;

pub use draw::{MAX_COLUMNS, MAX_ROWS, draw};

use crate::element::Element;
use crate::id::{ElementId, RelationId, ViewId};
use crate::view::asked::Asked;
use crate::viewpoint::Form;

/// The table that a view is; of a picture, the catalog of its elements.
pub fn of(asked: &Asked<'_>) -> Table {
    match asked.form() {
        Form::Diagram | Form::Catalog => catalog::table(asked),
        Form::Matrix => matrix::table(asked),
        Form::Zachman => zachman::table(asked),
        Form::Phase => phase::table(asked),
    }
}

/// Rows and columns with what stands in the cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What it is about.
    pub title: String,
    /// What the left top corner says: what rows and columns are.
    pub corner: String,
    /// From left to right.
    pub columns: Vec<Head>,
    /// From top to bottom.
    pub rows: Vec<Row>,
    /// Rows that were left out because there are too many.
    pub more_rows: usize,
    /// Columns that were left out because there are too many.
    pub more_columns: usize,
    /// What letters and colours in cells mean: sign and meaning.
    pub key: Vec<(String, String)>,
}

/// The head of a row or a column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Head {
    /// Name for readers.
    pub label: String,
    /// Smaller, below it.
    pub caption: String,
    /// What it stands for.
    pub of: Of,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// What it is about. Of a catalog it is the first column.
    pub head: Head,
    /// One for each column.
    pub cells: Vec<Cell>,
}

/// What stands where a row meets a column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// In reading order; none: the cell is empty.
    pub items: Vec<Item>,
    /// Items that were left out because there are too many.
    pub more: usize,
    /// A number that stands for all of them: of the Zachman grid the count of elements.
    pub count: Option<usize>,
    /// Colour that means something: a name in the palette of the theme.
    pub tone: Option<Box<str>>,
    /// Why it is empty or what belongs there.
    pub note: String,
}

/// One thing in a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// What it says.
    pub text: String,
    /// What it stands for.
    pub of: Of,
}

/// What a head or an item stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Of {
    /// Words only.
    #[default]
    Nothing,
    /// An element.
    Element(ElementId),
    /// A relation.
    Relation(RelationId),
    /// A view.
    View(ViewId),
}

impl Head {
    /// A head of words.
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), ..Self::default() }
    }

    fn of_element(asked: &Asked<'_>, element: &Element) -> Self {
        Self { of: Of::Element(element.id.clone()), ..Self::new(asked.name(element)) }
    }
}

impl Item {
    /// An item of words.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), of: Of::Nothing }
    }

    fn of_element(asked: &Asked<'_>, element: &Element) -> Self {
        Self { text: asked.name(element), of: Of::Element(element.id.clone()) }
    }
}

impl Cell {
    /// A cell of one item, empty if that says nothing.
    pub fn new(text: impl Into<String>) -> Self {
        let item = Item::new(text);
        Self { items: if item.text.is_empty() { Vec::new() } else { vec![item] }, ..Self::default() }
    }

    /// What it says as one text: `RA`, `Billing, Dispatch`, `8: Billing, Dispatch, +6`.
    pub fn text(&self) -> String {
        let is_letter = |item: &Item| item.text.len() == 1 && item.text.as_bytes()[0].is_ascii_uppercase();
        let are_letters = self.items.iter().all(is_letter);
        let mut texts: Vec<&str> = self.items.iter().map(|item| item.text.as_str()).collect();
        let more = format!("+{}", self.more);
        if self.more > 0 {
            texts.push(&more);
        }
        let text = texts.join(if are_letters && self.more == 0 { "" } else { ", " });
        match self.count {
            Some(count) if text.is_empty() => count.to_string(),
            Some(count) => format!("{count}: {text}"),
            None => text,
        }
    }

    /// Whether there is nothing to read but why.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty() && self.count.is_none_or(|count| count == 0)
    }
}

/// Title of a view's table: its own, else that of its viewpoint.
fn title(asked: &Asked<'_>) -> String {
    match asked.view.name.get(asked.language) {
        "" => asked.viewpoint.map_or_else(String::new, |v| v.label.get(asked.language).to_owned()),
        name => name.to_owned(),
    }
}

/// By name whatever the case, then by id: the same order on every machine.
fn by_name(asked: &Asked<'_>, slots: &mut [u32]) {
    slots.sort_by_cached_key(|slot| {
        let name = asked.snapshot.element_at(*slot).map(|element| asked.name(element).to_lowercase());
        (name, asked.id(*slot))
    });
}

#[cfg(test)]
mod tests;
