//! Secrets of tokens: how they are made, read and compared.
//!
//! `awt_<id>_<secret><checksum>`, in lower-case base32: 16 characters of a public id (80 random
//! bits), 52 of the secret (256 random bits), 6 of a checksum. One word to a double click, and
//! `awt_[a-z2-7]{16}_[a-z2-7]{58}` to a scanner that looks for leaked secrets.
//!
//! Only the SHA-256 of the whole is stored. A slow hash protects passwords, which can be guessed;
//! 256 random bits cannot be, so a fast hash is the right one here, and every request can afford it.

use std::fmt;

use constant_time_eq::constant_time_eq_32;
use sha2::{Digest, Sha256};

use crate::IndexError;

/// What is stored of a secret, and what it is looked up by.
pub(crate) type Hash = [u8; 32];

const PREFIX: &str = "awt_";
const ID: usize = 16;
const RANDOM: usize = 52;
const CHECKSUM: usize = 6;

/// A token's secret, shown once when it is made. Not shown by `Debug`, so that no log has it.
pub struct Secret(String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

impl Secret {
    /// A new one, from the operating system's randomness.
    pub(crate) fn new() -> Result<Self, IndexError> {
        let body = format!("{PREFIX}{}_{}", random_id()?, base32(&random::<32>()?));
        let checksum = checksum(&body);
        Ok(Self(body + &checksum))
    }

    /// The text to hand over.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The token's id.
    pub(crate) fn id(&self) -> &str {
        &self.0[PREFIX.len()..][..ID]
    }
}

/// The public id in a secret as somebody presents it; none if it is mistyped, cut or something else.
/// Says nothing about whether it is known.
pub(crate) fn id_in(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(PREFIX).filter(|_| text.is_ascii())?;
    let is_whole = rest.len() == ID + 1 + RANDOM + CHECKSUM && rest.as_bytes()[ID] == b'_';
    if !is_whole {
        return None;
    }
    let (body, given) = text.split_at(text.len() - CHECKSUM);
    (checksum(body) == given).then_some(&rest[..ID])
}

/// What is stored of a secret.
pub(crate) fn hash(text: &str) -> Hash {
    Sha256::digest(text.as_bytes()).into()
}

/// Compares in a time that does not tell how much was right.
pub(crate) fn is_same(stored: &[u8], presented: &Hash) -> bool {
    <&Hash>::try_from(stored).is_ok_and(|stored| constant_time_eq_32(stored, presented))
}

/// An id that nobody has had before: 80 random bits.
pub(crate) fn random_id() -> Result<String, IndexError> {
    Ok(base32(&random::<10>()?))
}

fn random<const N: usize>() -> Result<[u8; N], IndexError> {
    let mut bytes = [0; N];
    let filled = getrandom::fill(&mut bytes);
    filled.map_err(|error| IndexError::Unavailable(format!("no randomness: {error}")))?;
    Ok(bytes)
}

/// Tells a typing mistake from an unknown token without asking the database. Not a secret.
fn checksum(body: &str) -> String {
    let mut text = base32(&Sha256::digest(body.as_bytes())[..5]);
    text.truncate(CHECKSUM);
    text
}

/// Lower-case base32 of RFC 4648, without padding.
fn base32(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let (mut text, mut held, mut bits) = (String::with_capacity(bytes.len() * 8 / 5 + 1), 0_u32, 0);
    for byte in bytes {
        held = held << 8 | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(LETTERS[(held >> bits) as usize & 31]));
        }
    }
    if bits > 0 {
        text.push(char::from(LETTERS[(held << (5 - bits)) as usize & 31]));
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn base32_is_that_of_the_standard() {
        // The test vectors of RFC 4648, in lower case and without padding.
        for (text, expected) in [
            ("", ""),
            ("f", "my"),
            ("fo", "mzxq"),
            ("foo", "mzxw6"),
            ("foob", "mzxw6yq"),
            ("fooba", "mzxw6ytb"),
            ("foobar", "mzxw6ytboi"),
        ] {
            assert_eq!(base32(text.as_bytes()), expected);
        }
    }

    #[test]
    fn the_checksum_is_that_of_sha256() {
        // printf awt_aaaaaaaaaaaaaaaa_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | sha256sum |
        // xxd -r -p | base32 -w0 | cut -c1-6
        let body = format!("awt_{}_{}", "a".repeat(16), "a".repeat(52));
        assert_eq!(checksum(&body), "grol3k");
    }

    #[test]
    fn a_secret_is_one_word_of_known_form_and_never_the_same() {
        let mut seen = BTreeSet::new();
        for _ in 0..200 {
            let secret = Secret::new().unwrap();
            let text = secret.reveal().to_owned();
            assert_eq!(text.len(), 79);
            assert!(text.bytes().all(|b| b.is_ascii_lowercase() || b"234567_".contains(&b)), "{text}");
            assert_eq!(id_in(&text), Some(secret.id()));
            assert_eq!(format!("{secret:?}"), "Secret(..)");
            assert!(seen.insert(secret.id().to_owned()) && seen.insert(text));
        }
    }

    #[test]
    fn a_secret_with_any_letter_changed_cut_or_added_is_not_read() {
        let secret = Secret::new().unwrap();
        let text = secret.reveal();
        for place in 0..text.len() {
            let mut bytes = text.as_bytes().to_vec();
            bytes[place] = if bytes[place] == b'a' { b'b' } else { b'a' };
            assert_eq!(id_in(std::str::from_utf8(&bytes).unwrap()), None, "at {place}");
            assert_eq!(id_in(&text[..place]), None, "cut at {place}");
        }
        for bad in [format!("{text}a"), format!(" {text}"), format!("{text}\n"), text.to_uppercase()] {
            assert_eq!(id_in(&bad), None, "{bad:?}");
        }
        let wide = format!("awt_{}", "é".repeat(38));
        assert_eq!(id_in(&wide), None);
    }

    #[test]
    fn only_the_same_hash_is_the_same() {
        let (one, other) = (hash("one"), hash("other"));
        assert!(is_same(&one, &one));
        assert!(!is_same(&one, &other));
        assert!(!is_same(&one[..31], &one) && !is_same(&[], &one));
    }
}
