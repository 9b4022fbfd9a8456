//! Elements and relations as facts, for tables.

use std::collections::HashSet;

use archweave_model::diagram::{Content, Diagram, End, Line};
use serde::Serialize;

use crate::export::scene::Scene;
use crate::{Options, Target};

/// An element that is shown.
#[derive(Clone, Debug, Serialize)]
pub(in crate::export) struct ElementFact {
    pub label: String,
    pub kind_label: String,
    pub keyword: String,
    pub link: Option<String>,
    pub description: String,
}

/// A relation or a part that is shown as a line, or by nesting.
#[derive(Clone, Debug, Serialize)]
pub(in crate::export) struct RelationFact {
    pub from: String,
    pub to: String,
    pub label: String,
    pub kind_label: String,
    pub from_label: String,
    pub to_label: String,
    pub link: Option<String>,
    pub description: String,
}

/// Each element once, in the order of the nesting.
pub(super) fn elements(diagram: &Diagram, scene: &Scene, options: &Options<'_>) -> Vec<ElementFact> {
    let mut known = HashSet::new();
    let mut facts = Vec::new();
    for node in scene.order.iter().map(|(at, _)| &diagram.nodes[*at]) {
        let Content::Element(figure) = &node.content else { continue };
        if figure.is_junction() || !known.insert(&figure.element) {
            continue;
        }
        let target = Target::Element(&figure.element);
        facts.push(ElementFact {
            label: if node.label.trim().is_empty() { figure.element.to_string() } else { node.label.clone() },
            kind_label: figure.kind_label.clone(),
            keyword: figure.specializations.join(", "),
            link: options.link.and_then(|link| link(target)),
            description: options.describe.and_then(|describe| describe(target)).unwrap_or_default(),
        });
    }
    facts
}

/// Each relation once, those that nesting says too.
pub(super) fn relations(
    diagram: &Diagram,
    options: &Options<'_>,
    ends: &[[Option<End>; 2]],
) -> Vec<RelationFact> {
    let mut known = HashSet::new();
    let mut facts = Vec::new();
    for (edge, ends) in diagram.edges.iter().zip(ends) {
        let name = |end: Option<End>| match end? {
            End::Node(at) => diagram.nodes.get(at).map(|node| match &node.content {
                Content::Element(figure) if node.label.trim().is_empty() => figure.element.to_string(),
                _ => node.label.clone(),
            }),
            End::Edge(at) => diagram.edges.get(at).map(|edge| match &edge.line {
                Line::Relation(arrow) if edge.label.is_empty() => arrow.relation.to_string(),
                _ => edge.label.clone(),
            }),
        };
        let (kind_label, target) = match &edge.line {
            Line::Relation(arrow) if known.insert(&arrow.relation) => {
                (arrow.kind_label.clone(), Some(Target::Relation(&arrow.relation)))
            }
            Line::Part(part) => (part.kind_label.clone(), None),
            _ => continue,
        };
        let end = |at: usize| edge.ends[at].as_ref().map_or_else(String::new, |(text, _)| text.clone());
        facts.push(RelationFact {
            from: name(ends[0]).unwrap_or_default(),
            to: name(ends[1]).unwrap_or_default(),
            label: edge.label.clone(),
            kind_label,
            from_label: end(0),
            to_label: end(1),
            link: target.and_then(|target| options.link.and_then(|link| link(target))),
            description: target
                .and_then(|target| options.describe.and_then(|describe| describe(target)))
                .unwrap_or_default(),
        });
    }
    facts
}
