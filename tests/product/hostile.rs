//! Broken and hostile input: a sentence and an exit code, never a panic.

use std::fs;
use std::path::Path;

use crate::support::program::archweave;

/// Asserts that the command ends with 1 or 2, says something, and did not panic.
fn refused(arguments: &[&Path]) {
    let output = archweave(arguments);
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    let code = output.status.code();
    assert!(matches!(code, Some(1 | 2)), "{arguments:?} ended with {code:?}: {said}");
    assert!(!said.trim().is_empty(), "{arguments:?} says nothing");
    assert!(!said.contains("panicked") && !said.contains("mistake of its own"), "{arguments:?}: {said}");
}

fn bomb(levels: usize) -> String {
    let entities = (1..levels).map(|n| format!("<!ENTITY e{n} \"{}\">", format!("&e{};", n - 1).repeat(10)));
    format!("<!DOCTYPE m [<!ENTITY e0 \"ha\">{}]><m>&e{};</m>", entities.collect::<String>(), levels - 1)
}

#[test]
fn imports_of_broken_files_are_refused() {
    let archi = r#"<archimate:model xmlns:archimate="http://www.archimatetool.com/archimate" name="m">"#;
    let files: [(&str, Vec<u8>); 8] = [
        ("empty.archimate", Vec::new()),
        ("binary.archimate", (0..=255).cycle().take(10_000).collect()),
        ("cut.archimate", format!("{archi}<folder name=\"Business\" type=\"bus").into_bytes()),
        ("bomb.archimate", bomb(10).into_bytes()),
        (
            "external.archimate",
            b"<!DOCTYPE m [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><m>&x;</m>".to_vec(),
        ),
        ("deep.archimate", format!("{archi}{}", "<folder>".repeat(100_000)).into_bytes()),
        ("cut.zip", b"PK\x03\x04\x14\0\0\0\x08\0".to_vec()),
        ("text.json", b"{\"format\": ".to_vec()),
    ];
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let file = folder.path().join(name);
        fs::write(&file, bytes).unwrap();
        let into = folder.path().join(format!("{name}.git"));
        refused(&["import".as_ref(), &file, "--into".as_ref(), &into]);
    }
    let directory = folder.path().join("directory.archimate");
    fs::create_dir(&directory).unwrap();
    refused(&["import".as_ref(), &directory, "--into".as_ref(), &folder.path().join("d.git")]);
    refused(&["import".as_ref(), "/no/such/file".as_ref(), "--into".as_ref(), &folder.path().join("n.git")]);
}

#[test]
fn models_with_broken_files_are_reported() {
    let aliases = |n: usize| {
        let lines = (1..n).map(|n| format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 9].join(", ")));
        format!("id: x\nkind: goal\na0: &a0 [ha]\n{}", lines.collect::<String>())
    };
    let element = |key: &str| format!("id: x\nkind: goal\nname: X\n{key}");
    let files: [(&str, Vec<u8>); 7] = [
        ("aliases", aliases(10).into_bytes()),
        ("encoding", b"id: x\nkind: goal\nname: \xff\xfe\n".to_vec()),
        ("syntax", element("tags: [a, b\n").into_bytes()),
        ("deep", element(&format!("properties: {{a: {}}}\n", "[".repeat(50_000))).into_bytes()),
        ("large", element(&format!("description: {}\n", "x".repeat(2 << 20))).into_bytes()),
        ("binary", (0..=255).cycle().take(10_000).collect()),
        ("twice", element("name: Y\n").into_bytes()),
    ];
    for (name, bytes) in files {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("elements/motivation/goal");
        fs::create_dir_all(&place).unwrap();
        fs::write(folder.path().join("archweave.yaml"), "format: 1\nname: M\n").unwrap();
        fs::write(place.join(format!("{name}.yaml")), bytes).unwrap();
        refused(&["validate".as_ref(), folder.path()]);
    }
}

#[test]
fn a_folder_where_a_file_is_expected_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("archweave.yaml")).unwrap();
    fs::create_dir_all(folder.path().join("elements/motivation/goal/x.yaml")).unwrap();
    refused(&["validate".as_ref(), folder.path()]);
}
