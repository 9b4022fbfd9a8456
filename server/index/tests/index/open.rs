//! Files that are new, old, newer, damaged or another program's.

use std::fs;
use std::path::Path;

use archweave_index::{AuditFilter, Index, IndexError};
use sea_orm::{ConnectionTrait, Database};

use crate::{NOON, commit, editor, place, run, sqlite3};

/// The steps in reverse, with what undoes each.
const STEPS: [(&str, &str); 4] = [
    ("m0004_protected_branch", "DROP TABLE protected_branch"),
    ("m0003_merge_session", "DROP TABLE merge_session"),
    ("m0002_audit", "DROP TABLE audit"),
    ("m0001_token", "DROP TABLE token"),
];

/// Changes a database that is closed, past this crate.
async fn alter(place: &Path, statements: &[&str]) {
    let db = Database::connect(format!("sqlite://{}?mode=rwc", place.display())).await.unwrap();
    for statement in statements {
        db.execute_unprepared(statement).await.unwrap();
    }
    db.close().await.unwrap();
}

/// Makes a database with a token and an entry, all in its file.
async fn filled(place: &Path) {
    let index = Index::open(place).await.unwrap();
    index.add_token(editor("Jane"), NOON).await.unwrap();
    index.record_all(vec![commit("Jane", NOON); 400]).await.unwrap();
    index.close().await.unwrap();
}

#[test]
fn an_empty_file_is_a_new_database() {
    run(async {
        let (_folder, place) = place();
        fs::write(&place, "").unwrap();
        filled(&place).await;
        assert_eq!(Index::open(&place).await.unwrap().tokens().await.unwrap().len(), 1);
    });
}

#[test]
fn what_was_written_is_there_after_opening_again() {
    run(async {
        let (_folder, place) = place();
        for round in 1..=3 {
            filled(&place).await;
            let index = Index::open(&place).await.unwrap();
            assert_eq!(index.tokens().await.unwrap().len(), round);
        }
    });
}

#[test]
fn an_older_database_of_any_age_is_brought_up_to_date() {
    run(async {
        for missing in 0..=STEPS.len() {
            let (_folder, place) = place();
            filled(&place).await;
            for (name, undo) in &STEPS[..missing] {
                let forget = format!("DELETE FROM seaql_migrations WHERE version = '{name}'");
                alter(&place, &[undo, &forget]).await;
            }
            let index = Index::open(&place).await.unwrap();
            index.protect("grid", "main", "Jane", NOON).await.unwrap();
            index.record(commit("Jane", NOON)).await.unwrap();
            let tokens = index.tokens().await.unwrap();
            assert_eq!(tokens.len(), usize::from(missing < STEPS.len()), "{missing} steps behind");
        }
    });
}

#[test]
fn a_step_that_fails_leaves_the_older_database_whole() {
    run(async {
        let (_folder, place) = place();
        filled(&place).await;
        // The last two steps are missing; the last one will meet a table that is in its way.
        for (name, _) in &STEPS[..2] {
            alter(&place, &[&format!("DELETE FROM seaql_migrations WHERE version = '{name}'")]).await;
        }
        alter(&place, &["DROP TABLE merge_session"]).await;
        assert!(matches!(Index::open(&place).await, Err(IndexError::Unavailable(_))));
        if let Some(tables) =
            sqlite3(&place, "SELECT count(*) FROM sqlite_schema WHERE name = 'merge_session'")
        {
            assert_eq!(tables, "0");
        }
        alter(&place, &["DROP TABLE protected_branch"]).await;
        assert_eq!(Index::open(&place).await.unwrap().tokens().await.unwrap().len(), 1);
    });
}

/// Opening must fail with this error and leave the file as it was.
async fn refuse(place: &Path, is_expected: impl Fn(&IndexError) -> bool) {
    let before = fs::read(place).unwrap();
    for _ in 0..2 {
        let error = Index::open(place).await.unwrap_err();
        assert!(is_expected(&error), "{error:?}");
        assert!(!error.to_string().contains('\n'), "{error}");
    }
    assert!(fs::read(place).unwrap() == before, "the file was changed");
}

#[test]
fn a_newer_database_is_refused() {
    run(async {
        let (_folder, place) = place();
        filled(&place).await;
        alter(&place, &["INSERT INTO seaql_migrations VALUES ('m0999_later', 0)"]).await;
        refuse(&place, |error| matches!(error, IndexError::Newer(step) if step == "m0999_later")).await;
    });
}

#[test]
fn another_programs_database_is_refused() {
    run(async {
        let (_folder, place) = place();
        alter(&place, &["CREATE TABLE bookmarks (url TEXT)"]).await;
        refuse(&place, |error| matches!(error, IndexError::Foreign(_))).await;
    });
}

