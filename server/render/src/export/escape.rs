//! Texts made harmless for each language that diagrams are written in.
//!
//! Whatever a model holds, the other tool shows these characters and reads none of them as its own
//! syntax. What is rarely typed is written as a character reference; ordinary names stay as they are.

mod mermaid;
mod plantuml;

use crate::escape::{is_forbidden, xml};

/// A language that texts are escaped for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    /// Names, labels, titles and features of PlantUML.
    PlantUml,
    /// Labels in quotes, messages and members of Mermaid.
    Mermaid,
    /// The same after a colon, where no other may follow.
    MermaidLabel,
    /// A member of a class that is no operation.
    MermaidField,
    /// Between the quotes of a title in Mermaid's header.
    MermaidTitle,
    /// Between double quotes in DOT.
    Dot,
    /// Content and attributes of XML, and HTML-like labels of DOT.
    Xml,
    /// A line of Markdown or a cell of its tables.
    Markdown,
    /// Between double quotes in JSON and YAML.
    Json,
}

impl Language {
    pub const ALL: [Self; 9] = [
        Self::PlantUml,
        Self::Mermaid,
        Self::MermaidLabel,
        Self::MermaidField,
        Self::MermaidTitle,
        Self::Dot,
        Self::Xml,
        Self::Markdown,
        Self::Json,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::PlantUml => "plantuml",
            Self::Mermaid => "mermaid",
            Self::MermaidLabel => "mermaid_label",
            Self::MermaidField => "mermaid_field",
            Self::MermaidTitle => "mermaid_title",
            Self::Dot => "dot",
            Self::Xml => "xml",
            Self::Markdown => "markdown",
            Self::Json => "json",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.name() == name)
    }

    pub fn escape(self, text: &str) -> String {
        match self {
            Self::PlantUml => by_line(text, "\\n", plantuml::line),
            Self::Mermaid => by_line(text, "<br/>", mermaid::line),
            Self::MermaidLabel => by_line(text, "<br/>", mermaid::line).replace(':', "#58;"),
            Self::MermaidField => {
                by_line(text, "<br/>", mermaid::line).replace('(', "#40;").replace(')', "#41;")
            }
            Self::Dot => by_line(text, "\\n", dot),
            // A line break of an attribute would be read as a space.
            Self::Xml => {
                by_line(text, "&#10;", |line, out| out.push_str(&xml(&line.iter().collect::<String>())))
            }
            Self::Markdown => by_line(text, "<br>", markdown),
            Self::Json => json(text),
            Self::MermaidTitle => mermaid::title(text),
        }
    }
}

/// Without control characters and marks that turn the direction of what follows.
fn clean(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !is_forbidden(*c) && *c != '\r').map(|c| match c {
        '\t' | '\u{2028}' | '\u{2029}' => ' ',
        other => other,
    })
}

fn by_line(text: &str, between: &str, line: impl Fn(&[char], &mut String)) -> String {
    let text: String = clean(text).collect();
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for (n, part) in text.split('\n').enumerate() {
        if n > 0 {
            out.push_str(between);
        }
        line(&part.chars().collect::<Vec<_>>(), &mut out);
    }
    out
}

/// Whether the character before or after is the same.
fn is_doubled(line: &[char], at: usize) -> bool {
    let same = |other: Option<&char>| other == line.get(at);
    at.checked_sub(1).is_some_and(|before| same(line.get(before))) || same(line.get(at + 1))
}

fn is_first(line: &[char], at: usize) -> bool {
    line[..at].iter().all(|c| *c == ' ')
}

fn is_last(line: &[char], at: usize) -> bool {
    line[at + 1..].iter().all(|c| *c == ' ')
}

/// The mark after the number of an item: `1. `.
fn is_numbering(line: &[char], at: usize) -> bool {
    let is_number = line[..at].iter().all(|c| c.is_ascii_digit() || *c == ' ');
    at > 0 && is_number && line.get(at + 1).is_none_or(|next| *next == ' ')
}

fn json(text: &str) -> String {
    let quoted = serde_json::Value::from(clean(text).collect::<String>()).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

fn dot(line: &[char], out: &mut String) {
    for c in line {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            // Character references are read in labels.
            '&' => out.push_str("&amp;"),
            other => out.push(*other),
        }
    }
}

fn markdown(line: &[char], out: &mut String) {
    for (at, c) in line.iter().copied().enumerate() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' | '$' | '{' | '}' | '^' | '=' => {
                out.push('\\');
                out.push(c);
            }
            // An address that is made a link by itself.
            ':' if line.get(at + 1) == Some(&'/') => out.push_str("&#58;"),
            '@' => out.push_str("&#64;"),
            '.' if at
                .checked_sub(3)
                .is_some_and(|n| line[n..at].iter().map(char::to_ascii_lowercase).eq("www".chars())) =>
            {
                out.push_str("&#46;");
            }
            '-' | '+' if is_first(line, at) || is_doubled(line, at) => {
                out.push('\\');
                out.push(c);
            }
            '.' | ')' if is_numbering(line, at) => {
                out.push('\\');
                out.push(c);
            }
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests;
