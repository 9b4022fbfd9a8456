//! `ledger`, `event`, `reference`: what was reported, and the names in it.

use sea_orm_migration::prelude::*;

use super::script;

/// Makes the tables.
pub(super) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &str {
        "m0005_ledger"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        script::run(manager, TABLES).await
    }
}

const TABLES: &str = "
CREATE TABLE ledger (
    id {id},
    model {text} NOT NULL UNIQUE,
    position BIGINT NOT NULL DEFAULT 0,
    settled {text}
);
CREATE TABLE event (
    id {id},
    model BIGINT NOT NULL,
    source {text} NOT NULL,
    event_id {text} NOT NULL,
    sort {text} NOT NULL,
    at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    digest {text} NOT NULL,
    payload {text} NOT NULL,
    UNIQUE (model, source, event_id)
);
CREATE TABLE reference (
    id {id},
    model BIGINT NOT NULL,
    sort {text} NOT NULL,
    text {text} NOT NULL,
    element {text},
    basis {text},
    reason {text},
    by_hand BIGINT NOT NULL DEFAULT 0,
    decided_by {text},
    decided_at BIGINT,
    uses BIGINT NOT NULL DEFAULT 0,
    needs BIGINT NOT NULL DEFAULT 0,
    first_at BIGINT NOT NULL,
    first_kind {text} NOT NULL,
    first_key {text} NOT NULL,
    UNIQUE (model, sort, text)
);
CREATE INDEX reference_by_element ON reference (model, element) WHERE element IS NOT NULL;
CREATE INDEX reference_unmatched ON reference (model, sort, text) WHERE element IS NULL AND uses > 0;
CREATE INDEX reference_with_needs ON reference (model) WHERE needs > 0
";
