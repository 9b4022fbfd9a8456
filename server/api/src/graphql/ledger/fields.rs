//! The fields of `Model` that ask the ledger.

use std::sync::Arc;

use archweave_app::ledger::{Paging, last_year};
use archweave_model::delivery::Moment;
use archweave_model::delivery::flow::Window;
use async_graphql::{Context, Object, Result};

use super::board::{BoardObject, FilterInput as BoardFilter, SortName as BoardSort};
use super::contents::{ContentsObject, DifferenceObject, PlaceAtInput, PlaceInput};
use super::coverage::{AssessmentObject, CoverageChangeObject, CoverageObject, TraceConnection, traces};
use super::impact::{CauseInput, ImpactObject};
use super::indicator::{IndicatorConnection, IndicatorObject, PairObject};
use super::intake::{
    DemandConnection, FilterInput as NeedFilter, GroupConnection, PageObject as NeedPage, demands, groups,
};
use super::lists::{DeploymentPage, IncidentFilterInput, IncidentPage};
use super::metrics::{ByName, MetricsObject};
use super::trace::TraceObject;
use super::trial::TrialObject;
use super::unmatched::{PageObject as UnmatchedPage, ShareObject};
use super::where_is::WhereaboutsObject;
use super::{Asked, ask, moment};
use crate::graphql::connection::{after_key, page_size, slice};
use crate::graphql::element::page_cost;
use crate::graphql::invalid;
use crate::graphql::scope::Scope;

/// The fields of `Model` that ask the ledger.
#[derive(Clone)]
pub(in crate::graphql) struct LedgerFields {
    pub scope: Arc<Scope>,
}

/// Requirements whose whereabouts are asked for at once.
const MAX_WHERE: usize = 100;

/// A window of time.
fn window(from: Option<&str>, until: Option<&str>, now: Moment) -> Result<Window> {
    let until = until.map(moment).transpose()?.map(|until| until.plus(1));
    let year = last_year(now);
    let from = from.map(|text| text.parse().map_err(|error| invalid(format!("{error}")))).transpose()?;
    Ok(Window { from: from.unwrap_or(year.from), until: until.unwrap_or(year.until) })
}

/// A page of a list that the database cuts.
fn paging(first: Option<i32>, after: Option<String>) -> Result<Paging> {
    Ok(Paging { after, limit: page_size(first)?.max(1) as u32 })
}

