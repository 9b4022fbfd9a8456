//! The board is ordered, filtered and counted in the database.

use sea_orm_migration::prelude::*;

use super::script;

/// Changes the table.
pub(super) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &str {
        "m0021_board"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        script::run(manager, CHANGES).await
    }
}

const CHANGES: &str = "
ALTER TABLE requirement_card DROP COLUMN effect;
ALTER TABLE requirement_card ADD COLUMN measured BIGINT NOT NULL DEFAULT 0;
ALTER TABLE requirement_card ADD COLUMN risk BIGINT NOT NULL DEFAULT 255;
CREATE INDEX requirement_card_by_rank ON requirement_card (model, priority, urgency, risk, requirement);
UPDATE ledger SET settled = NULL
";
