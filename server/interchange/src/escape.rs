//! XML written: an indented document that grows at its end.

/// A document being written. Elements are opened, given attributes, then filled and closed.
pub struct Writer {
    text: String,
    depth: usize,
    /// The last start tag is not closed yet.
    is_open: bool,
    /// Where it starts.
    tag: usize,
}

impl Writer {
    pub fn new(capacity: usize) -> Self {
        let mut text = String::with_capacity(capacity);
        text.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        Self { text, depth: 0, is_open: false, tag: 0 }
    }

    fn fill(&mut self) {
        if self.is_open {
            self.text.push_str(">\n");
            self.is_open = false;
        }
    }

    fn indent(&mut self) {
        for _ in 0..self.depth {
            self.text.push_str("  ");
        }
    }

    /// Starts an element; attributes may follow.
    pub fn open(&mut self, name: &str) {
        self.fill();
        self.indent();
        self.tag = self.text.len();
        self.text.push('<');
        self.text.push_str(name);
        self.depth += 1;
        self.is_open = true;
    }

    /// Adds an attribute to the element just opened.
    pub fn attribute(&mut self, name: &str, value: &str) {
        self.text.push(' ');
        self.text.push_str(name);
        self.text.push_str("=\"");
        push_attribute(&mut self.text, value);
        self.text.push('"');
    }

    /// Where the element opened last starts.
    pub fn tag(&self) -> usize {
        self.tag
    }

    /// Whether the element just opened has an attribute of this name.
    pub fn has_attribute(&self, name: &str) -> bool {
        let tag = self.text.get(self.tag..).unwrap_or_default();
        tag.match_indices(name).any(|(at, _)| {
            let before = at.checked_sub(1).and_then(|before| tag.get(before..at));
            before == Some(" ") && tag.get(at + name.len()..).is_some_and(|rest| rest.starts_with("=\""))
        })
    }

    /// Ends the element with this name.
    pub fn close(&mut self, name: &str) {
        self.depth = self.depth.saturating_sub(1);
        if self.is_open {
            self.text.push_str("/>\n");
            self.is_open = false;
            return;
        }
        self.indent();
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push_str(">\n");
    }

    /// A part of a document, to be put into another at this depth.
    pub fn part(depth: usize) -> Self {
        Self { text: String::new(), depth, is_open: false, tag: 0 }
    }

    /// Puts in a part that was written apart.
    pub fn append(&mut self, part: &Self) {
        if !part.text.is_empty() {
            self.fill();
            self.text.push_str(&part.text);
        }
    }

    /// How deep the next element is.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// A whole element with text in a language inside.
    pub fn words(&mut self, name: &str, language: Option<&str>, text: &str) {
        self.fill();
        self.indent();
        self.text.push('<');
        self.text.push_str(name);
        if let Some(language) = language {
            self.text.push_str(" xml:lang=\"");
            push_attribute(&mut self.text, language);
            self.text.push('"');
        }
        self.text.push('>');
        push_text(&mut self.text, text);
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push_str(">\n");
    }

    /// A whole element with text inside.
    pub fn leaf(&mut self, name: &str, text: &str) {
        self.fill();
        self.indent();
        self.text.push('<');
        self.text.push_str(name);
        self.text.push('>');
        push_text(&mut self.text, text);
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push_str(">\n");
    }

    /// An element as it was read.
    pub fn raw(&mut self, element: &str) {
        self.fill();
        self.indent();
        self.text.push_str(element);
        self.text.push('\n');
    }

    /// Text among elements.
    pub fn stray(&mut self, text: &str) {
        self.fill();
        push_text(&mut self.text, text);
        self.text.push('\n');
    }

    pub fn finish(self) -> String {
        self.text
    }
}

/// Whether XML 1.0 can hold the character at all.
pub fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Whether XML can hold the text.
pub fn is_clean(text: &str) -> bool {
    // 0xEF starts U+FFFE and U+FFFF; most text has neither such a byte nor a control character.
    !text.bytes().any(|b| b < 0x20 || b == 0xEF) || text.chars().all(is_xml)
}

/// Adds the value of an attribute, between double quotes.
pub fn push_attribute(out: &mut String, value: &str) {
    if !value.bytes().any(|b| b < 0x20 || matches!(b, b'&' | b'<' | b'"' | 0xEF)) {
        out.push_str(value);
        return;
    }
    for c in value.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#xA;"),
            '\r' => out.push_str("&#xD;"),
            '\t' => out.push_str("&#x9;"),
            c if is_xml(c) => out.push(c),
            _ => out.push(char::REPLACEMENT_CHARACTER),
        }
    }
}

/// Adds text between tags.
pub fn push_text(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' if out.ends_with("]]") => out.push_str("&gt;"),
            '\r' => out.push_str("&#xD;"),
            c if is_xml(c) => out.push(c),
            _ => out.push(char::REPLACEMENT_CHARACTER),
        }
    }
}
