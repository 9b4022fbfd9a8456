//! Names of kinds.

use serde_json::{Value, json};

use crate::id::KindId;
use crate::metamodel::Metamodel;
use crate::schema::basic::words;

/// Namespaces of the library. A repository's own kinds have another one.
const LIBRARY: [&str; 4] = ["archimate", "bizdevops", "togaf", "uml"];

/// Every name of a kind, the short one first: `business-process`, `archimate:business-process`.
pub(super) fn names(id: &KindId, namespace: &str) -> Vec<String> {
    let id = id.as_str();
    match id.contains(':') {
        true => vec![id.to_owned()],
        false => vec![id.to_owned(), format!("{namespace}:{id}")],
    }
}

/// A kind of element.
pub(super) fn element(metamodel: &Metamodel) -> Value {
    let all = metamodel.kinds().flat_map(|(_, kind)| names(&kind.id, &kind.namespace));
    let is_closed = metamodel.kinds().any(|(_, kind)| !LIBRARY.contains(&&*kind.namespace));
    named(all.collect(), is_closed)
}

/// A kind of relation.
pub(super) fn relation(metamodel: &Metamodel) -> Value {
    named(relation_names(metamodel), has_own_relations(metamodel))
}

/// Every name of every kind of relation.
pub(super) fn relation_names(metamodel: &Metamodel) -> Vec<String> {
    metamodel.relations().flat_map(|(_, kind)| names(&kind.id, &kind.namespace)).collect()
}

/// Whether the metamodel has a repository's own relations, and so is known to be complete.
pub(super) fn has_own_relations(metamodel: &Metamodel) -> bool {
    metamodel.relations().any(|(_, kind)| !LIBRARY.contains(&&*kind.namespace))
}

/// A repository's own name: qualified, with a namespace that is not the library's.
pub(super) const OWN: &str = "^(?!(archimate|bizdevops|togaf|uml):)[^:\\s]+:\\S+$";

/// Without a repository's own kinds at hand, any qualified name may be one of them.
fn named(names: Vec<String>, is_closed: bool) -> Value {
    let known = words(names.iter().map(String::as_str));
    match is_closed {
        true => known,
        false => json!({ "anyOf": [known, { "type": "string", "pattern": OWN }] }),
    }
}
