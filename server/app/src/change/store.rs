//! Where the result of a merge goes: a folder in this format, or another tool's format.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use archweave_interchange::File;
use archweave_model::model::{Image, Model};

use crate::change::{Content, Merged, Side};
use crate::export::{self, Exported, Target};
use crate::{AppError, ExportFormat, error};

impl Merged {
    /// Paths of all files of the model as merged.
    fn paths(&self, ours: &Side) -> BTreeSet<Arc<str>> {
        let mut paths: BTreeSet<Arc<str>> = ours.paths().into_iter().collect();
        for (path, content) in &self.files {
            match content {
                Content::Gone => drop(paths.remove(path)),
                _ => drop(paths.insert(path.clone())),
            }
        }
        paths
    }

    /// The merged model as values, with its pictures.
    pub fn model(&self, ours: &Side, theirs: &Side) -> Model {
        let mut model = self.snapshot.to_model();
        let pictures = self.paths(ours).into_iter().filter(|path| path.starts_with("images/"));
        model.images.extend(pictures.filter_map(|path| {
            let bytes = self.bytes(&path, ours, theirs)?;
            Some(Image { path: path.as_ref().into(), bytes: bytes.into() })
        }));
        model
    }

    /// The merged model in another format.
    pub fn export(&self, ours: &Side, theirs: &Side, format: ExportFormat) -> Result<Exported, AppError> {
        export::exported(&self.model(ours, theirs), format)
    }

    /// Writes the merged model into a folder and says how many files were touched. A folder that is
    /// there must be empty, or hold the model `ours`: then only what the merge changes is written.
    pub fn store(&self, folder: &Path, ours: &Side, theirs: &Side) -> Result<usize, AppError> {
        let is_new = match folder.read_dir() {
            Ok(mut entries) => entries.next().is_none(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => true,
            Err(error) => return Err(error::io("read", folder, &error)),
        };
        let file = |path: &str| {
            let bytes = self.bytes(path, ours, theirs)?;
            Some(File { path: path.to_owned(), bytes })
        };
        if is_new {
            let files: Vec<File> = self.paths(ours).iter().filter_map(|path| file(path)).collect();
            return put(folder, files);
        }
        if !holds(folder, ours) {
            let message = format!(
                "`{}` holds something that is not the model of OURS; name a new or empty folder",
                folder.display()
            );
            return Err(AppError::Invalid(message));
        }
        let changed =
            self.files.iter().filter(|(path, _)| ours.bytes(path) != self.bytes(path, ours, theirs));
        let (kept, gone): (Vec<_>, Vec<_>) = changed.partition(|(path, _)| file(path).is_some());
        let count = put(folder, kept.iter().filter_map(|(path, _)| file(path)).collect())?;
        for (path, _) in &gone {
            let path = folder.join(&**path);
            std::fs::remove_file(&path).map_err(|e| error::io("remove", &path, &e))?;
        }
        Ok(count + gone.len())
    }
}

/// Writes files below a folder, never through links.
fn put(folder: &Path, files: Vec<File>) -> Result<usize, AppError> {
    let exported = Exported { content: export::Content::Files(files), warnings: Vec::new() };
    exported.store(&Target { path: folder.to_owned(), is_forced: true })
}

/// Whether the model in a folder is this one, byte for byte.
fn holds(folder: &Path, model: &Side) -> bool {
    let Some(there) = folder.to_str().and_then(|name| Side::open(name, folder).ok()) else { return false };
    let sorted = |side: &Side| side.paths().into_iter().collect::<BTreeSet<_>>();
    let paths = sorted(model);
    paths == sorted(&there) && paths.iter().all(|path| model.bytes(path) == there.bytes(path))
}
