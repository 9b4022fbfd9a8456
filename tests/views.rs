//! Views as pictures: every bundled viewpoint over the example and over models of others, every view
//! of every model of others, and what each format writes.

mod corpus;
mod gallery;
mod goldens;
mod viewpoints;

use std::path::Path;
use std::sync::Arc;

use archweave_model::diagram::{Content, Diagram};
use archweave_model::graph::{self, Direction, Follow};
use archweave_model::id::ViewId;
use archweave_model::layered::InProcess;
use archweave_model::select::Selector;
use archweave_model::snapshot::Snapshot;
use archweave_model::view::{Asked, Picture, View, picture};
use archweave_model::viewpoint::{Standard, Viewpoint};
use archweave_model::yaml::{FileClass, read};

use crate::support::root;

/// The day of all pictures of these tests.
const TODAY: &str = "2026-12-01";

/// The example as it lies in its folder.
fn example() -> Snapshot {
    let folder = root().join("examples/customer-centre");
    let mut files = Vec::new();
    collect(&folder, &folder, &mut files);
    files.sort_by(|a: &(Arc<str>, _), b| a.0.cmp(&b.0));
    Snapshot::build(files)
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(Arc<str>, Arc<archweave_model::yaml::ParsedFile>)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
            continue;
        }
        let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
        if let Some(class) = FileClass::of(&name) {
            let bytes = std::fs::read(&path).unwrap();
            files.push((name.as_str().into(), Arc::new(read(class, &bytes))));
        }
    }
}

/// A viewpoint over a whole model.
fn whole(snapshot: &Snapshot, viewpoint: &str) -> View {
    let found = snapshot.metamodel().viewpoint(viewpoint).unwrap();
    // No view of the example has this id, so nobody placed anything.
    let mut view = View::new(ViewId::parse(&format!("viewpoint:{viewpoint}")).unwrap());
    view.name = found.label.clone();
    view.viewpoint = Some(viewpoint.into());
    if found.standard == Standard::Archimate {
        view.selector = Some(Box::default());
    }
    view
}

/// A viewpoint over the part of the example that is about outages, where the whole would be a wallpaper:
/// what stands within two relations of the outage hub.
fn part(snapshot: &Snapshot, viewpoint: &Viewpoint) -> View {
    let mut view = whole(snapshot, &viewpoint.id);
    let is_wide = matches!(viewpoint.standard, Standard::Archimate | Standard::Togaf);
    if !is_wide || viewpoint.form.is_table() {
        return view;
    }
    let start = snapshot.slot_of("app-outage").unwrap();
    let near = graph::reach(snapshot, start, Direction::Both, 2, &Follow::all(), 80);
    let slots = std::iter::once(start).chain(near.iter().map(|reached| reached.slot));
    let admitted = slots.filter(|slot| {
        snapshot.kind_at(*slot).is_some_and(|kind| viewpoint.admits(snapshot.metamodel(), kind))
    });
    let ids: Vec<String> = admitted.map(|slot| snapshot.element_at(slot).unwrap().id.to_string()).collect();
    if ids.len() >= 3 {
        view.selector = Some(Box::new(Selector { ids, ..Selector::default() }));
    }
    view
}

/// A view answered for everybody.
fn answer(snapshot: &Snapshot, view: &View, language: &str) -> Picture {
    let asked = Asked::new(snapshot, view, None, language, Some(TODAY));
    picture(&asked, snapshot.layout(view.id.as_str()).map(|layout| &**layout), &InProcess)
}

/// Pairs of boxes that overlap although neither is inside the other.
fn overlaps(diagram: &Diagram) -> Vec<(String, String)> {
    let is_box = |content: &Content| !matches!(content, Content::Decor(_));
    let boxes: Vec<usize> = (0..diagram.nodes.len()).filter(|n| is_box(&diagram.nodes[*n].content)).collect();
    let mut order = boxes.clone();
    order.sort_by(|a, b| diagram.nodes[*a].rect.x.total_cmp(&diagram.nodes[*b].rect.x));
    let is_inside = |mut inner: usize, outer: usize| {
        while let Some(parent) = diagram.nodes[inner].parent {
            if parent == outer {
                return true;
            }
            inner = parent;
        }
        false
    };
    let mut found = Vec::new();
    for (at, a) in order.iter().enumerate() {
        let first = &diagram.nodes[*a];
        for b in &order[at + 1..] {
            let second = &diagram.nodes[*b];
            if second.rect.x >= first.rect.right() {
                break;
            }
            let common_w = first.rect.right().min(second.rect.right()) - first.rect.x.max(second.rect.x);
            let common_h = first.rect.bottom().min(second.rect.bottom()) - first.rect.y.max(second.rect.y);
            if common_w > 0.5 && common_h > 0.5 && !is_inside(*a, *b) && !is_inside(*b, *a) {
                found.push((first.id.to_string(), second.id.to_string()));
            }
        }
    }
    found
}
