//! Manifests, metamodel files, free content, loose relations; several documents in a file.

use std::sync::Arc;

use archweave_model::diagnostic::Severity;
use archweave_model::element::{Element, Relation};
use archweave_model::id::{ElementId, EndId, KindId};
use archweave_model::metamodel::Extension;
use archweave_model::model::{Manifest, RuleLevel};
use archweave_model::value::Value;
use archweave_model::yaml::patch::{DocumentChange, Splice, Why, apply, patch};
use archweave_model::yaml::{Document, FileClass, read};

use crate::{changed, edited_element, first, patched};

#[track_caller]
fn check(class: FileClass, text: &str, after: Document, expected: &str) {
    let new = patched(class, text, after);
    assert_eq!(new.unwrap_or_else(|refusal| refusal.to_string()), expected);
}

#[track_caller]
fn manifest(text: &str, edit: impl FnOnce(&mut Manifest), expected: &str) {
    let Document::Manifest(mut m) = first(FileClass::Manifest, text) else { panic!() };
    edit(Arc::make_mut(&mut m));
    check(FileClass::Manifest, text, Document::Manifest(m), expected);
}

#[track_caller]
fn extension(text: &str, edit: impl FnOnce(&mut Extension), expected: &str) {
    let Document::Extension(mut e) = first(FileClass::Metamodel, text) else { panic!() };
    edit(Arc::make_mut(&mut e));
    check(FileClass::Metamodel, text, Document::Extension(e), expected);
}

const MANIFEST: &str = "\
format: 1                         # version of this file format
name: { en: Centre, zh: 中心 }
languages: [en, zh]               # the first is the main one
rules:
  unknown-key: off                # any rule
  level: strict
waivers:
  # until spring
  - { rule: missing-owner, element: crm, reason: Later, owner: it, until: 2027-03-31 }
";

#[test]
fn manifests() {
    manifest(MANIFEST, |m| m.level = RuleLevel::Warn, &MANIFEST.replace("strict", "warn"));
    manifest(
        MANIFEST,
        |m| m.severities = [m.severities[0].clone(), ("dangling".into(), Some(Severity::Info))].into(),
        &MANIFEST.replace("# any rule\n", "# any rule\n  dangling: info\n"),
    );
    manifest(
        MANIFEST,
        |m| m.severities = Box::default(),
        &MANIFEST.replace("  unknown-key: off                # any rule\n", ""),
    );
    manifest(
        MANIFEST,
        |m| m.waivers[0].until = "2028-01-01".into(),
        &MANIFEST.replace("2027-03-31", "2028-01-01"),
    );
    manifest(MANIFEST, |m| m.waivers = Box::default(), &MANIFEST[..MANIFEST.find("waivers").unwrap()]);
    manifest(
        MANIFEST,
        |m| m.languages = ["en".into(), "zh".into(), "de".into()].into(),
        &MANIFEST.replace("[en, zh]", "[en, zh, de]"),
    );
    manifest("format: 1\n", |m| m.name = "N".into(), "format: 1\nname: N\n");
    manifest("format: 1\n", |m| m.level = RuleLevel::Off, "format: 1\nrules: { level: \"off\" }\n");
    manifest("name: N\n", |m| m.languages = ["zh".into()].into(), "name: N\nlanguages: [zh]\n");
}

const EXTENSION: &str = "\
relations:
  - inverse: { en: governs, zh: 约束 }
    id: acme:governed-by # id
    of: association
    label: { en: governed by }
kinds:
  # rules of others
  - id: acme:regulation
    label: Regulation
    home: model
    parents: [requirement]
    properties:
      - { key: number, type: text, min: 1 }
";

#[test]
fn metamodel_files() {
    extension(
        EXTENSION,
        |e| e.kinds[0].label = "Rule".into(),
        &EXTENSION.replace("label: Regulation", "label: Rule"),
    );
    extension(
        EXTENSION,
        |e| e.kinds[0].parents.push("goal".into()),
        &EXTENSION.replace("[requirement]", "[requirement, goal]"),
    );
    extension(
        EXTENSION,
        |e| e.relations[0].backward = "rules".into(),
        &EXTENSION.replace("{ en: governs, zh: 约束 }", "rules"),
    );
    extension(
        EXTENSION,
        |e| e.kinds[0].properties[0].required = true,
        &EXTENSION.replace("min: 1 }", "min: 1, required: true }"),
    );
    extension(
        EXTENSION,
        |e| e.kinds[0].stage = Some("demand".into()),
        &EXTENSION.replace("label: Regulation\n", "label: Regulation\n    stage: demand\n"),
    );
    extension(EXTENSION, |e| e.relations.clear(), &EXTENSION[EXTENSION.find("kinds").unwrap()..]);
}

