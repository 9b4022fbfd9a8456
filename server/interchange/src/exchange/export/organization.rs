//! Organizations: those of the file that was read, else the folders of an Archi model, else the
//! folders of views.

use archweave_model::value::Value;

use super::{Export, of_tool};
use crate::archimate::export::{Folders, Item};
use crate::drafts::segment;
use crate::exchange::{filing, names};
use crate::kept::Recall;

impl<'a> Export<'a> {
    /// Writes them, and notes where an import then files views; the result is how they were made,
    /// unless they were read.
    pub(super) fn organizations(&mut self) -> Option<&'static str> {
        if let Some(Value::List(trees)) = self.kept.get("organizations") {
            for tree in trees.iter().filter(|tree| !tree.items().is_empty()) {
                self.writer.open("organizations");
                for item in tree.items() {
                    self.item(item, None);
                }
                self.writer.close("organizations");
            }
            return None;
        }
        let archi = Recall::record(of_tool(self.model, filing::ARCHI));
        let folders = Folders::new(self.model, self.metamodel, archi);
        let known = filing::folders(archi);
        let mut names = Vec::new();
        folder_names(&folders, folders.top().collect(), &mut names);
        let is_archi = !known.is_empty() && names.iter().copied().eq(known.iter().map(|folder| folder.name));
        let (content, ()) = self.apart(2, |export| {
            let mut place = known.iter();
            for index in folders.top() {
                export.folder(&folders, index, None, is_archi.then_some(&mut place));
            }
        });
        self.section("organizations", &content);
        if content.is_empty() {
            return None;
        }
        Some(if is_archi { filing::FOLDERS } else { filing::VIEWS })
    }

    /// An item that was read: a reference by its id, or a record. References to what is not there
    /// any more are left out.
    fn item(&mut self, item: &'a Value, path: Option<&str>) {
        if let Value::Text(id) = item {
            return self.reference(id, path);
        }
        let record = Recall::record(Some(item));
        self.writer.open("item");
        if let Some(id) = record.text("id").and_then(|id| self.ids.claim_exactly(id.to_owned())) {
            self.writer.attribute("identifier", &id);
        }
        if let Some(id) = record.text("ref") {
            if let Some(written) = self.refers(id) {
                self.writer.attribute("identifierRef", &written);
            }
            self.file(id, path);
        }
        let name = self.kept_words("label", record.get("name"));
        self.kept_words("documentation", record.get("description"));
        let below = below(path, name);
        for item in record.get("items").map_or(&[][..], Value::items) {
            self.item(item, Some(&below));
        }
        self.writer.close("item");
    }

    /// Writes a text that was kept as a value; the result is the main one.
    fn kept_words(&mut self, element: &str, value: Option<&'a Value>) -> &'a str {
        match value {
            Some(Value::Text(text)) => {
                self.writer.words(element, self.has_main.then_some(self.main), text);
                text
            }
            Some(Value::Record(all)) => {
                let texts: Vec<(&str, &str)> =
                    all.iter().filter_map(|(code, text)| Some((code, text.as_text()?))).collect();
                for (code, text) in &texts {
                    self.writer.words(element, Some(*code).filter(|code| names::is_language(code)), text);
                }
                texts.first().map_or("", |(_, text)| *text)
            }
            _ => "",
        }
    }

    fn refers(&self, id: &str) -> Option<String> {
        self.ids.concept(id).or_else(|| self.ids.view(id)).map(str::to_owned)
    }

    fn reference(&mut self, id: &str, path: Option<&str>) {
        if let Some(written) = self.refers(id) {
            self.writer.open("item");
            self.writer.attribute("identifierRef", &written);
            self.writer.close("item");
        }
        self.file(id, path);
    }

    /// Notes the folder of a view; of several the first counts.
    fn file(&mut self, id: &str, path: Option<&str>) {
        if self.ids.view(id).is_some() {
            self.paths.entry(id.into()).or_insert_with(|| path.unwrap_or_default().into());
        }
    }

    fn folder<'k>(
        &mut self,
        folders: &Folders<'a>,
        index: usize,
        path: Option<&str>,
        mut places: Option<&mut std::slice::Iter<'k, filing::Folder<'k>>>,
    ) {
        let Some(folder) = folders.folder(index) else { return };
        let place = places.as_mut().and_then(|places| places.next());
        let path_below = below(path, &folder.name);
        let (content, ()) = self.apart(self.writer.depth() + 1, |export| {
            for inner in &folder.folders {
                export.folder(folders, *inner, Some(&path_below), places.as_deref_mut());
            }
            let mut position = 0;
            for (_, item) in &folder.items {
                export.folder_item(item, place, &mut position, &path_below);
            }
        });
        if content.is_empty() && place.is_none() {
            return;
        }
        self.writer.open("item");
        self.writer.words("label", self.has_main.then_some(self.main), &folder.name);
        self.writer.append(&content);
        self.writer.close("item");
    }

    /// Something in a folder. In the folders of an Archi model only what Archi's importer placed.
    fn folder_item(
        &mut self,
        item: &Item<'a>,
        place: Option<&filing::Folder<'_>>,
        position: &mut usize,
        path: &str,
    ) {
        let (is_view, id, extra, default) = match item {
            Item::Element(element) => {
                let default = filing::default_of(self.metamodel, &element.kind);
                (false, element.id.as_str(), &element.extra, default)
            }
            Item::Relation(relation, _) => (false, relation.id.as_str(), &relation.extra, "relations"),
            Item::View(view) => (true, view.value.id.as_str(), &view.value.extra, "diagrams"),
        };
        let written = if is_view { self.ids.view(id) } else { self.ids.concept(id) };
        let Some(written) = written.map(str::to_owned) else { return };
        if let Some(folder) = place {
            if Recall::of(filing::ARCHI, extra).get("order").is_none() {
                return;
            }
            if filing::is_at(extra, &filing::place(folder, default, *position)) {
                self.filed.insert((is_view, id));
            }
        }
        if !is_view && place.is_none() {
            // Every tool has folders for layers; these need no saying.
            return;
        }
        *position += 1;
        if is_view {
            self.paths.entry(id.into()).or_insert_with(|| path.into());
        }
        self.writer.open("item");
        self.writer.attribute("identifierRef", &written);
        self.writer.close("item");
    }
}

/// Where views in a folder are filed: names below the top folder.
fn below(path: Option<&str>, name: &str) -> String {
    match path {
        None => String::new(),
        Some("") => segment(name),
        Some(above) => format!("{above}/{}", segment(name)),
    }
}

/// Names of all folders in the order of writing.
fn folder_names<'f>(folders: &'f Folders<'_>, indices: Vec<usize>, names: &mut Vec<&'f str>) {
    for index in indices {
        if let Some(folder) = folders.folder(index) {
            names.push(&folder.name);
            folder_names(folders, folder.folders.clone(), names);
        }
    }
}
