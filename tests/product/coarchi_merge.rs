//! Models of the corpus kept as one XML file per object: copies are edited by a script, the way two
//! people edit them in Archi, and merged.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::program::{archweave, succeed};
use crate::support::{files_below, shared};

/// A folder of one XML file per object, with the file of each element that was there first.
struct Copy(PathBuf, BTreeMap<String, PathBuf>);

impl Copy {
    fn of(from: &Path, to: PathBuf) -> Self {
        for part in ["model", "images"].map(|part| from.join(part)).iter().filter(|part| part.is_dir()) {
            for file in files_below(part) {
                let target = to.join(file.strip_prefix(from).unwrap());
                fs::create_dir_all(target.parent().unwrap()).unwrap();
                fs::copy(&file, target).unwrap();
            }
        }
        Self::read(to)
    }

    fn read(folder: PathBuf) -> Self {
        let layers =
            ["strategy", "business", "application", "technology", "motivation", "implementation_migration"];
        let folders =
            layers.iter().map(|layer| folder.join("model").join(layer)).filter(|folder| folder.is_dir());
        let files =
            folders.flat_map(|folder| files_below(&folder)).filter(|file| !file.ends_with("folder.xml"));
        let files =
            files.filter_map(|file| Some((attribute(&fs::read_to_string(&file).unwrap(), "id")?, file)));
        let files = files.collect();
        Self(folder, files)
    }

    fn file(&self, id: &str) -> &Path {
        &self.1[id]
    }

    /// Sets an attribute of an element.
    fn set(&self, id: &str, name: &str, value: &str) {
        let file = self.file(id);
        let text = fs::read_to_string(file).unwrap();
        let new = format!("\n    {name}=\"{value}\"");
        let text = match attribute(&text, name) {
            Some(old) => text.replacen(&format!("\n    {name}=\"{old}\""), &new, 1),
            None => text.replacen(&format!("\n    id=\"{id}\""), &format!("\n    id=\"{id}\"{new}"), 1),
        };
        assert!(text.contains(&new), "{text}");
        fs::write(file, text).unwrap();
    }

    /// Adds an element.
    fn add(&self, id: &str) {
        let text = format!(
            "<archimate:BusinessActor\n    xmlns:archimate=\"http://www.archimatetool.com/archimate\"\n    \
             name=\"{id}\"\n    id=\"{id}\"/>\n"
        );
        fs::write(self.0.join(format!("model/business/BusinessActor_{id}.xml")), text).unwrap();
    }

    fn remove(&self, id: &str) {
        fs::remove_file(self.file(id)).unwrap();
    }

    /// Adds a relation between two business actors.
    fn connect(&self, id: &str, from: &str, to: &str) {
        let end = |word: &str, id: &str| {
            format!(
                "  <{word}\n      xsi:type=\"archimate:BusinessActor\"\n      href=\"BusinessActor_{id}.xml#{id}\"/>\n"
            )
        };
        let text = format!(
            "<archimate:AssociationRelationship\n    xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n    \
             xmlns:archimate=\"http://www.archimatetool.com/archimate\"\n    id=\"{id}\">\n{}{}</archimate:AssociationRelationship>\n",
            end("source", from),
            end("target", to)
        );
        fs::write(self.0.join(format!("model/relations/AssociationRelationship_{id}.xml")), text).unwrap();
    }
}

fn attribute(text: &str, name: &str) -> Option<String> {
    let (_, rest) = text.split_once(&format!("\n    {name}=\""))?;
    Some(rest.split_once('"')?.0.to_owned())
}

/// Base, ours and theirs from one folder, with two elements to play with, edited by `edit`.
fn edited(from: &Path, at: &Path, edit: impl FnOnce(&Copy, &Copy)) -> [PathBuf; 3] {
    let base = Copy::of(from, at.join("base"));
    base.add("id-spare-1");
    base.add("id-spare-2");
    let ours = Copy::of(&base.0, at.join("ours"));
    let theirs = Copy::of(&base.0, at.join("theirs"));
    edit(&ours, &theirs);
    [base.0, ours.0, theirs.0]
}

fn merge(sides: &[PathBuf; 3], out: &Path) -> (Option<i32>, Value) {
    let mut arguments: Vec<&Path> = vec!["merge".as_ref(), "--format".as_ref(), "json".as_ref()];
    arguments.extend(sides.iter().map(PathBuf::as_path));
    arguments.extend([Path::new("--out"), out]);
    let output = archweave(arguments);
    let found = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    (output.status.code(), found)
}

