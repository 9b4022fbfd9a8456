//! What coverage gained and lost from one revision to another.

use foldhash::HashSet;

use super::{Coverage, Number};

/// How one share differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Which share.
    pub id: &'static str,
    /// The share before.
    pub before: Option<f64>,
    /// The share after.
    pub after: Option<f64>,
    /// Those that count after and did not before, in order: new ones and those that were missing.
    pub gained: Vec<String>,
    /// Those that counted before and do not after: those that are missing now and those that are gone.
    pub lost: Vec<String>,
    /// Those that are missing after and were not before: lost ones and new ones.
    pub newly_missing: Vec<String>,
}

impl Difference {
    /// Whether all is as it was.
    pub fn is_empty(&self) -> bool {
        self.gained.is_empty() && self.lost.is_empty() && self.newly_missing.is_empty()
    }
}

/// How each share of `after` differs from the same one of `before`, in the order of `after`.
pub fn compare(before: &Coverage, after: &Coverage) -> Vec<Difference> {
    let difference = |after: &Number| {
        let before = before.number(after.id());
        let (old, old_missing) = match before {
            Some(number) => (&number.figure.numerator[..], &number.missing[..]),
            None => (&[][..], &[][..]),
        };
        let new = &after.figure.numerator;
        Difference {
            id: after.id(),
            before: before.and_then(|number| number.figure.value),
            after: after.figure.value,
            gained: without(new, old),
            lost: without(old, new),
            newly_missing: without(&after.missing, old_missing),
        }
    };
    after.numbers.iter().map(difference).collect()
}

fn without(of: &[String], those: &[String]) -> Vec<String> {
    let those: HashSet<&str> = those.iter().map(String::as_str).collect();
    of.iter().filter(|one| !those.contains(one.as_str())).cloned().collect()
}
