//! Folders of one XML file per object, as the coArchi plug-in keeps them in git.
//!
//! ```text
//! model/folder.xml                          the model: name, purpose, properties, specializations
//! model/<type>/folder.xml                   a top folder
//! model/<type>/<folder id>/folder.xml       a folder in it, to any depth
//! model/<type>/.../<Type>_<id>.xml          an element, relation or view
//! images/<name>                             a picture
//! ```
//!
//! It is the model of a `.archimate` file, cut into pieces and written by other rules: what is an
//! element there may be an attribute here, a reference is `<source href="<file>#<id>"/>`, some types
//! have a longer name ([`words`]). So this module only translates: [`assemble`] makes one native
//! document of the files, [`divide`] makes files of the native pieces, and [`crate::archimate`]
//! knows what they mean. The format has no order of the objects in a folder; none is kept.
//!
//! Start at [`import`] and [`export`].

mod assemble;
mod divide;
mod paths;
mod tree;
mod words;

use archweave_model::diagnostic::Diagnostic;
use archweave_model::model::{Image, Model};
use archweave_model::value::Properties;

use crate::archimate::{self, MAX_IMAGE, is_image_path};
use crate::kept::Recall;
use crate::{ExportError, File, ImportError, Imported};

/// The most files.
pub const MAX_FILES: usize = 500_000;
/// All files together, in bytes.
pub const MAX_BYTES: usize = 512 << 20;
/// Folders within folders.
pub const MAX_FOLDERS: usize = 32;

/// The file that every folder has.
const FOLDER: &str = "folder.xml";
/// Where the objects are.
const MODEL: &str = "model";

/// Whether these are the first bytes of the `folder.xml` of a whole model.
pub fn is_root(bytes: &[u8]) -> bool {
    let head = bytes.get(..4096).unwrap_or(bytes);
    let has = |wanted: &[u8]| head.windows(wanted.len()).any(|part| part == wanted);
    has(b":ArchimateModel") && has(b"/archimate\"")
}

/// Whether a path is part of a model in this form; its folder may hold other things.
pub fn is_part(path: &str) -> bool {
    path.strip_prefix("model/").is_some_and(|rest| rest.ends_with(".xml")) || is_image_path(path)
}

/// Reads a folder; paths are relative to it (`model/folder.xml`) and `name` is what it is called.
pub fn import(name: &str, files: &[File]) -> Result<Imported, ImportError> {
    let too_large =
        |limit: String| ImportError::TooLarge { file: name.into(), what: "the folder".into(), limit };
    if files.len() > MAX_FILES {
        return Err(too_large(format!("{MAX_FILES} files")));
    }
    if files.iter().map(|file| file.bytes.len()).sum::<usize>() > MAX_BYTES {
        return Err(too_large(format!("{} MiB", MAX_BYTES >> 20)));
    }
    let mut diagnostics = Vec::new();
    let mut images = Vec::new();
    for file in files.iter().filter(|file| is_image_path(&file.path)) {
        if file.bytes.len() as u64 > MAX_IMAGE {
            let message = format!("the picture has more than {} MiB", MAX_IMAGE >> 20);
            let help = "make the picture smaller and import again";
            diagnostics.push(Diagnostic::of("import-image", message).help(help).file(&file.path));
        } else {
            images.push(Image { path: file.path.as_str().into(), bytes: file.bytes.as_slice().into() });
        }
    }
    images.sort_by(|a, b| a.path.cmp(&b.path));
    images.dedup_by(|a, b| a.path == b.path);
    let mut imported = assemble::read(name, files)?;
    imported.model.images = images;
    imported.diagnostics.extend(diagnostics);
    Ok(imported)
}

/// Writes a folder, `model/folder.xml` first; and says what it cannot carry.
pub fn export(model: &Model) -> Result<(Vec<File>, Vec<Diagnostic>), ExportError> {
    let mut files = divide::write(&archimate::pieces(model))?;
    let images = model.images.iter().filter(|image| is_image_path(&image.path));
    files.extend(images.map(|image| File { path: image.path.to_string(), bytes: image.bytes.to_vec() }));
    let mut warnings = Vec::new();
    let is_ordered = |extra: &Properties| Recall::of("archi", extra).text("order").is_some();
    let elements = model.elements.iter().any(|element| is_ordered(&element.extra));
    if elements || model.views.iter().any(|view| is_ordered(&view.value.extra)) {
        let message = "the order of folders, and of objects in them, is not part of the form";
        let help = "Archi sorts them by name; export to archimate to keep the order";
        warnings.push(Diagnostic::of("export-left-out", message).help(help));
    }
    Ok((files, warnings))
}
