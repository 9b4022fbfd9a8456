//! Tables as files, read again by other programs' readers.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::Cursor;

use archweave_model::view::table::{Cell, Head, Row, Table};
use calamine::{Data, Reader, Xlsx};

use super::*;

fn table(rows: &[(&str, &[&str])]) -> Table {
    let columns = rows.first().map_or(0, |(_, cells)| cells.len());
    let row = |(head, cells): &(&str, &[&str])| Row {
        head: Head::new(*head),
        cells: cells.iter().map(|text| Cell::new(*text)).collect(),
    };
    Table {
        title: "应用 [portfolio]: all/of?it and quite a long title".to_owned(),
        corner: "Name".to_owned(),
        columns: (1..=columns).map(|n| Head::new(format!("Column {n}"))).collect(),
        rows: rows.iter().map(row).collect(),
        key: vec![("R".to_owned(), "负责 | does it".to_owned())],
        ..Table::default()
    }
}

fn sheets(bytes: Vec<u8>) -> Vec<(String, Vec<Vec<Data>>)> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheets = book.worksheets().into_iter();
    sheets.map(|(name, range)| (name, range.rows().map(<[Data]>::to_vec).collect())).collect()
}

#[test]
fn csv_quotes_what_would_break_out_and_guards_formulas() {
    let shown = table(&[("客户", &["a,b", "say \"hi\"", "two\nlines", "=1+1", "-x, y"])]);
    assert_eq!(
        csv(&shown, Formulas::Guarded),
        "Name,Column 1,Column 2,Column 3,Column 4,Column 5\r\n客户,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\", =1+1,\" -x, y\"\r\n"
    );
    assert!(csv(&shown, Formulas::Kept).contains(",=1+1,"));
    let cut = Table { more_rows: 3, ..shown };
    assert!(csv(&cut, Formulas::Kept).ends_with("\r\n… +3\r\n"));
}

#[test]
fn markdown_stays_in_its_row() {
    let text = markdown(&table(&[("a|b", &["<script>", "two\nlines", ""])]));
    assert!(text.starts_with("# 应用"), "{text}");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[2], "| Name | Column 1 | Column 2 | Column 3 |");
    assert_eq!(lines[3], "| --- | --- | --- | --- |");
    assert_eq!(lines[4], "| a\\|b | &lt;script&gt; | two<br>lines |  |");
    assert_eq!(lines[6], "- R: 负责 \\| does it");
}

#[test]
fn a_workbook_is_read_again_as_it_was_meant() {
    let long = "长".repeat(40_000);
    let shown =
        table(&[("=cmd()", &["@x", "12", "007", &long]), ("Web\u{1}", &["", "3.10", "-4", "客户服务"])]);
    let bytes = xlsx(std::slice::from_ref(&shown)).unwrap();
    assert_eq!(bytes, xlsx(&[shown]).unwrap(), "the same table gives the same bytes");
    let found = sheets(bytes);
    assert_eq!(found.len(), 2);
    let (name, rows) = &found[0];
    assert_eq!(name.chars().count(), 31);
    assert!(name.starts_with("应用 portfolio all of it"), "{name}");
    let text = |row: usize, column: usize| match &rows[row][column] {
        Data::String(text) => text.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(rows[0][0], Data::String("Name".into()));
    assert_eq!((text(1, 0), text(1, 1)), ("=cmd()".to_owned(), "@x".to_owned()));
    assert_eq!(rows[1][2], Data::Float(12.0));
    assert_eq!((text(1, 3), text(2, 2), text(2, 3)), ("007".to_owned(), "3.10".to_owned(), "-4".to_owned()));
    assert_eq!(text(1, 4).chars().count(), 32_767);
    assert_eq!((text(2, 0), text(2, 4)), ("Web".to_owned(), "客户服务".to_owned()));
    assert_eq!(found[1].1[0][1], Data::String("负责 | does it".into()));
}

#[test]
fn sheets_have_names_of_their_own() {
    let named = |title: &str| Table { title: title.to_owned(), ..Table::default() };
    let tables = ["", "History", "a", "A", "'quoted'", &"x".repeat(40), &"x".repeat(40)].map(named);
    let names: Vec<String> = sheets(xlsx(&tables).unwrap()).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names[..5], ["Table 1", "History 1", "a", "A 2", "quoted"]);
    assert_eq!(names[5].chars().count(), 31);
    assert_ne!(names[5], names[6]);
    assert_eq!(sheets(xlsx(&[]).unwrap()).len(), 1);
}

#[test]
fn many_letters_make_a_sheet_with_turned_heads() {
    let cells = ["RA"; 30];
    let found = sheets(xlsx(&[table(&[("Call", &cells)])]).unwrap());
    assert_eq!(found[0].1[1].len(), 31);
}
