//! Nodes and connections of a view.

use archweave_model::value::{Properties, Value};
use archweave_model::view::{Bend, Connection, Node, NodeLayout, Shows};

use super::Export;
use super::geometry::is_whole;
use super::view::Drawing;
use crate::archimate::TOOL;
use crate::archimate::import::style_rows;
use crate::archimate::style::{self, Row};
use crate::kept::Recall;
use crate::reserved::Reserve;

impl<'a> Export<'a> {
    pub(super) fn node(&mut self, drawing: &Drawing<'a>, node: &'a Node) {
        let archi = Recall::of(TOOL, &node.extra);
        let mut reserve = Reserve::default();
        let usual = match node.shows {
            Shows::Element(_) => "archimate:DiagramObject",
            Shows::Note(_) => "archimate:Note",
            Shows::Group(_) => "archimate:Group",
            Shows::View(_) => "archimate:DiagramModelReference",
            Shows::Image(_) => "archimate:DiagramModelImage",
        };
        let kind = archi.text("type").unwrap_or(usual);
        let local = kind.split_once(':').map_or("", |(_, local)| local);
        let has_name_elsewhere = matches!(node.shows, Shows::Group(_)) || archi.text("shown") == Some("name");
        let label = if has_name_elsewhere {
            reserve.whole("name", &node.name);
            ""
        } else {
            reserve.localized("name", &node.name, self.main)
        };
        let description = reserve.localized("description", &node.description, self.main);
        let (mut name, mut content) = (label, archi.text("content").unwrap_or_default());
        if let Shows::Note(text) | Shows::Group(text) = &node.shows {
            let text = reserve.localized("text", text, self.main);
            let usual = if matches!(node.shows, Shows::Note(_)) { "content" } else { "name" };
            match archi.text("shown").unwrap_or(usual) {
                "name" => name = text,
                _ => content = text,
            }
        }
        self.writer.open("child");
        if !kind.is_empty() {
            self.writer.attribute("xsi:type", kind);
        }
        if !name.is_empty() {
            self.writer.attribute("name", name);
        }
        self.part_id(drawing, &node.id, archi, &mut reserve);
        self.targets(drawing, &node.id, archi);
        let place = drawing.layout.and_then(|layout| layout.nodes.get(&node.id));
        let none = Properties::default();
        let style = place.map_or(&none, |place| &place.style);
        let mut features = Vec::new();
        let rows = style_rows(&node.shows, local);
        let is_exact = self.style(rows, style::FEATURES, style, archi, &mut features, &[]);
        if !is_exact {
            reserve.record("style", style);
        }
        match &node.shows {
            Shows::Element(id) => {
                let id = self.ids.concept(id.as_str()).to_owned();
                self.writer.attribute("archimateElement", &id);
            }
            Shows::View(id) => {
                let id = self.ids.view(id.as_str()).to_owned();
                self.writer.attribute("model", &id);
            }
            Shows::Image(path) if !path.is_empty() => self.writer.attribute("imagePath", path),
            Shows::Image(_) | Shows::Note(_) | Shows::Group(_) => {}
        }
        self.kept_attributes(archi);
        self.bounds(place, archi, &mut reserve);
        self.connections(drawing, &node.id);
        if !content.is_empty() {
            self.writer.leaf("content", content);
        }
        if !description.is_empty() {
            self.writer.leaf("documentation", description);
        }
        for inner in &node.nodes {
            self.node(drawing, inner);
        }
        self.properties(&node.properties, archi);
        for (name, value) in features {
            self.pair("feature", "name", name, &value);
        }
        reserve.record("attributes", &node.attributes);
        reserve.extra(TOOL, &node.extra);
        self.reserved_features(reserve);
        self.kept_children(archi);
        self.writer.close("child");
    }

