//! A requirement from its ticket to production and back, and what every page says about it.

use archweave_index::{
    BoardQuery, Context, DeliveredFilter, IncidentFilter, Incoming, Index, NeedFilter, NewAffirmation,
    Paging, Receipt, RequirementInfo,
};
use archweave_model::delivery::flow::Window;
use archweave_model::delivery::record::{
    ArtifactVersion, Basis, Build, Change, Deployment, Incident, IndicatorValue, Need, Sort, Verification,
};
use archweave_model::delivery::standing::{summary, where_is};
use archweave_model::delivery::{Moment, RecordKind};

use super::{GRID, environments, event, id, ingest, mention, now, t};
use crate::databases::on_each;

fn change(number: u32, requirement: &str, commit: &str, at: i64) -> Incoming {
    let record = Change {
        repository: Some("git.example.org/a".into()),
        committed_at: Some(t(at)),
        merged_at: Some(t(at + 1)),
        team: Some("blue".into()),
        commits: [commit.to_owned()].into(),
        mentions: [mention(requirement, Basis::Trailer)].into(),
        ..Change::default()
    };
    event("git", &format!("c{number}"), t(at), &format!("git.example.org/a!pull/{number}"), record)
}

fn version(name: &str, commit: &str, at: i64) -> Incoming {
    let purl = format!("pkg:oci/a@{name}");
    let record = ArtifactVersion {
        purl: Some(purl.clone()),
        built_at: Some(t(at)),
        repository: Some("git.example.org/a".into()),
        commit: Some(commit.into()),
        ..ArtifactVersion::default()
    };
    event("ci", &format!("v{name}"), t(at), &purl, record)
}

fn deployment(name: &str, environment: &str, kind: &str, at: i64) -> Incoming {
    let record = Deployment {
        environment: Some(environment.into()),
        service: Some("app-a".into()),
        purl: Some(format!("pkg:oci/a@{name}")),
        at: Some(t(at)),
        result: Some("success".into()),
        kind: Some(kind.into()),
        team: Some("blue".into()),
        ..Deployment::default()
    };
    let key = format!("{environment}/{at}");
    event("cd", &key, t(at), &key, record)
}

/// Version 1 has nothing, 2 has the first requirement, 3 the second. Version 2 is rolled back once.
fn story() -> Vec<Incoming> {
    let build = Build {
        repository: Some("git.example.org/a".into()),
        commit: Some("aaa2".into()),
        started_at: Some(t(12)),
        finished_at: Some(t(14)),
        result: Some("success".into()),
        purl: Some("pkg:oci/a@2".into()),
        ..Build::default()
    };
    let test = Verification {
        kind: Some("test".into()),
        result: Some("passed".into()),
        at: Some(t(16)),
        purls: ["pkg:oci/a@2".to_owned()].into(),
        ..Verification::default()
    };
    vec![
        change(1, "CSC-103", "aaa2", 10),
        event("ci", "b2", t(12), "a#2", build),
        version("1", "aaa1", 5),
        version("2", "aaa2", 15),
        version("3", "aaa3", 40),
        event("ci", "test2", t(16), "a#2/test", test),
        change(2, "req-2", "aaa3", 35),
        deployment("1", "env-prod", "normal", 6),
        deployment("2", "env-test", "normal", 17),
        deployment("2", "env-prod", "normal", 20),
        deployment("1", "env-prod", "rollback", 25),
        deployment("3", "env-prod", "normal", 45),
    ]
}

fn info(requirement: &str, priority: Option<u8>) -> RequirementInfo {
    RequirementInfo {
        id: id(requirement),
        decision: "agreed".into(),
        priority,
        urgency: None,
        owner: Some("org-digital".into()),
        risk: None,
    }
}

fn context() -> Context {
    let requirements = vec![info("req-1", Some(2)), info("req-2", Some(1)), info("req-3", None)];
    Context { requirements, environments: environments() }
}

/// The state in each environment at a moment, and since when, in minutes.
async fn standing(index: &Index, requirement: &str, at: i64) -> Vec<(String, &'static str, Option<i64>)> {
    let chains = index.chains(GRID, &[id(requirement)], Some(t(at))).await.unwrap();
    let standings = where_is(&chains[0], &environments(), t(at));
    assert!(summary(&standings).is_some());
    let row = standings.iter().map(|it| {
        let since = it.since.map(|since| since.since(t(0)) / super::MINUTE);
        (it.environment.as_ref().unwrap().to_string(), it.state.name(), since)
    });
    row.collect()
}

