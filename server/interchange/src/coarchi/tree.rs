//! An XML document of a few kilobytes as a tree, and how such documents are written: every attribute
//! on a line of its own, so that git shows what changed.

use std::borrow::Cow;

use crate::escape::{push_attribute, push_text};
use crate::xml::{Result, Token, Xml, fault};

/// An XML element.
#[derive(Debug, Default)]
pub struct Tree<'a> {
    pub tag: Cow<'a, str>,
    pub attributes: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    /// All of it; without white space at its ends if there are children.
    pub text: String,
    pub children: Vec<Tree<'a>>,
    /// Where it starts in its source.
    pub offset: usize,
}

impl<'a> Tree<'a> {
    /// Reads a whole document.
    pub fn read(source: &'a str) -> Result<Self> {
        let mut xml = Xml::new(source)?;
        let root = loop {
            match xml.next()? {
                Token::Open(tag) => break Self::rest(&mut xml, tag)?,
                Token::End => return Err(fault(0, "there is no element; the file is cut off or empty")),
                Token::Text(_) | Token::Close => {}
            }
        };
        while !matches!(xml.next()?, Token::End) {}
        Ok(root)
    }

    /// Reads the element whose start tag was the last token; the reader bounds the depth.
    fn rest(xml: &mut Xml<'a>, tag: &'a str) -> Result<Self> {
        let mut tree = Tree { tag: tag.into(), offset: xml.offset, ..Tree::default() };
        tree.attributes = xml.attributes.drain(..).map(|a| (a.name.into(), a.value)).collect();
        loop {
            match xml.next()? {
                Token::Open(tag) => {
                    let child = Self::rest(xml, tag)?;
                    tree.children.push(child);
                }
                Token::Text(text) => tree.text.push_str(&text),
                Token::Close | Token::End => break,
            }
        }
        if !tree.children.is_empty() && !tree.text.is_empty() {
            tree.text = tree.text.trim().to_owned();
        }
        Ok(tree)
    }

    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| &**value)
    }

    /// Adds an attribute, unless it is there.
    pub fn add(&mut self, name: &'a str, value: impl Into<Cow<'a, str>>) {
        if self.get(name).is_none() {
            self.attributes.push((name.into(), value.into()));
        }
    }

    /// How many elements stand within each other.
    pub fn depth(&self) -> usize {
        1 + self.children.iter().map(Tree::depth).max().unwrap_or(0)
    }

    /// The document as text.
    pub fn write(&self) -> String {
        let mut out = String::new();
        self.push(&mut out, 0);
        out
    }

    fn push(&self, out: &mut String, depth: usize) {
        let indent = |out: &mut String, depth: usize| (0..depth).for_each(|_| out.push_str("  "));
        indent(out, depth);
        out.push('<');
        out.push_str(&self.tag);
        for (name, value) in &self.attributes {
            out.push('\n');
            indent(out, depth + 2);
            out.push_str(name);
            out.push_str("=\"");
            push_attribute(out, value);
            out.push('"');
        }
        if self.children.is_empty() && self.text.trim().is_empty() {
            out.push_str("/>\n");
            return;
        }
        out.push('>');
        push_text(out, self.text.trim());
        if !self.children.is_empty() {
            out.push('\n');
            for child in &self.children {
                child.push(out, depth + 1);
            }
            indent(out, depth);
        }
        out.push_str("</");
        out.push_str(&self.tag);
        out.push_str(">\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_comes_back_as_git_likes_it() {
        let text = "<a:X\n    id=\"1&#xA;&lt;\">\n  <b/>\n  <c\n      k=\"v\"/>\n</a:X>\n";
        let tree = Tree::read(text).unwrap_or_default();
        assert_eq!(tree.get("id"), Some("1\n<"));
        assert_eq!(tree.depth(), 2);
        assert_eq!(tree.write(), text);
        assert!(Tree::read("").is_err());
        assert!(Tree::read("<a><b></a>").is_err());
    }
}
