//! What CDEvents say about our records, sort by sort.

use std::collections::BTreeSet;

use archweave_model::delivery::record::{
    ArtifactVersion, Basis, Build, Change, Deployment, Incident, Mention, Sort, Ticket, Verification,
};
use archweave_model::delivery::{Moment, Record, mention};
use serde_json::{Map, Value};

use super::super::look::Look;
use super::super::{EventError, change_key, record, repository};

/// The member of `customData` that is for us alone.
const OURS: &str = "archweave";

/// The records that an event speaks of, with their keys.
pub(super) fn of(
    look: Look<'_>,
    subject: &str,
    predicate: &str,
    at: Moment,
    custom: Option<&Map<String, Value>>,
) -> Result<Vec<(String, Record)>, EventError> {
    let view = View { look, at };
    let found = match (subject, predicate) {
        ("change", _) => view.change(predicate),
        ("build" | "pipelinerun" | "taskrun", _) => view.build(subject, predicate),
        ("artifact", "packaged" | "published" | "signed" | "deleted") => view.artifact(predicate),
        ("service", _) => view.service(predicate, custom),
        ("incident", _) => view.incident(predicate),
        ("ticket", _) => view.ticket(predicate),
        ("testcaserun", "finished" | "skipped") | ("testsuiterun", "finished") => {
            view.test(subject, predicate)
        }
        _ => None,
    };
    let Some((key, record)) = found else { return Ok(Vec::new()) };
    let mut draft = record::Draft::of(record);
    if let Some(custom) = custom {
        if let Some(ours) = custom.get(OURS) {
            let place = format!("customData.{OURS}");
            let Some(ours) = ours.as_object() else {
                return Err(EventError::form(place, "is no object; it holds fields of our records"));
            };
            draft.replace(ours).map_err(|error| error.within(&place))?;
        }
        draft.fill(custom);
    }
    Ok(vec![(key, draft.finish()?)])
}

struct View<'a> {
    look: Look<'a>,
    at: Moment,
}

type Found = Option<(String, Record)>;

