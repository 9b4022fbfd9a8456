//! Nodes and connections of a view.

use archweave_model::value::{Properties, Value};
use archweave_model::view::{Bend, Connection, DEFAULT_NODE_SIZE, Node, NodeLayout, Shows};

use super::Export;
use super::drawing::Drawing;
use super::ids::is_written;
use super::parts::Part;
use super::properties::others;
use super::style::some_record;
use super::view::is_shown;
use crate::archimate::export::geometry::is_whole;
use crate::exchange::{TOOL, text_value};
use crate::kept::Recall;

impl<'a> Export<'a> {
    /// Writes a node; `origin` is its parent's corner, `above` the same as the file has it.
    pub(super) fn node(
        &mut self,
        drawing: &mut Drawing<'a>,
        node: &'a Node,
        origin: [f64; 2],
        above: [f64; 2],
    ) {
        let kept = Recall::of(TOOL, &node.extra);
        let mut part = Part::default();
        let mut handled = vec!["property_order"];
        let written = drawing.ids.get(&node.id).cloned().unwrap_or_default();
        self.writer.open("node");
        self.writer.attribute("identifier", &written);
        if drawing.is_replaced(&node.id, &written) {
            part.text("id", node.id.as_str());
        }
        if is_written(kept.get("id"), &written) {
            handled.push("id");
        }
        let view = self.shown(node, kept, &mut part, &mut handled);
        let place = drawing.layout.and_then(|layout| layout.nodes.get(&node.id));
        let corner = place.map_or(origin, |place| [origin[0] + place.x, origin[1] + place.y]);
        let at = self.bounds(drawing, place, corner, above, &mut part);
        let (label, own) = match &node.shows {
            Shows::Note(text) | Shows::Group(text) => (text, Some(&node.name)),
            _ => (&node.name, None),
        };
        let title = view.filter(|_| !is_shown(label)).and_then(|id| self.titles.get(id)).copied();
        match (title, &own) {
            // Other tools show the label, and not the name of the view.
            (Some(title), _) => {
                self.write_words("label", title, false);
                part.text("name", "");
            }
            (None, Some(_)) => part.some("text", self.write_words("label", label, false)),
            (None, None) => part.some("name", self.write_words("label", label, false)),
        }
        if let Some(name) = own.filter(|name| is_shown(name)) {
            part.value("name", text_value(name));
        }
        part.some("description", self.write_words("documentation", &node.description, false));
        let none = Properties::default();
        let style = self.style(place.map_or(&none, |place| &place.style), kept);
        handled.extend(place.and_then(|p| p.style.get("font_style")).map(|_| "font_style"));
        part.some("style", some_record(style));
        self.view_references(view, kept, &mut handled);
        self.common(&mut part, &node.properties, &node.attributes, &others(&node.extra, false, &handled));
        drawing.parts.add(&written, part);
        for inner in &node.nodes {
            self.node(drawing, inner, corner, at);
        }
        self.writer.close("node");
    }

