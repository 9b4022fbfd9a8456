//! Canonical YAML: a tree to text, always the same text for the same tree.
//!
//! Short maps and lists below the top level are written on one line, text of several lines as a
//! block, everything else a key a line.

use std::borrow::Cow;

use crate::yaml::encode::Out;

/// The longest line on which a map or list is written as a whole, in bytes.
pub(crate) const FLOW_WIDTH: usize = 120;

/// The document as text.
pub fn emit(root: &Out<'_>) -> String {
    let mut text = String::new();
    match root {
        Out::Map(entries) if !entries.is_empty() => map(&mut text, entries, 0),
        other => {
            flow(&mut text, other);
            text.push('\n');
        }
    }
    text
}

/// The entries of a map, each on lines of its own.
fn map(text: &mut String, entries: &[(Cow<'_, str>, Out<'_>)], indent: usize) {
    for (key, value) in entries {
        pad(text, indent);
        entry(text, key, value, indent);
    }
}

/// A key and its value; the line is indented already.
pub(crate) fn entry(text: &mut String, key: &str, value: &Out<'_>, indent: usize) {
    if is_long_key(key) {
        text.push_str("? ");
        scalar(text, key);
        text.push('\n');
        pad(text, indent);
    } else {
        scalar(text, key);
    }
    text.push(':');
    value_after_key(text, value, indent);
}

/// YAML readers look for the colon within 1,024 characters, unless the key is marked.
fn is_long_key(key: &str) -> bool {
    key.len() > 200
}

pub(crate) fn pad(text: &mut String, indent: usize) {
    text.extend(std::iter::repeat_n(' ', indent));
}

/// A space and the value with a line end, or a line end and the value's own lines.
pub(crate) fn value_after_key(text: &mut String, value: &Out<'_>, indent: usize) {
    match value {
        Out::Map(entries) if entries.is_empty() => text.push_str(" {}\n"),
        Out::List(items) if items.is_empty() => text.push_str(" []\n"),
        Out::Text(t) if t.contains('\n') => {
            text.push(' ');
            lines(text, t, indent + 2);
        }
        Out::Text(t) if is_foldable(t) => folded(text, t, indent + 2),
        // A list of maps reads best an item a line.
        Out::List(items) if items.iter().any(|i| matches!(i, Out::Map(_))) => {
            list(text, items, indent + 2);
        }
        _ if try_flow(text, value) => {}
        Out::Map(entries) => {
            text.push('\n');
            map(text, entries, indent + 2);
        }
        Out::List(items) => list(text, items, indent + 2),
        Out::Text(_) | Out::Plain(_) => {
            text.push(' ');
            flow(text, value);
            text.push('\n');
        }
    }
}

/// Writes ` value` and a line end if it is short and has no text of several lines.
fn try_flow(text: &mut String, value: &Out<'_>) -> bool {
    let before = text.len();
    text.push(' ');
    let line_start = text.rfind('\n').map_or(0, |at| at + 1);
    if let Out::Text(content) = value
        && is_plain_in_block(content)
    {
        text.push_str(content);
        text.push('\n');
        return true;
    }
    if is_flat(value) {
        flow(text, value);
        let is_scalar = matches!(value, Out::Text(_) | Out::Plain(_));
        if is_scalar || text.len() - line_start <= FLOW_WIDTH {
            text.push('\n');
            return true;
        }
    }
    text.truncate(before);
    false
}

fn is_flat(value: &Out<'_>) -> bool {
    match value {
        Out::Text(text) => !text.contains('\n'),
        Out::Plain(_) => true,
        Out::List(items) => items.iter().all(is_flat),
        Out::Map(entries) => entries.iter().all(|(key, v)| !key.contains('\n') && is_flat(v)),
    }
}

