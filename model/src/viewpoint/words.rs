//! Words of an audience for elements, from the glossary.

use foldhash::HashMap;

use crate::element::Element;
use crate::metamodel::Metamodel;
use crate::text::Text;
use crate::viewpoint::Term;

/// The audience's word for one element; for many, prepare [`Words`].
pub fn words<'a>(
    metamodel: &'a Metamodel,
    audience: Option<&str>,
    element: &Element,
    language: &str,
) -> Option<&'a str> {
    Words::new(metamodel, audience).of(element, language)
}

/// The audiences whose words count, the nearest first.
fn chain<'a>(metamodel: &'a Metamodel, audience: Option<&str>) -> Vec<&'a str> {
    let mut chain: Vec<&str> = Vec::new();
    let mut next = audience.and_then(|id| metamodel.audience(id));
    while let Some(audience) = next.filter(|a| !chain.contains(&a.id.as_str()) && chain.len() < MAX_LIKE) {
        chain.push(&audience.id);
        next = audience.like.as_deref().and_then(|id| metamodel.audience(id));
    }
    chain
}

fn word_in<'a>(chain: &[&str], term: &'a Term) -> Option<&'a Text> {
    chain.iter().find_map(|id| term.audiences.get(*id).filter(|word| !word.is_empty()))
}

/// An audience's word for what a term names.
pub(crate) fn word_for<'a>(metamodel: &Metamodel, audience: &str, term: &'a Term) -> Option<&'a Text> {
    word_in(&chain(metamodel, Some(audience)), term)
}

/// What an audience calls elements; prepared once for a drawing.
#[derive(Clone, Debug, Default)]
pub struct Words<'a> {
    by_element: HashMap<&'a str, &'a Text>,
}

/// Longest chain of audiences that are like one another.
const MAX_LIKE: usize = 8;

impl<'a> Words<'a> {
    /// The words of an audience: its own, else those of the audience it is like. Without an audience
    /// elements have their own names.
    pub fn new(metamodel: &'a Metamodel, audience: Option<&str>) -> Self {
        let chain = chain(metamodel, audience);
        let mut by_element = HashMap::default();
        for term in metamodel.terms() {
            if let Some(word) = word_in(&chain, term) {
                for element in &term.elements {
                    by_element.entry(element.as_str()).or_insert(word);
                }
            }
        }
        Self { by_element }
    }

    /// The audience's word for an element; none if it has none of its own.
    pub fn of(&self, element: &Element, language: &str) -> Option<&'a str> {
        self.by_element
            .get(element.id.as_str())
            .map(|text| text.get(language))
            .filter(|word| !word.is_empty())
    }
}
