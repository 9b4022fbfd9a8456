//! The least that is a zip container: files as they are, without compression.

/// Packs files; paths are plain ASCII.
pub fn write<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let (mut out, mut directory, mut count) = (Vec::new(), Vec::new(), 0_u16);
    for (path, bytes) in files {
        let at = number(out.len());
        let size = number(bytes.len());
        let path_size = u16::try_from(path.len()).unwrap().to_le_bytes();
        // Version 2.0, no flags, stored, the first day that the format knows.
        let common =
            [&[20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0][..], &crc(bytes).to_le_bytes(), &size, &size, &path_size];
        out.extend([b"PK\x03\x04", &common.concat()[..], &[0; 2], path.as_bytes(), bytes].concat());
        directory
            .extend([b"PK\x01\x02\x14\0", &common.concat()[..], &[0; 12], &at, path.as_bytes()].concat());
        count += 1;
    }
    let (at, size) = (number(out.len()), number(directory.len()));
    out.extend(directory);
    let count = count.to_le_bytes();
    out.extend([b"PK\x05\x06\0\0\0\0", &count[..], &count, &size, &at, &[0; 2]].concat());
    out
}

fn number(value: usize) -> [u8; 4] {
    u32::try_from(value).unwrap().to_le_bytes()
}

/// CRC-32 as zip wants it.
fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
    !bytes.iter().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}
