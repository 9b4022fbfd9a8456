//! Merging by meaning: `git merge` in a clone, `git mergetool`, and `archweave merge` on its own.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use serde_json::Value;

use crate::support::git::{self, command, commit, succeed as git_ok};
use crate::support::program::{archweave, succeed};

const FILE: &str = "elements/crm.yaml";
const CRM: &str = "\
# Owned by the desk.
id: crm
kind: application-component
name: CRM
description: Knows customers
tags: [core]
";

/// A clone on `main` with a model of one element, and our and their version of it on branches.
fn clone(folder: &Path, ours: &str, theirs: &str) -> PathBuf {
    let clone = folder.join("clone");
    succeed(["init".as_ref(), clone.as_os_str()]);
    git_ok(&clone, &["init", "-q", "-b", "main"]);
    commit(&clone, &[(FILE, CRM), ("notes.txt", "one\n")], "Start");
    git_ok(&clone, &["checkout", "-q", "-b", "theirs"]);
    commit(&clone, &[(FILE, theirs)], "Theirs");
    git_ok(&clone, &["checkout", "-q", "main"]);
    commit(&clone, &[(FILE, ours)], "Ours");
    clone
}

fn install(clone: &Path) {
    succeed(["merge-driver", "install", "--repo", clone.to_str().unwrap()]);
    commit(clone, &[], "Merge by meaning");
}

