//! One order from three: of siblings, of keys, of the items of a list.

use std::hash::Hash;

use foldhash::{HashMap, HashSet};

/// Puts `kept` in order. Where one side alone changed the order of what was there, it counts; else
/// ours. What the other side added comes after the nearest before it that both have. True if both sides
/// changed the order of the same things, and not in the same way.
pub(super) fn merge<T: Copy + Eq + Hash>(base: &[T], ours: &[T], theirs: &[T], kept: &[T]) -> (Vec<T>, bool) {
    let all = HashSet::from_iter(kept.iter().copied());
    let of = |items: &[T]| items.iter().copied().filter(|item| all.contains(item)).collect::<Vec<T>>();
    let [in_base, in_ours, in_theirs] = [base, ours, theirs].map(|side| set(side));
    let common = |items: &[T]| {
        let is_common =
            |item: &&T| in_base.contains(*item) && in_ours.contains(*item) && in_theirs.contains(*item);
        items.iter().filter(is_common).copied().collect::<Vec<T>>()
    };
    let [was, here, there] = [base, ours, theirs].map(common);
    let is_theirs = ours == base || here == was && there != was;
    let is_both = here != was && there != was && here != there;
    let (first, second) = if is_theirs { (theirs, ours) } else { (ours, theirs) };
    (with_rest(woven(&of(first), &of(second)), kept), is_both)
}

/// All of `first`, and what only `second` has: after the nearest before it that both have, and after what
/// only `first` has there.
fn woven<T: Copy + Eq + Hash>(first: &[T], second: &[T]) -> Vec<T> {
    let in_first: HashSet<T> = set(first);
    let in_second: HashSet<T> = set(second);
    let mut added: HashMap<Option<T>, Vec<T>> = HashMap::default();
    let mut anchor = None;
    for item in second {
        match in_first.contains(item) {
            true => anchor = Some(*item),
            false => added.entry(anchor).or_default().push(*item),
        }
    }
    let mut out = Vec::with_capacity(first.len() + second.len());
    let mut anchor = None;
    for item in first {
        if in_second.contains(item) {
            out.extend(added.remove(&anchor).unwrap_or_default());
            anchor = Some(*item);
        }
        out.push(*item);
    }
    out.extend(added.remove(&anchor).unwrap_or_default());
    out
}

/// Appends what neither side has in its place.
fn with_rest<T: Copy + Eq + Hash>(mut ordered: Vec<T>, kept: &[T]) -> Vec<T> {
    if ordered.len() < kept.len() {
        let known: HashSet<T> = set(&ordered);
        ordered.extend(kept.iter().filter(|item| !known.contains(*item)));
    }
    ordered
}

fn set<T: Copy + Eq + Hash>(items: &[T]) -> HashSet<T> {
    items.iter().copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters; kept is what the merge of the sets gives.
    fn merged(base: &str, ours: &str, theirs: &str) -> (String, bool) {
        let [b, o, t] = [base, ours, theirs].map(|text| text.chars().collect::<Vec<char>>());
        let kept: Vec<char> = o
            .iter()
            .chain(t.iter().filter(|c| !o.contains(c)))
            .filter(|c| o.contains(c) && t.contains(c) || !b.contains(c))
            .copied()
            .collect();
        let (order, both) = merge(&b, &o, &t, &kept);
        (order.into_iter().collect(), both)
    }

    #[test]
    fn orders_merge() {
        for (base, ours, theirs, expected, both) in [
            ("abc", "abc", "abc", "abc", false),
            ("abc", "abc", "cab", "cab", false),
            ("abc", "cab", "abc", "cab", false),
            ("abc", "abxc", "abcy", "abxcy", false),
            ("ab", "axb", "ayb", "axyb", false),
            ("ab", "xab", "yab", "xyab", false),
            ("ab", "abx", "aby", "abxy", false),
            ("abc", "cba", "bacy", "cyba", true),
            ("abc", "cba", "abcy", "cyba", false),
            ("abc", "acb", "acb", "acb", false),
            ("abc", "abcx", "cab", "cxab", false),
            ("abcd", "abd", "abxcd", "abxd", false),
            ("abcd", "dcba", "bd", "db", false),
            ("", "ab", "ba", "ab", false),
            ("a", "", "ab", "b", false),
        ] {
            assert_eq!(merged(base, ours, theirs), (expected.to_owned(), both), "{base} {ours} {theirs}");
        }
    }
}
