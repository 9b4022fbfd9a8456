//! Tables of the past.

use std::collections::BTreeSet;

use archweave_interchange::events::table::{Reading, Table, TableError, kind_of, read};
use archweave_model::delivery::RecordKind;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::json;

use crate::{check_one, facts, mention};

fn reading(kind: RecordKind) -> Reading {
    Reading { kind, source: "archive".into(), offset: 480 }
}

fn table(kind: RecordKind, text: &str) -> Table {
    read(text.as_bytes(), &reading(kind)).unwrap()
}

#[test]
fn rows_become_facts() {
    let found = table(
        RecordKind::Deployment,
        "Environment,purl,At,Share,requirements,remark\n\
         production,pkg:oci/gateway@3.4.1,2026-07-14 20:10,30%,REQ-103; REQ-104,late\n\
         \n\
         test,pkg:oci/gateway@3.4.2,2026-07-15,,,\n",
    );
    assert_eq!((found.rows, found.events.len()), (2, 2));
    assert!(found.problems.is_empty(), "{:?}", found.problems);
    let columns: Vec<Option<&str>> = found.columns.iter().map(|(_, field)| *field).collect();
    assert_eq!(
        columns,
        [Some("environment"), Some("purl"), Some("at"), Some("share"), Some("requirements"), None]
    );
    let told = facts(&found.events);
    check_one(
        &told[0],
        "deployment",
        &found.events[0].facts[0].key,
        &json!({
            "environment": "production", "purl": "pkg:oci/gateway@3.4.1", "at": "2026-07-14T12:10:00Z", "share": 0.3,
            "result": "success", "mentions": [mention("REQ-103", "declared"), mention("REQ-104", "declared")],
        }),
    );
    check_one(
        &told[1],
        "deployment",
        &found.events[1].facts[0].key,
        &json!({ "environment": "test", "at": "2026-07-14T16:00:00Z", "share": null }),
    );
}

#[test]
fn the_same_rows_are_the_same_events() {
    let ids = |text: &str| {
        table(RecordKind::Need, text)
            .events
            .into_iter()
            .map(|event| (event.id, event.digest))
            .collect::<BTreeSet<_>>()
    };
    let first =
        ids("text,kind,received_at\nNo power,fault,2026-07-14 20:10\nToo dear,complaint,2026-07-15\n");
    let other_order =
        ids("received_at;kind;text\n2026-07-15;complaint;Too dear\n2026-07-14 20:10;fault;No power\n");
    let chinese =
        ids("内容,类型,受理时间,备用\nNo power,故障,2026/7/14 20:10,\nToo dear,投诉,2026年7月15日,x\n");
    assert_eq!(first.len(), 2);
    assert_eq!(first, other_order);
    assert_eq!(first, chinese);
    let more = ids("text,kind,received_at\nNo power,fault,2026-07-14 20:10\nToo dear,complaint,2026-07-16\n");
    assert_eq!(first.intersection(&more).count(), 1);
    let twice = table(RecordKind::Need, "text,received_at\nNo power,2026-07-14\nNo power,2026-07-14\n");
    assert_eq!((twice.rows, twice.events.len(), twice.repeated), (2, 1, 1));
}

#[test]
fn problems_say_row_and_column() {
    let found = table(
        RecordKind::IndicatorValue,
        "indicator,时间,value,sample\n\
         i-notify,2026-07-14,4.5,120\n\
         i-notify,2026-07-32,4.5,120\n\
         i-notify,2026-07-15,many,\n\
         ,2026-07-15,4,\n\
         i-notify,,4,\n",
    );
    assert_eq!((found.rows, found.events.len()), (5, 1));
    let places: Vec<(usize, &str)> = found.problems.iter().map(|p| (p.row, p.column.as_str())).collect();
    assert_eq!(places, [(3, "时间"), (4, "value"), (5, ""), (6, "")]);
}

