//! What is PostgreSQL's alone: the pool, the lock around migrations, and how damage shows.

use std::time::Duration;

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, Statement};
use sqlx::postgres::{PgConnectOptions, PgDatabaseError};

use crate::{IndexError, sqlite};

/// How long a statement waits for a lock that another server holds, before it is refused.
const PATIENCE: Duration = Duration::from_secs(10);

/// Connections of one process.
const CONNECTIONS: u32 = 8;

/// The lock that who migrates holds. Any number that other programs are not likely to choose.
const MIGRATING: i64 = 0x6172_6368_7765_6176;

/// Which server and database an address names, without the password, for messages.
pub(crate) fn place(url: &str) -> Result<String, IndexError> {
    let options = parse(url)?;
    let host = options.get_socket().map_or_else(
        || format!("{}:{}", options.get_host(), options.get_port()),
        |socket| socket.display().to_string(),
    );
    Ok(format!("{host}/{}", options.get_database().unwrap_or(options.get_username())))
}

fn parse(url: &str) -> Result<PgConnectOptions, IndexError> {
    if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
        // The text may hold a password.
        let help = "the address of the database must begin with `postgres://`";
        return Err(IndexError::Invalid(format!("{help}, like postgres://user@host:5432/archweave")));
    }
    url.parse().map_err(|error| IndexError::Invalid(format!("the address of the database: {error}")))
}

/// Opens a pool of connections. A commit is on disk when it is acknowledged, unless who runs the
/// server of the database chose otherwise there.
pub(crate) async fn connect(url: &str) -> Result<DatabaseConnection, IndexError> {
    parse(url)?;
    let mut all = ConnectOptions::new(url);
    all.map_sqlx_postgres_opts(|options| {
        let lock = PATIENCE.as_millis().to_string();
        options
            .application_name("archweave")
            .options([
                ("lock_timeout", lock.as_str()),
                // A server that hangs in a transaction must not stop the others.
                ("idle_in_transaction_session_timeout", "60000"),
                // To compile a statement takes longer than the questions here.
                ("jit", "off"),
            ])
            // As many different statements as the ledger has, so that each is planned once.
            .statement_cache_capacity(256)
    })
    .min_connections(1)
    .max_connections(CONNECTIONS)
    .acquire_timeout(PATIENCE)
    .idle_timeout(Duration::from_secs(600))
    .sqlx_logging(false)
    .record_stmt_in_spans(false);
    Ok(Database::connect(all).await?)
}

/// Waits until no other server migrates, and keeps the others waiting until the transaction ends.
pub(crate) async fn lock_for_migration(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let lock = "SELECT pg_advisory_xact_lock($1)";
    db.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, lock, [MIGRATING.into()])).await?;
    Ok(())
}

/// Refuses a database that has tables, none of which are ours.
pub(crate) async fn refuse_foreign(db: &impl ConnectionTrait) -> Result<(), IndexError> {
    let question = "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema() LIMIT 1";
    let found = db.query_one_raw(Statement::from_string(DbBackend::Postgres, question)).await?;
    found.map_or(Ok(()), |_| Err(IndexError::Foreign(String::new())))
}

/// Whether an error says that files of the database are damaged.
pub(crate) fn is_damage(error: &DbErr) -> bool {
    let cause = sqlite::cause(error).and_then(|error| error.as_database_error());
    let code = cause.and_then(|error| error.try_downcast_ref::<PgDatabaseError>()).map(PgDatabaseError::code);
    matches!(code, Some("XX001" | "XX002"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_say_which_database_but_no_password() {
        for (url, expected) in [
            ("postgres://jane:secret@db.example.org:6543/grid", "db.example.org:6543/grid"),
            ("postgresql://jane@db.example.org/grid", "db.example.org:5432/grid"),
        ] {
            assert_eq!(place(url).unwrap(), expected);
        }
        for url in ["mysql://jane:secret@host/grid", "jane:secret@host", "postgres://jane:secret@host:port/x"]
        {
            let error = place(url).unwrap_err();
            assert!(
                matches!(error, IndexError::Invalid(_)) && !error.to_string().contains("secret"),
                "{error}"
            );
        }
    }
}
