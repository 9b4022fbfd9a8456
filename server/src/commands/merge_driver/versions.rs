//! Three versions of a file, and where in a model it is.

use std::path::{Component, Path, PathBuf};

use archweave_app::change::OneFile;
use archweave_model::yaml::FileClass;

use crate::failure::Failure;

/// What is in the three files.
pub(crate) struct Versions {
    /// None if the file was not there.
    base: Option<Vec<u8>>,
    ours: Vec<u8>,
    theirs: Vec<u8>,
}

impl Versions {
    /// Reads them. Git gives an empty file where there was none.
    pub(crate) fn read(base: &Path, ours: &Path, theirs: &Path) -> Result<Self, Failure> {
        let read = |path: &Path| {
            std::fs::read(path).map_err(|error| {
                Failure::new(format!("cannot read `{}`: {error}", path.display()))
                    .help("git names three files: what was there, ours and theirs")
            })
        };
        let was = if base.exists() { read(base)? } else { Vec::new() };
        Ok(Self { base: (!was.is_empty()).then_some(was), ours: read(ours)?, theirs: read(theirs)? })
    }

    /// The file, if it is one of a model and can be merged by meaning.
    pub(crate) fn file(&self, path: &Path) -> Option<OneFile> {
        OneFile::new(&in_model(path)?, self.base.clone(), self.ours.clone(), self.theirs.clone())
    }

    /// All bytes in one row, for a name that only these versions have.
    pub(crate) fn joined(&self) -> Vec<u8> {
        let parts = [self.base.as_deref().unwrap_or_default(), &self.ours, &self.theirs];
        parts
            .iter()
            .flat_map(|part| part.len().to_be_bytes().into_iter().chain(part.iter().copied()))
            .collect()
    }
}

/// The path within the model around it: below the nearest folder with an archweave.yaml, else below
/// whatever folder makes it one of a model.
fn in_model(path: &Path) -> Option<String> {
    let full = std::path::absolute(path).ok()?;
    let names: Vec<&str> = path
        .components()
        .filter(|part| matches!(part, Component::Normal(_)))
        .map(|part| part.as_os_str().to_str())
        .collect::<Option<_>>()?;
    let mut folders: Vec<(PathBuf, String)> = (0..names.len())
        .filter_map(|at| {
            let below = names[at..].join("/");
            FileClass::of(&below)?;
            let folder = full.ancestors().nth(names.len() - at)?;
            Some((folder.to_owned(), below))
        })
        .collect();
    let has_manifest = folders.iter().rposition(|(folder, _)| folder.join("archweave.yaml").is_file());
    let at = has_manifest.or((!folders.is_empty()).then_some(0))?;
    Some(folders.swap_remove(at).1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_the_model_around_it() {
        let folder = tempfile::tempdir().unwrap();
        let model = folder.path().join("docs/elements/model");
        std::fs::create_dir_all(&model).unwrap();
        let of = |path: &str| in_model(&folder.path().join(path));
        assert_eq!(of("docs/elements/model/views/a.yaml").as_deref(), Some("elements/model/views/a.yaml"));
        std::fs::write(model.join("archweave.yaml"), "").unwrap();
        assert_eq!(of("docs/elements/model/views/a.yaml").as_deref(), Some("views/a.yaml"));
        assert_eq!(of("docs/elements/model/archweave.yaml").as_deref(), Some("archweave.yaml"));
        assert_eq!(of("docs/README.md"), None);
        assert_eq!(in_model(Path::new("elements/a.yaml")).as_deref(), Some("elements/a.yaml"));
    }
}
