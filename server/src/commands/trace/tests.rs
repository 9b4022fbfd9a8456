use std::collections::BTreeMap;
use std::sync::Arc;

use archweave_app::ledger::{Bond, Effect, Link, Step, Trace, TraceEdge, TraceNode, Whereabouts};
use archweave_model::delivery::Moment;
use archweave_model::delivery::chain::Chain;
use archweave_model::delivery::record::{Basis, RecordKind};
use archweave_model::delivery::standing::{Column, Decision, DeliveryState, Stage, Standing};
use archweave_model::id::ElementId;
use archweave_model::snapshot::Snapshot;
use archweave_model::yaml::{self, FileClass};

use super::{moment, text, wanted};

const MODEL: &str = "\
id: req-1
kind: requirement
name: { en: Push notices, zh: 主动推送停电通知 }
---
id: dem-1
kind: demand
name: { en: Tell me, zh: 告知复电时间 }
---
id: env-prod
kind: environment
name: { en: Production, zh: 生产环境 }
---
id: env-test
kind: environment
name: { en: Test, zh: 测试环境 }
";

fn model() -> Snapshot {
    let path = "elements/all.yaml";
    let file = yaml::read(FileClass::of(path).unwrap(), MODEL.as_bytes());
    Snapshot::build(vec![(Arc::from(path), Arc::new(file))])
}

fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

fn id(text: &str) -> ElementId {
    ElementId::parse(text).unwrap()
}

fn node(step: Step, label: &str, state: Option<&str>, when: Option<&str>) -> TraceNode {
    TraceNode {
        id: format!("{}:{label}", step.name()),
        step,
        label: label.to_owned(),
        state: state.map(str::to_owned),
        at: when.map(at),
        element: None,
        record: None,
        url: None,
        count: None,
    }
}

fn edge(from: usize, to: usize, bond: Bond) -> TraceEdge {
    TraceEdge { from, to, bond, basis: None, by: None, suspect: None }
}

fn standing(environment: &str, state: DeliveryState, since: Option<&str>) -> Standing {
    Standing {
        environment: Some(id(environment)),
        stage: Some(Stage::Production),
        state,
        since: since.map(at),
        version: None,
        commit: None,
        deployment: None,
        target: None,
        share: None,
        model_revision: None,
        verified_at: None,
        accepted_at: None,
        evidence: Vec::new(),
    }
}

fn trace() -> Trace {
    let live = DeliveryState::Live { share: 0.3 };
    let mut production = standing("env-prod", live, Some("2026-07-15T09:00:00Z"));
    production.version = Some("pkg:oci/gateway@3.4.1".to_owned());
    production.deployment = Some("deploy/77".to_owned());
    let link = Link {
        kind: RecordKind::Change,
        key: "git.example.org/gateway!pull/12".to_owned(),
        title: "Push \u{1b}[31mnotices".to_owned(),
        url: None,
        asserted_by: "git.example.org".to_owned(),
        asserted_at: at("2026-07-01"),
        basis: Basis::Trailer,
        revision: None,
        affirmed_at: None,
        affirmed_by: None,
        suspect: Some(at("2026-07-10T08:00:00Z")),
    };
    let mut demand = node(Step::Demand, "Tell me", Some("accepted"), None);
    demand.element = Some(id("dem-1"));
    let mut need = node(Step::Need, "1240", None, None);
    need.count = Some(1240);
    let mut requirement = node(Step::Requirement, "Push notices", Some("agreed"), None);
    requirement.element = Some(id("req-1"));
    let mut environment = node(Step::Environment, "Production", Some("live for 30% of users"), None);
    environment.element = Some(id("env-prod"));
    let mut change = edge(2, 3, Bond::ImplementedBy);
    (change.basis, change.by) = (Some(Basis::Trailer), Some("git.example.org".to_owned()));
    let mut suspect = edge(2, 4, Bond::ImplementedBy);
    suspect.suspect = Some(at("2026-07-10T08:00:00Z"));
    Trace {
        whereabouts: Whereabouts {
            requirement: id("req-1"),
            at: at("2026-07-16"),
            revision: "0".repeat(40),
            decision: Decision::Agreed,
            state: live,
            since: Some(at("2026-07-15T09:00:00Z")),
            column: Some(Column::Deployed),
            standings: vec![standing("env-test", DeliveryState::Deployed, None), production],
            effect: Effect::default(),
            links: vec![link],
            chain: Chain { environments: BTreeMap::new(), ..Chain::default() },
        },
        nodes: vec![
            need,
            demand,
            requirement,
            node(Step::Change, "Send text messages", Some("merged"), Some("2026-07-02T10:00:00Z")),
            node(Step::Change, "Push \u{1b}[31mnotices", Some("open"), None),
            node(Step::Version, "pkg:oci/gateway@3.4.1", None, Some("2026-07-14T20:00:00Z")),
            node(
                Step::Deployment,
                "pkg:oci/gateway@3.4.1",
                Some("hotfix, success"),
                Some("2026-07-15T09:00:00Z"),
            ),
            environment,
        ],
        edges: vec![
            edge(0, 1, Bond::GroupedInto),
            edge(1, 2, Bond::SplitInto),
            change,
            suspect,
            edge(3, 5, Bond::Made),
            edge(4, 5, Bond::Made),
            edge(5, 6, Bond::DeployedBy),
            edge(6, 7, Bond::RunsIn),
        ],
        is_cut: false,
    }
}

