//! Views that are tables: catalogs, matrices, the Zachman grid, the deliverables of a phase.

use std::sync::Arc;

use archweave_model::view;
use archweave_model::view::table::{Cell, Head, Item, Of, Table};
use async_graphql::{Object, SimpleObject};

use super::element::ElementObject;
use super::relation::RelationObject;
use super::scope::Scope;
use super::view::ViewObject;

/// A view answered as rows and columns.
pub(super) struct ViewTableObject {
    scope: Arc<Scope>,
    picture: Arc<view::Picture>,
    /// A view of boxes and lines has none.
    table: Table,
}

impl ViewTableObject {
    /// The table that a view is; none of boxes and lines.
    pub fn new(scope: &Arc<Scope>, picture: Arc<view::Picture>) -> Option<Self> {
        let table = picture.table.clone()?;
        Some(Self { scope: scope.clone(), picture, table })
    }

    fn thing(&self, of: &Of) -> ThingObject {
        ThingObject { scope: self.scope.clone(), of: of.clone() }
    }

    fn head(&self, head: &Head) -> HeadObject {
        HeadObject { label: head.label.clone(), caption: head.caption.clone(), of: self.thing(&head.of) }
    }

    fn cell(&self, cell: &Cell) -> CellObject {
        let item = |item: &Item| ItemObject { text: item.text.clone(), of: self.thing(&item.of) };
        CellObject {
            text: cell.text(),
            items: cell.items.iter().map(item).collect(),
            more: cell.more,
            count: cell.count,
            tone: cell.tone.as_deref().map(str::to_owned),
            note: cell.note.clone(),
        }
    }
}

/// What words in a table stand for.
pub(super) struct ThingObject {
    scope: Arc<Scope>,
    of: Of,
}

#[Object(name = "TableThing")]
impl ThingObject {
    /// An element.
    async fn element(&self) -> Option<ElementObject> {
        let Of::Element(id) = &self.of else { return None };
        ElementObject::find(&self.scope, id.as_str())
    }

    /// A relation.
    async fn relation(&self) -> Option<RelationObject> {
        let Of::Relation(id) = &self.of else { return None };
        RelationObject::find(&self.scope, id.as_str())
    }

    /// A view.
    async fn view(&self) -> Option<ViewObject> {
        let Of::View(id) = &self.of else { return None };
        ViewObject::find(&self.scope, id.as_str())
    }
}

/// The head of a row or a column.
#[derive(SimpleObject)]
#[graphql(name = "TableHead")]
pub(super) struct HeadObject {
    /// Name for readers.
    label: String,
    /// Smaller, below it; may be empty.
    caption: String,
    /// What it stands for.
    of: ThingObject,
}

/// One thing in a cell.
#[derive(SimpleObject)]
#[graphql(name = "TableItem")]
pub(super) struct ItemObject {
    /// What it says.
    text: String,
    /// What it stands for.
    of: ThingObject,
}

/// What stands where a row meets a column.
#[derive(SimpleObject)]
#[graphql(name = "TableCell")]
pub(super) struct CellObject {
    /// All of it as one text: `RA`, `Billing, Dispatch`.
    text: String,
    /// In reading order; none: the cell is empty.
    items: Vec<ItemObject>,
    /// Items that were left out because there are too many.
    more: usize,
    /// A number that stands for all of them.
    count: Option<usize>,
    /// Colour that means something: a name in the palette of the theme.
    tone: Option<String>,
    /// Why it is empty, or what belongs there; may be empty.
    note: String,
}

/// A row.
#[derive(SimpleObject)]
#[graphql(name = "TableRow")]
pub(super) struct RowObject {
    /// What it is about. Of a catalog it is the first column.
    head: HeadObject,
    /// One for each column.
    cells: Vec<CellObject>,
}

/// What a sign in the cells means.
#[derive(SimpleObject)]
#[graphql(name = "TableKey")]
pub(super) struct KeyObject {
    /// The sign.
    sign: String,
    /// Its meaning.
    meaning: String,
}

/// A view that is a table.
#[Object(name = "ViewTable")]
impl ViewTableObject {
    /// What it is about.
    async fn title(&self) -> &str {
        &self.table.title
    }

    /// What the left top corner says: what rows and columns are.
    async fn corner(&self) -> &str {
        &self.table.corner
    }

    /// From left to right.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn columns(&self) -> Vec<HeadObject> {
        self.table.columns.iter().map(|head| self.head(head)).collect()
    }

    /// From top to bottom.
    #[graphql(complexity = "200 * child_complexity + 1")]
    async fn rows(&self) -> Vec<RowObject> {
        let row = |row: &view::table::Row| RowObject {
            head: self.head(&row.head),
            cells: row.cells.iter().map(|cell| self.cell(cell)).collect(),
        };
        self.table.rows.iter().map(row).collect()
    }

    /// Rows that were left out because there are too many.
    async fn more_rows(&self) -> usize {
        self.table.more_rows
    }

    /// Columns that were left out because there are too many.
    async fn more_columns(&self) -> usize {
        self.table.more_columns
    }

    /// What letters and colours in cells mean.
    async fn key(&self) -> Vec<KeyObject> {
        let key =
            |(sign, meaning): &(String, String)| KeyObject { sign: sign.clone(), meaning: meaning.clone() };
        self.table.key.iter().map(key).collect()
    }

    /// What was left out.
    async fn notes(&self) -> &[String] {
        &self.picture.diagram.notes
    }
}
