//! Lists and maps in brackets and braces: entries with something between each two of them.

use crate::yaml::emit;
use crate::yaml::patch::collection::{Change, Kind};
use crate::yaml::patch::refusal::Refusal;
use crate::yaml::patch::replace::one_line;
use crate::yaml::patch::splice::Splice;
use crate::yaml::patch::steps::Step;
use crate::yaml::patch::walk::Walk;

impl Walk<'_, '_> {
    /// Writes the inside anew from its old and new entries; what stands between entries that stay
    /// beside each other is kept.
    pub(super) fn flow(&mut self, change: &Change<'_, '_>) -> Result<(), Refusal> {
        let stay = |(n, step): (usize, &Step)| matches!(step, Step::Stay { at, .. } if *at == n);
        if change.steps.len() == change.entries.len() && change.steps.iter().enumerate().all(stay) {
            for step in &change.steps {
                if let Step::Stay { at, to: Some(to) } = *step {
                    self.entry(change, at, to)?;
                }
            }
            return Ok(());
        }
        let between = self.between(change);
        let mut body = Body::new(&between);
        for step in &change.steps {
            match *step {
                Step::Stay { at, to } => {
                    let text = self.old(change, at, to)?;
                    body.add_old(at, &text);
                }
                Step::Move { at, to } => {
                    let text = self.old(change, at, Some(to))?;
                    body.add_new(&text);
                }
                Step::New { to } => body.add_new(&new_entry(change, to)),
            }
        }
        let text = body.end();
        let (start, end) = (change.spot.node.start as usize + 1, change.spot.node.end as usize - 1);
        self.splices.push(Splice { start, end, text });
        Ok(())
    }

    /// An entry of the file with its changes.
    fn old(&mut self, change: &Change<'_, '_>, at: usize, to: Option<usize>) -> Result<String, Refusal> {
        let entry = change.entries[at];
        let inside = self.splices.len();
        if let Some(to) = to {
            self.entry(change, at, to)?;
        }
        let inside = self.splices.split_off(inside);
        self.spliced(entry.start, entry.end, inside)
    }

    /// What stands before the first entry, between each two, and behind the last.
    fn between(&self, change: &Change<'_, '_>) -> Between {
        let (start, end) = (change.spot.node.start as usize + 1, change.spot.node.end as usize - 1);
        let starts = change.entries.iter().map(|entry| entry.start).chain([end]);
        let ends = [start].into_iter().chain(change.entries.iter().map(|entry| entry.end));
        let gaps: Vec<String> =
            ends.zip(starts).map(|(from, to)| self.source.slice(from, to).to_owned()).collect();
        let sample = gaps.get(usize::from(change.entries.len() > 1));
        let is_lines = sample.is_some_and(|gap| gap.contains(['\n', '\r']));
        let first = change.entries.first().map_or(start, |entry| entry.start);
        let separator = match is_lines {
            true => format!(",{}{}", self.source.eol(first), " ".repeat(self.source.column(first))),
            false => ", ".to_owned(),
        };
        let mut is_moved = vec![false; change.entries.len()];
        for step in &change.steps {
            if let Step::Move { at, .. } = step {
                is_moved[*at] = true;
            }
        }
        Between { gaps, separator, is_moved }
    }
}

fn new_entry(change: &Change<'_, '_>, to: usize) -> String {
    match &change.kind {
        Kind::Map { after, .. } => {
            let (key, value) = &after[to];
            let mut text = String::new();
            emit::flow_entry(&mut text, key, value);
            text
        }
        Kind::List { written, .. } => one_line(&written[to]),
    }
}

struct Between {
    /// One more than entries: before the first, between, behind the last.
    gaps: Vec<String>,
    /// What is put where there is none.
    separator: String,
    /// By entry, whether it is written at another place.
    is_moved: Vec<bool>,
}

/// The inside of brackets while it is written.
struct Body<'b> {
    between: &'b Between,
    text: String,
    last: Last,
    /// The first gap that has not been dealt with.
    next_gap: usize,
    /// What stood behind the last old entry and goes before what follows the new ones.
    rest: Option<&'b str>,
}

/// What was written last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Start,
    Old,
    New,
}

impl<'b> Body<'b> {
    fn new(between: &'b Between) -> Self {
        Self { between, text: String::new(), last: Last::Start, next_gap: 0, rest: None }
    }

    /// Adds an entry of the file that stays.
    fn add_old(&mut self, at: usize, text: &str) {
        match (self.last, self.rest.take()) {
            (Last::Start | Last::Old, _) => self.add_gap(),
            (Last::New, Some(rest)) => {
                self.text.push(',');
                self.text.push_str(rest);
            }
            (Last::New, None) => self.text.push_str(&self.between.separator),
        }
        self.add_comments(at + 1);
        self.text.push_str(text);
        self.last = Last::Old;
        self.next_gap = at + 1;
    }

