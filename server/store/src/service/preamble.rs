//! The head of a push: the list of what should move, before the pack. Git reads it without a limit,
//! so it is measured on the way.

/// Lines before the pack. More than may be pushed, so that the hook can say so in words.
const MAX_LINES: usize = 8000;
/// Bytes before the pack.
const MAX_BYTES: usize = 2 << 20;

/// Measures the head of a push as it streams by.
#[derive(Debug, Default)]
pub struct Preamble {
    lines: usize,
    bytes: usize,
    /// Bytes of the present line that are still to come.
    rest: usize,
    length: [u8; 4],
    digits: usize,
    done: bool,
}

/// The list is longer than any push that could be accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the push lists too many branches and tags")]
pub struct TooLong;

impl Preamble {
    /// Takes the next bytes of the request.
    pub fn pass(&mut self, mut bytes: &[u8]) -> Result<(), TooLong> {
        while !self.done && !bytes.is_empty() {
            let taken = self.rest.min(bytes.len());
            self.rest -= taken;
            bytes = &bytes[taken..];
            let Some((&digit, after)) = bytes.split_first() else { break };
            self.length[self.digits] = digit;
            self.digits += 1;
            bytes = after;
            if self.digits == 4 {
                self.digits = 0;
                self.line()?;
            }
        }
        Ok(())
    }

    /// A line's length was read.
    fn line(&mut self) -> Result<(), TooLong> {
        let length = str::from_utf8(&self.length).ok().and_then(|hex| usize::from_str_radix(hex, 16).ok());
        match length {
            Some(length @ 4..) => {
                self.rest = length - 4;
                self.lines += 1;
                self.bytes += length;
                match self.lines > MAX_LINES || self.bytes > MAX_BYTES {
                    true => Err(TooLong),
                    false => Ok(()),
                }
            }
            // The end of the list; or no list at all, which git refuses.
            _ => {
                self.done = true;
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(lines: usize, text: &str) -> Vec<u8> {
        let line = format!("{:04x}{text}", text.len() + 4);
        [line.repeat(lines).as_bytes(), b"0000PACK"].concat()
    }

    fn pass(bytes: &[u8], piece: usize) -> Result<(), TooLong> {
        let mut preamble = Preamble::default();
        bytes.chunks(piece).try_for_each(|piece| preamble.pass(piece))
    }

    #[test]
    fn a_list_is_measured_however_it_is_cut() {
        let pack = [list(3, "abc"), vec![b'x'; 5 << 20]].concat();
        for piece in [1, 3, 4, 5, 7, 4096, usize::MAX] {
            assert_eq!(pass(&list(8000, "abc"), piece), Ok(()), "{piece}");
            assert_eq!(pass(&list(8001, "abc"), piece), Err(TooLong), "{piece}");
            assert_eq!(pass(&list(40, &"x".repeat(65_000)), piece), Err(TooLong), "{piece}");
            assert_eq!(pass(&pack, piece), Ok(()), "{piece}");
            assert_eq!(pass(b"0000", piece), Ok(()));
            assert_eq!(pass(&b"zzzz".repeat(100_000), piece), Ok(()), "left to git");
        }
    }
}
