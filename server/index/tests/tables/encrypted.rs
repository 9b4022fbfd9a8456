//! Connections to a PostgreSQL of elsewhere: encrypted when the address asks for it, and never to a stranger.

use archweave_index::{Index, IndexError};

use crate::{postgres, run};

/// Connections of this program to the database, that are encrypted or not.
const OWN: &str = "SELECT string_agg(DISTINCT ssl::text, ' ') FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) \
                   WHERE application_name = 'archweave' AND datname = current_database()";

#[test]
fn the_address_says_whether_a_connection_is_encrypted() {
    run(async {
        let Some(database) = postgres::Database::new() else { return };
        let trusted = format!("sslmode=verify-full&sslrootcert={}", database.certificate().display());
        for (parameters, expected) in
            [("sslmode=disable", "false"), ("sslmode=require", "true"), (trusted.as_str(), "true")]
        {
            let index = Index::connect(&database.tcp_url(parameters)).await.unwrap();
            assert!(index.tokens().await.unwrap().is_empty());
            assert_eq!(database.psql(OWN), expected, "{parameters}");
            index.close().await.unwrap();
        }
    });
}

#[test]
fn a_server_that_nobody_vouches_for_is_refused() {
    run(async {
        let Some(database) = postgres::Database::new() else { return };
        // The system trusts no certificate that a server made for itself.
        let error = Index::connect(&database.tcp_url("sslmode=verify-full")).await.unwrap_err();
        assert!(matches!(error, IndexError::Unavailable(_)), "{error:?}");
        assert!(error.to_string().contains("certificate"), "{error}");
        assert_eq!(database.psql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"), "0");
    });
}
