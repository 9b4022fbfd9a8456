//! Which items of a list after an edit are which items before it.

use std::borrow::Cow;
use std::collections::VecDeque;

use foldhash::HashMap;

use crate::yaml::emit;
use crate::yaml::encode::Out;

/// Pairs of more unmatched items than this in one gap are not compared each with each.
const MAX_COMPARED: usize = 10_000;

/// For each item of `after` its item of `before`, if it has one. No item of `before` occurs twice.
///
/// Items are known by their id, else by their whole value; what is left between two that are known
/// is paired in order if it has something in common.
pub(super) fn align(before: &[Cow<'_, Out<'_>>], after: &[Cow<'_, Out<'_>>]) -> Vec<Option<usize>> {
    let old: Vec<String> = before.iter().map(|item| name(item)).collect();
    let new: Vec<String> = after.iter().map(|item| name(item)).collect();
    // Equal beginnings and ends first, so that of two equal items the one in its place is found.
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let (old_end, new_end) = (old.len() - tail, new.len() - tail);
    let mut known: HashMap<&str, VecDeque<usize>> = HashMap::default();
    for (n, name) in old.iter().enumerate().take(old_end).skip(head) {
        known.entry(name).or_default().push_back(n);
    }
    let mut found: Vec<Option<usize>> = (0..head).map(Some).collect();
    found.extend(new[head..new_end].iter().map(|name| known.get_mut(&**name)?.pop_front()));
    found.extend((old_end..old.len()).map(Some));
    let mut is_taken = vec![false; before.len()];
    for at in found.iter().flatten() {
        is_taken[*at] = true;
    }
    let anchors = longest_rise(&found);
    let mut gap_before = 0;
    let mut gap_after = 0;
    for anchor in anchors.into_iter().map(Some).chain([None]) {
        let (end_before, end_after) = match anchor {
            Some(at) => (found[at].unwrap_or_default(), at),
            None => (before.len(), after.len()),
        };
        let free_before: Vec<usize> = (gap_before..end_before).filter(|n| !is_taken[*n]).collect();
        let free_after: Vec<usize> = (gap_after..end_after).filter(|n| found[*n].is_none()).collect();
        pair_up(before, after, &free_before, &free_after, &mut found);
        (gap_before, gap_after) = (end_before + 1, end_after + 1);
    }
    found
}

/// Pairs what is left between two known items, in order.
fn pair_up(
    before: &[Cow<'_, Out<'_>>],
    after: &[Cow<'_, Out<'_>>],
    free_before: &[usize],
    free_after: &[usize],
    found: &mut [Option<usize>],
) {
    let is_even = free_before.len() == free_after.len();
    if !is_even && free_before.len() * free_after.len() > MAX_COMPARED {
        return;
    }
    let mut next = 0;
    for (n, to) in free_after.iter().enumerate() {
        let candidates = if is_even { n..n + 1 } else { next..free_before.len() };
        for m in candidates {
            let from = free_before[m];
            if is_alike(&before[from], &after[*to], is_even) {
                found[*to] = Some(from);
                next = m + 1;
                break;
            }
        }
    }
}

/// Whether one may have become the other. `is_only_choice` if there is no other to choose.
fn is_alike(before: &Out<'_>, after: &Out<'_>, is_only_choice: bool) -> bool {
    match (before, after) {
        (Out::Map(a), Out::Map(b)) => {
            let has_other_id = matches!((id(a), id(b)), (Some(a), Some(b)) if a != b);
            !has_other_id && (is_only_choice || a.iter().any(|entry| b.contains(entry)))
        }
        (Out::List(_), Out::List(_)) => is_only_choice,
        (Out::Text(_) | Out::Plain(_), Out::Text(_) | Out::Plain(_)) => is_only_choice,
        _ => false,
    }
}

/// What an item is known by: its id, else all of it.
fn name(item: &Out<'_>) -> String {
    if let Out::Map(entries) = item
        && let Some(id) = id(entries)
    {
        return format!("\0{id}");
    }
    let mut text = String::new();
    emit::flow(&mut text, item);
    text
}

fn id<'o>(entries: &'o [(Cow<'_, str>, Out<'_>)]) -> Option<&'o str> {
    let id = entries.iter().find(|(key, _)| matches!(&**key, "id" | "node" | "key"))?;
    match &id.1 {
        Out::Text(id) => Some(id),
        _ => None,
    }
}

/// Positions of a longest run of numbers that rise, of those that are there.
pub(super) fn longest_rise(numbers: &[Option<usize>]) -> Vec<usize> {
    // `ends[n]`: where the lowest end of a run of n + 1 numbers stands.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = vec![None; numbers.len()];
    for (at, number) in numbers.iter().enumerate() {
        if number.is_none() {
            continue;
        }
        let length = ends.partition_point(|end| numbers[*end] < *number);
        previous[at] = length.checked_sub(1).map(|n| ends[n]);
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut run = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(now) = at {
        run.push(now);
        at = previous[now];
    }
    run.reverse();
    run
}
