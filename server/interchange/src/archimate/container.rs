//! The zip container: `model.xml` and the pictures in `images/`.
//!
//! Sizes in the container are claims: every entry is read with a limit of its own.

use std::io::{Cursor, Read, Write};

use archweave_model::diagnostic::Diagnostic;
use archweave_model::model::Image;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::{ExportError, ImportError};

const MODEL: &str = "model.xml";
const IMAGES: &str = "images/";
const MAX_ENTRIES: usize = 10_000;
const MAX_MODEL: u64 = 256 << 20;
/// The largest picture, in bytes.
pub const MAX_IMAGE: u64 = 10 << 20;
const MAX_IMAGES: u64 = 512 << 20;
/// How many bytes a packed byte of the model may become; XML of models packs about 1 to 10, the
/// best that packing can do is about 1 to 1,000.
const MAX_RATIO: u64 = 200;

/// What a container holds.
pub struct Container {
    pub model: Vec<u8>,
    pub images: Vec<Image>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Unpacks a container.
pub fn read(name: &str, bytes: &[u8]) -> Result<Container, ImportError> {
    let broken = |message: String| ImportError::Container { file: name.into(), message };
    let too_large =
        |what: &str, limit: String| ImportError::TooLarge { file: name.into(), what: what.into(), limit };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| broken(e.to_string()))?;
    if archive.len() > MAX_ENTRIES {
        return Err(too_large("the container", format!("{MAX_ENTRIES} entries")));
    }
    let mut container = Container { model: Vec::new(), images: Vec::new(), diagnostics: Vec::new() };
    let mut has_model = false;
    let mut left = MAX_IMAGES;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|e| broken(e.to_string()))?;
        if entry.is_dir() {
            continue;
        }
        let path = match entry.name() {
            Ok(path) => path.into_owned(),
            Err(_) => format!("entry {index}"),
        };
        if path == MODEL && !has_model {
            has_model = true;
            let limit = MAX_MODEL.min(entry.compressed_size().saturating_mul(MAX_RATIO).max(1 << 20));
            match take(&mut entry, limit) {
                Ok(Some(model)) => container.model = model,
                Ok(None) => {
                    return Err(too_large(
                        MODEL,
                        format!("{} MiB unpacked, or {MAX_RATIO} times its packed size", MAX_MODEL >> 20),
                    ));
                }
                Err(message) => return Err(broken(message)),
            }
        } else if is_image_path(&path) {
            match take(&mut entry, MAX_IMAGE.min(left)) {
                Ok(Some(bytes)) => {
                    left = left.saturating_sub(bytes.len() as u64);
                    container.images.push(Image { path: path.into(), bytes: bytes.into() });
                }
                Ok(None) if left < MAX_IMAGE => {
                    return Err(too_large("images/", format!("{} MiB", MAX_IMAGES >> 20)));
                }
                Ok(None) => container.diagnostics.push(
                    Diagnostic::of(
                        "import-image",
                        format!("image `{path}` has more than {} MiB", MAX_IMAGE >> 20),
                    )
                    .help("make the picture smaller and import again")
                    .file(name),
                ),
                Err(message) => container.diagnostics.push(
                    Diagnostic::of("import-image", format!("image `{path}` cannot be unpacked: {message}"))
                        .help("put the picture in again")
                        .file(name),
                ),
            }
        } else {
            container.diagnostics.push(
                Diagnostic::of(
                    "import-left-out",
                    format!("`{path}` in the container is neither the model nor an image"),
                )
                .help("a container holds model.xml and images/")
                .file(name),
            );
        }
    }
    if !has_model {
        return Err(broken(format!("it has no {MODEL}")));
    }
    container.images.sort_by(|a, b| a.path.cmp(&b.path));
    container.images.dedup_by(|a, b| a.path == b.path);
    Ok(container)
}

/// A path below `images/` that cannot leave it.
pub fn is_image_path(path: &str) -> bool {
    let Some(rest) = path.strip_prefix(IMAGES) else { return false };
    path.len() < 256
        && !rest.contains(['\\', ':', '\0'])
        && !rest.chars().any(char::is_control)
        && rest.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// Reads to the end; none if there is more than `limit`.
fn take(entry: &mut impl Read, limit: u64) -> Result<Option<Vec<u8>>, String> {
    let mut bytes = Vec::new();
    entry.take(limit + 1).read_to_end(&mut bytes).map_err(|e| e.to_string())?;
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}

/// Packs a container; the same model gives the same bytes.
pub fn write(model: &[u8], images: &[Image]) -> Result<Vec<u8>, ExportError> {
    let broken = |e: zip::result::ZipError| ExportError::Container(e.to_string());
    let packed = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(MODEL, packed).map_err(broken)?;
    writer.write_all(model).map_err(|e| ExportError::Container(e.to_string()))?;
    for image in images {
        writer.start_file(image.path.to_string(), packed).map_err(broken)?;
        writer.write_all(&image.bytes).map_err(|e| ExportError::Container(e.to_string()))?;
    }
    Ok(writer.finish().map_err(broken)?.into_inner())
}
