//! A value written anew, because it is of another shape or style than the one that stands there.

use crate::yaml::emit;
use crate::yaml::encode::Out;
use crate::yaml::patch::entries;
use crate::yaml::patch::refusal::{Refusal, Why};
use crate::yaml::patch::splice::Splice;
use crate::yaml::patch::walk::{Around, Slot, Walk};
use crate::yaml::tree::{Data, Node};

impl Walk<'_, '_> {
    /// Writes `after` in canonical form in place of the value; refuses if a comment would be lost.
    pub(super) fn replace(&mut self, node: &Node<'_>, slot: Slot, after: &Out<'_>) -> Result<(), Refusal> {
        let source = self.source;
        let is_empty = matches!(node.data, Data::Null) && node.start == node.end;
        if is_empty {
            return self.fill(slot, after);
        }
        let head = source.skip_blank(slot.from);
        let end = entries::end(source, node).max(head);
        if slot.is_flow || slot.place == Around::Document {
            self.check_comments(head, end)?;
            let text = match slot.is_flow {
                true => one_line(after),
                false => source.with_eol(head, emit::emit(after).trim_end_matches('\n').to_owned()),
            };
            self.splices.push(Splice { start: head, end, text });
            return Ok(());
        }
        if matches!(source.byte(head), Some(b'|' | b'>')) {
            return self.replace_block_scalar(node, slot, after, head, end);
        }
        let is_same_line = source.line_end(slot.from) >= head;
        let is_block =
            matches!(node.data, Data::Sequence(_) | Data::Mapping(_)) && !entries::is_flow(source, node);
        let (first, rest) =
            self.canonical(slot, after, source.comment_in(end, source.line_end(end)).is_some());
        if is_same_line || !is_block && rest.is_empty() {
            self.check_comments(head, end)?;
            let start = if first.is_empty() { slot.from } else { head };
            self.splices.push(Splice { start, end, text: first.trim_start().to_owned() });
            self.add_lines(source.next_line(end), &rest);
            return Ok(());
        }
        // On lines of its own, below comments perhaps.
        self.check_comments(head, source.line_end(end))?;
        let lines = source.line_start(head);
        self.splices.push(Splice::insert(slot.from, first));
        let has_comment = source.comment_in(slot.from, head).is_some();
        self.add_lines(if has_comment { lines } else { source.next_line(slot.from) }, &rest);
        self.splices.push(Splice::delete(lines, source.next_line(end)));
        Ok(())
    }

    /// A value where there is none: `key:`.
    fn fill(&mut self, slot: Slot, after: &Out<'_>) -> Result<(), Refusal> {
        let source = self.source;
        let from = slot.from;
        if slot.is_flow {
            let colon = if slot.is_marked { " " } else { ": " };
            let spaces = source.text[from..].bytes().take_while(|byte| *byte == b' ').count();
            let end = if source.byte(from + spaces) == Some(b',') { from + spaces } else { from };
            self.splices.push(Splice { start: from, end, text: format!("{colon}{}", one_line(after)) });
            return Ok(());
        }
        if !slot.is_marked {
            return Err(Refusal::new(Why::Shape, from));
        }
        let (first, rest) =
            self.canonical(slot, after, source.comment_in(from, source.line_end(from)).is_some());
        self.splices.push(Splice::insert(from, first));
        self.add_lines(source.next_line(from), &rest);
        Ok(())
    }

    fn replace_block_scalar(
        &mut self,
        node: &Node<'_>,
        slot: Slot,
        after: &Out<'_>,
        head: usize,
        end: usize,
    ) -> Result<(), Refusal> {
        let source = self.source;
        let line_end = source.line_end(head);
        let header = source.slice(head, line_end);
        let header = header.find([' ', '\t']).map_or(line_end, |at| head + at);
        let has_comment = source.comment_in(header, line_end).is_some();
        let (first, rest) = self.canonical(slot, after, has_comment);
        self.splices.push(Splice { start: slot.from, end: header, text: first });
        let lines = source.next_line(head);
        let behind = self.behind_block_scalar(node, head, end);
        self.add_lines(lines, &rest);
        self.splices.push(Splice::delete(lines, behind));
        Ok(())
    }

    /// Where the line behind a block scalar begins.
    pub(super) fn behind_block_scalar(&self, node: &Node<'_>, head: usize, end: usize) -> usize {
        let lines = self.source.next_line(head);
        let is_blank = node.text().is_none_or(|text| text.trim().is_empty());
        match is_blank {
            true => self.source.line_start(node.end as usize).max(lines),
            false => self.source.next_line(end).max(lines),
        }
    }

    /// The value behind its key or dash: what stands in that line, and the lines below.
    fn canonical(&self, slot: Slot, after: &Out<'_>, has_comment: bool) -> (String, String) {
        let source = self.source;
        if self.is_careful {
            return (format!(" {}", one_line(after)), String::new());
        }
        let line = source.slice(source.line_start(slot.from), slot.from);
        let mut text = line.to_owned();
        match slot.place {
            Around::Dash => emit::value_after_dash(&mut text, after, slot.indent),
            Around::Key | Around::Document => emit::value_after_key(&mut text, after, slot.indent),
        }
        let text = text[line.len()..].trim_end_matches('\n');
        let is_quoted = text.starts_with(" \"") && matches!(after, Out::Text(_));
        if is_quoted && has_comment {
            return (format!(" {}", one_line(after)), String::new());
        }
        match text.split_once('\n') {
            Some((first, rest)) if !is_quoted => {
                (first.to_owned(), source.with_eol(slot.from, rest.to_owned()))
            }
            _ => (source.with_eol(slot.from, text.to_owned()), String::new()),
        }
    }

    fn add_lines(&mut self, at: usize, lines: &str) {
        if !lines.is_empty() {
            let eol = self.source.eol(at.saturating_sub(1));
            self.splices.push(Splice::insert(at, format!("{lines}{eol}")));
        }
    }

    fn check_comments(&self, start: usize, end: usize) -> Result<(), Refusal> {
        match self.source.comment_in(start, end) {
            Some(at) => Err(Refusal::new(Why::Comment, at)),
            None => Ok(()),
        }
    }
}

/// The value in one line, as it stands in brackets.
pub(super) fn one_line(out: &Out<'_>) -> String {
    let mut text = String::new();
    emit::flow(&mut text, out);
    text
}
