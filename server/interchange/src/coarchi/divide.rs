//! Native pieces to files.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::paths::Names;
use super::tree::Tree;
use super::words::{self, NEVER_EMPTY, TEXTS};
use super::{FOLDER, MODEL};
use crate::archimate::{PieceFolder, Pieces, names};
use crate::{ExportError, File};

/// A piece and the file it becomes.
struct Filed<'a> {
    path: String,
    tree: Tree<'a>,
}

/// What references need to know: type and file name by id.
type Index = HashMap<String, (String, String)>;

/// The files of a model.
pub fn write(pieces: &Pieces) -> Result<Vec<File>, ExportError> {
    let mut filed = Vec::new();
    let mut index = Index::new();
    let root = read(&pieces.root)?;
    let namespaces: Vec<(String, String)> = root
        .attributes
        .iter()
        .filter(|(name, _)| name.starts_with("xmlns:"))
        .map(|(name, uri)| (name.to_string(), uri.to_string()))
        .collect();
    let mut inside = Names::new();
    for folder in &pieces.folders {
        place(folder, MODEL, true, &mut inside, &mut filed, &mut index)?;
    }
    let mut files = vec![File {
        path: format!("{MODEL}/{FOLDER}"),
        bytes: finished(root, "archimate:ArchimateModel", &index, &namespaces),
    }];
    files.extend(filed.into_iter().map(|Filed { path, tree }| {
        let kind = match &*tree.tag {
            "folder" => "archimate:Folder".to_owned(),
            // What has no type has no better name.
            _ => tree.get("xsi:type").unwrap_or("archimate:element").to_owned(),
        };
        File { path, bytes: finished(tree, &kind, &index, &namespaces) }
    }));
    // The root stays first: what follows is in no order of its own.
    if let Some((_, others)) = files.split_first_mut() {
        others.sort_by(|a, b| a.path.cmp(&b.path));
    }
    Ok(files)
}

fn read(piece: &str) -> Result<Tree<'_>, ExportError> {
    Tree::read(piece).map_err(|fault| ExportError::Piece(fault.message))
}

/// Gives a folder and what is in it their paths.
fn place<'a>(
    folder: &'a PieceFolder,
    above: &str,
    is_top: bool,
    siblings: &mut Names,
    filed: &mut Vec<Filed<'a>>,
    index: &mut Index,
) -> Result<(), ExportError> {
    let mut tree = read(&folder.xml)?;
    let kind = tree.get("type").filter(|kind| is_top && !kind.is_empty());
    let path = format!("{above}/{}", siblings.folder(kind.or(tree.get("id")).unwrap_or_default()));
    tree.attributes.retain(|(name, _)| !name.starts_with("xmlns"));
    filed.push(Filed { path: format!("{path}/{FOLDER}"), tree });
    let mut inside = Names::new();
    for inner in &folder.folders {
        place(inner, &path, false, &mut inside, filed, index)?;
    }
    for object in &folder.objects {
        let tree = read(object)?;
        let kind = tree.get("xsi:type").unwrap_or_default().to_owned();
        let id = tree.get("id").unwrap_or_default().to_owned();
        let local = kind.split_once(':').map_or(&*kind, |(_, local)| local);
        let name = inside.file(local, &id);
        filed.push(Filed { path: format!("{path}/{name}"), tree });
        index.entry(id).or_insert((kind, name));
    }
    Ok(())
}

/// A native piece as the text of a file.
fn finished(tree: Tree<'_>, kind: &str, index: &Index, namespaces: &[(String, String)]) -> Vec<u8> {
    let mut tree = translated(tree, Some(kind), index);
    tree.tag = kind.to_owned().into();
    let mut used: HashSet<String> = HashSet::new();
    prefixes(&tree, &mut used);
    let known = [("xsi", names::XSI), ("archimate", names::NAMESPACE), ("canvas", names::CANVAS)];
    let mut declared: Vec<(Cow<'_, str>, Cow<'_, str>)> = Vec::new();
    for (prefix, uri) in known {
        if used.remove(prefix) {
            declared.push((format!("xmlns:{prefix}").into(), uri.into()));
        }
    }
    for (name, uri) in namespaces {
        if name.strip_prefix("xmlns:").is_some_and(|prefix| used.remove(prefix)) {
            declared.push((name.clone().into(), uri.clone().into()));
        }
    }
    declared.append(&mut tree.attributes);
    tree.attributes = declared;
    tree.write().into_bytes()
}

