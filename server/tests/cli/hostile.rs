//! Input that is broken on purpose: a clear finding or error each, never a panic.

use crate::support::{Bench, Run};

fn archimate(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<archimate:model xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xmlns:archimate=\"http://www.archimatetool.com/archimate\" name=\"M\" id=\"m\">{body}</archimate:model>"
    )
}

/// Exit code 1 or 2, something said, no panic.
#[track_caller]
fn refused(run: Run) -> Run {
    assert!(matches!(run.code, 1 | 2), "{run:#?}");
    assert!(!run.err.contains("panicked") && !run.out.contains("panicked"), "{run:#?}");
    assert!(!run.out.is_empty() || !run.err.is_empty(), "{run:#?}");
    run
}

#[test]
fn broken_yaml_is_a_finding_with_a_code() {
    let aliases: String = (1..30).map(|n| format!("a{n}: &a{n} [*a{}, *a{}]\n", n - 1, n - 1)).collect();
    let long_line = format!("id: x\nkind: goal\nname: {}\nnope: 1\n", "x".repeat(900_000));
    for (name, text, code) in [
        ("unclosed", b"id: [".to_vec(), "yaml-syntax"),
        ("tab", b"id: x\n\tkind: goal\n".to_vec(), "yaml-syntax"),
        ("scalar", b"just text\n".to_vec(), "wrong-type"),
        ("list", b"- a\n- b\n".to_vec(), "wrong-type"),
        ("nul", b"id: x\0y\nkind: goal\n".to_vec(), ""),
        ("control", b"id: x\nkind: goal\nname: \"\x01\x1b[2J\"\n".to_vec(), ""),
        ("bom-16", b"\xff\xfei\0d\0".to_vec(), "bad-encoding"),
        ("utf-8", b"id: x\nkind: goal\nname: \xc3\x28\n".to_vec(), "bad-encoding"),
        ("alias-bomb", format!("a0: &a0 [x]\n{aliases}").into_bytes(), "yaml-feature"),
        ("tag", b"id: !!python/object x\nkind: goal\n".to_vec(), "yaml-feature"),
        ("merge", b"id: x\nkind: goal\n<<: { name: y }\n".to_vec(), ""),
        ("directive", b"%YAML 1.1\n---\nid: x\nkind: goal\n".to_vec(), ""),
        ("twice", b"id: x\nid: y\nkind: goal\n".to_vec(), "duplicate-key"),
        ("deep-flow", ["[".repeat(100_000), "]".repeat(100_000)].concat().into_bytes(), ""),
        (
            "deep-block",
            (0..600).map(|n| format!("{}a:\n", " ".repeat(n))).collect::<String>().into_bytes(),
            "",
        ),
        ("huge", vec![b'a'; (1 << 20) + 1], "file-too-large"),
        ("long-line", long_line.into_bytes(), "unknown-key"),
        ("many", "---\nid: x\n".repeat(5_000).into_bytes(), "missing-key"),
        ("empty-id", b"id: ''\nkind: goal\n".to_vec(), "bad-id"),
    ] {
        let bench = Bench::with_models();
        bench.write("folder/elements/bad.yaml", &text);
        let run = bench.run("validate folder --fail-on warning");
        if code.is_empty() && run.code == 0 {
            continue;
        }
        let run = refused(run);
        assert!(run.out.contains(code) && run.out.contains("elements/bad.yaml"), "{name}: {run:#?}");
        bench.run("validate folder --fail-on warning --format json").ends(1).json();
        for command in ["stats folder", "fmt --check folder"] {
            let run = bench.run(command);
            assert!(
                (0..=2).contains(&run.code) && !run.err.contains("panicked"),
                "{name}: {command}: {run:#?}"
            );
        }
    }
}

#[test]
fn each_file_type_survives_nonsense() {
    let bench = Bench::with_models();
    for path in ["archweave.yaml", "views/x.yaml", "layouts/x.yaml", "relations/x.yaml", "metamodel/x.yaml"] {
        for text in
            ["[", "- 1", "a: &b c\nd: *b", "kinds: 1\nid: [1]\nformat: {}\nview: {}", "id: \"\\u0000\""]
        {
            bench.write(&format!("folder/{path}"), text);
            let run = refused(bench.run("validate folder --fail-on warning"));
            assert!(run.out.contains(path), "{path}: {text}\n{run:#?}");
        }
        bench.write(&format!("folder/{path}"), if path == "archweave.yaml" { "format: 1\n" } else { "" });
    }
}

