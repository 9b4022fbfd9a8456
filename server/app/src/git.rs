//! Git over the network: what the store offers for it, and which models it is for.

pub use archweave_store::service::*;

use std::path::Path;

use crate::Hosted;

impl Hosted {
    /// The folder that git's services take; none of a model that is not in git.
    pub fn git_folder(&self) -> Option<&Path> {
        self.repository.git_folder()
    }
}