fn text(clone: &Path) -> String {
    fs::read_to_string(clone.join(FILE)).unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Runs the merge tool with these answers.
fn mergetool(clone: &Path, answers: &str) -> Output {
    let mut tool =
        command(clone, &["-c", "mergetool.keepBackup=false", "mergetool", "--tool=archweave", "--no-prompt"]);
    let mut tool = tool.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // Git may end before it has read all.
    let _ = tool.stdin.take().unwrap().write_all(answers.as_bytes());
    tool.wait_with_output().unwrap()
}

#[test]
fn neighbouring_lines_conflict_for_git_and_not_for_the_driver() {
    let folder = tempfile::tempdir().unwrap();
    let ours = CRM.replace("name: CRM", "name: Customer hub");
    let theirs =
        CRM.replace("description: Knows customers", "description: Knows every caller   # and mailer");
    let clone = clone(folder.path(), &ours, &theirs);

    assert!(!git::git(&clone, &["merge", "-q", "theirs"]).status.success(), "git alone conflicts");
    git_ok(&clone, &["merge", "--abort"]);

    install(&clone);
    let merged = git::git(&clone, &["merge", "-q", "--no-edit", "theirs"]);
    assert!(merged.status.success(), "{}", said(&merged));
    let expected = ours.replace("description: Knows customers", "description: Knows every caller");
    let without_their_comment = text(&clone).replace("   # and mailer", "");
    assert_eq!(without_their_comment, expected, "our comment stays");
    assert_eq!(git_ok(&clone, &["log", "-1", "--format=%p"]).split(' ').count(), 2);
    succeed(["validate".as_ref(), clone.as_os_str()]);
}

#[test]
fn what_git_merges_keeps_the_comments_of_both() {
    let folder = tempfile::tempdir().unwrap();
    let ours = CRM.replace("# Owned", "# Ours\n# Owned");
    let theirs = CRM.replace("tags: [core]", "tags: [core, wide]   # since May");
    let clone = clone(folder.path(), &ours, &theirs);
    install(&clone);
    git_ok(&clone, &["merge", "-q", "--no-edit", "theirs"]);
    assert_eq!(text(&clone), ours.replace("tags: [core]", "tags: [core, wide]   # since May"));
}

#[test]
fn a_real_conflict_has_markers_around_its_lines_and_is_resolved_with_the_merge_tool() {
    let folder = tempfile::tempdir().unwrap();
    let ours = CRM.replace("name: CRM", "name: Customer hub");
    let theirs = CRM
        .replace("name: CRM", "name: Client hub")
        .replace("description: Knows customers", "description: Knows every caller");
    let clone = clone(folder.path(), &ours, &theirs);
    install(&clone);
    let merged = git::git(&clone, &["merge", "-q", "theirs"]);
    assert_eq!(merged.status.code(), Some(1));
    assert!(said(&merged).contains("conflict in elements/crm.yaml: element/crm:name"), "{}", said(&merged));
    let expected = CRM
        .replace("name: CRM", "<<<<<<< ours\nname: Customer hub\n=======\nname: Client hub\n>>>>>>> theirs")
        .replace("description: Knows customers", "description: Knows every caller");
    assert_eq!(text(&clone), expected);

    let done = mergetool(&clone, "theirs\n");
    assert!(done.status.success(), "{}", said(&done));
    assert!(
        said(&done).contains("\"Customer hub\"") && said(&done).contains("\"Client hub\""),
        "{}",
        said(&done)
    );
    git_ok(&clone, &["commit", "-q", "--no-edit"]);
    let resolved = CRM
        .replace("name: CRM", "name: Client hub")
        .replace("description: Knows customers", "description: Knows every caller");
    assert_eq!(text(&clone), resolved);
    assert_eq!(git_ok(&clone, &["status", "--porcelain"]), "");
}

#[test]
fn answers_are_kept_until_all_are_given() {
    let folder = tempfile::tempdir().unwrap();
    let ours = CRM
        .replace("name: CRM", "name: Ours")
        .replace("description: Knows customers", "description: Our text");
    let theirs = CRM
        .replace("name: CRM", "name: Theirs")
        .replace("description: Knows customers", "description: Their text");
    let clone = clone(folder.path(), &ours, &theirs);
    install(&clone);
    assert!(!git::git(&clone, &["merge", "-q", "theirs"]).status.success());

    let first = mergetool(&clone, "e Words of both\nq\n");
    assert!(!first.status.success());
    assert!(said(&first).contains("1 conflict left; what was answered is kept"), "{}", said(&first));

    let second = mergetool(&clone, "base\n");
    assert!(second.status.success(), "{}", said(&second));
    assert!(said(&second).contains("answered before"), "{}", said(&second));
    assert_eq!(text(&clone), CRM.replace("description: Knows customers", "description: Words of both"));
    let kept = clone.join(".git/archweave/mergetool");
    assert_eq!(fs::read_dir(kept).unwrap().count(), 0, "nothing is left behind");
}

#[test]
fn other_files_and_broken_ones_are_merged_as_git_does() {
    let folder = tempfile::tempdir().unwrap();
    let clone = clone(folder.path(), CRM, &CRM.replace("name: CRM", "name: [broken"));
    install(&clone);
    commit(&clone, &[(FILE, &CRM.replace("tags: [core]", "tags: [wide]"))], "Ours again");
    let merged = git::git(&clone, &["merge", "-q", "--no-edit", "theirs"]);
    assert!(merged.status.success(), "{}", said(&merged));
    assert!(text(&clone).contains("name: [broken") && text(&clone).contains("tags: [wide]"));
}

#[test]
fn the_driver_goes_as_it_came() {
    let folder = tempfile::tempdir().unwrap();
    let clone = clone(folder.path(), CRM, CRM);
    let config = git_ok(&clone, &["config", "--local", "--list"]);
    fs::write(clone.join(".gitattributes"), "*.png binary\n").unwrap();
    install(&clone);
    let attribute = git_ok(&clone, &["check-attr", "merge", "--", FILE, "notes.txt", "elements/a/b.yaml"]);
    assert_eq!(
        attribute,
        "elements/crm.yaml: merge: archweave\nnotes.txt: merge: unspecified\nelements/a/b.yaml: merge: archweave"
    );
    succeed(["merge-driver", "uninstall", "--repo", clone.to_str().unwrap()]);
    assert_eq!(fs::read_to_string(clone.join(".gitattributes")).unwrap(), "*.png binary\n");
    assert_eq!(git_ok(&clone, &["config", "--local", "--list"]), config);
}

/// A model folder with these files.
fn model(folder: &Path, name: &str, files: &[(&str, &str)]) -> PathBuf {
    let model = folder.join(name);
    succeed(["init".as_ref(), model.as_os_str(), "--name".as_ref(), "Centre".as_ref()]);
    for (path, text) in files {
        let path = model.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    model
}

/// Runs `archweave merge --format json`.
fn merge(arguments: &[&Path]) -> (Option<i32>, Value) {
    let fixed: [&Path; 3] = ["merge".as_ref(), "--format".as_ref(), "json".as_ref()];
    let output = archweave(fixed.iter().chain(arguments));
    let found = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", said(&output)));
    (output.status.code(), found)
}

#[test]
fn three_folders_merge_and_what_is_open_is_answered_from_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let desk = "id: desk\nkind: business-actor\nname: Desk\n";
    let base = model(at, "base", &[(FILE, CRM), ("elements/desk.yaml", desk)]);
    let ours =
        model(at, "ours", &[(FILE, &CRM.replace("name: CRM", "name: Hub")), ("elements/desk.yaml", desk)]);
    let theirs = model(
        at,
        "theirs",
        &[(FILE, &CRM.replace("name: CRM", "name: Client hub").replace("[core]", "[core, wide]"))],
    );
    let out = at.join("out");
    let state = at.join("merge.yaml");
    let all: [&Path; 7] = [&base, &ours, &theirs, "--out".as_ref(), &out, "--state".as_ref(), &state];

    let (code, found) = merge(&all);
    assert_eq!(code, Some(1));
    assert!(!out.exists() && found["written"].is_null(), "nothing is written while a conflict is open");
    assert_eq!(found["counts"]["conflicts"], 1, "{found:#}");
    let conflict = &found["conflicts"][0];
    assert_eq!(conflict["id"], "element/crm:name");
    assert_eq!(
        [
            &conflict["element"],
            &conflict["attribute"],
            &conflict["base"],
            &conflict["ours"],
            &conflict["theirs"]
        ],
        ["crm", "name", "CRM", "Hub", "Client hub"]
    );

    let text = fs::read_to_string(&state).unwrap();
    assert!(
        text.contains("element/crm:name") && text.contains("choice: ''") || text.contains("choice: \"\""),
        "{text}"
    );
    fs::write(&state, text.replace("choice: ''", "choice: theirs").replace("choice: \"\"", "choice: theirs"))
        .unwrap();
    let (code, found) = merge(&all);
    assert_eq!(code, Some(0), "{found:#}");
    assert_eq!(found["resolved"][0]["choice"], "theirs");
    let merged = fs::read_to_string(out.join(FILE)).unwrap();
    assert_eq!(merged, CRM.replace("name: CRM", "name: Client hub").replace("[core]", "[core, wide]"));
    assert!(!out.join("elements/desk.yaml").exists(), "what they removed is gone");

    // An answer counts only for what was seen.
    fs::write(ours.join(FILE), CRM.replace("name: CRM", "name: Service hub")).unwrap();
    let (code, found) = merge(&[&base, &ours, &theirs, "--state".as_ref(), &state]);
    assert_eq!((code, &found["unused"][0]), (Some(1), &Value::from("element/crm:name")), "{found:#}");
}

#[test]
fn ours_is_changed_in_place_and_other_folders_are_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let base = model(at, "base", &[(FILE, CRM)]);
    let ours = model(at, "ours", &[(FILE, CRM)]);
    fs::write(ours.join("keep.txt"), "mine").unwrap();
    let theirs = model(at, "theirs", &[(FILE, &CRM.replace("name: CRM", "name: Hub"))]);
    let refused = archweave([
        "merge".as_ref(),
        base.as_os_str(),
        ours.as_os_str(),
        theirs.as_os_str(),
        "--out".as_ref(),
        base.as_os_str(),
    ]);
    assert!(refused.status.success(), "base is what ours is: {}", said(&refused));
    let other = at.join("other");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("thesis.doc"), "years").unwrap();
    let refused = archweave([
        "merge".as_ref(),
        ours.as_os_str(),
        ours.as_os_str(),
        theirs.as_os_str(),
        "--out".as_ref(),
        other.as_os_str(),
    ]);
    assert_eq!(refused.status.code(), Some(2), "{}", said(&refused));
    assert_eq!(fs::read_dir(&other).unwrap().count(), 1);

    let (code, found) = merge(&[&ours, &ours, &theirs, "--out".as_ref(), &ours]);
    assert_eq!(code, Some(0), "{found:#}");
    assert!(fs::read_to_string(ours.join(FILE)).unwrap().contains("name: Hub"));
    assert_eq!(fs::read_to_string(ours.join("keep.txt")).unwrap(), "mine");
}

