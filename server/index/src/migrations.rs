//! How the tables came to be: steps that are applied once each, in order.
//!
//! A step is never changed once it was released: a change is another step, at the end. Steps name
//! tables and columns by text, since the types in [`crate::rows`] follow the newest one. They are
//! portable: SQLite and PostgreSQL.

mod m0001_token;
mod m0002_audit;
mod m0003_merge_session;
mod m0004_protected_branch;
mod m0005_ledger;
mod m0006_record;
mod m0007_link;
mod m0008_answer;
mod m0020_projection;
mod m0021_board;
mod script;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, EntityTrait};
use sea_orm_migration::{
    IntoSchemaManagerConnection, MigrationTrait, MigratorTrait, SchemaManager, seaql_migrations,
};

use crate::{IndexError, postgres, sql, views};

/// All steps.
pub(crate) struct Migrator;

#[sea_orm_migration::async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_token::Step),
            Box::new(m0002_audit::Step),
            Box::new(m0003_merge_session::Step),
            Box::new(m0004_protected_branch::Step),
            Box::new(m0005_ledger::Step),
            Box::new(m0006_record::Step),
            Box::new(m0007_link::Step),
            Box::new(m0008_answer::Step),
            Box::new(m0020_projection::Step),
            Box::new(m0021_board::Step),
        ]
    }
}

/// Whether this program's steps were ever applied to the database, all or some.
pub(crate) async fn is_ours<'c>(db: impl IntoSchemaManagerConnection<'c>) -> Result<bool, IndexError> {
    Ok(SchemaManager::new(db).has_table("seaql_migrations").await?)
}

/// Refuses a database that has a step which this program does not know.
pub(crate) async fn refuse_newer(db: &impl ConnectionTrait) -> Result<(), IndexError> {
    let known = Migrator::migrations();
    let applied = seaql_migrations::Entity::find().all(db).await?;
    let newer = applied.into_iter().find(|row| !known.iter().any(|step| step.name() == row.version));
    newer.map_or(Ok(()), |row| Err(IndexError::Newer(row.version)))
}

/// Applies what is missing, all or nothing, while no other process writes.
pub(crate) async fn migrate(db: &DatabaseConnection) -> Result<(), IndexError> {
    let transaction = sql::begin_writing(db).await?;
    let is_shared = transaction.get_database_backend() == DbBackend::Postgres;
    if is_shared {
        postgres::lock_for_migration(&transaction).await?;
    }
    if is_ours(&transaction).await? {
        refuse_newer(&transaction).await?;
    } else if is_shared {
        postgres::refuse_foreign(&transaction).await?;
    }
    if !Migrator::get_pending_migrations(&transaction).await?.is_empty() {
        views::clear(&transaction).await?;
        Migrator::up(&transaction, None).await?;
    }
    views::make(&transaction).await?;
    Ok(transaction.commit().await?)
}