#[test]
fn every_page_says_where_a_requirement_was_at_any_time() {
    on_each(async |database| {
        let index = database.open().await;
        for receipt in ingest(&index, story()).await {
            assert!(matches!(receipt, Receipt::Stored { .. }));
        }
        let row = |name: &str, state, since| (name.to_owned(), state, since);
        for (at, test, production) in [
            (9, row("env-test", "not-started", None), row("env-prod", "not-started", None)),
            (11, row("env-test", "building", Some(10)), row("env-prod", "building", Some(10))),
            (15, row("env-test", "built", Some(15)), row("env-prod", "built", Some(15))),
            (16, row("env-test", "verified", Some(16)), row("env-prod", "verified", Some(16))),
            (18, row("env-test", "deployed", Some(17)), row("env-prod", "verified", Some(16))),
            (21, row("env-test", "deployed", Some(17)), row("env-prod", "live", Some(20))),
            (30, row("env-test", "deployed", Some(17)), row("env-prod", "rolled-back", Some(25))),
            (50, row("env-test", "deployed", Some(17)), row("env-prod", "live", Some(45))),
        ] {
            assert_eq!(standing(&index, "req-1", at).await, [test, production], "at {at}");
        }
        let running = async |at, environment: Option<&str>| -> Vec<(String, i64)> {
            let environment = environment.map(id);
            let running = index.running(GRID, t(at), environment.as_ref()).await.unwrap();
            running.iter().map(|it| (it.purl.clone(), it.since.since(t(0)) / super::MINUTE)).collect()
        };
        let purl = |name: &str| format!("pkg:oci/a@{name}");
        assert_eq!(running(4, None).await, []);
        assert_eq!(running(22, None).await, [(purl("2"), 20), (purl("2"), 17)]);
        assert_eq!(running(26, Some("env-prod")).await, [(purl("1"), 25)]);
        assert_eq!(running(50, Some("env-prod")).await, [(purl("3"), 45)]);
        let contents = index.contents(GRID, "pkg:oci/a", None, t(100)).await.unwrap();
        assert_eq!(contents, [(id("req-1"), t(15), purl("2")), (id("req-2"), t(40), purl("3"))]);
        let contents = index.contents(GRID, "pkg:oci/a", Some(t(15)), t(40)).await.unwrap();
        assert_eq!(contents, [(id("req-2"), t(40), purl("3"))]);
        assert_eq!(index.artifacts(GRID).await.unwrap(), [("pkg:oci/a".to_owned(), id("art-a"))]);
    });
}

#[test]
fn the_board_follows_events_and_decisions() {
    on_each(async |database| {
        let index = database.open().await;
        ingest(&index, story()).await;
        assert!(index.settle(GRID, &context(), now()).await.unwrap() >= 2);
        assert_eq!(index.settle(GRID, &context(), now()).await.unwrap(), 0);
        let board = async |query: BoardQuery| -> Vec<(String, String, String)> {
            let page = index.board(GRID, &query).await.unwrap();
            let row = page.items.into_iter().map(|it| (it.requirement.to_string(), it.column, it.state));
            row.collect()
        };
        let row = |id: &str, column: &str, state: &str| (id.to_owned(), column.to_owned(), state.to_owned());
        let all = [
            row("req-2", "deployed", "live"),
            row("req-1", "deployed", "live"),
            row("req-3", "agreed", "not-started"),
        ];
        assert_eq!(board(BoardQuery::default()).await, all);
        let in_test = BoardQuery {
            environment: Some(id("env-test")),
            state: Some("deployed".into()),
            ..BoardQuery::default()
        };
        assert_eq!(board(in_test).await, [row("req-1", "deployed", "live")]);
        let first = index
            .board(GRID, &BoardQuery { paging: Paging::first(2), ..BoardQuery::default() })
            .await
            .unwrap();
        let second = Paging { after: first.next.clone(), limit: 2 };
        assert_eq!(board(BoardQuery { paging: second, ..BoardQuery::default() }).await, all[2..]);
        ingest(&index, vec![change(3, "req-3", "bbb", 60), deployment("1", "env-prod", "rollback", 61)])
            .await;
        assert!(index.settle(GRID, &context(), now()).await.unwrap() >= 3);
        assert_eq!(
            board(BoardQuery::default()).await,
            [
                row("req-2", "building", "rolled-back"),
                row("req-1", "deployed", "deployed"),
                row("req-3", "building", "building")
            ]
        );
        assert_eq!(
            index.board_counts(GRID, &BoardQuery::default()).await.unwrap(),
            [("building".into(), 2), ("deployed".into(), 1)]
        );
        let fewer = Context { requirements: vec![info("req-3", None)], environments: environments() };
        index.settle(GRID, &fewer, now()).await.unwrap();
        assert_eq!(board(BoardQuery::default()).await, [row("req-3", "building", "building")]);
    });
}