#[test]
fn a_damaged_database_is_refused_however_it_was_damaged() {
    type Damage = fn(&mut Vec<u8>);
    let damages: [(&str, Damage); 7] = [
        ("text", |file| *file = b"this is not a database\n".repeat(200)),
        ("a few bytes", |file| *file = vec![1, 2, 3]),
        ("no header", |file| file[..16].fill(0)),
        ("no schema", |file| file[100..4096].fill(0xff)),
        ("cut in half", |file| file.truncate(file.len() / 2)),
        ("a page of noise", |file| file[8192..12288].fill(0x5a)),
        ("zeros at the end", |file| {
            let half = file.len() / 2;
            file[half..].fill(0);
        }),
    ];
    run(async {
        for (name, damage) in damages {
            let (_folder, place) = place();
            filled(&place).await;
            let mut file = fs::read(&place).unwrap();
            damage(&mut file);
            fs::write(&place, &file).unwrap();
            refuse(&place, |error| {
                let names_it = error.to_string().contains(Index::FILE_NAME);
                matches!(error, IndexError::Corrupt(_)) && names_it || panic!("{name}: {error:?}")
            })
            .await;
        }
    });
}

#[test]
fn what_a_killed_process_left_in_the_log_is_there() {
    run(async {
        let (_folder, place) = place();
        let index = Index::open(&place).await.unwrap();
        let (made, secret) = index.add_token(editor("Jane"), NOON).await.unwrap();
        index.record(commit("Jane", NOON)).await.unwrap();
        // As a kill leaves it: nothing was closed, and the index of the log may be gone or not.
        for suffixes in [&["db", "db-wal"][..], &["db", "db-wal", "db-shm"]] {
            let (_folder, crashed) = crate::place();
            for suffix in suffixes {
                fs::copy(place.with_extension(suffix), crashed.with_extension(suffix)).unwrap();
            }
            let again = Index::open(&crashed).await.unwrap();
            let found = again.authenticate(secret.reveal(), NOON, None).await.unwrap();
            assert_eq!(found.map(|found| found.id.clone()).as_ref(), Some(&made.id));
            assert_eq!(again.audit(&AuditFilter::default(), 10).await.unwrap().entries.len(), 1);
        }
    });
}

#[test]
fn a_log_that_has_lost_its_file_is_not_dropped() {
    run(async {
        let (_folder, place) = place();
        let log = place.with_extension("db-wal");
        fs::write(&log, "committed, but not yet in the file").unwrap();
        assert!(matches!(Index::open(&place).await, Err(IndexError::Corrupt(_))));
        assert!(!place.exists() && log.exists());
    });
}

#[test]
fn a_place_where_no_file_can_be_is_an_error_that_says_where() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        for place in [folder.path().to_owned(), folder.path().join("missing/archweave.db")] {
            let error = Index::open(&place).await.unwrap_err();
            assert!(matches!(error, IndexError::Unavailable(_)), "{error:?}");
            assert!(error.to_string().contains(&*place.to_string_lossy()), "{error}");
        }
    });
}

#[test]
fn odd_names_of_files_are_taken_as_they_are() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a b.db", "50%.db", "what?mode=memory", "#1.db", "数据.db", "file:x.db", ":memory:"] {
            let place = folder.path().join(name);
            filled(&place).await;
            assert!(fs::metadata(&place).unwrap().len() > 0, "{name}");
            assert_eq!(Index::open(&place).await.unwrap().tokens().await.unwrap().len(), 1, "{name}");
        }
    });
}

#[cfg(unix)]
#[test]
fn only_its_owner_may_read_the_files() {
    use std::os::unix::fs::PermissionsExt;

    run(async {
        let (folder, place) = place();
        let index = Index::open(&place).await.unwrap();
        index.add_token(editor("Jane"), NOON).await.unwrap();
        let mut files = 0;
        for file in fs::read_dir(folder.path()).unwrap() {
            let file = file.unwrap();
            assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{:?}", file.path());
            files += 1;
        }
        assert_eq!(files, 3, "the file, its log and the log's index");
    });
}

#[test]
fn a_backup_made_while_the_server_runs_opens() {
    run(async {
        let (folder, place) = place();
        let index = Index::open(&place).await.unwrap();
        index.add_token(editor("Jane"), NOON).await.unwrap();
        let backup = folder.path().join("backup.db");
        let Some(_) = sqlite3(&place, &format!(".backup '{}'", backup.display())) else { return };
        assert_eq!(Index::open(&backup).await.unwrap().tokens().await.unwrap().len(), 1);
    });
}

#[test]
fn a_database_in_memory_serves_all_clones_and_ends_with_them() {
    run(async {
        let index = Index::in_memory().await.unwrap();
        index.clone().add_token(editor("Jane"), NOON).await.unwrap();
        assert_eq!(index.tokens().await.unwrap().len(), 1);
        assert_eq!(Index::in_memory().await.unwrap().tokens().await.unwrap().len(), 0);
    });
}

#[test]
fn after_closing_everything_fails_and_the_file_alone_is_whole() {
    run(async {
        let (folder, place) = place();
        let index = Index::open(&place).await.unwrap();
        index.add_token(editor("Jane"), NOON).await.unwrap();
        index.clone().close().await.unwrap();
        assert!(matches!(index.tokens().await, Err(IndexError::Unavailable(_))));
        let copy = folder.path().join("copy.db");
        fs::copy(&place, &copy).unwrap();
        assert_eq!(Index::open(&copy).await.unwrap().tokens().await.unwrap().len(), 1);
    });
}
