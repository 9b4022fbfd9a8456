//! A process that is killed while it stores events: what it acknowledged is there.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use archweave_index::Incoming;
use archweave_model::delivery::RecordKind;
use archweave_model::delivery::record::Ticket;

use super::{GRID, directory, event, ingest, now, t};
use crate::databases::{Database, on_each};
use crate::run;

const PLACE: &str = "ARCHWEAVE_TEST_LEDGER";

fn ticket(number: i64) -> Incoming {
    let key = format!("T-{number}");
    event("jira", &key, t(number), &key, Ticket { status: Some("open".into()), ..Ticket::default() })
}

/// The process that is killed; alone it does nothing.
#[test]
fn one_that_is_killed() {
    let Ok(place) = std::env::var(PLACE) else { return };
    run(async {
        let index = Database::open_at(&place).await;
        for batch in 0.. {
            let events = (0..20).map(|number| ticket(batch * 20 + number)).collect();
            index.ingest(GRID, &directory(), events, now()).await.unwrap();
            println!("\nstored {}", (batch + 1) * 20);
        }
    });
}

#[test]
fn what_was_acknowledged_before_a_kill_is_there() {
    on_each(async |database| {
        let mut stored = 0;
        for _ in 0..3 {
            let mut child = Command::new(std::env::current_exe().unwrap());
            child.args(["--exact", "ledger::killed::one_that_is_killed", "--nocapture"]);
            let mut child = child.env(PLACE, database.address()).stdout(Stdio::piped()).spawn().unwrap();
            let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
            let told = lines.by_ref().map_while(Result::ok);
            let mut told = told.filter_map(|line| line.strip_prefix("stored ")?.parse::<i64>().ok());
            stored = told.by_ref().nth(4).unwrap().max(stored);
            // It goes on storing meanwhile.
            child.kill().unwrap();
            stored = told.last().unwrap_or(stored).max(stored);
            child.wait().unwrap();
        }
        let index = database.open().await;
        let keys: Vec<String> = (0..stored).map(|number| format!("T-{number}")).collect();
        let mut found = 0;
        for keys in keys.chunks(1000) {
            found += index.records_with(GRID, RecordKind::Ticket, keys).await.unwrap().len() as i64;
        }
        assert_eq!(found, stored);
        // Whole batches: an event and its record are there, or neither.
        assert_eq!(index.position(GRID).await.unwrap() % 20, 0);
        let receipts = ingest(&index, vec![ticket(0)]).await;
        assert_eq!(receipts, [archweave_index::Receipt::Duplicate]);
    });
}
