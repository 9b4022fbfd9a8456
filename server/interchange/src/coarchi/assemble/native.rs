//! The native document being written, piece by piece.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::archimate::names;
use crate::coarchi::tree::Tree;
use crate::coarchi::words::{self, TEXTS};
use crate::escape::Writer;

/// Where something in the document came from.
pub struct Place {
    /// Offset in the document.
    pub native: usize,
    pub source: usize,
    /// Offset in the source.
    pub offset: usize,
}

/// The document, and where its parts came from.
pub struct Native<'i> {
    writer: Writer,
    places: Vec<Place>,
    ids: &'i HashSet<&'i str>,
    /// Of the file that is being written.
    source: usize,
}

impl<'i> Native<'i> {
    /// An empty document that may refer to these ids.
    pub fn new(ids: &'i HashSet<&'i str>) -> Self {
        Self { writer: Writer::new(1 << 16), places: Vec::new(), ids, source: 0 }
    }

    /// The document, and its places in order.
    pub fn finish(self) -> (String, Vec<Place>) {
        (self.writer.finish(), self.places)
    }

    fn open(&mut self, tag: &str, offset: usize) {
        self.writer.open(tag);
        self.places.push(Place { native: self.writer.tag(), source: self.source, offset });
    }

    /// Opens the model.
    pub fn begin(&mut self, source: usize, tree: &Tree<'_>) {
        self.source = source;
        self.open("archimate:model", tree.offset);
        self.writer.attribute("xmlns:xsi", names::XSI);
        self.writer.attribute("xmlns:archimate", names::NAMESPACE);
        self.writer.attribute("xmlns:canvas", names::CANVAS);
        for (name, value) in &tree.attributes {
            let is_new = name.starts_with("xmlns:") && !self.writer.has_attribute(name);
            if is_new && ![names::XSI, names::NAMESPACE, names::CANVAS].contains(&&**value) {
                self.writer.attribute(name, value);
            }
        }
        self.attributes(tree, &Prefixes::of(tree), false);
    }

    /// Closes the model after what stands below its folders.
    pub fn end(&mut self, tree: &Tree<'_>) {
        let prefixes = Prefixes::of(tree);
        self.source = self.places.first().map_or(0, |place| place.source);
        self.texts(tree);
        for child in &tree.children {
            let tag = if child.tag == "profiles" { "profile" } else { words::native_tag(&child.tag) };
            self.part(tag, child, &prefixes);
        }
        self.writer.close("archimate:model");
    }

    /// Opens a folder.
    pub fn open_folder(&mut self, source: usize, tree: &Tree<'_>) {
        self.source = source;
        self.open("folder", tree.offset);
        self.attributes(tree, &Prefixes::of(tree), false);
    }

    /// Opens a folder that says nothing about itself.
    pub fn open_made_folder(&mut self, name: &str, is_top: bool) {
        self.writer.open("folder");
        let known = names::FOLDERS.iter().find(|(kind, _)| is_top && *kind == name);
        self.writer.attribute("name", known.map_or(name, |(_, name)| name));
        self.writer.attribute("id", name);
        if let Some((kind, _)) = known {
            self.writer.attribute("type", kind);
        }
    }

    /// Closes a folder after what stands below its objects.
    pub fn close_folder(&mut self, tree: Option<&Tree<'_>>) {
        if let Some(tree) = tree {
            self.content(tree, &Prefixes::of(tree));
        }
        self.writer.close("folder");
    }

    /// Writes an element, relation or view.
    pub fn object(&mut self, source: usize, tree: &Tree<'_>) {
        self.source = source;
        let prefixes = Prefixes::of(tree);
        self.open("element", tree.offset);
        let kind = prefixes.usual(&tree.tag);
        if kind.contains(':') {
            self.writer.attribute("xsi:type", &kind);
        }
        self.attributes(tree, &prefixes, true);
        self.content(tree, &prefixes);
        self.writer.close("element");
    }

    fn part(&mut self, tag: &str, tree: &Tree<'_>, prefixes: &Prefixes<'_>) {
        self.open(tag, tree.offset);
        self.attributes(tree, prefixes, false);
        self.content(tree, prefixes);
        self.writer.close(tag);
    }

