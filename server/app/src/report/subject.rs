//! What a finding is about that reading a file brought up, such as a key that the format does not have:
//! the element or view in whose document it stands. Without it, the finding would be known by its file
//! and be new once that is moved.

use std::collections::{BTreeMap, BTreeSet};

use archweave_model::diagnostic::{Diagnostic, Subject};

use crate::report::since::documents;
use crate::{Hosted, Revision};

/// Fills in subjects where they are missing and known.
pub(super) fn fill<'a>(
    hosted: &Hosted,
    revision: &Revision,
    findings: impl Iterator<Item = &'a mut Diagnostic>,
) {
    let open = findings.filter(|f| f.subject.is_none() && f.location.line > 0);
    let mut open: Vec<&mut Diagnostic> = open.collect();
    if open.is_empty() {
        return;
    }
    let files: BTreeSet<String> = open.iter().map(|finding| finding.location.file.to_string()).collect();
    let held = subjects(revision, &files);
    let mut starts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for finding in &mut open {
        let file = &*finding.location.file;
        let Some(held) = held.get(file) else { continue };
        let starts = starts.entry(file.to_owned()).or_insert_with(|| {
            let bytes = hosted.file(revision, file).unwrap_or_default();
            documents(&bytes).into_iter().map(|(start, _)| start).collect()
        });
        let document = |offset: u32| starts.partition_point(|start| *start <= offset as usize);
        let here = document(finding.location.offset);
        finding.subject =
            held.iter().find(|(at, _)| document(*at) == here).map(|(_, subject)| subject.clone());
    }
}

/// What stands in these files, each with where it starts.
fn subjects(revision: &Revision, files: &BTreeSet<String>) -> BTreeMap<String, Vec<(u32, Subject)>> {
    let snapshot = revision.snapshot();
    let mut held: BTreeMap<String, Vec<(u32, Subject)>> = BTreeMap::new();
    for slot in snapshot.slots() {
        let Some(file) = snapshot.file_at(slot).filter(|file| files.contains(*file)) else { continue };
        if let Some(element) = snapshot.element_at(slot) {
            let subject = Subject::Element(element.id.as_str().into());
            held.entry(file.to_owned()).or_default().push((element.place.0, subject));
        }
    }
    for view in snapshot.views() {
        let id = view.id.as_str();
        if let Some(file) = snapshot.view_file(id).filter(|file| files.contains(*file)) {
            held.entry(file.to_owned()).or_default().push((view.place.0, Subject::View(id.into())));
        }
    }
    held
}
