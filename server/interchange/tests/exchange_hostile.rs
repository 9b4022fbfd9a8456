//! Open Exchange files that mean harm, and models that a file cannot say.

#![allow(clippy::unwrap_used)]

use std::time::Instant;

use archweave_interchange::exchange::{export, import};
use archweave_interchange::{ImportError, Imported};
use archweave_model::model::Model;
use proptest::prelude::*;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?><model xmlns="http://www.opengroup.org/xsd/archimate/3.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" identifier="m"><name xml:lang="en">m</name>"#;
const TAIL: &str = "</model>";

fn read(inside: &str) -> Result<Imported, ImportError> {
    import("evil.xml", format!("{HEAD}{inside}{TAIL}").as_bytes())
}

fn refused(bytes: &[u8], words: &str) {
    let error = import("evil.xml", bytes).unwrap_err().to_string();
    assert!(error.contains(words), "{error}");
    assert!(error.starts_with("evil.xml"), "{error}");
}

#[test]
fn document_types_and_entities_are_refused() {
    let bomb = "<!DOCTYPE lolz [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><model>&b;</model>";
    refused(bomb.as_bytes(), "document type");
    refused(
        format!("{HEAD}<elements><element identifier=\"&xxe;\"/></elements>{TAIL}").as_bytes(),
        "unknown entity",
    );
    refused(format!("{HEAD}<documentation>&#0;</documentation>{TAIL}").as_bytes(), "unknown entity");
}

#[test]
fn what_is_cut_off_or_another_format_is_refused() {
    refused(b"", "is empty");
    refused(HEAD.as_bytes(), "cut off");
    refused(format!("{HEAD}<elements><element identifier=\"a").as_bytes(), "cut off");
    refused(format!("{HEAD}<elements></views>{TAIL}").as_bytes(), "elements");
    refused(b"<html/>", "Open Exchange");
    refused(b"<model xmlns=\"urn:other\"/>", "Open Exchange");
    refused(b"<x xmlns=\"http://www.opengroup.org/xsd/archimate/3.0/\"/>", "Open Exchange");
}

#[test]
fn encodings_are_told_by_their_marks() {
    let mut bytes = format!("{HEAD}{TAIL}").into_bytes();
    bytes.insert(20, 0xFF);
    refused(&bytes, "not UTF-8 text at byte 20");
    refused(&[0xFF, 0xFE, 0x00], "UTF-16");
    let wide: Vec<u8> = std::iter::once(0xFEFF)
        .chain(format!("{HEAD}{TAIL}").encode_utf16())
        .flat_map(u16::to_be_bytes)
        .collect();
    assert_eq!(import("a", &wide).unwrap().model.manifest.name.main(), "m");
}

#[test]
fn depth_is_bounded() {
    for (before, open, close, after) in [
        ("<organizations>", "<item>", "</item>", "</organizations>"),
        ("<views><diagrams><view identifier=\"v\">", "<node>", "</node>", "</view></diagrams></views>"),
        ("", "<x>", "</x>", ""),
    ] {
        let nested = |depth: usize| format!("{before}{}{}{after}", open.repeat(depth), close.repeat(depth));
        assert!(read(&nested(5_000)).unwrap_err().to_string().contains("nested more than"));
        let _ = export(&read(&nested(50)).unwrap().model);
    }
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
    let back = |inside: String| {
        let model = read(&inside).unwrap().model;
        import("again.xml", &export(&model).bytes).unwrap().model
    };
    let same = "<element identifier=\"a\" xsi:type=\"Node\"/>".repeat(n);
    assert_eq!(back(format!("<elements>{same}</elements>")).elements.len(), n);
    lap("equal ids");
    let chain: String = (0..n)
        .map(|n| {
            format!(
                "<relationship identifier=\"r{n}\" source=\"r{}\" target=\"r0\" xsi:type=\"Flow\"/>",
                n + 1
            )
        })
        .collect();
    let imported = read(&format!("<relationships>{chain}</relationships>")).unwrap();
    assert_eq!(imported.model.loose.len(), n);
    assert_eq!(export(&imported.model).warnings.len(), n);
    lap("chain");
    let nodes = "<node identifier=\"n\" xsi:type=\"Container\"/>".repeat(n);
    back(format!("<views><diagrams><view identifier=\"v\">{nodes}</view></diagrams></views>"));
    lap("nodes");
    let views: String = (0..n / 10)
        .map(|v| format!("<view identifier=\"v{v}\"><node identifier=\"n\"/><connection identifier=\"c\" source=\"n\" target=\"n\"/></view>"))
        .collect();
    back(format!("<views><diagrams>{views}</diagrams></views>"));
    lap("views");
    let definitions: String =
        (0..n).map(|d| format!("<propertyDefinition identifier=\"p{d}\" type=\"string\"><name>k{}</name></propertyDefinition>", d / 2)).collect();
    let properties: String = (0..n)
        .map(|d| format!("<property propertyDefinitionRef=\"p{d}\"><value>v</value></property>"))
        .collect();
    back(format!(
        "<properties>{properties}</properties><propertyDefinitions>{definitions}</propertyDefinitions>"
    ));
    lap("properties");
    let items = "<item identifierRef=\"gone\"/>".repeat(n);
    back(format!("<organizations>{items}</organizations>"));
    lap("items");
    let languages: String = (0..2_000).map(|l| format!("<name xml:lang=\"l{l}\">x</name>")).collect();
    back(format!("<elements><element identifier=\"a\" xsi:type=\"Goal\">{languages}</element></elements>"));
    lap("languages");
}

