//! A table for each kind of record: its folded state, and as columns what questions ask for.

use sea_orm_migration::prelude::*;

use super::script;

/// Makes the tables.
pub(super) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &str {
        "m0006_record"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        script::run(manager, TABLES).await
    }
}

const TABLES: &str = "
CREATE TABLE need (
    id {id},
    model BIGINT NOT NULL,
    key {text} NOT NULL,
    state {text} NOT NULL,
    received_at BIGINT,
    kind {text},
    channel {text},
    area {text},
    priority BIGINT,
    urgency BIGINT,
    impact_count BIGINT,
    customer_ref {text},
    retain_until {text},
    demand BIGINT,
    erased_at BIGINT,
    UNIQUE (model, key)
);
CREATE INDEX need_by_time ON need (model, received_at);
CREATE INDEX need_by_demand ON need (demand, received_at) WHERE demand IS NOT NULL;
CREATE INDEX need_ungrouped ON need (model, received_at) WHERE demand IS NULL;
CREATE INDEX need_by_area ON need (model, area, received_at) WHERE area IS NOT NULL;
CREATE INDEX need_by_customer ON need (model, customer_ref) WHERE customer_ref IS NOT NULL;
CREATE INDEX need_to_erase ON need (model, retain_until) WHERE erased_at IS NULL AND retain_until IS NOT NULL;
CREATE TABLE need_event (
    need BIGINT NOT NULL,
    event BIGINT NOT NULL,
    PRIMARY KEY (need, event)
) {compact};
CREATE TABLE ticket (
    id {id},
    model BIGINT NOT NULL,
    key {text} NOT NULL,
    state {text} NOT NULL,
    source {text} NOT NULL,
    team {text},
    kind {text},
    status {text},
    created_at BIGINT,
    closed_at BIGINT,
    UNIQUE (model, key)
);
CREATE TABLE app_change (
    id {id},
    model BIGINT NOT NULL,
    key {text} NOT NULL,
    state {text} NOT NULL,
    source {text} NOT NULL,
    team {text},
    repository BIGINT,
    flow_kind {text},
    opened_at BIGINT,
    committed_at BIGINT,
    merged_at BIGINT,
    abandoned_at BIGINT,
    UNIQUE (model, key)
);
CREATE TABLE build (
    id {id},
    model BIGINT NOT NULL,
    key {text} NOT NULL,
    state {text} NOT NULL,
    source {text} NOT NULL,
    repository BIGINT,
    commit_id {text},
    version BIGINT,
    started_at BIGINT,
    finished_at BIGINT,
    result {text},
    UNIQUE (model, key)
);
CREATE INDEX build_by_commit ON build (commit_id) WHERE commit_id IS NOT NULL;
CREATE INDEX build_by_version ON build (version) WHERE version IS NOT NULL;
CREATE TABLE artifact_version (
    id {id},
    model BIGINT NOT NULL,
    key {text} NOT NULL,
    state {text} NOT NULL,
    source {text} NOT NULL,
    version BIGINT,
    repository BIGINT,
    commit_id {text},
    build_key {text},
    built_at BIGINT,
    UNIQUE (model, key)
);
CREATE INDEX artifact_version_by_version ON artifact_version (version) WHERE version IS NOT NULL;
CREATE INDEX artifact_version_by_commit ON artifact_version (commit_id) WHERE commit_id IS NOT NULL;
CREATE INDEX artifact_version_by_build ON artifact_version (model, build_key) WHERE build_key IS NOT NULL;
CREATE TABLE verification (
    id {id},
    model BIGINT NOT NULL,
    key {text} NOT NULL,
    state {text} NOT NULL,
    source {text} NOT NULL,
    kind {text},
    result {text},
    environment BIGINT,
    at BIGINT,
    UNIQUE (model, key)
);
CREATE TABLE release (
    id {id},
    model BIGINT NOT NULL,
    key {text} NOT NULL,
    state {text} NOT NULL,
    source {text} NOT NULL,
    release BIGINT,
    at BIGINT,
    UNIQUE (model, key)
);
CREATE TABLE deployment (
    id {id},
    model BIGINT NOT NULL,
    key {text} NOT NULL,
    state {text} NOT NULL,
    source {text} NOT NULL,
    team {text},
    slot BIGINT,
    version BIGINT,
    environment BIGINT,
    target BIGINT,
    service BIGINT,
    repository BIGINT,
    release BIGINT,
    at BIGINT,
    result {text},
    kind {text},
    share DOUBLE PRECISION,
    good BIGINT NOT NULL,
    gone BIGINT NOT NULL,
    ordinal BIGINT,
    UNIQUE (model, key)
);
CREATE INDEX deployment_by_slot ON deployment (slot, at, good, ordinal, gone) WHERE good > 0;
CREATE INDEX deployment_by_version ON deployment (version, at) WHERE version IS NOT NULL;
CREATE INDEX deployment_by_time ON deployment (model, at);
CREATE TABLE incident (
    id {id},
    model BIGINT NOT NULL,
    key {text} NOT NULL,
    state {text} NOT NULL,
    source {text} NOT NULL,
    severity {text},
    cause {text},
    environment BIGINT,
    service BIGINT,
    version BIGINT,
    deployment {text},
    detected_at BIGINT,
    resolved_at BIGINT,
    UNIQUE (model, key)
);
CREATE INDEX incident_by_time ON incident (model, detected_at);
CREATE INDEX incident_by_deployment ON incident (model, deployment) WHERE deployment IS NOT NULL;
CREATE TABLE defect (
    id {id},
    model BIGINT NOT NULL,
    key {text} NOT NULL,
    state {text} NOT NULL,
    source {text} NOT NULL,
    severity {text},
    found_in BIGINT,
    found_at BIGINT,
    closed_at BIGINT,
    ticket {text},
    escaped BIGINT,
    UNIQUE (model, key)
);
CREATE INDEX defect_by_time ON defect (model, found_at);
CREATE TABLE indicator_value (
    id {id},
    model BIGINT NOT NULL,
    key {text} NOT NULL,
    event BIGINT,
    state {text},
    indicator BIGINT,
    element BIGINT,
    at BIGINT,
    value DOUBLE PRECISION,
    sample BIGINT,
    origin {text},
    UNIQUE (model, key)
);
CREATE INDEX indicator_value_by_time ON indicator_value (indicator, at) WHERE indicator IS NOT NULL;
CREATE TABLE self_assessment (
    id {id},
    model BIGINT NOT NULL,
    key {text} NOT NULL,
    state {text} NOT NULL,
    source {text} NOT NULL,
    dimension {text},
    stage {text},
    at BIGINT,
    UNIQUE (model, key)
);
CREATE INDEX self_assessment_by_time ON self_assessment (model, at)
";
