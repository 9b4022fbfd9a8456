//! Languages of the pages, and their words.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use archweave_model::text::Text;
use serde::Serialize;

/// A language the pages speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    /// English.
    English,
    /// Simplified Chinese.
    Chinese,
}

impl Language {
    /// Each with its code and its own name.
    pub const ALL: [(Self, &'static str, &'static str); 2] =
        [(Self::English, "en", "English"), (Self::Chinese, "zh", "中文")];

    /// The code.
    pub fn code(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Reads a code; regions and scripts are ignored.
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?.trim().to_ascii_lowercase();
        Self::ALL.iter().find(|(_, code, _)| *code == primary).map(|(language, ..)| *language)
    }

    /// What a browser prefers, by its `Accept-Language`; English for whatever else it asks.
    pub fn preferred(header: &str) -> Self {
        let mut best = (0.0, Self::English);
        for part in header.split(',').take(50) {
            let mut pieces = part.split(';');
            let tag = pieces.next().unwrap_or_default().trim();
            let weight =
                pieces.find_map(|p| p.trim().strip_prefix("q=")).map_or(Some(1.0), |q| q.parse().ok());
            if let (Some(language), Some(weight)) = (Self::parse(tag), weight)
                && weight > best.0
            {
                best = (weight, language);
            }
        }
        best.1
    }

    /// The words of the pages.
    pub fn words(self) -> &'static Words {
        static WORDS: LazyLock<[Words; 2]> = LazyLock::new(|| {
            [
                Words::read(include_str!("../../../../templates/pages/en.json")),
                Words::read(include_str!("../../../../templates/pages/zh.json")),
            ]
        });
        &WORDS[self as usize]
    }

    /// Text of a model for readers of this language; `main` is the language of plain text.
    pub fn show(self, text: &Text, main: &str) -> Shown {
        let entries = || text.entries().filter(|(_, text)| !text.is_empty());
        let of = |code: Option<&str>| code.unwrap_or(main).to_owned();
        let found = entries().find(|(code, _)| Self::parse(&of(*code)) == Some(self));
        match found.or_else(|| entries().next()) {
            Some((code, text)) => {
                let code = of(code);
                let is_own = Self::parse(&code) == Some(self);
                Shown { text: text.to_owned(), lang: (!is_own && is_tag(&code)).then_some(code) }
            }
            None => Shown::default(),
        }
    }
}

/// Whether a code may stand in a `lang` attribute.
fn is_tag(code: &str) -> bool {
    (2..=35).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// Text and, where it is not the page's, its language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Shown {
    /// The text.
    pub text: String,
    /// For the `lang` attribute.
    pub lang: Option<String>,
}

impl From<&str> for Shown {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), lang: None }
    }
}

/// All words of the pages in one language, by key.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub(crate) struct Words(BTreeMap<String, String>);

impl Words {
    fn read(json: &str) -> Self {
        #[expect(clippy::expect_used, reason = "bundled data, read by every test")]
        Self(serde_json::from_str(json).expect("bundled words"))
    }

    /// A word by its key.
    pub fn word(&self, key: &'static str) -> &str {
        self.0.get(key).map_or(key, |word| word)
    }

    /// The word for one of a fixed set of ids: the layer `business`, the severity `error`.
    pub fn named(&self, set: &'static str, id: &str) -> Option<&str> {
        self.0.get(&format!("{set}_{}", id.replace('-', "_"))).map(|word| &**word)
    }

    /// A sentence with its gaps filled: `{name}`.
    pub fn fill(&self, key: &'static str, gaps: &[(&str, &str)]) -> String {
        let mut rest = self.word(key);
        let mut out = String::with_capacity(rest.len() + 32);
        // Only gaps of the sentence are filled, never those that a value brings along.
        while let Some((before, after)) = rest.split_once('{') {
            let Some((gap, after)) = after.split_once('}') else { break };
            out.push_str(before);
            out.push_str(gaps.iter().find(|(name, _)| *name == gap).map_or("", |(_, value)| value));
            rest = after;
        }
        out + rest
    }

    /// A counted thing: "1 view", "12,345 views".
    pub fn count(&self, key: &'static str, number: usize) -> String {
        let forms = self.word(key);
        let (one, other) = forms.split_once('|').unwrap_or((forms, forms));
        let form = if number == 1 { one } else { other };
        form.replace("{n}", &grouped(number))
    }
}

/// A number with thousands set apart.
pub(crate) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests;