#[test]
fn loose_relations_and_free_content() {
    let text = "kind: flow # k\nfrom: x\nto: y\n";
    let Document::Relation(mut r) = first(FileClass::Relation, text) else { panic!() };
    let edit: &mut Relation = Arc::make_mut(&mut r);
    edit.name = "n".into();
    check(FileClass::Relation, text, Document::Relation(r), "kind: flow # k\nfrom: x\nto: y\nname: n\n");

    let text = "flow: y # k\nfrom: x\n";
    let Document::Relation(mut r) = first(FileClass::Relation, text) else { panic!() };
    let edit: &mut Relation = Arc::make_mut(&mut r);
    edit.to = EndId::parse("z").unwrap();
    edit.kind = KindId::from("serving");
    edit.id = archweave_model::id::RelationId::derived("x", "serving", "z");
    check(FileClass::Relation, text, Document::Relation(r), "serving: z # k\nfrom: x\n");

    for (text, value, expected) in [
        (
            "# c\na: 1\nb: [x]\n",
            Value::record([("a", "2".into()), ("b", Value::List(["x".into()].into()))]),
            "# c\na: 2\nb: [x]\n",
        ),
        ("# c\n- a\n- b # b\n", Value::List(["b".into(), "c".into()].into()), "# c\n- b # b\n- c\n"),
        ("a # c\n", "b".into(), "b # c\n"),
        ("--- 'a'\n", "b".into(), "--- 'b'\n"),
        ("--- |\n  a\n", "b".into(), "--- b\n"),
        ("a: 1\n", Value::record::<&str>([]), "{}\n"),
        ("{}\n", Value::record([("a", "1".into())]), "a: 1\n"),
        (
            "a: [x, {y: 1}, [z]]\n",
            Value::record([(
                "a",
                Value::List(
                    [
                        "x".into(),
                        Value::record([("y", "2".into())]),
                        Value::List(["z".into(), "q".into()].into()),
                    ]
                    .into(),
                ),
            )]),
            "a: [x, {y: 2}, [z, q]]\n",
        ),
    ] {
        check(FileClass::Extra, text, Document::Extra(value.into()), expected);
    }
}

fn named(id: &str) -> Element {
    Element::new(ElementId::parse(id).unwrap(), KindId::from("goal"))
}

#[track_caller]
fn documents(text: &str, changes: &[DocumentChange], expected: &str) {
    let new = changed(FileClass::Element, text, changes);
    assert_eq!(new.unwrap_or_else(|refusal| refusal.to_string()), expected);
}

fn rename(text: &str, at: usize, name: &str) -> DocumentChange {
    let Document::Element(mut e) = read(FileClass::Element, text.as_bytes()).documents[at].clone() else {
        panic!()
    };
    Arc::make_mut(&mut e).name = name.into();
    DocumentChange::Replace { at, after: Document::Element(e) }
}

fn append(id: &str) -> DocumentChange {
    DocumentChange::Append(Document::Element(named(id).into()))
}

const TWO: &str = "# file\nid: a\nkind: goal\n# end of a\n---\n# b\nid: b\nkind: goal # k\n";