impl View<'_> {
    fn content(&self, path: &str) -> Option<String> {
        self.look.part("subject.content").text(path)
    }

    fn id(&self) -> String {
        self.look.text("subject.id").unwrap_or_default()
    }

    /// Where the subject is known: its own source, else the event's.
    fn system(&self) -> String {
        let source = self.look.text("subject.source").or_else(|| self.look.text("context.source"));
        source.unwrap_or_default()
    }

    /// A key in the system of the subject.
    fn key(&self) -> String {
        format!("{}#{}", self.system(), self.id())
    }

    fn purl(&self) -> Option<String> {
        record::purl(&self.content("artifactId")?).ok()
    }

    fn change(&self, predicate: &str) -> Found {
        let repository = self.repository("repository").unwrap_or_else(|| repository(&self.system()));
        let when = |name: &str| (predicate == name).then_some(self.at);
        let title = self.content("description");
        let mentions = title.as_deref().map(mention::in_message).unwrap_or_default();
        let key = change_key(&repository, &self.id());
        let change = Change {
            repository: Some(repository),
            reference: Some(self.id()),
            title,
            opened_at: when("created"),
            merged_at: when("merged"),
            abandoned_at: when("abandoned"),
            mentions: mentions.into_iter().collect(),
            ..Change::default()
        };
        Some((key, change.into()))
    }

    /// A reference to a repository: its id within its source.
    fn repository(&self, path: &str) -> Option<String> {
        let (id, source) = (self.content(&format!("{path}.id"))?, self.content(&format!("{path}.source")));
        let is_whole = id.contains("://") || id.contains('@');
        Some(match source {
            Some(source) if !is_whole => repository(&format!("{}/{id}", source.trim_end_matches('/'))),
            _ => repository(&id),
        })
    }

    fn build(&self, subject: &str, predicate: &str) -> Found {
        let name = match subject {
            "pipelinerun" => self.content("pipelineName"),
            "taskrun" => self.content("taskName"),
            _ => None,
        };
        let pipeline = match name {
            Some(name) => format!("{}/{name}", self.system()),
            None => self.system(),
        };
        let purl = self.purl();
        let result = match self.content("outcome").as_deref() {
            Some("success") => Some("success"),
            Some("failure") => Some("failure"),
            Some("cancel") => Some("cancelled"),
            Some("error") => Some("error"),
            // A build that finished with an artifact did not fail.
            _ if purl.is_some() && predicate == "finished" => Some("success"),
            _ => None,
        };
        // The run, not its name, tells it from others: not every event of a run says the name.
        let key = format!("{}#{}", self.system(), self.id());
        let build = Build {
            pipeline: Some(pipeline),
            run: Some(self.id()),
            started_at: (predicate == "started").then_some(self.at),
            finished_at: (predicate == "finished").then_some(self.at),
            result: result.map(str::to_owned),
            url: self.content("uri"),
            purl,
            ..Build::default()
        };
        Some((key, build.into()))
    }

    fn artifact(&self, predicate: &str) -> Found {
        let purl = record::purl(&self.id()).ok()?;
        let when = |name: &str| (predicate == name).then_some(self.at);
        let source = self.content("change.source").map(|source| repository(&source));
        let change = self.content("change.id").map(|id| match &source {
            Some(repository) => change_key(repository, &id),
            None => id,
        });
        let version = ArtifactVersion {
            purl: Some(purl.clone()),
            built_at: when("packaged"),
            signed_at: when("signed"),
            deleted_at: when("deleted"),
            sbom: self.content("sbom.uri"),
            repository: source,
            changes: change.into_iter().collect(),
            ..ArtifactVersion::default()
        };
        Some((purl, version.into()))
    }

    fn service(&self, predicate: &str, custom: Option<&Map<String, Value>>) -> Found {
        let kind = match predicate {
            "deployed" | "upgraded" => None,
            "rolledback" => Some("rollback"),
            "removed" => Some("removal"),
            // It says that users can reach a service; of which version, only custom data can tell.
            "published" if names_version(custom) => None,
            _ => return None,
        };
        let deployment = Deployment {
            environment: self.content("environment.id"),
            service: Some(self.id()),
            purl: self.purl(),
            at: Some(self.at),
            result: Some("success".to_owned()),
            kind: kind.map(str::to_owned),
            ..Deployment::default()
        };
        // A service is deployed again and again: each event is a deployment of its own.
        let look = self.look;
        let key = format!("{}#{}", look.str("context.source")?, look.str("context.id")?);
        Some((key, deployment.into()))
    }

    fn incident(&self, predicate: &str) -> Found {
        let is_over = predicate == "resolved";
        let incident = Incident {
            // When it is over, the text says that all is well, and the version is the one that mended it.
            title: self.content("description").filter(|_| !is_over),
            detected_at: (!is_over).then_some(self.at),
            resolved_at: is_over.then_some(self.at),
            environment: self.content("environment.id"),
            service: self.content("service.id"),
            purl: self.purl().filter(|_| !is_over),
            url: self.content("ticketURI"),
            ..Incident::default()
        };
        Some((self.key(), incident.into()))
    }

    fn ticket(&self, predicate: &str) -> Found {
        let number = self.id();
        let summary = self.content("summary");
        let mut mentions: BTreeSet<Mention> = BTreeSet::new();
        mentions.extend(summary.as_deref().map(mention::in_title).unwrap_or_default());
        let (sort, basis) = (Sort::Requirement, Basis::Ticket);
        mentions.insert(Mention { sort, text: number.clone(), basis });
        let system = repository(&self.system());
        let key = format!("{system}/{number}");
        let ticket = Ticket {
            system: Some(system),
            number: Some(number),
            url: self.content("uri"),
            summary,
            kind: self.content("ticketType"),
            status: Some(if predicate == "closed" { "closed" } else { "open" }.to_owned()),
            priority: self.content("priority"),
            team: self.content("group"),
            created_at: (predicate == "created").then_some(self.at),
            closed_at: (predicate == "closed").then_some(self.at),
            resolution: self.content("resolution"),
            mentions,
        };
        Some((key, ticket.into()))
    }

    fn test(&self, subject: &str, predicate: &str) -> Found {
        let what = if subject == "testsuiterun" { "testSuite" } else { "testCase" };
        let result = match self.content("outcome").as_deref() {
            _ if predicate == "skipped" => Some("skipped"),
            Some("success") => Some("passed"),
            Some("failure") => Some("failed"),
            Some("cancel") => Some("skipped"),
            Some("error") => Some("error"),
            _ => None,
        };
        let is_security = self.content(&format!("{what}.type")).is_some_and(|sort| sort == "security");
        let name = self.content(&format!("{what}.name")).or_else(|| self.content(&format!("{what}.id")));
        let verification = Verification {
            kind: Some(if is_security { "security-scan" } else { "test" }.to_owned()),
            mentions: name.as_deref().map(mention::in_title).unwrap_or_default().into_iter().collect(),
            name,
            result: result.map(str::to_owned),
            at: Some(self.at),
            environment: self.content("environment.id"),
            url: self.content(&format!("{what}.uri")),
            ..Verification::default()
        };
        Some((self.key(), verification.into()))
    }
}

/// Whether custom data says which version.
fn names_version(custom: Option<&Map<String, Value>>) -> bool {
    let Some(custom) = custom else { return false };
    let ours = custom.get(OURS).and_then(Value::as_object);
    custom.contains_key("purl") || ours.is_some_and(|ours| ours.contains_key("purl"))
}