    /// Writes the type and what it refers to; the result is the view that is shown.
    fn shown<'n>(
        &mut self,
        node: &'n Node,
        kept: Recall<'_>,
        part: &mut Part,
        handled: &mut Vec<&'static str>,
    ) -> Option<&'n str> {
        let shows = |key: &str, value: &str| Value::record([(key, Value::from(value))]);
        let is_filled = !node.nodes.is_empty();
        let plain = if is_filled { "Container" } else { "Label" };
        let mut view = None;
        let mut kind = plain;
        let mut element = None;
        match &node.shows {
            Shows::Element(id) => match self.ids.element(id.as_str()) {
                Some(written) => {
                    kind = "Element";
                    element = Some(written.to_owned());
                }
                None => {
                    kind = "Container";
                    part.value("shows", shows("element", id.as_str()));
                }
            },
            Shows::Note(_) if is_filled => part.value("shows", shows("note", "")),
            Shows::Note(_) => {}
            Shows::Group(_) => kind = "Container",
            Shows::View(id) => match self.ids.view(id.as_str()) {
                Some(_) => {
                    if kept.text("type") == Some("Container") {
                        kind = "Container";
                        handled.push("type");
                    }
                    view = Some(id.as_str());
                }
                None => part.value("shows", shows("view", id.as_str())),
            },
            Shows::Image(path) => part.value("shows", shows("image", path)),
        }
        self.writer.attribute("xsi:type", kind);
        if let Some(element) = element {
            self.writer.attribute("elementRef", &element);
        }
        let concept = kept.text("conceptRef").filter(|_| kind == "Label");
        if let Some(written) = concept.and_then(|id| self.ids.concept(id)).map(str::to_owned) {
            self.writer.attribute("conceptRef", &written);
            handled.push("conceptRef");
        }
        if let Some(path) = kept.text("xpathPart").filter(|path| kind == "Label" && !path.trim().is_empty()) {
            self.writer.attribute("xpathPart", path);
            handled.push("xpathPart");
        }
        view
    }

    /// Writes place and size; the result is the corner as the file has it.
    fn bounds(
        &mut self,
        drawing: &Drawing<'_>,
        place: Option<&NodeLayout>,
        corner: [f64; 2],
        above: [f64; 2],
        part: &mut Part,
    ) -> [f64; 2] {
        let at = [drawing.written(corner[0], 0), drawing.written(corner[1], 1)];
        let size = |own: Option<f64>, usual: f64| {
            let number = own.unwrap_or(usual);
            if number.is_finite() { number.round().clamp(1.0, f64::from(i32::MAX)) } else { usual }
        };
        let w = size(place.and_then(|place| place.w), DEFAULT_NODE_SIZE.0);
        let h = size(place.and_then(|place| place.h), DEFAULT_NODE_SIZE.1);
        for (name, number) in [("x", at[0]), ("y", at[1]), ("w", w), ("h", h)] {
            self.writer.attribute(name, &number.to_string());
        }
        match place {
            None => part.text("unplaced", "yes"),
            Some(place) => {
                let read = [at[0] - above[0], at[1] - above[1]];
                if read != [place.x, place.y] || place.w != Some(w) || place.h != Some(h) {
                    let numbers = [Some(place.x), Some(place.y), place.w, place.h];
                    let numbers = numbers.map(|n| Value::from(&*n.map_or(String::new(), |n| n.to_string())));
                    part.value("bounds", Value::List(numbers.into()));
                }
            }
        }
        at
    }

    fn view_references(&mut self, view: Option<&str>, kept: Recall<'_>, handled: &mut Vec<&'static str>) {
        let others: Vec<&str> = kept.texts("views").collect();
        let all: Option<Vec<String>> = others.iter().map(|id| self.ids.view(id).map(str::to_owned)).collect();
        let own = view.and_then(|id| self.ids.view(id)).map(str::to_owned);
        let is_first = view.is_some() || !others.is_empty();
        let all = all.filter(|_| is_first && (own.is_some() || view.is_none())).unwrap_or_default();
        if !all.is_empty() {
            handled.push("views");
        }
        for id in own.into_iter().chain(all) {
            self.writer.open("viewRef");
            self.writer.attribute("ref", &id);
            self.writer.close("viewRef");
        }
    }

    fn common(&self, part: &mut Part, properties: &Properties, attributes: &Properties, extra: &Properties) {
        part.record("properties", properties);
        part.record("attributes", attributes);
        part.record("extra", extra);
    }

    pub(super) fn connection(&mut self, drawing: &mut Drawing<'a>, connection: &'a Connection) {
        let kept = Recall::of(TOOL, &connection.extra);
        let mut part = Part::default();
        let mut handled = Vec::new();
        let written = drawing.ids.get(&connection.id).cloned().unwrap_or_default();
        self.writer.open("connection");
        self.writer.attribute("identifier", &written);
        if drawing.is_replaced(&connection.id, &written) {
            part.text("id", connection.id.as_str());
        }
        if is_written(kept.get("id"), &written) {
            handled.push("id");
        }
        let ends = [("source", "from", &connection.from), ("target", "to", &connection.to)];
        let is_whole = ends.iter().all(|(_, _, end)| drawing.ids.contains_key(end));
        let relation = connection.relation.as_ref().filter(|_| is_whole);
        let relation = relation.and_then(|id| self.ids.relation(id.as_str())).map(str::to_owned);
        let kind = match (&relation, kept.text("type")) {
            (Some(_), Some("NestingRelationship")) => {
                handled.push("type");
                "NestingRelationship"
            }
            (Some(_), _) => "Relationship",
            (None, _) => "Line",
        };
        self.writer.attribute("xsi:type", kind);
        match (&relation, &connection.relation) {
            (Some(written), _) => self.writer.attribute("relationshipRef", written),
            (None, Some(id)) => part.text("relation", id.as_str()),
            (None, None) => {}
        }
        for (name, key, end) in ends {
            match drawing.ids.get(end) {
                Some(written) => self.writer.attribute(name, written),
                None => part.text(key, end.as_str()),
            }
        }
        part.some("name", self.write_words("label", &connection.name, false));
        part.some("description", self.write_words("documentation", &connection.description, false));
        let line = drawing.layout.and_then(|layout| layout.connections.get(&connection.id));
        let none = Properties::default();
        let style = self.style(line.map_or(&none, |line| &line.style), kept);
        handled.extend(line.and_then(|line| line.style.get("font_style")).map(|_| "font_style"));
        part.some("style", some_record(style));
        self.view_references(None, kept, &mut handled);
        self.attachment(drawing, "sourceAttachment", kept, &mut handled);
        for [x, y] in drawing.points(connection) {
            self.location(drawing, "bendpoint", [x, y]);
        }
        self.attachment(drawing, "targetAttachment", kept, &mut handled);
        bends(line.map_or(&[][..], |line| &line.bends), &mut part);
        if let Some(point) = line.and_then(|line| line.label) {
            part.value("label", Value::List(point.iter().map(|n| Value::from(&*n.to_string())).collect()));
        }
        self.common(
            &mut part,
            &connection.properties,
            &connection.attributes,
            &others(&connection.extra, false, &handled),
        );
        drawing.parts.add(&written, part);
        self.writer.close("connection");
    }

    fn attachment(
        &mut self,
        drawing: &Drawing<'_>,
        name: &'static str,
        kept: Recall<'_>,
        handled: &mut Vec<&'static str>,
    ) {
        if let Some(point) = kept.get(name).and_then(super::super::import::point) {
            if point.iter().all(|n| is_whole(*n)) {
                handled.push(name);
            }
            self.location(drawing, name, point);
        }
    }

    fn location(&mut self, drawing: &Drawing<'_>, name: &str, [x, y]: [f64; 2]) {
        self.writer.open(name);
        self.writer.attribute("x", &drawing.written(x, 0).to_string());
        self.writer.attribute("y", &drawing.written(y, 1).to_string());
        self.writer.close(name);
    }
}

/// Notes bends that the file's points do not give again.
fn bends(bends: &[Bend], part: &mut Part) {
    let is_exact = |bend: &Bend| matches!(bend, Bend::At(point) if point.iter().all(|n| is_whole(*n)));
    if bends.iter().all(is_exact) {
        return;
    }
    let number = |n: &f64| Value::from(&*n.to_string());
    let all = bends.iter().map(|bend| match bend {
        Bend::At(point) => Value::List(point.iter().map(number).collect()),
        Bend::Between(offsets) => Value::List(offsets.iter().map(number).collect()),
    });
    part.value("bends", Value::List(all.collect()));
}
