//! `child` of a view: what it shows, where it is and how it looks.

use std::borrow::Cow;

use archweave_model::id::{ElementId, ViewId};
use archweave_model::text::Text;
use archweave_model::value::{Properties, Value};
use archweave_model::view::{Connection, Node, NodeLayout, Shows};

use super::super::style::{self, Row};
use super::Import;
use super::body::Body;
use super::view::Parts;
use crate::archimate::TOOL;
use crate::archimate::names::usable_id;
use crate::drafts::place;
use crate::drafts::views::end_id;
use crate::kept::Kept;
use crate::reserved::Entries;
use crate::xml::{Result, Token};

/// Attributes by name, taken out as they are understood.
pub type Looks<'a> = Vec<(&'a str, Cow<'a, str>)>;

impl<'a> Import<'a> {
    /// Reads the node whose start tag was the last token, and the connections that start in it.
    pub(super) fn node(&mut self, parts: &mut Parts<'a>) -> Result<(Node, Vec<Connection>)> {
        let offset = self.xml.offset;
        let mut kind = None;
        let mut looks: Looks<'a> = Vec::new();
        for attribute in std::mem::take(&mut self.xml.attributes) {
            if self.is_type(attribute.name) {
                kind = Some(attribute.value);
            } else {
                looks.push((attribute.name, attribute.value));
            }
        }
        let mut kept = Kept::default();
        let written = take(&mut looks, "id").unwrap_or_default();
        let id = parts.ids.claim(&mut self.drafts.findings, &written, "node", offset, &mut kept);
        if let Some(targets) = take(&mut looks, "targetConnections") {
            parts.targets.push((id.clone(), targets, offset));
        }
        let name = take(&mut looks, "name");
        let mut layout = NodeLayout::default();
        let mut content = None;
        let mut nodes = Vec::new();
        let mut own = Vec::new();
        let mut inner = Vec::new();
        let mut body = Body::default();
        let mut has_bounds = false;
        loop {
            match self.xml.next()? {
                Token::Open("child") => {
                    let (node, connections) = self.node(parts)?;
                    nodes.push(node);
                    inner.extend(connections);
                }
                Token::Open("sourceConnection") => self.connection(parts, (&id, &written), &mut own)?,
                Token::Open("bounds") if !has_bounds => {
                    has_bounds = true;
                    self.bounds(&mut layout, &mut kept, &mut body)?;
                }
                Token::Open("content") if content.is_none() => {
                    let is_plain = self.xml.attributes.is_empty();
                    let leaf = self.xml.leaf()?;
                    if is_plain && !leaf.is_nested {
                        content = Some(leaf.text);
                    } else {
                        body.children.push(leaf.raw);
                    }
                }
                Token::Open(name) => body.child(&mut self.xml, name, true)?,
                Token::Text(text) => body.text(&text),
                Token::Close | Token::End => break,
            }
        }
        own.extend(inner);
        let full = kind.as_deref().map(|written| self.type_name(written).0);
        let (shows, label) = shown(full.as_deref().unwrap_or_default(), &mut looks, name, content, &mut kept);
        let mut node = Node::new(id, shows);
        node.place = place(offset);
        node.name = label.map_or_else(Text::default, Text::One);
        node.nodes = nodes;
        node.description = body.description();
        node.properties = body.properties(&mut kept);
        let local = full.as_deref().and_then(|f| f.split_once(':')).map_or("", |(_, local)| local);
        layout.style = read_style(rows(&node.shows, local), &mut looks, &mut body.features, &mut kept);
        kept.record("attributes", looks.iter().map(|(name, value)| (*name, &**value)));
        let found = body.found();
        if !found.is_empty() {
            parts.found.insert(node.id.clone(), found);
        }
        body.keep(&mut kept, false);
        node.extra = kept.into_extra(TOOL);
        parts.layout.nodes.insert(node.id.clone(), layout);
        Ok((node, own))
    }

    fn bounds(&mut self, layout: &mut NodeLayout, kept: &mut Kept, body: &mut Body<'a>) -> Result<()> {
        let mut unknown = Vec::new();
        for attribute in std::mem::take(&mut self.xml.attributes) {
            let number = whole(&attribute.value);
            match (attribute.name, number) {
                ("x", Some(n)) => layout.x = n,
                ("y", Some(n)) => layout.y = n,
                ("width" | "height", Some(-1.0)) => {}
                ("width", Some(n)) => layout.w = Some(n),
                ("height", Some(n)) => layout.h = Some(n),
                _ => unknown.push(attribute),
            }
        }
        kept.record("bounds", unknown.iter().map(|a| (a.name, &*a.value)));
        let leaf = self.xml.leaf()?;
        if leaf.is_nested {
            body.children.push(leaf.raw);
        }
        Ok(())
    }
}

/// Takes an attribute out of the list.
pub fn take<'a>(looks: &mut Looks<'a>, name: &str) -> Option<Cow<'a, str>> {
    let at = looks.iter().position(|(known, _)| *known == name)?;
    Some(looks.remove(at).1)
}

/// A whole number as it is written again.
pub fn whole(text: &str) -> Option<f64> {
    let number: i32 = text.parse().ok()?;
    (number.to_string() == text).then(|| f64::from(number))
}