#[test]
fn an_event_is_taken_once_and_never_as_something_else() {
    on_each(async |database| {
        let index = database.open().await;
        ingest(&index, story()).await;
        let position = index.position(GRID).await.unwrap();
        assert_eq!(position, 12);
        let other = Incoming { digest: "other".into(), ..change(1, "req-3", "ccc", 10) };
        let receipts =
            ingest(&index, vec![change(1, "CSC-103", "aaa2", 10), other, change(9, "req-9", "ddd", 1)]).await;
        let unmatched = vec![(Sort::Requirement, "req-9".to_owned())];
        assert_eq!(receipts, [Receipt::Duplicate, Receipt::Conflict, Receipt::Stored { unmatched }]);
        assert_eq!(index.position(GRID).await.unwrap(), position + 1);
        assert_eq!(index.position("other").await.unwrap(), 0);
        let twice = vec![change(10, "req-1", "e", 1), change(10, "req-1", "e", 1)];
        assert!(matches!(&ingest(&index, twice).await[..], [Receipt::Stored { .. }, Receipt::Duplicate]));
    });
}

#[test]
fn what_matches_nothing_is_listed_until_somebody_decides_or_the_model_learns_it() {
    on_each(async |database| {
        let index = database.open().await;
        ingest(
            &index,
            vec![change(1, "ERP-1", "a1", 10), change(2, "ERP-1", "a2", 9), change(3, "ERP-2", "a3", 11)],
        )
        .await;
        let unmatched = async || -> Vec<(String, u64, String)> {
            let page = index.unmatched(GRID, &Paging::default()).await.unwrap();
            page.items.into_iter().map(|it| (it.text, it.count, it.example.1)).collect()
        };
        let key = |number: u32| format!("git.example.org/a!pull/{number}");
        assert_eq!(unmatched().await, [("ERP-1".into(), 2, key(2)), ("ERP-2".into(), 1, key(3))]);
        let share = index.matched_share(GRID).await.unwrap();
        assert_eq!((share[0].source.as_str(), share[0].total, share[0].matched), ("git", 3, 0));
        index
            .decide_reference(GRID, Sort::Requirement, "ERP-1", Some(&id("req-3")), "jane", now())
            .await
            .unwrap();
        assert_eq!(unmatched().await, [("ERP-2".into(), 1, key(3))]);
        let chains = index.chains(GRID, &[id("req-3")], None).await.unwrap();
        assert_eq!(chains[0].changes.len(), 2);
        assert_eq!(chains[0].changes[0].basis, Basis::ByHand);
        // The model learns both; the decision stays.
        let files = super::FILES.iter().copied().chain([(
            "elements/more.yaml",
            "id: req-4\nkind: requirement\nname: Four\naliases: [ERP-1, ERP-2]",
        )]);
        let files: Vec<_> = files.collect();
        let learned = archweave_model::delivery::reference::Directory::new(&super::snapshot(&files));
        assert_eq!(index.rematch(GRID, &learned).await.unwrap(), 1);
        assert_eq!(index.rematch(GRID, &learned).await.unwrap(), 0);
        assert_eq!(unmatched().await, []);
        let chains = index.chains(GRID, &[id("req-3"), id("req-4")], None).await.unwrap();
        assert_eq!((chains[0].changes.len(), chains[1].changes.len()), (2, 1));
        assert_eq!(index.matched_share(GRID).await.unwrap()[0].matched, 3);
        index.settle(GRID, &context(), now()).await.unwrap();
        index.decide_reference(GRID, Sort::Requirement, "ERP-1", None, "jane", now()).await.unwrap();
        index.settle(GRID, &context(), now()).await.unwrap();
        let page = index.board(GRID, &BoardQuery::default()).await.unwrap();
        assert!(page.items.iter().all(|it| it.state == "not-started"), "{page:?}");
    });
}

