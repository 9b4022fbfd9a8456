//! Records as somebody states them over GraphQL.

use std::collections::BTreeSet;

use archweave_app::ledger::Statement;
use archweave_model::delivery::record::{
    ArtifactVersion, Basis, Build, Change, Defect, Deployment, Incident, IndicatorValue, Mention, Need,
    Release, Sort, Ticket, Verification,
};
use archweave_model::delivery::{Moment, Record};
use async_graphql::{InputObject, Result};

use crate::graphql::invalid;

/// Reads a time as it was written: a day is its first moment here, when something happened.
fn at(text: Option<&str>) -> Result<Option<Moment>> {
    text.map(|text| text.parse().map_err(|error| invalid(format!("{error}")))).transpose()
}

fn mentions(requirements: Option<Vec<String>>) -> BTreeSet<Mention> {
    let all = requirements.unwrap_or_default().into_iter();
    all.map(|text| Mention { sort: Sort::Requirement, text, basis: Basis::Declared }).collect()
}

fn set(list: Option<Vec<String>>) -> BTreeSet<String> {
    list.unwrap_or_default().into_iter().collect()
}

fn needed(text: Option<String>, made: Option<String>, how: &str) -> Result<String> {
    text.or(made).ok_or_else(|| invalid(format!("say its `key`, or {how}")))
}

/// Something of an input type as a record.
pub(super) trait Stating {
    fn statement(self) -> Result<Statement>;
}