#[test]
fn broken_yaml_in_git_is_a_finding_too() {
    let bench = Bench::with_models();
    bench.write("clone/elements/bad.yaml", b"id: x\nkind: goal\nname: \xff\n");
    bench.write("clone/elements/huge.yaml", vec![b'#'; 2 << 20]);
    bench.git("clone", &["add", "."]);
    bench.git("clone", &["commit", "-q", "-m", "Bad"]);
    bench.git("", &["clone", "-q", "--bare", "clone", "bad.git"]);
    bench.run("validate bad.git").ends(1).says("bad-encoding").says("file-too-large");
    bench.run("validate clone --at main").ends(1).says("bad-encoding");
    bench.run("stats bad.git").ends(1).complains("could not be read");
}

#[test]
fn broken_xml_is_an_error_or_a_finding() {
    let lol: String =
        (1..10).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
    let bomb = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE m [<!ENTITY l0 \"lol\">{lol}]>{}",
        archimate("<documentation>&l9;</documentation>").split_once("?>").unwrap().1
    );
    let external = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE m [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>{}",
        archimate("<documentation>&x;</documentation>").split_once("?>").unwrap().1
    );
    let mut broken_utf8 = archimate("<folder name=\"XX\" id=\"f\" type=\"business\"/>").into_bytes();
    let at = broken_utf8.windows(2).position(|pair| pair == b"XX").unwrap();
    broken_utf8[at] = 0xff;
    for (name, bytes) in [
        ("empty", Vec::new()),
        ("text", b"hello".to_vec()),
        ("html", b"<html/>".to_vec()),
        ("cut", archimate("<folder").into_bytes()),
        ("mismatched", archimate("<folder></element>").into_bytes()),
        ("entity-bomb", bomb.into_bytes()),
        ("external", external.into_bytes()),
        ("unknown-entity", archimate("<documentation>&nope;</documentation>").into_bytes()),
        ("deep", archimate(&"<folder name=\"f\" id=\"f\" type=\"business\">".repeat(50_000)).into_bytes()),
        ("utf-8", broken_utf8),
        ("zip", b"PK\x03\x04garbage".to_vec()),
        ("json", b"{".to_vec()),
        ("json-list", b"{\"elements\": 7}".to_vec()),
        ("deep-json", ["{\"a\":".repeat(100_000), "1".into()].concat().into_bytes()),
        ("nul", b"\0\0\0\0".to_vec()),
    ] {
        let bench = Bench::new();
        bench.write("bad.archimate", &bytes);
        for command in ["import bad.archimate --into model.git", "stats bad.archimate"] {
            let run = refused(bench.run(command));
            assert!(!run.out.contains("root:") && !run.err.contains("root:"), "{name}: {run:#?}");
            if run.code == 2 {
                assert!(run.err.starts_with("error: "), "{name}: {run:#?}");
            }
        }
    }
}

#[test]
fn things_that_are_not_what_they_should_be() {
    let bench = Bench::with_models();
    std::fs::create_dir_all(bench.path("folder/elements/dir.yaml")).unwrap();
    bench.run("validate folder --fail-on warning").ends(0);
    std::fs::create_dir_all(bench.path("dir.archimate")).unwrap();
    refused(bench.run("import dir.archimate --into x.git"));
    refused(bench.run("import nowhere.archimate --into x.git")).complains("nowhere.archimate");
    refused(bench.run("stats nowhere"));
    refused(bench.run("stats dir.archimate"));
    bench.write("taken", "a file");
    bench.run("export folder --format json --out model.json").ends(0);
    refused(bench.run("import model.json --into taken")).complains("taken");
    std::fs::create_dir_all(bench.path("manifest/archweave.yaml")).unwrap();
    refused(bench.run("validate manifest"));
    bench.write("broken.git/HEAD", "nonsense");
    std::fs::create_dir_all(bench.path("broken.git/objects")).unwrap();
    std::fs::create_dir_all(bench.path("broken.git/refs")).unwrap();
    refused(bench.run("validate broken.git"));
    bench.git("", &["init", "-q", "--bare", "empty.git"]);
    refused(bench.run("validate empty.git"));
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_are_not_followed() {
    let bench = Bench::with_models();
    bench.write("secret.yaml", "id: secret\nkind: goal\n");
    std::os::unix::fs::symlink(bench.path("secret.yaml"), bench.path("folder/elements/link.yaml")).unwrap();
    let counts = bench.run("stats folder --format json").ends(0).json();
    assert_eq!(counts["elements"], 2);
}
