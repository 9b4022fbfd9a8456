//! Input that means harm: an error or a diagnostic each, never a panic, never much time or memory.

#![allow(clippy::unwrap_used)]

use std::io::Write;
use std::time::Instant;

use archweave_interchange::archimate::{export, import};
use archweave_interchange::{ImportError, Imported};
use proptest::prelude::*;
use zip::write::SimpleFileOptions;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?><archimate:model xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:archimate="http://www.archimatetool.com/archimate" name="m" id="m" version="5.0.0">"#;
const TAIL: &str = "</archimate:model>";

fn read(inside: &str) -> Result<Imported, ImportError> {
    import("evil.archimate", format!("{HEAD}{inside}{TAIL}").as_bytes())
}

fn refused(bytes: &[u8], words: &str) {
    let error = import("evil.archimate", bytes).unwrap_err().to_string();
    assert!(error.contains(words), "{error}");
    assert!(error.starts_with("evil.archimate"), "{error}");
}

#[test]
fn document_types_and_entities_are_refused() {
    let bomb =
        "<!DOCTYPE lolz [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><archimate:model>&b;</archimate:model>";
    refused(bomb.as_bytes(), "document type");
    refused(b"<!DOCTYPE m SYSTEM \"file:///etc/passwd\"><m/>", "document type");
    for inside in ["<purpose>&xxe;</purpose>", "<folder name=\"&xxe;\"/>"] {
        let text = format!("{HEAD}{inside}{TAIL}");
        refused(text.as_bytes(), "1:");
        refused(text.as_bytes(), "unknown entity `&xxe;`");
    }
    refused(format!("{HEAD}<purpose>&#0;</purpose>{TAIL}").as_bytes(), "unknown entity");
    refused(format!("{HEAD}<purpose>&#xD800;</purpose>{TAIL}").as_bytes(), "unknown entity");
}

#[test]
fn what_is_cut_off_or_not_xml_is_refused() {
    refused(b"", "is empty");
    refused(b"  \n ", "is empty");
    refused(HEAD.as_bytes(), "cut off");
    refused(format!("{HEAD}<folder name=\"a").as_bytes(), "cut off");
    refused(format!("{HEAD}<folder></other>{TAIL}").as_bytes(), "folder");
    refused(format!("{HEAD}<folder name=x/>{TAIL}").as_bytes(), "attribute");
    refused(format!("{HEAD}<folder name=\"a\" name=\"b\"/>{TAIL}").as_bytes(), "twice");
    refused(format!("{HEAD}{TAIL}<more/>").as_bytes(), "second root");
    refused(format!("{HEAD}{TAIL} words").as_bytes(), "outside");
    refused(format!("{HEAD}\u{1}{TAIL}").as_bytes(), "control character");
    refused(b"<html/>", "Archi has saved");
    refused(b"just words", "outside");
    refused(b"<a:model xmlns:a=\"http://www.archimatetool.com/Bogus\"/>", "Archi has saved");
    refused(b"<?xml version=\"1.0\" encoding=\"windows-1251\"?><m n=\"\xD0\x96\"/>", "windows-1251");
}