/// A repository with the model of a folder.
fn imported(folder: &Path, at: &Path) -> PathBuf {
    let model = at.join(folder.file_name().unwrap()).with_extension("git");
    let output = archweave(["import".as_ref(), folder.as_os_str(), "--into".as_ref(), model.as_os_str()]);
    assert!(output.status.code() < Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    model
}

/// Codes of findings about references to what is not there.
fn dangling(model: &Path) -> Vec<String> {
    let output = archweave(["validate".as_ref(), model.as_os_str(), "--format".as_ref(), "json".as_ref()]);
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    let codes = found["diagnostics"].as_array().unwrap().iter();
    let codes = codes.map(|finding| finding["code"].as_str().unwrap().to_owned());
    codes.filter(|code| code.starts_with("dangling")).collect()
}

fn stats(model: &Path) -> Value {
    serde_json::from_str(&succeed([
        "stats".as_ref(),
        model.as_os_str(),
        "--format".as_ref(),
        "json".as_ref(),
    ]))
    .unwrap()
}

fn models() -> Vec<PathBuf> {
    let Some(corpus) = shared("corpus/archi-folder") else { return Vec::new() };
    let mut found: Vec<PathBuf> = fs::read_dir(corpus).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    assert_eq!(found.len(), 3);
    found
}

#[test]
fn edits_of_different_things_merge_without_a_question() {
    for from in models() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        let sides = edited(&from, at, |ours, theirs| {
            // Different attributes of the same elements, all over the model.
            for (at, id) in ours.1.keys().step_by(7).enumerate() {
                ours.set(id, "name", &format!("Ours {at}"));
                theirs.set(id, "documentation", &format!("Theirs {at}"));
            }
            ours.add("id-new-1");
            theirs.add("id-new-2");
            theirs.connect("id-new-3", "id-spare-1", "id-spare-2");
        });
        let out = at.join("out");
        let (code, found) = merge(&sides, &out);
        assert_eq!(
            (code, &found["conflicts"], &found["integrity"]),
            (Some(0), &Value::from([0; 0]), &Value::from([0; 0])),
            "{}",
            from.display()
        );
        let (ours, both) = (Copy::read(sides[1].clone()), Copy::read(out.clone()));
        let mut seen = 0;
        for (id, file) in &ours.1 {
            let name = attribute(&fs::read_to_string(file).unwrap(), "name").unwrap_or_default();
            let Some(number) = name.strip_prefix("Ours ") else { continue };
            let text = fs::read_to_string(both.file(id)).unwrap();
            assert_eq!(attribute(&text, "name").as_deref(), Some(&*name), "{id}");
            assert_eq!(attribute(&text, "documentation"), Some(format!("Theirs {number}")), "{id}");
            seen += 1;
        }
        assert!(seen > 5);
        let [ours, merged] = [&sides[1], &out].map(|folder| imported(folder, at));
        assert_eq!(dangling(&merged), Vec::<String>::new(), "{}", from.display());
        let (ours, both) = (stats(&ours), stats(&merged));
        assert_eq!(both["elements"], ours["elements"].as_u64().unwrap() + 1);
        assert_eq!(both["relationships"], ours["relationships"].as_u64().unwrap() + 1);
        for same in ["views", "view_nodes", "view_connections"] {
            assert_eq!(both[same], ours[same], "{same}");
        }
    }
}

#[test]
fn what_does_not_go_together_is_found_and_nothing_else_is() {
    for from in models() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        let mut expected = Vec::new();
        let sides = edited(&from, at, |ours, theirs| {
            // The same attribute: to the same value, or to another.
            for (at, id) in ours.1.keys().filter(|id| !id.contains("spare")).step_by(11).enumerate() {
                ours.set(id, "name", &format!("Ours {at}"));
                if at % 2 == 0 {
                    theirs.set(id, "name", &format!("Ours {at}"));
                } else {
                    theirs.set(id, "name", &format!("Theirs {at}"));
                    expected.push([
                        "edited".into(),
                        id.clone(),
                        "name".into(),
                        format!("Ours {at}"),
                        format!("Theirs {at}"),
                    ]);
                }
            }
            // One deletes what the other edits, or connects.
            ours.remove("id-spare-1");
            theirs.set("id-spare-1", "name", "Kept");
            ours.remove("id-spare-2");
            theirs.add("id-new-1");
            theirs.connect("id-new-2", "id-new-1", "id-spare-2");
        });
        let out = at.join("out");
        let (code, found) = merge(&sides, &out);
        let mut conflicts: Vec<[String; 5]> = Vec::new();
        for conflict in found["conflicts"].as_array().unwrap() {
            conflicts.push(
                ["kind", "element", "attribute", "ours", "theirs"]
                    .map(|key| conflict[key].as_str().unwrap_or_default().to_owned()),
            );
        }
        conflicts.sort();
        expected.push(["deletedByOurs", "id-spare-1", "", "", ""].map(str::to_owned));
        expected.sort();
        assert!(expected.len() > 5);
        assert_eq!((code, conflicts), (Some(1), expected), "{}", from.display());
        let findings = found["integrity"].as_array().unwrap();
        let about: Vec<_> = findings.iter().map(|finding| (&finding["code"], &finding["element"])).collect();
        assert_eq!(about, [(&"dangling-relation".into(), &"id-new-2".into())], "{}", from.display());
        assert!(!out.exists(), "nothing is written while a person has to look");
    }
}