    /// Attributes, and children that are attributes in a native file.
    fn attributes(&mut self, tree: &Tree<'_>, prefixes: &Prefixes<'_>, has_type: bool) {
        for (name, value) in &tree.attributes {
            let is_type = prefixes.is_type(name);
            if name.starts_with("xmlns") || is_text(name) || is_type && has_type {
                continue;
            }
            if is_type {
                self.writer.attribute("xsi:type", &words::native_type(prefixes.usual(value)));
            } else if !self.writer.has_attribute(name) {
                self.writer.attribute(name, value);
            }
        }
        let mut profiles: Vec<Cow<'_, str>> = Vec::new();
        for child in &tree.children {
            match reference(child) {
                Some(("profiles", href)) => profiles.push(self.target(href)),
                Some((name, href)) if !self.writer.has_attribute(name) => {
                    let id = self.target(href).into_owned();
                    self.writer.attribute(name, &id);
                }
                _ => {}
            }
        }
        if !profiles.is_empty() && !self.writer.has_attribute("profiles") {
            self.writer.attribute("profiles", &profiles.join(" "));
        }
    }

    fn texts(&mut self, tree: &Tree<'_>) {
        for (name, value) in tree.attributes.iter().filter(|(name, value)| is_text(name) && !value.is_empty())
        {
            self.writer.leaf(name, value);
        }
    }

    fn content(&mut self, tree: &Tree<'_>, prefixes: &Prefixes<'_>) {
        self.texts(tree);
        if tree.children.is_empty() && is_text(&tree.tag) || !tree.text.trim().is_empty() {
            self.writer.stray(&tree.text);
        }
        for child in tree.children.iter().filter(|child| reference(child).is_none()) {
            self.part(words::native_tag(&child.tag), child, prefixes);
        }
    }

    /// The id that a reference names. Archi does not escape ids in it; other programs do.
    fn target<'h>(&self, href: &'h str) -> Cow<'h, str> {
        let id = href.split_once('#').map_or(href, |(_, id)| id);
        if self.ids.contains(id) || !id.contains('%') {
            return id.into();
        }
        unescaped(id).filter(|id| self.ids.contains(&**id)).map_or(id.into(), Cow::Owned)
    }
}

fn is_text(name: &str) -> bool {
    TEXTS.contains(&name)
}

/// The native attribute and the address of a child that refers to another file.
fn reference<'t>(child: &'t Tree<'_>) -> Option<(&'static str, &'t str)> {
    Some((words::native_reference(&child.tag)?, child.get("href")?))
}

fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut parts = text.split('%');
    bytes.extend_from_slice(parts.next()?.as_bytes());
    for part in parts {
        bytes.push(u8::from_str_radix(part.get(..2)?, 16).ok()?);
        bytes.extend_from_slice(part.get(2..)?.as_bytes());
    }
    String::from_utf8(bytes).ok()
}

/// What the prefixes of a file stand for.
struct Prefixes<'t>(Vec<(&'t str, &'static str)>);

impl<'t> Prefixes<'t> {
    fn of(tree: &'t Tree<'_>) -> Self {
        let bound = |(name, uri): &'t (Cow<'_, str>, Cow<'_, str>)| {
            let prefix = match name.strip_prefix("xmlns")? {
                "" => "",
                rest => rest.strip_prefix(':')?,
            };
            let usual = match &**uri {
                names::CANVAS => "canvas",
                names::XSI => "xsi",
                uri if names::NAMESPACES.contains(&uri) => "archimate",
                _ => return None,
            };
            Some((prefix, usual))
        };
        Self(tree.attributes.iter().filter_map(bound).collect())
    }

    /// A name with the usual prefix.
    fn usual<'n>(&self, written: &'n str) -> Cow<'n, str> {
        let (prefix, local) = written.split_once(':').unwrap_or(("", written));
        match self.0.iter().find(|(known, _)| *known == prefix) {
            Some((_, usual)) if *usual != prefix => Cow::Owned(format!("{usual}:{local}")),
            _ => Cow::Borrowed(written),
        }
    }

    fn is_type(&self, name: &str) -> bool {
        name == "xsi:type"
            || name.strip_suffix(":type").is_some_and(|prefix| self.0.contains(&(prefix, "xsi")))
    }
}
