//! Groups around the text that most others resemble.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;

use super::{THRESHOLD, marks};

/// Texts that say the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The key of the text that the others resemble most.
    pub representative: String,
    /// All of them, the representative too: the most similar first, then by key.
    pub members: Vec<Member>,
}

/// A text of a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Its key.
    pub key: String,
    /// How similar it is to the representative, up to 1.
    pub score: f64,
}

/// Groups of two texts and more at the usual [`THRESHOLD`]. A text is its key and what it says.
pub fn group<K: AsRef<str>, T: AsRef<str>>(texts: &[(K, T)]) -> Vec<Group> {
    group_at(texts, THRESHOLD)
}

/// Groups of two texts and more, the largest first, then by representative. Texts that resemble no
/// other are left out, and so are those without a word.
///
/// The text to which most others are similar enough, each counted by how similar it is, becomes a
/// representative; those others are its group; and so on with the rest. Equals go by their marks, so
/// that the same texts give the same groups in any order.
pub fn group_at<K: AsRef<str>, T: AsRef<str>>(texts: &[(K, T)], threshold: f64) -> Vec<Group> {
    let rows = Rows::new(texts.iter().map(|(key, text)| (key.as_ref(), text.as_ref())));
    // Without a common mark there is no similarity to speak of, whatever the threshold.
    let threshold = threshold.max(f64::MIN_POSITIVE);
    let mut counts = Counts::new(rows.all.len());
    let mut ranked: Vec<(u64, usize)> = (0..rows.all.len())
        .map(|row| {
            let weight = |(other, score): &(usize, f64)| {
                let size = rows.all.get(*other).map_or(0, |(_, keys)| keys.len());
                (score * 1e6) as u64 * size as u64
            };
            (rows.similar(row, threshold, &mut counts).iter().map(weight).sum(), row)
        })
        .collect();
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut is_taken = vec![false; rows.all.len()];
    let mut groups = Vec::new();
    for (_, row) in ranked {
        if is_taken.get(row) != Some(&false) {
            continue;
        }
        let mut members = Vec::new();
        for (other, score) in rows.similar(row, threshold, &mut counts) {
            let Some(taken) = is_taken.get_mut(other).filter(|taken| !**taken) else { continue };
            *taken = true;
            let keys = rows.all.get(other).into_iter().flat_map(|(_, keys)| keys);
            members.extend(keys.map(|key| Member { key: (*key).to_owned(), score }));
        }
        let representative = rows.all.get(row).and_then(|(_, keys)| keys.first());
        if let (Some(representative), 2..) = (representative, members.len()) {
            members.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.key.cmp(&b.key)));
            groups.push(Group { representative: (*representative).to_owned(), members });
        }
    }
    groups.sort_by(|a, b| {
        let size = b.members.len().cmp(&a.members.len());
        size.then_with(|| a.representative.cmp(&b.representative))
    });
    groups
}

/// Sets of marks with the keys of the texts that have just these, and where each mark occurs.
struct Rows<'a> {
    /// Marks by number, and keys in order.
    all: Vec<(Vec<u32>, Vec<&'a str>)>,
    having: Vec<Vec<u32>>,
}

/// How many marks each row has in common with one; kept to be used again.
struct Counts {
    common: Vec<u32>,
    touched: Vec<usize>,
}

impl Counts {
    fn new(rows: usize) -> Self {
        Self { common: vec![0; rows], touched: Vec::new() }
    }
}

impl<'a> Rows<'a> {
    fn new(texts: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut by_marks: BTreeMap<BTreeSet<String>, Vec<&str>> = BTreeMap::new();
        for (key, text) in texts {
            by_marks.entry(marks(text)).or_default().push(key);
        }
        by_marks.remove(&BTreeSet::new());
        let mut numbers: HashMap<String, u32> = HashMap::default();
        let (mut all, mut having) = (Vec::with_capacity(by_marks.len()), Vec::new());
        for (row, (marks, mut keys)) in by_marks.into_iter().enumerate() {
            let numbered = marks.into_iter().map(|mark| {
                let next = numbers.len() as u32;
                let number = *numbers.entry(mark).or_insert(next);
                if number == next {
                    having.push(Vec::new());
                }
                if let Some(rows) = having.get_mut(number as usize) {
                    rows.push(row as u32);
                }
                number
            });
            let numbered = numbered.collect();
            keys.sort_unstable();
            all.push((numbered, keys));
        }
        Self { all, having }
    }

    /// Rows that are similar enough to one, itself too, in order, with how similar.
    fn similar(&self, row: usize, threshold: f64, counts: &mut Counts) -> Vec<(usize, f64)> {
        let Some((marks, _)) = self.all.get(row) else { return Vec::new() };
        for other in marks.iter().filter_map(|mark| self.having.get(*mark as usize)).flatten() {
            let other = *other as usize;
            if let Some(common) = counts.common.get_mut(other) {
                if *common == 0 {
                    counts.touched.push(other);
                }
                *common += 1;
            }
        }
        let mut found = Vec::new();
        for other in counts.touched.drain(..) {
            let common = counts.common.get_mut(other).map(std::mem::take).unwrap_or_default() as usize;
            let size = self.all.get(other).map_or(0, |(marks, _)| marks.len());
            let score = common as f64 / (marks.len() + size - common) as f64;
            if score >= threshold {
                found.push((other, score));
            }
        }
        found.sort_unstable_by_key(|(other, _)| *other);
        found
    }
}
