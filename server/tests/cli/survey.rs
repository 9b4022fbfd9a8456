//! What a kind is, and how far a model has come.

use crate::support::{Bench, example};

/// Elements by hand: two processes (one done by a role), a role, an application in two cells.
fn small() -> Bench {
    let bench = Bench::new();
    for (path, text) in [
        ("archweave.yaml", "format: 1\nname: Small\nlanguages: [en]\nmetamodel: archimate-3.2\n"),
        ("elements/call.yaml", "id: call\nkind: business-process\nname: Handle call\n"),
        ("elements/repair.yaml", "id: repair\nkind: business-process\nname: Repair\ntags: [field]\n"),
        (
            "elements/agent.yaml",
            "id: agent\nkind: business-role\nname: Agent\nrelations:\n  - { id: r1, kind: assignment, to: call }\n",
        ),
        (
            "elements/crm.yaml",
            "id: crm\nkind: application-component\nname: CRM\nzachman: [architect.how, engineer.how]\n",
        ),
    ] {
        bench.write(&format!("small/{path}"), text);
    }
    bench
}

#[test]
fn a_kind_is_described_under_each_of_its_names() {
    let bench = Bench::new();
    let kind = bench.run("metamodel uml:component").ends(0);
    let kind = kind.says("uml:component (Component / 组件) is another name for this kind");
    let kind = kind.says("architect.how (Process Representation)").says("Logical Application Component");
    let kind = kind.says("Criticality / 关键程度").says("relations that may end here");
    assert!(kind.out.lines().all(|line| line.chars().count() < 220), "{}", kind.out);
    bench.run("metamodel togaf:process").ends(0).says("business-process  Business Process / 业务流程");
    bench.run("metamodel component").ends(2).complains("`uml:component`");
    bench.run("metamodel need").ends(0).says("ledger").says("ArchiMate has no type for it");
    let json = bench.run("metamodel uml:component --format json").ends(0).json();
    assert_eq!(
        (json["id"].as_str(), json["asked_as"]["id"].as_str()),
        (Some("application-component"), Some("uml:component"))
    );
    for key in [
        "parents",
        "home",
        "cell",
        "cells",
        "togaf",
        "stage",
        "names",
        "properties",
        "expects",
        "outgoing",
        "incoming",
    ] {
        assert!(!json[key].is_null(), "{key}: {json}");
    }
    let user_story = bench.run("metamodel user-story --format json").ends(0).json();
    let from = |key: &str| {
        let all = user_story["properties"].as_array().unwrap().iter();
        all.clone().find(|one| one["key"] == key).map(|one| one["inherited_from"].clone())
    };
    assert_eq!(from("priority"), Some("requirement".into()), "{user_story}");
    bench.run("metamodel --from uml:component --to togaf:process").ends(0).says("serving");
}

#[test]
fn zachman_counts_confirmed_and_default_apart() {
    let bench = small();
    bench
        .run("report zachman small")
        .ends(0)
        .says("4 of 36 cells filled; 1 element confirmed, 3 by default, 0 in no cell")
        .says("1 + 0")
        .says("0 + 2")
        .says("Functioning enterprise")
        .says("empty (32)")
        .says("executive.what");
    let json = bench.run("report zachman small --format json").ends(0).json();
    assert_eq!(
        (json["filled"].as_u64(), json["confirmed"].as_u64(), json["by_default"].as_u64()),
        (Some(4), Some(1), Some(3))
    );
    assert_eq!(json["cells"].as_array().unwrap().len(), 36);
    let csv = bench.run("report zachman small --format csv").ends(0);
    assert_eq!(csv.out.lines().count(), 37);
    csv.says("engineer.how,engineer,how,Process Specification,System design,1,0\r\n");
    bench.run("report zachman small --format markdown").ends(0).says("| Engineer (Builder) | - | 1 + 0 |");
    bench.run("report zachman small --layer application").ends(0).says("2 of 36 cells");
    bench.run("report zachman small --tag field").ends(0).says("1 of 36 cells");
    bench.run("report zachman small --cell engineer.how --kind uml:component").ends(0).says("2 of 36 cells");
    bench.run("report zachman small --text agent").ends(0).says("1 of 36 cells");
    bench.run("report zachman small --kind nope").ends(2).complains("no kind `nope`");
    bench.run("report zachman small --layer nope").ends(2).complains("there are strategy");
    bench.run("report zachman small --cell nope").ends(2).complains("row.column");
}

