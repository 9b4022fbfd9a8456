//! The file format: what is written reads back, both YAML readers agree, wrong files are reported.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use archweave_model::diagnostic::Diagnostic;
use archweave_model::yaml::encode::Out;
use archweave_model::yaml::tree::{self, Data, Node};
use archweave_model::yaml::{Document, FileClass, ParsedFile, emit, read, write_document};
use proptest::prelude::*;

fn parse(text: &str) -> (Vec<Node<'_>>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    (tree::parse(text, &mut findings), findings)
}

fn same(node: &Node<'_>, out: &Out<'_>) -> bool {
    match (&node.data, out) {
        (Data::Scalar(a), Out::Text(b)) => a == b,
        (Data::Scalar(a), Out::Plain(b)) => a == b,
        (Data::Sequence(a), Out::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Data::Mapping(a), Out::Map(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.key == b.0 && same(&a.value, &b.1))
        }
        _ => false,
    }
}

/// The second opinion: libyaml reads the same structure; scalars are compared as text where it
/// keeps text.
fn same_for_libyaml(node: &Node<'_>, other: &serde_yaml::Value) -> bool {
    use serde_yaml::Value;
    match (&node.data, other) {
        (Data::Null, Value::Null) => true,
        (Data::Scalar(a), Value::String(b)) => a == b,
        (Data::Scalar(a), Value::Bool(b)) => a.eq_ignore_ascii_case(&b.to_string()),
        (Data::Scalar(_), Value::Number(_)) => true,
        (Data::Sequence(a), Value::Sequence(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_for_libyaml(a, b))
        }
        (Data::Mapping(a), Value::Mapping(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, (_, b))| same_for_libyaml(&a.value, b))
        }
        _ => false,
    }
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,8}",
        "[ -~]{0,20}",
        "[a-z:#,\\[\\]{}&*!|>'\"%@` -]{0,8}",
        "([a-z,]{1,9} ){9,30}[a-z]{3}",
        "[a-z :,]{200,1500}",
        "(line [a-z ]{0,9}\r?\n){1,3}[ a-z]{0,4}",
        "\\PC{0,12}",
        any::<String>(),
        Just("处理客户来电：紧急".to_owned()),
        Just("null".to_owned()),
        Just("1.10".to_owned()),
        Just("true".to_owned()),
        Just("- a".to_owned()),
        Just("\u{feff}x\u{85}y\u{2028}z".to_owned()),
    ]
}

fn out() -> impl Strategy<Value = Out<'static>> {
    let leaf = text().prop_map(|t| Out::Text(t.into()));
    let tree = leaf.prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Out::List),
            prop::collection::btree_map(text(), inner, 0..5)
                .prop_map(|m| Out::Map(m.into_iter().map(|(k, v)| (k.into(), v)).collect())),
        ]
    });
    prop::collection::btree_map("[a-z]{1,6}", tree, 1..6)
        .prop_map(|m| Out::Map(m.into_iter().map(|(k, v)| (k.into(), v)).collect()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_written_reads_back_in_both_readers(tree in out()) {
        let text = emit::emit(&tree);
        let (roots, findings) = parse(&text);
        prop_assert!(findings.is_empty(), "{findings:?}\n{text}");
        prop_assert_eq!(roots.len(), 1);
        prop_assert!(same(&roots[0], &tree), "{}\n{:?}\n{:?}", text, roots[0], tree);
        let second: serde_yaml::Value = serde_yaml::from_str(&text)
            .map_err(|e| TestCaseError::fail(format!("{e}\n{text}")))?;
        prop_assert!(same_for_libyaml(&roots[0], &second), "{}\n{:?}\n{:?}", text, roots[0], second);
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), soup in "[a-z:\\-#|>&*!{}\\[\\], \n\t'\"%]{0,80}") {
        for class in [FileClass::Element, FileClass::View, FileClass::Layout, FileClass::Metamodel, FileClass::Manifest, FileClass::Extra] {
            read(class, &bytes);
            read(class, soup.as_bytes());
        }
    }
}

fn codes(file: &ParsedFile) -> Vec<&str> {
    file.findings.iter().map(|f| f.code).collect()
}

