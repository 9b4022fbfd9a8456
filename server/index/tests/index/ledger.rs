//! The ledger: events in, answers out, on both databases.

mod board;
mod killed;
mod long;
mod order;
mod story;

use std::sync::Arc;

use archweave_index::{Incoming, Index, Millis, Receipt};
use archweave_model::delivery::record::Basis;
use archweave_model::delivery::record::{Fact, Mention, Sort};
use archweave_model::delivery::reference::Directory;
use archweave_model::delivery::standing::EnvironmentInfo;
use archweave_model::delivery::{Moment, Record};
use archweave_model::id::ElementId;
use archweave_model::snapshot::Snapshot;
use archweave_model::yaml::{FileClass, read};

/// The model's name.
const GRID: &str = "grid";

/// 2026-07-14T00:00:00Z, from `date -u -d 2026-07-14 +%s`.
const START: i64 = 1_783_987_200_000;

const MINUTE: i64 = 60_000;

/// Minutes after [`START`].
fn t(minutes: i64) -> Moment {
    Moment(START + minutes * MINUTE)
}

fn now() -> Millis {
    Millis(START + 365 * 24 * 60 * MINUTE)
}

fn id(text: &str) -> ElementId {
    ElementId::parse(text).unwrap()
}

const FILES: &[(&str, &str)] = &[
    ("archweave.yaml", "format: 1\nname: Grid\nlanguages: [en]"),
    (
        "elements/requirements.yaml",
        "id: req-1\nkind: requirement\nname: One\nexternal: [{ system: jira, id: CSC-103 }]\n---\n\
         id: req-2\nkind: requirement\nname: Two\n---\nid: req-3\nkind: requirement\nname: Three\n---\n\
         id: dem-1\nkind: demand\nname: Wish",
    ),
    (
        "elements/run.yaml",
        "id: art-a\nkind: artifact\nname: Image A\nproperties: { purl: 'pkg:oci/a', repository: 'https://git.example.org/a.git' }\n---\n\
         id: app-a\nkind: application-component\nname: App A\n---\n\
         id: env-test\nkind: environment\nname: Test\nproperties: { stage: test }\n---\n\
         id: env-prod\nkind: environment\nname: Production\nproperties: { stage: production }\n\
         relations: [composition: dt-1]\n---\n\
         id: dt-1\nkind: deployment-target\nname: Cluster one\n---\n\
         id: i-1\nkind: indicator\nname: Lead time",
    ),
];

fn snapshot(files: &[(&str, &str)]) -> Snapshot {
    let parsed = files.iter().map(|(path, text)| {
        (Arc::from(*path), Arc::new(read(FileClass::of(path).unwrap(), text.as_bytes())))
    });
    Snapshot::build(parsed.collect())
}

fn directory() -> Directory {
    Directory::new(&snapshot(FILES))
}

fn environments() -> Vec<EnvironmentInfo> {
    EnvironmentInfo::all(&snapshot(FILES))
}

fn mention(text: &str, basis: Basis) -> Mention {
    Mention { sort: Sort::Requirement, text: text.to_owned(), basis }
}

/// An event with one fact.
fn event(source: &str, id: &str, at: Moment, key: &str, record: impl Into<Record>) -> Incoming {
    let fact =
        Fact { source: source.to_owned(), id: id.to_owned(), at, key: key.to_owned(), record: record.into() };
    Incoming {
        source: source.to_owned(),
        id: id.to_owned(),
        sort: "test".to_owned(),
        at,
        digest: format!("{fact:?}"),
        payload: format!("{:?}", fact.record),
        facts: vec![fact],
    }
}

async fn ingest(index: &Index, events: Vec<Incoming>) -> Vec<Receipt> {
    index.ingest(GRID, &directory(), events, now()).await.unwrap()
}
