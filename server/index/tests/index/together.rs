//! Several writers: the server and `archweave token` beside it.

use std::path::PathBuf;
use std::process::Command;

use archweave_index::{AuditFilter, Index};

use crate::{NOON, commit, editor, place, run};

const EACH: usize = 50;

/// Opens the file and writes by turns: entries and tokens.
async fn write(place: PathBuf, who: String) {
    let index = Index::open(&place).await.unwrap();
    for number in 0..EACH {
        index.record(commit(&who, NOON)).await.unwrap();
        if number % 10 == 0 {
            index.add_token(editor(&who), NOON).await.unwrap();
        }
    }
}

async fn check(index: &Index, writers: &[String]) {
    for who in writers {
        let filter = AuditFilter { who: Some(who.clone()), ..AuditFilter::default() };
        assert_eq!(index.audit(&filter, 1000).await.unwrap().entries.len(), EACH, "{who}");
        let tokens = index.tokens().await.unwrap();
        assert_eq!(tokens.iter().filter(|token| token.name == *who).count(), EACH / 10, "{who}");
    }
}

#[test]
fn many_handles_open_a_new_file_and_write_at_the_same_time() {
    run(async {
        for _ in 0..3 {
            let (_folder, place) = place();
            let writers: Vec<String> = (0..8).map(|number| format!("writer {number}")).collect();
            let tasks: Vec<_> =
                writers.iter().map(|who| tokio::spawn(write(place.clone(), who.clone()))).collect();
            for task in tasks {
                task.await.unwrap();
            }
            check(&Index::open(&place).await.unwrap(), &writers).await;
        }
    });
}

#[test]
fn clones_write_at_the_same_time() {
    run(async {
        let (_folder, place) = place();
        let index = Index::open(&place).await.unwrap();
        let tasks: Vec<_> = (0..16)
            .map(|number| {
                let index = index.clone();
                tokio::spawn(async move {
                    for _ in 0..20 {
                        index.record(commit(&format!("task {number}"), NOON)).await.unwrap();
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        let page = index.audit(&AuditFilter::default(), 1000).await.unwrap();
        assert_eq!(page.entries.len(), 16 * 20);
    });
}

const PLACE: &str = "ARCHWEAVE_TEST_INDEX";

/// Another process of [`processes_open_a_new_file_and_write_at_the_same_time`]; alone it does nothing.
#[test]
fn one_of_several_processes() {
    let Ok(place) = std::env::var(PLACE) else { return };
    run(write(place.into(), format!("process {}", std::process::id())));
}

#[test]
fn processes_open_a_new_file_and_write_at_the_same_time() {
    run(async {
        let (_folder, place) = place();
        let mut children = Vec::new();
        for _ in 0..3 {
            let mut child = Command::new(std::env::current_exe().unwrap());
            child.args(["--exact", "together::one_of_several_processes"]).env(PLACE, &place);
            children.push(child.stdout(std::process::Stdio::null()).spawn().unwrap());
        }
        write(place.clone(), "this process".to_owned()).await;
        let mut writers = vec!["this process".to_owned()];
        for mut child in children {
            writers.push(format!("process {}", child.id()));
            assert!(child.wait().unwrap().success());
        }
        check(&Index::open(&place).await.unwrap(), &writers).await;
    });
}