#[test]
fn wrong_files_are_reported_and_the_rest_is_read() {
    let deep = format!("id: a\nkind: goal\nproperties: {}x{}", "[".repeat(70), "]".repeat(70));
    let bomb = "a: &a [x]\nb: &b [*a, *a]\nid: b\nkind: goal\n".to_owned();
    let many = format!(
        "id: a\nkind: goal\nproperties: {{ {} }}",
        (0..5000).map(|n| format!("k{n}: v")).collect::<Vec<_>>().join(", ")
    );
    for (text, expected, documents) in [
        ("id: a\nkind: goal\n", vec![], 1),
        ("", vec![], 0),
        ("# nothing\n", vec![], 0),
        ("---\nid: a\nkind: goal\n---\nid: b\nkind: goal\n", vec![], 2),
        ("id: a\nkind: goal\nid: b\n", vec!["duplicate-key"], 0),
        ("---\n&x id: a\nkind: goal\n---\nid: b\nkind: goal\n", vec!["yaml-feature"], 1),
        ("id: !!str a\nkind: goal\n", vec!["yaml-feature"], 0),
        ("%YAML 1.2\n---\nid: a\nkind: goal\n", vec!["yaml-syntax"], 0),
        ("id: a\nkind: goal\n---\nid: [\n---\nid: c\nkind: goal\n", vec!["yaml-syntax"], 1),
        ("kind: goal\n", vec!["missing-key"], 0),
        ("id: a\n", vec!["missing-key"], 0),
        ("id: a b\nkind: goal\n", vec!["bad-id"], 0),
        ("id:\nkind: goal\n", vec!["missing-key"], 0),
        ("id: a\nkind: goal\nrelations:\n  - { kind: association, to: }\n", vec!["missing-key"], 1),
        ("id: a\nkind: goal\nrelations:\n  - association:\n", vec!["missing-key"], 1),
        ("- id: a\n", vec!["wrong-type"], 0),
        ("id: a\nkind: goal\ncolour: red\n", vec!["unknown-key"], 1),
        ("id: a\nkind: goal\nname: [x]\n", vec!["wrong-type"], 1),
        ("id: a\nkind: goal\nrelations:\n  - { kind: serving }\n", vec!["missing-key"], 1),
        (
            "id: a\nkind: goal\nrelations:\n  - influence: b\n  - { kind: influence, to: c, strength: \"+\" }\n",
            vec![],
            1,
        ),
        (&deep, vec!["yaml-syntax"], 0),
        (&bomb, vec!["yaml-feature"], 0),
        (&many, vec![], 1),
    ] {
        let file = read(FileClass::Element, text.as_bytes());
        assert_eq!(codes(&file), expected, "{text:.80}");
        assert_eq!(file.documents.len(), documents, "{text:.80}");
    }
    assert_eq!(codes(&read(FileClass::Element, b"id: \xff\n")), ["bad-encoding"]);
    assert_eq!(codes(&read(FileClass::Element, &vec![b'a'; 2 << 20])), ["file-too-large"]);
}

/// Every example on the reference page reads without findings and writes back to the same value.
#[test]
fn the_reference_page_is_read_as_it_says() {
    let page = include_str!("../../docs/reference/file-format.md");
    let mut seen = 0;
    for part in page.split("\n## ").skip(1) {
        let (title, body) = part.split_once('\n').unwrap();
        let class = match title {
            t if t.starts_with("The manifest") => FileClass::Manifest,
            t if t.starts_with("An element") => FileClass::Element,
            t if t.starts_with("A view") => FileClass::View,
            t if t.starts_with("A layout") => FileClass::Layout,
            t if t.starts_with("Metamodel of") => FileClass::Metamodel,
            t if t.starts_with("Glossary") => FileClass::Glossary,
            _ => continue,
        };
        for block in body.split("```yaml\n").skip(1) {
            let yaml = block.split("```").next().unwrap();
            let file = read(class, yaml.as_bytes());
            assert_eq!(file.findings, [], "{title}");
            assert_eq!(file.documents.len(), 1, "{title}");
            let written = write_document(&file.documents[0]);
            let again = read(class, written.as_bytes());
            assert_eq!(again.findings, [], "{written}");
            assert_eq!(again.documents, file.documents, "{written}");
            assert_eq!(write_document(&again.documents[0]), written);
            seen += 1;
        }
    }
    assert_eq!(seen, 9);
}

#[test]
fn canonical_text_reads_as_a_person_would_write_it() {
    let text = "\
id: handle-customer-call
kind: business-process
name: { en: Handle customer call, zh: 处理客户来电 }
description: |
  Answers the call.

  Decides what happens next.
owner: contact-centre
lifecycle: { state: active, since: 2024-01-01 }
tags: [voice, core]
properties: { criticality: high, version: 1.10 }
relations:
  - triggering: route-ticket
  - { id: r-8k2, kind: serving, to: crm, name: answers }
  - { kind: access, to: call-record, access: read-write }
";
    let file = read(FileClass::Element, text.as_bytes());
    assert_eq!(file.findings, []);
    let [Document::Element(_)] = &file.documents[..] else { panic!() };
    assert_eq!(write_document(&file.documents[0]), text);
}

#[test]
fn white_space_at_the_start_of_a_line_of_a_text_stays() {
    // The control character makes it a quoted text, with a line of the file for each of its lines.
    for text in ["a\n\tb\u{7}\n", "a\n b\u{7}", "\u{7}\n\t\tc\n  d\n", "a \n\t \n\u{7}"] {
        let tree = Out::Map(vec![("k".into(), Out::Text(text.into()))]);
        let written = emit::emit(&tree);
        let (roots, findings) = parse(&written);
        assert!(findings.is_empty(), "{findings:?}\n{written}");
        assert_eq!(roots[0].get("k").and_then(|node| node.text()), Some(text), "{written}");
    }
}
