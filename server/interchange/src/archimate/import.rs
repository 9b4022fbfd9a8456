//! XML to a model. One pass over the document makes drafts; a second over the drafts settles what
//! needs the whole: ids, ends, specializations, languages ([`settle`]).

mod body;
mod concept;
mod connection;
mod folder;
mod looks;
mod parts;
mod settle;
mod view;
mod view_node;

use std::borrow::Cow;
use std::collections::HashSet;

use archweave_model::metamodel::Specialization;
use archweave_model::model::Model;
use archweave_model::value::Value;

pub use view_node::rows as style_rows;

use self::body::Body;
use self::folder::{Folder, TopFolder};
use super::names::{self, usable_id};
use crate::Imported;
use crate::drafts::{Drafts, occurrences};
use crate::kept::Kept;
use crate::xml::{Attribute, Result, Token, Xml, fault};

/// Everything that was read so far.
struct Import<'a> {
    xml: Xml<'a>,
    /// Prefixes of the root element that stand for a namespace of the native format.
    prefixes: Vec<(&'a str, &'static str)>,
    version: Option<[u32; 3]>,
    /// Whether the order of objects in a folder is kept.
    is_ordered: bool,
    folders: Vec<Folder>,
    /// Types of top folders so far.
    folder_types: HashSet<Box<str>>,
    top: Vec<TopFolder>,
    element_folders: Vec<usize>,
    drafts: Drafts<'a>,
}

/// Reads a document. If it is not ordered, the order of objects in a folder means nothing.
pub fn document(name: &str, text: &str, is_ordered: bool) -> Result<Imported> {
    let mut import = Import {
        xml: Xml::new(text)?,
        prefixes: Vec::new(),
        is_ordered,
        version: None,
        folders: Vec::new(),
        folder_types: HashSet::new(),
        top: Vec::new(),
        element_folders: Vec::new(),
        drafts: Drafts::new(super::TOOL, text.len()),
    };
    // A guess: a text may look like a concept.
    let relations = occurrences(text, "Relationship\"");
    import.drafts.reserve(occurrences(text, "<element ").saturating_sub(relations), relations);
    let mut kept = Kept::default();
    let mut model = Model::default();
    let body = import.model(&mut model, &mut kept)?;
    let findings = import.settle(body, kept, &mut model);
    Ok(Imported { model, diagnostics: findings.finish(name, text) })
}

