//! A YAML document as a tree whose nodes know their bytes.
//!
//! Scalars stay text. Anchors, aliases, tags, directives and duplicate keys are refused: a document
//! that uses one is left out, with a diagnostic; the other documents of the file are read.

use std::borrow::Cow;

use foldhash::HashSet;
use granit_parser::{Event, Parser, ScalarStyle, Span};

use crate::diagnostic::Diagnostic;

/// How deep collections may be nested.
pub const MAX_DEPTH: usize = 64;

/// A node of the tree.
#[derive(Clone, Debug)]
pub struct Node<'a> {
    /// Byte offset of its first byte.
    pub start: u32,
    /// Byte offset after its last byte.
    pub end: u32,
    /// What it is.
    pub data: Data<'a>,
}

/// What a node is.
#[derive(Clone, Debug)]
pub enum Data<'a> {
    /// Nothing: an empty plain scalar, `~` or `null`.
    Null,
    /// A scalar's text after escapes.
    Scalar(Cow<'a, str>),
    /// Items in order.
    Sequence(Vec<Node<'a>>),
    /// Keys and values in order; keys are scalars and differ.
    Mapping(Vec<Pair<'a>>),
}

/// A key and its value.
#[derive(Clone, Debug)]
pub struct Pair<'a> {
    /// The key's text.
    pub key: Cow<'a, str>,
    /// Byte offset of the key.
    pub key_start: u32,
    /// Byte offset after the key.
    pub key_end: u32,
    /// The value.
    pub value: Node<'a>,
}

impl<'a> Node<'a> {
    /// The scalar's text.
    pub fn text(&self) -> Option<&str> {
        match &self.data {
            Data::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// The mapping's pairs.
    pub fn pairs(&self) -> Option<&[Pair<'a>]> {
        match &self.data {
            Data::Mapping(pairs) => Some(pairs),
            _ => None,
        }
    }

    /// The value of `key` in a mapping.
    pub fn get(&self, key: &str) -> Option<&Node<'a>> {
        let pair = self.pairs()?.iter().find(|pair| pair.key == key)?;
        Some(&pair.value)
    }

    /// The word for what it is, for messages.
    pub fn what(&self) -> &'static str {
        match self.data {
            Data::Null => "nothing",
            Data::Scalar(_) => "text",
            Data::Sequence(_) => "a list",
            Data::Mapping(_) => "a map",
        }
    }
}

/// Reads all documents of a file; those that are refused are left out and reported.
pub fn parse<'a>(text: &'a str, findings: &mut Vec<Diagnostic>) -> Vec<Node<'a>> {
    let options = granit_parser::options! {
        disallow_directives: true,
        emit_comments: false,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    let mut builder = Builder::default();
    for next in Parser::new_from_str_with_options(text, options) {
        match next {
            Ok((event, span)) => builder.event(event, &span, findings),
            Err(error) => {
                let mark = error.marker();
                let at = mark.byte_offset().unwrap_or_default();
                let message = format!("not YAML: {}", one_line(&error));
                let finding = Diagnostic::error("yaml-syntax", message)
                    .help("mend the file from this place on; what follows was not read");
                findings.push(finding.at(offset(at)));
                break;
            }
        }
    }
    builder.documents
}

/// The parser's message without the position, which the diagnostic carries itself.
fn one_line(error: &granit_parser::ScanError) -> String {
    let text = error.to_string();
    let end = text.find(" at byte ").or_else(|| text.find(" at line "));
    text[..end.unwrap_or(text.len())].replace('\n', " ")
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// A collection that has been opened and not closed.
enum Open<'a> {
    Sequence(u32, Vec<Node<'a>>),
    Mapping(u32, Vec<Pair<'a>>, Option<(Cow<'a, str>, u32, u32)>),
}

#[derive(Default)]
struct Builder<'a> {
    documents: Vec<Node<'a>>,
    stack: Vec<Open<'a>>,
    root: Option<Node<'a>>,
    refused: bool,
}

