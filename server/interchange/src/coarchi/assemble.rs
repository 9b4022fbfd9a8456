//! Many files to one native document, and findings in it back to the files.

mod native;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use archweave_model::diagnostic::Diagnostic;

use self::native::{Native, Place};
use super::tree::Tree;
use super::{FOLDER, MAX_FOLDERS, MODEL};
use crate::archimate::{self, names};
use crate::findings::Places;
use crate::{File, ImportError, Imported, source};

/// Elements within elements in a file; the folders of the document come on top.
const MAX_DEPTH: usize = 28;

/// Text of a file.
struct Source<'a> {
    path: &'a str,
    text: Cow<'a, str>,
}

/// A file that was read, by its place among the sources.
type Object<'a> = (usize, Tree<'a>);

/// A folder on disk.
#[derive(Default)]
struct Folder<'a> {
    head: Option<Object<'a>>,
    objects: Vec<Object<'a>>,
    /// Paths of the folders in it.
    folders: Vec<&'a str>,
}

/// Reads the files of a folder that is called `name`.
pub fn read(name: &str, files: &[File]) -> Result<Imported, ImportError> {
    let mut left_out = Vec::new();
    let sources = sources(files, &mut left_out);
    let mut folders = folders(&sources, &mut left_out);
    let root = folders.remove(MODEL).unwrap_or_default();
    let Some((number, head)) = root.head.filter(|(_, tree)| tree.tag.ends_with("ArchimateModel")) else {
        return Err(no_model(name, &left_out));
    };
    for (number, _) in root.objects {
        let message = "the object is in none of the model's folders; it is left out";
        let help = "move the file into a folder such as model/other";
        let path = sources.get(number).map_or("model", |source| source.path);
        left_out.push(Diagnostic::of("import-left-out", message).help(help).file(path));
    }
    let all = folders.values().flat_map(|folder| &folder.objects).map(|(_, tree)| tree);
    let ids: HashSet<&str> = all.chain(&head.children).filter_map(|tree| tree.get("id")).collect();
    let mut native = Native::new(&ids);
    native.begin(number, &head);
    let rank = |path: &&str| {
        let kind = folders.get(path).and_then(|folder| folder.head.as_ref()?.1.get("type"));
        names::FOLDERS.iter().position(|(name, _)| Some(*name) == kind).unwrap_or(usize::MAX)
    };
    let mut top = root.folders;
    top.sort_by_key(rank);
    for path in top {
        write(&mut native, &folders, path, true, &mut left_out);
    }
    native.end(&head);
    let (text, places) = native.finish();
    let mut imported = archimate::import_assembled(&text).map_err(|fault| {
        let found = located(&sources, &places, fault.offset);
        let (line, column) = found.map_or((1, 1), |(s, offset)| position(&sources, s, offset));
        let path = found.and_then(|(s, _)| sources.get(s)).map_or(MODEL, |source| source.path);
        ImportError::Malformed { file: format!("{name}/{path}"), line, column, message: fault.message }
    })?;
    locate(&mut imported.diagnostics, &sources, &places);
    imported.diagnostics.extend(left_out);
    Ok(imported)
}

/// The files that may be objects, by path.
fn sources<'a>(files: &'a [File], left_out: &mut Vec<Diagnostic>) -> Vec<Source<'a>> {
    let mut sources: Vec<Source<'_>> = Vec::new();
    for file in files {
        let Some(rest) = file.path.strip_prefix("model/") else { continue };
        if !rest.ends_with(".xml") {
            let message = "the file is no object of a model";
            let help = "a folder of a model holds folder.xml and a file for each object";
            left_out.push(Diagnostic::of("import-left-out", message).help(help).file(&file.path));
        } else if file.path.split('/').count() > MAX_FOLDERS {
            let message = format!("folders are nested more than {MAX_FOLDERS} deep; the file is left out");
            let help = "flatten the folders of the model";
            left_out.push(Diagnostic::of("import-left-out", message).help(help).file(&file.path));
        } else {
            match source::decode(&file.path, &file.bytes) {
                Ok(text) => sources.push(Source { path: &file.path, text }),
                Err(error) => left_out.push(unreadable(&file.path, (1, 1), &error.to_string())),
            }
        }
    }
    sources.sort_by(|a, b| a.path.cmp(b.path));
    sources.dedup_by(|a, b| a.path == b.path);
    sources
}

