//! Part of a long list, and the way to the other parts.

use serde::Serialize;

use crate::pages::Ask;
use crate::pages::language::grouped;

/// Which part of a list is shown.
#[derive(Serialize)]
pub(crate) struct Pager {
    text: String,
    /// How the list is ordered.
    note: Option<&'static str>,
    first: Option<String>,
    previous: Option<String>,
    next: Option<String>,
    last: Option<String>,
    /// Position of the first item.
    #[serde(skip)]
    pub start: usize,
}

impl Pager {
    /// For a list of `total` items, `size` on a page; the page is the one asked for, or the last.
    pub fn of(ask: &Ask, total: usize, size: usize) -> Self {
        let pages = total.div_ceil(size).max(1);
        let page = ask.number("page").min(pages);
        let start = (page - 1) * size;
        let end = (start + size).min(total);
        let to = |page: usize| ask.here(&[("page", &page.to_string())]);
        let words = ask.language.words();
        let gaps = [grouped((start + 1).min(total)), grouped(end), grouped(total)];
        Self {
            text: words.fill("pager", &[("first", &gaps[0]), ("last", &gaps[1]), ("total", &gaps[2])]),
            note: None,
            first: (page > 2).then(|| to(1)),
            previous: (page > 1).then(|| to(page - 1)),
            next: (page < pages).then(|| to(page + 1)),
            last: (page + 1 < pages).then(|| to(pages)),
            start,
        }
    }

    /// The same, saying how the list is ordered.
    pub fn ordered(self, note: &'static str) -> Self {
        Self { note: Some(note), ..self }
    }
}
