//! XML to a model.
//!
//! One pass over the document makes drafts ([`crate::drafts`]); definitions of properties stand at
//! the end of the file, so properties, languages and places are settled when all is read
//! ([`settle`]).

mod body;
mod concept;
mod connection;
mod definitions;
mod node;
mod organization;
mod parts;
mod places;
mod settle;
mod style;
mod view;

use std::borrow::Cow;

use archweave_model::id::ViewId;
use archweave_model::model::Model;
use archweave_model::value::Value;
use foldhash::HashMap;

use self::body::{Body, Property, Words};
use self::definitions::Definition;
pub use self::node::point;
use self::organization::Item;
pub use self::settle::specialization;
pub use self::style::share;
use super::{TOOL, names};
use crate::Imported;
use crate::drafts::{Concept, Drafts, occurrences};
use crate::kept::Kept;
use crate::xml::{Attribute, Result, Token, Xml, fault};

/// Everything that was read so far.
struct Import<'a> {
    xml: Xml<'a>,
    /// The prefix of the format's own elements.
    prefix: &'a str,
    /// The prefix of Dublin Core.
    dublin: Option<&'a str>,
    /// The main language, as far as it is known.
    main: Option<Box<str>>,
    /// Languages of texts, in the order met.
    languages: Vec<Box<str>>,
    drafts: Drafts<'a>,
    properties: Vec<(Concept, Vec<Property<'a>>)>,
    view_properties: Vec<(usize, Vec<Property<'a>>)>,
    definitions: Vec<Definition<'a>>,
    definition_places: HashMap<Cow<'a, str>, usize>,
    organizations: Vec<Vec<Item<'a>>>,
    /// Present ids of views by those in the file.
    view_ids: HashMap<ViewId, ViewId>,
}

/// The model itself, while it is read.
#[derive(Default)]
struct Root<'a> {
    name: Words<'a>,
    description: Words<'a>,
    properties: Vec<Property<'a>>,
    kept: Kept,
    unknown: Vec<&'a str>,
}

/// Reads a document.
pub fn document(name: &str, text: &str) -> Result<Imported> {
    let mut import = Import {
        xml: Xml::new(text)?,
        prefix: "",
        dublin: None,
        main: None,
        languages: Vec::new(),
        drafts: Drafts::new(TOOL, text.len()),
        properties: Vec::new(),
        view_properties: Vec::new(),
        definitions: Vec::new(),
        definition_places: HashMap::default(),
        organizations: Vec::new(),
        view_ids: HashMap::default(),
    };
    // A comment or a text may look like a concept: this is a guess.
    import.drafts.reserve(occurrences(text, "<element "), occurrences(text, "<relationship "));
    let mut root = Root::default();
    import.root(&mut root)?;
    let mut model = Model::default();
    let findings = import.settle(root, &mut model);
    Ok(Imported { model, diagnostics: findings.finish(name, text) })
}

impl<'a> Import<'a> {
    fn root(&mut self, root: &mut Root<'a>) -> Result<()> {
        let name = match self.xml.next()? {
            Token::Open(name) => name,
            _ => return Err(fault(0, "there is no root element; choose an Open Exchange file")),
        };
        let attributes = std::mem::take(&mut self.xml.attributes);
        self.namespaces(name, &attributes, &mut root.kept)?;
        let mut unknown = Vec::new();
        for attribute in attributes {
            match attribute.name {
                "identifier" => root.kept.text("id", &attribute.value),
                "version" => root.kept.text("version", &attribute.value),
                name if name == "xmlns" || name.starts_with("xmlns:") => {}
                name if name.ends_with(":schemaLocation") => {}
                _ => unknown.push(attribute),
            }
        }
        root.kept.record("attributes", unknown.iter().map(|a| (a.name, &*a.value)));
        let mut is_settled = false;
        loop {
            let name = match self.xml.next()? {
                Token::Open(name) => self.local(name),
                Token::Text(text) if text.trim().is_empty() => continue,
                Token::Text(text) => {
                    root.kept.text("text", text.trim());
                    continue;
                }
                Token::Close | Token::End => break,
            };
            let is_head = matches!(name, "name" | "label" | "documentation" | "properties" | "metadata");
            if !is_head && !is_settled {
                is_settled = true;
                self.settle_main(root);
            }
            match name {
                "name" | "label" => self.words(&mut root.name)?,
                "documentation" => self.words(&mut root.description)?,
                "properties" => {
                    let mut body = Body::default();
                    self.properties(&mut body)?;
                    root.properties.append(&mut body.properties);
                    root.unknown.append(&mut body.children);
                }
                "metadata" => self.metadata(root)?,
                "elements" => self.list("element", root, Self::element)?,
                "relationships" => self.list("relationship", root, Self::relation)?,
                "organization" | "organizations" => self.organization()?,
                "propertyDefinitions" | "propertydefs" => self.list_definitions(root)?,
                "views" => self.views(root)?,
                _ => root.unknown.push(self.xml.leaf()?.raw),
            }
        }
        while !matches!(self.xml.next()?, Token::End) {}
        if !is_settled {
            self.settle_main(root);
        }
        Ok(())
    }

