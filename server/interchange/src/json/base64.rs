//! Base64 (RFC 4648, with padding) for images within JSON.

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Appends the text of some bytes.
pub fn encode(out: &mut String, bytes: &[u8]) {
    for group in bytes.chunks(3) {
        let mut word = 0_u32;
        for (n, byte) in group.iter().enumerate() {
            word |= u32::from(*byte) << (16 - 8 * n);
        }
        for n in 0..4 {
            let letter = LETTERS.get((word >> (18 - 6 * n)) as usize & 63);
            out.push(if n > group.len() { '=' } else { letter.map_or('=', |l| char::from(*l)) });
        }
    }
}

/// The bytes of a text; none if it is not base64.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(4) {
        return None;
    }
    let padding = text.bytes().rev().take_while(|b| *b == b'=').count();
    if padding > 2 {
        return None;
    }
    let letters = text.as_bytes().get(..text.len() - padding)?;
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    for group in letters.chunks(4) {
        let mut word = 0_u32;
        for (n, letter) in group.iter().enumerate() {
            word |= value(*letter)? << (18 - 6 * n);
        }
        let whole = word.to_be_bytes();
        bytes.extend(whole.iter().skip(1).take(group.len() - 1));
    }
    Some(bytes)
}

fn value(letter: u8) -> Option<u32> {
    let value = match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(value.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back() {
        for (bytes, text) in [
            (&b""[..], ""),
            (b"f", "Zg=="),
            (b"fo", "Zm8="),
            (b"foo", "Zm9v"),
            (b"\xFF\xFE\xFD\xFC", "//79/A=="),
        ] {
            let mut out = String::new();
            encode(&mut out, bytes);
            assert_eq!(out, text);
            assert_eq!(decode(text).as_deref(), Some(bytes));
        }
        assert_eq!(decode("Zg="), None);
        assert_eq!(decode("Z?=="), None);
        assert_eq!(decode("===="), None);
    }
}