    fn part_id(
        &mut self,
        drawing: &Drawing<'a>,
        id: &'a archweave_model::id::NodeId,
        archi: Recall<'_>,
        reserve: &mut Reserve,
    ) {
        let is_needed = drawing.held.contains_key(id) || drawing.arriving.contains_key(id);
        if archi.text("id") == Some("") && !is_needed {
            return;
        }
        let written = drawing.ids.get(id).map_or(id.as_str(), |written| written);
        self.writer.attribute("id", written);
        if drawing.replaced.contains(id) {
            reserve.text("id", id.as_str());
        }
    }

    fn targets(&mut self, drawing: &Drawing<'a>, id: &archweave_model::id::NodeId, archi: Recall<'_>) {
        let arriving = drawing.arriving.get(id).into_iter().flatten();
        let ids = arriving.filter_map(|id| drawing.ids.get(id).map(|written| &**written));
        let all: Vec<&str> = ids.chain(archi.texts("targets")).collect();
        if !all.is_empty() {
            self.writer.attribute("targetConnections", &all.join(" "));
        }
    }

    fn bounds(&mut self, place: Option<&NodeLayout>, archi: Recall<'_>, reserve: &mut Reserve) {
        let unplaced = NodeLayout::default();
        let place = place.unwrap_or(&unplaced);
        self.writer.open("bounds");
        let sides = [("x", Some(place.x)), ("y", Some(place.y)), ("width", place.w), ("height", place.h)];
        for (name, number) in sides {
            if let Some(number) = number.filter(|n| *n != 0.0 || name.len() > 1) {
                self.writer.attribute(name, &(number.round() as i32).to_string());
            }
        }
        for (name, value) in archi.entries("bounds") {
            if super::is_name(name) && !self.writer.has_attribute(name) {
                self.writer.attribute(name, value);
            }
        }
        self.writer.close("bounds");
        let is_odd = |(name, number): &(&str, Option<f64>)| {
            number.is_some_and(|n| !is_whole(n) || n == -1.0 && name.len() > 1)
        };
        if sides.iter().any(is_odd) {
            let numbers =
                sides.iter().map(|(_, n)| Value::from(&*n.map_or(String::new(), |n| n.to_string())));
            reserve.json("bounds", &Value::List(numbers.collect()));
        }
    }