fn list(text: &mut String, items: &[Out<'_>], indent: usize) {
    text.push('\n');
    for item in items {
        pad(text, indent);
        text.push('-');
        value_after_dash(text, item, indent);
    }
}

/// A list's item behind its dash, which stands at `indent`.
pub(crate) fn value_after_dash(text: &mut String, item: &Out<'_>, indent: usize) {
    if is_short_map(item)
        && let Out::Map(entries) = item
        && let [(key, value)] = &entries[..]
    {
        // `- serving: crm`: a map of one key needs no braces.
        text.push(' ');
        scalar(text, key);
        text.push_str(": ");
        flow(text, value);
        text.push('\n');
        return;
    }
    match item {
        Out::Text(t) if t.contains('\n') => {
            text.push(' ');
            lines(text, t, indent + 2);
        }
        Out::Text(t) if is_foldable(t) => folded(text, t, indent + 2),
        _ if try_flow(text, item) => {}
        Out::Map(entries) => {
            for (n, (key, value)) in entries.iter().enumerate() {
                if n == 0 {
                    text.push(' ');
                } else {
                    pad(text, indent + 2);
                }
                entry(text, key, value, indent + 2);
            }
        }
        Out::List(items) => list(text, items, indent + 2),
        Out::Text(_) | Out::Plain(_) => {
            text.push(' ');
            flow(text, item);
            text.push('\n');
        }
    }
}

fn is_short_map(item: &Out<'_>) -> bool {
    let Out::Map(entries) = item else { return false };
    matches!(&entries[..], [(key, Out::Text(v))] if !v.contains('\n') && !key.is_empty() && !is_long_key(key))
}

/// One line, without a line end.
pub(crate) fn flow(text: &mut String, value: &Out<'_>) {
    match value {
        Out::Text(t) => scalar(text, t),
        Out::Plain(t) => text.push_str(t),
        Out::List(items) => {
            text.push('[');
            for (n, item) in items.iter().enumerate() {
                if n > 0 {
                    text.push_str(", ");
                }
                flow(text, item);
            }
            text.push(']');
        }
        Out::Map(entries) if entries.is_empty() => text.push_str("{}"),
        Out::Map(entries) => {
            text.push_str("{ ");
            for (n, (key, v)) in entries.iter().enumerate() {
                if n > 0 {
                    text.push_str(", ");
                }
                flow_entry(text, key, v);
            }
            text.push_str(" }");
        }
    }
}

/// A key and its value between braces.
pub(crate) fn flow_entry(text: &mut String, key: &str, value: &Out<'_>) {
    if is_long_key(key) {
        text.push_str("? ");
    }
    scalar(text, key);
    text.push_str(": ");
    flow(text, value);
}

/// Text of several lines: a literal block where YAML allows one, else quoted, a line a line.
fn lines(text: &mut String, content: &str, indent: usize) {
    if !is_literal(content) {
        return quoted_lines(text, content, indent);
    }
    let body = content.strip_suffix('\n').unwrap_or(content);
    text.push_str(if content.ends_with('\n') { "|\n" } else { "|-\n" });
    for line in body.split('\n') {
        if !line.is_empty() {
            pad(text, indent);
            text.push_str(line);
        }
        text.push('\n');
    }
}

/// Whether the text may be a literal block that is clipped or stripped at its end.
pub(crate) fn is_literal(content: &str) -> bool {
    let body = content.strip_suffix('\n').unwrap_or(content);
    !content.starts_with([' ', '\t', '\n'])
        && !body.ends_with('\n')
        && !body.is_empty()
        && content.chars().all(|c| c == '\n' || is_printable(c))
        && !content.lines().any(|line| line.starts_with('\t') || line.trim().is_empty() && !line.is_empty())
}

/// Whether a long line may be written as several, with single spaces at the breaks.
fn is_foldable(content: &str) -> bool {
    content.len() > FLOW_WIDTH && is_words(content)
}

/// Whether the text is printable words with single spaces between them.
pub(crate) fn is_words(content: &str) -> bool {
    !content.is_empty()
        && !content.starts_with(' ')
        && !content.ends_with(' ')
        && !content.contains("  ")
        && content.chars().all(is_printable)
}

/// A long line as a folded block: the reader joins its lines with spaces.
fn folded(text: &mut String, content: &str, indent: usize) {
    text.push_str(" >-\n");
    let mut width = 0;
    for word in content.split(' ') {
        let length = word.chars().count();
        if width > 0 && indent + width + 1 + length <= FLOW_WIDTH {
            text.push(' ');
            width += 1 + length;
        } else {
            if width > 0 {
                text.push('\n');
            }
            pad(text, indent);
            width = length;
        }
        text.push_str(word);
    }
    text.push('\n');
}

/// A quoted text with a line of the file for each of its lines, so that a diff stays small.
fn quoted_lines(text: &mut String, content: &str, indent: usize) {
    text.push('"');
    let mut parts = content.split_inclusive('\n').peekable();
    while let Some(part) = parts.next() {
        escape(text, part);
        if let Some(next) = parts.peek() {
            text.push_str("\\\n");
            pad(text, indent);
            // A space at the start of a line would be lost; a tab is written as an escape anyway.
            if next.starts_with(' ') {
                text.push('\\');
            }
        }
    }
    text.push_str("\"\n");
}

/// Plain where that reads as itself, else in double quotes.
pub(crate) fn scalar(text: &mut String, content: &str) {
    if is_plain(content) {
        text.push_str(content);
    } else {
        text.push('"');
        escape(text, content);
        text.push('"');
    }
}

/// The inside of double quotes.
pub(crate) fn escape(text: &mut String, content: &str) {
    for c in content.chars() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            c if is_printable(c) => text.push(c),
            c if (c as u32) < 0x100 => text.push_str(&format!("\\x{:02x}", c as u32)),
            c if (c as u32) < 0x1_0000 => text.push_str(&format!("\\u{:04x}", c as u32)),
            c => text.push_str(&format!("\\U{:08x}", c as u32)),
        }
    }
}

