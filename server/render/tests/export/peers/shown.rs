//! Whether what a tool drew shows the names of the diagram.

use archweave_model::diagram::{Content, Diagram, Line};
use resvg::usvg::roxmltree::{Document, ParsingOptions};

/// All text of an SVG.
pub fn texts(svg: &str) -> String {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = Document::parse_with_options(svg, options).unwrap_or_else(|e| panic!("{e}\n{svg}"));
    let nodes = document.descendants().filter(|n| n.has_tag_name("text") || n.has_tag_name("tspan"));
    nodes.flat_map(|n| n.children()).filter(|n| n.is_text()).filter_map(|n| n.text()).collect()
}

/// Without what tools may leave out: spaces, and characters that no text can have.
pub fn bare(text: &str) -> String {
    let is_odd = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{e000}'..='\u{f8ff}' | '\u{fffd}')
    };
    text.chars().filter(|c| !is_odd(*c)).collect()
}

/// Asserts that every name of the diagram is in `shown`.
#[track_caller]
pub fn arrives(name: &str, diagram: &Diagram, shown: &str, source: &str) {
    let shown = bare(shown);
    for text in named(diagram) {
        for line in text.split('\n') {
            let line = bare(line);
            assert!(shown.contains(&line), "{name}: `{line}` is not in\n{shown}\nof\n{source}");
        }
    }
}

fn named(diagram: &Diagram) -> Vec<String> {
    let mut named = vec![diagram.title.clone()];
    for node in &diagram.nodes {
        match &node.content {
            Content::Decor(shape) if &**shape != "lane" => {}
            Content::Part(part) if &*part.shape == "frame" => {}
            _ => named.push(node.label.clone()),
        }
        // A box that holds others has no lists in every tool.
        if !node.is_container {
            named.extend(node.compartments.iter().flatten().map(|feature| feature.text.clone()));
        }
    }
    for edge in diagram.edges.iter().filter(|e| !e.is_implied && !matches!(e.line, Line::Decor(_))) {
        named.push(edge.label.clone());
        named.extend(edge.ends.iter().flatten().map(|(text, _)| text.clone()));
    }
    named
}
