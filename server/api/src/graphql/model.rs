//! A model at a revision: the root of most questions.

use std::sync::Arc;

use archweave_model::graph;
use archweave_model::search::Query;
use archweave_model::select::{Matcher, Selector};
use archweave_model::stats::Stats;
use async_graphql::{Context, ID, MergedObject, Object, Result, SimpleObject};

use super::act;
use super::commit::{
    CommitConnection, CommitObject, Names, ProtectionObject, RefObject, commits, graph as commit_graph,
    protected,
};
use super::connection::{Page, after_key, page_size, place_after, slice};
use super::drawing::{self, AdHocObject};
use super::element::{Direction, ElementConnection, ElementObject, PathStep, follow, page_cost};
use super::filter::{ElementFilter, InFolder};
use super::folder::FolderFields;
use super::health::HealthFields;
use super::json::AnyJson;
use super::ledger::LedgerFields;
use super::metamodel::MetamodelObject;
use super::property::{LocalizedText, languages, read};
use super::reading::ReadingFields;
use super::relation::{RelationConnection, RelationObject, wanted};
use super::report::{AdmObject, CoverageObject, SurveyObject};
use super::scope::{Dependencies, Scope};
use super::view::{ViewConnection, ViewObject};
use super::{global_id, invalid, to_graphql};

/// A model at a revision: what it says, and what happened to it.
#[derive(MergedObject, Clone)]
#[graphql(name = "Model")]
pub(super) struct ModelObject(ModelFields, LedgerFields, FolderFields, HealthFields, ReadingFields);

impl ModelObject {
    pub fn new(scope: Arc<Scope>) -> Self {
        Self(
            ModelFields { scope: scope.clone() },
            LedgerFields { scope: scope.clone() },
            FolderFields { scope: scope.clone() },
            HealthFields { scope: scope.clone() },
            ReadingFields { scope },
        )
    }

    pub async fn id(&self, _: &Context<'_>) -> Result<ID> {
        Ok(global_id::encode("Model", &self.0.scope, self.0.scope.model.name()))
    }
}

/// What a model says at a revision.
#[derive(Clone)]
pub(super) struct ModelFields {
    scope: Arc<Scope>,
}

/// Counts of a model, as other tools count.
#[derive(SimpleObject)]
#[graphql(name = "Stats")]
pub(super) struct StatsObject {
    /// Elements, junctions included.
    elements: usize,
    /// Relations.
    relationships: usize,
    /// Views.
    views: usize,
    /// Nodes of views at every depth.
    view_nodes: usize,
    /// Connections of views.
    view_connections: usize,
    /// Values of properties anywhere.
    properties: usize,
    /// Definitions of specializations.
    specializations: usize,
}

impl From<Stats> for StatsObject {
    fn from(stats: Stats) -> Self {
        Self {
            elements: stats.elements,
            relationships: stats.relationships,
            views: stats.views,
            view_nodes: stats.view_nodes,
            view_connections: stats.view_connections,
            properties: stats.properties,
            specializations: stats.specializations,
        }
    }
}

impl ModelFields {
    fn refs(&self, ctx: &Context<'_>) {
        if let Ok(seen) = ctx.data::<Dependencies>() {
            seen.never_keep();
        }
    }

    /// The page of selected elements, ordered by id; only what is asked for is looked at.
    fn page(
        &self,
        (selector, folder): &(Selector, Option<InFolder>),
        first: Option<i32>,
        after: Option<&str>,
        skip: u32,
        is_total_wanted: bool,
    ) -> Result<Page<ElementObject>> {
        let size = page_size(first)?;
        let after = after_key(after)?;
        let snapshot = self.scope.snapshot();
        let matcher = selector.matcher(snapshot.metamodel());
        let is_match = |matcher: &Matcher<'_>, slot: u32| {
            let element = snapshot.element_at(slot);
            let is_there = |folder: &InFolder| snapshot.file_at(slot).is_some_and(|file| folder.holds(file));
            folder.as_ref().is_none_or(is_there)
                && element.is_some_and(|element| matcher.matches(element, snapshot.kind_at(slot)))
        };
        let slots: Box<dyn Iterator<Item = u32>> = match &after {
            Some(id) => Box::new(snapshot.slots_after(id)),
            None => Box::new(snapshot.slots()),
        };
        // One more than the page tells whether another page follows.
        let mut found: Vec<u32> =
            slots.filter(|slot| is_match(&matcher, *slot)).skip(skip as usize).take(size + 1).collect();
        let has_next = found.len() > size;
        found.truncate(size);
        let total = match is_total_wanted {
            true if folder.is_none() && *selector == Selector::default() => snapshot.element_count(),
            true => snapshot.slots().filter(|slot| is_match(&matcher, *slot)).count(),
            false => 0,
        };
        let entries = found.into_iter().filter_map(|slot| {
            let element = ElementObject::at(&self.scope, slot)?;
            Some((element.element.id.to_string(), element))
        });
        Ok(Page { entries: entries.collect(), has_next, has_previous: after.is_some() || skip > 0, total })
    }
}

