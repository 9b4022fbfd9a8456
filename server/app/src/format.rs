//! Which files are not written in canonical form.

use archweave_model::yaml::{self, FileClass};

use crate::{AppError, Hosted, Revision};

/// A file that would read the same but is written differently.
#[derive(Clone, Debug)]
pub struct Unformatted {
    /// Path within the repository.
    pub path: String,
    /// First line that differs, from 1.
    pub line: usize,
    /// Canonical text.
    pub canonical: String,
}

impl Hosted {
    /// Files whose text is not canonical; files with findings of their own are left to `validate`,
    /// files with comments too: a person wrote them so.
    pub fn unformatted(&self, revision: &Revision) -> Result<Vec<Unformatted>, AppError> {
        let mut paths: Vec<&str> = revision.snapshot().paths().collect();
        paths.sort_unstable();
        let mut found = Vec::new();
        for path in paths {
            if let Ok(text) = String::from_utf8(self.file(revision, path)?) {
                found.extend(unformatted(path, &text));
            }
        }
        Ok(found)
    }
}

/// The canonical text of a file, if its own differs.
pub fn unformatted(path: &str, text: &str) -> Option<Unformatted> {
    let class = FileClass::of(path)?;
    if text.lines().any(has_comment) {
        return None;
    }
    let parsed = yaml::read(class, text.as_bytes());
    if !parsed.findings.is_empty() || parsed.documents.is_empty() {
        return None;
    }
    let documents: Vec<String> = parsed.documents.iter().map(yaml::write_document).collect();
    let canonical = documents.join("---\n");
    if canonical == text {
        return None;
    }
    let same = text.lines().zip(canonical.lines()).take_while(|(a, b)| a == b).count();
    Some(Unformatted { path: path.into(), line: same + 1, canonical })
}

fn has_comment(line: &str) -> bool {
    line.trim_start().starts_with('#') || line.contains(" #")
}
