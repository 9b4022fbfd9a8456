//! The text that is patched: its lines, its line ends and its comments.
//!
//! Work is done on a text that ends with a line end, so that every line can be followed by another
//! and be taken away as a whole; [`Source::finish`] takes that line end back.

use std::borrow::Cow;

use crate::yaml::patch::refusal::Refusal;
use crate::yaml::patch::splice::{self, Splice, apply};
use crate::yaml::tree::{Data, Node};

const BOM: &str = "\u{feff}";

/// A text with its comments.
pub(super) struct Source<'t> {
    /// The text, with a line end at its end.
    pub text: Cow<'t, str>,
    /// Bytes of the line end that was added.
    padding: usize,
    /// The line end of the first line.
    eol: &'static str,
    /// Start and end of each comment, in order.
    comments: Vec<(usize, usize)>,
}

impl<'t> Source<'t> {
    pub fn new(text: &'t str) -> Self {
        let first = text.find(['\n', '\r']).map(|at| break_at(text.as_bytes(), at));
        let eol = first.map_or("\n", |length| match (length, text.contains('\n')) {
            (2, _) => "\r\n",
            (_, true) => "\n",
            (_, false) => "\r",
        });
        let is_ended = text.is_empty() || text == BOM || text.ends_with(['\n', '\r']);
        let text = if is_ended { Cow::Borrowed(text) } else { Cow::Owned(format!("{text}{eol}")) };
        Self { padding: if is_ended { 0 } else { eol.len() }, text, eol, comments: Vec::new() }
    }

    pub fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    pub fn slice(&self, start: usize, end: usize) -> &str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// Where the line that holds `at` begins; after a byte order mark.
    pub fn line_start(&self, at: usize) -> usize {
        let before = &self.text.as_bytes()[..at.min(self.text.len())];
        match before.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')) {
            Some(found) => found + 1,
            None if self.text.starts_with(BOM) && at >= BOM.len() => BOM.len(),
            None => 0,
        }
    }

    /// Where the line that holds `at` ends, before its line end.
    pub fn line_end(&self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let rest = bytes.get(at..).unwrap_or_default();
        rest.iter().position(|b| matches!(b, b'\n' | b'\r')).map_or(bytes.len(), |found| at + found)
    }

    /// Where the line after the one that holds `at` begins.
    pub fn next_line(&self, at: usize) -> usize {
        let end = self.line_end(at);
        end + break_at(self.text.as_bytes(), end)
    }

    /// The line end of the line that holds `at`.
    pub fn eol(&self, at: usize) -> &str {
        let end = self.line_end(at);
        match break_at(self.text.as_bytes(), end) {
            0 => self.eol,
            length => self.slice(end, end + length),
        }
    }

    /// How many columns before `at`.
    pub fn column(&self, at: usize) -> usize {
        at - self.line_start(at)
    }

    /// Whether nothing but white space stands before `at` in its line.
    pub fn is_first(&self, at: usize) -> bool {
        self.slice(self.line_start(at), at).bytes().all(|byte| matches!(byte, b' ' | b'\t'))
    }

    /// The next byte that is no white space, line end or comment.
    pub fn skip_blank(&self, mut at: usize) -> usize {
        loop {
            match self.byte(at) {
                Some(b' ' | b'\t' | b'\n' | b'\r') => at += 1,
                Some(b'#') => at = self.line_end(at),
                _ if self.text[at.min(self.text.len())..].starts_with(BOM) => at += BOM.len(),
                _ => return at,
            }
        }
    }

    /// The first comment that begins between the two.
    pub fn comment_in(&self, start: usize, end: usize) -> Option<usize> {
        let next = self.comments.partition_point(|comment| comment.0 < start);
        self.comments.get(next).map(|comment| comment.0).filter(|at| *at < end)
    }

    /// `text` with the line ends of the line that holds `at`.
    pub fn with_eol(&self, at: usize, text: String) -> String {
        match self.eol(at) {
            "\n" => text,
            eol => text.replace('\n', eol),
        }
    }

    /// Finds the comments: what begins with `#` and is no part of a scalar.
    pub fn note_comments(&mut self, roots: &[Node<'_>]) {
        let bytes = self.text.as_bytes();
        if !bytes.contains(&b'#') {
            return;
        }
        let mut scalars = Vec::new();
        for root in roots {
            add_scalars(root, &mut scalars);
        }
        let mut at = 0;
        let mut found = Vec::new();
        for (start, end) in scalars.into_iter().chain([(bytes.len(), bytes.len())]) {
            while let Some(next) = bytes.get(at..start).and_then(|gap| gap.iter().position(|b| *b == b'#')) {
                let end = self.line_end(at + next);
                found.push((at + next, end));
                at = end;
            }
            at = at.max(end);
        }
        self.comments = found;
    }

    /// The splices in order, for the text without the line end that was added.
    pub fn finish(&self, original: &str, splices: Vec<Splice>) -> Result<Vec<Splice>, Refusal> {
        let mut splices = splice::ordered(&self.text, splices)?;
        let end = original.len();
        if self.padding == 0 || splices.last().is_none_or(|last| last.end <= end) {
            return Ok(splices);
        }
        // The last line changes: write it from its beginning on, then without its line end.
        let first = splices.iter().position(|s| s.end > end).unwrap_or_default();
        let start = splices[first].start.min(end);
        let line = self.line_start(start);
        let before = self.text.as_bytes()[..line].iter().rposition(|b| !matches!(b, b'\n' | b'\r'));
        let start = if line == start { before.map_or(0, |at| at + 1) } else { start };
        let floor = first.checked_sub(1).map_or(0, |n| splices[n].end);
        let start = start.max(floor);
        let mut tail = splices.split_off(first);
        for splice in &mut tail {
            splice.start -= start;
            splice.end -= start;
        }
        let new = apply(&self.text[start..], &tail)?;
        let new = new.strip_suffix("\r\n").or(new.strip_suffix(['\n', '\r'])).unwrap_or(&new);
        splices.push(Splice { start, end, text: new.to_owned() });
        splice::ordered(original, splices)
    }
}

/// Bytes of the line end at `at`.
fn break_at(bytes: &[u8], at: usize) -> usize {
    match (bytes.get(at), bytes.get(at + 1)) {
        (Some(b'\r'), Some(b'\n')) => 2,
        (Some(b'\r' | b'\n'), _) => 1,
        _ => 0,
    }
}

fn add_scalars(node: &Node<'_>, scalars: &mut Vec<(usize, usize)>) {
    match &node.data {
        Data::Null => {}
        Data::Scalar(_) => scalars.push((node.start as usize, node.end as usize)),
        Data::Sequence(items) => items.iter().for_each(|item| add_scalars(item, scalars)),
        Data::Mapping(pairs) => {
            for pair in pairs {
                scalars.push((pair.key_start as usize, pair.key_end as usize));
                add_scalars(&pair.value, scalars);
            }
        }
    }
}
