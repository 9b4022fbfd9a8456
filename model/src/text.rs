//! Text in one or several languages.

use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Text as a person wrote it: plain (the model's main language) or one text a language.
///
/// Invariant: `Many` has at least one entry and no language twice; order is the author's.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Text {
    /// Plain text, in the main language of the model.
    One(Box<str>),
    /// Language code and text.
    Many(Box<[Entry]>),
}

/// A language code and the text in it.
type Entry = (Box<str>, Box<str>);

impl Default for Text {
    fn default() -> Self {
        Self::One("".into())
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::One(text.into())
    }
}

impl Text {
    /// Text from languages and their texts; one that is empty becomes empty plain text.
    pub fn languages(entries: impl IntoIterator<Item = (Box<str>, Box<str>)>) -> Self {
        let mut seen: Vec<(Box<str>, Box<str>)> = Vec::new();
        for (language, text) in entries {
            if !seen.iter().any(|(known, _)| *known == language) {
                seen.push((language, text));
            }
        }
        if seen.is_empty() {
            return Self::default();
        }
        Self::Many(seen.into())
    }

    /// Whether there is nothing to read in any language.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::One(text) => text.is_empty(),
            Self::Many(entries) => entries.iter().all(|(_, text)| text.is_empty()),
        }
    }

    /// Whether nothing was written at all; a language with an empty text is something.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::One(text) if text.is_empty())
    }

    /// The text in `language`, if it was written in it. Plain text has no language of its own.
    pub fn exact(&self, language: &str) -> Option<&str> {
        match self {
            Self::One(_) => None,
            Self::Many(entries) => {
                entries.iter().find(|(code, _)| &**code == language).map(|(_, text)| &**text)
            }
        }
    }

    /// The text to show to a reader of `language`: in that language, else in one that is less exact or of
    /// another region (`zh` for `zh-CN`, `zh-TW` for `zh`), else the first one written. Upper and lower case
    /// of a code do not matter (RFC 4647).
    pub fn get(&self, language: &str) -> &str {
        let Self::Many(entries) = self else { return self.main() };
        let fits = |is_fit: &dyn Fn(&str) -> bool| {
            entries.iter().find(|(code, _)| is_fit(code)).map(|(_, text)| &**text)
        };
        let mut wanted = language;
        loop {
            if let Some(text) = fits(&|code| code.eq_ignore_ascii_case(wanted)) {
                return text;
            }
            match wanted.rsplit_once('-') {
                Some((less, _)) => wanted = less,
                None => break,
            }
        }
        let primary = |code: &str| code.split('-').next().is_some_and(|it| it.eq_ignore_ascii_case(wanted));
        fits(&primary).unwrap_or_else(|| self.main())
    }

    /// The text shown where no language was asked for: the first one written.
    pub fn main(&self) -> &str {
        match self {
            Self::One(text) => text,
            Self::Many(entries) => entries.first().map_or("", |(_, text)| text),
        }
    }

    /// Each language (none for plain text) and its text.
    pub fn entries(&self) -> impl Iterator<Item = (Option<&str>, &str)> {
        let (one, many): (Option<&str>, &[Entry]) = match self {
            Self::One(text) => (Some(text), &[]),
            Self::Many(entries) => (None, entries),
        };
        one.map(|text| (None, text))
            .into_iter()
            .chain(many.iter().map(|(code, text)| (Some(&**code), &**text)))
    }
}

/// How caches write it; people's files have plain text or a map.
#[derive(Serialize, Deserialize)]
enum Compact {
    One(Box<str>),
    Many(Box<[(Box<str>, Box<str>)]>),
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::One(text) if serializer.is_human_readable() => serializer.serialize_str(text),
            Self::Many(entries) if serializer.is_human_readable() => {
                serializer.collect_map(entries.iter().map(|(code, text)| (code, text)))
            }
            Self::One(text) => Compact::One(text.clone()).serialize(serializer),
            Self::Many(entries) => Compact::Many(entries.clone()).serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            return Ok(match Compact::deserialize(deserializer)? {
                Compact::One(text) => Self::One(text),
                Compact::Many(entries) => Self::Many(entries),
            });
        }
        deserializer.deserialize_any(TextVisitor)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("text, or a map of language codes to texts")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Text, E> {
        Ok(Text::One(text.into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Text, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry::<Box<str>, Box<str>>()? {
            entries.push(entry);
        }
        Ok(Text::languages(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_gets_the_nearest_language() {
        let text = |codes: &str| Text::languages(codes.split(' ').map(|code| (code.into(), code.into())));
        for (codes, asked, expected) in [
            ("en zh", "zh", "zh"),
            ("en zh", "zh-CN", "zh"),
            ("en zh", "zh-Hans-CN", "zh"),
            ("en zh zh-Hans", "zh-Hans-CN", "zh-Hans"),
            ("en zh zh-CN", "zh-CN", "zh-CN"),
            ("en zh", "ZH-cn", "zh"),
            ("en zh-TW", "zh", "zh-TW"),
            ("en zh-TW zh-CN", "zh-CN", "zh-CN"),
            ("en zh-TW", "zh-CN", "zh-TW"),
            ("en zhx", "zh", "en"),
            ("zh en", "fr", "zh"),
            ("zh en", "", "zh"),
            ("zh en", "-", "zh"),
        ] {
            assert_eq!(text(codes).get(asked), expected, "{asked} of {codes}");
        }
        assert_eq!(Text::from("plain").get("zh-CN"), "plain");
    }
}
