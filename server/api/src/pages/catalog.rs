//! `/m/<model>/catalog/<kind>.csv`, `.xlsx`: the elements of a kind as a table to work on elsewhere.
//!
//! The first column is the id and heads are keys, so that the table is understood when it comes back
//! (`Model.readTable`). `?columns=name,owner` chooses; `?lang=` is the language of names.

use archweave_app::ledger::draw::spreadsheet;
use archweave_app::{AppError, PictureFormat, percent, tables};

use crate::pages::Ask;
use crate::pages::answer::{Answer, tag};
use crate::pages::reading::Reading;

/// The most columns that are chosen.
const MAX_COLUMNS: usize = 200;

/// The table as a file.
pub(crate) fn build(ask: &Ask) -> Result<Answer, AppError> {
    let reading = Reading::open(ask)?;
    let name = ask.id();
    let (kind, format) = match (name.strip_suffix(".csv"), name.strip_suffix(".xlsx")) {
        (Some(kind), _) => (kind, PictureFormat::Csv),
        (_, Some(kind)) => (kind, PictureFormat::Xlsx),
        _ => {
            let message = format!("no file `{name}`; a catalog is KIND.csv or KIND.xlsx, such as goal.xlsx");
            return Err(AppError::NotFound(message));
        }
    };
    let columns: Option<Vec<&str>> = ask.get("columns").map(|columns| {
        columns.split(',').map(str::trim).filter(|key| !key.is_empty()).take(MAX_COLUMNS).collect()
    });
    let language = ask.get("lang").map(|_| reading.drawing_language());
    let table = tables::catalog(&reading.revision, kind, columns.as_deref(), language)?;
    let file = spreadsheet(&[table], &format)?;
    let file_name = format!("{}-{}.{}", percent(reading.hosted.name()), percent(kind), file.extension);
    let tag = tag(&file.bytes);
    Ok(Answer::new(file.media_type, file.bytes, tag).named(file_name))
}