/// Prefixes of tags, attributes and types.
fn prefixes(tree: &Tree<'_>, used: &mut HashSet<String>) {
    let types = tree.get("xsi:type").into_iter();
    let all = types.chain([&*tree.tag]).chain(tree.attributes.iter().map(|(name, _)| &**name));
    for name in all {
        if let Some((prefix, _)) = name.split_once(':').filter(|(prefix, _)| !used.contains(*prefix)) {
            used.insert(prefix.to_owned());
        }
    }
    tree.children.iter().for_each(|child| prefixes(child, used));
}

/// A native element by the other rules; an object of its own has a `kind`.
fn translated<'a>(mut tree: Tree<'a>, kind: Option<&str>, index: &Index) -> Tree<'a> {
    let mut made = Tree::default();
    let is_part = kind.is_none() && tree.tag != "child";
    for (name, value) in std::mem::take(&mut tree.attributes) {
        if name.starts_with("xmlns") || NEVER_EMPTY.contains(&&*name) && value.is_empty() {
            continue;
        }
        match &*name {
            "xsi:type" if kind.is_some() => {}
            "xsi:type" => made.attributes.push((name, words::own_type(value))),
            // The lines of a view name the parts of the same file.
            "source" | "target" if kind.is_none() => made.attributes.push((name, value)),
            "profiles" if kind.is_some() => made.children.extend(value.split(' ').map(|id| {
                let href = format!("{FOLDER}#{id}");
                Tree { tag: name.clone(), attributes: vec![("href".into(), href.into())], ..Tree::default() }
            })),
            "model" if is_part => made.attributes.push((name, value)),
            native => match words::own_reference(native).filter(|own| *own != "profiles") {
                Some(own) => made.children.push(reference(own, &value, index)),
                None => made.attributes.push((name, value)),
            },
        }
    }
    let is_root = tree.tag == "archimate:model";
    for child in tree.children {
        let is_bare = child.attributes.is_empty() && child.children.is_empty();
        if is_bare && TEXTS.contains(&&*child.tag) && made.get(&child.tag).is_none() {
            if !child.text.is_empty() {
                made.attributes.push((child.tag, child.text.into()));
            }
            continue;
        }
        let mut part = translated(child, None, index);
        if is_root && part.tag == "profile" {
            part.tag = "profiles".into();
        }
        made.children.push(part);
    }
    made.tag = words::own_tag(&tree.tag).map_or(tree.tag, Cow::Borrowed);
    if !tree.text.trim().is_empty() {
        made.text = tree.text;
    }
    let type_name = kind.or(made.get("xsi:type")).unwrap_or_default();
    let local = match (type_name.rsplit(':').next().unwrap_or_default(), &*made.tag) {
        ("", "sourceConnections") => "DiagramModelConnection",
        ("", "profile") => "profiles",
        ("", tag) => tag,
        (local, _) => local,
    };
    let rank = words::order(local);
    made.attributes
        .sort_by_key(|(name, _)| if name == "xsi:type" { 0 } else { rank(name).saturating_add(1) });
    made.children.sort_by_key(|child| rank(&child.tag));
    made
}

fn reference<'a>(tag: &'static str, id: &str, index: &Index) -> Tree<'a> {
    let mut made = Tree { tag: tag.into(), ..Tree::default() };
    match index.get(id) {
        Some((kind, file)) => {
            if kind.contains(':') {
                made.add("xsi:type", kind.clone());
            }
            made.add("href", format!("{file}#{id}"));
        }
        None => made.add("href", format!("#{id}")),
    }
    made
}
