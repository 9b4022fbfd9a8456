//! What is wrong with a model, in lists and numbers.

use std::collections::BTreeMap;
use std::sync::Arc;

use archweave_app::{HealthCounts, HealthPoint};
use archweave_model::delivery::Moment;
use archweave_model::diagnostic::{Diagnostic, Severity, Subject};
use archweave_model::element::Element;
use archweave_model::snapshot::Snapshot;
use async_graphql::{Context, Enum, Object, Result, SimpleObject};

use super::connection::{place_after, slice_from};
use super::diagnostic::{DiagnosticConnection, DiagnosticObject, SeverityName, rule_title};
use super::element::page_cost;
use super::property::read;
use super::scope::{Dependencies, Scope};
use super::{invalid, to_graphql};

/// Fields of a model about what is wrong with it.
#[derive(Clone)]
pub(super) struct HealthFields {
    pub scope: Arc<Scope>,
}

/// By what findings are counted.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(name = "DiagnosticGroup")]
pub(super) enum Group {
    /// Code of the rule.
    Code,
    /// Kind of the element they are about, or that holds the relation.
    Kind,
    /// Who answers for that element: on the business side, else on the technology side.
    Owner,
    /// Severity.
    Severity,
}

/// How many findings have something in common.
pub(super) struct CountObject {
    scope: Arc<Scope>,
    group: Group,
    key: String,
    counts: [usize; 3],
}

/// How many findings have something in common.
#[Object(name = "DiagnosticCount")]
impl CountObject {
    /// The code, the id of the kind, the owner as written, or the severity; empty for those that have none.
    async fn key(&self) -> &str {
        &self.key
    }

    /// The same for readers: what the rule is about, the name of the kind, the name of the owner.
    async fn label(&self, language: Option<String>) -> String {
        let (snapshot, language) = (self.scope.snapshot(), language.as_deref());
        let found = match self.group {
            Group::Code => Some(rule_title(&self.key, language)),
            Group::Kind => {
                let metamodel = snapshot.metamodel();
                let kind = metamodel.kind_index(&self.key).map(|index| metamodel.kind(index));
                kind.map(|kind| read(&kind.label, language))
            }
            Group::Owner => snapshot.element(&self.key).map(|owner| read(&owner.name, language)),
            Group::Severity => None,
        };
        found.unwrap_or_else(|| self.key.clone())
    }

    /// Errors.
    async fn errors(&self) -> usize {
        self.counts[0]
    }

    /// Warnings.
    async fn warnings(&self) -> usize {
        self.counts[1]
    }

    /// Infos.
    async fn infos(&self) -> usize {
        self.counts[2]
    }

    /// All of them.
    async fn total(&self) -> usize {
        self.counts.iter().sum()
    }
}

/// Counts findings, the group with most errors first, then most warnings, then most.
pub(super) fn counted<'a>(
    scope: &Arc<Scope>,
    group: Group,
    found: impl IntoIterator<Item = &'a Diagnostic>,
) -> Vec<CountObject> {
    let snapshot = scope.snapshot();
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for finding in found {
        let key = match group {
            Group::Code => finding.code,
            Group::Severity => finding.severity.name(),
            Group::Kind => subject(snapshot, finding).map_or("", |element| element.kind.as_str()),
            Group::Owner => subject(snapshot, finding).and_then(owner).unwrap_or_default(),
        };
        counts.entry(key).or_default()[place(finding.severity)] += 1;
    }
    let count = |(key, counts): (&str, [usize; 3])| CountObject {
        scope: scope.clone(),
        group,
        key: key.to_owned(),
        counts,
    };
    let mut all: Vec<CountObject> = counts.into_iter().map(count).collect();
    all.sort_by_key(|group| std::cmp::Reverse(group.counts));
    all
}

fn place(severity: Severity) -> usize {
    match severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Info => 2,
    }
}

/// The element that a finding is about: itself, or the one that holds the relation.
fn subject<'a>(snapshot: &'a Snapshot, finding: &Diagnostic) -> Option<&'a Element> {
    match finding.subject.as_ref()? {
        Subject::Element(id) => snapshot.element(id).map(|element| &**element),
        Subject::Relation(id) => snapshot.relation(id)?.owner,
        Subject::View(_) => None,
    }
}