    /// Checks that this is the right kind of document, and learns its prefixes.
    fn namespaces(&mut self, root: &'a str, attributes: &[Attribute<'a>], kept: &mut Kept) -> Result<()> {
        let (prefix, local) = root.split_once(':').unwrap_or(("", root));
        let mut is_exchange = false;
        let mut others = Vec::new();
        for attribute in attributes {
            let bound = match attribute.name.strip_prefix("xmlns") {
                Some("") => "",
                Some(rest) => rest.strip_prefix(':').unwrap_or(rest),
                None => continue,
            };
            let uri = &*attribute.value;
            if uri.starts_with(names::NAMESPACES) {
                if bound == prefix {
                    is_exchange = true;
                    self.prefix = bound;
                }
            } else if uri == names::DC {
                self.dublin = Some(bound);
            } else if uri != crate::archimate::names::XSI {
                others.push((bound, uri));
            }
        }
        kept.record("namespaces", others);
        if is_exchange && local == "model" {
            return Ok(());
        }
        let message =
            format!("`{root}` is not the model of an Open Exchange file; export it again from its tool");
        Err(fault(self.xml.offset, message))
    }

    /// The name of one of the format's own elements, without prefix.
    fn local(&self, name: &'a str) -> &'a str {
        if self.prefix.is_empty() {
            return name;
        }
        name.strip_prefix(self.prefix).and_then(|rest| rest.strip_prefix(':')).unwrap_or(name)
    }

    /// A piece of the file as it is where the format's own elements have no prefix.
    fn without_prefix<'r>(&self, raw: &'r str) -> Cow<'r, str> {
        if self.prefix.is_empty() {
            return raw.into();
        }
        let opened = raw.replace(&format!("<{}:", self.prefix), "<");
        opened.replace(&format!("</{}:", self.prefix), "</").into()
    }

    /// Finds out the main language: what was reserved for it, else that of the model's own texts.
    fn settle_main(&mut self, root: &Root<'a>) {
        let reserved = root.properties.iter().find(|p| p.definition == "archweave.languages");
        let reserved = reserved.and_then(|p| crate::text_json::read(p.values.first()?.1.as_str()));
        let first = reserved.as_ref().and_then(|list| list.items().first()).and_then(Value::as_text);
        let words = root.name.iter().chain(root.description.iter());
        let own = words.filter_map(|(language, _)| language.as_deref()).next();
        self.main = first.or(own).map(Box::from);
    }

    /// Reads the children of a container of one sort of thing.
    fn list(
        &mut self,
        wanted: &str,
        root: &mut Root<'a>,
        read: impl Fn(&mut Self) -> Result<()>,
    ) -> Result<()> {
        loop {
            match self.xml.next()? {
                Token::Open(name) if self.local(name) == wanted => read(self)?,
                Token::Open(_) => self.left_out(root)?,
                Token::Text(_) => {}
                Token::Close | Token::End => return Ok(()),
            }
        }
    }

    /// Passes over an element that has no place where it is, and keeps it.
    fn left_out(&mut self, root: &mut Root<'a>) -> Result<()> {
        let offset = self.xml.offset;
        let leaf = self.xml.leaf()?;
        self.drafts.findings.left_out(offset, leaf.raw);
        root.unknown.push(leaf.raw);
        Ok(())
    }

    fn metadata(&mut self, root: &mut Root<'a>) -> Result<()> {
        let start = self.xml.offset;
        let mut entries: Vec<(Box<str>, Box<str>)> = Vec::new();
        let mut is_plain = self.xml.attributes.is_empty();
        loop {
            match self.xml.next()? {
                Token::Open(name) => {
                    let key = match (name.split_once(':'), self.dublin) {
                        (Some((prefix, local)), Some(dublin)) if prefix == dublin => {
                            names::DC_ELEMENTS.contains(&local).then_some(local)
                        }
                        _ => ["schema", "schemaversion"].into_iter().find(|known| *known == self.local(name)),
                    };
                    let has_attributes = !self.xml.attributes.is_empty();
                    let leaf = self.xml.leaf()?;
                    match key {
                        Some(key) if !leaf.is_nested && !has_attributes => {
                            entries.push((key.into(), leaf.text.into()));
                        }
                        _ => is_plain = false,
                    }
                }
                Token::Text(text) => is_plain &= text.trim().is_empty(),
                Token::Close | Token::End => break,
            }
        }
        let (record, order) = crate::properties::group(entries);
        if is_plain && order.is_none() {
            root.kept.value("metadata", Value::Record(record));
        } else {
            root.unknown.push(self.xml.since(start));
        }
        Ok(())
    }

    fn views(&mut self, root: &mut Root<'a>) -> Result<()> {
        loop {
            match self.xml.next()? {
                Token::Open(name) => match self.local(name) {
                    "view" => self.view()?,
                    "diagrams" => self.views(root)?,
                    "viewpoints" => {
                        let raw = self.xml.leaf()?.raw;
                        root.kept.text("viewpoints", &self.without_prefix(raw));
                    }
                    _ => self.left_out(root)?,
                },
                Token::Text(_) => {}
                Token::Close | Token::End => return Ok(()),
            }
        }
    }
}
