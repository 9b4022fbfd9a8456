//! The rules that ARCHITECTURE.md states about crates, read from `cargo metadata` and the manifests.
//!
//! A crate or a library that is not in these tables is a failure too: add its line, and say in
//! ARCHITECTURE.md what it is for.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::support::cargo::{Member, closure, members};
use crate::support::{files_below, read, root};

/// Each of our crates and the ones it may name. They point one way; the middle four never meet.
const MAY_USE: &[(&str, &[&str])] = &[
    ("archweave-model", &[]),
    ("archweave-interchange", &["archweave-model"]),
    ("archweave-store", &["archweave-model"]),
    ("archweave-index", &["archweave-model"]),
    ("archweave-render", &["archweave-model"]),
    (
        "archweave-app",
        &[
            "archweave-model",
            "archweave-interchange",
            "archweave-store",
            "archweave-index",
            "archweave-render",
        ],
    ),
    ("archweave-api", &["archweave-model", "archweave-app"]),
    ("archweave", &["archweave-model", "archweave-app", "archweave-api"]),
    // The examples of the rules' pages are checked through what people use.
    ("archweave-tests", &["archweave-model", "archweave-interchange", "archweave-render", "archweave-app"]),
    // Measures the parts, so it may name them.
    (
        "archweave-benchmark",
        &["archweave-model", "archweave-interchange", "archweave-store", "archweave-render", "archweave-app"],
    ),
];

/// Libraries that stand for one outside world each, and the one crate that may name them.
const OWNED: &[(&str, &str)] = &[
    ("petgraph", "archweave-model"),
    ("yaml_serde", "archweave-model"),
    ("granit-parser", "archweave-model"),
    ("elkrs", "archweave-model"),
    ("csv", "archweave-interchange"),
    ("quick-xml", "archweave-interchange"),
    ("zip", "archweave-interchange"),
    ("git2", "archweave-store"),
    ("sea-orm", "archweave-index"),
    ("sea-orm-migration", "archweave-index"),
    ("handlebars", "archweave-render"),
    ("krilla", "archweave-render"),
    ("resvg", "archweave-render"),
    ("async-graphql", "archweave-api"),
    ("actix-web", "archweave-api"),
    ("clap", "archweave"),
];

/// Everything that is compiled into the model crate, at any depth: a line for each library and what it
/// brings.
const IN_THE_MODEL: &str = "
    elkrs
    granit-parser arraydeque smallvec
    jiff jiff-core log
    packageurl percent-encoding
    petgraph allocator-api2 equivalent fixedbitset foldhash hashbrown indexmap
    rustc-hash
    serde serde_core serde_derive proc-macro2 quote syn unicode-ident
    serde_json itoa memchr ryu zmij
    sha2 block-buffer cfg-if cpufeatures crypto-common digest generic-array subtle typenum
    thiserror thiserror-impl
    yaml_serde libyaml-rs
";

/// Crates that are values in, values out.
const PURE: &[&str] = &["model/src", "server/interchange/src"];

/// What a pure crate has no business with.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::net",
    "std::process",
    "std::env",
    "std::thread",
    "SystemTime",
    "Instant::now",
    "Timestamp::now",
    "Zoned::now",
    "async fn",
];

/// The one file of a pure crate that may spawn a thread: it gives a library a large stack and waits for it.
const SPAWNS: &str = "model/src/layered/stack.rs";

fn own(member: &Member) -> impl Iterator<Item = &str> {
    member.dependencies.iter().map(String::as_str).filter(|name| name.starts_with("archweave"))
}

#[test]
fn crates_depend_on_each_other_only_as_the_architecture_says() {
    for member in members() {
        let allowed = MAY_USE.iter().find(|(name, _)| *name == member.name);
        let (_, allowed) = allowed.unwrap_or_else(|| panic!("{} is not in the table of crates", member.name));
        for used in own(&member) {
            assert!(allowed.contains(&used), "{} may not use {used}", member.name);
        }
    }
}

#[test]
fn a_library_that_stands_for_an_outside_world_has_one_owner() {
    for member in members() {
        for (library, owner) in OWNED {
            let names_it = member.dependencies.contains(*library);
            assert!(
                !names_it || member.name == *owner,
                "{} names {library}, which is {owner}'s",
                member.name
            );
        }
    }
}

#[test]
fn the_model_crate_is_built_from_few_known_libraries() {
    let allowed: BTreeSet<String> = IN_THE_MODEL.split_whitespace().map(str::to_owned).collect();
    let found = closure("archweave-model");
    let surplus: Vec<_> = found.difference(&allowed).collect();
    assert!(
        surplus.is_empty(),
        "new in the model crate: {surplus:?}; does it need a clock, disk, network or threads?"
    );
}

#[test]
fn pure_crates_read_no_clock_disk_or_network() {
    for folder in PURE {
        for file in files_below(&root().join(folder)) {
            let is_test = file.ends_with("tests.rs");
            if is_test || file.extension().is_none_or(|extension| extension != "rs") {
                continue;
            }
            let text = fs::read_to_string(&file).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
                let is_allowed = |word: &str| word == "std::thread" && file.ends_with(SPAWNS);
                let found = IMPURE.iter().find(|word| line.contains(**word) && !is_allowed(word));
                assert_eq!(found, None, "{}: {}", file.display(), line.trim());
            }
        }
    }
}

#[test]
fn every_crate_has_the_workspaces_lints_licence_and_versions() {
    for member in members() {
        let manifest = fs::read_to_string(&member.manifest).unwrap();
        assert!(
            manifest.contains("[lints]\nworkspace = true"),
            "{}: [lints] workspace = true",
            member.manifest
        );
        assert_eq!(member.license, "Apache-2.0", "{}", member.manifest);
        let mut in_dependencies = false;
        for line in manifest.lines() {
            if line.starts_with('[') {
                in_dependencies = line.trim_end_matches(']').ends_with("dependencies");
            } else if in_dependencies && !line.is_empty() && !line.starts_with('#') {
                let inherits = line.contains(".workspace = true") || line.contains("workspace = true");
                assert!(inherits, "{}: `{line}` belongs to [workspace.dependencies]", member.manifest);
            }
        }
    }
}

#[test]
fn every_module_says_what_it_is() {
    let sources =
        ["model/src", "server/src", "server/interchange/src", "server/store/src", "server/render/src"];
    for folder in sources.iter().chain(&["server/index/src", "server/app/src", "server/api/src"]) {
        for file in files_below(&root().join(folder)) {
            let is_tests = file.ends_with("tests.rs");
            if !is_tests && file.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&file).unwrap();
                assert!(text.starts_with("//! "), "{} does not open with `//!`", file.display());
            }
        }
    }
}

#[test]
fn the_architecture_page_names_every_crate() {
    let page = read("ARCHITECTURE.md");
    for member in members() {
        let folder = Path::new(&member.manifest).parent().unwrap();
        let folder = folder.strip_prefix(root()).unwrap().to_str().unwrap().to_owned() + "/";
        assert!(page.contains(&format!("`{folder}`")), "ARCHITECTURE.md does not name `{folder}`");
    }
}
