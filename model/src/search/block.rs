//! The texts of up to 256 elements, folded, and where a query occurs in them.

use std::sync::Arc;

use memchr::memmem::Finder;

use super::query::Query;
use crate::element::Element;
use crate::select::fold;
use crate::snapshot::Slot;
use crate::value::Value;

/// How well a text fits, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// It is what was typed.
    Whole,
    /// It begins so.
    Start,
    /// One of its words begins so.
    Word,
    /// It holds what was typed.
    Inside,
    /// It holds the words that were typed, not side by side.
    Apart,
    /// The description holds a word, or all of them.
    Prose,
}

/// Ends every text, so that where one starts and ends is seen in the string.
const END: char = '\n';

/// The texts of a chunk of elements.
#[derive(Debug)]
pub(super) struct Block {
    source: Arc<Vec<Slot>>,
    names: Texts,
    prose: Texts,
    /// Characters of each name.
    lengths: Box<[u16]>,
}

/// Texts of each element one after the other: `\nname\nid\n`.
#[derive(Debug, Default)]
struct Texts {
    text: Box<str>,
    /// Where the texts of each element start.
    starts: Box<[u32]>,
}

impl Block {
    pub fn of(chunk: &Arc<Vec<Slot>>) -> Self {
        let living = |slot: &Slot| slot.is_alive.then(|| slot.element.clone());
        let length = |slot: &Slot| {
            u16::try_from(slot.element.name.main().chars().take(usize::from(u16::MAX)).count())
                .unwrap_or(u16::MAX)
        };
        Self {
            source: chunk.clone(),
            names: Texts::of(chunk.iter().map(living), names),
            prose: Texts::of(chunk.iter().map(living), |element, add| {
                element.description.entries().for_each(|(_, text)| add(text));
            }),
            lengths: chunk.iter().map(length).collect(),
        }
    }

    /// Whether it was made of this chunk.
    pub fn is_of(&self, chunk: &Arc<Vec<Slot>>) -> bool {
        Arc::ptr_eq(&self.source, chunk)
    }

    pub fn length(&self, n: usize) -> u16 {
        self.lengths.get(n).copied().unwrap_or(u16::MAX)
    }

    /// How well each element fits; none if it does not. An empty query fits all that live.
    pub fn ranks(&self, query: &Query, ranks: &mut Vec<Option<Rank>>) {
        ranks.clear();
        if query.words.is_empty() {
            ranks.extend(self.source.iter().map(|slot| slot.is_alive.then_some(Rank::Whole)));
            return;
        }
        ranks.resize(self.source.len(), None);
        self.names.rank(&query.phrase, ranks);
        if let [_, _, ..] = &query.words[..] {
            let mut all = vec![Some(Rank::Apart); self.source.len()];
            for word in &query.words {
                let mut one = vec![None; self.source.len()];
                self.names.rank(word, &mut one);
                one.iter_mut().flatten().for_each(|rank| *rank = Rank::Apart);
                self.prose.mark(word, &mut one);
                all.iter_mut().zip(one).for_each(|(all, one)| *all = (*all).zip(one).map(|(a, b)| a.max(b)));
            }
            ranks.iter_mut().zip(all).for_each(|(rank, all)| *rank = rank.or(all));
        } else {
            self.prose.mark(&query.phrase, ranks);
        }
    }
}

/// Everything by which people know an element.
fn names(element: &Element, add: &mut dyn FnMut(&str)) {
    element.name.entries().for_each(|(_, name)| add(name));
    add(element.id.as_str());
    for alias in element.attributes.get("aliases").map_or(&[][..], Value::items) {
        texts(alias, add);
    }
    for external in element.attributes.get("external").map_or(&[][..], Value::items) {
        external.as_record().and_then(|record| record.text("id")).into_iter().for_each(&mut *add);
    }
}

/// Every text in a value, whatever its shape.
fn texts(value: &Value, add: &mut dyn FnMut(&str)) {
    match value {
        Value::Text(text) => add(text),
        Value::List(items) => items.iter().for_each(|item| texts(item, add)),
        Value::Record(entries) => entries.iter().for_each(|(_, item)| texts(item, add)),
    }
}

impl Texts {
    fn of(
        elements: impl Iterator<Item = Option<Arc<Element>>>,
        texts: impl Fn(&Element, &mut dyn FnMut(&str)),
    ) -> Self {
        let (mut text, mut starts) = (String::new(), Vec::new());
        for element in elements {
            starts.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
            text.push(END);
            if let Some(element) = element {
                texts(&element, &mut |one| {
                    text.extend(fold(one).chars().map(|c| if c.is_whitespace() { ' ' } else { c }));
                    text.push(END);
                });
            }
        }
        Self { text: text.into(), starts: starts.into() }
    }

    /// The elements in whose texts `needle` occurs, each with all places.
    fn hits<'a>(&'a self, needle: &'a Finder<'_>) -> impl Iterator<Item = (usize, usize)> + 'a {
        let (mut element, mut from) = (0, 0);
        std::iter::from_fn(move || {
            let at = from + needle.find(self.text.as_bytes().get(from..)?)?;
            // The next occurrence may overlap with this one.
            from = at + 1;
            while self.starts.get(element + 1).is_some_and(|next| *next as usize <= at) {
                element += 1;
            }
            Some((element, at))
        })
    }

    /// Sets how well each element fits.
    fn rank(&self, needle: &str, ranks: &mut [Option<Rank>]) {
        let finder = Finder::new(needle);
        for (element, at) in self.hits(&finder) {
            let (before, after) = (&self.text[..at], &self.text[at + needle.len()..]);
            let rank = match before.chars().next_back() {
                None | Some(END) if after.starts_with(END) => Rank::Whole,
                None | Some(END) => Rank::Start,
                Some(c) if !c.is_alphanumeric() => Rank::Word,
                Some(_) => Rank::Inside,
            };
            if let Some(known) = ranks.get_mut(element) {
                *known = Some(known.map_or(rank, |known| known.min(rank)));
            }
        }
    }

    /// Marks those not yet ranked that hold the text.
    fn mark(&self, needle: &str, ranks: &mut [Option<Rank>]) {
        let finder = Finder::new(needle);
        for (element, _) in self.hits(&finder) {
            if let Some(rank) = ranks.get_mut(element) {
                rank.get_or_insert(Rank::Prose);
            }
        }
    }
}
