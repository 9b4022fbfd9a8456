//! PlantUML: what it would obey is written as `<U+0021>`, which it reads back late.

use super::{is_doubled, is_first, is_last};

/// A line of a name, label, title or feature.
pub(super) fn line(line: &[char], out: &mut String) {
    for (at, c) in line.iter().copied().enumerate() {
        let is_special = match c {
            '"' | '\\' | '<' | '>' | '&' | '~' | '$' | '`' | '^' | '|' | '@' | '{' | '}' => true,
            // The name of a function follows.
            '%' => line.get(at + 1).is_some_and(|next| next.is_alphanumeric() || matches!(next, '_' | '%')),
            '*' | '#' | '=' | '!' | ';' | '(' | '\'' | ':' | '-' | '+' if is_first(line, at) => true,
            ':' if is_last(line, at) => true,
            '/' => {
                is_doubled(line, at)
                    || line.get(at + 1) == Some(&'\'')
                    || at.checked_sub(1).is_some_and(|b| line[b] == '\'')
            }
            '\'' => line.get(at + 1) == Some(&'/') || at.checked_sub(1).is_some_and(|b| line[b] == '/'),
            '-' | '_' | '*' | '=' | '[' | ']' | '#' | ':' | '.' | '(' | ')' | '!' => {
                is_doubled(line, at) && !is_range(line, at)
            }
            _ => false,
        };
        if is_special {
            out.push_str(&format!("<U+{:04X}>", u32::from(c)));
        } else if matches!(c, '\u{e000}'..='\u{f8ff}') {
            // What PlantUML uses for marks of its own.
            out.push('\u{fffd}');
        } else {
            out.push(c);
        }
    }
}

/// The dots of `0..1`.
fn is_range(line: &[char], at: usize) -> bool {
    let dots = |c: char| c == '.';
    let (mut start, mut end) = (at, at);
    while start > 0 && dots(line[start - 1]) {
        start -= 1;
    }
    while end < line.len() && dots(line[end]) {
        end += 1;
    }
    let is_digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
    line[at] == '.'
        && end - start == 2
        && is_digit(start.checked_sub(1).and_then(|n| line.get(n)))
        && (is_digit(line.get(end)) || line.get(end) == Some(&'*'))
}