fn is_total_wanted(ctx: &Context<'_>) -> bool {
    ctx.look_ahead().field("totalCount").exists()
}

/// A model at a revision.
#[Object]
impl ModelFields {
    /// Opaque; unique across types, models and revisions.
    pub async fn id(&self) -> ID {
        global_id::encode("Model", &self.scope, self.scope.model.name())
    }

    /// Name in addresses and queries.
    async fn name(&self) -> &str {
        self.scope.model.name()
    }

    /// Title in a language, or in the first one written.
    async fn title(&self, language: Option<String>) -> String {
        read(&self.scope.snapshot().manifest().name, language.as_deref())
    }

    /// Title in every language.
    async fn titles(&self) -> Vec<LocalizedText> {
        languages(&self.scope.snapshot().manifest().name)
    }

    /// Prose.
    async fn description(&self, language: Option<String>) -> String {
        read(&self.scope.snapshot().manifest().description, language.as_deref())
    }

    /// Language codes; the first is the main one.
    async fn languages(&self) -> Vec<&str> {
        self.scope.snapshot().manifest().languages.iter().map(|code| &**code).collect()
    }

    /// The revision that this answer is about.
    async fn revision(&self) -> String {
        self.scope.revision.id().to_string()
    }

    /// The commit of the revision; none for a plain folder.
    async fn commit(&self) -> Option<CommitObject> {
        let commit = self.scope.model.commit(self.scope.revision.id())?;
        Some(CommitObject::new(commit, &Names::of(&self.scope.model)))
    }

    /// Counts.
    #[graphql(complexity = "200")]
    async fn stats(&self) -> StatsObject {
        self.scope.model.stats(&self.scope.revision).into()
    }

    /// Elements, ordered by id.
    #[graphql(complexity = "page_cost(first) * child_complexity + 50")]
    async fn elements(
        &self,
        ctx: &Context<'_>,
        filter: Option<ElementFilter>,
        first: Option<i32>,
        after: Option<String>,
        #[graphql(default, desc = "Leave out so many: from the start of the list, or after the cursor.")]
        skip: u32,
    ) -> Result<ElementConnection> {
        let wanted = filter.unwrap_or_default().with_folder(self.scope.snapshot().metamodel())?;
        let page = self.page(&wanted, first, after.as_deref(), skip, is_total_wanted(ctx))?;
        Ok(ElementConnection(page))
    }

    /// An element by the id in the files.
    async fn element(&self, id: String) -> Option<ElementObject> {
        ElementObject::find(&self.scope, &id)
    }

    /// An element by its id in another system.
    async fn element_by_external(&self, system: String, id: String) -> Option<ElementObject> {
        let found = self.scope.snapshot().external(&system, &id).next()?;
        ElementObject::find(&self.scope, found.id.as_str())
    }

    /// Elements by cell of the Zachman framework, confirmed and by default.
    #[graphql(complexity = "36 * child_complexity + 200")]
    async fn zachman(&self, filter: Option<ElementFilter>) -> Result<CoverageObject> {
        let selector = filter.unwrap_or_default().selector(self.scope.snapshot().metamodel())?;
        Ok(self.scope.revision.zachman(&selector).into())
    }

    /// What there is for TOGAF's architecture development method.
    #[graphql(complexity = "70 * child_complexity + 200")]
    async fn adm(&self) -> AdmObject {
        AdmObject { scope: self.scope.clone() }
    }

    /// What elements have of what their kinds ask for.
    #[graphql(complexity = "50 * child_complexity + 200")]
    async fn completeness(&self, filter: Option<ElementFilter>) -> Result<SurveyObject> {
        let selector = filter.unwrap_or_default().selector(self.scope.snapshot().metamodel())?;
        Ok(SurveyObject::new(&self.scope, &self.scope.revision.completeness(&selector)))
    }

