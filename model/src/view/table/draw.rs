//! Tables as pictures: where heads, cells and their texts stand.
//!
//! Texts are measured, so that every one has room: columns are as wide as they need up to a limit,
//! rows as high as their longest text. A matrix of letters has narrow columns, with heads that are
//! turned where there are many. A picture holds [`MAX_ROWS`] by [`MAX_COLUMNS`]; what is left out is
//! said below it.

mod block;
mod columns;

use crate::diagram::{
    Content, Diagram, Edge, Legend, LegendEntry, LineStyle, Node, Point, Rect, Sample, Style,
};
use crate::id::NodeId;
use crate::view::asked::Asked;
use crate::view::draft::guide;
use crate::view::table::draw::block::{Block, PAD};
use crate::view::table::draw::columns::Columns;
use crate::view::table::{Cell, Head, Of, Table, phase};
use crate::viewpoint::Form;

/// Most rows drawn.
pub const MAX_ROWS: usize = 200;
/// Most columns drawn.
pub const MAX_COLUMNS: usize = 60;

/// Height of a row at least.
const ROW: f64 = 26.0;

/// The table as a picture.
pub fn draw(asked: &Asked<'_>, table: &Table) -> Diagram {
    let columns = Columns::of(asked, table);
    let mut sheet = Sheet::default();
    let mut y = sheet.heads(table, &columns);
    let top = y;
    for (n, row) in table.rows.iter().take(MAX_ROWS).enumerate() {
        let head = Block::of_head(&row.head);
        let blocks: Vec<Vec<Block>> =
            row.cells.iter().take(columns.widths.len()).map(Block::of_cell).collect();
        let needed = blocks.iter().zip(&columns.widths).map(|(blocks, wide)| block::height(blocks, *wide));
        let high = needed.fold(block::height(&head, columns.head).max(ROW), f64::max).ceil();
        sheet.head(&format!("row:{n}"), "head", &head, Rect::new(0.0, y, columns.head, high));
        if columns.is_grid {
            sheet.add(&format!("cells:{n}"), "cell", Rect::new(columns.head, y, columns.width(), high));
        }
        let mut x = columns.head;
        for (at, (cell, blocks)) in row.cells.iter().zip(&blocks).enumerate() {
            let rect = Rect::new(x, y, columns.widths[at], high);
            sheet.cell(&format!("cell:{n}:{at}"), cell, blocks, rect, columns.is_grid);
            x += columns.widths[at];
        }
        y += high;
    }
    if columns.is_grid {
        sheet.rules(&columns, top, y);
    }
    sheet.rest(asked, table, y, columns.head + columns.width());
    sheet.finish(asked, table)
}

/// What is drawn so far.
#[derive(Default)]
struct Sheet {
    nodes: Vec<Node>,
    edges: Vec<Edge>,
}

impl Sheet {
    /// An empty shape.
    fn add(&mut self, id: &str, shape: &str, rect: Rect) -> Option<&mut Node> {
        let id = NodeId::parse(id).ok()?;
        let node = Node { rect, ..Node::bare(id, None, Content::Decor(shape.into()), String::new()) };
        self.nodes.push(node);
        self.nodes.last_mut()
    }

    /// The row of heads; returns where the first row begins.
    fn heads(&mut self, table: &Table, columns: &Columns) -> f64 {
        let corner = Block::of_head(&Head::new(table.corner.clone()));
        let heads: Vec<Vec<Block>> =
            table.columns.iter().take(columns.widths.len()).map(Block::of_head).collect();
        let needed = heads.iter().zip(&columns.widths).map(|(blocks, wide)| block::height(blocks, *wide));
        let high = match columns.turned {
            Some(high) => high.max(block::height(&corner, columns.head)),
            None => needed.fold(block::height(&corner, columns.head).max(ROW), f64::max),
        };
        let high = high.ceil();
        self.head("corner", "head", &corner, Rect::new(0.0, 0.0, columns.head, high));
        let mut x = columns.head;
        for (n, (blocks, wide)) in heads.iter().zip(&columns.widths).enumerate() {
            let rect = Rect::new(x, 0.0, *wide, high);
            match columns.turned {
                Some(_) => self.one(&format!("head:{n}"), "head-rotated", blocks.first(), rect),
                None => self.head(&format!("head:{n}"), "head", blocks, rect),
            }
            x += wide;
        }
        high
    }

    fn head(&mut self, id: &str, shape: &str, blocks: &[Block], rect: Rect) {
        match blocks {
            [only] => self.one(id, shape, Some(only), rect),
            _ => self.stack(id, shape, blocks, rect),
        }
    }

    /// A shape that says one thing.
    fn one(&mut self, id: &str, shape: &str, block: Option<&Block>, rect: Rect) {
        let Some(node) = self.add(id, shape, rect) else { return };
        if let Some(block) = block {
            node.label = block.text(if shape == "head-rotated" { rect.h } else { rect.w });
            node.style = block.style.clone();
            node.link = block.of.clone();
        }
    }

