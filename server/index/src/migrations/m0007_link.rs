//! What belongs together: mentions, versions and the changes in them, places.

use sea_orm_migration::prelude::*;

use super::script;

/// Makes the tables.
pub(super) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &str {
        "m0007_link"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        script::run(manager, TABLES).await
    }
}

const TABLES: &str = "
CREATE TABLE mention (
    reference BIGINT NOT NULL,
    kind {text} NOT NULL,
    record BIGINT NOT NULL,
    basis {text} NOT NULL,
    asserted_by {text} NOT NULL,
    asserted_at BIGINT NOT NULL,
    PRIMARY KEY (reference, kind, record)
) {compact};
CREATE INDEX mention_by_record ON mention (kind, record);
CREATE TABLE version (
    id {id},
    model BIGINT NOT NULL,
    purl {text} NOT NULL,
    package BIGINT NOT NULL,
    name {text} NOT NULL,
    ordinal BIGINT,
    UNIQUE (model, purl)
);
CREATE INDEX version_by_package ON version (package, ordinal);
CREATE TABLE record_version (
    version BIGINT NOT NULL,
    kind {text} NOT NULL,
    record BIGINT NOT NULL,
    PRIMARY KEY (version, kind, record)
) {compact};
CREATE INDEX record_version_by_record ON record_version (kind, record);
CREATE TABLE change_commit (
    commit_id {text} NOT NULL,
    change BIGINT NOT NULL,
    PRIMARY KEY (commit_id, change)
) {compact};
CREATE INDEX change_commit_by_change ON change_commit (change);
CREATE TABLE declared_change (
    model BIGINT NOT NULL,
    key {text} NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (model, key, version)
) {compact};
CREATE INDEX declared_change_by_version ON declared_change (version);
CREATE TABLE version_change (
    version BIGINT NOT NULL,
    change BIGINT NOT NULL,
    PRIMARY KEY (version, change)
) {compact};
CREATE INDEX version_change_by_change ON version_change (change, version);
CREATE TABLE slot (
    id {id},
    model BIGINT NOT NULL,
    package BIGINT NOT NULL,
    environment BIGINT NOT NULL,
    target BIGINT NOT NULL,
    UNIQUE (model, package, environment, target)
);
CREATE INDEX slot_by_package ON slot (package);
CREATE INDEX slot_by_place ON slot (environment, target);
CREATE TABLE contained (
    requirement BIGINT NOT NULL,
    package BIGINT NOT NULL,
    model BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (requirement, package)
) {compact};
CREATE INDEX contained_by_package ON contained (package, ordinal)
";
