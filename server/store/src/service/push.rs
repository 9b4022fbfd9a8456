//! What a push wants to do, what the gate says to it, and the rules of every server: how many
//! branches and tags, and what their names may be.

use std::path::PathBuf;

use crate::RevisionId;

/// References that one push may move.
pub const MAX_UPDATES: usize = 1000;
/// Bytes of a reference's name, `refs/heads/` included.
pub const MAX_NAME_BYTES: usize = 200;

/// A push that git has received and not applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Push {
    /// Where git holds the new objects: a folder like `objects`. None where branches or tags are
    /// only removed.
    pub quarantine: Option<PathBuf>,
    /// What would move, in the pusher's order; at most [`MAX_UPDATES`], and never one name twice.
    pub updates: Vec<RefUpdate>,
}

/// One branch or tag that would move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefUpdate {
    /// `refs/heads/...` or `refs/tags/...`.
    pub name: String,
    /// Where the pusher saw it, which git compares before it moves anything; none if it was not
    /// there.
    pub old: Option<RevisionId>,
    /// Where it should be; none removes it. Of an annotated tag, the tag's own object.
    pub new: Option<RevisionId>,
}

/// Judges a push. Called at most once, while the objects are in quarantine.
pub type Gate = Box<dyn FnOnce(Push) -> Verdict + Send>;

/// What to do when git has exited: called exactly once. Whatever it holds (a branch's lock) is held
/// until then.
pub type Afterwards = Box<dyn FnOnce(Outcome) + Send>;

/// What the gate says.
pub enum Verdict {
    /// Git may move the references.
    Accept(Afterwards),
    /// Nothing moves. The lines are for the person who pushed.
    Refuse(Vec<String>),
}

impl Verdict {
    /// Yes, and nothing to do afterwards.
    pub fn accept() -> Self {
        Self::Accept(Box::new(|_| {}))
    }
}

impl std::fmt::Debug for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Accept(_) => f.write_str("Accept"),
            Self::Refuse(lines) => f.debug_tuple("Refuse").field(lines).finish(),
        }
    }
}

/// How a push that was let through ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Git has exited, and what it wrote is on disk for good. Single references may still be where
    /// they were: git's own comparison can refuse one.
    Durable,
    /// Git was stopped, or the disk failed. The references may have moved; look.
    Unknown,
}

/// Reads what git gives the hook, or says to the pusher why not.
pub(super) fn parse(commands: &[u8]) -> Result<Vec<RefUpdate>, Vec<String>> {
    let lines: Vec<&[u8]> = commands.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()).collect();
    if lines.len() > MAX_UPDATES {
        return Err(vec![
            format!("more than {MAX_UPDATES} branches and tags in one push; nothing was changed"),
            "push them in several parts".to_owned(),
        ]);
    }
    let parsed: Vec<_> = lines.into_iter().map(parse_line).collect();
    let refused: Vec<String> = parsed.iter().filter_map(|line| line.as_ref().err().cloned()).collect();
    if !refused.is_empty() {
        return Err(refused);
    }
    let updates: Vec<RefUpdate> = parsed.into_iter().flatten().collect();
    let mut names: Vec<&str> = updates.iter().map(|update| update.name.as_str()).collect();
    names.sort_unstable();
    match names.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(vec![format!("`{}` is in this push twice; nothing was changed", pair[0])]),
        None => Ok(updates),
    }
}

fn parse_line(line: &[u8]) -> Result<RefUpdate, String> {
    let line = String::from_utf8_lossy(line);
    let mut words = line.splitn(3, ' ');
    let (Some(old), Some(new), Some(name)) = (words.next(), words.next(), words.next()) else {
        return Err("git said something that this server does not understand".to_owned());
    };
    check_name(name)?;
    let id = |digits: &str| match digits.bytes().all(|digit| digit == b'0') {
        true => Ok(None),
        false => RevisionId::parse(digits).map(Some).map_err(|error| error.to_string()),
    };
    Ok(RefUpdate { name: name.to_owned(), old: id(old)?, new: id(new)? })
}

fn check_name(name: &str) -> Result<(), String> {
    let short = ["refs/heads/", "refs/tags/"].iter().find_map(|kind| name.strip_prefix(kind));
    let Some(short) = short else {
        return Err(format!(
            "`{name}` is neither a branch nor a tag; only refs/heads/ and refs/tags/ can be pushed"
        ));
    };
    if name.len() > MAX_NAME_BYTES {
        let start: String = name.chars().take(60).collect();
        return Err(format!("the name `{start}...` has more than {MAX_NAME_BYTES} bytes; use a shorter one"));
    }
    let is_odd =
        |c: char| c.is_control() || super::lines::is_invisible(c) || c == char::REPLACEMENT_CHARACTER;
    let is_bad = short == "HEAD" || short.starts_with('-') || short.contains(is_odd);
    match is_bad || !git2::Reference::is_valid_name(name) {
        true => Err(format!("`{name}` cannot be the name of a branch or tag; use another")),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ZERO: &str = "0000000000000000000000000000000000000000";
    const ONE: &str = "1111111111111111111111111111111111111111";

    #[test]
    fn what_git_says_becomes_updates() {
        let said = format!("{ZERO} {ONE} refs/heads/main\n{ONE} {ZERO} refs/tags/订单/v1\n");
        let one = RevisionId::parse(ONE).ok();
        assert_eq!(
            parse(said.as_bytes()).unwrap(),
            [
                RefUpdate { name: "refs/heads/main".into(), old: None, new: one },
                RefUpdate { name: "refs/tags/订单/v1".into(), old: one, new: None },
            ]
        );
        assert_eq!(parse(b"").unwrap(), []);
    }

    #[test]
    fn references_outside_heads_and_tags_and_odd_names_are_refused() {
        let long = format!("refs/heads/{}", "x".repeat(190));
        for bad in [
            "refs/notes/commits",
            "refs/heads",
            "refs/heads/",
            "refs/remotes/origin/main",
            "refs/pull/1/head",
            "HEAD",
            "main",
            "refs/heads/HEAD",
            "refs/heads/-d",
            "refs/heads/a..b",
            "refs/heads/a.lock",
            "refs/heads/a b",
            "refs/heads/.a",
            "refs/heads/../../config",
            "refs/heads/a//b",
            "refs/heads/a\u{1b}[2J",
            "refs/heads/a\u{9b}2J",
            "refs/heads/\u{202e}niam",
            "refs/heads/a@{0}",
            "refs/tags/x:y",
            "refs/tags/x*",
            &long,
        ] {
            let refused = parse(format!("{ZERO} {ONE} {bad}\n").as_bytes());
            assert_eq!(refused.map_err(|lines| lines.len()), Err(1), "{bad:?}");
        }
    }

    #[test]
    fn too_many_references_and_one_named_twice_are_refused() {
        let many = |count: usize| -> String {
            (0..count).map(|n| format!("{ZERO} {ONE} refs/heads/b{n}\n")).collect()
        };
        assert_eq!(parse(many(1000).as_bytes()).unwrap().len(), 1000);
        assert!(parse(many(1001).as_bytes()).unwrap_err()[0].contains("more than 1000"));
        assert!(parse(many(2).replace("b1", "b0").as_bytes()).unwrap_err()[0].contains("twice"));
        assert!(parse(b"nonsense\n").is_err());
        let sha256 = format!("{ZERO} {} refs/heads/a\n", "1".repeat(64));
        assert!(parse(sha256.as_bytes()).is_err());
    }
}
