//! Pages of lists, as the Relay specification has them, with `nodes` and `totalCount` beside.

use async_graphql::{Result, SimpleObject};

use super::global_id::{cursor, read_cursor};
use super::invalid;

/// Length of a page that was not asked for.
pub(super) const DEFAULT_PAGE: usize = 50;
/// The longest page.
pub(super) const MAX_PAGE: usize = 500;

/// Where a page stands in its list.
#[derive(SimpleObject, Clone, Debug)]
pub(super) struct PageInfo {
    /// Whether more follows.
    pub has_next_page: bool,
    /// Whether the page is not the first.
    pub has_previous_page: bool,
    /// Cursor of the first entry.
    pub start_cursor: Option<String>,
    /// Cursor of the last entry: `after` for the next page.
    pub end_cursor: Option<String>,
}

/// The number of entries asked for.
pub(super) fn page_size(first: Option<i32>) -> Result<usize> {
    match first {
        None => Ok(DEFAULT_PAGE),
        Some(n) => match usize::try_from(n) {
            Ok(n) if n <= MAX_PAGE => Ok(n),
            _ => Err(invalid(format!("`first` is {n}; ask for 0 to {MAX_PAGE} and go on with `after`"))),
        },
    }
}

/// What an `after` cursor holds.
pub(super) fn after_key(after: Option<&str>) -> Result<Option<String>> {
    match after {
        None => Ok(None),
        Some(text) => match read_cursor(text) {
            Some(key) => Ok(Some(key)),
            None => Err(invalid(
                "`after` is no cursor of this server; take `pageInfo.endCursor` of the page before",
            )),
        },
    }
}

/// Where a page starts in a list whose cursors are places, from 0.
pub(super) fn place_after(after: Option<&str>) -> Result<usize> {
    match after_key(after)? {
        None => Ok(0),
        Some(key) => match key.parse::<usize>() {
            Ok(place) => Ok(place.saturating_add(1)),
            Err(_) => Err(invalid("`after` is a cursor of another list")),
        },
    }
}

/// A page of entries with the keys of their cursors.
pub(super) struct Page<T> {
    pub entries: Vec<(String, T)>,
    pub has_next: bool,
    pub has_previous: bool,
    pub total: usize,
}

/// The page of a list that is in memory; cursors are positions.
pub(super) fn slice<T>(all: Vec<T>, first: Option<i32>, after: Option<&str>) -> Result<Page<T>> {
    slice_from(all, first, place_after(after)?)
}

/// The same from a place.
pub(super) fn slice_from<T>(all: Vec<T>, first: Option<i32>, start: usize) -> Result<Page<T>> {
    let size = page_size(first)?;
    let total = all.len();
    let entries = all.into_iter().enumerate().skip(start).take(size);
    let entries: Vec<(String, T)> = entries.map(|(n, item)| (n.to_string(), item)).collect();
    let has_next = start + entries.len() < total;
    Ok(Page { entries, has_next, has_previous: start > 0, total })
}

impl<T> Page<T> {
    pub fn info(&self) -> PageInfo {
        PageInfo {
            has_next_page: self.has_next,
            has_previous_page: self.has_previous,
            start_cursor: self.entries.first().map(|(key, _)| cursor(key)),
            end_cursor: self.entries.last().map(|(key, _)| cursor(key)),
        }
    }

    pub fn map<U>(self, change: impl Fn(T) -> U) -> Page<U> {
        Page {
            entries: self.entries.into_iter().map(|(key, item)| (key, change(item))).collect(),
            has_next: self.has_next,
            has_previous: self.has_previous,
            total: self.total,
        }
    }
}

/// Declares the connection and edge types of an object type.
macro_rules! connection {
    ($connection:ident, $edge:ident, $node:ty, $graphql:literal, $graphql_edge:literal) => {
        /// A page of a list.
        pub(in crate::graphql) struct $connection(pub crate::graphql::connection::Page<$node>);

        #[async_graphql::Object(name = $graphql)]
        impl $connection {
            /// The entries.
            async fn nodes(&self) -> Vec<&$node> {
                self.0.entries.iter().map(|(_, node)| node).collect()
            }

            /// The entries with their cursors.
            async fn edges(&self) -> Vec<$edge<'_>> {
                self.0.entries.iter().map(|(key, node)| $edge { key, node }).collect()
            }

            /// Where the page stands in the list.
            async fn page_info(&self) -> crate::graphql::connection::PageInfo {
                self.0.info()
            }

            /// Length of the whole list.
            async fn total_count(&self) -> usize {
                self.0.total
            }
        }

        /// An entry of a page.
        pub(in crate::graphql) struct $edge<'a> {
            key: &'a str,
            node: &'a $node,
        }

        #[async_graphql::Object(name = $graphql_edge)]
        impl $edge<'_> {
            /// `after` for the entries that follow.
            async fn cursor(&self) -> String {
                crate::graphql::global_id::cursor(self.key)
            }

            /// The entry.
            async fn node(&self) -> &$node {
                self.node
            }
        }
    };
}

pub(super) use connection;
