//! `affirmation`, and the board: where each requirement is, and which have to be looked at again.

use sea_orm_migration::prelude::*;

use super::script;

/// Makes the tables.
pub(super) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &str {
        "m0008_answer"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        script::run(manager, TABLES).await
    }
}

const TABLES: &str = "
CREATE TABLE affirmation (
    id {id},
    model BIGINT NOT NULL,
    requirement {text} NOT NULL,
    kind {text} NOT NULL,
    key {text} NOT NULL,
    at BIGINT NOT NULL,
    who {text} NOT NULL,
    note {text}
);
CREATE INDEX affirmation_by_requirement ON affirmation (model, requirement, kind, key, at);
CREATE TABLE requirement_state (
    model BIGINT NOT NULL,
    requirement {text} NOT NULL,
    environment {text} NOT NULL,
    stage BIGINT NOT NULL,
    state {text} NOT NULL,
    since BIGINT,
    version {text},
    commit_id {text},
    deployment {text},
    target {text},
    share DOUBLE PRECISION,
    model_revision {text},
    PRIMARY KEY (model, requirement, environment)
) {compact};
CREATE INDEX requirement_state_by_state ON requirement_state (model, environment, state);
CREATE TABLE requirement_card (
    model BIGINT NOT NULL,
    requirement {text} NOT NULL,
    decision {text} NOT NULL,
    effect {text},
    state {text} NOT NULL,
    board {text} NOT NULL,
    since BIGINT,
    priority BIGINT NOT NULL,
    urgency BIGINT NOT NULL,
    owner {text},
    PRIMARY KEY (model, requirement)
) {compact};
CREATE INDEX requirement_card_by_board ON requirement_card (model, board, priority, urgency, requirement);
CREATE INDEX requirement_card_by_owner ON requirement_card (model, owner);
CREATE TABLE dirty (
    model BIGINT NOT NULL,
    sort {text} NOT NULL,
    reference BIGINT NOT NULL,
    PRIMARY KEY (model, sort, reference)
) {compact}
";
