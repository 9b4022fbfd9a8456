//! `/m/<model>/views/<id>`: a view, drawn, with everything it shows as a list too.

use archweave_app::AppError;
use archweave_app::kept::Subject;
use serde::Serialize;

use crate::pages::Ask;
use crate::pages::answer::Answer;
use crate::pages::drawn::Drawn;
use crate::pages::language::Shown;
use crate::pages::picture;
use crate::pages::reading::{Reading, paragraphs};
use crate::pages::source::Source;
use crate::pages::values::Fact;

#[derive(Serialize)]
struct Content {
    name: Shown,
    id: String,
    /// Name and address of the viewpoint.
    viewpoint: Option<(String, Option<String>)>,
    description: Vec<String>,
    description_lang: Option<String>,
    #[serde(flatten)]
    drawn: Drawn,
    properties: Vec<Fact>,
    source: Option<Source>,
}

/// Builds the page, or the file where the address ends in a format: `.svg`.
pub(crate) fn build(ask: &Ask) -> Result<Answer, AppError> {
    let reading = Reading::open(ask)?;
    let id = ask.id();
    let Some(view) = reading.snapshot().view(id) else {
        let missing = |id: &str| AppError::NotFound(reading.words().fill("no_view", &[("id", id)]));
        let is_there = |id: &str| reading.snapshot().view(id).is_some();
        let Some((id, format)) = picture::split(&reading, id, is_there) else { return Err(missing(id)) };
        let subject = if is_there(id) { Ok(Subject::Saved(id)) } else { Err(missing(id)) };
        return picture::file(&reading, subject, id, format);
    };
    let drawn = Drawn::of(&reading, Subject::Saved(id), "views", id, &[])?;
    let name = reading.show(&view.name);
    let name = if name.text.trim().is_empty() { id.into() } else { name };
    let description = reading.show(&view.description);
    let viewpoint = view.viewpoint.as_deref().map(|id| {
        let is_known = reading.snapshot().metamodel().viewpoint(id).is_some();
        (reading.viewpoint(id), is_known.then(|| reading.to("viewpoints", id)))
    });
    let file = reading.snapshot().view_file(id).unwrap_or_default();
    let content = Content {
        id: id.to_owned(),
        viewpoint,
        description: paragraphs(&description.text),
        description_lang: description.lang,
        drawn,
        properties: reading.facts(&view.properties, &[]),
        source: reading.source(file, view.place.0),
        name: name.clone(),
    };
    reading.page("view", "", &name.text, content).map(Answer::page)
}
