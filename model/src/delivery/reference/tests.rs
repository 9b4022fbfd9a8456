use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::yaml::{self, FileClass};

fn build<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Directory {
    let read = |(path, text): (&str, &str)| {
        (path.into(), Arc::new(yaml::read(FileClass::of(path).expect(path), text.as_bytes())))
    };
    Directory::new(&Snapshot::build(files.into_iter().map(read).collect()))
}

fn example() -> Directory {
    fn add(folder: &Path, files: &mut Vec<(Arc<str>, Arc<yaml::ParsedFile>)>, root: &Path) {
        let entries = std::fs::read_dir(folder).expect("the example is there");
        for path in entries.map(|entry| entry.expect("it is readable").path()) {
            if path.is_dir() {
                add(&path, files, root);
            } else if let Some(name) = path.strip_prefix(root).ok().and_then(Path::to_str)
                && let Some(class) = FileClass::of(name)
            {
                let text = std::fs::read(&path).expect("it is readable");
                files.push((name.into(), Arc::new(yaml::read(class, &text))));
            }
        }
    }
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/customer-centre"));
    let mut files = Vec::new();
    add(root, &mut files, root);
    Directory::new(&Snapshot::build(files))
}

fn answer(directory: &Directory, sort: Sort, text: &str) -> String {
    match directory.find(sort, text) {
        Ok(Found { element, basis_hint: None }) => element.to_string(),
        Ok(Found { element, basis_hint: Some(basis) }) => format!("{element} {basis:?}"),
        Err(Unmatched::Ambiguous { candidates, count }) => format!("ambiguous {candidates:?} {count}"),
        Err(Unmatched::OtherKind { element, .. }) => format!("other-kind {element}"),
        Err(other) => other.code().to_owned(),
    }
}

#[test]
fn names_of_the_example_are_found_in_every_way() {
    let directory = example();
    for (sort, text, expected) in [
        (Sort::Requirement, "req-103", "req-103"),
        (Sort::Requirement, "REQ-103", "req-103"),
        (Sort::Requirement, " CSC-103 ", "req-103 Ticket"),
        (Sort::Requirement, "csc-103", "req-103 Ticket"),
        (Sort::Requirement, "https://jira.example.org/browse/CSC-103", "req-103 Ticket"),
        (Sort::Requirement, "dem-outage-status", "dem-outage-status"),
        (Sort::Requirement, "Merge reports of one fault", "req-104"),
        (Sort::Requirement, "同源报修合并", "req-104"),
        (Sort::Requirement, "req-999", "unknown"),
        (Sort::Requirement, "app-sms", "other-kind app-sms"),
        (Sort::Demand, "req-103", "other-kind req-103"),
        (Sort::Artifact, "pkg:oci/message-gateway", "art-sms Purl"),
        (Sort::Artifact, "pkg:oci/message-gateway@3.4.1", "art-sms Purl"),
        (Sort::Artifact, "pkg://OCI/message-gateway?tag=x", "art-sms Purl"),
        (Sort::Artifact, "https://git.example.org/csc/message-gateway.git", "art-sms"),
        (Sort::Artifact, "Message gateway image", "art-sms"),
        (Sort::Artifact, "pkg:oci/unheard-of", "unknown"),
        (Sort::Artifact, "pkg:oci/", "malformed"),
        (Sort::Repository, "git@Git.Example.org:csc/message-gateway.git", "art-sms"),
        (Sort::Repository, "git.example.org/csc/message-gateway", "art-sms"),
        (Sort::Repository, "git.example.org/csc/old-gateway", "unknown"),
        (Sort::Component, "app-sms", "app-sms"),
        (Sort::Component, "art-sms", "other-kind art-sms"),
        (Sort::Environment, "env-prod", "env-prod"),
        (Sort::Environment, "production", "env-prod"),
        (Sort::Environment, "生产环境", "env-prod"),
        (Sort::Environment, "prod", "unknown"),
        (Sort::Environment, "dt-prod-core", "other-kind dt-prod-core"),
        (Sort::Target, "CI-3001", "dt-prod-core"),
        (Sort::Target, "Production cluster", "dt-prod-core"),
        (Sort::Target, "env-prod", "other-kind env-prod"),
        (Sort::Target, "ss-k8s", "ss-k8s"),
        (Sort::Release, "rel-2026-07", "rel-2026-07"),
        (Sort::Release, "2026.07", "rel-2026-07"),
        (Sort::Release, "Version 2026.07", "rel-2026-07"),
        (Sort::Release, "CSC-R-2607", "rel-2026-07"),
        (Sort::Indicator, "i-notify", "i-notify"),
        (Sort::Indicator, "线上办理率", "i-online"),
        (Sort::Element, "app-sms", "app-sms"),
        (Sort::Element, "pkg:oci/message-gateway", "art-sms Purl"),
        (Sort::Element, "", "malformed"),
        (Sort::Element, "a\u{0}b", "malformed"),
        (Sort::Element, &"x".repeat(501), "malformed"),
    ] {
        assert_eq!(answer(&directory, sort, text), expected, "{sort:?} {text}");
    }
}

