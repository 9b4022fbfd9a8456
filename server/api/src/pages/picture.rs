//! `/m/<model>/views/<id>.<format>`, `/m/<model>/viewpoints/<id>.<format>`: a view as a file.
//!
//! A file is known by a strong tag that needs no drawing, so whoever has it already is answered at once.

use std::io::Write;

use actix_web::web::Bytes;
use archweave_app::kept::Subject;
use archweave_app::{AppError, DrawOptions};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::pages::Ask;
use crate::pages::answer::{Answer, is_known};
use crate::pages::reading::Reading;

/// Pixels for each unit of a view, where nothing else is asked for.
const SCALE: f32 = 2.0;
/// Least and most.
const SCALES: std::ops::RangeInclusive<f32> = 0.1..=4.0;
/// A smaller file is not worth compressing.
const MIN_PACKED: usize = 1_000;

/// How the view is drawn for a reader.
pub(crate) fn options(reading: &Reading<'_>, is_dark: bool, has_links: bool) -> DrawOptions {
    let ask = reading.ask;
    let is_relaid = ask.get("relayout").is_some_and(|word| !matches!(word, "0" | "false" | "no"));
    DrawOptions {
        language: reading.drawing_language().to_owned(),
        audience: ask.get("audience").map(str::to_owned),
        is_dark,
        has_links,
        is_relaid,
    }
}

/// The two parts of a file's name, `<id>.<format>`, where it is one: the id is there, or the format.
pub(crate) fn split<'n>(
    reading: &Reading<'_>,
    name: &'n str,
    is_there: impl Fn(&str) -> bool,
) -> Option<(&'n str, &'n str)> {
    let (id, format) = name.rsplit_once('.')?;
    (is_there(id) || reading.hosted.picture_format(format).is_some()).then_some((id, format))
}

/// A view as a file; programs are told in JSON what is wrong.
pub(crate) fn file(
    reading: &Reading<'_>,
    subject: Result<Subject<'_>, AppError>,
    id: &str,
    format: &str,
) -> Result<Answer, AppError> {
    let answer = subject.and_then(|subject| build(reading, subject, id, format));
    answer.or_else(|error| match reading.ask.takes_html {
        true => Err(error),
        false => Ok(Answer::problem(&error)),
    })
}

fn build(reading: &Reading<'_>, subject: Subject<'_>, id: &str, format: &str) -> Result<Answer, AppError> {
    let (ask, hosted, revision) = (reading.ask, &reading.hosted, &reading.revision);
    let Some(format) = hosted.picture_format(format) else {
        let names: Vec<String> = hosted.picture_formats().into_iter().map(|(name, _)| name).collect();
        return Err(AppError::NotFound(format!("no format `{format}`; there are: {}", names.join(", "))));
    };
    let languages = &reading.snapshot().manifest().languages;
    let language = ask.get("lang").and_then(|wanted| languages.iter().find(|code| &***code == wanted));
    let mut options = options(reading, ask.get("theme") == Some("dark"), false);
    if let Some(language) = language {
        options.language = language.to_string();
    }
    let scale = scale(ask)?;
    let known = hosted.file_tag(revision, subject, &format, &options, scale)?;
    // Each way of compressing has a tag of its own: the tag is that of the bytes.
    let is_packed = ask.takes_gzip;
    let tag = format!("\"{}{}\"", known.tag, if is_packed { "-gzip" } else { "" });
    let is_pinned = !known.is_of_a_day && revision.id().is_commit() && ask.at() == revision.id().to_string();
    if is_known(&ask.known, &tag) {
        return Ok(Answer::known(tag).encoded("identity").pinned(is_pinned));
    }
    let file = hosted.kept_file(revision, subject, &format, &options, scale)?;
    let is_small = file.bytes.len() < MIN_PACKED || is_packed_already(&file.media_type);
    let (bytes, encoding) = match is_packed && !is_small {
        true => (Bytes::from_owner(file.packed(gzip)), "gzip"),
        false => (Bytes::from_owner(file.bytes.clone()), "identity"),
    };
    let name = format!("{}.{}", archweave_app::percent(id), file.extension);
    Ok(Answer::new(file.media_type.clone(), bytes, tag).encoded(encoding).pinned(is_pinned).named(name))
}

fn scale(ask: &Ask) -> Result<f32, AppError> {
    let Some(text) = ask.get("scale") else { return Ok(SCALE) };
    let scale = text.parse().ok().filter(|scale| SCALES.contains(scale));
    scale.ok_or_else(|| {
        let (least, most) = SCALES.into_inner();
        AppError::Invalid(format!(
            "`scale` is a number from {least} to {most}: pixels for each unit of the view"
        ))
    })
}

/// Whether compressing it once more gains nothing.
fn is_packed_already(media_type: &str) -> bool {
    matches!(media_type, "image/png" | "application/pdf") || media_type.contains("spreadsheetml")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 4), Compression::default());
    // Writing to memory does not fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
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
