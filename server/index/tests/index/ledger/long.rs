//! Places with many deployments, of which few tell when a requirement came and went.

use archweave_index::Incoming;
use archweave_model::delivery::record::{ArtifactVersion, Basis, Deployment};
use archweave_model::delivery::standing::where_is;

use super::{GRID, environments, event, id, ingest, mention, t};
use crate::databases::on_each;

/// Deployments that follow, a minute apart from minute 100 on: more than are read whatever they say.
const MANY: i64 = 40;

/// A deployment to production: version, kind, minute. Version 1 has no requirement, 2 and 3 have it.
type Step = (&'static str, &'static str, i64);

fn version(name: &str, at: i64) -> Incoming {
    let purl = format!("pkg:oci/a@{name}");
    let mentions = if name == "2" { vec![mention("req-1", Basis::Declared)] } else { Vec::new() };
    let record = ArtifactVersion {
        purl: Some(purl.clone()),
        built_at: Some(t(at)),
        mentions: mentions.into_iter().collect(),
        ..ArtifactVersion::default()
    };
    event("ci", &format!("v{name}"), t(at), &purl, record)
}

fn deployment((version, kind, at): Step) -> Incoming {
    let record = Deployment {
        environment: Some("env-prod".into()),
        purl: Some(format!("pkg:oci/a@{version}")),
        at: Some(t(at)),
        result: Some("success".into()),
        kind: Some(kind.into()),
        ..Deployment::default()
    };
    let key = format!("{at}");
    event("cd", &key, t(at), &key, record)
}

#[test]
fn what_happened_before_many_deployments_is_found() {
    let cases: &[(&[Step], &str, &str, &str, i64)] = &[
        (&[("2", "normal", 10)], "3", "normal", "live", 10),
        (&[("1", "normal", 5), ("2", "normal", 10)], "2", "normal", "live", 10),
        (&[("2", "normal", 10), ("1", "rollback", 20), ("2", "normal", 30)], "3", "normal", "live", 30),
        (&[("2", "normal", 10), ("1", "rollback", 20)], "1", "normal", "rolled-back", 20),
        (&[("2", "normal", 10), ("2", "removal", 20)], "1", "normal", "removed", 20),
        (&[("2", "normal", 10)], "2", "config", "live", 10),
        (&[("2", "normal", 10), ("1", "rollback", 20)], "1", "config", "rolled-back", 20),
    ];
    on_each(async |database| {
        let index = database.open().await;
        for (number, (before, version_after, kind_after, state, since)) in cases.iter().enumerate() {
            let model = format!("{GRID}{number}");
            let mut events: Vec<Incoming> =
                ["1", "2", "3"].map(|name| version(name, name.parse().unwrap())).into();
            events.extend(before.iter().copied().map(deployment));
            events.extend((0..MANY).map(|minute| deployment((version_after, kind_after, 100 + minute))));
            index.ingest(&model, &super::directory(), events, super::now()).await.unwrap();
            let chains = index.chains(&model, &[id("req-1")], Some(t(1_000))).await.unwrap();
            let standings = where_is(&chains[0], &environments(), t(1_000));
            let production = standings.iter().find(|it| it.environment == Some(id("env-prod"))).unwrap();
            assert_eq!(
                (production.state.name(), production.since),
                (*state, Some(t(*since))),
                "case {number}"
            );
            assert!(chains[0].deployments.len() < MANY as usize, "case {number}: not all are read");
        }
        assert!(ingest(&index, Vec::new()).await.is_empty());
    });
}
