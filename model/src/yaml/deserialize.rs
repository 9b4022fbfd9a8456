//! Reads any serde type from the span tree, for files that are small and refused as a whole:
//! metamodel files and selectors. A failure names the node at which it happened.

use std::cell::Cell;

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{self, DeserializeOwned, Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use crate::diagnostic::Diagnostic;
use crate::yaml::decode::Findings;
use crate::yaml::tree::{Data, Node, Pair};

/// Reads `node`; a failure is reported and gives nothing.
pub(crate) fn from_node<T: DeserializeOwned>(node: &Node<'_>, out: &mut Findings<'_>) -> Option<T> {
    let deepest = Cell::new(node.start);
    match T::deserialize(NodeReader { node, deepest: &deepest }) {
        Ok(value) => Some(value),
        Err(error) => {
            let finding = Diagnostic::error("wrong-type", error.0)
                .help("compare with the example in docs/reference/file-format.md");
            out.0.push(finding.at(deepest.get()));
            None
        }
    }
}

/// What serde had to say.
#[derive(Debug)]
pub(crate) struct Refused(String);

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}

impl de::Error for Refused {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

#[derive(Clone, Copy)]
struct NodeReader<'a, 'n> {
    node: &'n Node<'a>,
    /// Where the node read last starts: where a failure happened.
    deepest: &'n Cell<u32>,
}

impl<'de> IntoDeserializer<'de, Refused> for NodeReader<'_, '_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl NodeReader<'_, '_> {
    fn scalar<T: std::str::FromStr>(self, what: &str) -> Result<T, Refused> {
        self.deepest.set(self.node.start);
        let text = self.node.text();
        text.and_then(|text| text.parse().ok())
            .ok_or_else(|| Refused(format!("expected {what}, found {}", describe(self.node))))
    }

    /// No JSON can say the others.
    fn finite(self) -> Result<f64, Refused> {
        let number: f64 = self.scalar("a number")?;
        match number.is_finite() {
            true => Ok(number),
            false => Err(Refused(format!("expected a number, found {}", describe(self.node)))),
        }
    }
}

fn describe(node: &Node<'_>) -> String {
    match &node.data {
        Data::Scalar(text) => format!("`{text}`"),
        _ => node.what().into(),
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident $what:literal;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
            visitor.$visit(self.scalar($what)?)
        }
    )*};
}

impl<'de> Deserializer<'de> for NodeReader<'_, '_> {
    type Error = Refused;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.deepest.set(self.node.start);
        match &self.node.data {
            Data::Null => visitor.visit_unit(),
            Data::Scalar(text) => visitor.visit_str(text),
            Data::Sequence(items) => {
                let items = items.iter().map(|node| NodeReader { node, ..self });
                visitor.visit_seq(SeqDeserializer::new(items))
            }
            Data::Mapping(pairs) => {
                let pairs = pairs.iter().map(|pair| {
                    let key = KeyReader { pair, deepest: self.deepest };
                    (key, NodeReader { node: &pair.value, ..self })
                });
                visitor.visit_map(MapDeserializer::new(pairs))
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        match self.node.data {
            Data::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.deepest.set(self.node.start);
        match self.node.text() {
            Some(text) => visitor.visit_enum(text.into_deserializer()),
            None => Err(Refused(format!("expected a word, found {}", self.node.what()))),
        }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_f64(self.finite()?)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Refused> {
        visitor.visit_newtype_struct(self)
    }

    /// A list is never taken for a map whose keys were left out.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.deepest.set(self.node.start);
        match self.node.data {
            Data::Mapping(_) => self.deserialize_any(visitor),
            _ => Err(Refused(format!("expected a map, found {}", describe(self.node)))),
        }
    }

    numbers! {
        deserialize_bool visit_bool "true or false";
        deserialize_u8 visit_u8 "a number";
        deserialize_u16 visit_u16 "a number";
        deserialize_u32 visit_u32 "a number";
        deserialize_u64 visit_u64 "a number";
        deserialize_i8 visit_i8 "a number";
        deserialize_i16 visit_i16 "a number";
        deserialize_i32 visit_i32 "a number";
        deserialize_i64 visit_i64 "a number";
        deserialize_f32 visit_f32 "a number";
    }

    forward_to_deserialize_any! {
        char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map identifier
        ignored_any
    }
}

/// Reads a key and remembers where it stands.
#[derive(Clone, Copy)]
struct KeyReader<'a, 'n> {
    pair: &'n Pair<'a>,
    deepest: &'n Cell<u32>,
}

impl<'de> IntoDeserializer<'de, Refused> for KeyReader<'_, '_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for KeyReader<'_, '_> {
    type Error = Refused;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.deepest.set(self.pair.key_start);
        visitor.visit_str(&self.pair.key)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
