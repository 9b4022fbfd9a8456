//! XML read as hostile input: events with bounded depth, no document type, no entities of its own.
//!
//! Everything borrows from the source; only text with references or odd white space is copied.
//! Start at [`Xml::next`].

use std::borrow::Cow;

use quick_xml::events::{BytesRef, Event};
use quick_xml::reader::Reader;

/// Elements within elements.
const MAX_DEPTH: usize = 64;
/// Attributes of one element.
const MAX_ATTRIBUTES: usize = 256;

/// What is wrong with the text and at which byte.
#[derive(Debug)]
pub struct Fault {
    pub offset: usize,
    pub message: String,
}

pub type Result<T> = std::result::Result<T, Fault>;

/// An attribute with its references resolved.
#[derive(Clone, Debug)]
pub struct Attribute<'a> {
    /// As written, with its prefix.
    pub name: &'a str,
    pub value: Cow<'a, str>,
}

/// What comes next.
#[derive(Debug)]
pub enum Token<'a> {
    /// A start tag; its attributes are in [`Xml::attributes`] until the next token.
    Open(&'a str),
    Close,
    Text(Cow<'a, str>),
    End,
}

/// An element that was read to its end.
#[derive(Debug)]
pub struct Leaf<'a> {
    /// The whole element as written.
    pub raw: &'a str,
    pub text: String,
    /// Whether there are elements inside.
    pub is_nested: bool,
}

/// Reader of one document.
pub struct Xml<'a> {
    source: &'a str,
    reader: Reader<&'a [u8]>,
    /// Names of the open elements are checked by the reader; only their number is needed here.
    depth: usize,
    has_root: bool,
    /// Of the last start tag.
    pub attributes: Vec<Attribute<'a>>,
    /// Where the last token starts.
    pub offset: usize,
}