#[test]
fn broken_text_is_refused_with_its_place() {
    let mut bytes = format!("{HEAD}{TAIL}").into_bytes();
    bytes.insert(20, 0xFF);
    assert_eq!(
        import("a", &bytes).unwrap_err(),
        ImportError::Encoding { file: "a".into(), encoding: "UTF-8".into(), offset: 20 }
    );
    refused(&[0xFF, 0xFE, 0x00], "UTF-16");
    refused(&[0xFE, 0xFF, 0xD8, 0x00], "UTF-16");
    let wide: Vec<u8> = std::iter::once(0xFEFF)
        .chain(format!("{HEAD}{TAIL}").encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(import("a", &wide).unwrap().model.manifest.name.main(), "m");
}

#[test]
fn depth_and_attributes_are_bounded() {
    for (open, close) in [("<folder name=\"f\">", "</folder>"), ("<x>", "</x>")] {
        let text = format!("{}{}", open.repeat(5_000), close.repeat(5_000));
        assert!(read(&text).unwrap_err().to_string().contains("nested more than"));
    }
    let deep = format!("{}{}", "<folder name=\"f\">".repeat(60), "</folder>".repeat(60));
    let model = read(&deep).unwrap().model;
    assert!(export(&model).is_ok());
    let many: String = (0..100_000).map(|n| format!(" a{n}=\"\"")).collect();
    assert!(read(&format!("<folder{many}/>")).unwrap_err().to_string().contains("attributes"));
}

#[test]
fn nothing_is_quadratic() {
    let n = 20_000;
    let mut start = Instant::now();
    let mut lap = |what: &str| {
        assert!(start.elapsed().as_secs() < 20, "{what}: {:?}", start.elapsed());
        println!("{what}: {:?}", start.elapsed());
        start = Instant::now();
    };
    let same: String = (0..n).map(|_| "<element xsi:type=\"archimate:Node\" id=\"a\"/>".to_owned()).collect();
    let imported = read(&format!("<folder name=\"t\" type=\"technology\">{same}</folder>")).unwrap();
    assert_eq!(imported.model.elements.len(), n);
    assert_eq!(imported.diagnostics.len(), 10_001);
    assert!(export(&imported.model).is_ok());
    lap("equal ids");
    let folders: String = (0..n).map(|n| format!("<folder name=\"f{n}\" id=\"f\"/>")).collect();
    assert!(export(&read(&folders).unwrap().model).is_ok());
    lap("folders");
    let typed: String = (0..n).map(|n| format!("<folder name=\"f{n}\" type=\"t{n}\"/>")).collect();
    assert!(export(&read(&typed).unwrap().model).is_ok());
    lap("folder types");
    let nodes: String =
        (0..n).map(|_| "<child id=\"n\" targetConnections=\"x y\"><bounds/></child>".to_owned()).collect();
    let view = format!(
        "<folder type=\"diagrams\"><element xsi:type=\"archimate:ArchimateDiagramModel\" id=\"v\">{nodes}</element></folder>"
    );
    assert!(export(&read(&view).unwrap().model).is_ok());
    lap("nodes");
    let chain: String = (0..n)
        .map(|n| {
            format!(
                "<element xsi:type=\"archimate:FlowRelationship\" id=\"r{n}\" source=\"r{}\" target=\"r0\"/>",
                n + 1
            )
        })
        .collect();
    let imported = read(&format!("<folder type=\"relations\">{chain}</folder>")).unwrap();
    assert_eq!(imported.model.loose.len(), n);
    lap("chain");
    let keys: String = (0..n).map(|n| format!("<property key=\"k{}\" value=\"v\"/>", n / 2)).collect();
    let profiles: String =
        (0..n).map(|_| "<profile id=\"p\" name=\"p\" conceptType=\"Node\"/>".to_owned()).collect();
    let imported = read(&format!("{keys}{profiles}")).unwrap();
    assert!(export(&imported.model).is_ok());
    lap("properties and profiles");
}

fn container(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn containers_are_bounded() {
    let model = format!("{HEAD}{TAIL}");
    let bomb = container(&[("model.xml", &vec![b' '; 40 << 20])]);
    refused(&bomb, "more than");
    refused(&container(&[("readme.txt", b"no model")]), "no model.xml");
    refused(b"PK\x03\x04 and then nothing", "zip container");
    let mut cut = container(&[("model.xml", model.as_bytes())]);
    cut.truncate(cut.len() / 2);
    refused(&cut, "zip container");
    let big = vec![0_u8; 11 << 20];
    let entries: [(&str, &[u8]); 5] = [
        ("model.xml", model.as_bytes()),
        ("images/ok.png", b"png"),
        ("images/big.png", &big),
        ("images/../../up.png", b"png"),
        ("other.txt", b"text"),
    ];
    let imported = import("z.archimate", &container(&entries)).unwrap();
    assert_eq!(imported.model.images.len(), 1);
    let codes: Vec<&str> = imported.diagnostics.iter().map(|d| d.code).collect();
    assert_eq!(codes, ["import-image", "import-left-out", "import-left-out"]);
    let again = import("z.archimate", &export(&imported.model).unwrap()).unwrap();
    assert_eq!(again.model, imported.model);
    let many: Vec<(String, &[u8])> = (0..10_001).map(|n| (format!("images/{n}.png"), &b""[..])).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    refused(&container(&many), "entries");
}

fn fixture(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/fixtures/{name}.archimate", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever bytes change, what can still be read can be written, and read again.
    #[test]
    fn mutated_files_never_panic(
        which in 0..6_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 1..12),
    ) {
        let names = ["oldest", "ends", "parts", "properties", "broken", "folders"];
        let mut bytes = fixture(names[which]);
        for (at, byte, what) in changes {
            let at = at.index(bytes.len());
            match what {
                0 => bytes[at] = byte,
                1 => { bytes.remove(at); }
                2 => bytes.insert(at, byte),
                _ => {
                    let end = (at + usize::from(byte)).min(bytes.len());
                    let part = bytes[at..end].to_vec();
                    bytes.splice(at..at, part);
                }
            }
        }
        if let Ok(imported) = import("mutated", &bytes) {
            let written = export(&imported.model).unwrap();
            let again = import("mutated", &written);
            prop_assert!(again.is_ok(), "{:?}", again.err());
        }
    }
}
