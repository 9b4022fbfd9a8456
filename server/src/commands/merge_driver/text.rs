//! Merging lines, which git does, and marking those that differ.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::failure::Failure;

/// Three versions of a text, as files.
pub(crate) struct Texts<'a> {
    pub(crate) base: &'a Path,
    pub(crate) ours: &'a Path,
    pub(crate) theirs: &'a Path,
    /// How long conflict markers are.
    pub(crate) size: Option<usize>,
}

/// What is taken where both sides changed the same lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Favour {
    /// Both, between conflict markers.
    None,
    Ours,
    Theirs,
}

impl Texts<'_> {
    /// Their text as git merges it, and whether that has no conflicts.
    pub(crate) fn merge(&self, favour: Favour) -> Result<(Vec<u8>, bool), Failure> {
        let option = match favour {
            Favour::None => None,
            Favour::Ours => Some("--ours"),
            Favour::Theirs => Some("--theirs"),
        };
        merge_file(option, self.size, [self.ours, self.base, self.theirs])
    }
}

/// Two texts in one: lines that they share once, others between conflict markers. Git would put lines
/// that both share between two conflicts into one of them.
pub(crate) fn marked(ours: &[u8], theirs: &[u8], size: Option<usize>) -> Vec<u8> {
    let lines = |text: &[u8]| text.split_inclusive(|byte| *byte == b'\n').map(Vec::from).collect::<Vec<_>>();
    let sides = [lines(ours), lines(theirs)];
    let mut out = Vec::new();
    let mut at = [0, 0];
    for shared in shared(&sides).into_iter().chain([[sides[0].len(), sides[1].len()]]) {
        let [ours, theirs] = [0, 1].map(|side| sides[side][at[side]..shared[side]].concat());
        if ours != theirs {
            let mark =
                |sign: &str, name: &str| format!("{}{name}\n", sign.repeat(size.unwrap_or(7))).into_bytes();
            let whole = |mut text: Vec<u8>| {
                if text.last().is_some_and(|last| *last != b'\n') {
                    text.push(b'\n');
                }
                text
            };
            let parts = [mark("<", " ours"), whole(ours), mark("=", ""), whole(theirs), mark(">", " theirs")];
            out.extend(parts.concat());
        }
        out.extend(sides[0].get(shared[0]).into_iter().flatten());
        at = [shared[0] + 1, shared[1] + 1];
    }
    out
}

/// Pairs of lines that are looked at; beyond that what is between the equal ends is one difference.
const MOST_PAIRS: usize = 16 << 20;

/// A longest row of lines that stand in both, by their places in each.
fn shared([ours, theirs]: &[Vec<Vec<u8>>; 2]) -> Vec<[usize; 2]> {
    let first = ours.iter().zip(theirs).take_while(|(a, b)| a == b).count();
    let rest = (&ours[first..], &theirs[first..]);
    let last = rest.0.iter().rev().zip(rest.1.iter().rev()).take_while(|(a, b)| a == b).count();
    let [a, b] = [&rest.0[..rest.0.len() - last], &rest.1[..rest.1.len() - last]];
    let mut found: Vec<[usize; 2]> = (0..first).map(|at| [at, at]).collect();
    let width = b.len() + 1;
    if a.len() * b.len() <= MOST_PAIRS {
        // How many lines the rests from here on share.
        let mut length = vec![0_u32; (a.len() + 1) * width];
        for i in (0..a.len()).rev() {
            for j in (0..b.len()).rev() {
                length[i * width + j] = match a[i] == b[j] {
                    true => length[(i + 1) * width + j + 1] + 1,
                    false => length[(i + 1) * width + j].max(length[i * width + j + 1]),
                };
            }
        }
        let (mut i, mut j) = (0, 0);
        while i < a.len() && j < b.len() {
            if a[i] == b[j] {
                found.push([first + i, first + j]);
                (i, j) = (i + 1, j + 1);
            } else if length[(i + 1) * width + j] >= length[i * width + j + 1] {
                i += 1;
            } else {
                j += 1;
            }
        }
    }
    found.extend((0..last).map(|at| [first + a.len() + at, first + b.len() + at]));
    found
}

fn merge_file(
    option: Option<&str>,
    size: Option<usize>,
    [ours, base, theirs]: [&Path; 3],
) -> Result<(Vec<u8>, bool), Failure> {
    let mut command = Command::new("git");
    command.args(["merge-file", "-p", "--quiet"]).args(option);
    command.args(size.map(|size| format!("--marker-size={size}")));
    command.args(["-L", "ours", "-L", "base", "-L", "theirs", "--"]).args([ours, base, theirs]);
    let done = command.stdin(Stdio::null()).output();
    let done = done.map_err(|error| {
        Failure::new(format!("cannot run git: {error}")).help("install git, or put it on the PATH")
    })?;
    // The number of conflicts, or something above 127 where it could not be done.
    match done.status.code() {
        Some(code @ 0..=127) => Ok((done.stdout, code == 0)),
        _ => Err(Failure::new(format!(
            "git cannot merge it: {}",
            String::from_utf8_lossy(&done.stderr).trim()
        ))
        .help("take one side: git checkout --ours FILE, or --theirs")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lines_that_differ_stand_between_markers() {
        let ours = b"id: crm\nname: Hub\ncost: 3\nowner: desk\nrisk: 1\n";
        let theirs = b"id: crm\nname: Desk\ncost: 3\nowner: desk\nrisk: 2\n";
        let expected = "id: crm\n<<<<<<< ours\nname: Hub\n=======\nname: Desk\n>>>>>>> theirs\ncost: 3\nowner: desk\n\
                        <<<<<<< ours\nrisk: 1\n=======\nrisk: 2\n>>>>>>> theirs\n";
        assert_eq!(String::from_utf8(marked(ours, theirs, None)).unwrap(), expected);
        assert_eq!(marked(ours, ours, None), ours);
        let long = String::from_utf8(marked(b"a\n", b"b", Some(12))).unwrap();
        assert_eq!(long, "<<<<<<<<<<<< ours\na\n============\nb\n>>>>>>>>>>>> theirs\n");
        let gone = String::from_utf8(marked(b"a\nb\n", b"a\n", None)).unwrap();
        assert_eq!(gone, "a\n<<<<<<< ours\nb\n=======\n>>>>>>> theirs\n");
    }
}
