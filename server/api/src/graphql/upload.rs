//! Files within a request: base64 of their bytes, packed with gzip or not.

use std::io::Read;

use archweave_app::AppError;
use async_graphql::Result;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::read::MultiGzDecoder;

use super::{invalid, to_graphql};

/// Bytes of a file, unpacked.
const MAX_BYTES: u64 = 64 << 20;
/// Characters of a file's name.
const MAX_NAME: usize = 200;

/// The bytes that a text stands for.
pub(super) fn bytes(content: &str) -> Result<Vec<u8>> {
    let bytes = STANDARD.decode(content.trim());
    let bytes = bytes.map_err(|error| invalid(format!("`content` is not base64: {error}")))?;
    if !bytes.starts_with(&[0x1F, 0x8B]) {
        return Ok(bytes);
    }
    let mut unpacked = Vec::new();
    let read = MultiGzDecoder::new(&*bytes).take(MAX_BYTES + 1).read_to_end(&mut unpacked);
    read.map_err(|error| invalid(format!("`content` is packed with gzip, and damaged: {error}")))?;
    if unpacked.len() as u64 > MAX_BYTES {
        let message =
            format!("the file has more than {} MiB; import it with `archweave import`", MAX_BYTES >> 20);
        return Err(to_graphql(AppError::Limited(message)));
    }
    Ok(unpacked)
}

/// The last part of a file's name; it is shown and never opened.
pub(super) fn name(name: &str) -> Result<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    let is_good = !last.is_empty() && !last.contains(char::is_control) && last.chars().count() <= MAX_NAME;
    match is_good {
        true => Ok(last.to_owned()),
        false => Err(invalid(format!("`fileName` is the name of a file, of 1 to {MAX_NAME} characters"))),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    #[test]
    fn plain_and_packed_bytes_are_the_same() {
        let mut packed = GzEncoder::new(Vec::new(), Compression::default());
        packed.write_all(b"<model/>").unwrap();
        let packed = packed.finish().unwrap();
        assert_eq!(bytes(&STANDARD.encode(b"<model/>")).unwrap(), b"<model/>");
        assert_eq!(bytes(&STANDARD.encode(&packed)).unwrap(), b"<model/>");
        assert!(bytes("no base64!").is_err());
        assert!(bytes(&STANDARD.encode(&packed[..packed.len() - 3])).is_err(), "cut off");
        let mut bomb = GzEncoder::new(Vec::new(), Compression::fast());
        bomb.write_all(&vec![0; MAX_BYTES as usize + 1]).unwrap();
        let refused = bytes(&STANDARD.encode(bomb.finish().unwrap())).unwrap_err();
        assert!(refused.message.contains("more than 64 MiB"), "{refused:?}");
    }

    #[test]
    fn a_name_is_its_last_part() {
        assert_eq!(name("C:\\models\\crm.archimate").unwrap(), "crm.archimate");
        assert_eq!(name("../../etc/passwd").unwrap(), "passwd");
        for bad in ["", "a/", "x\ny", &"x".repeat(201)] {
            assert!(name(bad).is_err(), "{bad:?}");
        }
    }
}
