//! `audit`: who did what.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_pk_auto, text, text_null};

/// Makes the table.
pub(super) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &str {
        "m0002_audit"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("audit")
            .col(big_pk_auto("id"))
            .col(big_integer("at"))
            .col(text("who"))
            .col(text("email"))
            .col(text_null("token"))
            .col(text("action"))
            .col(text("outcome"))
            .col(text_null("model"))
            .col(text_null("reference"))
            .col(text_null("revision"))
            .col(text_null("origin"))
            .col(text("detail"))
            .to_owned();
        manager.create_table(table).await?;
        // Each question reads its own entries, newest first.
        for column in ["model", "who", "action"] {
            let index = Index::create()
                .name(format!("audit_by_{column}"))
                .table("audit")
                .col(column)
                .col("id")
                .to_owned();
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