/// Whether the character may stand in a file as it is, in every YAML reader.
pub(crate) fn is_printable(c: char) -> bool {
    match c {
        ' '..='~' => true,
        '\u{a0}'..='\u{d7ff}' => {
            !matches!(c, '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        }
        '\u{e000}'..='\u{fffd}' => c != '\u{feff}',
        '\u{10000}'..='\u{10ffff}' => (c as u32) & 0xfffe != 0xfffe,
        _ => false,
    }
}

/// Whether the text reads as itself without quotes outside of braces and brackets.
pub(crate) fn is_plain_in_block(content: &str) -> bool {
    is_plain_but(content, |c| matches!(c, '"' | '`'))
}

/// Whether the text reads as itself without quotes, in block and flow, in YAML 1.1 and 1.2 readers.
pub(crate) fn is_plain(content: &str) -> bool {
    is_plain_but(content, |c| matches!(c, ',' | '[' | ']' | '{' | '}' | '"' | '`'))
}

fn is_plain_but(content: &str, is_special: impl Fn(char) -> bool) -> bool {
    let mut chars = content.chars();
    let Some(first) = chars.next() else { return false };
    let is_start = first.is_ascii_alphanumeric()
        || matches!(first, '_' | '/' | '.' | '(' | '+')
        || (first as u32) >= 0xc0 && first.is_alphanumeric();
    let is_number_like_minus = first == '-' && chars.clone().next().is_some_and(|c| c.is_ascii_digit());
    if !(is_start || is_number_like_minus) || content.ends_with([' ', ':']) {
        return false;
    }
    let mut previous = first;
    for c in chars {
        let is_fine = match c {
            c if is_special(c) => false,
            '#' => previous != ' ',
            _ if previous == ':' => c == '/' || c.is_alphanumeric(),
            _ => is_printable(c),
        };
        if !is_fine {
            return false;
        }
        previous = c;
    }
    !is_word_of_yaml(content)
}

/// Words that some YAML reader takes for something other than text.
fn is_word_of_yaml(content: &str) -> bool {
    content.len() <= 5
        && matches!(
            &*content.to_ascii_lowercase(),
            "null" | "yes" | "no" | "on" | "off" | ".inf" | ".nan" | "+.inf" | "-.inf" | "---" | "..." | "="
        )
        || content.starts_with("---")
        || content.starts_with("...")
}
