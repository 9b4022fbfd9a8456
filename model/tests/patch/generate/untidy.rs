//! Files that say the same in untidy ways: comments, quotes, indentation, key order, line ends.

use std::borrow::Cow;

use archweave_model::yaml::emit;
use archweave_model::yaml::encode::Out;

use super::Dice;

/// The tree in whatever style the dice say. Comments are `#c` and a number, each once.
pub fn untidy(root: &Out<'_>, dice: &mut Dice) -> String {
    let root = respelled(root, dice);
    let mut writer = Writer { dice, text: String::new(), comments: 0, block_end: 0 };
    match &root {
        Out::Map(entries) if !entries.is_empty() && writer.dice.chance(90) => {
            writer.map(entries, 0, true, true)
        }
        other => {
            writer.flow(other, 0);
            writer.text.push('\n');
        }
    }
    let mut text = writer.text;
    if dice.chance(20) {
        text = text.replace('\n', "\r\n");
    }
    if dice.chance(20) {
        text.truncate(text.trim_end_matches(['\r', '\n']).len());
    }
    match dice.roll(12) {
        0 => format!("\u{feff}{text}"),
        1 => format!("---\n{text}"),
        2 => format!("# before\n\n---\n{text}"),
        _ => text,
    }
}

/// Other spellings of the same: owners, short relations, kinds with a prefix, one tag without brackets;
/// and items that reading leaves out.
fn respelled<'o>(out: &Out<'o>, dice: &mut Dice) -> Out<'o> {
    let Out::Map(entries) = out else { return out.clone() };
    let mut entries = entries.clone();
    for (key, value) in &mut entries {
        match (&**key, &mut *value) {
            ("owner", business) if dice.chance(30) => {
                *value = Out::Map(vec![("business".into(), business.clone())]);
                *key = "owners".into();
            }
            ("kind", Out::Text(kind)) if dice.chance(20) && !kind.contains(':') => {
                *kind = format!("archimate:{kind}").into();
            }
            ("specialization" | "zachman", one @ Out::Text(_)) if dice.chance(30) => {
                *value = Out::List(vec![one.clone()]);
            }
            ("tags" | "languages", Out::List(items)) if items.len() == 1 && dice.chance(50) => {
                *value = items[0].clone();
            }
            ("lifecycle", Out::Map(state)) if state.len() == 1 && dice.chance(50) => {
                *value = state[0].1.clone()
            }
            ("relations", Out::List(items)) => {
                items.iter_mut().for_each(|relation| shorten(relation, dice));
                drop_in(items, dice);
            }
            ("tags" | "content" | "connections" | "waivers", Out::List(items)) => drop_in(items, dice),
            _ => {}
        }
    }
    Out::Map(entries)
}

/// Puts something into a list that reading leaves out.
fn drop_in(items: &mut Vec<Out<'_>>, dice: &mut Dice) {
    if dice.chance(10) {
        let broken = dice.pick(&[&["broken"][..], &[]]);
        let broken = Out::List(broken.iter().map(|text| Out::from(*text)).collect());
        items.insert(dice.roll(items.len() + 1), broken);
    }
}

/// A relation with its kind as first key, though it has other keys.
fn shorten(relation: &mut Out<'_>, dice: &mut Dice) {
    let Out::Map(entries) = relation else { return };
    let find = |key| entries.iter().find(|(k, _)| k == key).map(|(_, value)| value.clone());
    let (Some(Out::Text(kind)), Some(to)) = (find("kind"), find("to")) else { return };
    if kind != "access" && dice.chance(40) {
        entries.retain(|(key, _)| key != "kind" && key != "to");
        entries.insert(0, (kind, to));
    }
}

struct Writer<'d> {
    dice: &'d mut Dice,
    text: String,
    comments: usize,
    /// Where the last block of text ended: a comment far in would be part of it.
    block_end: usize,
}

