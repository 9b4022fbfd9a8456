//! Several files in one zip container.
//!
//! Sizes in a container are claims: every entry is read with a limit of its own. Paths of entries are
//! names to look things up by; nothing is ever written to them.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::{ExportError, File, ImportError, coarchi, csv};

const MAX_ENTRIES: usize = coarchi::MAX_FILES;
/// All files together, unpacked.
const MAX_BYTES: u64 = coarchi::MAX_BYTES as u64;
/// How many bytes a packed byte may become; texts pack about 1 to 10.
const MAX_RATIO: u64 = 200;

/// What a container holds, told by the names of its entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// A folder of one file per object.
    Coarchi,
    /// Tables.
    Csv,
    /// Something else: the native format has a container of its own.
    Other,
}

/// What a container holds.
pub fn content(bytes: &[u8]) -> Content {
    let Ok(archive) = ZipArchive::new(Cursor::new(bytes)) else { return Content::Other };
    let mut found = Content::Other;
    for name in archive.file_names().flatten() {
        match &*name {
            "model.xml" => return Content::Other,
            name if name == "model/folder.xml" || name.ends_with("/model/folder.xml") => {
                return Content::Coarchi;
            }
            name if csv::is_part(name) => found = Content::Csv,
            _ => {}
        }
    }
    found
}

/// Unpacks the files that belong to a format; of a folder within the container, its files.
pub fn unpack(name: &str, bytes: &[u8], content: Content) -> Result<Vec<File>, ImportError> {
    let broken = |message: String| ImportError::Container { file: name.into(), message };
    let too_large =
        |what: &str, limit: String| ImportError::TooLarge { file: name.into(), what: what.into(), limit };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| broken(e.to_string()))?;
    if archive.len() > MAX_ENTRIES {
        return Err(too_large("the container", format!("{MAX_ENTRIES} entries")));
    }
    let within = match content {
        Content::Coarchi => {
            let names = archive.file_names().flatten();
            let roots = names.filter_map(|name| Some(name.strip_suffix("model/folder.xml")?.to_owned()));
            roots.min_by_key(String::len).unwrap_or_default()
        }
        Content::Csv | Content::Other => String::new(),
    };
    let mut files = Vec::new();
    let mut left = MAX_BYTES;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|e| broken(e.to_string()))?;
        let Some(path) = entry.name().ok().map(|path| path.into_owned()) else { continue };
        let Some(path) = path.strip_prefix(&*within).filter(|_| entry.is_file()) else { continue };
        let is_part = match content {
            Content::Coarchi => coarchi::is_part(path),
            Content::Csv => csv::is_part(path) && !path.starts_with("__MACOSX/"),
            Content::Other => false,
        };
        if !is_part {
            continue;
        }
        let limit = left.min(entry.compressed_size().saturating_mul(MAX_RATIO).max(1 << 20));
        let mut content = Vec::new();
        entry.take(limit + 1).read_to_end(&mut content).map_err(|e| broken(e.to_string()))?;
        if content.len() as u64 > limit {
            let limit = format!("{} MiB unpacked, or {MAX_RATIO} times its packed size", MAX_BYTES >> 20);
            return Err(too_large(path, limit));
        }
        left -= content.len() as u64;
        files.push(File { path: path.to_owned(), bytes: content });
    }
    Ok(files)
}

/// Packs files; the same files give the same bytes.
pub fn pack(files: &[File]) -> Result<Vec<u8>, ExportError> {
    let broken = |e: zip::result::ZipError| ExportError::Container(e.to_string());
    let packed = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        writer.start_file(file.path.as_str(), packed).map_err(broken)?;
        writer.write_all(&file.bytes).map_err(|e| ExportError::Container(e.to_string()))?;
    }
    Ok(writer.finish().map_err(broken)?.into_inner())
}
