//! `/m/<model>/views/<id>.svg` and `.png`: a view as a file.

use archweave_app::{AppError, DrawOptions};

use crate::pages::answer::{Answer, is_known, tag};
use crate::pages::reading::Reading;

/// Pixels for each unit of a view, where nothing else is asked for, and at most.
const SCALE: (usize, usize) = (2, 4);

/// How the view is drawn for a reader.
pub(crate) fn options(reading: &Reading<'_>, is_dark: bool, has_links: bool) -> DrawOptions {
    DrawOptions { language: reading.drawing_language().to_owned(), is_dark, has_links }
}

/// The picture of a view, if the model has it; `name` is what follows `views/` in the address.
pub(crate) fn build(reading: &Reading<'_>, name: &str) -> Option<Result<Answer, AppError>> {
    let (view, format) = name.rsplit_once('.')?;
    let known = matches!(format, "svg" | "png") && reading.snapshot().view(view).is_some();
    known.then(|| picture(reading, view, format))
}

fn picture(reading: &Reading<'_>, view: &str, format: &str) -> Result<Answer, AppError> {
    let ask = reading.ask;
    let options = options(reading, ask.get("theme") == Some("dark"), false);
    // Drawings are kept, so drawing anew is cheap and the tag is always that of the content.
    let svg = reading.hosted.draw(&reading.revision, view, &options)?.svg;
    let is_pinned = ask.at() == reading.revision.id().to_string() && reading.revision.id().is_commit();
    let file_name = format!("{}.{format}", archweave_app::percent(view));
    if format == "svg" {
        let tag = tag(&*svg);
        return Ok(Answer::new("image/svg+xml", svg.as_bytes().to_vec(), tag)
            .pinned(is_pinned)
            .named(file_name));
    }
    let scale = ask.get("scale").map_or(SCALE.0, |_| ask.number("scale")).min(SCALE.1);
    let tag = tag((&*svg, scale));
    if is_known(&ask.known, &tag) {
        return Ok(Answer::known(tag).pinned(is_pinned));
    }
    let png = reading.hosted.png(&reading.revision, view, &options, scale as f32)?;
    Ok(Answer::new("image/png", png, tag).pinned(is_pinned).named(file_name))
}

/// Address of a picture at the very revision that is read, in the page's language.
pub(crate) fn address(reading: &Reading<'_>, view: &str, format: &str, values: &[(&str, &str)]) -> String {
    let revision = reading.revision.id();
    let full = revision.to_string();
    let mut all = vec![("lang", reading.ask.language.code())];
    if revision.is_commit() {
        all.push(("at", &full));
    }
    all.extend(values);
    // What a new version of the program draws has another address.
    all.push(("v", crate::assets::version()));
    let name = format!("{view}.{format}");
    reading.ask.with(&["m", reading.hosted.name(), "views", &name], &all)
}