#[test]
fn deployments_come_with_lead_times_and_failures() {
    on_each(async |database| {
        let index = database.open().await;
        ingest(&index, story()).await;
        let window = Window { from: t(0), until: t(100) };
        let filter = DeliveredFilter { environments: vec![id("env-prod")], ..DeliveredFilter::default() };
        let delivered = index.delivered(GRID, window, &filter).await.unwrap();
        let minutes = |lead: &[i64]| lead.iter().map(|it| it / super::MINUTE).collect::<Vec<_>>();
        let rows: Vec<_> =
            delivered.iter().map(|it| (it.key.as_str(), minutes(&it.lead), it.is_failed)).collect();
        assert_eq!(
            rows,
            [
                ("env-prod/6", vec![], false),
                ("env-prod/20", vec![10], true),
                ("env-prod/25", vec![], false),
                ("env-prod/45", vec![10], false)
            ]
        );
        assert_eq!(delivered[1].recovered_at, Some(t(25)));
        assert_eq!(delivered[0].component, Some(id("app-a")));
        let all = index.delivered(GRID, window, &DeliveredFilter::default()).await.unwrap();
        assert_eq!(all.len(), 5);
        let team = DeliveredFilter { team: Some("red".into()), ..DeliveredFilter::default() };
        assert_eq!(index.delivered(GRID, window, &team).await.unwrap(), []);
    });
}

#[test]
fn values_incidents_and_affirmations_are_found() {
    on_each(async |database| {
        let index = database.open().await;
        ingest(&index, story()).await;
        let value = |day: i64, value: f64, of: Option<&str>| {
            let record = IndicatorValue {
                indicator: Some("i-1".into()),
                at: Some(t(day * 1440)),
                value: Some(value),
                sample: Some(30),
                element: of.map(Into::into),
                origin: None,
            };
            let key = format!("i-1@{day}{of:?}");
            event("bi", &key, t(day * 1440), &key, record)
        };
        ingest(&index, vec![value(2, 2.5, None), value(1, 1.25, None), value(3, 9.0, Some("app-a"))]).await;
        let window = Window { from: t(0), until: t(10 * 1440) };
        let readings = index.readings(GRID, &id("i-1"), None, window, 10).await.unwrap();
        assert_eq!(readings.iter().map(|it| it.value).collect::<Vec<_>>(), [1.25, 2.5]);
        let of = index.readings(GRID, &id("i-1"), Some(&id("app-a")), window, 10).await.unwrap();
        assert_eq!((of[0].value, of[0].sample), (9.0, 30));
        let last = index.last_readings(GRID, 1).await.unwrap();
        assert_eq!((last[0].0.as_str(), last[0].1[0].value), ("i-1", 2.5));
        let record = Incident {
            severity: Some("high".into()),
            detected_at: Some(t(23)),
            environment: Some("env-prod".into()),
            purl: Some("pkg:oci/a@2".into()),
            ..Incident::default()
        };
        ingest(&index, vec![event("ops", "i1", t(23), "INC-1", record)]).await;
        let (incident, causes) = index.incident(GRID, "INC-1").await.unwrap().unwrap();
        assert_eq!(incident.record.severity.as_deref(), Some("high"));
        assert_eq!(causes.last().unwrap().key, "env-prod/20");
        let open =
            IncidentFilter { is_open: true, environment: Some(id("env-prod")), ..IncidentFilter::default() };
        let page = index.incidents(GRID, &open, &Paging::default()).await.unwrap();
        assert_eq!(page.items.len(), 1);
        let kept = index.records(GRID, RecordKind::IndicatorValue, &Paging::first(2)).await.unwrap();
        assert_eq!((kept.items.len(), kept.next.is_some()), (2, true));
        let new = NewAffirmation {
            requirement: id("req-1"),
            kind: RecordKind::Change,
            key: "git.example.org/a!pull/1".into(),
            who: "jane".into(),
            note: Some("looked at it".into()),
        };
        index.affirm(GRID, new.clone(), now()).await.unwrap();
        let affirmed = index.affirmations(GRID, &[id("req-1")]).await.unwrap();
        assert_eq!((affirmed[0].of.clone(), affirmed[0].at), (new, Moment(now().0)));
        let chains = index.chains(GRID, &[id("req-1")], None).await.unwrap();
        assert_eq!(chains[0].changes[0].affirmed_by.as_deref(), Some("jane"));
    });
}

