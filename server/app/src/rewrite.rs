//! Canonical text in place of a file's own.

use std::path::Path;

use crate::{AppError, Unformatted, error};

/// Writes the canonical text of these files below a folder. A file is replaced as a whole, so that
/// nobody ever reads half of it.
pub fn rewrite(folder: &Path, files: &[Unformatted]) -> Result<(), AppError> {
    for file in files {
        let path = folder.join(&file.path);
        let beside = path.with_extension("yaml.new");
        std::fs::write(&beside, &file.canonical).map_err(|e| error::io("write", &beside, &e))?;
        std::fs::rename(&beside, &path).map_err(|e| error::io("write", &path, &e))?;
    }
    Ok(())
}
