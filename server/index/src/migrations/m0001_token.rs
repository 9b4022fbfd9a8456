//! `token`: who may do what.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, binary, json_null, text, text_null};

/// Makes the table.
pub(super) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &str {
        "m0001_token"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("token")
            .col(text("id").primary_key())
            .col(binary("hash"))
            .col(text("name"))
            .col(text("email"))
            .col(text("role"))
            .col(json_null("models"))
            .col(big_integer("created"))
            .col(big_integer_null("expires"))
            .col(big_integer_null("revoked"))
            .col(big_integer_null("last_used"))
            .col(text_null("last_used_from"))
            .to_owned();
        manager.create_table(table).await?;
        let by_name = Index::create().name("token_by_name").table("token").col("name").to_owned();
        manager.create_index(by_name).await
    }
}
