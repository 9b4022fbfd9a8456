//! Texts that say the same: needs of many callers become one demand.
//!
//! A text is read as a set of *marks*: the words of alphabets, and each two neighbouring characters of
//! Chinese, after spelling is made equal and words are left out that any question may have
//! (`model/library/delivery/similar.yaml`). Two texts are as similar as the share of their marks that
//! they have in common (Jaccard). Nothing here knows a language: it suggests, a person groups.
//!
//! [`group()`] does not depend on the order of the texts. Every member of a group is similar to its
//! representative, so groups do not chain from one thing to another.

mod cluster;
mod marks;
mod spelling;

pub use cluster::{Group, Member, group, group_at};
pub use marks::marks;

/// How similar the members of a group are to its representative, if nothing else is asked for.
pub const THRESHOLD: f64 = 0.5;

/// How similar two texts are, 0 to 1; 0 where one has no marks.
pub fn similarity(a: &str, b: &str) -> f64 {
    let (a, b) = (marks(a), marks(b));
    let common = a.intersection(&b).count();
    let all = a.len() + b.len() - common;
    if all == 0 { 0.0 } else { common as f64 / all as f64 }
}

#[cfg(test)]
mod tests;