impl<'a> Builder<'a> {
    fn event(&mut self, event: Event<'a>, span: &Span, findings: &mut Vec<Diagnostic>) {
        let range = span.byte_range().unwrap_or_default();
        let (start, end) = (offset(range.start), offset(range.end));
        if !self.refused
            && let Some(what) = refused_feature(&event)
        {
            self.refused = true;
            let message = format!("{what} are not used in this format; this document is left out");
            let help = "write the value out where it is needed";
            findings.push(Diagnostic::error("yaml-feature", message).help(help).at(start));
        }
        match event {
            Event::DocumentStart(..) => {
                self.stack.clear();
                self.root = None;
                self.refused = false;
            }
            Event::DocumentEnd => {
                if let Some(root) = self.root.take()
                    && !self.refused
                    && !matches!(root.data, Data::Null)
                {
                    self.documents.push(root);
                }
            }
            _ if self.refused => {}
            Event::Scalar(text, style, ..) => {
                let is_null =
                    style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
                let data = if is_null { Data::Null } else { Data::Scalar(text) };
                self.put(Node { start, end, data }, findings);
            }
            Event::SequenceStart(..) => self.stack.push(Open::Sequence(start, Vec::new())),
            Event::MappingStart(..) => self.stack.push(Open::Mapping(start, Vec::new(), None)),
            Event::SequenceEnd | Event::MappingEnd => self.close(end, findings),
            _ => {}
        }
    }

    fn close(&mut self, end: u32, findings: &mut Vec<Diagnostic>) {
        let Some(open) = self.stack.pop() else { return };
        let node = match open {
            Open::Sequence(start, items) => Node { start, end, data: Data::Sequence(items) },
            Open::Mapping(start, pairs, _) => {
                self.check_keys(&pairs, findings);
                Node { start, end, data: Data::Mapping(pairs) }
            }
        };
        self.put(node, findings);
    }

    fn put(&mut self, node: Node<'a>, findings: &mut Vec<Diagnostic>) {
        match self.stack.last_mut() {
            None => self.root = Some(node),
            Some(Open::Sequence(_, items)) => items.push(node),
            Some(Open::Mapping(_, pairs, pending)) => match pending.take() {
                Some((key, key_start, key_end)) => pairs.push(Pair { key, key_start, key_end, value: node }),
                None => match node.data {
                    Data::Scalar(key) => *pending = Some((key, node.start, node.end)),
                    Data::Null => *pending = Some(("".into(), node.start, node.end)),
                    _ => {
                        self.refused = true;
                        let message = "a key is plain text; this document is left out";
                        let finding = Diagnostic::error("yaml-feature", message);
                        findings.push(finding.help("write a simple key").at(node.start));
                    }
                },
            },
        }
    }

    fn check_keys(&mut self, pairs: &[Pair<'a>], findings: &mut Vec<Diagnostic>) {
        let twice = if pairs.len() <= 16 {
            let mut known = pairs.iter().enumerate();
            known.find(|(n, pair)| pairs[..*n].iter().any(|p| p.key == pair.key)).map(|(_, p)| p)
        } else {
            let mut seen = HashSet::default();
            pairs.iter().find(|pair| !seen.insert(&*pair.key))
        };
        if let Some(pair) = twice {
            self.refused = true;
            let message = format!("key `{}` stands twice; this document is left out", pair.key);
            let finding = Diagnostic::error("duplicate-key", message);
            findings.push(finding.help("keep one of them").at(pair.key_start));
        }
    }
}

/// Name of the YAML feature the event uses that the format does not allow.
fn refused_feature(event: &Event<'_>) -> Option<&'static str> {
    match event {
        Event::Alias(_) | Event::UnresolvedAlias(_) => Some("aliases"),
        Event::Anchor(..) => Some("anchors"),
        _ if event.tag().is_some() => Some("tags"),
        _ if event.anchor_id().is_some_and(|id| id != 0) => Some("anchors"),
        _ => None,
    }
}

impl Node<'static> {
    /// A tree from JSON, without places. Numbers, true and false become their text.
    pub fn from_json(json: serde_json::Value) -> Self {
        let data = match json {
            serde_json::Value::Null => Data::Null,
            serde_json::Value::String(text) => Data::Scalar(text.into()),
            serde_json::Value::Array(items) => {
                Data::Sequence(items.into_iter().map(Self::from_json).collect())
            }
            serde_json::Value::Object(entries) => {
                let pairs = entries.into_iter().map(|(key, value)| Pair {
                    key: key.into(),
                    key_start: 0,
                    key_end: 0,
                    value: Self::from_json(value),
                });
                Data::Mapping(pairs.collect())
            }
            other => Data::Scalar(other.to_string().into()),
        };
        Node { start: 0, end: 0, data }
    }
}