/// The lines without styles.
fn bare(language: &str) -> String {
    let lines = text::lines(&model(), &trace(), language).join("\n");
    let mut out = String::new();
    let mut rest = &*lines;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        out.push_str(before);
        rest = after.split_once('m').unwrap().1;
    }
    out + rest
}

#[test]
fn a_trace_is_a_tree_with_columns() {
    assert_eq!(
        bare("en"),
        "\
req-1 Push notices
agreed · live for 30% of users since 2026-07-15 09:00 · nothing measures it
! 1 link is suspect: the requirement changed since

Environments
  Production  live for 30% of users  2026-07-15 09:00  gateway 3.4.1  deploy/77
  Test        deployed

Asked for by
  Tell me  accepted  1240 needs  dem-1

Chain
  ├ Change Send text messages     merged                 2026-07-02 10:00  commit trailer, git.example.org
  │ └ Version gateway 3.4.1                              2026-07-14 20:00
  │   └ Deployment gateway 3.4.1  hotfix, succeeded      2026-07-15 09:00
  │     └ Environment Production  live for 30% of users
  └ Change Push \u{fffd}[31mnotices      open                                     ! suspect since 2026-07-10 08:00"
    );
}

#[test]
fn chinese_letters_take_two_columns() {
    let text = bare("zh");
    for line in [
        "req-1 主动推送停电通知",
        "已确认 · 已对 30% 用户上线 自 2026-07-15 09:00 · 无指标",
        "  生产环境  已对 30% 用户上线  2026-07-15 09:00  gateway 3.4.1  deploy/77",
        "  测试环境  已部署",
        "  告知复电时间  已采纳  1240 条诉求  dem-1",
        "  │ └ 版本 gateway 3.4.1                        2026-07-14 20:00",
    ] {
        assert!(text.lines().any(|known| known == line), "{line}\n{text}");
    }
}

#[test]
fn a_model_cannot_steer_the_terminal() {
    let lines = text::lines(&model(), &trace(), "en").join("\n");
    assert!(!lines.contains("\u{1b}[31mnotices"), "{lines:?}");
}

#[test]
fn ids_are_found_as_people_write_them_and_days_end_in_the_evening() {
    let known = |id: &str| id == "req-1" || id == "REQ-2";
    assert_eq!(wanted("REQ-1", known), "req-1");
    assert_eq!(wanted("req-2", known), "REQ-2");
    assert_eq!(wanted("Req-3", known), "Req-3");
    assert_eq!(moment("2026-07-14").unwrap().to_string(), "2026-07-14T23:59:59.999Z");
    assert_eq!(moment("2026-07-14T20:40:00Z").unwrap().to_string(), "2026-07-14T20:40:00Z");
    assert!(moment("yesterday").is_err());
}
