//! Views in lists: by folder, with a small picture.

use std::collections::BTreeMap;

use archweave_model::view::View;
use serde::Serialize;

use crate::pages::language::Shown;
use crate::pages::picture;
use crate::pages::reading::Reading;

/// A view with more nodes than this gets no small picture: nobody could read it, and it takes time.
const MAX_THUMBNAIL_NODES: usize = 600;

/// Views of one folder.
#[derive(Serialize)]
pub(crate) struct Folder {
    /// Its path below `views/`, or nothing.
    pub name: String,
    /// How many columns it fills: 1 to 3.
    width: usize,
    /// By name.
    pub views: Vec<ViewBrief>,
}

/// A view in a list.
#[derive(Serialize)]
pub(crate) struct ViewBrief {
    name: Shown,
    href: String,
    /// Addresses of small pictures, light and dark.
    light: Option<String>,
    dark: Option<String>,
    nodes: String,
    viewpoint: Option<String>,
}

impl Reading<'_> {
    /// A view in a list.
    pub fn view_brief(&self, view: &View) -> ViewBrief {
        let id = view.id.as_str();
        let nodes = view.nodes().count();
        let has_picture = nodes <= MAX_THUMBNAIL_NODES;
        let name = self.show(&view.name);
        ViewBrief {
            name: if name.text.trim().is_empty() { id.into() } else { name },
            href: self.to("views", id),
            light: has_picture.then(|| picture::address(self, id, "svg", &[])),
            dark: has_picture.then(|| picture::address(self, id, "svg", &[("theme", "dark")])),
            nodes: match view.content.is_empty() {
                true => self.words().word("computed").to_owned(),
                false => self.words().count("nodes", nodes),
            },
            viewpoint: view.viewpoint.as_deref().map(|id| self.viewpoint(id)),
        }
    }

    /// Name of a viewpoint.
    pub fn viewpoint(&self, id: &str) -> String {
        let known = self.snapshot().metamodel().viewpoint(id);
        known.map_or_else(|| id.to_owned(), |known| self.label(&known.label, id))
    }

    /// All views by folder, each folder by name.
    pub fn folders(&self) -> Vec<Folder> {
        let mut folders: BTreeMap<&str, Vec<ViewBrief>> = BTreeMap::new();
        for view in self.snapshot().views() {
            let file = self.snapshot().view_file(view.id.as_str()).unwrap_or_default();
            let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
            let folder = folder.strip_prefix("views").unwrap_or(folder).trim_start_matches('/');
            folders.entry(folder).or_default().push(self.view_brief(view));
        }
        let folders = folders.into_iter().map(|(name, mut views)| {
            views.sort_by(|a, b| a.name.text.cmp(&b.name.text));
            Folder { name: name.replace('/', " / "), width: views.len().min(3), views }
        });
        folders.collect()
    }
}
