//! A new, empty model.

use std::path::Path;

use archweave_model::model::{Manifest, Model};
use archweave_model::text::Text;
use archweave_model::yaml::{self, OutFile};

use crate::{AppError, error};

/// Writes the files of an empty model into a folder that has none yet.
pub fn init(folder: &Path, name: &str, languages: &[String]) -> Result<Vec<String>, AppError> {
    if folder.join("archweave.yaml").exists() {
        let message = format!("`{}` holds a model already", folder.display());
        return Err(AppError::Invalid(message));
    }
    let model = Model {
        manifest: Manifest {
            name: Text::from(name),
            languages: languages.iter().map(|code| code.as_str().into()).collect(),
            ..Manifest::default()
        },
        ..Model::default()
    };
    let mut written = write_files(folder, &model)?;
    let readme = folder.join("README.md");
    if !readme.exists() {
        let text = format!(
            "# {name}\n\nAn architecture model for [Archweave]. Check it with `archweave validate .`.\n"
        );
        std::fs::write(&readme, text).map_err(|e| error::io("write", &readme, &e))?;
        written.push("README.md".into());
    }
    Ok(written)
}

/// Writes a model's files below a folder; files that are there are overwritten.
pub(crate) fn write_files(folder: &Path, model: &Model) -> Result<Vec<String>, AppError> {
    write_all(folder, yaml::write_model(model))
}

/// Writes files below a folder; those that are there are overwritten.
pub(crate) fn write_all(folder: &Path, files: Vec<OutFile>) -> Result<Vec<String>, AppError> {
    let mut written = Vec::new();
    for file in files {
        let path = folder.join(&file.path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(|e| error::io("create", parent, &e))?;
        }
        std::fs::write(&path, &file.bytes).map_err(|e| error::io("write", &path, &e))?;
        written.push(file.path);
    }
    Ok(written)
}