/// The folders by their paths, with what is in them.
fn folders<'a>(sources: &'a [Source<'a>], left_out: &mut Vec<Diagnostic>) -> BTreeMap<&'a str, Folder<'a>> {
    let mut paths: BTreeSet<&str> = BTreeSet::new();
    for source in sources {
        let mut path = source.path;
        while let Some((above, _)) = path.rsplit_once('/') {
            if !paths.insert(above) {
                break;
            }
            path = above;
        }
    }
    let mut folders: BTreeMap<&str, Folder<'_>> =
        paths.iter().map(|path| (*path, Folder::default())).collect();
    for path in paths {
        if let Some(above) = path.rsplit_once('/').and_then(|(above, _)| folders.get_mut(above)) {
            above.folders.push(path);
        }
    }
    for (number, source) in sources.iter().enumerate() {
        let Some((folder, file)) = source.path.rsplit_once('/') else { continue };
        let tree = match Tree::read(&source.text) {
            Ok(tree) if tree.depth() > MAX_DEPTH => {
                let message = format!("elements are nested more than {MAX_DEPTH} deep");
                left_out.push(unreadable(source.path, (1, 1), &message));
                continue;
            }
            Ok(tree) => tree,
            Err(fault) => {
                let place = position(sources, number, fault.offset);
                left_out.push(unreadable(source.path, place, &fault.message));
                continue;
            }
        };
        let Some(folder) = folders.get_mut(folder) else { continue };
        if file == FOLDER {
            folder.head = Some((number, tree));
        } else {
            folder.objects.push((number, tree));
        }
    }
    folders
}

/// Writes a folder and everything in it; its depth is bounded by that of its path.
fn write(
    native: &mut Native<'_>,
    folders: &BTreeMap<&str, Folder<'_>>,
    path: &str,
    is_top: bool,
    left_out: &mut Vec<Diagnostic>,
) {
    let Some(folder) = folders.get(path) else { return };
    match &folder.head {
        Some((number, head)) => native.open_folder(*number, head),
        None => {
            let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
            native.open_made_folder(name, is_top);
            let path = format!("{path}/{FOLDER}");
            let is_said = left_out.iter().any(|finding| *finding.location.file == *path);
            if !is_said {
                let message = "the folder has no such file; the name of the folder stands for it";
                left_out.push(unreadable(&path, (1, 1), message));
            }
        }
    }
    for inner in &folder.folders {
        write(native, folders, inner, false, left_out);
    }
    for (number, object) in &folder.objects {
        native.object(*number, object);
    }
    native.close_folder(folder.head.as_ref().map(|(_, tree)| tree));
}

fn unreadable(path: &str, place: (u32, u32), message: &str) -> Diagnostic {
    let help = "mend the file (a conflict of git, perhaps) and import again; everything else was read";
    let mut finding = Diagnostic::of("import-unreadable", message.to_owned()).help(help).file(path);
    (finding.location.line, finding.location.column) = place;
    finding
}

fn no_model(name: &str, left_out: &[Diagnostic]) -> ImportError {
    let path = format!("{MODEL}/{FOLDER}");
    let reason = left_out.iter().find(|finding| *finding.location.file == *path);
    let (line, column) = reason.map_or((1, 1), |d| (d.location.line, d.location.column));
    let message = reason.map_or_else(
        || "this file must hold the model (`archimate:ArchimateModel`); is the folder complete?".into(),
        |finding| finding.message.to_string(),
    );
    ImportError::Malformed { file: format!("{name}/{path}"), line, column, message }
}

/// The source, and the offset in it, of an offset in the document.
fn located(sources: &[Source<'_>], places: &[Place], offset: usize) -> Option<(usize, usize)> {
    let at = places.partition_point(|place| place.native <= offset).checked_sub(1)?;
    let place = places.get(at).filter(|place| place.source < sources.len())?;
    Some((place.source, place.offset))
}

fn position(sources: &[Source<'_>], source: usize, offset: usize) -> (u32, u32) {
    sources.get(source).map_or((1, 1), |source| Places::new(&source.text).of(offset))
}

/// Gives findings their places in the files; one sweep over each.
fn locate(findings: &mut [Diagnostic], sources: &[Source<'_>], places: &[Place]) {
    let mut wanted: Vec<(usize, usize, &mut Diagnostic)> = Vec::new();
    for finding in findings {
        finding.location.file = MODEL.into();
        let found = located(sources, places, finding.location.offset as usize);
        if let Some((source, offset)) = found.filter(|_| finding.location.line > 0) {
            wanted.push((source, offset, finding));
        }
    }
    wanted.sort_by_key(|(source, offset, _)| (*source, *offset));
    for group in wanted.chunk_by_mut(|a, b| a.0 == b.0) {
        let Some(source) = group.first().and_then(|(source, ..)| sources.get(*source)) else { continue };
        let mut lines = Places::new(&source.text);
        for (_, offset, finding) in group {
            let location = &mut finding.location;
            (location.line, location.column) = lines.of(*offset);
            location.offset = u32::try_from(*offset).unwrap_or(u32::MAX);
            location.file = source.path.into();
        }
    }
}
