//! `organizations`: trees of items, each a folder or a reference.

use std::borrow::Cow;

use archweave_model::text::Text;

use super::Import;
use super::body::Body;
use crate::kept::Kept;
use crate::xml::{Result, Token};

/// An item of an organization.
pub enum Item<'a> {
    /// What it stands for, by its id in the file, and nothing else.
    Reference(Cow<'a, str>),
    Folder(Box<Folder<'a>>),
}

/// An item with something of its own.
pub struct Folder<'a> {
    pub name: Text,
    pub description: Text,
    pub id: Option<Cow<'a, str>>,
    /// What it stands for too, if anything.
    pub refers: Option<Cow<'a, str>>,
    pub items: Vec<Item<'a>>,
    /// What is not understood.
    pub kept: Kept,
}

impl<'a> Import<'a> {
    pub(super) fn organization(&mut self) -> Result<()> {
        let mut items = Vec::new();
        loop {
            match self.xml.next()? {
                Token::Open(name) if self.local(name) == "item" => items.push(self.item()?),
                Token::Open(_) => {
                    let offset = self.xml.offset;
                    let leaf = self.xml.leaf()?;
                    self.drafts.findings.left_out(offset, leaf.raw);
                }
                Token::Text(_) => {}
                Token::Close | Token::End => break,
            }
        }
        self.organizations.push(items);
        Ok(())
    }

    fn item(&mut self) -> Result<Item<'a>> {
        let (mut id, mut refers) = (None, None);
        let mut unknown = Vec::new();
        for attribute in self.xml.attributes.drain(..) {
            match attribute.name {
                "identifier" => id = Some(attribute.value),
                "identifierRef" | "identifierref" => refers = Some(attribute.value),
                _ => unknown.push(attribute),
            }
        }
        let is_bare = id.is_none() && unknown.is_empty();
        let mut token = self.xml.next()?;
        if matches!(token, Token::Close)
            && is_bare
            && let Some(refers) = refers
        {
            return Ok(Item::Reference(refers));
        }
        let mut kept = Kept::default();
        kept.record("attributes", unknown.iter().map(|a| (a.name, &*a.value)));
        let mut items = Vec::new();
        let mut body = Body::default();
        loop {
            match token {
                Token::Open(name) => match self.local(name) {
                    "item" => items.push(self.item()?),
                    name => self.child(name, &mut body)?,
                },
                Token::Text(text) => body.text(&text),
                Token::Close | Token::End => break,
            }
            token = self.xml.next()?;
        }
        let name = self.text(std::mem::take(&mut body.name), &mut kept);
        let description = self.text(std::mem::take(&mut body.documentation), &mut kept);
        body.keep(&mut kept);
        Ok(Item::Folder(Box::new(Folder { name, description, id, refers, items, kept })))
    }
}
