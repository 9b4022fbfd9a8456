//! Children that every object may have: documentation, properties, features, and the unknown.

use archweave_model::text::Text;
use archweave_model::value::{Properties, Value};

use crate::kept::Kept;
use crate::reserved::{self, Entries, Found};
use crate::xml::{Leaf, Result, Xml};

/// What was read of them.
#[derive(Default)]
pub struct Body<'a> {
    pub documentation: Option<Box<str>>,
    pub properties: Entries,
    pub reserved: Entries,
    pub features: Entries,
    /// Elements that are not understood, as written.
    pub children: Vec<&'a str>,
    stray: String,
}

impl<'a> Body<'a> {
    /// Reads the child whose start tag was the last token. Parts of a view have reserved features
    /// too, because some of them cannot have properties.
    pub fn child(&mut self, xml: &mut Xml<'a>, name: &str, is_view_part: bool) -> Result<()> {
        let leaf = match name {
            "property" | "feature" => {
                let pair = pair(xml, if name == "property" { "key" } else { "name" });
                let leaf = xml.leaf()?;
                match pair.filter(|_| is_empty(&leaf)) {
                    Some((key, value)) => {
                        let is_feature = name == "feature";
                        if (!is_feature || is_view_part)
                            && let Some(field) = reserved::field(&key)
                            && field != "property"
                        {
                            self.reserved.push((field.into(), value));
                        } else if is_feature {
                            self.features.push((key, value));
                        } else {
                            self.properties.push((key, value));
                        }
                        return Ok(());
                    }
                    None => leaf,
                }
            }
            "documentation" if self.documentation.is_none() => {
                let has_attributes = !xml.attributes.is_empty();
                let leaf = xml.leaf()?;
                if !has_attributes && !leaf.is_nested {
                    self.documentation = Some(leaf.text.into());
                    return Ok(());
                }
                leaf
            }
            _ => xml.leaf()?,
        };
        self.children.push(leaf.raw);
        Ok(())
    }

    /// Takes text among the children.
    pub fn text(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.stray.push_str(text.trim());
        }
    }

    /// The documentation.
    pub fn description(&mut self) -> Text {
        self.documentation.take().map_or_else(Text::default, Text::One)
    }

    /// The properties; the order of repeated keys is kept.
    pub fn properties(&mut self, kept: &mut Kept) -> Properties {
        if self.properties.is_empty() {
            return Properties::default();
        }
        let (properties, order) = reserved::properties(std::mem::take(&mut self.properties));
        if let Some(order) = order {
            kept.text("property_order", &order);
        }
        properties
    }

    /// The reserved entries.
    pub fn found(&mut self) -> Found {
        Found(std::mem::take(&mut self.reserved))
    }

    /// Keeps what is left; with `all`, also what has a place elsewhere.
    pub fn keep(mut self, kept: &mut Kept, all: bool) {
        if all {
            if let Some(text) = self.documentation.take().filter(|t| !t.is_empty()) {
                kept.text("documentation", &text);
            }
            let reserved = std::mem::take(&mut self.reserved);
            let whole = |(field, value): (Box<str>, Box<str>)| (format!("archweave.{field}").into(), value);
            self.properties.extend(reserved.into_iter().map(whole));
            let properties = self.properties(kept);
            if !properties.is_empty() {
                kept.value("properties", Value::Record(properties));
            }
        }
        kept.record("features", self.features.iter().map(|(k, v)| (&**k, &**v)));
        kept.list("children", self.children.iter().copied());
        if !self.stray.is_empty() {
            kept.text("text", &self.stray);
        }
    }
}

/// Key and value of the start tag just read, if it has nothing else.
fn pair(xml: &Xml<'_>, key_name: &str) -> Option<(Box<str>, Box<str>)> {
    let mut key = "";
    let mut value = "";
    for attribute in &xml.attributes {
        match attribute.name {
            "value" => value = &attribute.value,
            name if name == key_name => key = &attribute.value,
            _ => return None,
        }
    }
    Some((key.into(), value.into()))
}

fn is_empty(leaf: &Leaf<'_>) -> bool {
    !leaf.is_nested && leaf.text.trim().is_empty()
}
