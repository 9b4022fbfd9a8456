//! A document in pieces, for those who keep each object in a file of its own.

use archweave_model::metamodel::Metamodel;
use archweave_model::model::Model;

use super::folders::Folders;
use super::{Export, kept};
use crate::escape::Writer;

/// A document in pieces; each is a document of its own, whose prefixes are declared at the root.
pub struct Pieces {
    /// The model without its folders.
    pub root: String,
    /// The top folders, in order.
    pub folders: Vec<PieceFolder>,
}

/// A folder in pieces.
pub struct PieceFolder {
    /// The folder without what is in it.
    pub xml: String,
    /// The folders in it.
    pub folders: Vec<PieceFolder>,
    /// Elements, relations and views.
    pub objects: Vec<String>,
}

/// Writes the pieces of a document.
pub fn pieces(model: &Model) -> Pieces {
    let archi = kept(model);
    let extensions = model.extensions.iter().map(|e| (&*e.path, &*e.value));
    let (metamodel, _) = Metamodel::extended(extensions);
    let folders = Folders::new(model, &metamodel, archi);
    let mut export = Export::new(model, &metamodel, archi, &folders);
    export.is_divided = true;
    export.model(model, archi, |_| {});
    let root = export.piece();
    let top: Vec<usize> = folders.top().collect();
    let folders = top.into_iter().filter_map(|top| export.folder_pieces(&folders, top, None)).collect();
    Pieces { root, folders }
}

impl Export<'_> {
    /// What was written since the last piece.
    pub(super) fn piece(&mut self) -> String {
        std::mem::replace(&mut self.writer, Writer::new(256)).finish()
    }
}
