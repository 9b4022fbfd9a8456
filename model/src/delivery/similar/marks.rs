//! What a text is compared by.

use std::collections::BTreeSet;

use super::spelling::{Words, folded, is_chinese};

/// Longer texts are compared by their first characters: what somebody wants is said there.
const MAX_CHARACTERS: usize = 1_000;

/// The marks of a text: words, and pairs of Chinese characters. A text of nothing but common words
/// keeps them; one without words has none.
pub fn marks(text: &str) -> BTreeSet<String> {
    let words = Words::library();
    let runs = runs(text);
    let mut found = BTreeSet::new();
    let mut rest = &runs[..];
    while let Some((run, after)) = rest.split_first() {
        rest = after;
        match (run, after) {
            (Run::Word(word), [Run::Word(next), beyond @ ..]) if words.phrase(word, next).is_some() => {
                found.extend(words.phrase(word, next).map(str::to_owned));
                rest = beyond;
            }
            (Run::Word(word), _) => found.extend(words.word(word).map(str::to_owned)),
            (Run::Chinese(run), _) => pairs(&words.chinese(run), &mut found),
        }
    }
    if found.is_empty() {
        for run in runs {
            match run {
                Run::Word(word) => {
                    found.insert(word);
                }
                Run::Chinese(run) => pairs(&run, &mut found),
            }
        }
    }
    found
}

/// A word, or a stretch of Chinese: punctuation and spaces do not end it, as people leave them out.
enum Run {
    Word(String),
    Chinese(Vec<char>),
}

fn runs(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let (mut word, mut chinese) = (String::new(), Vec::new());
    // An end, so that the last word is closed like the others.
    for c in folded(text).take(MAX_CHARACTERS).chain([' ']) {
        let is_letter = c.is_alphanumeric() && !is_chinese(c);
        if is_letter && !chinese.is_empty() {
            runs.push(Run::Chinese(std::mem::take(&mut chinese)));
        }
        if !is_letter && c != '\'' && !word.is_empty() {
            runs.push(Run::Word(bare(&std::mem::take(&mut word))));
        }
        match c {
            c if is_chinese(c) => chinese.push(c),
            c if is_letter || c == '\'' => word.push(c),
            _ => {}
        }
    }
    if !chinese.is_empty() {
        runs.push(Run::Chinese(chinese));
    }
    runs.retain(|run| !matches!(run, Run::Word(word) if word.is_empty()));
    runs
}

/// A word without what an apostrophe adds: `when's` is `when`, `don't` is `dont`.
fn bare(word: &str) -> String {
    let word = word.trim_matches('\'');
    word.strip_suffix("'s").unwrap_or(word).replace('\'', "")
}

/// Each two neighbours; a character on its own where there are no two.
fn pairs(run: &[char], found: &mut BTreeSet<String>) {
    if let [only] = run {
        found.insert(only.to_string());
    }
    found.extend(run.windows(2).map(|pair| pair.iter().collect::<String>()));
}
