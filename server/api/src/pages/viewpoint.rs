//! `/m/<model>/viewpoints/<id>`: a viewpoint over the whole model, or about the elements that the address
//! names; nobody has to save a view for it.

use archweave_app::kept::Subject;
use archweave_app::{AppError, ad_hoc_view};
use archweave_model::metamodel::KindIndex;
use archweave_model::viewpoint::Viewpoint;
use serde::Serialize;

use crate::pages::Ask;
use crate::pages::answer::Answer;
use crate::pages::brief::Brief;
use crate::pages::drawn::Drawn;
use crate::pages::picture;
use crate::pages::reading::{Reading, paragraphs};

/// Elements that the address may name.
const MAX_ELEMENTS: usize = 20;
/// Elements offered to choose from.
const MAX_OFFERED: usize = 200;

#[derive(Serialize)]
struct Content {
    id: String,
    label: String,
    standard: String,
    form: String,
    description: Vec<String>,
    description_lang: Option<String>,
    all_href: String,
    /// The elements it is about.
    about: Vec<Brief>,
    /// Whether it asks for an element.
    is_about: bool,
    /// Elements to choose from: id and name.
    offered: Vec<(String, String)>,
    action: String,
    hidden: Vec<(String, String)>,
    #[serde(flatten)]
    drawn: Drawn,
}

/// Builds the page, or the file where the address ends in a format: `.svg`.
pub(crate) fn build(ask: &Ask) -> Result<Answer, AppError> {
    let reading = Reading::open(ask)?;
    let metamodel = reading.snapshot().metamodel();
    let name = ask.id();
    let elements: Vec<String> = ask
        .query()
        .filter(|(key, value)| *key == "element" && !value.trim().is_empty())
        .map(|(_, value)| value.trim().to_owned())
        .take(MAX_ELEMENTS)
        .collect();
    let Some(viewpoint) = metamodel.viewpoint(name) else {
        let missing = |id: &str| AppError::NotFound(reading.words().fill("no_viewpoint", &[("id", id)]));
        let is_there = |id: &str| metamodel.viewpoint(id).is_some();
        let Some((id, format)) = picture::split(&reading, name, is_there) else { return Err(missing(name)) };
        let view = match is_there(id) {
            true => ad_hoc_view(&reading.revision, id, &elements),
            false => Err(missing(id)),
        };
        return match view {
            Ok(view) => picture::file(&reading, Ok(Subject::Unsaved(&view)), id, format),
            Err(error) => picture::file(&reading, Err(error), id, format),
        };
    };
    let view = ad_hoc_view(&reading.revision, name, &elements)?;
    let values: Vec<(&str, &str)> = elements.iter().map(|id| ("element", id.as_str())).collect();
    let drawn = Drawn::of(&reading, Subject::Unsaved(&view), "viewpoints", name, &values)?;
    let description = reading.show(&viewpoint.description);
    let words = reading.words();
    let label = reading.label(&viewpoint.label, name);
    let hidden =
        ask.query().filter(|(key, value)| matches!(*key, "at" | "lang" | "audience") && !value.is_empty());
    let content = Content {
        id: name.to_owned(),
        standard: standard_name(&reading, viewpoint),
        form: words.named("form", viewpoint.form.name()).unwrap_or_default().to_owned(),
        description: paragraphs(&description.text),
        description_lang: description.lang,
        all_href: reading.list("viewpoints", &[]),
        about: elements.iter().map(|id| reading.brief_of_end(id)).collect(),
        is_about: !viewpoint.about.is_empty(),
        offered: offered(&reading, viewpoint),
        action: ask.path().to_owned(),
        hidden: hidden.map(|(key, value)| (key.to_owned(), value.to_owned())).collect(),
        drawn,
        label: label.clone(),
    };
    reading.page("viewpoint", "viewpoints", &label, content).map(Answer::page)
}

/// Where a viewpoint comes from, for readers.
pub(crate) fn standard_name(reading: &Reading<'_>, viewpoint: &Viewpoint) -> String {
    let id = viewpoint.standard.name();
    reading.words().named("standard", id).unwrap_or(id).to_owned()
}

/// Elements of the kinds that the viewpoint is about, by name.
fn offered(reading: &Reading<'_>, viewpoint: &Viewpoint) -> Vec<(String, String)> {
    let snapshot = reading.snapshot();
    let metamodel = snapshot.metamodel();
    let kinds: Vec<KindIndex> =
        viewpoint.about.iter().filter_map(|name| metamodel.kind_index(name)).collect();
    let is_wanted = |slot: &u32| {
        let kind = snapshot.kind_at(*slot);
        kind.is_some_and(|kind| kinds.iter().any(|wanted| metamodel.is_a(kind, *wanted)))
    };
    let slots = snapshot.slots().filter(is_wanted).take(MAX_OFFERED);
    let mut offered: Vec<(String, String)> = slots
        .filter_map(|slot| {
            let element = snapshot.element_at(slot)?;
            Some((element.id.to_string(), reading.brief(element).name.text))
        })
        .collect();
    offered.sort_by_cached_key(|(_, name)| name.to_lowercase());
    offered
}
