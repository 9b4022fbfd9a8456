//! Which revision somebody asks for: the text after `--at`, or `at:` in a query.
//!
//! What a text may mean is decided here by its shape alone; [`crate::Repository::resolve`] looks it up.

use crate::{BranchName, Time};

/// Where names are looked up, in this order.
pub(crate) const FULL: [&str; 3] = ["refs/heads/", "refs/tags/", "refs/remotes/"];

/// A question that names a revision.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum At {
    /// The default branch: `HEAD`, or nothing.
    Head,
    /// A branch, else a tag, else a branch as it was last fetched, else the first digits of a
    /// commit: `main`, `v1.0`, `origin/main`, `3f2a91c`. Full names (`refs/heads/...`) are never
    /// anything else.
    Name(String),
    /// The last first-parent commit at or before a time: `2026-03-01` (the end of that day, UTC),
    /// RFC 3339, or `main@{2026-03-01}` for a branch other than the default one.
    Date {
        /// None means the default branch.
        branch: Option<BranchName>,
        /// At or before.
        time: Time,
    },
}

/// Why a text names no revision.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a branch, tag, commit or date (2026-03-01, 2026-03-01T10:00:00Z, main@{{2026-03-01}})")]
pub struct ParseAtError(String);

impl At {
    /// Reads what a person wrote. A branch that looks like a date is reached by `refs/heads/...`.
    pub fn parse(text: &str) -> Result<Self, ParseAtError> {
        let bad = || ParseAtError(text.to_owned());
        if text.is_empty() || text == "HEAD" || text == "@" {
            return Ok(Self::Head);
        }
        if let Some(time) = Time::parse(text) {
            return Ok(Self::Date { branch: None, time });
        }
        if let Some((branch, date)) = text.split_once("@{") {
            let date = date.strip_suffix('}').and_then(Time::parse);
            let branch = match branch {
                "" | "HEAD" => None,
                name => Some(BranchName::parse(name).map_err(|_| bad())?),
            };
            return Ok(Self::Date { branch, time: date.ok_or_else(bad)? });
        }
        let full = FULL.iter().any(|top| text.starts_with(top));
        let name = if full { text.to_owned() } else { format!("refs/heads/{text}") };
        let valid = !text.starts_with('-') && git2::Reference::is_valid_name(&name);
        valid.then(|| Self::Name(text.to_owned())).ok_or_else(bad)
    }
}

impl From<BranchName> for At {
    fn from(branch: BranchName) -> Self {
        Self::Name(branch.reference())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shape_decides() {
        let time = |text| Time::parse(text).unwrap();
        let name = |text: &str| At::Name(text.to_owned());
        for (text, expected) in [
            ("", At::Head),
            ("HEAD", At::Head),
            ("@", At::Head),
            ("main", name("main")),
            ("feature/订单", name("feature/订单")),
            ("v1.0", name("v1.0")),
            ("3f2a91c", name("3f2a91c")),
            ("refs/heads/2026-03-01", name("refs/heads/2026-03-01")),
            ("2026-03-01", At::Date { branch: None, time: time("2026-03-01") }),
            ("@{2026-03-01}", At::Date { branch: None, time: time("2026-03-01") }),
            (
                "main@{2026-03-01T10:00:00Z}",
                At::Date {
                    branch: Some(BranchName::parse("main").unwrap()),
                    time: time("2026-03-01T10:00:00Z"),
                },
            ),
        ] {
            assert_eq!(At::parse(text).unwrap(), expected, "{text}");
        }
    }

    #[test]
    fn expressions_of_git_that_walk_or_search_are_refused() {
        for bad in [
            "main~1",
            "HEAD^",
            ":/fix",
            "main:README",
            "a..b",
            "-n",
            "main@{1}",
            "main@{yesterday}",
            "a b",
            "*",
        ] {
            assert!(At::parse(bad).is_err(), "{bad}");
        }
    }
}
