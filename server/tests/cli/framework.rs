//! `.pre-commit-hooks.yaml` in the real pre-commit framework, with real git.

use std::fs;
use std::path::Path;

use crate::support::{Bench, MODEL, Run, framework, program, root, run};

/// A repository that has our hooks as its only content, as the framework would fetch it.
fn hooks(bench: &Bench) {
    bench.write("archweave/.pre-commit-hooks.yaml", fs::read(root().join(".pre-commit-hooks.yaml")).unwrap());
    bench.write(
        "archweave/ci/pre-commit/archweave.sh",
        fs::read(root().join("ci/pre-commit/archweave.sh")).unwrap(),
    );
    bench.git("archweave", &["init", "-q"]);
    bench.git("archweave", &["add", "."]);
    bench.git("archweave", &["update-index", "--chmod=+x", "ci/pre-commit/archweave.sh"]);
    bench.git("archweave", &["commit", "-q", "-m", "Hooks"]);
    bench.git("archweave", &["tag", "v1.0.0"]);
}

/// Commits in a clone in which `pre-commit install` was run with these hooks.
fn clone(ids: [&str; 2], pre_commit: &Path) -> Bench {
    let bench = Bench::new();
    hooks(&bench);
    for (path, text) in MODEL {
        bench.write(&format!("clone/{path}"), text);
    }
    let [validate, fmt] = ids;
    let url = bench.path("archweave");
    let config = format!(
        "repos:\n  - repo: {}\n    rev: v1.0.0\n    hooks:\n      - id: {fmt}\n      - id: {validate}\n",
        url.display()
    );
    bench.write("clone/.pre-commit-config.yaml", config);
    bench.git("clone", &["init", "-q"]);
    bench.git("clone", &["add", "."]);
    bench.git("clone", &["commit", "-q", "-m", "Start"]);
    let mut install = program(pre_commit);
    install.arg("install").env("PRE_COMMIT_HOME", bench.path("home")).current_dir(bench.path("clone"));
    run(&mut install).ends(0);
    bench
}

fn commit(bench: &Bench) -> Run {
    let mut commit = program("git");
    commit.args(["commit", "-m", "Change"]).current_dir(bench.path("clone"));
    run(commit.env("PRE_COMMIT_HOME", bench.path("home")))
}

fn add(bench: &Bench, path: &str, text: &str) {
    bench.write(&format!("clone/{path}"), text);
    bench.git("clone", &["add", path]);
}

/// Fails unless the commit was stopped with these words.
fn stopped(run: &Run, words: &[&str]) {
    assert_eq!(run.code, 1, "{run:#?}");
    let said = format!("{}{}", run.out, run.err);
    assert!(words.iter().all(|word| said.contains(word)), "{said}");
}

fn a_bad_commit_is_stopped_and_a_mended_one_passes(bench: &Bench) {
    let broken = "id: x\nkind: driver\nrelations:\n  - { id: r2, kind: association, to: nowhere }\n";
    add(bench, "elements/x.yaml", broken);
    let words = [
        "dangling-relation",
        "elements/x.yaml:4:38",
        "to: nowhere }",
        "or remove the relation",
        "rules/dangling-relation.md",
    ];
    stopped(&commit(bench), &words);
    // A file that nobody will commit does not help.
    bench.write("clone/elements/nowhere.yaml", "id: nowhere\nkind: driver\n");
    stopped(&commit(bench), &words);
    add(bench, "elements/nowhere.yaml", "id: nowhere\nkind: driver\n");
    commit(bench).ends(0);

    // Only removed files: no YAML is left to pass to a hook.
    bench.git("clone", &["rm", "-q", "elements/nowhere.yaml"]);
    stopped(&commit(bench), &["dangling-relation"]);
    bench.git("clone", &["reset", "-q", "--hard"]);

    add(bench, "elements/y.yaml", "kind: driver\nid: y\n");
    stopped(&commit(bench), &["files were modified by this hook", "formatted elements/y.yaml"]);
    assert_eq!(bench.read("clone/elements/y.yaml"), "id: y\nkind: driver\n");
    bench.git("clone", &["add", "."]);
    commit(bench).ends(0);
}

#[test]
fn hooks_that_use_the_installed_program() {
    let Some(pre_commit) = framework("pre-commit") else { return };
    let bench = clone(["archweave-validate-system", "archweave-fmt-system"], &pre_commit);
    a_bad_commit_is_stopped_and_a_mended_one_passes(&bench);
}

#[test]
fn hooks_that_bring_the_program() {
    let Some(pre_commit) = framework("pre-commit") else { return };
    let bench = clone(["archweave-validate", "archweave-fmt"], &pre_commit);
    // In place of cargo, which would build for minutes: what it is asked for, and the built program.
    let cargo = format!(
        "#!/bin/sh\necho \"$PWD $*\" >>'{}'\nmkdir -p target/pre-commit/bin\ncp '{}' target/pre-commit/bin/\n",
        bench.path("cargo.log").display(),
        env!("CARGO_BIN_EXE_archweave"),
    );
    bench.write("bin/cargo", cargo);
    let mut chmod = program("chmod");
    run(chmod.arg("+x").arg(bench.path("bin/cargo"))).ends(0);
    let path = format!("{}:{}", bench.path("bin").display(), std::env::var("PATH").unwrap());
    add(&bench, "elements/x.yaml", "id: x\nkind: nope\n");
    let mut first = program("git");
    first.args(["commit", "-m", "x"]).current_dir(bench.path("clone")).env("PATH", path);
    stopped(&run(first.env("PRE_COMMIT_HOME", bench.path("home"))), &["unknown-kind"]);
    let log = bench.read("cargo.log");
    assert!(
        log.lines().count() == 1 && log.contains("install --quiet --locked --path server --root"),
        "{log}"
    );
    bench.git("clone", &["reset", "-q", "--hard"]);
    // From now on it is there.
    a_bad_commit_is_stopped_and_a_mended_one_passes(&bench);
}

/// As the guide writes it.
#[test]
fn options_of_a_hook_are_its_args() {
    let Some(pre_commit) = framework("pre-commit") else { return };
    let bench = clone(["archweave-validate-system", "archweave-fmt-system"], &pre_commit);
    bench.git("clone", &["rm", "-rq", "elements", "views", "archweave.yaml"]);
    let config = bench.read("clone/.pre-commit-config.yaml");
    let args = "archweave-validate-system\n        args: [docs/architecture, --fail-on, warning]";
    let config =
        config.replace("      - id: archweave-fmt-system\n", "").replace("archweave-validate-system", args);
    add(&bench, ".pre-commit-config.yaml", &config);
    add(&bench, "docs/architecture/archweave.yaml", "format: 1\n");
    commit(&bench).ends(0);
    add(&bench, "docs/architecture/elements/x.yaml", "id: x\nkind: driver\nextras: 1\n");
    stopped(&commit(&bench), &["docs/architecture/elements/x.yaml:3:1", "[unknown-key] warning"]);
}

#[test]
fn the_framework_finds_no_fault_with_the_manifest() {
    let Some(pre_commit) = framework("pre-commit") else { return };
    let mut check = program(pre_commit);
    run(check.arg("validate-manifest").arg(root().join(".pre-commit-hooks.yaml"))).ends(0);
    let text = fs::read_to_string(root().join("server/Cargo.toml")).unwrap();
    assert!(text.contains("name = \"archweave\""), "the script installs the package below server/");
}
