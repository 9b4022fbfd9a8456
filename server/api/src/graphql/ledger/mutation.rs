//! Recording, matching, affirming, promoting and erasing.

use archweave_app::ledger::{MAX_STATEMENTS, Promotion, Stated, Statement};
use archweave_app::{AppError, BranchName};
use async_graphql::{Context, InputObject, Object, Result, SimpleObject};

use super::input::{
    ArtifactInput, BuildInput, ChangeInput, DefectInput, DeploymentInput, IncidentInput, IndicatorValueInput,
    NeedInput, ReleaseInput, Stating, TicketInput, VerificationInput,
};
use super::moment;
use super::names::{RecordName, SortName};
use crate::graphql::act::{self, branch};
use crate::graphql::conflict::Between;
use crate::graphql::json::{AnyJson, fields};
use crate::graphql::mutation::commit::{CommitResult, result};
use crate::graphql::to_graphql;

#[derive(Default)]
pub(in crate::graphql) struct Recording;

/// What became of a record that somebody stated.
#[derive(SimpleObject)]
#[graphql(name = "Recorded")]
pub(in crate::graphql) struct RecordedObject {
    /// The key of the record.
    key: String,
    /// Whether the same was stated before, so that nothing was to be done.
    is_duplicate: bool,
    /// Names in it that are not in the model yet; see `unmatched` of the model.
    unmatched: Vec<NameObject>,
    /// Where the ledger is now.
    position: i64,
}

/// A name that is not in the model.
#[derive(SimpleObject)]
#[graphql(name = "UnmatchedName")]
pub(in crate::graphql) struct NameObject {
    /// What sort of thing is meant.
    sort: SortName,
    /// The name, as it was written.
    text: String,
}

impl From<Stated> for RecordedObject {
    fn from(stated: Stated) -> Self {
        let unmatched = stated
            .unmatched
            .into_iter()
            .map(|(sort, text)| NameObject { sort: SortName::of(&sort).unwrap_or(SortName::Element), text });
        Self {
            key: stated.key,
            is_duplicate: stated.is_duplicate,
            unmatched: unmatched.collect(),
            position: stated.position,
        }
    }
}

/// Reads all, then records all or none.
async fn record<T: Stating>(ctx: &Context<'_>, model: String, stated: Vec<T>) -> Result<Vec<RecordedObject>> {
    if stated.len() > MAX_STATEMENTS {
        let message = format!("at most {MAX_STATEMENTS} records at once; send events instead");
        return Err(to_graphql(AppError::Limited(message)));
    }
    let statements: Vec<Statement> = stated.into_iter().map(Stating::statement).collect::<Result<_>>()?;
    let done = act::edit(ctx, &model, move |editor| editor.record(statements)).await?;
    Ok(done.into_iter().map(Into::into).collect())
}