#[test]
fn needs_are_grouped_counted_and_erased_without_trace() {
    on_each(async |database| {
        let index = database.open().await;
        let need = |number: i64, customer: &str, until: Option<&str>| {
            let record = Need {
                text: Some(format!("secret words {number}")),
                channel: Some("phone".into()),
                received_at: Some(t(number)),
                customer_ref: Some(customer.into()),
                retain_until: until.map(Into::into),
                area: Some(if number % 2 == 0 { "north" } else { "south" }.into()),
                ..Need::default()
            };
            event("desk", &format!("n{number}"), t(number), &format!("need-{number}"), record)
        };
        let needs = vec![
            need(1, "c1", None),
            need(2, "c2", Some("2026-08-01")),
            need(3, "c1", None),
            need(4, "c3", None),
        ];
        ingest(&index, needs).await;
        let keys = |numbers: &[i64]| numbers.iter().map(|it| format!("need-{it}")).collect::<Vec<_>>();
        let asked = keys(&[1, 2, 9]);
        assert_eq!(index.group_needs(GRID, &asked, Some(&id("dem-1")), "jane", now()).await.unwrap(), 2);
        assert_eq!(index.need_counts(GRID).await.unwrap(), [(id("dem-1"), 2)]);
        let list = async |filter: NeedFilter| -> Vec<String> {
            let page = index.needs(GRID, &filter, &Paging::default()).await.unwrap();
            page.items.into_iter().map(|it| it.key).collect()
        };
        let grouped = NeedFilter { demand: Some(id("dem-1")), ..NeedFilter::default() };
        assert_eq!(list(grouped).await, keys(&[2, 1]));
        assert_eq!(list(NeedFilter { is_ungrouped: true, ..NeedFilter::default() }).await, keys(&[4, 3]));
        let north = NeedFilter { area: Some("north".into()), since: Some(t(3)), ..NeedFilter::default() };
        assert_eq!(list(north).await, keys(&[4]));
        index
            .group_needs(GRID, &keys(&[1]), None, "jane", archweave_index::Millis(now().0 + 1))
            .await
            .unwrap();
        assert_eq!(index.need_counts(GRID).await.unwrap(), [(id("dem-1"), 1)]);
        assert_eq!(index.erase_customer(GRID, "c1", now()).await.unwrap(), 2);
        assert_eq!(index.erase_customer(GRID, "c1", now()).await.unwrap(), 0);
        assert_eq!(index.erase_expired(GRID, now()).await.unwrap(), 1);
        assert_eq!(index.erase_expired(GRID, now()).await.unwrap(), 0);
        // An old event that comes late brings nothing back.
        let late = Incoming { id: "late".into(), ..need(3, "c1", None) };
        let facts = late
            .facts
            .iter()
            .cloned()
            .map(|fact| archweave_model::delivery::Fact { id: "late".into(), ..fact });
        ingest(&index, vec![Incoming { facts: facts.collect(), ..late }]).await;
        let page = index.needs(GRID, &NeedFilter::default(), &Paging::default()).await.unwrap();
        let texts: Vec<Option<String>> = page.items.into_iter().map(|it| it.need.text).collect();
        assert_eq!(texts, [Some("secret words 4".to_owned()), None, None, None]);
        let left = database.ask("SELECT count(*) FROM event WHERE payload LIKE '%secret words%'");
        assert!(left.is_none_or(|left| left == "1"));
        let left = database.ask("SELECT count(*) FROM need WHERE state LIKE '%secret words%'");
        assert!(left.is_none_or(|left| left == "1"));
    });
}