#[test]
fn revisions_and_files_of_another_tool_merge_alike() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let ours = CRM.replace("name: CRM", "name: Hub");
    let theirs = CRM.replace("description: Knows customers", "description: Knows all");
    let clone = clone(at, &ours, &theirs);
    let archimate = |revision: &str| {
        let file = at.join(format!("{revision}.archimate"));
        let name = file.to_str().unwrap().to_owned();
        succeed([
            "export",
            clone.to_str().unwrap(),
            "--at",
            revision,
            "--format",
            "archimate",
            "--out",
            &name,
        ]);
        file
    };
    git_ok(&clone, &["branch", "-q", "base", "main~1"]);
    let [base, main, theirs] = ["base", "main", "theirs"].map(archimate);
    let out = at.join("merged.archimate");
    let (code, found) = merge(&[&base, &main, &theirs, "--out".as_ref(), &out]);
    assert_eq!(code, Some(0), "{found:#}");
    let same = succeed([
        "merge".as_ref(),
        "base".as_ref(),
        "main".as_ref(),
        "theirs".as_ref(),
        "--repo".as_ref(),
        clone.as_os_str(),
        "--out".as_ref(),
        at.join("merged").as_os_str(),
    ]);
    assert!(same.contains("0 conflicts"), "{same}");
    let merged = fs::read_to_string(at.join("merged").join(FILE)).unwrap();
    assert!(merged.contains("name: Hub") && merged.contains("description: Knows all"), "{merged}");
    let xml = fs::read_to_string(&out).unwrap();
    assert!(xml.contains("name=\"Hub\"") && xml.contains("Knows all"), "{xml}");

    let differ = archweave(["diff", base.to_str().unwrap(), main.to_str().unwrap(), "--exit-code"]);
    assert_eq!(differ.status.code(), Some(1));
    let words = said(&differ);
    assert!(words.contains("name: \"CRM\" -> \"Hub\""), "{words}");
    assert!(!words.contains("file:"), "a name moves nothing: {words}");
}
