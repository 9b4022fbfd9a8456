//! Lists and maps whose entries have lines of their own.

use crate::yaml::emit;
use crate::yaml::encode::Out;
use crate::yaml::patch::collection::{Change, Kind};
use crate::yaml::patch::entries::{self, Entry};
use crate::yaml::patch::refusal::Refusal;
use crate::yaml::patch::splice::{Splice, apply};
use crate::yaml::patch::steps::Step;
use crate::yaml::patch::walk::{Around, Slot, Walk};
use crate::yaml::tree::{Node, Pair};

impl Walk<'_, '_> {
    /// Goes through the steps in their order, with the place behind the last entry that stays.
    pub(super) fn block(&mut self, change: &Change<'_, '_>) -> Result<(), Refusal> {
        let entries = &change.entries;
        let Some(first) = entries.first() else { return Ok(()) };
        let is_inline = !self.source.is_first(first.start);
        let next_in_place = match is_inline {
            true => change.steps.iter().find_map(|step| step.stays()),
            false => None,
        };
        // Comments above the first entry belong to it; above a whole document they are its head.
        let mut front = match change.spot.slot.place {
            Around::Document => Front::Line(self.source.line_start(first.start)),
            _ => Front::Line(self.source.next_line(change.spot.slot.from)),
        };
        if is_inline {
            let Some(next) = next_in_place else {
                return self.replace(change.spot.node, change.spot.slot, change.spot.after);
            };
            let is_bare = matches!(change.steps.first(), Some(Step::Stay { .. }));
            front = self.clear_front(change, next, is_bare);
        }
        let mut is_named = vec![false; entries.len()];
        let mut behind: Option<usize> = None;
        for step in &change.steps {
            if let Some(at) = step.at() {
                is_named[at] = true;
            }
            match *step {
                Step::Stay { at, to } => {
                    if let Some(to) = to {
                        self.entry(change, at, to)?;
                    }
                    behind = Some(at);
                }
                Step::New { to } => {
                    let text = self.new_entry(change, to);
                    front = self.insert(entries, front, behind, text);
                }
                Step::Move { at, to } => {
                    let text = self.moved(change, at, to)?;
                    front = self.insert(entries, front, behind, text);
                }
            }
        }
        for (at, entry) in entries.iter().enumerate() {
            if !is_named[at] && next_in_place.is_none_or(|next| at > next) {
                self.splices.push(self.lines(entry));
            }
        }
        Ok(())
    }

    /// Takes away what stands before the first entry that stays, where the first of all shares its
    /// line with a dash. `is_bare` if nothing comes in its place.
    fn clear_front(&mut self, change: &Change<'_, '_>, next: usize, is_bare: bool) -> Front {
        let entries = &change.entries;
        let Some(last) = next.checked_sub(1) else { return Front::Inline };
        let (start, stays) = (entries[0].start, entries[next].start);
        let behind = self.source.line_end(entries[last].end);
        if self.source.comment_in(behind, stays).is_none() {
            self.splices.push(Splice::delete(start, stays));
            return Front::Inline;
        }
        let start = if is_bare { change.spot.slot.from.min(start) } else { start };
        self.splices.push(Splice::delete(start, behind));
        Front::Alone
    }

    /// Puts lines (the first without its indentation, the last without its end) behind an entry.
    /// Returns what comes next before the first.
    fn insert(&mut self, entries: &[Entry], front: Front, behind: Option<usize>, text: String) -> Front {
        let first = entries[0].start;
        let written = text.trim_start_matches(['\n', '\r']);
        let (blank, text) = (&text[..text.len() - written.len()], written);
        let (at, text) = match (behind, front) {
            (Some(behind), _) => {
                let end = entries[behind].end;
                let eol = self.source.eol(end);
                let pad = " ".repeat(self.source.column(first));
                (self.source.next_line(end), format!("{blank}{pad}{text}{eol}"))
            }
            (None, Front::Line(line)) => {
                let pad = " ".repeat(self.source.column(first));
                (line, format!("{blank}{pad}{text}{}", self.source.eol(first)))
            }
            (None, Front::Inline) => {
                let pad = " ".repeat(self.source.column(first));
                (first, format!("{text}{}{pad}", self.source.eol(first)))
            }
            (None, Front::Alone) => (first, text.to_owned()),
            (None, Front::Below) => {
                let pad = " ".repeat(self.source.column(first));
                (first, format!("{}{pad}{text}", self.source.eol(first)))
            }
        };
        self.splices.push(Splice::insert(at, text));
        if front == Front::Alone { Front::Below } else { front }
    }

