//! What a clone has more: folders in a work tree, the index, remote branches.

use std::fs;
use std::path::Path;

use archweave_model::snapshot::Snapshot;
use archweave_store::{At, CommitError, Repository, StagedError, work_tree_around};
use tempfile::TempDir;

use crate::{author, element, git, main_branch};

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// A clone with a model in `docs/model`; its second commit has one element more.
fn clone() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    git(root, &["init", "-q", "-b", "main"]);
    write(root, "README.md", "not ours");
    git(root, &["add", "."]);
    git(root, &["commit", "-q", "-m", "Nothing yet"]);
    write(root, "docs/model/archweave.yaml", "format: 1\nname: Part\n");
    write(root, "docs/model/elements/a.yaml", &element("a", "A"));
    git(root, &["add", "."]);
    git(root, &["commit", "-q", "-m", "A model"]);
    folder
}

fn ids(snapshot: &Snapshot) -> Vec<String> {
    snapshot.slots().filter_map(|slot| snapshot.element_at(slot)).map(|e| e.id.to_string()).collect()
}

#[test]
fn the_work_tree_around_a_folder_is_found() {
    let folder = clone();
    let root = folder.path().canonicalize().unwrap();
    let around = |path: &str| work_tree_around(&root.join(path));
    assert_eq!(around("docs/model"), Some((root.clone(), "docs/model".into())));
    assert_eq!(around(""), Some((root.clone(), String::new())));
    assert_eq!(around("nowhere"), None);
    assert_eq!(work_tree_around(Path::new("/")), None);
}

#[test]
fn a_folder_of_a_clone_is_a_model_at_every_revision() {
    let folder = clone();
    let part = Repository::open_part(folder.path(), "docs/model").unwrap();
    let head = part.head().unwrap();
    let loaded = part.load(head).unwrap();
    assert_eq!(ids(&loaded.snapshot), ["a"]);
    assert_eq!(loaded.snapshot.paths().count(), 2);
    assert!(part.blob(head, "elements/a.yaml").unwrap().starts_with(b"id: a"));
    assert!(part.blob(head, "README.md").is_err());

    // Before the folder was there, the model is empty.
    let first = git(folder.path(), &["rev-parse", "HEAD~1"]);
    let first = part.resolve(&At::parse(&first).unwrap()).unwrap();
    assert_eq!(part.load(first).unwrap().snapshot.paths().count(), 0);
    assert_eq!(part.advance(&loaded, first).unwrap().snapshot.paths().count(), 0);
    assert!(part.load(first).unwrap().images.is_empty());

    let whole = Repository::open(folder.path()).unwrap();
    assert_eq!(whole.models(head).unwrap(), ["docs/model"]);
    assert!(whole.models(first).unwrap().is_empty());
    assert_eq!(part.models(head).unwrap(), [""]);

    // Writing would need the whole.
    let refused = part.commit(&main_branch(), Some(head), Vec::new(), &author(0), "no");
    assert!(matches!(refused, Err(CommitError::Folder(_))));
}

#[test]
fn what_is_staged_is_neither_the_last_commit_nor_the_files_on_disk() {
    let folder = clone();
    let root = folder.path();
    write(root, "docs/model/elements/b.yaml", &element("b", "B"));
    git(root, &["add", "."]);
    write(root, "docs/model/elements/c.yaml", &element("c", "C"));
    write(root, "docs/model/elements/b.yaml", "id: [");
    // Announced, not staged: git leaves it out, and so does the model.
    git(root, &["add", "--intent-to-add", "docs/model/elements/c.yaml"]);
    let part = Repository::open_part(root, "docs/model").unwrap();
    let staged = part.staged().unwrap();
    assert!(!staged.is_commit() && !staged.is_files() && staged.to_string().starts_with("staged-"));
    assert_eq!(ids(&part.load(staged).unwrap().snapshot), ["a", "b"]);
    let head = part.load(part.head().unwrap()).unwrap();
    assert_eq!(ids(&part.advance(&head, staged).unwrap().snapshot), ["a", "b"]);
    assert!(part.commit_info(staged).is_err());

    // Also from an index in parts, which libgit2 does not read.
    git(root, &["update-index", "--split-index"]);
    assert_eq!(part.staged().unwrap(), staged);
}

#[test]
fn conflicts_and_bare_repositories_have_nothing_staged() {
    let folder = clone();
    let root = folder.path();
    git(root, &["checkout", "-q", "-b", "other"]);
    write(root, "README.md", "other");
    git(root, &["commit", "-qam", "Other"]);
    git(root, &["checkout", "-q", "main"]);
    write(root, "README.md", "main");
    git(root, &["commit", "-qam", "Main"]);
    let merged = crate::command(root).args(["merge", "-q", "other"]).output().unwrap();
    assert!(!merged.status.success());
    let refused = Repository::open(root).unwrap().staged();
    assert!(matches!(refused, Err(StagedError::Git(_))), "{refused:?}");
    let bare = Repository::init_bare(root.join("bare.git")).unwrap();
    assert!(matches!(bare.staged(), Err(StagedError::NotAClone(_))));
}

#[test]
fn remote_branches_have_names_and_lines_of_work_a_commit_in_common() {
    let folder = clone();
    let root = folder.path();
    let base = git(root, &["rev-parse", "HEAD"]);
    git(root, &["update-ref", "refs/remotes/origin/main", "HEAD"]);
    git(root, &["checkout", "-q", "-b", "feature/x"]);
    git(root, &["commit", "-q", "--allow-empty", "-m", "Ours"]);
    let ours = git(root, &["rev-parse", "HEAD"]);
    git(root, &["commit", "-q", "--allow-empty", "-m", "Ours again"]);
    let store = Repository::open(root).unwrap();
    let resolve = |at: &str| store.resolve(&At::parse(at).unwrap()).unwrap();
    assert_eq!(resolve("origin/main").to_string(), base);
    assert_eq!(resolve("refs/remotes/origin/main").to_string(), base);
    git(root, &["checkout", "-q", "main"]);
    git(root, &["commit", "-q", "--allow-empty", "-m", "Theirs"]);
    let common = |a: &str, b: &str| store.common(resolve(a), resolve(b)).unwrap().unwrap().to_string();
    assert_eq!(common("main", "feature/x"), base);
    assert_eq!(common(&ours, "feature/x"), ours);
    let lone = git(root, &["commit-tree", "HEAD^{tree}", "-m", "Lone"]);
    git(root, &["update-ref", "refs/heads/lone", &lone]);
    assert_eq!(store.common(resolve("lone"), resolve("main")).unwrap(), None);
}