/// What happened to the model.
#[Object]
impl LedgerFields {
    /// All requirements with their decision, where they are, and whether they had the effect that was wanted.
    #[graphql(complexity = "page_cost(first) * child_complexity + 500")]
    async fn board(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As it was at this time, RFC 3339 or a day.")] at: Option<String>,
        filter: Option<BoardFilter>,
        sort: Option<BoardSort>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<BoardObject> {
        let skip = match after_key(after.as_deref())? {
            None => 0,
            Some(key) => {
                let at = key.parse::<usize>().map_err(|_| invalid("`after` is a cursor of another list"))?;
                at.saturating_add(1)
            }
        };
        let query = filter.unwrap_or_default().query(sort, skip, page_size(first)?);
        let asked = ask(ctx, &self.scope, at.as_deref(), move |ledger| ledger.board(&query)).await?;
        Ok(BoardObject::new(asked, skip))
    }

    /// Where a requirement is: in every environment, since when, and what proves it.
    #[graphql(complexity = "child_complexity + 200")]
    async fn where_is(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id in the files.")] requirement: String,
        #[graphql(desc = "As it was at this time, RFC 3339 or a day.")] at: Option<String>,
    ) -> Result<WhereaboutsObject> {
        let asked = ask(ctx, &self.scope, at.as_deref(), move |ledger| ledger.where_is(&requirement));
        Ok(asked.await?.into())
    }

    /// Where several requirements are, in the order asked; one question to the database for all.
    #[graphql(complexity = "requirements.len() * child_complexity + 200")]
    async fn where_are(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Their ids in the files; at most 100.")] requirements: Vec<String>,
        #[graphql(desc = "As it was at this time, RFC 3339 or a day.")] at: Option<String>,
    ) -> Result<Vec<WhereaboutsObject>> {
        if requirements.len() > MAX_WHERE {
            return Err(invalid(format!("ask for at most {MAX_WHERE} requirements at once")));
        }
        let asked = ask(ctx, &self.scope, at.as_deref(), move |ledger| ledger.where_are_named(&requirements));
        let Asked { scope, found } = asked.await?;
        let all = found.into_iter();
        Ok(all.map(|found| WhereaboutsObject { scope: scope.clone(), found: Arc::new(found) }).collect())
    }

    /// The whole chain of a requirement, from the needs behind it to what it brought about.
    #[graphql(complexity = "child_complexity + 300")]
    async fn trace(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id in the files.")] requirement: String,
        #[graphql(desc = "As it was at this time, RFC 3339 or a day.")] at: Option<String>,
    ) -> Result<TraceObject> {
        Ok(ask(ctx, &self.scope, at.as_deref(), move |ledger| ledger.trace(&requirement)).await?.into())
    }

    /// What is in an environment or a release: versions, requirements, and what was planned and is missing.
    #[graphql(complexity = "child_complexity + 300")]
    async fn what_is_in(
        &self,
        ctx: &Context<'_>,
        place: PlaceInput,
        #[graphql(desc = "As it was at this time, RFC 3339 or a day.")] at: Option<String>,
    ) -> Result<ContentsObject> {
        let subject = place.into();
        Ok(ask(ctx, &self.scope, at.as_deref(), move |ledger| ledger.what_is_in(&subject)).await?.into())
    }

    /// What changed between two environments, two releases, or two moments of one.
    #[graphql(complexity = "child_complexity + 600")]
    async fn what_changed(
        &self,
        ctx: &Context<'_>,
        before: PlaceAtInput,
        after: PlaceAtInput,
    ) -> Result<DifferenceObject> {
        let (before, after) = (before.read()?, after.read()?);
        let asked = ask(ctx, &self.scope, None, move |ledger| {
            ledger.what_changed((&before.0, before.1), (&after.0, after.1))
        });
        Ok(asked.await?.into())
    }

    /// What an incident or a deployment touched: requirements, components, capabilities and goals, each with the
    /// path that leads there.
    #[graphql(complexity = "child_complexity + 300")]
    async fn impact_of(
        &self,
        ctx: &Context<'_>,
        cause: CauseInput,
        #[graphql(desc = "In the model as it was at this time, RFC 3339 or a day.")] at: Option<String>,
    ) -> Result<ImpactObject> {
        let cause = cause.into();
        Ok(ask(ctx, &self.scope, at.as_deref(), move |ledger| ledger.impact(&cause)).await?.into())
    }

    /// Whether business and technology carry each other: shares with those that count and those that are missing.
    #[graphql(complexity = "child_complexity + 1000")]
    async fn coverage(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As it was at this time, RFC 3339 or a day.")] at: Option<String>,
    ) -> Result<CoverageObject> {
        let asked = ask(ctx, &self.scope, at.as_deref(), |ledger| ledger.coverage()).await?;
        Ok(CoverageObject::new(asked.found))
    }

    /// What coverage gained and lost since a time.
    #[graphql(complexity = "child_complexity + 2000")]
    async fn coverage_change(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "RFC 3339 or a day.")] since: String,
        #[graphql(desc = "As it was at this time, RFC 3339 or a day.")] at: Option<String>,
    ) -> Result<CoverageChangeObject> {
        let since = moment(&since)?;
        let asked = ask(ctx, &self.scope, at.as_deref(), move |ledger| ledger.coverage_since(since)).await?;
        Ok(asked.found.into())
    }

    /// Coverage at times at equal distances, the last one now.
    #[graphql(complexity = "(moments.max(0) as usize) * (child_complexity + 1000)")]
    async fn coverage_trend(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "RFC 3339 or a day.")] from: String,
        #[graphql(default = 12, desc = "How many, 2 to 60.")] moments: i32,
    ) -> Result<Vec<CoverageObject>> {
        let from = moment(&from)?;
        let moments = usize::try_from(moments).unwrap_or_default();
        let asked = ask(ctx, &self.scope, None, move |ledger| ledger.coverage_trend(from, moments)).await?;
        Ok(asked.found.into_iter().map(CoverageObject::new).collect())
    }

    /// How far every agreed requirement can be followed, from its demand to its effect.
    #[graphql(complexity = "page_cost(first) * child_complexity + 1000")]
    async fn traceability(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = false, desc = "Only those with a gap.")] gaps: bool,
        #[graphql(desc = "As it was at this time, RFC 3339 or a day.")] at: Option<String>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<TraceConnection> {
        let asked = ask(ctx, &self.scope, at.as_deref(), |ledger| ledger.coverage()).await?;
        Ok(TraceConnection(slice(traces(asked, gaps), first, after.as_deref())?))
    }

    /// How fast and how safely changes reach production: the numbers of DORA, and how long the business waits.
    #[graphql(complexity = "child_complexity + 500")]
    async fn metrics(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "RFC 3339 or a day; left out, a year before the end.")] from: Option<String>,
        #[graphql(desc = "RFC 3339 or a day; left out, now.")] until: Option<String>,
        by: Option<ByName>,
    ) -> Result<MetricsObject> {
        let asked = ask(ctx, &self.scope, None, move |ledger| {
            let window = read_window(from.as_deref(), until.as_deref(), ledger.moment())?;
            ledger.metrics(window, by.map(Into::into))
        });
        Ok(asked.await?.into())
    }

    /// Indicators with targets, values and what these say.
    #[graphql(complexity = "page_cost(first) * child_complexity + 500")]
    async fn indicators(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Ids in the files; left out, all.")] ids: Option<Vec<String>>,
        #[graphql(desc = "RFC 3339 or a day; left out, a year before the end.")] from: Option<String>,
        #[graphql(desc = "RFC 3339 or a day; left out, now.")] until: Option<String>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<IndicatorConnection> {
        let asked = ask(ctx, &self.scope, None, move |ledger| {
            let window = read_window(from.as_deref(), until.as_deref(), ledger.moment())?;
            ledger.indicators(ids.as_deref(), window)
        });
        let Asked { scope, found } = asked.await?;
        let page = slice(found, first, after.as_deref())?;
        Ok(IndicatorConnection(page.map(|status| IndicatorObject { scope: scope.clone(), status })))
    }

    /// Pairs of indicators of which the model expects that one moves the other, and what the values say.
    #[graphql(complexity = "20 * child_complexity + 500")]
    async fn indicator_pairs(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "RFC 3339 or a day; left out, a year before the end.")] from: Option<String>,
        #[graphql(desc = "RFC 3339 or a day; left out, now.")] until: Option<String>,
        #[graphql(desc = "Also at every lag up to so many days, at most 366.")] scan: Option<u32>,
    ) -> Result<Vec<PairObject>> {
        let asked = ask(ctx, &self.scope, None, move |ledger| {
            let window = read_window(from.as_deref(), until.as_deref(), ledger.moment())?;
            ledger.pairs(window, scan)
        });
        let Asked { scope, found } = asked.await?;
        Ok(found.into_iter().map(|status| PairObject { scope: scope.clone(), status }).collect())
    }

    /// Trials, and whether their guardrails hold.
    #[graphql(complexity = "20 * child_complexity + 200")]
    async fn trials(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As it was at this time, RFC 3339 or a day.")] at: Option<String>,
    ) -> Result<Vec<TrialObject>> {
        let Asked { scope, found } = ask(ctx, &self.scope, at.as_deref(), |ledger| ledger.trials()).await?;
        Ok(found.into_iter().map(|trial| TrialObject { scope: scope.clone(), trial }).collect())
    }

    /// What people asked for, the newest first.
    #[graphql(complexity = "page_cost(first) * child_complexity + 100")]
    async fn needs(
        &self,
        ctx: &Context<'_>,
        filter: Option<NeedFilter>,
        first: Option<i32>,
        #[graphql(desc = "`next` of the page before.")] after: Option<String>,
    ) -> Result<NeedPage> {
        let (filter, paging) = (filter.unwrap_or_default().read()?, paging(first, after)?);
        Ok(ask(ctx, &self.scope, None, move |ledger| ledger.needs(&filter, &paging)).await?.into())
    }

    /// Needs in no demand that say the same, of the newest 1,000; the largest group first.
    #[graphql(complexity = "page_cost(first) * child_complexity + 1000")]
    async fn need_groups(
        &self,
        ctx: &Context<'_>,
        filter: Option<NeedFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<GroupConnection> {
        let filter = filter.unwrap_or_default().read()?;
        let asked = ask(ctx, &self.scope, None, move |ledger| ledger.need_groups(&filter)).await?;
        Ok(GroupConnection(slice(groups(asked), first, after.as_deref())?))
    }

    /// Demands in the order in which they are looked at: priority, urgency, more needs, the day they are wanted
    /// by, age, id.
    #[graphql(complexity = "page_cost(first) * child_complexity + 100")]
    async fn demand_order(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<DemandConnection> {
        let asked = ask(ctx, &self.scope, None, |ledger| ledger.demands()).await?;
        Ok(DemandConnection(slice(demands(asked), first, after.as_deref())?))
    }

    /// Names in events that are not in the model, with the reason; by sort and name.
    #[graphql(complexity = "page_cost(first) * child_complexity + 100")]
    async fn unmatched(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        #[graphql(desc = "`next` of the page before.")] after: Option<String>,
    ) -> Result<UnmatchedPage> {
        let paging = paging(first, after)?;
        Ok(ask(ctx, &self.scope, None, move |ledger| ledger.unmatched(&paging)).await?.into())
    }

    /// How much of what is reported stands for something in the model, by source and team.
    #[graphql(complexity = "20 * child_complexity + 100")]
    async fn matched_share(&self, ctx: &Context<'_>) -> Result<Vec<ShareObject>> {
        let asked = ask(ctx, &self.scope, None, |ledger| ledger.matched_share()).await?;
        Ok(asked.found.into_iter().map(Into::into).collect())
    }

    /// Deployments as they were reported, the one that was heard of last first.
    #[graphql(complexity = "page_cost(first) * child_complexity + 100")]
    async fn deployments(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        #[graphql(desc = "`next` of the page before.")] after: Option<String>,
    ) -> Result<DeploymentPage> {
        let paging = paging(first, after)?;
        Ok(ask(ctx, &self.scope, None, move |ledger| ledger.deployments(&paging)).await?.found.into())
    }

    /// Incidents as they were reported, the newest first.
    #[graphql(complexity = "page_cost(first) * child_complexity + 100")]
    async fn incidents(
        &self,
        ctx: &Context<'_>,
        filter: Option<IncidentFilterInput>,
        first: Option<i32>,
        #[graphql(desc = "`next` of the page before.")] after: Option<String>,
    ) -> Result<IncidentPage> {
        let (filter, paging) = (filter.unwrap_or_default().read()?, paging(first, after)?);
        Ok(ask(ctx, &self.scope, None, move |ledger| ledger.incidents(&filter, &paging)).await?.found.into())
    }

    /// What people think of themselves, to be seen beside coverage; the newest first.
    #[graphql(complexity = "page_cost(first) * child_complexity + 100")]
    async fn assessments(&self, ctx: &Context<'_>, first: Option<i32>) -> Result<Vec<AssessmentObject>> {
        let limit = page_size(first)?.max(1) as u32;
        let asked = ask(ctx, &self.scope, None, move |ledger| ledger.assessments(limit)).await?;
        Ok(asked.found.into_iter().map(Into::into).collect())
    }

    /// Grows with everything that is reported: what was asked of now holds as long as this is the same.
    #[graphql(complexity = "50")]
    async fn ledger_position(&self, ctx: &Context<'_>) -> Result<i64> {
        Ok(ask(ctx, &self.scope, None, |ledger| ledger.position()).await?.found)
    }
}

/// A window of time, refused as a use case refuses.
fn read_window(
    from: Option<&str>,
    until: Option<&str>,
    now: Moment,
) -> Result<Window, archweave_app::AppError> {
    window(from, until, now).map_err(|error| archweave_app::AppError::Invalid(error.message))
}
