//! Matrices: elements by elements, and what joins them where they meet.
//!
//! Rows and columns are found first ([`axis`]), then every relation of a row's element is followed
//! once ([`mark`]), so the cost is that of the relations and not of the cells.

mod axis;
mod mark;

use foldhash::{HashMap, HashSet};

use crate::view::asked::Asked;
use crate::view::table::matrix::axis::Side;
use crate::view::table::matrix::mark::Marks;
use crate::view::table::{Cell, Head, Item, Row, Table, title};
use crate::viewpoint::{CellShows, Matrix};

/// Most cells of a table.
const MAX_CELLS: usize = 400_000;
/// Most columns of a table.
const MAX_COLUMNS: usize = 4_000;

/// What stands in the cells that are not empty, by row and column.
type Filled = HashMap<(u32, u32), Vec<Item>>;

/// Rows, columns and what joins them.
pub fn table(asked: &Asked<'_>) -> Table {
    let Some(matrix) = &asked.show.matrix else { return Table { title: title(asked), ..Table::default() } };
    let (rows, columns) = axis::sides(asked, matrix);
    let mut filled = fill(asked, matrix, &rows, &columns);
    filled.retain(|_, items| !items.is_empty());
    let shown = |count: usize, hides: bool, at: fn(&(u32, u32)) -> u32| -> Vec<u32> {
        let used: HashSet<u32> = filled.keys().map(at).collect();
        (0..count as u32).filter(|n| !hides || used.contains(n)).collect()
    };
    let hides_rows = matrix.hide_empty && !matrix.keep_rows;
    let mut row_numbers = shown(rows.heads.len(), hides_rows, |(row, _)| *row);
    let mut column_numbers = shown(columns.heads.len(), matrix.hide_empty, |(_, column)| *column);
    let most_columns = column_numbers.len().min(MAX_COLUMNS);
    let most_rows = row_numbers.len().min(MAX_CELLS / most_columns.max(1));
    let (more_rows, more_columns) = (row_numbers.len() - most_rows, column_numbers.len() - most_columns);
    row_numbers.truncate(most_rows);
    column_numbers.truncate(most_columns);

    let greatest = filled.values().map(Vec::len).max().unwrap_or_default();
    let mut signs = Signs::default();
    let cells = row_numbers.iter().map(|row| {
        let cells = column_numbers.iter().map(|column| match filled.remove(&(*row, *column)) {
            Some(items) => signs.finish(asked, matrix, items, greatest),
            None => Cell::default(),
        });
        cells.collect::<Vec<_>>()
    });
    let cells: Vec<Vec<Cell>> = cells.collect();
    let head = |side: &Side, n: &u32| side.heads.get(*n as usize).cloned().unwrap_or_default();
    let heads = without_same_caption(row_numbers.iter().map(|n| head(&rows, n)).collect());
    Table {
        title: title(asked),
        corner: format!("{} / {}", rows.label, columns.label),
        columns: without_same_caption(column_numbers.iter().map(|n| head(&columns, n)).collect()),
        rows: heads.into_iter().zip(cells).map(|(head, cells)| Row { head, cells }).collect(),
        more_rows,
        more_columns,
        key: signs.key(asked, matrix),
    }
}

/// Kinds are said where there are several.
fn without_same_caption(mut heads: Vec<Head>) -> Vec<Head> {
    let first = heads.first().map(|head| head.caption.clone()).unwrap_or_default();
    if heads.iter().all(|head| head.caption == first) {
        heads.iter_mut().for_each(|head| head.caption.clear());
    }
    heads
}

fn fill(asked: &Asked<'_>, matrix: &Matrix, rows: &Side, columns: &Side) -> Filled {
    let marks = Marks::new(asked, matrix);
    let mut filled = Filled::default();
    let mut add = |from: u32, to: u32, items: &[Item]| {
        let (Some(from), Some(to)) = (rows.of.get(&from), columns.of.get(&to)) else { return };
        for (row, column) in from.iter().flat_map(|row| to.iter().map(move |column| (*row, *column))) {
            filled.entry((row, column)).or_default().extend_from_slice(items);
        }
    };
    for slot in &rows.slots {
        if rows.is_self || columns.is_self {
            add(*slot, *slot, &[marks.element(*slot)]);
            continue;
        }
        for (other, items) in marks.from(*slot, &columns.of) {
            add(*slot, other, &items);
        }
    }
    filled
}

/// Signs that stand in cells, for the key.
#[derive(Default)]
struct Signs {
    used: HashSet<String>,
}

impl Signs {
    /// Makes a cell of all that relations say: each once, letters in the order of their word.
    fn finish(&mut self, asked: &Asked<'_>, matrix: &Matrix, mut items: Vec<Item>, greatest: usize) -> Cell {
        let count = items.len();
        if matrix.shows == CellShows::Count {
            items.truncate(1);
            items.iter_mut().for_each(|item| item.text = count.to_string());
            let step = if greatest <= 1 { 1 } else { 1 + 4 * (count - 1) / (greatest - 1) };
            return Cell { items, tone: Some(format!("s{step}").into()), ..Cell::default() };
        }
        let place = |item: &Item| mark::letters(matrix.shows).find(&item.text).unwrap_or(usize::MAX);
        // What is said twice is said once; the first relation stands for both.
        items.sort_by(|a, b| (place(a), &a.text).cmp(&(place(b), &b.text)));
        items.dedup_by(|a, b| a.text == b.text);
        let is_said = items.iter().any(|item| item.text != mark::THROUGH && item.text != mark::DOT);
        if is_said {
            items.retain(|item| item.text != mark::THROUGH && item.text != mark::DOT);
        } else if items.iter().any(|item| item.text == mark::DOT) {
            items.retain(|item| item.text == mark::DOT);
        }
        for item in &items {
            if !self.used.contains(&item.text) {
                self.used.insert(item.text.clone());
            }
        }
        let note = match count > items.len() {
            true if asked.is_chinese() => format!("{count} 条关系"),
            true => format!("{count} relations"),
            false => String::new(),
        };
        Cell { items, note, ..Cell::default() }
    }

    fn key(&self, asked: &Asked<'_>, matrix: &Matrix) -> Vec<(String, String)> {
        let is_lettered = matches!(matrix.shows, CellShows::Raci | CellShows::Crud | CellShows::Property);
        let dot = match is_lettered {
            true => ("related, nothing more is said", "有关系，未说明"),
            false => ("related", "有关系"),
        };
        let letters: &[_] = match matrix.shows {
            CellShows::Raci => &[
                ("R", ("Responsible: does it", "执行")),
                ("A", ("Accountable: answers for it", "负责")),
                ("C", ("Consulted", "咨询")),
                ("I", ("Informed", "知会")),
            ],
            CellShows::Crud => &[
                ("C", ("Create", "创建")),
                ("R", ("Read", "读取")),
                ("U", ("Update", "更新")),
                ("D", ("Delete", "删除")),
            ],
            _ => &[],
        };
        let others =
            [(mark::DOT, dot), (mark::THROUGH, ("related through another element", "经由其他元素相关"))];
        let all = letters.iter().chain(&others).filter(|(sign, _)| self.used.contains(*sign));
        all.map(|(sign, (en, zh))| ((*sign).to_owned(), asked.says(en, zh).to_owned())).collect()
    }
}
