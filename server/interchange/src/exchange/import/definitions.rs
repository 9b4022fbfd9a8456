//! Definitions of properties, which stand at the end of a file.

use std::borrow::Cow;

use archweave_model::metamodel::Metamodel;
use archweave_model::model::Model;
use archweave_model::text::Text;
use archweave_model::value::Value;

use super::body::Words;
use super::{Import, Root};
use crate::exchange::types::types;
use crate::exchange::{names, text_value};
use crate::kept::Kept;
use crate::xml::{Result, Token};

/// What a definition of a property says.
pub struct Definition<'a> {
    pub name: Text,
    description: Text,
    kind: Cow<'a, str>,
    pub id: Cow<'a, str>,
}

impl<'a> Import<'a> {
    /// Reads all of them.
    pub(super) fn list_definitions(&mut self, root: &mut Root<'a>) -> Result<()> {
        loop {
            match self.xml.next()? {
                Token::Open(name) if matches!(self.local(name), "propertyDefinition" | "propertydef") => {
                    self.definition()?;
                }
                Token::Open(_) => self.left_out(root)?,
                Token::Text(_) => {}
                Token::Close | Token::End => return Ok(()),
            }
        }
    }

    fn definition(&mut self) -> Result<()> {
        let offset = self.xml.offset;
        let mut id = Cow::Borrowed("");
        let mut kind = Cow::Borrowed("string");
        let mut words = Words::default();
        for attribute in std::mem::take(&mut self.xml.attributes) {
            match attribute.name {
                "identifier" => id = attribute.value,
                "type" => kind = attribute.value,
                "name" => words.push(None, attribute.value.into()),
                name => self.drafts.findings.left_out(offset, name),
            }
        }
        let mut description = Words::default();
        loop {
            match self.xml.next()? {
                Token::Open(name) => match self.local(name) {
                    "name" | "label" => self.words(&mut words)?,
                    "documentation" => self.words(&mut description)?,
                    _ => {
                        let offset = self.xml.offset;
                        let leaf = self.xml.leaf()?;
                        self.drafts.findings.left_out(offset, leaf.raw);
                    }
                },
                Token::Text(_) => {}
                Token::Close | Token::End => break,
            }
        }
        let mut doubles = Kept::default();
        let name = self.text(words, &mut doubles);
        let description = self.text(description, &mut doubles);
        if !doubles.is_empty() {
            self.drafts.findings.left_out(offset, "name");
        }
        let place = self.definitions.len();
        if self.definition_places.contains_key(&id) {
            self.drafts.findings.duplicate_id(offset, &id, &id, None);
        } else {
            self.definition_places.insert(id.clone(), place);
        }
        self.definitions.push(Definition { name, description, kind, id });
        Ok(())
    }

    /// Keeps what an export would not make anew.
    pub(super) fn settle_definitions(&mut self, kept: &mut Kept, model: &Model) {
        // Most files have text only.
        let has_types = self.definitions.iter().any(|definition| definition.kind != "string");
        let known = if has_types {
            let extensions = model.extensions.iter().map(|e| (&*e.path, &*e.value));
            types(&Metamodel::extended(extensions).0)
        } else {
            std::collections::HashMap::new()
        };
        let viewpoints = kept.get("viewpoints").and_then(Value::as_text).unwrap_or_default().to_owned();
        let mut list = Vec::new();
        for definition in std::mem::take(&mut self.definitions) {
            let name = definition.name.main();
            let is_plain = matches!(definition.name, Text::One(_));
            let is_usual =
                definition.id == names::SPECIALIZATION || names::definition_id(name) == definition.id;
            // A viewpoint may use it too.
            let is_needed = viewpoints.contains(&format!("\"{}\"", definition.id));
            if !is_needed
                && is_usual
                && is_plain
                && definition.kind == known.get(name).copied().unwrap_or("string")
                && definition.description.is_empty()
            {
                continue;
            }
            let mut own = Kept::default();
            own.text("id", &definition.id);
            own.value("name", text_value(&definition.name));
            own.text("type", &definition.kind);
            if !definition.description.is_empty() {
                own.value("description", text_value(&definition.description));
            }
            list.push(own.into_value());
        }
        if !list.is_empty() {
            kept.value("definitions", Value::List(list.into()));
        }
    }
}
