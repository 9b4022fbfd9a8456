//! A model to XML, version 5.0.0.
//!
//! What an import kept is put back where it was; what native XML has no place for goes into
//! reserved properties and features ([`super::reserved`]).

mod concept;
mod folders;
pub(crate) mod geometry;
mod ids;
mod node;
mod pieces;
mod profiles;
mod view;

use std::collections::HashMap;

use archweave_model::id::ViewId;
use archweave_model::metamodel::Metamodel;
use archweave_model::model::{Manifest, Model};
use archweave_model::value::Properties;
use archweave_model::view::{Layout, View};

pub use self::folders::{Folders, Item};
use self::ids::Ids;
use self::profiles::Profiles;
use super::names;
use crate::archimate::TOOL;
use crate::escape::Writer;
use crate::kept::Recall;
use crate::reserved::{self, Reserve};
use crate::xml::is_element;

/// Everything the parts of an export need.
struct Export<'a> {
    writer: Writer,
    metamodel: &'a Metamodel,
    /// The main language.
    main: &'a str,
    ids: Ids<'a>,
    profiles: Profiles<'a>,
    layouts: HashMap<&'a ViewId, &'a Layout>,
    /// Whether each object becomes a file.
    is_divided: bool,
}

pub use self::pieces::{PieceFolder, Pieces, pieces};

/// Writes a document.
pub fn document(model: &Model) -> String {
    let archi = kept(model);
    let extensions = model.extensions.iter().map(|e| (&*e.path, &*e.value));
    let (metamodel, _) = Metamodel::extended(extensions);
    let folders = Folders::new(model, &metamodel, archi);
    let mut export = Export::new(model, &metamodel, archi, &folders);
    export.model(model, archi, |export| {
        for folder in folders.top() {
            export.folder(&folders, folder, None);
        }
    });
    export.writer.finish()
}

/// What an import kept of the model itself.
fn kept(model: &Model) -> Recall<'_> {
    Recall::record(model.extra.iter().find(|(tool, _)| &**tool == TOOL).map(|(_, kept)| &**kept))
}

impl<'a> Export<'a> {
    fn new(model: &'a Model, metamodel: &'a Metamodel, archi: Recall<'a>, folders: &Folders<'a>) -> Self {
        Self {
            writer: Writer::new(1 << 16),
            metamodel,
            main: model.manifest.languages.first().map_or("en", |main| main),
            ids: Ids::new(model, archi, folders),
            profiles: Profiles::new(model),
            layouts: model.layouts.iter().map(|layout| (&layout.view, &**layout)).collect(),
            is_divided: false,
        }
    }

    /// Writes the model itself; `folders` writes those.
    fn model(&mut self, model: &'a Model, archi: Recall<'a>, folders: impl FnOnce(&mut Self)) {
        let manifest = &model.manifest;
        let mut reserve = Reserve::default();
        let name = reserve.localized("name", &manifest.name, self.main);
        let purpose = reserve.localized("description", &manifest.description, self.main);
        if manifest.languages != Manifest::default().languages {
            reserve.list("languages", &manifest.languages);
        }
        reserve.rules(manifest);
        for extension in &model.extensions {
            if !profiles::is_only_profiles(extension)
                && let Ok(json) = serde_json::to_string(&*extension.value)
            {
                reserve.text(&format!("extension.{}", extension.path), &json);
            }
        }
        let others = model.extra.iter().filter(|(tool, _)| &**tool != TOOL);
        reserve.record("extra", &others.map(|(tool, value)| (tool.clone(), (**value).clone())).collect());
        let root = "archimate:model";
        self.writer.open(root);
        self.writer.attribute("xmlns:xsi", names::XSI);
        self.writer.attribute("xmlns:archimate", names::NAMESPACE);
        if model.views.iter().any(|view| has_canvas(&view.value)) {
            self.writer.attribute("xmlns:canvas", names::CANVAS);
        }
        for (prefix, uri) in archi.entries("namespaces") {
            let name = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") };
            if is_name(&name) && !self.writer.has_attribute(&name) {
                self.writer.attribute(&name, uri);
            }
        }
        if !name.is_empty() {
            self.writer.attribute("name", name);
        }
        let id = self.ids.model().to_owned();
        if !id.is_empty() {
            self.writer.attribute("id", &id);
        }
        self.writer.attribute("version", archi.text("version").unwrap_or(names::VERSION));
        self.kept_attributes(archi);
        folders(self);
        if !purpose.is_empty() {
            self.writer.leaf("purpose", purpose);
        }
        self.properties(&manifest.properties, archi);
        self.reserved(reserve);
        self.kept_children(archi);
        self.write_profiles();
        self.writer.close(root);
    }

    /// Attributes that were not understood.
    fn kept_attributes(&mut self, archi: Recall<'_>) {
        for (name, value) in archi.entries("attributes") {
            if is_name(name) && !self.writer.has_attribute(name) {
                self.writer.attribute(name, value);
            }
        }
    }

    fn properties(&mut self, properties: &Properties, archi: Recall<'_>) {
        for (key, value) in reserved::listed(properties, archi.text("property_order")) {
            self.pair("property", "key", &key, &value);
        }
    }

    fn reserved(&mut self, reserve: Reserve) {
        for (key, value) in reserve.finish() {
            self.pair("property", "key", &key, &value);
        }
    }

    fn reserved_features(&mut self, reserve: Reserve) {
        for (key, value) in reserve.finish() {
            self.pair("feature", "name", &key, &value);
        }
    }

    fn pair(&mut self, element: &str, key_name: &str, key: &str, value: &str) {
        self.writer.open(element);
        self.writer.attribute(key_name, key);
        if !value.is_empty() || element == "feature" {
            self.writer.attribute("value", value);
        }
        self.writer.close(element);
    }

    /// Features, elements and text that were not understood.
    fn kept_children(&mut self, archi: Recall<'_>) {
        for (name, value) in archi.entries("features") {
            self.pair("feature", "name", name, value);
        }
        for child in archi.texts("children") {
            if is_element(child) {
                self.writer.raw(child);
            }
        }
        if let Some(text) = archi.text("text") {
            self.writer.stray(text);
        }
    }
}

fn has_canvas(view: &View) -> bool {
    let is_canvas = |extra| Recall::of(TOOL, extra).text("type").is_some_and(|t| t.starts_with("canvas:"));
    is_canvas(&view.extra)
        || view.nodes().any(|node| is_canvas(&node.extra))
        || view.connections.iter().any(|connection| is_canvas(&connection.extra))
}

/// Whether XML can have an attribute of this name; what was kept may have been edited.
fn is_name(name: &str) -> bool {
    let is_start = |c: char| c.is_alphabetic() || c == '_';
    name.starts_with(is_start)
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':'))
}
