use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::yaml::{self, FileClass};

const APP: &str = "id: app-sms\nkind: application-component\nname: Message gateway\nlifecycle: { state: active, since: 2024-01-01 }
properties: { sharing: shared, criticality: 2, vendor: Acme }
relations:
  - realization: as-notify
  - { id: r-1, kind: serving, to: app-crm, name: sends }
  - association: app-crm
";
const REQUIREMENT: &str = "id: req-103\nkind: requirement\nname: Tell callers\nowner: org-ops\ntags: [voice]
properties:
  level: system
  type: functional
  statement: { en: When power returns the gateway shall tell callers., zh: 来电后应通知用户。 }
  rationale: They call again.
  acceptance: Within 5 minutes.
  verification: test
  priority: 2
relations:
  - fulfils: o-repeat
";
const STORY: &str = "id: us-1\nkind: user-story\nname: See\nproperties: { as_role: r-agent, want: to see, so_that: I answer, acceptance: Seen. }\n";
const RULE: &str = "id: br-1\nkind: business-rule\nname: Merge
properties:
  condition: same area
  action: one order
  form: decision-table
  table: [{ id: row1, when: [{ name: area, value: same }], then: [{ name: order, value: one }] }]
";
const ARTIFACT: &str = "id: art-sms\nkind: artifact\nname: Image\nproperties: { kind: image, purl: pkg:oci/message-gateway }\nrelations:\n  - packages: app-sms\n";

fn print_of(text: &str) -> Fingerprint {
    let others = "id: as-notify\nkind: application-service\nname: Notify\n---\nid: app-crm\nkind: application-component\nname: CRM\n";
    let files = [
        ("archweave.yaml", "format: 1\nname: M\nlanguages: [en, zh]\n"),
        ("elements/a.yaml", text),
        ("elements/b.yaml", others),
    ];
    let read = |(path, text): (&str, &str)| {
        (path.into(), Arc::new(yaml::read(FileClass::of(path).expect(path), text.as_bytes())))
    };
    let snapshot = Snapshot::build(files.into_iter().map(read).collect());
    let id = text.lines().next().and_then(|line| line.strip_prefix("id: ")).expect("it begins with its id");
    fingerprint(
        &snapshot,
        snapshot.slot_of(id).unwrap_or_else(|| panic!("{text}: {:?}", snapshot.diagnostics())),
    )
}

/// What is replaced in which element, and whether that matters.
const EDITS: &[(&str, &str, &str, bool)] = &[
    // Requirements
    (REQUIREMENT, "name: Tell callers", "name: { en: Notify callers, zh: 通知 }\ndescription: More.", false),
    (REQUIREMENT, "owner: org-ops", "owners: { business: org-south, technology: org-digital }", false),
    (REQUIREMENT, "tags: [voice]", "tags: [voice, storm]\naliases: [Notices]", false),
    (REQUIREMENT, "tags: [voice]", "lifecycle: { state: planned }", false),
    (REQUIREMENT, "priority: 2", "priority: 1", false),
    (REQUIREMENT, "They call again.", "They call twice.", false),
    (REQUIREMENT, "verification: test", "decision: agreed\n  verification: test", false),
    (REQUIREMENT, "  - fulfils: o-repeat", "  - association: app-crm\n  - fulfils: o-repeat", false),
    (
        REQUIREMENT,
        "acceptance: Within 5 minutes.",
        "acceptance: >-\n    Within\n    5 minutes.\n  # agreed",
        false,
    ),
    (REQUIREMENT, "acceptance: Within 5 minutes.", "acceptance: { en: Within 5 minutes. }", false),
    (
        REQUIREMENT,
        "{ en: When power returns the gateway shall tell callers., zh: 来电后应通知用户。 }",
        "{ zh: 来电后应通知用户。, en: \"When power returns  the gateway shall tell callers.\", fr: \"\" }",
        false,
    ),
    (REQUIREMENT, "5 minutes", "2 minutes", true),
    (REQUIREMENT, "shall tell", "should tell", true),
    (REQUIREMENT, "应通知", "须通知", true),
    (REQUIREMENT, "level: system", "level: software", true),
    (REQUIREMENT, "type: functional", "type: performance", true),
    (REQUIREMENT, "verification: test", "verification: analysis", true),
    (REQUIREMENT, "  verification: test\n", "", true),
    (REQUIREMENT, "kind: requirement", "kind: demand", true),
    // What specializes a requirement
    (STORY, "name: See", "name: Look", false),
    (STORY, "to see", "to hear", true),
    (STORY, "r-agent", "r-crew", true),
    (STORY, "Seen.", "Heard.", true),
    (RULE, "id: row1, when:", "id: row2, when:", true),
    (RULE, "{ name: area, value: same }", "{ value: same, name: area }", false),
    (RULE, "value: one", "value: two", true),
    // Applications
    (APP, "name: Message gateway", "name: Gateway", false),
    (APP, "since: 2024-01-01", "since: 2023-01-01, until: 2030-01-01", false),
    (APP, "vendor: Acme", "vendor: Other", false),
    (APP, "  - association: app-crm\n", "", false),
    (APP, "  - realization: as-notify\n", "", true),
    (APP, "id: r-1, kind: serving, to: app-crm, name: sends", "id: r-2, to: app-crm, kind: serving", false),
    (APP, "to: app-crm, name: sends", "to: as-notify, name: sends", true),
    (APP, "  - association: app-crm\n", "  - { id: r-3, kind: serving, to: app-crm }\n", false),
    (APP, "state: active", "state: phase-out", true),
    (APP, "sharing: shared", "sharing: platform", true),
    (APP, "criticality: 2", "criticality: 1", true),
    // Artifacts
    (ARTIFACT, "name: Image", "name: Gateway image", false),
    (ARTIFACT, "packages: app-sms", "packages: app-crm", true),
    (ARTIFACT, "message-gateway", "sms-gateway", true),
];