    /// Adds an entry that is new here.
    fn add_new(&mut self, text: &str) {
        match self.last {
            Last::Start => self.add_gap(),
            Last::New => self.text.push_str(&self.between.separator),
            Last::Old => self.add_split_gap(),
        }
        self.text.push_str(text);
        self.last = Last::New;
    }

    fn add_gap(&mut self) {
        let between = self.between;
        self.text.push_str(between.gaps.get(self.next_gap).map_or("", |gap| gap));
        self.next_gap += 1;
    }

    /// What stands behind an old entry, with room for a new one: a comment in the line of the old
    /// entry stays with it.
    fn add_split_gap(&mut self) {
        let between = self.between;
        let gap = between.gaps.get(self.next_gap).map_or("", |gap| gap);
        self.next_gap += 1;
        let is_end = self.next_gap == between.gaps.len();
        match gap.find(['\n', '\r']) {
            Some(line_end) => {
                let (line, rest) = gap.split_at(line_end);
                if !line.trim_start().starts_with(',') {
                    self.text.push(',');
                }
                self.text.push_str(line);
                self.text.push_str(match between.separator.trim_start_matches(',') {
                    " " => rest,
                    lines => lines,
                });
                self.rest = Some(rest);
            }
            None if is_end => self.text.push_str(&between.separator),
            None => self.text.push_str(gap),
        }
    }

    /// The comments before entry `end - 1` that nothing has been done with.
    fn add_comments(&mut self, end: usize) {
        let between = self.between;
        for n in self.next_gap..end {
            let is_moved = n.checked_sub(1).is_some_and(|entry| between.is_moved[entry]);
            self.text.push_str(comments(&between.gaps[n], is_moved));
        }
        self.next_gap = self.next_gap.max(end);
    }

    /// Adds what stands before the closing bracket.
    fn end(mut self) -> String {
        let between = self.between;
        let end = between.gaps.len() - 1;
        let last_gap = &*between.gaps[end];
        let has_comma = last_gap.trim_start().starts_with(',');
        if self.next_gap > end {
            if has_comma && self.rest.is_some() {
                self.text.push(',');
            }
            self.text.push_str(self.rest.unwrap_or(match self.last {
                Last::New => last_gap,
                _ => "",
            }));
            return self.text;
        }
        if self.last == Last::Old && self.next_gap == end {
            self.text.push_str(last_gap);
            return self.text;
        }
        // What stood behind the last entry that stays is gone, but not its comments.
        let mut kept = String::new();
        if self.last == Last::Old {
            let gap = &between.gaps[self.next_gap];
            if gap.contains('#') {
                kept.push_str(gap);
            }
            self.next_gap += 1;
        }
        kept.push_str(self.rest.filter(|rest| rest.contains('#')).unwrap_or_default());
        let written = std::mem::replace(&mut self.text, kept);
        self.add_comments(end);
        let is_moved = end.checked_sub(1).is_some_and(|entry| between.is_moved[entry]);
        // A comment in the line of the last entry goes with it.
        let line = last_gap.find(['\n', '\r']).unwrap_or_default();
        let tail = match last_gap[..line].find('#') {
            Some(comment) if is_moved => &last_gap[last_gap[..comment].trim_end().len()..],
            Some(_) => &last_gap[line..],
            None if self.text.is_empty() => last_gap,
            None => last_gap.trim_start().strip_prefix(',').unwrap_or(last_gap),
        };
        let kept = std::mem::replace(&mut self.text, written);
        match kept.is_empty() {
            true => self.text.push_str(tail),
            false => {
                if !kept.trim_start().starts_with(',') && !kept.starts_with([' ', '\n', '\r']) {
                    self.text.push(' ');
                }
                self.text.push_str(kept.trim_end_matches([' ', '\n', '\r']));
                let is_new_line = tail.trim_start_matches(' ').starts_with(['\n', '\r']);
                self.text.push_str(if is_new_line { "" } else { "\n" });
                self.text.push_str(tail);
            }
        }
        self.text
    }
}

/// The comments between two entries; without the one in the line of the first, unless `is_all`.
fn comments(gap: &str, is_all: bool) -> &str {
    let start = if is_all { Some(0) } else { gap.find(['\n', '\r']) };
    let comment = start.and_then(|start| Some(start + gap[start..].find('#')?));
    comment.map_or("", |at| &gap[at..])
}
