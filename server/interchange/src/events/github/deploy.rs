//! Deployments, builds and releases of GitHub.

use archweave_model::delivery::Record;
use archweave_model::delivery::record::{Build, Deployment, Release};

use super::super::{EventError, record};
use super::{Told, View, passed_on};

impl View<'_> {
    pub(super) fn deployment(&self) -> Result<Told, EventError> {
        let at = self.look.moment("deployment.created_at");
        let found = Deployment { result: Some("pending".to_owned()), ..self.deployed() };
        Ok((at, self.deployment_record(found)?))
    }

    pub(super) fn deployment_status(&self) -> Result<Told, EventError> {
        let status = self.look.part("deployment_status");
        let at = status.moment("created_at");
        let result = match status.str("state") {
            Some("success") => "success",
            Some("failure") => "failure",
            Some("error") => "error",
            // GitHub says so of all earlier deployments when a new one succeeds.
            Some("inactive") | None => return Ok((at, Vec::new())),
            Some(_) => "pending",
        };
        let mut found = Deployment { result: Some(result.to_owned()), ..self.deployed() };
        if result == "success" {
            found.at = at;
        }
        // The environment of a status is the one that it was given; that of the deployment may have changed.
        found.environment = status.text("environment").or(found.environment);
        found.url = status
            .text("environment_url")
            .or_else(|| status.text("log_url"))
            .or_else(|| status.text("target_url"));
        Ok((at, self.deployment_record(found)?))
    }

    fn deployed(&self) -> Deployment {
        let deployment = self.look.part("deployment");
        let task = deployment.str("task").unwrap_or_default().to_lowercase();
        let kind = ["rollback", "hotfix"].into_iter().find(|kind| task.contains(kind));
        Deployment {
            environment: deployment.text("environment"),
            repository: Some(self.repository.clone()),
            commit: deployment.text("sha"),
            started_at: deployment.moment("created_at"),
            kind: kind.map(str::to_owned),
            deployed_by: deployment.text("creator.login"),
            ..Deployment::default()
        }
    }

    fn deployment_record(&self, found: Deployment) -> Result<Vec<(String, Record)>, EventError> {
        let Some(id) = self.look.id("deployment.id") else {
            return Err(EventError::form(
                "deployment.id",
                "is missing; GitHub sends it with every deployment",
            ));
        };
        let mut draft = record::Draft::of(found.into());
        if let Some(ours) = passed_on(self.look.at("deployment.payload")) {
            draft.fill(&ours);
        }
        Ok(vec![(format!("{}#deployment/{id}", self.repository), draft.finish()?)])
    }

    pub(super) fn workflow_run(&self) -> Told {
        let run = self.look.part("workflow_run");
        let is_over = run.str("status") == Some("completed");
        let at = if is_over { run.moment("updated_at") } else { run.moment("run_started_at") };
        let at = at.or_else(|| run.moment("created_at"));
        let Some(id) = run.id("id") else { return (at, Vec::new()) };
        // A run that is started again keeps its id.
        let number = match run.count("run_attempt") {
            Some(attempt) if attempt > 1 => format!("{id}/{attempt}"),
            _ => id,
        };
        let result = match run.str("conclusion") {
            Some("success") => Some("success"),
            Some("failure" | "timed_out") => Some("failure"),
            Some("startup_failure" | "action_required") => Some("error"),
            Some(_) => Some("cancelled"),
            None => None,
        };
        let name = run.str("path").or_else(|| run.str("name")).unwrap_or("workflow");
        let pipeline = format!("{}/{name}", self.repository);
        let build = Build {
            pipeline: Some(pipeline.clone()),
            run: Some(number.clone()),
            repository: Some(self.repository.clone()),
            commit: run.text("head_sha"),
            started_at: run.moment("run_started_at").or_else(|| run.moment("created_at")),
            finished_at: run.moment("updated_at").filter(|_| is_over),
            result: result.map(str::to_owned),
            url: run.text("html_url"),
            ..Build::default()
        };
        (at, vec![(format!("{pipeline}#{number}"), build.into())])
    }

    pub(super) fn release(&self) -> Told {
        let release = self.look.part("release");
        let at = release.moment("published_at").or_else(|| release.moment("created_at"));
        let is_out = matches!(self.look.str("action"), Some("published" | "released" | "edited"));
        let Some(name) = release.text("tag_name").filter(|_| is_out && !release.is("draft")) else {
            return (at, Vec::new());
        };
        let record =
            Release { name: Some(name.clone()), at, url: release.text("html_url"), ..Release::default() };
        (at, vec![(name, record.into())])
    }
}
