//! What is wrong with a merge, and with neither of its sides.

use std::sync::Arc;

use foldhash::HashMap;

use crate::diagnostic::{Diagnostic, RuleCode, Severity, Subject};
use crate::rules::Settings;
use crate::snapshot::{Findings, Snapshot};

/// What makes two findings one, wherever they stand.
type Name<'d> = (RuleCode, &'d Option<Subject>, &'d str);

/// Errors and warnings that `merged` has, and neither `ours` nor `theirs`, ordered by file and place: a
/// relation to what the other side deleted, an id that both used, a rule that only the combination breaks.
///
/// Costs least where `merged` was made from `ours` by [`Snapshot::update`]: what these share is passed over.
pub fn integrity(ours: &Snapshot, theirs: &Snapshot, merged: &Snapshot) -> Vec<Diagnostic> {
    let of_files = [ours, theirs, merged].map(of_files);
    let mut new: HashMap<Name<'_>, &Diagnostic> = HashMap::default();
    let counts = |finding: &&Diagnostic| finding.severity != Severity::Info;
    for finding in not_shared(merged, ours).chain(&of_files[2]).filter(counts) {
        new.entry(name(finding)).or_insert(finding);
    }
    for (side, of_files) in [ours, theirs].into_iter().zip(&of_files) {
        if new.is_empty() {
            break;
        }
        for finding in all(side).chain(of_files) {
            new.remove(&name(finding));
        }
    }
    let mut found: Vec<Diagnostic> = new.into_values().cloned().collect();
    found.sort_by(|a, b| {
        let key = |d: &Diagnostic| (d.location.offset, d.code);
        let by_place = a.location.file.cmp(&b.location.file).then_with(|| key(a).cmp(&key(b)));
        by_place.then_with(|| a.message.cmp(&b.message))
    });
    found
}

fn name(finding: &Diagnostic) -> Name<'_> {
    (finding.code, &finding.subject, &finding.message)
}

/// Findings of the rules.
fn all(snapshot: &Snapshot) -> impl Iterator<Item = &Diagnostic> {
    let of_elements = snapshot.findings.iter().flatten();
    let of_views = snapshot.views.values().filter_map(|entry| entry.findings.as_ref());
    snapshot.general.iter().chain(of_elements.chain(of_views).flat_map(|found| found.iter()))
}

/// Those that `other` does not have in the same place in memory.
fn not_shared<'s>(snapshot: &'s Snapshot, other: &'s Snapshot) -> impl Iterator<Item = &'s Diagnostic> {
    let is_other = |found: &Arc<[Diagnostic]>, theirs: Option<&Findings>| {
        !theirs.and_then(Option::as_ref).is_some_and(|theirs| Arc::ptr_eq(found, theirs))
    };
    let general = match Arc::ptr_eq(&snapshot.general, &other.general) {
        true => &[][..],
        false => &snapshot.general,
    };
    let of_elements = snapshot.findings.not_shared(&other.findings);
    let of_elements = of_elements.filter_map(move |(slot, found)| {
        found.as_ref().filter(|found| is_other(found, other.findings.get(slot)))
    });
    let of_views = snapshot.views.iter().filter_map(move |(id, entry)| {
        let theirs = other.views.get(id).map(|entry| &entry.findings);
        entry.findings.as_ref().filter(|found| is_other(found, theirs))
    });
    general.iter().chain(of_elements.chain(of_views).flat_map(|found| found.iter()))
}

/// What was found when files were read, which few files have.
fn of_files(snapshot: &Snapshot) -> Vec<Diagnostic> {
    let settings = Settings::new(&snapshot.manifest);
    let files = snapshot.noisy.iter().filter_map(|file| snapshot.files.get(*file as usize));
    let found = files.flat_map(|file| {
        let found = file.parsed.iter().flat_map(|parsed| &parsed.findings);
        found.map(|finding| finding.clone().file(&file.path))
    });
    found.filter_map(|finding| settings.apply(finding)).collect()
}
