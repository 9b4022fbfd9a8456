//! Folders: each becomes a record of the tree in `extra/archi.yaml`.
//!
//! Top folders of versions before 4 that no longer exist (connectors, derived relations) move into
//! the one that took their content; top folders that are missing are added, because Archi expects
//! them.

use archweave_model::value::Value;

use super::super::names;
use super::Import;
use super::body::Body;
use crate::archimate::names::usable_id;
use crate::drafts::segment;
use crate::kept::Kept;
use crate::xml::{Result, Token};

/// A folder while its content is read.
#[derive(Debug)]
pub struct Folder {
    pub parent: Option<usize>,
    /// As the model uses it.
    pub id: Box<str>,
    /// Names below the top folder, made fit for a path.
    pub path: Box<str>,
    /// Set for the first top folder of a type.
    pub default_of: Option<Box<str>>,
    /// Items so far.
    pub items: usize,
    pub children: Vec<usize>,
    /// Whether a folder came after an item; then items are put in the order of writing.
    pub is_mixed: bool,
}

/// A top folder that was read.
pub struct TopFolder {
    pub index: usize,
    pub kind: Box<str>,
    kept: Kept,
    pub folders: Vec<Value>,
}

impl TopFolder {
    /// The record of the folder tree.
    pub fn into_value(mut self) -> Value {
        if !self.folders.is_empty() {
            self.kept.value("folders", Value::List(self.folders.into()));
        }
        self.kept.into_value()
    }
}

impl<'a> Import<'a> {
    pub(super) fn top_folder(&mut self) -> Result<()> {
        let index = self.folders.len();
        let (mut kept, folders, kind) = self.folder(None)?;
        if let Some(kind) = &kind {
            kept.text("type", kind);
        }
        self.top.push(TopFolder { index, kind: kind.unwrap_or_default(), kept, folders });
        Ok(())
    }

    /// Reads a folder; the result is its own record without type, its folders, and its type.
    fn folder(&mut self, parent: Option<usize>) -> Result<(Kept, Vec<Value>, Option<Box<str>>)> {
        let offset = self.xml.offset;
        let index = self.folders.len();
        let mut kept = Kept::default();
        let mut unknown = Vec::new();
        let mut name = "".into();
        let mut id = "".into();
        let mut kind: Option<Box<str>> = None;
        for attribute in std::mem::take(&mut self.xml.attributes) {
            match attribute.name {
                "name" => name = attribute.value,
                "id" => id = attribute.value,
                "type" => kind = Some(attribute.value.into()),
                name => unknown.push((name, attribute.value)),
            }
        }
        let used = usable_id(&id, || format!("folder-{}", index + 1));
        if used != id {
            self.drafts.findings.unusable_id(offset, &id, &used, None);
            kept.text("original_id", &id);
        }
        kept.text("id", &used);
        kept.text("name", &name);
        kept.record("attributes", unknown.iter().map(|(n, v)| (*n, &**v)));
        let is_first =
            parent.is_none() && kind.as_ref().is_some_and(|kind| self.folder_types.insert(kind.clone()));
        let path = match parent.and_then(|p| self.folders.get(p)) {
            None => String::new(),
            Some(above) if above.path.is_empty() => segment(&name),
            Some(above) => format!("{}/{}", above.path, segment(&name)),
        };
        if let Some(above) = parent.and_then(|p| self.folders.get_mut(p)) {
            above.children.push(index);
            above.is_mixed |= above.items > 0;
        }
        self.folders.push(Folder {
            parent,
            id: used.into(),
            path: path.into(),
            default_of: kind.clone().filter(|_| is_first),
            items: 0,
            children: Vec::new(),
            is_mixed: false,
        });
        let mut folders = Vec::new();
        let mut body = Body::default();
        loop {
            match self.xml.next()? {
                Token::Open("folder") => {
                    let (mut below, inner, kind) = self.folder(Some(index))?;
                    if let Some(kind) = kind {
                        below.text("type", &kind);
                    }
                    if !inner.is_empty() {
                        below.value("folders", Value::List(inner.into()));
                    }
                    folders.push(below.into_value());
                }
                Token::Open("element") => {
                    let order = self.next_order(index);
                    self.element(index, order)?;
                }
                Token::Open(name) => body.child(&mut self.xml, name, false)?,
                Token::Text(text) => body.text(&text),
                Token::Close | Token::End => break,
            }
        }
        body.keep(&mut kept, true);
        Ok((kept, folders, kind))
    }