fn owner(element: &Element) -> Option<&str> {
    element.owners.business.as_deref().or(element.owners.technology.as_deref())
}

/// What is wrong with a model.
#[Object]
impl HealthFields {
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the GraphQL field")]
    /// What is wrong with the model, ordered by file and place.
    #[graphql(complexity = "page_cost(first) * child_complexity + 200")]
    async fn diagnostics(
        &self,
        severity: Option<SeverityName>,
        code: Option<String>,
        #[graphql(desc = "About elements of this kind, exactly, and their relations.")] kind: Option<String>,
        #[graphql(desc = "About elements of this owner, as written; empty for those that have none.")]
        owner: Option<String>,
        #[graphql(desc = "About this element, relation or view, by id.")] subject: Option<String>,
        first: Option<i32>,
        after: Option<String>,
        #[graphql(default, desc = "Leave out so many: from the start of the list, or after the cursor.")]
        skip: u32,
    ) -> Result<DiagnosticConnection> {
        let snapshot = self.scope.snapshot();
        let mut report = self.scope.model.report(&self.scope.revision);
        report.diagnostics.retain(|d| {
            let about = || self::subject(snapshot, d);
            let is_of_kind = |kind: &String| about().is_some_and(|element| element.kind.as_str() == kind);
            let has_owner =
                |owner: &String| about().is_some_and(|e| self::owner(e).unwrap_or_default() == owner);
            let is_it = |id: &String| d.subject.as_ref().is_some_and(|subject| subject.id() == id);
            severity.is_none_or(|wanted| wanted == d.severity.into())
                && code.as_ref().is_none_or(|code| d.code == code)
                && subject.as_ref().is_none_or(is_it)
                && kind.as_ref().is_none_or(is_of_kind)
                && owner.as_ref().is_none_or(has_owner)
        });
        let start = place_after(after.as_deref())?.saturating_add(skip as usize);
        let page = slice_from(report.diagnostics, first, start)?;
        Ok(DiagnosticConnection(page.map(|found| DiagnosticObject::new(&self.scope, found))))
    }

    /// How many findings there are by rule, kind, owner or severity, worst first.
    #[graphql(complexity = "30 * child_complexity + 200")]
    async fn diagnostic_counts(&self, by: Group) -> Vec<CountObject> {
        counted(&self.scope, by, &self.scope.model.findings(&self.scope.revision))
    }
    /// Findings at commits that led to this one, evenly spread over time, oldest first; the last is this revision,
    /// today. Commits are counted once.
    #[graphql(complexity = "60 * child_complexity + 1000")]
    async fn health_trend(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 12, desc = "How many, at most 60.")] moments: i32,
        #[graphql(desc = "The first day, such as 2026-01-01; none for the whole history.")] from: Option<
            String,
        >,
    ) -> Result<Vec<HealthPointObject>> {
        // The last point depends on the day.
        if let Ok(seen) = ctx.data::<Dependencies>() {
            seen.never_keep();
        }
        let moments = usize::try_from(moments).unwrap_or(0);
        let wrong = |_| invalid("`from` is a day such as 2026-01-01");
        let from = from.map(|from| from.parse::<Moment>().map_err(wrong)).transpose()?;
        let trend = self.scope.model.health_trend(&self.scope.revision, moments, from).map_err(to_graphql)?;
        Ok(trend.into_iter().map(Into::into).collect())
    }
}

/// Findings at a commit.
#[derive(SimpleObject)]
#[graphql(name = "HealthPoint")]
pub(super) struct HealthPointObject {
    /// When it was committed, RFC 3339.
    at: String,
    /// The commit.
    revision: String,
    /// Errors.
    errors: usize,
    /// Warnings.
    warnings: usize,
    /// Infos.
    infos: usize,
    /// Elements of the model.
    elements: usize,
}

impl From<HealthPoint> for HealthPointObject {
    fn from(point: HealthPoint) -> Self {
        let HealthCounts { errors, warnings, infos, elements } = point.counts;
        let (at, revision) = (point.at.to_string(), point.revision.to_string());
        Self { at, revision, errors, warnings, infos, elements }
    }
}