#[test]
fn reserved_properties_that_say_nonsense_do_no_harm() {
    let fields = [
        "parts",
        "shift",
        "organizations",
        "extra",
        "languages",
        "manifest",
        "kind",
        "id",
        "name",
        "specializations",
        "lifecycle",
        "extension.x",
        "path",
        "selector",
        "bounds",
        "attributes",
        "viewpoint",
    ];
    let values = [
        "",
        "{",
        "[]",
        "{}",
        "null",
        "archi",
        "1 x",
        "nan nan",
        "{\"\":\"v\",\"n\":{\"bounds\":[\"nan\",\"1e308\",\"-1\",\"\"],\"id\":\"a b\",\"shows\":{\"element\":\"\"},\"bends\":[[\"1\"],[\"x\",\"y\"]],\"style\":{\"fill\":[\"x\"]}}}",
        "{\"open-exchange\":\"text\",\"archi\":[\"x\"]}",
        "[\"\",\" \"]",
    ];
    let definitions: String = fields
        .iter()
        .map(|f| format!("<propertyDefinition identifier=\"archweave.{f}\" type=\"string\"><name>archweave.{f}</name></propertyDefinition>"))
        .collect();
    for value in values {
        let value = value.replace('"', "&quot;");
        let properties: String = fields
            .iter()
            .map(|f| {
                format!("<property propertyDefinitionRef=\"archweave.{f}\"><value>{value}</value></property>")
            })
            .collect();
        let properties = format!("<properties>{properties}</properties>");
        let inside = format!(
            "{properties}<elements><element identifier=\"a\" xsi:type=\"Goal\">{properties}</element></elements>\
             <organizations><item><item identifierRef=\"a\"/><item identifierRef=\"v\"/></item></organizations>\
             <propertyDefinitions>{definitions}</propertyDefinitions>\
             <views><diagrams><view identifier=\"v\" xsi:type=\"Diagram\">{properties}<node identifier=\"n\" xsi:type=\"Element\" elementRef=\"a\" x=\"1\" y=\"2\" w=\"3\" h=\"4\"/>\
             <connection identifier=\"c\" source=\"n\" target=\"n\"><bendpoint x=\"1\" y=\"2\"/></connection></view></diagrams></views>"
        );
        let model: Model = read(&inside).unwrap().model;
        assert!(import("again.xml", &export(&model).bytes).is_ok(), "{value}");
    }
}

fn fixture(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/fixtures/exchange/{name}.xml", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever bytes change, what can still be read can be written, and read again.
    #[test]
    fn mutated_files_never_panic(
        which in 0..4_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 1..12),
    ) {
        let names = ["version2", "everything", "viewpoints", "broken"];
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
            let written = export(&imported.model).bytes;
            let again = import("mutated", &written);
            prop_assert!(again.is_ok(), "{:?}", again.err());
            let third = export(&again.unwrap().model).bytes;
            let again = import("mutated", &third).unwrap();
            prop_assert!(export(&again.model).bytes == third, "not stable");
        }
    }
}
