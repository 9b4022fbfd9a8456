//! Organizations in the second pass: kept as a tree, and what follows from them: the folder a view
//! is filed in.

use archweave_model::id::ViewId;
use archweave_model::metamodel::Metamodel;
use archweave_model::model::Model;
use archweave_model::text::Text;
use archweave_model::value::Value;
use foldhash::HashMap;

use super::Import;
use super::organization::Item;
use crate::drafts::Concept;
use crate::drafts::segment;
use crate::exchange::{filing, text_value as value};
use crate::kept::{Kept, Recall};

impl<'a> Import<'a> {
    /// Keeps the trees, unless an export makes the same again, and files the views.
    pub(super) fn settle_organizations(&mut self, made: Option<&str>, kept: &mut Kept, model: &Model) {
        let trees = std::mem::take(&mut self.organizations);
        let mut paths: HashMap<ViewId, Box<str>> = HashMap::default();
        for items in &trees {
            self.file(items, None, &mut paths);
        }
        for draft in &mut self.drafts.views {
            if draft.path.is_none() {
                draft.path = paths.remove(&draft.view.id);
            }
        }
        if made == Some(filing::FOLDERS) {
            self.put_places(&trees, model);
        }
        if made.is_none() && !trees.is_empty() {
            let all = trees.iter().map(|items| self.items(items)).collect();
            kept.value("organizations", Value::List(all));
        }
    }

    /// Notes the folder of each view; of several the first counts.
    fn file(&self, items: &[Item<'a>], path: Option<&str>, paths: &mut HashMap<ViewId, Box<str>>) {
        for item in items {
            let refers = match item {
                Item::Reference(refers) => Some(refers),
                Item::Folder(folder) => folder.refers.as_ref(),
            };
            if let Some(present) = refers.and_then(|id| self.view_ids.get(&**id)) {
                paths.entry(present.clone()).or_insert_with(|| path.unwrap_or_default().into());
            }
            if let Item::Folder(folder) = item {
                let below = match path {
                    None => String::new(),
                    Some("") => segment(folder.name.main()),
                    Some(above) => format!("{above}/{}", segment(folder.name.main())),
                };
                self.file(&folder.items, Some(&below), paths);
            }
        }
    }

    /// Gives everything the place in a folder of an Archi model that it stands at.
    fn put_places(&mut self, trees: &[Vec<Item<'a>>], model: &Model) {
        let archi = model.extra.iter().find(|(tool, _)| &**tool == filing::ARCHI);
        let folders = filing::folders(Recall::record(archi.map(|(_, value)| &**value)));
        let extensions = model.extensions.iter().map(|e| (&*e.path, &*e.value));
        let (metamodel, _) = Metamodel::extended(extensions);
        let views = self.drafts.views.iter().enumerate().map(|(n, draft)| (draft.view.id.clone(), n));
        let views: HashMap<ViewId, usize> = views.collect();
        let mut known = folders.iter();
        let mut stack: Vec<&Item<'_>> = trees.iter().flatten().rev().collect();
        while let Some(item) = stack.pop() {
            let Item::Folder(item) = item else { continue };
            let Some(folder) = known.next() else { return };
            let inner = item.items.iter().filter_map(|item| match item {
                Item::Reference(refers) => Some(&**refers),
                Item::Folder(_) => None,
            });
            for (position, written) in inner.enumerate() {
                let (extra, default) = match self.drafts.concept(written) {
                    Some(Concept::Element(n)) => match self.drafts.elements.get_mut(n) {
                        Some(element) => {
                            let default = filing::default_of(&metamodel, &element.kind);
                            (&mut element.extra, default)
                        }
                        None => continue,
                    },
                    Some(Concept::Relation(n)) => match self.drafts.relations.get_mut(n) {
                        Some(draft) => (&mut draft.relation.extra, "relations"),
                        None => continue,
                    },
                    None => {
                        let id = self.view_ids.get(written);
                        let draft =
                            id.and_then(|id| views.get(id)).and_then(|n| self.drafts.views.get_mut(*n));
                        match draft {
                            Some(draft) => (&mut draft.view.extra, "diagrams"),
                            None => continue,
                        }
                    }
                };
                filing::put(extra, filing::place(folder, default, position));
            }
            stack.extend(item.items.iter().rev());
        }
    }

    fn items(&self, items: &[Item<'a>]) -> Value {
        Value::List(items.iter().map(|item| self.item_value(item)).collect())
    }

    /// A reference is its id; anything else is a record.
    fn item_value(&self, item: &Item<'a>) -> Value {
        let item = match item {
            Item::Reference(written) => return Value::from(&*self.present(written)),
            Item::Folder(folder) => folder,
        };
        let refers = item.refers.as_deref().map(|written| self.present(written));
        let nothing = Text::default();
        let mut record = item.kept.clone();
        if let Some(id) = &item.id {
            record.text("id", id);
        }
        if item.name != nothing {
            record.value("name", value(&item.name));
        }
        if item.description != nothing {
            record.value("description", value(&item.description));
        }
        if let Some(id) = &refers {
            record.text("ref", id);
        }
        if !item.items.is_empty() {
            record.value("items", self.items(&item.items));
        }
        record.into_value()
    }

    /// The present id of an id in the file.
    fn present(&self, written: &str) -> String {
        if let Some(end) = self.drafts.concept(written).and_then(|concept| self.drafts.end(concept)) {
            return end.to_string();
        }
        let view = self.view_ids.get(written);
        view.map_or_else(|| written.to_owned(), ViewId::to_string)
    }
}
