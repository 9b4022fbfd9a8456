//! Every view of every model of others: drawn without a word about drawing, no box on another that the
//! source did not put there, as SVG and as PNG.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use archweave_interchange::{archimate, coarchi, exchange};
use archweave_model::model::Model;
use archweave_model::snapshot::Snapshot;
use archweave_render::Options;

use crate::support::shared;
use crate::views::{answer, overlaps};

/// Smallest share of a picture's size at which it becomes a PNG here: pixels are not what is judged.
const SCALE: f32 = 0.25;

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == extension));
    files.sort();
    files
}

fn folder(path: &Path) -> Vec<archweave_interchange::File> {
    fn walk(root: &Path, at: &Path, out: &mut Vec<archweave_interchange::File>) {
        for entry in std::fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(root, &path, out);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                out.push(archweave_interchange::File { path: name, bytes: std::fs::read(&path).unwrap() });
            }
        }
    }
    let mut out = Vec::new();
    walk(path, path, &mut out);
    out
}

/// All models with their names.
fn models(corpus: &Path) -> Vec<(String, Model)> {
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let mut all = Vec::new();
    for path in files(&corpus.join("archi"), "archimate") {
        let bytes = std::fs::read(&path).unwrap();
        all.push((name(&path), archimate::import(&name(&path), &bytes).unwrap().model));
    }
    for path in files(&corpus.join("open-exchange"), "xml") {
        let bytes = std::fs::read(&path).unwrap();
        all.push((name(&path), exchange::import(&name(&path), &bytes).unwrap().model));
    }
    for entry in std::fs::read_dir(corpus.join("archi-folder")).unwrap() {
        let path = entry.unwrap().path();
        if let Ok(imported) = coarchi::import(&name(&path), &folder(&path)) {
            all.push((name(&path), imported.model));
        }
    }
    all
}

/// What is wrong with the pictures of one model, and how many were drawn.
fn complaints(name: &str, model: &Model) -> (Vec<String>, usize) {
    let snapshot = Snapshot::from_model(model, name);
    let mut wrong = Vec::new();
    for view in snapshot.views() {
        let diagram = answer(&snapshot, view, "en").diagram;
        let id = &view.id;
        // What the model itself lacks (an element, a relation) is said by the rules, not by drawing.
        let about_drawing = |note: &&String| !note.contains("unknown") && !note.contains("not there");
        wrong.extend(diagram.notes.iter().filter(about_drawing).map(|note| format!("{name} {id}: {note}")));
        if snapshot.layout(id.as_str()).is_none() {
            wrong.extend(
                overlaps(&diagram).into_iter().take(3).map(|(a, b)| format!("{name} {id}: {a} overlaps {b}")),
            );
        } else {
            // Stored places are the source's own: each box stands where the file has it.
            let layout = snapshot.layout(id.as_str()).unwrap();
            for node in &diagram.nodes {
                let Some(place) = layout.nodes.get(&node.id) else { continue };
                let origin =
                    node.parent.map_or((0.0, 0.0), |p| (diagram.nodes[p].rect.x, diagram.nodes[p].rect.y));
                let at = (node.rect.x - origin.0, node.rect.y - origin.1);
                let is_there = (at.0 - place.x).abs() < 0.01 && (at.1 - place.y).abs() < 0.01;
                if !is_there {
                    wrong.push(format!(
                        "{name} {id}: {} stands at {at:?}, not at {}, {}",
                        node.id, place.x, place.y
                    ));
                }
            }
        }
        let svg = archweave_render::svg(&diagram, &Options::default()).unwrap();
        match archweave_render::png(&svg, SCALE) {
            Ok(png) if png.starts_with(b"\x89PNG") => {}
            Ok(_) => wrong.push(format!("{name} {id}: no PNG")),
            Err(error) => wrong.push(format!("{name} {id}: {error}")),
        }
    }
    (wrong, snapshot.views().len())
}

#[test]
fn every_view_of_every_model_of_others_is_drawn() {
    let Some(corpus) = shared("corpus") else { return };
    let models = models(&corpus);
    let (next, drawn) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let wrong = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some((name, model)) = models.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let (found, count) = complaints(name, model);
                    drawn.fetch_add(count, Ordering::Relaxed);
                    wrong.lock().unwrap().extend(found);
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{} complaints:\n{}", wrong.len(), wrong[..wrong.len().min(40)].join("\n"));
    println!("{} views of {} models", drawn.into_inner(), models.len());
}
