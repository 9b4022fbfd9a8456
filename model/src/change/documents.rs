//! Models as values and the documents they are made of.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::change::id::DocumentId;
use crate::change::source::{Changes, Documents, Placed};
use crate::element::{Element, Relation};
use crate::metamodel::Extension;
use crate::model::{Filed, Model};
use crate::value::Value;
use crate::view::{Layout, View};
use crate::yaml::{Document, paths};

/// A model as values, by document: of two with one id the first counts.
pub fn documents_of(model: &Model) -> Documents {
    let mut found = Documents::new();
    let mut add = |id: DocumentId, file: Box<str>, document: Document| {
        found.entry(id).or_insert(Placed { file, document });
    };
    add(DocumentId::Manifest, "archweave.yaml".into(), Document::Manifest(Arc::new(model.manifest.clone())));
    for element in &model.elements {
        add(DocumentId::Element(element.id.clone()), "".into(), Document::Element(element.clone()));
    }
    for relation in &model.loose {
        add(DocumentId::Relation(relation.id.clone()), "".into(), Document::Relation(relation.clone()));
    }
    for view in &model.views {
        let file = match &*view.path {
            "" => "views/".into(),
            path => format!("views/{path}/"),
        };
        add(DocumentId::View(view.value.id.clone()), file.into(), Document::View(view.value.clone()));
    }
    for layout in &model.layouts {
        add(DocumentId::Layout(layout.view.clone()), "".into(), Document::Layout(layout.clone()));
    }
    for extension in &model.extensions {
        let file = format!("{}.yaml", paths::extension_stem(&extension.path));
        let document = Document::Extension(extension.value.clone());
        add(DocumentId::Extension(extension.path.clone()), file.into(), document);
    }
    for (tool, value) in &model.extra {
        let file = format!("extra/{tool}.yaml");
        add(DocumentId::Extra(tool.clone()), file.into(), Document::Extra(value.clone()));
    }
    found
}

/// What it takes to make one model into the other, by document.
pub fn models(before: &Model, after: &Model) -> Changes {
    let mut changes = Changes::new();
    for (id, placed) in documents_of(before) {
        changes.entry(id).or_default().before = Some(placed);
    }
    for (id, placed) in documents_of(after) {
        changes.entry(id).or_default().after = Some(placed);
    }
    changes.retain(|_, change| change.before != change.after);
    changes
}

/// A model with documents changed. Elements, views and the like keep their order; new ones come last.
pub fn changed(model: &Model, changes: &Changes) -> Model {
    let mut model = model.clone();
    let mut new: BTreeMap<&DocumentId, &Placed> = BTreeMap::new();
    for (id, change) in changes {
        if let Some(after) = &change.after {
            new.insert(id, after);
        }
    }
    // What is changed is put in its place, what is gone is left out.
    macro_rules! replace {
        ($list:expr, $variant:ident, $id:expr, $set:expr) => {
            $list.retain_mut(|entry| {
                let id = $id(&*entry);
                match new.remove(&id) {
                    Some(Placed { document: Document::$variant(value), file }) => {
                        $set(entry, value.clone(), &**file);
                        true
                    }
                    _ => !changes.contains_key(&id),
                }
            });
        };
    }
    use DocumentId as Id;
    replace!(model.elements, Element, |e: &Arc<Element>| Id::Element(e.id.clone()), |e: &mut _, v, _| *e = v);
    replace!(model.loose, Relation, |r: &Arc<Relation>| Id::Relation(r.id.clone()), |r: &mut _, v, _| *r = v);
    replace!(model.layouts, Layout, |l: &Arc<Layout>| Id::Layout(l.view.clone()), |l: &mut _, v, _| *l = v);
    replace!(
        model.views,
        View,
        |view: &Filed<View>| Id::View(view.value.id.clone()),
        |view: &mut _, value, file| *view = filed(value, file)
    );
    replace!(
        model.extensions,
        Extension,
        |extension: &Filed<Extension>| Id::Extension(extension.path.clone()),
        |extension: &mut Filed<Extension>, value, _| extension.value = value
    );
    replace!(
        model.extra,
        Extra,
        |(tool, _): &(Box<str>, Arc<Value>)| Id::Extra(tool.clone()),
        |(_, extra): &mut (Box<str>, Arc<Value>), value, _| *extra = value
    );
    for (id, placed) in new {
        match (id, placed.document.clone()) {
            (_, Document::Manifest(manifest)) => model.manifest = (*manifest).clone(),
            (_, Document::Element(element)) => model.elements.push(element),
            (_, Document::Relation(relation)) => model.loose.push(relation),
            (_, Document::View(view)) => model.views.push(filed(view, &placed.file)),
            (_, Document::Layout(layout)) => model.layouts.push(layout),
            (Id::Extension(path), Document::Extension(value)) => {
                model.extensions.push(Filed { path: path.clone(), value });
            }
            (Id::Extra(tool), Document::Extra(value)) => model.extra.push((tool.clone(), value)),
            // No document of another class has such a name.
            (_, Document::Extension(_) | Document::Extra(_)) => {}
        }
    }
    model
}

/// A view and the folders of its file below `views/`.
fn filed(value: Arc<View>, file: &str) -> Filed<View> {
    let below = file.strip_prefix("views/").unwrap_or(file);
    Filed { path: below.rsplit_once('/').map_or("", |(folder, _)| folder).into(), value }
}
