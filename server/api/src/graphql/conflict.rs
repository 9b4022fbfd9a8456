//! Conflicts and what people decide about them.

use std::sync::Arc;

use archweave_app::change::{
    Authors, Choice, Conflict, ConflictId, ConflictKind, Group, ItemId, Resolution, Resolutions, Settled,
};
use archweave_app::{AppError, CommitInfo, Hosted, Revision, RevisionId};
use archweave_model::change::Source;
use archweave_model::change::merge::{Inside, Seen, SettledBy, Side as MergeSide};
use archweave_model::value::Value;
use async_graphql::{Context, Enum, InputObject, Object, Result, SimpleObject};

use super::commit::{CommitObject, Names};
use super::element::ElementObject;
use super::invalid;
use super::json::{self, AnyJson, to_json};
use super::scope::Scope;

/// What does not go together.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(name = "ConflictKind")]
pub(super) enum KindName {
    /// Both gave a field different values; a side without a value removed it.
    Edited,
    /// Ours deleted what theirs changed, or added something to.
    DeletedByOurs,
    /// Theirs deleted what ours changed, or added something to.
    DeletedByTheirs,
    /// Both made something under one id, and it is not the same.
    Created,
    /// Both moved it, to different holders; the values are addresses.
    Moved,
    /// Each side is right, but together they make no document that can be written.
    Invalid,
}

/// How a conflict ends.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub(super) enum ResolutionChoice {
    /// As the branch has it that is merged into.
    Ours,
    /// As the other side has it: of a commit, as its edits say.
    Theirs,
    /// As it was before both.
    Base,
    /// Another value, given as `value`.
    Value,
    /// Removed.
    Remove,
    /// Not decided after all: takes back what was decided in a merge that waits.
    Undecided,
}

/// What somebody decides about a conflict.
#[derive(InputObject)]
pub(super) struct ResolutionInput {
    /// The `id` of the conflict.
    conflict: String,
    /// How it ends.
    choice: ResolutionChoice,
    /// For the choice VALUE.
    value: Option<AnyJson>,
    /// The `seen` of the conflict that was shown; where the values are others by now, the decision does not
    /// count and the conflict is asked again.
    seen: Option<String>,
}

impl ResolutionInput {
    /// Which conflict, and what is decided; none takes a decision back.
    pub fn read(self) -> Result<(ConflictId, Option<Resolution>)> {
        let id = id(&self.conflict)?;
        let choice = match (self.choice, self.value) {
            (ResolutionChoice::Value, Some(value)) => {
                Choice::Value(Some(json::value(value.0, "resolutions.value")?))
            }
            (ResolutionChoice::Value, None) => return Err(invalid("the choice VALUE comes with a `value`")),
            (_, Some(_)) => return Err(invalid("a `value` comes with the choice VALUE")),
            (ResolutionChoice::Ours, None) => Choice::Ours,
            (ResolutionChoice::Theirs, None) => Choice::Theirs,
            (ResolutionChoice::Base, None) => Choice::Base,
            (ResolutionChoice::Remove, None) => Choice::Value(None),
            (ResolutionChoice::Undecided, None) => return Ok((id, None)),
        };
        Ok((id, Some(Resolution { choice, seen: self.seen.map(|text| Seen(text.into())) })))
    }
}

/// Decisions of one request.
pub(super) fn resolutions(input: Option<Vec<ResolutionInput>>) -> Result<Resolutions> {
    let mut found = Resolutions::new();
    for input in input.into_iter().flatten() {
        let (conflict, resolution) = input.read()?;
        found.extend(resolution.map(|resolution| (conflict, resolution)));
    }
    Ok(found)
}

fn id(text: &str) -> Result<ConflictId> {
    text.parse().map_err(|_| invalid(format!("`{text}` is no conflict's id; take it from a conflict")))
}

/// A conflict with the models of both sides.
pub(super) struct ConflictObject {
    conflict: Conflict,
    ours: Option<Arc<Scope>>,
    theirs: Option<Arc<Scope>>,
    authors: Authors,
}

/// Where conflicts were met.
#[derive(Clone, Copy)]
pub(super) struct Between {
    pub ours: RevisionId,
    /// None where theirs are edits that are no commit.
    pub theirs: Option<RevisionId>,
    /// Whether somebody asks who is behind both sides.
    pub wants_authors: bool,
}

