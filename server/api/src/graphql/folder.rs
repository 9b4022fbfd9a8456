//! The folders that a model's files lie in: a navigator without loading all elements.

use std::sync::Arc;

use archweave_model::folders;
use async_graphql::{Object, Result, SimpleObject};

use super::scope::Scope;
use super::to_graphql;

/// Fields of a model about where its files lie.
#[derive(Clone)]
pub(super) struct FolderFields {
    pub scope: Arc<Scope>,
}

/// A folder of a model's files.
#[derive(SimpleObject)]
#[graphql(name = "Folder")]
pub(super) struct FolderObject {
    /// Below the model, without a slash at the end: `elements/crm`.
    path: String,
    /// The last part of the path.
    name: String,
    /// Elements whose file is directly in it.
    element_count: usize,
    /// Elements in it and below.
    total_count: usize,
    /// Views in it and below.
    view_count: usize,
    /// Whether there are folders in it.
    has_children: bool,
}

impl From<folders::Folder<'_>> for FolderObject {
    fn from(folder: folders::Folder<'_>) -> Self {
        Self {
            path: folder.path.to_owned(),
            name: folder.name().to_owned(),
            element_count: folder.counts.elements,
            total_count: folder.counts.all_elements,
            view_count: folder.counts.all_views,
            has_children: folder.counts.folders > 0,
        }
    }
}

/// Where files lie.
#[Object]
impl FolderFields {
    /// Folders directly in another one, by name; those at the top if none is named. Folders without elements or
    /// views are left out.
    #[graphql(complexity = "50 * child_complexity + 50")]
    async fn folders(
        &self,
        #[graphql(desc = "Its path: `elements/crm`.")] parent: Option<String>,
    ) -> Result<Vec<FolderObject>> {
        let folders = self.scope.revision.folders();
        let parent = parent.as_deref().unwrap_or_default().trim_matches('/');
        if folders.get(parent).is_none() {
            let message =
                format!("no folder `{parent}` in this revision; begin with `folders` without a parent");
            return Err(to_graphql(archweave_app::AppError::NotFound(message)));
        }
        Ok(folders.inside(parent).map(Into::into).collect())
    }
}