#[test]
fn adm_says_what_there_is_and_what_to_add() {
    let bench = small();
    bench
        .run("report adm small --phase b")
        .ends(0)
        .says("B Business Architecture")
        .says("Role catalog")
        .says("no driver; no goal; no objective")
        .says("1 element");
    let json = bench.run("report adm small --format json").ends(0).json();
    let phases = json["phases"].as_array().unwrap();
    let artifacts = || phases.iter().flat_map(|phase| phase["artifacts"].as_array().unwrap());
    let state = |id: &str| artifacts().find(|one| one["id"] == id).unwrap()["state"].clone();
    assert_eq!((phases.len(), artifacts().count() as u64), (12, json["artifacts"].as_u64().unwrap()));
    assert_eq!((state("role-catalog"), state("principles-catalog")), ("present".into(), "missing".into()));
    assert_eq!(state("process-flow-diagram"), "partial");
    for count in ["present", "partial", "missing"] {
        assert_eq!(
            json[count].as_u64().unwrap(),
            artifacts().filter(|one| one["state"] == count).count() as u64
        );
    }
    bench
        .run("report adm small --format csv")
        .ends(0)
        .says("B,role-catalog,catalog,Role catalog,present,1,0,");
    bench
        .run("report adm small --format markdown")
        .ends(0)
        .says("| present | catalog | Role catalog | 1 element |");
    bench.run("report adm small --phase nope").ends(2).complains("there are preliminary");
}

#[test]
fn completeness_lists_the_worst_first() {
    let bench = small();
    let report = bench.run("report completeness small").ends(0);
    let report = report.says("lacks relation \"Done by a role\"").says("repair").says("owner technology");
    assert!(report.out.contains("business-process") && !report.out.contains("\n  call "), "{}", report.out);
    let json = bench.run("report completeness small --format json").ends(0).json();
    assert_eq!(json["elements"], 4);
    let incomplete = json["incomplete"].as_array().unwrap();
    assert_eq!(json["complete"].as_u64().unwrap() as usize + incomplete.len(), 4);
    let repair = incomplete.iter().find(|one| one["id"] == "repair").unwrap();
    assert_eq!(
        (&repair["missing"][0]["key"], &repair["missing"][0]["as"]),
        (&"assignment".into(), &"target".into())
    );
    bench
        .run("report completeness small --kind business-process")
        .ends(0)
        .says("50 %: 1 of 2 things asked for");
    bench.run("report completeness small --limit 1").ends(0).says("--limit 0 lists all");
    let csv = bench.run("report completeness small --format csv").ends(0);
    csv.says("repair,business-process,0,1,").says("element,kind,present,required,lacks\r\n");
    bench.run("report completeness small --format markdown").ends(0).says("## Least complete");
}

#[test]
fn reports_read_revisions_and_the_current_folder() {
    let bench = Bench::with_models();
    bench.run("report zachman bare.git --at v1").ends(0).says("2 of 36 cells");
    bench.run("report zachman clone").ends(0).says("3 of 36 cells");
    bench.run("report completeness folder --at v1").ends(2).complains("plain folder");
    bench.run("report adm").ends(2).complains("no model");
    bench.run("report").ends(2);
    let whole = example();
    bench.run_with(&["report", "completeness", whole.to_str().unwrap(), "--format", "markdown"]).ends(0);
}