#[test]
fn a_spreadsheet_is_read_like_text() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, head) in ["system", "number", "summary", "created_at", "需求"].iter().enumerate() {
        sheet.write(0, column as u16, *head).unwrap();
    }
    sheet.write(2, 0, "jira.example.org").unwrap();
    sheet.write(2, 1, 103).unwrap();
    sheet.write(2, 2, "通知迟到").unwrap();
    let time = ExcelDateTime::from_ymd(2026, 7, 14).unwrap().and_hms(20, 10, 0).unwrap();
    sheet.write_with_format(2, 3, &time, &Format::new().set_num_format("yyyy-mm-dd hh:mm")).unwrap();
    sheet.write(2, 4, "REQ-103").unwrap();
    let found = read(&book.save_to_buffer().unwrap(), &reading(RecordKind::Ticket)).unwrap();
    assert!(found.problems.is_empty(), "{:?}", found.problems);
    check_one(
        &facts(&found.events)[0],
        "ticket",
        "jira.example.org/103",
        &json!({
            "number": "103", "summary": "通知迟到", "created_at": "2026-07-14T12:10:00Z",
            "mentions": [mention("REQ-103", "declared")],
        }),
    );
    let text = table(
        RecordKind::Ticket,
        "system,number,summary,created_at,requirements\njira.example.org,103,通知迟到,2026-07-14 20:10,REQ-103\n",
    );
    assert_eq!(text.events[0].id, found.events[0].id);
}

#[test]
fn cells_far_apart_take_no_memory() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "text").unwrap();
    sheet.write(0, 1, "received_at").unwrap();
    sheet.write(1_048_575, 0, "No power").unwrap();
    sheet.write(1_048_575, 1, "2026-07-14").unwrap();
    let found = read(&book.save_to_buffer().unwrap(), &reading(RecordKind::Need)).unwrap();
    assert_eq!((found.rows, found.events.len()), (1, 1));
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 16_383, "text").unwrap();
    let wide = read(&book.save_to_buffer().unwrap(), &reading(RecordKind::Need)).unwrap_err();
    assert!(matches!(wide, TableError::TooLarge(_)), "{wide}");
}

#[test]
fn text_of_chinese_offices_is_read() {
    // 内容,受理时间 / 停电,2026-07-14 in GB18030.
    let bytes =
        [&b"\xC4\xDA\xC8\xDD,\xCA\xDC\xC0\xED\xCA\xB1\xBC\xE4\n\xCD\xA3\xB5\xE7,2026-07-14\n"[..]].concat();
    let found = read(&bytes, &reading(RecordKind::Need)).unwrap();
    assert_eq!(facts(&found.events)[0].2["text"], "停电");
}

#[test]
fn what_is_no_table_is_refused() {
    for (bytes, words) in [
        (&b""[..], "empty"),
        (b"PK\x03\x04 no archive", "cannot be read"),
        (b"\xFF\xFE\xFD,\xFF", "neither"),
        (b"a,b\n1,2\n", "known name"),
        (b"text,Text\n1,2\n", "two columns"),
        (b"text\0\n", "neither"),
    ] {
        let error = read(bytes, &reading(RecordKind::Need)).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
    let wide = vec!["x"; 200].join(",");
    assert!(matches!(read(wide.as_bytes(), &reading(RecordKind::Need)), Err(TableError::TooLarge(_))));
}

#[test]
fn sorts_of_rows_have_plural_words() {
    for (word, kind) in [
        ("deployments", RecordKind::Deployment),
        ("Deployment", RecordKind::Deployment),
        ("metrics", RecordKind::IndicatorValue),
        ("indicator-values", RecordKind::IndicatorValue),
        ("demands", RecordKind::Ticket),
        ("tickets", RecordKind::Ticket),
        ("needs", RecordKind::Need),
        ("changes", RecordKind::Change),
    ] {
        assert_eq!(kind_of(word), Some(kind), "{word}");
    }
    assert_eq!(kind_of("planets"), None);
}
