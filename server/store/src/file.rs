//! Which files of a repository belong to its model, and why one is refused before it is read.

use std::borrow::Cow;
use std::sync::Arc;

use archweave_model::diagnostic::{Diagnostic, RuleCode};
use archweave_model::yaml::{FileClass, MAX_FILE_BYTES, MAX_IMAGE_BYTES, ParsedFile};
use serde::{Deserialize, Serialize};

use crate::limits::{MAX_DEPTH, MAX_PATH_BYTES};

/// What a file is to the model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Item {
    /// It is parsed.
    Text(FileClass),
    /// It is listed.
    Image,
    /// It is reported.
    Refused(Box<Refusal>),
}

/// Why a file is not read at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Refusal {
    Encoding,
    PathTooLong,
    TooDeep,
    FileTooLarge(u64),
    ImageTooLarge(u64),
    Unreadable(String),
}

impl Refusal {
    /// As the model reports it.
    pub(crate) fn parsed(&self) -> ParsedFile {
        let (code, message, help) = match self {
            Self::Encoding => ("bad-path", "the path is not UTF-8".to_owned(), "rename the file"),
            Self::PathTooLong => (
                "bad-path",
                format!("the path has more than {MAX_PATH_BYTES} bytes"),
                "rename the file or its folders",
            ),
            Self::TooDeep => {
                ("bad-path", format!("more than {MAX_DEPTH} folders within each other"), "move the files up")
            }
            Self::FileTooLarge(bytes) => (
                "file-too-large",
                format!("the file has {bytes} bytes, more than {MAX_FILE_BYTES}"),
                "split it; one element a file is usual",
            ),
            Self::ImageTooLarge(bytes) => (
                "file-too-large",
                format!("the image has {bytes} bytes, more than {MAX_IMAGE_BYTES}"),
                "save it smaller",
            ),
            Self::Unreadable(reason) => {
                (UNREADABLE, format!("the file cannot be read: {reason}"), "check the repository: git fsck")
            }
        };
        ParsedFile::unreadable(Diagnostic::error(code, message).help(help))
    }
}

/// Code of a file that the disk or the repository does not give.
pub(crate) const UNREADABLE: RuleCode = "unreadable-file";

/// Whether a folder at the top may hold files of the model; the others are never entered.
pub(crate) fn is_ours(top: &[u8]) -> bool {
    let Ok(top) = std::str::from_utf8(top) else { return false };
    top == "images" || FileClass::of(&format!("{top}/x.yaml")).is_some()
}

/// What a path is to the model: nothing, for most files of most repositories.
pub(crate) fn classify(path: &[u8], is_folder: bool) -> Option<(Arc<str>, Item)> {
    let text = String::from_utf8_lossy(path);
    let refusal = match &text {
        _ if is_folder => Some(Refusal::TooDeep),
        Cow::Owned(_) => Some(Refusal::Encoding),
        Cow::Borrowed(_) if path.len() > MAX_PATH_BYTES => Some(Refusal::PathTooLong),
        Cow::Borrowed(_) => None,
    };
    let class = FileClass::of(&text).map(Item::Text);
    let image = || text.starts_with("images/").then_some(Item::Image);
    let item = match refusal {
        // Only what would be read, or may hide something that would, is worth a report.
        Some(refusal) if is_folder || class.is_some() || text.starts_with("images/") => {
            Item::Refused(Box::new(refusal))
        }
        _ => class.or_else(image)?,
    };
    Some((Arc::from(&*text), item))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_of_the_model_count() {
        let item = |path: &str| classify(path.as_bytes(), false).map(|(_, item)| item);
        assert_eq!(item("elements/a/b.yaml"), Some(Item::Text(FileClass::Element)));
        assert_eq!(item("archweave.yaml"), Some(Item::Text(FileClass::Manifest)));
        assert_eq!(item("images/a.png"), Some(Item::Image));
        assert_eq!(item("README.md"), None);
        assert_eq!(item("elements/README.md"), None);
        let long = format!("elements/{}.yaml", "x".repeat(2000));
        assert_eq!(item(&long), Some(Item::Refused(Refusal::PathTooLong.into())));
        let (path, item) = classify(b"views/\xff.yaml", false).unwrap();
        assert_eq!((&*path, item), ("views/\u{fffd}.yaml", Item::Refused(Refusal::Encoding.into())));
        assert_eq!(classify(b"src/\xff.c", false), None);
        assert!(is_ours(b"elements") && is_ours(b"images") && !is_ours(b"src") && !is_ours(b"\xff"));
    }
}