/// What a node stands for, and its label. Where that is not what the type usually says, it is kept.
fn shown(
    full: &str,
    looks: &mut Looks<'_>,
    name: Option<Cow<'_, str>>,
    content: Option<String>,
    kept: &mut Kept,
) -> (Shows, Option<Box<str>>) {
    let name: Option<Box<str>> = name.map(Into::into);
    let has_element = looks.iter().any(|(name, value)| *name == "archimateElement" && !value.is_empty());
    let has_view = looks.iter().any(|(name, value)| *name == "model" && !value.is_empty());
    let mut keep_content = |content: Option<String>| {
        if let Some(text) = content.filter(|text| !text.is_empty()) {
            kept.text("content", &text);
        }
    };
    let (shows, label, usual) = match full {
        "archimate:DiagramModelReference" if has_view => {
            keep_content(content);
            let id = usable_id(&take(looks, "model").unwrap_or_default(), || "missing".into());
            let shows = ViewId::parse(&id).map_or_else(|_| Shows::Group(Text::default()), Shows::View);
            (shows, name, "archimate:DiagramModelReference")
        }
        "archimate:DiagramModelImage" | "canvas:CanvasModelImage" => {
            keep_content(content);
            let path = take(looks, "imagePath").unwrap_or_default();
            (Shows::Image(path.into()), name, "archimate:DiagramModelImage")
        }
        "archimate:Note" | "canvas:CanvasModelSticky" => {
            (Shows::Note(Text::One(content.unwrap_or_default().into())), name, "archimate:Note")
        }
        "archimate:SketchModelSticky" => {
            let text = content.unwrap_or_default();
            if text.is_empty() && name.is_some() {
                kept.text("shown", "name");
                (Shows::Note(Text::One(name.unwrap_or_default())), None, "archimate:Note")
            } else {
                (Shows::Note(Text::One(text.into())), name, "archimate:Note")
            }
        }
        "archimate:SketchModelActor" => {
            keep_content(content);
            kept.text("shown", "name");
            (Shows::Note(Text::One(name.unwrap_or_default())), None, "archimate:Note")
        }
        "canvas:CanvasModelBlock" if name.as_deref().is_none_or(str::is_empty) && content.is_some() => {
            kept.text("shown", "content");
            (Shows::Group(Text::One(content.unwrap_or_default().into())), None, "archimate:Group")
        }
        _ if has_element => {
            keep_content(content);
            let id = usable_id(&take(looks, "archimateElement").unwrap_or_default(), || "missing".into());
            let shows = ElementId::parse(&id).map_or_else(|_| Shows::Group(Text::default()), Shows::Element);
            (shows, name, "archimate:DiagramObject")
        }
        _ => {
            keep_content(content);
            (Shows::Group(Text::One(name.unwrap_or_default())), None, "archimate:Group")
        }
    };
    if full != usual {
        kept.text("type", full);
    }
    (shows, label)
}

/// The style rules of a node.
pub fn rows(shows: &Shows, local: &str) -> impl Iterator<Item = &'static Row> + use<> {
    let has_border = local == "DiagramModelImage" || local.starts_with("CanvasModel");
    let outline = if has_border { style::BORDER } else { style::LINE };
    let (own, image): (&[Row], &[Row]) = match shows {
        Shows::Element(_) => (style::ELEMENT, style::IMAGE),
        Shows::Group(_) => (style::GROUP, style::IMAGE),
        Shows::Note(_) => (style::NOTE, style::IMAGE),
        Shows::View(_) => (&[], style::IMAGE),
        Shows::Image(_) => (&[], &[]),
    };
    style::NODE.iter().chain(outline).chain(own).chain(image)
}

/// Takes from attributes and features what has a place in a style.
fn read_style(
    rows: impl Iterator<Item = &'static Row>,
    looks: &mut Looks<'_>,
    features: &mut Entries,
    kept: &mut Kept,
) -> Properties {
    let mut entries = attribute_style(rows, looks, kept);
    for (native, key, rule) in style::FEATURES {
        let is_alone = features.iter().filter(|(name, _)| &**name == *native).count() == 1;
        let at = features.iter().position(|(name, _)| &**name == *native);
        let Some(at) = at.filter(|_| is_alone) else { continue };
        if let Some(value) = features.get(at).and_then(|(_, value)| rule.read(value)) {
            features.remove(at);
            entries.push(((*key).into(), Value::Text(value.into())));
        }
    }
    entries.into_iter().collect()
}

/// Takes from attributes what has a place in a style.
pub fn attribute_style(
    rows: impl Iterator<Item = &'static Row>,
    looks: &mut Looks<'_>,
    kept: &mut Kept,
) -> Vec<(Box<str>, Value)> {
    let mut entries: Vec<(Box<str>, Value)> = Vec::new();
    if looks.is_empty() {
        return entries;
    }
    for (native, key, rule) in rows {
        let Some(at) = looks.iter().position(|(name, _)| name == native) else { continue };
        if let Some(value) = looks.get(at).and_then(|(_, value)| rule.read(value)) {
            looks.remove(at);
            entries.push(((*key).into(), Value::Text(value.into())));
        }
    }
    if let Some(at) = looks.iter().position(|(name, _)| *name == "font")
        && let Some((_, native)) = looks.get(at).cloned()
        && let Some(font) = style::font(&native)
    {
        looks.remove(at);
        let font: Properties = font.entries().into_iter().collect();
        if style::native_font(&font, None).as_deref() != Some(&*native) {
            kept.text("font", &native);
        }
        entries.extend(font.iter().map(|(key, value)| (key.into(), value.clone())));
    }
    entries
}

/// The node at the other end of what was written.
pub fn node_end(written: Option<Cow<'_, str>>) -> archweave_model::id::NodeId {
    end_id(&written.unwrap_or_default())
}