impl Between {
    /// Whether a selection of conflicts, under `conflicts` of the answer, asks for authors.
    pub fn wants_authors(ctx: &Context<'_>) -> bool {
        let conflicts = ctx.look_ahead().field("conflicts");
        conflicts.field("oursBy").exists() || conflicts.field("theirsBy").exists()
    }

    /// Conflicts with what there is to say about them. Reads git.
    pub fn conflicts(
        self,
        model: &Arc<Hosted>,
        conflicts: Vec<Conflict>,
    ) -> Result<Vec<ConflictObject>, AppError> {
        let scope = |revision: RevisionId| {
            let revision: Arc<Revision> = model.revision(revision)?;
            let asked = revision.id().to_string().into();
            Ok::<_, AppError>(Arc::new(Scope { model: model.clone(), revision, asked }))
        };
        let ours = scope(self.ours)?;
        let theirs = self.theirs.map(scope).transpose()?;
        let mut authors = match self.wants_authors {
            true => model.authors(&conflicts, self.ours, self.theirs)?.into_iter(),
            false => Vec::new().into_iter(),
        };
        let conflicts = conflicts.into_iter().map(|conflict| ConflictObject {
            conflict,
            ours: Some(ours.clone()),
            theirs: theirs.clone(),
            authors: authors.next().unwrap_or_default(),
        });
        Ok(conflicts.collect())
    }
}

impl ConflictObject {
    fn commit(&self, commit: Option<&CommitInfo>) -> Option<CommitObject> {
        let scope = self.ours.as_ref().or(self.theirs.as_ref())?;
        Some(CommitObject::new(commit?.clone(), &Names::of(&scope.model)))
    }
}

fn shown(value: &Option<Value>) -> Option<AnyJson> {
    value.as_ref().map(to_json)
}

/// Two changes that do not go together.
#[Object(name = "Conflict")]
impl ConflictObject {
    /// Names it, and stays the same when the same merge is tried again.
    async fn id(&self) -> String {
        self.conflict.id.to_string()
    }

    /// The address of what it is about, such as `element/crm`.
    async fn item(&self) -> String {
        self.conflict.id.item.to_string()
    }

    /// The field, as keys joined by dots, such as `name.en`; none for the item as a whole.
    async fn attribute(&self) -> Option<String> {
        Some(self.conflict.id.path.join(".")).filter(|path| !path.is_empty())
    }

    /// elements, relations, views, layouts, metamodel, manifest, extra or files.
    async fn group(&self) -> &'static str {
        Group::of(&self.conflict.id.item).name()
    }

    /// What does not go together.
    async fn kind(&self) -> KindName {
        match self.conflict.kind {
            ConflictKind::Edited => KindName::Edited,
            ConflictKind::DeletedByOurs => KindName::DeletedByOurs,
            ConflictKind::DeletedByTheirs => KindName::DeletedByTheirs,
            ConflictKind::Created => KindName::Created,
            ConflictKind::Moved => KindName::Moved,
            ConflictKind::Invalid => KindName::Invalid,
        }
    }

    /// The value before; none if there was none.
    async fn base(&self) -> Option<AnyJson> {
        shown(&self.conflict.base)
    }

    /// The value on the branch that is merged into; none if it was removed there.
    async fn ours(&self) -> Option<AnyJson> {
        shown(&self.conflict.ours)
    }

    /// The value of the other side; none if it was removed there.
    async fn theirs(&self) -> Option<AnyJson> {
        shown(&self.conflict.theirs)
    }

    /// Of something deleted: what the other side changed or made in it or at it.
    async fn inside(&self) -> Vec<InsideObject> {
        let inside = self.conflict.inside.iter();
        let object = |inside: &Inside| InsideObject {
            item: inside.item.to_string(),
            base: shown(&inside.base),
            now: to_json(&inside.now),
        };
        inside.map(object).collect()
    }

    /// Changes when a value does: send it along with a decision.
    async fn seen(&self) -> String {
        self.conflict.seen().0.into()
    }

    /// The element it is about, or that holds the relation it is about, on the side that has it.
    async fn element(&self) -> Option<ElementObject> {
        [&self.ours, &self.theirs].into_iter().flatten().find_map(|scope| {
            let id = match &self.conflict.id.item {
                ItemId::Element(id) => id.as_str().to_owned(),
                ItemId::Relation(id) => scope.snapshot().holder(id.as_str())?.item().local().to_owned(),
                _ => return None,
            };
            ElementObject::find(scope, &id)
        })
    }

    /// The last commit of the branch that is merged into which touched the file of the item.
    #[graphql(complexity = "child_complexity + 100")]
    async fn ours_by(&self) -> Option<CommitObject> {
        self.commit(self.authors.ours.as_ref())
    }

    /// The last commit of the other side that touched the file of the item; none of edits that are no commit.
    #[graphql(complexity = "child_complexity + 100")]
    async fn theirs_by(&self) -> Option<CommitObject> {
        self.commit(self.authors.theirs.as_ref())
    }
}

