//! `node` of a view: what it shows, where it is and how it looks.
//!
//! Coordinates in the file are those of the view, here they are those of the parent.

use std::borrow::Cow;

use archweave_model::id::{ElementId, ViewId};
use archweave_model::text::Text;
use archweave_model::value::Value;
use archweave_model::view::{Node, NodeLayout, Shows};

use super::Import;
use super::body::{Body, extra};
use super::concept::is_type;
use super::view::Parts;
use crate::archimate::names::usable_id;
use crate::drafts::place;
use crate::kept::Kept;
use crate::xml::{Result, Token};

impl<'a> Import<'a> {
    /// Reads the node whose start tag was the last token, in a parent with this corner.
    pub(super) fn node(&mut self, parts: &mut Parts, origin: [f64; 2]) -> Result<Node> {
        let offset = self.xml.offset;
        let mut kept = Kept::default();
        let (mut written, mut kind, mut element) = (None, None, None);
        let mut sides = [None; 4];
        let mut unknown = Vec::new();
        for attribute in std::mem::take(&mut self.xml.attributes) {
            let side = ["x", "y", "w", "h"].iter().position(|name| *name == attribute.name);
            let number = side.and_then(|_| number(&attribute.value));
            match (attribute.name, side.and_then(|side| sides.get_mut(side)), number) {
                (_, Some(side), Some(number)) => *side = Some(number),
                ("identifier", ..) => written = Some(attribute.value),
                ("elementRef" | "elementref", ..) => element = Some(attribute.value),
                ("conceptRef", ..) => kept.text("conceptRef", &attribute.value),
                ("xpathPart", ..) => kept.text("xpathPart", &attribute.value),
                (name, ..) if is_type(name) => kind = Some(attribute.value),
                _ => unknown.push(attribute),
            }
        }
        let id = parts.ids.claim(
            &mut self.drafts.findings,
            &written.unwrap_or_default(),
            "node",
            offset,
            &mut kept,
        );
        let [x, y, w, h] = sides;
        let corner = [x.unwrap_or(origin[0]), y.unwrap_or(origin[1])];
        let mut layout = NodeLayout { w, h, ..NodeLayout::default() };
        (layout.x, layout.y) = (corner[0] - origin[0], corner[1] - origin[1]);
        let mut nodes = Vec::new();
        let mut views = Vec::new();
        let mut body = Body::default();
        loop {
            match self.xml.next()? {
                Token::Open(name) => match self.local(name) {
                    "node" => nodes.push(self.node(parts, corner)?),
                    "style" => layout.style = self.style(&mut kept)?,
                    "viewRef" | "viewref" => self.view_reference(&mut views, &mut body)?,
                    name => self.child(name, &mut body)?,
                },
                Token::Text(text) => body.text(&text),
                Token::Close | Token::End => break,
            }
        }
        let label = self.text(std::mem::take(&mut body.name), &mut kept);
        let local = kind.as_deref().map_or("", |kind| kind.rsplit(':').next().unwrap_or_default());
        let (shows, name, usual) = shown(local, element, &mut views, label);
        if !usual.contains(&local) {
            kept.text("type", kind.as_deref().unwrap_or_default());
        }
        kept.list("views", views.iter().map(|id| &**id));
        kept.record("attributes", unknown.iter().map(|a| (a.name, &*a.value)));
        let mut node = Node::new(id, shows);
        node.place = place(offset);
        node.name = name;
        node.nodes = nodes;
        node.description = self.text(std::mem::take(&mut body.documentation), &mut kept);
        body.keep(&mut kept);
        if !body.properties.is_empty() {
            let raw =
                body.properties.iter().flat_map(|p| p.values.iter().map(|(_, v)| (&*p.definition, &**v)));
            kept.record("values", raw);
        }
        node.extra = extra(kept);
        parts.layout.nodes.insert(node.id.clone(), layout);
        Ok(node)
    }

    /// Reads a reference to a view.
    pub(super) fn view_reference(
        &mut self,
        views: &mut Vec<Cow<'a, str>>,
        body: &mut Body<'a>,
    ) -> Result<()> {
        let mut attributes = std::mem::take(&mut self.xml.attributes);
        let leaf = self.xml.leaf()?;
        match attributes.pop() {
            Some(attribute) if attribute.name == "ref" && attributes.is_empty() && !leaf.is_nested => {
                views.push(attribute.value);
            }
            _ => body.children.push(leaf.raw),
        }
        Ok(())
    }
}

/// A coordinate.
pub fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|n: &f64| n.is_finite() && n.abs() <= f64::from(i32::MAX))
}

/// What a node stands for, its own label, and the types that are usual for it.
fn shown(
    local: &str,
    element: Option<Cow<'_, str>>,
    views: &mut Vec<Cow<'_, str>>,
    label: Text,
) -> (Shows, Text, &'static [&'static str]) {
    if let Some(written) = element.filter(|id| !id.is_empty())
        && let Ok(id) = ElementId::parse(&usable_id(&written, || "missing".into()))
    {
        return (Shows::Element(id), label, &["Element", ""]);
    }
    if !views.is_empty()
        && let Ok(id) = ViewId::parse(&usable_id(&views.remove(0), || "missing".into()))
    {
        return (Shows::View(id), label, &["Label"]);
    }
    match local {
        "Label" | "label" => (Shows::Note(label), Text::default(), &["Label", "label"]),
        _ => (Shows::Group(label), Text::default(), &["Container", "group"]),
    }
}

/// A point as two numbers.
pub fn point(value: &Value) -> Option<[f64; 2]> {
    let mut numbers = value.as_text()?.split(' ').map(|n| n.parse().ok());
    Some([numbers.next()??, numbers.next()??])
}
