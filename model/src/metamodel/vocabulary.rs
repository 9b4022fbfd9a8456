//! The words of a glossary made ready to be found in names: those to use and those to avoid.
//!
//! Case is folded. A word of letters is found as a whole word, one of Chinese anywhere: that script has
//! no spaces. Of words that overlap the first counts, of those that begin together the longest, so that
//! `trouble ticket` hides `ticket`.

use foldhash::HashMap;

use crate::select::fold;
use crate::text::Text;
use crate::viewpoint::Term;

/// Words by their first letter, and by the whole.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary {
    by_letter: HashMap<char, Vec<Word>>,
    /// Words to use: positions of the terms that claim them, with the language.
    claimed: HashMap<Box<str>, Vec<Claim>>,
    has_avoided: bool,
}

/// A term that has a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Claim {
    /// Position of the term.
    pub(crate) term: usize,
    /// Language of the word; none fits every language.
    language: Option<Box<str>>,
}

#[derive(Clone, Debug)]
struct Word {
    folded: Box<str>,
    claim: Claim,
    is_avoided: bool,
}

/// Whether a text in the one language can be a word of the other.
pub(crate) fn is_same_language(one: Option<&str>, other: Option<&str>) -> bool {
    one.is_none() || other.is_none() || one == other
}

impl Vocabulary {
    pub(super) fn of(terms: &[Term]) -> Self {
        let mut vocabulary = Self::default();
        for (term, entry) in terms.iter().enumerate() {
            for word in std::iter::once(&entry.name).chain(entry.audiences.values()) {
                vocabulary.add(term, word, false);
            }
            for word in &entry.avoid {
                vocabulary.add(term, word, true);
            }
        }
        for words in vocabulary.by_letter.values_mut() {
            // The longest first; of equal ones that to use.
            words.sort_by_key(|word| (std::cmp::Reverse(word.folded.len()), word.is_avoided));
        }
        vocabulary
    }

    fn add(&mut self, term: usize, word: &Text, is_avoided: bool) {
        for (language, text) in word.entries() {
            let folded = fold(text.trim());
            let Some(first) = folded.chars().next() else { continue };
            let claim = Claim { term, language: language.map(Into::into) };
            self.has_avoided |= is_avoided;
            if !is_avoided {
                let claims = self.claimed.entry(folded.as_str().into()).or_default();
                if !claims.contains(&claim) {
                    claims.push(claim.clone());
                }
            }
            self.by_letter.entry(first).or_default().push(Word { folded: folded.into(), claim, is_avoided });
        }
    }

    /// Whether no term has a word to use.
    pub(crate) fn is_empty(&self) -> bool {
        self.claimed.is_empty()
    }

    /// The terms that claim a whole name, with its folded form.
    pub(crate) fn claims(&self, name: &str, language: Option<&str>) -> Option<(String, Vec<usize>)> {
        let folded = fold(name.trim());
        let claims = self.claimed.get(folded.as_str())?;
        let fitting = claims.iter().filter(|claim| is_same_language(claim.language.as_deref(), language));
        let terms: Vec<usize> = fitting.map(|claim| claim.term).collect();
        (!terms.is_empty()).then_some((folded, terms))
    }