    /// Elements as somebody types them: by name in any language, id, alias, id in another system, description. All
    /// words have to fit. What is meant exactly comes first, then what begins so, a word that does, what holds it;
    /// short names before long ones. `@support` asks for an owner, `#core` for a tag, `k:application` for a kind, of
    /// each the beginning.
    #[graphql(complexity = "page_cost(first) * child_complexity + 100")]
    async fn search(
        &self,
        text: String,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<ElementConnection> {
        let query = Query::parse(&text);
        if query.is_empty() {
            return Err(invalid("say what to search for: `text` is empty"));
        }
        let (size, skip) = (page_size(first)?, place_after(after.as_deref())?);
        let found = self.scope.model.search(&self.scope.revision, &query, skip, size);
        let entries = (skip..)
            .zip(&found.slots)
            .filter_map(|(place, slot)| Some((place.to_string(), ElementObject::at(&self.scope, *slot)?)));
        Ok(ElementConnection(Page {
            has_next: skip.saturating_add(found.slots.len()) < found.total,
            entries: entries.collect(),
            has_previous: skip > 0,
            total: found.total,
        }))
    }

    /// Relations, ordered by the id of the element that holds them.
    #[graphql(complexity = "page_cost(first) * child_complexity + 50")]
    async fn relations(
        &self,
        ctx: &Context<'_>,
        kinds: Option<Vec<String>>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<RelationConnection> {
        let snapshot = self.scope.snapshot();
        let size = page_size(first)?;
        let start = place_after(after.as_deref())?;
        let wanted = wanted(snapshot, kinds.as_deref());
        let mut all = snapshot.relations().filter(|entry| wanted(entry.relation)).skip(start);
        let entries = (start..).zip(all.by_ref().take(size));
        let entries = entries
            .map(|(n, entry)| (n.to_string(), RelationObject::new(&self.scope, &entry, None)))
            .collect();
        let has_next = all.next().is_some();
        let total = match (is_total_wanted(ctx), &kinds) {
            (false, _) => 0,
            (true, None) => snapshot.relation_count(),
            (true, Some(_)) => snapshot.relations().filter(|entry| wanted(entry.relation)).count(),
        };
        Ok(RelationConnection(Page { entries, has_next, has_previous: start > 0, total }))
    }

    /// A relation by the id in the files.
    async fn relation(&self, id: String) -> Option<RelationObject> {
        RelationObject::find(&self.scope, &id)
    }

    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the GraphQL field")]
    /// The shortest paths between two elements; empty if there is none.
    #[graphql(complexity = "page_cost(first) * 5 * child_complexity + 200")]
    async fn paths(
        &self,
        from: String,
        to: String,
        #[graphql(default_with = "Direction::Both")] direction: Direction,
        #[graphql(default = 10)] depth: i32,
        kinds: Option<Vec<String>>,
        first: Option<i32>,
    ) -> Result<Vec<Vec<PathStep>>> {
        let snapshot = self.scope.snapshot();
        let slot = |id: &str| {
            snapshot.slot_of(id).ok_or_else(|| {
                to_graphql(archweave_app::AppError::NotFound(format!("no element `{id}` in this revision")))
            })
        };
        let (from, to) = (slot(&from)?, slot(&to)?);
        let depth = u32::try_from(depth).map_err(|_| invalid("`depth` is a number from 0"))?;
        let follow = follow(&self.scope, kinds.as_deref());
        let limit = page_size(first)?;
        let found = graph::paths(snapshot, from, to, direction.into(), depth.min(100), &follow, limit);
        let step = |edge: &archweave_model::snapshot::Edge| PathStep {
            relation: snapshot
                .relation_at(edge.relation)
                .map(|entry| RelationObject::new(&self.scope, &entry, None)),
            element: ElementObject::at(&self.scope, edge.slot),
        };
        Ok(found.iter().map(|path| path.iter().map(step).collect()).collect())
    }

    /// Groups of elements that reach one another along relations of these kinds.
    #[graphql(complexity = "50 * child_complexity + 500")]
    async fn cycles(&self, kinds: Vec<String>) -> Vec<Vec<ElementObject>> {
        let groups = graph::cycles(self.scope.snapshot(), &follow(&self.scope, Some(&kinds)));
        let groups = groups.into_iter().take(super::connection::MAX_PAGE);
        let elements = |group: Vec<u32>| {
            group.into_iter().filter_map(|slot| ElementObject::at(&self.scope, slot)).collect()
        };
        groups.map(elements).collect()
    }

    /// Views, ordered by id.
    #[graphql(complexity = "page_cost(first) * child_complexity + 10")]
    async fn views(&self, first: Option<i32>, after: Option<String>) -> Result<ViewConnection> {
        let views: Vec<_> = self.scope.snapshot().views().collect();
        let page = slice(views, first, after.as_deref())?;
        Ok(ViewConnection(page.map(|view| ViewObject::new(&self.scope, view))))
    }

    /// A view by the id in the files.
    async fn view(&self, id: String) -> Option<ViewObject> {
        ViewObject::find(&self.scope, &id)
    }

    /// A view that nobody saved: the elements of a selector, shown as a viewpoint shows them; with a viewpoint alone,
    /// those that it selects.
    #[graphql(complexity = "child_complexity + 50")]
    async fn ad_hoc_view(
        &self,
        #[graphql(desc = "Its id; none shows the elements with all their relations.")] viewpoint: Option<
            String,
        >,
        selector: Option<ElementFilter>,
        #[graphql(desc = "How it is shown where that differs from the viewpoint, in the form of files.")]
        show: Option<AnyJson>,
        language: Option<String>,
        audience: Option<String>,
    ) -> Result<AdHocObject> {
        let metamodel = self.scope.snapshot().metamodel();
        let selector = selector.map(|filter| filter.selector(metamodel)).transpose()?;
        let options = drawing::options(&self.scope, language, audience, false);
        AdHocObject::new(&self.scope, viewpoint, selector, show, options)
    }

    /// Branches, by name.
    async fn branches(&self, ctx: &Context<'_>) -> Result<Vec<RefObject>> {
        self.refs(ctx);
        let model = &self.scope.model;
        let default = model.default_branch().map_err(to_graphql)?;
        let protected = protected(model).await?;
        let branches = model.branches().map_err(to_graphql)?.into_iter();
        let branches = branches.map(|branch| {
            let name = branch.name.as_str();
            let is_default = default.as_deref() == Some(name);
            RefObject {
                is_default,
                is_protected: is_default || protected.iter().any(|pattern| pattern.covers(name)),
                name: name.to_owned(),
                revision: branch.revision.to_string(),
            }
        });
        Ok(branches.collect())
    }

    /// Branches and patterns of branches that an admin has protected, besides the default branch.
    async fn protected_branches(&self, ctx: &Context<'_>) -> Result<Vec<ProtectionObject>> {
        self.refs(ctx);
        Ok(protected(&self.scope.model).await?.into_iter().map(Into::into).collect())
    }

    /// Tags, by name.
    async fn tags(&self, ctx: &Context<'_>) -> Result<Vec<RefObject>> {
        self.refs(ctx);
        let tags = self.scope.model.tags().map_err(to_graphql)?.into_iter();
        let tags = tags.map(|tag| RefObject {
            name: tag.name,
            revision: tag.revision.to_string(),
            is_default: false,
            is_protected: false,
        });
        Ok(tags.collect())
    }

    /// Commits that led to this revision, newest first.
    #[graphql(complexity = "page_cost(first) * child_complexity + 200")]
    async fn history(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<CommitConnection> {
        commits(ctx, &self.scope, None, page_size(first)?, after.as_deref())
    }

    /// Commits that any of these branches has, of all branches if none is named: children before their parents, newest
    /// first. For a picture of the history; `Commit.parents` are its lines.
    #[graphql(complexity = "page_cost(first) * child_complexity + 200")]
    async fn graph(
        &self,
        ctx: &Context<'_>,
        branches: Option<Vec<String>>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<CommitConnection> {
        self.refs(ctx);
        let branches =
            branches.map(|names| names.iter().map(|name| act::branch(name)).collect::<Result<Vec<_>>>());
        let branches = branches.transpose()?;
        commit_graph(ctx, &self.scope, branches.as_deref(), page_size(first)?, after.as_deref())
    }

    /// The kinds of this model.
    async fn metamodel(&self) -> MetamodelObject {
        MetamodelObject { scope: self.scope.clone() }
    }
}
