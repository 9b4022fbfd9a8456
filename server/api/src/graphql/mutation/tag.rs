//! Tags: names of commits that stay.

use archweave_app::TagName;
use async_graphql::{Context, Object, Result};

use crate::graphql::act::{self, commit, commit_at};
use crate::graphql::commit::RefObject;
use crate::graphql::invalid;

#[derive(Default)]
pub(in crate::graphql) struct Tags;

/// Tags.
#[Object]
impl Tags {
    /// Names a commit.
    async fn create_tag(
        &self,
        ctx: &Context<'_>,
        model: String,
        name: String,
        #[graphql(desc = "A branch, tag, commit or date.")] at: String,
        #[graphql(desc = "With a message, the tag says who made it and why.")] message: Option<String>,
    ) -> Result<RefObject> {
        let name = tag(&name)?;
        act::edit(ctx, &model, move |editor| {
            let at = commit_at(editor.model(), &at)?;
            editor.create_tag(&name, at, message.as_deref())?;
            Ok(object(&name, at.to_string()))
        })
        .await
    }

    /// Removes a tag that names the commit that the caller saw. Others may rely on it: it takes an admin.
    async fn delete_tag(
        &self,
        ctx: &Context<'_>,
        model: String,
        name: String,
        #[graphql(desc = "The commit that the tag was seen to name.")] seen: String,
    ) -> Result<RefObject> {
        let (name, seen) = (tag(&name)?, commit(&seen)?);
        act::decide(ctx, &model, move |admin| {
            admin.delete_tag(&name, seen)?;
            Ok(object(&name, seen.to_string()))
        })
        .await
    }
}

fn tag(name: &str) -> Result<TagName> {
    TagName::parse(name).map_err(|error| invalid(error.to_string()))
}

fn object(name: &TagName, revision: String) -> RefObject {
    RefObject { name: name.as_str().to_owned(), revision, is_default: false, is_protected: false }
}
