//! Git hooks, with real git: a bad commit or push is stopped with a message that is enough to mend it.

use std::fs;
use std::path::Path;

use crate::support::{Bench, MODEL, Run, binary, run};

const BROKEN: &str =
    "id: helpdesk\nkind: business-role\nrelations:\n  - { id: r2, kind: assignment, to: cal }\n";
const MENDED: &str =
    "id: helpdesk\nkind: business-role\nrelations:\n  - { id: r2, kind: assignment, to: call }\n";

/// A clone with a model in a folder (empty for the root), committed on `main`.
fn clone(within: &str) -> Bench {
    let bench = Bench::new();
    for (path, text) in MODEL {
        bench.write(&Path::new("clone").join(within).join(path).display().to_string(), text);
    }
    bench.write("clone/README.md", "Read me");
    bench.git("clone", &["init", "-q"]);
    bench.git("clone", &["add", "."]);
    bench.git("clone", &["commit", "-q", "-m", "Start"]);
    bench
}

fn add(bench: &Bench, path: &str, text: &str) {
    bench.write(&format!("clone/{path}"), text);
    bench.git("clone", &["add", path]);
}

fn commit(bench: &Bench) -> Run {
    bench.try_git("clone", &["commit", "-q", "-m", "Change"])
}

/// What a hook says goes to stderr of git.
fn stopped(run: Run, path: &str) {
    assert_eq!(run.code, 1, "{run:#?}");
    let said = format!("{}{}", run.out, run.err);
    for part in [
        "[dangling-relation] error: `assignment` ends at `cal`, which is not in the model",
        &format!("{path}:4:37"),
        "4 |   - { id: r2, kind: assignment, to: cal }",
        "^^^",
        "or remove the relation",
        "archweave explain dangling-relation",
        "https://github.com/archweave/archweave/blob/main/docs/reference/rules/dangling-relation.md",
        "stopped the",
        "--no-verify",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
}

#[test]
fn a_bad_commit_is_stopped_and_a_mended_one_passes() {
    let bench = clone("");
    bench.run("hook install --repo clone").ends(0).says("installed").says("pre-commit").says("pre-push");
    add(&bench, "elements/helpdesk.yaml", BROKEN);
    stopped(commit(&bench), "elements/helpdesk.yaml");
    // Mended on disk is not mended in the index.
    bench.write("clone/elements/helpdesk.yaml", MENDED);
    stopped(commit(&bench), "elements/helpdesk.yaml");
    bench.git("clone", &["add", "."]);
    commit(&bench).ends(0);

    // What is not staged does not stop a commit, and does not help one either.
    bench.write("clone/elements/broken.yaml", "id: [");
    add(&bench, "README.md", "Read me again");
    commit(&bench).ends(0);
    bench.write("clone/elements/cal.yaml", "id: cal\nkind: business-process\n");
    add(&bench, "elements/helpdesk.yaml", BROKEN);
    stopped(commit(&bench), "elements/helpdesk.yaml");
    // `git commit FILE` and `-a` have an index of their own.
    bench.git("clone", &["reset", "-q"]);
    stopped(
        bench.try_git("clone", &["commit", "-q", "-m", "x", "elements/helpdesk.yaml"]),
        "elements/helpdesk.yaml",
    );
    stopped(bench.try_git("clone", &["commit", "-q", "-a", "-m", "x"]), "elements/helpdesk.yaml");
    bench.write("clone/elements/helpdesk.yaml", MENDED.replace("r2", "r3").as_str());
    bench.try_git("clone", &["commit", "-q", "-a", "-m", "x"]).ends(0);
    // Removing an element breaks its neighbours.
    bench.git("clone", &["rm", "-q", "elements/call.yaml"]);
    let run = commit(&bench);
    assert!(run.code == 1 && run.err.contains("elements/helpdesk.yaml:4"), "{run:?}");
    bench.try_git("clone", &["commit", "-q", "--no-verify", "-m", "I know"]).ends(0);
}

#[test]
fn a_bad_push_is_stopped_and_a_mended_one_passes() {
    let bench = clone("");
    bench.git("", &["init", "-q", "--bare", "remote.git"]);
    bench.git("clone", &["remote", "add", "origin", "../remote.git"]);
    bench.run("hook install --repo clone").ends(0);
    bench.try_git("clone", &["push", "-q", "origin", "HEAD:main"]).ends(0);
    add(&bench, "elements/helpdesk.yaml", BROKEN);
    bench.git("clone", &["commit", "-q", "--no-verify", "-m", "Break"]);
    bench.git("clone", &["tag", "-a", "bad", "-m", "Bad"]);
    let run = bench.try_git("clone", &["push", "-q", "origin", "HEAD:main"]);
    assert!(format!("{run:?}").contains("refs/heads/") || format!("{run:?}").contains("HEAD"), "{run:?}");
    stopped(run, "elements/helpdesk.yaml");
    stopped(bench.try_git("clone", &["push", "-q", "origin", "bad"]), "elements/helpdesk.yaml");
    // The work tree is not what is pushed.
    bench.write("clone/elements/helpdesk.yaml", MENDED);
    stopped(bench.try_git("clone", &["push", "-q", "origin", "HEAD:main"]), "elements/helpdesk.yaml");
    bench.git("clone", &["commit", "-qam", "Mend"]);
    bench.try_git("clone", &["push", "-q", "origin", "HEAD:main"]).ends(0);
    // Branches without a model, and what is deleted, are nobody's business.
    bench.git("clone", &["checkout", "-q", "--orphan", "pages"]);
    bench.git("clone", &["rm", "-rqf", "."]);
    add(&bench, "index.html", "<p>");
    commit(&bench).ends(0);
    bench.try_git("clone", &["push", "-q", "origin", "pages"]).ends(0);
    bench.try_git("clone", &["push", "-q", "origin", ":pages"]).ends(0);
}

/// The script of the guide, in a bare repository.
#[test]
fn a_server_refuses_a_push_by_the_hook_of_the_guide() {
    let guide = fs::read_to_string(crate::support::root().join("docs/guide/ci.md")).unwrap();
    let (_, script) = guide.split_once("`hooks/update`:\n\n```sh\n").unwrap();
    let (script, _) = script.split_once("```").unwrap();
    let bench = clone("");
    bench.git("", &["init", "-q", "--bare", "remote.git"]);
    bench.write("remote.git/hooks/update", script);
    make_executable(&bench.path("remote.git/hooks/update"));
    bench.git("clone", &["remote", "add", "origin", "../remote.git"]);
    add(&bench, "elements/helpdesk.yaml", BROKEN);
    commit(&bench).ends(0);
    let run = bench.try_git("clone", &["push", "-q", "origin", "HEAD:main"]);
    assert!(run.code == 1 && run.err.contains("remote: [dangling-relation] error"), "{run:?}");
    add(&bench, "elements/helpdesk.yaml", MENDED);
    commit(&bench).ends(0);
    bench.try_git("clone", &["push", "-q", "origin", "HEAD:main", "HEAD:other"]).ends(0);
    bench.try_git("clone", &["push", "-q", "origin", ":other"]).ends(0);
}

#[test]
fn models_in_folders_are_found_or_named() {
    for option in ["", "--model docs/archi", "--model clone/docs/archi/"] {
        let bench = clone("docs/archi");
        bench.run(&format!("hook install --repo clone {option}")).ends(0);
        add(&bench, "docs/archi/elements/helpdesk.yaml", BROKEN);
        stopped(commit(&bench), "docs/archi/elements/helpdesk.yaml");
        // From below the root, too.
        stopped(
            bench.try_git("clone/docs", &["commit", "-q", "-m", "x"]),
            "docs/archi/elements/helpdesk.yaml",
        );
    }
    let bench = clone("docs/archi");
    bench.run("hook install --repo clone --model nowhere").ends(2).complains("not a folder of the clone");
    bench.run("hook install --repo clone --model clone/..").ends(2).complains("not a folder of the clone");
}

#[test]
fn options_of_the_installation_are_those_of_the_hook() {
    let bench = clone("");
    bench.run("hook install --repo clone --fail-on warning").ends(0);
    add(&bench, "elements/goal.yaml", "id: goal\nkind: driver\nextras: 1\n");
    let run = commit(&bench);
    assert!(run.code == 1 && run.err.contains("[unknown-key] warning"), "{run:?}");
    bench.run("hook install --repo clone").ends(0);
    commit(&bench).ends(0);
    bench.write("clone/elements/helpdesk.yaml", BROKEN);
    bench.run("validate clone --write-baseline clone/known.json").ends(0);
    bench.git("clone", &["add", "."]);
    assert_eq!(commit(&bench).code, 1);
    bench.run("hook install --repo clone --baseline known.json").ends(0);
    commit(&bench).ends(0);
}

#[test]
fn a_hook_of_somebody_else_stays_and_the_message_says_how_to_chain() {
    let bench = clone("");
    let own = "#!/bin/sh\necho mine\n";
    bench.write("clone/.git/hooks/pre-push", own);
    bench
        .run("hook install --repo clone --fail-on warning")
        .ends(2)
        .complains("is there already and not of archweave; nothing was installed")
        .complains("archweave hook run pre-push --fail-on warning || exit 1");
    assert!(!bench.path("clone/.git/hooks/pre-commit").exists());
    assert_eq!(bench.read("clone/.git/hooks/pre-push"), own);
    bench.run("hook uninstall --repo clone").ends(0).says("left ").says("did not install it");
    assert_eq!(bench.read("clone/.git/hooks/pre-push"), own);

    // As the message says.
    let chained = "#!/bin/sh\necho mine >&2\narchweave hook run pre-commit || exit 1\n";
    bench.write("clone/.git/hooks/pre-commit", chained);
    make_executable(&bench.path("clone/.git/hooks/pre-commit"));
    add(&bench, "elements/helpdesk.yaml", BROKEN);
    let run = commit(&bench);
    assert!(run.err.contains("mine"), "{run:?}");
    stopped(run, "elements/helpdesk.yaml");

    // A hook of the pre-commit framework has a better way.
    bench.write(
        "clone/.git/hooks/pre-commit",
        "#!/bin/sh\n# File generated by pre-commit: https://pre-commit.com\n",
    );
    bench.run("hook install --repo clone").ends(2).complains(".pre-commit-config.yaml");
}

fn make_executable(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn hooks_go_where_git_looks_for_them_and_come_out_again() {
    let bench = clone("");
    // A linked work tree shares the hooks of its clone.
    bench.git("clone", &["worktree", "add", "-q", "../linked"]);
    bench.run("hook install --repo linked").ends(0);
    assert!(bench.path("clone/.git/hooks/pre-commit").exists());
    bench.write("linked/elements/helpdesk.yaml", BROKEN);
    bench.git("linked", &["add", "."]);
    stopped(bench.try_git("linked", &["commit", "-q", "-m", "x"]), "elements/helpdesk.yaml");
    // Twice is once.
    bench.run("hook install --repo clone").ends(0);
    bench.run("hook uninstall --repo clone").ends(0).says("removed");
    assert!(!bench.path("clone/.git/hooks/pre-commit").exists());
    bench.try_git("linked", &["commit", "-q", "-m", "x"]).ends(0);

    // A folder that the clone's own configuration names.
    bench.git("clone", &["config", "core.hooksPath", "my hooks"]);
    bench.run("hook install --repo clone").ends(0).says("clone/my hooks/pre-commit");
    add(&bench, "elements/helpdesk.yaml", BROKEN);
    stopped(commit(&bench), "elements/helpdesk.yaml");

    // One for all clones of this user is left alone.
    let global = bench.path("global");
    fs::write(&global, "[core]\n\thooksPath = /nowhere/hooks\n").unwrap();
    bench.git("clone", &["config", "--unset", "core.hooksPath"]);
    let mut command = binary();
    command.args(["hook", "install", "--repo", "clone"]).current_dir(bench.path(""));
    let refused = run(command.env("GIT_CONFIG_GLOBAL", &global)).ends(2);
    refused.complains("/nowhere/hooks").complains("global configuration").complains("hook run pre-commit");

    bench.git("", &["init", "-q", "--bare", "bare.git"]);
    bench
        .run("hook install --repo bare.git")
        .ends(2)
        .complains("not in a git clone")
        .complains("its hook `update`");
    bench.run("hook install --repo nowhere").ends(2);
}

#[test]
fn a_hook_without_its_executable_says_so() {
    let bench = clone("");
    bench.run("hook install --repo clone").ends(0);
    let path = bench.path("clone/.git/hooks/pre-commit");
    let text = fs::read_to_string(&path).unwrap();
    let own = text.lines().find(|line| line.starts_with("archweave=")).unwrap();
    fs::write(
        &path,
        text.replace(own, "archweave=/gone/archweave").replace("=archweave\n", "=no-archweave\n"),
    )
    .unwrap();
    add(&bench, "README.md", "Changed");
    let run = commit(&bench);
    assert!(run.code == 1 && run.err.contains("archweave is not installed"), "{run:?}");
}

#[test]
fn long_lists_are_cut_and_say_so() {
    let bench = clone("");
    bench.run("hook install --repo clone").ends(0);
    for at in 0..25 {
        add(&bench, &format!("elements/e{at}.yaml"), &format!("id: e{at}\nkind: nope\n"));
    }
    let run = commit(&bench);
    assert_eq!(run.err.matches("unknown kind `nope`").count(), 20, "{run:?}");
    assert!(run.err.contains("25 errors, 0 warnings") && run.err.contains("5 more are not shown"), "{run:?}");
}
