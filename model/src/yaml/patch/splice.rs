//! Splices: what is put in place of which bytes.

use serde::{Deserialize, Serialize};

use crate::yaml::patch::refusal::{Refusal, Why};

/// A piece of text in place of the bytes `start..end` of the old text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Splice {
    /// Byte offset of the first byte that goes.
    pub start: usize,
    /// Byte offset after the last byte that goes; equal to `start` if nothing does.
    pub end: usize,
    /// What comes.
    pub text: String,
}

impl Splice {
    pub(super) fn insert(at: usize, text: impl Into<String>) -> Self {
        Self { start: at, end: at, text: text.into() }
    }

    pub(super) fn delete(start: usize, end: usize) -> Self {
        Self { start, end, text: String::new() }
    }

    fn is_insertion(&self) -> bool {
        self.start == self.end
    }
}

/// The text with the splices applied. They are in order, do not overlap, and begin and end between
/// characters of the text.
pub fn apply(text: &str, splices: &[Splice]) -> Result<String, Refusal> {
    let mut new = String::with_capacity(text.len() + splices.iter().map(|s| s.text.len()).sum::<usize>());
    let mut at = 0;
    for splice in splices {
        let misfit = || Refusal::new(Why::Splice, splice.start);
        new.push_str(text.get(at..splice.start).ok_or_else(misfit)?);
        text.get(splice.start..splice.end).ok_or_else(misfit)?;
        new.push_str(&splice.text);
        at = splice.end;
    }
    new.push_str(text.get(at..).ok_or(Refusal::new(Why::Splice, at))?);
    Ok(new)
}

/// The splices that take the new text back to the old one, byte by byte. `splices` made the new
/// text from `text_before`.
pub fn invert(text_before: &str, splices: &[Splice]) -> Vec<Splice> {
    let mut shift = 0_isize;
    let back = splices.iter().map(|splice| {
        let start = splice.start.saturating_add_signed(shift);
        let gone = text_before.get(splice.start..splice.end).unwrap_or_default();
        shift += splice.text.len() as isize - gone.len() as isize;
        Splice { start, end: start + splice.text.len(), text: gone.into() }
    });
    back.collect()
}

/// Puts splices in order, joins deletions that overlap, and leaves out what changes nothing.
/// Insertions at one place stay in the order in which they were made, before a deletion there.
pub(super) fn ordered(text: &str, mut splices: Vec<Splice>) -> Result<Vec<Splice>, Refusal> {
    splices.sort_by_key(|s| (s.start, !s.is_insertion()));
    let mut done: Vec<Splice> = Vec::with_capacity(splices.len());
    for splice in splices {
        match done.last_mut() {
            Some(last) if splice.start < last.end => {
                let is_deletion = last.text.is_empty() && splice.text.is_empty();
                if !is_deletion {
                    return Err(Refusal::new(Why::Shape, splice.start));
                }
                last.end = last.end.max(splice.end);
            }
            _ => done.push(splice),
        }
    }
    let trimmed = done.into_iter().map(|splice| trim(text, splice));
    Ok(trimmed.filter(|s| !(s.is_insertion() && s.text.is_empty())).collect())
}

/// The splice without the characters at its ends that stay the same.
fn trim(text: &str, splice: Splice) -> Splice {
    let old = text.get(splice.start..splice.end).unwrap_or_default();
    let same = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| -> usize {
        a.zip(b).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
    };
    let head = same(&mut old.chars(), &mut splice.text.chars());
    let (old, new) = (&old[head..], &splice.text[head..]);
    let tail = same(&mut old.chars().rev(), &mut new.chars().rev());
    Splice { start: splice.start + head, end: splice.end - tail, text: new[..new.len() - tail].to_owned() }
}
