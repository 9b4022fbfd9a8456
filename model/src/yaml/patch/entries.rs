//! Where the entries of a list or map stand: from the dash or key to the last byte of the value.

use crate::yaml::patch::refusal::{Refusal, Why};
use crate::yaml::patch::source::Source;
use crate::yaml::tree::{Data, Node, Pair};

/// An item of a list or a pair of a map.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// Its first byte: a dash, a key, or the `?` before a key; in flow lists the item itself.
    pub start: usize,
    /// After the dash or colon, where the value may begin; after the key if there is no colon.
    pub from: usize,
    /// Whether `from` is behind a dash or colon, or no such thing is needed.
    pub is_marked: bool,
    /// After its last byte, without comments and blank lines.
    pub end: usize,
}

/// Whether the node is written in brackets or braces.
pub(super) fn is_flow(source: &Source<'_>, node: &Node<'_>) -> bool {
    let first = match &node.data {
        Data::Sequence(items) => items.first().map(|item| item.start),
        Data::Mapping(pairs) => pairs.first().map(|pair| pair.key_start),
        _ => return false,
    };
    first.is_none_or(|first| first > node.start)
        && matches!(source.byte(node.start as usize), Some(b'[' | b'{'))
}

/// After the node's last byte, without the comments and blank lines behind it.
pub(super) fn end(source: &Source<'_>, node: &Node<'_>) -> usize {
    let last = node.end as usize;
    match &node.data {
        Data::Null => last,
        Data::Scalar(text) => scalar_end(source, node, text),
        _ if is_flow(source, node) => last,
        Data::Sequence(items) => items.last().map_or(last, |item| end(source, item)),
        Data::Mapping(pairs) => pairs.last().map_or(last, |pair| pair_end(source, pair)),
    }
}

/// Only block scalars end with a line end, and perhaps the indentation of the next line; the blank
/// lines behind them count only if they are kept.
fn scalar_end(source: &Source<'_>, node: &Node<'_>, text: &str) -> usize {
    let (start, last) = (node.start as usize, node.end as usize);
    let raw = source.slice(start, last).trim_end_matches(' ');
    if !raw.ends_with(['\n', '\r']) {
        return last;
    }
    let body = if text.ends_with("\n\n") || text.trim().is_empty() {
        raw.strip_suffix("\r\n").or(raw.strip_suffix(['\n', '\r'])).unwrap_or(raw)
    } else {
        raw.trim_end()
    };
    start + body.len()
}

fn pair_end(source: &Source<'_>, pair: &Pair<'_>) -> usize {
    let (from, _) = after_colon(source, pair);
    match &pair.value.data {
        Data::Null if pair.value.start == pair.value.end => from,
        _ => end(source, &pair.value),
    }
}

/// After the colon; after the key if there is none.
fn after_colon(source: &Source<'_>, pair: &Pair<'_>) -> (usize, bool) {
    let key_end = pair.key_end as usize;
    let colon = source.skip_blank(key_end);
    match source.byte(colon) {
        Some(b':') => (colon + 1, true),
        _ => (key_end, false),
    }
}

/// The entries of a list or map that begins at the first thing after `from`.
pub(super) fn entries(source: &Source<'_>, node: &Node<'_>, from: usize) -> Result<Vec<Entry>, Refusal> {
    let flow = is_flow(source, node);
    let mut at = if flow { node.start as usize + 1 } else { from };
    let mut found = Vec::new();
    let mut add = |read: &dyn Fn(usize) -> Option<Entry>| {
        let start = source.skip_blank(at);
        let entry = read(start).filter(|entry| entry.start <= entry.from && entry.from <= entry.end);
        let entry = entry.ok_or(Refusal::new(Why::Shape, start))?;
        found.push(entry);
        at = entry.end;
        if flow {
            let comma = source.skip_blank(at);
            at = if source.byte(comma) == Some(b',') { comma + 1 } else { comma };
        }
        Ok(())
    };
    match &node.data {
        Data::Sequence(items) => {
            for item in items {
                add(&|start| {
                    if flow { flow_item(source, item, start) } else { block_item(source, item, start) }
                })?;
            }
        }
        Data::Mapping(pairs) => {
            for pair in pairs {
                add(&|start| map_pair(source, pair, start))?;
            }
        }
        _ => {}
    }
    Ok(found)
}

fn flow_item(source: &Source<'_>, item: &Node<'_>, start: usize) -> Option<Entry> {
    let is_there = start <= item.start as usize;
    is_there.then(|| Entry { start, from: start, is_marked: true, end: end(source, item).max(start) })
}

fn block_item(source: &Source<'_>, item: &Node<'_>, start: usize) -> Option<Entry> {
    if source.byte(start) != Some(b'-') {
        return None;
    }
    let from = start + 1;
    let is_empty = matches!(item.data, Data::Null) && item.start == item.end;
    let end = if is_empty { from } else { end(source, item) };
    Some(Entry { start, from, is_marked: true, end })
}

fn map_pair(source: &Source<'_>, pair: &Pair<'_>, start: usize) -> Option<Entry> {
    let key = pair.key_start as usize;
    let is_key = start == key || source.byte(start) == Some(b'?') && source.skip_blank(start + 1) == key;
    let (from, is_marked) = after_colon(source, pair);
    is_key.then(|| Entry { start, from, is_marked, end: pair_end(source, pair) })
}
