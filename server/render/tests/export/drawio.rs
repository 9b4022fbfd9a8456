//! draw.io files: well formed, and every cell where it says it is.

use std::collections::{HashMap, HashSet};

use archweave_render::{Options, export};
use resvg::usvg::roxmltree::{Document, Node};

use crate::peers::hostile;
use crate::peers::shown::bare;
use crate::scenes;

/// Id, and the cell with its style.
fn cells<'a>(document: &'a Document<'a>) -> Vec<(&'a str, Node<'a, 'a>)> {
    let cells = document.descendants().filter(|n| n.has_tag_name("mxCell"));
    cells
        .map(|cell| {
            let parent = cell.parent().unwrap();
            let holder = if parent.has_tag_name("UserObject") { parent } else { cell };
            (holder.attribute("id").unwrap(), cell)
        })
        .collect()
}

#[test]
fn every_file_holds_together() {
    for words in hostile::lists() {
        for (sort, diagram) in scenes::all(&words) {
            let text = export("drawio", &diagram, &Options::default()).unwrap();
            let document = Document::parse(&text).unwrap_or_else(|e| panic!("{sort}: {e}\n{text}"));
            let cells = cells(&document);
            let ids: HashSet<_> = cells.iter().map(|(id, _)| *id).collect();
            assert_eq!(ids.len(), cells.len(), "{sort}: ids differ");
            for (id, cell) in &cells {
                for end in ["parent", "source", "target"] {
                    if let Some(other) = cell.attribute(end) {
                        assert!(ids.contains(other), "{sort}: {id} has the {end} {other}");
                    }
                }
                let is_shown = cell.attribute("vertex").or(cell.attribute("edge")).is_some();
                assert_eq!(is_shown, !matches!(*id, "0" | "1"), "{sort}: {id}");
                if is_shown {
                    let geometry = cell.children().find(|n| n.has_tag_name("mxGeometry")).unwrap();
                    assert_eq!(geometry.attribute("as"), Some("geometry"));
                    let style = cell.attribute("style").unwrap();
                    assert!(style.contains("html=0"), "labels are text: {style}");
                    assert!(style.split(';').all(|s| !s.contains(['"', '<', '\n'])), "{style}");
                }
            }
            let labels: Vec<_> =
                document.descendants().filter_map(|n| n.attribute("label")).map(bare).collect();
            let shown = diagram.edges.iter().filter(|edge| !edge.is_implied).map(|edge| &edge.label);
            for label in shown.chain(diagram.nodes.iter().map(|node| &node.label)) {
                assert!(labels.iter().any(|l| l.contains(&bare(label))), "{sort}: {label:?} in {labels:?}");
            }
        }
    }
}

#[test]
fn boxes_stand_where_we_put_them() {
    let diagram = scenes::generic(scenes::PLAIN);
    let text = export("drawio", &diagram, &Options::default()).unwrap();
    let document = Document::parse(&text).unwrap();
    let cells: HashMap<_, _> = cells(&document).into_iter().collect();
    let geometry = |id: &str| {
        let geometry = cells[id].first_element_child().unwrap();
        ["x", "y", "width", "height"].map(|a| geometry.attribute(a).unwrap().to_owned())
    };
    assert_eq!(geometry("n_group"), ["0", "0", "400", "300"]);
    assert_eq!(cells["n_crm_api"].attribute("parent"), Some("n_crm"));
    // Within its parent, which is at 20 40.
    assert_eq!(geometry("n_crm_api"), ["20", "40", "120", "55"]);
    let edge = cells["e_edge_0"];
    assert_eq!((edge.attribute("source"), edge.attribute("target")), (Some("n_crm"), Some("n_end")));
    assert!(edge.attribute("style").unwrap().contains("startArrow=diamondThin;startFill=1"));
    let bends = document.descendants().filter(|n| n.has_tag_name("Array")).count();
    assert!(bends >= 8, "lines keep their bends");
    // A line may end at a line, and what nesting says is not drawn.
    assert_eq!(cells["e_edge_11"].attribute("target"), Some("e_edge_8"));
    assert!(!cells.contains_key("e_edge_12"));
}
