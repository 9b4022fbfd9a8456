//! Waivers: findings that somebody has decided to live with, until a day.

use crate::diagnostic::{Diagnostic, Subject};
use crate::model::{Manifest, Waiver};
use crate::rules::{Settings, value::is_date};

/// Findings after waivers.
#[derive(Clone, Debug, Default)]
pub struct Waived {
    /// What is left, with expired and unused waivers among them.
    pub kept: Vec<Diagnostic>,
    /// What a waiver hides, with the waiver.
    pub waived: Vec<(Diagnostic, Waiver)>,
}

/// Applies the manifest's waivers on a day, `YYYY-MM-DD` (UTC). `is_whole` says that `found` is
/// everything the model has, so that a waiver which hides nothing is one too many.
pub fn waive(found: Vec<Diagnostic>, manifest: &Manifest, today: &str, is_whole: bool) -> Waived {
    let settings = Settings::new(manifest);
    let mut result = Waived::default();
    let mut uses = vec![0_usize; manifest.waivers.len()];
    for finding in found {
        let at = manifest.waivers.iter().position(|waiver| hides(waiver, &finding));
        let waiver = at.and_then(|at| manifest.waivers.get(at));
        if let Some(count) = at.and_then(|at| uses.get_mut(at)) {
            *count += 1;
        }
        match waiver {
            Some(waiver) if !is_over(waiver, today) => result.waived.push((finding, waiver.clone())),
            _ => result.kept.push(finding),
        }
    }
    if !is_whole {
        return result;
    }
    for (waiver, uses) in manifest.waivers.iter().zip(uses) {
        let about = |code, message: String, help: &str| {
            let finding =
                Diagnostic::warning(code, message).help(help).file("archweave.yaml").at(waiver.place.0);
            match &waiver.subject {
                Some(subject) => finding.about(subject.clone()),
                None => finding,
            }
        };
        let id = waiver.subject.as_ref().map_or("", Subject::id);
        if is_over(waiver, today) {
            let message = format!("the waiver of `{}` for `{id}` ended on {}", waiver.rule, waiver.until);
            let help =
                format!("mend the finding and remove the waiver, or let {} decide again", waiver.owner);
            result.kept.extend(settings.apply(about("expired-waiver", message, &help)));
        } else if uses == 0 && waiver.is_complete() {
            let message = format!("the waiver of `{}` for `{id}` hides nothing", waiver.rule);
            let mut finding = about("unused-waiver", message, "remove it");
            finding.severity = crate::diagnostic::Severity::Info;
            result.kept.extend(settings.apply(finding));
        }
    }
    result
}

fn hides(waiver: &Waiver, finding: &Diagnostic) -> bool {
    waiver.is_complete() && *waiver.rule == *finding.code && waiver.subject == finding.subject
}

fn is_over(waiver: &Waiver, today: &str) -> bool {
    is_date(&waiver.until) && *waiver.until < *today
}
