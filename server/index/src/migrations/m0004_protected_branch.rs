//! `protected_branch`: branches that are not rewritten.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, text};

/// Makes the table.
pub(super) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &str {
        "m0004_protected_branch"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("protected_branch")
            .col(text("model"))
            .col(text("pattern"))
            .col(text("created_by"))
            .col(big_integer("created"))
            .primary_key(Index::create().col("model").col("pattern"))
            .to_owned();
        manager.create_table(table).await
    }
}
