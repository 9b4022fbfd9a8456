//! Templates filled fast: what handlebars makes of a template once, used for every node alike.
//!
//! A view has hundreds of nodes that differ only in their values. So a template is rendered once for
//! each set of fields that are there, with marks in the place of values; drawing a node then only
//! puts its values between the pieces. Therefore a template may ask whether a field is there
//! (`{{#if href}}`) and what `class` is, and print every field, but not compute with other values.

use std::borrow::Cow;

use foldhash::HashMap;

use crate::{RenderError, Templates, escape};

/// Name and value of a field; none is null, and neither none nor empty text is there for `#if`.
pub(crate) type Field<'a> = (&'static str, Option<Cow<'a, str>>);

/// Template, class, and which fields are there.
type Key = (&'static str, Box<str>, u64);

/// Templates rendered for one picture.
#[derive(Default)]
pub(crate) struct Skeletons {
    known: HashMap<Key, Vec<Piece>>,
}

enum Piece {
    Text(String),
    /// A field by position, with the text that follows it.
    Field {
        at: usize,
        is_raw: bool,
        after: String,
    },
}

/// The mark of field n is this character plus n, followed by `<`, which tells whether the template
/// escapes the field. The marks never meet text of a model.
const FIRST_MARK: u32 = 0xf_0000;

impl Skeletons {
    /// Fills a template; at most 32 fields.
    pub fn fill(
        &mut self,
        templates: &Templates,
        template: &'static str,
        class: &str,
        fields: &[Field<'_>],
        out: &mut String,
    ) -> Result<(), RenderError> {
        let there = fields.iter().fold(0_u64, |bits, (_, value)| {
            let state = value.as_ref().map_or(0, |v| if v.is_empty() { 1 } else { 2 });
            bits << 2 | state
        });
        let key = (template, class.into(), there);
        let pieces = match self.known.entry(key) {
            std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(pieces(templates, template, class, fields)?)
            }
        };
        for piece in pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Field { at, is_raw, after } => {
                    let value = fields[*at].1.as_deref().unwrap_or_default();
                    if *is_raw {
                        out.push_str(value);
                    } else {
                        out.push_str(&escape::xml(value));
                    }
                    out.push_str(after);
                }
            }
        }
        Ok(())
    }
}

fn pieces(
    templates: &Templates,
    template: &str,
    class: &str,
    fields: &[Field<'_>],
) -> Result<Vec<Piece>, RenderError> {
    let mut data = serde_json::Map::new();
    data.insert("class".to_owned(), class.into());
    for (n, (name, value)) in fields.iter().enumerate() {
        let mark = char::from_u32(FIRST_MARK + n as u32).map(|c| format!("{c}<"));
        let value = value.as_ref().map(|v| if v.is_empty() { Some(String::new()) } else { mark });
        data.insert((*name).to_owned(), value.flatten().into());
    }
    let text = templates.render(template, &data)?;
    let is_mark = |c: char| (FIRST_MARK..FIRST_MARK + fields.len() as u32).contains(&u32::from(c));
    let mut pieces = Vec::new();
    let mut rest = text.as_str();
    while let Some((at, mark)) = rest.char_indices().find(|(_, c)| is_mark(*c)) {
        if pieces.is_empty() {
            pieces.push(Piece::Text(rest[..at].to_owned()));
        }
        rest = &rest[at + mark.len_utf8()..];
        let (is_raw, tail) = match rest.strip_prefix("&lt;") {
            Some(tail) => (false, tail),
            None => (true, rest.strip_prefix('<').unwrap_or(rest)),
        };
        let end = tail.find(is_mark).unwrap_or(tail.len());
        let after = tail[..end].to_owned();
        pieces.push(Piece::Field { at: (u32::from(mark) - FIRST_MARK) as usize, is_raw, after });
        rest = &tail[end..];
    }
    if pieces.is_empty() {
        pieces.push(Piece::Text(text));
    }
    Ok(pieces)
}
