//! PostgreSQL databases that are older, newer, another program's, half gone or being opened by many.

use archweave_index::{AuditFilter, Index, IndexError, NewToken, Role};

use crate::{NOON, postgres, run};

/// Tables of the first version, and what says how they came to be.
const FIRST: &str = "'token', 'audit', 'merge_session', 'protected_branch', 'seaql_migrations'";

/// A database with a token; none where PostgreSQL is not installed.
async fn filled() -> Option<postgres::Database> {
    let database = postgres::Database::new()?;
    let index = Index::connect(&database.url()).await.unwrap();
    let new = NewToken {
        name: "Jane".to_owned(),
        email: "jane@example.org".to_owned(),
        role: Role::Editor,
        models: Some(vec!["grid".to_owned()]),
        expires: None,
    };
    index.add_token(new, NOON).await.unwrap();
    index.close().await.unwrap();
    Some(database)
}

/// All tables with their rows, and all views.
fn content(database: &postgres::Database) -> String {
    database.psql(
        "SELECT string_agg(x, ' ' ORDER BY x) FROM (SELECT relkind::text || relname::text || ' ' || \
         (xpath('/row/n/text()', query_to_xml('SELECT count(*) AS n FROM ' || quote_ident(relname), false, true, '')))[1]::text AS x \
         FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v')) y",
    )
}

async fn refuse(database: &postgres::Database, is_expected: impl Fn(&IndexError) -> bool) {
    let before = content(database);
    for _ in 0..2 {
        let error = Index::connect(&database.url()).await.unwrap_err();
        assert!(is_expected(&error), "{error:?}");
        assert!(!error.to_string().contains('\n'), "{error}");
    }
    assert_eq!(content(database), before);
}

#[test]
fn one_of_the_first_version_is_brought_up_to_date_and_keeps_its_rows() {
    run(async {
        let Some(database) = filled().await else { return };
        let whole = content(&database);
        let forget = format!(
            "DO $$ DECLARE name text; BEGIN \
             FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ({FIRST}) \
             LOOP EXECUTE 'DROP TABLE ' || quote_ident(name) || ' CASCADE'; END LOOP; END $$; \
             DELETE FROM seaql_migrations WHERE version > 'm0005'"
        );
        database.psql(&forget);
        assert_ne!(content(&database), whole);
        let index = Index::connect(&database.url()).await.unwrap();
        assert_eq!(index.tokens().await.unwrap().len(), 1);
        assert_eq!(content(&database), whole);
    });
}

#[test]
fn a_step_that_fails_leaves_the_older_one_whole() {
    run(async {
        let Some(database) = filled().await else { return };
        // The last step is missing, and a table is in its way.
        database.psql("DELETE FROM seaql_migrations WHERE version = 'm0020_projection'");
        refuse(&database, |error| matches!(error, IndexError::Unavailable(_))).await;
    });
}

#[test]
fn newer_ones_and_those_of_other_programs_are_refused() {
    run(async {
        let Some(database) = filled().await else { return };
        database.psql("INSERT INTO seaql_migrations VALUES ('m0999_later', 0)");
        refuse(&database, |error| matches!(error, IndexError::Newer(step) if step == "m0999_later")).await;
        let Some(database) = postgres::Database::new() else { return };
        database.psql("CREATE TABLE bookmarks (url TEXT)");
        refuse(&database, |error| matches!(error, IndexError::Foreign(_))).await;
    });
}

#[test]
fn a_table_that_is_gone_is_told_and_not_made_again() {
    run(async {
        let Some(database) = filled().await else { return };
        database.psql("DROP TABLE deployment CASCADE");
        refuse(&database, |error| error.to_string().contains("deployment")).await;
        let Some(database) = filled().await else { return };
        database.psql("DROP TABLE audit");
        let index = Index::connect(&database.url()).await.unwrap();
        let error = index.audit(&AuditFilter::default(), 10).await.unwrap_err();
        assert!(error.to_string().contains("audit"), "{error}");
        assert_eq!(database.psql("SELECT count(*) FROM pg_tables WHERE tablename = 'audit'"), "0");
    });
}

#[test]
fn values_that_this_program_never_writes_are_damage() {
    run(async {
        let Some(database) = filled().await else { return };
        database.psql("UPDATE token SET role = 'king'");
        let index = Index::connect(&database.url()).await.unwrap();
        assert!(matches!(index.tokens().await, Err(IndexError::Corrupt(_))));
        database.psql("UPDATE token SET role = 'admin'; ALTER TABLE token ALTER COLUMN created TYPE text");
        let index = Index::connect(&database.url()).await.unwrap();
        assert!(matches!(index.tokens().await, Err(IndexError::Corrupt(_))));
    });
}

#[test]
fn many_servers_open_an_empty_one_at_the_same_time() {
    run(async {
        let Some(database) = postgres::Database::new() else { return };
        let opened = (0..6).map(|_| {
            let url = database.url();
            tokio::spawn(async move { Index::connect(&url).await.map(drop) })
        });
        for one in opened.collect::<Vec<_>>() {
            one.await.unwrap().unwrap();
        }
        assert_eq!(database.psql("SELECT count(*) FROM pg_views WHERE viewname LIKE 'v1%'"), "10");
    });
}
