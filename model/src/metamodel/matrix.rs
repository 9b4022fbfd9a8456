//! ArchiMate's table of allowed relations: 62 x 62 ends (60 element types, junction, relation) by
//! 11 relations, a bit each.

use std::collections::BTreeMap;

use crate::metamodel::kind::{KindIndex, RelationIndex};

/// What a relation starts or ends at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// An element of this kind.
    Element(KindIndex),
    /// Another relation.
    Relation,
}

/// A set of ArchiMate relations: bit n is the n-th.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RelationSet(pub(crate) u16);

impl RelationSet {
    /// Whether it holds the ArchiMate relation.
    pub fn contains(self, relation: RelationIndex) -> bool {
        relation.0 < 16 && self.0 >> relation.0 & 1 == 1
    }

    /// The relations in it.
    pub fn iter(self) -> impl Iterator<Item = RelationIndex> {
        (0..11).filter(move |n| self.0 >> n & 1 == 1).map(RelationIndex)
    }

    /// How many.
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// Number of rows and columns; the last is for relations as ends.
pub(crate) const ENDS: usize = 62;
/// Row and column of relations as ends.
pub(crate) const RELATION_ROW: u8 = 61;
/// Of kinds that ArchiMate has no type for: outside the table, so that it allows nothing.
pub(crate) const OUTSIDE_ROW: u8 = 62;

/// The table.
#[derive(Clone)]
pub struct Matrix(Box<[[u16; ENDS]; ENDS]>);

impl Default for Matrix {
    fn default() -> Self {
        Self(Box::new([[0; ENDS]; ENDS]))
    }
}

impl std::fmt::Debug for Matrix {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Matrix({} triples)", self.count())
    }
}

impl Matrix {
    /// Builds the table from `source -> letters -> targets`; names that `row` or `bit` do not know
    /// are returned.
    pub(crate) fn build(
        allowed: &BTreeMap<String, BTreeMap<String, Vec<String>>>,
        row: impl Fn(&str) -> Option<u8>,
        bit: impl Fn(char) -> Option<u16>,
    ) -> (Self, Vec<String>) {
        let Self(mut table) = Self::default();
        let mut unknown = Vec::new();
        for (source, by_letters) in allowed {
            let Some(from) = row(source) else {
                unknown.push(source.clone());
                continue;
            };
            for (letters, targets) in by_letters {
                let mut bits = 0_u16;
                for letter in letters.chars() {
                    match bit(letter) {
                        Some(n) => bits |= 1 << n,
                        None => unknown.push(letter.to_string()),
                    }
                }
                for target in targets {
                    match row(target) {
                        Some(to) => table[usize::from(from)][usize::from(to)] |= bits,
                        None => unknown.push(target.clone()),
                    }
                }
            }
        }
        (Self(table), unknown)
    }

    /// The relations allowed between two rows.
    pub(crate) fn get(&self, from: u8, to: u8) -> RelationSet {
        let row = self.0.get(usize::from(from));
        RelationSet(row.and_then(|row| row.get(usize::from(to))).copied().unwrap_or_default())
    }

    /// How many triples are allowed.
    pub fn count(&self) -> usize {
        let rows = self.0.iter().flatten();
        rows.map(|bits| bits.count_ones() as usize).sum()
    }
}
