//! An independent reading of native files, for comparison: a plain tree, made canonical.
//!
//! Shares no code with the importer. What it normalises is what an export is allowed to change:
//!
//! - namespaces and prefixes; `version` up to 5.0.0 becomes 5.0.0
//! - names of types and attributes before version 4, viewpoint numbers with a successor
//! - values that are the default of the format (`accessType="0"`, `name=""`, `x="0"`, `width="-1"` ...)
//! - order of attributes, of different kinds of children, of features, of `targetConnections`, and
//!   of reserved properties (`archweave.*`), which come last
//! - empty top folders, and where the top folders of version 3 went that version 4 does not have
//! - looks whose meaning changed between versions (figures, alignment of groups, outline opacity)

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

pub mod dump;
pub mod schema;

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;

use archweave_interchange::{File, coarchi};
use archweave_model::model::Model;
use archweave_model::value::Properties;
use archweave_model::view::Node;

use quick_xml::events::Event;
use quick_xml::reader::Reader;

/// An XML element.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree {
    pub tag: String,
    pub attributes: BTreeMap<String, String>,
    pub text: String,
    pub children: Vec<Tree>,
}

/// The XML of a plain file or of a container.
pub fn xml(bytes: &[u8]) -> String {
    if !bytes.starts_with(b"PK") {
        return String::from_utf8(bytes.to_vec()).unwrap();
    }
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut entry = archive.by_name("model.xml").unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut entry, &mut text).unwrap();
    text
}

/// Reads a tree.
pub fn tree(text: &str) -> Tree {
    let mut reader = Reader::from_str(text.trim_start_matches('\u{FEFF}'));
    reader.config_mut().expand_empty_elements = true;
    let mut stack = vec![Tree::default()];
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(start) => {
                let mut tree = Tree { tag: start.name().0.to_owned(), ..Tree::default() };
                for attribute in start.attributes() {
                    let attribute = attribute.unwrap();
                    let value = attribute.normalized_value(quick_xml::XmlVersion::Explicit1_0).unwrap();
                    tree.attributes.insert(attribute.key.0.to_owned(), value.into_owned());
                }
                stack.push(tree);
            }
            Event::End(_) => {
                let tree = stack.pop().unwrap();
                stack.last_mut().unwrap().children.push(tree);
            }
            Event::Text(text) => stack.last_mut().unwrap().text.push_str(&text.xml10_content()),
            Event::CData(text) => stack.last_mut().unwrap().text.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let character = match reference.resolve_char_ref().unwrap() {
                    Some(character) => character,
                    None => match &*reference.xml10_content() {
                        "amp" => '&',
                        "lt" => '<',
                        "gt" => '>',
                        "quot" => '"',
                        "apos" => '\'',
                        other => panic!("entity {other}"),
                    },
                };
                stack.last_mut().unwrap().text.push(character);
            }
            Event::Eof => return stack.remove(0).children.remove(0),
            _ => {}
        }
    }
}

/// What `stats` must say, counted by the plain names of elements.
pub fn count(tree: &Tree) -> archweave_model::stats::Stats {
    let mut stats = archweave_model::stats::Stats::default();
    let mut stack = vec![tree];
    while let Some(tree) = stack.pop() {
        let kind = tree.attributes.get("xsi:type").map_or("", String::as_str);
        match tree.tag.as_str() {
            "element" if kind.ends_with("Model") => stats.views += 1,
            "element" if kind.ends_with("Relationship") => stats.relationships += 1,
            "element" => stats.elements += 1,
            "child" => stats.view_nodes += 1,
            "sourceConnection" => stats.view_connections += 1,
            // Reserved properties say something else, except those that stand for a property.
            "property"
                if tree
                    .attributes
                    .get("key")
                    .is_none_or(|k| !k.starts_with("archweave.") || k == "archweave.property") =>
            {
                stats.properties += 1;
            }
            "profile" => stats.specializations += 1,
            _ => {}
        }
        stack.extend(&tree.children);
    }
    stats
}

