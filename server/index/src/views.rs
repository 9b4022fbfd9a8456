//! Views for reports: what Metabase, Grafana or Excel read. They are a public interface, described in
//! `docs/reference/reporting.md`: within a version (`v1_`) columns are added at the end, and never
//! renamed, removed or given another meaning. The tables below may change.
//!
//! They are made when the database is opened, not by migrations, so that they follow the tables.

mod phrases;

use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use sha2::{Digest as _, Sha256};

use crate::sql;

/// Names and questions; a view may read those before it.
const VIEWS: [(&str, &str); 10] = [
    ("v1_element", include_str!("views/element.sql")),
    ("v1_relation", include_str!("views/relation.sql")),
    ("v1_property", include_str!("views/property.sql")),
    ("v1_finding", include_str!("views/finding.sql")),
    ("v1_element_history", include_str!("views/element_history.sql")),
    ("v1_deployment", include_str!("views/deployment.sql")),
    ("v1_flow_daily", include_str!("views/flow_daily.sql")),
    ("v1_requirement_trace", include_str!("views/requirement_trace.sql")),
    ("v1_indicator_value", include_str!("views/indicator_value.sql")),
    ("v1_unmatched", include_str!("views/unmatched.sql")),
];

/// Makes the views that are missing or not those of this program.
pub(crate) async fn make(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    if are_made(db).await? {
        return Ok(());
    }
    let backend = db.get_database_backend();
    clear(db).await?;
    for (name, question) in VIEWS {
        let question = phrases::write_out(backend, question);
        if backend == DbBackend::Postgres {
            // Replaced in place: who was granted to read it, and views of others that read it, stay.
            db.execute_unprepared(&format!("CREATE OR REPLACE VIEW {name} AS\n{question}")).await?;
            let digest = digest(&question);
            db.execute_unprepared(&format!("COMMENT ON VIEW {name} IS '{digest}'")).await?;
        } else {
            db.execute_unprepared(&created(name, &question)).await?;
        }
    }
    Ok(())
}

/// Takes our views away from SQLite, which refuses some changes of tables under a view.
pub(crate) async fn clear(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    if db.get_database_backend() == DbBackend::Sqlite {
        for (name, _) in VIEWS.iter().rev() {
            db.execute_unprepared(&format!("DROP VIEW IF EXISTS {name}")).await?;
        }
    }
    Ok(())
}

fn created(name: &str, question: &str) -> String {
    format!("CREATE VIEW {name} AS\n{question}")
}

/// Whether exactly these views are there.
async fn are_made(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    let backend = db.get_database_backend();
    let question = match backend {
        DbBackend::Postgres => {
            "SELECT c.relname::text, COALESCE(obj_description(c.oid, 'pg_class'), '') FROM pg_class c \
             WHERE c.relkind = 'v' AND c.relnamespace = current_schema()::regnamespace"
        }
        _ => "SELECT name, sql FROM sqlite_schema WHERE type = 'view'",
    };
    let rows = sql::rows(db, question, []).await?;
    let mut found: Vec<(String, String)> = Vec::with_capacity(rows.len());
    for row in rows {
        found.push((row.try_get_by_index(0)?, row.try_get_by_index(1)?));
    }
    Ok(VIEWS.iter().all(|(name, question)| {
        let question = phrases::write_out(backend, question);
        let expected = match backend {
            DbBackend::Postgres => digest(&question),
            _ => created(name, &question),
        };
        found.iter().any(|(view, is)| view == name && *is == expected)
    }))
}

fn digest(question: &str) -> String {
    let digest = Sha256::digest(question.as_bytes());
    digest[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}
