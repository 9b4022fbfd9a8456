//! Commands on the bundled example: what they print, what they write, how they end.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::program::{archweave, seed, succeed};
use crate::support::{example, files_below};

fn stats(of: &Path) -> Value {
    let text = succeed(["stats".as_ref(), of.as_os_str(), "--format".as_ref(), "json".as_ref()]);
    serde_json::from_str(&text).unwrap()
}

/// Lines of all files below a folder of the example that start like this.
fn count_lines(folder: &str, start: &str) -> usize {
    let files = files_below(&example().join(folder));
    let texts = files.iter().map(|file| fs::read_to_string(file).unwrap());
    texts.map(|text| text.lines().filter(|line| line.starts_with(start)).count()).sum()
}

fn copy(from: &Path, to: &Path) {
    for file in files_below(from) {
        let target = to.join(file.strip_prefix(from).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(file, target).unwrap();
    }
}

#[test]
fn stats_count_what_the_files_hold() {
    let found = stats(&example());
    assert_eq!(found["elements"], count_lines("elements", "id: "));
    assert_eq!(found["views"], count_lines("views", "id: "));
    // Relations stand one level below their key, each at the dash of its entry; it is the last key.
    let relations = files_below(&example().join("elements")).into_iter().map(|file| {
        let text = fs::read_to_string(file).unwrap();
        let list = text.split_once("\nrelations:\n").map_or("", |(_, list)| list);
        list.lines().filter(|line| line.starts_with("  - ")).count()
    });
    assert_eq!(found["relationships"], relations.sum::<usize>());
    assert!(found["elements"].as_u64().unwrap() >= 120);
    for key in ["view_nodes", "view_connections", "properties", "specializations"] {
        assert!(found[key].is_u64(), "{key} in {found}");
    }
}

#[test]
fn a_valid_model_ends_with_0_findings_with_1_and_nothing_to_read_with_2() {
    let clean = archweave(["validate".as_ref(), example().as_os_str()]);
    assert_eq!(clean.status.code(), Some(0), "{}", String::from_utf8_lossy(&clean.stderr));

    let folder = tempfile::tempdir().unwrap();
    copy(&example(), folder.path());
    let file = "elements/application/application-component/broken.yaml";
    let broken = "id: broken\nkind: application-component\nname: Broken\nrelations:\n  - serving: nobody\n";
    fs::write(folder.path().join(file), broken).unwrap();
    let arguments = ["validate".as_ref(), folder.path().as_os_str(), "--format".as_ref(), "json".as_ref()];
    let found = archweave(arguments);
    assert_eq!(found.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&found.stdout).unwrap();
    let text = report.to_string();
    assert!(text.contains("dangling-relation") && text.contains(file), "{text}");
    let human = archweave(["validate".as_ref(), folder.path().as_os_str()]);
    let said = String::from_utf8_lossy(&human.stdout) + String::from_utf8_lossy(&human.stderr);
    assert_eq!(human.status.code(), Some(1));
    assert!(said.contains("broken.yaml:5"), "names the file and the line:\n{said}");
    assert!(said.contains("nobody"), "shows the line:\n{said}");

    let absent = archweave(["validate", "no/such/folder"]);
    assert_eq!(absent.status.code(), Some(2));
    assert!(!absent.stderr.is_empty());
}

#[test]
fn a_model_goes_out_and_comes_in_again_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    let expected = stats(&example());
    for (format, name) in [("archimate", "model.archimate"), ("json", "model.json")] {
        let file = folder.path().join(name);
        let example = example();
        let out = ["export".as_ref(), example.as_os_str(), "--format".as_ref(), format.as_ref()];
        succeed(out.into_iter().chain(["--out".as_ref(), file.as_os_str()]));
        let repository = folder.path().join(format);
        succeed(["import".as_ref(), file.as_os_str(), "--into".as_ref(), repository.as_os_str()]);
        assert_eq!(stats(&repository), expected, "{format}");
        assert_eq!(stats(&file), expected, "{format} file");
        let valid = archweave(["validate".as_ref(), repository.as_os_str()]);
        assert_eq!(valid.status.code(), Some(0), "{format}: {}", String::from_utf8_lossy(&valid.stdout));
    }
}

#[test]
fn all_views_are_drawn_as_svg_and_png() {
    let folder = tempfile::tempdir().unwrap();
    let repository = seed(folder.path());
    for (format, magic) in [("svg", &b"<svg"[..]), ("png", &b"\x89PNG\r\n\x1a\n"[..])] {
        let out = folder.path().join(format);
        let all = [
            "render".as_ref(),
            repository.as_os_str(),
            "--all".as_ref(),
            "--format".as_ref(),
            format.as_ref(),
        ];
        succeed(all.into_iter().chain(["--out".as_ref(), out.as_os_str()]));
        let pictures = files_below(&out);
        assert_eq!(pictures.len(), count_lines("views", "id: "), "{format}");
        for picture in pictures {
            let bytes = fs::read(&picture).unwrap();
            assert!(bytes.starts_with(magic), "{}", picture.display());
            assert!(bytes.len() > 1_000, "{} shows something", picture.display());
        }
    }
}

#[test]
fn the_metamodel_can_be_listed_as_data() {
    let text = succeed(["metamodel", "--format", "json"]);
    let found: Value = serde_json::from_str(&text).unwrap();
    assert!(found.to_string().contains("business-process"));
}

#[test]
fn every_command_has_help_with_an_example() {
    let commands = ["init", "import", "export", "validate", "fmt", "stats", "metamodel"];
    for command in commands.into_iter().chain(["schema", "render", "query", "serve"]) {
        let help = succeed([command, "--help"]);
        assert!(
            help.contains(&format!("archweave {command} ")),
            "{command} --help shows an example:\n{help}"
        );
    }
}

#[test]
fn a_new_model_is_valid() {
    let folder = tempfile::tempdir().unwrap();
    let model = folder.path().join("model");
    succeed(["init".as_ref(), model.as_os_str()]);
    let found = archweave(["validate".as_ref(), model.as_os_str()]);
    assert_eq!(found.status.code(), Some(0), "{}", String::from_utf8_lossy(&found.stdout));
}