/// Declares an input with what every record has: a key, an id for the statement, and when it happened. A date
/// field is a text here and a moment in the record.
macro_rules! inputs {
    ($(
        $(#[$doc:meta])*
        $name:ident = $graphql:literal of $record:ident
            key $key:expr, $how:literal, happened $happened:expr;
            { $($(#[$field_doc:meta])* $field:ident: $type:ty = $read:expr,)* }
    )*) => {$(
        $(#[$doc])*
        #[derive(InputObject, Clone)]
        #[graphql(name = $graphql)]
        pub(in crate::graphql) struct $name {
            /// Unique among records of its sort; left out, it is made of the other fields where they suffice.
            key: Option<String>,
            /// Unique among what you state: stating the same again does nothing. Left out, it is made of the
            /// content.
            statement_id: Option<String>,
            $($(#[$field_doc])* $field: $type,)*
        }

        impl Stating for $name {
            fn statement(self) -> Result<Statement> {
                let Self { key, statement_id, $($field,)* } = self;
                #[allow(clippy::needless_update, reason = "some records have a field that is not stated")]
                let record = $record { $($field: $read($field)?,)* ..$record::default() };
                #[allow(clippy::redundant_closure_call, reason = "each record makes its key in its own way")]
                let made: Option<String> = ($key)(&record);
                #[allow(clippy::redundant_closure_call, reason = "each record has its own time")]
                let at: Option<Moment> = ($happened)(&record);
                let key = needed(key, made, $how)?;
                Ok(Statement { key, record: Record::from(record), at, id: statement_id })
            }
        }
    )*};
}

fn same<T>(value: T) -> Result<T> {
    Ok(value)
}

fn when(text: Option<String>) -> Result<Option<Moment>> {
    at(text.as_deref())
}

fn about(requirements: Option<Vec<String>>) -> Result<BTreeSet<Mention>> {
    Ok(mentions(requirements))
}

fn many(list: Option<Vec<String>>) -> Result<BTreeSet<String>> {
    Ok(set(list))
}

/// Two parts of a key.
fn joined(a: Option<&String>, by: char, b: Option<&String>) -> Option<String> {
    Some(format!("{}{by}{}", a?, b?))
}

inputs! {
    /// A version put to a place, or taken from it.
    DeploymentInput = "DeploymentInput" of Deployment
        key |it: &Deployment| {
            let place = it.target.as_ref().or(it.environment.as_ref())?;
            Some(format!("{place}/{}@{}", it.purl.as_ref()?, it.at.or(it.started_at)?))
        }, "`purl`, `environment` or `target`, and `at`",
        happened |it: &Deployment| it.at.or(it.started_at);
        {
            /// The environment, by a name that the model knows.
            environment: Option<String> = same,
            /// The deployment target.
            target: Option<String> = same,
            /// The component or service.
            service: Option<String> = same,
            /// The version that runs from now on: `pkg:oci/gateway@3.4.1`; for a removal, the one taken away.
            purl: Option<String> = same,
            /// The source repository.
            repository: Option<String> = same,
            /// The commit.
            commit: Option<String> = same,
            /// When it began, RFC 3339.
            started_at: Option<String> = when,
            /// When it was there, RFC 3339.
            at: Option<String> = when,
            /// pending, success, failure or error.
            result: Option<String> = same,
            /// normal, hotfix, rollback, config or removal.
            kind: Option<String> = same,
            /// Share of users that it serves, 0 to 1.
            share: Option<f64> = same,
            /// Who did it.
            deployed_by: Option<String> = same,
            /// For which team.
            team: Option<String> = same,
            /// The revision of the model that approved it.
            model_revision: Option<String> = same,
            /// The release that it is part of.
            release: Option<String> = same,
            /// Its address.
            url: Option<String> = same,
            /// Requirements that it is about.
            mentions: Option<Vec<String>> = about,
        }

    /// One built version of an artifact.
    ArtifactInput = "ArtifactInput" of ArtifactVersion
        key |it: &ArtifactVersion| it.purl.clone(), "`purl`",
        happened |it: &ArtifactVersion| it.built_at;
        {
            /// The whole package address: `pkg:oci/gateway@3.4.1`.
            purl: Option<String> = same,
            /// Of its content.
            digest: Option<String> = same,
            /// RFC 3339.
            built_at: Option<String> = when,
            /// The source repository.
            repository: Option<String> = same,
            /// The commit.
            commit: Option<String> = same,
            /// The build, by its key.
            build: Option<String> = same,
            /// Address of its bill of materials.
            sbom: Option<String> = same,
            /// RFC 3339.
            signed_at: Option<String> = when,
            /// RFC 3339.
            deleted_at: Option<String> = when,
            /// Keys of the changes that are new in it.
            changes: Option<Vec<String>> = many,
            /// Requirements that are new in it.
            mentions: Option<Vec<String>> = about,
        }

    /// A change of source code.
    ChangeInput = "SourceChangeInput" of Change
        key |it: &Change| joined(it.repository.as_ref(), '!', it.reference.as_ref()), "`repository` and `reference`",
        happened |it: &Change| it.merged_at.max(it.reopened_at).max(it.abandoned_at).or(it.opened_at).or(it.committed_at);
        {
            /// Host and path: `git.example.org/team/gateway`.
            repository: Option<String> = same,
            /// `pull/12`, `merge/12` or `commit/<id>`.
            reference: Option<String> = same,
            /// Its title.
            title: Option<String> = same,
            /// Who made it.
            author: Option<String> = same,
            /// The branch.
            branch: Option<String> = same,
            /// Its address.
            url: Option<String> = same,
            /// Of which team.
            team: Option<String> = same,
            /// RFC 3339.
            opened_at: Option<String> = when,
            /// When the first commit was made, RFC 3339: where lead time begins.
            committed_at: Option<String> = when,
            /// RFC 3339.
            merged_at: Option<String> = when,
            /// When it was closed without being merged, the last time; RFC 3339.
            abandoned_at: Option<String> = when,
            /// When it was opened again, the last time; RFC 3339.
            reopened_at: Option<String> = when,
            /// Lines added and removed.
            size: Option<u32> = same,
            /// feature, defect, risk or debt.
            flow_kind: Option<String> = same,
            /// Ids of its commits.
            commits: Option<Vec<String>> = many,
            /// Requirements that it implements.
            mentions: Option<Vec<String>> = about,
            /// Keys of incidents and defects that it mends.
            fixes: Option<Vec<String>> = many,
        }

    /// One run of a pipeline.
    BuildInput = "BuildInput" of Build
        key |it: &Build| joined(it.pipeline.as_ref(), '#', it.run.as_ref()), "`pipeline` and `run`",
        happened |it: &Build| it.finished_at.or(it.started_at);
        {
            /// The pipeline.
            pipeline: Option<String> = same,
            /// Its run.
            run: Option<String> = same,
            /// The source repository.
            repository: Option<String> = same,
            /// The commit.
            commit: Option<String> = same,
            /// RFC 3339.
            started_at: Option<String> = when,
            /// RFC 3339.
            finished_at: Option<String> = when,
            /// success, failure, cancelled or error.
            result: Option<String> = same,
            /// Its address.
            url: Option<String> = same,
            /// The version that it made.
            purl: Option<String> = same,
        }

    /// A test, scan, review or acceptance.
    VerificationInput = "VerificationInput" of Verification
        key |it: &Verification| Some(format!("{}@{}", it.name.as_ref().or(it.kind.as_ref())?, it.at?)),
        "`name` and `at`",
        happened |it: &Verification| it.at;
        {
            /// test, review, business-acceptance or security-scan.
            kind: Option<String> = same,
            /// What was looked at.
            name: Option<String> = same,
            /// passed, failed, skipped or error.
            result: Option<String> = same,
            /// RFC 3339.
            at: Option<String> = when,
            /// The role or team.
            by: Option<String> = same,
            /// The environment in which it was done.
            environment: Option<String> = same,
            /// Address of the evidence.
            url: Option<String> = same,
            /// Versions that it looked at.
            purls: Option<Vec<String>> = many,
            /// Requirements that it looked at.
            mentions: Option<Vec<String>> = about,
        }

    /// Something that went wrong while it ran.
    IncidentInput = "IncidentInput" of Incident
        key |_: &Incident| None, "the incident has no other name",
        happened |it: &Incident| it.resolved_at.or(it.detected_at);
        {
            /// What people call it.
            title: Option<String> = same,
            /// critical, high, medium or low.
            severity: Option<String> = same,
            /// RFC 3339.
            detected_at: Option<String> = when,
            /// RFC 3339.
            resolved_at: Option<String> = when,
            /// change, capacity, dependency, human or external.
            cause: Option<String> = same,
            /// The environment.
            environment: Option<String> = same,
            /// The component or service.
            service: Option<String> = same,
            /// The version that ran.
            purl: Option<String> = same,
            /// The deployment that caused it, by its key.
            deployment: Option<String> = same,
            /// How many customers felt it.
            customers_affected: Option<u32> = same,
            /// Its address.
            url: Option<String> = same,
            /// Requirements that it hit.
            mentions: Option<Vec<String>> = about,
        }

    /// A fault of what was built.
    DefectInput = "DefectInput" of Defect
        key |it: &Defect| it.ticket.clone(), "`ticket`",
        happened |it: &Defect| it.closed_at.or(it.found_at);
        {
            /// What people call it.
            title: Option<String> = same,
            /// critical, high, medium or low.
            severity: Option<String> = same,
            /// The environment in which it was found.
            found_in: Option<String> = same,
            /// RFC 3339.
            found_at: Option<String> = when,
            /// RFC 3339.
            closed_at: Option<String> = when,
            /// The ticket about it.
            ticket: Option<String> = same,
            /// Whether customers met it first.
            escaped: Option<bool> = same,
            /// Requirements that it is about.
            mentions: Option<Vec<String>> = about,
        }

    /// What was given out together.
    ReleaseInput = "ReleaseInput" of Release
        key |it: &Release| it.name.clone(), "`name`",
        happened |it: &Release| it.at;
        {
            /// Its name: the version of the release in the model.
            name: Option<String> = same,
            /// RFC 3339.
            at: Option<String> = when,
            /// Its address.
            url: Option<String> = same,
            /// Versions that are in it.
            purls: Option<Vec<String>> = many,
            /// Requirements that are in it.
            mentions: Option<Vec<String>> = about,
        }

    /// One measured value of an indicator.
    IndicatorValueInput = "IndicatorValueInput" of IndicatorValue
        key |it: &IndicatorValue| {
            let about = it.element.as_ref().map(|element| format!("#{element}")).unwrap_or_default();
            Some(format!("{}@{}{about}", it.indicator.as_ref()?, it.at?))
        }, "`indicator` and `at`",
        happened |it: &IndicatorValue| it.at;
        {
            /// The indicator, by id.
            indicator: Option<String> = same,
            /// When it was so, RFC 3339.
            at: Option<String> = when,
            /// How much.
            value: Option<f64> = same,
            /// How many cases it was computed from.
            sample: Option<u64> = same,
            /// The element that it is about, if not all that the indicator measures.
            element: Option<String> = same,
            /// Where it comes from.
            origin: Option<String> = same,
        }

    /// Something that a person asked for.
    NeedInput = "NeedInput" of Need
        key |_: &Need| None, "the need has no other name",
        happened |it: &Need| it.received_at;
        {
            /// In its own words; no names, addresses or numbers of people.
            text: Option<String> = same,
            /// By which way it came.
            channel: Option<String> = same,
            /// RFC 3339.
            received_at: Option<String> = when,
            /// fault, enquiry, complaint, suggestion or request.
            kind: Option<String> = same,
            /// From where.
            area: Option<String> = same,
            /// An opaque key of another system, by which it can be erased.
            customer_ref: Option<String> = same,
            /// The last day on which text and customer reference are kept.
            retain_until: Option<String> = same,
            /// How many people it is about.
            impact_count: Option<u32> = same,
            /// call, ticket, interview, site-visit or data.
            source: Option<String> = same,
            /// From 1, the highest, to 4.
            priority: Option<u8> = same,
            /// From 1, the highest, to 4.
            urgency: Option<u8> = same,
            /// The demand that it belongs to.
            demand: Option<String> = same,
        }

    /// An entry of an issue tracker.
    TicketInput = "TicketInput" of Ticket
        key |it: &Ticket| {
            let (system, number) = (it.system.as_ref()?, it.number.as_ref()?);
            // As hooks and files write it; a number of GitHub or GitLab has a sign of its own.
            Some(if number.starts_with('#') { format!("{system}{number}") } else { format!("{system}/{number}") })
        }, "`system` and `number`",
        happened |it: &Ticket| it.closed_at.or(it.created_at);
        {
            /// The tracker: `jira`, `github`, `gitlab` or its address.
            system: Option<String> = same,
            /// The key people say: `CSC-103`, `#12`.
            number: Option<String> = same,
            /// Its address.
            url: Option<String> = same,
            /// Its title.
            summary: Option<String> = same,
            /// Its type there.
            kind: Option<String> = same,
            /// Its status there.
            status: Option<String> = same,
            /// Its priority there.
            priority: Option<String> = same,
            /// Of which team.
            team: Option<String> = same,
            /// RFC 3339.
            created_at: Option<String> = when,
            /// RFC 3339.
            closed_at: Option<String> = when,
            /// How it ended.
            resolution: Option<String> = same,
            /// Requirements that it is about.
            mentions: Option<Vec<String>> = about,
        }
}