#[test]
fn a_better_way_wins_and_two_of_the_same_way_are_not_guessed_between() {
    let directory = build([
        ("archweave.yaml", "format: 1\nname: M\n"),
        (
            "elements/a.yaml",
            "id: REQ-1\nkind: requirement\nname: One\n---
id: req-2\nkind: requirement\nname: REQ-1\naliases: [Two, REQ-2]\nexternal: [{ system: jira, id: REQ-3 }]\n---
id: req-3\nkind: requirement\nname: Two\nexternal: [{ system: jira, id: P-1 }]\n---
id: r-9\nkind: requirement\nname: Nine\nexternal: [{ system: other, id: P-1 }]\n---
id: app\nkind: application-component\nname: production\n---
id: e-1\nkind: environment\nname: { en: Live, zh: 生产 }\nproperties: { stage: production }\n---
id: e-2\nkind: environment\nname: Old\nproperties: { stage: test }\n---
id: e-3\nkind: environment\nname: Odd\nproperties: { stage: test }\n---
id: a-1\nkind: artifact\nname: A\nproperties: { purl: 'pkg:oci/a', repository: 'git.example.org/mono' }\n---
id: a-2\nkind: artifact\nname: B\nproperties: { purl: 'pkg:oci/b@1', repository: 'https://git.example.org/mono/' }\n---
id: a-3\nkind: artifact\nname: C\nproperties: { purl: no address }\n---
id: s-1\nkind: acme:story\nname: Own\n",
        ),
        ("metamodel/own.yaml", "kinds:\n  - { id: 'acme:story', parents: [user-story], label: Story }\n"),
    ]);
    for (sort, text, expected) in [
        (Sort::Requirement, "REQ-1", "REQ-1"),
        (Sort::Requirement, "req-2", "req-2"),
        (Sort::Requirement, "REQ-2", "req-2"),
        (Sort::Requirement, "REQ-3", "req-2 Ticket"),
        (Sort::Requirement, "req-3", "req-3"),
        (Sort::Requirement, "Two", r#"ambiguous [ElementId("req-2"), ElementId("req-3")] 2"#),
        (Sort::Requirement, "P-1", r#"ambiguous [ElementId("r-9"), ElementId("req-3")] 2"#),
        (Sort::Requirement, "s-1", "s-1"),
        (Sort::Requirement, "two", "unknown"),
        (Sort::Environment, "production", "e-1"),
        (Sort::Environment, "生产", "e-1"),
        (Sort::Environment, "test", r#"ambiguous [ElementId("e-2"), ElementId("e-3")] 2"#),
        (Sort::Artifact, "pkg:oci/b@7", "a-2 Purl"),
        (Sort::Artifact, "no address", "a-3 Purl"),
        (Sort::Repository, "git.example.org/mono", r#"ambiguous [ElementId("a-1"), ElementId("a-2")] 2"#),
    ] {
        assert_eq!(answer(&directory, sort, text), expected, "{sort:?} {text}");
    }
}

#[test]
fn who_is_not_found_is_told_what_to_do() {
    let directory = example();
    for (sort, text, sentence) in [
        (
            Sort::Artifact,
            "pkg:oci/x",
            "the model has no artifact of this name; set `purl` of the artifact, or match it by hand",
        ),
        (
            Sort::Environment,
            "dt-uat",
            "this is the name of `dt-uat`, a `deployment-target` and no environment; name one, or match it by hand",
        ),
        (Sort::Element, " ", "a name has 1 to 500 bytes without control characters"),
    ] {
        assert_eq!(directory.find(sort, text).map_err(|error| error.to_string()), Err(sentence.into()));
    }
    for (sort, text, sentence) in [
        (Sort::Requirement, "none", "模型中没有此名称的需求；请将其加入该需求的 `external`，或人工匹配"),
        (
            Sort::Environment,
            "dt-uat",
            "这是 `dt-uat` 的名称，其类型为 `deployment-target`，不是环境；请指明一个环境，或人工匹配",
        ),
        (Sort::Element, " ", "名称须为 1 至 500 字节，且不含控制字符"),
    ] {
        assert_eq!(directory.find(sort, text).map_err(|error| error.in_chinese()), Err(sentence.into()));
    }
    let ids: Vec<ElementId> = (10..25).map(|n| ElementId::parse(&format!("e-{n}")).expect("an id")).collect();
    let many = Unmatched::ambiguous(&ids.iter().collect::<Vec<_>>()).to_string();
    assert!(many.contains("`e-10`, `e-11`") && many.contains("`e-19` and 5 more; name one"), "{many}");
}

#[test]
fn addresses_of_a_repository_are_one() {
    for text in [
        "git.example.org/csc/gateway",
        "https://git.example.org/csc/gateway",
        "https://git.example.org/csc/gateway.git",
        "https://git.example.org/csc/gateway.git/",
        "HTTPS://user:secret@GIT.example.org:8443//csc/gateway/?tab=readme#top",
        "http://git.example.org/csc/gateway",
        "git@git.example.org:csc/gateway.git",
        "git.example.org:csc/gateway",
        "ssh://git@git.example.org:2222/csc/gateway.git",
        "git+ssh://git@git.example.org/csc/gateway.git",
        "git://git.example.org/csc/gateway",
        " git.example.org:443/csc/gateway ",
    ] {
        assert_eq!(repository_key(text), "git.example.org/csc/gateway", "{text}");
    }
    assert_ne!(repository_key("git.example.org/csc/Gateway"), repository_key("git.example.org/csc/gateway"));
    assert_eq!(repository_key("https://"), "");
}

proptest! {
    #[test]
    fn a_key_is_its_own_key(text in "(https?://|ssh://|git@|)[a-cA-C.@:/0-2?# ]{0,16}(\\.git)?/?") {
        let key = repository_key(&text);
        prop_assert_eq!(repository_key(&key), key);
    }
}
