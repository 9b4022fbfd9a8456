//! A model to XML, version 3.1.
//!
//! What the format has no place for goes into reserved properties ([`crate::reserved`]); nodes and
//! connections have no properties, so their view has one for all of them ([`parts`]).

mod concept;
mod definitions;
mod drawing;
mod ids;
mod node;
mod organization;
mod parts;
mod properties;
mod specializations;
mod style;
mod view;

use std::collections::{HashMap, HashSet};

use archweave_model::diagnostic::{Diagnostic, Subject};
use archweave_model::id::ViewId;
use archweave_model::metamodel::Metamodel;
use archweave_model::model::Model;
use archweave_model::text::Text;
use archweave_model::value::{Properties, Value};
use archweave_model::view::Layout;

use self::definitions::Definitions;
use self::ids::Ids;
use self::specializations::Specializations;
use super::{TOOL, names};
use crate::Exported;
use crate::escape::Writer;
use crate::kept::Recall;
use crate::reserved::Reserve;

/// Everything the parts of an export need.
struct Export<'a> {
    writer: Writer,
    metamodel: &'a Metamodel,
    model: &'a Model,
    /// What an import kept of the model itself.
    kept: Recall<'a>,
    /// The main language, and whether a file can name it.
    main: &'a str,
    has_main: bool,
    ids: Ids<'a>,
    definitions: Definitions,
    specializations: Specializations<'a>,
    layouts: HashMap<&'a ViewId, &'a Layout>,
    /// Names of views that have one.
    titles: HashMap<&'a str, &'a Text>,
    /// What stands in organizations where Archi's importer found it; and whether it is a view.
    filed: HashSet<(bool, &'a str)>,
    /// The folders in which an import files views.
    paths: HashMap<Box<str>, Box<str>>,
    warnings: Vec<Diagnostic>,
}

/// Writes a document.
pub fn document(model: &Model) -> Exported {
    let extensions = model.extensions.iter().map(|e| (&*e.path, &*e.value));
    let (metamodel, _) = Metamodel::extended(extensions);
    let kept = Recall::record(of_tool(model, TOOL));
    let mut warnings = Vec::new();
    let mut ids = Ids::new(model, &metamodel, kept, &mut warnings);
    let definitions = Definitions::new(&metamodel, kept, &mut ids);
    let main = model.manifest.languages.first().map_or("en", |main| main);
    let mut export = Export {
        writer: Writer::new(1 << 16),
        metamodel: &metamodel,
        model,
        kept,
        main,
        has_main: names::is_language(main),
        ids,
        definitions,
        specializations: Specializations::new(model),
        layouts: model.layouts.iter().map(|layout| (&layout.view, &**layout)).collect(),
        titles: model
            .views
            .iter()
            .map(|v| (v.value.id.as_str(), &v.value.name))
            .filter(|(_, name)| !name.is_empty())
            .collect(),
        filed: HashSet::new(),
        paths: HashMap::new(),
        warnings,
    };
    export.root();
    Exported { bytes: export.writer.finish().into_bytes(), warnings: export.warnings }
}

/// What a tool's importer kept of the model itself.
fn of_tool<'a>(model: &'a Model, wanted: &str) -> Option<&'a Value> {
    model.extra.iter().find(|(tool, _)| &**tool == wanted).map(|(_, value)| &**value)
}

/// Something that is not in the file.
fn left_out(message: String, subject: Option<Subject>) -> Diagnostic {
    let mut warning = Diagnostic::of("export-left-out", message)
        .help("it is still in the model; another format may carry it");
    warning.subject = subject;
    warning
}

impl<'a> Export<'a> {
    fn root(&mut self) {
        let model = self.model;
        // Parts that stand late in the file decide what stands before them.
        let (organizations, made) = self.apart(1, Self::organizations);
        let (views, ()) = self.apart(1, Self::views);
        let writer = &mut self.writer;
        writer.open("model");
        writer.attribute("xmlns", names::NAMESPACE);
        writer.attribute("xmlns:xsi", crate::archimate::names::XSI);
        let metadata = self.kept.get("metadata").and_then(Value::as_record);
        let mut schema = format!("{} {}", names::NAMESPACE, names::SCHEMA);
        if metadata.is_some() {
            writer.attribute("xmlns:dc", names::DC);
            schema = format!("{schema} {} {}", names::DC, names::DC_SCHEMA);
        }
        writer.attribute("xsi:schemaLocation", &schema);
        writer.attribute("identifier", self.ids.model());
        if let Some(version) = self.kept.text("version") {
            writer.attribute("version", version);
        }
        let mut reserve = Reserve::default();
        self.words("name", "name", &model.manifest.name, true, &mut reserve);
        self.words("documentation", "description", &model.manifest.description, false, &mut reserve);
        self.manifest(&mut reserve, made);
        let order = self.kept.text("property_order");
        self.properties(&model.manifest.properties, order, None, reserve);
        if let Some(metadata) = metadata {
            self.metadata(metadata);
        }
        self.concepts();
        self.writer.append(&organizations);
        self.write_definitions();
        self.writer.append(&views);
        self.writer.close("model");
        if !model.images.is_empty() {
            let count = model.images.len();
            let what = if count == 1 { "picture is" } else { "pictures are" };
            let message = format!("{count} {what} left out: the format has none");
            self.warnings.push(left_out(message, None));
        }
    }