/// Declares a mutation for each sort of record.
macro_rules! recording {
    ($($(#[$doc:meta])* $name:ident: $input:ty,)*) => {
        /// What happened, stated by people and programs that send no events.
        #[Object]
        impl Recording {
            $(
                $(#[$doc])*
                #[graphql(complexity = "20 * child_complexity + 200")]
                async fn $name(
                    &self,
                    ctx: &Context<'_>,
                    model: String,
                    #[graphql(desc = "At most 500; all are recorded, or none.")] records: Vec<$input>,
                ) -> Result<Vec<RecordedObject>> {
                    record(ctx, model, records).await
                }
            )*
        }
    };
}

recording! {
    /// Records that versions were put to places, or taken from them.
    record_deployment: DeploymentInput,
    /// Records versions that were built.
    record_artifact: ArtifactInput,
    /// Records changes of source code.
    record_change: ChangeInput,
    /// Records runs of pipelines.
    record_build: BuildInput,
    /// Records tests, scans, reviews and acceptances.
    record_verification: VerificationInput,
    /// Records what went wrong while it ran.
    record_incident: IncidentInput,
    /// Records faults of what was built.
    record_defect: DefectInput,
    /// Records what was given out together.
    record_release: ReleaseInput,
    /// Records measured values of indicators.
    record_indicator_value: IndicatorValueInput,
    /// Records what people asked for.
    record_need: NeedInput,
    /// Records entries of issue trackers.
    record_ticket: TicketInput,
}

#[derive(Default)]
pub(in crate::graphql) struct Deciding;

/// An answer of a self-assessment.
#[derive(InputObject)]
#[graphql(name = "AssessmentInput")]
pub(in crate::graphql) struct AssessmentInput {
    /// system, cooperation, ideas or talent.
    dimension: String,
    /// construction, steady-running, early-digital or transformation.
    stage: String,
    /// Why.
    note: Option<String>,
}

/// A demand or requirement to make of needs.
#[derive(InputObject)]
#[graphql(name = "PromotionInput")]
pub(in crate::graphql) struct PromotionInput {
    /// `demand`, `requirement`, or a kind that specializes one.
    #[graphql(default_with = "\"demand\".to_owned()")]
    kind: String,
    /// Its fields as a file has them, such as `{ name: "Tell me when power is back", properties: { ... } }`.
    fields: AnyJson,
    /// The branch; left out, the default one.
    branch: Option<String>,
    /// Why; left out, the usual sentence.
    message: Option<String>,
}

/// What came of promoting needs.
#[derive(SimpleObject)]
#[graphql(name = "PromotedNeeds")]
pub(in crate::graphql) struct PromotedObject {
    /// The id of the demand or requirement; none if it could not be made.
    element_id: Option<String>,
    /// How many needs are grouped into it now.
    grouped: u64,
    /// What came of the commit; none where nothing was to be committed.
    commit: Option<CommitResult>,
}

/// What people decide about what happened.
#[Object]
impl Deciding {
    /// Says by hand what a name in events stands for, for good; without `element` it is set aside and not listed
    /// any more.
    #[graphql(complexity = "200")]
    async fn match_reference(
        &self,
        ctx: &Context<'_>,
        model: String,
        sort: SortName,
        #[graphql(desc = "The name, as it was written.")] text: String,
        #[graphql(desc = "Its id in the files.")] element: Option<String>,
    ) -> Result<bool> {
        let sort = sort.into();
        act::edit(ctx, &model, move |editor| editor.match_reference(sort, &text, element.as_deref())).await?;
        Ok(true)
    }

    /// Says that a link between a requirement and a record still holds, so that it is not suspect any more.
    #[graphql(complexity = "200")]
    async fn affirm_link(
        &self,
        ctx: &Context<'_>,
        model: String,
        #[graphql(desc = "Its id in the files.")] requirement: String,
        kind: RecordName,
        key: String,
        #[graphql(desc = "Why.")] note: Option<String>,
    ) -> Result<bool> {
        let kind = kind.into();
        act::edit(ctx, &model, move |editor| editor.affirm(&requirement, kind, &key, note)).await?;
        Ok(true)
    }

    /// Groups needs into a demand or requirement: `into`, which is there, or a new one, which is committed. The
    /// needs keep their own words and say where they went.
    #[graphql(complexity = "child_complexity + 500")]
    async fn promote_needs(
        &self,
        ctx: &Context<'_>,
        model: String,
        #[graphql(desc = "Keys of the needs, at most 1,000.")] needs: Vec<String>,
        #[graphql(desc = "The id of a demand or requirement that is there.")] into: Option<String>,
        #[graphql(desc = "A new one, instead.")] new: Option<PromotionInput>,
    ) -> Result<PromotedObject> {
        let promotion = match (into, new) {
            (Some(id), None) => Promotion::Existing(id),
            (None, Some(new)) => {
                let branch: Option<BranchName> = new.branch.as_deref().map(branch).transpose()?;
                let fields = fields(new.fields.0, "fields")?;
                Promotion::New { kind: new.kind, fields, branch, message: new.message }
            }
            _ => return Err(crate::graphql::invalid("say `into` or `new`, one of them")),
        };
        let wants_authors = Between::wants_authors(ctx);
        act::edit(ctx, &model, move |editor| {
            let done = editor.promote(&needs, promotion)?;
            let commit = done.commit.map(|(branch, outcome)| {
                result(editor.model(), &branch, outcome, None, false, wants_authors)
            });
            Ok(PromotedObject {
                element_id: done.element.map(|id| id.to_string()),
                grouped: done.grouped,
                commit: commit.transpose()?,
            })
        })
        .await
    }

    /// Erases what a customer said, by the reference that another system has for it, and says how many needs that
    /// were; for admins.
    #[graphql(complexity = "500")]
    async fn erase_customer(&self, ctx: &Context<'_>, model: String, customer_ref: String) -> Result<u64> {
        act::decide(ctx, &model, move |admin| admin.erase_customer(&customer_ref)).await
    }

    /// Erases the words of all needs whose last day is past, and says how many those were; for admins.
    #[graphql(complexity = "500")]
    async fn erase_expired(&self, ctx: &Context<'_>, model: String) -> Result<u64> {
        act::decide(ctx, &model, |admin| admin.erase_expired()).await
    }

    /// Records a self-assessment: one answer for each dimension.
    #[graphql(complexity = "5 * child_complexity + 200")]
    async fn record_assessment(
        &self,
        ctx: &Context<'_>,
        model: String,
        answers: Vec<AssessmentInput>,
        #[graphql(desc = "Of which day, RFC 3339 or a day; left out, today.")] at: Option<String>,
    ) -> Result<Vec<RecordedObject>> {
        let at = at.as_deref().map(moment).transpose()?;
        let answers =
            answers.into_iter().map(|answer| (answer.dimension, answer.stage, answer.note)).collect();
        let done = act::edit(ctx, &model, move |editor| editor.assess(answers, at)).await?;
        Ok(done.into_iter().map(Into::into).collect())
    }
}
