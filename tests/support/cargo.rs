//! What cargo knows of the workspace.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use std::sync::LazyLock;

use serde_json::Value;

use super::root;

/// A crate of this workspace.
pub struct Member {
    /// Name of the package.
    pub name: String,
    /// Its Cargo.toml.
    pub manifest: String,
    /// Licence expression.
    pub license: String,
    /// Names of the packages it depends on, in any way.
    pub dependencies: BTreeSet<String>,
}

static METADATA: LazyLock<Value> = LazyLock::new(|| {
    let cargo = env!("CARGO");
    let host =
        run(cargo, &["-vV"]).lines().find_map(|l| l.strip_prefix("host: ").map(str::to_owned)).unwrap();
    let text = run(cargo, &["metadata", "--format-version=1", "--filter-platform", &host]);
    serde_json::from_str(&text).unwrap()
});

fn run(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// All crates of this workspace.
pub fn members() -> Vec<Member> {
    let ids: BTreeSet<&str> = items(&METADATA["workspace_members"]).filter_map(Value::as_str).collect();
    let packages = items(&METADATA["packages"]).filter(|package| ids.contains(text(&package["id"])));
    let members = packages.map(|package| Member {
        name: text(&package["name"]).to_owned(),
        manifest: text(&package["manifest_path"]).to_owned(),
        license: package["license"].as_str().unwrap_or_default().to_owned(),
        dependencies: items(&package["dependencies"]).map(|d| text(&d["name"]).to_owned()).collect(),
    });
    members.collect()
}

/// Every package that is compiled into a crate, at any depth; not those of tests and build scripts.
pub fn closure(package: &str) -> BTreeSet<String> {
    let names: BTreeMap<&str, &str> =
        items(&METADATA["packages"]).map(|p| (text(&p["id"]), text(&p["name"]))).collect();
    let nodes: BTreeMap<&str, &Value> =
        items(&METADATA["resolve"]["nodes"]).map(|node| (text(&node["id"]), node)).collect();
    let start = names.iter().find(|(_, name)| **name == package).map(|(id, _)| *id).unwrap();
    let mut seen = BTreeSet::from([start]);
    let mut open = vec![start];
    while let Some(id) = open.pop() {
        for dependency in items(&nodes[id]["deps"]) {
            let is_normal = items(&dependency["dep_kinds"]).any(|kind| kind["kind"].is_null());
            if is_normal && seen.insert(text(&dependency["pkg"])) {
                open.push(text(&dependency["pkg"]));
            }
        }
    }
    seen.remove(start);
    seen.into_iter().map(|id| names[id].to_owned()).collect()
}

/// Folder of the compiled programs of this profile.
pub fn target() -> std::path::PathBuf {
    text(&METADATA["target_directory"]).into()
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
