//! From byte offsets and keys to lines, columns and lengths, by reading the file again.
//!
//! A loaded model keeps four bytes of position for each thing. The exact place of a key is found
//! only for the files that have findings.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::yaml::tree::{self, Data, Node};

/// Fills line, column and length of the diagnostics of each file whose text `source` can give.
pub fn locate(diagnostics: &mut [Diagnostic], source: impl Fn(&str) -> Option<String>) {
    let mut by_file: BTreeMap<Box<str>, Vec<&mut Diagnostic>> = BTreeMap::new();
    for diagnostic in diagnostics {
        let location = &diagnostic.location;
        if location.line == 0 && !location.file.is_empty() {
            by_file.entry(location.file.clone()).or_default().push(diagnostic);
        }
    }
    for (file, found) in by_file {
        if let Some(text) = source(&file) {
            locate_in(&text, found);
        }
    }
}

fn locate_in(text: &str, diagnostics: Vec<&mut Diagnostic>) {
    let roots = tree::parse(text, &mut Vec::new());
    let starts: Vec<usize> =
        std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    for diagnostic in diagnostics {
        let location = &mut diagnostic.location;
        let (start, end) = span(&roots, location.offset, location.key.as_deref());
        let start = floor(text, start as usize);
        let end = floor(text, end as usize).max(start);
        let line = starts.partition_point(|s| *s <= start).max(1);
        let line_start = starts[line - 1];
        let line_end = starts.get(line).map_or(text.len(), |next| next - 1);
        location.offset = start as u32;
        location.length = (end.min(line_end).max(start) - start) as u32;
        location.line = line as u32;
        location.column = text[line_start..start].chars().count() as u32 + 1;
    }
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Bytes of the thing at `offset`, or of what `key` (a path joined by dots) means in it.
fn span(roots: &[Node<'_>], offset: u32, key: Option<&str>) -> (u32, u32) {
    let found = at(roots, offset, |root| root.start).and_then(|root| find(root, offset));
    let Some(mut node) = found.or(roots.first().filter(|_| offset == 0)) else {
        return (offset, offset + 1);
    };
    let mut place = (node.start, node.end);
    for part in key.into_iter().flat_map(|key| key.split('.')) {
        let next = match &node.data {
            Data::Mapping(pairs) => pairs.iter().find(|pair| pair.key == part).map(|pair| {
                place = (pair.key_start, pair.value.end.max(pair.key_start));
                &pair.value
            }),
            Data::Sequence(items) => part.parse().ok().and_then(|n: usize| items.get(n)),
            _ => None,
        };
        let Some(next) = next else { return place };
        node = next;
        place = match node.data {
            Data::Scalar(_) | Data::Sequence(_) | Data::Mapping(_) => (node.start, node.end),
            Data::Null => place,
        };
    }
    place
}

/// The outermost collection, else the scalar, that starts at `offset`.
fn find<'n, 'a>(node: &'n Node<'a>, offset: u32) -> Option<&'n Node<'a>> {
    if node.start == offset {
        return Some(node);
    }
    if offset < node.start || offset >= node.end.max(node.start + 1) {
        return None;
    }
    match &node.data {
        Data::Mapping(pairs) => find(&at(pairs, offset, |pair| pair.value.start)?.value, offset),
        Data::Sequence(items) => find(at(items, offset, |item| item.start)?, offset),
        _ => None,
    }
}

/// The last of these that starts at `offset` or before: a file may have tens of thousands.
fn at<T>(all: &[T], offset: u32, start: impl Fn(&T) -> u32) -> Option<&T> {
    let after = all.partition_point(|one| start(one) <= offset);
    all.get(after.checked_sub(1)?)
}
