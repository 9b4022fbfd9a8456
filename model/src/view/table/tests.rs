//! A small company as catalogs, matrices, the grid and a phase.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod drawn;

use std::fmt::Write;
use std::sync::Arc;

use super::*;
use crate::id::ViewId;
use crate::snapshot::Snapshot;
use crate::view::View;
use crate::yaml::{self, FileClass};

const FILES: [(&str, &str); 4] = [
    ("archweave.yaml", "format: 1\nname: Small\nlanguages: [en, zh]\nmetamodel: archimate-3.2\n"),
    (
        "elements/business.yaml",
        "\
id: serve
kind: business-process
name: Serve customers
relations: [{ kind: composition, to: repair }, { kind: composition, to: call }]
---
id: call
kind: business-process
name: { en: Handle call, zh: 处理来电 }
owners: { business: unit, technology: IT }
lifecycle: { state: active, since: 2024-01-01 }
relations:
  - { id: a1, kind: access, to: order, properties: { operations: [C, U] } }
---
id: repair
kind: business-process
name: Repair
relations: [{ id: a2, kind: access, access: read, to: order }]
---
id: bill
kind: business-process
name: Bill
---
id: agent
kind: business-role
name: Agent
relations:
  - { id: r1, kind: assignment, to: call, properties: { responsibility: [R, A] } }
  - { id: r2, kind: association, to: repair, properties: { responsibility: [I] } }
---
id: unit
kind: business-actor
name: { en: Service unit, zh: 服务部 }
relations:
  - { id: r3, kind: assignment, to: agent }
  - { id: r4, kind: assignment, to: repair }
---
id: order
kind: business-object
name: Order
properties: { classification: sensitive, personal_data: \"true\" }
",
    ),
    (
        "elements/application.yaml",
        "\
id: crm
kind: application-component
name: CRM
properties: { hosting: cloud, criticality: \"2\", vendor: \"=cmd\" }
zachman: [architect.how, engineer.how]
relations: [{ kind: realization, to: desk }, { kind: composition, to: crm-web }]
---
id: crm-web
kind: application-component
name: Web
properties: { hosting: site, criticality: \"10\" }
---
id: desk
kind: application-service
name: Desk
relations: [{ kind: serving, to: call }, { kind: serving, to: bill }]
",
    ),
    ("elements/all.yaml", "id: all\nkind: grouping\nname: All\n"),
];

fn model(files: &[(&str, &str)]) -> Snapshot {
    let read = |(path, text): &(&str, &str)| {
        let file = yaml::read(FileClass::of(path).unwrap(), text.as_bytes());
        assert!(file.findings.is_empty(), "{path}: {:?}", file.findings);
        (Arc::from(*path), Arc::new(file))
    };
    Snapshot::build(files.iter().map(read).collect())
}

/// The table that a view of this viewpoint and with this `show` is.
fn table(viewpoint: &str, show: &str, language: &str) -> Table {
    let snapshot = model(&FILES);
    let mut view = View::new(ViewId::parse("v").unwrap());
    view.viewpoint = Some(viewpoint.into());
    if !show.is_empty() {
        view.show = Some(Box::new(serde_yaml::from_str(show).unwrap()));
    }
    of(&Asked::new(&snapshot, &view, None, language, None))
}

fn text(table: &Table) -> String {
    let heads: Vec<&str> = table.columns.iter().map(|head| &*head.label).collect();
    let mut out = format!("{} | {}\n", table.corner, heads.join(" | "));
    for row in &table.rows {
        let cells: Vec<String> = row.cells.iter().map(Cell::text).collect();
        writeln!(out, "{} | {}", row.head.label, cells.join(" | ")).unwrap();
    }
    out
}

#[track_caller]
fn check(viewpoint: &str, show: &str, language: &str, wanted: &str) {
    assert_eq!(text(&table(viewpoint, show, language)), wanted);
}

#[test]
fn a_catalog_has_a_row_for_each_element_by_name() {
    check(
        "togaf-role-catalog",
        "fields: [{ of: name }, { of: id }, { of: kind }]",
        "en",
        "Name | Id | Kind\nAgent | agent | Business Role\n",
    );
    check(
        "togaf-process-event-control-product-catalog",
        "fields: [{ of: name }, { of: owner }, { of: lifecycle }, { of: zachman }]",
        "en",
        "\
Name | Owner | Lifecycle | Zachman cell
Bill |  |  | Process Definition
Handle call | Service unit, IT (technology) | Active, since 2024-01-01 | Process Definition
Repair |  |  | Process Definition
Serve customers |  |  | Process Definition
",
    );
}

#[test]
fn values_are_shown_in_the_readers_language() {
    let fields = "fields: [{ of: name }, { of: owner }, { of: lifecycle }]";
    let shown = table("togaf-process-event-control-product-catalog", fields, "zh");
    let row = shown.rows.iter().find(|row| row.head.label == "处理来电").unwrap();
    assert_eq!(row.cells[0].text(), "服务部, IT (技术)");
    assert_eq!(row.cells[0].items[0].of, Of::Element(ElementId::parse("unit").unwrap()));
    assert_eq!(row.cells[1].text(), "在用, 自 2024-01-01");
    let objects = "matrix: { rows: { kinds: [business-object] }, columns: { property: classification } }";
    check("raci", objects, "en", "Business Object / Classification | Sensitive\nOrder | •\n");
    check("raci", objects, "zh", "业务对象 / 数据分级 | 敏感\nOrder | •\n");
}

#[test]
fn relations_name_their_elements() {
    check(
        "togaf-application-portfolio-catalog",
        "fields: [{ of: name }, { relations: [realization], way: out }, { of: hosting }]",
        "en",
        "Name | Realizes | Hosting\nCRM | Desk | cloud\nWeb |  | site\n",
    );
}

#[test]
fn raci_letters_are_read_or_follow_from_assignment() {
    let shown = table("raci", "", "en");
    assert_eq!(
        text(&shown),
        "Business Process / Business Role | Agent | Service unit\nRepair | I | R\nHandle call | RA | \n"
    );
    assert_eq!(shown.rows[0].cells[1].items[0].of, Of::Relation(RelationId::parse("r4").unwrap()));
    let signs: Vec<&str> = shown.key.iter().map(|(sign, _)| &**sign).collect();
    assert_eq!(signs, ["R", "A", "I"]);
}

#[test]
fn crud_letters_are_read_or_follow_from_access() {
    let wanted = "Business Process / Business Object | Order\nRepair | R\nHandle call | CU\n";
    check("crud", "", "en", wanted);
}

#[test]
fn parts_come_after_their_whole_and_empty_rows_stay_if_wanted() {
    let matrix = "
matrix:
  rows: { kinds: [business-process] }
  columns: { kinds: [application-service] }
  shows: kind
  hide_empty: false
";
    let wanted = "\
Business Process / Application Service | Desk
Bill | served by
Serve customers | 
Repair | 
Handle call | served by
";
    check("raci", matrix, "en", wanted);
}

#[test]
fn marks_reach_over_an_element_between() {
    let matrix = "
matrix:
  rows: { kinds: [application-component] }
  columns: { kinds: [business-process] }
  relations: [realization, serving]
  through: [application-service]
  hide_empty: true
  shows: SHOWS
";
    let as_shown = |shows: &str| text(&table("raci", &matrix.replace("SHOWS", shows), "en"));
    let head = "Application Component / Business Process | Bill | Handle call\nCRM | ";
    assert_eq!(as_shown("mark"), format!("{head}(•) | (•)\n"));
    assert_eq!(as_shown("count"), format!("{head}1 | 1\n"));
    assert_eq!(as_shown("kind"), format!("{head}Desk | Desk\n"));
}

#[test]
fn values_of_properties_are_rows_and_columns() {
    let matrix = "
matrix:
  rows: { kinds: [application-component], property: criticality }
  columns: { property: hosting }
  shows: kind
";
    let wanted = "Criticality / Hosting | cloud | site\n2 | CRM | \n10 |  | Web\n";
    check("raci", matrix, "en", wanted);
}

#[test]
fn the_grid_counts_names_and_says_what_belongs_into_empty_cells() {
    let grid = table("zachman", "", "en");
    assert_eq!((grid.rows.len(), grid.columns.len()), (6, 6));
    assert_eq!(grid.rows[1].cells[1].text(), "4: Bill, Handle call, Repair, Serve customers");
    assert_eq!(grid.rows[2].cells[1].text(), "3: CRM, Desk, Web");
    assert!(grid.rows[0].cells[0].is_empty());
    assert_eq!(grid.rows[0].cells[0].note, "Inventory Identification: Things important to the business");
    assert_eq!(grid.rows[1].head.caption, "Owner");
    let counts: Vec<&str> = grid.key.iter().map(|(count, _)| &**count).collect();
    assert_eq!(counts, ["1", "9", "1"]);
}

#[test]
fn a_phase_says_what_is_there_and_what_is_missing() {
    let phase = table("togaf-phase-b", "", "en");
    let row = |name: &str| {
        let row = phase.rows.iter().find(|row| row.head.label == name).unwrap();
        row.cells.iter().map(Cell::text).collect::<Vec<_>>().join(" | ")
    };
    assert_eq!(row("Role catalog"), "Catalog | present | Business Role: 1 |  | ");
    assert_eq!(row("Location catalog"), "Catalog | missing |  | Add: Location | ");
    assert!(row("Actor/Role matrix").starts_with("Matrix | present | Business Actor or "));
    assert!(row("Functional Decomposition diagram").contains("missing"));
    let empty = table("togaf-phase-g", "", "zh");
    assert!(!empty.rows.is_empty());
}

#[test]
fn a_large_sparse_matrix_is_cut_and_says_so() {
    let mut elements = String::new();
    for n in 0..2_000 {
        writeln!(
            elements,
            "id: p{n}\nkind: business-process\nname: P{n:04}\nrelations: [{{ kind: access, to: o{n} }}]\n---"
        )
        .unwrap();
        writeln!(elements, "id: o{n}\nkind: business-object\nname: O{n:04}\n---").unwrap();
    }
    let snapshot = model(&[FILES[0], ("elements/many.yaml", elements.trim_end_matches("---\n"))]);
    let mut view = View::new(ViewId::parse("v").unwrap());
    view.viewpoint = Some("crud".into());
    let shown = of(&Asked::new(&snapshot, &view, None, "en", None));
    assert_eq!((shown.columns.len(), shown.rows.len(), shown.more_rows), (2_000, 200, 1_800));
    assert_eq!(shown.rows[7].cells[7].text(), "CU");
}
