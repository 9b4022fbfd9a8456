//! Identities: of elements, relations, views, nodes and kinds.
//!
//! All ids follow one rule ([`check`]) and are compared byte by byte, so that order is the same on
//! every platform. They are shared strings: cloning one costs a reference count.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The longest id, in bytes.
pub const MAX_ID_BYTES: usize = 255;

/// Why a text is not an id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParseIdError {
    /// Empty, or longer than [`MAX_ID_BYTES`].
    Length(usize),
    /// Holds white space or a control character.
    Character(char),
}

impl std::fmt::Display for ParseIdError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Length(n) => write!(f, "an id has 1 to {MAX_ID_BYTES} bytes, this one has {n}"),
            Self::Character(c) => write!(f, "an id has no spaces or control characters, this one has {c:?}"),
        }
    }
}

impl std::error::Error for ParseIdError {}

/// Tells whether `text` may be an id: 1 to 255 bytes, no white space, no control characters.
pub fn check(text: &str) -> Result<(), ParseIdError> {
    if text.is_empty() || text.len() > MAX_ID_BYTES {
        return Err(ParseIdError::Length(text.len()));
    }
    match text.chars().find(|c| c.is_whitespace() || c.is_control()) {
        None => Ok(()),
        Some(bad) => Err(ParseIdError::Character(bad)),
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Reads an id as a person or an importer wrote it.
            pub fn parse(text: &str) -> Result<Self, ParseIdError> {
                check(text).map(|()| Self(text.into()))
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    )*};
}

ids! {
    /// Identity of an element within a model, stable for life: `refund-service`, `REQ-102`.
    ElementId,
    /// Identity of a relation within a model.
    RelationId,
    /// Identity of a view within a model.
    ViewId,
    /// Identity of a node or a connection within its view.
    NodeId,
    /// What a relation starts or ends at: an element's id or a relation's id. Which of the two is
    /// known only within a model.
    EndId,
}

impl From<ElementId> for EndId {
    fn from(id: ElementId) -> Self {
        Self(id.0)
    }
}

impl From<RelationId> for EndId {
    fn from(id: RelationId) -> Self {
        Self(id.0)
    }
}

/// Name of a kind of element or relation, in its shortest form: `business-process`
/// (ArchiMate), `bizdevops:demand`, `acme:regulation`.
///
/// Names of the library are stored once, however many elements and relations have them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct KindId(Arc<str>);

impl KindId {
    /// Reads a name as a person or an importer wrote it.
    pub fn parse(text: &str) -> Result<Self, ParseIdError> {
        if let Some(known) = crate::metamodel::names_of_library().get(text) {
            return Ok(Self(Arc::clone(known)));
        }
        check(text).map(|()| Self(text.into()))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for KindId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&'static str> for KindId {
    fn from(name: &'static str) -> Self {
        let known = crate::metamodel::names_of_library().get(name);
        Self(known.map_or_else(|| name.into(), Arc::clone))
    }
}

impl<'de> Deserialize<'de> for KindId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Name;
        impl serde::de::Visitor<'_> for Name {
            type Value = KindId;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("the name of a kind")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<KindId, E> {
                KindId::parse(text).map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Name)
    }
}

/// Lower-case base32 of RFC 4648, without padding.
const BASE32: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

impl RelationId {
    /// The id of a relation that was written without one: `r-` and 13 base32 characters of
    /// SHA-256 over source, kind and target, each ended by a line feed except the last.
    pub fn derived(source: &str, kind: &str, target: &str) -> Self {
        let mut hash = Sha256::new();
        for part in [source, "\n", kind, "\n", target] {
            hash.update(part.as_bytes());
        }
        let digest = hash.finalize();
        let mut bits = [0_u8; 8];
        bits.copy_from_slice(&digest[..8]);
        let word = u128::from(u64::from_be_bytes(bits)) << 8 | u128::from(digest[8]);
        let mut text = [0_u8; 15];
        text[..2].copy_from_slice(b"r-");
        // 13 characters are the first 65 of these 72 bits.
        for (i, place) in text[2..].iter_mut().enumerate() {
            let shift = 72 - 5 * (i + 1);
            *place = BASE32[(word >> shift) as usize & 31];
        }
        Self(String::from_utf8_lossy(&text).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_refuse_what_the_format_refuses() {
        for bad in ["", " ", "a b", "a\nb", "a\u{0}", "a\u{a0}b", &"x".repeat(256)] {
            assert!(ElementId::parse(bad).is_err(), "{bad:?}");
        }
        for good in ["a", "REQ-102", "id-0f3a", "订单", &"x".repeat(255), "a/b?c#d", "id~2"] {
            assert_eq!(ElementId::parse(good).unwrap().as_str(), good);
        }
    }

    #[test]
    fn derived_relation_ids_are_the_base32_of_the_hash() {
        // printf 'crm\nserving\nhandle-customer-call' | sha256sum | xxd -r -p | base32 | cut -c1-13
        let id = RelationId::derived("crm", "serving", "handle-customer-call");
        assert_eq!(id.as_str(), DERIVED_BY_COREUTILS);
    }

    const DERIVED_BY_COREUTILS: &str = "r-zl6ggfm6axmdn";
}
