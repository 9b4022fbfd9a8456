//! Ids of requirements and tickets in what developers write: commit messages, branches and titles.
//!
//! An id here is letters, a dash and digits (`REQ-12`, `CSC-103`, `csc-core-7`), or the address of a
//! ticket. It is kept as written; what it stands for is the business of
//! [`Directory`](super::reference::Directory).

#[cfg(test)]
mod tests;
mod trailer;

use super::record::{Basis, Mention, Sort};

pub use trailer::{Trailer, fixes, trailers};

/// The most ids that one text names; more are a list of something else.
pub const MENTIONS: usize = 50;

/// The longest id, in bytes; an address of a ticket may have ten times that.
const ID: usize = 50;

/// What looks like an id and is the name of a standard or a tool.
const NOT_IDS: &[&str] = &[
    "aes", "base", "covid", "cve", "cwe", "gb", "gpt", "http", "ieee", "iso", "md", "rfc", "rsa", "sha",
    "tls", "utc", "utf",
];

/// Branches that machines make and name after packages.
const MACHINES: &[&str] = &["dependabot", "renovate", "snyk"];

/// Ids in the trailers of a commit message or of the description of a change: `Implements: REQ-12, REQ-13`.
pub fn in_message(message: &str) -> Vec<Mention> {
    let found = trailers(message).into_iter().flat_map(|trailer| trailer.ids);
    mentions(found, Basis::Trailer)
}

/// Ids in the name of a branch: `feature/REQ-12-short-text`.
pub fn in_branch(branch: &str) -> Vec<Mention> {
    let branch = branch.strip_prefix("refs/heads/").unwrap_or(branch);
    let mut parts = branch.split('/');
    if parts.next().is_some_and(|first| MACHINES.contains(&&*first.to_ascii_lowercase())) {
        return Vec::new();
    }
    mentions(branch.split('/').flat_map(in_words).map(str::to_owned), Basis::BranchName)
}

/// Ids at the beginning of a title: `[REQ-12] text`, `CSC-103: text`, `feat(REQ-12): text`.
pub fn in_title(title: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut rest = title.trim_start();
    while let Some((inner, after)) = bracketed(rest).filter(|_| found.len() < MENTIONS) {
        found.extend(ids(inner));
        rest = after.trim_start();
    }
    if let Some((before, _)) = rest.split_once([':', '：']) {
        let scope = before.split_once('(').map_or(before, |(kind, scope)| {
            let is_kind = !kind.is_empty() && kind.bytes().all(|b| b.is_ascii_alphabetic());
            if is_kind { scope.split(')').next().unwrap_or_default() } else { before }
        });
        found.extend(ids(scope));
    }
    mentions(found.into_iter(), Basis::Guessed)
}

fn mentions(found: impl Iterator<Item = String>, basis: Basis) -> Vec<Mention> {
    let mut kept: Vec<Mention> = Vec::new();
    for text in found {
        if kept.len() == MENTIONS {
            break;
        }
        let mention = Mention { sort: Sort::Requirement, text, basis };
        if !kept.contains(&mention) {
            kept.push(mention);
        }
    }
    kept
}

/// The ids that a text begins with, separated by commas or spaces, up to the first word that is none.
fn ids(text: &str) -> Vec<String> {
    let is_separator = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '，' | '、' | '；' | '&' | '+');
    let words = text
        .split(is_separator)
        .map(|word| word.trim_end_matches(['.', '。']))
        .filter(|word| !word.is_empty());
    let ids = words.take_while(|word| is_id(word) || is_address(word));
    ids.take(MENTIONS).map(str::to_owned).collect()
}

/// Whether a word is letters, then parts after dashes, of which the last is digits.
fn is_id(word: &str) -> bool {
    let Some((name, number)) = word.rsplit_once('-') else { return false };
    let is_named = name.split('-').all(|part| !part.is_empty() && part.bytes().all(is_letter_or_digit))
        && name.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_numbered = (1..=9).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    word.len() <= ID && is_named && is_numbered && !is_known(name)
}

fn is_known(name: &str) -> bool {
    let first = name.split('-').next().unwrap_or_default().to_ascii_lowercase();
    NOT_IDS.contains(&&*first)
}

fn is_letter_or_digit(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn is_address(word: &str) -> bool {
    let rest = word.strip_prefix("https://").or_else(|| word.strip_prefix("http://"));
    word.len() <= 10 * ID && rest.is_some_and(|rest| rest.contains('/'))
}

/// Ids among the words of a part of a branch's name: letters, a dash, digits, and then no more of a
/// number (`lodash-4.17`).
fn in_words(part: &str) -> impl Iterator<Item = &str> {
    let bytes = part.as_bytes();
    let mut from = 0;
    std::iter::from_fn(move || {
        while from < bytes.len() {
            let start = from;
            let letters = run(bytes, start, u8::is_ascii_alphabetic);
            if letters == start {
                from += 1;
                continue;
            }
            let is_begin = start == 0 || matches!(bytes[start - 1], b'-' | b'_' | b'.' | b'#');
            let digits = if bytes.get(letters) == Some(&b'-') { letters + 1 } else { letters };
            let end = run(bytes, digits, u8::is_ascii_digit);
            let is_end = matches!(bytes.get(end), None | Some(b'-' | b'_'));
            from = letters.max(start + 1);
            let is_found = is_begin && digits > letters && end > digits && is_end;
            // Only ASCII on both sides, so this is the text.
            if let Some(word) = part.get(start..end).filter(|word| is_found && is_id(word)) {
                from = end;
                return Some(word);
            }
        }
        None
    })
}

fn run(bytes: &[u8], from: usize, fits: impl Fn(&u8) -> bool) -> usize {
    from + bytes.get(from..).unwrap_or_default().iter().take_while(|byte| fits(byte)).count()
}

/// What stands in the brackets at the beginning of a text, and what comes after them.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let close = match text.chars().next()? {
        '[' => ']',
        '(' => ')',
        '【' => '】',
        '（' => '）',
        _ => return None,
    };
    let open = text.chars().next().map_or(0, char::len_utf8);
    text.get(open..)?.split_once(close)
}
