//! The folders that a model's files lie in, with how much is in each: what a navigator shows by folder.
//!
//! Counting looks at every element once; what is asked later is looked up. Start at [`Folders::of`].

use std::collections::BTreeMap;
use std::ops::Bound;

use crate::snapshot::Snapshot;

/// All folders of a revision.
#[derive(Clone, Debug, Default)]
pub struct Folders(BTreeMap<Box<str>, Counts>);

/// How much is in a folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Elements whose file is directly in it.
    pub elements: usize,
    /// Elements in it and below.
    pub all_elements: usize,
    /// Views in it and below.
    pub all_views: usize,
    /// Folders directly in it.
    pub folders: usize,
}

/// A folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Folder<'a> {
    /// Without a slash at the end; empty for the root.
    pub path: &'a str,
    /// How much is in it.
    pub counts: Counts,
}

impl Folder<'_> {
    /// The last part of its path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }
}

impl Folders {
    /// Counts what a model has.
    pub fn of(snapshot: &Snapshot) -> Self {
        let mut found = Self::default();
        found.0.insert("".into(), Counts::default());
        // Many elements lie in one folder: each folder's ancestors are looked up once.
        let mut direct: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        let paths = snapshot.slots().filter_map(|slot| snapshot.file_at(slot));
        paths.for_each(|path| direct.entry(folder_of(path)).or_default().0 += 1);
        let views = snapshot.views().filter_map(|view| snapshot.view_file(view.id.as_str()));
        views.for_each(|path| direct.entry(folder_of(path)).or_default().1 += 1);
        for (path, (elements, views)) in direct {
            found.add(path);
            found.counts(path).elements += elements;
            let mut above = Some(path);
            while let Some(path) = above {
                let counts = found.counts(path);
                counts.all_elements += elements;
                counts.all_views += views;
                above = (!path.is_empty()).then(|| folder_of(path));
            }
        }
        found
    }

    /// Adds a folder and those around it.
    fn add(&mut self, path: &str) {
        if self.0.contains_key(path) {
            return;
        }
        self.0.insert(path.into(), Counts::default());
        let around = folder_of(path);
        self.add(around);
        self.counts(around).folders += 1;
    }

    fn counts(&mut self, path: &str) -> &mut Counts {
        self.0.entry(path.into()).or_default()
    }

    /// A folder by its path.
    pub fn get(&self, path: &str) -> Option<Folder<'_>> {
        let (path, counts) = self.0.get_key_value(path)?;
        Some(Folder { path, counts: *counts })
    }

    /// The folders directly in a folder, by name; none if there is no such folder.
    pub fn inside(&self, path: &str) -> impl Iterator<Item = Folder<'_>> {
        let prefix = if path.is_empty() { String::new() } else { format!("{path}/") };
        let depth = prefix.matches('/').count();
        let start = Bound::Excluded(prefix.clone().into_boxed_str());
        let below = self.0.range((start, Bound::Unbounded));
        let below = below.take_while(move |(path, _)| path.starts_with(&prefix));
        let direct = below.filter(move |(path, _)| path.matches('/').count() == depth);
        direct.map(|(path, counts)| Folder { path, counts: *counts })
    }
}

/// The folder of a file or folder; empty for the root.
pub fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Whether a file is in a folder or below it.
pub fn is_below(file: &str, folder: &str) -> bool {
    folder.is_empty() || file.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::{self, FileClass};
    use std::sync::Arc;

    fn folders(paths: &[&str]) -> Folders {
        let file = |(n, path): (usize, &&str)| {
            let text = match path.starts_with("views") {
                true => format!("id: v{n}\nname: V\n"),
                false => format!("id: a{n}\nkind: goal\nname: A\n---\nid: b{n}\nkind: goal\nname: B\n"),
            };
            ((*path).into(), Arc::new(yaml::read(FileClass::of(path).unwrap(), text.as_bytes())))
        };
        Folders::of(&Snapshot::build(paths.iter().enumerate().map(file).collect()))
    }

    fn shown<'a>(all: impl Iterator<Item = Folder<'a>>) -> Vec<(String, usize, usize, usize, usize)> {
        let counts = |f: Folder<'_>| {
            let Counts { elements, all_elements, all_views, folders } = f.counts;
            (f.path.to_owned(), elements, all_elements, all_views, folders)
        };
        all.map(counts).collect()
    }

    #[test]
    fn folders_know_what_is_in_them_and_below() {
        let found = folders(&[
            "elements/a.yaml",
            "elements/crm/b.yaml",
            "elements/crm/deep/er/c.yaml",
            "elements/crm-old/d.yaml",
            "views/sales/v.yaml",
        ]);
        assert_eq!(shown(found.inside("")), [("elements".into(), 2, 8, 0, 2), ("views".into(), 0, 0, 1, 1)]);
        assert_eq!(
            shown(found.inside("elements")),
            [("elements/crm".into(), 2, 4, 0, 1), ("elements/crm-old".into(), 2, 2, 0, 0)]
        );
        assert_eq!(shown(found.inside("elements/crm")), [("elements/crm/deep".into(), 0, 2, 0, 1)]);
        assert_eq!(shown(found.inside("elements/none")), []);
        assert_eq!(found.get("elements/crm/deep/er").map(|f| f.name().to_owned()), Some("er".into()));
        assert_eq!(found.get("").map(|f| f.counts.all_elements), Some(8));
    }

    #[test]
    fn a_folder_is_not_another_that_begins_so() {
        let cases =
            [("a/b.yaml", "a", true), ("ab/c.yaml", "a", false), ("a/b/c.yaml", "a", true), ("x", "", true)];
        for (file, folder, expected) in cases {
            assert_eq!(is_below(file, folder), expected, "{file} {folder}");
        }
    }
}
