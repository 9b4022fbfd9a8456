//! Backups of either database, restored into either.

use std::fs;
use std::path::Path;

use archweave_index::projection::Projected;
use archweave_index::{BackupError, BackupInfo, Index, IndexError, Millis, NewToken, Role, Secret};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};

use crate::{NOON, after, on_both, place, postgres, run};

const ROWS: usize = 3;

async fn backup(index: &Index, to: &Path) -> BackupInfo {
    index.backup(to, true, "1.2.3", NOON).await.unwrap()
}

async fn texts(db: &DatabaseConnection, question: &str) -> Vec<String> {
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), question)).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

async fn file(place: &Path) -> DatabaseConnection {
    Database::connect(format!("sqlite://{}", place.display())).await.unwrap()
}

async fn alter(place: &Path, statements: &[&str]) {
    let db = file(place).await;
    for statement in statements {
        db.execute_unprepared(statement).await.unwrap();
    }
    db.close().await.unwrap();
}

/// Rows with a value in every column of every table, whatever it is for.
async fn fill(db: &DatabaseConnection) {
    let is_postgres = db.get_database_backend() == DbBackend::Postgres;
    let tables = match is_postgres {
        true => texts(db, "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'").await,
        false => {
            texts(db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'").await
        }
    };
    for table in tables.iter().filter(|table| *table != "seaql_migrations") {
        let columns = match is_postgres {
            true => format!(
                "SELECT column_name || ' ' || data_type FROM information_schema.columns WHERE table_name = '{table}'"
            ),
            false => format!("SELECT name || ' ' || type FROM pragma_table_info('{table}')"),
        };
        let columns = texts(db, &columns).await;
        for row in 1..=ROWS {
            let value = |sort: &str| match sort.to_lowercase() {
                sort if sort.contains("int") => row.to_string(),
                sort if sort.contains("double") => format!("{row}.25"),
                sort if sort.contains("json") => format!("'[\"grid\", {row}]'"),
                sort if sort == "bytea" => format!("'\\x00ff{row:02x}'"),
                sort if sort.contains("blob") => format!("x'00ff{row:02x}'"),
                _ => format!("'text ''{row}'' 处理'"),
            };
            let (names, sorts): (Vec<&str>, Vec<&str>) =
                columns.iter().map(|column| column.split_once(' ').unwrap()).unzip();
            let values: Vec<String> = sorts.into_iter().map(value).collect();
            let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
            let statement =
                format!("INSERT INTO \"{table}\" ({}) VALUES ({})", names.join(", "), values.join(", "));
            db.execute_unprepared(&statement).await.unwrap();
        }
    }
}

/// Names, counts and checksums of what a backup holds.
async fn content(place: &Path) -> Vec<String> {
    texts(
        &file(place).await,
        "SELECT name || ' ' || rows || ' ' || checksum FROM backup_content ORDER BY name",
    )
    .await
}

async fn token(index: &Index, name: &str) -> Secret {
    let new = NewToken {
        name: name.to_owned(),
        email: "jane@example.org".to_owned(),
        role: Role::Editor,
        models: Some(vec!["grid".to_owned()]),
        expires: None,
    };
    index.add_token(new, NOON).await.unwrap().1
}

async fn names(index: &Index) -> Vec<String> {
    index.tokens().await.unwrap().into_iter().map(|token| token.name).collect()
}

#[test]
fn every_row_of_every_table_comes_through_both_databases() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let first = Index::open(&at("first.db")).await.unwrap();
        fill(&file(&at("first.db")).await).await;
        let info = backup(&first, &at("a")).await;
        assert!(info.tables.len() > 20, "{info:?}");
        assert!(info.tables.iter().all(|(_, rows)| *rows == ROWS as u64), "{info:?}");
        for hidden in ["element", "head", "seaql_migrations"] {
            assert!(!info.tables.iter().any(|(name, _)| name == hidden));
        }
        let mut last = "a";
        if let Some(database) = postgres::Database::new() {
            let second = Index::connect(&database.url()).await.unwrap();
            assert_eq!(second.restore(&at("a"), false).await.unwrap(), info);
            backup(&second, &at("b")).await;
            assert_eq!(content(&at("b")).await, content(&at("a")).await);
            last = "b";
            // Numbers go on after those that were restored.
            let db = Database::connect(database.url()).await.unwrap();
            db.execute_unprepared("INSERT INTO ledger (model, position) VALUES ('new', 0)").await.unwrap();
            assert_eq!(texts(&db, "SELECT CAST(max(id) AS text) FROM ledger").await, ["4"]);
        }
        let third = Index::open(&at("third.db")).await.unwrap();
        third.restore(&at(last), false).await.unwrap();
        backup(&third, &at("c")).await;
        assert_eq!(content(&at("c")).await, content(&at("a")).await);
    });
}

