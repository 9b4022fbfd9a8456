//! Names of files and folders made from ids: safe on every system, different even where case is
//! ignored.

use std::collections::HashSet;

use archweave_model::id::RelationId;

/// Longer ids do not fit beside a long path.
const MAX_ID: usize = 120;

/// Names that some systems keep for devices.
const DEVICES: [&str; 4] = ["aux", "con", "nul", "prn"];

/// The names that are used in one folder.
#[derive(Default)]
pub struct Names(HashSet<String>);

impl Names {
    /// A folder that has its `folder.xml`.
    pub fn new() -> Self {
        Self(HashSet::from([super::FOLDER.to_owned()]))
    }

    /// The file of an object.
    pub fn file(&mut self, kind: &str, id: &str) -> String {
        let kind: String = kind.chars().filter(char::is_ascii_alphanumeric).take(60).collect();
        self.free(&format!("{kind}_{}", part(id)), ".xml")
    }

    /// A folder in the folder.
    pub fn folder(&mut self, name: &str) -> String {
        let name = part(name);
        let lower = name.to_ascii_lowercase();
        let stem = lower.split('.').next().unwrap_or_default();
        let is_port = |prefix| {
            let number: Option<&str> = stem.strip_prefix(prefix);
            number.is_some_and(|n| n.len() == 1)
        };
        let is_device = DEVICES.contains(&stem) || is_port("com") || is_port("lpt");
        self.free(&if is_device { format!("_{name}") } else { name }, "")
    }

    fn free(&mut self, stem: &str, suffix: &str) -> String {
        let mut name = format!("{stem}{suffix}");
        let mut number = 1;
        while !self.0.insert(name.to_ascii_lowercase()) {
            number += 1;
            name = format!("{stem}~{number}{suffix}");
        }
        name
    }
}

/// The id, if every system can have it in a name; else what it can have, and a number made from the
/// id.
fn part(id: &str) -> String {
    let is_safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let has_odd_end = id.starts_with('.') || id.ends_with('.');
    if (1..=MAX_ID).contains(&id.len()) && !has_odd_end && id.chars().all(is_safe) {
        return id.to_owned();
    }
    let plain = |c: char| if is_safe(c) && c != '.' { c } else { '-' };
    let start: String = id.chars().take(40).map(plain).collect();
    let number = RelationId::derived("coarchi", "path", id);
    format!("{start}-{}", number.as_str().trim_start_matches("r-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_id_leads_out_of_its_folder() {
        let mut names = Names::new();
        assert_eq!(names.file("Node", "id-1"), "Node_id-1.xml");
        assert_eq!(names.file("Node", "ID-1"), "Node_ID-1~2.xml");
        assert_eq!(names.folder("folder.xml"), "folder.xml~2");
        for evil in ["../../x", "/etc/passwd", "C:\\x", "a\0b", "", ".", "..", "con", "NUL.txt", "com1", "ж"]
        {
            let file = names.file("No/de", evil);
            let folder = names.folder(evil);
            for name in [file, folder] {
                assert!(!name.contains(['/', '\\', ':', '\0']), "{name}");
                assert!(!matches!(&*name, "" | "." | ".." | "con" | "NUL.txt" | "com1"), "{name}");
            }
        }
        assert!(names.file("Node", &"x".repeat(10_000)).len() < 200);
    }
}
