//! The file `packed-refs`, where git keeps references that have no file of their own: here a name
//! is only ever taken out.

use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use crate::durable::{Unnamed, flush_folder};
use crate::lock::Lock;

/// Takes `name` out for good; false if somebody else keeps the file locked.
pub(crate) fn remove(folder: &Path, name: &str) -> io::Result<bool> {
    let path = folder.join("packed-refs");
    let Some(_lock) = Lock::take(&path)? else { return Ok(false) };
    let before = match fs::read(&path) {
        Ok(before) => before,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(error),
    };
    let after = without(&before, name);
    if after.len() < before.len() {
        let mut file = Unnamed::new(folder, "tmp_refs")?;
        file.write_all(&after)?;
        file.keep(&path, false)?;
        flush_folder(folder)?;
    }
    Ok(true)
}

/// The lines `id name` but for one, and without what its tag stands for (`^id`) on the next.
fn without(packed: &[u8], name: &str) -> Vec<u8> {
    let mut after = Vec::with_capacity(packed.len());
    let mut is_gone = false;
    for line in packed.split_inclusive(|byte| *byte == b'\n') {
        if !line.starts_with(b"^") {
            let named = line.get(41..).map(|rest| rest.strip_suffix(b"\n").unwrap_or(rest));
            is_gone = !line.starts_with(b"#") && named == Some(name.as_bytes());
        }
        if !is_gone {
            after.extend_from_slice(line);
        }
    }
    after
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_goes_with_what_it_stands_for() {
        let id = "0123456789abcdef0123456789abcdef01234567";
        let packed = format!(
            "# pack-refs with: peeled fully-peeled sorted \n{id} refs/heads/a\n{id} refs/heads/ab\n\
             {id} refs/tags/v1\n^{id}\n{id} refs/tags/v2"
        );
        for (name, gone) in [
            ("refs/heads/a", format!("{id} refs/heads/a\n")),
            ("refs/heads/ab", format!("{id} refs/heads/ab\n")),
            ("refs/tags/v1", format!("{id} refs/tags/v1\n^{id}\n")),
            ("refs/tags/v2", format!("{id} refs/tags/v2")),
            ("refs/tags/v", String::new()),
            ("heads/a", String::new()),
        ] {
            let after = without(packed.as_bytes(), name);
            assert_eq!(String::from_utf8(after).unwrap(), packed.replacen(&gone, "", 1), "{name}");
        }
    }
}