#[test]
fn a_backup_is_of_one_moment_while_others_write() {
    on_both(async |index| {
        let folder = tempfile::tempdir().unwrap();
        token(&index, "Jane").await;
        let writer = index.clone();
        let writing = tokio::spawn(async move {
            for number in 0..60 {
                token(&writer, &format!("n{number}")).await;
            }
        });
        let mut counts = Vec::new();
        for round in 0..4 {
            let place = folder.path().join(format!("{round}"));
            let before = index.tokens().await.unwrap().len() as u64;
            let info = backup(&index, &place).await;
            let count = info.tables.iter().find(|(name, _)| name == "token").unwrap().1;
            assert!(count >= before);
            counts.push(count);
            assert_eq!(Index::open(&place).await.unwrap().tokens().await.unwrap().len() as u64, count);
        }
        writing.await.unwrap();
        assert!(counts.is_sorted());
    });
}

#[test]
fn tokens_open_what_they_opened_and_the_model_is_to_be_projected_anew() {
    on_both(async |index| {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("backup");
        let secret = token(&index, "Jane").await;
        let at = Projected { revision: "a".repeat(40), at: NOON.0, ordinal: 1 };
        let whole = index.project_whole("grid", "main", NOON).await.unwrap();
        whole.finish(&at, &[], true, NOON).await.unwrap();
        backup(&index, &place).await;
        let revoked = token(&index, "Joe").await;
        assert!(index.authenticate(revoked.reveal(), NOON, None).await.unwrap().is_some());
        index.restore(&place, true).await.unwrap();
        assert!(index.authenticate(secret.reveal(), after(1), None).await.unwrap().is_some());
        assert!(index.authenticate(revoked.reveal(), after(1), None).await.unwrap().is_none());
        assert_eq!(index.projected("grid", "main").await.unwrap(), None);
    });
}

#[test]
fn what_is_there_is_not_lost_unasked() {
    on_both(async |index| {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("backup");
        token(&index, "Jane").await;
        backup(&index, &place).await;
        let error = index.backup(&place, false, "1", NOON).await.unwrap_err();
        assert!(matches!(&error, BackupError::Exists(_)), "{error:?}");
        token(&index, "Joe").await;
        let error = index.restore(&place, false).await.unwrap_err();
        assert!(matches!(&error, BackupError::NotEmpty(table) if table == "token"), "{error:?}");
        assert_eq!(names(&index).await, ["Jane", "Joe"]);
        index.restore(&place, true).await.unwrap();
        assert_eq!(names(&index).await, ["Jane"]);
        let missing = folder.path().join("missing/backup");
        assert!(matches!(index.backup(&missing, false, "1", NOON).await, Err(BackupError::Io { .. })));
        let error = index.restore(&missing, false).await.unwrap_err();
        assert!(matches!(&error, BackupError::Io { .. }), "{error:?}");
        let files: Vec<_> =
            fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
        assert_eq!(files, ["backup"], "nothing else is left");
    });
}

#[cfg(unix)]
#[test]
fn only_its_owner_may_read_a_backup() {
    use std::os::unix::fs::PermissionsExt as _;

    run(async {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("backup");
        backup(&Index::in_memory().await.unwrap(), &place).await;
        assert_eq!(fs::metadata(&place).unwrap().permissions().mode() & 0o777, 0o600);
    });
}

/// Restoring must fail, and leave the database as it was.
async fn refuse(index: &Index, place: &Path, is_expected: impl Fn(&BackupError) -> bool) {
    let before = names(index).await;
    let error = index.restore(place, true).await.unwrap_err();
    assert!(is_expected(&error), "{error:?}");
    assert!(!error.to_string().contains('\n'), "{error}");
    assert_eq!(names(index).await, before);
}