#[test]
fn only_what_matters_changes_the_fingerprint() {
    for (text, old, new, matters) in EDITS {
        assert!(text.contains(old), "{old}");
        let edited = text.replacen(old, new, 1);
        assert_eq!(print_of(text) != print_of(&edited), *matters, "{old} -> {new}");
    }
}

#[test]
fn every_row_names_kinds_properties_and_relations_of_the_metamodel() {
    let metamodel = crate::metamodel::Metamodel::library();
    for row in RELEVANT {
        let kind = metamodel.kind_index(row.kind).expect(row.kind);
        for key in row.properties {
            let is_known = metamodel.kind(kind).properties.iter().any(|property| property.key == *key);
            assert!(is_known, "{} {key}", row.kind);
        }
        assert!(row.relations.iter().all(|name| metamodel.relation_index(name).is_some()), "{}", row.kind);
    }
    let nothing = Snapshot::build(Vec::new());
    assert_eq!(fingerprint(&nothing, 7), [0; 16]);
}

proptest! {
    #[test]
    fn any_number_of_cosmetic_edits_changes_nothing_and_one_that_matters_does(
        base in proptest::sample::select(vec![REQUIREMENT, APP]),
        chosen in proptest::collection::vec(any::<bool>(), EDITS.len()),
        relevant in any::<prop::sample::Index>(),
    ) {
        let edits: Vec<_> = EDITS.iter().zip(chosen).filter(|((text, ..), _)| *text == base).collect();
        let mut text = base.to_owned();
        for ((_, old, new, _), _) in edits.iter().filter(|((_, _, _, matters), is_chosen)| !matters && *is_chosen) {
            text = text.replacen(old, new, 1);
        }
        prop_assert_eq!(print_of(&text), print_of(base), "{}", text);
        // Some edits hide the place of another one.
        let that_matter: Vec<_> =
            edits.iter().filter(|((_, old, _, matters), _)| *matters && text.contains(old)).collect();
        let ((_, old, new, _), _) = relevant.get(&that_matter);
        prop_assert_ne!(print_of(&text.replacen(old, new, 1)), print_of(base), "{} -> {}", old, new);
    }

    #[test]
    fn a_link_is_suspect_while_its_end_is_not_what_somebody_stood_for(
        steps in proptest::collection::vec((1_i64..4, 0_u8..3), 0..8),
        stood in 0_i64..20,
        at in 0_i64..20,
    ) {
        let mut time = 2;
        let mut history = Vec::new();
        for (pause, value) in steps {
            time += pause;
            history.push((Moment(time), [value; 16]));
        }
        // Looked up for every single moment instead of every entry.
        let value_at = |t: i64| {
            history.iter().rev().find(|(from, _)| from.0 <= t).or(history.first()).map(|(_, value)| *value)
        };
        let differs = |t: i64| t >= stood && value_at(t) != value_at(stood);
        let mut expected = None;
        let mut t = at;
        while differs(t) {
            expected = Some(t);
            t -= 1;
        }
        // The second of two changes in a row does not begin anew.
        prop_assert_eq!(is_suspect(&history, Moment(stood), Moment(at)), expected.map(Moment));
    }
}

#[test]
fn affirming_and_changing_back_clear_a_link() {
    let day = |n| Moment(n * super::super::moment::DAY);
    let history = [(day(10), [1; 16]), (day(20), [2; 16]), (day(30), [3; 16]), (day(40), [1; 16])];
    for (stood, at, since) in [
        (12, 15, None),
        (12, 20, Some(20)),
        (12, 35, Some(20)),
        (12, 41, None),
        (25, 29, None),
        (25, 50, Some(30)),
        (45, 50, None),
        // Asserted before the model had the element: what it was at first counts.
        (1, 15, None),
        (1, 25, Some(20)),
        (30, 30, None),
        (35, 25, None),
    ] {
        assert_eq!(is_suspect(&history, day(stood), day(at)), since.map(day), "{stood} {at}");
    }
    assert_eq!(is_suspect(&[], day(1), day(2)), None);
}
