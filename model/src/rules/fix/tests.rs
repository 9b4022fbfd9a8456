//! Every fix is done, and what it is for is gone.

use std::sync::Arc;

use super::*;
use crate::change::{ChangeSet, apply, files};
use crate::yaml::{self, FileClass};

fn snapshot(files: &[(String, String)]) -> Snapshot {
    let file = |(path, text): &(String, String)| {
        let class = FileClass::of(path).unwrap();
        ((&**path).into(), Arc::new(yaml::read(class, text.as_bytes())))
    };
    Snapshot::build(files.iter().map(file).collect())
}

/// Does each fix of the finding with this code, and gives their titles. The finding must be gone after each.
fn fixed(element: &str, view: &str, code: &str) -> Vec<String> {
    let mut files = vec![
        ("archweave.yaml".to_owned(), "format: 1\nname: T\nlanguages: [en]\n".to_owned()),
        ("elements/a.yaml".to_owned(), element.to_owned()),
        ("elements/b.yaml".to_owned(), "id: desk\nkind: business-actor\nname: Desk\n".to_owned()),
    ];
    if !view.is_empty() {
        files.push(("views/v.yaml".to_owned(), view.to_owned()));
    }
    let before = snapshot(&files);
    let of = |snapshot: &Snapshot, code: &str, files: &[(String, String)]| {
        let mut found = snapshot.diagnostics();
        found.retain(|finding| finding.code == code);
        yaml::locate(&mut found, |path| Some(files.iter().find(|(known, _)| known == path)?.1.clone()));
        found
    };
    let findings = of(&before, code, &files);
    assert_eq!(findings.len(), 1, "{code}: {:#?}", before.diagnostics());
    let fixes = fixes(&before, &findings[0]);
    for fix in &fixes {
        assert_ne!(fix.title.get("zh"), fix.title.get("en"));
        let set = ChangeSet { edits: fix.edits.clone(), verbatim: Vec::new() };
        let applied = apply(&before, &set).unwrap();
        let bytes = |path: &str| {
            files.iter().find(|(known, _)| known == path).map(|(_, text)| text.clone().into_bytes())
        };
        let written = files::write(&before, &applied, &[], &bytes).unwrap();
        let mut after = files.clone();
        for file in written.files {
            after.retain(|(path, _)| **path != *file.path);
            after.extend(file.text.map(|text| (file.path.to_string(), text)));
        }
        let now = snapshot(&after);
        assert!(of(&now, code, &after).is_empty(), "{}: {after:#?}", fix.title.main());
    }
    fixes.iter().map(|fix| fix.title.get("en").to_owned()).collect()
}

#[test]
fn what_a_rule_can_mend_is_mended() {
    let crm = "id: crm\nname: CRM\nkind: application-component\n";
    let cases: &[(&str, &str, &[&str])] = &[
        ("relations:\n  - serving: ghost\n", "dangling-relation", &["Remove the relation"]),
        ("lifecycle: actve\n", "bad-lifecycle", &["Set `state` to `active`"]),
        ("zachman: [engineer.hwo]\n", "unknown-cell", &["Set `zachman` to `engineer.how`"]),
        ("relations:\n  - servin: desk\n", "unknown-kind", &["Make it a `serving`"]),
        (
            "confidentiality: publik\n",
            "bad-attribute",
            &["Set `confidentiality` to `public`", "Remove `confidentiality`"],
        ),
    ];
    for (more, code, expected) in cases {
        let found = fixed(&format!("{crm}{more}"), "", code);
        let expected: Vec<&str> = expected.to_vec();
        assert_eq!(
            found.iter().map(String::as_str).take(expected.len()).collect::<Vec<_>>(),
            expected,
            "{more}"
        );
    }
    let found = fixed("id: crm\nname: CRM\nkind: aplication-component\n", "", "unknown-kind");
    assert_eq!(found.first().map(String::as_str), Some("Make it a `application-component`"));
    let found = fixed(
        "id: p\nname: P\nkind: business-process\nrelations:\n  - assignment: desk\n",
        "",
        "illegal-relation",
    );
    assert!(found.contains(&"Turn the relation round".to_owned()), "{found:?}");
    assert!(found.contains(&"Make it a `serving`".to_owned()), "{found:?}");
    assert_eq!(found.last().map(String::as_str), Some("Remove the relation"));
}

#[test]
fn what_a_view_shows_wrongly_leaves_it() {
    let view =
        |content: &str| format!("id: v\nname: V\ncontent:\n  - {{ node: n0, element: desk }}\n{content}");
    let crm = "id: crm\nname: CRM\nkind: application-component\n";
    let cases = [
        (
            "  - { node: n1, element: ghost }\n  - { node: n2, element: crm }\n",
            "unknown-element",
            "Remove `n1` from the view",
        ),
        ("  - { node: n1, view: ghost }\n", "unknown-view", "Remove `n1` from the view"),
        (
            "  - { node: n1, element: crm }\nconnections:\n  - { id: c1, from: n0, to: n1, relation: ghost }\n",
            "unknown-relation",
            "Remove `c1` from the view",
        ),
        ("viewpoint: layred\n", "unknown-viewpoint", "Set `viewpoint` to `layered`"),
    ];
    for (content, code, expected) in cases {
        assert_eq!(fixed(crm, &view(content), code).first().map(String::as_str), Some(expected), "{content}");
    }
}

#[test]
fn what_only_the_author_knows_has_no_fix() {
    let found =
        fixed("id: crm\nname: CRM\nkind: application-component\nlifecycle: active\n", "", "missing-owner");
    assert_eq!(found, [""; 0]);
}
