//! Looks of old versions, and views as a whole in the second pass.

use archweave_model::view::{NodeLayout, Shows};

use super::Import;
use super::parts::restore_parts;
use crate::archimate::style;
use crate::drafts::Concept;
use crate::drafts::views::{ViewDraft, restore_view};

/// Kinds whose two figures changed places with version 5.
const SWAPPED: [&str; 13] = [
    "grouping",
    "business-object",
    "contract",
    "representation",
    "product",
    "data-object",
    "meaning",
    "value",
    "deliverable",
    "application-component",
    "artifact",
    "device",
    "node",
];

impl<'a> Import<'a> {
    pub(super) fn settle_views(&mut self, main: &str) {
        let mut drafts = std::mem::take(&mut self.drafts.views);
        let ids = self.drafts.settle_view_ids(&mut drafts);
        for draft in &mut drafts {
            self.drafts.settle_references(draft, &ids);
            self.settle_looks(draft);
            let ViewDraft { view, layout, found, part_found, path, .. } = draft;
            restore_view(view, path, found, main);
            restore_parts(view, layout, part_found, main);
            for node in layout.nodes.values_mut() {
                style::sorted(&mut node.style);
            }
        }
        self.drafts.views = drafts;
    }

    /// Gives looks of old versions their present meaning.
    fn settle_looks(&self, draft: &mut ViewDraft) {
        let swaps = self.is_before([5, 0, 0]);
        let aligns = self.is_before([4, 4, 0]);
        let outlines = matches!(self.version, Some([4, 0, 1] | [4, 4, 0]));
        if !swaps {
            return;
        }
        let ViewDraft { view, layout, .. } = draft;
        for node in view.nodes() {
            let Some(NodeLayout { style, .. }) = layout.nodes.get_mut(&node.id) else { continue };
            let kind = match &node.shows {
                Shows::Element(id) => match self.drafts.concept(id.as_str()) {
                    Some(Concept::Element(n)) => self.drafts.elements.get(n).map_or("", |e| e.kind.as_str()),
                    _ => "",
                },
                _ => "",
            };
            if SWAPPED.contains(&kind) {
                match style.text("form") {
                    Some("icon") => {
                        style.remove("form");
                    }
                    _ => style.set("form", "icon".into()),
                }
            }
            let is_group = kind == "grouping"
                || matches!(&node.shows, Shows::Group(_))
                    && node.extra.get("archi").is_none_or(|a| a.at(&["type"]).is_none());
            if aligns && is_group && matches!(style.text("text_align"), None | Some("center")) {
                style.set("text_align", "left".into());
            }
            if outlines && let Some(opacity) = style.get("fill_opacity").cloned() {
                style.set("line_opacity", opacity);
            }
        }
    }
}
