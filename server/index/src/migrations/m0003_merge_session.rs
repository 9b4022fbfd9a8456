//! `merge_session`: merges that wait for a person.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, json, text};

/// Makes the table.
pub(super) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &str {
        "m0003_merge_session"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("merge_session")
            .col(text("id").primary_key())
            .col(text("model"))
            .col(text("into_branch"))
            .col(text("from_branch"))
            .col(text("base"))
            .col(text("ours"))
            .col(text("theirs"))
            .col(json("resolutions"))
            .col(big_integer("version"))
            .col(text("state"))
            .col(text("created_by"))
            .col(big_integer("created"))
            .col(big_integer("updated"))
            .to_owned();
        manager.create_table(table).await?;
        let by_model = Index::create()
            .name("merge_session_by_model")
            .table("merge_session")
            .col("model")
            .col("state")
            .to_owned();
        manager.create_index(by_model).await
    }
}
