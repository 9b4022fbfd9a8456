//! Which boxes of a diagram a text names, by which name, and what is inside what.
//!
//! A picture has furniture that text has no use for: headings, cells, stems. Lanes and bands stay;
//! what they enclose is inside them.

use std::collections::HashSet;

use archweave_model::diagram::{Content, Diagram, Node};

/// Deepest nesting that is written; what is deeper is written at this depth.
const MAX_DEPTH: usize = 12;
/// Longest part of a name that is taken from an id.
const MAX_ALIAS: usize = 48;

/// The boxes of a diagram as a text sees them; all by position in [`Diagram::nodes`].
pub(super) struct Scene {
    /// A name for each node, safe in every language.
    pub aliases: Vec<String>,
    /// What each is inside.
    pub parents: Vec<Option<usize>>,
    /// Nodes that are written: each before those inside it, with its depth.
    pub order: Vec<(usize, usize)>,
}

impl Scene {
    pub fn of(diagram: &Diagram) -> Self {
        let nodes = &diagram.nodes;
        let has_content = nodes.iter().any(|node| !matches!(node.content, Content::Decor(_)));
        let mut written: Vec<bool> = nodes.iter().map(|node| is_written(node, has_content)).collect();
        // A frame around states is a box of its own; one around messages is told by the steps.
        for node in nodes {
            let framed = node.parent.filter(|_| matches!(node.content, Content::Part(_)));
            if let Some(parent) = framed
                && let Content::Decor(shape) = &nodes[parent].content
            {
                written[parent] |= &**shape == "frame";
            }
        }
        let parents = parents(diagram, &written);
        let mut children = vec![Vec::new(); nodes.len()];
        let mut waiting = Vec::new();
        for n in (0..nodes.len()).rev().filter(|n| written[*n]) {
            match parents[n] {
                Some(parent) => children[parent].push(n),
                None => waiting.push((n, 0)),
            }
        }
        let mut order = Vec::with_capacity(nodes.len());
        while let Some((n, depth)) = waiting.pop() {
            order.push((n, depth));
            waiting.extend(children[n].iter().map(|child| (*child, depth + 1)));
        }
        Self { aliases: aliases(nodes.iter().map(|node| node.id.as_str())), parents, order }
    }

    /// The written node that stands for this one: itself, or what it is inside.
    pub fn written(&self, diagram: &Diagram, node: usize) -> Option<usize> {
        let mut at = Some(node);
        for _ in 0..=diagram.nodes.len() {
            let n = at?;
            if self.order.iter().any(|(known, _)| *known == n) {
                return Some(n);
            }
            at = diagram.nodes.get(n)?.parent;
        }
        None
    }
}

fn is_written(node: &Node, has_content: bool) -> bool {
    match &node.content {
        Content::Decor(shape) if has_content => matches!(&**shape, "lane" | "band" | "gap"),
        Content::Decor(_) => !node.label.trim().is_empty(),
        _ => true,
    }
}

/// What each written node is inside: its own parent, else a lane or band around it.
fn parents(diagram: &Diagram, written: &[bool]) -> Vec<Option<usize>> {
    let nodes = &diagram.nodes;
    let is_lane = |node: &Node| matches!(&node.content, Content::Decor(s) if matches!(&**s, "lane" | "band"));
    let lanes: Vec<usize> = (0..nodes.len()).filter(|n| written[*n] && is_lane(&nodes[*n])).collect();
    let mut parents: Vec<Option<usize>> = vec![None; nodes.len()];
    let mut depths = vec![0; nodes.len()];
    for (n, node) in nodes.iter().enumerate() {
        // A node comes before those inside it, so nothing is inside itself.
        let mut parent = node.parent.filter(|p| *p < n);
        while let Some(p) = parent.filter(|p| !written[*p]) {
            parent = nodes[p].parent.filter(|up| *up < p);
        }
        if parent.is_none() && !is_lane(node) {
            let centre = node.rect.centre();
            let around = |lane: &&usize| {
                let rect = nodes[**lane].rect;
                **lane < n
                    && (rect.x..=rect.right()).contains(&centre.x)
                    && (rect.y..=rect.bottom()).contains(&centre.y)
            };
            parent = lanes.iter().rev().find(around).copied();
        }
        while let Some(p) = parent.filter(|p| depths[*p] + 1 >= MAX_DEPTH) {
            parent = parents[p];
        }
        depths[n] = parent.map_or(0, |p| depths[p] + 1);
        parents[n] = parent;
    }
    parents
}

/// A name for each id: letters, digits and `_` after `n_`, unlike the others' even where case does
/// not count.
pub(super) fn aliases<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut taken = HashSet::new();
    ids.enumerate()
        .map(|(n, id)| {
            let mut alias = String::from("n_");
            for c in id.chars().take(MAX_ALIAS) {
                match c {
                    c if c.is_ascii_alphanumeric() => alias.push(c),
                    _ if alias.ends_with('_') => {}
                    _ => alias.push('_'),
                }
            }
            let alias = match alias.trim_end_matches('_') {
                "n" => format!("n_{n}"),
                known => known.to_owned(),
            };
            let mut free = alias.clone();
            let mut more = 2;
            while !taken.insert(free.to_ascii_lowercase()) {
                free = format!("{alias}_{more}");
                more += 1;
            }
            free
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_differ() {
        let ids = ["app-crm", "app_crm", "APP.CRM", "客户", "", "end", "a客b", "--"];
        let names = aliases(ids.into_iter());
        assert_eq!(names, ["n_app_crm", "n_app_crm_2", "n_APP_CRM_3", "n_3", "n_4", "n_end", "n_a_b", "n_7"]);
    }
}
