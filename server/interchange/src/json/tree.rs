//! JSON as the tree that the file format is decoded from; keys stay in order.

use archweave_model::yaml::tree::{Data, Node, Pair};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// A value of any shape.
pub struct Tree(pub Node<'static>);

impl Tree {
    fn new(data: Data<'static>) -> Self {
        Self(Node { start: 0, end: 0, data })
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Tree, E> {
        Ok(Tree::new(Data::Scalar(text.to_owned().into())))
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Tree, E> {
        self.visit_str(if flag { "true" } else { "false" })
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Tree, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Tree, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Tree, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_unit<E: Error>(self) -> Result<Tree, E> {
        Ok(Tree::new(Data::Null))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut list = Vec::new();
        while let Some(Tree(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Tree::new(Data::Sequence(list)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tree, A::Error> {
        let mut pairs: Vec<Pair<'static>> = Vec::new();
        while let Some((key, Tree(value))) = map.next_entry::<String, Tree>()? {
            // Decoders tell keys of one map apart by where they start.
            let key_start = u32::try_from(pairs.len()).unwrap_or(u32::MAX);
            pairs.push(Pair { key: key.into(), key_start, key_end: key_start, value });
        }
        Ok(Tree::new(Data::Mapping(pairs)))
    }
}