    /// Writes something into a part of its own.
    fn apart<T>(&mut self, depth: usize, write: impl FnOnce(&mut Self) -> T) -> (Writer, T) {
        let outer = std::mem::replace(&mut self.writer, Writer::part(depth));
        let result = write(self);
        (std::mem::replace(&mut self.writer, outer), result)
    }

    /// What the model itself has no place for.
    fn manifest(&mut self, reserve: &mut Reserve, made: Option<&str>) {
        let manifest = &self.model.manifest;
        if manifest.languages.len() != 1 || !self.has_main || has_languages(self.model) {
            reserve.list("languages", &manifest.languages);
        }
        reserve.rules(manifest);
        if let Some(made) = made {
            reserve.text("organizations", made);
        }
        for extension in &self.model.extensions {
            if !self.specializations.is_implied(extension)
                && let Ok(json) = serde_json::to_string(&*extension.value)
            {
                reserve.text(&format!("extension.{}", extension.path), &json);
            }
        }
        let mut others: Vec<(Box<str>, Value)> = Vec::new();
        for (tool, value) in &self.model.extra {
            if &**tool != TOOL {
                others.push((tool.clone(), (**value).clone()));
            }
        }
        let handled =
            ["id", "version", "metadata", "viewpoints", "organizations", "definitions", "property_order"];
        let rest = properties::rest(self.kept, &handled);
        if !rest.is_empty() {
            others.push((TOOL.into(), Value::Record(rest)));
        }
        reserve.record("extra", &others.into_iter().collect::<Properties>());
    }

    fn metadata(&mut self, metadata: &Properties) {
        self.writer.open("metadata");
        let plain = ["schema", "schemaversion"];
        for name in plain {
            if let Some(text) = metadata.text(name) {
                self.writer.leaf(name, text);
            }
        }
        for (name, value) in metadata.iter().filter(|(name, _)| names::DC_ELEMENTS.contains(name)) {
            for text in value.items().iter().filter_map(Value::as_text) {
                self.writer.leaf(&format!("dc:{name}"), text);
            }
        }
        self.writer.close("metadata");
    }

    /// Writes a text as an element for each language; what that cannot say is reserved.
    fn words(&mut self, element: &str, field: &str, text: &Text, is_needed: bool, reserve: &mut Reserve) {
        if let Some(odd) = self.write_words(element, text, is_needed) {
            reserve.json(field, &odd);
        }
    }

    /// Writes a text as an element for each language. The result is what reading it needs beside.
    fn write_words(&mut self, element: &str, text: &Text, is_needed: bool) -> Option<Value> {
        let main = self.has_main.then_some(self.main);
        let is_clean = crate::escape::is_clean;
        let entries = match text {
            Text::One(text) => {
                if is_needed || !text.is_empty() {
                    self.writer.words(element, main, text);
                }
                return (!is_clean(text)).then(|| Value::from(&**text));
            }
            Text::Many(entries) => entries,
        };
        if !entries.iter().all(|(code, text)| names::is_language(code) && is_clean(text)) {
            self.writer.words(element, main, text.get(self.main));
            return Some(super::text_value(text));
        }
        for (code, text) in entries {
            self.writer.words(element, Some(code), text);
        }
        let is_alone = entries.len() == 1 && entries.iter().all(|(code, _)| **code == *self.main);
        is_alone.then(|| Value::List([Value::from(self.main)].into()))
    }
}

/// Whether anything is written in several languages.
fn has_languages(model: &Model) -> bool {
    let is_many = |text: &Text| matches!(text, Text::Many(_));
    let relations = model.elements.iter().flat_map(|e| &e.relations).chain(model.loose.iter().map(|r| &**r));
    let views = || model.views.iter().map(|view| &view.value);
    is_many(&model.manifest.name)
        || is_many(&model.manifest.description)
        || model.elements.iter().any(|e| is_many(&e.name) || is_many(&e.description))
        || relations.into_iter().any(|r| is_many(&r.name) || is_many(&r.description))
        || views().any(|view| {
            is_many(&view.name)
                || is_many(&view.description)
                || view.nodes().any(|node| {
                    use archweave_model::view::Shows;
                    let shown = match &node.shows {
                        Shows::Note(text) | Shows::Group(text) => is_many(text),
                        Shows::Element(_) | Shows::View(_) | Shows::Image(_) => false,
                    };
                    shown || is_many(&node.name) || is_many(&node.description)
                })
                || view.connections.iter().any(|c| is_many(&c.name) || is_many(&c.description))
        })
}
