//! One spelling for what is the same: width, case, punctuation, common words.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use foldhash::HashMap;
use serde::Deserialize;

use crate::metamodel::read_library;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    english: English,
    chinese: Chinese,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct English {
    fill: BTreeSet<String>,
    same: HashMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Chinese {
    fill: Vec<String>,
    same: HashMap<String, String>,
}

/// A phrase and what it becomes.
type Phrase = (Vec<char>, Vec<char>);

/// What the library says of words.
pub(super) struct Words {
    fill: BTreeSet<String>,
    same: HashMap<String, String>,
    /// Words for two words, by the first of them.
    pairs: HashMap<String, Vec<(String, String)>>,
    /// Chinese phrases with what they become, by first character, the longest first.
    phrases: HashMap<char, Vec<Phrase>>,
}

impl Words {
    pub(super) fn library() -> &'static Self {
        static WORDS: LazyLock<Words> = LazyLock::new(|| {
            let text = include_str!("../../../library/delivery/similar.yaml");
            Words::new(read_library("delivery/similar.yaml", text))
        });
        &WORDS
    }

    fn new(file: File) -> Self {
        let mut phrases: HashMap<char, Vec<Phrase>> = HashMap::default();
        let gone = file.chinese.fill.iter().map(|phrase| (phrase.as_str(), ""));
        let same = file.chinese.same.iter().map(|(from, to)| (from.as_str(), to.as_str()));
        for (from, to) in gone.chain(same) {
            let from: Vec<char> = from.chars().collect();
            if let Some(first) = from.first().copied() {
                phrases.entry(first).or_default().push((from, to.chars().collect()));
            }
        }
        for known in phrases.values_mut() {
            known.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        }
        let mut pairs: HashMap<String, Vec<(String, String)>> = HashMap::default();
        for (two, one) in &file.english.same {
            if let Some((first, second)) = two.split_once(' ') {
                pairs.entry(first.to_owned()).or_default().push((second.to_owned(), one.clone()));
            }
        }
        Self { fill: file.english.fill, same: file.english.same, pairs, phrases }
    }

    /// The word that stands for two words, if one does.
    pub(super) fn phrase(&self, first: &str, second: &str) -> Option<&str> {
        let by_second = self.pairs.get(first)?;
        by_second.iter().find(|(known, _)| known == second).map(|(_, word)| word.as_str())
    }

    /// The word that stands for a word; none for one that any question may have.
    pub(super) fn word<'a>(&'a self, word: &'a str) -> Option<&'a str> {
        let word = self.same.get(word).map_or(word, String::as_str);
        (!self.fill.contains(word)).then_some(word)
    }

    /// Chinese with each phrase in its one spelling, and without those that any question may have.
    pub(super) fn chinese(&self, run: &[char]) -> Vec<char> {
        let mut result = Vec::with_capacity(run.len());
        let mut rest = run;
        while let Some((first, after)) = rest.split_first() {
            let known = self.phrases.get(first).into_iter().flatten();
            match known.into_iter().find(|(from, _)| rest.starts_with(from)) {
                Some((from, to)) => {
                    result.extend_from_slice(to);
                    rest = rest.get(from.len()..).unwrap_or_default();
                }
                None => {
                    result.push(*first);
                    rest = after;
                }
            }
        }
        result
    }
}

/// Full width to half width, capitals to small letters.
pub(super) fn folded(text: &str) -> impl Iterator<Item = char> {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        '\u{2018}' | '\u{2019}' => '\'',
        _ => c,
    };
    text.chars().map(narrow).flat_map(char::to_lowercase)
}

/// Whether a character stands for a word or syllable, so that spaces do not tell words apart.
pub(super) fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