    /// The lines of an entry, with the comments in them.
    fn lines(&self, entry: &Entry) -> Splice {
        Splice::delete(self.source.line_start(entry.start), self.source.next_line(entry.end))
    }

    /// Takes an entry out, with the comments above it, and returns it as it is to be written.
    fn moved(&mut self, change: &Change<'_, '_>, at: usize, to: usize) -> Result<String, Refusal> {
        let entries = &change.entries;
        let start = match at.checked_sub(1) {
            Some(previous) => self.source.next_line(entries[previous].end),
            None if change.spot.slot.place == Around::Document => self.source.line_start(entries[at].start),
            None => self.source.next_line(change.spot.slot.from),
        };
        let end = self.source.next_line(entries[at].end);
        let inside = self.splices.len();
        self.entry(change, at, to)?;
        let inside = self.splices.split_off(inside);
        let text = self.spliced(start, end, inside)?;
        self.splices.push(Splice::delete(start, end));
        let blank = text.len() - text.trim_start().len();
        let lines = text[..blank].trim_end_matches([' ', '\t']);
        let text = &text[blank..];
        let text = text.strip_suffix("\r\n").or(text.strip_suffix(['\n', '\r'])).unwrap_or(text);
        Ok(format!("{lines}{text}"))
    }

    /// The text from `start` to `end` with splices that lie in it.
    pub(super) fn spliced(
        &self,
        start: usize,
        end: usize,
        mut splices: Vec<Splice>,
    ) -> Result<String, Refusal> {
        for splice in &mut splices {
            splice.start = splice.start.saturating_sub(start);
            splice.end = splice.end.saturating_sub(start);
        }
        let old = self.source.slice(start, end);
        apply(old, &super::splice::ordered(old, splices)?)
    }

    /// A new entry in canonical form, without the indentation of its first line.
    fn new_entry(&self, change: &Change<'_, '_>, to: usize) -> String {
        let first = change.entries[0].start;
        let indent = self.source.column(first);
        let mut text = String::new();
        emit::pad(&mut text, indent);
        match &change.kind {
            Kind::Map { after, .. } if self.is_careful => {
                let (key, value) = &after[to];
                emit::flow_entry(&mut text, key, value);
            }
            Kind::List { written, .. } if self.is_careful => {
                text.push_str("- ");
                emit::flow(&mut text, &written[to]);
            }
            Kind::Map { after, .. } => {
                let (key, value) = &after[to];
                emit::entry(&mut text, key, value, indent);
            }
            Kind::List { written, .. } => {
                text.push('-');
                emit::value_after_dash(&mut text, &written[to], indent);
            }
        }
        let text = text[indent..].trim_end_matches('\n').to_owned();
        self.source.with_eol(first, text)
    }

    /// Takes all entries away; comments between them stay.
    pub(super) fn clear(&mut self, node: &Node<'_>, slot: Slot, empty: &Out<'_>) -> Result<(), Refusal> {
        let entries = entries::entries(self.source, node, slot.from)?;
        let is_inline = entries.first().is_none_or(|first| !self.source.is_first(first.start));
        if entries::is_flow(self.source, node) || slot.place == Around::Document || is_inline {
            return self.replace(node, slot, empty);
        }
        let mut text = String::from(" ");
        emit::flow(&mut text, empty);
        self.splices.push(Splice::insert(slot.from, text));
        for entry in &entries {
            self.splices.push(self.lines(entry));
        }
        Ok(())
    }

    /// Writes another key.
    pub(super) fn rename(&mut self, pair: &Pair<'_>, name: &str) {
        let mut text = String::new();
        emit::scalar(&mut text, name);
        self.splices.push(Splice { start: pair.key_start as usize, end: pair.key_end as usize, text });
    }
}

/// What comes before the first entry that stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Front {
    /// A line of its own, which begins there.
    Line(usize),
    /// The dash of an item of which it is part.
    Inline,
    /// As before, but comments follow: a line end is there already.
    Alone,
    /// As before, below what was put there already.
    Below,
}