    /// Words to avoid in a name: the position of the term that says so, and the word as found.
    pub(crate) fn avoided(&self, name: &str, language: Option<&str>) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        if self.has_avoided {
            self.each_word(name, language, |word| {
                if word.is_avoided {
                    found.push((word.claim.term, word.folded.to_string()));
                }
            });
        }
        found
    }

    /// Positions of the terms whose words to use stand in a name.
    pub(crate) fn used(&self, name: &str, language: Option<&str>) -> Vec<usize> {
        let mut found = Vec::new();
        self.each_word(name, language, |word| {
            let claims = self.claimed.get(&word.folded).filter(|_| !word.is_avoided).into_iter().flatten();
            let fitting = claims.filter(|claim| is_same_language(claim.language.as_deref(), language));
            found.extend(fitting.map(|claim| claim.term));
        });
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Tells each word that stands in a name, from its start to its end.
    fn each_word<'a>(&'a self, name: &str, language: Option<&str>, mut tell: impl FnMut(&'a Word)) {
        let folded = fold(name);
        let mut rest = folded.as_str();
        let mut before = None;
        while let Some(first) = rest.chars().next() {
            let word = self.word_at(before, first, rest, language);
            word.into_iter().for_each(&mut tell);
            let length = word.map_or(first.len_utf8(), |word| word.folded.len());
            let (passed, behind) = rest.split_at(length);
            before = passed.chars().next_back();
            rest = behind;
        }
    }

    fn word_at(
        &self,
        before: Option<char>,
        first: char,
        rest: &str,
        language: Option<&str>,
    ) -> Option<&Word> {
        if before.is_some_and(|before| is_joined(before, first)) {
            return None;
        }
        self.by_letter.get(&first)?.iter().find(|word| {
            let Some(behind) = rest.strip_prefix(&*word.folded) else { return false };
            let (last, next) = (word.folded.chars().next_back(), behind.chars().next());
            is_same_language(word.claim.language.as_deref(), language)
                && !last.zip(next).is_some_and(|(last, next)| is_joined(last, next))
        })
    }
}

/// Whether two characters beside each other belong to one word.
fn is_joined(one: char, other: char) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() && !has_no_spaces(c);
    is_letter(one) && is_letter(other)
}

/// Whether the script of the character is written without spaces: Chinese, Japanese.
fn has_no_spaces(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Vocabulary {
        let text = "
- { id: work-order, name: { en: Work order, zh: 工单 }, avoid: [Job sheet, { en: ticket, zh: 单子 }] }
- { id: trouble-ticket, name: { en: Trouble ticket } }
- { id: customer, name: 客户, avoid: [用户] }
";
        Vocabulary::of(&crate::metamodel::read_library::<Vec<Term>>("test", text))
    }

    #[test]
    fn words_to_avoid_are_found_in_names() {
        let vocabulary = vocabulary();
        for (name, language, expected) in [
            ("Ticket", "en", &["ticket"][..]),
            ("ticket desk", "en", &["ticket"]),
            ("A TICKET, closed", "en", &["ticket"]),
            ("Ticketing", "en", &[]),
            ("e-ticket", "en", &["ticket"]),
            ("Ticket", "de", &[]),
            ("Job sheet and ticket", "en", &["job sheet", "ticket"]),
            ("Job sheets", "en", &[]),
            ("Trouble ticket", "en", &[]),
            ("Double trouble ticket", "en", &[]),
            ("单子管理", "zh", &["单子"]),
            ("工单子系统", "zh", &[]),
            ("CRM用户", "zh", &["用户"]),
            ("用户 CRM", "en", &["用户"]),
            ("", "en", &[]),
        ] {
            let found: Vec<String> =
                vocabulary.avoided(name, Some(language)).into_iter().map(|(_, word)| word).collect();
            assert_eq!(found, expected, "{name}");
        }
    }

    #[test]
    fn words_to_use_are_found_in_names() {
        let vocabulary = vocabulary();
        for (name, language, expected) in [
            ("Work order system", Some("en"), &[0][..]),
            ("Work orders", Some("en"), &[]),
            ("工单派发", Some("zh"), &[0]),
            ("客户工单", Some("zh"), &[0, 2]),
            ("Trouble ticket", None, &[1]),
            ("Ticket of a work order", Some("en"), &[0]),
            ("Work order", Some("de"), &[]),
        ] {
            assert_eq!(vocabulary.used(name, language), expected, "{name}");
        }
    }

    #[test]
    fn whole_names_are_claimed_in_their_language() {
        let vocabulary = vocabulary();
        let claims = |name, language| vocabulary.claims(name, language).map(|(_, terms)| terms);
        assert_eq!(claims("work ORDER", Some("en")), Some(vec![0]));
        assert_eq!(claims("Work order", None), Some(vec![0]));
        assert_eq!(claims("Work order", Some("de")), None);
        assert_eq!(claims("客户", Some("zh")), Some(vec![2]));
        assert_eq!(claims("Work", Some("en")), None);
    }
}