impl Writer<'_> {
    fn comment(&mut self) -> String {
        self.comments += 1;
        format!("#c{}.", self.comments)
    }

    fn pad(&mut self, indent: usize) {
        self.text.extend(std::iter::repeat_n(' ', indent));
    }

    /// Blank lines and comments before an entry.
    fn gap(&mut self, indent: usize) {
        if self.dice.chance(8) {
            self.text.push('\n');
        }
        if self.dice.chance(15) {
            let column = match self.dice.roll(8) {
                0 => 0,
                1 if self.block_end != self.text.trim_end().len() => indent + 1,
                _ => indent,
            };
            self.pad(column);
            let comment = self.comment();
            self.text.push_str(&comment);
            self.text.push('\n');
        }
    }

    /// A comment perhaps, and the end of the line.
    fn end_line(&mut self) {
        if self.dice.chance(15) {
            let comment = self.comment();
            self.text.push_str("  ");
            self.text.push_str(&comment);
        }
        self.text.push('\n');
    }

    fn map(&mut self, entries: &[(Cow<'_, str>, Out<'_>)], indent: usize, is_new_line: bool, is_root: bool) {
        let mut order: Vec<usize> = (0..entries.len()).collect();
        // The first key of a relation in short form is its kind.
        let may_be_short = ["serving", "flow", "triggering", "acme:rule"].contains(&&*entries[0].0);
        if self.dice.chance(40) && !may_be_short {
            for n in (1..order.len()).rev() {
                order.swap(n, self.dice.roll(n + 1));
            }
        }
        for (n, at) in order.into_iter().enumerate() {
            let (key, value) = &entries[at];
            if n > 0 || is_new_line {
                self.gap(indent);
                self.pad(indent);
            }
            if key.len() > 200 || self.dice.chance(4) {
                self.text.push_str("? ");
                self.key(key);
                self.text.push('\n');
                self.pad(indent);
            } else {
                self.key(key);
            }
            self.text.push(':');
            self.value(value, indent, true);
        }
        if self.dice.chance(5) && !is_root && is_new_line {
            self.pad(indent);
            self.text.push_str(self.dice.pick(&["nothing:\n", "nothing: ~\n", "nothing: null # n\n"]));
        }
    }

    fn key(&mut self, key: &str) {
        match self.dice.roll(10) {
            0 => self.double(key),
            _ => self.text.push_str(&one_line(&Out::Text(key.into()))),
        }
    }

    fn double(&mut self, content: &str) {
        // What is written in quotes by the writer, with quotes always.
        let quoted = one_line(&Out::Text(format!("{content}\u{1}").into()));
        self.text.push_str(&quoted.replace("\\x01", ""));
    }

    /// A value behind its colon or dash.
    fn value(&mut self, value: &Out<'_>, indent: usize, is_after_key: bool) {
        let step = self.dice.pick(&[2, 2, 2, 4, 3, 1]);
        match value {
            Out::Text(text) => self.scalar_line(text, indent, step),
            Out::Plain(number) => {
                let number = if self.dice.chance(20) { format!("\"{number}\"") } else { number.clone() };
                self.text.push(' ');
                self.text.push_str(&number);
                self.end_line();
            }
            Out::List(items) if !items.is_empty() && self.dice.chance(60) => {
                self.end_line();
                let is_flush = is_after_key && self.dice.chance(30);
                let indent = if is_flush { indent } else { indent + step };
                for item in items {
                    self.gap(indent);
                    self.pad(indent);
                    self.text.push('-');
                    self.item(item, indent);
                }
            }
            Out::Map(entries) if !entries.is_empty() && self.dice.chance(60) => {
                self.end_line();
                self.map(entries, indent + step, true, false);
            }
            other => {
                self.text.push(' ');
                self.flow(other, indent + step);
                self.end_line();
            }
        }
    }

    fn item(&mut self, item: &Out<'_>, indent: usize) {
        match item {
            Out::Map(entries) if !entries.is_empty() && self.dice.chance(60) => {
                let space = self.dice.pick(&[1, 1, 1, 3]);
                self.pad(space);
                self.map(entries, indent + 1 + space, false, false);
            }
            other => self.value(other, indent, false),
        }
    }

    fn scalar_line(&mut self, text: &str, indent: usize, step: usize) {
        let body = text.strip_suffix('\n').unwrap_or(text);
        let is_block = !body.is_empty()
            && !text.starts_with([' ', '\n', '\t'])
            && !body.ends_with('\n')
            && text.chars().all(|c| c == '\n' || c == ' ' || c.is_alphanumeric() || c.is_ascii_punctuation());
        if is_block && self.dice.chance(if body.contains('\n') { 70 } else { 15 }) {
            let chomping = if text.ends_with('\n') { "" } else { "-" };
            let is_folded = !text.contains("\n\n")
                && !body.contains('\n')
                && !body.contains("  ")
                && self.dice.chance(50);
            self.text.push_str(if is_folded { " >" } else { " |" });
            self.text.push_str(chomping);
            self.end_line();
            let pieces: Vec<&str> = match is_folded {
                true => body.split_inclusive(' ').collect(),
                false => body.split_inclusive('\n').collect(),
            };
            let mut is_start = true;
            for piece in pieces {
                let piece = piece.trim_end_matches('\n');
                if is_start && !piece.is_empty() {
                    self.pad(indent + step);
                }
                is_start = !is_folded || self.dice.chance(30) && piece.ends_with(' ');
                self.text.push_str(if is_start { piece.trim_end_matches(' ') } else { piece });
                if is_start {
                    self.text.push('\n');
                }
            }
            if !is_start {
                self.text.push('\n');
            }
            self.block_end = self.text.trim_end().len();
            if self.dice.chance(20) {
                self.text.push('\n');
            }
            return;
        }
        if self.dice.chance(5) && is_block && !body.contains('\n') {
            self.text.push('\n');
            self.pad(indent + step);
        } else {
            self.text.push(' ');
        }
        self.scalar(text);
        self.end_line();
    }

    fn scalar(&mut self, text: &str) {
        let is_tame = text.chars().all(|c| c == ' ' || c.is_alphanumeric() || c.is_ascii_punctuation());
        match self.dice.roll(5) {
            0 if is_tame => {
                let quoted = format!("'{}'", text.replace('\'', "''"));
                self.text.push_str(&quoted);
            }
            1 => self.double(text),
            _ => self.text.push_str(&one_line(&Out::Text(text.into()))),
        }
    }

    fn flow(&mut self, value: &Out<'_>, indent: usize) {
        let is_lines = self.dice.chance(15) && indent > 0;
        let (open, close, length) = match value {
            Out::Text(text) => return self.scalar(text),
            Out::Plain(number) => return self.text.push_str(number),
            Out::List(items) => ('[', ']', items.len()),
            Out::Map(entries) => ('{', '}', entries.len()),
        };
        let space = if self.dice.chance(50) { " " } else { "" };
        self.text.push(open);
        for n in 0..length {
            if is_lines {
                self.flow_break(indent);
            } else {
                self.text.push_str(space);
            }
            match value {
                Out::List(items) => self.flow(&items[n], indent + 1),
                Out::Map(entries) => {
                    let (key, value) = &entries[n];
                    if key.len() > 200 {
                        self.text.push_str("? ");
                    }
                    self.key(key);
                    self.text.push_str(": ");
                    self.flow(value, indent + 1);
                }
                _ => {}
            }
            if n + 1 < length || self.dice.chance(5) {
                self.text.push(',');
                if n + 1 < length && !is_lines && space.is_empty() {
                    self.text.push(' ');
                }
            }
        }
        if is_lines {
            self.flow_break(indent);
        } else if length > 0 {
            self.text.push_str(space);
        }
        self.text.push(close);
    }

    fn flow_break(&mut self, indent: usize) {
        self.end_line();
        if self.dice.chance(15) {
            self.pad(indent);
            let comment = self.comment();
            self.text.push_str(&comment);
            self.text.push('\n');
        }
        self.pad(indent);
    }
}

/// As it stands in brackets.
fn one_line(out: &Out<'_>) -> String {
    let text = emit::emit(&Out::List(vec![out.clone()]));
    text.trim_end().strip_prefix('[').unwrap().strip_suffix(']').unwrap().to_owned()
}