#[test]
fn a_damaged_backup_is_refused_however_it_was_damaged() {
    run(async {
        let (folder, database) = place();
        let index = Index::open(&database).await.unwrap();
        for number in 0..200 {
            token(&index, &format!("number {number}")).await;
        }
        let good = folder.path().join("good");
        backup(&index, &good).await;
        let bytes = fs::read(&good).unwrap();
        let bad = folder.path().join("bad");
        let is_damage =
            |error: &BackupError| matches!(error, BackupError::Damaged { .. } | BackupError::NotABackup(_));
        for (number, _) in bytes.windows(10).enumerate().filter(|(_, part)| part == b"number 100") {
            let mut changed = bytes.clone();
            changed[number + 9] ^= 1;
            fs::write(&bad, changed).unwrap();
            refuse(&index, &bad, |error| error.to_string().contains("damaged")).await;
        }
        for length in [0, 10, bytes.len() / 2, bytes.len() - 4096] {
            fs::write(&bad, &bytes[..length]).unwrap();
            refuse(&index, &bad, is_damage).await;
        }
        fs::write(&bad, "text").unwrap();
        refuse(&index, &bad, is_damage).await;
        for (statement, reason) in [
            ("DELETE FROM token WHERE name = 'number 7'", "table `token` has 199 rows of 200"),
            ("UPDATE token SET role = 'admin'", "rows of table `token` are not those that were written"),
            ("DROP TABLE audit", "table `audit` is missing"),
            ("DELETE FROM backup_content", "it has no tables"),
            ("DELETE FROM backup_made", "it does not say when it was made"),
        ] {
            fs::copy(&good, &bad).unwrap();
            alter(&bad, &[statement]).await;
            refuse(&index, &bad, |error| error.to_string().contains(reason)).await;
        }
        fs::copy(&good, &bad).unwrap();
        alter(&bad, &["DROP TABLE backup_made"]).await;
        refuse(&index, &bad, |error| matches!(error, BackupError::NotABackup(_))).await;
    });
}

#[test]
fn an_older_backup_is_brought_up_to_date_and_a_newer_one_refused() {
    on_both(async |index| {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("backup");
        token(&index, "Jane").await;
        backup(&index, &place).await;
        token(&index, "Joe").await;
        let newer = folder.path().join("newer");
        fs::copy(&place, &newer).unwrap();
        alter(&newer, &["INSERT INTO seaql_migrations VALUES ('m0999_later', 0)"]).await;
        refuse(&index, &newer, |error| matches!(error, BackupError::Index(IndexError::Newer(_)))).await;
        fs::copy(&place, &newer).unwrap();
        alter(&newer, &["UPDATE backup_made SET form = 2"]).await;
        refuse(&index, &newer, |error| matches!(error, BackupError::Index(IndexError::Newer(_)))).await;
        // As a version wrote it that did not have the last table yet.
        alter(
            &place,
            &[
                "DROP TABLE protected_branch",
                "DELETE FROM backup_content WHERE name = 'protected_branch'",
                "DELETE FROM seaql_migrations WHERE version = 'm0004_protected_branch'",
            ],
        )
        .await;
        index.protect("grid", "main", "Joe", NOON).await.unwrap();
        index.restore(&place, true).await.unwrap();
        assert_eq!(names(&index).await, ["Jane"]);
        assert_eq!(index.protected("grid").await.unwrap(), []);
    });
}

#[test]
fn a_restore_that_fails_on_the_way_changes_nothing() {
    run(async {
        let (folder, database) = place();
        let index = Index::open(&database).await.unwrap();
        token(&index, "Jane").await;
        let place = folder.path().join("backup");
        backup(&index, &place).await;
        token(&index, "Joe").await;
        alter(&database, &["CREATE TRIGGER no BEFORE INSERT ON token BEGIN SELECT RAISE(ABORT, 'no'); END"])
            .await;
        refuse(&index, &place, |error| matches!(error, BackupError::Index(_))).await;
    });
}

#[test]
fn a_server_starts_with_a_backup_as_its_database() {
    run(async {
        let (folder, database) = place();
        let index = Index::open(&database).await.unwrap();
        let secret = token(&index, "Jane").await;
        let place = folder.path().join("copy.db");
        backup(&index, &place).await;
        let copy = Index::open(&place).await.unwrap();
        // And its own backups are as good.
        backup(&copy, &folder.path().join("again")).await;
        assert_eq!(content(&folder.path().join("again")).await, content(&place).await);
        assert!(copy.authenticate(secret.reveal(), Millis(NOON.0), None).await.unwrap().is_some());
    });
}
