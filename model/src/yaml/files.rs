//! A whole model to the files of a repository, at the paths of the format.

use std::borrow::Cow;
use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};

use crate::metamodel::Metamodel;
use crate::model::Model;
use crate::yaml::emit::emit;
use crate::yaml::encode;
use crate::yaml::file::Document;
use crate::yaml::paths::{self, MAX_OF_A_KIND, element_slug, kind_folder, or, split_folder};
use crate::yaml::slug::slug;

/// A file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutFile {
    /// Path within the repository.
    pub path: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// The canonical text of one document.
pub fn write_document(document: &Document) -> String {
    match document {
        Document::Manifest(manifest) => emit(&encode::manifest(manifest)),
        Document::Element(element) => emit(&encode::element(element)),
        Document::Relation(relation) => emit(&encode::relation(relation)),
        Document::View(view) => emit(&encode::view(view)),
        Document::Layout(layout) => emit(&encode::layout(layout)),
        Document::Extension(extension) => emit(&encode::extension(extension)),
        Document::Extra(value) => emit(&encode::value(value)),
    }
}

/// All files of a model, with paths that differ even where case is ignored.
pub fn write_model(model: &Model) -> Vec<OutFile> {
    let mut out = Writer::default();
    out.add("archweave.yaml".into(), emit(&encode::manifest(&model.manifest)));
    for extension in &model.extensions {
        let (folder, name) = match paths::glossary_name(&extension.path) {
            Some(name) => ("glossary", name),
            None => ("metamodel", &*extension.path),
        };
        let path = out.free(folder, &slug(name), &extension.path);
        out.add(path, emit(&encode::extension(&extension.value)));
    }
    elements(model, &mut out);
    for relation in &model.loose {
        let path = out.free("relations", &slug(relation.id.as_str()), relation.id.as_str());
        out.add(path, emit(&encode::relation(relation)));
    }
    let layouts: HashMap<&str, _> = model.layouts.iter().map(|l| (l.view.as_str(), l)).collect();
    for view in &model.views {
        let mut folder = String::from("views");
        for name in view.path.split('/').filter(|name| !name.is_empty()) {
            folder.push('/');
            folder.push_str(&or(slug(name), "folder"));
        }
        let id = view.value.id.as_str();
        let path = out.free(&folder, &or(slug(view.value.name.main()), &slug(id)), id);
        let layout_path = path.replacen("views", "layouts", 1);
        out.add(path, emit(&encode::view(&view.value)));
        if let Some(layout) = layouts.get(id) {
            out.add(layout_path, emit(&encode::layout(layout)));
        }
    }
    let shown: HashSet<&str> = model.views.iter().map(|v| v.value.id.as_str()).collect();
    for layout in model.layouts.iter().filter(|l| !shown.contains(l.view.as_str())) {
        let path = out.free("layouts", &slug(layout.view.as_str()), layout.view.as_str());
        out.add(path, emit(&encode::layout(layout)));
    }
    for (tool, value) in &model.extra {
        out.add(format!("extra/{}.yaml", or(slug(tool), "tool")), emit(&encode::value(value)));
    }
    let images = model
        .images
        .iter()
        .map(|image| OutFile { path: image.path.to_string(), bytes: image.bytes.to_vec() });
    out.files.extend(images);
    out.files
}

fn elements(model: &Model, out: &mut Writer) {
    let extensions = model.extensions.iter().map(|e| (&*e.path, &*e.value));
    let (metamodel, _) = Metamodel::extended(extensions);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for element in &model.elements {
        *counts.entry(element.kind.as_str()).or_default() += 1;
    }
    let folders: HashMap<&str, String> =
        counts.keys().map(|kind| (*kind, kind_folder(&metamodel, kind))).collect();
    for element in &model.elements {
        let kind = element.kind.as_str();
        let folder = &folders[kind];
        let folder = if counts[kind] > MAX_OF_A_KIND {
            Cow::Owned(split_folder(folder, element.id.as_str()))
        } else {
            Cow::Borrowed(&**folder)
        };
        let path = out.free(&folder, &element_slug(element), element.id.as_str());
        out.add(path, emit(&encode::element(element)));
    }
}

#[derive(Default)]
struct Writer {
    files: Vec<OutFile>,
    taken: HashSet<String>,
}

impl Writer {
    fn add(&mut self, path: String, text: String) {
        let bytes = text.into_bytes();
        self.files.push(OutFile { path, bytes });
    }

    /// A path that nothing else has.
    fn free(&mut self, folder: &str, slug: &str, id: &str) -> String {
        paths::free(folder, slug, id, |path| self.taken.insert(path.into()))
    }
}
