//! Tables as pictures: nothing overlaps, nothing overflows, nothing is silently left out.

use super::*;
use crate::diagram::{Content, Diagram, Node, Sample, lines, width};

fn drawn(viewpoint: &str, show: &str, language: &str) -> Diagram {
    let snapshot = model(&FILES);
    let mut view = View::new(ViewId::parse("v").unwrap());
    view.viewpoint = Some(viewpoint.into());
    if !show.is_empty() {
        view.show = Some(Box::new(serde_yaml::from_str(show).unwrap()));
    }
    let asked = Asked::new(&snapshot, &view, None, language, None);
    draw(&asked, &of(&asked))
}

fn shape(node: &Node) -> &str {
    let Content::Decor(shape) = &node.content else { panic!("{node:?}") };
    shape
}

/// Whether the label stands within the node, as the renderer will wrap it.
fn fits(node: &Node) -> bool {
    let font = node.style.text_font();
    let (wide, high) = match shape(node) {
        "head-rotated" => (node.rect.h, node.rect.w),
        _ => (node.rect.w, node.rect.h),
    };
    // Shapes keep their labels away from their borders.
    let margin = match shape(node) {
        "head-rotated" | "cell-mark" => 8.0,
        _ => 18.0,
    };
    let found = lines(&node.label, font, wide - margin);
    found.len() as f64 * font.size * 1.25 <= high + 1.0 && found.iter().all(|line| width(line, font) <= wide)
}

#[track_caller]
fn check_drawn(diagram: &Diagram) {
    let mut ids: Vec<&str> = diagram.nodes.iter().map(|node| node.id.as_str()).collect();
    ids.sort_unstable();
    let all = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), all, "ids are unique");
    for node in &diagram.nodes {
        assert!(fits(node), "{} `{}` in {:?}", node.id, node.label, node.rect);
        assert!(diagram.bounds.right() >= node.rect.right() && diagram.bounds.bottom() >= node.rect.bottom());
    }
    let boxes: Vec<&Node> =
        diagram.nodes.iter().filter(|node| !["text", "cell-mark"].contains(&shape(node))).collect();
    for (n, a) in boxes.iter().enumerate() {
        for b in &boxes[n + 1..] {
            let apart = a.rect.right() <= b.rect.x
                || b.rect.right() <= a.rect.x
                || a.rect.bottom() <= b.rect.y
                || b.rect.bottom() <= a.rect.y;
            assert!(apart, "{} and {}", a.id, b.id);
        }
    }
}

#[test]
fn every_text_has_room() {
    for language in ["en", "zh"] {
        for viewpoint in ["raci", "crud", "zachman", "togaf-phase-b", "togaf-role-catalog", "app-capability"]
        {
            check_drawn(&drawn(viewpoint, "", language));
        }
    }
}

#[test]
fn cells_lead_where_their_things_are() {
    let diagram = drawn("raci", "", "en");
    let link = |id: &str| &diagram.nodes.iter().find(|node| node.id.as_str() == id).unwrap().link;
    assert_eq!(*link("row:0"), Of::Element(ElementId::parse("repair").unwrap()));
    assert_eq!(*link("cell:0:1"), Of::Relation(RelationId::parse("r4").unwrap()));
    let legend = diagram.legend.unwrap();
    assert_eq!(legend.entries[0].sample, Sample::Letter("R".into()));
}

#[test]
fn many_letters_have_turned_heads_and_the_rest_is_said() {
    let mut elements = String::new();
    for n in 0..210 {
        writeln!(elements, "id: p{n}\nkind: business-process\nname: Process number {n:03} of the service unit\nrelations: [{{ kind: access, to: o{n} }}]\n---").unwrap();
        writeln!(
            elements,
            "id: o{n}\nkind: business-object\nname: Object number {n:03} of all that is known\n---"
        )
        .unwrap();
    }
    let snapshot = model(&[FILES[0], ("elements/many.yaml", elements.trim_end_matches("---\n"))]);
    let mut view = View::new(ViewId::parse("v").unwrap());
    view.viewpoint = Some("crud".into());
    let asked = Asked::new(&snapshot, &view, None, "en", None);
    let diagram = draw(&asked, &of(&asked));
    check_drawn(&diagram);
    let turned = diagram.nodes.iter().filter(|node| shape(node) == "head-rotated").count();
    assert_eq!(turned, MAX_COLUMNS);
    let rest = diagram.nodes.iter().find(|node| node.id.as_str() == "rest").unwrap();
    assert_eq!(rest.label, "And 10 more rows and 150 more columns; see the CSV or XLSX.");
}

#[test]
fn an_empty_table_says_so() {
    let diagram = drawn("togaf-location-catalog", "", "zh");
    assert!(diagram.nodes.iter().any(|node| node.label == "没有可显示的内容。"));
    check_drawn(&diagram);
}