    /// Writes a style as attributes and collects its features; tells whether reading them gives
    /// the same style. Keys in `others` are written by the caller.
    fn style(
        &mut self,
        rows: impl Iterator<Item = &'static Row>,
        feature_rows: &'static [Row],
        style: &Properties,
        archi: Recall<'_>,
        features: &mut Vec<(&'static str, String)>,
        others: &[&str],
    ) -> bool {
        if style.is_empty() {
            return true;
        }
        let mut exact = others.iter().filter(|key| style.get(key).is_some()).count();
        for (native, key, rule) in rows {
            let Some(value) = style.text(key) else { continue };
            if let Some(written) = rule.write(value) {
                exact += usize::from(rule.write_exactly(value).is_some());
                self.writer.attribute(native, &written);
            }
        }
        for (native, key, rule) in feature_rows {
            let Some(value) = style.text(key) else { continue };
            if let Some(written) = rule.write(value) {
                exact += usize::from(rule.write_exactly(value).is_some());
                features.push((native, written));
            }
        }
        if let Some(font) = style::native_font(style, archi.text("font")) {
            self.writer.attribute("font", &font);
            let read = style::font(&font).map(|font| font.entries());
            let is_same = |(key, value): &(Box<str>, Value)| style.get(key) == Some(value);
            exact += read.filter(|all| all.iter().all(is_same)).map_or(0, |all| all.len());
        }
        exact == style.len()
    }

    fn connections(&mut self, drawing: &Drawing<'a>, holder: &archweave_model::id::NodeId) {
        for connection in drawing.held.get(holder).into_iter().flatten() {
            self.connection(drawing, connection);
        }
    }

    fn connection(&mut self, drawing: &Drawing<'a>, connection: &'a Connection) {
        let archi = Recall::of(TOOL, &connection.extra);
        let mut reserve = Reserve::default();
        let usual = if connection.relation.is_some() { "archimate:Connection" } else { "" };
        let kind = archi.text("type").unwrap_or(usual);
        let name = reserve.localized("name", &connection.name, self.main);
        let description = reserve.localized("description", &connection.description, self.main);
        self.writer.open("sourceConnection");
        if !kind.is_empty() {
            self.writer.attribute("xsi:type", kind);
        }
        if !name.is_empty() {
            self.writer.attribute("name", name);
        }
        self.part_id(drawing, &connection.id, archi, &mut reserve);
        for (key, end) in [("source", &connection.from), ("target", &connection.to)] {
            let written = drawing.ids.get(end).map_or(end.as_str(), |written| written);
            self.writer.attribute(key, written);
        }
        self.targets(drawing, &connection.id, archi);
        let line = drawing.layout.and_then(|layout| layout.connections.get(&connection.id));
        let none = Properties::default();
        let style = line.map_or(&none, |line| &line.style);
        let bits = line_bits(style.text("line_style"), archi);
        let others: &[&str] = if bits.is_some() { &["line_style"] } else { &[] };
        let is_exact = self.style(style::CONNECTION.iter(), &[], style, archi, &mut Vec::new(), others);
        if !is_exact {
            reserve.record("style", style);
        }
        if let Some(bits) = bits {
            self.writer.attribute("type", &bits.to_string());
        }
        if let Some(relation) = &connection.relation {
            let id = self.ids.concept(relation.as_str()).to_owned();
            self.writer.attribute("archimateRelationship", &id);
        }
        self.kept_attributes(archi);
        self.connections(drawing, &connection.id);
        self.bends(drawing, connection, &mut reserve);
        if !description.is_empty() {
            self.writer.leaf("documentation", description);
        }
        self.properties(&connection.properties, archi);
        if let Some(place) = drawing.order.get(&connection.id) {
            reserve.text("order", &place.to_string());
        }
        reserve.record("attributes", &connection.attributes);
        reserve.extra(TOOL, &connection.extra);
        self.reserved_features(reserve);
        self.kept_children(archi);
        self.writer.close("sourceConnection");
    }

    fn bends(&mut self, drawing: &Drawing<'a>, connection: &Connection, reserve: &mut Reserve) {
        let line = drawing.layout.and_then(|layout| layout.connections.get(&connection.id));
        let bends = line.map_or(&[][..], |line| &line.bends);
        for bend in bends {
            self.writer.open("bendpoint");
            let offsets = drawing.geometry.offsets(connection, *bend);
            for (name, offset) in ["startX", "startY", "endX", "endY"].into_iter().zip(offsets) {
                if offset != 0 {
                    self.writer.attribute(name, &offset.to_string());
                }
            }
            self.writer.close("bendpoint");
        }
        let is_exact =
            |bend: &Bend| matches!(bend, Bend::Between(offsets) if offsets.iter().all(|o| is_whole(*o)));
        if !bends.iter().all(is_exact) {
            let number = |n: &f64| Value::from(&*n.to_string());
            let all = bends.iter().map(|bend| match bend {
                Bend::At(point) => Value::List(point.iter().map(number).collect()),
                Bend::Between(offsets) => Value::List(offsets.iter().map(number).collect()),
            });
            reserve.json("bends", &Value::List(all.collect()));
        }
        if let Some(point) = line.and_then(|line| line.label) {
            reserve.json("label", &Value::List(point.iter().map(|n| Value::from(&*n.to_string())).collect()));
        }
    }
}

/// The number for a line style, with the arrow heads that were kept.
fn line_bits(style: Option<&str>, archi: Recall<'_>) -> Option<u32> {
    let line = match style? {
        "solid" => 0,
        "dashed" => 2,
        "dotted" => 4,
        _ => return None,
    };
    let kept = archi.entries("attributes");
    let heads = kept.iter().find(|(name, _)| *name == "type").and_then(|(_, bits)| bits.parse::<u32>().ok());
    Some(line | heads.unwrap_or(0) & !6)
}