#[test]
fn documents_of_a_file() {
    documents(TWO, &[rename(TWO, 1, "B")], &TWO.replace("# k\n", "# k\nname: B\n"));
    documents(
        TWO,
        &[rename(TWO, 0, "A"), rename(TWO, 1, "B")],
        &TWO.replace("# k\n", "# k\nname: B\n").replace("goal\n#", "goal\nname: A\n#"),
    );
    documents(TWO, &[DocumentChange::Remove { at: 1 }], "# file\nid: a\nkind: goal\n# end of a\n");
    documents(TWO, &[DocumentChange::Remove { at: 0 }], "# file\n# b\nid: b\nkind: goal # k\n");
    documents(
        TWO,
        &[DocumentChange::Remove { at: 0 }, rename(TWO, 1, "B")],
        "# file\n# b\nid: b\nkind: goal # k\nname: B\n",
    );
    documents(TWO, &[DocumentChange::Remove { at: 0 }, DocumentChange::Remove { at: 1 }], "# file\n");
    documents(TWO, &[append("c")], &format!("{TWO}---\nid: c\nkind: goal\n"));
    documents(
        TWO,
        &[append("c"), append("d"), rename(TWO, 1, "B")],
        &format!(
            "{}---\nid: c\nkind: goal\n---\nid: d\nkind: goal\n",
            TWO.replace("# k\n", "# k\nname: B\n")
        ),
    );
    documents("", &[append("c")], "id: c\nkind: goal\n");
    documents("# nothing yet", &[append("c")], "# nothing yet\nid: c\nkind: goal");
    documents("id: a\nkind: goal", &[append("c")], "id: a\nkind: goal\n---\nid: c\nkind: goal");
    documents(
        "id: a\r\nkind: goal\r\n",
        &[append("c")],
        "id: a\r\nkind: goal\r\n---\r\nid: c\r\nkind: goal\r\n",
    );
    documents("id: a\nkind: goal\n", &[DocumentChange::Remove { at: 0 }], "");
    documents(
        "--- {id: a, kind: goal}\n--- {id: b, kind: goal}\n",
        &[DocumentChange::Remove { at: 0 }],
        "--- {id: b, kind: goal}\n",
    );
    documents(
        "id: a\nkind: goal\n--- {id: b, kind: goal}\n",
        &[DocumentChange::Remove { at: 0 }],
        "--- {id: b, kind: goal}\n",
    );
    documents(
        "id: a\nkind: goal\n...\n---\nid: b\nkind: goal\n...\n",
        &[DocumentChange::Remove { at: 0 }],
        "id: b\nkind: goal\n...\n",
    );
    documents("id: a\nkind: goal\n...\n", &[append("c")], "id: a\nkind: goal\n...\n---\nid: c\nkind: goal\n");
    documents(
        "id: a\nkind: goal\n---\n# later\n",
        &[append("c")],
        "id: a\nkind: goal\n---\n# later\nid: c\nkind: goal\n",
    );
}

#[test]
fn refused_documents_and_broken_ends_are_left_alone() {
    let text = "id: a\nkind: goal\n---\nid: &x b\nkind: goal\n---\nid: c\nkind: goal\n---\nid: [\n";
    documents(
        text,
        &[rename(text, 1, "C")],
        &text.replace("id: c\nkind: goal\n", "id: c\nkind: goal\nname: C\n"),
    );
    documents(text, &[rename(text, 0, "A")], &text.replacen("kind: goal\n", "kind: goal\nname: A\n", 1));
    documents(text, &[DocumentChange::Remove { at: 1 }], &text.replace("---\nid: c\nkind: goal\n", ""));
    let refusal = changed(FileClass::Element, text, &[append("d")]).unwrap_err();
    assert_eq!(refusal.why, Why::ReadsOtherwise);
}

#[test]
fn what_cannot_be_done_is_said() {
    let text = "id: a\nkind: goal\n";
    let why = |class, changes: &[DocumentChange]| patch(class, text, changes).unwrap_err().why;
    let remove = |at| DocumentChange::Remove { at };
    assert_eq!(why(FileClass::Element, &[remove(1)]), Why::NoSuchDocument);
    assert_eq!(why(FileClass::Element, &[remove(0), rename(text, 0, "x")]), Why::ChangedTwice);
    assert_eq!(why(FileClass::Rule, &[]), Why::NoDocuments);
    assert_eq!(why(FileClass::View, &[append("x")]), Why::ReadsOtherwise);
    let splice = |start, end| Splice { start, end, text: String::new() };
    for bad in
        [vec![splice(0, 99)], vec![splice(4, 2)], vec![splice(3, 5), splice(4, 6)], vec![splice(99, 99)]]
    {
        assert_eq!(apply(text, &bad).unwrap_err().why, Why::Splice);
    }
    assert_eq!(apply("é", &[splice(1, 2)]).unwrap_err().why, Why::Splice);
    assert_eq!(apply("é", &[splice(0, 2)]).unwrap(), "");
    let refusal = patch(FileClass::Element, text, &[remove(1)]).unwrap_err();
    assert_eq!(refusal.to_string(), "the file has no such document; read it again and repeat the edit");
}

#[test]
fn an_unknown_key_comes_with_its_own_finding() {
    let text = "id: a\nkind: goal\n";
    let after = edited_element(text, |e| e.attributes.set("colour", "red".into()));
    check(FileClass::Element, text, after, "id: a\nkind: goal\ncolour: red\n");
}

#[test]
fn nothing_changed_is_no_splice() {
    let after = first(FileClass::Element, TWO);
    let patched = patch(FileClass::Element, TWO, &[DocumentChange::Replace { at: 0, after }]).unwrap();
    assert_eq!(patched.splices, []);
    assert_eq!(patched.text, TWO);
}
