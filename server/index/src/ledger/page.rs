//! Answers that come in pages.

use crate::IndexError;

/// Which part of a long answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paging {
    /// Where the page before ended: its [`Page::next`]; none for the first.
    pub after: Option<String>,
    /// How many at most, 1 to 1,000; 0 stands for 50.
    pub limit: u32,
}

/// A part of a long answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// At most as many as were asked for.
    pub items: Vec<T>,
    /// Where the next page begins, for [`Paging::after`]; none if this is the last.
    pub next: Option<String>,
}

/// Items on a page, at most.
const LONGEST: u32 = 1000;

impl Paging {
    /// The first page of this length.
    pub fn first(limit: u32) -> Self {
        Self { after: None, limit }
    }

    /// How many, within the bounds.
    pub(crate) fn size(&self) -> usize {
        let limit = if self.limit == 0 { 50 } else { self.limit };
        limit.min(LONGEST) as usize
    }

    /// The numbers that the last page ended with.
    pub(crate) fn place<const N: usize>(&self) -> Result<Option<[i64; N]>, IndexError> {
        let Some(after) = &self.after else { return Ok(None) };
        let mut numbers = [0; N];
        let mut parts = after.split('.');
        for number in &mut numbers {
            *number = parts.next().and_then(|part| part.parse().ok()).ok_or_else(wrong)?;
        }
        match parts.next() {
            None => Ok(Some(numbers)),
            Some(_) => Err(wrong()),
        }
    }
}

fn wrong() -> IndexError {
    IndexError::Invalid("the place of the page is not one that an earlier page gave".to_owned())
}

impl<T> Page<T> {
    /// The only page of nothing.
    pub(crate) fn empty() -> Self {
        Self { items: Vec::new(), next: None }
    }

    /// A page out of rows, of which one more than fits was asked for; `place` says where a row is.
    pub(crate) fn cut<const N: usize>(
        mut items: Vec<T>,
        size: usize,
        place: impl Fn(&T) -> [i64; N],
    ) -> Self {
        let has_more = items.len() > size;
        items.truncate(size);
        let next = items.last().filter(|_| has_more).map(|last| {
            let numbers = place(last).map(|number| number.to_string());
            numbers.join(".")
        });
        Self { items, next }
    }

    /// The same page of other things.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(change).collect(), next: self.next }
    }
}