impl<'a> Import<'a> {
    fn model(&mut self, model: &mut Model, kept: &mut Kept) -> Result<Body<'a>> {
        let name = match self.xml.next()? {
            Token::Open(name) => name,
            _ => return Err(fault(0, "there is no root element; choose an ArchiMate model of Archi")),
        };
        let root = std::mem::take(&mut self.xml.attributes);
        self.namespaces(name, &root, kept)?;
        let mut unknown = Vec::new();
        for attribute in root {
            match attribute.name {
                "name" => model.manifest.name = (&*attribute.value).into(),
                "id" => kept.text("id", &attribute.value),
                "version" => {
                    self.version = names::version(&attribute.value);
                    if self.version.is_none_or(|v| v > [5, 0, 0]) {
                        kept.text("version", &attribute.value);
                    }
                }
                name if name == "xmlns" || name.starts_with("xmlns:") => {}
                _ => unknown.push(attribute),
            }
        }
        let mut body = Body::default();
        let mut purpose: Option<Box<str>> = None;
        loop {
            match self.xml.next()? {
                Token::Open("folder") => self.top_folder()?,
                Token::Open("profile") => self.profile()?,
                Token::Open("purpose") if purpose.is_none() => {
                    let plain = self.xml.attributes.is_empty();
                    let leaf = self.xml.leaf()?;
                    if plain && !leaf.is_nested {
                        purpose = Some(leaf.text.into());
                    } else {
                        body.children.push(leaf.raw);
                    }
                }
                Token::Open(name) => body.child(&mut self.xml, name, false)?,
                Token::Text(text) => body.text(&text),
                Token::Close => break,
                Token::End => break,
            }
        }
        while !matches!(self.xml.next()?, Token::End) {}
        model.manifest.description = purpose.as_deref().unwrap_or_default().into();
        kept.record("attributes", unknown.iter().map(|a| (a.name, &*a.value)));
        Ok(body)
    }

    /// Checks that this is the right kind of document, and learns its prefixes.
    fn namespaces(&mut self, root: &str, attributes: &[Attribute<'a>], kept: &mut Kept) -> Result<()> {
        let (prefix, local) = root.split_once(':').unwrap_or(("", root));
        let mut is_native = false;
        let mut others = Vec::new();
        for attribute in attributes {
            let bound = match attribute.name.strip_prefix("xmlns") {
                Some("") => "",
                Some(rest) => rest.strip_prefix(':').unwrap_or(rest),
                None => continue,
            };
            let uri = &*attribute.value;
            if names::NAMESPACES.contains(&uri) {
                is_native |= bound == prefix;
                self.prefixes.push((bound, "archimate"));
            } else if uri == names::CANVAS || uri == "http://www.bolton.ac.uk/archimate/canvas" {
                self.prefixes.push((bound, "canvas"));
            } else if uri == names::XSI {
                self.prefixes.push((bound, "xsi"));
            } else {
                others.push((bound, uri));
            }
        }
        kept.record("namespaces", others);
        if is_native && local == "model" {
            return Ok(());
        }
        let message =
            format!("`{root}` is not the model of an .archimate file; choose a file that Archi has saved");
        Err(fault(self.xml.offset, message))
    }

    /// A type with the usual prefix, and its local name.
    fn type_name<'t>(&self, written: &'t str) -> (Cow<'t, str>, &'t str) {
        let (prefix, local) = written.split_once(':').unwrap_or(("", written));
        match self.prefixes.iter().find(|(known, _)| *known == prefix) {
            Some((_, usual)) if *usual == prefix => (Cow::Borrowed(written), local),
            Some((_, usual)) => (Cow::Owned(format!("{usual}:{local}")), local),
            None => (Cow::Borrowed(written), written),
        }
    }

    /// Whether this is the attribute that gives the type.
    fn is_type(&self, name: &str) -> bool {
        name == "xsi:type"
            || name.strip_suffix(":type").is_some_and(|prefix| self.prefixes.contains(&(prefix, "xsi")))
    }

    fn is_before(&self, version: [u32; 3]) -> bool {
        self.version.is_some_and(|own| own < version)
    }

    fn profile(&mut self) -> Result<()> {
        let offset = self.xml.offset;
        let mut profile = Specialization::default();
        let mut kept = Kept::default();
        let mut unknown = Vec::new();
        for attribute in std::mem::take(&mut self.xml.attributes) {
            let value = attribute.value;
            match attribute.name {
                "id" => profile.id = value.into_owned(),
                "name" => profile.name = value.into_owned(),
                "imagePath" => profile.image = Some(value.into_owned()),
                "conceptType" => {
                    use names::Type;
                    profile.of = match names::type_of(&value) {
                        Some(Type::Element(kind, ..) | Type::Relation(kind)) => {
                            if names::native(kind) != Some(&value) {
                                kept.text("type", &value);
                            }
                            kind.to_string()
                        }
                        _ => {
                            kept.text("type", &value);
                            names::unspelled(&value)
                        }
                    };
                }
                name => unknown.push((name, value)),
            }
        }
        kept.record("attributes", unknown.iter().map(|(name, value)| (*name, &**value)));
        let mut body = Body::default();
        self.body(&mut body, false)?;
        body.keep(&mut kept, true);
        let id = usable_id(&profile.id, || format!("profile-{}", self.drafts.profiles.len() + 1));
        if id != profile.id {
            kept.text("id", &profile.id);
            self.drafts.findings.unusable_id(offset, &profile.id, &id, None);
            profile.id = id;
        }
        if !kept.is_empty() {
            profile.extra.insert(crate::archimate::TOOL.into(), to_json(&kept.into_value()));
        }
        self.drafts.profiles.push(profile);
        Ok(())
    }

    /// Reads the rest of an element that has nothing but common children.
    fn body(&mut self, body: &mut Body<'a>, is_view_part: bool) -> Result<()> {
        loop {
            match self.xml.next()? {
                Token::Open(name) => body.child(&mut self.xml, name, is_view_part)?,
                Token::Text(text) => body.text(&text),
                Token::Close | Token::End => return Ok(()),
            }
        }
    }
}

fn to_json(value: &Value) -> serde_json::Value {
    match value {
        Value::Text(text) => serde_json::Value::String(text.to_string()),
        Value::List(items) => items.iter().map(to_json).collect(),
        Value::Record(entries) => {
            let entries = entries.iter().map(|(key, value)| (key.to_owned(), to_json(value)));
            serde_json::Value::Object(entries.collect())
        }
    }
}
