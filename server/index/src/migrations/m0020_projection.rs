//! `head`, `line` and what of a model is in tables: written anew from git whenever that is needed.

use sea_orm_migration::prelude::*;

use super::script;

/// Makes the tables.
pub(super) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &str {
        "m0020_projection"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        script::run(manager, TABLES).await
    }
}

const TABLES: &str = "
CREATE TABLE line (
    id {id},
    model {text} NOT NULL,
    branch {text} NOT NULL,
    begun_at BIGINT NOT NULL
);
CREATE TABLE head (
    model {text} NOT NULL,
    branch {text} NOT NULL,
    line BIGINT NOT NULL,
    revision {text} NOT NULL,
    at BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    form BIGINT NOT NULL,
    is_default BIGINT NOT NULL,
    PRIMARY KEY (model, branch)
) {compact};
CREATE TABLE element (
    line BIGINT NOT NULL,
    id {text} NOT NULL,
    kind {text} NOT NULL,
    layer {text},
    aspect {text},
    name {text} NOT NULL,
    name_en {text},
    name_zh {text},
    description {text},
    zachman_row {text},
    zachman_column {text},
    zachman_basis {text},
    business_owner {text},
    technology_owner {text},
    lifecycle {text},
    since {text},
    until {text},
    asked BIGINT NOT NULL,
    present BIGINT NOT NULL,
    PRIMARY KEY (line, id)
) {compact};
CREATE TABLE relation (
    line BIGINT NOT NULL,
    holder {text} NOT NULL,
    position BIGINT NOT NULL,
    id {text} NOT NULL,
    kind {text} NOT NULL,
    source {text} NOT NULL,
    target {text} NOT NULL,
    name {text} NOT NULL,
    access {text},
    PRIMARY KEY (line, holder, position)
) {compact};
CREATE INDEX relation_by_target ON relation (line, target, kind);
CREATE TABLE property (
    line BIGINT NOT NULL,
    element {text} NOT NULL,
    position BIGINT NOT NULL,
    key {text} NOT NULL,
    value {text} NOT NULL,
    number DOUBLE PRECISION,
    PRIMARY KEY (line, element, position)
) {compact};
CREATE TABLE model_view (
    line BIGINT NOT NULL,
    id {text} NOT NULL,
    name {text} NOT NULL,
    name_en {text},
    name_zh {text},
    viewpoint {text},
    PRIMARY KEY (line, id)
) {compact};
CREATE TABLE finding (
    line BIGINT NOT NULL,
    holder {text} NOT NULL,
    position BIGINT NOT NULL,
    code {text} NOT NULL,
    severity {text} NOT NULL,
    sort {text},
    subject {text},
    message {text} NOT NULL,
    file {text},
    PRIMARY KEY (line, holder, position)
) {compact};
CREATE TABLE element_history (
    model {text} NOT NULL,
    branch {text} NOT NULL,
    element {text} NOT NULL,
    ordinal BIGINT NOT NULL,
    from_at BIGINT NOT NULL,
    revision {text} NOT NULL,
    fingerprint {text},
    decision {text},
    PRIMARY KEY (model, branch, element, ordinal)
) {compact}
";
