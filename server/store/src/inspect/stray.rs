//! Objects of a push that are larger than any that is taken. What commits name was looked at where it
//! is; what is still too large is named by none, would stay all the same, and a few bytes of a delta
//! make gigabytes for whoever packs or checks the repository.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use archweave_model::yaml::MAX_IMAGE_BYTES;
use git2::{ObjectType, Odb, Oid};

use crate::limits::{MAX_PUSHED_COMMIT_BYTES, MAX_PUSHED_TREE_BYTES, MAX_REFUSALS};
use crate::pack_index::PackIndex;

/// Objects in the packs of a quarantine that are too large, with their sizes. Reads heads only.
pub(super) fn oversize(objects: &Odb<'_>, quarantine: &Path) -> io::Result<Vec<(Oid, usize)>> {
    let mut found = Vec::new();
    let entries = match fs::read_dir(quarantine.join("pack")) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(found),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_none_or(|end| end != "idx") {
            continue;
        }
        for id in PackIndex::read(&path)?.ids() {
            let read = Oid::from_bytes(id).and_then(|id| Ok((id, objects.read_header(id)?)));
            let (id, (bytes, kind)) = read.map_err(io::Error::other)?;
            let limit = match kind {
                ObjectType::Blob => MAX_IMAGE_BYTES,
                ObjectType::Tree => MAX_PUSHED_TREE_BYTES,
                _ => MAX_PUSHED_COMMIT_BYTES,
            };
            if bytes > limit && found.len() < MAX_REFUSALS {
                found.push((id, bytes));
            }
        }
    }
    Ok(found)
}
