//! Numbers as SVG shows them: two decimals at most.

use serde::{Serialize, Serializer};

/// A length or coordinate; 0 where it is not finite.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Number(pub f64);

impl Number {
    fn rounded(self) -> f64 {
        let rounded = (self.0 * 100.0).round() / 100.0;
        // Also turns -0 into 0.
        if rounded.is_finite() { rounded + 0.0 } else { 0.0 }
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.rounded())
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rounded = self.rounded();
        if rounded.fract() == 0.0 && rounded.abs() < 1e15 {
            serializer.serialize_i64(rounded as i64)
        } else {
            serializer.serialize_f64(rounded)
        }
    }
}
