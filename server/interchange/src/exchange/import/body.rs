//! Children that most things have: texts in languages, and properties.

use std::borrow::Cow;

use archweave_model::text::Text;
use archweave_model::value::Properties;

use super::{Import, TOOL};
use crate::kept::Kept;
use crate::xml::{Result, Token};

/// A text and its language, if that is given.
type Word<'a> = (Option<Cow<'a, str>>, String);

/// Texts and their languages. Most things have one text, and that needs no list.
#[derive(Default)]
pub struct Words<'a> {
    one: Option<Word<'a>>,
    more: Vec<Word<'a>>,
}

impl<'a> Words<'a> {
    pub fn push(&mut self, language: Option<Cow<'a, str>>, text: String) {
        if self.one.is_none() {
            self.one = Some((language, text));
        } else {
            self.more.push((language, text));
        }
    }

    pub fn len(&self) -> usize {
        usize::from(self.one.is_some()) + self.more.len()
    }

    pub fn is_empty(&self) -> bool {
        self.one.is_none()
    }

    pub fn first(&self) -> Option<&Word<'a>> {
        self.one.as_ref()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Word<'a>> {
        self.one.iter().chain(&self.more)
    }

    pub fn into_words(self) -> impl Iterator<Item = Word<'a>> {
        self.one.into_iter().chain(self.more)
    }
}

/// A property as written: its definition, and its values in languages.
pub struct Property<'a> {
    pub definition: Cow<'a, str>,
    pub values: Words<'a>,
    pub offset: usize,
}

/// What was read of them.
#[derive(Default)]
pub struct Body<'a> {
    pub name: Words<'a>,
    pub documentation: Words<'a>,
    pub properties: Vec<Property<'a>>,
    /// Elements that are not understood, as written.
    pub children: Vec<&'a str>,
    stray: String,
}

impl<'a> Body<'a> {
    /// Takes text among the children.
    pub fn text(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.stray.push_str(text.trim());
        }
    }

    /// Keeps what is left.
    pub fn keep(&mut self, kept: &mut Kept) {
        kept.list("children", self.children.iter().copied());
        if !self.stray.is_empty() {
            kept.text("text", &self.stray);
        }
    }
}

impl<'a> Import<'a> {
    /// Reads the rest of an element that has nothing but common children.
    pub fn body(&mut self) -> Result<Body<'a>> {
        let mut body = Body::default();
        loop {
            match self.xml.next()? {
                Token::Open(name) => {
                    let name = self.local(name);
                    self.child(name, &mut body)?;
                }
                Token::Text(text) => body.text(&text),
                Token::Close | Token::End => return Ok(body),
            }
        }
    }

    /// Reads a common child.
    pub fn child(&mut self, name: &str, body: &mut Body<'a>) -> Result<()> {
        match name {
            "name" | "label" => self.words(&mut body.name),
            "documentation" => self.words(&mut body.documentation),
            "properties" => self.properties(body),
            _ => {
                body.children.push(self.xml.leaf()?.raw);
                Ok(())
            }
        }
    }

    /// Reads a text with its language.
    pub fn words(&mut self, words: &mut Words<'a>) -> Result<()> {
        let language = self.language();
        let leaf = self.xml.leaf()?;
        words.push(language, leaf.text);
        Ok(())
    }

    fn language(&mut self) -> Option<Cow<'a, str>> {
        let at = self.xml.attributes.iter().position(|a| a.name == "xml:lang")?;
        let language = self.xml.attributes.swap_remove(at).value;
        (!language.is_empty()).then_some(language)
    }

    pub fn properties(&mut self, body: &mut Body<'a>) -> Result<()> {
        loop {
            match self.xml.next()? {
                Token::Open(name) if self.local(name) == "property" => {
                    let property = self.property(body)?;
                    body.properties.push(property);
                }
                Token::Open(_) => body.children.push(self.xml.leaf()?.raw),
                Token::Text(text) => body.text(&text),
                Token::Close | Token::End => return Ok(()),
            }
        }
    }

    fn property(&mut self, body: &mut Body<'a>) -> Result<Property<'a>> {
        let offset = self.xml.offset;
        let mut definition = Cow::Borrowed("");
        for attribute in std::mem::take(&mut self.xml.attributes) {
            if matches!(attribute.name, "propertyDefinitionRef" | "identifierref" | "identifierRef") {
                definition = attribute.value;
            }
        }
        let mut values = Words::default();
        loop {
            match self.xml.next()? {
                Token::Open(name) if self.local(name) == "value" => self.words(&mut values)?,
                Token::Open(_) => body.children.push(self.xml.leaf()?.raw),
                Token::Text(text) => body.text(&text),
                Token::Close | Token::End => break,
            }
        }
        Ok(Property { definition, values, offset })
    }

    /// A text from its languages; a second text in one language is kept.
    pub fn text(&mut self, words: Words<'a>, kept: &mut Kept) -> Text {
        for language in words.iter().filter_map(|(language, _)| language.as_deref()) {
            self.meet(language);
        }
        if words.len() <= 1 {
            return match words.one {
                None => Text::default(),
                Some((None, text)) => Text::One(text.into()),
                Some((Some(language), text)) if self.main.as_deref() == Some(&*language) => {
                    Text::One(text.into())
                }
                Some((Some(language), text)) => Text::languages([(language.into(), text.into())]),
            };
        }
        let main: Box<str> = self.main.as_deref().unwrap_or("en").into();
        let mut entries: Vec<(Box<str>, Box<str>)> = Vec::new();
        let mut others = Vec::new();
        for (language, text) in words.into_words() {
            let language = language.map_or_else(|| main.clone(), Into::into);
            if entries.iter().any(|(known, _)| *known == language) {
                others.push(text);
            } else {
                entries.push((language, text.into()));
            }
        }
        kept.list("texts", others.iter().map(String::as_str));
        match &mut entries[..] {
            [(language, text)] if *language == main => Text::One(std::mem::take(text)),
            _ => Text::languages(entries),
        }
    }

    /// Notes a language.
    fn meet(&mut self, language: &str) {
        if self.main.as_deref() == Some(language) {
            return;
        }
        if self.main.is_none() {
            self.main = Some(language.into());
        } else if !self.languages.iter().any(|known| **known == *language) && self.languages.len() < 100 {
            self.languages.push(language.into());
        }
    }
}

/// What is kept, as `extra`.
pub fn extra(kept: Kept) -> Properties {
    kept.into_extra(TOOL)
}
