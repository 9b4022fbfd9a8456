//! A scalar in place of another, in the style that stands there as far as the new text allows.

use crate::yaml::emit;
use crate::yaml::encode::Out;
use crate::yaml::patch::entries;
use crate::yaml::patch::refusal::Refusal;
use crate::yaml::patch::replace::one_line;
use crate::yaml::patch::splice::Splice;
use crate::yaml::patch::walk::{Around, Slot, Walk};
use crate::yaml::tree::Node;

impl Walk<'_, '_> {
    /// Writes the text `new` in place of `old`.
    pub(super) fn scalar(
        &mut self,
        node: &Node<'_>,
        slot: Slot,
        old: &str,
        new: &str,
        out: &Out<'_>,
    ) -> Result<(), Refusal> {
        if old == new {
            return Ok(());
        }
        let head = self.source.skip_blank(slot.from);
        let end = node.end as usize;
        let has_lines = new.contains('\n') && !slot.is_flow;
        let is_number = matches!(out, Out::Plain(_));
        let text = match self.source.byte(head) {
            Some(b'|' | b'>') if !slot.is_flow => return self.block_scalar(node, slot, head, old, new, out),
            Some(b'\'' | b'"') if has_lines => return self.replace(node, slot, out),
            Some(b'\'') if new.chars().all(emit::is_printable) => format!("'{}'", new.replace('\'', "''")),
            Some(b'\'' | b'"') => {
                let mut text = String::from("\"");
                emit::escape(&mut text, new);
                text.push('"');
                text
            }
            _ if is_number || emit::is_plain(new) || !slot.is_flow && emit::is_plain_in_block(new) => {
                new.to_owned()
            }
            _ if slot.is_flow => one_line(out),
            _ => return self.replace(node, slot, out),
        };
        self.splices.push(Splice { start: head.max(node.start as usize), end, text });
        Ok(())
    }

    /// A literal or folded block stays one, and its lines that do not differ stay as they are.
    fn block_scalar(
        &mut self,
        node: &Node<'_>,
        slot: Slot,
        head: usize,
        old: &str,
        new: &str,
        out: &Out<'_>,
    ) -> Result<(), Refusal> {
        let source = self.source;
        let body = new.strip_suffix('\n').unwrap_or(new);
        let is_folded = source.byte(head) == Some(b'>') && emit::is_words(body);
        let indent = source.column(node.start as usize);
        let is_indented = source.is_first(node.start as usize) && slot.place != Around::Document;
        if self.is_careful || old.trim().is_empty() || !is_indented || !is_folded && !emit::is_literal(new) {
            return self.replace(node, slot, out);
        }
        let line_end = source.line_end(head);
        let header = source.slice(head, line_end);
        let header = header.split([' ', '\t']).next().unwrap_or_default();
        let digits = header.chars().filter(char::is_ascii_digit);
        let style = if is_folded { '>' } else { '|' };
        let chomping = if new.ends_with('\n') { "" } else { "-" };
        let new_header = format!("{style}{}{chomping}", digits.collect::<String>());
        self.splices.push(Splice { start: head, end: head + header.len(), text: new_header });

        let start = source.next_line(head);
        let end = self.behind_block_scalar(node, head, entries::end(source, node));
        let raw: Vec<&str> = source.slice(start, end).split_inclusive('\n').collect();
        let old_body = old.trim_end_matches('\n');
        let lines = match is_folded {
            true => refold(&raw, old_body, body, indent),
            false => relined(&raw, old_body, body),
        };
        let pad = " ".repeat(indent);
        let eol = source.eol(head);
        let mut text = String::new();
        for line in lines {
            match line {
                Line::Kept(raw) => text.push_str(raw),
                Line::New("") => text.push_str(eol),
                Line::New(line) => {
                    text.push_str(&pad);
                    text.push_str(line);
                    text.push_str(eol);
                }
            }
        }
        self.splices.push(Splice { start, end, text });
        Ok(())
    }
}

/// A line of a block scalar.
enum Line<'l> {
    /// As it stands, with its line end.
    Kept(&'l str),
    /// Without indentation and line end.
    New(&'l str),
}

/// The lines of a literal block; those that are equal at its beginning and end are kept.
fn relined<'l>(raw: &[&'l str], old: &str, new: &'l str) -> Vec<Line<'l>> {
    let old: Vec<&str> = old.split('\n').collect();
    let new: Vec<&str> = new.split('\n').collect();
    let (mut head, mut tail) = (0, 0);
    if raw.len() == old.len() {
        head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
        let rest = old.len().min(new.len()) - head;
        tail = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    }
    let kept = |lines: &[&'l str]| lines.iter().map(|line| Line::Kept(line)).collect::<Vec<_>>();
    let mut lines = kept(&raw[..head]);
    lines.extend(new[head..new.len() - tail].iter().map(|line| Line::New(line)));
    lines.extend(kept(&raw[raw.len() - tail..]));
    lines
}

/// The lines of a folded block; those whose words are the same at its beginning and end are kept.
fn refold<'l>(raw: &[&'l str], old: &str, new: &'l str, indent: usize) -> Vec<Line<'l>> {
    let words: Vec<&str> = raw.iter().map(|line| line.trim()).collect();
    let (mut head, mut tail, mut rest) = (0, 0, new);
    if words.join(" ") == old {
        while let Some(next) = words.get(head).and_then(|line| rest.strip_prefix(line)?.strip_prefix(' ')) {
            (rest, head) = (next, head + 1);
        }
        while let Some(next) =
            words[head..words.len() - tail].last().and_then(|line| rest.strip_suffix(line)?.strip_suffix(' '))
        {
            (rest, tail) = (next, tail + 1);
        }
    }
    let mut lines: Vec<Line<'l>> = raw[..head].iter().map(|line| Line::Kept(line)).collect();
    lines.extend(fold(rest, indent).into_iter().map(Line::New));
    lines.extend(raw[raw.len() - tail..].iter().map(|line| Line::Kept(line)));
    lines
}

/// Words in lines of the usual width.
fn fold(text: &str, indent: usize) -> Vec<&str> {
    let mut lines = Vec::new();
    let (mut start, mut width, mut at) = (0, 0, 0);
    for word in text.split(' ') {
        let length = word.chars().count();
        if width > 0 && indent + width + 1 + length > emit::FLOW_WIDTH {
            lines.push(&text[start..at - 1]);
            (start, width) = (at, 0);
        }
        width += length + usize::from(width > 0);
        at += word.len() + 1;
    }
    lines.push(&text[start..]);
    lines
}
