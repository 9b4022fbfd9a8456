//! Views that nobody saved: a viewpoint over the whole model, or about some elements.

use archweave_model::id::ViewId;
use archweave_model::select::Selector;
use archweave_model::view::View;
use archweave_model::viewpoint::Standard;

use crate::{AppError, Revision};

/// A view of a viewpoint, about these elements if any are named. Its id is that of the viewpoint.
pub fn ad_hoc_view(revision: &Revision, viewpoint: &str, elements: &[String]) -> Result<View, AppError> {
    let snapshot = revision.snapshot();
    let Some(found) = snapshot.metamodel().viewpoint(viewpoint) else {
        return Err(AppError::NotFound(format!(
            "no viewpoint `{viewpoint}`; `archweave metamodel --viewpoints` lists those there are"
        )));
    };
    if let Some(missing) = elements.iter().find(|id| snapshot.element(id).is_none()) {
        return Err(AppError::NotFound(format!("no element `{missing}` in this revision")));
    }
    let id = ViewId::parse(viewpoint).map_err(|error| AppError::Invalid(error.to_string()))?;
    let mut view = View::new(id);
    view.name = found.label.clone();
    view.description = found.description.clone();
    view.viewpoint = Some(viewpoint.into());
    // Of ArchiMate's viewpoints nothing is shown that is not asked for.
    if !elements.is_empty() || found.standard == Standard::Archimate {
        view.selector = Some(Box::new(Selector { ids: elements.to_vec(), ..Selector::default() }));
    }
    Ok(view)
}