fn version(tree: &Tree) -> (u32, u32, u32) {
    let text = tree.attributes.get("version").map_or("5.0.0", String::as_str);
    let mut parts = text.split('.').map(|p| p.parse().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    (next(), next(), next())
}

/// The canonical form of a document.
pub fn canonical(text: &str) -> Tree {
    let mut tree = tree(text);
    let version = version(&tree);
    tree.tag = "model".into();
    if version <= (5, 0, 0) {
        tree.attributes.insert("version".into(), "5.0.0".into());
    }
    let mut kinds = HashMap::new();
    elements(&tree, &mut kinds);
    if version < (4, 0, 0) {
        move_folder(&mut tree, "connectors", "other");
        move_folder(&mut tree, "derived", "relations");
    }
    normalise(&mut tree, version, &kinds, "");
    tree.children
        .retain(|child| child.tag != "folder" || !child.children.is_empty() || child.attributes.len() > 3);
    tree
}

fn move_folder(tree: &mut Tree, old: &str, new: &str) {
    let kind = |tree: &Tree| tree.attributes.get("type").cloned().unwrap_or_default();
    while let Some(at) = tree.children.iter().position(|c| c.tag == "folder" && kind(c) == old) {
        let mut moved = tree.children.remove(at);
        moved.attributes.remove("type");
        if !tree.children.iter().any(|c| c.tag == "folder" && kind(c) == new) {
            // The one that an export adds; its place among the others is that of its type.
            let order = [
                "strategy",
                "business",
                "application",
                "technology",
                "motivation",
                "implementation_migration",
                "other",
                "relations",
                "diagrams",
            ];
            let rank = |k: &str| order.iter().position(|o| *o == k);
            let name = if new == "other" { "Other" } else { "Relations" };
            let made = Tree {
                tag: "folder".into(),
                attributes: [("name", name), ("id", &format!("folder-{new}")), ("type", new)]
                    .map(|(k, v)| (k.to_owned(), v.to_owned()))
                    .into(),
                ..Tree::default()
            };
            let place =
                tree.children.iter().position(|c| rank(&kind(c)) > rank(new)).unwrap_or(tree.children.len());
            tree.children.insert(place, made);
        }
        let target = tree.children.iter_mut().find(|c| c.tag == "folder" && kind(c) == new).unwrap();
        target.children.push(moved);
    }
}

fn elements(tree: &Tree, kinds: &mut HashMap<String, String>) {
    if tree.tag == "element"
        && let (Some(id), Some(kind)) = (tree.attributes.get("id"), tree.attributes.get("xsi:type"))
    {
        kinds.entry(id.clone()).or_insert_with(|| renamed(kind));
    }
    for child in &tree.children {
        elements(child, kinds);
    }
}

fn renamed(kind: &str) -> String {
    let local = kind.strip_prefix("archimate:").unwrap_or(kind);
    let new = match local {
        "UsedByRelationship" => "ServingRelationship",
        "RealisationRelationship" => "RealizationRelationship",
        "SpecialisationRelationship" => "SpecializationRelationship",
        "InfrastructureService" => "TechnologyService",
        "InfrastructureFunction" => "TechnologyFunction",
        "InfrastructureInterface" => "TechnologyInterface",
        "Network" => "CommunicationNetwork",
        "CommunicationPath" => "Path",
        "AndJunction" | "OrJunction" => "Junction",
        "BusinessActivity" => "BusinessProcess",
        "DiagramModel" => "ArchimateDiagramModel",
        _ => return kind.to_owned(),
    };
    format!("archimate:{new}")
}

const SWAPPED: &str = " Grouping BusinessObject Contract Representation Product DataObject Meaning Value Deliverable ApplicationComponent Artifact Device Node ";

fn normalise(tree: &mut Tree, version: (u32, u32, u32), kinds: &HashMap<String, String>, holder: &str) {
    tree.attributes.retain(|name, _| !name.starts_with("xmlns"));
    if let Some(kind) = tree.attributes.get("xsi:type").cloned() {
        if kind == "archimate:OrJunction" {
            tree.attributes.insert("type".into(), "or".into());
        }
        tree.attributes.insert("xsi:type".into(), renamed(&kind));
    }
    let kind = tree.attributes.get("xsi:type").cloned().unwrap_or_default();
    match tree.tag.as_str() {
        "element" => {
            drop(tree, "accessType", &["0"]);
            drop(tree, "directed", &["false"]);
            drop(tree, "strength", &[""]);
            if kind == "archimate:Junction" {
                drop(tree, "type", &["", "and"]);
            }
            viewpoint(tree);
        }
        "bounds" => {
            drop(tree, "x", &["0"]);
            drop(tree, "y", &["0"]);
            drop(tree, "width", &["-1"]);
            drop(tree, "height", &["-1"]);
        }
        "bendpoint" => {
            for name in ["startX", "startY", "endX", "endY"] {
                drop(tree, name, &["0"]);
            }
        }
        "property" => {
            drop(tree, "key", &[""]);
            drop(tree, "value", &[""]);
        }
        "child" => looks(tree, version, kinds, &kind),
        "sourceConnection" => {
            if let Some(relation) = tree.attributes.remove("relationship") {
                tree.attributes.insert("archimateRelationship".into(), relation);
            }
            tree.attributes.entry("source".into()).or_insert_with(|| holder.to_owned());
        }
        _ => {}
    }
    drop(tree, "name", &[""]);
    if let Some(targets) = tree.attributes.get("targetConnections") {
        let mut list: Vec<&str> = targets.split_whitespace().collect();
        list.sort_unstable();
        list.dedup();
        let list = list.join(" ");
        tree.attributes.insert("targetConnections".into(), list);
    }
    if !["documentation", "content", "purpose", "hintContent", "notes"].contains(&tree.tag.as_str()) {
        tree.text = tree.text.trim().to_owned();
    }
    let id = tree.attributes.get("id").cloned().unwrap_or_default();
    for child in &mut tree.children {
        normalise(child, version, kinds, &id);
    }
    tree.children.retain(|child| {
        let is_empty = child.children.is_empty() && child.text.is_empty() && child.attributes.is_empty();
        !(is_empty && ["bounds", "documentation", "content", "purpose"].contains(&child.tag.as_str()))
    });
    tree.children.sort_by_key(|child| {
        let key = child.attributes.get("key").cloned().unwrap_or_default();
        let name = match child.tag.as_str() {
            "feature" => child.attributes.get("name").cloned(),
            "property" if key.starts_with("archweave.") && key != "archweave.property" => Some(key),
            _ => None,
        };
        (child.tag.clone(), name)
    });
}

fn drop(tree: &mut Tree, name: &str, values: &[&str]) {
    if tree.attributes.get(name).is_some_and(|value| values.contains(&value.as_str())) {
        tree.attributes.remove(name);
    }
}

fn viewpoint(tree: &mut Tree) {
    drop(tree, "viewpoint", &["", "0"]);
    let new = match tree.attributes.get("viewpoint").map_or("", String::as_str) {
        "3" => "application_cooperation",
        "4" => "application_structure",
        "5" => "application_usage",
        "6" | "7" | "8" => "business_process_cooperation",
        "9" => "product",
        "10" => "implementation_deployment",
        "11" => "information_structure",
        "12" => "technology_usage",
        "13" => "technology",
        "14" => "layered",
        "15" => "organization",
        "16" => "service_realization",
        "17" => "stakeholder",
        "18" => "goal_realization",
        "21" => "requirements_realization",
        "22" => "motivation",
        "23" => "project",
        "24" => "migration",
        "25" => "implementation_migration",
        _ => return,
    };
    tree.attributes.insert("viewpoint".into(), new.into());
}

fn looks(tree: &mut Tree, version: (u32, u32, u32), kinds: &HashMap<String, String>, kind: &str) {
    let element = tree.attributes.get("archimateElement").and_then(|id| kinds.get(id));
    let element = element.map_or("", |kind| kind.strip_prefix("archimate:").unwrap_or(kind)).to_owned();
    if version < (5, 0, 0) && SWAPPED.contains(&format!(" {element} ")) {
        match tree.attributes.get("type").map(String::as_str) {
            Some("1") => {
                tree.attributes.remove("type");
            }
            _ => {
                tree.attributes.insert("type".into(), "1".into());
            }
        }
    }
    let is_group = kind == "archimate:Group" || element == "Grouping";
    if version < (4, 4, 0) && is_group && tree.attributes.get("textAlignment").is_none_or(|a| a == "2") {
        tree.attributes.insert("textAlignment".into(), "1".into());
    }
    if (version == (4, 0, 1) || version == (4, 4, 0))
        && let Some(alpha) = tree.attributes.get("alpha").cloned()
    {
        let feature = Tree {
            tag: "feature".into(),
            attributes: [("name", "lineAlpha"), ("value", &alpha)]
                .map(|(k, v)| (k.to_owned(), v.to_owned()))
                .into(),
            ..Tree::default()
        };
        tree.children.push(feature);
    }
}

/// The first difference, as a path and both sides.
pub fn difference(a: &Tree, b: &Tree, path: &str) -> Option<String> {
    let id = a.attributes.get("id").or(a.attributes.get("key")).cloned().unwrap_or_default();
    let path = format!("{path}/{}[{id}]", a.tag);
    if (&a.tag, &a.attributes, &a.text) != (&b.tag, &b.attributes, &b.text) {
        let show = |t: &Tree| format!("{} {:?} {:?}", t.tag, t.attributes, t.text);
        return Some(format!("{path}\n  {}\n  {}", show(a), show(b)));
    }
    for (x, y) in a.children.iter().zip(&b.children) {
        if let Some(found) = difference(x, y, &path) {
            return Some(found);
        }
    }
    if a.children.len() != b.children.len() {
        let tags = |t: &Tree| t.children.iter().map(|c| c.tag.clone()).collect::<Vec<_>>().join(" ");
        return Some(format!("{path}: children\n  {}\n  {}", tags(a), tags(b)));
    }
    None
}

/// Checks that nothing is lost on the way through the model, and returns the model.
pub fn check_round_trip(name: &str, bytes: &[u8]) -> archweave_interchange::Imported {
    use archweave_interchange::archimate::{export, import};
    let first = import(name, bytes).unwrap_or_else(|e| panic!("{e}"));
    let written = export(&first.model).unwrap();
    let again = import(name, &written).unwrap_or_else(|e| panic!("{name}: {e}"));
    let (a, b) = (canonical(&xml(bytes)), canonical(&xml(&written)));
    if let Some(found) = difference(&a, &b, "") {
        panic!("{name}: the document changed at {found}");
    }
    check_same(name, &first.model, &again.model);
    assert!(export(&again.model).unwrap() == written, "{name}: a second export differs");
    first
}

/// Checks that two models are the same, and says where not.
pub fn check_same(name: &str, a: &Model, b: &Model) {
    fn each<T: PartialEq + std::fmt::Debug>(name: &str, what: &str, a: &[T], b: &[T]) {
        for (a, b) in a.iter().zip(b) {
            if a != b {
                let (a, b) = (format!("{a:#?}"), format!("{b:#?}"));
                // Where something stood in its file is no difference.
                let is_place = |line: &str| line.trim().trim_end_matches(',').parse::<u32>().is_ok();
                let differs = |(a, b): (&str, &str)| a != b && !(is_place(a) && is_place(b));
                let at = a.lines().zip(b.lines()).position(differs).unwrap_or(0);
                let part =
                    |s: &str| s.lines().skip(at.saturating_sub(12)).take(24).collect::<Vec<_>>().join("\n");
                panic!("{name}: {what} differ:\n{}\n---\n{}", part(&a), part(&b));
            }
        }
        assert_eq!(a.len(), b.len(), "{name}: number of {what}");
    }
    assert_eq!(a.manifest, b.manifest, "{name}");
    each(name, "elements", &a.elements, &b.elements);
    each(name, "loose", &a.loose, &b.loose);
    each(name, "views", &a.views, &b.views);
    each(name, "layouts", &a.layouts, &b.layouts);
    each(name, "extensions", &a.extensions, &b.extensions);
    each(name, "extra", &a.extra, &b.extra);
    each(name, "images", &a.images, &b.images);
    assert!(a == b, "{name}");
}

/// The numbers of the corpus's own table.
pub fn promised(table: &str, name: &str) -> archweave_model::stats::Stats {
    let start = format!("| {name} |");
    let row = table.lines().find(|line| line.starts_with(&start)).unwrap();
    let cells: Vec<&str> = row.split('|').map(str::trim).collect();
    let number = |at: usize| cells[at].parse().unwrap();
    archweave_model::stats::Stats {
        elements: number(8),
        relationships: number(9),
        views: number(10),
        view_nodes: number(11),
        view_connections: number(12),
        properties: number(13),
        specializations: number(14),
    }
}

/// What `stats` must say of an Open Exchange file, counted by the plain names of elements.
pub fn count_exchange(tree: &Tree) -> archweave_model::stats::Stats {
    let mut stats = archweave_model::stats::Stats::default();
    let mut stack = vec![tree];
    while let Some(tree) = stack.pop() {
        match tree.tag.as_str() {
            "element" => stats.elements += 1,
            "relationship" => stats.relationships += 1,
            "view" => stats.views += 1,
            "node" => stats.view_nodes += 1,
            "connection" => stats.view_connections += 1,
            "property" => stats.properties += 1,
            _ => {}
        }
        stack.extend(&tree.children);
    }
    stats
}

/// Every file below a folder that belongs to a model in this form.
pub fn files_of(root: &Path) -> Vec<File> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            if coarchi::is_part(&name) {
                found.push(File { path: name, bytes: std::fs::read(&path).unwrap() });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// Takes out what the importer of a tool keeps for the way back.
pub fn strip(model: &mut Model, tool: &str) {
    let clear = |extra: &mut Properties| {
        extra.remove(tool);
    };
    for element in &mut model.elements {
        let element = Arc::make_mut(element);
        clear(&mut element.extra);
        element.relations.iter_mut().for_each(|r| clear(&mut r.extra));
    }
    for relation in &mut model.loose {
        clear(&mut Arc::make_mut(relation).extra);
    }
    for view in &mut model.views {
        let view = Arc::make_mut(&mut view.value);
        clear(&mut view.extra);
        let mut nodes: Vec<&mut Node> = view.content.iter_mut().collect();
        while let Some(node) = nodes.pop() {
            clear(&mut node.extra);
            nodes.extend(node.nodes.iter_mut());
        }
        view.connections.iter_mut().for_each(|c| clear(&mut c.extra));
    }
}
