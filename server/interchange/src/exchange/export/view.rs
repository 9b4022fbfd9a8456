//! Views: the frame; parts are in [`super::node`].

use archweave_model::model::Filed;
use archweave_model::text::Text;
use archweave_model::view::View;

use super::drawing::Drawing;
use super::ids::{is_replaced, is_written};
use super::properties::others;
use super::{Export, left_out};
use crate::exchange::{TOOL, names};
use crate::kept::Recall;
use crate::reserved::Reserve;

impl<'a> Export<'a> {
    pub(super) fn views(&mut self) {
        let model = self.model;
        let (views, ()) = self.apart(3, |export| {
            let mut written = std::collections::HashSet::new();
            for view in &model.views {
                if written.insert(&view.value.id) {
                    export.view(view);
                } else {
                    let id = view.value.id.as_str();
                    let message = format!("a second view `{id}` is left out: an id is used once");
                    let subject = archweave_model::diagnostic::Subject::View(id.into());
                    export.warnings.push(left_out(message, Some(subject)));
                }
            }
        });
        let viewpoints = self.kept.text("viewpoints").filter(|raw| crate::xml::is_element(raw));
        if views.is_empty() && viewpoints.is_none() {
            return;
        }
        self.writer.open("views");
        if let Some(raw) = viewpoints {
            self.writer.raw(raw);
        }
        self.section("diagrams", &views);
        self.writer.close("views");
    }

    fn view(&mut self, filed: &'a Filed<View>) {
        let view = &*filed.value;
        let kept = Recall::of(TOOL, &view.extra);
        let id = self.ids.view(view.id.as_str()).unwrap_or_default().to_owned();
        let layout = self.layouts.get(&view.id).copied();
        let mut drawing = Drawing::new(view, &id, layout, &mut self.ids);
        let (nodes, ()) = self.apart(4, |export| {
            let shift = drawing.shift;
            for node in &view.content {
                export.node(&mut drawing, node, [0.0; 2], shift);
            }
            for connection in &view.connections {
                export.connection(&mut drawing, connection);
            }
        });
        let mut reserve = Reserve::default();
        self.writer.open("view");
        self.writer.attribute("identifier", &id);
        if is_replaced(view.id.as_str(), &id) {
            reserve.text("id", view.id.as_str());
        }
        self.writer.attribute("xsi:type", "Diagram");
        let handled = self.viewpoint(view, kept, &mut reserve);
        self.words("name", "name", &view.name, true, &mut reserve);
        self.words("documentation", "description", &view.description, false, &mut reserve);
        if let Some(selector) = &view.selector
            && let Ok(json) = serde_json::to_string(selector)
        {
            reserve.text("selector", &json);
        }
        if let Some(show) = &view.show
            && let Ok(json) = serde_json::to_string(show)
        {
            reserve.text("show", &json);
        }
        if self.paths.get(view.id.as_str()).map_or("", |path| path) != &*filed.path {
            reserve.text("path", &filed.path);
        }
        reserve.record("attributes", &view.attributes);
        if drawing.shift != [0.0; 2] {
            let [x, y] = drawing.shift;
            reserve.text("shift", &format!("{x} {y}"));
        }
        reserve.record("parts", &drawing.parts.into_record());
        let mut handled = handled;
        handled.push("property_order");
        if is_written(kept.get("id"), &id) {
            handled.push("id");
        }
        let is_filed = self.filed.contains(&(true, view.id.as_str()));
        reserve.record("extra", &others(&view.extra, is_filed, &handled));
        self.properties(&view.properties, kept.text("property_order"), None, reserve);
        self.writer.append(&nodes);
        self.writer.close("view");
    }

    /// Writes the viewpoint; the result is what is kept and said by it.
    fn viewpoint(&mut self, view: &View, kept: Recall<'_>, reserve: &mut Reserve) -> Vec<&'static str> {
        let mut handled = Vec::new();
        let own = view.viewpoint.as_deref();
        let written = kept.text("viewpoint");
        let is_own = |name: &&str| names::viewpoint(name) == own || Some(*name) == own;
        if let Some(name) = written.filter(is_own) {
            self.writer.attribute("viewpoint", name);
            handled.push("viewpoint");
            if names::viewpoint(name) != own {
                reserve.text("viewpoint", name);
            }
        } else if let Some(id) = own {
            let name = names::viewpoint_name(id);
            self.writer.attribute("viewpoint", name.unwrap_or(id));
            if name.and_then(names::viewpoint) != Some(id) {
                reserve.text("viewpoint", id);
            }
        }
        let raw = self.kept.text("viewpoints").unwrap_or_default();
        let reference = kept.text("viewpointRef");
        if let Some(id) = reference.filter(|id| raw.contains(&format!(" identifier=\"{id}\""))) {
            self.writer.attribute("viewpointRef", id);
            handled.push("viewpointRef");
        }
        handled
    }
}

/// The text that a node shows as its own.
pub fn is_shown(text: &Text) -> bool {
    !matches!(text, Text::One(text) if text.is_empty())
}
