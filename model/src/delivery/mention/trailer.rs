//! Trailers: lines `Key: value` in the last paragraph of a commit message, as git reads them.

use super::{MENTIONS, ids};

/// Keys whose values are ids, in lower case.
const KEYS: &[&str] = &[
    "implements",
    "fixes",
    "closes",
    "refs",
    "requirement",
    "requirements",
    "实现",
    "修复",
    "关闭",
    "关联",
    "需求",
];

/// Keys whose ids are mended.
const FIXES: &[&str] = &["fixes", "closes", "修复", "关闭"];

/// The longest key, in bytes.
const KEY: usize = 60;

/// How much of a message is looked at, from its end; nobody writes that much.
const MESSAGE: usize = 64 * 1024;

/// One line that names ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trailer {
    /// In lower case.
    pub key: String,
    /// Those that the value begins with.
    pub ids: Vec<String>,
}

/// Keys of incidents and defects that a change says it mends: `Fixes: INC-7`.
pub fn fixes(message: &str) -> Vec<String> {
    let found = trailers(message).into_iter().filter(|trailer| FIXES.contains(&&*trailer.key));
    let mut ids: Vec<String> = Vec::new();
    for id in found.flat_map(|trailer| trailer.ids) {
        if !ids.contains(&id) && ids.len() < MENTIONS {
            ids.push(id);
        }
    }
    ids
}

/// The trailers of a message that name ids, in order.
///
/// As in git, they stand in the last paragraph, which is either nothing but trailers or has at least
/// one of these and at most three times as many other lines. The first paragraph is the title and has
/// none, unless it is nothing but trailers. A line that begins with a space goes on from the one before.
pub fn trailers(message: &str) -> Vec<Trailer> {
    let mut cut = message.len().saturating_sub(MESSAGE);
    while !message.is_char_boundary(cut) {
        cut += 1;
    }
    let tail = message.get(cut..).unwrap_or_default();
    let lines: Vec<&str> = tail.lines().filter(|line| !line.starts_with('#')).collect();
    let is_blank = |line: &&str| line.trim().is_empty();
    let end = lines.iter().rposition(|line| !is_blank(line)).map_or(0, |at| at + 1);
    let start = lines[..end].iter().rposition(is_blank).map_or(0, |at| at + 1);
    let is_title = lines[..start].iter().all(is_blank) && cut == 0;
    let mut found: Vec<(String, String)> = Vec::new();
    let (mut named, mut others) = (0, 0);
    for line in &lines[start..end] {
        let is_more = line.starts_with([' ', '\t', '\u{3000}']);
        if let Some((_, value)) = found.last_mut().filter(|_| is_more) {
            value.push(' ');
            value.push_str(line.trim());
        } else if let Some((key, value)) = split(line) {
            named += 1;
            found.push((key, value.to_owned()));
        } else {
            others += 1;
        }
    }
    found.retain(|(key, _)| KEYS.contains(&&**key));
    if found.is_empty() || others > 3 * named || is_title && others > 0 {
        return Vec::new();
    }
    let found = found.into_iter().map(|(key, value)| Trailer { key, ids: ids(&value) });
    found.filter(|trailer| !trailer.ids.is_empty()).collect()
}

/// Key, in lower case, and value of a line that is a trailer.
fn split(line: &str) -> Option<(String, &str)> {
    let (key, value) = line.split_once([':', '：'])?;
    let key = key.trim_end();
    let fits = |c: char| c.is_alphanumeric() || c == '-';
    let is_key = !key.is_empty() && key.len() <= KEY && key.chars().all(fits);
    is_key.then(|| (key.to_lowercase(), value.trim()))
}