    /// A shape with a text for each of the things in it.
    fn stack(&mut self, id: &str, shape: &str, blocks: &[Block], rect: Rect) {
        self.add(id, shape, rect);
        let mut y = rect.y + PAD;
        for (n, block) in blocks.iter().enumerate() {
            let high = block.height(rect.w);
            self.one(&format!("{id}:{n}"), "text", Some(block), Rect::new(rect.x, y, rect.w, high));
            y += high;
        }
    }

    fn cell(&mut self, id: &str, cell: &Cell, blocks: &[Block], rect: Rect, is_grid: bool) {
        let from = self.nodes.len();
        match blocks {
            // In a grid the row is drawn once for all its empty cells.
            [] if is_grid => return,
            _ if cell.is_empty() => {
                let note = Block::note(&cell.note);
                self.one(id, "cell-empty", Some(&note), rect);
            }
            [only] => self.one(id, if is_grid { "cell-mark" } else { "cell" }, Some(only), rect),
            _ => self.stack(id, "cell", blocks, rect),
        }
        if let Some(node) = self.nodes.get_mut(from) {
            node.tone = cell.tone.clone();
            if cell.is_empty() && cell.count.is_some() {
                node.style.line_style = Some(LineStyle::Dashed);
            }
        }
    }

    /// Lines between the columns of a grid.
    fn rules(&mut self, columns: &Columns, top: f64, bottom: f64) {
        let mut x = columns.head;
        let (_, inner) = columns.widths.split_last().unwrap_or((&0.0, &[]));
        for (n, wide) in inner.iter().enumerate() {
            x += wide;
            let points = vec![Point::new(x, top), Point::new(x, bottom)];
            self.edges.extend(guide(&format!("rule:{n}"), "guide", points));
        }
    }

    /// Says what is left out.
    fn rest(&mut self, asked: &Asked<'_>, table: &Table, y: f64, wide: f64) {
        let rows = table.more_rows + table.rows.len().saturating_sub(MAX_ROWS);
        let columns = table.more_columns + table.columns.len().saturating_sub(MAX_COLUMNS);
        let what = match (rows, columns, asked.is_chinese()) {
            (0, 0, _) if !table.rows.is_empty() => return,
            (0, 0, true) => "没有可显示的内容。".to_owned(),
            (0, 0, false) => "Nothing in the model fits.".to_owned(),
            (rows, 0, true) => format!("另有 {rows} 行，见 CSV 或 XLSX。"),
            (rows, 0, false) => format!("And {rows} more rows; see the CSV or XLSX."),
            (0, columns, true) => format!("另有 {columns} 列，见 CSV 或 XLSX。"),
            (0, columns, false) => format!("And {columns} more columns; see the CSV or XLSX."),
            (rows, columns, true) => format!("另有 {rows} 行、{columns} 列，见 CSV 或 XLSX。"),
            (rows, columns, false) => {
                format!("And {rows} more rows and {columns} more columns; see the CSV or XLSX.")
            }
        };
        let block = Block::plain(what);
        let wide = wide.max(280.0);
        let rect = Rect::new(0.0, y + 4.0, wide, block.height(wide).max(ROW));
        self.one("rest", "text", Some(&block), rect);
    }

    fn finish(self, asked: &Asked<'_>, table: &Table) -> Diagram {
        // The states of a phase are colours, everything else is letters.
        let tones = if asked.form() == Form::Phase { phase::TONES.as_slice() } else { &[] };
        let entry = |(n, (sign, meaning)): (usize, &(String, String))| match tones.get(n) {
            Some(tone) => {
                LegendEntry { sample: Sample::Tone((*tone).into()), label: format!("{sign}: {meaning}") }
            }
            None => LegendEntry { sample: Sample::Letter(sign.as_str().into()), label: meaning.clone() },
        };
        let entries: Vec<LegendEntry> = table.key.iter().enumerate().map(entry).collect();
        let legend = (!entries.is_empty()).then(|| Legend { title: String::new(), entries });
        Diagram {
            view: asked.view.id.clone(),
            language: asked.language.into(),
            notation: asked.notation(),
            audience: asked.audience.map(Into::into),
            title: table.title.clone(),
            description: asked.view.description.get(asked.language).to_owned(),
            bounds: crate::diagram::bounds(&self.nodes, &self.edges),
            nodes: self.nodes,
            edges: self.edges,
            legend,
            notes: Vec::new(),
        }
    }
}

/// Whether something leads to a page of its own.
fn leads(of: &Of) -> bool {
    *of != Of::Nothing
}

/// The style of a text: size in points, weight, alignment.
fn style(points: f64, bold: bool, align: crate::diagram::Align) -> Style {
    Style { font_size: Some(points), bold, text_align: Some(align), ..Style::default() }
}