/// Something changed or made in or at what the other side deleted.
#[derive(SimpleObject)]
#[graphql(name = "InsideDeleted")]
pub(super) struct InsideObject {
    /// Its address.
    item: String,
    /// Its fields before; none if it is new.
    base: Option<AnyJson>,
    /// Its fields now.
    now: AnyJson,
}

/// A conflict that somebody decided.
#[derive(SimpleObject)]
#[graphql(name = "ResolvedConflict")]
pub(super) struct ResolvedObject {
    /// Which.
    conflict: ConflictObject,
    /// How it ends.
    choice: ResolutionChoice,
    /// For the choice VALUE.
    value: Option<AnyJson>,
}

/// Conflicts with what was decided about them.
pub(super) fn resolved(
    between: Between,
    model: &Arc<Hosted>,
    resolved: Vec<(Conflict, Choice)>,
) -> Result<Vec<ResolvedObject>, AppError> {
    let (conflicts, choices): (Vec<_>, Vec<_>) = resolved.into_iter().unzip();
    let conflicts = between.conflicts(model, conflicts)?.into_iter();
    let resolved = conflicts.zip(choices).map(|(conflict, choice)| {
        let (choice, value) = match choice {
            Choice::Ours => (ResolutionChoice::Ours, None),
            Choice::Theirs => (ResolutionChoice::Theirs, None),
            Choice::Base => (ResolutionChoice::Base, None),
            Choice::Value(None) => (ResolutionChoice::Remove, None),
            Choice::Value(Some(value)) => (ResolutionChoice::Value, Some(to_json(&value))),
        };
        ResolvedObject { conflict, choice, value }
    });
    Ok(resolved.collect())
}

/// Why nobody was asked.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(name = "SettledBy")]
pub(super) enum RuleName {
    /// Where something is drawn: the newer side's, and nothing for what is deleted.
    Geometry,
    /// What is kept for other tools: the newer side's, and nothing for what is deleted.
    Extra,
    /// Both moved a document to different files: ours.
    File,
    /// Both put things into different orders: ours.
    Order,
}

/// Something both sides changed that was decided by a rule.
pub(super) struct SettledObject(pub Settled);

/// Something both sides changed that was decided without asking.
#[Object(name = "Settled")]
impl SettledObject {
    /// The address of what it is about.
    async fn item(&self) -> String {
        self.0.item.to_string()
    }

    /// The field, as keys joined by dots; none for the item as a whole.
    async fn attribute(&self) -> Option<String> {
        Some(self.0.path.join(".")).filter(|path| !path.is_empty())
    }

    /// By which rule.
    async fn rule(&self) -> RuleName {
        match self.0.rule {
            SettledBy::Geometry => RuleName::Geometry,
            SettledBy::Extra => RuleName::Extra,
            SettledBy::File => RuleName::File,
            SettledBy::Order => RuleName::Order,
        }
    }

    /// Our value.
    async fn ours(&self) -> Option<AnyJson> {
        shown(&self.0.ours)
    }

    /// Their value.
    async fn theirs(&self) -> Option<AnyJson> {
        shown(&self.0.theirs)
    }

    /// Whether theirs was taken.
    async fn is_theirs_taken(&self) -> bool {
        self.0.taken == MergeSide::Theirs
    }
}