    fn next_order(&mut self, folder: usize) -> usize {
        let Some(folder) = self.folders.get_mut(folder) else { return 0 };
        folder.items += 1;
        folder.items - 1
    }

    /// Keeps where something was, unless it is where everything of its kind is.
    pub(super) fn keep_place(&self, kept: &mut Kept, folder: usize, order: usize, default: &str) {
        if let Some(folder) = self.folders.get(folder)
            && folder.default_of.as_deref() != Some(default)
        {
            kept.text("folder", &folder.id);
        }
        if self.is_ordered {
            kept.number("order", order);
        }
    }

    /// Moves top folders of old versions, adds those that are missing, and returns the tree.
    pub(super) fn folder_tree(&mut self) -> Vec<Value> {
        let mut top = std::mem::take(&mut self.top);
        for (old, new) in [("connectors", "other"), ("derived", "relations")] {
            while self.is_before([4, 0, 0])
                && let Some(at) = top.iter().position(|folder| &*folder.kind == old)
            {
                let mut moved = top.remove(at);
                let target = self.top_of(&mut top, new);
                moved.kept.remove("type");
                if let Some(folder) = self.folders.get_mut(moved.index) {
                    folder.parent = Some(target);
                    folder.default_of = None;
                }
                if let Some(folder) = self.folders.get_mut(target) {
                    folder.children.push(moved.index);
                    folder.is_mixed = true;
                }
                if let Some(folder) = top.iter_mut().find(|folder| folder.index == target) {
                    folder.folders.push(moved.into_value());
                }
            }
        }
        for (kind, _) in names::FOLDERS {
            self.top_of(&mut top, kind);
        }
        top.into_iter().map(TopFolder::into_value).collect()
    }

    /// The first top folder of a type; makes it where it is missing, before those that follow it.
    fn top_of(&mut self, top: &mut Vec<TopFolder>, kind: &str) -> usize {
        if let Some(folder) = top.iter().find(|folder| &*folder.kind == kind) {
            return folder.index;
        }
        let rank = |kind: &str| names::FOLDERS.iter().position(|(known, _)| *known == kind);
        let after = top.iter().position(|folder| rank(&folder.kind) > rank(kind));
        let index = self.folders.len();
        let taken = |id: &str| self.folders.iter().any(|folder| &*folder.id == id);
        let mut id = format!("folder-{kind}");
        while taken(&id) {
            id.push('~');
        }
        let name = names::FOLDERS.iter().find(|(known, _)| *known == kind).map_or(kind, |(_, name)| name);
        let mut kept = Kept::default();
        kept.text("id", &id);
        kept.text("name", name);
        kept.text("type", kind);
        self.folders.push(Folder {
            parent: None,
            id: id.into(),
            path: "".into(),
            default_of: Some(kind.into()),
            items: 0,
            children: Vec::new(),
            is_mixed: false,
        });
        let made = TopFolder { index, kind: kind.into(), kept, folders: Vec::new() };
        top.insert(after.unwrap_or(top.len()), made);
        index
    }

    /// For each folder its turn when the tree is written: folders before items, depth first. None
    /// when items were read in that order anyway.
    pub(super) fn turns(&self) -> Option<Vec<usize>> {
        if !self.folders.iter().any(|folder| folder.is_mixed) {
            return None;
        }
        let mut turns = vec![0; self.folders.len()];
        let mut turn = 0;
        let tops = self.folders.iter().enumerate().filter(|(_, folder)| folder.parent.is_none());
        let mut stack: Vec<(usize, bool)> = tops.map(|(index, _)| (index, false)).collect();
        stack.reverse();
        while let Some((index, is_done)) = stack.pop() {
            if is_done {
                turn += 1;
                if let Some(place) = turns.get_mut(index) {
                    *place = turn;
                }
            } else if let Some(folder) = self.folders.get(index) {
                stack.push((index, true));
                stack.extend(folder.children.iter().rev().map(|child| (*child, false)));
            }
        }
        Some(turns)
    }
}
