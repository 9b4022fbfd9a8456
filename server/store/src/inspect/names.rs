//! Names that some file system would take for another: `.git` in its disguises, and what no
//! terminal or path should hold. After git's own `is_hfs_dotgit` and `is_ntfs_dotgit`.

use super::PushProblem;
use crate::limits::MAX_NAME_BYTES;

/// What is wrong with the name of a file or folder.
pub(super) fn check(name: &[u8]) -> Option<PushProblem> {
    if name.len() > MAX_NAME_BYTES {
        return Some(PushProblem::NameTooLong);
    }
    if matches!(name, b"" | b"." | b"..") || name.contains(&b'/') || name.contains(&b'\\') {
        return Some(PushProblem::Name);
    }
    if is_dot_git(name) {
        return Some(PushProblem::DotGit);
    }
    has_control(name).then_some(PushProblem::Control)
}

/// Whether macOS, Windows or Linux would open `.git` by this name.
fn is_dot_git(name: &[u8]) -> bool {
    // Windows forgets dots and spaces at the end, and a stream's name after a colon.
    let until = name.iter().position(|byte| *byte == b':').unwrap_or(name.len());
    let end = name[..until].iter().rposition(|byte| !matches!(byte, b' ' | b'.'));
    let windows = &name[..end.map_or(0, |last| last + 1)];
    // What macOS leaves out when it compares names.
    let mac: Option<String> =
        str::from_utf8(name).ok().map(|name| name.chars().filter(|char| !is_ignored(*char)).collect());
    windows.eq_ignore_ascii_case(b".git")
        || windows.eq_ignore_ascii_case(b"git~1")
        || mac.is_some_and(|name| name.eq_ignore_ascii_case(".git"))
}

fn is_ignored(char: char) -> bool {
    matches!(char, '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{206a}'..='\u{206f}' | '\u{feff}')
}

fn has_control(name: &[u8]) -> bool {
    match str::from_utf8(name) {
        Ok(text) => text.chars().any(char::is_control),
        Err(_) => name.iter().any(u8::is_ascii_control),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_could_be_another_is_refused() {
        let long = "x".repeat(256);
        for (name, expected) in [
            ("", PushProblem::Name),
            (".", PushProblem::Name),
            ("..", PushProblem::Name),
            ("a/b", PushProblem::Name),
            ("a\\b", PushProblem::Name),
            (".git\\x", PushProblem::Name),
            (&long, PushProblem::NameTooLong),
            (".git", PushProblem::DotGit),
            (".GiT", PushProblem::DotGit),
            (".git ", PushProblem::DotGit),
            (".git. . .", PushProblem::DotGit),
            (".git:x", PushProblem::DotGit),
            (".git::$INDEX_ALLOCATION", PushProblem::DotGit),
            ("git~1", PushProblem::DotGit),
            ("GIT~1 .", PushProblem::DotGit),
            (".g\u{200c}it", PushProblem::DotGit),
            ("\u{feff}.GIT", PushProblem::DotGit),
            (".gi\u{202e}t\u{206f}", PushProblem::DotGit),
            ("a\u{7}", PushProblem::Control),
            ("a\nb", PushProblem::Control),
            ("a\u{7f}", PushProblem::Control),
            ("a\u{9b}31m", PushProblem::Control),
            ("\u{1b}[2J", PushProblem::Control),
        ] {
            assert_eq!(check(name.as_bytes()), Some(expected), "{name:?}");
        }
        for good in [
            "a",
            ".gitignore",
            ".gitattributes",
            ".github",
            "git~2",
            "git",
            "a.git",
            "...a",
            "git ~1",
            "x:y",
            "订单.yaml",
            "a b",
            "c\u{200c}d",
        ] {
            assert_eq!(check(good.as_bytes()), None, "{good:?}");
        }
        assert_eq!(check(b"caf\xe9.txt"), None);
        assert_eq!(check(b"caf\xe9\x07"), Some(PushProblem::Control));
    }
}
