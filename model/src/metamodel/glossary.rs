//! What things are called: the terms of a repository, and where they do not agree with each other.

use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::{HashMap, HashSet};

use crate::diagnostic::Diagnostic;
use crate::metamodel::definition::Extension;
use crate::metamodel::registry::Metamodel;
use crate::metamodel::vocabulary::{Vocabulary, is_same_language};
use crate::select::fold;
use crate::text::Text;
use crate::viewpoint::{Term, word_for};

/// The terms of all files, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Glossary {
    terms: Vec<Term>,
    /// For each term its file and its place in the file's list.
    places: Vec<(Box<str>, usize)>,
    vocabulary: Vocabulary,
}

impl Metamodel {
    /// What things are called, and by whom: the glossary of the repository.
    pub fn terms(&self) -> &[Term] {
        &self.glossary.terms
    }

    /// The words of all terms.
    pub(crate) fn vocabulary(&self) -> &Vocabulary {
        &self.glossary.vocabulary
    }

    /// A finding about a key of a term, as bad as its rule says.
    pub(crate) fn term_finding(
        &self,
        code: &'static str,
        term: usize,
        key: &str,
        message: String,
        help: &str,
    ) -> Diagnostic {
        let place = self.glossary.places.get(term);
        let (file, n) = place.map_or(("", 0), |(file, n)| (&**file, *n));
        Diagnostic::of(code, message).help(help).file(file).key(&format!("terms.{n}.{key}"))
    }

    /// Adds the terms of these files, after audiences and kinds are known.
    pub(super) fn add_terms(&mut self, files: &[(&str, &Extension)], wrong: &mut Vec<Diagnostic>) {
        let mut glossary = Glossary::default();
        let mut ids = HashSet::default();
        for (file, extension) in files {
            for (n, term) in extension.terms.iter().enumerate() {
                match refusal(term, ids.insert(term.id.as_str())) {
                    Some((message, help)) => {
                        let finding = Diagnostic::error("bad-metamodel", message).help(help);
                        wrong.push(finding.file(file).key(&format!("terms.{n}.id")));
                    }
                    None => {
                        glossary.terms.push(term.clone());
                        glossary.places.push(((*file).into(), n));
                    }
                }
            }
        }
        if glossary.terms.is_empty() {
            return;
        }
        glossary.vocabulary = Vocabulary::of(&glossary.terms);
        self.glossary = Arc::new(glossary);
        self.check_audiences(wrong);
        self.check_named_once(wrong);
        self.check_words(wrong);
    }

    fn check_audiences(&self, wrong: &mut Vec<Diagnostic>) {
        for (n, term) in self.terms().iter().enumerate() {
            for id in term.audiences.keys().filter(|id| self.audience(id).is_none()) {
                let message = format!("term `{}` has a word for `{id}`, which is no audience", term.id);
                let help =
                    "define it under `audiences:` in `metamodel/`, or take the id of one that there is";
                let key = format!("audiences.{id}");
                wrong.push(self.term_finding("unknown-audience", n, &key, message, help));
            }
        }
    }

    /// One thing has one term.
    fn check_named_once(&self, wrong: &mut Vec<Diagnostic>) {
        let mut named: HashMap<&str, usize> = HashMap::default();
        let mut kinds: HashMap<_, usize> = HashMap::default();
        for (n, term) in self.terms().iter().enumerate() {
            let mut twice = |first: usize, key: String, named: &str| {
                let first = &self.terms()[first].id;
                let message = format!("term `{}` names `{named}`, which term `{first}` names too", term.id);
                let help =
                    "keep it in one of them, and put the other word under its `avoid:` or `audiences:`";
                wrong.push(self.term_finding("two-terms", n, &key, message, help));
            };
            for (k, element) in term.elements.iter().enumerate() {
                let first = *named.entry(element).or_insert(n);
                if first != n {
                    twice(first, format!("elements.{k}"), element);
                }
            }
            if let Some(kind) = &term.kind
                && let Some(index) = self.kind_index(kind)
            {
                let first = *kinds.entry(index).or_insert(n);
                if first != n {
                    twice(first, "kind".into(), kind);
                }
            }
        }
    }

    /// One word has one meaning for everybody.
    fn check_words(&self, wrong: &mut Vec<Diagnostic>) {
        let mut seen = HashSet::default();
        let readers = self.audiences().iter().map(|audience| Some(audience.id.as_str()));
        for reader in std::iter::once(None).chain(readers) {
            let mut meanings: BTreeMap<String, Vec<(usize, Option<&str>)>> = BTreeMap::new();
            for (n, term) in self.terms().iter().enumerate() {
                let own = reader.and_then(|id| word_for(self, id, term));
                let word: &Text = own.unwrap_or(&term.name);
                for (language, text) in word.entries().filter(|(_, text)| !text.trim().is_empty()) {
                    let others = meanings.entry(fold(text.trim())).or_default();
                    let same = others
                        .iter()
                        .find(|(other, spoken)| *other != n && is_same_language(*spoken, language));
                    if let Some((other, _)) = same
                        && seen.insert((*other, n))
                    {
                        wrong.push(self.same_word(*other, n, text, reader.filter(|_| own.is_some())));
                    }
                    others.push((n, language));
                }
            }
        }
    }

    fn same_word(&self, first: usize, second: usize, word: &str, reader: Option<&str>) -> Diagnostic {
        let [a, b] = [first, second].map(|n| &self.terms()[n].id);
        let (key, to) = match reader {
            Some(id) if self.terms()[second].audiences.contains_key(id) => {
                (format!("audiences.{id}"), format!(" to `{id}`"))
            }
            Some(id) => ("name".into(), format!(" to `{id}`")),
            None => ("name".into(), String::new()),
        };
        let message = format!("`{word}` means both term `{a}` and term `{b}`{to}");
        let help = "give one of them another word, or make them one term";
        self.term_finding("ambiguous-term", second, &key, message, help)
    }
}

/// Why a term is left out, and what to do.
fn refusal(term: &Term, is_first: bool) -> Option<(String, &'static str)> {
    if let Err(error) = crate::id::check(&term.id) {
        return Some((format!("term `{}`: {error}", term.id), "choose another id"));
    }
    if !is_first {
        let message = format!("term `{}` is defined twice", term.id);
        return Some((message, "remove one of the definitions or give it another id"));
    }
    term.name.is_empty().then(|| (format!("term `{}` has no word", term.id), "write it as `name:`"))
}
