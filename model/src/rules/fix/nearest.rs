//! Which known words are meant by a wrong one.

use super::MAX_OFFERS;

/// The known words that are nearest to `wrong`, the nearest first; none of those that have little in common
/// with it.
pub(super) fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let folded: Vec<char> = wrong.to_lowercase().chars().take(MAX_LENGTH).collect();
    let limit = (folded.len() / 2).max(1);
    let mut found: Vec<(usize, &str)> = known
        .into_iter()
        .map(|word| {
            let other: Vec<char> = word.to_lowercase().chars().take(MAX_LENGTH).collect();
            let is_part = folded.len() > 2 && (contains(&other, &folded) || contains(&folded, &other));
            (if is_part { 1 } else { distance(&folded, &other) }, word)
        })
        .filter(|(distance, _)| *distance <= limit)
        .collect();
    found.sort();
    found.dedup();
    found.into_iter().take(MAX_OFFERS).map(|(_, word)| word.to_owned()).collect()
}

/// Longer words are compared up to here.
const MAX_LENGTH: usize = 64;

fn contains(long: &[char], short: &[char]) -> bool {
    short.len() > 2 && long.windows(short.len()).any(|window| window == short)
}

/// How many characters have to be put in, left out or replaced.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (n, x) in a.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], n + 1);
        for (m, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[m + 1];
            row[m + 1] = replaced.min(row[m] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_words_come_first() {
        let states = ["proposed", "planned", "active", "phase-out", "retired"];
        let cases = [
            ("actve", vec!["active"]),
            ("Retired", vec!["retired"]),
            ("phaseout", vec!["phase-out"]),
            ("plan", vec!["planned"]),
            ("xyzzy-gone", vec![]),
            ("", vec![]),
        ];
        for (wrong, expected) in cases {
            assert_eq!(nearest(wrong, states), expected, "{wrong}");
        }
        for (a, b, expected) in [("kitten", "sitting", 3), ("", "abc", 3), ("工单", "工时", 1)] {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            assert_eq!(distance(&chars(a), &chars(b)), expected, "{a} {b}");
        }
    }
}
