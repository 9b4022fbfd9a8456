//! Words of the pages in the languages that pages speak.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use archweave_model::text::Text;
use serde_json::{Map, Value, json};

/// Files of words: code, name of the language, words shared with the pages of a server, own words.
const FILES: [(&str, &str, &str, &str); 2] = [
    (
        "en",
        "English",
        include_str!("../../../../templates/pages/en.json"),
        include_str!("../../../../templates/site/en.json"),
    ),
    (
        "zh",
        "中文",
        include_str!("../../../../templates/pages/zh.json"),
        include_str!("../../../../templates/site/zh.json"),
    ),
];

/// Words of the pages of a server that templates of a site use too.
const SHARED: [&str; 37] = [
    "and_more",
    "as_list",
    "audience",
    "download",
    "elements",
    "empty",
    "facts",
    "fit",
    "guessed",
    "id",
    "in_no_view",
    "incoming",
    "kind",
    "language",
    "lifecycle",
    "name",
    "no_elements",
    "no_relations",
    "no_views",
    "outgoing",
    "pages",
    "picture",
    "properties",
    "relations",
    "remarks",
    "revision",
    "search",
    "search_placeholder",
    "sections",
    "shown_in",
    "skip",
    "state_filled",
    "table",
    "views",
    "zachman",
    "zachman_help",
    "zoom",
];

/// All words of the pages in one language.
pub(super) struct Words {
    all: BTreeMap<String, String>,
    /// Those that templates use.
    pub of_templates: Value,
}

impl Words {
    /// The words for readers of a language: English where the pages do not speak it.
    pub(super) fn of(code: &str) -> &'static Self {
        static WORDS: LazyLock<[Words; 2]> =
            LazyLock::new(|| FILES.map(|(_, _, shared, own)| Words::read(shared, own)));
        let at = FILES.iter().position(|(known, ..)| *known == primary(code));
        &WORDS[at.unwrap_or_default()]
    }

    fn read(shared: &str, own: &str) -> Self {
        #[expect(clippy::expect_used, reason = "bundled data, read by every test")]
        let read =
            |json: &str| serde_json::from_str::<BTreeMap<String, String>>(json).expect("bundled words");
        let (shared, own) = (read(shared), read(own));
        let used = SHARED.iter().filter_map(|key| Some((String::from(*key), shared.get(*key)?.clone())));
        let used: Map<String, Value> =
            used.chain(own.clone()).map(|(key, word)| (key, Value::String(word))).collect();
        let mut all = shared;
        all.extend(own);
        Self { all, of_templates: Value::Object(used) }
    }

    /// A word by its key.
    pub(super) fn word(&self, key: &'static str) -> &str {
        self.all.get(key).map_or(key, |word| word)
    }

    /// The word for one of a fixed set of ids: the layer `business`.
    pub(super) fn named(&self, set: &str, id: &str) -> Option<&str> {
        self.all.get(&format!("{set}_{}", id.replace('-', "_"))).map(|word| &**word)
    }

    /// A sentence with its gaps filled: `{name}`. What a value brings along is no gap.
    pub(super) fn fill(&self, key: &'static str, gaps: &[(&str, &str)]) -> String {
        let mut rest = self.word(key);
        let mut out = String::with_capacity(rest.len() + 32);
        while let Some((before, after)) = rest.split_once('{') {
            let Some((gap, after)) = after.split_once('}') else { break };
            out.push_str(before);
            out.push_str(gaps.iter().find(|(name, _)| *name == gap).map_or("", |(_, value)| value));
            rest = after;
        }
        out + rest
    }

    /// A counted thing: "1 row is left out", "12,345 rows are left out".
    pub(super) fn count(&self, key: &'static str, number: usize) -> String {
        let forms = self.word(key);
        let (one, other) = forms.split_once('|').unwrap_or((forms, forms));
        let form = if number == 1 { one } else { other };
        form.replace("{n}", &grouped(number))
    }
}

/// A code without region and script, in small letters.
fn primary(code: &str) -> String {
    code.split(['-', '_']).next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Name of a language in itself; its code if the pages do not speak it.
pub(super) fn language_name(code: &str) -> &str {
    FILES.iter().find(|(known, ..)| *known == code).map_or(code, |(_, name, ..)| name)
}

/// Whether two codes are the same language, whatever the region.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    primary(one) == primary(other)
}

/// Text of a model and, where it is not the page's, its language: `{text, lang}`. `main` is the language
/// of plain text.
pub(super) fn shown(text: &Text, language: &str, main: &str) -> (String, Option<String>) {
    let entries = || text.entries().filter(|(_, text)| !text.trim().is_empty());
    let of = |code: Option<&str>| code.unwrap_or(main).to_owned();
    let exact = entries().find(|(code, _)| of(*code) == language);
    let near = || entries().find(|(code, _)| is_same(&of(*code), language));
    match exact.or_else(near).or_else(|| entries().next()) {
        Some((code, text)) => {
            let code = of(code);
            let lang = (!is_same(&code, language) && is_tag(&code)).then_some(code);
            (text.to_owned(), lang)
        }
        None => Default::default(),
    }
}

/// The same as templates want it.
pub(super) fn named_value((text, lang): (String, Option<String>)) -> Value {
    json!({ "text": text, "lang": lang })
}

/// Whether a code may stand in a `lang` attribute and be the name of a folder.
pub(super) fn is_tag(code: &str) -> bool {
    (2..=35).contains(&code.len())
        && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && code.as_bytes()[0].is_ascii_alphabetic()
}

/// A number with thousands set apart.
pub(super) fn grouped(number: usize) -> String {
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
mod tests {
    use super::*;

    #[test]
    fn every_shared_word_is_there_and_both_languages_have_the_same() {
        let keys = |code: &str| match &Words::of(code).of_templates {
            Value::Object(words) => words.keys().cloned().collect::<Vec<_>>(),
            _ => Vec::new(),
        };
        assert_eq!(keys("en"), keys("zh"));
        for key in SHARED {
            assert!(keys("en").iter().any(|known| known == key), "{key}");
        }
        assert_eq!(Words::of("fr-CA").word("elements"), Words::of("en").word("elements"));
        assert_ne!(Words::of("zh-Hans").word("elements"), Words::of("en").word("elements"));
    }

    #[test]
    fn text_falls_back_and_says_its_language() {
        let both = Text::languages([("en".into(), "Desk".into()), ("zh-CN".into(), "坐席".into())]);
        assert_eq!(shown(&both, "zh", "en"), ("坐席".into(), None));
        assert_eq!(shown(&Text::from("Desk"), "zh", "en"), ("Desk".into(), Some("en".into())));
        let odd = Text::languages([("\" onload=x".into(), "odd".into())]);
        assert_eq!(shown(&odd, "en", "en"), ("odd".into(), None));
        assert!(is_tag("zh-Hans") && !is_tag("../x") && !is_tag("x") && !is_tag("1-2"));
    }
}
