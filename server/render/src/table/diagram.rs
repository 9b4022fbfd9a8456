//! What a diagram shows, as tables.

use std::collections::HashSet;

use archweave_model::diagram::{Content, Diagram, End, Line};
use archweave_model::view::table::{Cell, Head, Item, Of, Row, Table};

use crate::export::ends_of;

/// Elements of a diagram with kind and id, and its relations with both ends; each once, in the order
/// in which they are drawn.
pub fn of_diagram(diagram: &Diagram) -> [Table; 2] {
    [elements(diagram), relations(diagram)]
}

/// One of two texts, by the language of the diagram.
fn says(diagram: &Diagram, english: &'static str, chinese: &'static str) -> &'static str {
    if diagram.language.starts_with("zh") { chinese } else { english }
}

fn elements(diagram: &Diagram) -> Table {
    let mut seen = HashSet::new();
    let rows = diagram.nodes.iter().filter_map(|node| {
        let (id, kind) = match &node.content {
            Content::Element(figure) => (&figure.element, figure.kind_label.clone()),
            Content::Missing(id) => (id, String::new()),
            _ => return None,
        };
        if !seen.insert(id.clone()) {
            return None;
        }
        let of = Of::Element(id.clone());
        let name = if node.label.is_empty() { id.to_string() } else { node.label.clone() };
        Some(Row {
            head: Head { of: of.clone(), ..Head::new(name) },
            cells: vec![Cell::new(kind), of_item(id.to_string(), of)],
        })
    });
    Table {
        title: match &*diagram.title {
            "" => says(diagram, "Elements", "元素").to_owned(),
            title => title.to_owned(),
        },
        corner: says(diagram, "Name", "名称").to_owned(),
        columns: vec![Head::new(says(diagram, "Kind", "类型")), Head::new(says(diagram, "Id", "标识"))],
        rows: rows.collect(),
        ..Table::default()
    }
}

fn relations(diagram: &Diagram) -> Table {
    let mut seen = HashSet::new();
    let rows = diagram.edges.iter().filter_map(|edge| {
        let (id, kind) = match &edge.line {
            Line::Relation(arrow) => (&arrow.relation, arrow.kind_label.clone()),
            Line::Missing(id) => (id, String::new()),
            _ => return None,
        };
        if !seen.insert(id.clone()) {
            return None;
        }
        let [from, to] =
            ends_of(diagram, edge).map(|end| end.map_or_else(Cell::default, |end| joined(diagram, end)));
        let of = Of::Relation(id.clone());
        let head = Head { of: of.clone(), ..Head::new(from.text()) };
        Some(Row {
            head,
            cells: vec![Cell::new(kind), to, Cell::new(edge.label.clone()), of_item(id.to_string(), of)],
        })
    });
    let columns = [("Relation", "关系"), ("Target", "目标"), ("Label", "标签"), ("Id", "标识")];
    Table {
        title: says(diagram, "Relations", "关系").to_owned(),
        corner: says(diagram, "Source", "来源").to_owned(),
        columns: columns.into_iter().map(|(en, zh)| Head::new(says(diagram, en, zh))).collect(),
        rows: rows.collect(),
        ..Table::default()
    }
}

/// What a line joins, as a cell.
fn joined(diagram: &Diagram, end: End) -> Cell {
    match end {
        End::Node(n) => diagram.nodes.get(n).map_or_else(Cell::default, |node| match &node.content {
            Content::Element(figure) => {
                let name =
                    if node.label.is_empty() { figure.element.to_string() } else { node.label.clone() };
                of_item(name, Of::Element(figure.element.clone()))
            }
            Content::Missing(id) => of_item(id.to_string(), Of::Element(id.clone())),
            _ => Cell::new(node.label.clone()),
        }),
        End::Edge(n) => diagram.edges.get(n).map_or_else(Cell::default, |edge| match &edge.line {
            Line::Relation(arrow) => {
                of_item(arrow.relation.to_string(), Of::Relation(arrow.relation.clone()))
            }
            _ => Cell::default(),
        }),
    }
}

fn of_item(text: String, of: Of) -> Cell {
    Cell { items: vec![Item { text, of }], ..Cell::default() }
}
