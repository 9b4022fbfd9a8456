//! How every page of the ledger is built: the model at the revision asked for, the ledger at the moment
//! that belongs to it, then the page, or its tables as a file.

use archweave_app::ledger::{Ledger, draw};
use archweave_app::{AppError, PictureFormat};
use archweave_model::delivery::Moment;
use archweave_model::delivery::moment::DAY;

use crate::pages::Ask;
use crate::pages::answer::{Answer, tag};
use crate::pages::reading::Reading;

use super::doc::{Doc, Empty, Section};
use super::say::moment;

/// Most rows of a table as a file.
pub(super) const MAX_ROWS: usize = 10_000;

/// Builds a page of the ledger. `name` is the part of the address that the tables of the page are named
/// after as files, and `fill` puts in what is known.
pub(super) fn page(
    ask: &Ask,
    name: &'static str,
    heading: impl FnOnce(&Reading<'_>) -> String,
    fill: impl FnOnce(&Reading<'_>, &Ledger<'_>, &mut Doc) -> Result<(), AppError>,
) -> Result<Answer, AppError> {
    let reading = Reading::open(ask)?;
    let words = reading.words();
    let mut doc = Doc::new(&reading, name, &*heading(&reading));
    if reading.hosted.records().is_none() {
        let mut section = Section::new("start", words.word("ledger_no_database"));
        section.empty = Some(Empty { sentence: words.word("ledger_get_database").to_owned(), way: None });
        doc.add(section);
        let title = doc.title().to_owned();
        return reading.page("ledger/page", "delivery", &title, doc).map(Answer::page);
    }
    let at = asked_moment(&reading)?;
    let ledger = reading.hosted.ledger_of(reading.revision.clone(), at)?;
    doc.moment = match at {
        Some(at) => words.fill("ledger_as_of", &[("time", &moment(at))]),
        None => String::new(),
    };
    fill(&reading, &ledger, &mut doc)?;
    if let Some(format) = ask.get("format") {
        return file(&reading, &doc, name, format);
    }
    if doc.has_tables() && doc.downloads.is_empty() {
        for format in ["csv", "xlsx"] {
            doc.downloads.push((ask.here(&[("format", format), ("page", "")]), format.to_uppercase()));
        }
    }
    let title = doc.title().to_owned();
    reading.page("ledger/page", "delivery", &title, doc).map(Answer::page)
}

/// Whether all rows are wanted, not those of a page.
pub(super) fn wants_all(ask: &Ask) -> bool {
    ask.get("format").is_some()
}

/// The moment that belongs to the revision asked for: the end of a day, the time of a commit or tag; none
/// for now, which is where branches are.
pub(super) fn asked_moment(reading: &Reading<'_>) -> Result<Option<Moment>, AppError> {
    let at = reading.ask.at();
    if at.is_empty() || at == "HEAD" {
        return Ok(None);
    }
    if let Some(moment) = day_or_time(at) {
        return Ok(Some(moment));
    }
    if !reading.revision.id().is_commit()
        || reading.hosted.branches()?.iter().any(|one| one.name.as_str() == at)
    {
        return Ok(None);
    }
    let time = reading.hosted.commit(reading.revision.id()).map(|commit| commit.time.to_string());
    Ok(time.and_then(|time| time.parse().ok()))
}

/// A time, or the end of a day, as in addresses of revisions.
pub(super) fn day_or_time(text: &str) -> Option<Moment> {
    let moment: Moment = text.parse().ok()?;
    Some(if text.len() == 10 { moment.plus(DAY - 1) } else { moment })
}

/// A moment that a field asks for; wrong ones are said to be so.
pub(super) fn moment_of(ask: &Ask, name: &str) -> Result<Option<Moment>, AppError> {
    let Some(text) = ask.get(name) else { return Ok(None) };
    let wrong = || AppError::Invalid(format!("`{name}` is no day; write one like 2026-07-14"));
    day_or_time(text).map(Some).ok_or_else(wrong)
}

/// The tables of a page as a file.
fn file(reading: &Reading<'_>, doc: &Doc, name: &str, format: &str) -> Result<Answer, AppError> {
    let format = match format {
        "csv" => PictureFormat::Csv,
        "xlsx" => PictureFormat::Xlsx,
        other => return Err(AppError::NotFound(format!("no format `{other}`; there are csv and xlsx"))),
    };
    let file = draw::spreadsheet(&doc.tables(reading.ask.get("table")), &format)?;
    let id = match reading.ask.id() {
        "" => String::new(),
        id => format!("-{}", archweave_app::percent(id)),
    };
    let file_name =
        format!("{}-{name}{id}.{}", archweave_app::percent(reading.hosted.name()), file.extension);
    let tag = tag(&file.bytes);
    Ok(Answer::new(file.media_type, file.bytes, tag).named(file_name))
}