impl<'a> Xml<'a> {
    /// A reader of text that has no byte order mark.
    pub fn new(source: &'a str) -> Result<Self> {
        let is_control = |b: &u8| *b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r');
        // Counting a block is done many bytes at a time; looking for the first is not.
        let mut blocks = source.as_bytes().chunks(4096).enumerate();
        let bad = blocks.find(|(_, block)| block.iter().map(|b| u32::from(is_control(b))).sum::<u32>() > 0);
        if let Some((block, bytes)) = bad {
            let offset = block * 4096 + bytes.iter().position(is_control).unwrap_or(0);
            return Err(fault(offset, "a control character is not allowed in XML; remove it"));
        }
        let mut reader = Reader::from_str(source);
        reader.config_mut().expand_empty_elements = true;
        reader.config_mut().check_end_names = true;
        Ok(Self { source, reader, depth: 0, has_root: false, attributes: Vec::new(), offset: 0 })
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).map_or(usize::MAX, |at| at.min(self.source.len()))
    }

    /// The next start tag, end tag or piece of text; comments and processing instructions are
    /// passed over.
    pub fn next(&mut self) -> Result<Token<'a>> {
        loop {
            self.offset = self.position();
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => {
                    let at = usize::try_from(self.reader.error_position()).unwrap_or(self.offset);
                    return Err(fault(at, format!("{error}; the file is damaged or cut off")));
                }
            };
            match event {
                Event::Start(_) | Event::Empty(_) => return self.open().map(Token::Open),
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Token::Close);
                }
                Event::Text(text) => {
                    let text = lines(text.into_inner());
                    if self.depth > 0 {
                        return Ok(Token::Text(text));
                    }
                    if !text.trim().is_empty() {
                        return Err(fault(self.offset, "text outside of the root element; remove it"));
                    }
                }
                Event::CData(text) => return Ok(Token::Text(lines(text.into_inner()))),
                Event::GeneralRef(reference) => {
                    let character = resolve(&reference).ok_or_else(|| self.unknown_entity(&reference))?;
                    return Ok(Token::Text(Cow::Owned(character.into())));
                }
                Event::Comment(_) | Event::PI(_) => {}
                Event::Decl(declaration) => {
                    if let Some(Ok(encoding)) = declaration.encoding() {
                        self.check_encoding(&encoding)?;
                    }
                }
                Event::DocType(_) => {
                    return Err(fault(
                        self.offset,
                        "a document type (DTD) is refused; remove the `<!DOCTYPE ...>` declaration",
                    ));
                }
                Event::Eof if self.depth > 0 => {
                    return Err(fault(
                        self.source.len(),
                        "the file ends inside of an element; it was cut off, save it again",
                    ));
                }
                Event::Eof => return Ok(Token::End),
            }
        }
    }

    fn check_encoding(&self, encoding: &str) -> Result<()> {
        let is_known = ["utf-8", "utf8", "us-ascii", "ascii", "utf-16"]
            .iter()
            .any(|known| encoding.eq_ignore_ascii_case(known));
        if is_known || self.source.is_ascii() {
            return Ok(());
        }
        let message = format!("the file says it is in `{encoding}`; save it as UTF-8");
        Err(fault(self.offset, message))
    }

    fn unknown_entity(&self, reference: &BytesRef<'_>) -> Fault {
        let name: &str = reference;
        let message =
            format!("unknown entity `&{name};`; only the five of XML and character numbers are read");
        fault(self.offset, message)
    }

    fn open(&mut self) -> Result<&'a str> {
        if self.depth == 0 && self.has_root {
            return Err(fault(self.offset, "a second root element; a document has one"));
        }
        self.has_root = true;
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let message = format!("elements are nested more than {MAX_DEPTH} deep; flatten the model");
            return Err(fault(self.offset, message));
        }
        let end = self.position();
        let tag = self.source.get(self.offset..end).unwrap_or_default();
        let tag = tag.strip_prefix('<').unwrap_or(tag);
        let tag = tag.strip_suffix('>').unwrap_or(tag);
        let tag = tag.strip_suffix('/').unwrap_or(tag);
        let name_end = tag.find(is_space).unwrap_or(tag.len());
        let (name, rest) = tag.split_at(name_end);
        self.read_attributes(rest)?;
        Ok(name)
    }

    fn read_attributes(&mut self, mut rest: &'a str) -> Result<()> {
        self.attributes.clear();
        loop {
            rest = rest.trim_ascii_start();
            if rest.is_empty() {
                return Ok(());
            }
            let (name, after) = rest.split_once('=').ok_or_else(|| self.bad_attribute(rest))?;
            let name = name.trim_ascii_end();
            let after = after.trim_ascii_start();
            let quote = after.as_bytes().first().copied().filter(|b| matches!(b, b'"' | b'\''));
            let quote = quote.ok_or_else(|| self.bad_attribute(name))?;
            let (raw, after) = after
                .get(1..)
                .and_then(|value| value.split_once(char::from(quote)))
                .ok_or_else(|| self.bad_attribute(name))?;
            if name.is_empty() || name.bytes().any(|b| b <= b' ') || raw.as_bytes().contains(&b'<') {
                return Err(self.bad_attribute(name));
            }
            if self.attributes.iter().any(|known| known.name == name) {
                let message = format!("attribute `{name}` is there twice; remove one");
                return Err(fault(self.offset, message));
            }
            if self.attributes.len() == MAX_ATTRIBUTES {
                let message = format!("more than {MAX_ATTRIBUTES} attributes at one element");
                return Err(fault(self.offset, message));
            }
            let value = self.unescape(raw)?;
            self.attributes.push(Attribute { name, value });
            rest = after;
        }
    }

    fn bad_attribute(&self, near: &str) -> Fault {
        let near: String = near.chars().take(40).collect();
        let message = format!("an attribute is not `name=\"value\"` near `{near}`");
        fault(self.offset, message)
    }

    /// Resolves references and turns white space into spaces, as XML asks for attributes.
    fn unescape(&self, raw: &'a str) -> Result<Cow<'a, str>> {
        if !raw.bytes().any(|b| b == b'&' || b < 0x20) {
            return Ok(Cow::Borrowed(raw));
        }
        let mut value = String::with_capacity(raw.len());
        let mut rest = raw;
        while let Some(at) = rest.find(['&', '\t', '\n', '\r']) {
            let (before, found) = rest.split_at(at);
            value.push_str(before);
            if let Some(reference) = found.strip_prefix('&') {
                let (name, after) = reference
                    .split_once(';')
                    .ok_or_else(|| fault(self.offset, "a `&` without `;`; write `&amp;`"))?;
                let character =
                    resolve(&BytesRef::new(name)).ok_or_else(|| self.unknown_entity(&BytesRef::new(name)))?;
                value.push(character);
                rest = after;
            } else {
                value.push(' ');
                rest = found.strip_prefix("\r\n").or_else(|| found.get(1..)).unwrap_or_default();
            }
        }
        value.push_str(rest);
        Ok(Cow::Owned(value))
    }

    /// The source from an offset to the end of the last token.
    pub fn since(&self, start: usize) -> &'a str {
        self.source.get(start..self.position()).unwrap_or_default()
    }

    /// Reads the element whose start tag was the last token to its end.
    pub fn leaf(&mut self) -> Result<Leaf<'a>> {
        let start = self.offset;
        let depth = self.depth;
        let mut text = String::new();
        let mut is_nested = false;
        loop {
            match self.next()? {
                Token::Open(_) => is_nested = true,
                Token::Text(piece) if self.depth == depth => text.push_str(&piece),
                Token::Close if self.depth < depth => break,
                Token::Text(_) | Token::Close => {}
                Token::End => break,
            }
        }
        Ok(Leaf { raw: self.since(start), text, is_nested })
    }
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

fn resolve(reference: &BytesRef<'_>) -> Option<char> {
    let name: &str = reference;
    let character = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => reference.resolve_char_ref().ok()??,
    };
    crate::escape::is_xml(character).then_some(character)
}

/// Line ends as XML wants them: a carriage return that is not a reference becomes a line feed.
fn lines(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains('\r') {
        return text;
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}

pub fn fault(offset: usize, message: impl Into<String>) -> Fault {
    Fault { offset, message: message.into() }
}

/// Whether a kept text is one whole element; it may have been edited.
pub fn is_element(text: &str) -> bool {
    let Ok(mut xml) = Xml::new(text) else { return false };
    let mut is_first = true;
    loop {
        match xml.next() {
            Ok(Token::End) => return !is_first,
            Ok(_) => is_first = false,
            Err(_) => return false,
        }
    }
}
