//! Mermaid: what it would obey is written as `#33;`, which it reads back late; some things not late
//! enough, so that a space of no width has to part them.

use super::{is_doubled, is_first, is_numbering, json};

fn is_within_word(line: &[char], at: usize) -> bool {
    let is_word = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric());
    is_word(at.checked_sub(1).and_then(|before| line.get(before))) && is_word(line.get(at + 1))
}

/// A line of a label in quotes, a message, a member.
pub(super) fn line(line: &[char], out: &mut String) {
    let words = words(line);
    for (at, c) in line.iter().copied().enumerate() {
        let is_special = match c {
            '"' | '#' | ';' | '<' | '>' | '&' | '{' | '}' | '[' | ']' | '|' | '`' | '~' | '\\' | '$'
            | '^' | '@' | '\u{fb02}' | '\u{b6}' => true,
            '%' => {
                line.get(at + 1).is_some_and(|next| !next.is_whitespace() && !matches!(next, '.' | ',' | ')'))
            }
            // Emphasis, but not within a word.
            '*' => true,
            '_' => !is_within_word(line, at),
            '+' | '-' | '!' | '=' | '(' | ':' if is_first(line, at) => true,
            '.' | ')' if is_numbering(line, at) => true,
            '-' | ':' | '=' | '(' | ')' | '!' => is_doubled(line, at),
            'e' | 'E' | 'd' | 'D' => words.contains(&at),
            _ => false,
        };
        if is_special {
            out.push_str(&format!("#{};", u32::from(c)));
            if (c == '$' && line.get(at + 1) == Some(&'$')) || matches!(c, '\u{fb02}' | '\u{b6}') {
                // Formulas, and Mermaid's own form of references, are looked for in what references
                // stand for; a space of no width parts the signs.
                out.push('\u{200b}');
            }
        } else {
            out.push(c);
        }
    }
}

/// Where words stand that Mermaid obeys wherever they are: `end` by itself, and `direction` before a space.
fn words(line: &[char]) -> Vec<usize> {
    let is_word = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric() || *c == '_');
    let is_here = |at: usize, word: &str| {
        let same = |(c, known): (&char, char)| c.eq_ignore_ascii_case(&known);
        line.len() >= at + word.len() && line[at..].iter().zip(word.chars()).all(same)
    };
    let is_end = |at: usize| {
        is_here(at, "end")
            && !is_word(at.checked_sub(1).and_then(|n| line.get(n)))
            && !is_word(line.get(at + 3))
    };
    (0..line.len()).filter(|at| is_end(*at) || is_here(*at, "direction ")).collect()
}

/// A header has no character references, and markup is taken out of a title. What Mermaid makes of
/// references elsewhere becomes a character in the end.
pub(super) fn title(text: &str) -> String {
    let mut out = String::new();
    for c in json(text).chars() {
        match c {
            '\u{fb02}' | '\u{b6}' => out.extend([c, '\u{200b}']),
            '<' | '>' | '&' => out.push_str(&format!("\u{fb02}\u{b0}\u{b0}{}\u{b6}\u{df}", u32::from(c))),
            other => out.push(other),
        }
    }
    out
}
