//! The bundled example: everything the domain guidance asks of it is there, and it becomes a
//! repository with a history and branches to try merging with.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use archweave_model::snapshot::Snapshot;
use archweave_model::yaml::{self, FileClass};

use crate::support::{example, files_below, root, shared};

/// Makes the repository that `make run` serves.
fn seed(repository: &Path) -> String {
    let output = Command::new(root().join(".ci/seed-example")).arg(repository).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Runs git in the repository; exit code and what it printed.
fn git(repository: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new("git");
    command.arg("--git-dir").arg(repository).args(arguments).env("GIT_CONFIG_GLOBAL", "/dev/null");
    let output = command.output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn the_seeded_repository_has_history_branches_and_one_conflict() {
    let folder = tempfile::tempdir().unwrap();
    let repository = folder.path().join("customer-centre.git");
    assert!(seed(&repository).contains("made"));
    let refs = git(&repository, &["for-each-ref", "--format=%(refname)"]).1;
    assert_eq!(
        refs.lines().collect::<Vec<_>>(),
        [
            "refs/heads/demo/findings",
            "refs/heads/main",
            "refs/heads/proposal/retire-province-kb",
            "refs/heads/proposal/smart-dispatch",
            "refs/tags/plateau-2025",
            "refs/tags/release-2026.03",
            "refs/tags/release-2026.07",
            "refs/tags/release-2026.12",
        ]
    );
    git(&repository, &["fsck", "--strict", "--full"]).0.filter(|code| *code == 0).unwrap();
    assert_eq!(git(&repository, &["symbolic-ref", "HEAD"]).1.trim(), "refs/heads/main");

    // main is the example as it lies here, and the branches left it one commit ago.
    let listed = git(&repository, &["ls-tree", "-r", "--name-only", "-z", "main"]).1;
    let listed: BTreeSet<&str> = listed.split_terminator('\0').collect();
    let files = files_below(&example());
    let files: BTreeSet<&str> =
        files.iter().map(|path| path.strip_prefix(example()).unwrap().to_str().unwrap()).collect();
    assert_eq!(listed, files);
    let before = git(&repository, &["rev-parse", "main~1"]).1;
    for branch in ["proposal/smart-dispatch", "proposal/retire-province-kb", "demo/findings"] {
        assert_eq!(git(&repository, &["merge-base", "main", branch]).1, before, "{branch}");
    }

    let merge = |branch| {
        git(&repository, &["merge-tree", "--write-tree", "--name-only", "--no-messages", "main", branch])
    };
    let (code, _) = merge("proposal/smart-dispatch");
    assert_eq!(code, Some(0), "smart-dispatch merges cleanly");
    let (code, files) = merge("proposal/retire-province-kb");
    assert_eq!(code, Some(1), "retire-province-kb conflicts");
    let files: Vec<&str> = files.lines().skip(1).filter(|line| !line.is_empty()).collect();
    assert_eq!(files, ["elements/application/application-component/app-kb-old.yaml"]);

    // Once more: the same commits, and what is there stays.
    let again = folder.path().join("again.git");
    seed(&again);
    let ids = ["for-each-ref", "--format=%(objectname) %(refname)"];
    assert_eq!(git(&repository, &ids), git(&again, &ids));
    git(&repository, &["branch", "mine", "main"]);
    assert!(seed(&repository).contains("as it is"));
    assert_eq!(git(&repository, &["rev-parse", "--verify", "mine"]).0, Some(0));
}

#[test]
fn the_smart_dispatch_proposal_is_valid_after_its_merge() {
    let folder = tempfile::tempdir().unwrap();
    let repository = folder.path().join("customer-centre.git");
    seed(&repository);
    let tree = git(&repository, &["merge-tree", "--write-tree", "main", "proposal/smart-dispatch"]).1;
    let listed = git(&repository, &["ls-tree", "-r", "--name-only", "-z", tree.trim()]).1;
    let files = listed.split_terminator('\0').filter_map(|path| {
        let class = FileClass::of(path)?;
        let text = git(&repository, &["show", &format!("{}:{path}", tree.trim())]).1;
        Some((Arc::from(path), Arc::new(yaml::read(class, text.as_bytes()))))
    });
    let merged = Snapshot::build(files.collect());
    let found: Vec<String> =
        merged.diagnostics().iter().map(|d| format!("{} {}", d.code, d.message)).collect();
    assert_eq!(found, [""; 0]);
    assert!(merged.element("as-eta").is_some() && merged.element("rel-2026-12").is_some());
}

/// The block of lines under a heading.
fn block<'a>(text: &'a str, heading: &str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let rest = text.split_once(heading).unwrap_or_else(|| panic!("no heading {heading}")).1;
    let block = rest.split("```").nth(1).unwrap();
    block
        .lines()
        .filter_map(|line| line.split_once(": "))
        .flat_map(|(head, items)| items.split("; ").map(move |item| (head, item)))
}

#[test]
fn every_element_and_relation_of_the_guidance_is_in_the_example() {
    let Some(folder) = shared("standards") else { return };
    let text = fs::read_to_string(folder.join("../domain.md")).unwrap();
    let files = files_below(&example()).into_iter().filter_map(|path| {
        let relative = path.strip_prefix(example()).unwrap().to_str().unwrap().to_owned();
        let class = FileClass::of(&relative)?;
        Some((Arc::from(relative), Arc::new(yaml::read(class, &fs::read(&path).unwrap()))))
    });
    let model = Snapshot::build(files.collect());
    let library = model.metamodel();
    let mut wrong = Vec::new();
    let mut elements = 0;
    for (kind, item) in block(&text, "### 8.1") {
        elements += 1;
        let (id, names) = item.split_once(" = ").unwrap();
        let (id, (en, zh)) = (id.trim_end_matches('+'), names.rsplit_once(" / ").unwrap());
        let Some(slot) = model.slot_of(id) else {
            wrong.push(format!("no element {id}"));
            continue;
        };
        if model.kind_at(slot) != library.kind_index(kind) {
            wrong.push(format!("{id} is no {kind}"));
        }
        let element = model.element(id).unwrap();
        if element.name.get("en") != en || element.name.get("zh") != zh {
            wrong.push(format!("{id} is named {} / {}", element.name.get("en"), element.name.get("zh")));
        }
        if ["en", "zh"].iter().any(|code| element.description.get(code).is_empty()) {
            wrong.push(format!("{id} has no description"));
        }
    }
    assert!(elements >= 320, "{elements}");

    let mut known: BTreeMap<&str, BTreeSet<(&str, &str)>> = BTreeMap::new();
    for entry in model.relations() {
        let Some(kind) = library.relation_index(entry.relation.kind.as_str()) else { continue };
        let base = library.relation(library.relation(kind).archimate).id.as_str();
        known.entry(base).or_default().insert((entry.source(), entry.relation.to.as_str()));
    }
    let mut relations = 0;
    for (kind, item) in block(&text, "### 8.2") {
        let (from, targets) = item.split_once(" > ").unwrap();
        for to in targets.split(", ") {
            relations += 1;
            let pairs = known.get(kind);
            let has = |pair| pairs.is_some_and(|pairs| pairs.contains(&pair));
            // An association has no direction: `raised-by` is the one from stakeholder to demand.
            if !has((from, to)) && (kind != "association" || !has((to, from))) {
                wrong.push(format!("no {kind} {from} > {to}"));
            }
        }
    }
    assert!(relations >= 500, "{relations}");
    assert_eq!(wrong, [""; 0]);
}
