//! Where the merged model goes.

use std::path::Path;

use archweave_app::change::{Merged, Side};
use archweave_app::{Content, ExportFormat, Target};
use clap::ValueEnum;

use crate::commands::export::warn;
use crate::console::{GOOD, RESET, count};
use crate::failure::Failure;

/// A format to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum To {
    /// Files of this program
    Archweave,
    Archimate,
    OpenExchange,
    Json,
    Coarchi,
}

impl To {
    /// By the name of what is written, else as `ours` is.
    pub(super) fn of(path: &Path, ours: &str) -> Self {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let ours = Path::new(ours);
        let has_objects = ours.join("model/folder.xml").is_file()
            || ours.file_name().is_some_and(|name| name == "model") && ours.join("folder.xml").is_file();
        match ending.as_deref() {
            Some("archimate") => Self::Archimate,
            Some("xml") => Self::OpenExchange,
            Some("json") => Self::Json,
            Some("zip") => Self::Coarchi,
            _ if has_objects => Self::Coarchi,
            _ => Self::Archweave,
        }
    }

    fn export(self) -> Option<ExportFormat> {
        match self {
            Self::Archweave => None,
            Self::Archimate => Some(ExportFormat::Archimate),
            Self::OpenExchange => Some(ExportFormat::OpenExchange),
            Self::Json => Some(ExportFormat::Json),
            Self::Coarchi => Some(ExportFormat::Coarchi),
        }
    }
}

/// Writes the merged model; the result says what was done.
pub(super) fn write(
    merged: &Merged,
    ours: &Side,
    theirs: &Side,
    path: &Path,
    to: To,
) -> Result<String, Failure> {
    let done = |what: String| format!("{GOOD}wrote{RESET} {} with {what}", path.display());
    let elements = count(merged.snapshot.element_count(), "element");
    let Some(format) = to.export() else {
        let files = merged.store(path, ours, theirs)?;
        return Ok(format!("{}, {} written", done(elements), count(files, "file")));
    };
    let exported = merged.export(ours, theirs, format)?;
    warn(&exported.warnings);
    if matches!(exported.content, Content::Bytes(_)) && path.is_dir() {
        let message = format!("`{}` is a folder, and this format is one file", path.display());
        return Err(Failure::new(message).help("name a file"));
    }
    exported.store(&Target { path: path.to_owned(), is_forced: false })?;
    Ok(done(elements))
}
